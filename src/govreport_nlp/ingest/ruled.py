"""Tables with rules: each character belongs to the cell whose rules stand around it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from govreport_nlp.ingest.budget import Budget
from govreport_nlp.ingest.lines import Glyph, lines_of, text_of
from govreport_nlp.ingest.tables import Cell, table_lines

__all__ = ["Rule", "RuledTable", "find_tables"]

_TOUCH = 3.0
_MAX_RULES = 6_000


class Rule(NamedTuple):
    """A straight line.

    Attributes:
        upright: Whether it stands upright; else it is level.
        at: Its x if upright, its y if level.
        start: Its lower or left end.
        end: Its upper or right end.
    """

    upright: bool
    at: float
    start: float
    end: float


class _Box(NamedTuple):
    """A cell: the rules around it."""

    left: float
    bottom: float
    right: float
    top: float


class RuledTable(NamedTuple):
    """A table.

    Attributes:
        page: Number of its page.
        y: Its upper edge.
        rows: Its rows with the cells that begin in each.
    """

    page: int
    y: float
    rows: list[list[Cell]]

    def lines(self, budget: Budget) -> list[str]:
        """Return a line a row, cells joined by tabs."""
        budget.add_cells(sum(map(len, self.rows)))
        return [line for _, line in table_lines(self.rows, budget)]


def find_tables(
    page: int, glyphs: list[Glyph], rules: list[Rule]
) -> tuple[list[RuledTable], list[Glyph]]:
    """Take the tables out of a page.

    Args:
        page: Number of the page.
        glyphs: Its characters.
        rules: Its straight lines.

    Returns:
        The tables of at least two columns, from top to bottom, and the characters in none.
    """
    if len(rules) < 4 or len(rules) > _MAX_RULES:
        return [], glyphs
    grid = _Grid(rules)
    cells: dict[_Box, list[Glyph]] = defaultdict(list)
    rest: list[Glyph] = []
    for glyph in glyphs:
        box = grid.box((glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2)
        if box:
            cells[box].append(glyph)
        else:
            rest.append(glyph)
    tables = []
    for group in _groups(list(cells)):
        if len({box.left for box in group}) < 2:
            rest += [glyph for box in group for glyph in cells[box]]
            continue
        rows = _rows(group, {box: _text(cells[box]) for box in group})
        tables.append(RuledTable(page, max(box.top for box in group), rows))
    return tables, rest


class _Grid:
    """The rules of a page, to be asked for the cell around a point."""

    def __init__(self, rules: list[Rule]) -> None:
        self._upright = _merged(rule for rule in rules if rule.upright)
        self._level = _merged(rule for rule in rules if not rule.upright)
        self._xs = [rule.at for rule in self._upright]
        self._ys = [rule.at for rule in self._level]
        self._known: dict[tuple[int, int], _Box | None] = {}

    def box(self, x: float, y: float) -> _Box | None:
        """Return the rules on the four sides of a point, None where a side is open."""
        i, j = bisect_left(self._xs, x), bisect_left(self._ys, y)
        if (i, j) not in self._known:
            left = _near(self._upright, range(i - 1, -1, -1), y)
            right = _near(self._upright, range(i, len(self._xs)), y)
            bottom = _near(self._level, range(j - 1, -1, -1), x)
            top = _near(self._level, range(j, len(self._ys)), x)
            sides = (left, bottom, right, top)
            closed = None not in sides
            self._known[i, j] = _Box(*(side or 0.0 for side in sides)) if closed else None
        return self._known[i, j]


def _near(rules: list[Rule], order: range, across: float) -> float | None:
    """Return where the nearest rule stands that reaches past a point."""
    for index in order:
        rule = rules[index]
        if rule.start - _TOUCH <= across <= rule.end + _TOUCH:
            return rule.at
    return None


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Join pieces of one line, sorted by where they stand."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda one: one.at):
        if groups and rule.at - groups[-1][0].at < _TOUCH:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    merged: list[Rule] = []
    for group in groups:
        at = group[0].at
        for rule in sorted(group, key=lambda one: one.start):
            last = merged[-1] if merged else None
            if last and last.at == at and rule.start <= last.end + _TOUCH:
                merged[-1] = last._replace(end=max(last.end, rule.end))
            else:
                merged.append(rule._replace(at=at))
    return merged


def _groups(boxes: list[_Box]) -> list[list[_Box]]:
    """Part the cells of a page into tables: one ends where the next begins lower."""
    groups: list[list[_Box]] = []
    bottom = 0.0
    for box in sorted(boxes, key=lambda one: -one.top):
        if groups and box.top >= bottom - _TOUCH:
            groups[-1].append(box)
            bottom = min(bottom, box.bottom)
        else:
            groups.append([box])
            bottom = box.bottom
    return groups


def _rows(boxes: list[_Box], texts: dict[_Box, str]) -> list[list[Cell]]:
    """Return the cells row by row, with empty ones where no text stands."""
    lefts = sorted({box.left for box in boxes})
    tops = sorted({box.top for box in boxes}, reverse=True)
    owner: dict[tuple[int, int], _Box] = {}
    for box in boxes:
        for r in range(tops.index(box.top), len(tops)):
            if tops[r] <= box.bottom + _TOUCH:
                break
            for c in range(lefts.index(box.left), len(lefts)):
                if lefts[c] >= box.right - _TOUCH:
                    break
                owner[r, c] = box
    rows: list[list[Cell]] = []
    for r in range(len(tops)):
        row: list[Cell] = []
        for c in range(len(lefts)):
            box_here = owner.get((r, c))
            if box_here is None:
                row.append(Cell(()))
            elif tops[r] == box_here.top and lefts[c] == box_here.left:
                height = sum(owner.get((k, c)) is box_here for k in range(len(tops)))
                width = sum(owner.get((r, k)) is box_here for k in range(len(lefts)))
                row.append(Cell((texts[box_here],), height, width))
        rows.append(row)
    return rows


def _text(glyphs: list[Glyph]) -> str:
    """Write the text of a cell; its line ends are no ends."""
    return "".join(text_of(row) for row in lines_of(glyphs))
