"""What strangers may send, and what it may not do: the tests of docs/explanation/threats.md."""

from __future__ import annotations

import ast
import csv
import json
import os
import re
import time
import tomllib
import zipfile
from itertools import chain
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from packaging.requirements import Requirement
from packaging.version import Version

import govreport_nlp
from govreport_nlp import Config, ConfigError, Limits, Parser
from govreport_nlp.batch import TABLES, find_documents, run_batch
from govreport_nlp.batch.formats import derive
from govreport_nlp.evaluation.annotation import save_gold
from govreport_nlp.evaluation.gold import GoldDocument
from govreport_nlp.viewer import write_pages
from govreport_nlp.workstreams import load_taxonomy

ROOT = Path(__file__).parents[2]
TEXT = "全市新建公园20个，地区生产总值增长5.5%。"
FORMULAS = ("=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(1)")


def _failures(out: Path) -> dict[str, dict[str, Any]]:
    lines = (out / "failures.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["source"]: row for row in map(json.loads, lines)}


def test_names_that_climb_out_of_an_archive_write_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "in"
    folder.mkdir(parents=True)
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        for name in ("../../../evil.txt", "/evil.txt", "C:\\evil.txt", "a/../../evil.txt"):
            archive.writestr(name, TEXT)
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    summary = run_batch(folder, tmp_path / "deep" / "out")
    assert summary.reports + summary.failed == 4
    after = {path for path in tmp_path.rglob("*") if path.is_file()} - before
    assert all(path.is_relative_to(tmp_path / "deep" / "out") for path in after)


def test_a_bomb_in_an_archive_costs_no_more_than_the_limit(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", b" " * 30_000_000)
        archive.writestr("good.txt", TEXT)
    summary = run_batch(
        tmp_path / "a.zip", tmp_path / "out", Config(limits=Limits(max_bytes=1_000_000))
    )
    assert (summary.reports, summary.failed) == (1, 1)
    assert _failures(tmp_path / "out")["bomb.txt"]["error"] == "LimitExceededError"


def test_an_archive_without_documents_has_a_row(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w"):
        pass
    run_batch(tmp_path / "a.zip", tmp_path / "out")
    assert list(_failures(tmp_path / "out")) == ["a.zip"]


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    secret, folder = tmp_path / "secret.txt", tmp_path / "in"
    folder.mkdir()
    secret.write_text(TEXT, encoding="utf-8")
    (folder / "real.txt").write_text(TEXT, encoding="utf-8")
    (folder / "out.txt").symlink_to(secret)
    (folder / "inside.txt").symlink_to(folder / "real.txt")
    (folder / "up").symlink_to(tmp_path, target_is_directory=True)
    (folder / "round").symlink_to(folder, target_is_directory=True)
    summary = run_batch(folder, tmp_path / "tables")
    assert summary.reports == 2
    row = _failures(tmp_path / "tables")["out.txt"]
    assert (row["stage"], "leads out of the folder" in row["reason"]) == ("read", True)
    assert run_batch(folder / "out.txt", tmp_path / "named").reports == 1


def test_a_link_in_an_archive_is_its_text(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("passwd.txt")
    info.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(info, "/etc/passwd")
    run_batch(tmp_path / "a.zip", tmp_path / "out")
    tables = b"".join((tmp_path / "out" / f"{t}.jsonl").read_bytes() for t in TABLES)
    assert b"root:" not in tables


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """Tables whose texts would be formulas."""
    for table in TABLES:
        (tmp_path / f"{table}.jsonl").touch()
    rows = [json.dumps({"source": str(n), "name": name}) for n, name in enumerate(FORMULAS)]
    (tmp_path / "indicators.jsonl").write_text("\n".join(rows), encoding="utf-8")
    derive(tmp_path, ["csv", "xlsx", "parquet"])
    return tmp_path


def test_a_csv_holds_no_formula(tables: Path) -> None:
    with (tables / "indicators.csv").open(encoding="utf-8-sig", newline="") as file:
        names = [row["name"] for row in csv.DictReader(file)]
    assert names == ["'" + name for name in FORMULAS]


def test_a_workbook_holds_no_formula(tables: Path) -> None:
    sheet = openpyxl.load_workbook(tables / "govreport.xlsx")["indicators"]
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert "=1+1" in [cell.value for cell in cells]
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_names_in_data_choose_no_file(sample_report: Any, tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    report = sample_report.model_copy(update={"id": "../../../../evil"})
    write_pages([report], folder / "index.html")
    save_gold([GoldDocument(doc="../../../evil", text=TEXT)], folder / "gold")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) == 3
    assert all(path.is_relative_to(folder) for path in files)


def test_a_batch_leaves_no_temporary_files(tmp_path: Path, monkeypatch: Any) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr("tempfile.tempdir", None)
    (tmp_path / "in" / "a.txt").write_text(TEXT, encoding="utf-8")
    run_batch(tmp_path / "in", tmp_path / "out", to=("jsonl", "csv", "parquet"), workers=2)
    assert not list((tmp_path / "tmp").iterdir())
    assert not [path for path in (tmp_path / "out").iterdir() if path.suffix in (".new", ".bare")]


def _modules() -> list[tuple[Path, ast.Module]]:
    folder = Path(govreport_nlp.__path__[0])
    return [(path, ast.parse(path.read_text(encoding="utf-8"))) for path in folder.rglob("*.py")]


def test_nothing_runs_what_it_reads() -> None:
    """No pickle is loaded, no string evaluated, no shell started by the library's own code."""
    forbidden = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "yaml", "subprocess"}
    found = []
    for path, tree in _modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found += [(path.name, a.name) for a in node.names if a.name in forbidden]
            elif isinstance(node, ast.ImportFrom) and node.module in forbidden:
                found.append((path.name, node.module))
            elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("eval", "exec"):
                found.append((path.name, node.func.id))  # type: ignore[attr-defined]
            elif isinstance(node, ast.Attribute) and (
                node.attr in ("system", "popen") and getattr(node.value, "id", "") == "os"
            ):
                found.append((path.name, node.attr))
    assert not found


def test_a_text_without_full_stops_is_not_repeated_for_each_number() -> None:
    report = Parser().parse_text("新建公园5个，" * 5_000)
    rows = report.indicator_rows()
    assert len(rows) == 5_000
    assert all(row["text"] in row["sentence_text"] for row in rows)
    assert sum(len(row["sentence_text"]) for row in rows) < 60 * len(report.text)


HOSTILE_TOML = {
    "nested": "a = " + "[" * 100_000,
    "long": "a = '" + "x" * 5_000_000 + "'",
    "keys": "[" + ".".join("a" * 3_000) + "]\nb = 1",
    "patterns": '[[workstream]]\nid = "a"\nstrong = ["(a+)+$", ".*.*.*.*x"]',
    "number": "a = " + "9" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE_TOML)
def test_a_strangers_taxonomy_or_configuration_is_refused_soon(tmp_path: Path, name: str) -> None:
    path = tmp_path / "given.toml"
    path.write_text(HOSTILE_TOML[name], encoding="utf-8")
    began = time.monotonic()
    for load in (load_taxonomy, Config.load):
        with pytest.raises(ConfigError):
            load(str(path))
    assert time.monotonic() - began < 5


def test_terms_of_a_taxonomy_are_no_patterns(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    terms = '["(啊+)+$", ".*", "["]'
    path.write_text(
        f'name = "mine"\ntitle = "甲"\ndefault = "b"\n[[workstream]]\nid = "a"\nlabel = "甲"\n'
        f'strong = {terms}\n[[workstream]]\nid = "b"\nlabel = "乙"\n',
        encoding="utf-8",
    )
    began = time.monotonic()
    report = Parser(Config(taxonomy=str(path))).parse_text("啊" * 5_000 + "哦。")
    assert [label.id for label in report.sentences[0].workstreams] == ["b"]
    assert time.monotonic() - began < 5


def test_a_clock_that_jumps(tmp_path: Path, monkeypatch: Any) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number, stamp in enumerate((0, 4_102_444_800)):  # 1970 and 2100
        path = folder / f"{number}.txt"
        path.write_text(TEXT, encoding="utf-8")
        os.utime(path, (stamp, stamp))
    run_batch(folder, tmp_path / "plain")
    now = iter(range(10**9, 0, -3_600))
    monkeypatch.setattr("time.time", lambda: float(next(now)))
    run_batch(folder, tmp_path / "jumping", time_limit=60)
    assert run_batch(folder, tmp_path / "jumping", resume=True).skipped == 2
    for table in TABLES:
        plain = (tmp_path / "plain" / f"{table}.jsonl").read_bytes()
        assert (tmp_path / "jumping" / f"{table}.jsonl").read_bytes() == plain


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: Any) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    documents = find_documents(tmp_path)
    real = open

    def closed(path: Any, *args: Any, **options: Any) -> Any:
        if str(path) == documents[0].path:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *args, **options)

    monkeypatch.setattr("builtins.open", closed)
    run_batch(tmp_path, tmp_path / "out", engine="serial")
    row = _failures(tmp_path / "out")["a.txt"]
    assert (row["error"], row["stage"]) == ("SourceNotFoundError", "read")
    assert "Permission denied" in row["reason"]


# Readers of strangers' bytes, and what else has had holes: the first version without the ones
# published up to November 2026, and their names.
WITHOUT_HOLES = {
    "lxml": ("6.1.3", "CVE-2026-41066, CVE-2026-49825"),
    "lxml-html-clean": ("0.4.5", "CVE-2024-52595, GHSA-4jhm-jv67-739f"),
    "opencc": ("1.2", "read behind the end of a text, BYVoid/OpenCC#997"),
    "openpyxl": ("2.4.2", "CVE-2017-5992"),
    "pyarrow": ("23.0.1", "CVE-2024-52338, CVE-2026-25087"),
    "pydantic": ("2.4", "CVE-2024-3772"),
    "pypdfium2": ("5.8", "those of the PDFium of 2024 in 4.30; CVE-2026-4455"),
    "python-docx": ("0.8.6", "CVE-2016-5851"),
    "ray": ("2.55", "CVE-2025-62593, CVE-2026-32981"),
}


def test_lower_bounds_leave_out_versions_with_published_holes() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    asked = map(Requirement, chain(project["dependencies"], *extras))
    bounds = {
        one.name: min(Version(s.version) for s in one.specifier if s.operator == ">=")
        for one in asked
        if one.name in WITHOUT_HOLES
    }
    assert bounds.keys() == WITHOUT_HOLES.keys()
    for name, (clean, holes) in WITHOUT_HOLES.items():
        assert bounds[name] >= Version(clean), holes


def test_the_note_names_a_test_for_each_threat() -> None:
    note = Path(__file__).parents[2] / "docs" / "explanation" / "threats.md"
    cited = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", note.read_text(encoding="utf-8"))
    assert len(cited) > 10
    for file, name in cited:
        text = (note.parents[2] / file).read_text(encoding="utf-8")
        assert not name or f"def {name}(" in text, (file, name)
