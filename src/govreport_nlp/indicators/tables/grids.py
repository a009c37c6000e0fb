"""Grids of cells in plain text: where a table stands, its header and its rows.

A table is lines whose cells are set apart by tabs, bars, wide gaps or single blanks; or, where a
page was flattened, one line that holds all cells, or one line for each cell. A grid needs a header
with words that are known: without one nobody can tell what its numbers are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from govreport_nlp.indicators.tables.alignment import LEADING, align_header, fit_row
from govreport_nlp.indicators.tables.headers import Headers
from govreport_nlp.indicators.tables.shapes import (
    NUMBER,
    Grid,
    Row,
    is_bare_year,
    is_empty,
    is_numeric,
    strip,
)
from govreport_nlp.indicators.tables.streams import stream_grids

__all__ = ["find_grids"]

Span = tuple[int, int]

_LEAD = r"[^\w\s|]{0,3}"
_TAIL = r"(?:[^\s\d|。；;、.．:：][^\s\d|。；;、]{0,7})?"
_BLANK = r" \t\u3000\xa0"
# A numeric cell, with what sets it apart on both sides. The character before it is part of the
# pattern, so that the search can skip to the next such one.
_CELL = rf"{_LEAD}{NUMBER}{_TAIL}(?=[{_BLANK}|｜│]|$)"
_FIRST_HIT = re.compile(_CELL, re.MULTILINE)
_HIT = re.compile(rf"[{_BLANK}|｜│\n]{_CELL}", re.MULTILINE)
_RULE = re.compile(r"[\s|｜│:+\-─—=┼├┤┌┐└┘]*$")
_GAP = re.compile(r"[ \xa0]{2,}|[ \xa0]*\u3000[ \xa0\u3000]*")
_DIGIT = re.compile("[0-9０-９]")
_TOKEN = re.compile(r"\S+")
_PROSE = re.compile("[，。；！？]")
_UNIT_BEHIND = re.compile(r"^[^表（(][^（(]*[（(]单位[:：][^）)]+[）)]$")
_PARTED = re.compile(r"[\s|｜│]")
_MARKS = ("\t", "|", "｜", "│")
_LONGEST, _LONGEST_ROW = 80, 1000
_SHORTEST_STREAM = 11
"""Characters of the shortest line that holds a table: a header and two rows of two cells."""
_LONGEST_LINE = 20_000
"""Characters of a line from which on it is a file without line breaks, and no row."""


def find_grids(text: str, low: int, high: int, headers: Headers) -> list[Grid]:
    """Find the tables of a text.

    Args:
        text: The report's text.
        low: Where to begin.
        high: Where to stop, half-open.
        headers: The words of header lines.

    Returns:
        Grids in text order that do not overlap.
    """
    grids: list[Grid] = []
    for block in _blocks(text, low, high):
        found = list(_Block(text, block, headers).grids())
        grids += [g for g in found if not grids or g.start >= grids[-1].end]
    return grids


def _blocks(text: str, low: int, high: int) -> Iterator[list[Span]]:
    """Runs of lines with numeric cells, with the lines above them that may be their header."""
    block: list[Span] = []
    floor = low
    for start, end in _hit_lines(text, low, high):
        between = _lines(text, block[-1][1], start) if block else []
        other = [line for line in between if not _is_marked(text[slice(*line)])]
        if block and (len(other) > 4 or any(b - a > _LONGEST for a, b in other)):
            yield block
            floor, block = block[-1][1], []
        if not block:
            between = _lines_above(text, floor, start)
        block += [*between, (start, end)]
    if block:
        yield block


def _hit_lines(text: str, low: int, high: int) -> Iterator[Span]:
    at = low
    match = _FIRST_HIT.match(text, 0, high) if low == 0 else None
    while (match := match or _HIT.search(text, max(at - 1, 0), high)) is not None:
        start = text.rfind("\n", low, match.start() + 1) + 1 or low
        end = text.find("\n", match.end(), high)
        end = high if end < 0 else end
        yield (start, end)
        at, match = end, None


def _lines(text: str, low: int, high: int) -> list[Span]:
    """The lines between two offsets that are not blank."""
    found, at = [], low
    while at < high:
        end = text.find("\n", at, high)
        end = high if end < 0 else end
        if text[at:end].strip():
            found.append((at, end))
        at = end + 1
    return found


def _lines_above(text: str, floor: int, start: int, most: int = 14) -> list[Span]:
    """The short lines right above an offset."""
    found: list[Span] = []
    end = start - 1
    while end > floor and len(found) < most:
        at = text.rfind("\n", floor, end) + 1 or floor
        if end - at > (_LONGEST if text.find("\t", at, end) < 0 else _LONGEST_ROW):
            break
        if text[at:end].strip():
            found.insert(0, (at, end))
        end = at - 1
    return found


class _Block:
    """Lines that may hold tables."""

    def __init__(self, text: str, lines: Sequence[Span], headers: Headers) -> None:
        self.text, self.lines, self.headers = text, lines, headers
        self.header: tuple[tuple[Span, ...], ...] = ()
        self.start = 0
        self.pending: list[Span] = []  # lines that may be a header
        self.caption: list[Span] = []
        self.captioned = False  # whether a grid has had this caption already
        self.rows: list[Row] = []

    def grids(self) -> Iterator[Grid]:
        """The grids of the block: of lines that are rows, else of cells in a stream."""
        found = list(self._of_rows())
        if not found:
            for line in self.lines:
                if line[1] - line[0] < _SHORTEST_STREAM:
                    continue
                tokens = [match.span() for match in _TOKEN.finditer(self.text, *line)]
                found += stream_grids(self.text, tokens, self.headers, 2, 3)
        yield from found or self._of_lone_cells()

    def _of_lone_cells(self) -> list[Grid]:
        """Cells that stand on a line each; those that fit no header are lost."""
        alone = [line for line in self.lines if is_numeric(self.text[slice(*line)].strip())]
        if len(alone) < 3:
            return []
        tokens = [strip(self.text, line) for line in self.lines]
        found = stream_grids(self.text, tokens, self.headers, 1, 8)
        lost = [Grid(*strip(self.text, line), (0, 0), (), ()) for line in alone]
        grids: list[Grid] = []
        for grid in sorted([*found, *lost]):  # a number inside of a table is not lost
            if not grids or grid.start >= grids[-1].end:
                grids.append(grid)
        return grids

    def _of_rows(self) -> Iterator[Grid]:
        for line in self.lines:
            words = self.text[slice(*line)].strip()
            if _RULE.match(words):
                continue
            prose = _PROSE.search(words) is not None and not _is_apart(words)
            if prose or len(words) > _LONGEST_LINE or self._is_caption(line):
                yield from self._close()
                self._name(line)
                continue
            cells = _split(self.text, line)
            if self._is_row(cells) or (_is_apart(words) and self._is_prose_row(cells)):
                if self.pending:
                    yield from self._close()
                    self._open(len(cells))
                row = fit_row(self.text, cells, self.header, self.headers, _is_marked(words))
                if self.header and row is not None:
                    self.rows.append(Row(row))
            elif len({self.text[slice(*cell)] for cell in cells if cell}) > 1:
                if not self.header or self._reopens(cells):
                    self.pending.append(line)
            elif self.header:
                label = next(cell for cell in cells if cell)
                self.rows.append(Row((label, *[None] * (len(self.header) - 1)), group=True))
            else:
                self._name(line)
        yield from self._close()

    def _is_caption(self, line: Span) -> bool:
        words = self.text[slice(*line)].strip()
        if not self.headers.is_caption(words):
            return False
        cells = {cell.strip() for cell in words.split("\t")} - {""}
        return len(cells) < 2 or not _is_header_with_unit(cells, self.headers)

    def _is_row(self, cells: Sequence[Span | None]) -> bool:
        if len(cells) < 2:
            return False
        words = [self.text[slice(*cell)] for cell in cells if cell]
        numeric = [is_numeric(word) for word in words]
        if len(words) < 2 or not any(numeric[1:]):
            return False
        numbers = [word for word, is_one in zip(words, numeric, strict=True) if is_one]
        if all(is_bare_year(word) for word in numbers) and len(numbers) > 1:
            first = self.headers.kind(words[0])
            return first not in LEADING and not is_bare_year(words[0])
        return not _is_index(numbers)

    def _is_prose_row(self, cells: Sequence[Span | None]) -> bool:
        """Whether a line below a header holds words with numbers: tasks and what came of them."""
        words = [self.text[slice(*cell)] for cell in cells if cell]
        if not any(_DIGIT.search(word) for word in words[1:]) or self._reopens(cells):
            return False
        if self.header or not self.pending:
            return bool(self.header)
        above = [self.text[slice(*c)] for c in _split(self.text, self.pending[-1]) if c]
        kinds = [self.headers.kinds.get(word) for word in above]
        return "text" in kinds and len(kinds) - kinds.count(None) > 1

    def _reopens(self, cells: Sequence[Span | None]) -> bool:
        """Whether a line below rows is a header again: a stub is in it, or a title above it."""
        words = [self.text[slice(*cell)] for cell in cells if cell]
        if self.rows and self.rows[-1].group and not any(map(is_empty, words)):
            return True
        return any(self.headers.kind(word) in LEADING for word in words)

    def _name(self, line: Span) -> None:
        """Take a line as part of a caption; what is prose is none."""
        if self.captioned:
            self.caption, self.captioned = [], False
        prose = _PROSE.search(self.text, *line) is not None and not self._is_caption(line)
        self.caption = [] if prose else [*self.caption, *self.pending, line][-3:]
        self.pending = []

    def _open(self, width: int) -> None:
        """Begin a grid under the header lines at hand, if they are one."""
        pending, self.pending = self.pending, []
        marks = [_is_marked(self.text[slice(*line)]) for line in pending]
        marked = bool(marks) and marks[-1]
        run = marks[::-1].index(False) if False in marks else len(marks)
        for count in (min(run, 5),) if marked else (2, 1):
            lines = pending[-count:]
            if len(lines) < count:
                continue
            for split in (_split, _split_blanks):
                cells = [split(self.text, line) for line in lines]
                header = align_header(self.text, cells, width, self.headers, marked)
                if header is not None and self._is_sure(header, width, marked):
                    self.header, self.start = header, lines[0][0]
                    for line in pending[:-count]:
                        self._name(line)
                    return

    def _is_sure(self, header: tuple[tuple[Span, ...], ...], width: int, marked: bool) -> bool:
        """Whether a header fits its first row; where blanks part the cells, it must say more."""
        if len(header) < width - 1 or marked:
            return marked
        kinds = [self.headers.kind(self.text[slice(*cells[-1])]) for cells in header if cells]
        return not header[0] or any(kind in ("stub", "region", "time") for kind in kinds)

    def _close(self) -> Iterator[Grid]:
        """End the grid at hand; lines without numbers at its end may name the next."""
        named: list[Span] = []
        while self.rows and self.rows[-1].group:
            named.insert(0, self.rows.pop().cells[0] or (0, 0))
        if self.rows:
            end = max(cell[1] for cell in self.rows[-1].cells if cell)
            newline = self.text.find("\n", end)
            end = newline + 1 if newline >= 0 else len(self.text)
            caption = (self.caption[0][0], self.caption[-1][1]) if self.caption else (0, 0)
            yield Grid(self.start, end, caption, self.header, tuple(self.rows))
            self.captioned = True
        if named:
            self.caption, self.captioned = named[-3:], False
        self.rows, self.header = [], ()


def _is_header_with_unit(cells: set[str], headers: Headers) -> bool:
    """Whether cells head columns, one with its unit: ``项目`` and ``收费金额（单位：万元）``."""
    units = [cell for cell in cells if headers.is_caption(cell)]
    return bool(units) and all(_UNIT_BEHIND.search(cell) for cell in units)


def _is_index(numbers: Sequence[str]) -> bool:
    """Whether numbers count the columns."""
    if len(numbers) < 3 or not all(n.isdecimal() and len(n) < 3 for n in numbers):
        return False
    first = int(numbers[0])
    return [int(n) for n in numbers] == list(range(first, first + len(numbers)))


def _is_apart(words: str) -> bool:
    """Whether more than single blanks sets the cells of a line apart."""
    return _is_marked(words) or _GAP.search(words) is not None


def _is_marked(words: str) -> bool:
    """Whether tabs or bars set the cells of a line apart, so that empty ones show."""
    return any(mark in words for mark in _MARKS)


def _split(text: str, line: Span) -> list[Span | None]:
    """The cells of a line: by tabs, else bars, else wide gaps, else blanks."""
    words = text[slice(*line)].strip(" ")
    if _PARTED.search(words) is None:
        return [strip(text, line)]
    for mark in _MARKS:
        if mark in words:
            return _split_mark(text, line, mark)
    if _GAP.search(words) is None:
        return _split_blanks(text, line)
    low, high = strip(text, line)
    cells: list[Span | None] = []
    at = low
    for match in _GAP.finditer(text, low, high):
        cells.append((at, match.start()))
        at = match.end()
    cells.append((at, high))
    return cells if len(cells) > 1 else _split_blanks(text, line)


def _split_blanks(text: str, line: Span) -> list[Span | None]:
    return [match.span() for match in _TOKEN.finditer(text, *line)]


def _split_mark(text: str, line: Span, mark: str) -> list[Span | None]:
    cells: list[Span | None] = []
    at = line[0]
    for piece in text[slice(*line)].split(mark):
        low, high = strip(text, (at, at + len(piece)))
        cells.append((low, high) if low < high else None)
        at += len(piece) + 1
    if mark != "\t" and cells and cells[0] is None:
        cells = cells[1:]
    if mark != "\t" and cells and cells[-1] is None:
        cells = cells[:-1]
    return cells
