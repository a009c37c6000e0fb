"""Grids of cells in plain text: where a table stands, its header and its rows.

A table is lines whose cells are set apart by tabs, bars, wide gaps or single blanks; or, where a
page was flattened, one line that holds all cells, or one line for each cell. A grid needs a header
with words that are known: without one nobody can tell what its numbers are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from govreport_nlp.indicators.table_headers import Headers, read_unit

__all__ = ["Grid", "Row", "find_grids", "is_empty", "is_numeric"]

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


_NUMBER = r"[0-9０-９](?:[0-9０-９.,，．]*[0-9０-９])?"
_LEAD = r"[^\w\s|]{0,3}"
_TAIL = r"[^\s\d|。；;、]{0,8}"
_BLANK = r" \t\u3000\xa0"
# A numeric cell, with what sets it apart on both sides.
_HIT = re.compile(
    rf"(?:^|(?<=[{_BLANK}|｜│])){_LEAD}{_NUMBER}{_TAIL}(?=[{_BLANK}|｜│]|$)", re.MULTILINE
)
_NUMERIC = re.compile(rf"[^\d\w]{{0,4}}{_NUMBER}(?:[-~～—–－至]{_NUMBER})?(?:[^\d\s]{{0,8}})")
_DATE = re.compile(r"[^\d]?\d{2,4}年|[^\d]?\d{1,2}月")
_BARE_YEAR = re.compile(r"(?:19|20)\d\d$|1\d\d$")
_INTEGER = re.compile(r"\d{1,3}[.、]?$")
_EMPTY = re.compile(r"[-－—–―/…·*×x无]*$")
_RULE = re.compile(r"[\s|｜│:+\-─—=┼├┤┌┐└┘]*$")
_GAP = re.compile(r"[ \xa0]{2,}|[ \xa0]*\u3000[ \xa0\u3000]*")
_TOKEN = re.compile(r"\S+")
_PROSE = re.compile("[，。；！？]")
_MARKS = ("\t", "|", "｜", "│")
_LABEL_LINES, _LONGEST = 2, 80


def is_numeric(cell: str) -> bool:
    """Whether a cell holds one number, qualified or with its unit, and no date."""
    return _NUMERIC.fullmatch(cell) is not None and _DATE.match(cell) is None


def is_empty(cell: str) -> bool:
    """Whether a cell says that there is no value."""
    return _EMPTY.match(cell) is not None


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
        if block and (len(between) > 4 or any(b - a > _LONGEST for a, b in between)):
            yield block
            floor, block = block[-1][1], []
        if not block:
            between = _lines_above(text, floor, start)
        block += [*between, (start, end)]
    if block:
        yield block


def _hit_lines(text: str, low: int, high: int) -> Iterator[Span]:
    at = low
    while (match := _HIT.search(text, at, high)) is not None:
        start = text.rfind("\n", low, match.start()) + 1 or low
        end = text.find("\n", match.end(), high)
        end = high if end < 0 else end
        yield (start, end)
        at = end


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
        if end - at > _LONGEST:
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
                found += self._of_stream([line], 2)
        if found:
            yield from found
            return
        alone = [line for line in self.lines if is_numeric(self.text[slice(*line)].strip())]
        if len(alone) >= 3:
            found = self._of_stream(self.lines, 1)
            lost = [Grid(*_strip(self.text, line), (0, 0), (), ()) for line in alone]
            apart = [g for g in lost if not any(f.start <= g.start < f.end for f in found)]
            yield from sorted([*found, *apart])

    # --- one line a row ------------------------------------------------------------------

    def _of_rows(self) -> Iterator[Grid]:
        for line in self.lines:
            words = self.text[slice(*line)].strip()
            cells = _split(self.text, line)
            if _RULE.match(words):
                continue
            prose = _PROSE.search(words) is not None and not _is_marked(words)
            if prose or self._is_caption(line):
                yield from self._close()
                self._name(line)
            elif self._is_row(cells):
                if self.pending:
                    yield from self._close()
                    self._open(len(cells))
                row = _fit(self.text, cells, self.header, self.headers, _is_marked(words))
                if self.header and row is not None:
                    self.rows.append(Row(row))
            elif sum(cell is not None for cell in cells) > 1:
                if not self.header or self._knows(cells) > 1:
                    self.pending.append(line)
            elif self.header:
                label = next(cell for cell in cells if cell)
                self.rows.append(Row((label, *[None] * (len(self.header) - 1)), group=True))
            else:
                self._name(line)
        yield from self._close()

    def _is_caption(self, line: Span) -> bool:
        return self.headers.is_caption(self.text[slice(*line)].strip())

    def _is_row(self, cells: Sequence[Span | None]) -> bool:
        words = [self.text[slice(*cell)] for cell in cells if cell]
        numbers = [word for word in words if is_numeric(word)]
        if len(words) < 2 or not any(is_numeric(word) for word in words[1:]):
            return False
        if all(_BARE_YEAR.match(word) for word in numbers) and len(numbers) > 1:
            first = self.headers.kinds.get(words[0])
            return first is None and not _BARE_YEAR.match(words[0])
        known = self._knows(cells)
        return known < 2 or known <= len(numbers)

    def _knows(self, cells: Sequence[Span | None]) -> int:
        """How many cells are known words of headers."""
        words = [self.text[slice(*cell)] for cell in cells if cell]
        return sum(self.headers.kind(word) is not None for word in words)

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
        for count in (2, 1):
            lines = pending[-count:]
            if len(lines) < count:
                continue
            for split in (_split, _split_blanks):
                cells = [split(self.text, line) for line in lines]
                header = _header(self.text, cells, width, self.headers)
                if header is not None and len(header) >= width - 1:
                    self.header, self.start = header, lines[0][0]
                    for line in pending[:-count]:
                        self._name(line)
                    return

    def _close(self) -> Iterator[Grid]:
        """End the grid at hand; lines without numbers at its end may name the next."""
        named = []
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

    # --- all cells in one line, or one cell a line ------------------------------------------

    def _of_stream(self, lines: Sequence[Span], least: int) -> list[Grid]:
        if len(lines) == 1:
            tokens = [m.span() for m in _TOKEN.finditer(self.text, *lines[0])]
        else:
            tokens = [_strip(self.text, line) for line in lines]
        grids, at = [], 0
        while (at := self._stub(tokens, at)) < len(tokens):
            width, rows, after = self._best_width(tokens, at)
            if len(rows) >= least:
                header = tuple((token,) for token in tokens[at : at + width])
                end = max(cell[1] for cell in rows[-1].cells if cell)
                caption = tokens[max(0, at - 3)][0], tokens[at][0]
                grids.append(Grid(tokens[at][0], end, caption, header, tuple(rows)))
            at = max(after, at + 1)
        return grids

    def _stub(self, tokens: Sequence[Span], at: int) -> int:
        """The next token that may open a header."""
        kinds = self.headers.kinds
        while at < len(tokens):
            if kinds.get(self.text[slice(*tokens[at])]) in ("stub", "region"):
                return at
            at += 1
        return at

    def _best_width(self, tokens: Sequence[Span], at: int) -> tuple[int, list[Row], int]:
        """The width that makes the most rows: a label may look like the end of the header."""
        best: tuple[int, list[Row], int] = (1, [], at + 1)
        for width in range(self._width(tokens, at), 1, -1):
            rows, after = self._stream_rows(tokens, at, width)
            if len(rows) > len(best[1]):
                best = (width, rows, after)
        return best

    def _width(self, tokens: Sequence[Span], at: int) -> int:
        """How many tokens from ``at`` on are a header: none that holds a stub again."""
        width = 1
        for low, high in tokens[at + 1 : at + 12]:
            kind = self.headers.kind(self.text[low:high]) if high - low <= 16 else None
            if kind is None or kind in ("stub", "region"):
                break
            width += 1
        return width

    def _stream_rows(self, tokens: Sequence[Span], at: int, width: int) -> tuple[list[Row], int]:
        """Rows of a label and as many cells as the header wants; others are left out."""
        rows: list[Row] = []
        kinds = [self.headers.kind(self.text[slice(*t)]) for t in tokens[at : at + width]]
        at += width
        while at < len(tokens):
            label = self._stream_label(tokens, at)
            if label is None:
                break
            at = label[1]
            data = at
            while data < len(tokens) and self._is_data(tokens[data], kinds, data - at + 1):
                data += 1
            if data - at == width - 1:
                rows.append(Row((label[0], *tokens[at:data])))
            elif data == at or data - at > width - 1:
                break
            at = data
        return rows, at

    def _stream_label(self, tokens: Sequence[Span], at: int) -> tuple[Span, int] | None:
        """The label from ``at`` on and the token behind it."""
        first = at
        while at < len(tokens) and at - first <= _LABEL_LINES:
            words = self.text[slice(*tokens[at])]
            if at > first and (is_numeric(words) or is_empty(words) or read_unit(words)):
                return (tokens[first][0], tokens[at - 1][1]), at
            if is_numeric(words) or _PROSE.search(words) or len(words) > 30:
                return None
            at += 1
        return None

    def _is_data(self, token: Span, kinds: Sequence[str | None], column: int) -> bool:
        words = self.text[slice(*token)]
        kind = kinds[column] if column < len(kinds) else None
        if kind == "unit":
            return read_unit(words) is not None
        if kind == "text":
            return not is_numeric(words)
        return is_numeric(words) or is_empty(words)


def _is_marked(words: str) -> bool:
    """Whether tabs or bars set the cells of a line apart, so that empty ones show."""
    return any(mark in words for mark in _MARKS)


def _strip(text: str, line: Span) -> Span:
    words = text[slice(*line)]
    start = line[0] + len(words) - len(words.lstrip())
    return start, start + len(words.strip())


def _split(text: str, line: Span) -> list[Span | None]:
    """The cells of a line: by tabs, else bars, else wide gaps, else blanks."""
    words = text[slice(*line)]
    for mark in _MARKS:
        if mark in words.strip(" "):
            return _split_mark(text, line, mark)
    low, high = _strip(text, line)
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
        low, high = _strip(text, (at, at + len(piece)))
        cells.append((low, high) if low < high else None)
        at += len(piece) + 1
    if mark != "\t" and cells and cells[0] is None:
        cells = cells[1:]
    if mark != "\t" and cells and cells[-1] is None:
        cells = cells[:-1]
    return cells


def _header(
    text: str, lines: Sequence[list[Span | None]], width: int, headers: Headers
) -> tuple[tuple[Span, ...], ...] | None:
    """The header's cells by column, or None where the lines are no header of so many columns."""
    if not any(cell and headers.kind(text[slice(*cell)]) for line in lines for cell in line):
        return None
    if len(lines) == 1:
        columns: Sequence[list[Span | None]] = [_shift(text, lines[0], width, headers)]
    else:
        spread = _spread(text, lines[0], lines[1], width, headers)
        if spread is None:
            return None
        columns = spread
    header = tuple(
        tuple(cell for line in columns if i < len(line) and (cell := line[i]) is not None)
        for i in range(max(len(line) for line in columns))
    )
    return header if any(header[1:]) else None


