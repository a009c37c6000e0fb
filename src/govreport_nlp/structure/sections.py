"""Thin first version."""

from __future__ import annotations

from govreport_nlp.records import Issue, Section

__all__ = ["build_sections"]


def build_sections(
    text: str, body: tuple[int, int]
) -> tuple[tuple[Section, ...], list[Issue]]:
    """Build the section tree."""
    parts = [("front", 0, body[0]), ("body", *body), ("back", body[1], len(text))]
    sections = []
    for kind, start, end in parts:
        if start < end:
            sections.append(Section.model_validate(dict(
                index=len(sections), kind=kind, title_start=start, title_end=start,
                level=int(kind == "body"), start=start, end=end)))
    return tuple(sections), []
