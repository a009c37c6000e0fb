"""Train the linear model: from sentences labelled by hand, and from the headings of reports.

A heading labels what stands under it (``全面推进乡村振兴`` says ``rural``), where lexicon and
context come to the same label by themselves. Everything is counted in full and in a fixed order:
the same documents give the same model, to the byte.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from govreport_nlp.errors import GovReportError
from govreport_nlp.records import Section
from govreport_nlp.words import simplified
from govreport_nlp.workstreams.classifier import Classifier, Weights
from govreport_nlp.workstreams.matching import Finder, Matches, Matrix, sum_by_row
from govreport_nlp.workstreams.model import LinearModel
from govreport_nlp.workstreams.taxonomy import Taxonomy

__all__ = ["Document", "Fold", "TooLittleDataError", "cross_validate", "train"]

MIN_DOCUMENTS = 3
"""Documents that label sentences, by hand or by headings, below which nothing is learned."""
MIN_SENTENCES = 10
"""Labelled sentences that each of two workstreams at least must have."""
WORD_DOCUMENTS = 4
"""In how many documents a word must be met, so that it is of the genre and not of one place."""
BY_HAND = 3.0
"""Weight of a sentence labelled by hand; one labelled by its heading weighs 1."""
ROUNDS, RATE, SHRINK = 30, 0.5, 1e-4

_CHINESE = re.compile(r"[\u3400-\u9fff]+")
_SHARED = 20
"""Characters from which on a sentence that stands in two documents shows them to be one text."""


class TooLittleDataError(GovReportError):
    """There is not enough to learn from."""


class Document(NamedTuple):
    """A document to learn from.

    Attributes:
        name: Its name.
        text: Its text.
        sentences: Half-open spans in text order.
        sections: Its top-level sections.
        body: Half-open span of the report proper.
        labels: For each sentence the ids of its workstreams, the main one first; None for a
            report that its headings label.
    """

    name: str
    text: str
    sentences: Sequence[tuple[int, int]]
    sections: tuple[Section, ...]
    body: tuple[int, int]
    labels: Sequence[tuple[str, ...]] | None = None


class Fold(NamedTuple):
    """Accuracy on one labelled document that was held out of training.

    Attributes:
        document: Its name.
        sentences: How many it has.
        model: How many of them the model alone gets right.
        without: How many lexicon and context get right without it.
        together: How many all layers get right.
    """

    document: str
    sentences: int
    model: int
    without: int
    together: int


class _Example(NamedTuple):
    text: str
    label: int
    weight: float


def train(
    documents: Iterable[Document], taxonomy: Taxonomy, segment: Callable[[str], list[str]]
) -> LinearModel:
    """Train a model.

    Args:
        documents: Labelled documents, and reports; a report that shares sentences with a labelled
            document is left out.
        taxonomy: The workstreams.
        segment: Splits a text into words.

    Returns:
        The model, its weights rounded as its file has them.

    Raises:
        TooLittleDataError: Fewer than three documents that label anything, or fewer than two
            workstreams with ten sentences.
    """
    examples = _examples(documents, taxonomy)
    _check(examples, taxonomy)
    words = _vocabulary(examples, taxonomy, segment)
    by_hand = sum(1 for each in examples.values() if each[0].weight == BY_HAND)
    count = sum(map(len, examples.values()))
    trained_on = (
        f"{taxonomy.name}: {count} sentences, {by_hand} documents labelled by hand, "
        f"{len(examples) - by_hand} by headings"
    )
    weights, bias = _fit([e for each in examples.values() for e in each], words, len(taxonomy.ids))
    return LinearModel.loads(LinearModel(taxonomy.ids, words, weights, bias, trained_on).dumps())


def cross_validate(
    documents: Sequence[Document], taxonomy: Taxonomy, segment: Callable[[str], list[str]]
) -> Iterator[Fold]:
    """Hold out each labelled document in turn and train on all others.

    Args:
        documents: As for ``train``.
        taxonomy: The workstreams.
        segment: Splits a text into words.

    Yields:
        The accuracy on each labelled document.

    Raises:
        TooLittleDataError: As for ``train``.
    """
    plain = taxonomy.model_copy(update={"model": ""})
    for held in documents:
        if held.labels is None:
            continue
        rest = [each for each in documents if each is not held and not _share(each, held)]
        classifier = Classifier(plain)
        without = _right(classifier, held)
        classifier.use(train(rest, taxonomy, segment))
        together = _right(classifier, held)
        classifier.weights = Weights.of("model")
        yield Fold(held.name, len(held.sentences), _right(classifier, held), without, together)


def _right(classifier: Classifier, document: Document) -> int:
    found = classifier.classify(document.text, document.sentences, document.sections, document.body)
    return sum(got[0].id in gold for got, gold in zip(found, document.labels or (), strict=True))


def _share(one: Document, other: Document) -> bool:
    return bool(_long_sentences(one) & _long_sentences(other))


def _long_sentences(document: Document) -> set[str]:
    texts = (document.text[start:end].strip() for start, end in document.sentences)
    return {text for text in texts if len(text) >= _SHARED}


def _examples(documents: Iterable[Document], taxonomy: Taxonomy) -> dict[str, list[_Example]]:
    """Return the labelled sentences of each document that has any."""
    documents = list(documents)
    numbers = {id_: number for number, id_ in enumerate(taxonomy.ids)}
    classifier = Classifier(taxonomy, Weights.of("lexicon", "context"))
    known = set().union(*(_long_sentences(d) for d in documents if d.labels is not None))
    result = {}
    for document in documents:
        if document.labels is not None:
            pairs = zip(document.sentences, document.labels, strict=True)
            found = [
                _Example(document.text[start:end], numbers[labels[0]], BY_HAND)
                for (start, end), labels in pairs
            ]
        elif known & _long_sentences(document):
            continue
        else:
            found = [
                _Example(document.text[start:end], numbers[id_], 1.0)
                for (start, end), id_ in _by_headings(document, classifier)
            ]
        if found:
            result[document.name] = found
    return result


def _by_headings(
    document: Document, classifier: Classifier
) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the sentences that their heading labels, and that come to the same by themselves."""
    found = classifier.classify(document.text, document.sentences, document.sections, document.body)
    for span, labels in zip(document.sentences, found, strict=True):
        if any(cite.startswith("heading:") for cite in labels[0].evidence):
            yield span, labels[0].id