_LEADING = ("stub", "region", "time", "unit", "number")


def _spread(
    text: str, top: list[Span | None], bottom: list[Span | None], width: int, headers: Headers
) -> tuple[list[Span | None], list[Span | None]] | None:
    """The two lines of a header with every cell of the upper one over all it stands above."""
    if None in top or None in bottom:
        return _forward(top, bottom), bottom
    kinds = [headers.kind(text[slice(*cell)]) for cell in top if cell]
    lead = sum(kind in _LEADING for kind in kinds)
    over = top[lead:]
    share, rest = divmod(width - lead, len(over)) if over else (0, 1)
    if rest or share < 1 or len(bottom) not in (width, width - lead):
        return None
    wide = [*top[:lead], *(cell for cell in over for _ in range(share))]
    return wide, [*[None] * (width - len(bottom)), *bottom]


def _forward(line: list[Span | None], bottom: list[Span | None]) -> list[Span | None]:
    """Fill the cells that a merged header left empty from the left."""
    filled: list[Span | None] = []
    last = None
    for index, cell in enumerate(line):
        last = cell or last
        below = index < len(bottom) and bottom[index] is not None
        filled.append(cell or (last if below else None))
    return filled


def _shift(text: str, line: list[Span | None], width: int, headers: Headers) -> list[Span | None]:
    """A header that lacks the cell over the labels stands over the last columns."""
    first = line[0]
    short = len(line) == width - 1 and None not in line
    if short and first and headers.kind(text[slice(*first)]) not in (None, *_LEADING, "text"):
        return [None, *line]
    return line


