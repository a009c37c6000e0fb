"""Numbers that are no indicators, each with its reason."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any

import pytest

_SOURCE = resources.files("govreport_nlp") / "data" / "indicator_traps.toml"
DATA: dict[str, dict[str, list[str]]] = tomllib.loads(_SOURCE.read_text(encoding="utf-8"))

# Sentence, number, reason.
REASONS = [
    # date: inside a period.
    ("2023年成效明显。", "2023年", "date"),
    ("1—9月形势平稳。", "1—9月", "date"),
    ("截至12月31日，工程完工。", "12月", "date"),
    ("到2035年，目标基本实现。", "2035年", "date"),
    ("过去五年，工作有序推进。", "五年", "date"),
    # name: in a quotation, behind a letter, with a unit of names.
    ("推进“465”产业集群建设。", "465", "name"),
    ("实施“4个一批”行动。", "4个", "name"),
    ("落实《第3号决定》精神。", "第3号", "name"),
    ("建设A-3类地块。", "3类", "name"),
    ("完成6期建设。", "6期", "name"),
    ("每1个乡镇设服务站。", "1个", "name"),
    # name: the count of a slogan's own parts.
    ("推进四项工程。", "四项", "name"),
    ("实施路径上突出三个重点。", "三个", "name"),
    # name: a time or a way that names a service, a size that names a plant.
    ("开通24小时服务热线。", "24小时", "name"),
    ("打造15分钟便民生活圈。", "15分钟", "name"),
    ("窗口提供24小时咨询。", "24小时", "name"),
    ("渠道破损6小时抢修率较高。", "6小时", "name"),
    ("女性（20-44岁）较多。", "20-44岁", "group"),
    ("培育一批营收过百亿元渔业企业。", "百亿元", "group"),
    ("第2、3栋已封顶。", "3栋", "ordinal"),
    ("前2栋的外墙已完工。", "2栋", "group"),
    ("推进35万千瓦光伏项目。", "35万千瓦", "name"),
    # article.
    ("一个项目受到关注。", "一个", "article"),
    ("各地形成一种新风尚。", "一种", "article"),
    # group: thresholds, round sums, ages, the first so many per cent.
    ("为65岁以上老人体检。", "65岁", "group"),
    ("支持500万元以上项目。", "500万元", "group"),
    ("推动30户以上自然村通路。", "30户", "group"),
    ("培育亿元企业。", "亿元", "group"),
    ("关爱12—17岁人群。", "12—17岁", "group"),
    ("专业排名前5%。", "5%", "group"),
    # ordinal.
    ("第二水厂开工。", "第二", "ordinal"),
    ("地铁3号线开工。", "3号线", "ordinal"),
    ("引进200强高校资源。", "200强", "ordinal"),
    ("评定四星级饭店。", "四星级", "ordinal"),
    ("第3期工程完工。", "第3期", "ordinal"),
    ("投资建设第二机场。", "第二", "ordinal"),
    # duration.
    ("建设周期约2年。", "2年", "duration"),
    ("连续6个月保持稳定。", "6个月", "duration"),
    ("3个月内办结。", "3个月", "duration"),
    # no-unit.
    ("编号为38。", "38", "no-unit"),
    # nameless: nothing says what is counted.
    ("20个。", "20个", "nameless"),
]


@pytest.mark.parametrize(("sentence", "number", "reason"), REASONS)
def test_reasons(sentence: str, number: str, reason: str, read: Any) -> None:
    framed = read(sentence)
    assert [record.text for record in framed.records] == []
    start = framed.start + sentence.index(number)
    found = {n.start: (n.text, n.reason) for n in framed.report.unclaimed}
    assert found[start] == (number, reason)


def test_what_stands_outside_the_body_is_furniture(read: Any) -> None:
    text = "首页\n浏览次数：328次\n青湾市2024年政府工作报告\n各位代表：\n　　新建公园20个。\n"
    report = read.parser.parse_text(text)
    assert [n.reason for n in report.unclaimed if n.text == "328次"] == ["furniture"]


# The same words where the number counts.
COUNTED = [
    ("实施四项工程。", "四项"),
    ("新增三个重点实验室。", "三个"),
    ("引进国家级人才一名、省级人才三名。", "一名"),
    ("办理时限压缩至3个工作日。", "3个工作日"),
    ("产值达500万元以上的增长目标实现。", "500万元"),
    ("平均年龄38岁。", "38岁"),
    ("企业达到亿元规模的有8家。", "8家"),
    ("新建220千伏变电站3座。", "3座"),
    ("新增装机35万千瓦。", "35万千瓦"),
    ("救援队24小时救出群众36人。", "36人"),
    ("城市排名第二位。", "第二位"),
    ("总产值居全省第二。", "第二"),
    ("解决3万农村人口饮水。", "3万"),
    ("产值占全国三分之一。", "三分之一"),
    ("灌溉水有效利用系数提高到0.56。", "0.56"),
    ("产值翻一番。", "一番"),
    ("产值连续增长24个月。", "24个月"),
]


@pytest.mark.parametrize(("sentence", "number"), COUNTED)
def test_what_counts(sentence: str, number: str, read: Any) -> None:
    assert number in [record.text for record in read(sentence).records]


# --- the data: every entry of every section does what it is there for --------------------------


@pytest.mark.parametrize("unit", DATA["slogan"]["units"])
def test_units_of_slogans(unit: str, read: Any) -> None:
    assert read(f"统筹推进四{unit}融合发展。").records == []


@pytest.mark.parametrize("verb", DATA["slogan"]["doing"])
def test_words_of_doing(verb: str, read: Any) -> None:
    assert [record.text for record in read(f"全市{verb}四项改革。").records] == ["四项"]


_ARTICLES = [
    pytest.param(
        unit, marks=pytest.mark.xfail(reason="一半 is an amount: the entry is dead", strict=True)
    )
    if unit == "半"
    else unit
    for unit in DATA["article"]["units"]
]


@pytest.mark.parametrize("unit", _ARTICLES)
def test_units_of_articles(unit: str, read: Any) -> None:
    assert read(f"工作迈出坚实一{unit}，成效明显。").records == []


@pytest.mark.parametrize("unit", DATA["group"]["units"])
def test_units_of_groups(unit: str, read: Any) -> None:
    assert read(f"加强对80{unit}以上对象的管理。").records == []


@pytest.mark.parametrize("unit", DATA["group"]["members"])
def test_members_of_groups(unit: str, read: Any) -> None:
    assert read(f"加强对80{unit}以上单位的管理。").records == []


@pytest.mark.parametrize("noun", DATA["group"]["nouns"])
def test_nouns_of_groups(noun: str, read: Any) -> None:
    assert read(f"推动30户以上{noun}全覆盖。").records == []


@pytest.mark.parametrize("unit", DATA["group"]["ages"])
def test_ages(unit: str, read: Any) -> None:
    assert read(f"做好35{unit}妇女服务。").records == []


@pytest.mark.parametrize("noun", DATA["service"]["nouns"])
@pytest.mark.parametrize("unit", DATA["service"]["units"])
def test_services(unit: str, noun: str, read: Any) -> None:
    assert read(f"推行15{unit}{noun}。").records == []


@pytest.mark.parametrize("unit", DATA["named"]["units"])
def test_units_of_names(unit: str, read: Any) -> None:
    assert read(f"加强6{unit}建设。").records == []


@pytest.mark.parametrize("noun", DATA["size"]["nouns"])
@pytest.mark.parametrize("unit", DATA["size"]["units"])
def test_sizes(unit: str, noun: str, read: Any) -> None:
    assert read(f"35万{unit}新型{noun}。").records == []
