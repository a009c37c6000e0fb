"""``govreport batch``: tables that are the same whatever the workers, and failures as rows."""

from __future__ import annotations

import json
import os
from multiprocessing import active_children
from pathlib import Path
from typing import Any

import pytest

from govreport_nlp import Config, Parser
from govreport_nlp.batch import TABLES, Progress, Summary, read_reports, run_batch
from govreport_nlp.cli.app import main
from govreport_nlp.cli.progress import LogFormat, Reporter
from govreport_nlp.errors import ConfigError

TEXT = "全市新建公园{}个。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three reports, two of one name and two of one text, an empty file and a picture."""
    top = tmp_path / "reports"
    for name, number in (("a/report.txt", 20), ("b/report.txt", 30), ("z.txt", 20)):
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT.format(number), encoding="utf-8")
    (top / "a" / "empty.txt").touch()
    (top / "c.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    return top


def _rows(out: Path, table: str) -> list[dict[str, Any]]:
    lines = (out / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _bytes(out: Path) -> dict[str, bytes]:
    return {table: (out / f"{table}.jsonl").read_bytes() for table in TABLES}


def test_tables(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run_batch(folder, out) == Summary(reports=3, indicators=3, failed=2)
    names = {path.name for path in out.iterdir()}
    assert names == {".batch", "manifest.jsonl", *(f"{table}.jsonl" for table in TABLES)}
    sources = ["a/report.txt", "b/report.txt", "z.txt"]
    assert [row["source"] for row in _rows(out, "reports")] == sources
    assert [row["value"] for row in _rows(out, "indicators")] == ["20", "30", "20"]


def test_equal_texts_have_equal_ids(folder: Path, tmp_path: Path) -> None:
    run_batch(folder, tmp_path / "out")
    first, second, third = (row["report_id"] for row in _rows(tmp_path / "out", "reports"))
    assert first == third != second


def test_failures_are_rows(folder: Path, tmp_path: Path) -> None:
    run_batch(folder, tmp_path / "out")
    empty, picture = _rows(tmp_path / "out", "failures")
    assert (empty["source"], empty["error"]) == ("a/empty.txt", "EmptyDocumentError")
    assert (picture["source"], picture["stage"]) == ("c.png", "decode")
    assert picture["reason"]


def test_the_same_tables_whatever_the_workers(folder: Path, tmp_path: Path) -> None:
    run_batch(folder, tmp_path / "one", workers=1)
    run_batch(folder, tmp_path / "two", workers=2)
    assert _bytes(tmp_path / "one") == _bytes(tmp_path / "two")


def test_reports_read_back_are_those_parsed(folder: Path, tmp_path: Path) -> None:
    run_batch(folder, tmp_path / "out")
    parser = Parser(Config())
    for report in read_reports(tmp_path / "out"):
        parsed = parser.parse(folder / report.source)
        expected = parsed.model_copy(update={"source": report.source})
        assert report.to_json() == expected.to_json()


def test_out_inside_the_folder_is_not_read(folder: Path) -> None:
    first = run_batch(folder, folder / "out")
    assert run_batch(folder, folder / "out") == first


def test_progress_counts_every_file(folder: Path, tmp_path: Path) -> None:
    seen: list[tuple[int, int, int, str | None]] = []

    def note(step: Progress) -> None:
        assert step.total == 5
        seen.append((step.done, step.failed, step.records, step.failure))

    run_batch(folder, tmp_path / "out", progress=note)
    assert [step[:3] for step in seen] == [(1, 1, 0), (2, 1, 1), (3, 1, 2), (4, 2, 2), (5, 2, 3)]
    assert [bool(step[3]) for step in seen] == [True, False, False, True, False]


def test_tables_do_not_depend_on_where_the_folder_lies(folder: Path, tmp_path: Path) -> None:
    run_batch(folder, tmp_path / "here")
    moved = folder.rename(tmp_path / "elsewhere")
    run_batch(moved, tmp_path / "there")
    assert _bytes(tmp_path / "here") == _bytes(tmp_path / "there")


def test_file_names_in_another_encoding(folder: Path, tmp_path: Path) -> None:
    try:
        (folder / os.fsdecode(b"\xc4\xea.txt")).write_text(TEXT.format(5), encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such names")
    assert run_batch(folder, tmp_path / "out").reports == 4
    assert len(list(read_reports(tmp_path / "out"))) == 4


def test_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no files"):
        run_batch(tmp_path, tmp_path / "out")


def test_command(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["batch", str(folder), "-o", str(tmp_path / "out"), "--workers", "2"])
    assert left.value.code == 1
    written = capsys.readouterr()
    assert written.out == ""
    assert "3 reports, 3 indicators, 2 failed" in written.err
    assert "failed: a/empty.txt: " in written.err


def test_command_without_failures(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["batch", str(folder / "b"), "-o", str(tmp_path / "out")])
    assert left.value.code == 0
    with pytest.raises(SystemExit) as left:
        main(["view", str(tmp_path / "out"), "-o", str(tmp_path / "index.html")])
    assert left.value.code == 0
    assert "1 reports" in capsys.readouterr().err
    assert "report.txt" in (tmp_path / "index.html").read_text(encoding="utf-8")


def _leave(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as left:
        main(["batch", *map(str, arguments)])
    assert isinstance(left.value.code, int)
    return left.value.code


def test_a_log_of_json(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ("--engine", "serial", "--log-format", "json")
    assert _leave(folder, "-o", tmp_path / "out", *options) == 1
    events = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [event["event"] for event in events] == ["failure", "failure", "end"]
    assert events[0]["reason"].startswith("a/empty.txt: ")
    assert (events[2]["reports"], events[2]["failed"]) == (3, 2)
    assert all(event["time"] > 0 for event in events)


def test_quiet(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _leave(folder, "-o", tmp_path / "out", "--quiet", "--engine", "serial") == 1
    written = capsys.readouterr()
    assert written.out + written.err == ""


def test_a_long_run_tells_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    reporter = Reporter(LogFormat.TEXT, quiet=False)
    reporter._told -= 60
    reporter(Progress(4, 100, done=1, done_bytes=20, characters=2000, records=30, seconds=2.0))
    reporter(Progress(4, 100, done=2, done_bytes=40, characters=4000, records=60, seconds=4.0))
    assert capsys.readouterr().err == (
        "1/4 files, 0.5 files/s, 1,000 characters/s, 15.0 records/s, 0 failed, 0:08 left\n"
    )


def test_resume_says_what_changed(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_batch(folder, tmp_path / "out")
    (folder / "z.txt").unlink()
    options = ("--resume", "--engine", "serial")
    assert _leave(folder, "-o", tmp_path / "out", *options) == 1
    assert "2 reports, 2 indicators, 2 failed, 4 kept from before, 1 no longer there" in (
        capsys.readouterr().err
    )
    _leave(folder, "-o", tmp_path / "out", *options, "--taxonomy", "education")
    assert "these changed: taxonomy: auto → education" in capsys.readouterr().err


def test_a_list(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "list.txt").write_text("# two of them\nreports/b\nreports/z.txt\n")
    monkeypatch.chdir(tmp_path)
    assert _leave("--from-list", "list.txt", "-o", "out", "--engine", "serial") == 0
    sources = [row["source"] for row in _rows(tmp_path / "out", "reports")]
    assert sources == ["reports/b/report.txt", "reports/z.txt"]


def test_wrong_use(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _leave("-o", tmp_path / "out") == 2
    assert _leave("--from-list", tmp_path / "missing", "-o", tmp_path / "out") == 2
    assert _leave(folder, "-o", tmp_path / "out", "--engine", "spark") == 2
    assert _leave(folder, "-o", tmp_path / "out", "--to", "odt") == 2
    (tmp_path / "file").touch()
    assert _leave(folder, "-o", tmp_path / "file") == 2
    assert capsys.readouterr().err.count("error: ") == 5
    assert not (tmp_path / "out").exists()


def test_stopped_by_the_user(
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("govreport_nlp.cli.progress.Reporter.__call__", stop)
        assert _leave(folder, "-o", tmp_path / "out", "--workers", "2") == 130
    assert "stopped: what is done is kept" in capsys.readouterr().err
    assert not active_children()
    assert _leave(folder, "-o", tmp_path / "out", "--resume") == 1
    assert len(_rows(tmp_path / "out", "reports")) == 3


def test_parse_many_outlives_its_workers(folder: Path) -> None:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    results = []
    for result in Parser().parse_many(paths * 3, workers=2):
        if not results:
            for process in active_children():
                process.kill()
        results.append(result)
    assert [result.path for result in results] == [str(path) for path in paths * 3]
    died = [r for r in results if r.error is not None and "process died" in r.error.message]
    assert 0 < len(died) <= 2
    assert results[-1].report is not None
    assert results[-1].report.sentences[0].words
