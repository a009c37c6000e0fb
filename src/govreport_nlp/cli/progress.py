"""How far a batch is, for people at a terminal and for logs."""

from __future__ import annotations

import json
import sys
import time
from contextlib import AbstractContextManager, nullcontext
from enum import StrEnum
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, TextColumn
from rich.progress import Progress as Bar

from govreport_nlp.batch import Progress

__all__ = ["LogFormat", "Reporter"]

_SECONDS_BETWEEN = 10.0
"""Time between two lines of progress in a log."""


class LogFormat(StrEnum):
    """How a command tells what it does."""

    TEXT = "text"
    JSON = "json"


class Reporter:
    """Tells of a batch on standard error.

    At a terminal a bar shows files, rates, failures and time left. In a log there is a line every
    ten seconds and one for each failure; as JSON each is an object with ``event`` and ``time``.

    Args:
        log: How.
        quiet: Whether to tell of nothing but failures and the end (as text: of errors alone).
    """

    def __init__(self, log: LogFormat, *, quiet: bool) -> None:
        self._json, self._quiet = log is LogFormat.JSON, quiet
        console = Console(stderr=True)
        self._bar = (
            Bar(TextColumn("{task.description}"), BarColumn(24), console=console, transient=True)
            if console.is_terminal and not self._json and not quiet
            else None
        )
        self._task = self._bar.add_task("starting", total=None) if self._bar else None
        self._told = time.monotonic()

    def showing(self) -> AbstractContextManager[Any]:
        """Show the bar, where there is one, as long as this is open."""
        return self._bar or nullcontext()

    def __call__(self, progress: Progress) -> None:
        """Tell of a step."""
        if progress.failure:
            self.say("failure", f"failed: {progress.failure}", reason=progress.failure)
        if self._bar and self._task is not None:
            self._bar.update(
                self._task,
                description=_words(progress),
                completed=progress.done_bytes,
                total=progress.total_bytes,
            )
        elif not self._quiet and time.monotonic() - self._told > _SECONDS_BETWEEN:
            self.say("progress", _words(progress), **_figures(progress))
            self._told = time.monotonic()

    def say(self, event: str, text: str, **figures: Any) -> None:
        """Write a line: its text, or its figures as JSON."""
        if self._json:
            line = {"event": event, "time": round(time.time(), 3), **figures}
            sys.stderr.write(json.dumps(line, ensure_ascii=False) + "\n")
        elif not self._quiet:
            if self._bar:  # above the bar; brackets in names are no markup
                self._bar.console.print(text, markup=False, highlight=False)
            else:
                sys.stderr.write(text + "\n")


def _figures(progress: Progress) -> dict[str, Any]:
    seconds = max(progress.seconds, 1e-9)
    left = progress.seconds_left
    return {
        "done": progress.done,
        "total": progress.total,
        "skipped": progress.skipped,
        "failed": progress.failed,
        "files_per_second": round(progress.done / seconds, 1),
        "characters_per_second": round(progress.characters / seconds),
        "records_per_second": round(progress.records / seconds, 1),
        "seconds_left": None if left is None else round(left),
    }


def _words(progress: Progress) -> str:
    figures = _figures(progress)
    left = figures["seconds_left"]
    return (
        f"{figures['done']}/{figures['total']} files, {figures['files_per_second']:g} files/s, "
        f"{figures['characters_per_second']:,} characters/s, "
        f"{figures['records_per_second']:,} records/s, {figures['failed']} failed"
        + ("" if left is None else f", {left // 60}:{left % 60:02} left")
    )
