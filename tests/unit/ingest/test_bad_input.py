"""Files that are cut off, locked, lying or built to hurt: a typed error each, soon."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from govreport_nlp.config import Config, Limits
from govreport_nlp.errors import (
    BrokenDocumentError,
    DocumentError,
    EmptyDocumentError,
    EncodingError,
    EncryptedDocumentError,
    LimitExceededError,
    UnsupportedFormatError,
)
from govreport_nlp.ingest import read_bytes

PROSE = "全市地区生产总值增长5.5%，新建学校20所。"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="word/document.xml" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(paragraphs: int = 1) -> bytes:
    document = docx.Document()
    for _ in range(paragraphs):
        document.add_paragraph(PROSE)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def raw_word(body: str, head: str = "", name: str = "word/document.xml") -> bytes:
    """A Word file with a document part of one's own."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("[Content_Types].xml", TYPES)
        container.writestr("_rels/.rels", RELATIONS)
        document = f'{head}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        container.writestr(name, document)
    return file.getvalue()


def pdf(draw: Callable[[Any], None], **options: Any) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, **options)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def bomb(size: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("[Content_Types].xml", TYPES)
        container.writestr("_rels/.rels", RELATIONS)
        with container.open("word/document.xml", "w") as part:
            for _ in range(size // 1_000_000):
                part.write(b" " * 1_000_000)
    return file.getvalue()


KOREAN = "시정 운영 보고서이다. 올해 예산은 5% 증가했다."
ENTITIES = "<!ENTITY a0 '全市'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)
)
NESTED = "<div>" * 100_000 + PROSE + "</div>" * 100_000
TEXT = pdf(lambda canvas: canvas.drawString(80, 700, "GDP 5.5%"))


@pytest.mark.parametrize(
    ("data", "name", "error"),
    [
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc",
                     UnsupportedFormatError, id="old doc"),
        pytest.param(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "a.docx",
                     EncryptedDocumentError, id="locked docx"),
        pytest.param(word()[:-400], "a.docx", BrokenDocumentError, id="truncated docx"),
        pytest.param(word()[:200], "a.docx", BrokenDocumentError, id="stump of a docx"),
        pytest.param(raw_word("<w:p><w:r>"), "a.docx", BrokenDocumentError, id="docx, broken XML"),
        pytest.param(raw_word("", name="word/other.xml"), "a.docx", BrokenDocumentError,
                     id="docx without its document"),
        pytest.param(bomb(300_000_000), "a.docx", LimitExceededError, id="zip bomb"),
        pytest.param(bomb(60_000_000), "a.docx", LimitExceededError, id="small zip bomb"),
        pytest.param(raw_word("<w:p><w:r><w:t>&a11;</w:t></w:r></w:p>",
                              f"<!DOCTYPE d [{ENTITIES}]>"), "a.docx",
                     UnsupportedFormatError, id="docx with entities without end"),
        pytest.param(raw_word("<w:sdt><w:sdtContent>" * 5000), "a.docx", DocumentError,
                     id="nested docx"),
        pytest.param(pdf(lambda canvas: canvas.drawString(80, 700, "GDP"),
                         encrypt=StandardEncryption("secret", ownerPassword="other")), "a.pdf",
                     EncryptedDocumentError, id="encrypted PDF"),
        pytest.param(pdf(lambda canvas: canvas.rect(80, 300, 200, 300, fill=1)), "a.pdf",
                     EmptyDocumentError, id="PDF without text"),
        pytest.param(TEXT[:300], "a.pdf", BrokenDocumentError, id="truncated PDF"),
        pytest.param(b"%PDF-1.7\n", "a.pdf", BrokenDocumentError, id="stump of a PDF"),
        pytest.param(f"<!DOCTYPE html><body>{NESTED}".encode(), "a.html", LimitExceededError,
                     id="100000 nested tags"),
        pytest.param(f"<!DOCTYPE html [{ENTITIES}]><p>&a11;</p>".encode(), "a.html",
                     UnsupportedFormatError, id="page with entities without end"),
        pytest.param(f"<!DOCTYPE html><meta charset=euc-kr><p>{KOREAN}".encode("euc-kr"), "a.html",
                     EncodingError, id="page in EUC-KR"),
        pytest.param(KOREAN.encode("euc-kr"), "a.txt", EncodingError, id="text in EUC-KR"),
        pytest.param(TEXT, "a.txt", UnsupportedFormatError, id="PDF called txt"),
        pytest.param(PROSE.encode(), "a.pdf", UnsupportedFormatError, id="text called pdf"),
        pytest.param(word(), "a.html", UnsupportedFormatError, id="docx called html"),
        pytest.param(b"<!DOCTYPE html><p>5%", "a.docx", UnsupportedFormatError,
                     id="page called docx"),
        pytest.param(PROSE.encode(), "a.html", UnsupportedFormatError, id="text called html"),
        pytest.param(b"PK\x03\x04" + bytes(60), "a.txt", UnsupportedFormatError,
                     id="zip called txt"),
        pytest.param(b"<!DOCTYPE html><body><script>1</script></body>", "a.html",
                     EmptyDocumentError, id="page without text"),
    ],
)  # fmt: skip
def test_a_typed_error_soon(
    data: bytes, name: str, error: type[DocumentError], tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    began = time.monotonic()
    with pytest.raises(error) as caught:
        read_bytes(data, name, Config())
    assert time.monotonic() - began < 10
    assert name in caught.value.message
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"<p>" + b"&#x4e00" * 200_000 + "增长5%。".encode() + b"&amp" * 9, id="open"),
        pytest.param(b"<p>" + b"&" * 500_000 + "增长5%。".encode(), id="ampersands"),
        pytest.param(b"<" * 300_000 + b"<p>" + "增长5%。".encode(), id="angles"),
        pytest.param(b"<p>" + b"<b>" * 400 + "增长5%。".encode() * 1000, id="never closed"),
        pytest.param(b"<table>" * 200 + b"<tr><td>" + "增长5%。".encode(), id="tables"),
    ],
)
def test_broken_markup_is_read(data: bytes) -> None:
    began = time.monotonic()
    assert "增长5%" in read_bytes(b"<!DOCTYPE html>" + data, "a.html", Config()).text
    assert time.monotonic() - began < 10


