"""Characters with boxes to lines of text."""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import NamedTuple

__all__ = ["Glyph", "em_of", "lines_of", "text_of"]


class Glyph(NamedTuple):
    """A character with its box.

    Attributes:
        left: Left edge.
        bottom: Lower edge.
        right: Right edge.
        top: Upper edge.
        character: The character.
    """

    left: float
    bottom: float
    right: float
    top: float
    character: str


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


def em_of(glyphs: list[Glyph]) -> float:
    """Return the width of a Chinese character among some characters."""
    wide = [glyph.right - glyph.left for glyph in glyphs if glyph.character > "\u2e80"]
    return median(wide) if wide else 0.7 * median(glyph.top - glyph.bottom for glyph in glyphs)


def text_of(glyphs: list[Glyph]) -> str:
    """Write the characters of a line; words in Latin letters keep their spaces."""
    em = em_of(glyphs)
    text = glyphs[0].character
    for before, glyph in pairwise(glyphs):
        gap = glyph.left - before.right
        latin = before.character.isascii() and glyph.character.isascii()
        digits = before.character.isdecimal() and glyph.character.isdecimal()
        if latin and gap > (0.8 if digits else 0.2) * em:
            text += " "
        if before.character == glyph.character and gap < -0.7 * em:
            continue  # printed twice, for bold type
        text += glyph.character
    return text
