"""Ranks: verb, field of comparison, subject."""

from __future__ import annotations

import pytest

from govreport_nlp.indicators.lexicon import Lexicon
from govreport_nlp.indicators.ranks import read_rank
from govreport_nlp.indicators.reading import Reading
from govreport_nlp.numbers.quantities import scan


def _rank(text: str, lexicon: Lexicon) -> tuple[bool, str, str | None, bool]:
    quantity = [q for q in scan(text) if q.kind == "ordinal"][-1]
    reading = Reading(quantity, (0, 0), (0, 0), 0, "exact")
    ranked = read_rank(text, 0, reading, lexicon)
    field = text[slice(*reading.each)] if reading.each else None
    return ranked, text[slice(*reading.left)], field, reading.apart


@pytest.mark.parametrize(
    ("text", "subject", "field"),
    [
        ("产值居全省第二", "产值", "全省"),
        ("产值居全省第二位", "产值", "全省"),
        ("产值列全国第12位", "产值", "全国"),
        ("产值位居西部第3", "产值", "西部"),
        ("产值排名第一", "产值", None),
        ("产值排名全市第一", "产值", "全市"),
        ("产值排在全省设区市第5位", "产值", "全省设区市"),
        ("产值名列副省级城市第4名", "产值", "副省级城市"),
        ("产值跃居全国第8位", "产值", "全国"),
        ("产值稳居全省第一", "产值", "全省"),
        ("产值进入全国前20位", "产值", "全国"),
        ("产值全省第一", "产值", "全省"),  # no verb, but a field
        ("产值连续3年居全省第一", "产值", "全省"),
        ("产值连续三年保持全国第一", "产值", "全国"),
        ("产值继续居全省第一", "产值", "全省"),
        ("产值首次跃居全省第一", "产值", "全省"),
        ("产值居第二位", "产值", None),
        ("居全省第二", "", "全省"),
        ("产值分居全省第二", "产值", "全省"),
    ],
)
def test_rank(text: str, subject: str, field: str | None, lexicon: Lexicon) -> None:
    assert _rank(text, lexicon)[:3] == (True, subject, field)


@pytest.mark.parametrize(
    "verb",
    [
        "分别稳居",
        "分别居",
    ],
)
def test_each_of_several_ranks(verb: str, lexicon: Lexicon) -> None:
    assert _rank(f"甲、乙{verb}全省第二", lexicon) == (True, "甲、乙", "全省", True)


@pytest.mark.parametrize("text", ["投资第二", "打造第二", "公园第3"])
def test_no_rank(text: str, lexicon: Lexicon) -> None:
    assert not _rank(text, lexicon)[0]
