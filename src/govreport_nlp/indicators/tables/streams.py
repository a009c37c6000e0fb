"""Tables whose cells follow one another in a line, or stand on a line each.

A page that was flattened has lost its rows: they are won back by the width of the header. A row is
a label and as many cells as the header wants; one that lacks a cell is left out, since nobody can
tell which.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from govreport_nlp.indicators.tables.headers import Headers, read_unit
from govreport_nlp.indicators.tables.shapes import Grid, Row, is_empty, is_numeric

__all__ = ["stream_grids"]

Span = tuple[int, int]

_STUBS = ("stub", "region")
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、．.](?!\d)")
_PROSE = re.compile("[，。；！？]")
_LABEL_TOKENS, _LONGEST_LABEL, _LONGEST_HEADER = 2, 30, 16


def stream_grids(
    text: str, tokens: Sequence[Span], headers: Headers, least: int, back: int
) -> list[Grid]:
    """Find the tables in a sequence of cells.

    Args:
        text: The report's text.
        tokens: Spans of the cells.
        headers: The words of header lines.
        least: How many rows make a table.
        back: How many tokens before a header may name the table.

    Returns:
        Grids in text order.
    """
    grids, at = [], 0
    stubs = [i for i, t in enumerate(tokens) if headers.kinds.get(text[slice(*t)]) in _STUBS]
    for stub in stubs:
        if stub < at:
            continue
        width, rows, at = _best_width(text, tokens, stub, headers)
        if len(rows) >= least:
            header = tuple((token,) for token in tokens[stub : stub + width])
            end = max(cell[1] for cell in rows[-1].cells if cell)
            caption = tokens[max(0, stub - back)][0], tokens[stub][0]
            grids.append(Grid(tokens[stub][0], end, caption, header, tuple(rows)))
    return grids


def _best_width(
    text: str, tokens: Sequence[Span], at: int, headers: Headers
) -> tuple[int, list[Row], int]:
    """The width that makes the most rows: a label may look like the end of the header."""
    best: tuple[int, list[Row], int] = (1, [], at + 1)
    widest = _width(text, tokens, at, headers)
    for width in range(widest, max(1, widest - 2), -1):
        kinds = [headers.kind(text[slice(*token)]) for token in tokens[at : at + width]]
        rows, after = _rows(text, tokens, at + width, kinds)
        if len(rows) > len(best[1]):
            best = (width, rows, after)
    return best


def _width(text: str, tokens: Sequence[Span], at: int, headers: Headers) -> int:
    """How many tokens from ``at`` on are a header: none that holds a stub again."""
    width = 1
    for low, high in tokens[at + 1 : at + 12]:
        kind = headers.kind(text[low:high]) if high - low <= _LONGEST_HEADER else None
        if kind is None or kind in _STUBS:
            break
        width += 1
    return width


def _rows(
    text: str, tokens: Sequence[Span], at: int, kinds: Sequence[str | None]
) -> tuple[list[Row], int]:
    """Rows of a label and as many cells as the header wants; others are left out."""
    rows: list[Row] = []
    wanted = len(kinds) - 1
    while at < len(tokens):
        label = _label(text, tokens, at)
        if label is None:
            break
        span, first = label
        at = first
        while at < len(tokens) and _is_data(text, tokens[at], kinds, at - first + 1):
            at += 1
        if at - first == wanted:
            rows.append(Row((span, *tokens[first:at])))
        elif not 0 < at - first < wanted:
            break
    return rows, at


def _label(text: str, tokens: Sequence[Span], at: int) -> tuple[Span, int] | None:
    """The label from ``at`` on and the token behind it."""
    first = at
    while at < len(tokens) and at - first <= _LABEL_TOKENS:
        words = text[slice(*tokens[at])]
        if at > first and (is_numeric(words) or is_empty(words) or read_unit(words)):
            return (tokens[first][0], tokens[at - 1][1]), at
        if is_numeric(words) or _PROSE.search(words) or len(words) > _LONGEST_LABEL:
            return None
        if _NUMBERED.match(words):
            first = at  # the label above it has no value
        at += 1
    return None


def _is_data(text: str, token: Span, kinds: Sequence[str | None], column: int) -> bool:
    words = text[slice(*token)]
    kind = kinds[column] if column < len(kinds) else None
    if kind == "unit":
        return read_unit(words) is not None
    if kind == "text":
        return not is_numeric(words)
    return is_numeric(words) or is_empty(words)
