"""Learn the terms of a taxonomy from labelled sentences, or from reports with telling headings.

What is learned is a taxonomy: terms that a person can read, mend and check, used like any other.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from govreport_nlp.records import Section
from govreport_nlp.workstreams.classifier import Classifier, Weights
from govreport_nlp.workstreams.taxonomy import MAX_TERM_LENGTH, Taxonomy

__all__ = ["LabelledSentence", "heading_labelled", "learn_taxonomy", "to_toml"]

STRONG_SHARE, USUAL_SHARE = 0.75, 0.5
"""Share of a term's sentences that are of one workstream, for it to be strong or usual there."""
PRIOR = 2.0
"""Sentences of no workstream in particular that each term is held to have been seen in."""

_HEADINGS_ONLY = Weights(sentence=0, lead=0, flow=0, document=0)
_CHINESE = re.compile(r"[\u3400-\u9fff]+")


class LabelledSentence(NamedTuple):
    """A sentence to learn from.

    Attributes:
        document: Name of its document: a term must be met in several.
        text: The sentence.
        workstream: Id of its workstream.
    """

    document: str
    text: str
    workstream: str


def heading_labelled(
    document: str,
    text: str,
    sentences: Sequence[tuple[int, int]],
    sections: Sequence[Section],
    taxonomy: Taxonomy,
) -> Iterator[LabelledSentence]:
    """Label the sentences of a report by the headings above them alone.

    Args:
        document: Name of the report.
        text: Its text.
        sentences: Half-open spans in text order.
        sections: Its top-level sections.
        taxonomy: The workstreams; their ``headings`` phrases and terms are looked for.

    Yields:
        The sentences under a heading that plainly names one workstream.
    """
    classifier = Classifier(taxonomy, _HEADINGS_ONLY)
    labels = classifier.classify(text, sentences, sections)
    for (start, end), found in zip(sentences, labels, strict=True):
        if len(found) == 1 and found[0].id != taxonomy.default:
            yield LabelledSentence(document, text[start:end].strip(), found[0].id)


def learn_taxonomy(
    sentences: Iterable[LabelledSentence],
    taxonomy: Taxonomy,
    segment: Callable[[str], list[str]],
    *,
    min_documents: int = 3,
    limit: int = 120,
) -> Taxonomy:
    """Add terms to a taxonomy: words and pairs of words that keep to one workstream.

    Args:
        sentences: What to learn from.
        taxonomy: The taxonomy to add to; phrases that it has stay as they are.
        segment: Splits a text into words.
        min_documents: In how many documents a term must be met, so that it is of the genre and
            not of one place.
        limit: The most terms that one workstream gets.

    Returns:
        The taxonomy with the terms added.
    """
    known = {
        phrase for stream in taxonomy.workstreams for phrase in (*stream.terms(), *stream.against)
    }
    found = _count(sentences, segment, known, min_documents)
    streams = []
    for stream in taxonomy.workstreams:
        ranked = sorted(
            (
                (share, count, term)
                for term, (id_, share, count) in found.items()
                if id_ == stream.id
            ),
            key=lambda each: (-each[0] * each[1], each[2]),
        )[:limit]
        strong = tuple(term for share, _, term in ranked if share >= STRONG_SHARE)
        usual = tuple(term for share, _, term in ranked if share < STRONG_SHARE)
        update = {"strong": stream.strong + strong, "usual": stream.usual + usual}
        streams.append(stream.model_copy(update=update))
    return taxonomy.model_copy(update={"workstreams": tuple(streams)})


def _count(
    sentences: Iterable[LabelledSentence],
    segment: Callable[[str], list[str]],
    known: set[str],
    min_documents: int,
) -> dict[str, tuple[str, float, int]]:
    """Return for each telling term its workstream, its share there and its sentences there."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    documents: defaultdict[str, set[str]] = defaultdict(set)
    for sentence in sentences:
        for term in _candidates(segment(sentence.text)):
            counts[term][sentence.workstream] += 1
            documents[term].add(sentence.document)
    result = {}
    for term, by_stream in counts.items():
        if term in known or len(documents[term]) < min_documents:
            continue
        id_, count = min(by_stream.items(), key=lambda each: (-each[1], each[0]))
        share = count / (by_stream.total() + PRIOR)
        if share >= USUAL_SHARE:
            result[term] = (id_, share, count)
    return result


def _candidates(words: list[str]) -> set[str]:
    """Return the Chinese words of two characters and more, and the pairs of neighbours."""
    words = [word if _CHINESE.fullmatch(word) else "" for word in words]
    pairs = (a + b for a, b in pairwise(words) if a and b)
    return {term for term in (*words, *pairs) if 2 <= len(term) <= MAX_TERM_LENGTH}


def to_toml(taxonomy: Taxonomy) -> str:
    """Write a taxonomy as TOML that ``load_taxonomy`` reads back."""
    head = taxonomy.model_dump(exclude={"workstreams"})
    parts = [_table(head)]
    parts += ["[[workstream]]\n" + _table(stream.model_dump()) for stream in taxonomy.workstreams]
    return "\n".join(parts)


def _table(values: dict[str, object]) -> str:
    # Strings and lists of strings are the same in JSON and in TOML.
    lines = (
        f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items() if value
    )
    return "\n".join(lines) + "\n"
