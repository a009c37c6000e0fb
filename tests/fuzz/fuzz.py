"""Fuzz entries of the public API: ``python tests/fuzz/fuzz.py --seconds 60 parse docx …``.

With atheris installed, ``--atheris`` lets coverage guide one target. Inputs that raise anything but
our own errors are written to the folder ``--crashes``, and the run leaves with 1.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
import time
import traceback
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "property")]

from mutation import mutants  # noqa: E402
from seeds import seeds  # noqa: E402
from targets import TARGETS, run  # noqa: E402


def fuzz(name: str, seconds: float, seed: int, crashes: Path) -> tuple[int, int, float]:
    """Fuzz a target; return inputs tried, distinct crashes and the slowest input's seconds."""
    known: set[str] = set()
    tried, slowest, end = 0, 0.0, time.monotonic() + seconds
    for data in mutants(seeds(name), seed):
        began = time.process_time()
        try:
            run(TARGETS[name], data)
        except Exception as error:
            trace = traceback.extract_tb(error.__traceback__)[-1]
            key = f"{type(error).__name__} {Path(trace.filename).name}:{trace.lineno}"
            if key not in known:
                known.add(key)
                file = crashes / f"{name}-{hashlib.sha256(data).hexdigest()[:12]}"
                file.write_bytes(data)
                print(f"{name}: {key}: {str(error)[:200]!r} -> {file}", flush=True)  # noqa: T201
        taken = time.process_time() - began
        if taken > max(slowest, 2.0):
            (crashes / f"slow-{name}").write_bytes(data)
        slowest = max(slowest, taken)
        tried += 1
        if time.monotonic() > end:
            break
    return tried, len(known), slowest


def guided(name: str, seconds: float) -> None:
    """Fuzz a target with atheris, which ends the process itself."""
    import atheris  # noqa: PLC0415  seldom at hand

    atheris.instrument_all()
    corpus = tempfile.mkdtemp()
    for number, data in enumerate(seeds(name)):
        Path(corpus, str(number)).write_bytes(data)
    options = [sys.argv[0], corpus, f"-max_total_time={seconds:.0f}", "-max_len=20000"]
    atheris.Setup(options, lambda data: run(TARGETS[name], data))
    atheris.Fuzz()


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", help=", ".join(TARGETS))
    parser.add_argument("--seconds", type=float, default=10.0, help="for each target")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--crashes", type=Path, default=Path("crashes"))
    parser.add_argument("--atheris", action="store_true")
    options = parser.parse_args()
    options.crashes.mkdir(parents=True, exist_ok=True)
    failed = 0
    for name in options.targets or TARGETS:
        if options.atheris:
            guided(name, options.seconds)
        tried, found, slowest = fuzz(name, options.seconds, options.seed, options.crashes)
        print(f"{name}: {tried} inputs, {found} crashes, slowest {slowest:.2f} s", flush=True)  # noqa: T201
        failed += found
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
