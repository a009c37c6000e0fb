"""The stage: numbers of the whole text, sorted into records and the rest with its reason."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TypeVar

from govreport_nlp.indicators.bodies import settle_scopes
from govreport_nlp.indicators.clauses import quotations
from govreport_nlp.indicators.context import (
    Context,
    planned_sections,
    settle_status,
)
from govreport_nlp.indicators.dating import settle_defaults, settle_periods
from govreport_nlp.indicators.draft import Draft
from govreport_nlp.indicators.eras import places_of
from govreport_nlp.indicators.grammar import SentenceGrammar
from govreport_nlp.indicators.lexicon import Lexicon, load_lexicon
from govreport_nlp.indicators.measures import settle_measures
from govreport_nlp.indicators.pieces import cut_long
from govreport_nlp.indicators.tables import cut_sentences, find_tables, piece_at, read_table
from govreport_nlp.indicators.traps import load_traps, parts_of_entry
from govreport_nlp.numbers.periods import PeriodSpan, counts_from_1911, find_periods
from govreport_nlp.numbers.quantities import Quantity, scan
from govreport_nlp.records import Metadata, Section

__all__ = ["Extractor", "Unclaimed"]

T = TypeVar("T")
Span = tuple[int, int]
Unclaimed = tuple[Quantity, str]
"""A number that became no record, and why."""


class Extractor:
    """Extracts indicators; holds the lexicon and no state between documents."""

    def __init__(self) -> None:
        self.lexicon = load_lexicon()
        self.traps = load_traps()

    def _lexicon_of(self, metadata: Metadata) -> Lexicon:
        return load_lexicon(national=True) if metadata.region == "全国" else self.lexicon

    def extract(
        self,
        text: str,
        sentences: Sequence[Span],
        sections: Sequence[Section],
        metadata: Metadata,
        body: Span,
    ) -> tuple[list[Draft], list[Unclaimed]]:
        """Extract the records of a report.

        Args:
            text: The report's text in simplified script.
            sentences: Spans that tile the text.
            sections: Top-level sections that tile the text.
            metadata: What is known about the document.
            body: Span of the report proper; numbers outside it are furniture.

        Returns:
            Records in text order, and the numbers that became none, in text order.
        """
        drafts: list[Draft] = []
        unclaimed: list[Unclaimed] = []
        lexicon = self._lexicon_of(metadata)
        context = Context.of(text, metadata)
        periods = find_periods(text, republican=counts_from_1911(text))
        starts = [period.start for period in periods]
        quantities = scan(text)
        firsts = [quantity.start for quantity in quantities]
        places = places_of(text, sections, planned_sections(text, sections, context.ahead), periods)
        section_starts = [s.start for top in sections for s in top.walk()]
        before: Draft | None = None
        tables = find_tables(text, body)
        pieces = cut_long(text, cut_sentences(sentences, tables), quantities)
        for index, low, high, table, aim in pieces:
            inside = _between(quantities, firsts, low, high)
            if table is not None:
                found, dropped = read_table(text, table, inside, sentences, context, lexicon)
                drafts += found
                unclaimed += dropped
                before = None
                continue
            home = bisect_right(section_starts, low) - 1
            before = before if home == context.section else None
            context.enter(text, low, high, home, places[home])
            own = _between(periods, starts, low, high)
            if not inside:
                if own or text.find("目标", low, high) >= 0:
                    settle_periods(text, [], own, low, context, lexicon)
                continue
            own = [*_opening_years(text, low, own), *own]
            if not body[0] <= low < body[1]:
                unclaimed += [(q, "furniture") for q in inside]
                continue
            kept, dropped = self._sort(text, inside, own, low, high)
            unclaimed += dropped
            found = []
            if kept:
                named = self._sentence(text, lexicon, (low, high), kept, own, before, index)
                found = [draft for draft in named if draft.name]
                unclaimed += [(draft.quantity, "nameless") for draft in named if not draft.name]
                settle_scopes(text, found, (low, high), before, context.region, lexicon)
                settle_status(text, found, own, low, context)
                _aim(found if aim else [])
            settle_periods(text, found, own, low, context, lexicon)
            drafts += found
            before = found[-1] if found else None
        settle_defaults(drafts, context)
        if tables:
            drafts.sort(key=lambda draft: draft.quantity.start)
        unclaimed.sort(key=lambda number: number[0].start)
        return drafts, unclaimed

    def _sort(
        self,
        text: str,
        quantities: list[Quantity],
        periods: Sequence[PeriodSpan],
        low: int,
        high: int,
    ) -> tuple[list[Quantity], list[Unclaimed]]:
        quotes = quotations(text, low, high)
        starts = [period.start for period in periods]
        kept, dropped = [], []
        parts = parts_of_entry(text, low)
        for quantity in _share_units(text, quantities):
            reason = self.traps.reason(text, quantity, periods, starts, quotes, (low, high))
            if reason is None and quantity.value in parts:
                reason = "name"
            if reason is None:
                kept.append(quantity)
            else:
                dropped.append((quantity, reason))
        return kept, dropped

    def _sentence(
        self,
        text: str,
        lexicon: Lexicon,
        span: Span,
        quantities: list[Quantity],
        periods: Sequence[PeriodSpan],
        before: Draft | None,
        index: int,
    ) -> list[Draft]:
        if not quantities:
            return []
        lead = _cut_off(text, span[0])
        grammar = SentenceGrammar(text, lexicon, span, quantities, periods, before, lead)
        drafts = grammar.read(index)
        settle_measures(text, drafts)
        return drafts

    def explain(
        self,
        text: str,
        sentences: Sequence[Span],
        sentence: int,
        start: int,
    ) -> tuple[str, tuple[tuple[str, str], ...]]:
        """Repeat the reading of one sentence.

        Args:
            text: The report's text in simplified script.
            sentences: Spans that tile the text.
            sentence: Index of the sentence.
            start: Offset of the number.

        Returns:
            The passage that was read for the number, and its atoms in text order: kind and text.
        """
        whole = piece_at(text, sentences, start)
        pieces = cut_long(text, [whole], scan(text))
        _, low, high, table, _ = next(p for p in pieces if p.start <= start < p.end)
        periods = find_periods(text, low, high, republican=counts_from_1911(text))
        kept, _ = self._sort(text, scan(text, low, high), periods, low, high)
        if table is None:
            drafts = self._sentence(text, self.lexicon, (low, high), kept, periods, None, sentence)
        else:
            context = Context(None, None, False, False)
            drafts, _ = read_table(text, table, [], sentences, context, self.lexicon)
        for draft in drafts:
            if draft.quantity.start == start:
                return _explained(text, draft)
        return text[low:high].strip(), ()


def _between(found: list[T], starts: list[int], low: int, high: int) -> list[T]:
    """Those of sorted things that start in a span."""
    first = bisect_left(starts, low)
    if first == len(starts) or starts[first] >= high:
        return []
    return found[first : bisect_left(starts, high, first)]


def _aim(drafts: Sequence[Draft]) -> None:
    """Make targets of what a cell of tasks says; where it starts from is a fact."""
    for draft in drafts:
        if draft.measure != "baseline":
            draft.status = "target"
            draft.notes.append("status: the header says that the cell holds aims")


def _explained(text: str, draft: Draft) -> tuple[str, tuple[tuple[str, str], ...]]:
    reading, quantity = draft.reading, draft.quantity
    behind = [note for note in reading.notes if note[0] == "after"]
    before = [note for note in reversed(reading.notes) if note[0] != "after"]
    names = [("name", text[a:b]) for a, b in draft.name_spans]
    earlier = [
        n for n, span in zip(names, draft.name_spans, strict=True) if span[0] < quantity.start
    ]
    later = names[len(earlier) :]
    numeral = ("numeral", text[quantity.start : quantity.number_end])
    unit = ("unit", text[quantity.number_end : quantity.end])
    atoms = [*earlier, *before, numeral, *([unit] if unit[1] else []), *behind, *later]
    return text[reading.zone : max(reading.right[1], quantity.end)].strip(), tuple(atoms)


_YEARS_AT_START = re.compile(
    r"[\s　]*((?:这)?([三四五])年)(?=[\u4e00-\u9fff])"
    r"(?!来|间|内|规划|计划|行动|攻坚|制|期|级|大|以|前|后|免费)"
)


def _opening_years(text: str, low: int, own: Sequence[PeriodSpan]) -> list[PeriodSpan]:
    """``五年中央财政投入…``: years that open a sentence and count what it sums up."""
    match = _YEARS_AT_START.match(text, low)
    if match is None or (own and own[0].start < match.end()):
        return []
    start, end = match.span(1)
    return [PeriodSpan(start, end, match.group(1), "past", "一二三四五".index(match.group(2)) + 1)]


_UNFINISHED = re.compile(r"[，,；;。！？：:]([^，,；;。！？!?：:\n]{2,30})[ 　]*\n[\s　]*$")


def _cut_off(text: str, start: int) -> Span | None:
    """The clause that a line break cut off from a sentence: ``人均生产总值`` / ``达到5万元``."""
    if not text[start - 1 : start].isspace():
        return None
    match = _UNFINISHED.search(text, max(0, start - 60), start)
    return match.span(1) if match else None


_LATER = re.compile(r"(?:提高|增加|提升|上升|扩大|降低|减少|下降|上调|下调)[到至]|[增升降减提]至")
"""Between an earlier value without unit and the later one: 从1720提高至1960元."""
_SCALES = frozenset("百千万亿")


def _share_units(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """Give a number the unit of the one that it is listed with: ``7万亿、8万亿元``."""
    shared = list(quantities)
    for index in range(len(shared) - 2, -1, -1):
        first, second = shared[index], shared[index + 1]
        between = text[first.end : second.start]
        if between not in ("、", "和", "及", "与", "以及") and not _LATER.fullmatch(between):
            continue
        points = second.unit == "百分点" and first.unit == "个"
        numeral = second.text[: second.number_end - second.start]
        scaled = bool(_SCALES & set(first.text)) or not _SCALES & set(numeral)
        if points or (not first.unit and first.kind == "cardinal" and second.unit and scaled):
            shared[index] = first._replace(unit=second.unit, kind=second.kind)
    return shared
