"""Periods: where they stand, and the normal form they resolve to."""

from __future__ import annotations

from datetime import date

import pytest

from govreport_nlp.numbers.periods import counts_from_1911, find_periods
from govreport_nlp.numbers.resolution import parse_period, resolve_period

# Expression, its normal form in a report of January 2031.
RESOLVED = [
    ("2031年", "2031"),
    ("２０３１年", "2031"),
    ("二〇三一年", "2031"),
    ("二○三一年", "2031"),
    ("一九五四年", "1954"),
    ("2031年度", "2031"),
    ("2 0 3 1年", "2031"),
    ("2031 年6 月30 日", "2031-06-30"),
    ("民國104年", "2015"),
    ("104 年度", "2015"),
    ("104 年 4 月 1 日", "2015-04-01"),
    ("2031年6月", "2031-06"),
    ("2031年06月", "2031-06"),
    ("2031年6月份", "2031-06"),
    ("2031年6月30日", "2031-06-30"),
    ("二〇三一年十二月三十一日", "2031-12-31"),
    ("2031年1-9月", "2031-01/2031-09"),
    ("2031年1—12月", "2031"),
    ("2031年第一季度", "2031-Q1"),
    ("2031年上半年", "2031-H1"),
    ("2031年全年", "2031"),
    ("2031年底", "2031"),
    ("2031年末", "2031"),
    ("2026—2030年", "2026/2030"),
    ("2026-2030年", "2026/2030"),
    ("2026年至2030年", "2026/2030"),
    ("2026-30年", "2026/2030"),
    ("2026年以来", "2026/2030"),
    ("2026年至今", "2026/2030"),
    ("今年", "2031"),
    ("本年", "2031"),
    ("去年", "2030"),
    ("上年", "2030"),
    ("上一年", "2030"),
    ("前年", "2029"),
    ("明年", "2032"),
    ("去年底", "2030"),
    ("上年末", "2030"),
    ("今年上半年", "2031-H1"),
    ("去年前三季度", "2030-01/2030-09"),
    ("去年12月", "2030-12"),
    ("今明两年", "2031/2032"),
    ("全年", "2030"),
    ("年末", "2030"),
    ("年内", "2031"),
    ("年底前", "2031"),
    ("1-12月", "2030"),
    ("1—9月", "2030-01/2030-09"),
    ("1至8月", "2030-01/2030-08"),
    ("一季度", "2030-Q1"),
    ("第三季度", "2030-Q3"),
    ("四季度", "2030-Q4"),
    ("前三季度", "2030-01/2030-09"),
    ("前10个月", "2030-01/2030-10"),
    ("上半年", "2030-H1"),
    ("下半年", "2030-H2"),
    ("8月份", "2030-08"),
    ("截至6月底", "2030-06"),
    ("截至2030年末", "2030"),
    ("到2035年", "2035"),
    ("五年来", "2026/2030"),
    ("过去五年", "2026/2030"),
    ("过去的五年", "2026/2030"),
    ("近三年", "2028/2030"),
    ("三年来", "2028/2030"),
    ("一年来", "2030"),
    ("过去一年", "2030"),
    ("十年间", "2021/2030"),
    ("五年以来", "2026/2030"),
    ("今后五年", "2031/2035"),
    ("未来3年", "2031/2033"),
    ("两年内", "2031/2032"),
    ("本届政府", "2026/2030"),
    ("本届政府任期", "2026/2030"),
    ("上届政府", "2021/2025"),
    ("“十四五”", "2021/2025"),
    ("“十四五”时期", "2021/2025"),
    ("“十五五”期间", "2026/2030"),
    ("“十五”", "2001/2005"),
    ("“十五”期间", "2001/2005"),
    ("“九五”期间", "1996/2000"),
    ("“一五”时期", "1953/1957"),
    ("“二五”时期", "1958/1962"),
    ("“三五”时期", "1966/1970"),
    ("“十四五”末", "2025"),
    ("“十五五”开局之年", "2026"),
    ("“十四五”以来", "2021/2030"),
    ("十四五时期", "2021/2025"),
    ("第十四个五年规划期间", "2021/2025"),
    ("第一個五年計劃時期", "1953/1957"),
    ("十一五期间", "2006/2010"),
]


