"""The pool of processes: every item gets a result, whatever becomes of the workers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from govreport_nlp.errors import ConfigError
from govreport_nlp.workers import Lost, run_jobs


def _make(bad: str) -> Callable[[str], tuple[str, int]]:
    if bad == "make":
        raise ConfigError("no such lexicon", hint="look at it")

    def work(item: str) -> tuple[str, int]:
        if item == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if item == "leave":
            os._exit(3)
        if item == "hang":
            time.sleep(60)
        return item, os.getpid()

    return work


def _run(items: list[str], size: int = 3, **options: object) -> dict[int, object]:
    jobs = [items[at : at + size] for at in range(0, len(items), size)]
    options = {"workers": 2, **options}
    found = list(run_jobs(_make, ("",), jobs, **options))  # type: ignore[arg-type]
    assert sorted(number for number, _ in found) == list(range(len(items)))
    return dict(found)


def _answers(found: dict[int, object]) -> list[object]:
    return [
        result[0] if not isinstance(result, Lost) else result for _, result in sorted(found.items())
    ]  # type: ignore[index]


def test_every_item_has_its_result() -> None:
    items = [f"item-{number}" for number in range(20)]
    found = _run(items)
    assert _answers(found) == items
    assert len({pid for _, pid in found.values()}) == 2  # type: ignore[misc]


def test_a_death_costs_one_item() -> None:
    items = ["a", "die", "b", "c", "d", "leave", "e", "f"]
    answers = _answers(_run(items))
    assert answers[1] == Lost("died", "its process died (signal SIGKILL)")
    assert answers[5] == Lost("died", "its process died (exit code 3)")
    assert [a for a in answers if not isinstance(a, Lost)] == ["a", "b", "c", "d", "e", "f"]


def test_an_item_that_takes_too_long_is_ended() -> None:
    answers = _answers(_run(["a", "hang", "b", "c"], workers=1, time_limit=0.4))
    assert answers == ["a", Lost("time", "took more than 0.4 s"), "b", "c"]


def test_a_worker_is_replaced_after_so_many_items() -> None:
    found = _run([str(number) for number in range(12)], workers=1, recycle=3)
    assert len({pid for _, pid in found.values()}) == 4  # type: ignore[misc]


def test_nothing_is_taken_far_ahead_of_the_first_open_item() -> None:
    taken: list[int] = []

    def jobs() -> object:
        for number in range(40):
            taken.append(number)
            yield ["hang" if number == 0 else "quick"]

    results = run_jobs(_make, ("",), jobs(), workers=2, time_limit=0.5, window=6)  # type: ignore[arg-type]
    for number, result in results:
        if number == 0:
            assert isinstance(result, Lost)
            break
        assert max(taken) <= 8
    results.close()


def test_what_a_worker_cannot_start_with_is_raised() -> None:
    with pytest.raises(ConfigError, match="no such lexicon"):
        list(run_jobs(_make, ("make",), [["a"]], workers=2))


def test_no_jobs_start_no_process() -> None:
    assert list(run_jobs(_make, ("",), [], workers=2)) == []


def test_a_script_without_a_guard_is_told_so(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import os\n"
        "from govreport_nlp.workers import run_jobs\n"
        "print(list(run_jobs(os.path.join, (), [['a']], workers=1)))\n"
    )
    run = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert 'start the work under if __name__ == "__main__":' in run.stderr
