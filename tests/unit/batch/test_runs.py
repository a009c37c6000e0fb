"""Runs on one output: resumed, killed, on a full disk; nothing is lost and nothing done twice."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from multiprocessing import active_children
from pathlib import Path
from typing import Any

import pytest
from generate import generate

import govreport_nlp as gr
from govreport_nlp.batch import TABLES, Progress, Summary, find_documents, run_batch
from govreport_nlp.batch.work import document_worker
from govreport_nlp.errors import ConfigError, MissingExtraError, OutputError

COUNT = 60


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("generated")
    generate(top, COUNT, seed=3, characters=400)
    (top / "00" / "empty.txt").touch()
    return top


@pytest.fixture(scope="module")
def whole(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The tables of a run that went through."""
    out = tmp_path_factory.mktemp("whole")
    run_batch(folder, out)
    return _tables(out)


@pytest.fixture
def own(folder: Path, tmp_path: Path) -> Path:
    """A copy of some of the folder, to be changed."""
    shutil.copytree(folder / "00", tmp_path / "own" / "00")
    shutil.copytree(folder / "01", tmp_path / "own" / "01")
    return tmp_path / "own"


def _tables(out: Path) -> dict[str, bytes]:
    return {table: (out / f"{table}.jsonl").read_bytes() for table in TABLES}


def _manifest(out: Path) -> dict[str, dict[str, Any]]:
    _, *lines = map(json.loads, (out / "manifest.jsonl").read_text(encoding="utf-8").splitlines())
    return {line["source"]: line for line in lines}


def _failures(out: Path) -> dict[str, tuple[str, str, str]]:
    rows = map(json.loads, (out / "failures.jsonl").read_text(encoding="utf-8").splitlines())
    return {row["source"]: (row["error"], row["stage"], row["reason"]) for row in rows}


def test_the_package_can_be_called(own: Path, tmp_path: Path) -> None:
    assert gr.batch(own, tmp_path / "out") == gr.batch.run_batch(own, tmp_path / "out")  # type: ignore[attr-defined]


def test_the_manifest_tells_of_every_file(own: Path, tmp_path: Path) -> None:
    summary = run_batch(own, tmp_path / "out")
    lines = _manifest(tmp_path / "out")
    assert list(lines) == [document.source for document in find_documents(own)]
    assert lines["00/empty.txt"]["status"] == "failed"
    assert lines["00/empty.txt"]["stage"] == "decode"
    done = lines["00/report-000000.txt"]
    assert (done["status"], done["stage"], done["rows"]["reports"]) == ("ok", None, 1)
    assert done["seconds"] > 0
    assert sum(line["rows"]["indicators"] for line in lines.values()) == summary.indicators


