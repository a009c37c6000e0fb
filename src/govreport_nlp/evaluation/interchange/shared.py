"""What the formats have in common: labels, colours, and a document's plain data."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from govreport_nlp.errors import ConfigError, GoldError
from govreport_nlp.evaluation.gold import GoldDocument, GoldIndicator
from govreport_nlp.numbers import parse_quantity
from govreport_nlp.workstreams import load_taxonomy

__all__ = [
    "COLOURS",
    "HEAD",
    "MEASURES",
    "Draft",
    "by_taxonomy",
    "head",
    "linked",
    "make_document",
    "named",
    "own_fields",
    "quantity_fields",
    "setup_file",
    "workstream_names",
]

HEAD = ("doc", "report_year", "level", "region", "taxonomy")
"""What a document says about itself, beside its text."""

MEASURES = ("level", "change", "baseline", "rank")

COLOURS = {
    "level": "#2f6db5",
    "change": "#2c8a5a",
    "baseline": "#8a7a2c",
    "rank": "#8a4fa3",
    "name": "#c2701d",
    "workstream": "#8b93a1",
}
"""Background of labels in the tools."""


class Draft(NamedTuple):
    """A document as plain data, read from a tool's file and not yet checked.

    Attributes:
        data: The data, in the shape of the gold format.
        where: File and task or line, for messages.
        pending: Whether nobody has annotated it yet, so that it only holds what pre-filled it.
        notes: What was filled in or passed over, in words.
    """

    data: dict[str, Any]
    where: str
    pending: bool = False
    notes: tuple[str, ...] = ()


def by_taxonomy(documents: Iterable[GoldDocument]) -> dict[str, list[GoldDocument]]:
    """Group documents by the stem of their taxonomy's name: a project has one set of labels."""
    groups: dict[str, list[GoldDocument]] = {}
    seen: set[str] = set()
    for document in documents:
        if document.doc in seen:
            raise GoldError(f"two documents are named {document.doc!r}")
        seen.add(document.doc)
        groups.setdefault(Path(document.taxonomy).stem, []).append(document)
    return groups


def workstream_names(documents: Sequence[GoldDocument]) -> dict[str, str]:
    """Return the workstreams of documents of one taxonomy: id → Chinese name.

    Labels that the taxonomy lacks, or whose taxonomy is not at hand, are named by their ids.
    """
    try:
        taxonomy = load_taxonomy(documents[0].taxonomy)
        names = {workstream.id: workstream.label for workstream in taxonomy.workstreams}
    except ConfigError:
        names = {}
    used = {label for d in documents for s in d.sentences for label in s.workstreams}
    return names | {label: label for label in sorted(used - names.keys())}


def head(document: GoldDocument) -> dict[str, Any]:
    """Return what a document says about itself, without its text."""
    return document.model_dump(mode="json", include=set(HEAD))


def quantity_fields(text: str) -> dict[str, str] | None:
    """Read value and unit from a number as written, for records that people added.

    Args:
        text: The number with its unit.

    Returns:
        The fields ``value``, or ``low`` and ``high``, and ``unit``; None where it is no quantity.

    Example:
        >>> quantity_fields("1.5亿元")
        {'value': '150000000', 'unit': '元'}
    """
    quantity = parse_quantity(text)
    if quantity is None:
        return None
    ends = {"value": quantity.value, "low": quantity.low, "high": quantity.high}
    found = {key: f"{end:f}" for key, end in ends.items() if end is not None}
    return found | {"unit": quantity.unit}


def make_document(
    text: str,
    head: dict[str, Any],
    indicators: Iterable[dict[str, Any]],
    sentences: Iterable[dict[str, Any]],
) -> dict[str, Any]:
    """Put a document's data together, records and sentences in text order."""

    def order(item: dict[str, Any]) -> tuple[int, int]:
        return item["start"], item["end"]

    return {
        **{key: head[key] for key in HEAD if head.get(key) is not None},
        "text": text,
        "sentences": sorted(sentences, key=order),
        "indicators": sorted(indicators, key=order),
    }


def linked(
    relations: Iterable[tuple[Any, Any]], numbers: Collection[Any], names: Collection[Any]
) -> tuple[dict[Any, list[Any]], list[str]]:
    """Tell which passages of names belong to which numbers, whichever way people drew them.

    Args:
        relations: Ids of the two ends.
        numbers: Ids of numbers.
        names: Ids of passages of names.

    Returns:
        Number → its passages; and in words what leads nowhere.
    """
    found: dict[Any, list[Any]] = {}
    astray = 0
    for one, other in relations:
        if one in numbers and other in names:
            found.setdefault(one, []).append(other)
        elif other in numbers and one in names:
            found.setdefault(other, []).append(one)
        else:
            astray += 1
    used = {passage for passages in found.values() for passage in passages}
    loose = len([passage for passage in names if passage not in used])
    counts = {
        "relations that do not join a number and a name": astray,
        "passages of names that no number leads to": loose,
    }
    return found, [f"{count} {what}: passed over" for what, count in counts.items() if count]


def named(text: str, spans: Iterable[tuple[int, int]]) -> dict[str, Any]:
    """Return ``name`` and ``name_spans`` of passages, put in text order."""
    ordered = sorted(spans)
    return {
        "name": "".join(text[start:end] for start, end in ordered),
        "name_spans": [list(span) for span in ordered],
    }


def own_fields(record: GoldIndicator, names: Iterable[str]) -> dict[str, str]:
    """Return those of a record's fields that say something, as text."""
    data = record.model_dump(mode="json", include=set(names))
    return {key: str(value) for key, value in data.items() if value not in (None, "")}


def setup_file(folder: Path, name: str) -> Path:
    """Return the path of a file that sets a project up, apart from the data."""
    (folder / "setup").mkdir(exist_ok=True)
    return folder / "setup" / name
