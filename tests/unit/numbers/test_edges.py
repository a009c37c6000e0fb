"""Numbers at the edge of a text, and with the spaces that editors put around digits."""

from __future__ import annotations

from decimal import Decimal

import pytest

from govreport_nlp import find_quantities, parse_quantity
from govreport_nlp.numbers.numerals import divide, parse_numeral
from govreport_nlp.numbers.periods import find_periods, resolve_period


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("增长5%至", ["5%"]),
        ("增长5%—", ["5%"]),
        ("5至甲", ["5"]),
        ("由5%至6%", ["5%", "6%"]),
        ("3—5", ["3—5"]),
        ("共5个到5月1日", ["5个"]),
        ("第 4 位", ["第 4 位"]),
        ("第 4 届", ["第 4 届"]),
        ("第 4，", ["第 4"]),
        ("第 4 ", ["第 4"]),
        ("收回 5000 余万元", ["5000 余万元"]),
        ("2300 多名", ["2300 多名"]),
        ("5000 余杭", ["5000"]),
    ],
)
def test_found(text: str, expected: list[str]) -> None:
    assert [quantity.text for quantity in find_quantities(text)] == expected


def test_a_spaced_ordinal_is_what_it_numbers() -> None:
    units = [find_quantities(text)[0].unit for text in ("第 4 位", "第 4 名", "第 4", "第 4 届")]
    assert units == ["位", "位", "位", "届"]


def test_a_spaced_floor_is_the_number() -> None:
    spaced, plain = parse_quantity("5000 余万元"), parse_quantity("5000余万元")
    assert spaced is not None
    assert plain is not None
    assert (spaced.value, spaced.qualifier) == (plain.value, plain.qualifier)


@pytest.mark.parametrize(
    "text", ["百百点五", "点五", "五点五万百", "十十点五", "一点五个", "9" * 5_000 + "点五"]
)
def test_no_numeral(text: str) -> None:
    assert parse_numeral(text) is None


@pytest.mark.parametrize("power", [2, 3, 4])
def test_hundredths_are_exact(power: int) -> None:
    assert divide(Decimal("12.34567"), Decimal(10**power)) == Decimal("12.34567").scaleb(-power)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("以上年为基数", []),
        ("与上年相比", ["2030"]),
        ("上届政府任期", ["2021/2025"]),
        ("本届政府任期", ["2026/2030"]),
    ],
)
def test_years_that_a_phrase_means(text: str, expected: list[str]) -> None:
    assert [resolve_period(span, 2031) for span in find_periods(text)] == expected
