"""Traditional script read as simplified, one character to one, so that offsets stay."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib import resources

__all__ = ["simplified"]

_TRADITIONAL = "國業發產會"
"""Characters that no report in traditional script does without."""
_CONFIG = "tw2s"


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
        return text.translate(_table())
    shadow = convert(text)
    if len(shadow) == len(text):
        return shadow
    return "".join(_of_equal_length(line, convert) for line in text.splitlines(keepends=True))


def _of_equal_length(line: str, convert: Callable[[str], str]) -> str:
    """Convert a line; character by character where a word would change its length."""
    shadow = convert(line)
    return shadow if len(shadow) == len(line) else line.translate(_table())


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
    table = resources.files("govreport_nlp") / "data" / "traditional.tsv"
    rows = (line.split("\t") for line in table.read_text(encoding="utf-8").splitlines())
    return {ord(form): row[0] for row in rows if len(row) == 2 for form in row[1]}
