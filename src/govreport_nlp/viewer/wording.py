"""How records and sections are written for people."""

from __future__ import annotations

from govreport_nlp.records import Indicator, Report, Section

__all__ = ["ARROWS", "QUALIFIER_MARKS", "section_title", "value_text"]

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


def section_title(report: Report, section: Section) -> str:
    """Return a section's marker and title with the space between them, ``第一章 总则``.

    Empty for a section without heading.
    """
    if not section.title:
        return section.marker
    return " ".join(report.text[section.start : section.title_end].split())
