"""``govreport batch``."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from govreport_nlp.batch import Summary, run_batch
from govreport_nlp.batch.engines import Engine
from govreport_nlp.batch.plan import read_list
from govreport_nlp.cli.options import ConfigOption, TaxonomyOption, make_config
from govreport_nlp.cli.progress import LogFormat, Reporter
from govreport_nlp.errors import ConfigError

__all__ = ["batch_command"]

_STOPPED = 130
"""Exit code of a command stopped by the user, as shells have it."""


def batch_command(
    out: Annotated[
        str, typer.Option("--out", "-o", help="Folder for the tables; may be a URL (s3://…).")
    ],
    inputs: Annotated[
        list[str] | None,
        typer.Argument(metavar="FOLDER", help="Folders, files, .zip archives, patterns or URLs."),
    ] = None,
    from_list: Annotated[
        Path | None,
        typer.Option("--from-list", help="File with one such path a line; - reads standard input."),
    ] = None,
    to: Annotated[
        str, typer.Option("--to", help="Formats beside jsonl: parquet, csv, duckdb, xlsx.")
    ] = "jsonl",
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Processes; default: one a core.")
    ] = None,
    time_limit: Annotated[
        float, typer.Option("--time-limit", min=0, help="Seconds a document may take; 0: any.")
    ] = 300,
    resume: Annotated[
        bool, typer.Option("--resume", help="Keep what is done: new and changed files only.")
    ] = False,
    checksum: Annotated[
        bool, typer.Option("--checksum", help="With --resume, compare bytes, not size and time.")
    ] = False,
    engine: Annotated[
        str, typer.Option("--engine", help="process, serial or ray; auto: process.")
    ] = "auto",
    address: Annotated[
        str | None, typer.Option("--address", help="Address of a Ray cluster; default: here.")
    ] = None,
    work_folder: Annotated[
        Path | None, typer.Option("--work-folder", help="Local folder to work in, for -o URL.")
    ] = None,
    taxonomy: TaxonomyOption = None,
    config: ConfigOption = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Tell of errors only.")] = False,
    log_format: Annotated[
        LogFormat, typer.Option("--log-format", help="text, or json: one object a line.")
    ] = LogFormat.TEXT,
) -> None:
    """Parse a folder to tables: reports, sections, sentences, indicators, failures."""
    options = make_config(config, taxonomy=taxonomy)
    reporter = Reporter(log_format, quiet=quiet)
    with _interruptible(reporter), reporter.showing():
        summary = run_batch(
            _inputs(inputs or [], from_list),
            out,
            options,
            workers=workers or _cores(),
            engine=_engine(engine),
            address=address,
            time_limit=time_limit or None,
            resume=resume,
            checksum=checksum,
            to=[name.strip() for name in to.split(",")],
            work_folder=work_folder,
            progress=reporter,
        )
    _tell(reporter, summary, out)
    if summary.failed:
        raise typer.Exit(1)


@contextlib.contextmanager
def _interruptible(reporter: Reporter) -> Iterator[None]:
    """Leave quietly when the user stops the run."""
    try:
        yield
    except KeyboardInterrupt:
        reporter.say("stopped", "stopped: what is done is kept, --resume goes on with the rest")
        raise typer.Exit(_STOPPED) from None


def _tell(reporter: Reporter, summary: Summary, out: str) -> None:
    if summary.changes:
        changes = "; ".join(summary.changes)
        reporter.say("changes", f"done anew, as these changed: {changes}", changes=summary.changes)
    kept = f", {summary.skipped} kept from before" if summary.skipped else ""
    gone = f", {summary.removed} no longer there" if summary.removed else ""
    reporter.say(
        "end",
        f"{summary.reports} reports, {summary.indicators} indicators, "
        f"{summary.failed} failed{kept}{gone}: tables in {out}",
        **summary._asdict(),
    )


def _inputs(given: list[str], from_list: Path | None) -> str | list[str]:
    """Return what to read; a single input stays one, so that sources start inside it."""
    if from_list is not None:
        try:
            text = sys.stdin.read() if str(from_list) == "-" else from_list.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"cannot read {from_list}: {error}") from error
        return [*given, *read_list(text.splitlines())]
    if not given:
        raise ConfigError("no input", hint="name a folder, or a list of files with --from-list")
    return given[0] if len(given) == 1 else given


def _engine(name: str) -> Engine:
    if name not in ("auto", "serial", "process", "ray"):
        raise ConfigError(f"no engine {name!r}", hint="one of auto, serial, process, ray")
    return name  # type: ignore[return-value]


def _cores() -> int:
    """Return the number of cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1
