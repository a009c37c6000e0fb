"""Traditional script read as simplified, one character to one, so that offsets stay."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

__all__ = ["simplified"]

_TRADITIONAL = "國業發產會"
"""Characters that no report in traditional script does without."""


def simplified(text: str) -> str:
    """Return a shadow of a text in simplified script, of the same length.

    Args:
        text: Any text; one in simplified script is returned as it is.

    Returns:
        The shadow. Characters that are also current in simplified text (后, 里, 干) stand for
        themselves.

    Example:
        >>> simplified("國內生產總值成長五個百分點")
        '国内生产总值成长五个百分点'
    """
    if any(character in text for character in _TRADITIONAL):
        return text.translate(_table())
    return text


@lru_cache(maxsize=1)
def _table() -> dict[int, str]:
    table = resources.files("govreport_nlp") / "data" / "traditional.tsv"
    rows = (line.split("\t") for line in table.read_text(encoding="utf-8").splitlines())
    return {ord(form): row[0] for row in rows if len(row) == 2 for form in row[1]}
