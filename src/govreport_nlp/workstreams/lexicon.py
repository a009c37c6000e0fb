"""The terms of a taxonomy as one automaton: each phrase with what it says for each workstream."""

from __future__ import annotations

import numpy as np
from ahocorasick_rs import AhoCorasick, Implementation

from govreport_nlp.workstreams.matching import Finder, Matrix
from govreport_nlp.workstreams.taxonomy import Taxonomy

__all__ = ["Lexicon"]

STRONG, USUAL, WEAK = 2.0, 1.0, 0.4
NAMED = 3.0
"""Weight of a phrase that names a workstream in a heading."""


class Lexicon:
    """All phrases of a taxonomy, found in one pass.

    Matches are leftmost-longest, so a longer phrase hides the shorter ones inside it. What those
    say stays with the longer one (``农村公路`` speaks for roads and for villages), unless it is
    listed as ``against``: that is how exceptions are written.

    Attributes:
        phrases: The phrases, by number.
        terms: For each phrase, its weights in running text.
        names: For each phrase, its weights in a heading.
        finder: Finds the phrases.
    """

    def __init__(self, taxonomy: Taxonomy) -> None:
        own: dict[str, dict[int, float]] = {}
        named: dict[str, dict[int, float]] = {}
        barred: dict[str, set[int]] = {}
        for index, stream in enumerate(taxonomy.workstreams):
            for tier, weight in (
                (stream.strong, STRONG),
                (stream.usual, USUAL),
                (stream.weak, WEAK),
            ):
                for term in tier:
                    own.setdefault(term, {})[index] = weight
                    named.setdefault(term, {}).setdefault(index, weight)
            for term in stream.headings:
                named.setdefault(term, {})[index] = NAMED
            for term in stream.against:
                barred.setdefault(term, set()).add(index)
        self.phrases = sorted({*own, *named, *barred})
        self.finder = Finder(self.phrases)
        inner = _maximal_parts(self.phrases)
        width = len(taxonomy.workstreams)
        self._vectors = _inherit(self.phrases, inner, own, barred)
        self.terms = _matrix(self._vectors, width)
        self.names = _matrix(_inherit(self.phrases, inner, named, barred), width)

    def weigh(self, name: str) -> dict[int, float]:
        """Return what the terms of a short text say: weights by workstream."""
        total: dict[int, float] = {}
        for phrase in self.finder.numbers(name):
            for index, weight in self._vectors[phrase].items():
                total[index] = total.get(index, 0.0) + weight
        return total


def _maximal_parts(phrases: list[str]) -> dict[int, list[int]]:
    """For each phrase, the phrases inside it that stand in no longer one inside it."""
    automaton = AhoCorasick(phrases, implementation=Implementation.NoncontiguousNFA)
    # All phrases in one text; the phrase that each character of it belongs to.
    home = [number for number, phrase in enumerate(phrases) for _ in range(len(phrase) + 1)]
    inside: dict[int, list[tuple[int, int, int]]] = {}
    for match in automaton.find_matches_as_indexes("\n".join(phrases), overlapping=True):
        other, start, end = match
        number = home[start]
        if number != other and number == home[end - 1]:
            inside.setdefault(number, []).append(match)
    return {
        number: [
            other
            for other, start, end in inner
            if not any(s <= start and end <= e and e - s > end - start for _, s, e in inner)
        ]
        for number, inner in inside.items()
    }


def _inherit(
    phrases: list[str],
    parts: dict[int, list[int]],
    own: dict[str, dict[int, float]],
    barred: dict[str, set[int]],
) -> list[dict[int, float]]:
    """Give each phrase its own weights, and those of its parts for the other workstreams."""
    vectors = [dict(own.get(phrase, ())) for phrase in phrases]
    for number in sorted(parts, key=lambda n: len(phrases[n])):
        vector = vectors[number]
        closed = {*vector, *barred.get(phrases[number], ())}
        for part in parts[number]:
            for index, weight in vectors[part].items():
                if index not in closed:
                    vector[index] = max(weight, vector.get(index, 0.0))
    return vectors


def _matrix(vectors: list[dict[int, float]], width: int) -> Matrix:
    cells = [(number, *cell) for number, vector in enumerate(vectors) for cell in vector.items()]
    matrix = np.zeros((len(vectors), width), dtype=np.float32)
    if cells:
        rows, columns, weights = zip(*cells, strict=True)
        matrix[list(rows), list(columns)] = weights
    return matrix
