"""Line breaks inside sentences, and the way back to the text as written."""

from __future__ import annotations

import pytest

from govreport_nlp import parse_text
from govreport_nlp.structure import build_sections, split_sentences, unwrap

BROKEN = """2031年江临市教育工作总结
2031年，全市新建改扩建中小学和幼儿园三十二所，新
增学位1.8万个，普惠性幼儿园覆盖率达93.5%，比上年提高2.
6个百分点；义务教育学校课后服务实现全覆盖，惠及学
生21万人，家长满意率比上年有较大的提高。
（一）教师队伍
全年招聘教师420人，交流轮岗校长和骨干教师310名，选

- 7 -

派支教教师25名，市县两级培训教师1.2万人次，教师
待遇得到保障。
"""
HALVES = "建设高标准农田十二万亩，改造提升灌区三个，新增"


def test_a_text_with_broken_lines() -> None:
    unwrapped = unwrap(BROKEN)
    assert unwrapped.text.split("\n") == [
        "2031年江临市教育工作总结",
        "2031年，全市新建改扩建中小学和幼儿园三十二所，新增学位1.8万个，普惠性幼儿园覆盖率达93.5%，"
        "比上年提高2.6个百分点；义务教育学校课后服务实现全覆盖，惠及学生21万人，家长满意率比上年有较大的提高。",
        "（一）教师队伍",
        "全年招聘教师420人，交流轮岗校长和骨干教师310名，选派支教教师25名，市县两级培训教师1.2万人次，"
        "教师待遇得到保障。",
        "",
    ]


def test_records_of_broken_lines() -> None:
    report = parse_text(BROKEN)
    records = {record.name: record for record in report.indicators}
    assert {"新增学位", "惠及学生", "选派支教教师"} <= set(records)
    assert all("\n" not in name for name in records)
    trained = records["新增学位"]
    assert [report.text[a:b] for a, b in trained.name_spans] == ["新", "增学位"]
    change = next(record for record in report.indicators if record.unit == "百分点")
    assert (change.text, change.value) == ("2.\n6个百分点", change.value)
    assert str(change.value) == "2.6"
    assert {number.text: number.reason for number in report.unclaimed}["7"] == "furniture"
    assert report.explain(records["选派支教教师"]).clause.startswith("选派支教教师25名")
    sentence = report.sentences[records["选派支教教师"].sentence]
    assert "- 7 -" in report.text[sentence.start : sentence.end]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a page number in the middle of a sentence
        (HALVES + "\n\n- 12 -\n\n灌溉面积八千亩。", HALVES + "灌溉面积八千亩。"),
        (HALVES + "\n\n　12\n\n灌溉面积八千亩。", HALVES + "灌溉面积八千亩。"),
        (HALVES + "\n第12页 共30页\n灌溉面积八千亩。", HALVES + "灌溉面积八千亩。"),
        # between sentences only the number goes
        ("全市上下团结奋斗。\n- 3 -\n今年建成公园。", "全市上下团结奋斗。\n今年建成公园。"),
        # a number that stands apart by nothing, a heading, an address behind it
        (HALVES + "\n12\n灌溉面积八千亩。", HALVES + "\n12\n灌溉面积八千亩。"),
        (HALVES + "\n\n12\n\n二、今年工作", HALVES + "\n\n12\n\n二、今年工作"),
        (HALVES + "\n\n12\n\n各位代表：", HALVES + "\n\n12\n\n各位代表："),
        # a link, or a number, on a line of its own
        ("修订《\n江临市养犬管理条例\n》，开展宣传。", "修订《江临市养犬管理条例》，开展宣传。"),
        ("贯彻\n江临市养犬管理条例\n，开展宣传。", "贯彻江临市养犬管理条例，开展宣传。"),
        (HALVES + "PM\n2.5\n监测点六处。", HALVES + "PM2.5监测点六处。"),
        (HALVES + "，比2031\n年增加两个。", HALVES + "，比2031年增加两个。"),
        (HALVES + "4.\n5%。", HALVES + "4.5%。"),
        (HALVES + "的\n主要指标\n是粮食产量。", HALVES + "的主要指标是粮食产量。"),
        (
            "一、回顾\n\n" + HALVES + "\n12处水源。\n\n二、安排",
            "一、回顾\n\n" + HALVES + "12处水源。\n\n二、安排",
        ),
        ("今后五年的\n主要目标\n是：粮食增产。", "今后五年的主要目标是：粮食增产。"),
        (
            "三、公益事业安排\n的支出\n四、其他支出\n合计",
            "三、公益事业安排的支出\n四、其他支出\n合计",
        ),
        # a number in front of a heading; cells of a table
        (HALVES + "12\n（二）城市建设", HALVES + "12\n（二）城市建设"),
        ("粮食产量\n12.5\n比上年增长\n%\n3.1", None),
        ("一、稳中求进，扎实推动经济工作，全年增长5.2\n全市经济平稳运行。", None),
        # paragraphs without end marks, items of lists, rows of tables
        ("\n".join([HALVES, HALVES + "灌溉面积", HALVES[:18], HALVES * 3]), None),
        (
            "\n".join(f"{n}号线一期工程可行性研究报告编制及设计项目" for n in "一二三四五六七八"),
            None,
        ),
        ("\n".join(f"{HALVES}\t{n}\t12.5" for n in "一二三四五六七八"), None),
        (
            "\n".join(
                f"江临市召开第{n}次防汛工作会议，部署水库巡查和抢险" for n in "一二三四五六七八"
            ),
            None,
        ),
        ("", None),
        ("\n\n", None),
    ],
)
def test_where_lines_go_on(text: str, expected: str | None) -> None:
    assert unwrap(text).text == (text if expected is None else expected)


def test_the_way_back() -> None:
    unwrapped = unwrap(BROKEN)
    for offset in range(len(unwrapped.text)):
        back = unwrapped.back(offset)
        assert BROKEN[back] == unwrapped.text[offset]
        assert unwrapped.forth(back) == offset
    spans = unwrapped.sentences(split_sentences(unwrapped.text))
    assert "".join(BROKEN[a:b] for a, b in spans) == BROKEN
    at = unwrapped.text.index("新增学位")
    assert [BROKEN[a:b] for a, b in unwrapped.pieces(at, at + 4)] == ["新", "增学位"]


def test_an_indent_begins_a_paragraph() -> None:
    lines = [HALVES[:22] + "。", "　　" + HALVES + "灌"] * 4
    assert unwrap("\n".join([HALVES + "灌", *lines])).text.count("\n　　") == 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2031 年新建 20 个，增长 5.5% 左右", "2031年新建20个，增长5.5%左右"),
        ("占比 ５ 成，人口 3\u00a0万", "占比５成，人口3万"),
        ("三千万 5000 元", "三千万 5000元"),
        ("1 三门县 2 十堰市", "1 三门县2 十堰市"),
        ("增长  5 %", "增长  5 %"),
        ("甲 乙 1 200 G60 高速", "甲 乙1 200 G60高速"),
    ],
)
def test_spaces_between_chinese_and_digits_say_nothing(text: str, expected: str) -> None:
    assert unwrap(text).text == expected


def test_a_marker_and_a_title_stay_as_written() -> None:
    text = "第 3 章 总体 5 项要求\n　　全市新建公园 23 个。\n"
    unwrapped = unwrap(text)
    section = build_sections(unwrapped.text, (0, len(unwrapped.text)))[0][0]
    written = unwrapped.section(section)
    assert (written.marker, written.title) == ("第 3 章", "总体 5 项要求")
    assert text[written.title_start : written.title_end] == written.title
    assert written.end == len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("比1 9 8 0 年翻两番", "比1980年翻两番"),
        ("增长1 0 . 5%，其中工业增长8 . 2 %", "增长10.5%，其中工业增长8.2 %"),
        ("灌溉面积1 6 0 ～ 3 0 0万亩", "灌溉面积160 ～ 300万亩"),
        # columns of a table, thousands apart, single digits
        ("项目\n1 2 3 4\n", None),
        ("项目 1 2 3 4\n", None),
        ("项目 30 40-50 60\n", None),
        ("投资2 000万元", "投资2 000万元"),
    ],
)
def test_digits_set_apart(text: str, expected: str | None) -> None:
    assert unwrap(text).text == (text if expected is None else expected)
