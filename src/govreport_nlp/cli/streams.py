"""Results to standard output, words to standard error; UTF-8, or a terminal's own code page."""

from __future__ import annotations

import codecs
import io
import json
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["Format", "console", "say", "use_utf8", "wants_table", "write_json", "write_line"]

_WIDTH_IN_A_PIPE = 120
_CHINESE = frozenset({"gb2312", "gbk", "gb18030", "big5", "cp950", "big5hkscs"})
"""Encodings of terminals that show Chinese, but not as UTF-8."""


class Format(StrEnum):
    """How a result is written."""

    JSON = "json"
    TABLE = "table"


def use_utf8() -> None:
    r"""Write UTF-8 whatever the locale says; on a terminal with a Chinese code page, its own.

    What the code page lacks, and a lone surrogate, which UTF-8 cannot hold, is written as
    ``\udc80``: inside a JSON string that is just its escape.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            chinese = stream.isatty() and codecs.lookup(stream.encoding).name in _CHINESE
            encoding = stream.encoding if chinese else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def wants_table(chosen: Format | None) -> bool:
    """Tell whether to write a table: as chosen, else on a terminal only."""
    return sys.stdout.isatty() if chosen is None else chosen is Format.TABLE


def write_line(text: str) -> None:
    """Write a line of the result."""
    sys.stdout.write(text + "\n")


def write_json(value: Any, indent: int | None = None) -> None:
    """Write a result as JSON."""
    write_line(json.dumps(value, ensure_ascii=False, indent=indent, default=str))


def say(text: str) -> None:
    """Write a line of words for people."""
    sys.stderr.write(text + "\n")


def console(width: int | None = None) -> Console:
    """Return a console on standard output.

    Args:
        width: Columns; where left out, those of the terminal, and 120 in a pipe.
    """
    from rich.console import Console  # noqa: PLC0415  JSON needs none

    if width is None and not sys.stdout.isatty():
        width = _WIDTH_IN_A_PIPE
    return Console(file=sys.stdout, width=width, highlight=False)
