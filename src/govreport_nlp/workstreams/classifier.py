"""Sort sentences into workstreams: terms of the sentence first, then what stands around it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from govreport_nlp.records import Label, Section
from govreport_nlp.workstreams.lexicon import Lexicon, Vector
from govreport_nlp.workstreams.taxonomy import Taxonomy

__all__ = ["Classifier", "Weights"]

LEAD_LENGTH = 30
"""Longest sentence, in characters, that can name the topic of those after it in its paragraph."""
FADED = 0.06
"""Share below which the flow of topics forgets one, and a document has none of it."""

_NO_LEAD = re.compile(r"[\d；;]")
"""Figures and list items: such a sentence reports something itself."""


class Weights(NamedTuple):
    """How much each layer says, in units of one usual term; 0 switches a layer off.

    Attributes:
        sentence: Terms in the sentence.
        heading: The nearest heading above it that names a workstream.
        lead: A short sentence before it in its paragraph that names a topic.
        flow: The sentences before it.
        decay: How much of that is kept from sentence to sentence.
        across: How much of it crosses into the next paragraph.
        document: What most of the document is about.
        default: The bias for the default workstream.
        outside: The same outside the body, where context is not used.
        second: How near a second label's score must come to the first's.
    """

    sentence: float = 1.0
    heading: float = 0.5
    lead: float = 1.0
    flow: float = 1.0
    decay: float = 0.5
    across: float = 0.75
    document: float = 2.5
    default: float = 0.45
    outside: float = 6.0
    second: float = 0.6


@dataclass(slots=True)
class _Own:
    """What one sentence says by itself: weight by workstream, their sum, the phrases found."""

    weights: dict[int, float] = field(default_factory=dict)
    total: float = 0.0
    phrases: list[int] = field(default_factory=list)


class _Context(NamedTuple):
    """Evidence from around a sentence: weights by workstream, and how to cite it."""

    vector: Iterable[tuple[int, float]]
    cite: str


_NOTHING = _Context((), "")


class Classifier:
    """Gives each sentence one or two workstreams with scores and evidence.

    Evidence of a label are the terms found in the sentence, and ``heading:…`` (a heading, or the
    sentence that opens the paragraph), ``before`` (the sentences before it), ``document`` (what
    most of the document is about) for what supports it from around.

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
        """
        weights = self.weights
        start, end = body or (0, len(text))
        owns = self._own(text, sentences)
        document = self._document(owns)
        headings = _Headings(sections, self._heading)
        lead = _NOTHING
        flow: dict[int, float] = {}
        result = []
        for (first, last), own in zip(sentences, owns, strict=True):
            if not start <= first < end:
                result.append(self._decide(own, (), weights.outside))
                continue
            if first and text[first - 1] == "\n":
                lead, flow = _NOTHING, {i: w * weights.across for i, w in flow.items()}
            heading, is_heading = headings.above(first, last)
            if named := self._lead(text, first, last, own):
                lead = named
            context = (heading, lead, _Context(flow.items(), "before"), document)
            bare = is_heading and not own.phrases
            result.append(self._decide(own, () if bare else context, weights.default))
            flow = self._flow(flow, own)
        return result

    def _own(self, text: str, sentences: Sequence[tuple[int, int]]) -> list[_Own]:
        """Assign the matches to sentences; a phrase counts once in each."""
        owns = [_Own() for _ in sentences]
        vectors = self._lexicon.terms
        number, stop, own = -1, -1, _Own()
        for phrase, start, _ in self._lexicon.find(text):
            while start >= stop:
                number += 1
                if number == len(owns):
                    return owns
                stop, own = sentences[number][1], owns[number]
            if phrase not in own.phrases:
                own.phrases.append(phrase)
                scores = own.weights
                for index, weight in vectors[phrase]:
                    scores[index] = scores.get(index, 0.0) + weight
                    own.total += weight
        return owns

    def _document(self, owns: Sequence[_Own]) -> _Context:
        """Tell what a document is about; a report of everything is about nothing much."""
        total: dict[int, float] = {}
        for own in owns:
            _add_shares(total, own, 1.0, self._default)
        whole = sum(1 for own in owns if own.weights)
        factor = self.weights.document
        squares = [(index, (weight / whole) ** 2) for index, weight in total.items()]
        vector = tuple((index, share * factor) for index, share in squares if share > FADED)
        return _Context(vector, "document")

    def _heading(self, title: str) -> _Context:
        phrases = (phrase for phrase, _, _ in self._lexicon.find(title))
        return _Context(self._named(phrases, self.weights.heading), f"heading:{title}")

    def _lead(self, text: str, start: int, end: int, own: _Own) -> _Context | None:
        """Read a short sentence, no list item, as the topic of those that follow it."""
        if end - start > LEAD_LENGTH or not own.phrases or _NO_LEAD.search(text, start, end):
            return None
        vector = self._named(own.phrases, self.weights.lead)
        return _Context(vector, f"heading:{text[start:end].strip()}") if vector else None

    def _named(self, phrases: Iterable[int], factor: float) -> Vector:
        """Return what the phrases of a heading name: shares of ``factor``."""
        total: dict[int, float] = {}
        for phrase in phrases:
            for index, weight in self._lexicon.names[phrase]:
                total[index] = total.get(index, 0.0) + weight
        whole = sum(total.values())
        total.pop(self._default, None)
        return tuple((index, weight / whole * factor) for index, weight in total.items())

    def _flow(self, flow: dict[int, float], own: _Own) -> dict[int, float]:
        """Let the sentence just read join what the text has been about."""
        decay, factor = self.weights.decay, self.weights.flow
        result = {index: share * decay for index, share in flow.items() if share > FADED}
        _add_shares(result, own, (1 - decay) * factor, self._default)
        return result

    def _decide(self, own: _Own, context: Sequence[_Context], default: float) -> tuple[Label, ...]:
        """Add up the evidence; a score is a square's share of the squares of all workstreams."""
        factor = self.weights.sentence
        scores = {index: weight * factor for index, weight in own.weights.items()}
        for source in context:
            for index, weight in source.vector:
                scores[index] = scores.get(index, 0.0) + weight
        scores[self._default] = scores.get(self._default, 0.0) + default
        whole = sum([score * score for score in scores.values()])
        # Of equals, the one that the text speaks of first: dicts keep the order.
        first = max(scores, key=scores.__getitem__)
        best = scores.pop(first)
        labels = [self._label(first, best * best / whole, own, context)]
        scores.pop(self._default, None)
        if scores and first != self._default:
            second = max(scores, key=scores.__getitem__)
            near = scores[second]
            if near >= best * self.weights.second:
                labels.append(self._label(second, near * near / whole, own, context))
        return tuple(labels)

    def _label(self, index: int, score: float, own: _Own, context: Sequence[_Context]) -> Label:
        speakers, phrases = self._lexicon.speakers[index], self._lexicon.phrases
        evidence = [phrases[number] for number in own.phrases if number in speakers]
        for source in context:
            for other, weight in source.vector:
                if other == index and weight:
                    evidence.append(source.cite)
                    break
        return Label(id=self._ids[index], score=round(score, 4), evidence=tuple(evidence))


