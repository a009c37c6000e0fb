"""Accuracy by the annotation guidelines: figures over all documents, for each, and the errors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from pathlib import Path

from pydantic import BaseModel, ConfigDict, computed_field

from govreport_nlp.errors import GoldError
from govreport_nlp.evaluation.agreement import FIELDS, field_agreement
from govreport_nlp.evaluation.alignment import align
from govreport_nlp.evaluation.gold import (
    GoldDocument,
    GoldIndicator,
    GoldSentence,
    document_from_report,
    load_gold,
)
from govreport_nlp.evaluation.predictions import load_predictions
from govreport_nlp.records import Report

__all__ = ["PRF", "Figures", "ScoredError", "Scores", "WorkstreamFigures", "evaluate", "figures"]

Tally = Counter[str]
"""Counts of one document; adding tallies gives those of a set of documents."""

ERROR_KINDS = (
    "missed", "spurious", "value", "unit", "span", "name", "name_exact", *FIELDS, "workstream",
)  # fmt: skip


CONFUSED = ("unit", "qualifier", "measure", "direction", "basis", "status")
"""Fields of few values, where it tells something what is taken for what."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PRF(_Frozen):
    """Precision, recall and F1; each is None where it is undefined.

    Attributes:
        correct: Predicted records that are right.
        predicted: Predicted records that count.
        gold: Gold records that count.
    """

    correct: int
    predicted: int
    gold: int

    @computed_field  # type: ignore[prop-decorator]
    @property
    def precision(self) -> float | None:
        """Share of the predicted that is right; None where nothing is predicted."""
        return _share(self.correct, self.predicted)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def recall(self) -> float | None:
        """Share of the gold that is found; None where there is no gold."""
        return _share(self.correct, self.gold)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def f1(self) -> float | None:
        """Harmonic mean of both; None where there is neither a prediction nor gold."""
        return _share(2 * self.correct, self.predicted + self.gold)


class WorkstreamFigures(_Frozen):
    """How well sentences are given their workstreams; None where there are no gold sentences.

    Attributes:
        accuracy: Share of gold sentences whose predicted main label is among the gold labels.
        macro_f1: F1 over the first label, the mean over all labels that occur as a first label
            in gold or prediction. Labels of different taxonomies are different labels.
        sentences: Gold sentences that were compared.
    """

    accuracy: float | None
    macro_f1: float | None
    sentences: int


class Figures(_Frozen):
    """The figures of the guidelines, for one document or for many taken together.

    Records marked ``optional``, and what is paired with them, count nowhere.

    Attributes:
        quantity: Records whose span overlaps a gold one, with the right value and unit.
        strict: Those of them whose span is the gold one.
        record: Records with quantity, relaxed name, qualifier, measure, direction and status all
            right: the headline figure.
        pairs: Predicted and gold records paired by overlapping spans; the figures below are
            shares of these, whether or not the quantity is right, and None where there are none.
        name_exact: Names equal but for white space and punctuation.
        name_relaxed: Names with a character bag F1 of 0.7 or more.
        qualifier: Equal qualifiers.
        measure: Equal measures.
        direction: Equal directions.
        basis: Equal bases.
        status: Equal status.
        period: Equal periods.
        scope: Equal scopes.
        workstream: Sentences and their labels.
    """

    quantity: PRF
    strict: PRF
    record: PRF
    pairs: int
    name_exact: float | None
    name_relaxed: float | None
    qualifier: float | None
    measure: float | None
    direction: float | None
    basis: float | None
    status: float | None
    period: float | None
    scope: float | None
    workstream: WorkstreamFigures


RATES = ("record", "quantity", "strict")
SHARES = ("name_exact", "name_relaxed", *FIELDS)
FIGURE_NAMES = (
    *(f"{rate}.{part}" for rate in RATES for part in ("f1", "precision", "recall")),
    *SHARES,
    "workstream.accuracy",
    "workstream.macro_f1",
)
"""Every figure by its dotted name, the headline first."""


def figure(figures: Figures, name: str) -> float | None:
    """Look a figure up by its dotted name.

    Args:
        figures: The figures.
        name: One of ``FIGURE_NAMES``, e.g. ``"record.f1"``.

    Returns:
        The figure, None where it is undefined.
    """
    value: float | None = attrgetter(name)(figures)
    return value


class ScoredError(_Frozen):
    """A place where prediction and gold differ.

    Attributes:
        kinds: What is wrong: ``missed`` or ``spurious``; for a pair ``value``, ``unit``,
            ``span``, ``name`` (not even in the relaxed sense), ``name_exact`` (in the exact sense
            only), or the name of a field; ``workstream`` for a sentence.
        doc: The document.
        start: First character concerned.
        end: The character after the last one.
        context: The sentence around it.
        context_start: Offset of the sentence's first character.
        gold: The gold record, or None.
        predicted: The predicted record, or None.
        gold_workstreams: A sentence's gold labels.
        predicted_workstreams: Its predicted labels.
    """

    kinds: tuple[str, ...]
    doc: str
    start: int
    end: int
    context: str
    context_start: int
    gold: GoldIndicator | None = None
    predicted: GoldIndicator | None = None
    gold_workstreams: tuple[str, ...] = ()
    predicted_workstreams: tuple[str, ...] = ()