@pytest.mark.parametrize(("text", "value"), RESOLVED)
def test_resolved(text: str, value: str) -> None:
    spans = find_periods(f"，{text}，")
    assert [span.text for span in spans] == [text]
    assert (spans[0].start, spans[0].end) == (1, 1 + len(text))
    assert resolve_period(spans[0], 2031) == value


@pytest.mark.parametrize(
    "text",
    [
        "13月",
        "20个",
        "90年代",
        "五年规划",
        "“十四五”规划",
        "“八五”普法",
        "“三五”、“四五”普法",
        "年均增长",
        "65岁以上年龄",
        "连续9年",
        "6个月",
        "经过一年努力",
        "连续三年增长",
        "100年",
        "年产能",
        "12031年",
        "青年",
        "目前年产量",
    ],
)
def test_no_period(text: str) -> None:
    assert find_periods(text) == []


@pytest.mark.parametrize("text", ["2031年13月", "6月31日", "2月30日"])
def test_impossible_dates_have_no_value(text: str) -> None:
    assert all(
        parse_period(span.text, date(2031, 3, 1)) is None for span in find_periods(text)[-1:]
    ) or (find_periods(text)[0].text == "2031年")


def test_spans_in_a_sentence() -> None:
    text = "2030年全市增长5%，其中四季度增长6%；“十五五”期间年均增长5.5%，到2035年翻一番"
    assert [span.text for span in find_periods(text)] == [
        "2030年",
        "四季度",
        "“十五五”期间",
        "到2035年",
    ]


def test_years_that_a_sum_covers() -> None:
    assert [span.text for span in find_periods("五年累计新建9所，三年增长5%")] == ["五年", "三年"]


def test_rise_to_a_year_keeps_its_verb() -> None:
    spans = find_periods("由2029年的50%提高到2030年的60%")
    assert [span.text for span in spans] == ["2029年", "2030年"]


def test_stretch() -> None:
    text = "2029年，2030年，2031年"
    assert [span.text for span in find_periods(text, 6, 11)] == ["2030年"]


@pytest.mark.parametrize(
    ("text", "reference", "value", "first", "last"),
    [
        ("今年上半年", date(2024, 3, 5), "2024-H1", date(2024, 1, 1), date(2024, 6, 30)),
        ("2024年2月", date(2024, 3, 5), "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("去年四季度", date(2024, 3, 5), "2023-Q4", date(2023, 10, 1), date(2023, 12, 31)),
        ("五年来", date(2023, 1, 15), "2018/2022", date(2018, 1, 1), date(2022, 12, 31)),
        ("1-9月", date(2024, 3, 5), "2023-01/2023-09", date(2023, 1, 1), date(2023, 9, 30)),
        ("1-9月", date(2024, 10, 5), "2024-01/2024-09", date(2024, 1, 1), date(2024, 9, 30)),
        ("6月30日", date(2024, 7, 1), "2024-06-30", date(2024, 6, 30), date(2024, 6, 30)),
        ("“十四五”", date(2024, 1, 1), "2021/2025", date(2021, 1, 1), date(2025, 12, 31)),
        (" 今年 ", date(2024, 1, 1), "2024", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_parse_period(text: str, reference: date, value: str, first: date, last: date) -> None:
    period = parse_period(text, reference)
    assert period is not None
    assert (period.value, period.first_day, period.last_day) == (value, first, last)
    assert str(period) == value


@pytest.mark.parametrize("text", ["", "今年的", "2024年和2025年", "增长", "2月30日", "0000年"])
def test_parse_period_wants_one_expression(text: str) -> None:
    assert parse_period(text, date(2024, 1, 1)) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("104 年度編列預算，較103年度增加", True),
        ("自104.3.5起施行", True),
        ("104年來第一次", False),
        ("2015年增长104年前的两倍", False),
        ("2015年和2016年，104年度", False),
        ("", False),
    ],
)
def test_years_counted_from_1911(text: str, expected: bool) -> None:
    assert counts_from_1911(text) is expected
