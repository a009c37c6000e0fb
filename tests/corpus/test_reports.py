"""Whole real reports: what is true of every report is true of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from govreport_nlp import Parser
from invariants import check_report

REPORTS = sorted((Path(__file__).parents[3] / "shared" / "reports").glob("*.txt"))
KNOWN_REASONS = {
    *("article", "date", "duration", "furniture", "group", "name", "nameless", "no-unit"),
    *("list-marker", "ordinal", "table"),
}

pytestmark = pytest.mark.corpus


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


@pytest.mark.parametrize(
    "path",
    REPORTS or [pytest.param(None, marks=pytest.mark.skip(reason="no shared reports"))],
    ids=lambda path: getattr(path, "stem", "none"),
)
def test_report(path: Path, parser: Parser) -> None:
    report = parser.parse(path)
    check_report(report)
    assert {number.reason for number in report.unclaimed} <= KNOWN_REASONS
