"""Scoring: predictions held against gold data by the annotation guidelines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from govreport_nlp.errors import GoldError
from govreport_nlp.evaluation.agreement import FIELDS, plain_unit
from govreport_nlp.evaluation.comparison import (
    Comparison,
    LabelComparison,
    compare_records,
    compare_sentences,
    record_tally,
    sentence_tally,
)
from govreport_nlp.evaluation.figures import (
    ERROR_KINDS,
    Figures,
    ScoredError,
    Scores,
    Tally,
    figure_fields,
    figures,
)
from govreport_nlp.evaluation.files import load_gold, load_predictions
from govreport_nlp.evaluation.gold import GoldDocument, GoldSentence, document_from_report
from govreport_nlp.evaluation.muc import muc_figures
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
            without gold are passed over, and named in ``Scores.without_gold``.
        gold: Gold documents, or the path of their file or folder.
        allow_missing: Whether a gold document without a prediction counts as one in which
            nothing was found, and is named in ``Scores.without_prediction``; else it is an
            error.

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
    found, without_gold = _match(predicted, documents)
    without_prediction = [d.doc for d in documents if d.doc not in found]
    if without_prediction and not allow_missing:
        raise GoldError(
            f"no prediction for the gold document {without_prediction[0]!r}",
            hint="--allow-missing counts it as one in which nothing was found",
        )
    tallies: dict[str, Tally] = {}
    groups: _Groups = {kind: {} for kind in ("workstream", "unit", "measure")}
    errors: list[ScoredError] = []
    for document in documents:
        empty = document.model_copy(update={"indicators": (), "sentences": ()})
        prediction = found.get(document.doc, empty)
        records = compare_records(prediction, document)
        sentences = compare_sentences(prediction.sentences, document.sentences)
        tallies[document.doc] = record_tally(records) + sentence_tally(sentences, document.taxonomy)
        _group(groups, document, records, sentences)
        errors += _errors(document, records, sentences)
    return Scores.model_validate(
        {
            **figure_fields(tallies.values()),
            "muc": muc_figures(sum(tallies.values(), Counter())),
            "documents": {doc: figures([tally]) for doc, tally in tallies.items()},
            "groups": {kind: _group_figures(group) for kind, group in groups.items()},
            "errors": tuple(errors),
            "tallies": tallies,
            "without_gold": without_gold,
            "without_prediction": without_prediction,
        }
    )


def _match(
    predicted: Iterable[Report | GoldDocument], gold: Sequence[GoldDocument]
) -> tuple[dict[str, GoldDocument], list[str]]:
    """Find the prediction of each gold document, and name those of other documents."""
    by_name = {document.doc: document for document in gold}
    if len(by_name) < len(gold):
        raise GoldError("two gold documents have one name")
    by_text = {document.text: document.doc for document in gold}
    found: dict[str, GoldDocument] = {}
    others = []
    for item in predicted:
        if isinstance(item, Report):
            doc = by_text.get(item.text, Path(item.source).stem)
            item = document_from_report(item, doc)  # noqa: PLW2901
        if item.doc not in by_name:
            others.append(item.doc)
            continue
        if item.doc in found:
            raise GoldError(f"two predictions for the document {item.doc!r}")
        if item.text != by_name[item.doc].text:
            raise GoldError(
                f"the prediction for {item.doc!r} is of another text than the gold",
                hint="parse the gold document's own text",
            )
        found[item.doc] = item
    return found, others


_Groups = dict[str, dict[str, Tally]]


def _group(
    groups: _Groups,
    document: GoldDocument,
    records: Sequence[Comparison],
    sentences: Sequence[LabelComparison],
) -> None:
    """Add what a document counts to the groups of records and sentences.

    A pair belongs to the groups of its gold record.
    """
    for one in records:
        counts = record_tally([one])
        home = _sentence_at(document, one.record.start)
        keys = {"unit": plain_unit(one.record.unit), "measure": one.record.measure}
        if home is not None:
            keys["workstream"] = f"{document.taxonomy}/{home.workstreams[0]}"
        for kind, key in keys.items():
            groups[kind].setdefault(key, Counter()).update(counts)
    for label in sentences:
        key = f"{document.taxonomy}/{label.sentence.workstreams[0]}"
        counts = sentence_tally([label], document.taxonomy)
        groups["workstream"].setdefault(key, Counter()).update(counts)


def _group_figures(group: dict[str, Tally]) -> dict[str, Figures]:
    """Return the figures of groups, the one with most gold records first."""
    order = sorted(group, key=lambda key: (-group[key]["gold"], key))
    return {key: figures([group[key]]) for key in order}


def _errors(
    document: GoldDocument, records: Iterable[Comparison], sentences: Iterable[LabelComparison]
) -> list[ScoredError]:
    """List the differences of a document in text order."""
    found = [_record_error(kinds, document, one) for one in records if (kinds := _kinds(one))]
    found += [_sentence_error(document, one) for one in sentences if not one.is_right]
    return sorted(found, key=lambda e: (e.start, e.end, e.kinds))


def _kinds(one: Comparison) -> tuple[str, ...]:
    """Tell what is wrong, in the order of ``ERROR_KINDS``; nothing where the two agree."""
    if one.predicted is None:
        return ("missed",)
    if one.gold is None:
        return ("spurious",)
    kinds = [key for key in ("value", "unit", "span", *FIELDS) if not one.agree[key]]
    if not one.agree["name_exact"]:
        kinds.append("name_exact" if one.agree["name_relaxed"] else "name")
    return tuple(sorted(kinds, key=ERROR_KINDS.index))


def _record_error(kinds: tuple[str, ...], document: GoldDocument, one: Comparison) -> ScoredError:
    start, end = one.record.start, one.record.end
    home = _sentence_at(document, start)
    if home is not None:
        first, last = home.start, max(home.end, end)
    else:
        first, last = document.text.rfind("\n", 0, start) + 1, document.text.find("\n", end)
    return ScoredError(
        kinds=kinds,
        doc=document.doc,
        start=start,
        end=end,
        context=document.text[first : last if last >= 0 else None].rstrip(),
        context_start=first,
        workstream=home.workstreams[0] if home is not None else None,
        gold=one.gold,
        predicted=one.predicted,
    )


def _sentence_error(document: GoldDocument, one: LabelComparison) -> ScoredError:
    sentence = one.sentence
    return ScoredError(
        kinds=("workstream",),
        doc=document.doc,
        start=sentence.start,
        end=sentence.end,
        context=document.text[sentence.start : sentence.end].rstrip(),
        context_start=sentence.start,
        workstream=sentence.workstreams[0],
        gold_workstreams=sentence.workstreams,
        predicted_workstreams=one.predicted,
    )


def _sentence_at(document: GoldDocument, offset: int) -> GoldSentence | None:
    """Find the gold sentence that holds a character."""
    return next((s for s in document.sentences if s.start <= offset < s.end), None)
