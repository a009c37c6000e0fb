"""Accuracy on gold data holds its floors.

Floors are pinned in ``tests/gates``; ``govreport evaluate --gold DIR --gate FILE --update-gate``
raises them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from govreport_nlp.evaluation import evaluate, load_gold, predict
from govreport_nlp.evaluation.gate import check, load_gate

TESTS = Path(__file__).parents[1]
SHARED_GOLD = TESTS.parents[1] / "shared" / "gold" / "dev"


@pytest.mark.parametrize(
    ("gold", "gate"),
    [
        pytest.param(TESTS / "fixtures" / "gold", "fixtures.json", id="fixtures"),
        pytest.param(
            SHARED_GOLD,
            "dev.json",
            id="dev",
            marks=[
                pytest.mark.corpus,
                pytest.mark.skipif(not SHARED_GOLD.is_dir(), reason="no shared gold data"),
            ],
        ),
    ],
)
def test_floors_hold(gold: Path, gate: str) -> None:
    documents = load_gold(gold)
    scores = evaluate(predict(documents), documents)
    assert check(scores, load_gate(TESTS / "gates" / gate), documents) == []