class Scores(Figures):
    """Figures over all documents together, and for each.

    Attributes:
        documents: Figures of each document, by name.
        errors: Every difference, in the order of documents and text.
        tallies: Counts of each document, for resampling.
    """

    documents: dict[str, Figures]
    errors: tuple[ScoredError, ...]
    tallies: dict[str, dict[str, int]]

    @property
    def error_counts(self) -> dict[str, int]:
        """How often each kind of error occurs, in a fixed order of kinds."""
        counts = Counter(kind for error in self.errors for kind in error.kinds)
        return {kind: counts[kind] for kind in ERROR_KINDS if counts[kind]}

    @property
    def confusions(self) -> dict[str, dict[str, int]]:
        """What is taken for what: by field, ``"gold → predicted"`` and how often, most first.

        Workstreams are compared by their first label, where the predicted one is wrong.
        """
        found: dict[str, Counter[str]] = {}
        for error in self.errors:
            for kind in error.kinds:
                if kind in CONFUSED:
                    pair = " → ".join(_one(side, kind) for side in (error.gold, error.predicted))
                elif kind == "workstream":
                    sides = (error.gold_workstreams, error.predicted_workstreams)
                    pair = " → ".join(side[0] if side else "none" for side in sides)
                else:
                    continue
                found.setdefault(kind, Counter())[pair] += 1
        order = (kind for kind in ERROR_KINDS if kind in found)
        return {
            kind: dict(sorted(found[kind].items(), key=lambda item: (-item[1], item[0])))
            for kind in order
        }


def _one(record: GoldIndicator | None, field: str) -> str:
    value = getattr(record, field)
    return "none" if value is None else str(value) or "''"


def evaluate(
    predicted: str | Path | Iterable[Report | GoldDocument],
    gold: str | Path | Iterable[GoldDocument],
    *,
    allow_missing: bool = False,
) -> Scores:
    """Score predictions against gold data by the annotation guidelines.

    Args:
        predicted: Parsed reports, or any system's output in the shape of gold documents, or the
            path that they are read from (see ``load_predictions``). A document is found by its
            name, a report by its text or by its source's file name. Predictions for documents
            without gold are passed over.
        gold: Gold documents, or the path of their file or folder.
        allow_missing: Whether a gold document without a prediction counts as one in which
            nothing was found; else it is an error.

    Returns:
        The scores.

    Raises:
        GoldError: Gold breaks the format, a document has no prediction or two, or a prediction
            is of another text.

    Example:
        >>> document = GoldDocument(doc="a", text="")
        >>> evaluate([document], [document]).record.f1 is None
        True
    """
    documents = load_gold(gold) if isinstance(gold, str | Path) else list(gold)
    if isinstance(predicted, str | Path):
        predicted = load_predictions(predicted)
    found = _match(predicted, documents)
    tallies: dict[str, Tally] = {}
    errors: list[ScoredError] = []
    for document in documents:
        prediction = found.get(document.doc)
        if prediction is None:
            if not allow_missing:
                raise GoldError(f"no prediction for the gold document {document.doc!r}")
            prediction = document.model_copy(update={"indicators": (), "sentences": ()})
        records, record_errors = _score_records(prediction, document)
        sentences, sentence_errors = _score_sentences(prediction, document)
        tallies[document.doc] = records + sentences
        errors += sorted(record_errors + sentence_errors, key=lambda e: (e.start, e.end, e.kinds))
    return Scores.model_validate(
        {
            **_figures(tallies.values()),
            "documents": {doc: figures([tally]) for doc, tally in tallies.items()},
            "errors": tuple(errors),
            "tallies": tallies,
        }
    )


def figures(tallies: Iterable[Mapping[str, int]]) -> Figures:
    """Return the figures of the documents whose tallies are given, taken together."""
    return Figures.model_validate(_figures(tallies))


def _figures(tallies: Iterable[Mapping[str, int]]) -> dict[str, object]:
    total: Tally = Counter()
    for tally in tallies:
        total.update(tally)
    shares = {key: _share(total[key], total["pairs"]) for key in SHARES}
    rates = {
        key: PRF(correct=total[key], predicted=total["predicted"], gold=total["gold"])
        for key in RATES
    }
    workstream = WorkstreamFigures(
        accuracy=_share(total["workstream"], total["sentences"]),
        macro_f1=_macro_f1(total),
        sentences=total["sentences"],
    )
    return {**rates, "pairs": total["pairs"], **shares, "workstream": workstream}


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _macro_f1(total: Tally) -> float | None:
    labels = {key.partition(":")[2] for key, count in total.items() if ":" in key and count}
    rates = [
        2 * total[f"both:{label}"] / (total[f"gold:{label}"] + total[f"predicted:{label}"])
        for label in labels
    ]
    return sum(rates) / len(rates) if rates else None


