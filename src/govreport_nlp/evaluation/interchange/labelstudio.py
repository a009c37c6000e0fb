"""Label Studio: tasks in its JSON, and the labelling interface as XML.

A number is a region labelled with its measure; the other fields belong to the region. The
passages of a name are regions of their own, joined to the number by a relation; so a passage can
serve several records. A sentence is a region labelled with its main workstream. Offsets are
those of Label Studio: characters (code points) of the text, half open.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

from govreport_nlp import __version__
from govreport_nlp.errors import GoldError
from govreport_nlp.evaluation.gold import GoldDocument, GoldIndicator, GoldSentence
from govreport_nlp.evaluation.interchange.shared import (
    COLOURS,
    HEAD,
    MEASURES,
    Draft,
    head,
    linked,
    make_document,
    named,
    own_fields,
    quantity_fields,
    setup_file,
    workstream_names,
)

__all__ = ["is_tasks", "read_tasks", "write"]

Item = dict[str, Any]

CHOICES = {
    "qualifier": ("exact", "about", "over", "under", "at_least", "at_most"),
    "status": ("actual", "target"),
    "direction": ("up", "down"),
    "flag": ("optional",),
}
"""Fields of a number that are clicked; the first two have to be."""

TEXTS = ("value", "low", "high", "unit", "basis", "period", "scope")
"""Fields of a number that are typed; empty means null."""


def write(
    documents: Sequence[GoldDocument], folder: Path, name: str, *, finished: bool
) -> list[Path]:
    """Write ``NAME.json`` with the tasks and ``setup/NAME.xml`` with the labelling interface.

    Args:
        documents: Documents of one taxonomy.
        folder: Where to write.
        name: The files' stem.
        finished: Whether the records are annotations; else they are predictions to correct.
    """
    tasks = [_task(document, finished=finished) for document in documents]
    data, setup = folder / f"{name}.json", setup_file(folder, f"{name}.xml")
    data.write_text(json.dumps(tasks, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    setup.write_text(interface(workstream_names(documents)), encoding="utf-8")
    return [data, setup]


def _task(document: GoldDocument, *, finished: bool) -> Item:
    result: Item = {"result": [*_regions(document)]}
    if not finished:
        result["model_version"] = f"govreport-nlp {__version__}"
    return {
        "data": {**head(document), "text": document.text},
        "annotations" if finished else "predictions": [result],
    }


def _regions(document: GoldDocument) -> Iterator[Item]:
    passages = sorted({span for record in document.indicators for span in record.name_spans})
    names = {span: f"n{number}" for number, span in enumerate(passages)}
    for number, sentence in enumerate(document.sentences):
        yield from _sentence(f"s{number}", sentence, document.text)
    for (start, end), identity in names.items():
        place = {"start": start, "end": end, "text": document.text[start:end]}
        yield _control(identity, "name", "labels", place, ["name"])
    for number, record in enumerate(document.indicators):
        yield from _number(f"i{number}", record)
    for number, record in enumerate(document.indicators):
        for span in record.name_spans:
            yield {
                "type": "relation",
                "from_id": f"i{number}",
                "to_id": names[span],
                "direction": "right",
                "labels": ["name"],
            }


def _sentence(identity: str, sentence: GoldSentence, text: str) -> Iterator[Item]:
    start, end = sentence.start, sentence.end
    place = {"start": start, "end": end, "text": text[start:end]}
    main, *more = sentence.workstreams
    yield _control(identity, "workstream", "labels", place, [main])
    if more:
        yield _control(identity, "also", "choices", place, more)


def _number(identity: str, record: GoldIndicator) -> Iterator[Item]:
    place = {"start": record.start, "end": record.end, "text": record.text}
    yield _control(identity, "number", "labels", place, [record.measure])
    chosen = own_fields(record, ("qualifier", "status", "direction"))
    if record.optional:
        chosen["flag"] = "optional"
    for field, choice in chosen.items():
        yield _control(identity, field, "choices", place, [choice])
    for field, text in own_fields(record, TEXTS).items():
        # a region's text field puts what was typed where the region's own text would be
        yield _control(identity, field, "textarea", {**place, "text": [text]}, None)


def _control(identity: str, name: str, kind: str, place: Item, chosen: list[str] | None) -> Item:
    value = place if chosen is None else {**place, kind: chosen}
    return {"id": identity, "from_name": name, "to_name": "text", "type": kind, "value": value}


def interface(workstreams: dict[str, str]) -> str:
    """Return the labelling interface of a project as XML.

    Args:
        workstreams: Id → name as shown; the ids are what Label Studio writes.
    """
    numbers = [_label(name, name, COLOURS[name], hotkey) for hotkey, name in enumerate(MEASURES, 1)]
    labels = [_label(i, shown, COLOURS["workstream"]) for i, shown in workstreams.items()]
    also = [f"<Choice value={_quoted(s)} alias={_quoted(i)}/>" for i, s in workstreams.items()]
    fields = [_choices(n, "".join(f'<Choice value="{o}"/>' for o in c)) for n, c in CHOICES.items()]
    fields += [_textarea(name) for name in TEXTS]
    lines = [
        "<View>",
        "  <Style>.htx-text{ white-space: pre-wrap; line-height: 1.9 }</Style>",
        '  <Header value="$doc"/>',
        *_block("Labels", "number", numbers),
        *_block("Labels", "name", [_label("name", "name", COLOURS["name"], 5)]),
        *_block("Labels", "workstream", labels),
        '  <Relations><Relation value="name"/></Relations>',
        '  <Text name="text" value="$text" granularity="symbol"/>',
        '  <View visibleWhen="region-selected" whenTagName="number">',
        *(f"    {field}" for field in fields),
        "  </View>",
        '  <View visibleWhen="region-selected" whenTagName="workstream">',
        f"    {_choices('also', ''.join(also), 'multiple')}",
        "  </View>",
        "</View>",
        "",
    ]
    return "\n".join(lines)


def _label(identity: str, shown: str, colour: str, hotkey: int | None = None) -> str:
    key = f' hotkey="{hotkey}"' if hotkey else ""
    alias = f" alias={_quoted(identity)}" if identity != shown else ""
    return f'<Label value={_quoted(shown)}{alias} background="{colour}"{key}/>'


def _quoted(value: str) -> str:
    """Return a text as the value of an attribute."""
    return f'"{escape(value)}"'


def _block(tag: str, name: str, inside: Iterable[str]) -> list[str]:
    return [
        f'  <{tag} name="{name}" toName="text">',
        *(f"    {line}" for line in inside),
        f"  </{tag}>",
    ]


def _choices(name: str, inside: str, choice: str = "single") -> str:
    required = ' required="true"' if name in ("qualifier", "status") else ""
    return (
        f'<Header value="{name}" size="6"/>'
        f'<Choices name="{name}" toName="text" perRegion="true" choice="{choice}"'
        f' showInline="true"{required}>{inside}</Choices>'
    )


def _textarea(name: str) -> str:
    return (
        f'<Header value="{name}" size="6"/>'
        f'<TextArea name="{name}" toName="text" perRegion="true" editable="true"'
        ' maxSubmissions="1" rows="1"/>'
    )


def is_tasks(data: Any) -> bool:
    """Tell whether JSON looks like tasks of Label Studio."""
    tasks = data if isinstance(data, list) else [data]
    return bool(tasks) and all(
        isinstance(t, dict) and isinstance(t.get("data"), dict) for t in tasks
    )


def read_tasks(data: Any, where: str, annotator: str | None = None) -> Iterator[Draft]:
    """Read tasks as Label Studio exports them (format JSON, not JSON-MIN).

    Args:
        data: The JSON: a list of tasks, or one.
        where: The file, for messages.
        annotator: Whose annotations to take: an id or an address, as in ``completed_by``.

    Yields:
        A draft for each task; one without annotation holds its newest prediction, and is pending.

    Raises:
        GoldError: A task has several annotations, or a region is of another project.
    """
    for number, task in enumerate(data if isinstance(data, list) else [data]):
        place = f"{where}: task {task.get('id', number)} {task['data'].get('doc', '')!r}"
        try:
            annotations = _annotations(task, place, annotator)
            sources = annotations or task.get("predictions") or [{"result": []}]
            draft = _draft(task["data"], sources[-1]["result"], place)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise GoldError(
                f"{place}: not of a project that govreport made ({type(error).__name__}: {error})",
                hint="export the project as JSON, with the labelling interface as it was set up",
            ) from error
        yield draft._replace(pending=not annotations)


def _annotations(task: Item, place: str, annotator: str | None) -> list[Item]:
    """Return the annotation to take, in a list; an empty one where there is none."""
    found = [one for one in task.get("annotations") or [] if not one.get("was_cancelled")]
    if annotator is not None:
        found = [one for one in found if annotator in _names(one.get("completed_by"))]
    if len(found) > 1:
        found = [one for one in found if one.get("ground_truth")] or found
    if len(found) > 1:
        who = ", ".join("/".join(_names(one.get("completed_by"))) for one in found)
        raise GoldError(
            f"{place}: {len(found)} annotations, by {who}",
            hint="mark one as ground truth, or take one's: govreport annotate import --annotator",
        )
    return found


def _names(who: Any) -> list[str]:
    """Return the names of an annotator: the export has an id, or an object with more."""
    if isinstance(who, dict):
        return [str(who[key]) for key in ("id", "email") if who.get(key) is not None]
    return ["unknown" if who is None else str(who)]


def _draft(data: Item, result: list[Item], where: str) -> Draft:
    text: str = data["text"]
    regions: dict[str, Item] = {}
    relations = []
    strange = set()
    for item in result:
        if item["type"] == "relation":
            relations.append((item["from_id"], item["to_id"]))
        elif item["type"] in ("labels", "choices", "textarea"):
            regions.setdefault(item["id"], {})[item["from_name"]] = item["value"]
        else:
            strange.add(item["type"])
    numbers, passages = (
        {key: region for key, region in regions.items() if name in region}
        for name in ("number", "name")
    )
    names, notes = linked(relations, numbers, passages)
    notes += [f"{kind}: passed over" for kind in sorted(strange)]
    indicators = []
    for key, region in numbers.items():
        spans = {_span(passages[other]["name"]) for other in names.get(key, ())}
        indicators.append(_indicator(region, text, notes) | named(text, spans))
    sentences = [_labelled(region) for region in regions.values() if "workstream" in region]
    known = {key: data.get(key) for key in HEAD}
    document = make_document(text, known, indicators, sentences)
    return Draft(document, where, notes=tuple(notes))


def _span(value: Item) -> tuple[int, int]:
    return int(value["start"]), int(value["end"])


def _labelled(region: Item) -> Item:
    start, end = _span(region["workstream"])
    labels = [*region["workstream"]["labels"], *region.get("also", {}).get("choices", ())]
    return {"start": start, "end": end, "workstreams": labels}


def _indicator(region: Item, text: str, notes: list[str]) -> Item:
    """Put a record together; what nobody chose is left out, for the check to find."""
    (measure,) = region["number"]["labels"]
    start, end = _span(region["number"])
    written = region["number"].get("text", text[start:end])
    record: Item = {"start": start, "end": end, "text": written, "measure": measure}
    for field in CHOICES:
        if field in region:
            (record[field],) = region[field]["choices"]
    record |= {field: " ".join(region[field]["text"]) for field in TEXTS if field in region}
    if record.pop("flag", None):
        record["optional"] = True
    if not record.keys() & {"value", "low", "high"}:
        quantity = quantity_fields(written) or {}
        notes.append(f"{start}:{end} {written!r}: value and unit read from the text")
        record = quantity | record
    return {"unit": "", **record}
