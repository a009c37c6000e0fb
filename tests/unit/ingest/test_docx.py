"""Word files: what a reader sees and the text does not hold, and what it holds and nobody sees."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml

from govreport_nlp.config import Config
from govreport_nlp.ingest import SourceText, read_bytes
from govreport_nlp.ingest.numbering import numeral

NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def read(document: Any) -> SourceText:
    file = io.BytesIO()
    document.save(file)
    return read_bytes(file.getvalue(), "a.docx", Config())


def read_body(*elements: str) -> SourceText:
    """Read a document of elements written in XML."""
    document = docx.Document()
    body = document.element.body
    for element in elements:
        body.insert(len(body) - 1, parse_xml(element.replace(">", f" {NS}>", 1)))
    return read(document)


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        (f"<w:p>{run('增长5')}{run('.5%。')}</w:p>", "增长5.5%。"),
        ("<w:p><w:r><w:t>增长</w:t><w:br/><w:t>下降</w:t></w:r></w:p>", "增长\n下降"),
        (f"<w:p>{run('增长')}<w:ins>{run('5%')}</w:ins><w:del><w:r><w:delText>4%</w:delText></w:r>"
         "</w:del></w:p>", "增长5%"),
        (f"<w:p><w:moveTo>{run('新建')}</w:moveTo>{run('学校')}<w:moveFrom>{run('医院')}</w:moveFrom>"
         "</w:p>", "新建学校"),
        (f"<w:p><w:hyperlink>{run('学校')}</w:hyperlink>{run('20所')}</w:p>", "学校20所"),
        (f"<w:p><w:r><w:instrText>PAGE</w:instrText></w:r>{run('学校')}</w:p>", "学校"),
        (f"<w:sdt><w:sdtContent><w:p>{run('学校')}</w:p></w:sdtContent></w:sdt>", "学校"),
        (f"<w:ins><w:p>{run('学校')}</w:p></w:ins>", "学校"),
    ],
)  # fmt: skip
def test_paragraphs(paragraph: str, expected: str) -> None:
    assert read_body(paragraph).text == expected


def test_a_deleted_paragraph_mark_joins() -> None:
    deleted = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    text = read_body(f"<w:p>{deleted}{run('新建')}</w:p>", f"<w:p>{run('学校')}</w:p>").text
    assert text == "新建学校"


LEVELS = (
    ("chineseCountingThousand", "%1、"),
    ("chineseCountingThousand", "（%2）"),
    ("decimal", "%3."),
    ("decimalEnclosedCircle", "%4"),
)


def numbered() -> Any:
    """A document whose lists number as reports do."""
    document = docx.Document()
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(LEVELS)
    )
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(f'<w:abstractNum {NS} w:abstractNumId="90">{levels}</w:abstractNum>'))
    for name, override in (("91", ""), ("92", '<w:startOverride w:val="1"/>')):
        root.append(parse_xml(
            f'<w:num {NS} w:numId="{name}"><w:abstractNumId w:val="90"/>'
            f'<w:lvlOverride w:ilvl="0">{override}</w:lvlOverride></w:num>'
        ))  # fmt: skip
    return document


def add(document: Any, text: str, depth: int, list_id: str = "91") -> None:
    paragraph = document.add_paragraph(text)
    paragraph._p.get_or_add_pPr().append(parse_xml(
        f'<w:numPr {NS}><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'
    ))  # fmt: skip


def test_generated_numbering() -> None:
    document = numbered()
    texts = ("回顾", "工业", "农业", "项目", "安排", "工业")
    for text, depth in zip(texts, (0, 1, 1, 2, 0, 1), strict=True):
        add(document, text, depth)
    add(document, "学校", 3)
    add(document, "回顾", 0, "92")
    assert read(document).text.split("\n") == [
        "一、回顾", "（一）工业", "（二）农业", "1. 项目", "二、安排", "（一）工业", "①学校",
        "一、回顾",
    ]  # fmt: skip


def test_numbering_of_a_style() -> None:
    document = numbered()
    style = document.styles["Heading 1"]
    style.element.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {NS}><w:numId w:val="91"/></w:numPr>')
    )
    document.add_heading("回顾", 1)
    document.add_heading("安排", 1)
    assert read(document).text == "一、回顾\n二、安排"


@pytest.mark.parametrize(
    ("number", "name", "expected"),
    [
        (10, "chineseCounting", "十"),
        (21, "chineseCountingThousand", "二十一"),
        (12, "chineseLegalSimplified", "拾贰"),
        (12, "ideographDigital", "一二"),
        (12, "decimalEnclosedCircleChinese", "⑫"),
        (12, "decimalFullWidth", "１２"),
        (2, "ideographTraditional", "乙"),
        (3, "upperLetter", "C"),
        (14, "lowerRoman", "xiv"),
        (7, "something new", "7"),
    ],
)
def test_numerals(number: int, name: str, expected: str) -> None:
    assert numeral(number, name) == expected


def test_tables_with_merged_cells() -> None:
    document = docx.Document()
    document.add_paragraph("完成情况如下。")
    table = document.add_table(3, 3)
    values = (("目标任务", "完成情况", "责任单位"), ("新建学校20所", "新建学校21所", "基教科"),
              ("新增学位800个", "新增学位860个", ""))  # fmt: skip
    for row, texts in zip(table.rows, values, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 2).merge(table.cell(2, 2))
    source = read(document)
    assert source.text.split("\n")[2:] == [
        "新建学校20所\t新建学校21所\t基教科",
        "新增学位800个\t新增学位860个\t基教科",
    ]
    assert source.places is not None
    assert source.places.place(len(source.text) - 1) == "table 1, row 3"


def test_footnotes_follow_the_text() -> None:
    document = docx.Document()
    document.add_paragraph("生产总值")
    document.add_paragraph("增长5%。")
    reference = f'<w:r {NS}><w:footnoteReference w:id="2"/></w:r>'
    document.paragraphs[0]._p.append(parse_xml(reference))
    file = io.BytesIO()
    document.save(file)
    note = f'<w:footnotes {NS}><w:footnote w:id="2"><w:p>{run("初步核算数。")}</w:p></w:footnote>'
    source = read_bytes(with_footnotes(file.getvalue(), note + "</w:footnotes>"), "", Config())
    assert source.text == "生产总值[1]\n增长5%。\n[1]初步核算数。"


def with_footnotes(data: bytes, notes: str) -> bytes:
    """Add a part of footnotes to a Word file."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    relation = f'<Relationship Id="r99" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    override = f'<Override PartName="/word/footnotes.xml" ContentType="{content}"/></Types>'
    edits = {
        "word/_rels/document.xml.rels": ("</Relationships>", relation),
        "[Content_Types].xml": ("</Types>", override),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name in edits:
                text = text.replace(*(edit.encode() for edit in edits[name]))
            new.writestr(name, text)
        new.writestr("word/footnotes.xml", notes)
    return file.getvalue()
