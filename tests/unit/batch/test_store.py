from __future__ import annotations

import json
from pathlib import Path

import pytest

from govreport_nlp.batch import read_reports
from govreport_nlp.batch.manifest import Entry
from govreport_nlp.batch.rows import TABLES, report_rows
from govreport_nlp.batch.store import Store
from govreport_nlp.errors import ConfigError, OutputError
from govreport_nlp.records import Report

ROWS = (b"report\n", b"", b"sentence\n", b"1\n2\n", b"")


def _entry(source: str, part: str, at: tuple[int, ...]) -> Entry:
    return Entry(source, "ok", part=part, at=at)


def test_parts_are_put_together_in_the_order_given(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        with store.part("run-0001") as part:
            first = _entry("b", part.name, part.add(ROWS))
            second = _entry("a", part.name, part.add((b"other\n", *ROWS[1:])))
            part.sync()
        assert store.holds(first)
        assert store.is_merged([first, second]) is None
        merged = list(store.merge([second, Entry("x", "removed"), first], "tables-0001"))
        assert store.is_merged(merged) == "tables-0001"
        assert store.is_merged(merged[1:]) is None
        store.publish("tables-0001")
    assert (tmp_path / "reports.jsonl").read_bytes() == b"other\nreport\n"
    assert (tmp_path / "indicators.jsonl").read_bytes() == b"1\n2\n1\n2\n"
    assert [path.name for path in (tmp_path / ".batch").iterdir() if path.is_dir()] == [
        "tables-0001"
    ]


def test_rows_that_are_not_all_there(tmp_path: Path) -> None:
    with Store(tmp_path) as store, store.part("run-0001") as part:
        entry = _entry("a", part.name, part.add(ROWS))
        assert not store.holds(entry)  # not written yet
    with Store(tmp_path) as store:
        assert store.holds(entry)
        assert not store.holds(entry._replace(part="run-0002"))


def test_one_batch_at_a_time(tmp_path: Path) -> None:
    with Store(tmp_path), pytest.raises(ConfigError, match="another batch"):
        Store(tmp_path)
    with Store(tmp_path):
        pass


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot write to"):
        Store(tmp_path / "file")


def test_tables_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("os.link", no_links)
    with Store(tmp_path) as store:
        with store.part("tables-0001") as part:
            part.add(ROWS)
            part.sync()
        store.publish("tables-0001")
        assert (tmp_path / "reports.jsonl").read_bytes() == ROWS[0]


def _write(folder: Path, reports: list[Report]) -> None:
    for table in TABLES:
        rows = [row for report in reports for row in report_rows(report).get(table, [])]
        lines = (json.dumps(row, ensure_ascii=False, default=str) + "\n" for row in rows)
        (folder / f"{table}.jsonl").write_text("".join(lines), encoding="utf-8")


def test_reports_read_back_in_order(sample_report: Report, tmp_path: Path) -> None:
    empty = sample_report.model_copy(update={"source": "a.txt", "indicators": ()})
    copy = sample_report.model_copy(update={"source": "z.txt"})
    _write(tmp_path, [empty, sample_report, copy])
    assert list(read_reports(tmp_path)) == [empty, sample_report, copy]


def test_tables_that_do_not_fit(sample_report: Report, tmp_path: Path) -> None:
    _write(tmp_path, [sample_report])
    (tmp_path / "indicators.jsonl").write_text('{"source": "north/青湾.txt"}\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="do not fit"):
        list(read_reports(tmp_path))


def test_no_tables(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot read"):
        list(read_reports(tmp_path))
