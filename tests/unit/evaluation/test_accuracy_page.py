"""The documentation's page on accuracy: its figures are those of the gates."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from govreport_nlp.evaluation.gate import Gate, Measured, Row, save_gate

ROOT = Path(__file__).parents[3]


@pytest.fixture
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("accuracy", ROOT / "benchmarks" / "accuracy.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_has_the_figures_of_the_gates(script: ModuleType) -> None:
    page = (ROOT / "docs" / "explanation" / "accuracy.md").read_text(encoding="utf-8")
    assert page == script.fill(page, "figures", script.figures_block()), (
        "a gate has changed: run python benchmarks/accuracy.py"
    )


def test_a_section(script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    measured = Measured(
        documents=2,
        records=10,
        sentences=4,
        figures={"record.f1": 0.8, "workstream.accuracy": 0.75},
        intervals={"record.f1": (0.7, 0.9)},
        groups={
            "measure": {"level": Row(8, 0.9, 1.0, None, None)},
            "workstream": {"government/economy": Row(3, 0.5, 0.5, 1.0, 0.25)},
            "unit": {"": Row(1, 0.0, 0.0, None, None)},
        },
    )
    save_gate(
        Gate(gold="g", rules="r", floors={"record.f1": 0.75}, measured=measured),
        tmp_path / "mine.json",
    )
    save_gate(Gate(gold="g"), tmp_path / "fixtures.json")
    monkeypatch.setattr(script, "GATES", tmp_path)
    lines = script.figures_block().splitlines()
    assert lines[0] == "## The project's own reports"
    assert lines[2].startswith("Not measured yet")
    assert "## mine" in lines
    assert "2 documents, 10 records, 4 sentences; gold `g`, rules `r`." in lines
    assert any(line.endswith("| 0.800 | 0.700 – 0.900 | 0.750 |") for line in lines)
    assert "| `level` | 8 | 0.900 | 1.000 | – |" in lines
    assert "| `government/economy` | 3 | 0.500 | 0.500 | 1.000 | 0.250 |" in lines
    assert "| (none) | 1 | 0.000 | 0.000 | – |" in lines


def test_every_limit_says_what_is_right(script: ModuleType) -> None:
    block = script.limits_block()
    assert all("should be" in line for line in block.splitlines() if line.startswith("  "))
