"""When a predicted record agrees with a gold one: the guidelines' rules, field by field."""

from __future__ import annotations

import unicodedata
from collections import Counter
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from functools import lru_cache

from govreport_nlp.evaluation.gold import GoldIndicator

__all__ = [
    "FIELDS",
    "RECORD_FIELDS",
    "RELAXED_NAME_F1",
    "field_agreement",
    "name_similarity",
    "names_equal",
    "plain_unit",
    "quantities_agree",
    "units_agree",
    "values_agree",
]

FIELDS = ("qualifier", "measure", "direction", "basis", "status", "period", "scope")
"""Fields that are compared as they stand, each with a figure of its own."""

RECORD_FIELDS = ("qualifier", "measure", "direction", "status")
"""Those of them that a right record needs, beside its quantity and relaxed name."""

RELAXED_NAME_F1 = 0.7
"""Character bag F1 from which two names agree in the relaxed sense."""

_FOUR_DECIMALS = Decimal("0.0001")
_LARGEST_EXPONENT = 50
"""Beyond it values have no decimals that could be rounded at the precision used here."""

_UNIT_FORMS = str.maketrans("％個／", "%个/")


def values_agree(one: Decimal | None, other: Decimal | None) -> bool:
    """Tell whether two values are equal to four decimals; null equals null only."""
    if one is None or other is None:
        return one is other
    if max(one.adjusted(), other.adjusted()) > _LARGEST_EXPONENT:
        return one == other
    with localcontext() as context:
        context.prec = 60
        context.rounding = ROUND_HALF_EVEN
        return one.quantize(_FOUR_DECIMALS) == other.quantize(_FOUR_DECIMALS)


def plain_unit(unit: str) -> str:
    """Return a unit with half-width signs and the simplified measure word."""
    return unit.translate(_UNIT_FORMS)


def units_agree(one: str, other: str) -> bool:
    """Tell whether two units are the same but for full width and traditional forms."""
    return plain_unit(one) == plain_unit(other)


def quantities_agree(one: GoldIndicator, other: GoldIndicator) -> bool:
    """Tell whether value (or low and high) and unit agree."""
    return (
        values_agree(one.value, other.value)
        and values_agree(one.low, other.low)
        and values_agree(one.high, other.high)
        and units_agree(one.unit, other.unit)
    )


@lru_cache(maxsize=4096)
def _letters(name: str) -> str:
    """Strip white space and punctuation."""
    return "".join(c for c in name if not c.isspace() and unicodedata.category(c)[0] not in "PZ")


def names_equal(one: str, other: str) -> bool:
    """Tell whether two names are equal but for white space and punctuation."""
    return _letters(one) == _letters(other)


def name_similarity(one: str, other: str) -> float:
    """Return the F1 of two names as bags of characters, white space and punctuation removed.

    Example:
        >>> name_similarity("新建公园", "公园")
        0.6666666666666666
    """
    ours, theirs = _letters(one), _letters(other)
    if not ours and not theirs:
        return 1.0
    shared = (Counter(ours) & Counter(theirs)).total()
    return 2 * shared / (len(ours) + len(theirs))


def field_agreement(predicted: GoldIndicator, gold: GoldIndicator) -> dict[str, bool]:
    """Compare a pair of records.

    Args:
        predicted: The predicted record.
        gold: The gold record.

    Returns:
        For ``span, value, unit, quantity, strict, name_exact, name_relaxed``, the fields of
        ``FIELDS`` and ``record``: whether the two agree in it.
    """
    agree = {
        "span": (predicted.start, predicted.end) == (gold.start, gold.end),
        "value": all(
            values_agree(getattr(predicted, key), getattr(gold, key))
            for key in ("value", "low", "high")
        ),
        "unit": units_agree(predicted.unit, gold.unit),
        "name_exact": names_equal(predicted.name, gold.name),
        "name_relaxed": name_similarity(predicted.name, gold.name) >= RELAXED_NAME_F1,
    }
    agree |= {key: getattr(predicted, key) == getattr(gold, key) for key in FIELDS}
    agree["quantity"] = agree["value"] and agree["unit"]
    agree["strict"] = agree["quantity"] and agree["span"]
    agree["record"] = (
        agree["quantity"] and agree["name_relaxed"] and all(agree[key] for key in RECORD_FIELDS)
    )
    return agree
