"""How a record is written for people: marks for qualifiers and changes."""

from __future__ import annotations

from govreport_nlp.records import Indicator

__all__ = ["ARROWS", "QUALIFIER_MARKS", "value_text"]

QUALIFIER_MARKS = {
    "exact": "",
    "about": "≈ ",
    "over": "> ",
    "under": "< ",
    "at_least": "≥ ",
    "at_most": "≤ ",
}
"""What stands before a number for each qualifier."""

ARROWS = {"up": "↑", "down": "↓", None: ""}
"""What stands for each direction of a change."""


def value_text(record: Indicator) -> str:
    """Return the number as written behind a mark for its qualifier: ``< 50%`` for ``近50%``."""
    return QUALIFIER_MARKS[record.qualifier] + record.text
