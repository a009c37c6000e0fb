"""Pages of characters with boxes to paragraphs: lines, columns, tables, page furniture.

Coordinates are points, from the lower left corner of the page as shown.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
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
_FULL = 1.6
"""A line is full if it ends within this many ems of the right edge."""
_INDENT = 0.8
_MARGIN = 0.12
_PAGE_NUMBER = re.compile(r"\W*(?:第?\d{1,4}页?(?:\W{0,3}共?\d{1,4}页?)?)\W*|[ivxIVX]{1,6}")
_LEAST_REPEATS = 3
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
        y: Height of its middle.
        em: Height of its characters.
        page: Number of its page.
        segments: Number of pieces that wide gaps part it into.
    """

    text: str
    left: float
    right: float
    y: float
    em: float
    page: int
    segments: int = 1


_Column = list[Line | RuledTable]


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
        flows = [self._flow(page) for page in self._pages]
        flows = _without_margins(flows, self._pages)
        everywhere = _edges(line for flow in flows for column in flow for line in _lines(column))
        builder = _Paragraphs()
        for flow in flows:
            for column in flow:
                edges = _edges(_lines(column)) or everywhere
                for item in column:
                    if isinstance(item, RuledTable):
                        builder.table(item, self._budget)
                    else:
                        builder.line(item, edges)
                builder.end_of_column()
        return builder.finish()

    def _flow(self, page: PageGlyphs) -> list[_Column]:
        """Return the lines and tables of a page, column after column."""
        self._budget.check_time()
        tables, rest = find_tables(page.number, page.glyphs, page.rules)
        rows = [_segments(row) for row in lines_of(rest)]
        items = [*_in_columns(rows, page.number)]
        return _with_tables(items, tables)


def _lines(column: _Column) -> list[Line]:
    return [item for item in column if isinstance(item, Line)]


def _segments(row: list[Glyph]) -> list[list[Glyph]]:
    """Part a line at wide gaps; a line of single characters is one that is spaced out."""
    em = em_of(row)
    pieces: list[list[Glyph]] = [[row[0]]]
    for before, glyph in pairwise(row):
        if glyph.left - before.right > _GAP * em:
            pieces.append([])
        pieces[-1].append(glyph)
    if len(pieces) > 2 and all(len(piece) == 1 for piece in pieces):
        return [row]
    return pieces


def _line(glyphs: list[Glyph], page: int, segments: list[list[Glyph]]) -> Line:
    y = median((glyph.top + glyph.bottom) / 2 for glyph in glyphs)
    text = "\t".join(text_of(segment) for segment in segments)
    return Line(text, glyphs[0].left, glyphs[-1].right, y, em_of(glyphs), page, len(segments))


def _in_columns(rows: list[list[list[Glyph]]], page: int) -> Iterator[list[Line]]:
    """Yield the lines of each column; one column where the page has no gutter."""
    gutter = _gutter(rows)
    whole: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for row in rows:
        glyphs = [glyph for segment in row for glyph in segment]
        if gutter is None:
            whole.append(_line(glyphs, page, row))
        elif any(segment[0].left < gutter < segment[-1].right for segment in row):
            yield from (column for column in (left, right) if column)
            left, right = [], []
            yield [_line(glyphs, page, row)]
        else:
            for side, column in ((-1, left), (1, right)):
                part = [s for s in row if side * (s[0].left - gutter) > 0]
                if part:
                    column.append(_line([g for s in part for g in s], page, part))
    yield from (column for column in (whole, left, right) if column)


def _gutter(rows: list[list[list[Glyph]]]) -> float | None:
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
    """Leave out page numbers, and lines that stand in the margin of page after page."""
    repeats: Counter[str] = Counter()
    for flow, page in zip(flows, pages, strict=True):
        repeats.update(
            {_stem(line.text) for c in flow for line in _lines(c) if _in_margin(line, page)}
        )
    often = max(_LEAST_REPEATS, len(pages) // 3)
    running = {stem for stem, count in repeats.items() if stem and count >= often}

    def stays(item: Line | RuledTable, page: PageGlyphs) -> bool:
        if isinstance(item, RuledTable) or not _in_margin(item, page):
            return True
        return not (_PAGE_NUMBER.fullmatch(item.text) or _stem(item.text) in running)

    return [
        [[item for item in column if stays(item, page)] for column in flow]
        for flow, page in zip(flows, pages, strict=True)
    ]


def _stem(text: str) -> str:
    return re.sub(r"[\d\s]+", "", text)


def _in_margin(line: Line, page: PageGlyphs) -> bool:
    return line.y < _MARGIN * page.height or line.y > (1 - _MARGIN) * page.height


def _edges(lines: Iterable[Line]) -> _Edges | None:
    """Return where full lines begin and end; None for too few lines."""
    single = [line for line in lines if line.segments == 1]
    if len(single) < 4:
        return None
    right = sorted(line.right for line in single)[int(0.9 * (len(single) - 1))]
    full = [line for line in single if line.right > right - _FULL * line.em]
    begins = Counter(round(line.left) for line in full)
    often = [left for left, count in begins.items() if count >= 0.2 * len(full)]
    return _Edges(min(often, default=min(begins)), right)


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
        full = last.right > before.right - _FULL * last.em
        begins = line.left - edges.left < _INDENT * line.em
        hanging = not self._new_column and abs(line.left - last.left) < 0.3 * line.em
        if full and not begins and hanging and self._first is not last:
            begins = True
        if full and begins and last.text[-1] in _SENTENCE_END and _OPENERS.match(line.text):
            return False
        return full and begins
