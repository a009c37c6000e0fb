"""Files as published parse, and give the records of their texts."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from govreport_nlp import Indicator, Parser

REPORTS = Path(__file__).parents[3] / "shared" / "reports"
ORIGINALS = sorted((REPORTS / "originals").glob("*"))
FLOOR = 0.9
RELAXED = 0.7

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not ORIGINALS, reason="no shared reports"),
]


def _key(record: Indicator) -> tuple[object, ...]:
    return record.value, record.low, record.high, record.unit, record.status


def _likeness(one: str, other: str) -> float:
    """Return F1 of the characters of two names, white space and punctuation left out."""
    bags = [Counter(re.sub(r"\W", "", name)) for name in (one, other)]
    size = sum(sum(bag.values()) for bag in bags)
    return 2 * sum((bags[0] & bags[1]).values()) / size if size else 1.0


def agreement(found: list[Indicator], expected: list[Indicator]) -> tuple[float, float]:
    """Return the share of expected records that are found, without their names and with them."""
    left = list(found)
    values = names = 0
    for record in expected:
        same = [other for other in left if _key(other) == _key(record)]
        if same:
            best = max(same, key=lambda other: _likeness(record.name, other.name))
            left.remove(best)
            values += 1
            names += _likeness(record.name, best.name) >= RELAXED
    return values / len(expected), names / len(expected)


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


@pytest.mark.parametrize("path", ORIGINALS, ids=lambda path: path.name)
def test_originals(parser: Parser, path: Path) -> None:
    report = parser.parse(path)
    assert report.indicators
    text = REPORTS / f"{path.stem}.txt"
    if not text.is_file():
        return
    values, names = agreement(list(report.indicators), list(parser.parse(text).indicators))
    print(f"{path.name}: value, unit, status {values:.3f}, with name {names:.3f}")  # noqa: T201
    assert names >= FLOOR


def test_the_block_of_a_page(parser: Parser) -> None:
    metadata = parser.parse(REPORTS / "dept-education-wuxi-2023.page.txt").metadata
    fields = (
        "title publisher index_number region ancestors level report_kind report_year period "
        "issued_on published_on keywords topics genre summary disclosure_form disclosure_mode "
        "disclosure_scope disclosure_period disclosure_procedure validity"
    )
    assert [name for name in fields.split() if not getattr(metadata, name)] == []
