"""Formats that derive from the JSON Lines tables: Parquet, CSV, DuckDB, XLSX."""

from __future__ import annotations

import codecs
import contextlib
import importlib.util
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from govreport_nlp.batch.rows import TABLES, TABLES_VERSION
from govreport_nlp.batch.schema import COLUMNS, DECIMAL, SCALE, Column
from govreport_nlp.batch.views import create_views, quote, quote_name
from govreport_nlp.errors import ConfigError, MissingExtraError

__all__ = ["FORMATS", "check_formats", "derive", "open_tables"]

DATABASE = "govreport.duckdb"

_NEEDS: dict[str, tuple[str, ...]] = {
    "jsonl": (),
    "parquet": ("duckdb",),
    "csv": ("duckdb",),
    "duckdb": ("duckdb",),
    "xlsx": ("duckdb", "openpyxl"),
}

FORMATS = tuple(_NEEDS)
"""Names of the formats; ``jsonl`` is written always."""

_LINE_BYTES = 16_000_000
"""The longest line that DuckDB expects if it is not told otherwise."""
_FORMULA = "^[=+@\t\r-]"
"""What a spreadsheet takes for the start of a formula."""


def check_formats(formats: Sequence[str]) -> None:
    """Check that formats can be written, before work begins.

    Raises:
        ConfigError: There is no such format.
        MissingExtraError: It needs an extra that is not installed.
    """
    for name in formats:
        if name not in _NEEDS:
            raise ConfigError(f"no format {name!r}", hint=f"one of {', '.join(FORMATS)}")
        if any(importlib.util.find_spec(module) is None for module in _NEEDS[name]):
            raise MissingExtraError("data", f"the format {name}")


def derive(folder: Path, formats: Sequence[str], *, longest: int = 0) -> None:
    """Write the tables of a folder in further formats.

    Args:
        folder: The folder with the tables as JSON Lines.
        formats: The formats.
        longest: Bytes of the longest line, if that is known.
    """
    chosen = [name for name in FORMATS if name in formats and name != "jsonl"]
    if not chosen:
        return
    database = folder / f"{DATABASE}.new"
    database.unlink(missing_ok=True)
    try:
        with open_tables(folder, database, longest=longest) as connection:
            for name in chosen:
                _WRITERS[name](connection, folder)
        if "duckdb" in chosen:
            database.replace(folder / DATABASE)
    finally:
        database.unlink(missing_ok=True)


def open_tables(folder: Path, database: Path, *, longest: int = 0) -> Any:
    """Load the tables of a folder, and the views on them, into a DuckDB database.

    Args:
        folder: The folder with the tables as JSON Lines.
        database: The database's file, made here.
        longest: Bytes of the longest line, if that is known.

    Returns:
        The connection.
    """
    import duckdb  # noqa: PLC0415  an extra

    connection = duckdb.connect(str(database))
    for table in TABLES:
        columns = ", ".join(f"{quote_name(c.name)}: {quote(_read_as(c))}" for c in COLUMNS[table])
        wanted = ", ".join(map(_exact, COLUMNS[table]))
        file = quote(folder / f"{table}.jsonl")
        size = max(_LINE_BYTES, longest + 1)
        connection.execute(
            f"CREATE TABLE {table} AS SELECT {wanted} FROM read_json({file}, "  # noqa: S608  # nosec B608  all is quoted
            f"format = 'newline_delimited', columns = {{{columns}}}, maximum_object_size = {size})"
        )
        for column in COLUMNS[table]:
            name = f"{table}.{quote_name(column.name)}"
            connection.execute(f"COMMENT ON COLUMN {name} IS {quote(column.meaning)}")
    version = quote(TABLES_VERSION)
    connection.execute(f"CREATE TABLE schema_version AS SELECT {version} AS tables_version")
    create_views(connection)
    return connection


def _read_as(column: Column) -> str:
    return "VARCHAR" if column.type == DECIMAL else column.type


def _exact(column: Column) -> str:
    """Return a column as read; a number that the type could only hold rounded becomes null."""
    name = quote_name(column.name)
    if column.type != DECIMAL:
        return name
    fits = f"NOT regexp_matches({name}, '[.][0-9]{{{SCALE}}}[0-9]*[1-9]|E-')"
    return f"CASE WHEN {fits} THEN try_cast({name} AS {DECIMAL}) END AS {name}"


def _write_parquet(connection: Any, folder: Path) -> None:
    options = (
        f"FORMAT parquet, COMPRESSION zstd, KV_METADATA {{tables_version: {quote(TABLES_VERSION)}}}"
    )
    for table in TABLES:
        with _fresh(folder / f"{table}.parquet") as path:
            connection.execute(f"COPY {table} TO {quote(path)} ({options})")


def _write_csv(connection: Any, folder: Path) -> None:
    """Write CSV for Excel, which takes it for UTF-8 by its byte order mark.

    Text that it would run as a formula stands behind an apostrophe.
    """
    for table in TABLES:
        with _fresh(folder / f"{table}.csv") as path:
            bare = path.with_name(path.name + ".bare")
            connection.execute(
                f"COPY ({_flat(table, guarded=True)}) TO {quote(bare)} (FORMAT csv, HEADER)"
            )
            with path.open("wb") as whole, bare.open("rb") as rows:
                whole.write(codecs.BOM_UTF8)
                shutil.copyfileobj(rows, whole)
            bare.unlink()


def _write_xlsx(connection: Any, folder: Path) -> None:
    from govreport_nlp.batch.xlsx import write_xlsx  # noqa: PLC0415  an extra

    with _fresh(folder / "govreport.xlsx") as path:
        write_xlsx(path, {table: connection.cursor().execute(_flat(table)) for table in TABLES})


def _write_nothing(_connection: Any, _folder: Path) -> None:
    """The database is there already."""


_WRITERS: dict[str, Callable[[Any, Path], None]] = {
    "parquet": _write_parquet,
    "csv": _write_csv,
    "duckdb": _write_nothing,
    "xlsx": _write_xlsx,
}


def _flat(table: str, *, guarded: bool = False) -> str:
    """Return a query for a table with lists and structures as JSON.

    ``guarded`` puts an apostrophe before text that a spreadsheet would run as a formula.
    """
    columns = (_flat_column(column, guarded=guarded) for column in COLUMNS[table])
    return f"SELECT {', '.join(columns)} FROM {table}"  # noqa: S608  # nosec B608  all is quoted


def _flat_column(column: Column, *, guarded: bool) -> str:
    name = quote_name(column.name)
    if column.type.endswith("]") or column.type.startswith("MAP"):
        return f"to_json({name})::VARCHAR AS {name}"
    if guarded and column.type == "VARCHAR":
        runs = f"regexp_matches({name}, {quote(_FORMULA)})"
        return f"CASE WHEN {runs} THEN {quote(chr(39))} || {name} ELSE {name} END AS {name}"
    return name


@contextlib.contextmanager
def _fresh(path: Path) -> Iterator[Path]:
    """Give a name to write to; the file gets its own when it is whole."""
    fresh = path.with_name(path.name + ".new")
    yield fresh
    fresh.replace(path)
