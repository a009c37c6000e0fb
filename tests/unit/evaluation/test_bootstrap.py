"""Intervals by resampling documents."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from govreport_nlp.errors import GoldError
from govreport_nlp.evaluation import GoldDocument, Scores, evaluate
from govreport_nlp.evaluation.bootstrap import intervals, paired_differences

Build = Callable[..., GoldDocument]


def scored(build: Build, *kept: tuple[int, ...]) -> Scores:
    """Score one document for each tuple of records found."""
    gold = [build(doc=f"d{i}") for i in range(len(kept))]
    return evaluate([build(doc=f"d{i}", keep=keep) for i, keep in enumerate(kept)], gold)


def test_interval_holds_the_figure(build: Build) -> None:
    scores = scored(build, (0, 1, 2), (0,), (1, 2), ())
    low, high = intervals(scores, samples=200)["record.recall"]
    assert scores.record.recall is not None
    assert 0 <= low < scores.record.recall < high <= 1


def test_same_seed_same_interval(build: Build) -> None:
    scores = scored(build, (0, 1, 2), (0,), (1, 2))
    assert intervals(scores, samples=50) == intervals(scores, samples=50)


def test_like_documents_have_no_width(build: Build) -> None:
    assert intervals(scored(build, (0,), (0,)), samples=20)["record.precision"] == (1, 1)


def test_one_document_tells_nothing(build: Build) -> None:
    assert intervals(scored(build, (0,))) == {}
    assert intervals(scored(build, (0,), (1,)), samples=0) == {}


def test_paired_difference(build: Build) -> None:
    better, worse = scored(build, (0, 1), (0, 1, 2)), scored(build, (0,), (0, 1))
    found = paired_differences(better, worse, samples=100)["record.recall"]
    assert found.value == pytest.approx(1 / 3)
    assert (found.low, found.high) == pytest.approx((1 / 3, 1 / 3))
    assert paired_differences(better, better, samples=20)["record.f1"] == (0, 0, 0, False)


def test_paired_difference_needs_the_same_documents(build: Build) -> None:
    with pytest.raises(GoldError, match="different documents"):
        paired_differences(scored(build, (0,)), scored(build, (0,), (1,)))
