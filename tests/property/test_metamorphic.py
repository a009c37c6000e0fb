"""What does not change the meaning of a report changes nothing in its records: no tolerances."""

from __future__ import annotations

import html
import random
import re
from collections.abc import Callable, Iterator
from itertools import permutations
from pathlib import Path
from typing import Any

import opencc
import pytest

from govreport_nlp import Indicator, Parser, Report, Section
from govreport_nlp.words import by_table

REPORTS = sorted((Path(__file__).parents[1] / "fixtures" / "reports").glob("*.txt"))
HAN = "\u4e00-\u9fff"
PARSER = Parser()


@pytest.fixture(scope="module")
def parser() -> Parser:
    return PARSER


@pytest.fixture(scope="module", params=REPORTS, ids=lambda path: path.stem)
def text(request: pytest.FixtureRequest) -> str:
    return str(request.param.read_text(encoding="utf-8"))


def _said(record: Indicator) -> tuple[Any, ...]:
    """What a record says that hangs on its sentence alone."""
    floor = "over" if record.qualifier == "at_least" else record.qualifier  # 以上: by its status
    figure = (record.value, record.low, record.high, by_table(record.unit), floor)
    counted_back = record.basis and record.basis.isdigit()  # 比五年前: by the report's year
    basis = "a year" if counted_back else record.basis
    return (*figure, record.measure, record.direction, basis, record.rule)


def _placed(record: Indicator) -> tuple[Any, ...]:
    """What hangs on section and document as well."""
    scope = record.scope and by_table(record.scope)
    where = (record.section, record.workstream, scope, record.canonical)
    return (record.qualifier, record.status, record.period, *where)


def _at(record: Indicator) -> tuple[Any, ...]:
    return record.start, record.end, record.name_spans


def _name(record: Indicator) -> str:
    return "".join(record.name.split())


def _swap(before: str, after: str) -> Callable[[str], str]:
    return lambda text: text.translate(str.maketrans(before, after))


def _traditional(text: str) -> str:
    return str(opencc.OpenCC("s2t").convert(text))


def _straight(text: str) -> str:
    return re.sub('“([^“”\n"]*)”', r'"\1"', text)


# Ways to write a text that move no character: every field stays, each offset too.
SAME_LENGTH: dict[str, Callable[[str], str]] = {
    "full width": _swap("0123456789", "０１２３４５６７８９"),
    "full-width per cent": _swap("%", "％"),
    "corner quotes": _swap("“”", "「」"),
    "straight quotes": _straight,
    "ASCII commas": _swap("，", ","),
    "ASCII marks": _swap("，；：（）！", ",;:()!"),
    "traditional": _traditional,
}


@pytest.mark.parametrize("way", SAME_LENGTH)
def test_another_way_to_write_it(parser: Parser, text: str, way: str) -> None:
    changed = SAME_LENGTH[way](text)
    assert len(changed) == len(text)
    found = [(*_said(i), *_placed(i), *_at(i)) for i in parser.parse_text(changed).indicators]
    assert found == [(*_said(i), *_placed(i), *_at(i)) for i in parser.parse_text(text).indicators]


def _spaced(space: str) -> Callable[[str], str]:
    """Put a space between Chinese characters and digits, as many editors do."""
    return lambda text: re.sub(rf"(?<=[{HAN}])(?=\d)|(?<=[\d%])(?=[{HAN}])", space, text)


# Ways that do: every field stays, the names but for white space.
WHITE_SPACE: dict[str, Callable[[str], str]] = {
    "spaces around numbers": _spaced(" "),
    "hard spaces around numbers": _spaced("\u00a0"),
    "indented": lambda text: re.sub(r"\n(?=\S)", "\n\u3000\u3000", text),
    "blank lines": lambda text: text.replace("\n", "\n\n"),
    "Windows line ends": lambda text: text.replace("\n", "\r\n"),
}


@pytest.mark.parametrize("way", WHITE_SPACE)
def test_white_space(parser: Parser, text: str, way: str) -> None:
    expected, found = (
        [(*_said(i), *_placed(i), _name(i)) for i in parser.parse_text(one).indicators]
        for one in (text, WHITE_SPACE[way](text))
    )
    assert found == expected


def _page(text: str, space: str = "", width: int = 0) -> bytes:
    """Write a page; lines of the source are broken after ``width`` characters."""
    lines = [html.escape(line.strip()) for line in text.split("\n") if "\t" not in line]
    if width:
        lines = [re.sub(f"(.{{{width}}})(?=[{HAN}])(?<=[{HAN}])", r"\1\n", one) for one in lines]
    body = "".join(f"<p>{space}{line}</p>\n" for line in lines)
    return f"<!DOCTYPE html><meta charset=utf-8><body><div>{body}</div>".encode()


