"""``govreport batch``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from govreport_nlp.batch import run_batch
from govreport_nlp.cli.options import ConfigOption, TaxonomyOption, make_config
from govreport_nlp.cli.streams import say

__all__ = ["batch_command"]

_FAILURES_SHOWN = 10


def batch_command(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder with reports.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the tables.")],
    workers: Annotated[int, typer.Option("--workers", min=1, help="Number of processes.")] = 1,
    taxonomy: TaxonomyOption = None,
    config: ConfigOption = None,
) -> None:
    """Parse a folder to tables: reports, sections, sentences, indicators, failures."""
    options = make_config(config, taxonomy=taxonomy)
    failures: list[str] = []
    with _bar() as bar:
        task = bar.add_task("parsing", total=None)

        def advance(done: int, total: int, failure: str | None) -> None:
            bar.update(task, completed=done, total=total)
            if failure:
                failures.append(failure)

        summary = run_batch(folder, out, options, workers=workers, progress=advance)
    for line in failures[:_FAILURES_SHOWN]:
        say(f"failed: {line}")
    if len(failures) > _FAILURES_SHOWN:
        say(f"… and {len(failures) - _FAILURES_SHOWN} more, each a row in failures.jsonl")
    say(
        f"{summary.reports} reports, {summary.indicators} indicators, "
        f"{summary.failed} failed: tables in {out}"
    )
    if summary.failed:
        raise typer.Exit(1)


def _bar() -> Progress:
    console = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
