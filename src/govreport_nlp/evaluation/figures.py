"""The figures of the guidelines as records, and how they follow from counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from operator import attrgetter

from pydantic import BaseModel, ConfigDict, computed_field

from govreport_nlp.evaluation.agreement import FIELDS
from govreport_nlp.evaluation.gold import GoldIndicator
from govreport_nlp.evaluation.muc import MucFigures

__all__ = [
    "CONFUSED",
    "ERROR_KINDS",
    "FIGURE_NAMES",
    "PRF",
    "RATES",
    "SHARES",
    "Figures",
    "ScoredError",
    "Scores",
    "Tally",
    "WorkstreamFigures",
    "confused_pair",
    "figure",
    "figure_fields",
    "figures",
]

Tally = Counter[str]
"""Counts of one document; adding tallies gives those of a set of documents."""

ERROR_KINDS = (
    "missed", "spurious", "value", "unit", "name", "qualifier", "measure", "direction", "status",
    "span", "name_exact", "basis", "period", "scope", "workstream",
)  # fmt: skip
"""What can be wrong, in this order: first what makes a record wrong, then the rest."""

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
        workstream: The sentence's main gold label, or None where no gold sentence is.
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
    workstream: str | None = None
    gold: GoldIndicator | None = None
    predicted: GoldIndicator | None = None
    gold_workstreams: tuple[str, ...] = ()
    predicted_workstreams: tuple[str, ...] = ()


class Scores(Figures):
    """Figures over all documents together, and for each.

    Attributes:
        muc: Correct, incorrect, partial, missed and spurious records, by scheme.
        documents: Figures of each document, by name.
        groups: Figures of the records of each ``workstream`` (``taxonomy/id``, with its
            sentences), ``unit`` and ``measure``, the largest group first. A pair belongs where
            its gold record does.
        errors: Every difference, in the order of documents and text.
        tallies: Counts of each document, for resampling.
        without_gold: Predictions passed over because there is no gold for them.
        without_prediction: Gold documents scored as if nothing had been found in them.
    """

    muc: dict[str, MucFigures]
    documents: dict[str, Figures]
    groups: dict[str, dict[str, Figures]]
    errors: tuple[ScoredError, ...]
    tallies: dict[str, dict[str, int]]
    without_gold: tuple[str, ...] = ()
    without_prediction: tuple[str, ...] = ()

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
                if kind in CONFUSED or kind == "workstream":
                    found.setdefault(kind, Counter())[confused_pair(error, kind)] += 1
        order = (kind for kind in ERROR_KINDS if kind in found)
        return {
            kind: dict(sorted(found[kind].items(), key=lambda item: (-item[1], item[0])))
            for kind in order
        }


def confused_pair(error: ScoredError, kind: str) -> str:
    """Return ``"gold → predicted"`` for a field, or the first labels of a sentence."""
    if kind == "workstream":
        sides = (error.gold_workstreams, error.predicted_workstreams)
        return " → ".join(side[0] if side else "none" for side in sides)
    return " → ".join(_one(side, kind) for side in (error.gold, error.predicted))


def _one(record: GoldIndicator | None, field: str) -> str:
    value = getattr(record, field)
    return "none" if value is None else str(value) or "''"


def figures(tallies: Iterable[Mapping[str, int]]) -> Figures:
    """Return the figures of the documents whose tallies are given, taken together."""
    return Figures.model_validate(figure_fields(tallies))


def figure_fields(tallies: Iterable[Mapping[str, int]]) -> dict[str, object]:
    """Return the fields of ``Figures`` for the documents whose tallies are given."""
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
