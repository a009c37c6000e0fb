"""``govreport diff``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govreport_nlp.batch import read_reports
from govreport_nlp.cli.streams import write_line

if TYPE_CHECKING:
    from govreport_nlp.evaluation import GoldDocument
    from govreport_nlp.records import Report

__all__ = ["diff_command"]

_HELP = "Parsed reports: a folder that govreport batch wrote, or JSON of govreport parse."


def diff_command(
    old: Annotated[Path, typer.Argument(metavar="OLD", help=_HELP)],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The same, made later.")],
) -> None:
    """Show what a change of rules gains and loses, record by record."""
    from govreport_nlp.evaluation.diff import diff, diff_lines  # noqa: PLC0415  slow to start

    for line in diff_lines(diff(_load(old), _load(new))):
        write_line(line)


def _load(path: Path) -> Iterable[Report | GoldDocument]:
    from govreport_nlp.evaluation import load_predictions  # noqa: PLC0415

    return read_reports(path) if (path / "reports.jsonl").exists() else load_predictions(path)
