"""The words right before and behind a number."""

from __future__ import annotations

from typing import Any

import pytest

from govreport_nlp.indicators.lexicon import Lexicon
from govreport_nlp.indicators.reading import Reading, comparison_basis, read_left, read_right
from govreport_nlp.numbers.periods import find_periods
from govreport_nlp.numbers.quantities import scan


def _read(text: str, lexicon: Lexicon) -> Reading:
    """The reading of the last number of a text that is no date."""
    periods = find_periods(text)
    quantity = [q for q in scan(text) if not any(p.start <= q.start < p.end for p in periods)][-1]
    reading = Reading(quantity, (0, 0), (0, 0), 0, quantity.qualifier)
    read_right(text, reading, len(text), lexicon)
    read_left(text, 0, reading, lexicon, {period.end: period for period in periods})
    return reading


# Text, what remains as the candidate name, and what was read.
LEFT: list[Any] = [
    # Nothing to read.
    ("公园20个", "公园", {"qualifier": "exact", "direction": None}),
    ("20个公园", "", {}),
    # Qualifiers before the number.
    ("产值近50亿元", "产值", {"qualifier": "under"}),
    ("产值约50亿元", "产值", {"qualifier": "about"}),
    ("产值超50亿元", "产值", {"qualifier": "over"}),
    ("产值突破50亿元", "产值", {"qualifier": "over"}),
    ("产值不低于50亿元", "产值", {"qualifier": "at_least"}),
    ("产值不超过50亿元", "产值", {"qualifier": "at_most"}),
    ("产值达到约50亿元", "产值", {"qualifier": "about"}),
    ("时限不足3天", "时限", {"qualifier": "under"}),
    # Qualifiers behind it.
    ("产值50亿元以上", "产值", {"qualifier": "over"}),
    ("产值50亿元左右", "产值", {"qualifier": "about"}),
    ("时限3天以内", "时限", {"qualifier": "at_most"}),
    ("能耗控制在3%以内", "能耗", {"qualifier": "at_most"}),
    ("产值50多亿元", "产值", {"qualifier": "over"}),
    # Links.
    ("覆盖率为95%", "覆盖率", {}),
    ("覆盖率达到95%", "覆盖率", {}),
    ("覆盖率稳定在95%", "覆盖率", {}),
    ("覆盖率已达95%", "覆盖率", {}),
    ("覆盖率均为95%", "覆盖率", {}),
    ("覆盖率 达到 95%", "覆盖率", {}),
    # Verbs of change.
    ("产值增长6%", "产值", {"direction": "up", "verb": "增长"}),
    ("产值增长了6%", "产值", {"direction": "up", "verb": "增长了"}),
    ("能耗下降6%", "能耗", {"direction": "down"}),
    ("时间缩短3天", "时间", {"direction": "down"}),
    ("面积扩大3公里", "面积", {"direction": "up"}),
    ("浓度改善6%", "浓度", {"direction": "down"}),
    ("产值增6%", "产值", {"direction": "up"}),
    ("产值翻一番", "产值", {"direction": "up", "verb": "翻"}),
    ("产值逆势增长6%", "产值", {"direction": "up"}),
    ("产值持续快速增长6%", "产值", {"direction": "up"}),
    ("产值增长近6%", "产值", {"direction": "up", "qualifier": "under"}),
    ("降幅收窄2个百分点", "降幅", {"direction": "down"}),
    # Short verbs change something only where they are compared.
    ("水平比上年高3个百分点", "水平", {"direction": "up", "basis": "yoy"}),
    ("成本比上年低3%", "成本", {"direction": "down", "basis": "yoy"}),
    # Nouns of growth stay.
    ("价格涨幅2%", "价格涨幅", {"direction": "up", "noun": True, "verb": ""}),
    ("投资增速达7%", "投资增速", {"direction": "up", "noun": True}),
    ("出口降幅为7%", "出口降幅", {"direction": "down", "noun": True}),
    # Comparisons and what they compare with.
    ("产值同比增长6%", "产值", {"basis": "yoy"}),
    ("产值比上年增长6%", "产值", {"basis": "yoy"}),
    ("产值较去年同期增长6%", "产值", {"basis": "yoy"}),
    ("产值与上年相比增长6%", "产值", {"basis": "yoy"}),
    ("产值比增6%", "产值", {"basis": "yoy", "direction": "up"}),
    ("产值环比下降6%", "产值", {"basis": "mom", "direction": "down"}),
    ("产值比上月下降6%", "产值", {"basis": "mom"}),
    ("产值比2020年增长6%", "产值", {"basis": "2020"}),
    ("产值较２０２０年增长6%", "产值", {"basis": "2020"}),
    ("能耗较“十三五”末下降6%", "能耗", {"basis": "2020"}),
    ("产值年均增长6%", "产值", {"basis": "annual_average"}),
    ("产值累计增长6%", "产值", {"basis": "cumulative"}),
    ("产值五年翻一番", "产值", {"basis": "cumulative"}),
    ("产值比计划增长6%", "产值", {"basis": None, "direction": "up"}),
    ("产值高于6%", "产值", {"qualifier": "over", "basis": None}),
    # The later and the earlier value.
    ("标准提高到30元", "标准", {"to": True, "direction": None}),
    ("时限压缩至3天", "时限", {"to": True}),
    ("时限压缩至3天以内", "时限", {"to": True, "qualifier": "at_most"}),
    ("标准由30元", "标准", {"source": True}),
    ("标准从30元", "标准", {"source": True}),
    # What stands between name and number.
    ("标准每人每月30元", "标准", {"each": "每人每月"}),
    ("标准提高到每人每月30元", "标准", {"each": "每人每月", "to": True}),
    ("补助户均300元", "补助", {"each": "户均"}),
    ("城乡收入分别增长6%", "城乡收入", {"apart": True, "direction": "up"}),
    ("甲、乙分别完成投资6亿元", "甲、乙", {"apart": True, "middle": "完成投资"}),
    ("产值2023年达到6亿元", "产值", {"period": "2023年"}),
    ("产值2023年增长6%", "产值", {"period": "2023年", "direction": "up"}),
    ("产量连续8年超过6万吨", "产量", {"qualifier": "over"}),
    # Words that end like a qualifier or link and are part of a noun.
    ("签约6个", "签约", {"qualifier": "exact"}),
    ("预约6次", "预约", {"qualifier": "exact"}),
    ("现有6家", "现有", {}),
    ("作为6家", "作为", {}),
    ("附近6公里", "附近", {"qualifier": "exact"}),
    ("资金到位6亿元", "资金到位", {}),
    ("占6%", "占", {}),
    ("收入恢复至6%", "收入恢复至", {}),
    ("相当于6%", "相当于", {}),
    # 翻 takes 番 only.
    ("翻6个", "翻", {"direction": None}),
]


