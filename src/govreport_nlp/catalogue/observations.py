"""Records as observations: one value of one area in one period, with its sentence."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from govreport_nlp.batch.reader import BROKEN
from govreport_nlp.errors import ConfigError
from govreport_nlp.records import Direction, Measure, Qualifier, Report, Status

__all__ = ["Observation", "observe", "read_observations"]

Row = Mapping[str, Any]

_NUMBER = re.compile(r"\d+(?:\.(\d+))?")
_INFINITY = Decimal("Infinity")
_ALMOST_HALF = Decimal("0.499")  # 1.36 and 1.37 share nothing


class Observation(NamedTuple):
    """A record as a row of a tidy table.

    Attributes:
        region: The area that the report is about, empty where unknown.
        body: The department that reports, empty for a government's own report.
        period: What the value is of: ``period_resolved`` of the record.
        dated: Whether the text itself says so.
        value: In base units; None for a range.
        low: Lower end of a range.
        high: Upper end of a range.
        unit: As written, without scale words.
        text: The number with its unit, as written.
        qualifier: ``exact``, ``about``, ``over``, ``under``, ``at_least`` or ``at_most``.
        measure: ``level``, ``change``, ``baseline`` or ``rank``.
        direction: ``up`` or ``down`` for a change.
        basis: What a change compares with.
        status: ``actual`` or ``target``.
        scope: The area or body that bounds the value, where it is not the report's own.
        name: As in the text.
        canonical: Id in the catalogue, or None.
        sentence: The sentence that holds it.
        source: The report.
        report_year: Its year.
        start: The number's place in the report's text.
    """

    region: str
    body: str
    period: str | None
    dated: bool
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str
    text: str
    qualifier: Qualifier
    measure: Measure
    direction: Direction | None
    basis: str | None
    status: Status
    scope: str | None
    name: str
    canonical: str | None
    sentence: str
    source: str
    report_year: int | None
    start: int

    @property
    def sign(self) -> int:
        """-1 for a fall, else 1."""
        return -1 if self.direction == "down" else 1

    @property
    def signed(self) -> Decimal | None:
        """The value, falls negative; the middle of a range."""
        if self.value is not None:
            return self.value * self.sign
        if self.low is None or self.high is None:
            return None
        return (self.low + self.high) / 2 * self.sign

    @property
    def last_digit(self) -> Decimal:
        """What the last digit written is worth: 10000 in ``1100万人``; 0 where none is written."""
        written = _NUMBER.search(self.text)
        if written is None or self.value is None or not Decimal(written[0]):
            return Decimal(0)
        return abs(self.value / Decimal(written[0]) / Decimal(10) ** len(written[1] or ""))

    @property
    def interval(self) -> tuple[Decimal, Decimal]:
        """The values that the statement allows, falls negative, at the digits it is written with.

        ``超过4万亿元`` allows everything from there on, ``4.32万亿元`` what rounds to it.
        """
        rest = self.last_digit * _ALMOST_HALF
        low = self.low if self.value is None else self.value - rest
        high = self.high if self.value is None else self.value + rest
        if low is None or high is None or self.qualifier in ("under", "at_most"):
            low = -_INFINITY
        if high is None or self.qualifier in ("over", "at_least"):
            high = _INFINITY
        return (low, high) if self.sign > 0 else (-high, -low)


def observe(reports: Iterable[Report]) -> Iterator[Observation]:
    """Yield the records of reports as observations.

    Args:
        reports: The reports.
    """
    for report in reports:
        meta = report.metadata
        head = {"level": meta.level, "publisher": meta.publisher}
        yield from _observed(report.indicator_rows(), head)


def read_observations(folder: str | Path) -> Iterator[Observation]:
    """Read the observations of a folder that a batch wrote, from its tables alone.

    Args:
        folder: The folder, with ``reports.jsonl`` and ``indicators.jsonl``.

    Yields:
        The observations, in the order of the reports and of their texts.

    Raises:
        ConfigError: There are no tables, or they are broken.
    """
    folder = Path(folder)
    try:
        heads = {
            row["source"]: {"level": row["level"], "publisher": row["publisher"]}
            for row in _rows(folder / "reports.jsonl")
        }
        rows = _rows(folder / "indicators.jsonl")
        for source, group in groupby(rows, key=lambda row: str(row["source"])):
            yield from _observed(list(group), heads.get(source, {}))
    except BROKEN as error:
        raise ConfigError(
            f"the tables in {folder} are broken ({type(error).__name__}: {error})",
            hint="run govreport batch again",
        ) from error


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)
    except OSError as error:
        raise ConfigError(
            f"cannot read {path}: {error.strerror}", hint="name a folder that govreport batch wrote"
        ) from error


def _observed(rows: list[dict[str, Any]], head: Row) -> Iterator[Observation]:
    department = head.get("level") == "department"
    for row in rows:
        yield Observation(
            region=row["region"] or "",
            body=(head.get("publisher") or "") if department else "",
            period=row["period_resolved"],
            dated=bool(row["period"]),
            value=_decimal(row["value"]),
            low=_decimal(row["low"]),
            high=_decimal(row["high"]),
            sentence=row["sentence_text"],
            **{name: row[name] for name in _SAME},
        )


_SAME = (
    "unit", "text", "qualifier", "measure", "direction", "basis", "status", "scope", "name",
    "canonical", "source", "report_year", "start",
)  # fmt: skip
"""Columns that an observation takes as they are."""


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value)