def _check(examples: dict[str, list[_Example]], taxonomy: Taxonomy) -> None:
    if len(examples) < MIN_DOCUMENTS:
        raise TooLittleDataError(
            f"{len(examples)} documents label sentences, {MIN_DOCUMENTS} are needed",
            hint="label more documents, or give reports whose headings name workstreams",
        )
    counts = Counter(each.label for found in examples.values() for each in found)
    full = [id_ for n, id_ in enumerate(taxonomy.ids) if counts[n] >= MIN_SENTENCES]
    if len(full) < 2:
        raise TooLittleDataError(
            f"workstreams with {MIN_SENTENCES} labelled sentences: {', '.join(full) or 'none'}; "
            "two are needed",
            hint="label more sentences",
        )


def _vocabulary(
    examples: dict[str, list[_Example]],
    taxonomy: Taxonomy,
    segment: Callable[[str], list[str]],
) -> list[str]:
    """Return the words met in enough documents: the segmenter's and the taxonomy's own terms."""
    least = min(WORD_DOCUMENTS, len(examples))
    texts = {name: simplified("\n".join(e.text for e in each)) for name, each in examples.items()}
    words = {
        word
        for word in _met(((name, segment(text)) for name, text in texts.items()), least)
        if len(word) > 1 and _CHINESE.fullmatch(word)
    }
    words |= {term for stream in taxonomy.workstreams for term in stream.terms()}
    # Longest match may hide a word wherever it stood: count again as the model will find them.
    phrases = sorted(words)
    finder = Finder(phrases)
    found = ((name, [phrases[n] for n in finder.find([t]).phrase]) for name, t in texts.items())
    return sorted(_met(found, least))


def _met(words: Iterable[tuple[str, Iterable[str]]], least: int) -> set[str]:
    documents: defaultdict[str, set[str]] = defaultdict(set)
    for name, each in words:
        for word in each:
            documents[word].add(name)
    return {word for word, names in documents.items() if len(names) >= least}


def _fit(examples: Sequence[_Example], words: Sequence[str], width: int) -> tuple[Matrix, Matrix]:
    """Fit softmax regression by full gradients with a step of its own for each weight."""
    word, row = _features(examples, words)
    height = len(examples)
    order = np.argsort(word, kind="stable")
    scale = np.maximum(np.bincount(row, minlength=height), 1).astype(np.float32) ** -0.5
    target = np.eye(width, dtype=np.float32)[[each.label for each in examples]]
    importance = np.array([each.weight for each in examples], dtype=np.float32)
    importance *= 1000 / importance.sum()
    weights = np.zeros((len(words), width), dtype=np.float32)
    bias = np.zeros(width, dtype=np.float32)
    seen, seen_bias = np.full_like(weights, 1e-8), np.full_like(bias, 1e-8)
    model = LinearModel([""] * width, words, weights, bias)
    for _ in range(ROUNDS):
        error = (model.softmax(word, row, height) - target) * importance[:, None]
        by_word: Matrix = (error * scale[:, None])[row[order]]
        gradient = sum_by_row(by_word, word[order], len(words)) + SHRINK * 1000 * weights
        seen += gradient * gradient
        weights -= RATE * gradient / np.sqrt(seen)
        step = error.sum(axis=0)
        seen_bias += step * step
        bias -= RATE * step / np.sqrt(seen_bias)
    return weights, bias


def _features(examples: Sequence[_Example], words: Sequence[str]) -> Matches:
    """Return the words of all sentences, and the sentence of each."""
    return Finder(words).find(each.text for each in examples)
