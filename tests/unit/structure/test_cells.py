"""Rows and cells of tables are no headings."""

from __future__ import annotations

import pytest

from govreport_nlp.structure import build_sections

PROSE = "全县上下坚持稳中求进，扎实推进各项工作，经济社会发展取得了新的成效，民生持续改善。"
BUDGET = (
    "一、决算收支情况\n单位：万元\n项目\n决算数\n一、财政拨款收入\n1,250.6\n二、上级补助收入\n"
    "三、事业收入\n86.2\n四、其他收入\n7.5\n合计\n1,344.3\n二、情况说明\n" + PROSE + "\n"
)


def headings(text: str) -> list[str]:
    sections, _ = build_sections(text, (0, len(text)))
    found = [section for top in sections for section in top.walk()]
    return [s.marker + s.title for s in found if s.marker or s.title]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # rows whose cells are parted by tabs; empty cells at their edges
        (
            f"一、收支情况\n{PROSE}\n一、税收收入\t120\t一、教育支出\t86\n"
            f"\t\t二、卫生支出\t45\n三、其他收入\t\t\n二、说明\n{PROSE}\n",
            ["一、收支情况", "二、说明"],
        ),
        # a tab between numbering and heading, or in front of it, makes no row
        (
            f"一、\t收支情况\n{PROSE}\n\t二、\t说明\n{PROSE}\n",
            ["一、收支情况", "二、说明"],
        ),
        # cells on a line each, between two headings of the report
        (BUDGET, ["一、决算收支情况", "二、情况说明"]),
        # an outline without numbers among its lines
        (
            "一、收支情况\n（一）收入\n（二）支出\n二、说明\n（一）机构\n（二）人员\n三、附表\n"
            * 1,
            [
                "一、收支情况",
                "（一）收入",
                "（二）支出",
                "二、说明",
                "（一）机构",
                "（二）人员",
                "三、附表",
            ],
        ),
        # rows of a table are no prose without end marks; a caption is no heading
        (
            f"机构设置\n{PROSE * 2}\n收支总表\n单位：万元\n"
            + f"项目\t{'各项收入和支出' * 8}\n" * 9
            + f"名词解释\n{PROSE * 2}\n",
            ["机构设置", "名词解释"],
        ),
        # an article that is only named
        (
            f"第一条 本局主管水利\n{PROSE}\n第二条第（三）项规定的信息如下：\n{PROSE}\n",
            ["第一条本局主管水利"],
        ),
    ],
)
def test_headings_beside_tables(text: str, expected: list[str]) -> None:
    assert headings(text) == expected
