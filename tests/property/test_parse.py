"""Laws of a whole parse, on texts that no report would be and on pieces of the genre."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import assume, example, given
from hypothesis import strategies as st

from govreport_nlp import Parser, Report
from govreport_nlp.structure import unwrap
from invariants import check_report
from samples import tries

_PARSER = Parser()
_HEAD = "青湾市2031年政府工作报告\n各位代表：\n　　"


def _words(text: str) -> st.SearchStrategy[str]:
    return st.sampled_from(text.split())


_DIGITS = st.integers(0, 99_999).map(str) | st.decimals(0, 999, places=1).map(str)
_CHINESE = _words(
    "一 两 十几 二十三 三分之二 百分之五 近百 上千 数十 一点五 两三 第三 前三 1/3 7:43:50"
)
_UNITS = _words("% ％ 个 个百分点 亿元 万人次 万 亿 公里 项 家 成 倍 番 微克/立方米 所 位 年 月 天")
_NUMBERS = st.tuples(_DIGITS | _CHINESE, _UNITS | st.just("")).map("".join)
_AROUND = _words(
    "近 约 超过 不低于 达 达到 为 同比 比上年 较2020年 年均 累计 增长 下降 提高到 由 从 降至 分别 "
    "占全国 列全省 居全国 以上 左右 以内 余 的 新增 建成 完成 其中 每千人 力争 今年 五年来 到2030年"
)
_NAMES = _words(
    "地区生产总值 森林覆盖率 新建公园 城乡居民收入 幼儿园 学校、医院 “1125”工程 “十四五”规划 "
    "5G基站 PM2.5浓度 （含高新区） 规上企业 65岁以上老人 500万元以上项目 12345热线 三大攻坚战 "
    "一批 统一"
)
_SPACE = st.sampled_from("\n \t　")
_MARKS = _words("， 、 ； 。 ： ！ （ ） ( ) “ ” 《 》 和 及 至 — - ～ / . ,") | _SPACE
_LINES = st.sampled_from(
    (
        "\n一、工作回顾\n",
        "\n二、2031年工作安排\n",
        "\n（一）",
        "\n一是",
        "\n各位代表：\n",
        "\n单位：亿元\n",
        "\n指标\t2030年\t增长（%）\n",
        "\n生产总值\t1200.5\t6.1\n",
        "\n青湾市2031年政府工作报告\n",
    )
)
_PIECES = _NUMBERS | _AROUND | _NAMES | _MARKS
GENRE = st.lists(_PIECES | _LINES, min_size=1, max_size=40).map("".join)
_LINE = (
    st.lists(_PIECES, min_size=1, max_size=25)
    .map("".join)
    .filter(lambda text: text.strip() and "\n" not in text and "\t" not in text)
)
TEXTS = st.one_of(GENRE, st.text()).filter(lambda text: text.removeprefix("\ufeff").strip())

_COUNTED = st.tuples(
    _words("新建公园 建成学校 引进企业 出台政策"), st.integers(2, 900), _words("个 所 家 项")
)
_RATES = st.tuples(_words("覆盖率达 投资增长 能耗下降 占比为"), st.integers(2, 99), st.just("%"))
_CLAUSES = (_COUNTED | _RATES).map(lambda parts: "".join(map(str, parts)))
_PARAGRAPHS = st.lists(_CLAUSES, min_size=1, max_size=4).map(lambda found: "，".join(found) + "。")


def _parse(text: str) -> Report:
    return _PARSER.parse_text(text)


def _quantities(report: Report) -> list[tuple[Any, ...]]:
    return [(i.text, i.value, i.low, i.high, i.unit, i.name) for i in report.indicators]


@given(TEXTS)
@tries(3)
def test_a_report_holds_its_invariants(text: str) -> None:
    report = _parse(text)
    check_report(report)
    assert report.text == text.removeprefix("\ufeff").replace("\r\n", "\n")


@given(TEXTS)
def test_a_parse_repeats_and_its_json_reads_back(text: str) -> None:
    json = _parse(text).to_json()
    assert _PARSER.parse_text(text).to_json() == json
    assert Report.model_validate_json(json).to_json() == json


_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_GROUPS = re.compile(r"\d，\d{3}")


def _figures(report: Report) -> list[tuple[Any, ...]]:
    """What a record says, but for the passages that hold digits."""
    return [
        (
            (i.start, i.end, i.value, i.low, i.high, i.unit, i.qualifier, i.measure, i.direction),
            (i.basis, i.status, i.period, i.name_spans, i.canonical, i.workstream, i.rule),
        )
        for i in report.indicators
    ]


@given(_LINE | _PARAGRAPHS)
@tries(2)
@example("00万到2030年")
@example("占全国2/3，收入比由2.1:1降至1.9:1")
@example("第1位，2.2030年、1/2/3、2-3-4")
def test_full_width_digits_are_the_same_numbers(line: str) -> None:
    assume(not _GROUPS.search(line))  # 5，123 is two numbers, ５，１２３ is one
    plain, wide = _parse(_HEAD + line), _parse(_HEAD + line.translate(_WIDE))
    assert _figures(plain) == _figures(wide)


_HAN = "\u4e00-\u9fff"
_NUMERALS = "〇零一二三四五六七八九十百千万亿萬億两兩"
_TIGHT = re.compile(
    rf"(?<=[{_HAN}])(?<![{_NUMERALS}])(?=\d)|(?<=[\d%])(?=[{_HAN}])(?![{_NUMERALS}])"
)


def _said(report: Report) -> list[tuple[Any, ...]]:
    """What a record says, but for white space."""
    return [
        ("".join(i.name.split()), i.value, i.low, i.high, i.unit, i.qualifier, i.measure,
         i.direction, i.basis, i.status, i.period, i.workstream, i.rule)
        for i in report.indicators
    ]  # fmt: skip


@given(_LINE | _PARAGRAPHS, st.sampled_from([" ", "\u00a0", "\u2009"]))
@tries(2)
@example("较2020年提高3.1个百分点", " ")
@example("死亡率降至7.9/10万", " ")
@example("第3章 65岁以上老人占18%左右", "\u00a0")
def test_a_space_around_a_figure_says_nothing(line: str, space: str) -> None:
    assert _said(_parse(_HEAD + _TIGHT.sub(space, line))) == _said(_parse(_HEAD + line))


@given(_LINE | _PARAGRAPHS)
@example("较“十三五”末提高3个百分点")
@example("4900142.9项0.0一”")
def test_quotes_of_any_kind_are_quotes(line: str) -> None:
    corners = line.translate(str.maketrans("“”", "「」"))
    assert _figures(_parse(_HEAD + corners)) == _figures(_parse(_HEAD + line))


@given(_PARAGRAPHS, _PARAGRAPHS)
def test_paragraphs_keep_their_quantities_side_by_side(first: str, second: str) -> None:
    alone = [_quantities(_parse(_HEAD + paragraph)) for paragraph in (first, second)]
    assert all(alone)
    assert _quantities(_parse(f"{_HEAD}{first}\n{second}")) == alone[0] + alone[1]


@given(_LINE, _LINE)
@example("近0%近0%0%地区生产总值，0%0%0%0%0%0%0%至", "0%")
def test_a_line_end_parts_numbers(first: str, second: str) -> None:
    assume("\n" in unwrap(f"{first}\n{second}").text)  # else it is a break inside a phrase
    together = _parse(f"{first}\n{second}")
    numbers = [
        (offset + record.start, record.text)
        for offset, text in ((0, first), (len(first) + 1, second))
        for record in _all_numbers(_parse(text))
    ]
    assert [(record.start, record.text) for record in _all_numbers(together)] == numbers


def _all_numbers(report: Report) -> list[Any]:
    return sorted((*report.indicators, *report.unclaimed), key=lambda number: number.start)
