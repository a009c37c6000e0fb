"""Tables of a report for pandas, polars and Arrow.

The columns and their types are those of the tables that ``govreport batch`` writes, so that one
report in a notebook and a folder in Parquet look alike. Numbers are decimals in all three.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from govreport_nlp.batch.rows import Row, report_rows
from govreport_nlp.batch.schema import COLUMNS, DECIMAL, SCALE, Column
from govreport_nlp.errors import ConfigError, MissingExtraError

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

    from govreport_nlp.records import Report

__all__ = ["TABLES", "to_arrow", "to_pandas", "to_polars"]

TABLES = tuple(name for name in COLUMNS if name != "failures")
"""The tables of one report."""

_DIGITS = 38
_LIMIT = Decimal(10) ** (_DIGITS - SCALE)

_PANDAS = {"BIGINT": "int64", "INTEGER": "Int32", "DOUBLE": "float64", "DATE": "object"}
_NULLABLE = {"parent": "Int64"}
"""Columns of whole numbers that may be null, and so are none of numpy's."""

_STRUCT = re.compile(r"STRUCT\((.*)\)")


def to_pandas(report: Report, table: str = "indicators") -> pandas.DataFrame:
    """Return a table of a report as a pandas data frame.

    Args:
        report: The report.
        table: ``reports``, ``sections``, ``sentences`` or ``indicators``.

    Returns:
        The frame. Numbers are ``Decimal`` objects, as exact as the records; lists are lists.

    Raises:
        ConfigError: There is no such table.
        MissingExtraError: pandas is not installed.
    """
    try:
        import pandas as pd  # noqa: PLC0415  an extra
    except ImportError as error:
        raise MissingExtraError("pandas", "a pandas table") from error
    columns, rows = _table(report, table)
    data = {}
    for column in columns:
        kind = _NULLABLE.get(column.name) or _PANDAS.get(column.type)
        if kind is None:
            kind = "str" if column.type == "VARCHAR" else "object"
        data[column.name] = pd.Series([row[column.name] for row in rows], dtype=kind)
    return pd.DataFrame(data)


def to_polars(report: Report, table: str = "indicators") -> polars.DataFrame:
    """Return a table of a report as a polars data frame; see `to_pandas`.

    Numbers are ``Decimal(38, 10)``; one with more digits is null.
    """
    try:
        import polars as pl  # noqa: PLC0415  an extra
    except ImportError as error:
        raise MissingExtraError("polars", "a polars table") from error
    columns, rows = _table(report, table)
    schema = {column.name: _polars_type(pl, column.type) for column in columns}
    return pl.DataFrame([_fitted(row, columns) for row in rows], schema=schema, orient="row")


def to_arrow(report: Report, table: str = "indicators") -> pyarrow.Table:
    """Return a table of a report as an Arrow table; see `to_pandas`.

    Numbers are ``decimal128(38, 10)``; one with more digits is null.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415  an extra
    except ImportError as error:
        raise MissingExtraError("arrow", "a pyarrow table") from error
    columns, rows = _table(report, table)
    schema = pa.schema([(column.name, _arrow_type(pa, column.type)) for column in columns])
    return pa.Table.from_pylist([_fitted(row, columns) for row in rows], schema=schema)


def _table(report: Report, table: str) -> tuple[tuple[Column, ...], list[Row]]:
    if table not in TABLES:
        raise ConfigError(f"no table {table!r}", hint=f"one of {', '.join(TABLES)}")
    columns = COLUMNS[table]
    rows = report_rows(report)[table]
    return columns, [{c.name: _value(row[c.name], c.type) for c in columns} for row in rows]


def _value(value: Any, kind: str) -> Any:
    """Return a value as the column's type has it: rows hold dates as text."""
    if kind == "DATE" and isinstance(value, str):
        return dt.date.fromisoformat(value)
    return value


def _fitted(row: Row, columns: tuple[Column, ...]) -> Row:
    """Return a row in which each number fits the column's digits, and mappings are pairs."""
    fitted = dict(row)
    for column in columns:
        value = row[column.name]
        if column.type == DECIMAL and value is not None:
            fitted[column.name] = _decimal(value)
        elif column.type.startswith("MAP"):
            fitted[column.name] = [{"key": key, "value": text} for key, text in value.items()]
    return fitted


def _decimal(value: Decimal) -> Decimal | None:
    exponent = value.as_tuple().exponent
    fits = isinstance(exponent, int) and -exponent <= SCALE and abs(value) < _LIMIT
    return value if fits else None


def _polars_type(pl: Any, kind: str) -> Any:
    simple = {
        "VARCHAR": pl.String, "BIGINT": pl.Int64, "INTEGER": pl.Int32, "DOUBLE": pl.Float64,
        "DATE": pl.Date, DECIMAL: pl.Decimal(_DIGITS, SCALE),
    }  # fmt: skip
    return _build(
        kind,
        simple,
        pl.List,
        lambda fields: pl.Struct([pl.Field(name, kind) for name, kind in fields]),
    )


def _arrow_type(pa: Any, kind: str) -> Any:
    simple = {
        "VARCHAR": pa.string(), "BIGINT": pa.int64(), "INTEGER": pa.int32(),
        "DOUBLE": pa.float64(), "DATE": pa.date32(), DECIMAL: pa.decimal128(_DIGITS, SCALE),
    }  # fmt: skip
    return _build(kind, simple, pa.list_, pa.struct)


def _build(
    kind: str,
    simple: dict[str, Any],
    list_of: Callable[[Any], Any],
    struct_of: Callable[[list[tuple[str, Any]]], Any],
) -> Any:
    """Make a library's type out of one of DuckDB's, from the outside in."""
    if kind in simple:
        return simple[kind]
    if kind.endswith("[]"):
        return list_of(_build(kind[:-2], simple, list_of, struct_of))
    if kind.startswith("MAP"):
        return list_of(struct_of([("key", simple["VARCHAR"]), ("value", simple["VARCHAR"])]))
    inner = _STRUCT.fullmatch(kind)
    if inner is None:
        raise ValueError(f"no type {kind}")
    fields = (field.strip().rsplit(" ", 1) for field in inner[1].split(","))
    return struct_of(
        [(name.strip('"'), _build(part, simple, list_of, struct_of)) for name, part in fields]
    )