def _fit(
    text: str,
    cells: list[Span | None],
    header: Sequence[Sequence[Span]],
    headers: Headers,
    marked: bool,
) -> tuple[Span | None, ...] | None:
    """The cells of a row by the columns of its header; None where they do not fit."""
    width = len(header)
    kinds = [headers.kind(text[slice(*column[-1])]) if column else None for column in header]
    while len(cells) > width and cells[-1] is None:
        cells.pop()
    more = len(cells) - width
    if more > 0:
        stub = next((i for i, kind in enumerate(kinds) if kind in ("stub", "region")), 0)
        merged = cells[stub : stub + more + 1]
        if any(c is None or is_numeric(text[slice(*c)]) for c in merged):
            return None
        label = (merged[0] or (0, 0))[0], (merged[-1] or (0, 0))[1]
        cells[stub : stub + more + 1] = [label]
    elif more < 0 and not marked:
        if more == -1 and kinds[0] == "number" and not _is_integer(text, cells[0]):
            cells.insert(0, None)
        elif any(kind != "text" for kind in kinds[len(cells) :]):
            return None
    return (*cells, *[None] * (width - len(cells)))


def _is_integer(text: str, cell: Span | None) -> bool:
    return cell is not None and _INTEGER.match(text[slice(*cell)]) is not None
