"""Quantities in running text: spans, values, units, kinds, and what is none."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest

from govreport_nlp.numbers.quantities import (
    Quantity,
    find_quantities,
    parse_quantity,
    scan,
)

# Text; then for each quantity: what stands there, its value (or low..high), its unit.
Found = list[tuple[str, str, str]]
FORMS: list[tuple[str, Found]] = [
    # Plain amounts.
    ("新建公园20个", [("20个", "20", "个")]),
    ("完成投资3541.07万元", [("3541.07万元", "35410700", "元")]),
    ("总量1.72万亿欧元", [("1.72万亿欧元", "1720000000000", "欧元")]),
    ("增收3亿5000万元", [("3亿5000万元", "350000000", "元")]),
    ("编列8,897萬890元", [("8,897萬890元", "88970890", "元")]),
    ("参与18 萬 119人次", [("18 萬 119人次", "180119", "人次")]),
    ("销售额１．５万元", [("１．５万元", "15000", "元")]),
    ("收入比２．１：１", [("２．１：１", "2.1", "")]),
    ("死亡率7.9/10 万", [("7.9/10 万", "7.9", "/10万")]),
    ("发病率3人/10 万，", [("3人/10 万", "3", "人/10万")]),
    ("占３／４", [("３／４", "0.75", "")]),
    ("版本１.２.３，１－２－３", []),
    ("２.２０３０年", [("２０３０年", "2030", "年")]),
    ("００万到２０３０年", [("００万", "0", ""), ("２０３０年", "2030", "年")]),
    ("惠及20万人次以上", [("20万人次", "200000", "人次")]),
    ("拨款一点五亿元", [("一点五亿元", "150000000", "元")]),
    ("资产二十万亿", [("二十万亿", "20000000000000", "")]),
    ("建成三百零九所", [("三百零九所", "309", "所")]),
    ("绕城12千米", [("12千米", "12", "千米")]),
    ("功率一千瓦", [("一千瓦", "1", "千瓦")]),
    ("装机一万千瓦", [("一万千瓦", "10000", "千瓦")]),
    ("用电两千千瓦时", [("两千千瓦时", "2000", "千瓦时")]),
    ("产量近百万吨", [("百万吨", "1000000", "吨")]),
    ("产值突破千亿元", [("千亿元", "100000000000", "元")]),
    ("解决30万农村居民饮水", [("30万", "300000", "")]),
    ("约八十左右", [("八十", "80", "")]),
    ("到货壹佰贰拾台", [("壹佰贰拾台", "120", "台")]),
    ("财政收入十二萬億元", [("十二萬億元", "12000000000000", "元")]),
    ("有六万万人", [("六万万人", "600000000", "人")]),
    # Per cent, points, fractions, multiples.
    ("增长6.5%", [("6.5%", "6.5", "%")]),
    ("增长６．５％", [("６．５％", "6.5", "%")]),
    ("达到 83 %", [("83 %", "83", "%")]),
    ("下降负3.9%", [("负3.9%", "-3.9", "%")]),
    ("减负246元", [("246元", "246", "元")]),
    ("减税降负2亿元", [("2亿元", "200000000", "元")]),
    ("担负5项", [("5项", "5", "项")]),
    ("增速-3.9%", [("-3.9%", "-3.9", "%")]),
    ("出生率5.2‰", [("5.2‰", "5.2", "‰")]),
    ("占百分之五", [("百分之五", "5", "%")]),
    ("占百分之十八点五", [("百分之十八点五", "18.5", "%")]),
    ("占百分之二十多", [("百分之二十多", "20", "%")]),
    ("达到百分之百", [("百分之百", "100", "%")]),
    ("千分之五", [("千分之五", "5", "‰")]),
    ("万分之三", [("万分之三", "3", "‱")]),
    ("提升3.1个百分点", [("3.1个百分点", "3.1", "百分点")]),
    ("提升3.1百分点", [("3.1百分点", "3.1", "百分点")]),
    ("下降1.2个千分点", [("1.2个千分点", "1.2", "千分点")]),
    ("完成三分之二", [("三分之二", "0.6667", "")]),
    ("占全国1/4", [("1/4", "0.25", "")]),
    ("收入比2.5：1", [("2.5：1", "2.5", "")]),
    ("增长1.3倍", [("1.3倍", "1.3", "倍")]),
    ("翻一番", [("一番", "1", "番")]),
    ("翻两番", [("两番", "2", "番")]),
    ("占两成", [("两成", "20", "%")]),
    ("压减三成半", [("三成半", "35", "%")]),
    ("半数以上", [("半数", "50", "%")]),
    ("减少一半以上", [("一半", "50", "%")]),
    ("实现两位数增长", [("两位数", "10", "%")]),
    # Vague numbers: the vague word is inside.
    ("学生1.2万余人", [("1.2万余人", "12000", "人")]),
    ("实施十余项", [("十余项", "10", "项")]),
    ("引进数百家", [("数百家", "100", "家")]),
    ("上千名", [("上千名", "1000", "名")]),
    ("近百场", [("百场", "100", "场")]),
    ("建成几十个", [("几十个", "10", "个")]),
    ("十几万人", [("十几万人", "100000", "人")]),
    ("4万多亿元", [("4万多亿元", "4000000000000", "元")]),
    ("一千多万元", [("一千多万元", "10000000", "元")]),
    ("500多亿元", [("500多亿元", "50000000000", "元")]),
    ("成千上万的人", [("成千上万", "1000", "")]),
    ("用时3个多月", [("3个多月", "3", "月")]),
    ("两年多来", [("两年多", "2", "年")]),
    ("增长两倍多。", [("两倍多", "2", "倍")]),
    # Halves.
    ("用时两个半小时", [("两个半小时", "2.5", "小时")]),
    ("一年半内", [("一年半", "1.5", "年")]),
    ("半年内", [("半年", "0.5", "年")]),
    ("半个百分点", [("半个百分点", "0.5", "百分点")]),
    # Ranges.
    ("增长5%—6%", [("5%—6%", "5..6", "%")]),
    ("增长5%-6%", [("5%-6%", "5..6", "%")]),
    ("增长5至6%", [("5至6%", "5..6", "%")]),
    ("用3到5年", [("3到5年", "3..5", "年")]),
    ("三至五年", [("三至五年", "3..5", "年")]),
    ("建1.5～2万套", [("1.5～2万套", "15000..20000", "套")]),
    ("100到120亿元", [("100到120亿元", "10000000000..12000000000", "元")]),
    ("8000—1万元", [("8000—1万元", "8000..10000", "元")]),
    ("3万—5万元", [("3万—5万元", "30000..50000", "元")]),
    ("三四十亿元", [("三四十亿元", "3000000000..4000000000", "元")]),
    ("两三个", [("两三个", "2..3", "个")]),
    ("增加两、三倍", [("两、三倍", "2..3", "倍")]),
    ("约七、八百个", [("七、八百个", "700..800", "个")]),
    ("发展二、三产业", []),
    ("二、三年来的工作", [("三年", "3", "年")]),
    ("十七八岁", [("十七八岁", "17..18", "岁")]),
    ("三五年", [("三五年", "3..5", "年")]),
    ("1-12月", [("1-12月", "1..12", "月")]),
    ("百分之四到五", [("百分之四到五", "4..5", "%")]),
    ("百分之四到百分之五", [("百分之四到百分之五", "4..5", "%")]),
    ("百分之四至2035年", [("百分之四", "4", "%"), ("2035年", "2035", "年")]),
    ("从30%到50%", [("30%", "30", "%"), ("50%", "50", "%")]),
    ("由5家增至8家", [("5家", "5", "家"), ("8家", "8", "家")]),
    ("6%—5%", [("6%", "6", "%"), ("5%", "5", "%")]),
    ("5天—3个月", [("5天", "5", "天"), ("3个月", "3", "月")]),
    # Ranks and ordinals.
    ("列全省第二", [("第二", "2", "位")]),
    ("居全国第1位", [("第1位", "1", "位")]),
    ("获第二名", [("第二名", "2", "位")]),
    ("进入前20位", [("前20位", "20", "位")]),
    ("排名前三，", [("前三", "3", "位")]),
    ("第二大城市", [("第二", "2", "位")]),
    ("第五届会议", [("第五届", "5", "届")]),
    ("前三季度", [("三季度", "3", "季度")]),
    ("目前20个", [("20个", "20", "个")]),
    # Dates are numbers too.
    ("2031年6月30日", [("2031年", "2031", "年"), ("6月", "6", "月"), ("30日", "30", "日")]),
    ("二〇三一年", [("二〇三一年", "2031", "年")]),
    ("一九五四年", [("一九五四年", "1954", "年")]),
    # Section numbers do not glue to amounts.
    (
        "2.2本计划投资50万元2.3本项目",
        [("2.2", "2.2", ""), ("50万元", "500000", "元"), ("2.3", "2.3", "")],
    ),
    ("1.2031年完成", [("2031年", "2031", "年")]),
    # Digits set apart by the making of the file.
    ("总量1 5 0万吨", [("1 5 0万吨", "1500000", "吨")]),
    ("增长8 ．5 %", [("8 ．5 %", "8.5", "%")]),
    ("大三大产业", [("三大", "3", "")]),
    ("7:43:50", [("7", "7", ""), ("43", "43", ""), ("50", "50", "")]),
    ("人均GDP1.2万美元", [("1.2万美元", "12000", "美元")]),
]


def _shown(quantity: Quantity) -> tuple[str, Decimal | tuple[Decimal, Decimal] | None, str]:
    if quantity.low is not None and quantity.high is not None:
        assert quantity.value is None
        return quantity.text, (quantity.low, quantity.high), quantity.unit
    return quantity.text, quantity.value, quantity.unit


@pytest.mark.parametrize(("text", "expected"), FORMS, ids=[text for text, _ in FORMS])
def test_forms(text: str, expected: Found) -> None:
    wanted = []
    for shown, value, unit in expected:
        low, dots, high = value.partition("..")
        wanted.append((shown, (Decimal(low), Decimal(high)) if dots else Decimal(value), unit))
    assert [_shown(q) for q in scan(text)] == wanted
    for quantity in scan(text):
        assert text[quantity.start : quantity.end] == quantity.text


NONE = [
    "干部队伍",
    "统一思想、进一步推进一体化",
    "千方百计、百花齐放",
    "一批项目、一系列举措",
    "一是推进",
    "（三）改革",
    "十二、其他",
    "（十一）执行",
    "“十四五”规划",
    "第三产业",
    "第一时间",
    "5G网络、4K频道、G60走廊、PM2.5浓度、PM10年均浓度",
    "2.2.1节",
    "2031-06-30",
    "0519-88001234-5",
    "零部件和零星工程",
    "一二三产业融合",
    "红十字会",
    "四川、九江、三亚",
    "半导体",
    "几个、数个",
    "千万不要",
    "亿万人民",
    "两个维护",
    "万元生产总值能耗",
]


@pytest.mark.parametrize("text", NONE)
def test_no_quantity(text: str) -> None:
    assert scan(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("20个", "cardinal"),
        ("5%", "percent"),
        ("百分之五", "percent"),
        ("两成", "percent"),
        ("5个百分点", "points"),
        ("三分之二", "fraction"),
        ("1/3", "fraction"),
        ("3倍", "multiple"),
        ("一番", "multiple"),
        ("第二", "ordinal"),
        ("前20位", "ordinal"),
        ("三级", "ordinal"),
        ("5号线", "ordinal"),
        ("500强", "ordinal"),
        ("二期工程", "ordinal"),
        ("十四届人大", "ordinal"),
        ("十万吨级", "ordinal"),
        ("5%—6%", "percent"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    assert [q.kind for q in scan(text)] == [kind]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.2万余人", "1.2万余"),
        ("20个", "20"),
        ("3.1个百分点", "3.1"),
        ("百分之五", "百分之五"),
        ("第1位", "第1"),
        ("5%—6%", "5%—6"),
        ("4万多亿元", "4万多亿"),
        ("数百家", "数百"),
        ("83 %", "83"),
    ],
)
def test_number_end(text: str, number: str) -> None:
    assert text[: scan(text)[0].number_end] == number


@pytest.mark.parametrize(
    ("text", "chinese", "vague"),
    [
        ("20个", False, False),
        ("二十个", True, False),
        ("20余个", False, True),
        ("数十个", True, True),
        ("百分之五", True, False),
        ("成千上万", True, True),
    ],
)
def test_chinese_and_vague(text: str, chinese: bool, vague: bool) -> None:
    assert [(q.chinese, q.vague) for q in scan(text)] == [(chinese, vague)]


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("增长6%", "exact"),
        ("增长约6%", "about"),
        ("增长6%左右", "about"),
        ("60岁上下", "about"),
        ("超过50亿元", "over"),
        ("突破50亿元", "over"),
        ("逾50亿元", "over"),
        ("高于50亿元", "over"),
        ("50亿元以上", "over"),
        ("50多亿元", "over"),
        ("十余项", "over"),
        ("数百家", "over"),
        ("近50%", "under"),
        ("接近50%", "under"),
        ("不足50%", "under"),
        ("不到50%", "under"),
        ("低于50%", "under"),
        ("不低于50%", "at_least"),
        ("不少于5所", "at_least"),
        ("至少5所", "at_least"),
        ("不超过5%", "at_most"),
        ("不高于5%", "at_most"),
        ("5%以内", "at_most"),
        ("5%以下", "at_most"),
        ("通过5项", "exact"),
        ("附近5个村", "exact"),
        ("签约5个", "exact"),
        ("超过 50亿元", "over"),
    ],
)
def test_qualifier(text: str, qualifier: str) -> None:
    assert [q.qualifier for q in find_quantities(text)] == [qualifier]


def test_scan_reads_only_what_is_inside_the_span() -> None:
    assert [q.qualifier for q in scan("近50%，20余项，约3个以上")] == ["exact", "over", "exact"]


def test_dates_are_left_out_unless_wanted() -> None:
    text = "2031年1-9月，五年来累计新建20个，前三季度增长5%"
    assert [q.text for q in find_quantities(text)] == ["20个", "5%"]
    assert "2031年" in [q.text for q in find_quantities(text, dates=True)]


def test_scan_of_a_stretch() -> None:
    text = "新建3所，改建5所，扩建7所"
    inner = scan(text, 6, 11)
    assert [(q.text, text[q.start : q.end]) for q in inner] == [("5所", "5所")]
    assert scan("5万元", 0, 2)[0].text == "5万"
    assert scan("5万元", 3) == []
    assert scan("5万元", 0, 99)[0].text == "5万元"


@pytest.mark.parametrize(
    ("text", "value", "unit", "qualifier"),
    [
        ("一点五亿元", "150000000", "元", "exact"),
        ("近50%", "50", "%", "under"),
        ("1.2万余人", "12000", "人", "over"),
        ("不低于 95%", "95", "%", "at_least"),
        ("20个以上", "20", "个", "over"),
        (" 三分之二 ", "0.6667", "", "exact"),
        ("第二", "2", "位", "exact"),
    ],
)
def test_parse_quantity(text: str, value: str, unit: str, qualifier: str) -> None:
    quantity = parse_quantity(text)
    assert quantity is not None
    assert (quantity.value, quantity.unit) == (Decimal(value), unit)
    assert quantity.qualifier == qualifier
    assert text[quantity.start : quantity.end] == quantity.text


@pytest.mark.parametrize(
    "text",
    ["", " ", "元", "新建20个", "20个公园", "5%和6%", "一", "左右", "近", "万亿万元", "％％"],
)
def test_parse_quantity_wants_one_expression(text: str) -> None:
    assert parse_quantity(text) is None


def test_parse_quantity_of_a_range() -> None:
    quantity = parse_quantity("5%—6%")
    assert quantity is not None
    assert (quantity.value, quantity.low, quantity.high) == (None, 5, 6)


@pytest.mark.parametrize(
    "unit",
    ["9", "一", "万", "1,", "1.", "第", "百分之", "5-", "5至", "1/", "十余", "9 ", "-", "半"],
)
def test_noise_is_linear(unit: str) -> None:
    started = time.perf_counter()
    scan(unit * (40_000 // len(unit)))
    assert time.perf_counter() - started < 3
