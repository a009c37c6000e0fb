"""PDF: lines to paragraphs, columns, tables, margins."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from govreport_nlp.config import Config
from govreport_nlp.ingest import SourceText, read_bytes

SIZE, LEFT = 14, 80
FULL = "全市上下坚持稳中求进推动高质量发展取得新的成效经济社会保持平稳"  # one line of 31 characters


def read(*pages: Callable[[Any], None], **options: Any) -> SourceText:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    for draw in pages:
        canvas.setFont("STSong-Light", options.get("size", SIZE))
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return read_bytes(file.getvalue(), "a.pdf", Config())


def write(*lines: tuple[float, str], top: float = 700) -> Callable[[Any], None]:
    """Draw lines one below the other, each indented by some characters."""

    def draw(canvas: Any) -> None:
        for n, (indent, line) in enumerate(lines):
            canvas.drawString(LEFT + indent * SIZE, top - 24 * n, line)

    return draw


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([(2, FULL[2:]), (0, FULL), (0, "增长5.5%。")], [FULL[2:] + FULL + "增长5.5%。"]),
        ([(2, FULL[2:]), (2, FULL[2:]), (0, FULL)], [FULL[2:], FULL[2:] + FULL]),
        ([(8, "工作报告"), (2, FULL[2:]), (0, FULL)], ["工作报告", FULL[2:] + FULL]),
        # a number is not parted, so its line ends early
        (
            [(2, FULL[2:28]), (0, "123456789元。" + FULL[:22]), (0, FULL)],
            [FULL[2:28] + "123456789元。" + FULL[:22] + FULL],
        ),
        # a mark hangs out
        ([(2, FULL[2:] + "，"), (0, FULL[:30]), (0, FULL)], [FULL[2:] + "，" + FULL[:30] + FULL]),
        # nor is a number or a character parted from the mark behind it
        (
            [(2, FULL[2:28]), (0, "5.5%，" + FULL[:27]), (0, FULL)],
            [FULL[2:28] + "5.5%，" + FULL[:27] + FULL],
        ),
        (
            [(2, FULL[2:29]), (0, "（亿元），" + FULL[:26]), (0, FULL)],
            [FULL[2:29] + "（亿元），" + FULL[:26] + FULL],
        ),
        (
            [(0, "一、回顾"), (0, "二、安排"), (0, FULL), (0, FULL)],
            ["一、回顾", "二、安排", FULL + FULL],
        ),
    ],
)
def test_paragraphs(lines: list[tuple[float, str]], expected: list[str]) -> None:
    assert read(write(*lines)).text.split("\n") == expected


def test_a_paragraph_runs_over_the_page() -> None:
    def page(number: int, draw: Callable[[Any], None]) -> Callable[[Any], None]:
        def both(canvas: Any) -> None:
            draw(canvas)
            canvas.drawString(290, 40, f"- {number} -")
            canvas.drawString(240, 800, "江临市工作报告")

        return both

    first, second = write((2, FULL[2:]), (0, FULL)), write((0, FULL), (0, "增长5%。"))
    source = read(page(1, first), page(2, second))
    assert source.text == FULL[2:] + FULL + FULL + "增长5%。"
    assert source.places is not None
    assert source.places.place(len(FULL)) == "page 1"
    assert source.places.place(len(source.text) - 1) == "page 2"


def test_a_page_that_is_set_narrower() -> None:
    wide = write((2, FULL[2:]), (0, FULL), (0, "增长。"))
    short = FULL[:26]
    narrow = write(*[(5, FULL[3:27]), (3, short), (3, short), (3, "增长5%。")] * 2)
    text = read(wide, wide, narrow).text.split("\n")
    assert text[2:] == [FULL[3:27] + short + short + "增长5%。"] * 2


def test_two_columns_under_a_title() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(LEFT + 5 * SIZE, 740, FULL[:20])
        for n in range(10):
            canvas.drawString(LEFT, 700 - 24 * n, FULL[:14])
            canvas.drawString(LEFT + 16 * SIZE, 700 - 24 * n, FULL[14:28])

    assert read(draw).text.split("\n") == [FULL[:20], FULL[:14] * 10 + FULL[14:28] * 10]


def test_a_table_with_rules_and_merged_cells() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(LEFT, 740, "重点任务完成情况")
        for y in (700, 670, 610):
            canvas.line(80, y, 500, y)
        canvas.line(80, 640, 380, 640)
        for x in (80, 140, 380, 500):
            canvas.line(x, 610, x, 700)
        cells = ((90, 680, "序号"), (150, 680, "完成情况"), (390, 680, "责任单位"), (90, 650, "1"),
                 (150, 650, "新建学校20所"), (90, 620, "2"), (150, 620, "新增学位800个"),
                 (390, 635, "基础教育科"))  # fmt: skip
        for x, y, text in cells:
            canvas.drawString(x, y, text)

    assert read(draw).text.split("\n") == [
        "重点任务完成情况", "序号\t完成情况\t责任单位", "1\t新建学校20所\t基础教育科",
        "2\t新增学位800个\t基础教育科",
    ]  # fmt: skip


def test_a_cell_of_two_lines() -> None:
    def draw(canvas: Any) -> None:
        canvas.grid([80, 240, 500], [600, 650, 700])
        cells = ((90, 680, "完成年度"), (90, 660, "任务数"), (250, 670, "20个"), (90, 620, "甲"),
                 (250, 620, "乙"))  # fmt: skip
        for x, y, text in cells:
            canvas.drawString(x, y, text)

    assert read(draw).text == "完成年度任务数\t20个\n甲\t乙"


def test_a_table_without_rules() -> None:
    def draw(canvas: Any) -> None:
        for n, row in enumerate((("指标", "数值", "增长"), ("学校", "20所", "5%"))):
            for m, cell in enumerate(row):
                canvas.drawString(LEFT + 120 * m, 700 - 24 * n, cell)

    assert read(draw).text == "指标\t数值\t增长\n学校\t20所\t5%"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("增长5.5%，GDP total of 3 and 4", "增长5.5%，GDP total of 3 and 4"),
        ("2031-01-08 09:30", "2031-01-08 09:30"),
        ("第一章　总则", "第一章　总则"),
    ],
)
def test_spaces(text: str, expected: str) -> None:
    assert read(write((0, text))).text == expected


def test_digits_as_wide_as_characters() -> None:
    def draw(canvas: Any) -> None:
        for n, character in enumerate("到2031年增长12%"):
            canvas.drawString(LEFT + SIZE * n, 700, character)

    assert read(draw).text == "到2031年增长12%"


def test_a_turned_page() -> None:
    def draw(canvas: Any) -> None:
        canvas.setPageRotation(90)
        canvas.translate(A4[0], 0)
        canvas.rotate(90)
        write((2, FULL[2:]), (0, FULL), top=400)(canvas)

    assert read(draw).text == FULL[2:] + FULL
