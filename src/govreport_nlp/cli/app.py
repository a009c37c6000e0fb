"""Where the command begins, and what becomes of errors."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from typing import TYPE_CHECKING, NoReturn

from govreport_nlp.cli.streams import say, use_utf8
from govreport_nlp.errors import DocumentError, GovReportError, SourceNotFoundError

if TYPE_CHECKING:
    import typer

__all__ = ["app", "main"]  # noqa: F822  made when asked for

DONE, FAILED, WRONG_USE = 0, 1, 2


def __getattr__(name: str) -> typer.Typer:
    """Build ``app``, which has all commands, only where it is asked for."""
    if name == "app":
        from govreport_nlp.cli.commands import build  # noqa: PLC0415  as below

        return build()
    raise AttributeError(name)


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
    # imported after what is left out at the start
    from govreport_nlp.cli.commands import command  # noqa: PLC0415

    try:
        code = command(_wanted(argv))(args=argv, prog_name="govreport", standalone_mode=False)
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
