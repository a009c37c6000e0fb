"""Whole fixture reports against golden files: a change of rules shows what it gains and loses.

``pytest tests/golden --update-golden`` writes the files anew and prints the change.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from govreport_nlp import Parser, Report
from govreport_nlp.evaluation.diff import diff, diff_lines

FOLDER = Path(__file__).parent
REPORTS = sorted((FOLDER.parent / "fixtures" / "reports").glob("*.txt"))


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def _golden_path(report: Path) -> Path:
    return FOLDER / f"{report.stem}.json"


def _as_golden(parser: Parser, path: Path) -> str:
    """Return a report as JSON with one record a line, for diffs that can be read.

    The text is the fixture's own; the digest of the configuration changes with every line of
    data and says nothing here.
    """
    report = parser.parse(path).model_copy(update={"source": path.name, "config_digest": ""})
    parts = []
    for key, value in report.model_dump(mode="json", exclude={"text"}).items():
        shown = _compact(value)
        if isinstance(value, list) and value:
            shown = "[\n" + ",\n".join(map(_compact, value)) + "\n]"
        parts.append(f"{json.dumps(key)}:{shown}")
    return "{" + ",\n".join(parts) + "}\n"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _from_golden(golden: str, text: str) -> Report:
    return Report.model_validate({**json.loads(golden), "text": text})


def _change(old: str, new: str, text: str) -> str:
    """Say what differs: records and labels first, else which fields of the report."""
    try:
        before, after = ([_from_golden(golden, text)] for golden in (old, new))
    except ValueError:
        return "the golden file is of another text"
    found = list(diff(before, after))
    if found:
        return "\n".join(diff_lines(found))
    was, now = json.loads(old), json.loads(new)
    return "other fields differ: " + ", ".join(key for key in now if now[key] != was.get(key))


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_golden(
    path: Path, parser: Parser, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    golden = _golden_path(path)
    new = _as_golden(parser, path)
    old = golden.read_text(encoding="utf-8") if golden.exists() else ""
    if old == new:
        return
    text = path.read_text(encoding="utf-8")
    change = _change(old, new, text) if old else "no golden file yet"
    if not request.config.getoption("--update-golden"):
        pytest.fail(f"{change}\nif that is what is wanted: pytest tests/golden --update-golden")
    golden.write_text(new, encoding="utf-8", newline="\n")
    with capsys.disabled():
        sys.stdout.write(f"\n{golden.name}: {change}\n")


def test_no_golden_file_without_report() -> None:
    present = {path.name for path in FOLDER.glob("*.json")}
    assert present <= {_golden_path(path).name for path in REPORTS}
