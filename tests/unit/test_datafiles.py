"""The data files: read as they stand, whether a table is kept or parsed."""

from __future__ import annotations

import os
import sys
import tomllib
from pathlib import Path

import pytest

from govreport_nlp import datafiles
from govreport_nlp.datafiles import DATA, read_rows, read_table


@pytest.mark.parametrize(
    "name", sorted(p.relative_to(DATA).as_posix() for p in DATA.rglob("*.toml"))
)
def test_a_table_is_what_its_file_says(name: str) -> None:
    said = tomllib.loads((DATA / name).read_text(encoding="utf-8"))
    assert read_table(name) == said
    assert read_table(name) == said  # by now it may be a kept one


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(datafiles, "DATA", tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path


def test_a_kept_table_follows_its_file(folder: Path) -> None:
    path = folder / "a.toml"
    path.write_text("word = '亿元'", encoding="utf-8")
    assert read_table("a.toml") == {"word": "亿元"}
    assert list((folder / "__pycache__").iterdir())
    assert read_table("a.toml") == {"word": "亿元"}
    path.write_text("word = '万元'", encoding="utf-8")
    os.utime(path, (1, 1))
    assert read_table("a.toml") == {"word": "万元"}


def test_a_folder_that_cannot_be_written_is_read_all_the_same(folder: Path) -> None:
    (folder / "a.toml").write_text("scale = 1e4\nforms = ['“', '\\']", encoding="utf-8")
    (folder / "__pycache__").write_text("in the way", encoding="utf-8")
    assert read_table("a.toml") == {"scale": 10000.0, "forms": ["“", "\\"]}


def test_rows_come_without_comments(folder: Path) -> None:
    (folder / "a.tsv").write_text("# what it is\n国\t國\n\n发\t發髮\n", encoding="utf-8")
    assert read_rows("a.tsv") == [["国", "國"], ["发", "發髮"]]