def test_resume_does_what_is_new_or_changed(own: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = run_batch(own, out)
    total = first.reports + 1
    assert run_batch(own, out, resume=True) == first._replace(skipped=total)

    changed, removed = own / "00" / "report-000000.txt", own / "01" / "report-000001.txt"
    changed.write_text("全市新建公园20个。", encoding="utf-8")
    (own / "new.txt").write_text("全市新建学校3所。", encoding="utf-8")
    removed.unlink()
    os.utime(own / "01" / "report-000041.txt", (0, 0))  # touched: its bytes are as before
    steps: list[str] = []
    second = run_batch(
        own, out, resume=True, progress=lambda step: steps.append(f"{step.done}/{step.total}")
    )
    assert second[3:] == (total - 3, 1, ())
    assert steps == ["1/3", "2/3", "3/3"]
    assert _manifest(out)["01/report-000001.txt"]["status"] == "removed"
    run_batch(own, tmp_path / "fresh")
    assert _tables(out) == _tables(tmp_path / "fresh")


def test_a_change_that_size_and_time_do_not_show(own: Path, tmp_path: Path) -> None:
    path = own / "new.txt"
    path.write_text("全市新建公园20个。", encoding="utf-8")
    run_batch(own, tmp_path / "out")
    status = path.stat()
    path.write_text("全市新建公园30个。", encoding="utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    before = _tables(tmp_path / "out")
    run_batch(own, tmp_path / "out", resume=True)
    assert _tables(tmp_path / "out") == before
    run_batch(own, tmp_path / "out", resume=True, checksum=True)
    assert "公园30个".encode() in _tables(tmp_path / "out")["indicators"]


def test_a_changed_configuration_does_all_anew(own: Path, tmp_path: Path) -> None:
    run_batch(own, tmp_path / "out")
    config = gr.Config(taxonomy="education")
    summary = run_batch(own, tmp_path / "out", config, resume=True)
    assert summary.skipped == 0
    assert summary.changes == ("taxonomy: auto → education",)
    run_batch(own, tmp_path / "fresh", config)
    assert _tables(tmp_path / "out") == _tables(tmp_path / "fresh")


def test_rows_lost_are_made_again(own: Path, tmp_path: Path) -> None:
    run_batch(own, tmp_path / "out")
    before = _tables(tmp_path / "out")
    (tmp_path / "out" / "indicators.jsonl").write_bytes(b"")
    assert run_batch(own, tmp_path / "out", resume=True).skipped < 3
    assert _tables(tmp_path / "out") == before


SCRIPT = """
import os, signal, sys, threading
from govreport_nlp.batch import run_batch, runner
runner._SECONDS_AT_RISK = 0.02
calls = int(sys.argv[3])
def count(real):
    def call(*arguments, **options):
        global calls
        calls -= 1
        if calls == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments, **options)
    return call
if __name__ == "__main__":
    for name in ("fsync", "link", "replace"):
        setattr(os, name, count(getattr(os, name)))
    delay = float(sys.argv[4])
    if delay:
        timer = threading.Timer(delay, os.kill, (os.getpid(), signal.SIGKILL))
        timer.daemon = True
        timer.start()
    print(run_batch(sys.argv[1], sys.argv[2], resume=True, workers=int(sys.argv[5])).skipped)
"""


def _run(
    script: Path, folder: Path, out: Path, calls: int, delay: float, workers: int
) -> str | None:
    arguments = [str(folder), str(out), str(calls), str(delay), str(workers)]
    run = subprocess.run(
        [sys.executable, script, *arguments], capture_output=True, text=True, check=False
    )
    assert run.returncode in (0, -signal.SIGKILL), run.stderr
    return run.stdout if run.returncode == 0 else None


@pytest.mark.parametrize("workers", [1, 2])
def test_killed_at_random_moments_and_resumed(
    folder: Path, whole: dict[str, bytes], tmp_path: Path, workers: int
) -> None:
    """Now at a call that brings something to the disk, now by the clock."""
    dice = random.Random(workers)
    script = tmp_path / "run.py"
    script.write_text(SCRIPT)
    out = tmp_path / "out"
    killed = 0
    for turn in range(5):
        by_clock = turn % 2 == 1  # the first by a call, which surely comes
        calls, delay = (0, dice.uniform(0.3, 0.7)) if by_clock else (dice.randint(8, 20), 0)
        killed += _run(script, folder, out, calls, delay, workers) is None
    assert killed
    skipped = _run(script, folder, out, 0, 0, workers)
    assert skipped is not None
    assert int(skipped) > 0
    assert _tables(out) == whole


@pytest.mark.parametrize("calls", [1, 2, 3, 4, 5, 6, 7])
def test_killed_while_the_tables_are_put_in_place(own: Path, tmp_path: Path, calls: int) -> None:
    """The last calls of a run are those that put the tables together."""
    run_batch(own, tmp_path / "whole")
    run_batch(own / "00", tmp_path / "out")
    script = tmp_path / "run.py"
    script.write_text(SCRIPT)
    assert _run(script, own, tmp_path / "out", 12 + 2 * calls, 0, 1) is None
    run_batch(own, tmp_path / "out", resume=True)
    assert _tables(tmp_path / "out") == _tables(tmp_path / "whole")


def test_engines_and_workers_give_equal_tables(
    folder: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    for engine, workers in (("process", 1), ("process", 2), ("process", 4)):
        out = tmp_path / f"{engine}-{workers}"
        run_batch(folder, out, engine=engine, workers=workers, time_limit=60)  # type: ignore[arg-type]
        assert _tables(out) == whole


def test_ray_gives_equal_tables(folder: Path, whole: dict[str, bytes], tmp_path: Path) -> None:
    pytest.importorskip("ray")
    run_batch(f"file://{folder}", tmp_path / "ray", engine="ray", workers=2, time_limit=60)
    assert _tables(tmp_path / "ray") == whole


@pytest.fixture
def slow(own: Path) -> Path:
    """Some of the folder, with a document that takes many seconds."""
    (own / "slow.txt").write_text("全市新建公园20个，增长5.5%。\n" * 300_000, encoding="utf-8")
    return own


def test_a_document_that_takes_too_long(slow: Path, tmp_path: Path) -> None:
    run_batch(slow, tmp_path / "out", time_limit=1)
    failures = _failures(tmp_path / "out")
    reason = "slow.txt: took more than 1 s"
    assert set(failures) == {"00/empty.txt", "slow.txt"}
    assert failures["slow.txt"] == ("LimitExceededError", "parse", reason)
    # not the bytes were at fault, so it is tried again
    total = len(find_documents(slow))
    assert run_batch(slow, tmp_path / "out", resume=True, time_limit=1).skipped == total - 1


def test_a_document_that_takes_too_long_under_ray(slow: Path, tmp_path: Path) -> None:
    pytest.importorskip("ray")
    run_batch(slow, tmp_path / "process", workers=2, time_limit=1)
    run_batch(slow, tmp_path / "ray", engine="ray", workers=2, time_limit=1)
    assert _tables(tmp_path / "ray") == _tables(tmp_path / "process")


def test_a_worker_that_dies(own: Path, tmp_path: Path) -> None:
    def kill_once(step: Progress) -> None:
        if step.done == 1:
            for process in active_children():
                process.kill()

    summary = run_batch(own, tmp_path / "out", workers=2, progress=kill_once)
    failures = _failures(tmp_path / "out")
    assert summary.reports + summary.failed == len(find_documents(own))
    died = {source for source, (_, _, reason) in failures.items() if "process died" in reason}
    assert died
    summary = run_batch(own, tmp_path / "out", resume=True)
    assert (summary.failed, summary.skipped) == (1, len(find_documents(own)) - len(died))


def test_two_runs_at_once_are_refused(own: Path, tmp_path: Path) -> None:
    def again(_: Progress) -> None:
        with pytest.raises(ConfigError, match="another batch is writing"):
            run_batch(own, tmp_path / "out")

    run_batch(own, tmp_path / "out", progress=again)


@pytest.fixture
def small_files() -> Any:
    """No file may grow beyond 100 kB: what a full disk does, without filling one."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    yield lambda: resource.setrlimit(resource.RLIMIT_FSIZE, before)
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk(
    folder: Path, whole: dict[str, bytes], tmp_path: Path, small_files: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("govreport_nlp.batch.runner._SECONDS_AT_RISK", 0)
    with pytest.raises(OutputError, match="cannot write to"):
        run_batch(folder, tmp_path / "out")
    small_files()
    summary = run_batch(folder, tmp_path / "out", resume=True)
    assert summary.skipped > 0
    assert _tables(tmp_path / "out") == whole


def test_an_output_that_is_no_folder(own: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot write to"):
        run_batch(own, tmp_path / "file")


def test_a_file_that_vanishes_or_changes(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, vanished = os.fstat, own / "00" / "report-000000.txt"
    changed = own / "01" / "report-000001.txt"

    def grows(handle: int) -> os.stat_result:
        status = real(handle)
        if os.path.realpath(f"/proc/self/fd/{handle}") == str(changed):
            with changed.open("a", encoding="utf-8") as file:
                file.write("又有一句。")
        return status

    def vanish(step: Progress) -> None:
        vanished.unlink(missing_ok=True)

    (own / "00" / "a.txt").write_text("新建公园20个。", encoding="utf-8")
    monkeypatch.setattr("os.fstat", grows)
    run_batch(own, tmp_path / "out", progress=vanish)
    failures = _failures(tmp_path / "out")
    assert failures["00/report-000000.txt"][:2] == ("SourceNotFoundError", "read")
    assert failures["01/report-000001.txt"][:2] == ("SourceChangedError", "read")
    monkeypatch.undo()
    assert run_batch(own, tmp_path / "out", resume=True).failed == 1


def test_bad_files_among_good_ones(own: Path, tmp_path: Path) -> None:
    good = run_batch(own, tmp_path / "good").reports
    bad = own / "bad"
    bad.mkdir()
    with zipfile.ZipFile(own / "broken.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("in.txt", "新建公园20个。" * 99)
    data = bytearray((own / "broken.zip").read_bytes())
    data[40:60] = bytes(20)
    (own / "broken.zip").write_bytes(data)
    files = {
        "picture.png": b"\x89PNG\r\n\x1a\n" + bytes(50),
        "white.txt": "　\n\n ".encode(),
        "noise.txt": bytes(range(256)) * 20,
        "cut.docx": b"PK\x03\x04 cut off",
        "cut.pdf": b"%PDF-1.7\n1 0 obj\n<<",
        "cut.zip": b"PK\x03\x04",
    }
    for name, content in files.items():
        (bad / name).write_bytes(content)
    (bad / "gone.txt").symlink_to(bad / "nowhere")
    os.mkfifo(bad / "pipe.txt")
    run = run_batch(own, tmp_path / "out", workers=2, time_limit=30)
    assert run == Summary(good, run.indicators, len(files) + 4)
    failures = _failures(tmp_path / "out")
    assert set(failures) == {
        "00/empty.txt", "broken.zip/in.txt", "bad/gone.txt", "bad/pipe.txt",
        *(f"bad/{name}" for name in files),
    }  # fmt: skip
    for _, stage, reason in failures.values():
        assert stage in ("read", "decode", "parse")
        assert reason
        assert "internal error" not in reason


def test_an_archive_is_read_as_a_folder_is(own: Path, tmp_path: Path) -> None:
    shutil.make_archive(str(tmp_path / "packed"), "zip", own)
    run_batch(own, tmp_path / "folder")
    run_batch(tmp_path / "packed.zip", tmp_path / "archive")
    assert _tables(tmp_path / "folder") == _tables(tmp_path / "archive")


def test_outputs_at_a_url(own: Path, tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    with pytest.raises(ConfigError, match="needs a local folder"):
        run_batch(own, "memory://out")
    far = f"file://{tmp_path}/far"
    run_batch(f"file://{own}", far, work_folder=tmp_path / "near")
    assert _tables(tmp_path / "near") == _tables(tmp_path / "far")


def test_an_extra_that_is_missing_fails_before_work_begins(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(MissingExtraError, match="data"):
        run_batch(own, tmp_path / "out", to=["parquet"])
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("options", [{"engine": "spark"}, {"workers": 0}, {"to": ["odt"]}], ids=str)
def test_wrong_use(own: Path, tmp_path: Path, options: dict[str, Any]) -> None:
    with pytest.raises(ConfigError, match=r"no engine|workers is 0|no format"):
        run_batch(own, tmp_path / "out", **options)


def test_a_bug_is_a_row(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def bug(*_: object, **__: object) -> None:
        raise KeyError("no such rule")

    monkeypatch.setattr("govreport_nlp.parser.Parser.parse_bytes", bug)
    outcome = document_worker(gr.Config())(find_documents(own)[0])
    assert (outcome.status, outcome.stage, outcome.hash) == ("failed", "parse", None)
    assert "KeyError" in str(outcome.reason)
