"""What a grid of cells says as a whole: the kinds of its columns, its unit and period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from govreport_nlp.indicators.lexicon import load_lexicon
from govreport_nlp.indicators.reading import comparison_basis
from govreport_nlp.indicators.tables.cells import read_cell
from govreport_nlp.indicators.tables.headers import Column, Headers, TableUnit, read_unit, unit_in
from govreport_nlp.indicators.tables.shapes import Grid, is_numeric
from govreport_nlp.numbers.periods import PeriodSpan, find_periods

__all__ = ["LABELS", "VALUES", "Table", "understand"]

Span = tuple[int, int]

VALUES = ("level", "change", "share", "rank")
LABELS = ("stub", "region", "time")
_GROWTH = re.compile("涨跌|涨幅|增长速度|增速|增幅|增长率|增长情况")
_PLANNED, _DONE = (
    re.compile(r"规划|目标|计划|安排|任务|预算[^，。\n]{0,8}表"),
    re.compile("完成|执行|实际|落实|进展|评估|决算"),
)
_COMPARED = re.compile("(?:比|较)(?:上年|去年)|同比|环比|年均")


class Table(NamedTuple):
    """A table that is understood.

    Attributes:
        grid: Its cells.
        columns: What each column holds.
        unit: The unit of all values, from the caption.
        period: The period of all values, from the caption.
        planned: Whether the caption says that its values are planned.
        prose: Cells with numbers among words, for the grammar of sentences.
        aims: Those of them whose header says that they hold tasks or aims.
    """

    grid: Grid
    columns: tuple[Column, ...]
    unit: TableUnit | None
    period: PeriodSpan | None
    planned: bool
    prose: tuple[Span, ...]
    aims: frozenset[Span] = frozenset()


def understand(text: str, grid: Grid, headers: Headers) -> Table:
    """Read the header and the caption of a grid.

    Args:
        text: The report's text.
        grid: The cells.
        headers: The words of header lines.

    Returns:
        The table.
    """
    caption = text[slice(*grid.caption)]
    lines = caption.split("\n")
    unit = next((u for line in reversed(lines) if (u := unit_in(line))), None)
    columns = _columns(text, grid, headers)
    steady = all(column.kind != "change" for column in columns)
    if steady and unit and unit.name == "%" and _GROWTH.search(caption):
        columns = [_as_change(column, caption) for column in columns]
    cells = [
        (cell, column)
        for row in grid.rows
        for cell, column in zip(row.cells, columns, strict=True)
        if cell and _is_prose(text, cell, column)
    ]
    prose = tuple(cell for cell, _ in cells)
    aims = frozenset(cell for cell, column in cells if column.status == "target")
    periods = [
        span
        for span in find_periods(caption)
        if span.kind != "implied" and not caption[: span.start].endswith(("比", "较"))
    ]
    planned = _PLANNED.search(caption) is not None and not _DONE.search(caption)
    period = periods[-1] if periods else None
    return Table(grid, tuple(columns), unit, period, planned, prose, aims)


def _columns(text: str, grid: Grid, headers: Headers) -> list[Column]:
    columns = [headers.read(text, cells) if cells else Column("text") for cells in grid.header]
    years = sum(c.kind == "level" and c.period is not None and not c.heads for c in columns)
    for index, column in enumerate(columns):
        cells = [row.cells[index] for row in grid.rows if not row.group]
        words = [text[slice(*cell)] for cell in cells if cell]
        numeric = sum(map(is_numeric, words)) * 2 > len(words)
        if column.kind == "time" and years > 1:
            columns[index] = column._replace(kind="stub")
        elif column.kind == "unit" and not any(map(read_unit, words)):
            columns[index] = column._replace(kind="region")
        elif column.kind == "text" and numeric and grid.header[index]:
            columns[index] = column._replace(kind="level")
        elif (
            column.kind in VALUES and words and not any(_has_value(text, c, column) for c in cells)
        ):
            columns[index] = column._replace(kind="text")
    if not any(column.kind in LABELS for column in columns):
        values = [i for i, c in enumerate(columns) if c.kind in VALUES]
        if values and values[0] > 0 and columns[values[0] - 1].kind == "text":
            columns[values[0] - 1] = Column("stub")
    return _share_heads(text, columns)


def _share_heads(text: str, columns: Sequence[Column]) -> list[Column]:
    """Set apart the header cells that stand over all values of a label: they tell none apart."""
    found = list(columns)
    labels = [i for i, column in enumerate(columns) if column.kind in LABELS]
    for label, end in pairwise([*labels, len(columns)]):
        if columns[label].kind != "stub":
            continue
        group = [i for i in range(label, end) if columns[i].kind in VALUES]
        levels = [columns[i] for i in group if columns[i].kind == "level"]
        words = [{text[a:b] for a, b in column.heads} for column in levels]
        common = set.intersection(*words) if words else set()
        for i in group:
            heads = columns[i].heads
            section = tuple(head for head in heads if text[slice(*head)] in common)
            rest = tuple(head for head in heads if head not in section)
            found[i] = columns[i]._replace(heads=rest, section=section)
    return found


def _as_change(column: Column, caption: str) -> Column:
    """A column of a table whose caption says that all its values are growth."""
    if column.kind != "level":
        return column
    compared = _COMPARED.search(caption)
    basis = comparison_basis(compared.group()) if compared else None
    return column._replace(kind="change", basis=column.basis or basis)


def _is_prose(text: str, cell: Span, column: Column) -> bool:
    """Whether a cell holds numbers among words."""
    words = text[slice(*cell)]
    if is_numeric(words) or not any(character.isdigit() for character in words):
        return False
    return column.kind == "text" or (column.kind in VALUES and not _has_value(text, cell, column))


def _has_value(text: str, cell: Span | None, column: Column) -> bool:
    if cell is None:
        return False
    return read_cell(text, cell, load_lexicon(), rank=column.kind == "rank") is not None
