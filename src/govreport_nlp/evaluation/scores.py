"""Scoring: predictions held against gold data by the annotation guidelines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from govreport_nlp.errors import GoldError
from govreport_nlp.evaluation.agreement import FIELDS, field_agreement
from govreport_nlp.evaluation.alignment import align
from govreport_nlp.evaluation.figures import (
    ERROR_KINDS,
    ScoredError,
    Scores,
    Tally,
    figure_fields,
    figures,
)
from govreport_nlp.evaluation.gold import (
    GoldDocument,
    GoldIndicator,
    GoldSentence,
    document_from_report,
    load_gold,
)
from govreport_nlp.evaluation.predictions import load_predictions
from govreport_nlp.records import Report

__all__ = ["evaluate"]


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
            **figure_fields(tallies.values()),
            "documents": {doc: figures([tally]) for doc, tally in tallies.items()},
            "errors": tuple(errors),
            "tallies": tallies,
        }
    )


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