def _match(
    predicted: Iterable[Report | GoldDocument], gold: Sequence[GoldDocument]
) -> dict[str, GoldDocument]:
    """Find the prediction of each gold document."""
    by_name = {document.doc: document for document in gold}
    if len(by_name) < len(gold):
        raise GoldError("two gold documents have one name")
    by_text = {document.text: document.doc for document in gold}
    found: dict[str, GoldDocument] = {}
    for item in predicted:
        if isinstance(item, Report):
            doc = by_text.get(item.text, Path(item.source).stem)
            item = document_from_report(item, doc)  # noqa: PLW2901
        if item.doc not in by_name:
            continue
        if item.doc in found:
            raise GoldError(f"two predictions for the document {item.doc!r}")
        if item.text != by_name[item.doc].text:
            raise GoldError(
                f"the prediction for {item.doc!r} is of another text than the gold",
                hint="parse the gold document's own text",
            )
        found[item.doc] = item
    return found


def _score_records(prediction: GoldDocument, gold: GoldDocument) -> tuple[Tally, list[ScoredError]]:
    pairs, spurious, missed = align(prediction.indicators, gold.indicators)
    pairs = [(p, g) for p, g in pairs if not g.optional]
    missed = [g for g in missed if not g.optional]
    tally: Tally = Counter(
        pairs=len(pairs), predicted=len(pairs) + len(spurious), gold=len(pairs) + len(missed)
    )
    errors = [_record_error(("spurious",), gold, predicted=record) for record in spurious]
    errors += [_record_error(("missed",), gold, wanted=record) for record in missed]
    for predicted, wanted in pairs:
        agree = field_agreement(predicted, wanted)
        tally.update(key for key, right in agree.items() if right)
        kinds = [key for key in ("value", "unit", "span", *FIELDS) if not agree[key]]
        if not agree["name_exact"]:
            kinds.append("name_exact" if agree["name_relaxed"] else "name")
        if kinds:
            kinds.sort(key=ERROR_KINDS.index)
            errors.append(_record_error(tuple(kinds), gold, predicted=predicted, wanted=wanted))
    return tally, errors


def _record_error(
    kinds: tuple[str, ...],
    document: GoldDocument,
    *,
    predicted: GoldIndicator | None = None,
    wanted: GoldIndicator | None = None,
) -> ScoredError:
    place = wanted or predicted
    assert place is not None  # noqa: S101  one of the two is given
    start, end = _sentence_around(document, place.start, place.end)
    return ScoredError(
        kinds=kinds,
        doc=document.doc,
        start=place.start,
        end=place.end,
        context=document.text[start:end].rstrip(),
        context_start=start,
        gold=wanted,
        predicted=predicted,
    )


def _sentence_around(document: GoldDocument, start: int, end: int) -> tuple[int, int]:
    """Find the gold sentence that holds a span, or else its line."""
    for sentence in document.sentences:
        if sentence.start <= start < sentence.end:
            return sentence.start, max(sentence.end, end)
    line_end = document.text.find("\n", end)
    return (
        document.text.rfind("\n", 0, start) + 1,
        len(document.text) if line_end < 0 else line_end,
    )


def _score_sentences(
    prediction: GoldDocument, gold: GoldDocument
) -> tuple[Tally, list[ScoredError]]:
    tally: Tally = Counter(sentences=len(gold.sentences))
    errors = []
    counterparts = _counterparts(prediction.sentences, gold.sentences)
    for sentence, labels in zip(gold.sentences, counterparts, strict=True):
        first = labels[0] if labels else None
        right = first in sentence.workstreams
        tally["workstream"] += right
        tally[f"gold:{gold.taxonomy}/{sentence.workstreams[0]}"] += 1
        if first is not None:
            tally[f"predicted:{gold.taxonomy}/{first}"] += 1
        if first == sentence.workstreams[0]:
            tally[f"both:{gold.taxonomy}/{first}"] += 1
        if not right:
            errors.append(
                ScoredError(
                    kinds=("workstream",),
                    doc=gold.doc,
                    start=sentence.start,
                    end=sentence.end,
                    context=gold.text[sentence.start : sentence.end].rstrip(),
                    context_start=sentence.start,
                    gold_workstreams=sentence.workstreams,
                    predicted_workstreams=labels,
                )
            )
    return tally, errors


def _counterparts(
    predicted: Sequence[GoldSentence], gold: Sequence[GoldSentence]
) -> list[tuple[str, ...]]:
    """Return for each gold sentence the labels of the predicted one that overlaps it most.

    The earlier one of two equal overlaps is taken; where none overlaps, there are no labels.
    """
    ordered = sorted(predicted, key=lambda s: (s.start, s.end, s.workstreams))
    best: list[tuple[str, ...]] = []
    for sentence in gold:
        most = 0
        labels: tuple[str, ...] = ()
        for other in ordered:
            if other.start >= sentence.end:
                break
            overlap = min(other.end, sentence.end) - max(other.start, sentence.start)
            if overlap > most:
                most, labels = overlap, other.workstreams
        best.append(labels)
    return best
