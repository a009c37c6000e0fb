"""doccano: one document a line, for a sequence labelling project with relations.

doccano knows spans with a label and relations between them, and nothing else. So a number has a
span for its measure and further spans, over the same characters, for what is not the usual case:
``target``, a qualifier but ``exact``, ``up`` or ``down``, ``optional``. Passages of names are
spans that relations lead to. Sentences are spans ``workstream:ID`` and, for a second workstream,
``also:ID``. What needs typing (value, unit, period, basis, scope) travels in the line's
``govreport`` object by the number's offsets; doccano passes it through.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from govreport_nlp.errors import GoldError
from govreport_nlp.evaluation.gold import GoldDocument, GoldIndicator
from govreport_nlp.evaluation.interchange.shared import (
    COLOURS,
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

__all__ = ["is_line", "read_line", "write"]

Item = dict[str, Any]
Span = tuple[int, int]

TYPED = ("value", "low", "high", "unit", "basis", "period", "scope")

MARKS = {
    "target": ("status", "target"),
    **{q: ("qualifier", q) for q in ("about", "over", "under", "at_least", "at_most")},
    "up": ("direction", "up"),
    "down": ("direction", "down"),
    "optional": ("optional", True),
}
"""Further labels over a number, and what they say."""

_WORKSTREAM, _ALSO = "workstream:", "also:"


def write(
    documents: Sequence[GoldDocument], folder: Path, name: str, *, finished: bool
) -> list[Path]:
    """Write ``NAME.jsonl`` with the documents, and the span and relation types in ``setup``.

    Args:
        documents: Documents of one taxonomy.
        folder: Where to write.
        name: The files' stem.
        finished: Makes no difference: doccano does not tell annotation from what pre-fills it.

    Raises:
        GoldError: Two records have one span.
    """
    lines = [json.dumps(_line(document), ensure_ascii=False) for document in documents]
    data = folder / f"{name}.jsonl"
    data.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    labels = [(label, COLOURS[label]) for label in (*MEASURES, "name")]
    labels += [(mark, "#5d6675") for mark in MARKS]
    ids = workstream_names(documents)
    labels += [(prefix + i, COLOURS["workstream"]) for prefix in (_WORKSTREAM, _ALSO) for i in ids]
    spans = _types(setup_file(folder, f"{name}-spans.json"), labels)
    relations = _types(setup_file(folder, f"{name}-relations.json"), [("name", COLOURS["name"])])
    return [data, spans, relations]


def _types(path: Path, labels: list[tuple[str, str]]) -> Path:
    types = [
        {"text": label, "background_color": colour, "text_color": "#ffffff"}
        for label, colour in labels
    ]
    path.write_text(json.dumps(types, indent=1) + "\n", encoding="utf-8")
    return path


def _line(document: GoldDocument) -> Item:
    entities: list[Item] = []

    def add(span: Span, label: str) -> int:
        entities.append(
            {"id": len(entities), "label": label, "start_offset": span[0], "end_offset": span[1]}
        )
        return len(entities) - 1

    for sentence in document.sentences:
        main, *more = sentence.workstreams
        add((sentence.start, sentence.end), _WORKSTREAM + main)
        for label in more:
            add((sentence.start, sentence.end), _ALSO + label)
    passages = sorted({span for record in document.indicators for span in record.name_spans})
    names = {span: add(span, "name") for span in passages}
    relations: list[Item] = []
    fields: dict[str, Item] = {}
    for record in document.indicators:
        span = (record.start, record.end)
        if _key(span) in fields:
            raise GoldError(f"{document.doc}: two records at {_key(span)}: doccano can hold one")
        fields[_key(span)] = own_fields(record, TYPED)
        number = add(span, record.measure)
        for mark in _marks(record):
            add(span, mark)
        relations += [
            {"id": len(relations) + n, "from_id": number, "to_id": names[passage], "type": "name"}
            for n, passage in enumerate(record.name_spans)
        ]
    return {
        "text": document.text,
        "entities": entities,
        "relations": relations,
        "govreport": {**head(document), "fields": fields},
    }


def _key(span: Span) -> str:
    return f"{span[0]}:{span[1]}"


def _marks(record: GoldIndicator) -> list[str]:
    return [mark for mark, (field, value) in MARKS.items() if getattr(record, field) == value]


def is_line(data: Any) -> bool:
    """Tell whether JSON looks like a document of doccano's sequence labelling."""
    if not isinstance(data, dict) or "indicators" in data:
        return False
    return "text" in data and ("entities" in data or "label" in data)


