"""The text between two numbers: whose it is."""

from __future__ import annotations

import pytest

from govreport_nlp.indicators.clauses import Clause
from govreport_nlp.indicators.gaps import read_clause
from govreport_nlp.indicators.lexicon import Lexicon
from govreport_nlp.indicators.reading import Reading
from govreport_nlp.numbers.quantities import scan


def _readings(text: str, lexicon: Lexicon) -> list[Reading]:
    clause = Clause(0, len(text), False, scan(text))
    opaque = [(text.index("“"), text.index("”") + 1)] if "“" in text else []
    return read_clause(text, clause, lexicon, {}, opaque)


# Clause, then for each number the text before it and the text behind it.
GAPS = [
    # One number.
    ("新建公园20个", [("新建公园", "")]),
    ("新建20个公园", [("新建", "公园")]),
    # Lists.
    ("学校8所、医院2家", [("学校", ""), ("医院", "")]),
    ("学校8所和医院2家", [("学校", ""), ("医院", "")]),
    ("学校8个以及医院2家", [("学校", ""), ("医院", "")]),
    ("8所学校、2家医院", [("", "学校"), ("", "医院")]),
    ("8所学校和2家医院", [("", "学校"), ("", "医院")]),
    ("新建8所学校、改造2家医院", [("新建", "学校"), ("改造", "医院")]),
    ("增长5%、6%和7%", [("", ""), ("", ""), ("", "")]),
    ("7万亿、8万亿元", [("", ""), ("", "")]),
    # A gap that names the second.
    ("达90%同比提升3个百分点", [("", ""), ("", "")]),
    ("学校8所培训教师90人", [("学校", "培训教师"), ("培训教师", "")]),
    # A gap that names both.
    ("8所学校培训教师90人", [("", "学校培训教师"), ("学校培训教师", "")]),
    # From and to.
    ("标准由30元提高到50元", [("标准", ""), ("", "")]),
    ("里程从3公里、4公里增加到5公里", [("里程", ""), ("", ""), ("", "")]),
    # The last number ends where another statement begins.
    ("8所学校、同比增长", [("", "学校")]),
    ("8所学校、居全省前列", [("", "学校")]),
    ("8所学校、幼儿园", [("", "学校、幼儿园")]),
    # Nothing is split inside a quotation.
    ("打造3个“学、练”基地", [("打造", "“学、练”基地")]),
]


@pytest.mark.parametrize(("text", "expected"), GAPS)
def test_gaps(text: str, expected: list[tuple[str, str]], lexicon: Lexicon) -> None:
    readings = _readings(text, lexicon)
    assert [(text[slice(*r.left)], text[slice(*r.right)]) for r in readings] == expected


@pytest.mark.parametrize(
    ("text", "joined", "shared"),
    [
        ("学校8所、医院2家", [False, True], [False, False]),
        ("8所学校、2家医院", [False, True], [False, False]),
        ("8所学校培训教师90人", [False, False], [False, True]),
        ("标准由30元提高到50元", [False, False], [False, False]),
        ("增长5%和6%", [False, True], [False, False]),
    ],
)
def test_how_numbers_hang_together(
    text: str, joined: list[bool], shared: list[bool], lexicon: Lexicon
) -> None:
    readings = _readings(text, lexicon)
    assert [reading.joined for reading in readings] == joined
    assert [reading.shared for reading in readings] == shared


def test_from_and_to_are_read(lexicon: Lexicon) -> None:
    first, second = _readings("标准由30元提高到50元", lexicon)
    assert (first.source, second.to) == (True, True)


def test_a_rank_is_read_as_one(lexicon: Lexicon) -> None:
    text = "产值8亿元居全省第二"
    _, rank = _readings(text, lexicon)
    assert rank.each is not None
    assert text[slice(*rank.each)] == "全省"
