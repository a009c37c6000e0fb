"""Agreement of annotators: kappa, alpha, and optional records."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from govreport_nlp.errors import GoldError
from govreport_nlp.evaluation import GoldDocument
from govreport_nlp.evaluation.annotators import agreement, cohen_kappa, krippendorff_alpha

Build = Callable[..., GoldDocument]


def test_kappa_of_a_table() -> None:
    labels = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert cohen_kappa(labels) == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("labels", "kappa"),
    [
        ([("a", "a"), ("b", "b")], 1),
        ([("a", "b"), ("b", "a")], -1),
        ([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")], 0),
        ([("a", "a")], None),
        ([], None),
    ],
)
def test_kappa(labels: list[tuple[str, str]], kappa: float | None) -> None:
    assert cohen_kappa(labels) == kappa


def test_alpha_of_four_coders_with_gaps() -> None:
    """The worked example with four observers and twelve units; its nominal alpha is 0.743."""
    coders = (
        "1 2 3 3 2 1 4 1 2 . . .",
        "1 2 3 3 2 2 4 1 2 5 . 3",
        ". 3 3 3 2 3 4 2 2 5 1 .",
        "1 2 3 3 2 4 4 1 2 5 1 .",
    )
    units = [[c for c in unit if c != "."] for unit in zip(*map(str.split, coders), strict=True)]
    assert krippendorff_alpha(units) == pytest.approx(0.743, abs=5e-4)
    assert krippendorff_alpha([("a", "a")]) is None


def test_full_agreement(build: Build) -> None:
    found = agreement([build()], [build()])
    assert (found.record, found.quantity, found.strict, found.pairs) == (1, 1, 1, 3)
    assert found.fields["status"] == (3, 1, 1, 1)
    assert found.fields["name_exact"] == (3, 1, None, None)
    assert found.workstream == (2, 1, 1, 1)
    assert found.only_in_one == ()


def test_differences(build: Build) -> None:
    ours = build({0: {"status": "target"}}, keep=(0, 1))
    theirs = build(sentences=[{"start": 0, "end": 21, "workstreams": ["urban"]}])
    found = agreement([ours], [theirs])
    assert found.record == pytest.approx(2 / 5)
    assert found.quantity == pytest.approx(4 / 5)
    assert found.fields["status"].share == 0.5
    assert found.workstream.share == 0
    assert found.sentences_of_one == 1


@pytest.mark.parametrize("optional_in_ours", [True, False])
def test_optional_in_either_counts_neither_way(build: Build, optional_in_ours: bool) -> None:
    marked = build({2: {"optional": True, "value": "1"}})
    sides = (marked, build()) if optional_in_ours else (build(), marked)
    found = agreement([sides[0]], [sides[1]])
    assert (found.record, found.pairs) == (1, 2)


def test_documents_of_one_are_named(build: Build) -> None:
    found = agreement([build(), build(doc="a")], [build(), build(doc="b")])
    assert (found.documents, found.only_in_one) == (1, ("a", "b"))
    with pytest.raises(GoldError, match="no document in common"):
        agreement([build()], [build(doc="b")])
    with pytest.raises(GoldError, match="two texts"):
        agreement([build()], [build(text="别的", keep=(), sentences=())])
