"""One canonical indicator over regions and years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from decimal import Decimal
from itertools import chain
from typing import Any, NamedTuple

from govreport_nlp.catalogue.lookup import find_entry
from govreport_nlp.catalogue.observations import Observation, observe
from govreport_nlp.indicators.canonical import CatalogueEntry, usual_range
from govreport_nlp.records import Report

__all__ = ["SEVERAL_YEARS", "Point", "mark", "point_row", "series"]

SEVERAL_YEARS = frozenset(("annual_average", "cumulative"))
"""Bases of values that are of no single year."""


class Point(NamedTuple):
    """An observation in its series.

    Attributes:
        observation: The observation.
        conflict: Whether another usual one of the same area, period and kind cannot be true
            beside it: ``超过4万亿元`` and ``4.32万亿元`` can.
        unusual: Whether its value lies outside the catalogue's range.
    """

    observation: Observation
    conflict: bool
    unusual: bool


def series(
    observations: Iterable[Observation | Report],
    indicator: str,
    *,
    measures: Collection[str] = ("level", "change"),
    regions: Collection[str] = (),
    statuses: Collection[str] = ("actual", "target"),
) -> list[Observation]:
    """Return an indicator's observations, by region and period.

    A value that one report states twice is kept once, with its first sentence. Different values
    of one area and period are all kept; `mark` tells which are in conflict.

    Args:
        observations: Observations, or reports.
        indicator: Id or name in the catalogue.
        measures: Measures wanted.
        regions: Regions wanted; all where empty.
        statuses: Statuses wanted.

    Returns:
        The observations in the order of regions, periods, measures and statuses.

    Raises:
        ConfigError: The catalogue has no such indicator.
    """
    key = find_entry(indicator).id
    found: dict[tuple[Any, ...], Observation] = {}
    for one in chain.from_iterable(
        observe([o]) if isinstance(o, Report) else [o] for o in observations
    ):
        wanted = (
            one.canonical == key
            and one.measure in measures
            and one.status in statuses
            and (not regions or one.region in regions)
        )
        if wanted:
            found.setdefault((*_kind(one), one.source, *_stated(one)), one)
    return sorted(found.values(), key=_order)


def mark(observations: Iterable[Observation]) -> list[Point]:
    """Tell which observations of a series are in conflict, and which are out of range.

    Args:
        observations: The observations of one indicator.

    Returns:
        One point an observation, in their order.
    """
    observations = list(observations)
    unusual = [_unusual(one) for one in observations]
    stated: dict[tuple[Any, ...], list[tuple[Decimal, Decimal]]] = defaultdict(list)
    for one, odd in zip(observations, unusual, strict=True):
        if not odd:
            stated[_kind(one)].append(one.interval)
    return [
        Point(one, not odd and _disjoint(one.interval, stated[_kind(one)]), odd)
        for one, odd in zip(observations, unusual, strict=True)
    ]


def _disjoint(own: tuple[Decimal, Decimal], others: list[tuple[Decimal, Decimal]]) -> bool:
    """Whether some other interval shares nothing with one's own."""
    return any(own[1] < low or high < own[0] for low, high in others)


def point_row(point: Point, entry: CatalogueEntry) -> dict[str, Any]:
    """Return a point as a flat row of a tidy table."""
    one = point.observation
    row = one._asdict()
    row.pop("canonical")
    return {"indicator": entry.id, **row, "conflict": point.conflict, "unusual": point.unusual}


def _kind(one: Observation) -> tuple[Any, ...]:
    """What two observations share that ought to state one value."""
    return (
        one.region, one.body, one.period, one.measure, one.status, one.unit, one.basis or "",
        one.scope or "",
    )  # fmt: skip


def _stated(one: Observation) -> tuple[Any, ...]:
    return (one.value, one.low, one.high, one.direction)


def _order(one: Observation) -> tuple[Any, ...]:
    return (
        one.region, one.body, one.period or "", one.measure, one.status, one.unit, one.source,
        one.start,
    )  # fmt: skip


def _unusual(one: Observation) -> bool:
    value = one.signed
    if value is None or one.canonical is None or one.basis in SEVERAL_YEARS:
        return False
    if "/" in (one.period or ""):
        return False
    usual = usual_range(one.canonical, one.measure, one.unit, value)
    return bool(usual and not usual[0][0] <= usual[1] <= usual[0][1])
