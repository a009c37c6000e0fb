"""Sort sentences into workstreams: lexicon, context and a trained model, added up.

Each layer gives a matrix, one row a sentence and one column a workstream. Their sum decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from pydantic import TypeAdapter

from govreport_nlp.errors import ConfigError
from govreport_nlp.records import Label, Section
from govreport_nlp.workstreams.context import flow, leads, read_headings, shares
from govreport_nlp.workstreams.lexicon import Lexicon
from govreport_nlp.workstreams.matching import (
    Booleans,
    Integers,
    Matches,
    Matrix,
    Pass,
    sum_by_row,
)
from govreport_nlp.workstreams.model import LinearModel
from govreport_nlp.workstreams.taxonomy import Taxonomy

__all__ = ["LAYERS", "Classifier", "Weights"]

FADED = 0.06
"""Evidence from around or from the model below which a label does not cite it."""

CALIBRATION = (
    (0.0, 0.3, 0.45, 0.6, 0.75, 0.86, 0.95, 1.0),
    (0.0, 0.6, 0.75, 0.84, 0.88, 0.93, 0.98, 1.0),
)
"""Shares of the evidence, and the part of sentences with such a share whose label is right."""
PLAIN = 0.9
"""Score of a sentence's only label from which on its records need no look at their names."""

LAYERS = {
    "lexicon": ("sentence",),
    "context": ("heading", "lead", "flow", "document"),
    "model": ("model",),
}
"""The layers, each with the weights that switch it."""


_OTHERS = [
    [name for bit, name in enumerate(("before", "document", "model")) if bits >> bit & 1]
    for bits in range(8)
]
"""What else supports a label: the names of the bits of a number."""
_NOTHING = Matches(np.empty(0, np.int64), np.empty(0, np.int64))
_LABELS = TypeAdapter(list[Label])
"""Makes many labels in one call."""


class Weights(NamedTuple):
    """How much each layer says, in units of one usual term; 0 switches it off.

    Attributes:
        sentence: Terms in the sentence.
        opening: How much more the first term of a sentence says than those after it.
        heading: The nearest heading above it that names a workstream.
        lead: A short sentence before it in its paragraph that names a topic.
        flow: The sentences before it.
        decay: How much of that is kept from sentence to sentence.
        document: What most of the document is about.
        model: The trained model, where the taxonomy has one.
        default: The bias for the default workstream.
        outside: The same outside the body, where context is not used.
        second: How near a second label's score must come to the first's.

    Example:
        >>> Weights.of("lexicon", "context").model
        0.0
    """

    sentence: float = 1.0
    opening: float = 0.7
    heading: float = 0.5
    lead: float = 1.0
    flow: float = 1.0
    decay: float = 0.5
    document: float = 3.0
    model: float = 2.5
    default: float = 0.45
    outside: float = 6.0
    second: float = 0.6

    @classmethod
    def of(cls, *layers: str) -> Weights:
        """Return the usual weights with these layers alone: ``lexicon``, ``context``, ``model``."""
        off = [name for layer, names in LAYERS.items() if layer not in layers for name in names]
        return cls()._replace(**dict.fromkeys(off, 0.0))


class _Evidence(NamedTuple):
    """What the layers say of the sentences of a text, and where they have it from.

    ``term`` and ``row`` list the phrases found, each once a sentence, and the sentence of each.
    """

    term: Integers
    row: Integers
    terms: Matrix
    heading: Matrix
    heading_cites: list[str]
    lead: Matrix
    lead_cites: list[str]
    flow: Matrix
    document: Matrix
    model: Matrix

    def total(self) -> Matrix:
        return self.terms + self.heading + self.lead + self.flow + self.document + self.model


class _Text(NamedTuple):
    """A text cut into sentences: starts and ends, which are in the body, which open a paragraph.

    Starts and ends are given as pairs and as two columns.
    """

    text: str
    sentences: Sequence[tuple[int, int]]
    spans: Integers
    inside: Booleans
    fresh: Booleans


def _opens_paragraph(text: str, start: int) -> bool:
    """Tell whether a sentence is the first of its paragraph, which may be indented."""
    at = start - 1
    while at >= 0 and text[at] in " \t\u00a0\u3000":
        at -= 1
    return at < 0 or text[at] == "\n"


