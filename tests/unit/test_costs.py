"""What a parse must not cost: time that grows faster than the text, the collector, the records."""

from __future__ import annotations

import gc
import json
import pickle
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from govreport_nlp import Parser
from govreport_nlp.records import Report, Sentence

TEXT = "一、上年工作\n全市生产总值860亿元，增长7%。新建公园20个。\n"


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def _seconds(parser: Parser, text: str) -> float:
    found = []
    for _ in range(2):
        start = time.process_time()
        parser.parse_text(text)
        found.append(time.process_time() - start)
    return min(found)


@pytest.mark.parametrize(
    "piece",
    [
        "一、甲\n（一）乙\n1、丙\n（1）丁\n",
        "项目 1 2 3\n",
        "1\t",
        "1 ",
        "（1）",
        "增长5%，",
        "“甲",
        "一是甲。",
        "2031年",
        "甲、",
    ],
    ids=repr,
)
def test_time_is_linear(piece: str, parser: Parser) -> None:
    short, long = (piece * (size // len(piece)) for size in (8_000, 64_000))
    # eight times the text; what is quadratic takes sixty-four times as long
    assert _seconds(parser, long) < 24 * max(_seconds(parser, short), 0.004)


def test_the_collector_is_left_as_it_was(parser: Parser) -> None:
    assert gc.isenabled()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(parser.parse_text, [TEXT] * 12))
    assert gc.isenabled()
    gc.disable()
    try:
        parser.parse_text(TEXT)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_segmenter_is_no_part_of_a_sentence(parser: Parser) -> None:
    report = parser.parse_text(TEXT)
    sentence = report.sentences[0]
    assert [word.text for word in sentence.words]
    again = Report.model_validate_json(report.to_json()).sentences[0]
    assert again == sentence == pickle.loads(pickle.dumps(sentence))
    assert set(json.loads(sentence.model_dump_json())) == set(Sentence.model_fields)
    with pytest.raises(ValueError, match="no segmenter"):
        _ = again.words


def test_the_page_on_speed_is_made_from_figures(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    speed_page = pytest.importorskip("speed_page")
    row = {"characters_a_second": 700_000, "to_jieba": 1.5, "noise": 0.02}
    found = {"same": 0.9, "overlapping": 1.0}
    figures = {
        "machine": {"python": "3.11", "machine": "x86_64", "processors": 2},
        "corpus": {"documents": 1, "characters": 1000, "sentences": 30, "records": 20},
        "rounds": 3,
        "load": 0.1,
        "stages": {"ingest": row, "the whole parse": row},
        "peers": {"jieba.lcut": {**row, "finds": None}, "other": {**row, "finds": found}},
        "missing": {"another": "ModuleNotFoundError: no such module"},
        "finds": found,
        "scaling": [{"characters": 1000, "microseconds": 1.5}],
        "memory": [{"characters": 1000, "before_mb": 1.0, "peak_mb": 2.0, "bytes_a_character": 9}],
        "hostile": {"usual": 1.0},
        "workers": [{"documents": 1, "workers": 1, "clock": 1.0, "processor": 1.0}],
        "start_up": [{"what": "python", "clock": 0.01, "processor": 0.01}],
    }
    path = tmp_path / "speed.json"
    path.write_text(json.dumps(figures), encoding="utf-8")
    speed_page.main(path)
    page = (tmp_path / "speed.md").read_text(encoding="utf-8")
    assert "| jieba.lcut | 1.50 |" in page and "no such module" in page
    assert {p.name for p in tmp_path.glob("*.svg")} == {"speed-ratios.svg", "speed-scaling.svg"}


def test_an_interruption_stays_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("govreport_nlp.parser.canonical", interrupt)
    with pytest.raises(KeyboardInterrupt):
        Parser().parse_text(TEXT)
    assert gc.isenabled()


def test_no_record_is_given_what_is_none_by_default(parser: Parser) -> None:
    # the set of the fields that a record was given takes four times the memory from nineteen on
    given = [record.model_fields_set for record in parser.parse_text(TEXT).indicators]
    assert given
    assert max(map(len, given)) < 19
