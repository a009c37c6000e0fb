"""What a batch costs: memory by the number of files, throughput by the number of workers.

    python benchmarks/batch.py --counts 1000 10000 --workers 1 2 --characters 1500

Each run is a process of its own on generated reports. ``peak`` is the largest resident memory of
the process that writes, ``worker`` that of the largest worker; ``cpu`` is the processor time of all
of them, which a busy machine does not change as it changes the time on the clock.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from generate import generate

from govreport_nlp.batch import Progress, run_batch


def measure(folder: Path, count: int, workers: int) -> dict[str, Any]:
    """Run a batch in a process of its own and return what it cost."""
    with tempfile.TemporaryDirectory() as out:
        run = subprocess.run(
            [sys.executable, __file__, "--run", str(folder), out, str(workers)],
            stdout=subprocess.PIPE,
            check=True,
        )
    return {"files": count, "workers": workers, **json.loads(run.stdout)}


def _run(folder: str, out: str, workers: int) -> dict[str, Any]:
    characters = 0

    def note(step: Progress) -> None:
        nonlocal characters
        characters = step.characters

    start = time.perf_counter()
    run_batch(folder, out, workers=workers, engine="process", progress=note)
    seconds = time.perf_counter() - start
    own = resource.getrusage(resource.RUSAGE_SELF)
    theirs = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = own.ru_utime + own.ru_stime + theirs.ru_utime + theirs.ru_stime
    return {
        "seconds": round(seconds, 1),
        "characters_per_second": round(characters / seconds),
        "cpu": round(cpu, 1),
        "cpu_per_million_characters": round(cpu / characters * 1e6, 2),
        "peak_mb": round(own.ru_maxrss / 1024, 1),
        "worker_mb": round(theirs.ru_maxrss / 1024, 1),
    }


def _main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--counts", type=int, nargs="+", default=[1000, 10_000])
    arguments.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    arguments.add_argument("--characters", type=int, default=1500)
    arguments.add_argument("--run", nargs=3, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.run:
        print(json.dumps(_run(given.run[0], given.run[1], int(given.run[2]))))
        return
    for count in given.counts:
        with tempfile.TemporaryDirectory() as folder:
            generate(Path(folder), count, characters=given.characters)
            for workers in given.workers:
                load = os.getloadavg()[0]
                print(json.dumps({**measure(Path(folder), count, workers), "load": round(load, 1)}))


if __name__ == "__main__":
    _main()
