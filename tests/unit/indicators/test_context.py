"""Tense and period: what a sentence inherits from where it stands."""

from __future__ import annotations

from typing import Any

import pytest

SESSION = "青湾市2024年政府工作报告\n各位代表：\n"
SUMMARY = "青湾市水利局2023年工作总结\n"
COMMUNIQUE = "青湾市2023年国民经济和社会发展统计公报\n"
PLAN = "青湾市2024年水利工作要点\n"


def _fails(frame: str, sentence: str, expected: list[Any], reason: str) -> Any:
    mark = pytest.mark.xfail(reason=reason, strict=True)
    return pytest.param(frame, sentence, expected, marks=mark)


def _fields(text: str, read: Any, field: str) -> list[tuple[str, Any]]:
    records = read.parser.parse_text(text).indicators
    return [(record.text, getattr(record, field)) for record in records]


# --- status ----------------------------------------------------------------------------------

HEADINGS = [
    ("一、2023年工作回顾", "actual"),
    ("一、过去一年工作情况", "actual"),
    ("一、主要成效", "actual"),
    ("一、目标任务完成情况", "actual"),
    ("一、年度计划执行情况", "actual"),
    ("一、取得的成绩", "actual"),
    ("一、2023年工作", "actual"),
    ("二、2024年工作安排", "target"),
    ("二、下一步工作", "target"),
    ("二、下步打算", "target"),
    ("二、今后五年的奋斗目标", "target"),
    ("二、总体要求和主要目标", "target"),
    ("二、2024年重点工作", "target"),
    ("二、明年工作思路", "target"),
    ("二、切实做好今年工作", "target"),
    ("二、主要任务", "target"),
]


@pytest.mark.parametrize(("heading", "status"), HEADINGS)
def test_status_by_heading(heading: str, status: str, read: Any) -> None:
    text = f"{SESSION}{heading}\n　　新建公园20个。\n"
    assert _fields(text, read, "status") == [("20个", status)]


def test_rows_below_a_caption_that_speaks_of_plans(read: Any) -> None:
    text = (
        f"{SESSION}一、2023年工作回顾\n（一）消防\n表3、未来三年预计购置装备一览表：\n"
        "1、水罐车6辆\n2、登高车2辆\n（二）公园\n新建公园20个。\n"
    )
    assert [status for _, status in _fields(text, read, "status")] == ["target", "target", "actual"]


def test_headings_below_inherit_and_may_say_otherwise(read: Any) -> None:
    text = (
        f"{SESSION}一、2023年工作回顾\n（一）城市建设\n　　新建公园20个。\n"
        "二、2024年工作安排\n（一）城市建设\n　　新建公园30个。\n"
        "（二）上年工作回顾\n　　新建公园40个。\n（三）农村建设\n　　新建公园50个。\n"
    )
    assert [status for _, status in _fields(text, read, "status")] == [
        "actual",
        "target",
        "actual",
        "target",
    ]


def test_headings_that_do_not_say_leave_the_tense_alone(read: Any) -> None:
    text = (
        f"{SESSION}一、城市建设\n　　建公园20个。\n　　今年要抓好以下工作。\n"
        "二、农村建设\n　　建公园9个。\n"
    )
    assert _fields(text, read, "status") == [("20个", "actual"), ("9个", "target")]


