"""Numbering that Word generates: the markers that a reader sees and that no text holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Numbering", "numeral"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "零一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_SLOT = re.compile(r"%([1-9])")
_MAX_STYLES = 20


class _Level(NamedTuple):
    """How the items of one depth are numbered.

    Attributes:
        format: Word's name of the numerals.
        text: The marker, with ``%1`` for the number of the first depth.
        start: The first number.
    """

    format: str
    text: str
    start: int


class Numbering:
    """The numbered lists of a document and how far each has come.

    Args:
        numbering: Root of ``numbering.xml``, None where the document has none.
        styles: Root of ``styles.xml``, None where the document has none.
    """

    def __init__(self, numbering: _Element | None, styles: _Element | None) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, int]]] = {}
        self._styles: dict[str, tuple[str | None, tuple[str, int] | None]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()
        if numbering is not None:
            self._read_lists(numbering)
        for style in styles.iter(f"{_W}style") if styles is not None else ():
            based = style.find(f"{_W}basedOn")
            parent = based.get(f"{_W}val") if based is not None else None
            self._styles[style.get(f"{_W}styleId") or ""] = (parent, _number_of(style))

    def marker(self, paragraph: _Element) -> str:
        """Return the marker before a paragraph, empty where it has none; counts it.

        Args:
            paragraph: A ``w:p`` element; to be asked in reading order.
        """
        place = _number_of(paragraph) or self._of_style(paragraph)
        if place is None or place[0] not in self._lists:
            return ""
        list_id, depth = place
        abstract, starts = self._lists[list_id]
        levels = self._abstract.get(abstract, {})
        level = levels.get(depth)
        if level is None or level.format == "none":
            return ""
        counts = self._counts.setdefault(abstract, [None] * 10)
        if list_id not in self._begun:
            self._begun.add(list_id)
            for at, start in starts.items():
                counts[at] = start - 1
        before = counts[depth]
        counts[depth] = level.start if before is None else before + 1
        counts[depth + 1 :] = [None] * (9 - depth)
        return self._written(level, levels, counts)

    @staticmethod
    def _written(level: _Level, levels: dict[int, _Level], counts: list[int | None]) -> str:
        if level.format == "bullet":
            return "• "

        def fill(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            outer = levels.get(depth)
            if outer is None:
                return ""
            number = counts[depth]
            return numeral(outer.start if number is None else number, outer.format)

        marker = _SLOT.sub(fill, level.text)
        return marker + " " if marker[-1:].isascii() and marker else marker

    def _read_lists(self, root: _Element) -> None:
        for abstract in root.iter(f"{_W}abstractNum"):
            levels = {_depth(level): _level(level) for level in abstract.iter(f"{_W}lvl")}
            self._abstract[abstract.get(f"{_W}abstractNumId") or ""] = levels
        for entry in root.iter(f"{_W}num"):
            starts = {}
            for override in entry.iter(f"{_W}lvlOverride"):
                start = override.find(f"{_W}startOverride")
                if start is not None:
                    starts[_depth(override)] = _int(start)
            abstract = entry.find(f"{_W}abstractNumId")
            name = abstract.get(f"{_W}val") if abstract is not None else ""
            self._lists[entry.get(f"{_W}numId") or ""] = (name or "", starts)

    def _of_style(self, paragraph: _Element) -> tuple[str, int] | None:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        name = style.get(f"{_W}val") if style is not None else None
        for _ in range(_MAX_STYLES):
            if name is None or name not in self._styles:
                return None
            name, number = self._styles[name]
            if number:
                return number
        return None


def _number_of(element: _Element) -> tuple[str, int] | None:
    """Return list and depth that a paragraph or style names; list 0 is none."""
    properties = element.find(f"{_W}pPr/{_W}numPr")
    if properties is None:
        return None
    list_id, depth = properties.find(f"{_W}numId"), properties.find(f"{_W}ilvl")
    name = list_id.get(f"{_W}val") if list_id is not None else None
    return (name, min(_int(depth), 8) if depth is not None else 0) if name else None


def _level(element: _Element) -> _Level:
    found = {name: element.find(f"{_W}{name}") for name in ("numFmt", "lvlText", "start")}
    values = {name: one.get(f"{_W}val") or "" for name, one in found.items() if one is not None}
    start = found["start"]
    return _Level(
        values.get("numFmt", "decimal"),
        values.get("lvlText", ""),
        _int(start) if start is not None else 1,
    )


def _depth(element: _Element) -> int:
    value = element.get(f"{_W}ilvl") or "0"
    return min(int(value[:9]), 8) if value.isdecimal() else 0


def _int(element: _Element) -> int:
    value = element.get(f"{_W}val") or "0"
    return int(value[:9]) if value.isdecimal() else 0


def numeral(number: int, name: str) -> str:
    """Write a number in the numerals of a list.

    Args:
        number: The number.
        name: Word's name of the numerals: ``decimal``, ``chineseCounting``, …

    Example:
        >>> numeral(12, "chineseCountingThousand"), numeral(3, "decimalEnclosedCircle")
        ('十二', '③')
    """
    if name.startswith(("chineseCounting", "japaneseCounting", "taiwaneseCounting")):
        return _chinese(number)
    if name.startswith(("chineseLegal", "ideographLegal")):
        return (
            "".join(_FORMAL[int(digit)] for digit in str(number))
            if number < 10
            else _formal(number)
        )
    if name == "ideographDigital":
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if name.startswith("decimalEnclosedCircle") and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if name == "decimalFullWidth":
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))
    if name == "ideographTraditional" and 1 <= number <= 10:
        return _STEMS[number - 1]
    if name.endswith("Letter") and 1 <= number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter.upper() if name.startswith("upper") else letter
    if name.endswith("Roman") and 1 <= number < 40:
        roman = _roman(number)
        return roman.upper() if name.startswith("upper") else roman
    return str(number)


def _chinese(number: int) -> str:
    if not 0 < number < 100:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    tens, units = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[units] if units else "")


def _formal(number: int) -> str:
    plain = str.maketrans(_DIGITS + "十", _FORMAL + "拾")
    return _chinese(number).translate(plain)


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        while number >= value:
            written += letters
            number -= value
    return written