def many_pages(canvas: Any) -> None:
    for _ in range(4):
        canvas.drawString(80, 700, "GDP 5.5%")
        canvas.showPage()


WIDE = b"<!DOCTYPE html><table><tr><td colspan=1000>a<td>b</table>"
CELLS = "<tr>" + "<td>1</td>" * 4 + "</tr>"


@pytest.mark.parametrize(
    ("limits", "data", "name"),
    [
        (Limits(max_bytes=100), word(), "a.docx"),
        (Limits(max_bytes=20_000_000), bomb(30_000_000), "a.docx"),
        (Limits(max_pages=3), pdf(many_pages), "a.pdf"),
        (Limits(max_nesting=20), f"<!DOCTYPE html>{'<div>' * 30}{PROSE}".encode(), "a.html"),
        (Limits(max_cells=10), f"<!DOCTYPE html><table>{CELLS * 4}</table>".encode(), "a.html"),
        (Limits(max_cells=50), WIDE, "a.html"),
        (Limits(max_seconds=1e-9), pdf(many_pages), "a.pdf"),
        (Limits(max_seconds=1e-9), f"<!DOCTYPE html>{'<p>5%</p>' * 4096}".encode(), "a.html"),
        (Limits(max_seconds=1e-9), word(1024), "a.docx"),
    ],
)  # fmt: skip
def test_limits(limits: Limits, data: bytes, name: str) -> None:
    with pytest.raises(LimitExceededError, match=r"limits|no text"):
        read_bytes(data, name, Config(limits=limits))
