"""Every page of the documentation, followed from top to bottom."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from blocks import Follower, find_blocks

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))

NOT_RUN: dict[str, tuple[str, ...]] = {
    "ray.md": ("govreport batch",),  # needs a cluster
    "ray.zh.md": ("govreport batch",),
    "label-and-evaluate.md": ("govreport annotate import", "govreport annotate agree"),  # by people
}
"""Commands that no test can run, by page: openings."""

NEEDS = {
    "ray.md": "ray",
    "frames.md": "polars",
    "series-and-targets.md": "matplotlib",
    "series-and-targets.zh.md": "matplotlib",
}

REPORT = """\
青湾市2031年政府工作报告
一、上年工作
　　全市地区生产总值达到860亿元，同比增长近7%。新建公园20个。
二、今年主要预期目标
　　城镇新增就业3万人以上。
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the things that pages speak of: reports, gold, tables."""
    fixtures = ROOT / "tests" / "fixtures"
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "fixtures").symlink_to(fixtures)
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    for name in ("reports", "2023", "2024", "crawl"):
        (tmp_path / name).mkdir()
        shutil.copy(fixtures / "reports" / "county-shiqiao-2013.txt", tmp_path / name / "a.txt")
    shutil.copytree(fixtures / "gold", tmp_path / "gold")
    shutil.make_archive(str(tmp_path / "older"), "zip", tmp_path / "reports")
    (tmp_path / "stamp").touch()
    os.utime(tmp_path / "stamp", (0, 0))
    (tmp_path / "crawl" / "empty.docx").touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_page(page: Path, desk: Path) -> None:
    if page.name in NEEDS:
        pytest.importorskip(NEEDS[page.name])
    Follower(NOT_RUN.get(page.name, ())).follow(page.read_text(encoding="utf-8"))


def test_every_block_names_its_language() -> None:
    bare = {
        page.relative_to(DOCS).as_posix()
        for page in PAGES
        for block in find_blocks(page.read_text(encoding="utf-8"))
        if not block.language
    }
    assert not bare
