"""A table of tasks and their completion: aims and results in any format that has tables."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rendering import modern_page, old_page, pdf_file, word_file

from govreport_nlp import Parser

HEAD = "青湾市教育局2031年重点工作完成情况\n现将2031年重点工作完成情况公布如下。\n"
ROWS = (
    "序号\t目标任务\t完成情况\t责任单位\n"
    "1\t新建幼儿园12所\t新建幼儿园13所\t基教科\n"
    "2\t幼儿园覆盖率达到92%\t幼儿园覆盖率达93.1%\t基教科\n"
    "3\t培训教师5000人次\t培训教师5120人次\t教师科"
)
EXPECTED = [
    ("新建幼儿园", "12", "所", "target"),
    ("新建幼儿园", "13", "所", "actual"),
    ("幼儿园覆盖率", "92", "%", "target"),
    ("幼儿园覆盖率", "93.1", "%", "actual"),
    ("培训教师", "5000", "人次", "target"),
    ("培训教师", "5120", "人次", "actual"),
]


@pytest.mark.parametrize(
    ("ending", "render"),
    [
        (".txt", str.encode),
        (".html", modern_page),
        (".html", old_page),
        (".docx", word_file),
        (".pdf", pdf_file),
    ],
)
def test_aims_and_results(ending: str, render: Callable[[str], bytes]) -> None:
    report = Parser().parse_bytes(render(HEAD + ROWS), name="report" + ending)
    found = [(i.name, str(i.value), i.unit, i.status) for i in report.indicators]
    assert found == EXPECTED
    assert report.metadata.report_kind == "completion_report"
