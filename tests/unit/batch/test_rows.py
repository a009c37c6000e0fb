from __future__ import annotations

import json
from pathlib import Path

import pytest

from govreport_nlp.batch import TABLES, find_files, read_reports
from govreport_nlp.batch.rows import failure_row, report_from_rows, report_rows
from govreport_nlp.batch.sinks import JsonlSink
from govreport_nlp.errors import ConfigError, EmptyDocumentError
from govreport_nlp.records import Report


def _write(folder: Path, reports: list[Report]) -> None:
    with JsonlSink(folder) as sink:
        for report in reports:
            for table, rows in report_rows(report).items():
                sink.write(table, rows)


def test_rows_hold_all_of_the_report(sample_report: Report) -> None:
    rows = json.loads(json.dumps(report_rows(sample_report), default=str))
    parts = (rows[table] for table in ("sections", "sentences", "indicators"))
    assert report_from_rows(rows["reports"][0], *parts) == sample_report


def test_reports_read_back_in_order(sample_report: Report, tmp_path: Path) -> None:
    empty = sample_report.model_copy(update={"source": "a.txt", "indicators": ()})
    copy = sample_report.model_copy(update={"source": "z.txt"})
    _write(tmp_path, [empty, sample_report, copy])
    assert list(read_reports(tmp_path)) == [empty, sample_report, copy]


def test_tables_are_joined_by_source(sample_report: Report) -> None:
    tables = report_rows(sample_report)
    assert set(tables) == set(TABLES) - {"failures"}
    for rows in tables.values():
        assert {row["source"] for row in rows} == {"north/青湾.txt"}
        assert {row["report_id"] for row in rows} == {sample_report.id}


def test_nested_sections_name_their_parent(sample_report: Report) -> None:
    front, first, second = sample_report.sections
    parent = first.model_copy(update={"end": second.end, "children": (second,)})
    nested = sample_report.model_copy(update={"sections": (front, parent)})
    rows = json.loads(json.dumps(report_rows(nested), default=str))
    assert [row["parent"] for row in rows["sections"]] == [None, None, 1]
    assert (
        report_from_rows(rows["reports"][0], rows["sections"], [], []).sections == nested.sections
    )


def test_decimals_keep_their_digits(sample_report: Report, tmp_path: Path) -> None:
    _write(tmp_path, [sample_report])
    lines = (tmp_path / "indicators.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[0])["value"] == "86000000000"


def test_failure_row() -> None:
    row = failure_row(
        "a/b.txt", "/x/a/b.txt", EmptyDocumentError("/x/a/b.txt has no text", hint="look at it")
    )
    assert row == {
        "source": "a/b.txt",
        "stage": "decode",
        "error": "EmptyDocumentError",
        "reason": "a/b.txt has no text",
        "hint": "look at it",
    }


def test_a_broken_off_batch_leaves_the_old_tables(sample_report: Report, tmp_path: Path) -> None:
    _write(tmp_path, [sample_report])
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(KeyboardInterrupt), JsonlSink(tmp_path) as sink:
        sink.write("reports", [{"source": "other"}])
        raise KeyboardInterrupt
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_lone_surrogate_is_written_as_its_escape(tmp_path: Path) -> None:
    with JsonlSink(tmp_path) as sink:
        sink.write("failures", [{"source": "\udcc4.txt"}])
    line = (tmp_path / "failures.jsonl").read_text(encoding="utf-8")
    assert json.loads(line) == {"source": "\udcc4.txt"}


def test_tables_that_do_not_fit(sample_report: Report, tmp_path: Path) -> None:
    _write(tmp_path, [sample_report])
    (tmp_path / "indicators.jsonl").write_text('{"source": "north/青湾.txt"}\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="do not fit"):
        list(read_reports(tmp_path))


def test_no_tables(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot read"):
        list(read_reports(tmp_path))


def test_find_files_sorts_and_leaves_out(tmp_path: Path) -> None:
    for name in ("b/1.txt", "a.txt", "b.txt", "a/1.txt", ".hidden", ".git/x", "~$a.docx", "out/t"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    found = find_files(tmp_path, without=tmp_path / "out")
    names = [path.relative_to(tmp_path).as_posix() for path in found]
    assert names == ["a/1.txt", "a.txt", "b/1.txt", "b.txt"]


def test_find_files_needs_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="is no folder"):
        find_files(tmp_path / "missing")
