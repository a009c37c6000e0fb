"""Where a piece of a page's text stands in its source: line and column."""

from __future__ import annotations

import html
import re
from bisect import bisect_right

__all__ = ["SourcePlaces"]

_RUN = re.compile("[\u3400-\u9fff0-9A-Za-z]+")
_LONGEST_RUN = 16
_LONGEST_LEAD = 200
_WINDOW = 20_000
"""Characters of the source within which the words of an element are looked for."""


class SourcePlaces:
    """Finds the words of elements in the source of a page, from its start to its end.

    Args:
        source: The page as it was parsed.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._starts = [0, *(match.end() for match in re.finditer("\n", source))]
        self._cursor = 0

    def place(self, line: int | None, words: str) -> str:
        """Return where words stand, as ``line 12, column 5``.

        Each search begins where the last one found something: no part of a page without line
        breaks is looked through twice for long.

        Args:
            line: The line on which their element begins, from 1; None where it is not known.
            words: The text of the element. Characters that a page may write as entities are
                passed over.

        Returns:
            Line and column of the first word; the line alone where the words are not found; an
            empty string where nothing is known.
        """
        if not line:
            return ""
        run = _RUN.search(words)
        low = max(self._starts[min(line, len(self._starts)) - 1], self._cursor)
        at = self._source.find(run[0][:_LONGEST_RUN], low, low + _WINDOW) if run else -1
        if run is None or at < 0 or not self._follows(at, words[: run.start()]):
            return f"line {line}"
        self._cursor = at
        number = bisect_right(self._starts, at)
        return f"line {number}, column {at - self._starts[number - 1] + 1}"

    def _follows(self, at: int, before: str) -> bool:
        """Tell whether a tag stands before an offset, with nothing but given words between."""
        tag = self._source.rfind(">", max(0, at - _LONGEST_LEAD), at) + 1
        return html.unescape(self._source[tag:at]).split() == before.split()