def read_line(data: Item, where: str) -> Draft:
    """Read a document as doccano exports it (format JSONL, relations on).

    Args:
        data: The line's JSON.
        where: File and line, for messages.

    Raises:
        GoldError: It was exported without relations, or a span is of another project.
    """
    if "entities" not in data:
        raise GoldError(
            f"{where}: spans without relations",
            hint="turn relations on in doccano's project settings and export as JSONL again",
        )
    try:
        return _draft(data, where)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise GoldError(
            f"{where}: not of a project that govreport made ({type(error).__name__}: {error})"
        ) from error


def _draft(data: Item, where: str) -> Draft:
    text: str = data["text"]
    own: Item = data.get("govreport") or {}
    spans: dict[int, Span] = {}
    labels: dict[Span, list[str]] = {}
    numbers: dict[int, str] = {}
    for entity in data["entities"]:
        span = entity["start_offset"], entity["end_offset"]
        spans[entity["id"]] = span
        labels.setdefault(span, []).append(entity["label"])
        if entity["label"] in MEASURES:
            numbers[entity["id"]] = entity["label"]
    passages = {entity["id"] for entity in data["entities"] if entity["label"] == "name"}
    relations = [(r["from_id"], r["to_id"]) for r in data.get("relations", ())]
    names, notes = linked(relations, numbers, passages)
    indicators = []
    for number, measure in numbers.items():
        span = spans[number]
        record = _indicator(span, labels[span], text, own.get("fields", {}), notes)
        name = named(text, {spans[other] for other in names.get(number, ())})
        indicators.append(record | {"measure": measure} | name)
    document = make_document(text, own, indicators, _sentences(labels))
    return Draft(document, where, notes=(*notes, *_strange(labels, indicators)))


def _indicator(
    span: Span, labels: list[str], text: str, fields: dict[str, Item], notes: list[str]
) -> Item:
    start, end = span
    record: Item = {
        "start": start,
        "end": end,
        "text": text[start:end],
        "unit": "",
        "qualifier": "exact",
        "status": "actual",
    }
    if _key(span) in fields:
        record |= fields[_key(span)]
    else:
        record |= quantity_fields(text[start:end]) or {}
        notes.append(f"{_key(span)} {text[start:end]!r}: value and unit read from the text")
    return record | dict(MARKS[label] for label in labels if label in MARKS)


def _sentences(labels: dict[Span, list[str]]) -> Iterator[Item]:
    for (start, end), here in labels.items():
        found = [
            label.removeprefix(prefix)
            for prefix in (_WORKSTREAM, _ALSO)
            for label in here
            if label.startswith(prefix)
        ]
        if found:
            yield {"start": start, "end": end, "workstreams": found}


def _strange(labels: dict[Span, list[str]], indicators: list[Item]) -> Iterator[str]:
    """Tell of spans that say nothing: marks without a number, labels of one's own."""
    numbers = {(record["start"], record["end"]) for record in indicators}
    for span, here in labels.items():
        for label in here:
            if label in MARKS and span in numbers:
                continue
            if label not in (*MEASURES, "name") and not label.startswith((_WORKSTREAM, _ALSO)):
                yield f"{_key(span)}: the label {label!r} is passed over"
