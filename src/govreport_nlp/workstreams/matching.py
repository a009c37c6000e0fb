"""Phrases found in a text in one pass, and sums of what they say over sentences."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from govreport_nlp.words import simplified

__all__ = ["Booleans", "Finder", "Integers", "Matches", "Matrix", "rows_of", "sum_by_row"]

Matrix = npt.NDArray[np.float32]
"""One row a phrase, sentence or section, one column a workstream."""
Integers = npt.NDArray[np.int64]
Booleans = npt.NDArray[np.bool_]


class Matches(NamedTuple):
    """Phrases found in a text, in text order.

    Attributes:
        phrase: Number of each phrase in the list that was looked for.
        start: Offset of its first character.
    """

    phrase: Integers
    start: Integers


class Finder:
    """Finds phrases in linear time; of overlapping ones the leftmost, then the longest.

    Args:
        phrases: What to look for.
    """

    def __init__(self, phrases: Sequence[str]) -> None:
        # A DFA of thousands of phrases does not fit into a processor's cache: this is faster.
        self._automaton = AhoCorasick(
            phrases,
            matchkind=MatchKind.LeftmostLongest,
            implementation=Implementation.ContiguousNFA,
        )

    def find(self, text: str) -> Matches:
        """Find the phrases of a text; traditional script is read as simplified."""
        found = self._automaton.find_matches_as_indexes(simplified(text))
        flat = np.fromiter(chain.from_iterable(found), np.int64, 3 * len(found))
        return Matches(flat[0::3], flat[1::3])

    def numbers(self, text: str) -> list[int]:
        """Return the numbers of the phrases of a short text, in text order."""
        return [
            number for number, _, _ in self._automaton.find_matches_as_indexes(simplified(text))
        ]


def rows_of(matches: Matches, spans: Integers) -> tuple[Integers, Integers]:
    """Sort matches into sentences.

    Args:
        matches: The matches.
        spans: Starts and ends of the sentences in text order, in two columns.

    Returns:
        The phrases that stand in a sentence, and the number of the sentence of each.
    """
    row = np.searchsorted(spans[:, 0], matches.start, side="right") - 1
    inside = (row >= 0) & (matches.start < spans[row, 1])
    return matches.phrase[inside], row[inside]


def sum_by_row(values: Matrix, rows: Integers, height: int) -> Matrix:
    """Add up the values that belong to each row; ``rows`` is in ascending order."""
    result = np.zeros((height, values.shape[1]), dtype=np.float32)
    if len(rows):
        starts = np.flatnonzero(np.diff(rows, prepend=-1))
        result[rows[starts]] = np.add.reduceat(values, starts, axis=0)
    return result
