"""Write the page on speed from the figures of ``throughput.py``.

    python benchmarks/speed_page.py docs/explanation/speed.json

Beside the figures it writes ``speed.md`` and its plots.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib import pyplot

_WHOLE = "the whole parse"
_HEAD = """# Speed

Made by `make bench`; `speed.json` beside this page holds all figures. Python {python} on
{machine}, {processors} processors. The corpus: {documents} documents, {characters:,} characters,
{sentences:,} sentences, {records:,} records.

Times are processor time. In each of {rounds} rounds everything is timed once; figures are medians
over rounds. A ratio compares with `jieba.lcut` on the same text in the same round, so that it says
more than the figures beside it, which are of one machine. *Noise* is the range of the middle half
of the rounds, as a share of their median. Other work went on: the load average was {load} before
the run, so that seconds on the clock say less than seconds of a processor.
"""
_METHOD = """
## What the figures leave out

- The benchmark does not cover files in PDF, Word or HTML, whose reading costs more than the parse.
- The peers do other things: a segmenter finds no numbers, an extractor of money no percentages.
  *Finds* says what share of the numbers of the fixtures' gold data a library returns, with the same
  span (unit included) and with a span that overlaps. None of them names what the number is of.
- Slow peers are timed on a part of the corpus, and compared with `jieba.lcut` on that part.

## Run it

    make bench                                  # writes this page; BENCH="--quick" for a short run
    make bench BENCH="--compare old.json"       # what has changed since
    make bench BENCH="--reports FOLDER"         # with text files of your own in the corpus
"""


def main(path: Path) -> None:
    """Write the page and its plots beside the figures."""
    figures = json.loads(path.read_text(encoding="utf-8"))
    mpl.rcParams.update({"svg.hashsalt": "speed", "figure.figsize": (7, 3.4)})
    plot_ratios(figures, path.with_name("speed-ratios.svg"))
    plot_scaling(figures, path.with_name("speed-scaling.svg"))
    path.with_name("speed.md").write_text(page(figures), encoding="utf-8")


def page(figures: dict[str, Any]) -> str:
    """Return the page as Markdown."""
    facts = {**figures["machine"], **figures["corpus"]}
    head = _HEAD.format(**facts, rounds=figures["rounds"], load=figures["load"])
    parts = [head, _against(figures), _stages(figures), _sizes(figures), _rest(figures), _METHOD]
    return "\n".join(parts)


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def _row(name: str, row: dict[str, Any], finds: dict[str, float] | None) -> list[str]:
    found = [f"{finds['same']:.0%}", f"{finds['overlapping']:.0%}"] if finds else ["–", "–"]
    million = row["characters_a_second"] / 1e6
    return [name, f"{row['to_jieba']:.2f}", f"{million:.2f}", f"{row['noise']:.0%}", *found]


def _against(figures: dict[str, Any]) -> str:
    own = figures["stages"]
    rows = [_row(f"**govreport-nlp: {_WHOLE}**", own[_WHOLE], figures["finds"])]
    rows += [_row(f"govreport-nlp: {name}", own[name], None) for name in own if "words" in name]
    peers = sorted(figures["peers"].items(), key=lambda item: -item[1]["to_jieba"])
    rows += [_row(name, row, row["finds"]) for name, row in peers]
    rows += [[name, "–", "–", "–", "–", reason] for name, reason in figures["missing"].items()]
    head = ["", "× jieba.lcut", "M characters/s", "noise", "finds, same span", "overlapping"]
    return "## Beside other libraries\n\n" + _table(head, rows) + "\n![ratios](speed-ratios.svg)\n"


def _stages(figures: dict[str, Any]) -> str:
    rows = [_row(name, row, None)[:4] for name, row in figures["stages"].items()]
    corpus, whole = figures["corpus"], figures["stages"][_WHOLE]
    seconds = corpus["characters"] / whole["characters_a_second"]
    note = (
        f"The whole parse makes {corpus['sentences'] / seconds:,.0f} sentences and "
        f"{corpus['records'] / seconds:,.0f} records a second.\n"
        "*Numbers alone* is a part of *indicators*; what the whole costs beyond its stages is "
        "making the records.\n"
    )
    head = ["stage", "× jieba.lcut", "M characters/s", "noise"]
    return "## Stages\n\n" + _table(head, rows) + "\n" + note


def _sizes(figures: dict[str, Any]) -> str:
    memory = {row["characters"]: row for row in figures["memory"]}
    rows = []
    for row in figures["scaling"]:
        used = memory.get(row["characters"])
        peak = [f"{used['peak_mb']:,.0f}", f"{used['bytes_a_character']:,}"] if used else ["–", "–"]
        rows.append([f"{row['characters']:,}", f"{row['microseconds']:.2f}", *peak])
    lengths = _table(["characters", "µs a character", "peak, MB", "bytes a character"], rows)
    ranked = sorted(figures["hostile"].items(), key=lambda item: -item[1])
    hostile = _table(["input of 1 MB", "× usual"], [[name, f"{x:.2f}"] for name, x in ranked])
    return (
        "## Length\n\nGenerated reports, which are some three times as dense with numbers as real "
        f"ones.\n\n{lengths}\n![scaling](speed-scaling.svg)\n\n## Inputs that nobody wrote\n\n"
        f"What they cost as a multiple of a usual text of as many bytes.\n\n{hostile}"
    )


def _rest(figures: dict[str, Any]) -> str:
    keys = ("documents", "workers", "clock", "processor")
    rows = [[f"{row[key]:,}" for key in keys] for row in figures["workers"]]
    workers = _table(["documents", "workers", "seconds on the clock", "of processors"], rows)
    start = _table(
        ["", "seconds on the clock", "of a processor"],
        [
            [row["what"], f"{row['clock']:.2f}", f"{row['processor']:.2f}"]
            for row in figures["start_up"]
        ],
    )
    return f"## Documents and workers\n\n{workers}\n## Start-up\n\n{start}"


def plot_ratios(figures: dict[str, Any], path: Path) -> None:
    """Draw how fast everything is beside the segmenter."""
    rows = {name: row["to_jieba"] for name, row in figures["peers"].items()}
    rows["govreport-nlp, whole parse"] = figures["stages"][_WHOLE]["to_jieba"]
    names = sorted(rows, key=rows.__getitem__)
    figure, axes = pyplot.subplots(layout="constrained")
    colours = ["#c0392b" if name.startswith("govreport") else "#7f8c8d" for name in names]
    axes.barh(names, [rows[name] for name in names], color=colours)
    axes.set_xscale("log")
    axes.axvline(1, color="black", linewidth=0.8)
    axes.set_xlabel("times the throughput of jieba.lcut")
    _save(figure, path)


def plot_scaling(figures: dict[str, Any], path: Path) -> None:
    """Draw the cost a character over the length of the text."""
    figure, axes = pyplot.subplots(layout="constrained")
    lengths = [row["characters"] for row in figures["scaling"]]
    axes.plot(lengths, [row["microseconds"] for row in figures["scaling"]], "o-", color="#c0392b")
    axes.set_xscale("log")
    axes.set_ylim(bottom=0)
    axes.set_xlabel("characters")
    axes.set_ylabel("µs a character")
    _save(figure, path)


def _save(figure: Any, path: Path) -> None:
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
