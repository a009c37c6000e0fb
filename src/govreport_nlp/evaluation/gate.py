"""Floors that accuracy must not fall below, kept in a file beside the tests.

A gate file is JSON::

    {"gold": "<digest of the gold data>", "rules": "<digest of the library's rules>",
     "floors": {"record.f1": 0.9, "workstream.accuracy": 0.85},
     "measured": {"documents": 10, "figures": {"record.f1": 0.9034, ...}, ...}}

The floors hold for the gold data they were measured on: other gold data misses the gate. The
digest of the rules tells which state of the library the floors come from; it is not checked.
``measured`` keeps what was reached at the last update, so that pages can be written from it.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from govreport_nlp.config import Config
from govreport_nlp.errors import ConfigError
from govreport_nlp.evaluation.bootstrap import intervals
from govreport_nlp.evaluation.figures import FIGURE_NAMES, Figures, Scores, figure
from govreport_nlp.evaluation.gold import GoldDocument

__all__ = ["Gate", "Measured", "Row", "check", "gold_digest", "load_gate", "save_gate", "update"]

_STEP = 10_000
"""Floors are figures rounded down to so many parts, so that the last digit cannot fail a gate."""


class Row(NamedTuple):
    """The main figures of a group of records; None where they are undefined.

    Attributes:
        gold: Gold records.
        record: F1 of records.
        quantity: F1 of quantities.
        name: Share of pairs whose names agree in the relaxed sense.
        workstream: Share of sentences with a right label.
    """

    gold: int
    record: float | None
    quantity: float | None
    name: float | None
    workstream: float | None


class Measured(BaseModel):
    """What was reached, to four decimals.

    Attributes:
        documents: Gold documents.
        records: Gold records that count.
        sentences: Gold sentences.
        figures: The figures, by dotted name.
        intervals: Lower and upper ends of their intervals.
        groups: The main figures by ``measure``, ``workstream`` and ``unit``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    documents: int
    records: int
    sentences: int
    figures: dict[str, float]
    intervals: dict[str, tuple[float, float]]
    groups: dict[str, dict[str, Row]]


class Gate(BaseModel):
    """Floors, and what they were measured on.

    Attributes:
        gold: Digest of the gold data.
        rules: Digest of the configuration and rules that reached the floors.
        floors: The lowest figure allowed, by dotted name.
        measured: What was reached at the last update.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    gold: str
    rules: str = ""
    floors: dict[str, float] = Field(default_factory=dict)
    measured: Measured | None = None


def gold_digest(gold: Iterable[GoldDocument]) -> str:
    """Return a digest of gold documents, whatever their order and the layout of their files."""
    sha = hashlib.sha256()
    for document in sorted(gold, key=lambda document: document.doc):
        sha.update(document.model_dump_json().encode("utf-8", "surrogatepass") + b"\n")
    return sha.hexdigest()[:16]


def load_gate(path: str | Path) -> Gate:
    """Read a gate file.

    Raises:
        ConfigError: It is missing or no gate, or names a figure that does not exist.
    """
    try:
        gate = Gate.model_validate_json(Path(path).read_bytes())
    except OSError as error:
        raise ConfigError(
            f"cannot read the gate {path}: {error.strerror}", hint="--update-gate makes one"
        ) from error
    except ValidationError as error:
        raise ConfigError(f"{path} is no gate: {error.errors()[0]['msg']}") from error
    unknown = sorted(gate.floors.keys() - set(FIGURE_NAMES))
    if unknown:
        raise ConfigError(
            f"{path}: no such figure: {unknown[0]}", hint=f"there are {', '.join(FIGURE_NAMES)}"
        )
    return gate


def save_gate(gate: Gate, path: str | Path) -> None:
    """Write a gate file."""
    Path(path).write_text(json.dumps(gate.model_dump(), indent=2) + "\n", encoding="utf-8")


def check(scores: Figures, gate: Gate, gold: Iterable[GoldDocument]) -> list[str]:
    """Hold scores against a gate.

    Args:
        scores: The figures reached.
        gate: The gate.
        gold: The gold data that they were measured on.

    Returns:
        What misses the gate, in words; empty where nothing does.

    Example:
        >>> from govreport_nlp.evaluation import GoldDocument, evaluate
        >>> gold = [GoldDocument(doc="a", text="")]
        >>> check(evaluate(gold, gold), Gate(gold=gold_digest(gold)), gold)
        []
    """
    failures = []
    if gold_digest(gold) != gate.gold:
        failures.append("the gold data is not that of the gate: update the gate")
    for name, floor in gate.floors.items():
        reached = figure(scores, name)
        if reached is None or reached < floor:
            shown = "undefined" if reached is None else f"{reached:.6f}"
            failures.append(f"{name} is {shown}, below its floor {floor:g}")
    return failures


def update(
    scores: Scores,
    gate: Gate | None,
    gold: Iterable[GoldDocument],
    *,
    allow_lower: bool = False,
) -> Gate:
    """Raise floors to the figures reached.

    Args:
        scores: The figures reached.
        gate: The gate so far; None makes one with a floor for every figure that is defined.
        gold: The gold data that they were measured on.
        allow_lower: Whether floors above the figures come down to them; else they stay.

    Returns:
        The new gate, for this gold data and the library's rules as they are.
    """
    floors = {}
    for name in FIGURE_NAMES if gate is None else gate.floors:
        reached = figure(scores, name)
        floor = None if reached is None else math.floor(reached * _STEP) / _STEP
        if gate is not None and not allow_lower:
            before = gate.floors[name]
            floor = before if floor is None else max(before, floor)
        if floor is not None:
            floors[name] = floor
    return Gate(
        gold=gold_digest(gold), rules=Config().digest(), floors=floors, measured=_measured(scores)
    )


def _measured(scores: Scores) -> Measured:
    figures = {name: figure(scores, name) for name in FIGURE_NAMES}
    return Measured(
        documents=len(scores.documents),
        records=scores.quantity.gold,
        sentences=scores.workstream.sentences,
        figures={name: round(value, 4) for name, value in figures.items() if value is not None},
        intervals={
            name: (round(low, 4), round(high, 4)) for name, (low, high) in intervals(scores).items()
        },
        groups={
            kind: {key: _row(one) for key, one in group.items()}
            for kind, group in scores.groups.items()
        },
    )


def _row(one: Figures) -> Row:
    figures = (one.record.f1, one.quantity.f1, one.name_relaxed, one.workstream.accuracy)
    rounded = (None if value is None else round(value, 4) for value in figures)
    return Row(one.quantity.gold, *rounded)
