"""Labels of the metadata block."""

from __future__ import annotations

import datetime as dt

import pytest

from govreport_nlp.ingest.labels import load_labels, parse_date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2031-04-10 13:51", dt.date(2031, 4, 10)),
        ("2031年4月10日", dt.date(2031, 4, 10)),
        ("２０３１年４月１０日", dt.date(2031, 4, 10)),
        ("2031/4/1", dt.date(2031, 4, 1)),
        ("2031.04.01", dt.date(2031, 4, 1)),
        ("2031-13-01", None),
        ("2031年4月", None),
        ("无", None),
    ],
)
def test_dates(text: str, date: dt.date | None) -> None:
    assert parse_date(text) == date


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("信息索引号", "信息索引号"),
        ("索 引 号：", "索引号"),
        ("【发文日期】", "发文日期"),
        ("主题", "主题"),
        ("来源：", "来源"),
        ("来源", None),  # an everyday word without colon
        ("主题教育", None),
        ("主题：教育", None),
    ],
)
def test_labels_alone(line: str, label: str | None) -> None:
    assert load_labels().alone(line) == label


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "时间:2031-04-10 13:51    来源: 江临市统计局    浏览次数:【字号:大 中 小】",
            [("published_on", "2031-04-10 13:51"), ("publisher", "江临市统计局")],
        ),
        (
            "索引号：A-1/2031 发文日期：2031年4月10日",
            [("index_number", "A-1/2031"), ("issued_on", "2031年4月10日")],
        ),
        ("发布机构：江临市教育局　体裁：公告", [("publisher", "江临市教育局"), ("genre", "公告")]),
        ("会议时间：上午九点", []),
        ("时间：上午九点", []),
        ("数据来源：统计局", []),
        ("没有标签", []),
    ],
)
def test_labels_with_their_value(line: str, expected: list[tuple[str, str]]) -> None:
    found = load_labels().inline(line)
    assert [(item.field, item.value) for item in found if item.field] == expected


@pytest.mark.parametrize(
    ("field", "value", "typed"),
    [
        ("keywords", "学校,教师，学生、 学位", ("学校", "教师", "学生", "学位")),
        ("topics", "科技、教育--教育", ("科技、教育", "教育")),
        ("topics", "综合政务 > 政务公开", ("综合政务", "政务公开")),
        ("issued_on", "2031-04-10", dt.date(2031, 4, 10)),
        ("issued_on", "长期", None),
        ("genre", "", None),
        ("keywords", "", None),
    ],
)
def test_types(field: str, value: str, typed: object) -> None:
    assert load_labels().typed(field, value) == typed
