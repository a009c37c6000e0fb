"""Phrases found in a text in one pass, and sums of what they say over sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from govreport_nlp.words import simplified

__all__ = ["Booleans", "Finder", "Integers", "Matches", "Matrix", "Pass", "sum_by_row"]

Matrix = npt.NDArray[np.float32]
"""One row a phrase, sentence or section, one column a workstream."""
Integers = npt.NDArray[np.int64]
Booleans = npt.NDArray[np.bool_]

_SEPARATOR = "\x1e"
"""Stands between pieces of text, and in no phrase."""


class Matches(NamedTuple):
    """Phrases found in pieces of text, in text order.

    Attributes:
        phrase: Number of each phrase in the list that was looked for.
        row: Number of the piece that it stands in.
    """

    phrase: Integers
    row: Integers

    def up_to(self, height: int) -> Matches:
        """Those of the first so many pieces."""
        end = np.searchsorted(self.row, height)
        return Matches(self.phrase[:end], self.row[:end])

    def after(self, height: int) -> Matches:
        """Those of the pieces after the first so many, numbered from 0."""
        start = np.searchsorted(self.row, height)
        return Matches(self.phrase[start:], self.row[start:] - height)


class Finder:
    """Finds phrases in linear time; of overlapping ones the leftmost, then the longest.

    Args:
        phrases: What to look for.
    """

    def __init__(self, phrases: Sequence[str]) -> None:
        self.phrases = phrases
        self._numbers = {phrase: number for number, phrase in enumerate(phrases)}
        self._numbers[_SEPARATOR] = -1
        # A DFA of thousands of phrases does not fit into a processor's cache: this is faster.
        self._automaton = AhoCorasick(
            [*phrases, _SEPARATOR],
            matchkind=MatchKind.LeftmostLongest,
            implementation=Implementation.ContiguousNFA,
            store_patterns=True,
        )

    def find(self, pieces: Iterable[str]) -> Matches:
        """Find the phrases of pieces of text; traditional script is read as simplified.

        The pieces are looked through as one text, with a mark between them that is found as well:
        so no offsets need be made and sorted into pieces.
        """
        text = _SEPARATOR.join([piece.replace(_SEPARATOR, " ") for piece in pieces])
        phrase = np.array(self._search(text), dtype=np.int64)
        inside = phrase >= 0
        row = np.cumsum(~inside, dtype=np.int64)
        return Matches(phrase[inside], row[inside])

    def numbers(self, text: str) -> list[int]:
        """Return the numbers of the phrases of a short text, in text order."""
        return self._search(text.replace(_SEPARATOR, " "))

    def _search(self, text: str) -> list[int]:
        found: list[str] = self._automaton.find_matches_as_strings(simplified(text))
        return list(map(self._numbers.__getitem__, found))


class Pass:
    """Finds what several finders look for in one pass over a text.

    All phrases together are looked for, and what each finder would find inside a phrase is worked
    out beforehand. A phrase that overlaps with one of another list, and is not inside it, may be
    missed: in reports that are four of a thousand.

    Args:
        finders: The finders.
    """

    def __init__(self, *finders: Finder) -> None:
        phrases = sorted({phrase for finder in finders for phrase in finder.phrases})
        self._finder = Finder(phrases)
        self._inner = [_Inner.of(finder.find(phrases), len(phrases)) for finder in finders]

    def find(self, pieces: Iterable[str]) -> list[Matches]:
        """Find the phrases of pieces of text; returns those of each finder."""
        found = self._finder.find(pieces)
        return [inner.of_all(found) for inner in self._inner]


class _Inner(NamedTuple):
    """The phrases of one list that stand in the phrases of all lists, one after another.

    ``first`` and ``number`` tell for each phrase of all lists which of the inner ones are its own.
    """

    inner: Integers
    first: Integers
    number: Integers

    @classmethod
    def of(cls, found: Matches, height: int) -> _Inner:
        count = np.bincount(found.row, minlength=height)
        return cls(found.phrase, np.cumsum(count) - count, count)

    def of_all(self, found: Matches) -> Matches:
        """Return the inner phrases of the phrases found in a text."""
        count = self.number[found.phrase]
        behind = np.cumsum(count) - count
        index = np.repeat(self.first[found.phrase] - behind, count) + np.arange(count.sum())
        return Matches(self.inner[index], np.repeat(found.row, count))


def sum_by_row(values: Matrix, rows: Integers, height: int) -> Matrix:
    """Add up the values that belong to each row; ``rows`` is in ascending order."""
    result = np.zeros((height, values.shape[1]), dtype=np.float32)
    if len(rows):
        starts = np.flatnonzero(np.diff(rows, prepend=-1))
        result[rows[starts]] = np.add.reduceat(values, starts, axis=0)
    return result
