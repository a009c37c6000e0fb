"""Phrases found in a text in one pass, and sums of what they say over sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain
from threading import Lock
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
        self._longest = max(map(len, phrases), default=0)

    def find(self, pieces: Iterable[str]) -> Matches:
        """Find the phrases of pieces of text; traditional script is read as simplified.

        The pieces are looked through as one text, with a mark between them that is found as well:
        so no offsets need be made and sorted into pieces.
        """
        text = _SEPARATOR.join([piece.replace(_SEPARATOR, " ") for piece in pieces])
        found: list[str] = self._automaton.find_matches_as_strings(simplified(text))
        phrase = np.fromiter(map(self._with_mark.__getitem__, found), np.int64, len(found))
        inside = phrase >= 0
        row = np.cumsum(~inside, dtype=np.int64)
        return Matches(phrase[inside], row[inside])

    def numbers(self, text: str) -> list[int]:
        """Return the numbers of the phrases of a short text in simplified script, in text order.

        A dictionary does for that: an automaton takes longer to make than these to look through.
        """
        if text in self._numbers:
            return [self._numbers[text]]
        found = []
        at = 0
        for number, start, end in self.inside(text):
            if start >= at:
                found.append(number)
                at = end
        return found

    def inside(self, text: str) -> list[tuple[int, int, int]]:
        """Return number, start and end of all phrases in a short text, overlapping ones too.

        They are in text order; of those that begin at one character, the longest is first.
        """
        length, longest, number = len(text), self._longest, self._numbers.get
        return [
            (found, start, end)
            for start in range(length)
            for end in range(min(length, start + longest), start, -1)
            if (found := number(text[start:end])) is not None
        ]

    @cached_property
    def _automaton(self) -> AhoCorasick:
        # A DFA of thousands of phrases does not fit into a processor's cache: this is faster.
        return AhoCorasick(
            [*self.phrases, _SEPARATOR],
            matchkind=MatchKind.LeftmostLongest,
            implementation=Implementation.ContiguousNFA,
            store_patterns=True,
        )

    @cached_property
    def _with_mark(self) -> dict[str, int]:
        return {**self._numbers, _SEPARATOR: -1}


class Pass:
    """Finds what several finders look for in one pass over a text.

    All phrases together are looked for, and what each finder would find inside a phrase is worked
    out apart. A phrase that overlaps with one of another list, and is not inside it, may be missed:
    in reports that are four of a thousand.

    Args:
        finders: The finders.
    """

    def __init__(self, *finders: Finder) -> None:
        phrases = sorted({phrase for finder in finders for phrase in finder.phrases})
        self._finder = Finder(phrases)
        self._inner = [_Inner(finder, phrases) for finder in finders]

    def find(self, pieces: Iterable[str]) -> list[Matches]:
        """Find the phrases of pieces of text; returns those of each finder."""
        found = self._finder.find(pieces)
        return [inner.of_all(found) for inner in self._inner]


class _Inner:
    """The phrases of one list that stand in the phrases of all lists, one after another.

    Those of a phrase are worked out when it is first met: a report has one in ten. ``_first`` and
    ``_number`` tell for each phrase which of the inner ones are its own.

    Args:
        finder: Finds those of the one list.
        phrases: Those of all lists.
    """

    def __init__(self, finder: Finder, phrases: Sequence[str]) -> None:
        self._finder, self._phrases = finder, phrases
        self._inner = np.empty(0, np.int64)
        self._first = np.full(len(phrases), -1, np.int64)
        self._number = np.zeros(len(phrases), np.int64)
        self._lock = Lock()

    def of_all(self, found: Matches) -> Matches:
        """Return the inner phrases of the phrases found in a text."""
        if (self._first[found.phrase] < 0).any():
            self._meet(found.phrase)
        count = self._number[found.phrase]
        behind = np.cumsum(count) - count
        index = np.repeat(self._first[found.phrase] - behind, count) + np.arange(count.sum())
        return Matches(self._inner[index], np.repeat(found.row, count))

    def _meet(self, phrases: Integers) -> None:
        # other threads look at _first before all else, so it is written last
        with self._lock:
            new = sorted({*phrases[self._first[phrases] < 0].tolist()})
            inner = [self._finder.numbers(self._phrases[phrase]) for phrase in new]
            number = np.array(list(map(len, inner)), np.int64)
            first = len(self._inner) + np.cumsum(number) - number
            self._inner = np.append(self._inner, np.array(list(chain(*inner)), np.int64))
            self._number[new] = number
            self._first[new] = first


def sum_by_row(values: Matrix, rows: Integers, height: int) -> Matrix:
    """Add up the values that belong to each row; ``rows`` is in ascending order."""
    result = np.zeros((height, values.shape[1]), dtype=np.float32)
    if len(rows):
        starts = np.flatnonzero(np.append(True, rows[1:] != rows[:-1]))
        result[rows[starts]] = np.add.reduceat(values, starts, axis=0)
    return result
