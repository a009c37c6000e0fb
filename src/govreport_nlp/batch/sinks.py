"""Where rows go: JSON Lines files that appear only when they are whole."""

from __future__ import annotations

import json
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from govreport_nlp.batch.rows import TABLES
from govreport_nlp.errors import ConfigError

__all__ = ["JsonlSink"]


class JsonlSink:
    """Writes each table to ``<table>.jsonl`` in a folder.

    Rows are written to ``<table>.jsonl.part``; the files get their names at the end, so a batch
    that breaks off leaves the tables of an earlier one as they were.

    Args:
        folder: The folder; made where it is missing.

    Raises:
        ConfigError: The folder cannot be made or written to.
    """

    def __init__(self, folder: Path) -> None:
        self._paths = {table: folder / f"{table}.jsonl" for table in TABLES}
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._files = {table: _open_part(path) for table, path in self._paths.items()}
        except OSError as error:
            raise ConfigError(
                f"cannot write to {folder}: {error.strerror}", hint="name another folder with -o"
            ) from error

    def write(self, table: str, rows: list[dict[str, Any]]) -> None:
        """Append rows to a table."""
        for row in rows:
            line = json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=str)
            self._files[table].write(line + "\n")

    def __enter__(self) -> JsonlSink:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        for table, path in self._paths.items():
            self._files[table].close()
            part = _part(path)
            if kind is None:
                part.replace(path)
            else:
                part.unlink(missing_ok=True)


def _part(path: Path) -> Path:
    return path.with_name(path.name + ".part")


def _open_part(path: Path) -> TextIO:
    # backslashreplace: a lone surrogate becomes \udc80, which in JSON is its escape
    return _part(path).open("w", encoding="utf-8", errors="backslashreplace", newline="\n")
