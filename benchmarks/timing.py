"""Times in rounds: everything is timed once a round, so that a busy minute hits all alike."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping

__all__ = ["noise", "ratios", "timed_rounds"]

Job = Callable[[], object]


def timed_rounds(jobs: Mapping[str, Job], rounds: int) -> dict[str, list[float]]:
    """Time jobs in rounds, after one round that is not counted.

    Args:
        jobs: What is to be timed, by name.
        rounds: How often.

    Returns:
        Seconds of processor time of each, one for each round.
    """
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for number in range(rounds + 1):
        for name, job in jobs.items():
            gc.collect()
            start = time.process_time()
            job()
            seconds = time.process_time() - start
            if number:
                times[name].append(seconds)
    return times


def ratios(own: list[float], base: list[float]) -> float:
    """The median over rounds of how many times as fast as the base something is."""
    return statistics.median(b / max(a, 1e-9) for a, b in zip(own, base, strict=True))


def noise(times: list[float]) -> float:
    """The spread of times: the range of the middle half as a share of the median."""
    if len(times) < 3:
        return (max(times) - min(times)) / statistics.median(times)
    low, _, high = statistics.quantiles(times, n=4)
    return (high - low) / statistics.median(times)
