"""What a change of rules gains and loses: two sets of parsed reports, record by record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest
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
) -> Iterator[DocumentDiff]:
    """Compare two sets of parsed reports.

    Both are read side by side, so sets in the same order need memory for one report each.

    Args:
        old: The reports before; a report is known by its source, or by its id where it has none.
        new: The reports after.

    Yields:
        The documents in which something differs: those of both sets in their order, then those
        of one set only, by name.

    Raises:
        GoldError: Two reports of one set have one name.
    """
    waiting: tuple[dict[str, GoldDocument], dict[str, GoldDocument]] = ({}, {})
    seen: tuple[set[str], set[str]] = (set(), set())
    for both in zip_longest(old, new):
        for side, item in enumerate(both):
            if item is None:
                continue
            document = _as_document(item)
            if document.doc in seen[side]:
                raise GoldError(f"two reports are named {document.doc!r}")
            seen[side].add(document.doc)
            waiting[side][document.doc] = document
            if document.doc in seen[1 - side]:
                found = _diff_document(*(one.pop(document.doc) for one in waiting))
                if not found.is_empty:
                    yield found
    only = [(doc, "only in old") for doc in waiting[0]] + [
        (doc, "only in new") for doc in waiting[1]
    ]
    yield from (DocumentDiff(doc, note) for doc, note in sorted(only))


def _as_document(item: Report | GoldDocument) -> GoldDocument:
    if isinstance(item, Report):
        return document_from_report(item, item.source or item.id)
    return item


def _diff_document(old: GoldDocument, new: GoldDocument) -> DocumentDiff:
    if old.text != new.text:
        return DocumentDiff(new.doc, "other text")
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
    return DocumentDiff(
        new.doc, "", new.text, tuple(gained), tuple(lost), tuple(changes), relabelled
    )


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
