"""Web pages: what is kept, how it is cut into lines, and where it came from."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from govreport_nlp.config import Config
from govreport_nlp.ingest import SourceText, read_bytes

PROSE = "全市地区生产总值达到860亿元，增长5.5%；新建学校20所，新增学位8000个。"


def read(body: str, head: str = "<meta charset=utf-8>", encoding: str = "utf-8") -> SourceText:
    page = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    return read_bytes(page.encode(encoding), "a.html", Config())


def lines(body: str) -> list[str]:
    return read(body).text.split("\n")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>增长<span>5</span><b>.5</b><font>%</font>。</p>", ["增长5.5%。"]),
        ("增长5%。<br>下降2%。<BR/>完成。", ["增长5%。", "下降2%。", "完成。"]),
        ("<p>&nbsp;&nbsp;　　增长5%。&nbsp;</p>", ["增长5%。"]),
        ("<p>增长\n   5%，新建\n学校2所。</p>", ["增长 5%，新建学校2所。"]),
        ("<div>甲增长<p>乙下降<div>丙完成</div>丁达到", ["甲增长", "乙下降", "丙完成", "丁达到"]),
        ("<ol><li>新建学校<li>改建医院</ol>", ["1. 新建学校", "2. 改建医院"]),
        ("<ol><li><p>一、新建</p><p>学校</p></ol>", ["一、新建", "学校"]),
        ("<ul><li>新建<ol><li>学校</ol><li>医院</ul>", ["新建", "1. 学校", "医院"]),
        ("<p>增长5%。<script>var a=1</script><style>b</style><!-- c --></p>", ["增长5%。"]),
        ('<p>增长5%。</p><p style="display:none">下降。</p>', ["增长5%。"]),
        ("<pre>增长5%。\n　　下降\n</pre>完成", ["增长5%。", "下降", "完成"]),
        ("<p>面积5&lt;6&#13217;&ldquo;一号&rdquo;</p>", ["面积5<6㎡“一号”"]),
    ],
)
def test_lines(body: str, expected: list[str]) -> None:
    assert lines(body) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("<tr><td>指标<td>数值<tr><td>学校<td>20所", ["指标\t数值", "学校\t20所"]),
        # text stands in all rows and columns that it covers, a number once
        (
            "<tr><td rowspan=2>教育<td>学校<td>20<tr><td>学位<td>800",
            ["教育\t学校\t20", "教育\t学位\t800"],
        ),
        (
            "<tr><th>项目<th colspan=2>今年<tr><td>学校<td colspan=2>20",
            ["项目\t今年\t今年", "学校\t20\t"],
        ),
        ("<tr><td colspan=2>表1 学校<tr><td>小学<td>20", ["表1 学校", "小学\t20"]),
        ("<tr><td>任务<td>情况<tr><td>新建<br>学校<td><p>完成。</p><p>增长5%</p>",
         ["任务\t情况", "新建 学校\t完成。增长5%"]),
        # a block of metadata: labels and values on lines of their own
        ("<tr><td>索引号<td>A1<td>发布机构<td>江临市", ["索引号", "A1", "发布机构", "江临市"]),
        # a table that only arranges the page
        ("<tr><td>增长5%。<tr><td>下降2%。", ["增长5%。", "下降2%。"]),
    ],
)  # fmt: skip
def test_tables(rows: str, expected: list[str]) -> None:
    assert lines(f"<table>{rows}</table>") == expected


MENU = "<ul>" + "<li><a href=#>关于做好工作的通知</a></li>" * 8 + "</ul>"


@pytest.mark.parametrize(
    "page",
    [
        f"<div class=nav>{MENU}</div><div><h1>江临市工作总结</h1><div>%s</div></div>{MENU}",
        f"{MENU}<div id=zoom>%s</div><div>联系电话：0000-123，地址：江临市人民路1号。</div>",
        f"<table><tr><td>{MENU}<td>%s</table><div class=footer>版权所有，江临市。</div>",
        f"<div class=print>{MENU}<div style='display:none'>%s</div></div>",  # a script shows it
        f"<form>{MENU}<div class='wrap'><div><article>%s</article></div></div></form>",
    ],
)
def test_main_content(page: str) -> None:
    text = read(page % f"<p>{PROSE}</p><p>{PROSE}</p>").text
    assert text.removeprefix("江临市工作总结\n") == f"{PROSE}\n{PROSE}"


def test_all_parts_of_a_long_article_are_kept() -> None:
    article = f"<div><p>{PROSE}</p></div>" * 30 + f"<div><p>最后：{PROSE}</p></div>"
    assert read(f"<div>{article}</div>").text.count(PROSE) == 31


def test_metadata_from_table_meta_and_lines() -> None:
    head = (
        '<meta charset=utf-8><meta name="ArticleTitle" content="江临市2031年工作总结">'
        '<meta name="PubDate" content="2032-01-08 10:00"><meta name="Keywords" content="学校;学位">'
        '<meta name="ContentSource" content="江临市政府网"><title>总结_江临市</title>'
    )
    body = (
        "<table><tr><td>索引号<td>A1<tr><td>发文机关<td>江临市教育局</table>"
        f"<div class=t>江临市2031年工作总结</div><div id=zoom><p>{PROSE}</p></div>"
    )
    metadata = read(body, head).metadata
    assert (metadata.index_number, metadata.publisher) == ("A1", "江临市教育局")
    assert metadata.title == "江临市2031年工作总结"
    assert (metadata.published_on, metadata.keywords) == (dt.date(2032, 1, 8), ("学校", "学位"))
    assert metadata.sources["published_on"] == "meta"
    assert metadata.sources["index_number"] == "block"


def test_places() -> None:
    source = read(f"<div>\n<p>{PROSE}</p>\n<p>{PROSE}</p>\n<table><tr><td>甲<td>1</table></div>")
    assert source.places is not None
    assert source.places.place(0) == "line 2, column 4, /html/body/div/p"
    assert source.places.place(len(PROSE) + 1) == "line 3, column 4, /html/body/div/p[2]"
    last = source.places.place(len(source.text) - 1)
    assert last == "line 4, column 16, /html/body/div/table//tr[1]"


def test_places_on_one_line_and_behind_entities() -> None:
    source = read(f"<p>{PROSE}</p><p>&ldquo;&#20840;&#24066;</p><p>{PROSE}</p>")
    assert source.places is not None
    line = len("<p></p>") + len(PROSE)
    first, second, third = (part.start() for part in re.finditer("[^\n]+", source.text))
    assert source.places.place(first).startswith("line 1, column ")
    assert source.places.place(second) == "line 1, /html/body/p[2]"
    ends = [re.search(r"column (\d+)", source.places.place(at)) for at in (first, third)]
    assert [int(end[1]) for end in ends if end][1] > line


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("<meta charset=gb2312>", "gb18030"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=GBK">', "gb18030"),
        ("<meta charset=big5>", "gb18030"),  # a lie
        ("<meta charset=utf-8>", "gb18030"),  # a lie
        ("", "utf-16"),
        ("<meta charset=gbk>", "utf-8"),
    ],
)
def test_encodings(declared: str, encoding: str) -> None:
    assert read(f"<p>{PROSE}镕㙍</p>", declared, encoding).text == PROSE + "镕㙍"


def test_trafilatura_where_most_is_links() -> None:
    links = "".join(f"<div><a href=#{n}>{PROSE}</a></div>" for n in range(20))
    source = read(f"<div>{links}</div>")
    assert PROSE in source.text
