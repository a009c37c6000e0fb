"""The data files that come with the library: where they are, and their tables, read once.

A table in TOML costs some twenty times as much to parse as to load. Python keeps its own modules
in a form that loads fast, beside the source and made again whenever the source changes; the tables
are kept by the same means, and where none can be written they are parsed each time.
"""

from __future__ import annotations

import json
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

__all__ = ["DATA", "read_rows", "read_table", "read_text"]

DATA = Path(__file__).with_name("data")


class _TableLoader(SourceFileLoader):
    """Loads a table as a module that holds it as JSON."""

    def source_to_code(  # type: ignore[override]
        self, data: ReadableBuffer, path: str, *, _optimization: int = -1
    ) -> Any:
        import tomllib  # noqa: PLC0415  a table that is kept needs no parser

        table = json.dumps(tomllib.loads(bytes(data).decode()), ensure_ascii=False)
        return compile(f"TABLE = {table!r}", path, "exec", dont_inherit=True)


def read_text(name: str) -> str:
    """Return the text of a data file."""
    return (DATA / name).read_text(encoding="utf-8")


def read_rows(name: str) -> list[list[str]]:
    """Return the rows of a data file in TSV, comments left out."""
    lines = read_text(name).splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def read_table(name: str) -> dict[str, Any]:
    """Return a data file in TOML as ``tomllib`` reads it.

    Args:
        name: Path below the folder of data files.
    """
    module = ModuleType(name)
    _TableLoader(name, str(DATA / name)).exec_module(module)
    table: dict[str, Any] = json.loads(module.TABLE)
    return table
