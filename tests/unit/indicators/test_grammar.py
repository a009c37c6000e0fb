"""The rules of the grammar: for each, sentences that it names a number of."""

from __future__ import annotations

from typing import Any

import pytest

from govreport_nlp.indicators import RULES

# Rule, then sentence, number and name.
NAMED: dict[str, list[tuple[str, str, str]]] = {
    "head": [
        ("森林覆盖率达68%。", "68%", "森林覆盖率"),
        ("全市地区生产总值增长6%。", "6%", "地区生产总值"),
        ("2023年，我市完成投资86亿元。", "86亿元", "完成投资"),
        ("新建公园20个。", "20个", "新建公园"),
        ("企业数量实现翻番、达到8600家。", "8600家", "企业数量"),
        ("城市低保标准提高到每人每月860元。", "860元", "城市低保标准每人每月"),
    ],
    "counted": [
        ("新增7个省级项目。", "7个", "新增省级项目"),
        ("12个行政村全部通公路。", "12个", "行政村通公路"),
        ("完成36个村庄整治。", "36个", "完成村庄整治"),
        ("解决3万农村人口饮水。", "3万", "解决农村人口饮水"),
        ("实验小学等4所学校获评省级示范校。", "4所", "学校获评省级示范校"),
        ("6家企业、8个产品入选省级名录。", "6家", "企业入选省级名录"),
        ("建成滨江、凤鸣等9个公园。", "9个", "建成公园"),
        ("增加350个停车位。", "350个", "增加停车位"),
    ],
    "list": [
        ("新建学校8所、幼儿园5所。", "5所", "新建幼儿园"),
        ("改造道路30公里、管网46公里和桥梁8座。", "8座", "改造桥梁"),
        ("发放贷款3亿元、补贴2亿元。", "2亿元", "发放补贴"),
        ("引进博士36名、硕士180名。", "180名", "引进硕士"),
    ],
    "share": [
        ("外贸进出口86亿元，占全省的18%。", "18%", "外贸进出口占全省"),
        ("税收收入36亿元，为预算的102%。", "102%", "税收收入为预算"),
        ("接待游客86万人次，恢复至疫情前的95%。", "95%", "接待游客恢复至疫情前"),
        ("总产值36亿元，占全国的三分之一。", "三分之一", "总产值占全国"),
        ("电子产业产值96亿元，相当于五年前的3倍。", "3倍", "电子产业产值相当于五年前"),
    ],
    "bare-head": [
        ("蔬菜种植面积3万亩，产量12万吨。", "12万吨", "蔬菜产量"),
        ("新建厂房8栋，总投资3亿元。", "3亿元", "厂房总投资"),
        ("引进项目36个，总投资86亿元。", "86亿元", "项目总投资"),
        ("茶园面积3万亩，总产值8亿元。", "8亿元", "茶园总产值"),
    ],
    "part": [
        ("房地产投资下降6%，其中，住宅下降8%。", "8%", "房地产投资住宅"),
        ("在社会消费品零售额中，汽车类增长8%。", "8%", "社会消费品零售额汽车类"),
        ("全市新增绿地86公顷，其中江北区32公顷。", "32公顷", "新增绿地"),
    ],
    "from-to": [
        ("补助标准由30元提高到50元。", "50元", "补助标准"),
        ("失业率从5.6%降至4.8%。", "4.8%", "失业率"),
        ("里程由36公里延伸至58公里。", "58公里", "里程"),
    ],
    "apart": [
        ("粮食、油料产量分别达到86万吨、5万吨。", "5万吨", "油料产量"),
        ("城乡居民收入分别增长5%、7%。", "7%", "乡居民收入"),
        ("公园覆盖率、绿地率、绿化率分别为86%、38%和42%。", "38%", "绿地率"),
        ("营业收入86亿元、利润9亿元，分别增长6%、8%。", "8%", "利润"),
    ],
    "list-of-values": [
        ("工业产值、民间投资达86亿元、32亿元。", "32亿元", "民间投资"),
        ("进口额和出口额增长5%和6%。", "6%", "出口额"),
        ("小麦、玉米产量为8万吨、9万吨。", "9万吨", "玉米产量"),
    ],
    "ellipsis": [
        ("森林覆盖率达68%，提高3个百分点。", "3个百分点", "森林覆盖率"),
        ("外贸进出口86亿元、同比增长9%。", "9%", "外贸进出口"),
        ("新登记企业8600户，增长13%。", "13%", "新登记企业"),
        ("投资86亿元。增长8%。", "8%", "投资"),  # from the sentence before
        ("覆盖率达68%，占全国的3%，提高2个百分点。", "2个百分点", "覆盖率占全国"),
    ],
    "clause-before": [
        ("粮食产量持续增长，达到86万吨。", "86万吨", "粮食产量"),
        ("居民收入稳步提高，增长6%。", "6%", "居民收入"),
        ("连续5年提高养老金水平，达到2600元。", "2600元", "养老金水平"),
        ("经营主体数量再创新高，达到36万户。", "36万户", "经营主体数量"),
    ],
    "rank": [
        ("工业产值居全省第二位。", "第二位", "工业产值"),
        ("营商环境列全国第8。", "第8", "营商环境"),
        ("创新指数连续三年居全省第一。", "第一", "创新指数"),
        ("空气质量指数排名全省第3位。", "第3位", "空气质量指数"),
    ],
    "rank-ellipsis": [
        ("森林覆盖率达68%，居全省第二。", "第二", "森林覆盖率"),
        ("外贸进出口86亿元、增长9%，列全省第3位。", "第3位", "外贸进出口"),
        ("港口吞吐量3亿吨，继续保持全国第5位。", "第5位", "港口吞吐量"),
    ],
}
_CASES = [(rule, *case) for rule, cases in NAMED.items() for case in cases]


@pytest.mark.parametrize(("rule", "sentence", "number", "name"), _CASES)
def test_rules(rule: str, sentence: str, number: str, name: str, read: Any) -> None:
    framed = read(sentence)
    at = framed.start + sentence.index(number)
    [record] = [r for r in framed.records if r.start <= at < r.end]
    assert (record.text, record.name, record.rule) == (number, name, rule)


def test_every_rule_has_its_sentences() -> None:
    assert set(NAMED) == set(RULES) - {"table"}  # tables have tests of their own
    assert all(len(cases) >= 3 for cases in NAMED.values())


@pytest.mark.parametrize("sentence", ["新建公园20个，改造道路5条。", "覆盖率由5%提高到8%。"])
def test_a_record_is_explained_by_its_rule(sentence: str, read: Any) -> None:
    framed = read(sentence)
    for record in framed.records:
        explanation = framed.report.explain(record)
        assert explanation.notes == (RULES[record.rule],)
        assert record.text.startswith(
            next(text for kind, text in explanation.atoms if kind == "numeral")
        )
