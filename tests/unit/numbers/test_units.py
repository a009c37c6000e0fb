"""Units: the data, the longest match, conversion."""

from __future__ import annotations

from decimal import Decimal

import pytest

from govreport_nlp.errors import GovReportError, UnitError
from govreport_nlp.numbers.quantities import scan
from govreport_nlp.numbers.units import canonical, convert, is_label, known_units, match_unit

UNITS = known_units()


def test_there_are_enough() -> None:
    assert len(UNITS) > 300
    assert len({unit.name for unit in UNITS.values()}) > 250


@pytest.mark.parametrize("name", sorted({unit.name for unit in UNITS.values()}))
def test_example_has_the_unit(name: str) -> None:
    unit = UNITS[name]
    found = scan(unit.example)
    assert len(found) == 1
    assert found[0].text == unit.example
    expected = "%" if name == "成" else canonical(name)
    assert found[0].unit == expected


@pytest.mark.parametrize("form", sorted(UNITS))
def test_every_form_is_found_behind_a_digit(form: str) -> None:
    text = f"7{form}。"
    found = scan(text)
    assert [q.text for q in found] == [f"7{form}"]


@pytest.mark.parametrize("form", sorted(form for form, unit in UNITS.items() if unit.not_before))
def test_not_before_keeps_the_unit_off(form: str) -> None:
    for following in UNITS[form].not_before:
        longest = match_unit(f"{form}{following}", 0)
        assert longest == 0 or form + following in UNITS or longest != len(form)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("5人次参与", "人次"),
        ("5人参与", "人"),
        ("3千瓦时电", "千瓦时"),
        ("一千瓦", "千瓦"),
        ("3平方公里", "平方公里"),
        ("3平方米", "平方米"),
        ("3立方米", "立方米"),
        ("3个百分点", "百分点"),
        ("3個百分點", "百分点"),
        ("3百分点", "百分点"),
        ("24个月", "月"),
        ("3个工作日", "工作日"),
        ("36个小时", "小时"),
        ("9 個", "个"),
        ("9％", "%"),
        ("12万标箱", "标箱"),
        ("12万标准箱", "标准箱"),
        ("100万TEU", "TEU"),
        ("29微克/立方米", "微克/立方米"),
        ("29微克／立方米", "微克/立方米"),
        ("0.45吨标准煤/万元", "吨标准煤/万元"),
        ("0.5吨标准煤", "吨标准煤"),
        ("8000元/平方米", "元/平方米"),
        ("8000元/㎡", "元/㎡"),
        ("3万元/人", "元/人"),
        ("550千克/亩", "千克/亩"),
        ("15毫克/升", "毫克/升"),
        ("6人/10万", "人/10万"),
        ("40元/人/月", "元/人/月"),
        ("30万车公里", "车公里"),
        ("5万吨公里", "吨公里"),
        ("500kV", "kV"),
        ("1.5℃", "℃"),
        ("12个国家", "个"),
        ("42个批次", "个"),
        ("6批次", "批次"),
        ("5万亩", "亩"),
        ("7班次", "班次"),
        ("12场次", "场次"),
        ("3项", "项"),
        ("3項", "項"),
        ("三大", ""),
    ],
)
def test_unit_in_a_record(text: str, unit: str) -> None:
    assert scan(text)[0].unit == unit


@pytest.mark.parametrize(
    "text",
    ["3部门", "3项目", "4家庭", "2名牌", "6成员", "5G网", "8体育", "10人才", "7分别", "9批准"],
)
def test_beginning_of_a_word_is_no_unit(text: str) -> None:
    assert all(q.unit == "" for q in scan(text))


@pytest.mark.parametrize(
    ("form", "following", "chinese", "label"),
    [
        ("号线", "开通", False, True),
        ("级", "医院", True, True),
        ("期", "工程", True, True),
        ("期", "工程", False, False),
        ("期", "培训", True, False),
        ("个", "", True, False),
        ("元/人", "", False, False),
    ],
)
def test_label(form: str, following: str, chinese: bool, label: bool) -> None:
    assert is_label(form, following, chinese) is label


@pytest.mark.parametrize(
    ("value", "source", "target", "result"),
    [
        ("1.5", "亿元", "万元", "15000"),
        ("150000000", "元", "亿元", "1.5"),
        ("3", "万人", "人", "30000"),
        ("15", "亩", "公顷", "1"),
        ("2", "万千瓦", "兆瓦", "20"),
        ("1", "千瓦", "瓦", "1000"),
        ("36", "微克/立方米", "毫克/立方米", "0.036"),
        ("3", "元/平方米", "万元/平方米", "0.0003"),
        ("8000", "元/㎡", "万元/平方米", "0.8"),
        ("1", "吨标准煤/万元", "千克标准煤/元", "0.1"),
        ("3", "年", "个月", "36"),
        ("2", "天", "小时", "48"),
        ("5", "%", "‰", "50"),
        ("1", "百分点", "基点", "100"),
        ("2", "个", "个", "2"),
        ("100", "斤", "公斤", "50"),
        ("1", "公里", "千米", "1"),
        ("7", "標箱", "TEU", None),
        ("7", "标箱", "TEU", "7"),
    ],
)
def test_convert(value: str, source: str, target: str, result: str | None) -> None:
    if result is None:
        with pytest.raises(UnitError):
            convert(Decimal(value), source, target)
    else:
        assert convert(Decimal(value), source, target) == Decimal(result)


def test_convert_is_exact_for_long_values() -> None:
    long = Decimal("123456789012345678901234567890.123456789")
    assert convert(convert(long, "亿元", "元"), "元", "亿元") == long


def test_convert_rounds_only_what_does_not_end() -> None:
    square_metres = convert(Decimal(1), "亩", "平方米")
    assert str(square_metres) == "666.6666666666666666666666667"


@pytest.mark.parametrize(
    ("source", "target"),
    [("%", "百分点"), ("元", "美元"), ("亩", "米"), ("个", "项"), ("元/人", "元"), ("元", "元/人")],
)
def test_dimensions_do_not_mix(source: str, target: str) -> None:
    with pytest.raises(UnitError) as error:
        convert(Decimal(1), source, target)
    assert source in str(error.value)
    assert isinstance(error.value, GovReportError)


@pytest.mark.parametrize("unit", ["", "甲乙", "万", "亿万元", "/", "元/"])
def test_unknown_unit(unit: str) -> None:
    with pytest.raises(UnitError):
        convert(Decimal(1), unit, "元")
