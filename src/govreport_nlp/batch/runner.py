"""A batch: the files found, parsed, and written in one order whatever the workers."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from govreport_nlp.batch.rows import failure_row, report_rows
from govreport_nlp.batch.sinks import JsonlSink
from govreport_nlp.config import Config
from govreport_nlp.errors import ConfigError
from govreport_nlp.parser import Parser

__all__ = ["Summary", "find_files", "run_batch"]


class Summary(NamedTuple):
    """What a batch did.

    Attributes:
        reports: Number of files that became reports.
        indicators: Number of records in all of them.
        failed: Number of files that did not.
    """

    reports: int
    indicators: int
    failed: int


Progress = Callable[[int, int, str | None], None]
"""Called after each file: files done, files in all, why the last one failed if it did."""


def find_files(folder: str | Path, *, without: str | Path | None = None) -> list[Path]:
    """Find the files of a folder and of the folders in it.

    Hidden files (``.name``) and an office program's lock files (``~$name``) are left out.

    Args:
        folder: The folder.
        without: A folder inside it to leave out.

    Returns:
        The files, sorted by their path inside the folder.

    Raises:
        ConfigError: There is no such folder.
    """
    folder = Path(folder)
    if not folder.is_dir():
        hint = "govreport parse reads one file" if folder.exists() else ""
        raise ConfigError(f"{folder} is no folder", hint=hint)
    skipped = Path(without).resolve() if without else None
    found = []
    for top, folders, names in os.walk(folder):
        here = Path(top)
        folders[:] = [f for f in folders if f[0] != "." and (here / f).resolve() != skipped]
        found += [here / name for name in names if not name.startswith((".", "~$"))]
    return sorted(found, key=lambda path: path.relative_to(folder).parts)


def run_batch(
    folder: str | Path,
    out: str | Path,
    config: Config | None = None,
    *,
    workers: int = 1,
    progress: Progress | None = None,
) -> Summary:
    """Parse a folder and write its tables.

    Args:
        folder: The folder; read with the folders in it.
        out: Where the tables go: ``reports.jsonl``, ``sections.jsonl``, ``sentences.jsonl``,
            ``indicators.jsonl``, ``failures.jsonl``.
        config: The parser's configuration; the default one where left out.
        workers: Number of processes; the tables are the same for any.
        progress: Called after each file.

    Returns:
        What was done.

    Raises:
        ConfigError: The folder is missing or empty, ``out`` cannot be written, or the
            configuration is wrong.
    """
    folder, out = Path(folder), Path(out)
    files = find_files(folder, without=out)
    if not files:
        raise ConfigError(f"no files in {folder}")
    parser = Parser(config)
    reports = indicators = failed = 0
    with JsonlSink(out) as sink:
        results = parser.parse_many(files, workers=workers)
        for done, (path, result) in enumerate(zip(files, results, strict=True), start=1):
            failure = None
            source = path.relative_to(folder).as_posix()
            if result.report is not None:
                report = result.report.model_copy(update={"source": source})
                for table, rows in report_rows(report).items():
                    sink.write(table, rows)
                reports, indicators = reports + 1, indicators + len(report.indicators)
            elif result.error is not None:
                row = failure_row(source, str(path), result.error)
                sink.write("failures", [row])
                failed, failure = failed + 1, f"{source}: {row['reason']}"
            if progress:
                progress(done, len(files), failure)
    return Summary(reports, indicators, failed)
