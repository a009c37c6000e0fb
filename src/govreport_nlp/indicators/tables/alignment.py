"""Header lines over columns, and rows under them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from govreport_nlp.indicators.tables.headers import Headers
from govreport_nlp.indicators.tables.shapes import is_numeric

__all__ = ["LEADING", "align_header", "fit_row"]

Span = tuple[int, int]

LEADING = ("stub", "region", "time", "unit", "number")
"""Kinds of columns that stand before those of values."""
_INTEGER = re.compile(r"\d{1,3}[.、]?$")


def align_header(
    text: str, lines: Sequence[list[Span | None]], width: int, headers: Headers, marked: bool
) -> tuple[tuple[Span, ...], ...] | None:
    """The header's cells by column.

    Args:
        text: The report's text.
        lines: The cells of its lines, from the top down.
        width: How many columns the first row has.
        headers: The words of header lines.
        marked: Whether tabs or bars show where a column is empty.

    Returns:
        For each column its cells from the top down, or None where the lines are no such header.
    """
    if not any(cell and headers.kind(text[slice(*cell)]) for line in lines for cell in line):
        return None
    columns: Sequence[list[Span | None]] | None
    if len(lines) == 1:
        columns = [_shift(text, lines[0], width, headers)]
    elif marked:
        columns = [*(_forward(line, lines[-1]) for line in lines[:-1]), lines[-1]]
    else:
        columns = _spread(text, lines[0], lines[1], width, headers)
    if columns is None:
        return None
    header = tuple(
        _distinct(text, [line[i] for line in columns if i < len(line)])
        for i in range(max(len(line) for line in columns))
    )
    return header if any(header[1:]) else None


def _distinct(text: str, cells: Sequence[Span | None]) -> tuple[Span, ...]:
    """The cells of a column that are not empty; one merged over several lines counts once."""
    found: dict[str, Span] = {}
    for cell in cells:
        if cell is not None:
            found[text[slice(*cell)]] = cell
    return tuple(sorted(found.values()))


def _spread(
    text: str, top: list[Span | None], bottom: list[Span | None], width: int, headers: Headers
) -> tuple[list[Span | None], list[Span | None]] | None:
    """The two lines of a header with every cell of the upper one over all it stands above."""
    kinds = [headers.kind(text[slice(*cell)]) for cell in top if cell]
    lead = sum(kind in LEADING for kind in kinds)
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
    if short and first and headers.kind(text[slice(*first)]) not in (None, *LEADING, "text"):
        return [None, *line]
    return line


def fit_row(
    text: str,
    cells: list[Span | None],
    header: Sequence[Sequence[Span]],
    headers: Headers,
    marked: bool,
) -> tuple[Span | None, ...] | None:
    """The cells of a row by the columns of its header.

    Args:
        text: The report's text.
        cells: The cells of the row.
        header: The header's cells by column.
        headers: The words of header lines.
        marked: Whether tabs or bars show where a column is empty.

    Returns:
        As many cells as the header has columns; None where they do not fit.
    """
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
