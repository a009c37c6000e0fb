"""What fuzzing starts from: reports and files of our own, small and whole."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from importlib import resources
from pathlib import Path

from rendering import modern_page, old_page, pdf_file, word_file

from govreport_nlp import Parser
from govreport_nlp.batch import run_batch
from govreport_nlp.evaluation.gold import document_from_report, document_json
from govreport_nlp.evaluation.interchange import write_project

__all__ = ["STRANGE", "TOKENS", "seeds"]

REPORT = """青湾市2031年政府工作报告
——2031年1月8日在青湾市第五届人民代表大会第三次会议上
各位代表：
一、2030年工作回顾
（一）经济运行稳中向好。地区生产总值达860.5亿元，同比增长6.4%左右，比2025年翻一番；一般公共预算收入52亿元。
新建学校5所、医院3家，其中省级2家，分别增长5%和3.1%。
单位：亿元
指标\t2030年\t增长（%）
工业增加值\t1,200.5\t6.1
出口总额\t88\t-2.5
二、2031年工作安排
今年主要预期目标：城镇新增就业2.8万人以上，能耗下降2%—3%，PM2.5浓度控制在三十微克/立方米以内。
列全省第2位，近三成家庭受益，“十四五”期间年均增长5.5%。
"""
NUMBERS = (
    "1.2万余人", "三分之二", "5%—6%", "一百二十三万亿", "2023年1-6月", "１２，０００．５元",
    "翻两番", "近百亿元", "第3位", "“十四五”时期", "3至5个百分点", "由5%降至3%", "-0.5‰", "2/3",
    "２．１：１", "7:43:50", "１／３", "2031-1-8", "1.2.3", "３亿５０００万", "18萬 119人次",
)  # fmt: skip
TOML = """name = "mine"
title = "甲"
default = "other"
[[workstream]]
id = "water"
label = "水"
strong = ["水库"]
[[workstream]]
id = "other"
label = "其他"
"""
_PIECES = (
    *"一二三十百千万亿0123456789%％。，、；：（）()《》“”\t\n |-—～至/.",
    *("同比", "增长", "其中", "分别", "亿元", "个百分点", "2031年", "一、", "（一）", "第"),
    *("<p>", "</td>", "<table><tr><td>", "&nbsp;", "&#99999999;", "<!--", "]]>", "colspan="),
    *("null", "[", "]", "{", "}", '"', "\\ud800", "1e999", "-1", "true", "9" * 30, "\ufeff"),
    *("\0", "\u202e", "\u0301", "𠀀", "👨‍👩‍👧", "\u2028", "\r", "[[workstream]]", "=", "#"),
)
_BYTES = (b"\xff", b"\xed\xa0\x80", b"PK\x03\x04", b"\xd0\xcf", b"endobj", b"stream\n", b"\x80" * 4)
TOKENS = (*(piece.encode() for piece in _PIECES), *_BYTES)
"""Pieces that mutations put in."""

STRANGE = (
    None, True, -1, 0, 2**40, 1e999, float("nan"), [], {}, [[]], {"a": []}, [0, 1],
    "", "0", "-1", "NaN", "sNaN", "Infinity", "1E+99999", "\ud800", "\0", "2031-13", "9999/0",
    "../../a", "=1+1", "万" * 50,
)  # fmt: skip
"""Values that mutations of JSON put in."""


def seeds(target: str) -> list[bytes]:
    """Return whole inputs of a target."""
    return _SEEDS[target]()


def _gold() -> list[bytes]:
    report = Parser().parse_text(REPORT)
    document = document_from_report(report, "a")
    with tempfile.TemporaryDirectory() as folder:
        paths = write_project([document], Path(folder), "labelstudio", finished=True)
        tasks = [path.read_bytes() for path in paths if path.suffix == ".json"]
    return [document_json(document).encode(), report.to_json().encode(), *tasks]


def _lines() -> list[bytes]:
    document = document_from_report(Parser().parse_text(REPORT), "a")
    with tempfile.TemporaryDirectory() as folder:
        paths = write_project([document], Path(folder), "doccano", finished=True)
        lines = [path.read_bytes() for path in paths if path.suffix == ".jsonl"]
    one = json.dumps(json.loads(document_json(document)), ensure_ascii=False)
    return [*lines, one.encode() + b"\n"]


def _docbin() -> list[bytes]:
    document = document_from_report(Parser().parse_text(REPORT[:120]), "a")
    with tempfile.TemporaryDirectory() as folder:
        paths = write_project([document], Path(folder), "spacy", finished=True)
        return [path.read_bytes() for path in paths if path.suffix == ".spacy"]


def _tables() -> list[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "a.txt").write_text(REPORT, encoding="utf-8")
        run_batch(folder, out=Path(folder, "out"))
        return [path.read_bytes() for path in sorted(Path(folder, "out").glob("*.jsonl"))]


def _archives() -> list[bytes]:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", REPORT)
        archive.writestr("乙/b.html", modern_page(REPORT))
    return [file.getvalue()]


def _configs() -> list[bytes]:
    return [b'taxonomy = "education"\nhmm = true\nreport_year = 2031\n[limits]\nmax_pages = 3\n']


def _taxonomies() -> list[bytes]:
    folder = resources.files("govreport_nlp") / "data" / "taxonomies"
    return [TOML.encode(), (folder / "education.toml").read_bytes()]


def _texts() -> list[bytes]:
    encodings = ("utf-8", "gb18030", "utf-16", "utf-16-le")
    return [REPORT.encode(encoding) for encoding in encodings]


def _pages() -> list[bytes]:
    return [modern_page(REPORT), old_page(REPORT)]


_SEEDS = {
    "txt": _texts,
    "html": _pages,
    "docx": lambda: [word_file(REPORT)],
    "pdf": lambda: [pdf_file(REPORT)],
    "any": lambda: [*_texts(), *_pages(), word_file(REPORT), pdf_file(REPORT)],
    "parse": lambda: [REPORT.encode(), *(line.encode() for line in REPORT.split("\n") if line)],
    "numbers": lambda: [number.encode() for number in NUMBERS],
    "taxonomy": _taxonomies,
    "config": _configs,
    "lexicon": lambda: ["甲市 100 n\n乙\n丙 5\n".encode()],
    "gold": _gold,
    "lines": _lines,
    "docbin": _docbin,
    "archive": _archives,
    "batch": _tables,
}
