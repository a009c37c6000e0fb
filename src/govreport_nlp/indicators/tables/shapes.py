"""The shapes that tables are made of: rows, grids, and what a cell looks like."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["NUMBER", "Grid", "Row", "is_bare_year", "is_empty", "is_numeric", "strip"]

Span = tuple[int, int]


class Row(NamedTuple):
    """One row: its cells by column, None where a column is empty.

    Attributes:
        cells: As many spans as the grid has columns.
        group: Whether it is a line that names the rows below it.
    """

    cells: tuple[Span | None, ...]
    group: bool = False


class Grid(NamedTuple):
    """One table.

    Attributes:
        start: Where its header begins.
        end: Where its last row ends.
        caption: Span of the lines above it that name it, empty where there are none.
        header: For each column the cells of its header, from the top line down.
        rows: The rows that fit the header. A grid without rows holds numbers whose columns
            are lost.
    """

    start: int
    end: int
    caption: Span
    header: tuple[tuple[Span, ...], ...]
    rows: tuple[Row, ...]


NUMBER = r"[0-9０-９](?:[0-9０-９.,，．]*[0-9０-９])?"
_NUMERIC = re.compile(
    rf"[^\d\w]{{0,4}}{NUMBER}(?:[-~～—–－至]{NUMBER})?(?:[^\d\s.、．:：，。][^\d\s]{{0,7}})?"
)
_DATE = re.compile(
    r"[^\d]?(?:\d{2,4}|\d{1,4}[-－—–~～至]\d{1,4})年|[^\d]?\d{1,2}(?:[-－—–~～至]\d{1,2})?月"
)
_BARE_YEAR = re.compile(r"(?:19|20)\d\d$|1\d\d$")
_EMPTY = re.compile(r"[-－—–―/…·*×x无]*$")


def is_numeric(cell: str) -> bool:
    """Whether a cell holds one number, qualified or with its unit, and no date."""
    return _NUMERIC.fullmatch(cell) is not None and _DATE.match(cell) is None


def is_empty(cell: str) -> bool:
    """Whether a cell says that there is no value."""
    return _EMPTY.match(cell) is not None


def is_bare_year(cell: str) -> bool:
    """Whether a cell is a year without 年, of our era or the Republic's."""
    return _BARE_YEAR.match(cell) is not None


def strip(text: str, line: Span) -> Span:
    """A span without white space at its ends."""
    words = text[slice(*line)]
    start = line[0] + len(words) - len(words.lstrip())
    return start, start + len(words.strip())
