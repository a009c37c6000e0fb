"""Cells of a table: a number with the marks around it, and the label of a row."""

from __future__ import annotations

import re
from typing import NamedTuple

from govreport_nlp.indicators.lexicon import Lexicon
from govreport_nlp.indicators.tables.headers import TableUnit, read_unit, unit_in
from govreport_nlp.numbers.quantities import Quantity, scan

__all__ = ["Label", "Value", "read_cell", "read_label"]

Span = tuple[int, int]

_MARKS = {"≥": "at_least", "≧": "at_least", "＞": "over", ">": "over"}
_MARKS |= {"≤": "at_most", "≦": "at_most", "＜": "under", "<": "under"}
_ARROWS = {"↑": "up", "▲": "up", "↓": "down", "▼": "down"}
_MINUS = "-－−–—"
_OPEN, _CLOSE = "[［【〔(（", "]］】〕)）"
_SKIPPED = " \u3000\xa0+＋±="
_FOOTNOTE = re.compile(r"[①-⑳*＊※]+$|[\[［〔(（](?:注?\d{0,2}|[①-⑳])[\]］〕)）]$")
_NUMBERING = re.compile(
    r"\s*(?:[#＃*＊—－\-]+|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、.．]"
    r"|\d{1,2}(?:[、．]|\.(?!\d))|[①-⑳]|(?P<part>(?:[#＃]\s*)?其中\s*[:：]?))\s*"
)
_UNIT_AT_END = re.compile(r"(?<!\s)\s*[（(〔［\[]([^（()）〕］\]]*)[)）〕］\]]\s*$")
_UNIT_BEHIND_COMMA = re.compile(r"[，,/／]\s*([^，,/／]{1,8})$")
_DATES = ("年", "月", "日", "时")


class Value(NamedTuple):
    """What a numeric cell says.

    Attributes:
        quantity: The number.
        qualifier: As in the records.
        direction: ``up`` or ``down`` where the cell itself says so.
        bracketed: Whether it stands in brackets, as sums over some years do.
    """

    quantity: Quantity
    qualifier: str
    direction: str | None
    bracketed: bool


class Label(NamedTuple):
    """The label of a row.

    Attributes:
        span: Without its numbering, unit and notes.
        unit: The unit that stands behind it.
        part: Whether ``其中`` or ``#`` makes it a part of a row above.
    """

    span: Span
    unit: TableUnit | None
    part: bool


def read_cell(text: str, cell: Span, lexicon: Lexicon, *, rank: bool = False) -> Value | None:
    """Read a cell that holds one number and nothing but marks around it.

    Args:
        text: The report's text.
        cell: Span of the cell.
        lexicon: The words of qualification and change.
        rank: Whether the number is a rank.

    Returns:
        The number, or None where the cell holds something else.
    """
    low, high = cell
    bracketed = high - low > 2 and text[low] in _OPEN and text[high - 1] in _CLOSE
    if bracketed:
        low, high = low + 1, high - 1
    note = _FOOTNOTE.search(text, low, high)
    if note and note.start() > low:
        high = note.start()
    low, qualifier, direction = _read_front(text, low, high, lexicon)
    negative = low > cell[0] and text[low - 1] in _MINUS and text[low - 2] not in _MINUS
    found = scan(text, low, high)
    if len(found) != 1 or found[0].start != low:
        return None
    quantity = found[0]
    if text[low] in "十百千万亿":
        return None  # 万吨 is a unit here
    if quantity.unit in _DATES or (quantity.kind == "ordinal" and not rank):
        return None
    behind = quantity.end + text.startswith(" ", quantity.end)  # 5.5 以内
    hit = lexicon.after.starting(text, behind, high)
    end = behind + len(hit[0]) if hit else quantity.end
    if text[end:high].strip():
        return None
    if hit and qualifier == "exact":
        qualifier = hit[1]
    if qualifier == "exact":
        qualifier = quantity.qualifier
    if negative and quantity.value is not None:
        start = low - 1
        quantity = quantity._replace(
            start=start, text=text[start : quantity.end], value=-quantity.value
        )
    return Value(quantity, qualifier, direction, bracketed)


def _read_front(text: str, low: int, high: int, lexicon: Lexicon) -> tuple[int, str, str | None]:
    """Where the number begins, and what the marks and words before it say."""
    qualifier, direction = "exact", None
    while low < high:
        mark = text[low]
        if mark in _MARKS:
            qualifier = _MARKS[mark]
        elif mark in _ARROWS:
            direction = _ARROWS[mark]
        elif mark not in _SKIPPED and mark not in _MINUS:
            hit = lexicon.left.starting(text, low, high)
            if hit is None or hit[1].kind not in ("before", "change", "link"):
                break
            word, (kind, value) = hit
            qualifier = value if kind == "before" else qualifier
            direction = value if kind == "change" else direction
            low += len(word) - 1
        low += 1
    return low, qualifier, direction


def read_label(text: str, cell: Span) -> Label:
    """Read the label of a row.

    Args:
        text: The report's text.
        cell: Span of the cell.

    Returns:
        The label without what is no part of a name.

    Example:
        >>> text = "（一）粮食产量（万吨）"
        >>> label = read_label(text, (0, len(text)))
        >>> text[slice(*label.span)], label.unit.name
        ('粮食产量', '吨')
    """
    low, high = cell
    part = False
    while (match := _NUMBERING.match(text, low, high)) and match.end() < high:
        part = part or match["part"] is not None or "#" in match.group() or "＃" in match.group()
        low = match.end()
    unit = None
    for _ in range(2):
        note = _FOOTNOTE.search(text, low, high)
        high = note.start() if note and note.start() > low else high
        bracket = _UNIT_AT_END.search(text, low, high)
        own = unit_in(text[low:high]) if bracket else None
        if bracket and own and bracket.start() > low:
            unit, high = own, bracket.start()
    comma = _UNIT_BEHIND_COMMA.search(text, low, high)
    if unit is None and comma and (behind := read_unit(comma.group(1))):
        unit, high = behind, comma.start()
    return Label((low, high), unit, part)