def _add_shares(total: dict[int, float], own: _Own, factor: float, ignore: int) -> None:
    """Add the weights of a sentence as shares, so that long sentences count no more than short."""
    unit = factor / own.total if own.total else 0.0
    for index, weight in own.weights.items():
        if index != ignore:
            total[index] = total.get(index, 0.0) + weight * unit


class _Headings:
    """For each place, the nearest heading above it that names a workstream."""

    def __init__(self, sections: Sequence[Section], read: Callable[[str], _Context]) -> None:
        self._read = read
        self._starts: list[int] = []
        self._title_ends: list[int] = []
        self._contexts: list[_Context] = []
        for section in sections:
            self._add(section, _NOTHING)

    def _add(self, section: Section, above: _Context) -> None:
        here = self._read(section.title) if section.title else above
        if not here.vector:
            here = above
        self._starts.append(section.start)
        self._title_ends.append(section.title_end)
        self._contexts.append(here)
        for child in section.children:
            self._add(child, here)

    def above(self, start: int, end: int) -> tuple[_Context, bool]:
        """Return what stands above a sentence, and whether it is itself a heading."""
        number = bisect_right(self._starts, start) - 1
        if number < 0:
            return _NOTHING, False
        title_end = self._title_ends[number]
        # The sentence may hold the mark and the line break that close the heading.
        is_heading = self._starts[number] == start < title_end and end <= title_end + 3
        return self._contexts[number], is_heading
