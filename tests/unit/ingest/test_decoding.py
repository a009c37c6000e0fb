"""Bytes to text: formats, encodings, limits."""

from __future__ import annotations

from pathlib import Path

import pytest

from govreport_nlp.config import Config, Limits
from govreport_nlp.errors import (
    DocumentError,
    EmptyDocumentError,
    EncodingError,
    LimitExceededError,
    SourceNotFoundError,
    UnsupportedFormatError,
)
from govreport_nlp.ingest import read_bytes, read_path, read_text

SIMPLIFIED = "江临市政府工作报告\n各位代表：\n一、上年工作。全市生产总值增长5.5%，新建学校20所。\n"
TRADITIONAL = "海棠市施政報告\n各位議員：\n一、上年工作。全市經濟成長百分之三，新建學校二十所。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk", "gb2312"])
def test_simplified(encoding: str) -> None:
    assert read_bytes(SIMPLIFIED.encode(encoding), "a.txt", Config()).text == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "gb18030", "utf-16"])
def test_traditional(encoding: str) -> None:
    assert read_bytes(TRADITIONAL.encode(encoding), "a.txt", Config()).text == TRADITIONAL


def test_the_second_blank_of_gbk() -> None:
    data = SIMPLIFIED.encode("gbk") + b"\xa3\xa0" + SIMPLIFIED.encode("gbk")
    assert read_bytes(data, "a.txt", Config()).text == f"{SIMPLIFIED}\u3000{SIMPLIFIED}"


def test_utf_16_big_endian() -> None:
    data = b"\xfe\xff" + SIMPLIFIED.encode("utf-16-be")
    assert read_bytes(data, "", Config()).text == SIMPLIFIED


@pytest.mark.parametrize(
    "data",
    [
        "Économie générale, été, déjà vu à Genève".encode("latin-1"),
        bytes(range(128, 256)),
        b"\xff\xfea",
        SIMPLIFIED.encode("gbk")[:-2] + b"\xff\xff",
    ],
)
def test_no_encoding_can_be_told(data: bytes) -> None:
    with pytest.raises(EncodingError, match=r"a\.txt"):
        read_bytes(data, "a.txt", Config())


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7",
        b"PK\x03\x04rest",
        b"\xd0\xcf\x11\xe0",
        b"{\\rtf1",
        b"\x89PNG\r\n",
        b"\x1f\x8b\x08",
        b"<!DOCTYPE html><p>",
        b"\xef\xbb\xbf  <html lang=zh>",
        b'<?xml version="1.0"?>\n<html>',
        b"text\x00with nul",
        b"\x01\x02\x03",
    ],
)
def test_other_formats(data: bytes) -> None:
    with pytest.raises(UnsupportedFormatError) as caught:
        read_bytes(data, "a.txt", Config())
    assert caught.value.hint
    assert caught.value.stage == "decode"


@pytest.mark.parametrize("data", [b"", b"  \r\n\t", "　　\n".encode(), b"\xef\xbb\xbf"])
def test_no_text(data: bytes) -> None:
    with pytest.raises(EmptyDocumentError):
        read_bytes(data, "a.txt", Config())


def test_limit(tmp_path: Path) -> None:
    config = Config(limits=Limits(max_bytes=20))
    path = tmp_path / "long.txt"
    path.write_bytes(b"a" * 20)
    assert read_path(path, config).text == "a" * 20
    path.write_bytes(b"a" * 21)
    with pytest.raises(LimitExceededError, match="20 bytes"):
        read_path(path, config)
    with pytest.raises(LimitExceededError):
        read_bytes(b"a" * 21, "x", config)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFoundError, match="No such file"):
        read_path(tmp_path / "none.txt", Config())
    with pytest.raises(SourceNotFoundError, match="is a folder"):
        read_path(tmp_path, Config())
    with pytest.raises(SourceNotFoundError):
        read_path("a\x00b", Config())


def test_text_is_kept_as_it_is() -> None:
    text = "\ufeff　增长\u00a05.5%\r\n\r下降 １％\t。  \n\n"
    source = read_text(text, Config())
    assert source.text == "　增长\u00a05.5%\n\r下降 １％\t。  \n\n"
    assert (source.name, source.issues) == ("", ())


def test_lone_surrogates() -> None:
    source = read_text("增长\ud8005%\udfff。", Config())
    assert source.text == "增长\ufffd5%\ufffd。"
    (issue,) = source.issues
    assert (issue.code, issue.start, issue.end) == ("lone-surrogate", 2, 3)
    assert source.metadata.model_dump_json()


def test_errors_are_document_errors() -> None:
    with pytest.raises(DocumentError, match="document has no text"):
        read_text("", Config())
