from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

import govreport_nlp as gr
from govreport_nlp.catalogue import CatalogueEntry, canonical, find_entry, load_catalogue
from govreport_nlp.errors import ConfigError
from govreport_nlp.indicators.canonical import fold_name, usual_range
from govreport_nlp.workstreams import load_taxonomy

ENTRIES = list(load_catalogue().values())


@pytest.mark.parametrize(
    ("name", "unit", "measure", "expected"),
    [
        ("地区生产总值", "元", "level", "gdp"),
        ("国内生产总值", "%", "change", "gdp"),
        ("全市生产总值", "元", "baseline", "gdp"),
        ("生产总值", "百分点", "change", "gdp"),
        ("ＧＤＰ", "元", "level", "gdp"),
        ("GDP总量", "位", "rank", "gdp"),
        ("地区生产总值增速", "%", "change", "gdp"),
        ("实现地区生产总值", "元", "level", "gdp"),
        ("人均地区生产总值", "元", "level", "gdp-per-capita"),
        ("第一产业增加值", "元", "level", "primary-industry"),
        ("规模以上工业增加值", "%", "change", "large-industry"),
        ("规上工业增加值增速", "%", "change", "large-industry"),
        ("工业增加值", "%", "change", "industry"),
        ("城镇居民人均可支配收入", "元", "level", "urban-income"),
        ("农村居民人均可支配收入", "元", "level", "rural-income"),
        ("城镇常住居民人均可支配收入", "%", "change", "urban-income"),
        ("乡居民人均可支配收入", "元", "level", "rural-income"),
        ("居民人均可支配收入", "%", "change", "income"),
        ("农民人均纯收入", "元", "level", "rural-net-income"),
        ("居民消费价格涨幅", "%", "change", "cpi"),
        ("居民消费价格涨幅", "%", "level", "cpi"),
        ("细颗粒物（PM2.5）年均浓度", "微克/立方米", "level", "pm25"),
        ("“三公”经费", "元", "level", "three-public-spending"),
        ("外贸进出口总值", "美元", "level", "trade"),
        ("新建、改建农村公路", "公里", "level", "rural-roads"),
        ("粮食总产量", "斤", "level", "grain-output"),
        ("空气质量优良天数比例", "%", "level", "good-air-ratio"),
        ("优良天数", "天", "level", "good-air-days"),
        ("普惠性幼儿园覆盖率", "%", "level", "inclusive-kindergartens"),
    ],
)
def test_names(name: str, unit: str, measure: str, expected: str) -> None:
    assert canonical(name, unit, measure) == expected


@pytest.mark.parametrize(
    ("name", "unit", "measure"),
    [
        ("服务业增加值占地区生产总值的份额", "%", "level"),  # holds a name, is another thing
        ("绿色生产总值", "元", "level"),
        ("民营经济增加值", "公里", "level"),  # no such unit
        ("地区生产总值", "%", "level"),
        ("地区生产总值增速", "元", "level"),
        ("地区生产总值增速", "位", "rank"),  # the fastest is not the largest
        ("新增", "个", "level"),
        ("增长", "%", "change"),
        ("", "", "level"),
        ("全年", "元", "level"),
    ],
)
def test_what_is_not_taken(name: str, unit: str, measure: str) -> None:
    assert canonical(name, unit, measure) is None


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_an_entry_is_sound(entry: CatalogueEntry) -> None:
    for name in (entry.zh, *entry.aliases):
        assert canonical(name, entry.unit, "level") == entry.id, name
    assert entry.level[0] < entry.level[1]
    assert entry.change[0] < entry.change[1]
    assert entry.good in ("up", "down", "none")
    assert entry.workstream in {one.id for one in load_taxonomy("government").workstreams}


def test_the_catalogue_is_large_and_no_name_is_of_two() -> None:
    assert len(ENTRIES) >= 150
    names = Counter(name for e in ENTRIES for name in {fold_name(n) for n in (e.zh, *e.aliases)})
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize(
    ("key", "measure", "unit", "value", "inside"),
    [
        ("grain-output", "level", "斤", "1.3e12", True),
        ("grain-output", "level", "吨", "1.3e12", False),
        ("gdp", "change", "%", "-3", True),
        ("gdp", "change", "%", "650", False),
        ("surveyed-unemployment", "level", "%", "55", False),
        ("new-urban-jobs", "level", "名", "12000", True),
    ],
)
def test_ranges(key: str, measure: str, unit: str, value: str, inside: bool) -> None:
    usual = usual_range(key, measure, unit, Decimal(value))
    assert usual is not None
    assert (usual[0][0] <= usual[1] <= usual[0][1]) is inside


def test_other_currencies_and_ranks_have_no_range() -> None:
    assert usual_range("trade", "level", "美元", Decimal(10) ** 20) is None
    assert usual_range("gdp", "rank", "位", Decimal(10) ** 20) is None
    assert usual_range("gdp", "change", "元", Decimal(10) ** 20) is None
    assert usual_range("gdp", "change", "百分点", Decimal(68)) is None
    assert usual_range("urbanisation", "change", "百分点", Decimal(68)) is not None


def test_a_value_out_of_range_is_a_finding() -> None:
    report = gr.parse_text("全市城镇调查失业率55%。居民消费价格上涨2.1%。", report_year=2030)
    assert [record.canonical for record in report.indicators] == ["surveyed-unemployment", "cpi"]
    found = [issue for issue in report.issues if issue.code == "value-out-of-range"]
    assert [report.text[issue.start : issue.end] for issue in found] == ["55%"]
    assert "usual 1 to 15 %" in found[0].message


@pytest.mark.parametrize("query", ["cpi", "CPI", "居民消费价格", "Consumer prices"])
def test_an_indicator_by_any_name(query: str) -> None:
    assert find_entry(query).id == "cpi"


@pytest.mark.parametrize(
    ("query", "near"), [("失业率", "surveyed-unemployment"), ("gdpp", "gdp"), ("GDP per", "gdp")]
)
def test_an_unknown_indicator_names_the_nearest(query: str, near: str) -> None:
    with pytest.raises(ConfigError, match="unknown indicator") as caught:
        find_entry(query)
    assert near in caught.value.hint


def test_an_indicator_like_no_other() -> None:
    with pytest.raises(ConfigError) as caught:
        find_entry("♠")
    assert "catalogue.toml" in caught.value.hint
