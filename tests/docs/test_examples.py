"""The example programs run, and what they print is what the library finds."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

import govreport_nlp as gr

ROOT = Path(__file__).parents[2]
REPORTS = ROOT / "tests" / "fixtures" / "reports"
REPORT = REPORTS / "county-shiqiao-2013.txt"


def _run(name: str, *arguments: object) -> str:
    command = [sys.executable, "-X", "utf8", ROOT / "examples" / name, *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    return done.stdout


def test_folder_to_table(tmp_path: Path) -> None:
    _run("folder_to_table.py", REPORTS, tmp_path / "targets.csv")
    with (tmp_path / "targets.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    paths = sorted(REPORTS.iterdir())
    found = [i.name for path in paths for i in gr.parse(path).indicators if i.status == "target"]
    assert [row["name"] for row in rows] == found


def test_spacy_pipeline() -> None:
    lines = [line.split("\t") for line in _run("spacy_pipeline.py", REPORT).splitlines()]
    report = gr.parse(REPORT)
    labels = [sentence.workstreams[0].id for sentence in report.sentences]
    assert lines == [[i.name, i.text, labels[i.sentence]] for i in report.indicators]


def test_why_this_number() -> None:
    lines = _run("why_this_number.py", REPORT).splitlines()
    report = gr.parse(REPORT)
    assert len(lines) == len(report.indicators) + len(report.unclaimed)


def test_every_example_is_tested_here() -> None:
    here = Path(__file__).read_text(encoding="utf-8")
    for path in (ROOT / "examples").glob("*.py"):
        if path.name not in here:
            pytest.fail(path.name)
