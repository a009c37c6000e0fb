"""Units and measure words: which one follows a numeral, and how they convert.

The units themselves stand in `data/units.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any, NamedTuple

from govreport_nlp.datafiles import read_table
from govreport_nlp.errors import UnitError
from govreport_nlp.numbers.numerals import scale_power

__all__ = ["Unit", "canonical", "convert", "is_label", "known_units", "match_unit"]

#: Digits of a quotient that does not end, as of mu to square metres.
_PRECISION = Context(prec=28, rounding=ROUND_HALF_UP)
_JOINS = "/／每"
_WEIGHTS = frozenset(["微克", "毫克", "克"])
_SCALES = "十百千万亿萬億"
_Form = tuple[str, int, tuple[str, ...], bool]
"""A written form, its length, what must not follow it, and whether a Latin letter ends it."""
_FOLDED = {"％": "%", "﹪": "%", "個": "个", "箇": "个", "百分點": "百分点", "大": ""}


class Unit(NamedTuple):
    """A unit or measure word as the data defines it.

    Attributes:
        name: Its usual form.
        dimension: What it measures; measure words measure only themselves.
        scale: How many of the dimension's base unit one of it is.
        not_before: What must not stand after it (`部` is no measure word in `部门`).
        label: Whether it numbers a thing and does not count it (`5号线`, `三级`).
        label_before: What stands after it where it does so in Chinese numerals (`二期工程`).
        example: An expression with it.
    """

    name: str
    dimension: str
    scale: Fraction
    not_before: tuple[str, ...]
    label: bool
    label_before: tuple[str, ...]
    example: str


@lru_cache(maxsize=4096)
def canonical(form: str) -> str:
    """The unit as records write it: as in the text, less width, spaces, `个` and variants.

    Args:
        form: A unit as it stands in a text, without scale words.

    Returns:
        The record's unit; empty for `大`, which names no unit.

    Example:
        >>> canonical("个百分点"), canonical("吨／日")
        ('百分点', '吨/日')
    """
    form = form.replace("／", "/").replace(" ", "").replace("克每", "克/")
    if len(form) > 1 and form[0] in "个個":
        form = form[1:]
    return _FOLDED.get(form, form)


def known_units() -> dict[str, Unit]:
    """Every written form with its unit, as the data lists them."""
    return dict(_by_form())


@cache
def _by_form() -> dict[str, Unit]:
    data = read_table("units.toml")
    forms: dict[str, Unit] = {}
    for dimension, label, entry in _entries(data):
        unit = Unit(
            entry["unit"],
            dimension or entry["unit"],
            Fraction(entry.get("scale", "1")),
            tuple(entry.get("not_before", "").split()),
            label,
            tuple(entry.get("label_before", "").split()),
            entry["example"],
        )
        for form in (unit.name, *entry.get("forms", ())):
            forms[form] = unit
    return forms


def _entries(data: dict[str, Any]) -> Iterator[tuple[str, bool, dict[str, Any]]]:
    """Dimension, whether a label, and the entry itself, for all units."""
    for group in data["dimension"]:
        for entry in group["units"]:
            yield group["name"], False, entry
    for group in data["measure_words"]:
        for entry in group["units"]:
            yield "", group.get("label", False), entry


@cache
def _by_beginning() -> dict[str, tuple[_Form, ...]]:
    """The first two characters → forms that can stand there, longest first.

    Where nothing longer begins with them, the first character alone is the key.
    """
    index: dict[str, list[_Form]] = {}
    for form, unit in _by_form().items():
        is_word = form[-1].isascii() and form[-1].isalnum()
        index.setdefault(form[:2], []).append((form, len(form), unit.not_before, is_word))
    for key in [key for key in index if len(key) == 2]:
        index[key] += index.get(key[0], ())
    return {key: tuple(sorted(forms, key=lambda item: -item[1])) for key, forms in index.items()}


@cache
def _labels() -> dict[str, tuple[bool, tuple[str, ...]]]:
    """Forms that can number a thing → whether they do so anywhere, or before which words."""
    return {
        form: (unit.label, unit.label_before)
        for form, unit in _by_form().items()
        if unit.label or unit.label_before
    }


def match_unit(text: str, position: int) -> int:
    """The end of the longest unit that begins at a position, put together ones included.

    Args:
        text: Any text.
        position: Offset where the unit would begin.

    Returns:
        The half-open end offset; `position` itself where no unit begins there.
    """
    end = _match_one(text, position)
    while end > position and end < len(text) and text[end] in _JOINS:
        if text[end] == "每" and not _is_per(text, position, end):
            break
        start = end + 1
        if text.startswith("10", start):
            start += 2  # 人/10万
            start += text[start : start + 1] == " " and text[start + 1 : start + 2] in "万萬"
        while start < len(text) and text[start] in _SCALES:
            start += 1  # 吨/万元
        denominator = _match_one(text, start)
        if denominator == start and start < end + 2:
            break
        end = denominator
    return end


def _is_per(text: str, start: int, end: int) -> bool:
    """``28微克每立方米``: said in words, of what is dissolved or floats."""
    return text.startswith(("每立方米", "每升"), end) and text[start:end] in _WEIGHTS


def _match_one(text: str, position: int) -> int:
    forms = _by_beginning()
    beginning = text[position : position + 2]
    for form, length, not_before, is_word in forms.get(beginning) or forms.get(beginning[:1], ()):
        if not text.startswith(form, position):
            continue
        end = position + length
        if not_before and text.startswith(not_before, end):
            continue
        if is_word and text[end : end + 1].isalnum() and text[end].isascii():
            continue
        return end
    return position


def is_label(form: str, following: str, chinese: bool) -> bool:
    """Whether a number with this unit numbers a thing and does not count it.

    Args:
        form: The unit as it stands in the text.
        following: What stands after it, a few characters.
        chinese: Whether the numeral is in Chinese characters.

    Returns:
        True for `三级`, `5号线`, and for `二期` before `工程`.
    """
    label = _labels().get(form)
    return label is not None and (label[0] or (chinese and following.startswith(label[1])))


def convert(value: Decimal, from_unit: str, to_unit: str) -> Decimal:
    """A value in another unit of the same dimension; scale words may stand before either.

    Args:
        value: The value in `from_unit`.
        from_unit: A unit such as `公里`, `亿元`, `元/平方米`.
        to_unit: The unit wanted.

    Returns:
        The converted value, exact where a decimal can be, else to 28 digits.

    Raises:
        UnitError: A unit is not known, or the two measure different things.

    Example:
        >>> convert(Decimal("150000000"), "元", "亿元")
        Decimal('1.5')
    """
    from_dimension, from_scale = _resolve(from_unit)
    to_dimension, to_scale = _resolve(to_unit)
    if from_dimension != to_dimension:
        raise UnitError(
            f"'{from_unit}' cannot be converted to '{to_unit}'",
            hint="both must measure the same thing, as 亩 and 公顷 do",
        )
    result = Fraction(value) * from_scale / to_scale
    return _decimal(result)


def _decimal(value: Fraction) -> Decimal:
    rest = value.denominator
    for factor in (2, 5):
        while rest % factor == 0:
            rest //= factor
    if rest != 1:
        return _PRECISION.divide(Decimal(value.numerator), Decimal(value.denominator))
    exact = Context(prec=len(str(value.numerator)) + value.denominator.bit_length() + 2)
    return exact.divide(Decimal(value.numerator), Decimal(value.denominator))


def _resolve(unit: str) -> tuple[tuple[str, ...], Fraction]:
    """Dimensions of the numerator and the denominators, and the scale to their base units."""
    dimensions: list[str] = []
    scale = Fraction(1)
    for index, part in enumerate(unit.replace("／", "/").split("/")):
        known, factor = _scaled(part)
        dimensions.append(known.dimension)
        scale = scale / (known.scale * factor) if index else known.scale * factor
    return tuple(dimensions), scale


def _scaled(part: str) -> tuple[Unit, Fraction]:
    forms = _by_form()
    for length in range(len(part)):
        unit = forms.get(part[length:])
        power = scale_power(part[:length])
        if unit is not None and power is not None:
            return unit, Fraction(10**power)
    raise UnitError(f"'{part}' is not a known unit", hint="units stand in data/units.toml")
