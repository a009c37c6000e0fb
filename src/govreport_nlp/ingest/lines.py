"""Characters with boxes to lines of text."""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import NamedTuple

__all__ = ["Glyph", "em_of", "lines_of", "text_of"]

_LATIN = 0.2
_CHINESE = 0.45
_DIGITS = 0.8
"""Digits are often set as wide as Chinese characters, each with a gap beside it."""
_IDEOGRAPHIC = 0.9


class Glyph(NamedTuple):
    """A character with its box.

    Attributes:
        left: Left edge.
        bottom: Lower edge.
        right: Right edge.
        top: Upper edge.
        character: The character.
        spaced: Whether a space stands before it in the file.
    """

    left: float
    bottom: float
    right: float
    top: float
    character: str
    spaced: bool = False


def lines_of(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Group characters into lines from top to bottom, each from left to right."""
    rows: list[list[Glyph]] = []
    middle = height = 0.0
    for glyph in sorted(glyphs, key=lambda one: -(one.top + one.bottom)):
        own = (glyph.top + glyph.bottom) / 2
        if not rows or middle - own > 0.5 * max(height, 1.0):
            rows.append([])
            middle, height = own, glyph.top - glyph.bottom
        rows[-1].append(glyph)
    return [sorted(row, key=lambda one: one.left) for row in rows]


_LEAST_EM = 0.01
"""Points; a font may say that its characters have no width."""


def em_of(glyphs: list[Glyph]) -> float:
    """Return the width of a Chinese character among some characters."""
    wide = [glyph.right - glyph.left for glyph in glyphs if glyph.character > "\u2e80"]
    em = median(wide) if wide else 0.7 * median(glyph.top - glyph.bottom for glyph in glyphs)
    return max(em, _LEAST_EM)


def text_of(glyphs: list[Glyph]) -> str:
    """Write the characters of a line; a gap becomes a space where it is wide for its sides."""
    em = em_of(glyphs)
    gaps = [(after.left - before.right) / em for before, after in pairwise(glyphs)]
    text = glyphs[0].character
    for index, (before, glyph) in enumerate(pairwise(glyphs)):
        gap = gaps[index]
        if before.character == glyph.character and gap < -0.7:
            continue  # printed twice, for bold type
        if _is_figure(before.character) and _is_figure(glyph.character):
            around = max(gaps[index - 1 : index] + gaps[index + 1 : index + 2], default=0.0)
            wide = gap > _DIGITS or (gap > _LATIN and gap > 2 * around)
        else:
            latin = before.character.isascii() and glyph.character.isascii()
            wide = gap > _widest(before.character, glyph.character) or (latin and glyph.spaced)
        if wide:
            text += "\u3000" if gap > _IDEOGRAPHIC and not before.character.isascii() else " "
        text += glyph.character
    return text


def _is_figure(character: str) -> bool:
    """Tell whether a character may stand in a number or a date."""
    return character.isascii() and not character.isalpha()


def _widest(before: str, after: str) -> float:
    """Return the widest gap, in ems, that is no space between two characters."""
    if before.isascii() and after.isascii():
        return _LATIN
    return _CHINESE if before > "\u2e80" and after > "\u2e80" else _DIGITS
