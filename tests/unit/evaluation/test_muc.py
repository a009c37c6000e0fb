"""The categories of MUC: by hand, and against nervaluate where its definitions coincide."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from govreport_nlp.evaluation import GoldDocument, evaluate
from govreport_nlp.evaluation.muc import CATEGORIES

from .conftest import record

Build = Callable[..., GoldDocument]


def counts(build: Build, change: dict[str, Any]) -> dict[str, dict[str, int]]:
    extra = record("今年", "1", "年", "今年")
    scores = evaluate([build({0: change}, keep=(0, 1), add=(extra,))], [build()])
    return {
        scheme: {c: count for c in CATEGORIES if (count := getattr(one, c))}
        for scheme, one in scores.muc.items()
    }


@pytest.mark.parametrize(
    ("change", "category"),
    [
        ({}, ("correct", "correct", "correct", "correct", "correct")),
        ({"start": 8, "text": "2个"}, ("incorrect", "incorrect", "partial", "correct", "correct")),
        (
            {"measure": "change", "direction": "up"},
            ("incorrect", "correct", "correct", "incorrect", "partial"),
        ),
        ({"value": "13"}, ("correct", "correct", "correct", "correct", "incorrect")),
        ({"status": "target"}, ("correct", "correct", "correct", "correct", "partial")),
    ],
)
def test_categories(build: Build, change: dict[str, Any], category: tuple[str, ...]) -> None:
    found = counts(build, change)
    for scheme, expected in zip(found, category, strict=True):
        # the other pair is right, one record is missed and one is spurious
        assert found[scheme].pop("missed") == found[scheme].pop("spurious") == 1, scheme
        found[scheme]["correct"] -= 1
        assert [c for c, count in found[scheme].items() if count] == [expected], scheme


def test_partial_counts_half(build: Build) -> None:
    scores = evaluate([build({0: {"start": 8, "text": "2个"}}, keep=(0,))], [build(keep=(0,))])
    partial = scores.muc["partial"]
    assert (partial.precision, partial.recall, partial.f1) == (0.5, 0.5, 0.5)


def test_undefined(build: Build) -> None:
    muc = evaluate([build(keep=())], [build()]).muc["strict"]
    assert (muc.precision, muc.recall, muc.f1) == (None, 0, 0)


TEXT = "零一二三四五六七八九" * 20


def side(chosen: random.Random, *, shift: bool) -> list[dict[str, Any]]:
    """Make records that overlap at most one of the other side: one in each stretch of ten."""
    records = []
    for home in range(0, len(TEXT), 10):
        if chosen.random() < 0.7:
            start = home + (chosen.randrange(3) if shift else 1)
            end = home + 5 + (chosen.randrange(3) if shift else 1)
            records.append(
                {
                    "start": start, "end": end, "text": TEXT[start:end], "value": "1", "unit": "",
                    "qualifier": "exact", "status": "actual", "name": "", "name_spans": [],
                    "measure": chosen.choice(["level", "change", "rank"]),
                }
            )  # fmt: skip
    return records


@pytest.mark.parametrize("seed", range(20))
def test_nervaluate_agrees(seed: int) -> None:
    evaluator = pytest.importorskip("nervaluate.evaluator")
    chosen = random.Random(seed)
    gold, predicted = side(chosen, shift=False), side(chosen, shift=True)

    def document(records: list[dict[str, Any]]) -> GoldDocument:
        return GoldDocument.model_validate({"doc": "a", "text": TEXT, "indicators": records})

    def entities(records: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
        # nervaluate's ends are inclusive
        return [
            [{"label": r["measure"], "start": r["start"], "end": r["end"] - 1} for r in records]
        ]

    muc = evaluate([document(predicted)], [document(gold)]).muc
    oracle = evaluator.Evaluator(
        entities(gold), entities(predicted), tags=["level", "change", "rank"], loader="dict"
    ).evaluate()["overall"]
    names = {"strict": "strict", "exact": "exact", "partial": "partial", "type": "ent_type"}
    for ours, theirs in names.items():
        for key in (*CATEGORIES, "precision", "recall", "f1"):
            expected = getattr(oracle[theirs], key)
            assert getattr(muc[ours], key) == pytest.approx(expected), (ours, key)
