"""Numerals: what each spelling is worth, and what is no numeral."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest

from govreport_nlp.numbers.numerals import MAX_LENGTH, divide, parse_numeral, scale_power

VALUES = [
    # Arabic digits of both widths, separators, signs.
    ("0", "0"),
    ("7", "7"),
    ("007", "7"),
    ("1234.50", "1234.50"),
    ("1,234.5", "1234.5"),
    ("12,345,678", "12345678"),
    ("１，２３４", "1234"),
    ("１，２３４．５", "1234.5"),
    ("３．１４", "3.14"),
    ("-5.2", "-5.2"),
    ("－5", "-5"),
    ("−5", "-5"),
    ("负3.9", "-3.9"),
    ("+8", "8"),
    # Arabic digits with scale words.
    ("1.2万", "12000"),
    ("1.26万亿", "1260000000000"),
    ("3千万", "30000000"),
    ("5百", "500"),
    ("0.05亿", "5000000"),
    ("3亿5000万", "350000000"),
    ("1万2千", "12000"),
    ("2亿3000万", "230000000"),
    ("8,897万890", "88970890"),
    ("１．５万", "15000"),
    ("2萬", "20000"),
    ("4億", "400000000"),
    # Chinese numerals.
    ("零", "0"),
    ("〇", "0"),
    ("五", "5"),
    ("两", "2"),
    ("十", "10"),
    ("十五", "15"),
    ("二十", "20"),
    ("九十九", "99"),
    ("一百", "100"),
    ("一百零五", "105"),
    ("一百一十", "110"),
    ("一百一", "110"),
    ("二百五", "250"),
    ("两千零五", "2005"),
    ("一千三", "1300"),
    ("一千零五十", "1050"),
    ("九千九百九十九", "9999"),
    ("一万零一百", "10100"),
    ("三万五", "35000"),
    ("三万零五", "30005"),
    ("二十一万", "210000"),
    ("一百二十万", "1200000"),
    ("一千万", "10000000"),
    ("一亿", "100000000"),
    ("一亿零三十万", "100300000"),
    ("一亿三", "130000000"),
    ("六万万", "600000000"),
    ("二十万亿", "20000000000000"),
    ("三千二百亿", "320000000000"),
    ("百", "100"),
    ("千万", "10000000"),
    ("万亿", "1000000000000"),
    ("百万", "1000000"),
    ("一点五", "1.5"),
    ("零点零五", "0.05"),
    ("一点五亿", "150000000"),
    ("一点二五万亿", "1250000000000"),
    ("十二点三", "12.3"),
    ("負三點九", "-3.9"),
    ("二〇二三", "2023"),
    ("二○二三", "2023"),
    ("二零二三", "2023"),
    # Old, formal and colloquial characters.
    ("廿", "20"),
    ("廿三", "23"),
    ("卅", "30"),
    ("一百廿", "120"),
    ("壹佰贰拾叁", "123"),
    ("叁仟万", "30000000"),
    ("三萬億", "3000000000000"),
    ("兩億", "200000000"),
    ("半", "0.5"),
    ("一半", "0.5"),
    ("双", "2"),
    ("俩", "2"),
    # Fractions, four decimals half up where they do not end.
    ("三分之二", "0.6667"),
    ("八分之一", "0.1250"),
    ("十六分之一", "0.0625"),
    ("1/3", "0.3333"),
    ("１／３", "0.3333"),
    ("1/32", "0.0313"),
    ("百分之五", "0.05"),
    ("百分之三点五", "0.035"),
    ("百分之一百二十", "1.20"),
    ("百分之百", "1.00"),
    ("千分之三", "0.003"),
    ("万分之三", "0.0003"),
    ("百分之12.5", "0.125"),
    (" 12 ", "12"),
]


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_value(text: str, value: str) -> None:
    parsed = parse_numeral(text)
    assert parsed == Decimal(value)
    assert "E" not in str(parsed), "written out, without an exponent"


NONSENSE = [
    "万亿万",
    "亿万",
    "1.2.3亿",
    "％％",
    "%",
    "5%",
    "五%",
    "十十",
    "百百",
    "二十百",
    "一十百",
    "两三",
    "点五",
    "一点",
    "一点五点五",
    "3/0",
    "分之",
    "分之二",
    "三分之",
    "负",
    "--",
    "负负3",
    "1,23",
    "1,2345",
    "12,34",
    ",123",
    "1万5",
    "1万2万",
    "5000万3亿",
    "1.5亿2000万",
    "亿亿",
    "一万二万",
    "abc",
    "人",
    "１.２.３",
    "三点",
    "三五点",
    "二两",
    "百分之",
    "一点",
    "3千5百万2",
    "＋",
    "一点二三十",
]


@pytest.mark.parametrize("text", ["", " ", *NONSENSE])
def test_nonsense(text: str) -> None:
    assert parse_numeral(text) is None


def test_long_numerals_are_exact_or_none() -> None:
    digits = "123456789" * 440
    assert parse_numeral(digits) == Decimal(digits)
    assert str(parse_numeral("一二三四五六七八九" * 440)) == digits
    assert parse_numeral("1." + digits[:3000] + "万") == Decimal(
        "1" + digits[:4] + "." + digits[4:3000]
    )
    assert parse_numeral("9" * (MAX_LENGTH + 1)) is None


@pytest.mark.parametrize(
    "unit", ["9", "万", "十", "1,", "1万", "一十", "一点", "三分之", "-", "〇", "1/"]
)
def test_long_noise_is_fast(unit: str) -> None:
    started = time.perf_counter()
    parse_numeral(unit * (4000 // len(unit)))
    assert time.perf_counter() - started < 0.5


@pytest.mark.parametrize(
    ("words", "power"),
    [("", 0), ("十", 1), ("千万", 7), ("万亿", 12), ("百亿", 10), ("萬億", 12), ("兆", 12)],
)
def test_scale_power(words: str, power: int) -> None:
    assert scale_power(words) == power


@pytest.mark.parametrize("words", ["亿万", "万千", "万万", "人"])
def test_no_scale(words: str) -> None:
    assert scale_power(words) is None


def test_divide() -> None:
    assert divide(Decimal(2), Decimal(3)) == Decimal("0.6667")
    assert str(divide(Decimal("12.34"), Decimal(100))) == "0.1234"
    assert divide(None, Decimal(3)) is None
    assert divide(Decimal(1), Decimal(0)) is None
