"""Layout of pages: where the report proper begins and ends."""

from __future__ import annotations

import pytest

from govreport_nlp.ingest.page import read_page

PROSE = (
    "全市上下抢抓机遇、迎难而上，各项工作取得新的进展，人民群众的获得感不断增强，发展基础更加坚实。"
)


SPEECH = f"各位代表：\n{PROSE}\n"
CONGRESS = "人民代表大会第三次会议上\n市长　周临川"


def cut(text: str) -> tuple[str, str, str]:
    """Return the first lines of front matter, body and back matter."""
    start, end = read_page(text).body
    return tuple(
        part.strip().split("\n")[0] for part in (text[:start], text[start:end], text[end:])
    )  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        (f"政府工作报告\n——2031年1月8日在江临市第五届\n{CONGRESS}\n{SPEECH}", "各位代表："),
        (f"江临市教育局2031年工作总结\n一、主要工作\n{PROSE}\n", "一、主要工作"),
        (f"江临市教育局2031年工作总结\n{PROSE}\n", PROSE),
        (f"首页\n下载\n【字号：\n大\n】\n来源：江临日报\n政府工作报告\n{SPEECH}", "各位代表："),
        (f"政府工作报告\n市长周临川作政府工作报告。本报记者 李言 摄\n{SPEECH}", "各位代表："),
        (f"部门决算\n目录\n一、概况\n二、说明\n三、附表\n本局职能\n{PROSE}\n", "本局职能"),
        (f"部门决算\n目录\n一、概况\n二、说明\n\n一、概况\n{PROSE}\n二、说明\n", "一、概况"),
        (f"施政報告\n壹、前言.......... 1\n貳、結語.......... 9\n壹、前言\n{PROSE}\n", "壹、前言"),
        ("2031年工作回顾\n增长5.5%。\n", "2031年工作回顾"),
        ("增长5.5%。", "增长5.5%。"),
        ("\n\n　　各位代表：\n增长。", "各位代表："),
        ("江临市政府工作报告", "江临市政府工作报告"),
    ],
)  # fmt: skip
def test_body_begins(text: str, body: str) -> None:
    assert cut(text)[1] == body


@pytest.mark.parametrize(
    ("tail", "back"),
    [
        ("\n微信公众号\n\n微信\n返回顶部\n", "微信公众号"),
        ("责任编辑：周言\n扫一扫\n相关附件>>\n解读一下\n打印本页\n关闭窗口\n", "责任编辑：周言"),
        ("（来源：江临日报）\n编辑：周言", "（来源：江临日报）"),
        ("- 24 -\n", "- 24 -"),
        ("\n\n", ""),
        ("让我们团结奋斗！\n", ""),
        ("上一篇：2030年公报\n下一篇：没有了\n版权所有：江临市\n", "上一篇：2030年公报"),
    ],
)  # fmt: skip
def test_body_ends(tail: str, back: str) -> None:
    assert cut(f"一、回顾\n{PROSE}\n{tail}")[2] == back


def test_furniture_in_the_middle_of_a_long_line_is_no_furniture() -> None:
    text = "当前位置：首页 公报 时间：2032-03-29 一、综合" + PROSE * 20
    page = read_page(text)
    assert page.body == (0, len(text))
    assert [item.value[:10] for item in page.found if item.field] == ["2032-03-29"]


def test_every_text_has_a_body() -> None:
    for text in ("a", "首页", "目录", "目录\n", "下载\n打印", "一", "来源：", "索引号\n发文日期\n"):
        start, end = read_page(text).body
        assert 0 <= start <= end <= len(text)
