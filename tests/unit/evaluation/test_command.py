"""``govreport evaluate`` and ``govreport diff``: what they write, and their exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from govreport_nlp.cli.diff import diff_command
from govreport_nlp.cli.evaluate import evaluate_command
from govreport_nlp.errors import ConfigError, GoldError
from govreport_nlp.evaluation import GoldDocument

Build = Callable[..., GoldDocument]

app = typer.Typer()
app.command("evaluate")(evaluate_command)
app.command("diff")(diff_command)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def folders(tmp_path: Path, build: Build) -> tuple[Path, Path]:
    """Write gold and predictions of two documents, one prediction with an error."""
    gold, pred = tmp_path / "gold", tmp_path / "pred"
    gold.mkdir()
    pred.mkdir()
    for doc, predicted in [("a", build(doc="a")), ("b", build(doc="b", keep=(0, 1)))]:
        (gold / f"{doc}.json").write_text(build(doc=doc).model_dump_json(), encoding="utf-8")
        (pred / f"{doc}.json").write_text(predicted.model_dump_json(), encoding="utf-8")
    return gold, pred


def test_text(folders: tuple[Path, Path]) -> None:
    gold, pred = folders
    result = run("evaluate", "--gold", gold, "--pred", pred, "--errors", 5, "--format", "text")
    assert result.exit_code == 0
    assert result.stdout.startswith("[missed] b@")
    assert "5/5/6" in result.stdout
    assert result.stderr == ""


def test_kinds_and_documents(folders: tuple[Path, Path]) -> None:
    gold, pred = folders
    command = ("evaluate", "--gold", gold, "--pred", pred, "--errors", 5, "--format", "text")
    assert "@" not in run(*command, "--kinds", "name,unit").stdout
    assert "3/3/3" in run(*command, "--docs", "a").stdout
    assert isinstance(run(*command, "--docs", "c").exception, GoldError)


def test_json(folders: tuple[Path, Path]) -> None:
    gold, pred = folders
    result = run("evaluate", "--gold", gold, "--pred", pred, "--baseline", pred)
    data = json.loads(result.stdout)
    assert data["record"]["recall"] == pytest.approx(5 / 6)
    assert data["documents"].keys() == {"a", "b"}
    assert data["error_counts"] == {"missed": 1}
    assert data["intervals"]["record.precision"] == [1, 1]
    assert data["baseline"]["record.f1"]["value"] == 0


def test_html(folders: tuple[Path, Path]) -> None:
    gold, pred = folders
    result = run("evaluate", "--gold", gold, "--pred", pred, "--format", "html")
    assert result.stdout.startswith("<!DOCTYPE html>")
    assert result.stdout.count("<article") == 1


def test_gate(folders: tuple[Path, Path], tmp_path: Path) -> None:
    gold, pred = folders
    gate = ("--gate", tmp_path / "gate.json")
    assert run("evaluate", "--gold", gold, "--pred", pred, *gate, "--update-gate").exit_code == 0
    assert run("evaluate", "--gold", gold, "--pred", pred, *gate).exit_code == 0
    assert run("evaluate", "--gold", gold, "--pred", gold, *gate, "--update-gate").exit_code == 0
    missed = run("evaluate", "--gold", gold, "--pred", pred, *gate)
    assert missed.exit_code == 1
    assert "record.f1 is 0.909091, below its floor 1" in missed.stderr
    again = ("evaluate", "--gold", gold, "--pred", pred, *gate, "--update-gate")
    assert run(*again).exit_code == 1
    assert run(*again, "--allow-lower").exit_code == 0


def test_nothing_is_scored_in_part_without_a_word(folders: tuple[Path, Path]) -> None:
    gold, pred = folders
    (gold / "b.json").rename(gold / "b.txt")
    result = run("evaluate", "--gold", gold, "--pred", pred)
    assert result.stderr == "no gold, not scored: b\n"
    assert json.loads(result.stdout)["without_gold"] == ["b"]
    (gold / "b.txt").rename(gold / "b.json")
    (pred / "b.json").unlink()
    command = ("evaluate", "--gold", gold, "--pred", pred)
    assert "no prediction for the gold document 'b'" in str(run(*command).exception)
    result = run(*command, "--allow-missing")
    assert result.stderr == "no prediction, scored as empty: b\n"
    assert json.loads(result.stdout)["quantity"]["recall"] == 0.5


def test_figures_by_group_and_category(folders: tuple[Path, Path]) -> None:
    gold, pred = folders
    text = run("evaluate", "--gold", gold, "--pred", pred, "--format", "text").stdout
    for head in ("MUC scheme", "document ", "workstream ", "unit ", "measure "):
        assert any(line.startswith(head) for line in text.splitlines()), head
    data = json.loads(run("evaluate", "--gold", gold, "--pred", pred).stdout)
    assert data["muc"]["strict"]["missed"] == 1
    assert data["groups"]["unit"]["人"]["quantity"]["recall"] == 0.5
    assert data["groups"]["workstream"]["government/welfare"]["quantity"]["gold"] == 2


def test_baseline_says_what_holds(folders: tuple[Path, Path]) -> None:
    gold, pred = folders
    command = ("evaluate", "--gold", gold, "--pred", gold, "--baseline", pred)
    assert json.loads(run(*command).stdout)["baseline"]["record.f1"]["holds"] is False
    text = run(*command, "--format", "text").stdout
    assert text.splitlines()[-1] == "differences that hold: none"


def test_wrong_use(folders: tuple[Path, Path], tmp_path: Path) -> None:
    gold, pred = folders
    command = ("evaluate", "--gold", gold, "--pred", pred)
    assert isinstance(run(*command, "--update-gate").exception, ConfigError)
    assert isinstance(run(*command, "--gate", tmp_path / "absent.json").exception, ConfigError)
    assert isinstance(run("evaluate", "--gold", tmp_path / "absent").exception, GoldError)
    assert run("evaluate").exit_code == 2


def test_diff(folders: tuple[Path, Path]) -> None:
    gold, pred = folders
    result = run("diff", gold, pred)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1].startswith("records: 0 gained, 1 lost, 0 changed")
