"""A folder of mixed garbage, to see that a batch ends: ``python benchmarks/garbage.py FOLDER``.

Random bytes under every ending, hostile texts, and reports of all formats with parts spoilt; the
same files for the same seed.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests" / part) for part in ("", "property", "fuzz")]

from mutation import mutants  # noqa: E402
from seeds import seeds  # noqa: E402
from test_doubling import HOSTILE  # noqa: E402

ENDINGS = (".txt", ".html", ".docx", ".pdf", ".zip", ".doc", "")


def garbage(folder: Path, files: int, size: int, seed: int) -> None:
    """Write files of together about ``size`` bytes."""
    rng = random.Random(seed)
    share = size // files
    sources = {name: mutants(seeds(name), seed) for name in ("txt", "html", "docx", "pdf")}
    sources["zip"] = mutants(seeds("archive"), seed)
    written = 0
    for number in range(files):
        kind = rng.choice(("random", "random", "hostile", *sources))
        if kind == "random":
            rest = max(1, (size - written) // (files - number) * 3)
            data, ending = rng.randbytes(rng.randint(1, rest)), rng.choice(ENDINGS)
        elif kind == "hostile":
            unit = rng.choice(sorted(HOSTILE.values()))
            data = (unit * 2_000_000).encode("utf-8", "surrogatepass")[: rng.randint(1, share)]
            ending = rng.choice((".txt", ".html"))
        else:
            data, ending = next(sources[kind]), "." + kind
            data += rng.randbytes(rng.choice((0, 0, 0, share)))
        path = folder / f"{number % 40:02}" / f"{number:05}{ending}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        written += len(data)


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=2_000)
    parser.add_argument("--size", type=int, default=1_000_000_000, help="bytes of all together")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    garbage(options.folder, options.files, options.size, options.seed)


if __name__ == "__main__":
    main()
