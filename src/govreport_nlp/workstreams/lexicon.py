"""The terms of a taxonomy as one automaton: each phrase with what it says for each workstream."""

from __future__ import annotations

import numpy as np

from govreport_nlp.words import simplified
from govreport_nlp.workstreams.matching import Finder, Integers, Matrix
from govreport_nlp.workstreams.taxonomy import Taxonomy

__all__ = ["Lexicon"]

STRONG, USUAL, WEAK = 2.0, 1.0, 0.4
NAMED = 3.0
"""Weight of a phrase that names a workstream in a heading."""

Weighed = dict[str, dict[int, float]]
"""Phrases, each with its weights by workstream."""


class Lexicon:
    """All phrases of a taxonomy, found in one pass.

    Matches are leftmost-longest, so a longer phrase hides the shorter ones inside it. What those
    say stays with the longer one (``农村公路`` speaks for roads and for villages), unless it is
    listed as ``against``: that is how exceptions are written.

    Attributes:
        phrases: The phrases, by number.
        finder: Finds the phrases.
    """

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._own: Weighed = {}
        self._named: Weighed = {}
        self._barred: dict[str, set[int]] = {}
        for index, stream in enumerate(taxonomy.workstreams):
            for tier, weight in (
                (stream.strong, STRONG),
                (stream.usual, USUAL),
                (stream.weak, WEAK),
            ):
                for term in tier:
                    self._own.setdefault(term, {})[index] = weight
                    self._named.setdefault(term, {}).setdefault(index, weight)
            for term in stream.headings:
                self._named.setdefault(term, {})[index] = NAMED
            for term in stream.against:
                self._barred.setdefault(term, set()).add(index)
        self.phrases = sorted({*self._own, *self._named, *self._barred})
        self.finder = Finder(self.phrases)
        shape = len(self.phrases), len(taxonomy.workstreams)
        self._terms = np.zeros(shape, dtype=np.float32)
        self._names = np.zeros(shape, dtype=np.float32)
        self._met = np.zeros(len(self.phrases), dtype=np.bool_)

    def terms(self, phrases: Integers) -> Matrix:
        """Return the weights of phrases in running text, one row each."""
        self._meet(phrases)
        return self._terms.take(phrases, axis=0)

    def names(self, phrases: Integers) -> Matrix:
        """Return the weights of phrases in a heading, one row each."""
        self._meet(phrases)
        return self._names.take(phrases, axis=0)

    def weigh(self, name: str) -> dict[int, float]:
        """Return what the terms of a short text say: weights by workstream."""
        total: dict[int, float] = {}
        for number in self.finder.numbers(simplified(name)):
            for index, weight in self._inherit(number, self._own).items():
                total[index] = total.get(index, 0.0) + weight
        return total

    def _meet(self, phrases: Integers) -> None:
        """Fill the rows of phrases met for the first time; a report has a tenth of them all."""
        for number in {*phrases[~self._met[phrases]].tolist()}:
            for matrix, given in ((self._terms, self._own), (self._names, self._named)):
                for index, weight in self._inherit(number, given).items():
                    matrix[number, index] = weight
            self._met[number] = True

    def _inherit(self, number: int, given: Weighed) -> dict[int, float]:
        """Give a phrase its own weights, and those of its parts for the other workstreams."""
        phrase = self.phrases[number]
        vector = dict(given.get(phrase, ()))
        closed = {*vector, *self._barred.get(phrase, ())}
        for part in self._parts(phrase):
            for index, weight in self._inherit(part, given).items():
                if index not in closed:
                    vector[index] = max(weight, vector.get(index, 0.0))
        return vector

    def _parts(self, phrase: str) -> list[int]:
        """Return the phrases inside a phrase that stand in no longer one inside it."""
        _, *inner = self.finder.inside(phrase)  # the first is the phrase itself
        return [
            number
            for number, start, end in inner
            if not any(s <= start and end <= e and e - s > end - start for _, s, e in inner)
        ]
