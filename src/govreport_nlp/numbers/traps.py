"""Words whose numeral characters are no numbers (`千方百计`), and amounts that need no numeral.

Both stand in `data/number_traps.toml`.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import NamedTuple

from govreport_nlp.datafiles import read_table

__all__ = ["NUMERAL_CHARACTERS", "Trap", "find_trap", "known_traps"]

#: Where a number, or a word that looks like one, can begin.
NUMERAL_CHARACTERS = (
    "0123456789０１２３４５６７８９〇○零一二三四五六七八九十百千万亿萬億两兩廿卅半兆"
    "壹贰叁肆柒捌玖佰仟"
)


class Trap(NamedTuple):
    """A word found in a text.

    Attributes:
        start: Offset of the word.
        end: Half-open end of the word.
        value: The amount, for the words that are one; else None.
        unit: The amount's unit.
        over: Whether the amount is only a floor, as in `成千上万`.
    """

    start: int
    end: int
    value: Decimal | None = None
    unit: str = ""
    over: bool = False


class _Entry(NamedTuple):
    form: str
    offset: int  # of the form's first numeral character
    exceptions: tuple[str, ...]  # what must not follow
    value: Decimal | None = None
    unit: str = ""
    over: bool = False


def known_traps() -> list[str]:
    """The forms of all words, amounts included."""
    return [entry.form for entries in _index()[1].values() for entry in entries]


@cache
def _index() -> tuple[frozenset[str], dict[str, tuple[_Entry, ...]]]:
    """The words that are no numbers, found by their first numeral.

    Returns:
        The characters that are the first numeral of one; and two characters around it → the words
        that have them, longest first.
    """
    data = read_table("number_traps.toml")
    except_before = {form: tuple(words.split()) for form, words in data["except"].items()}
    entries = [
        _Entry(form, _numeral_offset(form), except_before.get(form, ()))
        for group in data["words"]
        for form in group["forms"].split()
    ]
    entries += [
        _Entry(
            amount["form"],
            _numeral_offset(amount["form"]),
            tuple(amount.get("except", "").split()),
            Decimal(amount["value"]),
            amount["unit"],
            amount.get("over", False),
        )
        for amount in data["amounts"]
    ]
    index: dict[str, list[_Entry]] = {}
    for entry in sorted(entries, key=lambda entry: -len(entry.form)):
        first = max(entry.offset - 1, 0)
        index.setdefault(entry.form[first : first + 2], []).append(entry)
    numerals = frozenset(entry.form[entry.offset] for entry in entries)
    return numerals, {key: tuple(found) for key, found in index.items()}


def _numeral_offset(form: str) -> int:
    return next(at for at, character in enumerate(form) if character in NUMERAL_CHARACTERS)


def find_trap(text: str, position: int, floor: int) -> Trap | None:
    """The word that makes the numeral character at a position no number, if there is one.

    Args:
        text: Any text.
        position: Offset of a numeral character, the first of its run.
        floor: Offset before which a word may not begin.

    Returns:
        The longest such word, or None.
    """
    numerals, index = _index()
    if text[position] not in numerals:
        return None
    inner = index.get(text[position - 1 : position + 1], ())
    opening = index.get(text[position : position + 2], ())
    if not inner and not opening:
        return None
    for entry in (*inner, *opening):
        start = position - entry.offset
        if start < floor or not text.startswith(entry.form, start):
            continue
        end = start + len(entry.form)
        if entry.exceptions and text.startswith(entry.exceptions, end):
            continue
        return Trap(start, end, entry.value, entry.unit, entry.over)
    return None
