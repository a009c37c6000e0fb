"""Clauses: what splits a sentence and what does not."""

from __future__ import annotations

import pytest

from govreport_nlp.indicators.clauses import opaque_spans, split_clauses
from govreport_nlp.numbers.quantities import scan

# Sentence, its clauses; the inside of a bracket is marked by a leading *.
CLAUSES = [
    ("新建公园20个。", ["新建公园20个"]),
    ("新建公园20个，改造道路5条。", ["新建公园20个", "改造道路5条"]),
    ("公园20个；道路5条：桥梁2座！", ["公园20个", "道路5条", "桥梁2座"]),
    ("覆盖率95%,提高3个百分点;", ["覆盖率95%", "提高3个百分点"]),
    ("学校8所、医院2家。", ["学校8所、医院2家"]),  # an enumeration mark splits nothing
    ("公园20个，，道路5条", ["公园20个", "道路5条"]),
    ("指标\t20个\n道路5条", ["指标", "20个", "道路5条"]),
    ("公园 20 个， 道路5条", ["公园 20 个", " 道路5条"]),
    # Commas inside a number.
    ("投资1,234.5亿元,增长6%", ["投资1,234.5亿元", "增长6%"]),
    ("投资１，２３４亿元，增长６％", ["投资１，２３４亿元", "增长６％"]),
    ("公园1,200个，道路3,400公里", ["公园1,200个", "道路3,400公里"]),
    ("收入比2.5：1，下降", ["收入比2.5：1", "下降"]),
    # Quotations are opaque.
    ("打造“亲、清，近”平台3个", ["打造“亲、清，近”平台3个"]),
    ("印发《关于水、电，气的意见》2份", ["印发《关于水、电，气的意见》2份"]),
    ("落实‘一事，一议’5件", ["落实‘一事，一议’5件"]),
    ("「甲，乙」2項，『丙，丁』3項", ["「甲，乙」2項", "『丙，丁』3項"]),
    pytest.param(
        "打造“亲（商）近，清”平台3个",
        ["打造“亲（商）近，清”平台3个"],
        marks=pytest.mark.xfail(reason="a bracket inside a quotation opens it", strict=True),
    ),
    ("一个没有关上的“引号，8项", ["一个没有关上的“引号", "8项"]),
    # A bracket without a number is opaque, one with a number a clause of its own.
    ("收入（含税，不含费）8亿元", ["收入（含税，不含费）8亿元"]),
    ("企业（规上，限上)8家，增5家", ["企业（规上，限上)8家", "增5家"]),
    ("项目9个（其中外资3个），投资8亿元", ["项目9个", "*其中外资3个", "投资8亿元"]),
    ("项目9个(新建3个,续建6个)完工", ["项目9个", "*新建3个", "*续建6个", "完工"]),
    ("按《办法》〔注，略〕拨款3亿元", ["按《办法》〔注，略〕拨款3亿元"]),
    ("收入8亿元[1]，支出7亿元", ["收入8亿元", "*1", "支出7亿元"]),
    ("没有关上的（括号，8项", ["没有关上的（括号", "8项"]),
    ("", []),
    ("，。", []),
]


def _clauses(text: str) -> list[str]:
    found, _ = split_clauses(text, 0, len(text), scan(text))
    return ["*" * clause.inner + text[clause.start : clause.end] for clause in found]


@pytest.mark.parametrize(("text", "expected"), CLAUSES)
def test_clauses(text: str, expected: list[str]) -> None:
    assert _clauses(text) == expected


@pytest.mark.parametrize(
    "text", ["8所、2家，3条（其中1条）；4项", "“3个，5个”工程8项", "1,200个\n3项"]
)
def test_clauses_hold_every_number_once(text: str) -> None:
    numbers = scan(text)
    found, _ = split_clauses(text, 0, len(text), numbers)
    assert [number for clause in found for number in clause.quantities] == numbers


def test_a_sentence_inside_a_text() -> None:
    text = "前句，一。学校8所，医院2家。后句，三。"
    low, high = text.index("学"), text.index("后")
    found, opaque = split_clauses(text, low, high, scan(text, low, high))
    assert [text[c.start : c.end] for c in found] == ["学校8所", "医院2家"]
    assert opaque == []


def test_opaque_spans_tell_brackets_with_numbers_apart() -> None:
    text = "“甲”（乙）8家（3家）《丁》"
    opaque, opened = opaque_spans(text, 0, len(text), scan(text))
    assert [text[a:b] for a, b in opaque] == ["“甲”", "（乙）", "《丁》"]
    assert [text[a:b] for a, b in opened] == ["（3家）"]


def test_a_long_line_of_openings_costs_linear_time() -> None:
    text = "（“《" * 20_000 + "8家"
    found, _ = split_clauses(text, 0, len(text), scan(text))
    assert text[found[-1].start : found[-1].end].endswith("8家")
