"""Clauses of a sentence: what stands between its punctuation marks.

A bracket that holds a number is a clause of its own; any other bracket, and every quotation, is
opaque: the marks inside it split nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from govreport_nlp.numbers.quantities import Quantity

__all__ = ["Clause", "opaque_spans", "quotations", "split_clauses"]

_QUOTES = re.compile(
    r"“[^“”\n]{0,200}”|‘[^‘’\n]{0,200}’|《[^《》\n]{0,200}》|「[^「」\n]{0,200}」|『[^『』\n]{0,200}』"
)
_BRACKETS = re.compile(
    r"（[^（）()\n]{0,300}[）)]|\([^()（）\n]{0,300}[)）]|〔[^〕\n]{0,40}〕|\[[^\]\n]{0,40}\]"
)
# A colon between digits is one of a scale: 1：500地形图.
_MARKS = re.compile(r"[，,；;。！!？?\n\t]|[：:](?!(?<=\d.)\d)")


class Clause(NamedTuple):
    """A clause.

    Attributes:
        start: First character.
        end: The character after the last one; the mark that ends it stands there.
        inner: Whether it is the inside of a bracket.
        quantities: Its numbers, in text order.
    """

    start: int
    end: int
    inner: bool
    quantities: list[Quantity]


def quotations(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Find the quotations and titles of a stretch of text: ``“…”``, ``《…》`` and the like."""
    return [match.span() for match in _QUOTES.finditer(text, start, end)]


def opaque_spans(
    text: str, start: int, end: int, quantities: list[Quantity]
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Find the quotations and brackets of a sentence that split nothing, and the open brackets.

    Args:
        text: The report's text.
        start: First character of the sentence.
        end: The character after its last one.
        quantities: The numbers of the sentence that may become records.

    Returns:
        Opaque spans and spans of brackets with numbers, both in text order.
    """
    opaque = quotations(text, start, end)
    starts = [quantity.start for quantity in quantities]
    opened = []
    for match in _BRACKETS.finditer(text, start, end):
        low, high = match.span()
        index = bisect_left(starts, low)
        if index < len(starts) and starts[index] < high:
            opened.append((low, high))
        else:
            opaque.append((low, high))
    opaque.sort()
    return opaque, opened


def split_clauses(
    text: str, start: int, end: int, quantities: list[Quantity]
) -> tuple[list[Clause], list[tuple[int, int]]]:
    """Split a sentence into clauses.

    Args:
        text: The report's text.
        start: First character of the sentence.
        end: The character after its last one.
        quantities: The numbers of the sentence that may become records, in text order.

    Returns:
        The clauses in text order, and the opaque spans.
    """
    opaque, opened = opaque_spans(text, start, end, quantities)
    closed = sorted(opaque + [(q.start, q.end) for q in quantities])
    marks = [match.start() for match in _MARKS.finditer(text, start, end)]
    cuts = [(mark, mark + 1, 0) for mark in _outside(marks, closed)]
    if opened:
        for low, high in opened:
            cuts += [(low, low + 1, 1), (high - 1, high, -1)]
        cuts.sort()
    clauses, at, depth = [], start, 0
    for low, high, step in [*cuts, (end, end, 0)]:
        if low > at:
            clauses.append(Clause(at, low, depth > 0, []))
        at = max(at, high)
        depth = max(0, depth + step) if step else depth
    _assign(clauses, quantities)
    return clauses, opaque


def _outside(offsets: list[int], spans: list[tuple[int, int]]) -> Iterator[int]:
    """Yield the offsets that lie not in the last span that begins before them; both ascend."""
    number, end = 0, -1
    for offset in offsets:
        while number < len(spans) and spans[number][0] <= offset:
            end = spans[number][1]
            number += 1
        if offset >= end:
            yield offset


def _assign(clauses: list[Clause], quantities: list[Quantity]) -> None:
    index = 0
    for quantity in quantities:
        while index + 1 < len(clauses) and clauses[index].end <= quantity.start:
            index += 1
        if clauses and clauses[index].start <= quantity.start < clauses[index].end:
            clauses[index].quantities.append(quantity)
