"""Flat rows as a table in CSV, in UTF-8 that spreadsheets recognise."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from govreport_nlp.errors import ConfigError

__all__ = ["write_csv"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(path: Path, rows: list[dict[str, Any]]) -> None:
    """Write rows that share their columns.

    Text that a spreadsheet would run as a formula gets an apostrophe in front.

    Args:
        path: The file; folders on the way are made.
        rows: The rows; without any the file is empty.

    Raises:
        ConfigError: The file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8-sig", errors="backslashreplace", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]) if rows else [])
            if rows:
                writer.writeheader()
            writer.writerows({key: _cell(value) for key, value in row.items()} for row in rows)
    except OSError as error:
        raise ConfigError(f"cannot write {path}: {error.strerror}") from error


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value