@pytest.mark.parametrize(("text", "name", "expected"), LEFT)
def test_before_a_number(text: str, name: str, expected: dict[str, Any], lexicon: Lexicon) -> None:
    reading = _read(text, lexicon)
    assert text[slice(*reading.left)] == name
    for key, wanted in expected.items():
        actual = getattr(reading, key)
        if key in ("each", "middle"):
            actual = actual and text[slice(*actual)]
        elif key == "period":
            actual = actual and actual.text
        assert actual == wanted, key


@pytest.mark.parametrize(
    ("text", "behind"),
    [
        ("20个公园", "公园"),
        ("20个以上公园", "公园"),
        ("20个左右的公园", "的公园"),
        ("20个", ""),
        ("增长6%左右", ""),
    ],
)
def test_behind_a_number(text: str, behind: str, lexicon: Lexicon) -> None:
    assert text[slice(*_read(text, lexicon).right)] == behind


def test_reading_goes_no_further_than_its_bound(lexicon: Lexicon) -> None:
    text = "同比增长近6%"
    quantity = scan(text)[-1]
    reading = Reading(quantity, (0, 0), (0, 0), 0, "exact")
    read_left(text, 2, reading, lexicon, {})
    assert reading.left == (2, 2)
    assert reading.direction == "up"
    assert reading.basis is None
    assert [kind for kind, _ in reading.notes] == ["before", "change"]


@pytest.mark.parametrize(
    ("words", "basis"),
    [
        ("同比", "yoy"),
        ("比上年", "yoy"),
        ("比去年同期", "yoy"),
        ("较上一年度", "yoy"),
        ("比增", "yoy"),
        ("环比", "mom"),
        ("比上季度", "mom"),
        ("年均", "annual_average"),
        ("平均每年", "annual_average"),
        ("累计", "cumulative"),
        ("比2015年", "2015"),
        ("比“十二五”末", "2015"),
        ("较2015年底", "2015"),
        ("比全国平均水平", None),
        ("比计划", None),
        ("较年初", None),
        ("比全省平均", None),
    ],
)
def test_comparison_basis(words: str, basis: str | None) -> None:
    assert comparison_basis(words) == basis
