"""The era of a part of a report: what was done there without a date was done in those years."""

from __future__ import annotations

from typing import Any

import pytest

SESSION = "青湾市2021年政府工作报告\n各位代表：\n"
REVIEW = SESSION + "一、过去五年工作回顾\n"
PAST, AHEAD = "2016/2020", "2021/2025"


def _periods(text: str, read: Any) -> list[str | None]:
    """The spans of years that the records are of, None where it is a single year."""
    resolved = [record.period_resolved for record in read.parser.parse_text(text).indicators]
    return [period if period and "/" in period else None for period in resolved]


def _said(text: str, read: Any) -> list[str | None]:
    return [record.period for record in read.parser.parse_text(text).indicators]


HEADINGS = [
    ("一、过去五年工作回顾", PAST),
    ("一、“十三五”时期工作回顾", PAST),
    ("一、“十三五”时期经济社会发展成就", PAST),
    ("一、2020年工作回顾", None),
    ("一、2020年和“十三五”时期工作回顾", None),
    ("一、奋力打赢“十三五”收官战", None),
    ("一、实现“十三五”良好开局", None),
]


@pytest.mark.parametrize(("heading", "period"), HEADINGS)
def test_a_heading_names_the_years(heading: str, period: str | None, read: Any) -> None:
    text = f"{SESSION}{heading}\n　　城市更加宜居。新建公园20个。\n　　道路通畅。新修道路30公里。\n"
    assert _periods(text, read) == [period, period]


def test_sections_below_a_heading_are_of_its_years(read: Any) -> None:
    text = f"{REVIEW}（一）城市建设\n　　新建公园20个。\n二、2021年工作安排\n　　新建公园30个。\n"
    assert _periods(text, read) == [PAST, None]


SUMMED_UP = [
    ("“十三五”时期是我市极不平凡的五年。", PAST),
    ("过去五年，是综合实力显著增强的五年。", PAST),
    ("——这是民生福祉持续改善的五年。", PAST),
    ("2020年是我市极不平凡的一年。", None),
    ("明年是全面落实规划的五年。", None),
]


@pytest.mark.parametrize(("sentence", "period"), SUMMED_UP)
def test_a_sentence_sums_the_years_up(sentence: str, period: str | None, read: Any) -> None:
    text = f"{SESSION}一、工作回顾\n　　{sentence}\n　　新建公园20个。\n"
    assert _periods(text, read) == [period]


KINDS = [
    ("新建公园20个。", PAST),
    ("7所高校入选名单。", PAST),
    ("服务业增加值年均增长8%。", PAST),
    ("能耗累计下降14%。", PAST),
    ("绿化覆盖率提高3个百分点。", PAST),
    ("绿化覆盖率达到40%。", None),
    ("外汇储备超过30亿美元。", None),
    ("98%的行政村通了客车。", None),
    ("污水处理率由70%提高到90%。", None),
    ("公共预算收入是2015年的2倍。", None),
    ("森林面积比2015年增加5万亩。", None),
    ("粮食总产居全省第三位。", None),
    ("新能源装机46万千瓦。", None),
    ("新增风电装机12万千瓦。", PAST),
]


@pytest.mark.parametrize(("sentence", "period"), KINDS)
def test_flows_are_of_the_years_and_stocks_are_not(
    sentence: str, period: str | None, read: Any
) -> None:
    assert set(_periods(f"{REVIEW}　　{sentence}\n", read)) == {period}


def test_a_growth_is_of_the_single_year_that_its_paragraph_has_named(read: Any) -> None:
    text = f"{REVIEW}　　2020年地区生产总值900亿元。工业增加值增长6%。\n　　出口额增长40%。\n"
    assert _periods(text, read) == [None, None, PAST]


