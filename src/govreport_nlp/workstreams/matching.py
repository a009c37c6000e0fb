"""Phrases found in a text in one pass, and sums of what they say over sentences."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from govreport_nlp.words import simplified

__all__ = ["Booleans", "Finder", "Integers", "Matches", "Matrix", "Pass", "rows_of", "sum_by_row"]

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
        self.phrases = phrases
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
        ends = np.cumsum([len(phrase) + 1 for phrase in phrases])
        spans = np.column_stack([np.append(0, ends[:-1]), ends])
        joined = "\0".join(phrases)
        self._inner = [_Inner.of(finder.find(joined), spans) for finder in finders]

    def find(self, text: str) -> list[Matches]:
        """Find the phrases of a text; returns those of each finder, in text order."""
        found = self._finder.find(text)
        return [inner.of_all(found) for inner in self._inner]


class _Inner(NamedTuple):
    """The phrases of one list that stand in the phrases of all lists, one after another.

    ``first`` and ``number`` tell for each phrase of all lists which of the inner ones are its own.
    """

    inner: Matches
    first: Integers
    number: Integers

    @classmethod
    def of(cls, found: Matches, spans: Integers) -> _Inner:
        """Sort what was found in the joined phrases into the phrases, with offsets into each."""
        phrase, row = rows_of(found, spans)
        count = np.bincount(row, minlength=len(spans))
        return cls(Matches(phrase, found.start - spans[row, 0]), np.cumsum(count) - count, count)

    def of_all(self, found: Matches) -> Matches:
        """Return the inner phrases of the phrases found in a text."""
        count = self.number[found.phrase]
        behind = np.cumsum(count) - count
        index = np.repeat(self.first[found.phrase] - behind, count) + np.arange(count.sum())
        start = np.repeat(found.start, count) + self.inner.start[index]
        return Matches(self.inner.phrase[index], start)


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
