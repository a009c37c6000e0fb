"""Canonical indicators: which entry of the catalogue a record is of.

The knowledge stands in `data/catalogue.toml`. Names are compared whole, after variants of words
are folded and words that say nothing of what is measured are dropped; so an entry is never taken
for another one that holds its name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, Literal

from govreport_nlp.datafiles import read_table
from govreport_nlp.errors import UnitError
from govreport_nlp.numbers.units import convert, known_units
from govreport_nlp.records import Indicator, Issue

__all__ = [
    "CatalogueEntry",
    "canonical",
    "fold_name",
    "load_catalogue",
    "range_issues",
    "usual_range",
]

Range = tuple[Decimal, Decimal]

_CHANGE_UNITS = frozenset(("%", "百分点", "‰", "千分点", "倍", "番"))


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A canonical indicator.

    Attributes:
        id: Its key, e.g. ``"gdp"``.
        zh: Chinese name.
        en: English name.
        aliases: Further Chinese names.
        unit: Unit of the ranges; empty for pure numbers.
        dimension: Name of the dimension of its levels.
        level: Usual range of a year's level, in ``unit``, both ends included.
        change: Usual range of a year's change in per cent or points; falls are negative.
        good: ``"up"``, ``"down"`` or ``"none"``: the direction that is wanted.
        workstream: Id of its workstream in the taxonomy ``government``.
    """

    id: str
    zh: str
    en: str
    aliases: tuple[str, ...]
    unit: str
    dimension: str
    level: Range
    change: Range
    good: Literal["up", "down", "none"]
    workstream: str


@dataclass(frozen=True, slots=True)
class _Index:
    """The catalogue as the matcher reads it."""

    entries: dict[str, CatalogueEntry]
    names: dict[str, str]
    units: dict[str, frozenset[str]]
    converted: frozenset[str]
    fold: tuple[tuple[str, str], ...]
    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]
    change_suffixes: tuple[str, ...]


def load_catalogue() -> dict[str, CatalogueEntry]:
    """Return the catalogue: id → entry, in the order of the data."""
    return dict(_index().entries)


@lru_cache(maxsize=65536)
def canonical(name: str, unit: str, measure: str) -> str | None:
    """Return the id of the canonical indicator that a record is of.

    Args:
        name: The record's name.
        unit: Its unit.
        measure: ``level``, ``change``, ``baseline`` or ``rank``.

    Returns:
        The id, or None where the catalogue has no such name, or its unit does not fit.

    Example:
        >>> canonical("国内生产总值", "元", "level"), canonical("全市生产总值增速", "%", "change")
        ('gdp', 'gdp')
        >>> canonical("第一产业增加值", "元", "level"), canonical("生产总值", "公里", "level")
        ('primary-industry', None)
    """
    index = _index()
    for form, of_change in _forms(fold_name(name), index):
        key = index.names.get(form)
        if key is not None and _fits(index, index.entries[key], unit, measure, of_change):
            return key
    return None


def usual_range(key: str, measure: str, unit: str, value: Decimal) -> tuple[Range, Decimal] | None:
    """Return the usual range of a value, and the value in the range's unit.

    Args:
        key: Id of the canonical indicator.
        measure: ``level`` and ``baseline`` are held against the range of levels, ``change``
            against that of changes.
        unit: The value's unit.
        value: The value; falls are negative.

    Returns:
        Range and value, or None where there is nothing to hold against: ranks, other currencies.
    """
    index = _index()
    entry = index.entries[key]
    if measure == "change":
        # points of an amount are points of its growth, which is another thing
        held = unit == "%" or (unit == "百分点" and "%" in index.units[entry.dimension])
        return (entry.change, value) if held else None
    if measure == "rank":
        return None
    try:
        return entry.level, convert(value, unit, entry.unit) if unit != entry.unit else value
    except UnitError:
        return None if entry.dimension in index.converted else (entry.level, value)


