"""What is measured in processes of its own: memory, start-up, workers."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from generate import generate

from govreport_nlp import Parser

__all__ = ["memory", "start_up", "workers"]

_SMALL = "一、上年工作\n全市生产总值860亿元，增长7%。新建公园20个。\n"
_MEASURE = """
import pathlib, re, resource, sys
from govreport_nlp import Parser

def peak():
    # what getrusage says holds the parent's memory too, where Linux tells better
    status = pathlib.Path("/proc/self/status")
    if status.exists():
        return int(re.search(r"VmHWM:\\s+(\\d+)", status.read_text())[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

text = pathlib.Path(sys.argv[1]).read_text("utf-8")
parser = Parser()
parser.parse_text("增长5.5%，新建学校12所。")
before = peak()
report = parser.parse_text(text)
print(before, peak())
"""


def memory(texts: dict[int, str]) -> list[dict[str, float]]:
    """Measure the peak of resident memory of a parse, by the length of the text.

    Returns:
        For each length the megabytes before and at the peak, and bytes a character between.
    """
    found = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text.txt"
        for length, text in texts.items():
            path.write_text(text, encoding="utf-8")
            run = subprocess.run(
                [sys.executable, "-c", _MEASURE, str(path)], capture_output=True, check=True
            )
            before, peak = (int(kilobytes) * 1024 for kilobytes in run.stdout.split())
            found.append(
                {
                    "characters": length,
                    "before_mb": round(before / 1e6, 1),
                    "peak_mb": round(peak / 1e6, 1),
                    "bytes_a_character": round((peak - before) / length),
                }
            )
    return found


def start_up(rounds: int) -> list[dict[str, float | str]]:
    """Measure how long it takes until something can be done.

    Returns:
        For each thing medians of seconds on the clock and of processor time.
    """
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder) / "small.txt"
        small.write_text(_SMALL, encoding="utf-8")
        jobs = {
            "python": [sys.executable, "-c", "pass"],
            "import pydantic": [sys.executable, "-c", "from pydantic import BaseModel"],
            "import govreport_nlp": [sys.executable, "-c", "import govreport_nlp"],
            "first report": [
                *(sys.executable, "-c"),
                f"import govreport_nlp; govreport_nlp.parse({str(small)!r})",
            ],
            "govreport --help": [*_command(), "--help"],
            "govreport parse": [*_command(), "parse", str(small)],
        }
        clock: dict[str, list[float]] = {name: [] for name in jobs}
        used: dict[str, list[float]] = {name: [] for name in jobs}
        for number in range(rounds + 1):
            for name, job in jobs.items():
                start, processor = time.perf_counter(), _processor()
                subprocess.run(job, stdout=subprocess.DEVNULL, check=True)
                if number:
                    clock[name].append(time.perf_counter() - start)
                    used[name].append(_processor() - processor)
    return [
        {
            "what": name,
            "clock": round(statistics.median(clock[name]), 3),
            "processor": round(statistics.median(used[name]), 3),
        }
        for name in jobs
    ]


def _command() -> list[str]:
    return [sys.executable, "-c", "from govreport_nlp.cli.app import main; main()"]


def workers(counts: Sequence[int], workers: Sequence[int]) -> list[dict[str, float]]:
    """Measure ``parse_many`` by the number of documents and of workers.

    Returns:
        For each the seconds on the clock and of processor time, children included.
    """
    found = []
    with tempfile.TemporaryDirectory() as folder:
        generate(Path(folder), max(counts), characters=1500)
        paths = sorted(Path(folder).rglob("*.txt"))
        for count in counts:
            for number in workers:
                start, cpu = time.perf_counter(), _processor()
                characters = sum(
                    len(result.report.text)
                    for result in Parser().parse_many(paths[:count], workers=number)
                    if result.report
                )
                found.append(
                    {
                        "documents": count,
                        "workers": number,
                        "characters": characters,
                        "clock": round(time.perf_counter() - start, 3),
                        "processor": round(_processor() - cpu, 3),
                    }
                )
    return found


def _processor() -> float:
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )
