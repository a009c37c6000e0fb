"""Periods resolved: their normal form, and their first and last day.

A period that names no year takes that of the text around it, or the one that is given.
"""

from __future__ import annotations

import calendar
from datetime import date
from typing import NamedTuple

from govreport_nlp.numbers.periods import PeriodSpan, find_periods

__all__ = ["Period", "parse_period", "resolve_period"]


class Period(NamedTuple):
    """A period with its days.

    Attributes:
        value: The normal form: `2023`, `2023-06`, `2023-Q1`, `2018/2022`, `2023-01/2023-09`.
        first_day: The first day.
        last_day: The last day, included.
    """

    value: str
    first_day: date
    last_day: date

    def __str__(self) -> str:
        return self.value


def resolve_period(
    span: PeriodSpan, reference_year: int, reference: date | None = None
) -> str | None:
    """The normal form of a period, its year filled in.

    Args:
        span: A span from `find_periods`.
        reference_year: The year that the text calls `今年`.
        reference: The day on which the text speaks, where it is known. A part of a year without
            the year (`上半年`) is then the last that had ended; without it, that of the year
            before the reference year.

    Returns:
        `2023`, `2023-06`, `2023-06-30`, `2023-Q1`, `2023-H1`, `2018/2022`, `2023-01/2023-09`;
        None where the dates cannot be.
    """
    years = _years_of(span, reference_year)
    if years is not None:
        return years
    year = span.year if span.kind == "absolute" else reference_year + span.year
    if span.kind == "implied" and span.part and reference is not None:
        days = _days(_in_year(reference.year, span.part) or "")
        year = reference.year - (0 if days and days[1] <= reference else 1)
    return _in_year(year, span.part)


def _years_of(span: PeriodSpan, reference_year: int) -> str | None:
    """The years of a span that counts them; None for one within a year."""
    year, before = span.year, reference_year - 1
    last_of_term = before - (5 if span.part == "previous" else 0)
    if span.kind == "plan":
        return _plan_years(span, reference_year)
    if span.last_year is not None:
        offset = 0 if span.kind == "absolute" else reference_year
        return _span_of_years(year + offset, span.last_year + offset)
    bounds: dict[str, tuple[int, int]] = {
        "since": (year, max(year, before)),
        "past": (reference_year - year, before),
        "future": (reference_year, before + year),
        "term": (last_of_term - 4, last_of_term),
    }
    return _span_of_years(*bounds[span.kind]) if span.kind in bounds else None


def _span_of_years(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}/{last}"


def _in_year(year: int, part: str) -> str | None:
    if not part:
        return str(year)
    if "/" in part:
        first, last = part.split("/")
        if not 1 <= int(first) < int(last) <= 12:
            return None
        return str(year) if part == "01/12" else f"{year}-{first}/{year}-{last}"
    value = f"{year}-{part}"
    return value if _days(value) else None


def _plan_years(span: PeriodSpan, reference_year: int) -> str:
    """The first two plans began in 1953 and 1958, the third in 1966, then one every five years."""
    first = 1948 + 5 * span.year if span.year < 3 else 1951 + 5 * span.year
    last = first + 4
    if span.part == "since":
        last = max(first, reference_year - 1)
    elif span.part:
        first = last = first if span.part == "first" else last
    return _span_of_years(first, last)


def _days(value: str) -> tuple[date, date] | None:
    """First and last day of a normal form; None where there is no such day."""
    try:
        if "/" in value:
            first, last = (_days(part) for part in value.split("/"))
            return (first[0], last[1]) if first and last else None
        year, _, part = value.partition("-")
        if not part:
            return date(int(year), 1, 1), date(int(year), 12, 31)
        if part[0] in "QH":
            width = 3 if part[0] == "Q" else 6
            last_month = width * int(part[1:])
            return date(int(year), last_month - width + 1, 1), _month_end(int(year), last_month)
        month, _, day = part.partition("-")
        if day:
            return date(int(year), int(month), int(day)), date(int(year), int(month), int(day))
        return date(int(year), int(month), 1), _month_end(int(year), int(month))
    except ValueError:
        return None


def _month_end(year: int, month: int) -> date:
    if not 1 <= month <= 12:
        raise ValueError(month)
    return date(year, month, calendar.monthrange(year, month)[1])


def parse_period(text: str, reference: date) -> Period | None:
    """Read one expression of a period, wholly consumed.

    Args:
        text: Such as `今年上半年`.
        reference: The day on which it is said.

    Returns:
        The period with its first and last day, or None where the text is no period.

    Example:
        >>> parse_period("今年上半年", reference=date(2024, 3, 5)).value
        '2024-H1'
    """
    text = text.strip()
    spans = find_periods(text)
    if len(spans) != 1 or spans[0].text != text:
        return None
    value = resolve_period(spans[0], reference.year, reference)
    days = _days(value) if value else None
    return Period(value, *days) if value and days else None