# Frame, text, status of each record.
STATUS = [
    # Openings turn the tense for what follows.
    ("opening", "今年的主要预期目标是：产值增长6%。投资增长8%。", ["target", "target"]),
    ("opening", "过去一年，产值增长6%。投资增长8%。", ["actual", "actual"]),
    ("opening", "今年要重点抓好以下工作：建公园20个。", ["target"]),
    ("opening", "各位代表！回顾一年，建成公园20个。", ["actual"]),
    ("review", "主要做法总结如下：建成公园20个。", ["actual"]),
    _fails("review", "“十三五”主要目标全面完成，建成公园20个。", ["actual"], "主要目标 is an aim"),
    # Words of aim inside a sentence; they hold until it says otherwise.
    ("review", "力争建成公园20个。", ["target"]),
    ("review", "计划新建公园20个。", ["target"]),
    ("review", "拟投资3亿元，新建公园20个。", ["target", "target"]),
    ("review", "我市将新建公园20个。", ["target"]),
    ("review", "我市将投资3亿元。", ["target"]),
    ("review", "要确保投资3亿元。", ["target"]),
    ("review", "有望新增产值3亿元。", ["target"]),
    ("review", "到2030年，建成公园20个。", ["target"]),
    ("review", "到2022年，建成公园20个。", ["actual"]),
    ("review", "已建成公园20个，力争达到30个。", ["actual", "target"]),
    ("review", "2026年，公园增至30个。", ["target"]),
    ("review", "面向2030年的公园群开工，新建公园20个。", ["actual"]),
    ("review", "预计年底前建成公园20个。", ["target"]),
    ("review", "规划兴建公园20个。", ["target"]),
    ("review", "预计补贴住户20户。", ["target"]),
    ("review", "公园力争建成36个，已建成20个。", ["target", "actual"]),
    ("review", "项目计划总投资8亿元，完成投资3亿元。", ["target", "actual"]),
    ("review", "完成年度任务36个。", ["actual"]),
    ("review", "年度任务36个全部完成。", ["target"]),
    # Words that look like an aim and are none.
    ("review", "争取上级资金3亿元。", ["actual"]),
    ("review", "好于预期，产值增长6%。", ["actual"]),
    ("review", "人均预期寿命79岁。", ["actual"]),
    ("review", "主要要素保障有力，供地300亩。", ["actual"]),
    ("review", "将军山公园植树3万株。", ["actual"]),
    ("review", "计划生育率达98%。", ["actual"]),
    _fails("review", "产值增速超预期目标2个百分点。", ["actual"], "预期目标 behind 超 is an aim"),
    # A plan that looks back.
    ("plan", "新建公园30个。", ["target"]),
    ("plan", "去年建成公园20个，今年建成30个。", ["actual", "target"]),
    ("plan", "目前，公园达到20个。", ["actual"]),
    ("plan", "标准由30元提高到50元。", ["actual", "target"]),
    # Reports of the whole year: 今年 is what was.
    ("department", "今年新建公园20个。", ["actual"]),
    ("department", "今年以来，新建公园20个。", ["actual"]),
    ("department", "明年计划新建公园20个。", ["target"]),
    ("communique", "全年新建公园20个。", ["actual"]),
    ("review", "今年新建公园20个。", ["target"]),
]


@pytest.mark.parametrize(("frame", "sentence", "expected"), STATUS)
def test_status(frame: str, sentence: str, expected: list[str], read: Any) -> None:
    assert [record.status for record in read(sentence, frame).records] == expected


def test_a_plan_speaks_of_what_is_planned(read: Any) -> None:
    assert _fields(PLAN + "　　新建水库3座。\n", read, "status") == [("3座", "target")]
    assert _fields(SUMMARY + "　　新建水库3座。\n", read, "status") == [("3座", "actual")]


# --- periods ---------------------------------------------------------------------------------

