"""The section tree."""

from __future__ import annotations

import pytest

from govreport_nlp.records import Section
from govreport_nlp.structure import build_sections

# A paragraph of one sentence.
PROSE = (
    "全市上下抢抓机遇、迎难而上，各项工作取得新的进展，人民群众的获得感不断增强，发展基础更加坚实。"
)


def tree(text: str) -> list[str]:
    """Return the sections as lines, indented by level."""
    sections, _ = build_sections(text, (0, len(text)))
    return [
        "  " * (section.level - 1) + section.marker + section.title
        for top in sections
        for section in top.walk()
    ]


def codes(text: str) -> list[str]:
    return [issue.code for issue in build_sections(text, (0, len(text)))[1]]


def test_usual_nesting() -> None:
    text = f"""各位代表：
一、上年工作回顾
（一）产业升级提速。{PROSE}
1.工业。{PROSE}
（1）装备制造。{PROSE}
①机器人。{PROSE}
2.服务业。{PROSE}
（二）城乡面貌改善。{PROSE}
二、今年工作安排
（一）扩大内需。{PROSE}
"""
    assert tree(text) == [
        "",
        "一、上年工作回顾",
        "  （一）产业升级提速",
        "    1.工业",
        "      （1）装备制造",
        "        ①机器人",
        "    2.服务业",
        "  （二）城乡面貌改善",
        "二、今年工作安排",
        "  （一）扩大内需",
    ]
    assert codes(text) == []


def test_parts_chapters_and_chapters_that_run_on() -> None:
    text = "第一篇　总则\n第一章　背景\n第一节　形势\n第二节　目标\n第二篇　产业\n第二章　工业\n"
    assert tree(text) == [
        "第一篇总则",
        "  第一章背景",
        "    第一节形势",
        "    第二节目标",
        "第二篇产业",
        "  第二章工业",
    ]
    assert codes(text) == []


def test_a_report_may_nest_the_other_way_round() -> None:
    text = f"""（一）工业
一、装备。{PROSE}
二、化工。{PROSE}
（二）农业
一、粮食。{PROSE}
二、畜牧。{PROSE}
"""
    assert tree(text) == [
        "（一）工业", "  一、装备", "  二、化工", "（二）农业", "  一、粮食", "  二、畜牧",
    ]  # fmt: skip


def test_items_hold_numbers_where_the_report_does() -> None:
    industry = f"一是抓产业。{PROSE}\n1.工业。{PROSE}\n2.农业。{PROSE}\n"
    text = f"{industry}二是抓民生。{PROSE}\n1.教育。{PROSE}\n"
    assert tree(text) == ["一是抓产业", "  1.工业", "  2.农业", "二是抓民生", "  1.教育"]


def test_headings_without_number() -> None:
    text = f"""2031年工作回顾

一、工业增势良好

{PROSE}

二、农业喜获丰收

{PROSE}

2032年工作安排

一、做强工业

{PROSE}

数字经济

{PROSE}
"""
    assert tree(text) == [
        "2031年工作回顾",
        "  一、工业增势良好",
        "  二、农业喜获丰收",
        "2032年工作安排",
        "  一、做强工业",
        "    数字经济",
    ]


def test_short_lines_between_hard_line_breaks_are_no_headings() -> None:
    wrapped = PROSE.replace("发展基础", "\n发展基础").replace("。", "\n")
    assert tree(f"一、回顾\n{wrapped * 6}") == ["一、回顾"]


def test_dashes_and_the_text_after_them() -> None:
    text = f"一、目标\n——经济增长。{PROSE}\n——民生改善。{PROSE}\n实现目标，关键在落实。\n二、任务\n"
    assert tree(text) == ["一、目标", "  ——经济增长", "  ——民生改善", "  ", "二、任务"]


def test_enumeration_inside_a_paragraph() -> None:
    text = "一、任务\n抓好三件事。一是稳增长。二是促改革；三是惠民生。\n还要抓好安全。\n"
    assert tree(text) == ["一、任务", "  一是稳增长", "  二是促改革", "  三是惠民生", "  "]


