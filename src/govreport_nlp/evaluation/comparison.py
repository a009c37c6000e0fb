"""Prediction and gold of one document side by side: what stands for what, and what that counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from govreport_nlp.evaluation.agreement import field_agreement
from govreport_nlp.evaluation.alignment import align
from govreport_nlp.evaluation.figures import Tally
from govreport_nlp.evaluation.gold import GoldDocument, GoldIndicator, GoldSentence
from govreport_nlp.evaluation.muc import SCHEMES, muc_categories, muc_key

__all__ = [
    "Comparison",
    "LabelComparison",
    "compare_records",
    "compare_sentences",
    "record_tally",
    "sentence_tally",
]


class Comparison(NamedTuple):
    """A pair of records, or one that has no counterpart.

    Attributes:
        predicted: The predicted record; None where the gold one was missed.
        gold: The gold record; None where the predicted one is spurious.
        agree: For a pair, in what the two agree, see ``field_agreement``; else empty.
    """

    predicted: GoldIndicator | None
    gold: GoldIndicator | None
    agree: dict[str, bool]

    @property
    def record(self) -> GoldIndicator:
        """The gold record, or the predicted one where there is none."""
        found = self.gold or self.predicted
        assert found is not None  # noqa: S101  # nosec B101  one of the two is there
        return found


class LabelComparison(NamedTuple):
    """A gold sentence and the labels predicted for it.

    Attributes:
        sentence: The gold sentence.
        predicted: The labels of the predicted sentence that overlaps it most; empty where none
            does.
    """

    sentence: GoldSentence
    predicted: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        """Whether the main predicted label is among the gold ones."""
        return bool(self.predicted) and self.predicted[0] in self.sentence.workstreams


def compare_records(
    prediction: GoldDocument, gold: GoldDocument, *, optional_in_either: bool = False
) -> list[Comparison]:
    """Pair the records of one document, those left out that count neither way.

    Args:
        prediction: The prediction.
        gold: The gold.
        optional_in_either: Whether a record that the prediction marks optional counts neither
            way too, as between two annotators; else only gold can say so.

    Returns:
        Spurious records, missed ones and pairs, each in text order.
    """
    pairs, spurious, missed = align(prediction.indicators, gold.indicators)
    found = [
        *(Comparison(record, None, {}) for record in spurious),
        *(Comparison(None, record, {}) for record in missed if not record.optional),
        *(Comparison(p, g, field_agreement(p, g)) for p, g in pairs if not g.optional),
    ]
    if optional_in_either:
        found = [one for one in found if not (one.predicted and one.predicted.optional)]
    return found


def record_tally(comparisons: Iterable[Comparison]) -> Tally:
    """Count what the figures on records follow from."""
    tally: Tally = Counter()
    for one in comparisons:
        tally["predicted"] += one.predicted is not None
        tally["gold"] += one.gold is not None
        if one.agree:
            tally["pairs"] += 1
            tally.update(key for key, right in one.agree.items() if right)
            tally.update(muc_key(*item) for item in muc_categories(one.agree).items())
        else:
            category = "missed" if one.predicted is None else "spurious"
            tally.update(muc_key(scheme, category) for scheme in SCHEMES)
    return tally


def sentence_tally(comparisons: Iterable[LabelComparison], taxonomy: str) -> Tally:
    """Count what the figures on workstreams follow from.

    Args:
        comparisons: The sentences of one document.
        taxonomy: Its taxonomy: labels of different taxonomies are different labels.
    """
    tally: Tally = Counter()
    for one in comparisons:
        first, gold = one.predicted[0] if one.predicted else None, one.sentence.workstreams[0]
        tally["sentences"] += 1
        tally["workstream"] += one.is_right
        tally[f"gold:{taxonomy}/{gold}"] += 1
        if first is not None:
            tally[f"predicted:{taxonomy}/{first}"] += 1
        if first == gold:
            tally[f"both:{taxonomy}/{first}"] += 1
    return tally


def compare_sentences(
    predicted: Sequence[GoldSentence], gold: Sequence[GoldSentence]
) -> list[LabelComparison]:
    """Find for each gold sentence the predicted one that overlaps it most.

    The earlier one of two equal overlaps is taken.
    """
    ordered = sorted(predicted, key=lambda s: (s.start, s.end, s.workstreams))
    found: list[LabelComparison] = []
    for sentence in gold:
        most = 0
        labels: tuple[str, ...] = ()
        for other in ordered:
            if other.start >= sentence.end:
                break
            overlap = min(other.end, sentence.end) - max(other.start, sentence.start)
            if overlap > most:
                most, labels = overlap, other.workstreams
        found.append(LabelComparison(sentence, labels))
    return found
