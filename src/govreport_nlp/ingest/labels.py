"""The metadata block: labels and their values, typed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from govreport_nlp.datafiles import read_table

__all__ = ["Found", "Labels", "load_labels", "parse_date"]

_DATE = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})\s?(?:[-/.年—]|－)\s?([0-9]{1,2})\s?(?:[-/.月—]|－)\s?([0-9]{1,2})(?![0-9])"
)
_FULL_WIDTH = {0xFF10 + i: 0x30 + i for i in range(10)}
_LIST = re.compile(r"[、，,;；\s]+")
_PATH = re.compile(r"\s*(?:--+|——|>+|＞|»|/|／|\\)\s*")
# What may stand between the values of two labels on one line and belongs to neither.
_VALUE_END = re.compile(r"\s{2,}|[\t\u3000【\[|｜）)]")
_COLON = re.compile("[：:]")
_BLANKS = " \u3000"
# A line that may be a label alone, in brackets or with a colon behind it.
_ALONE = re.compile(r"[\[【（(]?(\S(?:.*?\S)?)[\]】）)]?[ \u3000]*([：:]?)")
_MAX_LINE = 500


class Found(NamedTuple):
    """A label with its value.

    Attributes:
        field: Field of ``Metadata``, empty for labels whose values nobody needs.
        value: The value as written, may be empty.
        origin: ``"block"`` where the value stands below its label, ``"line"`` beside it.
        preference: The smaller, the sooner it counts among values of one field.
    """

    field: str
    value: str
    origin: str
    preference: int


class Labels:
    """The labels of all fields, compiled; ``load_labels`` makes them from the library's data."""

    def __init__(self, table: list[dict[str, object]]) -> None:
        self._of: dict[str, tuple[str, str, int, bool]] = {}
        for entry in table:
            labels, loose = entry["labels"], entry.get("loose", [])
            if not isinstance(labels, list) or not isinstance(loose, list):
                raise TypeError("labels and loose are lists")
            for preference, label in enumerate(labels):
                kind = (str(entry["name"]), str(entry["kind"]), preference, label in loose)
                self._of[label] = kind
        self.kinds = {str(entry["name"]): str(entry["kind"]) for entry in table}
        self._longest = max(map(len, self._of))
        self._last = {label[-1] for label in self._of}

    def alone(self, line: str) -> str | None:
        """Return the label that a line consists of, or None.

        A label that is an everyday word too counts only with a colon behind it.
        """
        match = _ALONE.fullmatch(line) if len(line) <= 24 else None
        label = _closed(match[1]) if match else ""
        if match is None or label not in self._of:
            return None
        return None if self._of[label][3] and not match[2] else label

    def wanted(self, label: str) -> bool:
        """Tell whether the value of a label is kept."""
        return bool(self._of[label][0])

    def inline(self, line: str) -> list[Found]:
        """Return the labels of a line that have a colon and their value behind it."""
        line = line[:_MAX_LINE]
        found = []
        places = list(self._places(line))
        stops = [start for start, _ in places] + [len(line)]
        for (start, colon), stop in zip(places, stops[1:], strict=True):
            label = _closed(line[start:colon])
            value = line[colon + 1 : stop].strip()
            value = _VALUE_END.split(value, maxsplit=1)[0] if value else ""
            if self._of[label][0] == "publisher":
                value = value.split(maxsplit=1)[0] if value else ""
            found.append(self.found(label, value.strip(), "line"))
        return found

    def _places(self, line: str) -> Iterator[tuple[int, int]]:
        """Yield the start of each label of a line, and the colon behind it."""
        for match in _COLON.finditer(line):
            colon = match.start()
            last = line[:colon].rstrip(_BLANKS)[-1:]
            start = self._start(line, colon) if last in self._last else None
            if start is not None:
                yield start, colon

    def _start(self, line: str, colon: int) -> int | None:
        """Return where the longest label before a colon begins, None where there is none."""
        start, label = None, ""
        for at in range(colon - 1, -1, -1):
            if line[at] not in _BLANKS:
                label = line[at] + label
                if len(label) > self._longest:
                    break
                if label in self._of and not (at and "\u4e00" <= line[at - 1] <= "\u9fff"):
                    start = at
        return start

    def found(self, label: str, value: str, origin: str) -> Found:
        """Return a label with its value; a loose date label without a date says nothing."""
        field, kind, preference, loose = self._of[label]
        if loose and kind == "date" and parse_date(value) is None:
            field = ""
        return Found(field, value, origin, preference + (100 if origin == "line" else 0))

    def typed(self, field: str, value: str) -> object:
        """Return the value of a field in its type: text, date or a tuple of texts; None if none."""
        kind = self.kinds[field]
        if kind == "date":
            return parse_date(value)
        if kind == "text":
            return value or None
        pattern = _LIST if kind == "list" else _PATH
        return tuple(part for part in pattern.split(value) if part) or None


def parse_date(text: str) -> dt.date | None:
    """Return the first date of a text: ``2024-04-10``, ``2024/4/10``, ``2024年4月10日``.

    Example:
        >>> parse_date("时间：2024年4月10日")
        datetime.date(2024, 4, 10)
    """
    match = _DATE.search(text[:_MAX_LINE].translate(_FULL_WIDTH))
    if match is None:
        return None
    try:
        return dt.date(*(int(part) for part in match.groups()))
    except ValueError:
        return None


def _closed(label: str) -> str:
    return label.replace(" ", "").replace("\u3000", "")


@cache
def load_labels() -> Labels:
    """Load the labels that come with the library."""
    return Labels(read_table("metadata_labels.toml")["field"])