def test_spaces_and_soft_breaks_of_pages(parser: Parser, text: str) -> None:
    plain, *others = (
        [(*_said(i), *_placed(i), _name(i)) for i in parser.parse_bytes(page, name="a").indicators]
        for page in (_page(text), _page(text, "&nbsp;&nbsp;"), _page(text, width=40))
    )
    assert others == [plain, plain]


# --- a sentence is read by itself ----------------------------------------------------------
#
# What a record says and its name come from its sentence and those before it in its section. Its
# status and period may come from further up: a heading, or an announcement (今年的主要目标是)
# that opens sections of its own; year and kind of the whole document decide what 全年 is.


def _siblings(sections: tuple[Section, ...]) -> Iterator[list[Section]]:
    """Yield the sections that lie side by side, level by level."""
    bodies = [section for section in sections if section.kind == "body"]
    if len(bodies) > 1:
        yield bodies
    for section in bodies:
        yield from _siblings(section.children)


def _rearranged(report: Report, kept: list[Section], among: list[Section]) -> list[tuple[int, int]]:
    """Return the spans of a report with some of its sections, in a new order."""
    around = (0, among[0].start), (among[-1].end, len(report.text))
    return [around[0], *((s.start, s.end) for s in kept), around[1]]


def _check_spans(parser: Parser, report: Report, spans: list[tuple[int, int]]) -> None:
    """Assert that a text made of pieces of a report has the records of these pieces."""
    hints = {"report_year": report.metadata.report_year, "region": report.metadata.region}
    pieces = "".join(report.text[a:b] for a, b in spans)
    expected = [i for a, b in spans for i in report.indicators if a <= i.start < b]
    found = parser.parse_text(pieces, **hints).indicators  # type: ignore[arg-type]
    assert [(*_said(i), _name(i)) for i in found] == [(*_said(i), _name(i)) for i in expected]


def test_without_a_section_the_others_stay(parser: Parser, text: str) -> None:
    report = parser.parse_text(text)
    for among in _siblings(report.sections):
        for gone in among:
            kept = [section for section in among if section is not gone]
            _check_spans(parser, report, _rearranged(report, kept, among))


def test_sections_in_another_order(parser: Parser, text: str) -> None:
    report = parser.parse_text(text)
    for among in _siblings(report.sections):
        for seed in range(3):
            kept = random.Random(seed).sample(among, len(among))
            _check_spans(parser, report, _rearranged(report, kept, among))


def test_what_comes_later_changes_nothing(parser: Parser, text: str) -> None:
    """Not even status and period: only where it belongs among the sections may be told anew."""
    report = parser.parse_text(text)
    hints = {"report_year": report.metadata.report_year, "region": report.metadata.region}
    for among in _siblings(report.sections):
        for section in among[1:]:
            cut = parser.parse_text(text[: section.start], **hints)  # type: ignore[arg-type]
            whole = [i for i in report.indicators if i.end <= section.start]
            assert [
                (*_said(i), *_at(i), i.status, i.period, i.qualifier) for i in cut.indicators
            ] == [(*_said(i), *_at(i), i.status, i.period, i.qualifier) for i in whole]


LEANING = (
    "其中：增长5%。",
    "占全市的18%。",
    "其中住宅37万平方米。",
    "列全省第2位。",
    "新增12公里，同比提高3.1个百分点。",
    "分别增长5%、6%。",
)


@pytest.mark.parametrize("sentence", LEANING)
def test_no_name_crosses_into_a_section(parser: Parser, sentence: str) -> None:
    """What leans on something before it finds it in its own section or nowhere."""
    alone = f"二、其他\n{sentence}\n"
    before = "一、综合\n　　商品房销售面积41万平方米，下降2%，其中甲类5万平方米、乙类6万平方米。\n"
    whole = parser.parse_text(before + alone)
    found = [(*_said(i), _name(i)) for i in whole.indicators if i.start >= len(before)]
    assert found == [(*_said(i), _name(i)) for i in parser.parse_text(alone).indicators]


# --- two reports in one text ---------------------------------------------------------------


def _proper(report: Report) -> str:
    """A report without page furniture and metadata block: its title and its body."""
    bodies = [section for section in report.sections if section.kind == "body"]
    body = report.text[bodies[0].start : bodies[-1].end].rstrip()
    return f"{report.metadata.title}\n{body}\n"


@pytest.mark.parametrize("pair", permutations(REPORTS, 2), ids=lambda pair: f"{pair[0].stem[:12]}")
def test_two_reports_give_the_union(parser: Parser, pair: tuple[Path, Path]) -> None:
    """Title, year and kind are those of the first; all that hangs on them may change."""
    whole = (parser.parse_text(path.read_text(encoding="utf-8")) for path in pair)
    texts = [_proper(report) for report in whole]
    alone = [i for text in texts for i in parser.parse_text(text).indicators]
    found = parser.parse_text("".join(texts)).indicators
    assert [(*_said(i), _name(i)) for i in found] == [(*_said(i), _name(i)) for i in alone]