class Classifier:
    """Gives each sentence one or two workstreams with scores and evidence.

    Evidence of a label are the terms found in the sentence, and ``heading:…`` (a heading, or the
    sentence that opens the paragraph), ``before`` (the sentences before it), ``document`` (what
    most of the document is about) and ``model`` (the trained model) for what else supports it.

    Args:
        taxonomy: The workstreams and their terms.
        weights: How much each layer says.

    Example:
        >>> from govreport_nlp.workstreams import Classifier, load_taxonomy
        >>> classifier = Classifier(load_taxonomy("government"))
        >>> text = "新建幼儿园12所。"
        >>> [[label.id for label in labels] for labels in classifier.classify(text, [(0, 9)])]
        [['education']]
    """

    def __init__(self, taxonomy: Taxonomy, weights: Weights | None = None) -> None:
        self.taxonomy = taxonomy
        self.weights = weights or Weights()
        self._ids = taxonomy.ids
        self._default = taxonomy.ids.index(taxonomy.default)
        self._lexicon = Lexicon(taxonomy)
        self._named = lru_cache(maxsize=4096)(self._speaks_for)  # names repeat
        self._model: LinearModel | None = None
        self._pass: Pass | None = None

    def use(self, model: LinearModel) -> None:
        """Use a model other than the taxonomy's own.

        Args:
            model: Trained for this taxonomy.

        Raises:
            ConfigError: It was trained for other workstreams.
        """
        if model.ids != self._ids:
            raise ConfigError(
                f"{self.taxonomy.name}: the model was trained for other workstreams",
                hint="train it again: govreport train-workstreams",
            )
        self._model = model
        self._pass = Pass(self._lexicon.finder, model.finder)

    def classify(
        self,
        text: str,
        sentences: Sequence[tuple[int, int]],
        sections: Sequence[Section] = (),
        body: tuple[int, int] | None = None,
    ) -> list[tuple[Label, ...]]:
        """Label the sentences of a text.

        Args:
            text: The whole text.
            sentences: Half-open spans in text order.
            sections: The top-level sections, for the headings above each sentence.
            body: Half-open span of the report proper, or None for the whole text.

        Returns:
            For each sentence its labels, the main one first; never empty.

        Raises:
            ConfigError: The taxonomy's model cannot be read, or is one for other workstreams.
        """
        if not sentences:
            return []
        spans = np.array(sentences, dtype=np.int64)
        start, end = body or (0, len(text))
        inside = (spans[:, 0] >= start) & (spans[:, 0] < end)
        fresh = np.array([_opens_paragraph(text, first) for first, _ in sentences])
        evidence = self._evidence(_Text(text, sentences, spans, inside, fresh), sections)
        scores = evidence.total()
        scores[:, self._default] += np.where(inside, self.weights.default, self.weights.outside)
        return self._labels(scores, evidence)

    def refine(self, name: str, labels: Sequence[Label]) -> str | None:
        """Choose the workstream of a record: its sentence's, or that which its name speaks for.

        Only a sentence that is not plainly about one thing leaves the word to the name.

        Args:
            name: The record's name.
            labels: The labels of its sentence, the main one first.

        Returns:
            Id of the workstream, or None where the sentence has no label.

        Example:
            >>> classifier = Classifier(load_taxonomy("government"))  # doctest: +SKIP
            >>> economy, opening = Label(id="economy", score=0.5), Label(id="opening", score=0.4)
            >>> classifier.refine("进出口总额", [economy, opening])  # doctest: +SKIP
            'opening'
        """
        if not labels:
            return None
        usual = labels[0].id
        if len(labels) == 1 and labels[0].score >= PLAIN and usual != self.taxonomy.default:
            return usual
        return self._named(name) or usual

    def _speaks_for(self, name: str) -> str:
        """Return the workstream that the terms of a name speak for, empty where none stands out."""
        weights = self._lexicon.weigh(name)
        weights.pop(self._default, None)
        first, second = sorted((0.0, 0.0, *weights.values()), reverse=True)[:2]
        if first < 1 or first == second:
            return ""
        return self._ids[max(weights, key=weights.__getitem__)]

    def _evidence(self, page: _Text, sections: Sequence[Section]) -> _Evidence:
        weights, lexicon, default = self.weights, self._lexicon, self._default
        height = len(page.spans)
        pieces = [page.text[first:end] for first, end in page.sentences]
        titles = (each for top in sections for each in top.walk())
        pieces += [page.text[each.title_start : each.title_end] for each in titles]
        matches, words = self._find(pieces)
        term, row = _once(*matches.up_to(height))
        opens = np.diff(row, prepend=-1) > 0
        gain = np.where(opens, 1 + weights.opening, 1).astype(np.float32)
        terms = sum_by_row(lexicon.terms(term) * gain[:, None], row, height)
        topics = shares(terms, ignore=default)
        headings = read_headings(sections, matches.after(height), lexicon, default)
        place, is_heading = headings.place(page.spans)
        named = shares(sum_by_row(lexicon.names(term), row, height + 1), ignore=default)
        lead = leads(page.text, page.sentences, page.fresh, named[:-1])
        # A heading of which nothing is known is not about what stands around it.
        known = np.bincount(row, minlength=height) > 0
        heeds = (page.inside & (known | ~is_heading)).astype(np.float32)[:, None]
        return _Evidence(
            term=term,
            row=row,
            terms=terms * np.float32(weights.sentence),
            heading=headings.topics[place] * heeds * np.float32(weights.heading),
            heading_cites=[
                f"heading:{headings.cites[p]}" if p >= 0 else "" for p in place.tolist()
            ],
            lead=named[lead] * heeds * np.float32(weights.lead),
            lead_cites=_quote(page, lead),
            flow=flow(topics, weights.decay) * heeds * np.float32(weights.flow),
            document=_document(topics, page.inside) * heeds * np.float32(weights.document),
            model=self._probabilities(page, words),
        )

    def _find(self, pieces: list[str]) -> tuple[Matches, Matches]:
        """Find the terms of the lexicon and the words of the model, none where it is not used."""
        path = self.taxonomy.model_path
        if self._model is None and path is not None and self.weights.model:
            self.use(LinearModel.load(path))
        if self._pass is None or not self.weights.model:
            return self._lexicon.finder.find(pieces), _NOTHING
        terms, words = self._pass.find(pieces)
        return terms, words

    def _probabilities(self, page: _Text, words: Matches) -> Matrix:
        if self._model is None or not self.weights.model:
            return np.zeros((len(page.spans), len(self._ids)), dtype=np.float32)
        height = len(page.spans)
        return self._model.probabilities(words.up_to(height), height) * np.float32(
            self.weights.model
        )

    def _labels(self, scores: Matrix, evidence: _Evidence) -> list[tuple[Label, ...]]:
        """Choose, and score by the square's share of the squares of all workstreams."""
        rows = np.arange(len(scores))
        squares = scores * scores
        parts = squares / squares.sum(axis=1, keepdims=True)
        first = scores.argmax(axis=1)
        best = scores[rows, first]
        scores[rows, first] = 0
        scores[:, self._default] = 0
        second = scores.argmax(axis=1)
        near = scores[rows, second]
        two = (near > 0) & (near >= best * self.weights.second) & (first != self._default)
        labels: list[tuple[Label, ...]] = [
            (one,) for one in self._make(rows, first, parts, evidence)
        ]
        pairs = self._make(rows[two], second[two], parts, evidence)
        for row, label in zip(rows[two].tolist(), pairs, strict=True):
            labels[row] = (*labels[row], label)
        return labels

    def _make(
        self, rows: Integers, index: Integers, parts: Matrix, evidence: _Evidence
    ) -> list[Label]:
        """Make the labels of some sentences, each of the workstream with the number beside it."""
        scores = np.round(np.interp(parts[rows, index], *CALIBRATION), 4).tolist()
        cites = self._cites(rows, index, evidence)
        return _LABELS.validate_python(
            [
                {"id": self._ids[number], "score": score, "evidence": found}
                for number, score, found in zip(index.tolist(), scores, cites, strict=True)
            ]
        )

    def _cites(self, rows: Integers, index: Integers, evidence: _Evidence) -> list[list[str]]:
        position = np.full(len(evidence.terms), -1, dtype=np.int64)
        position[rows] = np.arange(len(rows))
        wanted = position[evidence.row] >= 0
        place, terms = position[evidence.row[wanted]], evidence.term[wanted]
        speaks = (
            self._lexicon.terms(terms)[np.arange(len(terms)), index[place]] * self.weights.sentence
            > 0
        )
        phrases = self._lexicon.phrases
        spoken = [phrases[term] for term in terms[speaks].tolist()]
        ends = np.cumsum(np.bincount(place[speaks], minlength=len(rows))).tolist()
        cites = [spoken[start:end] for start, end in zip([0, *ends], ends, strict=False)]
        named = [
            (evidence.heading, evidence.heading_cites),
            (evidence.lead, evidence.lead_cites),
        ]
        for matrix, names in named:
            loud = np.flatnonzero(matrix[rows, index] > FADED)
            for at, row in zip(loud.tolist(), rows[loud].tolist(), strict=True):
                cites[at].append(names[row])
        others = np.zeros(len(rows), np.int64)
        for bit, matrix in enumerate((evidence.flow, evidence.document, evidence.model)):
            others += (matrix[rows, index] > FADED) << bit
        return [found + _OTHERS[bits] for found, bits in zip(cites, others.tolist(), strict=True)]


def _once(term: Integers, row: Integers) -> tuple[Integers, Integers]:
    """Keep the first of equal terms in each sentence."""
    both = row * (term.max(initial=0) + 1) + term
    order = np.argsort(both, kind="stable")  # what np.unique does, but for an import
    first = np.sort(order[np.diff(both[order], prepend=-1) > 0])
    return term[first], row[first]


def _document(topics: Matrix, inside: Booleans) -> Matrix:
    """Tell what a document is about; a report of everything is about nothing much."""
    part = topics[inside].sum(axis=0) / max(1, np.count_nonzero(inside))
    return np.broadcast_to(part * part, topics.shape)


def _quote(page: _Text, lead: Integers) -> list[str]:
    """Return how to cite each sentence's lead."""
    quotes = {-1: ""}
    for number in {*lead[lead >= 0].tolist()}:
        start, end = page.sentences[number]
        quotes[number] = f"heading:{page.text[start:end].strip()}"
    return [quotes[number] for number in lead.tolist()]
