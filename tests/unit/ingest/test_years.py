"""The year that a report belongs to."""

from __future__ import annotations

import pytest

from govreport_nlp.ingest.years import report_year


@pytest.mark.parametrize(
    ("title", "front", "body", "is_speech", "year", "certain"),
    [
        ("2031年江临市政府工作报告", "", "", True, 2031, True),
        ("江临市教育局2030年工作总结和2031年工作计划", "", "", False, 2030, True),
        ("关于2030年预算执行情况和2031年预算草案的报告", "", "", True, 2031, True),
        ("第十四个五年规划纲要", "", "", False, 2021, True),
        ("“十五五”规划纲要", "", "", False, 2026, True),
        ("政府工作报告", "——二〇三一年一月八日在江临市", "", True, 2031, True),
        ("政府工作报告", "（２０３１年１月８日）", "", True, 2031, True),
        ("政府工作报告", "第十四届全国人民代表大会第二次会议", "", True, 2024, True),
        ("", "", "第一届全国人民代表大会第二次会议", True, 1955, True),
        ("", "", "一、2030年工作回顾\n增长。", True, 2031, True),
        ("", "", "一、“十三五”时期工作回顾\n增长。", True, 2021, True),
        ("", "", "2030年：砥砺前行\n增长。", True, 2031, True),
        ("", "", "一、过去五年\n到2035年主要目标。二、2031年主要任务\n", True, 2031, True),
        ("", "", "2030年全市生产总值增长，比2029年多。2030年完成投资。", True, 2031, False),
        ("", "", "2030年，新建20所。2030年末。到2035年翻番。", False, 2030, False),
        ("", "", "104年施政成果\n去年完成", True, 2016, True),
        ("", "105.4.17", "各位議員", True, 2016, True),
    ],
)
def test_year(title: str, front: str, body: str, is_speech: bool, year: int, certain: bool) -> None:
    found = report_year(title, front, body, is_speech=is_speech)
    assert found is not None
    assert (found.year, found.certain) == (year, certain)


def test_no_year() -> None:
    assert report_year("工作总结", "", "增长5.5%。", is_speech=False) is None
