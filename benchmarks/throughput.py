"""How fast the library is: each stage and the whole, beside other libraries, in one run.

    python benchmarks/throughput.py --json speed.json
    python benchmarks/throughput.py --quick --compare speed.json

Times are processor time, since other work on the machine does not change it as it changes the
clock; each figure is the median over rounds, and each ratio is taken within a round.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import costs
from generate import reports
from peers import PEERS, ready, recall
from timing import noise, ratios, timed_rounds

from govreport_nlp import Config, Parser
from govreport_nlp.indicators import Extractor
from govreport_nlp.ingest import read_text
from govreport_nlp.numbers.quantities import scan
from govreport_nlp.structure import build_sections, split_sentences
from govreport_nlp.words import simplified
from govreport_nlp.workstreams import Classifier, load_taxonomy

ROOT = Path(__file__).parents[1]
FIXTURES = ROOT / "tests" / "fixtures"
SHARED = Path(os.environ.get("GOVREPORT_REPORTS", ROOT.parent / "shared" / "reports"))
WHOLE, WORDS = "the whole parse", "with the words of every sentence"
_PART = 12_000


def main() -> None:
    """Measure what is asked for, and write it."""
    options = _options()
    texts = list(_corpus(options.reports, 60_000 if options.quick else options.characters))
    rounds = 3 if options.quick else options.rounds
    parser = Parser()
    result = {
        "machine": _machine(),
        "load": round(os.getloadavg()[0], 1),
        "corpus": _described(texts, parser),
        "rounds": rounds,
        **_speed(texts, parser, rounds),
        "scaling": _scaling(parser, options.longest if not options.quick else 100_000),
        "hostile": _hostile(parser, 100_000 if options.quick else 1_000_000),
        "memory": costs.memory(_lengths(100_000 if options.quick else 1_000_000, least=10_000)),
        "workers": costs.workers((20,) if options.quick else (100, 400), (1, 2)),
        "start_up": costs.start_up(2 if options.quick else 7),
    }
    if options.json:
        options.json.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", "utf-8")
    show(result)
    if options.compare:
        compare(json.loads(options.compare.read_text("utf-8")), result)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--compare", type=Path, help="an earlier such file to compare with")
    parser.add_argument("--quick", action="store_true", help="a short run, of little worth")
    parser.add_argument("--reports", type=Path, default=SHARED, help="a folder of text files")
    parser.add_argument("--characters", type=int, default=250_000, help="size of the corpus")
    parser.add_argument("--longest", type=int, default=10_000_000, help="longest text for scaling")
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args()


def _corpus(folder: Path, characters: int) -> Iterator[str]:
    """The fixtures and, where there are any, reports of a folder, evenly taken."""
    for path in sorted((FIXTURES / "reports").glob("*.txt")):
        yield path.read_text(encoding="utf-8")
    paths = sorted(folder.glob("*.txt"))
    size = sum(path.stat().st_size for path in paths) // 3
    for path in paths[:: max(1, round(size / characters))]:
        yield path.read_text(encoding="utf-8")


def _machine() -> dict[str, Any]:
    names = ("govreport-nlp", "pydantic", "numpy", "jieba")
    return {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "processors": os.cpu_count(),
        "versions": {name: version(name) for name in names},
    }


def _described(texts: list[str], parser: Parser) -> dict[str, int]:
    parsed = [parser.parse_text(text) for text in texts]
    return {
        "documents": len(texts),
        "characters": sum(map(len, texts)),
        "sentences": sum(len(report.sentences) for report in parsed),
        "records": sum(len(report.indicators) for report in parsed),
    }


def _speed(texts: list[str], parser: Parser, rounds: int) -> dict[str, Any]:
    """Time stages, the whole and the peers in the same rounds."""
    part = [text[:_PART] for text in texts[:3]]
    peers, missing = ready()
    slow = {peer.name for peer in PEERS if peer.slow}
    jobs: dict[str, Callable[[], object]] = {**_stages(texts), **_whole(texts, parser)}
    for name, find in peers.items():
        jobs[name] = partial(_run, find, part if name in slow else texts)
    base = "jieba.lcut"
    jobs["jieba on the part"] = partial(_run, peers[base], part)
    times = timed_rounds(jobs, rounds)
    of_part = times.pop("jieba on the part")
    sizes = {name: sum(map(len, part if name in slow else texts)) for name in times}

    def figures(name: str) -> dict[str, Any]:
        own = times[name]
        return {
            "characters_a_second": round(sizes[name] / max(statistics.median(own), 1e-9)),
            "to_jieba": round(ratios(own, of_part if name in slow else times[base]), 3),
            "noise": round(noise(own), 3),
        }

    def records(text: str) -> list[tuple[int, int]]:
        return [(record.start, record.end) for record in parser.parse_text(text).indicators]

    gold = _gold()
    return {
        "stages": {name: figures(name) for name in times if name not in peers},
        "peers": {name: figures(name) | {"finds": recall(peers[name], gold)} for name in peers},
        "missing": missing,
        "finds": recall(records, gold),
    }


def _run(find: Callable[[str], object], texts: list[str]) -> None:
    for text in texts:
        find(text)


def _stages(texts: list[str]) -> dict[str, Callable[[], object]]:
    """Each stage alone, on what the stages before it have made."""
    config = Config()
    sources = [read_text(text, config) for text in texts]
    shadows = [simplified(source.text) for source in sources]
    spans = [split_sentences(source.text) for source in sources]
    pairs = list(zip(sources, spans, strict=True))
    sections = [build_sections(source.text, source.body, own)[0] for source, own in pairs]
    made = list(zip(sources, shadows, spans, sections, strict=True))
    classifier, extractor = Classifier(load_taxonomy("government")), Extractor()
    return {
        "ingest": lambda: [read_text(text, config) for text in texts],
        "sentences": lambda: [split_sentences(source.text) for source in sources],
        "sections": lambda: [build_sections(s.text, s.body, own) for s, own in pairs],
        "workstreams": lambda: [classifier.classify(w, o, c, s.body) for s, w, o, c in made],
        "numbers alone": lambda: [scan(shadow) for shadow in shadows],
        "indicators": lambda: [
            extractor.extract(w, o, c, s.metadata, s.body) for s, w, o, c in made
        ],
    }


def _whole(texts: list[str], parser: Parser) -> dict[str, Callable[[], object]]:
    def words() -> None:
        for text in texts:
            for sentence in parser.parse_text(text).sentences:
                _ = sentence.words

    return {WHOLE: lambda: [parser.parse_text(text) for text in texts], WORDS: words}


def _gold() -> list[tuple[str, list[tuple[int, int]]]]:
    found = []
    for path in sorted((FIXTURES / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        found.append((gold["text"], [(one["start"], one["end"]) for one in gold["indicators"]]))
    return found


def _lengths(longest: int, least: int = 1_000) -> dict[int, str]:
    """Texts of a thousand characters and more, ten times as long each."""
    lengths = [10**power for power in range(3, 9) if least <= 10**power <= longest]
    text = "\n".join(reports(longest // 3_000 + 2, characters=6_000))
    while len(text) < longest:
        text += "\n" + text
    return {length: text[:length] for length in lengths}


def _scaling(parser: Parser, longest: int) -> list[dict[str, float]]:
    """Cost a character by the length of the text; short texts are parsed many times over."""
    found = []
    for length, text in _lengths(longest).items():
        times = []
        for _ in range(3 if length <= 1_000_000 else 1):
            repeats = max(1, 100_000 // length)
            start = time.process_time()
            for _ in range(repeats):
                parser.parse_text(text)
            times.append((time.process_time() - start) / repeats)
        seconds = statistics.median(times)
        found.append({"characters": length, "microseconds": round(seconds / length * 1e6, 3)})
    return found


def _hostile(parser: Parser, size: int) -> dict[str, float]:
    """Inputs that nobody wrote: their cost as a multiple of a usual text's of as many bytes."""
    usual = _lengths(max(1_000, 10 ** (len(str(size // 3)) - 1))).popitem()[1]
    usual = (usual * 10)[: size // 3]
    inputs = {
        "usual": usual,
        "one line": usual.replace("\n", "，").replace("。", "，"),
        "digits": "1234567890" * (size // 10),
        "numerals": "一" * (size // 3),
        "spaced digits": "1 " * (size // 2),
        "brackets": "（" * (size // 3),
        "pairs of brackets": "（1）" * (size // 7),
        "nested brackets": "(" * (size // 2) + ")" * (size // 2),
        "quotes": "“" * (size // 3),
        "straight quotes": '"' * size,
        "headings": "一、回顾\n" * (size // 13),
        "deep headings": "一、甲\n（一）乙\n1、丙\n（1）丁\n" * (size // 43),
        "commas": "、" * (size // 3),
        "per cent": "%" * size,
        "blanks": "增" + " " * (size - 3),
        "line breaks": "增" + "\n" * (size - 3),
        "cells": "1\t" * (size // 2),
        "rows": "项目 1 2 3\n" * (size // 13),
        "years": "2031年" * (size // 7),
    }
    seconds = {}
    for name, text in inputs.items():
        start = time.process_time()
        parser.parse_text(text)
        seconds[name] = time.process_time() - start
    return {name: round(own / seconds["usual"], 2) for name, own in seconds.items()}


def show(result: dict[str, Any]) -> None:
    """Print the figures as a table."""
    corpus = result["corpus"]
    print(*(f"{number:,} {what}" for what, number in corpus.items()), sep=", ")
    rows = {**result["stages"], **result["peers"]}
    for name, row in rows.items():
        found = row.get("finds") or (result["finds"] if name == WHOLE else None)
        finds = f"{found['same']:7.0%} {found['overlapping']:7.0%}" if found else ""
        million = row["characters_a_second"] / 1e6
        print(f"{name:72} {million:8.3f} M/s {row['to_jieba']:8.2f} x ±{row['noise']:4.0%} {finds}")
    for name, reason in result["missing"].items():
        print(f"{name}: left out: {reason}")
    for part in ("scaling", "memory", "workers", "start_up"):
        print(part, *(json.dumps(row) for row in result[part]), sep="\n  ")
    print("hostile", json.dumps(result["hostile"]))


def compare(old: dict[str, Any], new: dict[str, Any]) -> None:
    """Print what has changed, as ratios to the segmenter on the same text."""
    if any(old["corpus"][what] != new["corpus"][what] for what in ("documents", "characters")):
        print("another corpus: compare runs with the same --reports, --characters and --quick")
        return
    if old["machine"] != new["machine"]:
        print("the machines or versions differ: only the ratios tell something")
    for name, row in new["stages"].items():
        before = old["stages"].get(name)
        if before:
            change = row["to_jieba"] / before["to_jieba"] - 1
            doubt = max(row["noise"], before["noise"])
            word = "as before" if abs(change) <= doubt else ("faster" if change > 0 else "slower")
            change_of = f"{before['to_jieba']:8.2f} → {row['to_jieba']:8.2f}"
            print(f"{name:40} {change_of} {change:+7.0%} {word}")


if __name__ == "__main__":
    sys.exit(main())
