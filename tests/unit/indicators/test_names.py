"""Names: what drops out of a candidate and what stays."""

from __future__ import annotations

import pytest

from govreport_nlp.indicators.examples import drop_examples, drop_head_examples
from govreport_nlp.indicators.lexicon import Lexicon
from govreport_nlp.indicators.names import (
    clean_left,
    clean_right,
    drop_inner,
    flow_verb,
    merge_spans,
    verb_at_end,
)
from govreport_nlp.numbers.periods import find_periods


def _all(text: str) -> tuple[int, int]:
    return 0, len(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("覆盖率", "覆盖率"),
        # Scope, period, comparison, adverbs, links, modals.
        ("全市覆盖率", "覆盖率"),
        ("我省覆盖率", "覆盖率"),
        ("全市累计覆盖率", "覆盖率"),
        ("2023年全市覆盖率", "覆盖率"),
        ("2023年，全市覆盖率", "覆盖率"),
        ("同比覆盖率", "覆盖率"),
        ("其中：工业投资", "工业投资"),
        ("同时，工业投资", "工业投资"),
        ("预计工业投资", "工业投资"),
        ("力争工业投资", "工业投资"),
        ("为工业投资", "工业投资"),
        ("拥有工业园", "工业园"),
        ("实现工业产值", "工业产值"),
        ("比上年工业产值", "工业产值"),
        ("与工业投资", "工业投资"),
        # List markers and marks.
        ("一是工业投资", "工业投资"),
        ("（一）工业投资", "工业投资"),
        ("1.工业投资", "工业投资"),
        ("3、工业投资", "工业投资"),
        ("①工业投资", "工业投资"),
        ("，工业投资、", "工业投资"),
        ("　工业投资 ", "工业投资"),
        # Words that begin like one of these.
        ("共建公园", "共建公园"),
        ("均衡指数", "均衡指数"),
        ("将军路", "将军路"),
        ("有效发明专利", "有效发明专利"),
        ("再生水利用率", "再生水利用率"),
        ("都市农业产值", "都市农业产值"),
        ("达标率", "达标率"),
        # Brackets without a partner, predicates that close a statement.
        ("（工业投资", "工业投资"),
        ("工业投资）", "工业投资"),
        ("工业（含能源）投资", "工业（含能源）投资"),
        ("企业数量实现翻番、", "企业数量"),
        ("居民收入稳步增长，", "居民收入"),
        # Nothing left.
        ("全市", ""),
        ("其中", ""),
        ("，", ""),
        ("", ""),
        ("成功率", "成功率"),
        ("继续教育人数", "继续教育人数"),
    ],
)
def test_clean_left(text: str, name: str, lexicon: Lexicon) -> None:
    periods = {period.start: period for period in find_periods(text)}
    span, _ = clean_left(text, _all(text), lexicon, periods)
    assert text[slice(*span)] == name


