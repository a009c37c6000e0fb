"""Dates that stand inside of a name, and are its value's period: they are cut out of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from govreport_nlp.indicators.draft import Draft
from govreport_nlp.numbers.periods import PeriodSpan

__all__ = ["cut_dates"]

Span = tuple[int, int]

# Behind a date between subject and verb: 商会在去年七月|已有|会员3万人.
_LINKS = re.compile("(?:已经|已|预计|又|仍|将)*(?:达到|达|有(?![关限机色效利]))?")
_NOUN = re.compile("(?![的前起底末初度比较与和以至到])[\u4e00-\u9fff“]{2}")
_OF_A_BASE = frozenset("比较与以按和同至到为是于年、“《（第")


def cut_dates(text: str, draft: Draft, periods: Sequence[PeriodSpan]) -> None:
    """Cut the dates out of the name of a record that are its value's period.

    Bases of comparison stay (``是2010年的3倍``), and so do editions (``“2022年度企业”``).

    Args:
        text: The report's text.
        draft: The record; its name changes, and its period if behind the number.
        periods: The periods of its sentence.
    """
    dates = [(span, cut) for span in periods for cut in [_cut_of(text, draft, span)] if cut]
    if dates:
        draft.name_spans = tuple(_without(draft.name_spans, [cut for _, cut in dates]))
        draft.name = "".join([text[a:b] for a, b in draft.name_spans])
        if dates[-1][0].start > draft.quantity.start:  # 11家企业2022年度|核查
            draft.reading.period = draft.reading.period or dates[-1][0]


def _cut_of(text: str, draft: Draft, span: PeriodSpan) -> Span | None:
    low, high = next(
        ((a, b) for a, b in draft.name_spans if a < span.start and span.end < b + 1), (0, 0)
    )
    if low >= high or span.kind not in ("absolute", "relative"):
        return None
    before = text[span.start - 1]
    if before == "在" and low < span.start - 1:
        links = _LINKS.match(text, span.end, high)
        return (span.start - 1, links.end() if links else span.end)
    if span.part or span.point or _NOUN.match(text, span.end, high) is None:
        return None
    verb = draft.verb is not None and draft.verb[1] == span.start
    yearly = span.text.endswith("年度") and span.kind == "absolute" and before not in _OF_A_BASE
    return (span.start, span.end) if before == "的" or verb or yearly else None


def _without(spans: Sequence[Span], cuts: Sequence[Span]) -> Iterator[Span]:
    for low, high in spans:
        at = low
        for start, end in cuts:
            if low <= start < high:
                yield (at, start)
                at = end
        if at < high:
            yield (at, high)
