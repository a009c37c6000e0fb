"""How far figures may be off by chance: resampling of whole documents.

Records of one document resemble each other, so documents are drawn, with replacement, and not
records. The same seed gives the same intervals.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from govreport_nlp.errors import GoldError
from govreport_nlp.evaluation.figures import FIGURE_NAMES, Scores, figure, figures

__all__ = ["Difference", "Interval", "intervals", "paired_differences"]


class Interval(NamedTuple):
    """Lower and upper end of a percentile interval."""

    low: float
    high: float


class Difference(NamedTuple):
    """A figure against the same figure of a baseline.

    Attributes:
        value: The figure minus the baseline's.
        low: Lower end of the interval of the difference.
        high: Upper end.
        holds: Whether 0 lies outside of the interval: the difference is more than chance.
    """

    value: float
    low: float
    high: float
    holds: bool


def intervals(
    scores: Scores, *, samples: int = 1000, level: float = 0.95, seed: int = 0
) -> dict[str, Interval]:
    """Estimate intervals of all figures.

    Args:
        scores: The scores.
        samples: How many sets of documents are drawn.
        level: Share of the drawn figures that lie in the interval.
        seed: Start of the random numbers.

    Returns:
        For each figure, by dotted name, its interval. Figures that are undefined in every sample
        are left out; with fewer than two documents nothing can be said and there are none.
    """
    drawn: dict[str, list[float]] = {name: [] for name in FIGURE_NAMES}
    for chosen in _draws(list(scores.tallies), samples, seed):
        for name, value in _sample(scores, chosen).items():
            drawn[name].append(value)
    return {name: _percentiles(values, level) for name, values in drawn.items() if values}


def paired_differences(
    scores: Scores, baseline: Scores, *, samples: int = 1000, level: float = 0.95, seed: int = 0
) -> dict[str, Difference]:
    """Compare with a baseline on the same documents, both drawn together.

    Args:
        scores: The scores.
        baseline: Those of the other system on the same gold data.
        samples: How many sets of documents are drawn.
        level: Share of the drawn differences that lie in the interval.
        seed: Start of the random numbers.

    Returns:
        For each figure that both have, by dotted name, the difference with its interval.

    Raises:
        GoldError: The two were scored on different documents.
    """
    if scores.tallies.keys() != baseline.tallies.keys():
        raise GoldError("scores and baseline are of different documents")
    drawn: dict[str, list[float]] = {name: [] for name in FIGURE_NAMES}
    for chosen in _draws(list(scores.tallies), samples, seed):
        ours, theirs = _sample(scores, chosen), _sample(baseline, chosen)
        for name in ours.keys() & theirs.keys():
            drawn[name].append(ours[name] - theirs[name])
    found = {}
    for name, values in drawn.items():
        one, other = figure(scores, name), figure(baseline, name)
        if one is not None and other is not None and values:
            low, high = _percentiles(values, level)
            found[name] = Difference(one - other, low, high, low > 0 or high < 0)
    return found


def _draws(documents: Sequence[str], samples: int, seed: int) -> Iterator[Mapping[str, int]]:
    """Yield sets of documents drawn with replacement: how often each is in the set."""
    if len(documents) < 2:
        return
    numbers = random.Random(seed)  # noqa: S311  # nosec B311  no secret: the same each time
    for _ in range(samples):
        yield Counter(numbers.choices(documents, k=len(documents)))


def _sample(scores: Scores, chosen: Mapping[str, int]) -> dict[str, float]:
    """Return the defined figures of a set of documents."""
    total: Counter[str] = Counter()
    for doc, times in chosen.items():
        for key, count in scores.tallies[doc].items():
            total[key] += times * count
    sampled = figures([total])
    values = ((name, figure(sampled, name)) for name in FIGURE_NAMES)
    return {name: value for name, value in values if value is not None}


def _percentiles(values: list[float], level: float) -> Interval:
    values = sorted(values)
    tail = (1 - level) / 2
    last = len(values) - 1
    return Interval(values[round(tail * last)], values[round((1 - tail) * last)])
