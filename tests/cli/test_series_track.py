"""The commands series and track on a folder that a batch wrote."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

import govreport_nlp as gr
from govreport_nlp.cli.app import main
from samples import PLAN


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    return int(left.value.code or 0)


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """What a batch writes of the plans of two years, as far as the commands read it."""
    following = PLAN.replace("2031", "2032").replace("6.4%", "5.8%")
    reports = [
        gr.parse_text(text, report_year=year, region="青湾市", name=f"{year}.txt")
        for year, text in ((2031, PLAN), (2032, following))
    ]
    heads = [{"source": report.source, "level": "city", "publisher": None} for report in reports]
    rows = [row for report in reports for row in report.indicator_rows()]
    for name, lines in (("reports", heads), ("indicators", rows)):
        text = "".join(json.dumps(line, default=str) + "\n" for line in lines)
        (tmp_path / f"{name}.jsonl").write_text(text, encoding="utf-8")
    return tmp_path


def test_series_in_a_pipe(tables: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("series", str(tables), "-i", "GDP") == 0
    printed = capsys.readouterr()
    rows = json.loads(printed.out)
    assert [(row["period"], row["status"], row["value"]) for row in rows] == [
        ("2030", "actual", "6.4"),
        ("2031", "actual", "5.8"),
        ("2031", "target", "5"),
        ("2032", "target", "5"),
    ]
    assert "4 values, 0 in conflict" in printed.err


def test_series_as_a_table(tables: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chosen = ("--measure", "change", "--status", "target", "--region", "青湾市")
    assert run("series", str(tables), "-i", "gdp", *chosen, "--format", "table") == 0
    out = capsys.readouterr().out
    assert "↑ ≥ 5%" in out
    assert "6.4%" not in out


def test_series_to_files(tables: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("matplotlib", reason="matplotlib not installed: no charts")
    files = [tables / "new" / f"gdp.{kind}" for kind in ("svg", "html", "csv")]
    outs = [part for file in files for part in ("-o", str(file))]
    assert run("series", str(tables), "-i", "gdp", *outs) == 0
    assert "</svg>" in files[0].read_text(encoding="utf-8")
    assert "data:image/svg+xml" in files[1].read_text(encoding="utf-8")
    with files[2].open(encoding="utf-8-sig", newline="") as file:
        assert [row["value"] for row in csv.DictReader(file)] == ["6.4", "5.8", "5", "5"]
    assert "gdp.svg" in capsys.readouterr().err


def test_track_in_a_pipe_and_to_files(tables: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page, sheet = tables / "track.html", tables / "track.csv"
    assert run("track", str(tables), "--year", "2031", "-o", str(page), "-o", str(sheet)) == 0
    printed = capsys.readouterr()
    rows = json.loads(printed.out)
    assert [(row["target_text"], row["actual_text"], row["verdict"]) for row in rows] == [
        ("5%", "5.8%", "met"),
        ("3万人", "2.8万人", "missed"),
    ]
    assert "2 targets: 1 met, 1 missed, 0 unknown" in printed.err
    assert "below the target" in page.read_text(encoding="utf-8")
    assert sheet.read_text(encoding="utf-8-sig").startswith("region,")


def test_track_as_a_table(tables: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("--verdict", "missed,unknown", "--format", "table", "--width", "160")
    assert run("track", str(tables), *arguments) == 0
    out = capsys.readouterr().out
    assert "missed: below" in out
    assert "met: reached" not in out


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("series", "{}", "-i", "失业率"), "nearest: "),
        (("series", "{}", "-i", "gdp", "--measure", "size"), "one of level, change"),
        (("series", "{}", "-i", "gdp", "-o", "x.png"), "one of .svg, .html, .csv"),
        (("series", "{}/none", "-i", "gdp"), "name a folder that govreport batch wrote"),
        (("track", "{}", "--year", "last"), "2020-2022"),
        (("track", "{}", "--verdict", "good"), "one of met, missed, unknown"),
        (("track", "{}", "-o", "x.svg"), "one of .html, .csv"),
    ],
)
def test_wrong_use(
    tables: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], complaint: str
) -> None:
    assert run(*(argument.format(tables) for argument in arguments)) == 2
    assert complaint in capsys.readouterr().err


@pytest.mark.parametrize("command", [("series", "-i", "gdp"), ("track",)])
def test_tables_without_a_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    for name in ("reports", "indicators"):
        (tmp_path / f"{name}.jsonl").write_text("", encoding="utf-8")
    name, *options = command
    page = tmp_path / "page.html"
    if name == "series":
        pytest.importorskip("matplotlib", reason="matplotlib not installed: no charts")
    assert run(name, str(tmp_path), *options, "-o", str(page)) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert page.exists()
