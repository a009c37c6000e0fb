"""Reports read back from the tables of a batch."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from govreport_nlp.batch.rows import report_from_rows
from govreport_nlp.errors import ConfigError
from govreport_nlp.records import Report

__all__ = ["BROKEN", "read_reports"]

Row = dict[str, Any]

BROKEN = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError)
"""What rows raise that have been edited or cut off: wrong types, no key, no number, no UTF-8."""


def read_reports(folder: str | Path) -> Iterator[Report]:
    """Read the reports of a batch, one at a time.

    Args:
        folder: The folder that the batch wrote to.

    Yields:
        The reports in the order of their sources, with all that was parsed.

    Raises:
        ConfigError: The folder holds no tables, or they do not fit each other.
    """
    folder = Path(folder)
    try:
        parts = [_by_source(folder, table) for table in ("sections", "sentences", "indicators")]
        for head in _rows(folder, "reports"):
            yield report_from_rows(head, *(part(head["source"]) for part in parts))
    except BROKEN as error:
        raise ConfigError(
            f"{folder}: the tables are broken or do not fit each other ({type(error).__name__})",
            hint="run govreport batch again",
        ) from error


def _rows(folder: Path, table: str) -> Iterator[Row]:
    path = folder / f"{table}.jsonl"
    try:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)
    except OSError as error:
        raise ConfigError(
            f"cannot read {path}: {error.strerror}", hint="name a folder that govreport batch wrote"
        ) from error


def _by_source(folder: Path, table: str) -> Callable[[str], list[Row]]:
    """Return a function that gives the rows of a source; sources are asked for in order.

    All tables have the same order, so one pass reads them side by side in little memory.
    """
    groups = groupby(_rows(folder, table), key=lambda row: str(row["source"]))
    waiting = next(groups, None)
    rows = list(waiting[1]) if waiting else []

    def take(source: str) -> list[Row]:
        nonlocal waiting, rows
        if waiting is None or waiting[0] != source:
            return []
        found = rows
        waiting = next(groups, None)
        rows = list(waiting[1]) if waiting else []
        return found

    return take
