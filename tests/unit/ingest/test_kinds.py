"""What a document is: kind, period, speech."""

from __future__ import annotations

import datetime as dt

import pytest

from govreport_nlp.ingest.kinds import covered_period, read_speech, report_kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("2031年江临市政府工作报告", "work_report"),
        ("海棠市市長施政報告", "work_report"),
        ("江临市2031年国民经济和社会发展统计公报", "communique"),
        ("关于2030年预算执行情况和2031年预算草案的报告", "budget"),
        ("江临市财政局2030年度部门决算", "budget"),
        ("江临市“十七五”规划纲要", "plan"),
        ("关于2030年国民经济和社会发展计划执行情况与2031年计划草案的报告", "plan"),
        ("江临市教育局2031年工作要点", "plan"),
        ("江临市教育局2030年工作总结和2031年工作计划", "completion_report"),
        ("2031年重点工作完成情况", "completion_report"),
        ("江临市教育局2031年工作报告", "work_report"),
        ("江临市概况", None),
    ],
)
def test_kind(title: str, kind: str | None) -> None:
    found = report_kind(title, "", is_speech=False)
    assert (found[0] if found else None) == kind


def test_kind_without_title() -> None:
    assert report_kind("", "", is_speech=True) == ("work_report", "text")
    opening = "江临市国民经济和社会发展第十七个五年规划，主要阐明战略意图。"
    assert report_kind("", opening, is_speech=False) == ("plan", "text")


@pytest.mark.parametrize(
    ("kind", "title", "body", "period"),
    [
        ("work_report", "2031年政府工作报告", "一、2030年工作回顾", "2030"),
        ("work_report", "2031年政府工作报告", "一、过去五年工作回顾", "2026/2030"),
        ("plan", "江临市“十七五”规划", "", "2031/2035"),
        ("plan", "江临市2031年工作要点", "", "2031"),
        ("completion_report", "2031年重点工作完成情况", "", "2031"),
        ("completion_report", "2031年1—9月重点工作完成情况", "", "2031-01/2031-09"),
        ("completion_report", "2031年上半年重点工作完成情况", "", "2031-H1"),
        ("completion_report", "2027—2031年专项行动总结", "", "2027/2031"),
        ("communique", "2031年统计公报", "", "2031"),
    ],
)
def test_period(kind: str, title: str, body: str, period: str) -> None:
    assert covered_period(kind, 2031, title, body) == period  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lines", "date", "speaker"),
    [
        (["——2031年1月9日在江临市第六届人民代表大会第三次会议上", "江临市市长 李 明"],
         dt.date(2031, 1, 9), "李明"),
        (["2031年1月9日在江临市人民代表大会会议上市长李大明作政府工作报告。"],
         dt.date(2031, 1, 9), "李大明"),
        (["二〇三一年二月二十六日在县十六届人大二次会议上"], dt.date(2031, 2, 26), None),
        (["（2031年1月9日）", "县长：王小明"], dt.date(2031, 1, 9), "王小明"),
        (["自治区主席　艾力·买买提"], None, "艾力·买买提"),
        (["发布时间：2031年1月12日", "市長施政報告"], None, None),
        ([], None, None),
    ],
)  # fmt: skip
def test_speech(lines: list[str], date: dt.date | None, speaker: str | None) -> None:
    assert read_speech(lines) == (date, speaker)