def test_clean_left_returns_the_periods_it_drops(lexicon: Lexicon) -> None:
    text = "2023年上半年，全市投资"
    periods = {period.start: period for period in find_periods(text)}
    _, dropped = clean_left(text, _all(text), lexicon, periods)
    assert [period.text for period in dropped] == ["2023年上半年"]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("公园", ["公园"]),
        ("的公园", ["公园"]),
        (" 公园", ["公园"]),
        ("省级“一镇一特”项目", ["省级“一镇一特”项目"]),
        ("行政村全部通公路", ["行政村", "通公路"]),
        ("乡镇实现光纤覆盖", ["乡镇", "光纤覆盖"]),
        ("高校顺利通过认证", ["高校", "通过认证"]),
        ("学校等", ["学校"]),
        ("，公园", []),
        ("、公园", []),
        ("（其中", []),
        ("", []),
        ("的", []),
        ("大关", []),
        ("（含新区）公园", []),
        ("村实现光纤覆盖", ["村", "光纤覆盖"]),
    ],
)
def test_clean_right(text: str, pieces: list[str], lexicon: Lexicon) -> None:
    assert [text[a:b] for a, b in clean_right(text, _all(text), lexicon)] == pieces


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("新建公园", "新建"),
        ("新建、改建公园", "新建、改建"),
        ("新建和改建公园", "新建和改建"),
        ("开工建设公园", "开工建设"),
        ("公园新建", None),
        ("覆盖率", None),  # 覆盖 makes a noun with 率
        ("投资额", None),
        ("服务费", None),
        ("保障性住房", None),
        ("新建", "新建"),
        ("", None),
    ],
)
def test_flow_verb(text: str, verb: str | None, lexicon: Lexicon) -> None:
    span = flow_verb(text, _all(text), lexicon)
    assert (text[slice(*span)] if span else None) == verb


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("新建", ["新建"]),
        ("建成甲、乙、丙等", ["建成"]),
        ("建成甲、乙、丙", ["建成"]),
        ("江南中学等", []),
        ("甲、乙等", []),
        ("对困难群众的", []),
        ("甲、乙的", ["甲、乙的"]),
        ("", []),
    ],
)
def test_drop_examples_before_a_counted_noun(text: str, kept: list[str], lexicon: Lexicon) -> None:
    assert [text[a:b] for a, b in drop_examples(text, _all(text), lexicon)] == kept


@pytest.mark.parametrize(
    ("text", "unit", "kept"),
    [
        ("举办甲、乙等音乐活动", "场", ["举办", "音乐活动"]),
        ("甲、乙等音乐活动", "项", ["音乐活动"]),
        ("举办甲、乙等", "场", ["举办甲、乙"]),
        ("举办等级考试", "场", ["举办等级考试"]),  # no list before 等
        ("甲、乙等产业产值", "元", ["甲、乙等产业产值"]),  # sums keep their parts
        ("公园", "个", ["公园"]),
    ],
)
def test_drop_examples_of_a_head(text: str, unit: str, kept: list[str], lexicon: Lexicon) -> None:
    assert [text[a:b] for a, b in drop_head_examples(text, _all(text), lexicon, unit)] == kept


@pytest.mark.parametrize(
    ("text", "opaque", "kept"),
    [
        ("财政累计投入", [], ["财政", "投入"]),
        ("首批示范县", [], ["示范县"]),
        ("企业实现利润", [], ["企业", "利润"]),
        ("工业完成产值", [], ["工业", "产值"]),
        ("完成绿化面积", [], ["完成绿化面积"]),  # here 完成 is the flow
        ("收入[3]", [], ["收入"]),
        ("“首批”示范县", [(0, 4)], ["“首批”示范县"]),
        ("公园", [], ["公园"]),
    ],
)
def test_drop_inner(text: str, opaque: list[tuple[int, int]], kept: list[str]) -> None:
    assert [text[a:b] for a, b in drop_inner(text, [_all(text)], opaque)] == kept


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("学校培训", ["培训"]),
        ("培训教师", ["培训教师"]),
        ("教师", []),
        ("", []),
    ],
)
def test_verb_at_end(text: str, verb: list[str], lexicon: Lexicon) -> None:
    assert [text[a:b] for a, b in verb_at_end(text, _all(text), lexicon)] == verb


@pytest.mark.parametrize(
    ("spans", "merged"),
    [
        ([], ()),
        ([(3, 5), (0, 2)], ((0, 2), (3, 5))),
        ([(0, 2), (2, 4)], ((0, 4),)),
        ([(0, 3), (1, 2)], ((0, 3),)),
        ([(0, 3), (1, 5)], ((0, 5),)),
        ([(1, 1), (0, 2)], ((0, 2),)),
        ([(0, 1), (0, 1)], ((0, 1),)),
        ([(0, 1), (2, 3), (4, 5), (6, 7), (8, 9)], ((0, 1), (2, 3), (4, 5), (6, 7))),
    ],
)
def test_merge_spans(spans: list[tuple[int, int]], merged: tuple[tuple[int, int], ...]) -> None:
    assert merge_spans(spans) == merged
