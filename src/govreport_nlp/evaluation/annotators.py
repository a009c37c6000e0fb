"""How far two annotators agree: on records, on their fields, on the workstreams of sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from govreport_nlp.errors import GoldError
from govreport_nlp.evaluation.agreement import FIELDS
from govreport_nlp.evaluation.comparison import Comparison, compare_records, record_tally
from govreport_nlp.evaluation.figures import PRF, RATES, Tally, figures
from govreport_nlp.evaluation.gold import GoldDocument

__all__ = ["Agreement", "FieldAgreement", "agreement", "cohen_kappa", "krippendorff_alpha"]


class FieldAgreement(NamedTuple):
    """Agreement on something that both say of the same record or sentence.

    Attributes:
        items: Records or sentences that both annotated.
        share: Share on which both say the same; None without items.
        kappa: Cohen's kappa: the share beyond what chance gives; None where it is undefined.
        alpha: Krippendorff's alpha for nominal data, which corrects for few items too; None
            where it is undefined.
    """

    items: int
    share: float | None
    kappa: float | None
    alpha: float | None


class Agreement(BaseModel):
    """How far two annotators agree.

    A record that either marks optional counts neither way, nor does what stands for it.

    Attributes:
        documents: Documents that both annotated.
        record: F1 of records with quantity, relaxed name, qualifier, measure, direction and
            status alike.
        quantity: F1 of records with overlapping spans, equal values and units.
        strict: F1 of those of them whose spans are equal.
        pairs: Records that both have, by overlapping spans.
        fields: For these pairs, agreement on name (exact and relaxed, share only) and fields.
        workstream: Agreement on the main workstream of the sentences that both have.
        sentences_of_one: Sentences whose span the other annotator does not have.
        only_in_one: Documents that only one has; they count nowhere.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    documents: int
    record: float | None
    quantity: float | None
    strict: float | None
    pairs: int
    fields: dict[str, FieldAgreement]
    workstream: FieldAgreement
    sentences_of_one: int
    only_in_one: tuple[str, ...]


def agreement(one: Iterable[GoldDocument], other: Iterable[GoldDocument]) -> Agreement:
    """Compare what two annotators made of the same documents.

    Args:
        one: The one's documents.
        other: The other's.

    Returns:
        The figures.

    Raises:
        GoldError: They have no document in common, or one of another text.

    Example:
        >>> document = GoldDocument(doc="a", text="")
        >>> agreement([document], [document]).documents
        1
    """
    ours, theirs = ({document.doc: document for document in side} for side in (one, other))
    common = [doc for doc in ours if doc in theirs]
    if not common:
        raise GoldError("the two have no document in common")
    records: list[Comparison] = []
    labels: list[tuple[str, str]] = []
    sentences_of_one = 0
    for doc in common:
        a, b = ours[doc], theirs[doc]
        if a.text != b.text:
            raise GoldError(f"the document {doc!r} has two texts")
        records += compare_records(a, b, optional_in_either=True)
        first, second = _main_labels(a), _main_labels(b)
        labels += [(first[span], second[span]) for span in first if span in second]
        sentences_of_one += len(first.keys() ^ second.keys())
    found = figures([record_tally(records)])
    rates: dict[str, PRF] = {key: getattr(found, key) for key in RATES}
    return Agreement(
        documents=len(common),
        **{key: rate.f1 for key, rate in rates.items()},
        pairs=found.pairs,
        fields=_field_agreements(records),
        workstream=_on(labels),
        sentences_of_one=sentences_of_one,
        only_in_one=tuple(sorted(ours.keys() ^ theirs.keys())),
    )


def _main_labels(document: GoldDocument) -> dict[tuple[int, int], str]:
    return {(s.start, s.end): s.workstreams[0] for s in document.sentences}


def _field_agreements(records: Iterable[Comparison]) -> dict[str, FieldAgreement]:
    pairs = [(r.predicted, r.gold, r.agree) for r in records if r.predicted and r.gold]
    found = {}
    for name in ("name_exact", "name_relaxed"):
        alike = sum(agree[name] for _, _, agree in pairs)
        share = alike / len(pairs) if pairs else None
        found[name] = FieldAgreement(len(pairs), share, None, None)
    for name in FIELDS:
        found[name] = _on([(str(getattr(a, name)), str(getattr(b, name))) for a, b, _ in pairs])
    return found


def _on(labels: Sequence[tuple[str, str]]) -> FieldAgreement:
    alike = sum(one == other for one, other in labels)
    return FieldAgreement(
        len(labels),
        alike / len(labels) if labels else None,
        cohen_kappa(labels),
        krippendorff_alpha(labels),
    )


def cohen_kappa(labels: Sequence[tuple[str, str]]) -> float | None:
    """Return Cohen's kappa of two annotators.

    Args:
        labels: For each item the label of the one and of the other.

    Returns:
        1 for full agreement, 0 for that of chance; None without items, and where both give all
        items one label, so that chance already explains everything.

    Example:
        >>> cohen_kappa([("a", "a"), ("a", "a"), ("b", "b"), ("b", "a")])
        0.5
    """
    total = len(labels)
    ours, theirs = Counter(a for a, _ in labels), Counter(b for _, b in labels)
    by_chance = sum(ours[label] * theirs[label] for label in ours)
    if by_chance == total * total:
        return None
    alike = sum(a == b for a, b in labels)
    return (alike * total - by_chance) / (total * total - by_chance)


def krippendorff_alpha(units: Iterable[Sequence[str]]) -> float | None:
    """Return Krippendorff's alpha for nominal data.

    Args:
        units: For each item its labels, from however many annotators; items with fewer than two
            count nowhere.

    Returns:
        1 for full agreement, 0 for that of chance; None where only one label occurs.

    Example:
        >>> krippendorff_alpha([("a", "a"), ("b", "b")])
        1.0
    """
    totals: Tally = Counter()
    observed = 0.0
    for unit in units:
        if len(unit) < 2:
            continue
        counts = Counter(unit)
        totals.update(counts)
        alike = sum(count * (count - 1) for count in counts.values())
        observed += (len(unit) * (len(unit) - 1) - alike) / (len(unit) - 1)
    size = totals.total()
    expected = size * size - sum(count * count for count in totals.values())
    return 1 - (size - 1) * observed / expected if expected else None
