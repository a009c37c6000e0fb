"""The commands put together, and what becomes of errors."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from importlib import import_module
from typing import Annotated, NoReturn

import typer

from govreport_nlp import __version__
from govreport_nlp.cli.streams import say, use_utf8, write_line
from govreport_nlp.errors import DocumentError, GovReportError, SourceNotFoundError

__all__ = ["app", "main"]  # noqa: F822  made when asked for

DONE, FAILED, WRONG_USE = 0, 1, 2

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


def _build(wanted: str | None = None) -> typer.Typer:
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


def __getattr__(name: str) -> typer.Typer:
    """Build ``app``, which has all commands, only where it is asked for."""
    if name == "app":
        return _build()
    raise AttributeError(name)


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


def main(argv: list[str] | None = None) -> NoReturn:
    """Run a command and leave with its exit code.

    Args:
        argv: The arguments; those of the process where left out.
    """
    use_utf8()
    _start_soon()
    try:
        code = _run((sys.argv[1:] if argv is None else argv) or ["--help"])
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader (``| head``) has what it wanted; keep the interpreter's own flush quiet.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = DONE
    sys.exit(code)


def _start_soon() -> None:
    """Leave out what start and end would take time for and no command needs."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy's threads for products of matrices
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # a look at all that is installed
    gc.set_threshold(100_000)  # what is imported stays: a look for what can go finds nothing
    atexit.register(gc.freeze)  # nor does the last look, through all there is


def _run(argv: list[str]) -> int:
    try:
        command = typer.main.get_command(_build(_wanted(argv)))
        code = command(args=argv, prog_name="govreport", standalone_mode=False)
    except GovReportError as error:
        _complain(error.message, error.hint)
        wrong_use = isinstance(error, SourceNotFoundError) or not isinstance(error, DocumentError)
        return WRONG_USE if wrong_use else FAILED
    except BrokenPipeError:
        raise
    except SystemExit as leaving:
        # what typer makes of a pipe that its reader has closed, where that is seen while it runs
        if isinstance(leaving.__context__, BrokenPipeError):
            raise leaving.__context__ from None
        raise
    except OSError as error:
        _complain(f"{error.filename or 'output'}: {error.strerror}")
        return FAILED
    except Exception as error:
        # typer's exceptions for wrong use moved between its versions; all can say what was wrong
        if not hasattr(error, "format_message"):
            raise
        _complain(error.format_message(), "govreport --help lists the commands and options")
        return WRONG_USE
    return code if isinstance(code, int) else DONE


def _wanted(argv: list[str]) -> str | None:
    """The command that is to be run, empty for none; None where a shell completes a line."""
    if any(name.startswith("_GOVREPORT_") for name in os.environ):
        return None
    return next((argument for argument in argv if not argument.startswith("-")), "")


def _complain(message: str, hint: str = "") -> None:
    say("error: " + " ".join(message.split()))
    if hint:
        say("hint: " + " ".join(hint.split()))
