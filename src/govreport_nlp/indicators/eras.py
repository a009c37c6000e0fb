"""The years that a part of a report is about, where it is about more than one: its era.

A heading says so (``过去五年工作回顾``), or a sentence that sums the years up (``这是…的五年。``),
or one that opens aims for years ahead (``今后五年的主要目标是：``). What was done there without
another date was done in those years.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from govreport_nlp.numbers.periods import PeriodSpan
from govreport_nlp.numbers.resolution import resolve_period
from govreport_nlp.records import Section

__all__ = [
    "EVERYWHERE",
    "NOWHERE",
    "SPANS_OF_YEARS",
    "Place",
    "closes_era",
    "era_of_sentence",
    "is_ahead",
    "places_of",
]

SPANS_OF_YEARS = frozenset(["past", "plan", "term", "future"])
"""The kinds of period that hold several years."""

_SUMMED_UP = re.compile(
    r"[\s　—\-]*(?:[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．])?"
    r"(?:各位代表[，：！!])?[^。；：\n]{0,40}?是[^。；：\n]{2,60}?的([三四五])年(?=[。，；：\n]|$)"
)
# 第六届…会议以来的五年，….
_SINCE_THEN = re.compile(r"[\s　—\-]*[^。；：\n]{2,40}?以来的([三四五])年(?=，|是)")
_THIS = re.compile(r"这(?:[三四五]年)?(?:也)?，?$")
# What opens the part on a single year: 刚刚过去的2010年，面对…; 一年来，….
_ONE_YEAR = re.compile(
    r"[\s　—\-]*(?:各位代表[，：！!])?(?:回顾|回首)?"
    r"(?:刚刚?过去的?(?:一年|20\d\d年)|过去的?一年|一年来|(?:20\d\d|去)年，?(?:是|面对|我们|我[省市县区]))"
)


_LONGEST_HEADING = 40
_LONGEST_SUM = 120
_LIST_TITLE = re.compile(r"实事(?:项目|任务)?(?:清单|安排)?$")
_BUDGET_TITLE = re.compile(r"预算(?:编制|安排)?(?:情况)?的?说明$")
_ERA_TITLE = re.compile(
    r"^(?:时期|期间)?的?[^，。]{0,16}(?:回顾|目标|任务|工作|要求|思路|成就|成绩|发展情况)"
)


class Place(NamedTuple):
    """What the headings say of a section.

    Attributes:
        plan: Whether it speaks of what is planned, None where they do not say.
        era: The years that it is about, None where they name none or a single one.
        part: Index of the top-level section that holds it.
    """

    plan: bool | None
    era: PeriodSpan | None
    part: int


EVERYWHERE = 1_000_000
"""The reach, in lines, of the period of a list of aims."""
NOWHERE = Place(None, None, -1)


def places_of(
    text: str,
    sections: Sequence[Section],
    plans: Sequence[bool | None],
    periods: Sequence[PeriodSpan],
) -> list[Place]:
    """Tell of each section, in reading order, what the headings say of it.

    Args:
        text: The report's text.
        sections: The top-level sections.
        plans: Of each section, whether it is a plan.
        periods: The periods of the text, in text order.
    """
    found: list[Place] = []
    eras: dict[int, PeriodSpan | None] = {}
    starts = [period.start for period in periods]
    for top in sections:
        for section in top.walk():
            era = eras.pop(section.index, None)
            if section.title_end - section.title_start <= _LONGEST_HEADING:
                low = bisect_left(starts, section.title_start)
                said = periods[low : bisect_left(starts, section.title_end, low)]
                if said:
                    title = text[section.title_start : section.title_end]
                    plan = plans[section.index] is True
                    era = said[0] if len(said) == 1 and _is_about(title, said[0], plan) else None
            found.append(Place(plans[section.index], era, top.index))
            for child in section.children:
                eras[child.index] = era
    return found


def _is_about(title: str, span: PeriodSpan, plan: bool) -> bool:
    """``“十五五”时期主要目标``, ``2026年民生实事``, and not ``实现“十五五”良好开局``."""
    rest = title.partition(span.text)[2]
    if _holds_years(span):
        return _ERA_TITLE.search(rest) is not None
    whole = span.kind in ("absolute", "relative") and not span.part and not span.point
    listed = (plan and _LIST_TITLE.search(rest)) or _BUDGET_TITLE.search(rest)
    return whole and span.last_year is None and bool(listed)


def _holds_years(span: PeriodSpan) -> bool:
    """Whether a period is a span of years, and not its first or last, or the year just past."""
    return span.kind in SPANS_OF_YEARS and not span.point and span.year != 1


def era_of_sentence(text: str, start: int, own: Sequence[PeriodSpan]) -> PeriodSpan | None:
    """The era that a sentence sums up, or None: ``“十三五”时期是…的五年。``, ``这是…的五年。``."""
    near = start + _LONGEST_SUM
    if all(text.find(years, start, near) < 0 for years in ("的五年", "的四年", "的三年")):
        return None
    since = _SINCE_THEN.match(text, start)
    match = since or _SUMMED_UP.match(text, start)
    if match is None:
        return None
    years = PeriodSpan(start, start, "", "past", "一二三四五".index(match.group(1)) + 1)
    said = [span for span in own if _holds_years(span) and span.start < match.start(1)]
    if said:
        return said[0]
    if since or _THIS.search(text, start, text.index("是", start)):
        return years
    return None


def closes_era(text: str, start: int) -> bool:
    """Whether a sentence opens the part on a single year."""
    return _ONE_YEAR.match(text, start) is not None


def is_ahead(era: PeriodSpan, ahead: int | None) -> bool:
    """Whether an era is still ahead of the report, whose first year ahead is given."""
    if era.kind in ("absolute", "relative"):
        return True  # a list of aims for a year
    if era.kind == "plan" and ahead is not None:
        first = resolve_period(era, ahead)
        return first is not None and int(first[:4]) >= ahead
    return era.kind == "future"
