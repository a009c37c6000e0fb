"""Sentences beyond all measure are read in pieces, so that their cost stays linear.

The grammar looks back and forth in a sentence. The longest sentences of real reports have some
five hundred characters; what has thousands is no sentence but a file without full stops.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from govreport_nlp.indicators.tables import Piece
from govreport_nlp.numbers.quantities import Quantity

__all__ = ["cut_long"]

_LONGEST = 1_500
"""Characters that the grammar reads at a time."""
_MARKS = "，,；;：:、\n\t 　"


def cut_long(text: str, pieces: Iterable[Piece], quantities: Sequence[Quantity]) -> Iterator[Piece]:
    """Cut pieces that are too long for one sentence, never inside a number.

    Args:
        text: The report's text.
        pieces: Pieces in text order.
        quantities: The numbers of the text, in text order.

    Yields:
        The pieces; tables and those of usual length as they are.
    """
    starts: list[int] = []
    for piece in pieces:
        low, high = piece.start, piece.end
        if high - low <= _LONGEST or piece.table is not None:
            if low < high:
                yield piece
            continue
        starts = starts or [quantity.start for quantity in quantities]
        while high - low > _LONGEST:
            cut = _cut(text, low, low + _LONGEST, quantities, starts)
            yield piece._replace(start=low, end=min(cut, high))
            low = cut
        if low < high:
            yield piece._replace(start=low)


def _cut(
    text: str, low: int, high: int, quantities: Sequence[Quantity], starts: Sequence[int]
) -> int:
    """Where to cut: behind the last mark before ``high``, and behind a number that stands there."""
    mark = max(text.rfind(mark, low + _LONGEST // 2, high) for mark in _MARKS)
    cut = mark + 1 if mark >= 0 else high
    at = bisect_right(starts, cut - 1) - 1
    return max(cut, quantities[at].end) if at >= 0 else cut
