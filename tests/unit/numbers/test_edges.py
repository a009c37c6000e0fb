"""Numbers at the edge of a text, and with the spaces that editors put around digits."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from govreport_nlp import find_quantities, parse_quantity
from govreport_nlp.numbers.numerals import divide, parse_numeral
from govreport_nlp.numbers.periods import find_periods
from govreport_nlp.numbers.quantities import scan
from govreport_nlp.numbers.resolution import parse_period, resolve_period


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2.50成", "2.50成 25 % exact 4"),
        ("3.57成", "3.57成 35.7 % exact 4"),
        ("两三成", "两三成 20..30 % exact 2"),
        ("15成新", "15 15  exact 2"),
        ("前20位当", "前20位 20 位 exact 3"),
        ("999天多，", "999天多 999 天 over 3"),
        ("1000天多，", "1000天 1000 天 exact 4"),
        ("半数家庭", "半数 50 % exact 2"),
        ("半年", "半年 0.5 年 exact 1"),
        ("二〇二三年", "二〇二三年 2023 年 exact 4"),
        ("三五个", "三五个 3..5 个 exact 2"),
        ("十三五个", ""),
    ],
)
def test_every_part(text: str, expected: str) -> None:
    """What stands there, its value as written in full, unit, qualifier and the numeral's end."""
    found = [
        f"{q.text} {q.value if q.low is None else f'{q.low}..{q.high}'} {q.unit} {q.qualifier} "
        f"{q.number_end}"
        for q in scan(text)
    ]
    assert found == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一百十五", 115), ("百零五", 105), ("千零五", 1005), ("千五", 1500), ("三兆", 3 * 10**12),
        ("一亿一万万", None), ("一万一万", None), ("一亿九千九百九十九万", 199_990_000),
    ],
)  # fmt: skip
def test_numerals_at_their_bounds(text: str, value: int | None) -> None:
    assert parse_numeral(text) == value


@pytest.mark.parametrize(("day", "value"), [(30, "2024-H1"), (29, "2023-H1")])
def test_the_last_day_of_a_part_ends_it(day: int, value: str) -> None:
    period = parse_period("上半年", date(2024, 6, day))
    assert period is not None
    assert period.value == value
