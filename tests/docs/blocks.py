"""The fenced code blocks of a page, and what becomes of each when the page is followed."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import subprocess
import sys
import textwrap
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

_FENCE = re.compile(r"^( *)```(\w+)?([^\n`]*)\n(.*?)^\1```$", re.M | re.S)
_TITLE = re.compile(r'title="([^"]+)"')
_NAMED_BEFORE = re.compile(r"`([\w.-]+\.(?:toml|txt))`[:：]\s*\Z")

SET_UP = ("pip install", "python3 -m venv", ". .venv/", "make ")
"""Commands that make an environment: the packaging tests follow them for real."""


class Block(NamedTuple):
    """A fenced block.

    Attributes:
        language: The word after the fence, empty where there is none.
        text: What stands between the fences, without the indent of a list.
        file: The file that it is the content of, or empty.
        indented: Whether it stands in a list: a fragment, checked for its form alone.
    """

    language: str
    text: str
    file: str
    indented: bool


def find_blocks(page: str) -> Iterator[Block]:
    """Yield the blocks of a page in order."""
    for found in _FENCE.finditer(page):
        title = _TITLE.search(found[3])
        named = _NAMED_BEFORE.search(page[: found.start()])
        file = title[1] if title else (named[1] if named and found[2] in ("toml", "text") else "")
        yield Block(found[2] or "", textwrap.dedent(found[4]), file, bool(found[1]))


class Follower:
    """Does what a page says, in the current folder; one namespace for all its Python.

    Args:
        skip: Openings of commands that are not run.
    """

    def __init__(self, skip: tuple[str, ...] = ()) -> None:
        self._skip = (*SET_UP, *skip)
        self._names: dict[str, Any] = {"__name__": "__main__"}
        self._printed: str | None = None

    def follow(self, page: str) -> None:
        """Follow a page from its first block to its last."""
        for block in find_blocks(page):
            printed, self._printed = self._printed, None
            if block.file:
                Path(block.file).write_text(block.text, encoding="utf-8")
            elif block.indented and block.language == "python":
                compile(block.text, "page", "exec")
            elif block.language == "python":
                self._printed = self._python(block.text)
            elif block.language == "console":
                self._console(block.text)
            elif block.language == "text" and printed is not None:
                assert printed == block.text, f"the page has\n{block.text}\nprinted is\n{printed}"
            elif block.language == "json":
                json.loads(block.text)
            elif block.language == "toml":
                _check_toml(block.text)

    def _python(self, code: str) -> str:
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(code, "page", "exec"), self._names)
        return out.getvalue()

    def _console(self, text: str) -> None:
        """Run each command; what is shown below it must be in what it prints."""
        for command, shown in re.findall(r"^\$ ((?:.*\\\n)*.*)\n((?:(?!\$ ).*\n)*)", text, re.M):
            if command.startswith(self._skip):
                continue
            printed = run(command)
            lines = [line.split() for line in printed.splitlines()]
            for line in filter(None, map(str.split, shown.splitlines())):
                assert any(found[-len(line) :] == line for found in lines), (line, printed)


def _check_toml(text: str) -> None:
    """Read TOML, or lines of a list in a TOML file."""
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        tomllib.loads(f"x = [\n{text}\n]")


def run(command: str) -> str:
    """Run a command of a page in a shell, with the commands of this environment first."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    done = subprocess.run(
        ["bash", "-c", command],
        env={**os.environ, "PATH": path, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    # 1: done, and something to report
    assert done.returncode in (0, 1), f"{command}\n{done.stderr}"
    assert "Traceback" not in done.stderr, f"{command}\n{done.stderr}"
    return done.stdout + done.stderr
