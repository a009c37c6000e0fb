"""``govreport diff``: what a change of rules gains and loses."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from govreport_nlp.cli.streams import write_line

__all__ = ["diff_command"]


def diff_command(
    old: Annotated[Path, typer.Argument(help="Reports before: JSON, JSONL, or a folder of them.")],
    new: Annotated[Path, typer.Argument(help="Reports after.")],
) -> None:
    """Show the records gained (+), lost (-) and changed (~) between two sets of reports."""
    from govreport_nlp.evaluation import diff, load_predictions  # noqa: PLC0415  slow to start
    from govreport_nlp.evaluation.diff import diff_lines  # noqa: PLC0415

    for line in diff_lines(diff(load_predictions(old), load_predictions(new))):
        write_line(line)