def range_issues(records: Iterable[Indicator]) -> Iterator[Issue]:
    """Yield a finding for each record whose value lies outside the usual range.

    Sums and means over several years are left out: the ranges are those of one year.

    Args:
        records: Records with their ``canonical``.
    """
    for record in records:
        if record.canonical is None or record.value is None:
            continue
        if record.basis not in (None, "yoy", "mom") or "/" in (record.period or ""):
            continue
        value = -record.value if record.direction == "down" else record.value
        usual = usual_range(record.canonical, record.measure, record.unit, value)
        if usual and not usual[0][0] <= usual[1] <= usual[0][1]:
            (low, high), unit = usual[0], _range_unit(record)
            yield Issue(
                code="value-out-of-range",
                message=f"{record.name} {record.measure} {record.text} is outside the usual "
                f"{_plain(low)} to {_plain(high)}{unit}",
                hint="look whether the number, its unit and its name are read right",
                start=record.start,
                end=record.end,
            )


def _plain(number: Decimal) -> str:
    """A number as people write it: ``200,000,000``, ``0.5``."""
    return f"{number.quantize(Decimal(1)) if number == number.to_integral() else number:,f}"


def _range_unit(record: Indicator) -> str:
    if record.measure == "change" or record.canonical is None:
        return " " + record.unit
    return f" {_index().entries[record.canonical].unit}".rstrip()


def fold_name(name: str) -> str:
    """Return a name with width, case, punctuation and variants of words made one.

    Example:
        >>> fold_name("规模以上“工业” 增加值"), fold_name("ＧＤＰ")
        ('规上工业增加值', 'GDP')
    """
    plain = unicodedata.normalize("NFKC", name).upper()
    if not plain.isalnum():
        plain = "".join(c for c in plain if c.isalnum() or c == ".")
    for form, one in _index_fold():
        if form in plain:
            plain = plain.replace(form, one)
    return plain


def _forms(name: str, index: _Index) -> Iterator[tuple[str, bool]]:
    """Yield the name, then ever less of it; with whether a word of change was dropped."""
    of_change = False
    while name:
        yield name, of_change
        shorter = _without(name, index.prefixes, index.suffixes)
        if shorter == name:
            shorter = _without(name, (), index.change_suffixes)
            of_change = True
        if shorter == name:
            return
        name = shorter


def _without(name: str, prefixes: tuple[str, ...], suffixes: tuple[str, ...]) -> str:
    if name.startswith(prefixes):
        return name[len(next(filter(name.startswith, prefixes))) :]
    if name.endswith(suffixes):
        return name[: -len(next(filter(name.endswith, suffixes)))]
    return name


def _fits(index: _Index, entry: CatalogueEntry, unit: str, measure: str, of_change: bool) -> bool:
    if measure == "rank":
        return not of_change  # a place by growth is no place by size
    if measure == "change":
        return unit in _CHANGE_UNITS or unit in index.units[entry.dimension]
    rate_of_change = of_change and entry.dimension != "rate"
    return not rate_of_change and unit in index.units[entry.dimension]


@cache
def _data() -> dict[str, Any]:
    return read_table("catalogue.toml")


@cache
def _index_fold() -> tuple[tuple[str, str], ...]:
    return tuple((form, one) for form, one in _data()["names"]["fold"])


@cache
def _index() -> _Index:
    data = _data()
    entries = {entry.id: entry for entry in _entries(data)}
    names: dict[str, str] = {}
    for entry in entries.values():
        for name in (entry.zh, *entry.aliases):
            names.setdefault(fold_name(name), entry.id)

    def longest_first(key: str) -> tuple[str, ...]:
        return tuple(sorted(data["names"][key], key=len, reverse=True))

    return _Index(
        entries,
        names,
        {name: _units_of(one) for name, one in data["dimensions"].items()},
        frozenset(name for name, one in data["dimensions"].items() if one.get("convert")),
        _index_fold(),
        longest_first("prefixes"),
        longest_first("suffixes"),
        longest_first("change_suffixes"),
    )


def _entries(data: dict[str, Any]) -> Iterator[CatalogueEntry]:
    for group in data["group"]:
        for one in group["indicators"]:
            yield CatalogueEntry(
                **{
                    **one,
                    "aliases": tuple(one["aliases"]),
                    "level": _range(one["level"]),
                    "change": _range(one["change"]),
                    "workstream": group["workstream"],
                }
            )


def _range(ends: list[float]) -> Range:
    low, high = ends
    return Decimal(str(low)), Decimal(str(high))


def _units_of(dimension: dict[str, Any]) -> frozenset[str]:
    listed = frozenset(dimension.get("units", ()))
    measured = dimension.get("measures", ())
    return listed | {form for form, unit in known_units().items() if unit.dimension in measured}
