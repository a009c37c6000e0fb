"""Targets of a year beside the results of that year, from the reports that follow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from typing import Any, Literal, NamedTuple

from govreport_nlp.catalogue.observations import Observation, observe
from govreport_nlp.catalogue.series import SEVERAL_YEARS
from govreport_nlp.catalogue.verdict import Verdict, is_far, judge
from govreport_nlp.indicators.canonical import fold_name
from govreport_nlp.records import Report

__all__ = ["LEAST_SIMILARITY", "Pairing", "name_similarity", "pairing_row", "track"]

LEAST_SIMILARITY = 0.8
"""Names less alike than this are taken for two things."""

_MEASURES = ("level", "change")


class Pairing(NamedTuple):
    """A target and what became of it.

    Attributes:
        target: The target.
        actual: The result, or None where no report tells of it.
        verdict: Met, missed or unknown, with the reason.
        found_by: ``"canonical"``, ``"name"``, or None without a result.
        score: How alike the names are, from 0 to 1; 1 for one canonical indicator.
        others: Further results with another value, in the order of their fitness.
    """

    target: Observation
    actual: Observation | None
    verdict: Verdict
    found_by: Literal["canonical", "name"] | None
    score: float
    others: tuple[Observation, ...]


def track(
    observations: Iterable[Observation | Report],
    *,
    years: Collection[int] = (),
    regions: Collection[str] = (),
    least: float = LEAST_SIMILARITY,
) -> list[Pairing]:
    """Pair the targets of each year with the results of that year.

    Results come from other reports of the same body on the same area: the next work report, or a
    completion report. A target with a canonical indicator takes a result of the same one; else
    the result whose name is most alike.

    Args:
        observations: Observations, or reports.
        years: Years of the targets wanted; all where empty.
        regions: Regions wanted; all where empty.
        least: Least similarity of names, from 0 to 1.

    Returns:
        One pairing a target, by region and year, in the order of the text.
    """
    targets: list[Observation] = []
    results: dict[tuple[Any, ...], list[Observation]] = defaultdict(list)
    for one in chain.from_iterable(
        observe([o]) if isinstance(o, Report) else [o] for o in observations
    ):
        if one.measure not in _MEASURES or (regions and one.region not in regions):
            continue
        if one.period is None or not one.period.isdigit():
            continue
        if one.status == "actual":
            results[_place(one)].append(one)
        elif one.report_year == int(one.period) and (not years or one.report_year in years):
            targets.append(one)
    targets.sort(key=lambda t: (t.region, t.body, t.period or "", t.source, t.start))
    return [_pair(target, results.get(_place(target), []), least) for target in targets]


def pairing_row(pairing: Pairing) -> dict[str, Any]:
    """Return a pairing as a flat row of a table."""
    target, actual = pairing.target, pairing.actual
    row: dict[str, Any] = {
        "region": target.region,
        "body": target.body,
        "year": target.period,
        "canonical": target.canonical,
        "verdict": pairing.verdict.outcome,
        "reason": pairing.verdict.reason,
        "found_by": pairing.found_by,
        "score": round(pairing.score, 2),
    }
    for side, one in (("target", target), ("actual", actual)):
        for field in _SHOWN:
            row[f"{side}_{field}"] = None if one is None else getattr(one, field)
    row["other_actuals"] = [one.text for one in pairing.others]
    return row


_SHOWN = (
    "name", "value", "low", "high", "unit", "text", "qualifier", "measure", "direction", "scope",
    "sentence", "source", "start",
)  # fmt: skip


def _place(one: Observation) -> tuple[Any, ...]:
    """Area, body and year; a report whose area is unknown stands alone."""
    return one.region or one.source, one.body, one.period


def _pair(target: Observation, results: list[Observation], least: float) -> Pairing:
    ranked = []
    for actual in results:
        if actual.source == target.source or not _comparable(target, actual):
            continue
        score, found_by = _likeness(target, actual)
        if score >= least:
            order = (-score, is_far(target, actual), not actual.dated, actual.start)
            ranked.append((order, actual, found_by))
    if not ranked:
        return Pairing(target, None, judge(target, None), None, 0.0, ())
    ranked.sort(key=lambda item: item[0])
    (order, best, found_by), *rest = ranked
    others: dict[Decimal | None, Observation] = {}
    for (likeness, *_), actual, _ in rest:
        if likeness == order[0] and actual.signed != best.signed:
            others.setdefault(actual.signed, actual)
    return Pairing(target, best, judge(target, best), found_by, -order[0], tuple(others.values()))


def _comparable(target: Observation, actual: Observation) -> bool:
    return (
        target.measure == actual.measure
        and (target.unit == actual.unit or target.canonical is not None)
        and (target.scope or "") == (actual.scope or "")
        and (target.basis in SEVERAL_YEARS) == (actual.basis in SEVERAL_YEARS)
    )


def _likeness(
    target: Observation, actual: Observation
) -> tuple[float, Literal["canonical", "name"]]:
    if target.canonical and target.canonical == actual.canonical:
        return 1.0, "canonical"
    if target.canonical and actual.canonical:
        return 0.0, "name"
    if target.unit != actual.unit:
        return 0.0, "name"
    return name_similarity(target.name, actual.name), "name"


def name_similarity(one: str, other: str) -> float:
    """Return how alike two names are: the share of pairs of neighbouring characters they share.

    Args:
        one: A name.
        other: Another one.

    Returns:
        From 0 to 1, by Dice's coefficient.

    Example:
        >>> name_similarity("新建城市公园", "新建城市公园")
        1.0
        >>> round(name_similarity("新建城市公园", "新建口袋公园"), 2)
        0.4
    """
    pairs, others = _pairs(one), _pairs(other)
    if not pairs or not others:
        return float(bool(one) and one == other)
    return 2 * len(pairs & others) / (len(pairs) + len(others))


@lru_cache(maxsize=65536)
def _pairs(name: str) -> frozenset[str]:
    folded = fold_name(name)
    return frozenset(folded[at : at + 2] for at in range(len(folded) - 1))
