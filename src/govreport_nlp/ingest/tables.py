"""Tables as lines: merged cells spread, cells of a row joined by tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from govreport_nlp.ingest.budget import Budget
from govreport_nlp.ingest.labels import load_labels

__all__ = ["Cell", "is_layout", "table_lines"]

_NUMBER = re.compile(r"[\d.,，%％+\-—–/ ]*")
_END_MARK = "。！？；!?;：:，,、"
_LAYOUT_CELL = 1500
"""A cell with more characters than this holds a page's column, not a table's value."""
_Grid = list[list[str]]


class Cell(NamedTuple):
    """A cell of a table.

    Attributes:
        lines: Its text, line by line.
        rows: How many rows it covers.
        columns: How many columns it covers.
    """

    lines: tuple[str, ...]
    rows: int = 1
    columns: int = 1

    @property
    def text(self) -> str:
        """The text in one line; a line that ends without a mark is not glued to the next."""
        text = ""
        for line in self.lines:
            text += (" " if text and text[-1] not in _END_MARK else "") + line
        return text.replace("\t", " ")


def is_layout(rows: list[list[Cell]]) -> bool:
    """Tell whether a table only arranges a page: one column, or cells as long as columns."""
    if any(sum(map(len, cell.lines)) > _LAYOUT_CELL for row in rows for cell in row):
        return True
    return max((sum(cell.columns for cell in row) for row in rows), default=0) < 2


def table_lines(rows: list[list[Cell]], budget: Budget) -> Iterator[tuple[int, str]]:
    """Write a table as lines.

    The text of a merged cell stands in each row and column that it covers, a number only in the
    first. A block of metadata (labels with their values) becomes one line a cell.

    Args:
        rows: The rows with the cells that begin in each.
        budget: Its limit of cells counts.

    Yields:
        The row's number from 1, and a line.
    """
    grid = _spread(rows, budget)
    labels = load_labels()
    named = sum(labels.alone(text) is not None for row in grid for text in dict.fromkeys(row))
    for number, row in enumerate(grid, 1):
        if named > 1:
            yield from ((number, text) for text in dict.fromkeys(row) if text)
        elif len(set(row)) == 1:
            yield from ((number, text) for text in row[:1] if text)  # a caption over all columns
        elif any(row):
            yield number, "\t".join(row)


def _spread(rows: list[list[Cell]], budget: Budget) -> _Grid:
    """Return the table as a grid, merged cells spread over what they cover."""
    grid: _Grid = []
    waiting: dict[int, tuple[int, str]] = {}  # column → rows still covered, text
    for cells in rows:
        row: list[str] = []
        coming = iter(cells)
        below: dict[int, tuple[int, str]] = {}
        while True:
            column = len(row)
            if column in waiting:
                left, text = waiting[column]
                row.append(text)
                if left > 1:
                    below[column] = (left - 1, text)
                continue
            cell = next(coming, None)
            if cell is None:
                if not any(later > column for later in waiting):
                    break
                row.append("")
                continue
            again = "" if _NUMBER.fullmatch(cell.text) else cell.text
            for offset in range(cell.columns):
                row.append(again if offset else cell.text)
                if cell.rows > 1:
                    below[column + offset] = (cell.rows - 1, again)
        budget.add_cells(max(0, len(row) - len(cells)))
        waiting = below
        grid.append(row)
    return grid
