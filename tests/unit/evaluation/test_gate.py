"""Floors: held, raised, and never lowered by the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from govreport_nlp.errors import ConfigError
from govreport_nlp.evaluation import GoldDocument, evaluate
from govreport_nlp.evaluation.gate import (
    Gate,
    check,
    gold_digest,
    load_gate,
    save_gate,
    update,
)

Build = Callable[..., GoldDocument]


def test_first_gate_has_a_floor_for_every_defined_figure(build: Build) -> None:
    gold = [build(sentences=())]
    gate = update(evaluate([build(keep=(0, 1), sentences=())], gold), None, gold)
    assert gate.floors["record.recall"] == 0.6666
    assert gate.floors["record.precision"] == 1.0
    assert "workstream.accuracy" not in gate.floors
    assert gate.rules


def test_a_gate_holds_what_it_was_made_from(build: Build) -> None:
    gold = [build()]
    scores = evaluate([build(keep=(0, 1))], gold)
    assert check(scores, update(scores, None, gold), gold) == []


def test_missed_floors_are_named(build: Build) -> None:
    gold = [build()]
    gate = Gate(gold=gold_digest(gold), floors={"record.f1": 0.9, "record.precision": 0.9})
    assert check(evaluate([build(keep=())], gold), gate, gold) == [
        "record.f1 is 0.000000, below its floor 0.9",
        "record.precision is undefined, below its floor 0.9",
    ]


def test_other_gold_misses_the_gate(build: Build) -> None:
    gate = Gate(gold=gold_digest([build(keep=(0,))]), floors={"record.f1": 0.1})
    (failure,) = check(evaluate([build()], [build()]), gate, [build()])
    assert "gold data" in failure


def test_update_raises_the_gate_s_own_floors_only(build: Build) -> None:
    gold = [build()]
    gate = Gate(gold="", floors={"record.f1": 0.5})
    assert update(evaluate([build()], gold), gate, gold).floors == {"record.f1": 1.0}


@pytest.mark.parametrize(("allow_lower", "floor"), [(False, 0.9), (True, 0.8)])
def test_update_lowers_only_when_told(build: Build, allow_lower: bool, floor: float) -> None:
    gold = [build()]
    scores = evaluate([build(keep=(0, 1))], gold)
    gate = Gate(gold="", floors={"record.f1": 0.9})
    assert update(scores, gate, gold, allow_lower=allow_lower).floors == {"record.f1": floor}


def test_undefined_figure_keeps_its_floor(build: Build) -> None:
    gold = [build()]
    scores = evaluate([build(keep=())], gold)
    gate = Gate(gold="", floors={"name_exact": 0.9})
    assert update(scores, gate, gold).floors == {"name_exact": 0.9}
    assert update(scores, gate, gold, allow_lower=True).floors == {}


def test_digest_is_of_the_content(build: Build) -> None:
    one, other = build(), build(doc="other")
    assert gold_digest([one, other]) == gold_digest([other, one])
    assert gold_digest([one]) != gold_digest([build({0: {"name": "公园"}})])


def test_file(tmp_path: Path) -> None:
    gate = Gate(gold="g", rules="r", floors={"record.f1": 0.5})
    save_gate(gate, tmp_path / "gate.json")
    assert load_gate(tmp_path / "gate.json") == gate


@pytest.mark.parametrize(
    "content", ["{", '{"floors": {}}', '{"gold": "g", "floors": {"record.f2": 1}}']
)
def test_broken_file(tmp_path: Path, content: str) -> None:
    file = tmp_path / "gate.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"gate\.json"):
        load_gate(file)
    with pytest.raises(ConfigError, match="absent"):
        load_gate(tmp_path / "absent.json")


def test_what_was_reached_is_kept(tmp_path: Path, build: Build) -> None:
    gold = [build(), build(doc="b")]
    predicted = [build(keep=(0, 1)), build(doc="b")]
    gate = update(evaluate(predicted, gold), Gate(gold="", floors={"record.f1": 0.5}), gold)
    save_gate(gate, tmp_path / "gate.json")
    measured = load_gate(tmp_path / "gate.json").measured
    assert measured is not None
    assert (measured.documents, measured.records, measured.sentences) == (2, 6, 4)
    assert measured.figures["record.recall"] == 0.8333
    assert measured.intervals["record.recall"] == (0.6667, 1.0)
    assert measured.groups["unit"]["人"] == (2, 0.6667, 0.6667, 1.0, None)
    assert measured.groups["workstream"]["government/welfare"].workstream == 1
