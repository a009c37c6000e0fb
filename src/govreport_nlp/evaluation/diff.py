"""What a change of rules gains and loses: two sets of parsed reports, record by record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from govreport_nlp.errors import GoldError
from govreport_nlp.evaluation.alignment import align
from govreport_nlp.evaluation.gold import (
    GoldDocument,
    GoldIndicator,
    GoldSentence,
    document_from_report,
)
from govreport_nlp.records import Report

__all__ = ["DocumentDiff", "RecordChange", "diff", "diff_lines"]

_COMPARED = tuple(name for name in GoldIndicator.model_fields if name != "optional")


class RecordChange(NamedTuple):
    """A record of both sets that is not the same.

    Attributes:
        old: The record before.
        new: The record after.
        fields: Names of the fields that differ.
    """

    old: GoldIndicator
    new: GoldIndicator
    fields: tuple[str, ...]


class DocumentDiff(NamedTuple):
    """What differs in one document.

    Attributes:
        doc: The document's name.
        note: ``"only in old"``, ``"only in new"`` or ``"other text"``; its records are then not
            compared. Else empty.
        text: The document's text.
        gained: Records that are new.
        lost: Records that are gone.
        changed: Records whose spans overlap and that differ in some field.
        relabelled: Sentences before and after whose span is the same and whose workstreams
            differ.
    """

    doc: str
    note: str = ""
    text: str = ""
    gained: tuple[GoldIndicator, ...] = ()
    lost: tuple[GoldIndicator, ...] = ()
    changed: tuple[RecordChange, ...] = ()
    relabelled: tuple[tuple[GoldSentence, GoldSentence], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.note or self.gained or self.lost or self.changed or self.relabelled)


def diff(
    old: Iterable[Report | GoldDocument], new: Iterable[Report | GoldDocument]
) -> list[DocumentDiff]:
    """Compare two sets of parsed reports.

    Args:
        old: The reports before; a report is known by its source, or by its id where it has none.
        new: The reports after.

    Returns:
        The documents in which something differs, by name.

    Raises:
        GoldError: Two reports of one set have one name.
    """
    before, after = _by_name(old), _by_name(new)
    found = (
        _diff_document(doc, before.get(doc), after.get(doc))
        for doc in sorted(before.keys() | after.keys())
    )
    return [one for one in found if not one.is_empty]


def _by_name(items: Iterable[Report | GoldDocument]) -> dict[str, GoldDocument]:
    found: dict[str, GoldDocument] = {}
    for item in items:
        if isinstance(item, Report):
            item = document_from_report(item, item.source or item.id)  # noqa: PLW2901
        if item.doc in found:
            raise GoldError(f"two reports are named {item.doc!r}")
        found[item.doc] = item
    return found


def _diff_document(doc: str, old: GoldDocument | None, new: GoldDocument | None) -> DocumentDiff:
    if old is None or new is None:
        return DocumentDiff(doc, "only in new" if old is None else "only in old")
    if old.text != new.text:
        return DocumentDiff(doc, "other text")
    pairs, gained, lost = align(new.indicators, old.indicators)
    changes = []
    for ours, theirs in pairs:
        fields = tuple(key for key in _COMPARED if getattr(theirs, key) != getattr(ours, key))
        if fields:
            changes.append(RecordChange(theirs, ours, fields))
    labels = {(sentence.start, sentence.end): sentence for sentence in old.sentences}
    relabelled = tuple(
        (before, after)
        for after in new.sentences
        if (before := labels.get((after.start, after.end)))
        and before.workstreams != after.workstreams
    )
    return DocumentDiff(doc, "", new.text, tuple(gained), tuple(lost), tuple(changes), relabelled)


def diff_lines(found: Iterable[DocumentDiff]) -> Iterator[str]:
    """Write differences as text: ``+`` gained, ``-`` lost, ``~`` changed, and a sum at the end.

    Args:
        found: The documents' differences.

    Yields:
        Lines, without line ends.
    """
    gained = lost = changed = relabelled = 0
    for one in found:
        yield f"{one.doc}: {one.note}" if one.note else f"{one.doc}:"
        yield from (f"  + {_place(one.text, r)} {_fields(r)}" for r in one.gained)
        yield from (f"  - {_place(one.text, r)} {_fields(r)}" for r in one.lost)
        for change in one.changed:
            yield f"  ~ {_place(one.text, change.new)} {_change(change)}"
        for before, after in one.relabelled:
            passage = one.text[after.start : after.end].strip()[:40]
            labels = f"{' '.join(before.workstreams)} → {' '.join(after.workstreams)}"
            yield f"  = {after.start} {passage} {labels}"
        gained, lost = gained + len(one.gained), lost + len(one.lost)
        changed, relabelled = changed + len(one.changed), relabelled + len(one.relabelled)
    yield f"records: {gained} gained, {lost} lost, {changed} changed; {relabelled} relabelled"


def _place(text: str, record: GoldIndicator) -> str:
    left, right = max(0, record.start - 20), record.end + 20
    around = f"{text[left : record.start]}»{record.text}«{text[record.end : right]}"
    return f"{record.start} {' '.join(around.split())}"


def _fields(record: GoldIndicator) -> str:
    amount = record.value if record.value is not None else f"{record.low}..{record.high}"
    return (
        f"[{record.name} | {amount} {record.unit} | "
        f"{record.qualifier} {record.measure} {record.status}]"
    )


def _change(change: RecordChange) -> str:
    shown = [key for key in change.fields if key not in {"end", "name_spans"}] or change.fields
    return "; ".join(f"{k}: {getattr(change.old, k)} → {getattr(change.new, k)}" for k in shown)
