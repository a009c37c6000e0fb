"""Whether a target was met: its value, its qualifier and the wanted direction against a result."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

from govreport_nlp.catalogue.observations import Observation
from govreport_nlp.errors import UnitError
from govreport_nlp.indicators.canonical import load_catalogue
from govreport_nlp.numbers.units import convert

__all__ = ["Verdict", "is_far", "judge"]

_RATES = frozenset(("%", "‰", "百分点", "", "微克/立方米", "毫克/立方米"))
"""Units of levels that may be wanted high or low; a count or an amount is wanted in full."""


_FAR = Decimal(3)


class Verdict(NamedTuple):
    """What became of a target.

    Attributes:
        outcome: ``met``, ``missed`` or ``unknown``.
        reason: ``reached``, ``below``, ``above``, ``within``, ``outside``; for unknown ones
            ``no-result``, ``units``, ``direction`` (the wanted direction is not known),
            ``close`` (short of a target that is itself about), ``open`` (the result is given
            as more than a number below the target) or ``size`` (it is so far off that it is
            likely a sum over years or a part).
    """

    outcome: Literal["met", "missed", "unknown"]
    reason: str


def judge(target: Observation, actual: Observation | None) -> Verdict:
    """Hold a result against a target.

    Values are compared in the direction of the target's change: a fall of 3% planned and one of
    2.7% reached is below.

    Args:
        target: The target.
        actual: The result, or None.

    Returns:
        The verdict.
    """
    if actual is None:
        return Verdict("unknown", "no-result")
    reached = _in_unit(actual, target)
    if reached is None:
        return Verdict("unknown", "units")
    low = target.low if target.value is None else target.value
    high = target.high if target.value is None else target.value
    if low is None or high is None:
        return Verdict("unknown", "units")
    if is_far(target, actual):
        return Verdict("unknown", "size")
    wanted = _wanted(target)
    if wanted > 0:
        return _floor(target, actual, reached, low)
    if wanted < 0:
        return Verdict("met", "within") if reached <= high else _short(target, reached, "above")
    if low <= reached <= high:
        return Verdict("met", "reached")
    return Verdict("unknown", "direction")


def is_far(target: Observation, actual: Observation) -> bool:
    """Whether a result is of another order of size than the target: no rate, thrice or a third."""
    if target.measure != "level" or target.unit in _RATES:
        return False
    reached, planned = _in_unit(actual, target), target.signed
    if not reached or not planned:
        return False
    return not 1 / _FAR <= reached / planned <= _FAR


def _floor(target: Observation, actual: Observation, reached: Decimal, low: Decimal) -> Verdict:
    if reached > low or (reached == low and actual.qualifier != "under"):
        return Verdict("met", "reached")
    if actual.qualifier in ("over", "at_least"):
        return Verdict("unknown", "open")
    return _short(target, reached, "below")


def _short(target: Observation, reached: Decimal, reason: str) -> Verdict:
    if target.qualifier == "about" and _rounds_to(target, reached):
        return Verdict("unknown", "close")
    return Verdict("missed", reason)


def _wanted(target: Observation) -> int:
    """1 where more is better, -1 where less is, 0 where it is not known."""
    if target.qualifier in ("at_least", "over"):
        return 1
    if target.qualifier in ("at_most", "under"):
        return -1
    entry = load_catalogue().get(target.canonical or "")
    if entry is not None:
        return {"up": 1, "down": -1, "none": 0}[entry.good] * target.sign
    if target.measure == "change":
        return 1
    return 0 if target.unit in _RATES else 1


def _in_unit(actual: Observation, target: Observation) -> Decimal | None:
    """The result in the target's unit and direction."""
    value = actual.signed
    if value is None:
        return None
    if actual.unit != target.unit:
        try:
            value = convert(value, actual.unit, target.unit)
        except UnitError:
            return None
    return value * target.sign


def _rounds_to(target: Observation, reached: Decimal) -> bool:
    """Whether a result is the target at the digits that the target is written with."""
    value = target.value
    return value is not None and abs(reached - value) * 2 <= target.last_digit
