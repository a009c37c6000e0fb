"""From blocks to text and back, and what is missing without the extras."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport_nlp.config import Config
from govreport_nlp.errors import MissingExtraError
from govreport_nlp.ingest import read_bytes
from govreport_nlp.ingest.offsets import Block, join_blocks


@given(st.lists(st.text("增长5%，", max_size=8), min_size=1, max_size=12))
def test_each_block_is_found_again(texts: list[str]) -> None:
    text, places = join_blocks(Block(one, f"paragraph {n}") for n, one in enumerate(texts))
    position = 0
    for number, one in enumerate(texts):
        assert text[position : position + len(one)] == one
        assert places.place(position) == f"paragraph {number}"
        position += len(one) + 1


def test_a_block_over_two_pages() -> None:
    _, places = join_blocks(
        [Block("增长5%，下降", "page 1", ((5, "page 2"),)), Block("完成", "page 2")]
    )
    assert [places.place(n) for n in (0, 4, 5, 9)] == ["page 1", "page 1", "page 2", "page 2"]


@pytest.mark.parametrize(
    ("module", "data", "extra"),
    [
        ("lxml", b"<!DOCTYPE html><p>5%", "html"),
        ("docx", b"PK\x03\x04 word/document.xml", "docx"),
        ("pypdfium2", b"%PDF-1.7", "pdf"),
    ],
)
def test_missing_extras(
    module: str, data: bytes, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match=rf"govreport-nlp\[{extra}\]"):
        read_bytes(data, "", Config())


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_lossy_decode_is_an_issue_with_its_place(encoding: str) -> None:
    line = "全市地区生产总值增长5.5%，新建学校20所。\n"
    data = (line * 40).encode(encoding)
    at = len((line * 20).encode(encoding))
    source = read_bytes(data[:at] + b"\xff" + data[at:], "a.txt", Config())
    (issue,) = source.issues
    assert issue.code == "lossy-decode"
    assert issue.start == len(line) * 20
    assert source.text[issue.start : issue.end] == "\ufffd"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_mark(encoding: str) -> None:
    text = "全市地区生产总值增长5.5%，新建学校20所。\n"
    assert read_bytes(text.encode(encoding), "a.txt", Config()).text == text
