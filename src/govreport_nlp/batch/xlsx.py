"""The tables as sheets of one Excel workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from govreport_nlp.errors import OutputError

__all__ = ["write_xlsx"]

_ROWS = 1_048_576
_CHARACTERS = 32_767
_DIGITS = 15
"""What Excel holds: rows of a sheet, characters of a cell, digits of a number."""

_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_xlsx(path: Path, tables: Mapping[str, Any]) -> None:
    """Write tables as sheets.

    A text longer than a cell can hold is cut and ends in ``…``; a number of more digits than
    Excel keeps is written as text, so that none is lost.

    Args:
        path: The workbook.
        tables: Results of DuckDB queries by the name of their sheet.

    Raises:
        OutputError: A table has more rows than a sheet can hold.
    """
    from openpyxl import Workbook  # noqa: PLC0415  an extra

    book = Workbook(write_only=True)
    for name, result in tables.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        sheet.append([column[0] for column in result.description])
        for number, row in enumerate(_rows(result), start=2):
            if number > _ROWS:
                raise OutputError(
                    f"{name} has more rows than a sheet of Excel", hint="use csv or duckdb"
                )
            sheet.append([_cell(sheet, value) for value in row])
    book.save(path)


def _rows(result: Any) -> Iterator[tuple[Any, ...]]:
    while rows := result.fetchmany(1_000):
        yield from rows


def _cell(sheet: Any, value: Any) -> Any:
    if isinstance(value, Decimal):
        plain = value.normalize()
        return plain if len(plain.as_tuple().digits) <= _DIGITS else f"{plain:f}"
    if not isinstance(value, str):
        return value
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415  an extra

    text = _NOT_IN_XML.sub("\ufffd", value)
    if len(text) > _CHARACTERS:
        text = text[: _CHARACTERS - 1] + "…"
    if not text.startswith("="):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # a text, not a formula
    return cell
