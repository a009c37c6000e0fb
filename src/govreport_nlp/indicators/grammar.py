"""The grammar of a sentence: from its numbers and the words around them to named records.

A sentence is read clause by clause. Each number gets a `Reading`; then the numbers of a clause
are named together, since lists share a verb, ``分别`` shares a subject, and a number without a
name takes that of the record before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from govreport_nlp.indicators.clauses import Clause, split_clauses
from govreport_nlp.indicators.draft import Draft
from govreport_nlp.indicators.lexicon import Lexicon
from govreport_nlp.indicators.names import (
    clean_left,
    clean_right,
    drop_examples,
    flow_verb,
    split_items,
)
from govreport_nlp.indicators.ranks import read_rank
from govreport_nlp.indicators.reading import Reading, read_left, read_right
from govreport_nlp.numbers.periods import PeriodSpan
from govreport_nlp.numbers.quantities import Quantity

__all__ = ["SentenceGrammar"]

Span = tuple[int, int]

_JOIN = regex.compile(r"\s*(?:、|以及|和|与|及|并|\s*)\s*")
_JOINER = regex.compile(r"\s*(?:、|以及|和|与|及|／|/)\s*")
_INNER_JOIN = regex.compile(r"、|，|,")
_GROWTH_BEHIND = regex.compile(
    r"(?:以上|左右)?的?(?:年均|平均)?(?:速度)?(增长|增幅|增速|涨幅|降幅|下降|递增|增长率|减少)(?:率|速度)?$"
)
_RATE_UNITS = frozenset(["%", "百分点", "‰", "倍", "番", "成"])


@dataclass(slots=True)
class _Subject:
    """What a later number without a name of its own refers to."""

    spans: tuple[Span, ...]
    verb: Span | None


class SentenceGrammar:
    """Names the numbers of one sentence.

    Args:
        text: The report's text.
        lexicon: The words.
        span: The sentence.
        quantities: Its numbers that may be records, in text order.
        periods: Its periods, in text order.
        before: The last record of the sentence before, or None.
    """

    def __init__(
        self,
        text: str,
        lexicon: Lexicon,
        span: Span,
        quantities: list[Quantity],
        periods: Sequence[PeriodSpan],
        before: Draft | None,
    ) -> None:
        self.text = text
        self.lexicon = lexicon
        self.span = span
        self.ends = {period.end: period for period in periods}
        self.starts = {period.start: period for period in periods}
        self.clauses, self.opaque = split_clauses(text, *span, quantities)
        self.before = before
        self.drafts: list[Draft] = []

    def read(self, sentence: int) -> list[Draft]:
        """Return the records of the sentence, in text order."""
        for index, clause in enumerate(self.clauses):
            if clause.quantities:
                readings = self._read_clause(clause)
                group = [Draft(r.quantity, r, index, sentence) for r in readings]
                self._name_group(group)
        return self.drafts

    # --- reading ---------------------------------------------------------------------------

    def _read_clause(self, clause: Clause) -> list[Reading]:
        readings: list[Reading] = []
        low = clause.start
        for number, quantity in enumerate(clause.quantities):
            reading = Reading(quantity, (low, low), (0, 0), low, quantity.qualifier)
            limit = clause.end
            if number + 1 < len(clause.quantities):
                limit = clause.quantities[number + 1].start
            read_right(self.text, reading, limit, self.lexicon)
            if readings:
                low = self._gap(readings[-1], reading)
            reading.zone = low
            self._read_left(low, reading)
            if readings:
                self._settle_gap(readings[-1], reading)
            readings.append(reading)
            low = reading.right[0]
        return readings

    def _read_left(self, low: int, reading: Reading) -> None:
        if reading.quantity.kind == "ordinal":
            read_rank(self.text, low, reading, self.lexicon)
        else:
            read_left(self.text, low, reading, self.lexicon, self.ends)

    def _gap(self, first: Reading, second: Reading) -> int:
        """Divide the text between two numbers of a clause; return where the second's begins."""
        low, high = first.right[0], second.quantity.start
        match = _JOINER.match(self.text, low, high)
        if match:
            first.right = (low, low)
            second.joined = True
            return match.end()
        for mark in reversed(list(_INNER_JOIN.finditer(self.text, low, high))):
            if self._is_open(mark.start()) and self._begins_item(mark.end(), high):
                first.right = (low, mark.start())
                second.joined = True
                return mark.end()
        for word in ("以及", "和", "及", "与"):
            at = self.text.rfind(word, low, high)
            if at > low and at + len(word) == high and self._is_open(at):
                first.right = (low, at)
                second.joined = True
                return high
        first.right = (low, high)
        return low

    def _begins_item(self, at: int, high: int) -> bool:
        """Whether what follows a ``、`` begins a list item of its own."""
        return at == high or self.lexicon.flow.starting(self.text, at, high) is not None

    def _is_open(self, offset: int) -> bool:
        return not any(a <= offset < b for a, b in self.opaque)

    def _settle_gap(self, first: Reading, second: Reading) -> None:
        """Decide whether the text between two numbers names the first, the second or both."""
        if second.joined:
            return
        low, high = first.right
        if second.to or second.direction or second.left[0] >= second.left[1]:
            kept = (low, min(high, second.left[1]))
            takes = first.quantity.kind == "cardinal" and not second.to
            first.right = kept if takes and kept[1] > kept[0] else (low, low)
        elif first.quantity.unit in _RATE_UNITS:
            first.right = (low, low)
        else:
            first.right = (low, second.left[1])

    # --- naming ----------------------------------------------------------------------------

    def _name_group(self, group: list[Draft]) -> None:
        at = 0
        while at < len(group):
            run = self._apart_run(group, at)
            if run == 1 or not self._name_apart(group[at : at + run]):
                run = 1
                self._name_one(group[at], group[at - 1] if at else None)
            self.drafts += group[at : at + run]
            at += run

    def _apart_run(self, group: list[Draft], at: int) -> int:
        """How many numbers from ``at`` on are values of one list: ``达7万亿、8万亿元``."""
        run = 1
        while at + run < len(group):
            reading = group[at + run].reading
            own, _ = clean_left(self.text, reading.left, self.lexicon, self.starts)
            if not reading.joined or own[0] < own[1]:
                break
            if reading.right[1] > reading.right[0] and not reading.apart and at + run + 1 < len(group):
                break
            run += 1
        return run

    def _name_apart(self, run: list[Draft]) -> bool:
        """Name the values of a list by the items of their subject; False where there is none."""
        first = run[0].reading
        subject, dropped = clean_left(self.text, first.left, self.lexicon, self.starts)
        if dropped and first.period is None:
            first.period = dropped[-1]
        for draft in run[1:]:
            if draft.reading.direction is None and not draft.reading.to:
                draft.reading.direction = first.direction
                draft.reading.basis = draft.reading.basis or first.basis
                draft.reading.verb = draft.reading.verb or first.verb
                draft.reading.to = first.to
            if draft.reading.period is None:
                draft.reading.period = first.period
        if first.right[1] > first.right[0] and subject[0] < subject[1] and not first.apart:
            return False
        if subject[0] >= subject[1] or (self.text[subject[0]] in "占" and first.apart):
            names = self._earlier_names(len(run), first)
            if names is None:
                return False
            for draft, spans in zip(run, names, strict=True):
                extra = (subject,) if subject[0] < subject[1] else ()
                self._set(draft, (*spans, *extra), "list-of-values")
            return True
        items = self._items(subject, len(run))
        if items is None:
            return False
        tail = self._each(first)
        for draft, spans in zip(run, items, strict=True):
            self._set(draft, (*spans, *tail), "apart" if first.apart else "list-of-values")
        return True

    def _items(self, subject: Span, count: int) -> list[tuple[Span, ...]] | None:
        items = split_items(self.text, subject, count, self.opaque)
        if len(items) == count:
            return self._share_head(items)
        low, _ = subject
        if count == 2:
            at = self.text.find("城乡", *subject)
            if at >= 0:
                lead = ((low, at),) if at > low else ()
                return [
                    (*lead, (at, at + 1), (at + 2, subject[1])),
                    (*lead, (at + 1, subject[1])),
                ]
        return None

    def _share_head(self, items: list[Span]) -> list[tuple[Span, ...]]:
        """Give the common head at the end of the last item to the items before it."""
        last = items[-1]
        head = self._head_start(items[-2], last)
        if head is None:
            return [(item,) for item in items]
        return [*((item, (head, last[1])) for item in items[:-1]), (last,)]

    def _head_start(self, item: Span, last: Span) -> int | None:
        """Where the head starts that ``城镇职工、农牧民医疗保险限额`` leaves out of its first item.

        The items are alike up to the end of the shorter one, so the head begins after the last
        character of the item, where that stands in the last item too; else after as many
        characters as the item has, where the last item is longer.
        """
        text = self.text
        stem = text[item[0] : item[1]]
        for size in (3, 2, 1):
            ending = stem[-size:]
            if len(stem) >= size:
                at = text.rfind(ending, *last)
                if at >= 0:
                    end = at + size
                    return end if end < last[1] else None
        if stem.endswith(self.lexicon.stock):
            return None
        width = last[1] - last[0]
        size = len(stem)
        if width > size + 1 and not stem.endswith(self.lexicon.stock):
            return last[0] + size
        return None

    def _earlier_names(self, count: int, first: Reading) -> list[tuple[Span, ...]] | None:
        """Names of the ``count`` records before, or items of the clause before."""
        names: list[tuple[Span, ...]] = []
        for draft in reversed(self.drafts):
            if draft.name_spans not in names and draft.name_spans:
                names.append(draft.name_spans)
            if len(names) == count:
                return names[::-1]
        clause = self._clause_before(first.zone)
        if clause is not None and not clause.quantities:
            span, _ = clean_left(self.text, (clause.start, clause.end), self.lexicon, self.starts)
            verb = flow_verb(self.text, span, self.lexicon)
            if verb:
                span = (verb[1], span[1])
            return self._items(span, count)
        return None

    def _clause_before(self, offset: int) -> Clause | None:
        earlier = [clause for clause in self.clauses if clause.end < offset]
        return earlier[-1] if earlier else None

    def _each(self, reading: Reading) -> tuple[Span, ...]:
        return (reading.each,) if reading.each and reading.quantity.kind != "ordinal" else ()

    def _name_one(self, draft: Draft, neighbour: Draft | None) -> None:
        reading = draft.reading
        left, dropped = clean_left(self.text, reading.left, self.lexicon, self.starts)
        if dropped and reading.period is None:
            reading.period = dropped[-1]
        if draft.quantity.kind == "ordinal":
            self._name_rank(draft, left)
            return
        right = clean_right(self.text, reading.right, self.lexicon)
        growth = _GROWTH_BEHIND.match(self.text, *reading.right) if right else None
        if growth and reading.quantity.unit in _RATE_UNITS:
            reading.direction = "down" if growth.group(1) in ("下降", "降幅", "减少") else "up"
            right = []
        if neighbour and self._later_value(reading, neighbour):
            self._set(draft, neighbour.name_spans, "from-to", verb=neighbour.verb)
            return
        if right and self._counts(draft, left):
            self._name_counted(draft, left, right)
        elif left[0] < left[1]:
            self._name_headed(draft, left)
        else:
            self._name_elliptic(draft)

    def _later_value(self, reading: Reading, neighbour: Draft) -> bool:
        return reading.to and not reading.joined and neighbour.reading.source

    def _counts(self, draft: Draft, left: Span) -> bool:
        """Whether the noun behind the number is what it counts."""
        if draft.reading.direction and not self._is_flow_change(draft):
            return False
        return True

    def _is_flow_change(self, draft: Draft) -> bool:
        reading = draft.reading
        return (
            reading.verb.rstrip("了") in self.lexicon.change_flows
            and reading.basis is None
            and reading.quantity.unit not in _RATE_UNITS
        )

    def _name_counted(self, draft: Draft, left: Span, right: list[Span]) -> None:
        reading = draft.reading
        front = drop_examples(self.text, left, self.lexicon)
        verb = flow_verb(self.text, left, self.lexicon) if left[0] < left[1] else None
        if reading.direction and left[0] >= left[1]:
            verb = (reading.verb_start, reading.verb_start + len(reading.verb.rstrip("了")))
            front = [verb]
            reading.direction = None
        before = self._previous()
        if not front and reading.joined and before is not None and before.verb:
            front = [before.verb]
            verb = before.verb
        if reading.direction and left[0] < left[1]:
            self._name_headed(draft, left)
            return
        self._set(draft, (*front, *self._each(reading), *right), "counted", verb=verb)

    def _previous(self) -> Draft | None:
        """The record named last in this sentence."""
        return self.drafts[-1] if self.drafts else None

    def _name_headed(self, draft: Draft, left: Span) -> None:
        reading, text = draft.reading, self.text
        head = text[left[0] : left[1]]
        before = self._previous()
        tail = self._each(reading)
        if before and before.name_spans:
            if head in self.lexicon.bare or head.startswith(("占", "恢复至", "恢复到", "相当于")):
                owner = self._owner(before, head)
                self._set(draft, (*owner, left, *tail), "bare-head")
                return
            verb = self._carried_verb(draft, before, left)
            if verb:
                self._set(draft, (verb, left, *tail), "list", verb=verb)
                return
        verb = flow_verb(text, left, self.lexicon)
        self._set(draft, (left, *tail), "head", verb=verb)

    def _owner(self, before: Draft, head: str) -> tuple[Span, ...]:
        """The subject that a bare head belongs to: the name before without its own head."""
        spans = list(before.name_spans)
        if head.startswith(("占", "恢复", "相当")):
            return tuple(spans)
        low, high = spans[-1]
        for size in range(min(6, high - low), 1, -1):
            if self.text[high - size : high] in self.lexicon.bare:
                spans[-1] = (low, high - size)
                break
        if before.verb and spans[0] == before.verb and len(spans) > 1:
            spans = spans[1:]
        elif before.verb and spans[0][0] == before.verb[0]:
            spans[0] = (before.verb[1], spans[0][1])
        return tuple(span for span in spans if span[0] < span[1])

    def _carried_verb(self, draft: Draft, before: Draft, left: Span) -> Span | None:
        """The verb that a list item takes from the item before it."""
        if before.verb is None or draft.reading.direction or draft.reading.to:
            return None
        if flow_verb(self.text, left, self.lexicon):
            return None
        head = self.text[left[0] : left[1]]
        if head.endswith(self.lexicon.stock):
            return None
        near = draft.clause == before.clause and draft.reading.joined
        same = draft.quantity.unit == before.quantity.unit and draft.clause - before.clause <= 1
        led = self.text[draft.reading.zone : left[0]].lstrip().startswith(("其中", "全", "我"))
        return before.verb if (near or same) and not led else None

    def _name_elliptic(self, draft: Draft) -> None:
        before = self._previous() or self.before
        if self._previous() is None:
            clause = self._clause_before(draft.reading.zone)
            if clause is not None:
                span, _ = clean_left(
                    self.text, (clause.start, clause.end), self.lexicon, self.starts
                )
                if span[0] < span[1] and span[1] - span[0] <= 24:
                    self._set(draft, (span,), "clause-before")
                    return
        if before is None:
            self._set(draft, (), "nameless")
            return
        self._set(draft, before.name_spans, "ellipsis", verb=before.verb)

    def _name_rank(self, draft: Draft, left: Span) -> None:
        reading = draft.reading
        if reading.each:
            draft.scope = self.text[reading.each[0] : reading.each[1]]
        if left[0] < left[1]:
            head = self.text[left[0] : left[1]]
            before = self._previous()
            owner = self._owner(before, head) if before and head in self.lexicon.bare else ()
            self._set(draft, (*owner, left), "rank")
        else:
            self._name_elliptic(draft)
            draft.rule = "rank-ellipsis"

    def _set(
        self, draft: Draft, spans: Sequence[Span], rule: str, verb: Span | None = None
    ) -> None:
        merged: list[Span] = []
        for span in sorted(set(spans)):
            if merged and span[0] <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(span[1], merged[-1][1]))
            else:
                merged.append(span)
        draft.name_spans = tuple(merged[:4])
        draft.name = "".join(self.text[a:b] for a, b in draft.name_spans)
        draft.verb = verb
        draft.rule = rule
