"""Pages of characters with boxes to paragraphs: lines, columns, tables, page furniture.

Coordinates are points, from the lower left corner of the page as shown.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from govreport_nlp.ingest.budget import Budget
from govreport_nlp.ingest.lines import Glyph, em_of, lines_of, text_of
from govreport_nlp.ingest.offsets import Block
from govreport_nlp.ingest.ruled import Rule, RuledTable, find_tables

__all__ = ["Layout", "Line", "PageGlyphs"]

_GAP = 1.4
"""A gap of more than this many ems parts two segments of a line: columns or cells."""
_NARROW = 0.5
_SLACK = 0.6
"""A line is full if the next word, and this many ems, would not have found room in it."""
_INDENT = 0.8
_MARGIN = 0.12
_PAGE_NUMBER = re.compile(r"\W*(?:第?\d{1,4}页?(?:\W{0,3}共?\d{1,4}页?)?)\W*|[ivxIVX]{1,6}")
_LEAST_REPEATS = 2
_SMALL = 0.75
_MANY_PAGES = 6
"""From this number of pages on left and right pages may have margins of their own."""
_COLUMN_STEP = 60.0
"""Columns whose left edges are nearer than this, in points, are the same one."""
_REACHED = 0.97
_LEAST_FULL = 3
_NARROWER = 0.75
"""A page of lines this much narrower has margins of its own; narrower still, it is a list."""
_MARKS = "，。、；：！？”’》）"
# What a line break does not part: a Latin word or number, and marks with what they stand at.
_WORD = re.compile(r"[（“‘《「『〈【]*(?:[!-~]+|.)[，。、；：！？）”’》」』〉】％]*")
_SENTENCE_END = "。！？；!?;"
_OPENERS = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[、）)．.]|第[一二三四五六七八九十]{1,3}[章节篇]"
)


class PageGlyphs(NamedTuple):
    """What a page shows.

    Attributes:
        number: The page's number, from 1.
        width: Its width in points.
        height: Its height in points.
        glyphs: Its characters, white space left out.
        rules: Its straight lines.
    """

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    rules: list[Rule]


class Line(NamedTuple):
    """A line of a column, or a row of a table without rules.

    Attributes:
        text: Its characters.
        left: Where it begins.
        right: Where it ends.
        solid: Where it ends without a mark at its end, which may hang out.
        y: Height of its middle.
        em: Height of its characters.
        page: Number of its page.
        segments: Number of pieces that wide gaps part it into.
    """

    text: str
    left: float
    right: float
    solid: float
    y: float
    em: float
    page: int
    segments: int = 1


_Column = list[Line | RuledTable]
_Row = list[list[Glyph]]
"""A line of a page, parted at wide gaps."""


class _Edges(NamedTuple):
    """Where full lines begin and end."""

    left: float
    right: float


class Layout:
    """The pages of a document, to be read as blocks.

    Args:
        pages: The pages in order.
        budget: The limits.
    """

    def __init__(self, pages: list[PageGlyphs], budget: Budget) -> None:
        self._pages = pages
        self._budget = budget

    def blocks(self) -> list[Block]:
        """Return the paragraphs and table rows of all pages."""
        found = [find_tables(page.number, page.glyphs, page.rules) for page in self._pages]
        rows = [[_segments(row) for row in lines_of(rest)] for _, rest in found]
        gutters = _gutters(rows)
        flows = []
        for page, lines, gutter, (tables, _) in zip(self._pages, rows, gutters, found, strict=True):
            self._budget.check_time()
            columns = list(_in_columns(lines, page.number, gutter))
            flows.append(_with_tables(columns, tables))
        return self._paragraphs(_without_margins(flows, self._pages))

    def _paragraphs(self, flows: list[list[_Column]]) -> list[Block]:
        margins = _Margins(flows)
        builder = _Paragraphs()
        for number, flow in enumerate(flows, 1):
            for column in flow:
                edges = margins.of(column, number)
                for item in column:
                    if isinstance(item, RuledTable):
                        builder.table(item, self._budget)
                    else:
                        builder.line(item, edges)
                builder.end_of_column()
        return builder.finish()


def _lines(column: _Column) -> list[Line]:
    return [item for item in column if isinstance(item, Line)]


def _segments(row: list[Glyph]) -> list[list[Glyph]]:
    """Part a line at wide gaps; a line of single characters is one that is spaced out."""
    em = em_of(row)
    pieces: list[list[Glyph]] = [[row[0]]]
    for before, glyph in pairwise(row):
        tall = max(before.top - before.bottom, glyph.top - glyph.bottom)
        if glyph.left - before.right > _GAP * min(em, tall):
            pieces.append([])
        pieces[-1].append(glyph)
    if len(pieces) > 2 and all(len(piece) == 1 for piece in pieces):
        return [row]
    return pieces


def _line(glyphs: list[Glyph], page: int, segments: list[list[Glyph]]) -> Line:
    y = median((glyph.top + glyph.bottom) / 2 for glyph in glyphs)
    text = "\t".join(text_of(segment) for segment in segments)
    left, right = glyphs[0].left, glyphs[-1].right
    solid = glyphs[-1].left if glyphs[-1].character in _MARKS else right
    return Line(text, left, right, solid, y, em_of(glyphs), page, len(segments))


def _first_word(line: Line) -> float:
    """Return the width of what cannot be parted at the start of a line."""
    word = _WORD.match(line.text)
    return line.em * sum(0.55 if mark.isascii() else 1.0 for mark in word[0]) if word else line.em


def _in_columns(rows: list[_Row], page: int, gutter: float | None) -> Iterator[list[Line]]:
    """Yield the lines of each column; one column where the page has no gutter."""
    if gutter is not None:
        rows = [[piece for segment in row for piece in _cut(segment, gutter)] for row in rows]
    whole: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for row in rows:
        glyphs = [glyph for segment in row for glyph in segment]
        if gutter is None:
            whole.append(_line(glyphs, page, row))
        elif any(_crosses(segment, gutter) for segment in row):
            yield from (column for column in (left, right) if column)
            left, right = [], []
            yield [_line(glyphs, page, row)]
        else:
            for side, column in ((-1, left), (1, right)):
                part = [s for s in row if side * (s[0].left - gutter) > 0]
                if part:
                    column.append(_line([g for s in part for g in s], page, part))
    yield from (column for column in (whole, left, right) if column)


def _crosses(segment: list[Glyph], gutter: float) -> bool:
    """Tell whether a segment has characters on both sides; a mark may hang into the gutter."""
    return segment[0].right < gutter < segment[-1].left


def _cut(segment: list[Glyph], gutter: float) -> list[list[Glyph]]:
    """Part a segment at the gutter, where a mark that hangs out makes it narrow."""
    em = em_of(segment)
    for index, (before, glyph) in enumerate(pairwise(segment), 1):
        if (
            glyph.left > gutter - em
            and before.right < gutter + em
            and glyph.left - before.right > (_NARROW * em)
        ):
            return [segment[:index], segment[index:]]
    return [segment]


def _gutters(pages: list[list[_Row]]) -> list[float | None]:
    """Return the gutter of each page; a page with few lines has that of the others."""
    found = [_gutter(rows) for rows in pages]
    known = [gutter for gutter in found if gutter is not None]
    if not known:
        return found
    common = median(known)

    def fits(rows: list[_Row]) -> bool:
        across = sum(any(_crosses(segment, common) for segment in row) for row in rows)
        return across < 0.3 * len(rows)

    return [
        gutter if gutter is not None or not fits(rows) else common
        for gutter, rows in zip(found, pages, strict=True)
    ]


def _gutter(rows: list[_Row]) -> float | None:
    """Return the middle of the gap between two columns of text, None where there is none.

    Both columns must be wide: the gaps of a table part short cells.
    """
    if len(rows) < 8:
        return None
    edge_left = min(row[0][0].left for row in rows)
    edge_right = max(row[-1][-1].right for row in rows)
    width = edge_right - edge_left
    gaps: Counter[int] = Counter()
    for row in rows:
        if len(row) == 2:
            middle = (row[0][-1].right + row[1][0].left) / 2
            if 0.35 * width < middle - edge_left < 0.65 * width:
                gaps[round(middle / 6)] += 1
    if not gaps:
        return None
    place, _ = gaps.most_common(1)[0]
    count = sum(gaps[place + step] for step in (-1, 0, 1))
    split = [
        r for r in rows if len(r) == 2 and abs((r[0][-1].right + r[1][0].left) / 12 - place) < 2
    ]
    full = sum(
        r[0][-1].right - r[0][0].left > 0.3 * width and r[1][-1].right - r[1][0].left > 0.3 * width
        for r in split
    )
    if count < max(6, 0.4 * len(rows)) or full < 0.6 * len(split):
        return None
    return median((r[0][-1].right + r[1][0].left) / 2 for r in split)


def _with_tables(columns: list[list[Line]], tables: list[RuledTable]) -> list[_Column]:
    """Put each table between the lines above and below it."""
    flow: list[_Column] = [list[Line | RuledTable](column) for column in columns] or [[]]
    for table in tables:
        column = next((c for c in flow if any(i.y < table.y for i in c)), flow[-1])
        at = next((k for k, item in enumerate(column) if item.y < table.y), len(column))
        column.insert(at, table)
    return flow


def _without_margins(flows: list[list[_Column]], pages: list[PageGlyphs]) -> list[list[_Column]]:
    """Leave out page numbers, and running heads: small or the same on page after page."""
    repeats: Counter[tuple[str, int]] = Counter()
    sizes: list[float] = []
    for flow, page in zip(flows, pages, strict=True):
        lines = [line for column in flow for line in _lines(column)]
        repeats.update({_key(line) for line in lines if _in_margin(line, page)})
        sizes += [line.em for line in lines]
    often = max(_LEAST_REPEATS, len(pages) // 3)
    small = _SMALL * median(sizes) if sizes else 0.0

    def stays(item: Line | RuledTable, page: PageGlyphs) -> bool:
        if isinstance(item, RuledTable) or not _in_margin(item, page):
            return True
        if item.segments > 1:
            return True
        on_top = item.y > page.height / 2 and item.em < small
        running = repeats[_key(item)] >= often
        return not (on_top or running or _PAGE_NUMBER.fullmatch(item.text))

    return [
        [[item for item in column if stays(item, page)] for column in flow]
        for flow, page in zip(flows, pages, strict=True)
    ]


def _key(line: Line) -> tuple[str, int]:
    """Return what a running head has the same on each page: its words and its height."""
    return _stem(line.text), round(line.y / 4)


def _stem(text: str) -> str:
    return re.sub(r"[\d\s]+", "", text)


def _in_margin(line: Line, page: PageGlyphs) -> bool:
    return line.y < _MARGIN * page.height or line.y > (1 - _MARGIN) * page.height


class _Margins:
    """Where full lines begin and end, for each column that pages have.

    Columns that begin at about the same place are the same column; in a document of many pages
    left and right pages have margins of their own.
    """

    def __init__(self, flows: list[list[_Column]]) -> None:
        self._parity = len(flows) >= _MANY_PAGES
        self._groups: list[tuple[int, float, list[Line]]] = []
        for number, flow in enumerate(flows, 1):
            for column in flow:
                lines = [line for line in _lines(column) if line.segments == 1]
                self._group(column, number).extend(lines)
        self._edges = [_edges(lines) for _, _, lines in self._groups]

    def of(self, column: _Column, page: int) -> _Edges | None:
        """Return the edges of a column; None where it has no lines."""
        lines = self._group(column, page)
        at = next(i for i, group in enumerate(self._groups) if group[2] is lines)
        return _own_edges(_lines(column), self._edges[at])

    def _group(self, column: _Column, page: int) -> list[Line]:
        side = page % 2 if self._parity else 0
        left = min((line.left for line in _lines(column)), default=0.0)
        for other, place, lines in self._groups:
            if other == side and abs(place - left) < _COLUMN_STEP:
                return lines
        lines = []
        self._groups.append((side, left, lines))
        return lines


def _edges(lines: list[Line]) -> _Edges | None:
    if len(lines) < 2:
        return None
    right = sorted(line.solid for line in lines)[int(_REACHED * (len(lines) - 1))]
    begins = Counter(round(line.left) for line in lines)
    often = [left for left, count in begins.items() if count >= 0.06 * len(lines)]
    return _Edges(min(often, default=min(begins)), right)


def _own_edges(lines: list[Line], usual: _Edges | None) -> _Edges | None:
    """Return the edges of a page that is set narrower: many of its lines end at one place."""
    lines = [line for line in lines if line.segments == 1]
    if usual is None or len(lines) < _LEAST_FULL:
        return usual
    right = max(line.solid for line in lines)
    full = [line for line in lines if right - line.solid < 0.3 * line.em]
    left = min(line.left for line in full)
    many = len(full) >= max(_LEAST_FULL, 0.15 * len(lines))
    return _Edges(left, right) if many and _fits(right - left, usual) else usual


def _fits(width: float, usual: _Edges) -> bool:
    return _NARROWER * (usual.right - usual.left) <= width <= usual.right - usual.left


class _Paragraphs:
    """Joins lines into paragraphs: a line end inside a sentence is no end."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._text = ""
        self._first: Line | None = None
        self._last: Line | None = None
        self._turns: list[tuple[int, str]] = []
        self._before: _Edges | None = None
        self._new_column = False

    def line(self, line: Line, edges: _Edges | None) -> None:
        """Add a line to the paragraph before it, or begin another."""
        if self._last is None or not self._runs_on(line, edges):
            self._close()
            self._first = line
        elif line.page != self._last.page:
            self._turns.append((len(self._text), f"page {line.page}"))
        if self._text and self._text[-1].isascii() and line.text[0].isascii():
            glued = self._text[-1].isalpha() and line.text[0].isalpha()
            self._text += " " if glued else ""
        self._text += line.text
        self._last = line
        self._before = edges
        self._new_column = False

    def table(self, table: RuledTable, budget: Budget) -> None:
        """Add the rows of a table."""
        self._close()
        self._blocks += [Block(text, f"page {table.page}") for text in table.lines(budget)]

    def end_of_column(self) -> None:
        """Note that the next line stands at the top of another column or page."""
        self._new_column = True

    def finish(self) -> list[Block]:
        """Return the blocks."""
        self._close()
        return self._blocks

    def _close(self) -> None:
        if self._text and self._first:
            self._blocks.append(Block(self._text, f"page {self._first.page}", tuple(self._turns)))
        self._text, self._turns, self._first, self._last = "", [], None, None

    def _runs_on(self, line: Line, edges: _Edges | None) -> bool:
        last, before = self._last, self._before
        if last is None or edges is None or before is None:
            return False
        if last.segments > 1 or line.segments > 1 or abs(last.em - line.em) > 0.15 * line.em:
            return False
        if not self._new_column and last.y - line.y > 3.2 * line.em:
            return False
        full = last.right + _first_word(line) + _SLACK * line.em > before.right
        begins = line.left - edges.left < _INDENT * line.em
        hanging = not self._new_column and abs(line.left - last.left) < 0.3 * line.em
        if full and not begins and hanging and self._first is not last:
            begins = True
        if full and begins and last.text[-1] in _SENTENCE_END and _OPENERS.match(line.text):
            return False
        return full and begins