@pytest.mark.parametrize(
    "text",
    [
        "一、任务\n要看到，一是基础好，二是潜力大。\n",  # items that begin no sentence
        "一、任务\n形势很好。一是基础好。再说别的。\n",  # no second item
        "一、任务\n形势很好。三是基础好。\n",
    ],
)
def test_no_enumeration(text: str) -> None:
    assert tree(text) == ["一、任务"]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("（一）产业升级提速。工业增长6%。", "产业升级提速"),
        ("（一）产业升级提速", "产业升级提速"),
        ("一、2031年：稳中求进", "2031年：稳中求进"),
        (
            "1.“链长制”：由市领导担任重点产业链链长，统筹推进产业链企业发展和招商引资的制度。",
            "“链长制”",
        ),
        ("（一）" + PROSE.replace("。", "，") * 3, ""),
        ("一、2031年主要工作（一）产业升级1.工业发展取得新成绩。工业增长6%。", "2031年主要工作"),
        ("二、农 业2031年，全区农业总产值增长3%。", "农 业"),
        (
            "九、教育和科技全区共有在校学生52615人，比上年增加2300人，专任教师比上年增加136人。",
            "教育和科技",
        ),
        ("3、推动全市公交免费换乘8公里", "推动全市公交免费换乘8公里"),
        ("第一章　发展环境　　过去五年极不平凡。", "发展环境"),
    ],
)
def test_titles(line: str, title: str) -> None:
    sections, _ = build_sections(line, (0, len(line)))
    assert sections[0].title == title
    assert line[sections[0].title_start : sections[0].title_end] == title


def test_title_on_the_next_line() -> None:
    assert tree("第一部分\n单位概况\n一、主要职能\n") == ["第一部分单位概况", "  一、主要职能"]


def test_collapsed_page() -> None:
    text = (
        "一、2031年工作。"
        + PROSE * 14
        + "（一）产业。"
        + PROSE * 6
        + "（二）城建。"
        + PROSE
        + "二、明年。"
        + PROSE
    )
    assert tree(text) == ["一、2031年工作", "  （一）产业", "  （二）城建", "二、明年"]


def test_closing_address_stands_alone() -> None:
    text = f"一、回顾\n{PROSE}\n二、任务\n{PROSE}\n各位代表！让我们团结一心，开创新局面！\n"
    assert tree(text) == ["一、回顾", "二、任务", ""]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、甲\n二、乙\n三、丙\n", []),
        ("一、甲\n三、丙\n", ["heading-gap"]),
        ("一、甲\n二、乙\n二、丙\n", ["heading-repeat"]),
        ("三、甲\n", ["heading-gap"]),
        ("一是甲。\n二是乙。\n另外。\n一是丙。\n二是丁。\n", []),
    ],
)
def test_numbering_that_jumps_is_an_issue(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_front_and_back_matter() -> None:
    text = "政府工作报告\n各位代表：\n一、回顾\n增长。\n返回顶部\n"
    start, end = text.index("各位"), text.index("返回")
    sections, _ = build_sections(text, (start, end))
    assert [(s.kind, s.level) for s in sections] == [
        ("front", 0), ("body", 1), ("body", 1), ("back", 0),
    ]  # fmt: skip
    assert (sections[0].end, sections[-1].start) == (start, end)


@pytest.mark.parametrize("text", ["", "\n", "增长。", "　　一、回顾"])
def test_small_texts(text: str) -> None:
    sections, _ = build_sections(text, (0, len(text)))
    assert sum(section.end - section.start for section in sections) == len(text)


def test_many_headings_are_no_recursion() -> None:
    text = "一、标题\n" * 50_000
    sections, _ = build_sections(text, (0, len(text)))
    assert len(sections) == 50_000
    assert max(depth(section) for section in sections[:10]) == 1


def depth(section: Section) -> int:
    return 1 + max((depth(child) for child in section.children), default=0)
