from __future__ import annotations

import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from govreport_nlp.cli.table import change_mark, excerpt, print_report
from govreport_nlp.records import Indicator, Report


def _printed(report: Report, width: int) -> str:
    stream = io.StringIO()
    print_report(report, Console(file=stream, width=width, highlight=False))
    return stream.getvalue()


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_lines_fit_the_width(sample_report: Report, width: int) -> None:
    table = _printed(sample_report, width).split("\n\n")[1]
    assert max(cell_len(line) for line in table.splitlines()) <= width


@pytest.mark.parametrize("width", [80, 120, 200])
def test_columns_align_under_wide_characters(sample_report: Report, width: int) -> None:
    lines = _printed(sample_report, width).split("\n\n")[1].splitlines()
    place = cell_len(lines[0][: lines[0].index("status")])
    rows = [line for line in lines[2:] if line.strip()]
    assert len(rows) == 4
    for row, status in zip(rows, ["actual", "actual", "actual", "target"], strict=True):
        assert cell_len(row[: row.index(status)]) == place


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_every_number_is_whole(sample_report: Report, width: int) -> None:
    printed = _printed(sample_report, width)
    for shown in ("860亿元", "< 7%", "20个", "≥ 四成"):
        assert shown in printed


def test_metadata_and_sections(sample_report: Report) -> None:
    printed = _printed(sample_report, 120)
    assert "青湾市2031年政府工作报告" in printed
    assert "青湾市 · city · 2031" in printed
    assert printed.count("一、上年工作") == 1


def test_no_escape_sequence_reaches_the_terminal(sample_report: Report) -> None:
    evil = sample_report.metadata.model_copy(update={"title": "a\x1b[31mb\x9bc\u202ed"})
    printed = _printed(sample_report.model_copy(update={"metadata": evil}), 80)
    assert not any(mark in printed for mark in "\x1b\x9b\u202e")


@pytest.mark.parametrize(
    ("fields", "mark"),
    [
        ({"measure": "change", "direction": "up", "basis": "yoy"}, "↑ yoy"),
        ({"measure": "change", "direction": "down", "basis": None}, "↓"),
        ({"measure": "change", "direction": "up", "basis": "2020"}, "↑ 2020"),
        ({"measure": "rank"}, "rank"),
        ({"measure": "baseline"}, "from"),
        ({"measure": "level"}, ""),
    ],
)
def test_change_mark(sample_report: Report, fields: dict[str, str], mark: str) -> None:
    record: Indicator = sample_report.indicators[0].model_copy(update={"direction": None, **fields})
    assert change_mark(record) == mark


@pytest.mark.parametrize("width", [6, 10, 11, 20, 40])
def test_excerpt_shows_the_number_and_fits(width: int) -> None:
    text = "全年新建改建农村公路，里程达到120公里，超过上年同期水平，群众出行更加方便。"
    at = text.index("120")
    passage = excerpt(text, at, at + 3, width).plain
    assert "120" in passage
    assert cell_len(passage) <= width


def test_excerpt_leaves_a_short_sentence_alone() -> None:
    assert excerpt("　　新建公园20个。\n", 6, 9, 40).plain == "新建公园20个。"