# Frame, text, period of each record.
PERIODS = [
    ("review", "新建公园20个。", [None]),
    # Said.
    ("review", "2023年新建公园20个。", ["2023"]),
    ("review", "2023年，新建公园20个，绿地8处。", ["2023", "2023"]),
    ("review", "去年新建公园20个。", ["2023"]),
    ("review", "2023年上半年投资3亿元。", ["2023-H1"]),
    ("review", "2023年一季度投资3亿元。", ["2023-Q1"]),
    ("review", "2023年1—9月投资3亿元。", ["2023-01/2023-09"]),
    ("review", "截至2023年6月底，投资3亿元。", ["2023-06"]),
    ("review", "2022年投资3亿元，2023年投资5亿元。", ["2022", "2023"]),
    ("review", "2019—2023年累计投资9亿元。", ["2019/2023"]),
    ("review", "公园数量2023年达到20个。", ["2023"]),
    # Implied by the report's year.
    ("review", "全年新建公园20个。", ["2023"]),
    ("review", "年末公园达20个。", ["2023"]),
    ("plan", "全年新建公园20个。", ["2024"]),
    ("department", "全年新建公园20个。", ["2023"]),
    ("department", "年末公园达20个。", ["2023"]),
    ("plan", "今年新建公园20个。", ["2024"]),
    ("plan", "明年新建公园20个。", ["2025"]),
    # Spans of years: of flows and growth, not of stocks.
    ("review", "五年来，新建公园20个。", ["2019/2023"]),
    ("review", "过去五年，产值年均增长6%。", ["2019/2023"]),
    ("review", "五年来，森林覆盖率达68%。", [None]),
    ("review", "五年来，公园总数达到20个。", [None]),
    ("review", "“十三五”时期，新建公园20个。", ["2016/2020"]),
    ("review", "“十三五”时期，累计投资9亿元。", ["2016/2020"]),
    ("review", "五年来，驻县院士达12名，新增里程30公里。", [None, "2019/2023"]),
    ("review", "过去一年，生产总值达36亿元。", ["2023"]),
    ("review", "“十四五”前三年，新建公园20个。", ["2021/2023"]),
    ("plan", "未来三年，新建公园20个。", ["2024/2026"]),
    # A comparison's year is not the number's own.
    ("review", "产值比2020年增长6%。", [None]),
    ("review", "产值较2022年末增长6%。", [None]),
    ("review", "2023年产值比2020年增长6%。", ["2023"]),
    # Baselines have none of the sentence's.
    ("review", "2023年，标准由30元提高到50元。", [None, "2023"]),
    ("review", "产值从2018年的30亿元增加到2023年的50亿元。", ["2018", "2023"]),
    # Ahead.
    ("review", "到2030年，公园达到20个。", ["2030"]),
    # Carried on over the sentences of a paragraph, and chained by a semicolon.
    ("review", "2022年，建公园20个。建道路8条。", ["2022", "2022"]),
    ("review", "2022年，建公园20个；建道路8条。", ["2022", "2022"]),
    ("review", "建公园20个。2022年，建道路8条。", [None, "2022"]),
    ("review", "建公园2022年达20个；建道路8条。建桥3座。", ["2022", "2022", None]),
]


@pytest.mark.parametrize(("frame", "sentence", "expected"), PERIODS)
def test_periods(frame: str, sentence: str, expected: list[str | None], read: Any) -> None:
    assert [record.period for record in read(sentence, frame).records] == expected


def test_a_period_ends_with_its_paragraph(read: Any) -> None:
    text = f"{SESSION}一、工作回顾\n　　2022年，建公园20个。\n　　建道路8条。\n"
    assert _fields(text, read, "period") == [("20个", "2022"), ("8条", None)]


def test_a_period_goes_on_where_a_line_was_broken(read: Any) -> None:
    lead = "2022年，各地各部门齐心协力、攻坚克难，经济社会发展稳步向前，城乡面貌日新月异，"
    lead += "各项事业取得新的成效，全市上下团结一心。各个行业的经济结构不断调整优化"
    text = f"{SESSION}一、工作回顾\n　　{lead}\n升级，建道路8条。\n"
    assert _fields(text, read, "period") == [("8条", "2022")]


def test_a_period_goes_on_in_a_communique(read: Any) -> None:
    text = f"{COMMUNIQUE}一、综合\n　　全年产值86亿元，增长6%。\n　　工业投资30亿元。\n"
    assert [period for _, period in _fields(text, read, "period")] == ["2023"] * 3


def test_the_year_of_the_report_where_the_text_says_nothing(read: Any) -> None:
    text = f"{SESSION}一、工作回顾\n　　新建公园20个。去年新建道路8条。\n"
    assert _fields(text, read, "period_resolved") == [("20个", "2024"), ("8条", "2023")]
    no_year = read.parser.parse_text("新建公园20个。去年新建道路8条。")
    assert [record.period_resolved for record in no_year.indicators] == [None, None]
    hinted = read.parser.parse_text("新建公园20个。去年新建道路8条。", report_year=2024)
    assert [record.period_resolved for record in hinted.indicators] == ["2024", "2023"]
