"""Numbering at the start of a paragraph: which form it has and which number it carries."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any, NamedTuple

from govreport_nlp.datafiles import read_table

__all__ = ["Form", "Forms", "Marker", "load_forms", "ordinal"]

_CLASSES = {
    "{cn}": "[一二三四五六七八九十]{1,4}",
    "{formal}": "[壹贰叁参肆伍陆柒捌玖拾貳參陸]{1,3}",
    "{d}": "[0-9０-９]{1,2}",
}
_VALUES = {char: value for value, char in enumerate("一二三四五六七八九十", 1)}
_VALUES |= {char: value for value, char in enumerate("壹贰叁肆伍陆柒捌玖拾", 1)}
_VALUES |= {"貳": 2, "參": 3, "参": 3, "陸": 6}
_WORDS = {"首先": 1, "其次": 2, "再次": 3, "最后": 4}


class Form(NamedTuple):
    """A form of heading or list item.

    Attributes:
        id: Its name.
        rank: Its place in the usual nesting, from 0 for the widest.
        leaf: Whether it numbers items of a list rather than parts of the report.
        inline: Whether it also stands in the middle of a paragraph.
        after: The least number that must stand before an item of this form, else it is no item.
    """

    id: str
    rank: int
    leaf: bool = False
    inline: bool = False
    after: int = 0


class Marker(NamedTuple):
    """A piece of numbering found in a text.

    Attributes:
        form: Its form.
        number: Its number; 0 for dashes and bullets.
        start: First character.
        end: The character after the last one.
    """

    form: Form
    number: int
    start: int
    end: int


class Forms:
    """All forms of numbering, compiled; ``load_forms`` makes them from the library's data.

    Attributes:
        closing: What the closing address of a speech begins with, and what it holds.
        caption: What a line above or below a table begins with; it is no heading.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        self.closing = (
            re.compile(data["closing"]["begins"]),
            re.compile(data["closing"]["holds"]),
        )
        self.caption = re.compile(data["caption"]["begins"])
        self._numbered: list[Form] = []
        self._worded: list[tuple[re.Pattern[str], Form]] = []
        patterns = []
        for rank, entry in enumerate(data["form"]):
            options = {key: entry[key] for key in ("leaf", "inline", "after") if key in entry}
            form = Form(entry["id"], rank, **options)
            if "words" in entry:
                self._worded.append((re.compile(entry["words"]), form))
                continue
            pattern = entry["pattern"]
            for name, characters in _CLASSES.items():
                pattern = pattern.replace(name, characters)
            patterns.append(f"({pattern})")
            self._numbered.append(form)
        self._pattern = re.compile("|".join(patterns))

    def match(self, text: str, pos: int) -> Marker | None:
        """Find numbering at a position.

        Args:
            text: The text.
            pos: Where the paragraph begins, indentation skipped.

        Returns:
            The marker, or None.
        """
        match = self._pattern.match(text, pos)
        if match is None or match.lastindex is None:
            return None
        form = self._numbered[match.lastindex - 1]
        return Marker(form, ordinal(match.group()), pos, match.end())

    def unnumbered(self, heading: str) -> Form:
        """Return the form of a heading that has no number, by its words."""
        return next(form for words, form in self._worded if words.search(heading))


@lru_cache(maxsize=1024)
def ordinal(marker: str) -> int:
    """Return the number that a marker carries, 0 where it has none.

    Args:
        marker: Numbering as written.

    Example:
        >>> ordinal("（十二）"), ordinal("１．"), ordinal("③"), ordinal("其次，")
        (12, 1, 3, 2)
    """
    plain = unicodedata.normalize("NFKC", marker)
    if plain[:2] in _WORDS:
        return _WORDS[plain[:2]]
    digits = "".join(char for char in plain if char.isdecimal())
    if digits:
        return int(digits[:9])
    total = 0
    for char in plain:
        value = _VALUES.get(char, 0)
        total = (total or 1) * 10 if value == 10 else total + value
    return total


@cache
def load_forms() -> Forms:
    """Load the forms of numbering that come with the library."""
    return Forms(read_table("headings.toml"))
