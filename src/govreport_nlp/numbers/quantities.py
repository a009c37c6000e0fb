"""Numbers with their units in running text.

`scan` finds every one; `find_quantities` is the same for users, with the words beside a number
taken into account; `parse_quantity` reads a single expression. What is a number is decided here,
what it means for a report is not.
"""

from __future__ import annotations

import re

from govreport_nlp.numbers.periods import find_periods
from govreport_nlp.numbers.qualifiers import qualify, strip_qualifiers
from govreport_nlp.numbers.reader import Kind, Qualifier, Quantity, kind_of, read_quantity
from govreport_nlp.numbers.traps import NUMERAL_CHARACTERS, Trap, find_trap

__all__ = ["Kind", "Qualifier", "Quantity", "find_quantities", "parse_quantity", "scan"]

_CANDIDATE = re.compile(f"[{NUMERAL_CHARACTERS}]")


def scan(text: str, start: int = 0, end: int | None = None) -> list[Quantity]:
    """Every number of a text with its longest unit, dates included, set phrases left out.

    Args:
        text: Any text.
        start: Offset at which to begin.
        end: Half-open offset at which to stop; the end of the text if None.

    Returns:
        Quantities in text order that do not overlap, with offsets into `text`. What stands
        outside of start and end is not looked at.

    Example:
        >>> [q.text for q in scan("服务学生1.2万余人，增长5%—6%")]
        ['1.2万余人', '5%—6%']
    """
    if start == 0 and (end is None or end >= len(text)):
        return _scan(text)
    return [
        q._replace(start=q.start + start, end=q.end + start, number_end=q.number_end + start)
        for q in _scan(text[start:end])
    ]


def _scan(text: str) -> list[Quantity]:
    found: list[Quantity] = []
    position = 0
    search = _CANDIDATE.search
    while (match := search(text, position)) is not None:
        at = match.start()
        trap = find_trap(text, at, position)
        if trap is not None:
            if trap.value is not None:
                found.append(_amount(text, trap))
            position = trap.end
            continue
        quantity = read_quantity(text, at, position)
        if isinstance(quantity, int):
            position = max(quantity, at + 1)
        else:
            found.append(quantity)
            position = quantity.end
    return found


def _amount(text: str, trap: Trap) -> Quantity:
    """半数, 两位数, 成千上万."""
    return Quantity(
        trap.start,
        trap.end,
        text[trap.start : trap.end],
        trap.value,
        None,
        None,
        trap.unit,
        "over" if trap.over else "exact",
        kind_of(trap.unit),
        trap.end,
        True,
        trap.over,
    )


def find_quantities(text: str, dates: bool = False) -> list[Quantity]:
    """Every number with its unit, the words beside it read for the qualifier.

    Args:
        text: Any text.
        dates: Whether to keep numbers that are part of a date or a period.

    Returns:
        Quantities in text order, with offsets into `text`. The words that qualify a number
        (近, 超过, 左右) stay outside of its span.

    Example:
        >>> [(q.text, q.qualifier) for q in find_quantities("2023年下降近50%")]
        [('50%', 'under')]
    """
    found = scan(text)
    if not dates:
        periods = [(span.start, span.end) for span in find_periods(text)]
        found = _outside(found, periods)
    return [
        q if q.qualifier != "exact" else q._replace(qualifier=qualify(text, q.start, q.end))
        for q in found
    ]


def _outside(found: list[Quantity], spans: list[tuple[int, int]]) -> list[Quantity]:
    """The quantities that overlap with none of the spans, both in text order."""
    kept: list[Quantity] = []
    index = 0
    for quantity in found:
        while index < len(spans) and spans[index][1] <= quantity.start:
            index += 1
        if index == len(spans) or quantity.end <= spans[index][0]:
            kept.append(quantity)
    return kept


def parse_quantity(text: str) -> Quantity | None:
    """Read one expression, wholly consumed; qualifying words may stand around it.

    Args:
        text: Such as `一点五亿元` or `近50%`.

    Returns:
        The quantity, with offsets into `text`, or None where the text is not one quantity.

    Example:
        >>> parse_quantity("一点五亿元").value
        Decimal('150000000')
    """
    start, end = strip_qualifiers(text)
    found = scan(text, start, end)
    if len(found) != 1 or (found[0].start, found[0].end) != (start, end):
        return None
    quantity = found[0]
    if quantity.qualifier != "exact":
        return quantity
    return quantity._replace(qualifier=qualify(text, start, end))
