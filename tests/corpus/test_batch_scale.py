"""Memory does not grow with the number of files; figures for more: ``benchmarks/batch.py``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from generate import generate, reports

MEASURE = """
import resource, sys
from govreport_nlp.batch import run_batch
run_batch(sys.argv[1], sys.argv[2])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def _peak(folder: Path, out: Path) -> int:
    run = subprocess.run(
        [sys.executable, "-c", MEASURE, folder, out], stdout=subprocess.PIPE, check=True
    )
    return int(run.stdout)


def test_memory_is_flat(tmp_path: Path) -> None:
    few, many = tmp_path / "few", tmp_path / "many"
    generate(few, 40, characters=50)
    generate(many, 400, characters=50)
    assert _peak(many, tmp_path / "b") < 1.2 * _peak(few, tmp_path / "a")


def test_the_generator_gives_the_same_reports_for_the_same_seed() -> None:
    first = list(reports(3, seed=1))
    assert first == list(reports(3, seed=1))
    assert len(set(first)) == 3
    assert first != list(reports(3, seed=2))
