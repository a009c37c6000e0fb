"""How a text is written, made alike: one character to one, so that offsets stay."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from govreport_nlp.datafiles import read_rows

__all__ = ["by_table", "shadow", "simplified"]

_TRADITIONAL = "國業發產會"
"""Characters that no report in traditional script does without."""
_CONFIG = "tw2s"
_WIDE_DIGITS = "０１２３４５６７８９"
_NARROW = str.maketrans(_WIDE_DIGITS + "，．", "0123456789,.")
# １，２３４．５: comma and point are of the number where they part its digits
_WIDE_NUMBER = re.compile(
    f"[{_WIDE_DIGITS}]{{1,3}}(?:，[{_WIDE_DIGITS}]{{3}})+(?![{_WIDE_DIGITS}])(?:．[{_WIDE_DIGITS}]+)*"
    f"|[{_WIDE_DIGITS}]+(?:．[{_WIDE_DIGITS}]+)*"
)
_CORNERS = "「」﹁﹂『』﹃﹄"
_CURLY = str.maketrans(_CORNERS, "“”“”‘’‘’")
_STRAIGHT = re.compile(r'"([^"\n]*)"')


def shadow(text: str) -> str:
    """Return what the grammar reads for a text.

    That is in simplified script, with narrow digits, curly quotes and spaces of one kind.

    Args:
        text: Any text; one that is so written already is returned as it is.

    Returns:
        The shadow, of the same length.

    Example:
        >>> shadow("總額１，２３４．５億元，增長５％")
        '總額1,234.5億元，增長5％'
    """
    text = text.replace("\u00a0", " ").replace("\u2009", " ")
    if any(digit in text for digit in _WIDE_DIGITS):
        text = _WIDE_NUMBER.sub(lambda match: match.group().translate(_NARROW), text)
    if any(corner in text for corner in _CORNERS):
        text = text.translate(_CURLY)
    if '"' in text:
        text = _STRAIGHT.sub(r"“\1”", text)
    return simplified(text)


def simplified(text: str) -> str:
    """Return a shadow of a text in simplified script, of the same length.

    With the extra ``hant`` installed OpenCC makes it, which reads characters by the words that
    they stand in (計畫 is 计划, 畫展 is 画展); else the library's own table does.

    Args:
        text: Any text; one in simplified script is returned as it is.

    Returns:
        The shadow. Characters that are also current in simplified text (后, 里, 干) stand for
        themselves.

    Example:
        >>> simplified("國內生產總值成長五個百分點")
        '国内生产总值成长五个百分点'
    """
    if not any(character in text for character in _TRADITIONAL):
        return text
    convert = _converter()
    if convert is None:
        return by_table(text)
    converted = convert(text)
    if len(converted) == len(text):
        return converted
    return "".join(_of_equal_length(line, convert) for line in text.splitlines(keepends=True))


def _of_equal_length(line: str, convert: Callable[[str], str]) -> str:
    """Convert a line; character by character where a word would change its length."""
    converted = convert(line)
    return converted if len(converted) == len(line) else by_table(line)


def by_table(text: str) -> str:
    """Return a title or name in simplified script, character by character.

    `simplified` tells from a whole text whether it is traditional; a title is too short for that.

    Example:
        >>> by_table("五年規劃綱要")
        '五年规划纲要'
    """
    return text.translate(_table())


@lru_cache(maxsize=1)
def _converter() -> Callable[[str], str] | None:
    """Return OpenCC's conversion, None where the extra is not installed."""
    try:
        import opencc  # noqa: PLC0415  an extra
    except ImportError:
        return None
    convert: Callable[[str], str] = opencc.OpenCC(_CONFIG).convert
    return convert


@lru_cache(maxsize=1)
def _table() -> dict[int, str]:
    rows = read_rows("traditional.tsv")
    return {ord(form): row[0] for row in rows for form in row[1]}
