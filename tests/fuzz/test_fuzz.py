"""A short run of every target, and the inputs that once broke one."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest
from mutation import mutants
from seeds import seeds
from targets import TARGETS, run

CASES = sorted((Path(__file__).parent / "cases").iterdir())
COUNT = 60


@pytest.mark.parametrize("target", TARGETS)
def test_mutants_raise_our_own_errors_only(target: str) -> None:
    for data in islice(mutants(seeds(target), seed=1), COUNT):
        run(TARGETS[target], data)


@pytest.mark.parametrize("target", TARGETS)
def test_seeds_are_whole(target: str) -> None:
    for data in seeds(target):
        TARGETS[target](data)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_was_found_stays_mended(case: Path) -> None:
    run(TARGETS[case.name.partition("-")[0]], case.read_bytes())


@pytest.mark.parametrize("data", [b"", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\n", b"{}", b"[]"])
@pytest.mark.parametrize("target", TARGETS)
def test_next_to_nothing(target: str, data: bytes) -> None:
    run(TARGETS[target], data)
