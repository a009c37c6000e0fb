"""Paragraphs that are rows or cells of a table: their numbering numbers items of the table."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["cells_alone", "table_rows"]

_NUMBER = re.compile(r"[-－+]?[0-9][0-9,，.]*[%％]?")
_NUMBERING = re.compile(
    r"(?:[（(]?[0-9０-９一二三四五六七八九十]{1,3}[)）、.．]"
    r"|第[0-9一二三四五六七八九十]{1,3}(?:[章节節篇条]|部分))\t"
)
_LONGEST_CELL = 30
_LEAST_CELLS = 8
_LEAST_NUMBERS = 3
_SHARE = 0.15
_END_MARKS = "。！？；!?;"

Span = tuple[int, int]


def table_rows(text: str, spans: Sequence[Span]) -> list[bool]:
    """Tell which paragraphs are rows of a table: tabs part their cells.

    A tab right behind a numbering parts it from its heading and no cells. A paragraph
    with a tab at its edge, as an empty cell leaves it, is a row beside other rows.

    Args:
        text: The text.
        spans: Its paragraphs, white space around them left out.
    """
    rows = [_has_cells(text, span) for span in spans]
    if not any(rows):
        return rows
    edges = [text[end : end + 1] == "\t" or text[start - 1 : start] == "\t" for start, end in spans]
    for order in (range(1, len(rows)), range(len(rows) - 2, -1, -1)):
        step = order.step
        for i in order:
            rows[i] = rows[i] or (edges[i] and rows[i - step])
    return rows


def cells_alone(text: str, spans: Sequence[Span]) -> list[bool]:
    """Tell which paragraphs are cells of tables whose cells stand on a line each.

    They are in a run of short lines without end mark, of which some are numbers and nothing else.

    Args:
        text: The text.
        spans: Its paragraphs, white space around them left out.
    """
    cells = [False] * len(spans)
    start = 0
    numbers: list[int] = []
    for i in range(len(spans) + 1):
        if i < len(spans) and _is_short(text, spans[i]):
            if _is_number(text, spans[i]):
                numbers.append(i)
            continue
        stop = numbers[-1] + 1 if numbers else start  # what follows the last number is no cell
        size = stop - start
        if size >= _LEAST_CELLS and len(numbers) >= max(_LEAST_NUMBERS, _SHARE * size):
            cells[start:stop] = [True] * size
        start, numbers = i + 1, []
    return cells


def _has_cells(text: str, span: Span) -> bool:
    start, end = span
    if text.find("\t", start, end) < 0:
        return False
    numbering = _NUMBERING.match(text, start, end)
    return text.find("\t", numbering.end() if numbering else start, end) >= 0


def _is_short(text: str, span: Span) -> bool:
    start, end = span
    return end - start <= _LONGEST_CELL and text[end - 1] not in _END_MARKS


def _is_number(text: str, span: Span) -> bool:
    return _NUMBER.fullmatch(text, *span) is not None
