"""Predictions read from files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from govreport_nlp.batch.rows import report_rows
from govreport_nlp.errors import GoldError
from govreport_nlp.evaluation import GoldDocument, load_predictions
from govreport_nlp.records import Report

from .test_scores import report

Build = Callable[..., GoldDocument]


def test_reports_and_documents(tmp_path: Path, build: Build) -> None:
    (tmp_path / "a.json").write_text(report("甲\u2028乙").to_json(indent=1), encoding="utf-8")
    lines = [report("甲\u2028乙").to_json(), "", report("丙").to_json(), ""]
    (tmp_path / "b.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "c.json").write_text(build().model_dump_json(), encoding="utf-8")
    found = list(load_predictions(tmp_path))
    assert [type(one) for one in found] == [Report, Report, Report, GoldDocument]
    assert [one.text for one in found[:3]] == ["甲\u2028乙", "甲\u2028乙", "丙"]


def test_predictions_may_overlap(tmp_path: Path, build: Build) -> None:
    doubled = build(add=(build().indicators[0].model_dump(),))
    (tmp_path / "a.json").write_text(doubled.model_dump_json(), encoding="utf-8")
    assert list(load_predictions(tmp_path)) == [doubled]


@pytest.mark.parametrize("content", ['{"schema_version": "1.0"}', "{}", "["])
def test_neither(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.jsonl").write_text("\n" + content, encoding="utf-8")
    with pytest.raises(GoldError, match=r"a\.jsonl:2"):
        list(load_predictions(tmp_path))


def test_output_of_a_batch(tmp_path: Path) -> None:
    one = report("青湖市新建公园。", "a.txt")
    for table, rows in report_rows(one).items():
        lines = "".join(json.dumps(row, default=str, ensure_ascii=False) + "\n" for row in rows)
        (tmp_path / f"{table}.jsonl").write_text(lines, encoding="utf-8")
    assert list(load_predictions(tmp_path)) == [one]
