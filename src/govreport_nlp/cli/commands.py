"""The list of commands, and the one that is run."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Annotated, Any

import typer

from govreport_nlp import __version__
from govreport_nlp.cli.streams import write_line

__all__ = ["build", "command"]

# Each command with its module, the name there, and what the list of commands says of it.
_COMMANDS = {
    "parse": ("parse", "parse_command", "One report to JSON, or to a table."),
    "batch": ("batch", "batch_command", "A folder of reports to tables."),
    "view": ("view", "view_command", "A page to read a report, or a folder, in."),
    "series": ("series", "series_command", "One indicator over regions and years."),
    "track": ("track", "track_command", "Targets beside the results of their year."),
    "explain": ("explain", "explain_command", "Why a number became the record that it is."),
    "evaluate": ("evaluate", "evaluate_command", "Accuracy against annotated reports."),
    "diff": ("diff", "diff_command", "What a change of rules gains and loses."),
    "annotate": ("annotate", "annotate_app", "Gold data: export, import, check, compare."),
    "taxonomy": ("taxonomy", "taxonomy_app", "Taxonomies: list, show, check."),
    "train-workstreams": (
        *("train_workstreams", "train_workstreams_command"),
        "Train the model of a taxonomy.",
    ),
    "doctor": ("doctor", "doctor_command", "Versions, dictionaries and extras in use."),
}


def build(wanted: str | None = None) -> typer.Typer:
    """Put the commands together.

    Args:
        wanted: The command that is to be run; the others' modules, which cost a start several
            times as much as it needs, are then left out. None for all.
    """
    built = typer.Typer(
        name="govreport",
        help="Read Chinese government work reports: sections, workstreams, numeric indicators.",
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
        callback=_root,
    )
    for name, (module, attribute, short_help) in _COMMANDS.items():
        if wanted not in (None, name):
            built.command(name, short_help=short_help)(_left_out)
            continue
        found = getattr(import_module(f"govreport_nlp.cli.{module}"), attribute)
        if isinstance(found, typer.Typer):
            built.add_typer(found, name=name, short_help=short_help)
        else:
            built.command(name, short_help=short_help)(found)
    return built


def _left_out() -> None:
    """Stands in the list for a command that is not run."""


def command(wanted: str | None) -> Callable[..., Any]:
    """Return the command line with one command, or with all for None."""
    return typer.main.get_command(build(wanted))


def _print_version(wanted: bool) -> None:
    if wanted:
        write_line(f"govreport {__version__}")
        raise typer.Exit


def _root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    pass
