"""The commands put together, and what becomes of errors."""

from __future__ import annotations

import os
import sys
from typing import Annotated, NoReturn

import typer

from govreport_nlp import __version__
from govreport_nlp.cli.annotate import annotate_app
from govreport_nlp.cli.batch import batch_command
from govreport_nlp.cli.diff import diff_command
from govreport_nlp.cli.doctor import doctor_command
from govreport_nlp.cli.evaluate import evaluate_command
from govreport_nlp.cli.explain import explain_command
from govreport_nlp.cli.parse import parse_command
from govreport_nlp.cli.series import series_command
from govreport_nlp.cli.streams import say, use_utf8, write_line
from govreport_nlp.cli.taxonomy import taxonomy_app
from govreport_nlp.cli.track import track_command
from govreport_nlp.cli.train_workstreams import train_workstreams_command
from govreport_nlp.cli.view import view_command
from govreport_nlp.errors import DocumentError, GovReportError, SourceNotFoundError

__all__ = ["app", "main"]

DONE, FAILED, WRONG_USE = 0, 1, 2

app = typer.Typer(
    name="govreport",
    help="Read Chinese government work reports: sections, workstreams, numeric indicators.",
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("parse", short_help="One report to JSON, or to a table.")(parse_command)
app.command("batch", short_help="A folder of reports to tables.")(batch_command)
app.command("view", short_help="A page to read a report, or a folder, in.")(view_command)
app.command("series", short_help="One indicator over regions and years.")(series_command)
app.command("track", short_help="Targets beside the results of their year.")(track_command)
app.command("explain", short_help="Why a number became the record that it is.")(explain_command)
app.command("evaluate", short_help="Accuracy against annotated reports.")(evaluate_command)
app.command("diff", short_help="What a change of rules gains and loses.")(diff_command)
app.add_typer(
    annotate_app, name="annotate", short_help="Gold data: export, import, check, compare."
)
app.add_typer(taxonomy_app, name="taxonomy", short_help="Taxonomies: list, show, check.")
app.command("train-workstreams", short_help="Train the model of a taxonomy.")(
    train_workstreams_command
)
app.command("doctor", short_help="Versions, dictionaries and extras in use.")(doctor_command)


def _print_version(wanted: bool) -> None:
    if wanted:
        write_line(f"govreport {__version__}")
        raise typer.Exit


@app.callback()
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
    try:
        code = _run((sys.argv[1:] if argv is None else argv) or ["--help"])
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader (``| head``) has what it wanted; keep the interpreter's own flush quiet.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = DONE
    sys.exit(code)


def _run(argv: list[str]) -> int:
    try:
        code = typer.main.get_command(app)(args=argv, prog_name="govreport", standalone_mode=False)
    except GovReportError as error:
        _complain(error.message, error.hint)
        wrong_use = isinstance(error, SourceNotFoundError) or not isinstance(error, DocumentError)
        return WRONG_USE if wrong_use else FAILED
    except BrokenPipeError:
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


def _complain(message: str, hint: str = "") -> None:
    say("error: " + " ".join(message.split()))
    if hint:
        say("hint: " + " ".join(hint.split()))