@pytest.mark.parametrize("opening", ["刚刚过去的2020年，", "一年来，", "2020年，面对严峻形势，"])
def test_the_part_on_a_single_year_closes_the_era(opening: str, read: Any) -> None:
    text = f"{REVIEW}　　新建公园20个。\n　　{opening}我们团结奋斗。\n　　新修道路30公里。\n"
    before, after = _periods(text, read)
    assert (before, after) != (PAST, PAST)
    assert before == PAST


def test_aims_for_years_ahead_are_of_them(read: Any) -> None:
    text = (
        f"{SESSION}二、“十四五”时期主要目标\n　　经济平稳增长。地区生产总值年均增长7%。\n"
        "　　新建公园20个。\n三、2021年工作安排\n　　新修道路30公里。\n"
    )
    assert _periods(text, read) == [AHEAD, AHEAD, None]


def test_what_was_done_is_not_of_years_ahead(read: Any) -> None:
    text = f"{SESSION}二、“十四五”时期主要目标\n　　新建公园30个。目前已建成公园20个。\n"
    assert _periods(text, read) == [AHEAD, None]


def test_what_stands_far_from_its_heading_has_no_period_but_a_default(read: Any) -> None:
    assert _said(f"{REVIEW}　　新建公园20个。\n", read) == [None]


def test_the_line_behind_a_sentence_that_sums_the_years_up_is_of_them(read: Any) -> None:
    lines = "这是城市更加宜居的五年。\n　　新建公园20个。\n　　新修道路9公里。\n"
    text = f"{SESSION}一、工作回顾\n　　{lines}"
    assert _said(text, read) == [PAST, None]
    assert _periods(text, read) == [PAST, PAST]


LISTS = [
    ("二、“十四五”时期主要目标", AHEAD),
    ("二、2021年全市十件民生实事", "2021"),
    ("二、2021年工作目标", None),
]


@pytest.mark.parametrize(("heading", "period"), LISTS)
def test_a_heading_of_a_list_of_aims_dates_it(heading: str, period: str | None, read: Any) -> None:
    text = f"{SESSION}一、2020年工作回顾\n　　成绩来之不易。\n{heading}\n　　新建公园20个。\n"
    assert _said(text, read) == [period]


AIMS = "　　今年经济发展预期目标是：生产总值增长6%，努力争取更好结果。"
BEHIND = [
    ("零售额增长7%左右。", "2021"),
    ("加快城市更新。新建公园20个。", None),
    ("一是做优城市，新建公园20个。", None),
]


@pytest.mark.parametrize(("sentence", "period"), BEHIND)
def test_a_list_of_aims_goes_on_with_values_only(
    sentence: str, period: str | None, read: Any
) -> None:
    text = (
        f"{SESSION}一、2020年工作回顾\n　　成绩来之不易。\n二、2021年工作安排\n{AIMS}{sentence}\n"
    )
    assert _said(text, read) == ["2021", period]


def test_a_month_in_a_trade_name_is_no_date(read: Any) -> None:
    text = f"{SESSION}一、2020年工作回顾\n　　打造“古城八月节”品牌，接待游客30万人次。\n"
    assert _said(text, read) == [None]


def test_without_dates_results_are_of_the_year_reviewed(read: Any) -> None:
    text = (
        f"{SESSION}一、2020年工作回顾\n　　新建公园20个。\n"
        "二、2021年工作安排\n　　新修道路30公里。\n"
    )
    records = read.parser.parse_text(text).indicators
    assert [record.period_resolved for record in records] == ["2020", "2021"]
    lone = read.parser.parse_text("新建公园20个。", report_year=2021).indicators
    assert [record.period_resolved for record in lone] == ["2021"]


def test_the_heading_of_a_budget_gives_its_year(read: Any) -> None:
    text = (
        "青湾市2024年市级单位预算\n一、2024年预算编制说明\n　　支出预算860万元，主要内容如下：\n"
        "　　1.“教育支出”科目310万元，用于学校。\n　　2.“卫生健康支出”科目90万元，用于医院。\n"
        "二、其他情况\n　　车辆3辆。\n"
    )
    assert _said(text, read) == ["2024", "2024", "2024", None]
