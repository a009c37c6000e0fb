"""Laws of scoring that hold for all documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from govreport_nlp.evaluation import GoldDocument, GoldIndicator, evaluate
from govreport_nlp.evaluation.agreement import field_agreement
from govreport_nlp.evaluation.alignment import align, best_assignment
from govreport_nlp.evaluation.figures import PRF

Pair = tuple[GoldIndicator, GoldIndicator]
TEXT = "甲乙丙丁戊己庚辛壬癸" * 2


@st.composite
def records(draw: st.DrawFn) -> dict[str, Any]:
    start = draw(st.integers(0, len(TEXT) - 1))
    end = draw(st.integers(start + 1, min(len(TEXT), start + 6)))
    name = draw(st.integers(0, len(TEXT) - 3))
    return {
        "start": start,
        "end": end,
        "text": TEXT[start:end],
        "value": draw(st.sampled_from(["1", "1.0", "2"])),
        "unit": draw(st.sampled_from(["个", "個", "%"])),
        "qualifier": draw(st.sampled_from(["exact", "over"])),
        "measure": "level",
        "status": "actual",
        "name": TEXT[name : name + 3],
        "name_spans": [[name, name + 3]],
        "optional": draw(st.booleans()),
    }


@st.composite
def tilings(draw: st.DrawFn) -> list[dict[str, Any]]:
    cuts = sorted(draw(st.sets(st.integers(1, len(TEXT) - 1), max_size=4)))
    ends = [*cuts, len(TEXT)]
    labels = st.lists(st.sampled_from("abc"), min_size=1, max_size=2, unique=True)
    return [
        {"start": a, "end": b, "workstreams": draw(labels)}
        for a, b in zip([0, *cuts], ends, strict=True)
    ]


@st.composite
def documents(draw: st.DrawFn, *, optional: bool = True) -> GoldDocument:
    found = draw(st.lists(records(), max_size=5))
    if not optional:
        found = [{**one, "optional": False} for one in found]
    return GoldDocument.model_validate(
        {"doc": "a", "text": TEXT, "indicators": found, "sentences": draw(tilings())}
    )


@given(documents(), documents(), st.randoms(use_true_random=False))
def test_order_of_records_does_not_matter(
    predicted: GoldDocument, gold: GoldDocument, random: Any
) -> None:
    def shuffled(document: GoldDocument) -> GoldDocument:
        order = list(document.indicators)
        random.shuffle(order)
        return document.model_copy(update={"indicators": tuple(order)})

    assert evaluate([shuffled(predicted)], [shuffled(gold)]) == evaluate([predicted], [gold])


@given(documents(), st.integers(1, 3), st.randoms(use_true_random=False))
def test_order_of_documents_does_not_matter(gold: GoldDocument, count: int, random: Any) -> None:
    many = [gold.model_copy(update={"doc": f"d{i}"}) for i in range(count)]
    shuffled = random.sample(many, count)
    one, other = evaluate(shuffled, many), evaluate(many, shuffled)
    assert one.record == other.record
    assert one.muc == other.muc
    assert one.groups == other.groups
    assert one.documents == other.documents


@given(documents(optional=False))
def test_a_document_scores_full_against_itself(gold: GoldDocument) -> None:
    scores = evaluate([gold], [gold])
    expected = 1 if gold.indicators else None
    assert scores.record.f1 == scores.strict.f1 == scores.name_exact == expected
    assert scores.workstream.accuracy == scores.workstream.macro_f1 == 1


@given(documents(optional=False))
def test_nothing_predicted_has_no_precision_and_no_recall(gold: GoldDocument) -> None:
    scores = evaluate([gold.model_copy(update={"indicators": (), "sentences": ()})], [gold])
    expected = 0 if gold.indicators else None
    for rate in (scores.record, scores.quantity, scores.strict):
        assert (rate.precision, rate.recall, rate.f1) == (None, expected, expected)
    assert all(one.precision is None and one.recall == expected for one in scores.muc.values())
    assert scores.workstream.accuracy == scores.workstream.macro_f1 == 0


@given(documents(), documents())
def test_groups_and_categories_add_up(predicted: GoldDocument, gold: GoldDocument) -> None:
    scores = evaluate([predicted], [gold])
    for group in scores.groups.values():
        for rate in ("record", "quantity", "strict"):
            whole, parts = getattr(scores, rate), [getattr(one, rate) for one in group.values()]
            for key in ("correct", "predicted", "gold"):
                assert sum(getattr(part, key) for part in parts) == getattr(whole, key)
    for one in scores.muc.values():
        pairs = one.correct + one.incorrect + one.partial
        assert pairs == scores.pairs
        assert pairs + one.missed == scores.quantity.gold
        assert pairs + one.spurious == scores.quantity.predicted
    assert scores.muc["record"].correct == scores.record.correct
    assert scores.muc["exact"].correct >= scores.strict.correct


@given(documents(), documents())
def test_figures_bound_each_other(predicted: GoldDocument, gold: GoldDocument) -> None:
    scores = evaluate([predicted], [gold])
    quantity = scores.quantity
    assert scores.record.correct <= quantity.correct <= min(quantity.predicted, quantity.gold)
    assert scores.strict.correct <= quantity.correct <= scores.pairs
    assert scores.pairs <= min(quantity.predicted, quantity.gold)
    figures = [getattr(rate, key) for rate in (quantity,) for key in ("precision", "recall", "f1")]
    assert all(figure is None or 0 <= figure <= 1 for figure in figures)


@given(documents(optional=False), documents(optional=False))
def test_precision_and_recall_change_places(one: GoldDocument, other: GoldDocument) -> None:
    there, back = evaluate([one], [other]), evaluate([other], [one])
    assert there.quantity.precision == back.quantity.recall
    assert there.quantity.f1 == back.quantity.f1


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_f1_is_the_harmonic_mean(correct: int, spurious: int, missed: int) -> None:
    rate = PRF(correct=correct, predicted=correct + spurious, gold=correct + missed)
    if rate.precision and rate.recall and rate.f1:
        expected = 2 * rate.precision * rate.recall / (rate.precision + rate.recall)
        assert abs(rate.f1 - expected) < 1e-12


def quality(pairs: list[Pair]) -> tuple[int, ...]:
    """Return the criteria of alignment for a set of pairs, weightiest first."""
    agreements = [(field_agreement(p, g), p, g) for p, g in pairs]
    return (
        sum(a["quantity"] and not g.optional for a, _, g in agreements),
        sum(a["quantity"] for a, _, _ in agreements),
        len(pairs),
        sum(min(p.end, g.end) - max(p.start, g.start) for _, p, g in agreements),
        sum(sum(a.values()) for a, _, _ in agreements),
    )


def pairings(
    predicted: Sequence[GoldIndicator], gold: Sequence[GoldIndicator]
) -> Iterator[list[Pair]]:
    """Yield every one-to-one pairing of overlapping records."""
    if not predicted:
        yield []
        return
    first, rest = predicted[0], predicted[1:]
    yield from pairings(rest, gold)
    for i, other in enumerate(gold):
        if first.start < other.end and other.start < first.end:
            for more in pairings(rest, [*gold[:i], *gold[i + 1 :]]):
                yield [(first, other), *more]


@given(documents(), documents())
def test_alignment_is_optimal(predicted: GoldDocument, gold: GoldDocument) -> None:
    ours, theirs = predicted.indicators[:4], gold.indicators[:4]
    pairs, spurious, missed = align(ours, theirs)
    assert quality(pairs) == max(quality(one) for one in pairings(ours, theirs))
    assert len(pairs) + len(spurious) == len(ours)
    assert len(pairs) + len(missed) == len(theirs)


@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(
            st.lists(st.integers(0, 5), min_size=width, max_size=width), min_size=1, max_size=4
        )
    )
)
def test_assignment_is_optimal(weights: list[list[int]]) -> None:
    found = best_assignment(weights)
    assert len({r for r, _ in found}) == len({c for _, c in found}) == len(found)
    size = max(len(weights), len(weights[0]))
    padded = [row + [0] * (size - len(row)) for row in weights]
    padded += [[0] * size for _ in range(size - len(padded))]
    best = max(sum(padded[r][c] for r, c in enumerate(p)) for p in permutations(range(size)))
    assert sum(weights[r][c] for r, c in found) == best
