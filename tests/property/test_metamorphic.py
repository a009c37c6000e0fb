"""What does not change the meaning of a report changes no value in its records."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import opencc
import pytest

from govreport_nlp import Parser, Report

REPORTS = sorted((Path(__file__).parents[1] / "fixtures" / "reports").glob("*.txt"))
WIDE = str.maketrans("0123456789%", "０１２３４５６７８９％")
HAN = "\u4e00-\u9fff"


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


@pytest.fixture(scope="module", params=REPORTS, ids=lambda path: path.stem)
def text(request: pytest.FixtureRequest) -> str:
    return str(request.param.read_text(encoding="utf-8"))


def values(report: Report) -> Counter[Any]:
    return Counter((i.value, i.low, i.high, i.measure, i.direction) for i in report.indicators)


def lost(expected: Counter[Any], found: Counter[Any]) -> float:
    """Return the share of records that only one of two parses has."""
    apart = (expected - found).total() + (found - expected).total()
    return apart / max(1, expected.total())


def _wide(text: str) -> str:
    return text.translate(WIDE)


def _spaced(text: str) -> str:
    """Put a space between Chinese characters and digits, as many editors do."""
    return re.sub(rf"(?<=[{HAN}])(?=\d)|(?<=[\d%])(?=[{HAN}])", " ", text)


def _double_spaced(text: str) -> str:
    return re.sub(r"\n(?=\S)", "\n\u3000\u3000", text)


def _other_quotes(text: str) -> str:
    return text.translate(str.maketrans("“”", "「」"))


def _ascii_commas(text: str) -> str:
    return text.replace("，", ",")


def _traditional(text: str) -> str:
    return str(opencc.OpenCC("s2t").convert(text))


# Way → change and the share of records that may differ: the limits show what is still open.
WAYS: dict[str, tuple[Callable[[str], str], float]] = {
    "full width": (_wide, 0.0),
    "spaces around numbers": (_spaced, 0.03),
    "indented": (_double_spaced, 0.0),
    "other quotes": (_other_quotes, 0.0),
    "ASCII commas": (_ascii_commas, 0.0),
    "traditional": (_traditional, 0.02),
}


@pytest.mark.parametrize("way", WAYS)
def test_values_stay(parser: Parser, text: str, way: str) -> None:
    change, allowed = WAYS[way]
    expected = values(parser.parse_text(text))
    assert lost(expected, values(parser.parse_text(change(text)))) <= allowed


def _page(text: str, space: str = "", width: int = 0) -> bytes:
    """Write a page; lines of the source are broken after ``width`` characters."""
    lines = [html.escape(line.strip()) for line in text.split("\n") if "\t" not in line]
    if width:
        lines = [re.sub(f"(.{{{width}}})(?=[{HAN}])(?<=[{HAN}])", r"\1\n", one) for one in lines]
    body = "".join(f"<p>{space}{line}</p>\n" for line in lines)
    return f"<!DOCTYPE html><meta charset=utf-8><body><div>{body}</div>".encode()


def test_spaces_and_soft_breaks_of_pages(parser: Parser, text: str) -> None:
    plain = values(parser.parse_bytes(_page(text), name="a.html"))
    for page in (_page(text, "&nbsp;&nbsp;"), _page(text, width=40)):
        assert values(parser.parse_bytes(page, name="a.html")) == plain


def test_a_sentence_is_read_by_itself(parser: Parser, text: str) -> None:
    """What stands in other sections changes no record: a report without its end has the same."""
    whole = parser.parse_text(text)
    bodies = [section for section in whole.sections if section.kind == "body"]
    if len(bodies) < 2:
        pytest.skip("one section")
    cut = bodies[-1].start
    first = parser.parse_text(text[:cut], report_year=whole.metadata.report_year)
    assert [i.text for i in first.indicators] == [i.text for i in whole.indicators if i.start < cut]
    assert values(first) == Counter(
        (i.value, i.low, i.high, i.measure, i.direction) for i in whole.indicators if i.start < cut
    )


def test_two_reports_give_the_union(parser: Parser, text: str) -> None:
    """A report behind another one keeps its numbers; what they are of may depend on the first."""
    other = "青湾市2031年统计公报\n一、综合\n新建公园20个，增长5.5%。\n"
    first, second = parser.parse_text(other), parser.parse_text(text)
    both = parser.parse_text(other + text)
    numbers = [(n.start, n.text) for n in sorted((*both.indicators, *both.unclaimed), key=_start)]
    expected = [
        (n.start + at, n.text)
        for at, report in ((0, first), (len(other), second))
        for n in sorted((*report.indicators, *report.unclaimed), key=_start)
    ]
    assert numbers == expected
    assert lost(values(first) + values(second), values(both)) <= 0.05


def _start(number: Any) -> int:
    return int(number.start)
