"""Lists of aims: what opens one, and where it ends."""

from __future__ import annotations

import pytest

from govreport_nlp.indicators.aims import list_goes_on, opening_of_list

OPENINGS = [
    ("今年主要预期目标是：产值增长4%。", False),
    ("今年拟安排财政赤字320亿元，比去年增加20亿元。", False),
    ("今年再办好8件民生实事。一是修路9公里。", True),
    ("去年办好民生实事。群众满意。", None),
    ("去年目标全部完成，赤字率3%。", None),
]


@pytest.mark.parametrize(("text", "deeds"), OPENINGS)
def test_openings(text: str, deeds: bool | None) -> None:
    opening = opening_of_list(text, 0)
    assert (opening.deeds if opening else None) == deeds


SENTENCES = [
    ("能耗强度下降3%以上。", True, True),
    ("安排专项债券620亿元，继续发行置换债券。", True, True),
    ("就业保持稳定。", True, False),
    ("就业保持稳定。", False, True),
    ("加快城市更新。", False, False),
    ("上述目标，体现了稳中求进的要求。", False, False),
    ("经济增长预期5%左右，考虑了多种因素。", True, False),
    ("一是扩大投资，新开工项目60个。", False, False),
    ("（一）扩大投资20亿元。", True, False),
]


@pytest.mark.parametrize(("sentence", "new_line", "expected"), SENTENCES)
def test_where_a_list_ends(sentence: str, new_line: bool, expected: bool) -> None:
    assert list_goes_on(sentence, new_line) == expected
