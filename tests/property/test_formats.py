"""The same report in any format gives the same records and the same section tree."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from rendering import RENDERINGS, is_traditional

from govreport_nlp import Parser, Report

REPORTS = sorted((Path(__file__).parents[1] / "fixtures" / "reports").glob("*.txt"))


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


@pytest.fixture(scope="module", params=REPORTS, ids=lambda path: path.stem)
def text(request: pytest.FixtureRequest) -> str:
    return str(request.param.read_text(encoding="utf-8"))


def records(report: Report) -> Counter[Any]:
    return Counter(
        (
            "".join(i.name.split()), i.value, i.low, i.high, i.unit, i.qualifier, i.measure,
            i.direction, i.status,
        )
        for i in report.indicators
    )  # fmt: skip


def tree(report: Report) -> list[tuple[str, str, int]]:
    """Return the section tree in reading order: depth tells what lies in what."""
    return [
        (section.marker, "".join(section.title.split()), section.level)
        for section in report.walk_sections()
        if section.kind == "body"
    ]


@pytest.mark.parametrize("rendering", RENDERINGS)
def test_same_records_and_sections(parser: Parser, text: str, rendering: str) -> None:
    ending, render = RENDERINGS[rendering]
    expected = parser.parse_text(text)
    report = parser.parse_bytes(render(text), name="report" + ending)
    assert records(report) - records(expected) == Counter()
    assert records(expected) - records(report) == Counter()
    assert tree(report) == tree(expected)


def test_big5(parser: Parser, text: str) -> None:
    if not is_traditional(text):
        pytest.skip("Big5 has no simplified characters")
    report = parser.parse_bytes(text.encode("big5hkscs"), name="report.txt")
    assert report.text == text


@pytest.mark.parametrize("rendering", ["modern page", "docx", "pdf"])
def test_same_metadata(parser: Parser, text: str, rendering: str) -> None:
    ending, render = RENDERINGS[rendering]
    expected = parser.parse_text(text).metadata
    found = parser.parse_bytes(render(text), name="report" + ending).metadata
    fields = ("region", "level", "report_year", "report_kind", "period", "document_number")
    assert [getattr(found, one) for one in fields] == [getattr(expected, one) for one in fields]


def test_each_record_has_its_place(parser: Parser, text: str) -> None:
    for rendering, mark in (
        ("modern page", "/html/body"),
        ("docx", " "),
        ("pdf", "page "),
    ):
        ending, render = RENDERINGS[rendering]
        report = parser.parse_bytes(render(text), name="report" + ending)
        for indicator in report.indicators:
            assert mark in report.explain(indicator).place
