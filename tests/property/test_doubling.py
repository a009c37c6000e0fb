"""Twice the text takes about twice the time: the parse, and every pattern, on hostile texts."""

from __future__ import annotations

import contextlib
import gc
import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import regex

import govreport_nlp
from govreport_nlp import Parser, find_quantities
from govreport_nlp.config import Config
from govreport_nlp.errors import GovReportError
from govreport_nlp.ingest import read_bytes
from govreport_nlp.structure import build_sections, split_sentences

HOSTILE = {
    "digits": "7",
    "one": "一",
    "open brackets": "（",
    "brackets with numbers": "（5%）",
    "nested titles": "《",
    "quotes": "“",
    "straight quotes": '"5%',
    "corner quotes": "「",
    "spaces around numbers": "5 个 ",
    "wide groups": "１，１１１",
    "headings": "一、\n",
    "nested headings": "一、发展\n（一）工业\n1.企业\n",
    "of which": "其中，工业增长5%，",
    "percent": "%",
    "tabs": "\t",
    "bars": "|工业|5|6|\n",
    "dots": ".",
    "commas": "，",
    "numbers in a list": "5个、",
    "spaces": " ",
    "newlines": "\n",
    "characters beyond the plane": "𠀀",
    "emoji": "👨‍👩‍👧",
    "combining marks": "e\u0301",
    "right to left": "\u202eابج",
    "lone surrogates": "\ud800",
    "NULs": "\0增长",
    "Latin": "aPM1",
    "ranges": "5至",
    "dashes": "5—",
    "hyphens": "5-",
    "dates": "2031年1月1日",
    "years": "2031年",
    "year on year": "同比增长5%，",
    "respectively": "甲、乙分别增长5%、6%，",
    "plans": "“十四五”",
    "periods and numbers": "5个新增五年来",
    "brackets out of order": "(（一））“1125”工程",
    "contents": "一、发展.......1\n",
    "fractions": "5分之",
    "spaced": "增 长 5 % ",
}
"""Texts that are one thing over and over; each has hurt some library once."""


def grows_too_fast(work: Callable[[str], object], unit: str, size: int) -> str:
    """Return what shows that eight times the text takes far more than eight times as long."""
    ratio = 0.0
    for _ in range(6):  # a busy machine may spoil a measure, but not six
        times = [_seconds(work, (unit * (n // len(unit) + 1))[:n]) for n in (size, 8 * size)]
        ratio = times[1] / max(times[0], 1e-9) / 8
        if times[1] < 0.02 or ratio < 2.0:
            return ""
    return f"{ratio:.1f} times the time a character"


def _seconds(work: Callable[[str], object], text: str) -> float:
    gc.disable()  # its cost hangs on all that the process holds
    began = time.process_time()
    try:
        with contextlib.suppress(GovReportError):
            work(text)
        return time.process_time() - began
    finally:
        gc.enable()


@pytest.fixture(scope="module")
def parser() -> Parser:
    made = Parser()
    made.parse_text("增长5%。")
    return made


@pytest.mark.parametrize("name", HOSTILE)
def test_parse(name: str, parser: Parser) -> None:
    assert not grows_too_fast(parser.parse_text, HOSTILE[name], 2_000)


@pytest.mark.parametrize("name", HOSTILE)
def test_numbers(name: str) -> None:
    assert not grows_too_fast(find_quantities, HOSTILE[name], 4_000)


@pytest.mark.parametrize("name", HOSTILE)
def test_sections(name: str) -> None:
    def work(text: str) -> None:
        split_sentences(text)
        build_sections(text, (0, len(text)))

    assert not grows_too_fast(work, HOSTILE[name], 10_000)


PAGES = {
    "open tags": "<div>",
    "paragraphs": "<p>增长5%。",
    "ampersands": "&",
    "angles": "<",
    "comments": "<!--",
    "cells": "<tr><td>5<td>6",
    "lists": "<ol><li>5%",
    "links": "<a href=/>首页</a>",
    "attributes": "<p a=",
    "entities": "&#x4e00",
}


@pytest.mark.parametrize("name", PAGES)
def test_pages(name: str) -> None:
    def work(text: str) -> None:
        read_bytes(f"<!DOCTYPE html><body><table>{text}".encode(), "a.html", Config())

    assert not grows_too_fast(work, PAGES[name], 6_000)


_SOURCES = "\n".join(
    path.read_text(encoding="utf-8") for path in Path(govreport_nlp.__path__[0]).rglob("*.py")
)


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield every compiled pattern that a module of the package holds."""
    for module in pkgutil.walk_packages(govreport_nlp.__path__, "govreport_nlp."):
        if ".cli" in module.name or "integrations" in module.name:
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern | regex.Pattern) and isinstance(value.pattern, str):
                yield f"{module.name.removeprefix('govreport_nlp.')}.{name}", value


PATTERNS = dict(patterns())


def as_used(name: str) -> Callable[[str], object]:
    """Return the dearest way in which the package uses a pattern: searching, or at one place."""
    pattern, bare = PATTERNS[name], name.rpartition(".")[2]
    if re.search(rf"\b{bare}\.(search|finditer|findall|sub|subn|split)\b", _SOURCES):
        return lambda text: [None for _ in pattern.finditer(text)]
    return lambda text: (pattern.match(text), pattern.fullmatch(text))


def test_there_are_patterns() -> None:
    assert len(PATTERNS) > 100


@pytest.mark.parametrize("name", PATTERNS)
def test_pattern(name: str) -> None:
    work = as_used(name)
    assert not [
        unit
        for unit in HOSTILE.values()
        if _seconds(work, unit * (3_000 // len(unit))) > 0.005 and grows_too_fast(work, unit, 500)
    ]
