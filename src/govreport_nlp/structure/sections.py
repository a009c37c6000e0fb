"""The section tree: headings nested by their forms of numbering."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from pydantic import TypeAdapter

from govreport_nlp.records import Issue, Section
from govreport_nlp.structure.headings import (
    Heading,
    Paragraph,
    find_closing,
    find_headings,
    split_paragraphs,
)
from govreport_nlp.structure.markers import Form
from govreport_nlp.structure.sentences import split_sentences

__all__ = ["build_sections"]

_GAP_HINT = "a heading may be missing from the text, or its number misprinted"
_Kind = Literal["front", "body", "back"]
_SECTIONS = TypeAdapter(tuple[Section, ...])
"""Makes a whole tree in one call."""


class _Entry(NamedTuple):
    """A section before its children are known."""

    start: int
    level: int
    marker_end: int
    title: tuple[int, int]
    kind: _Kind = "body"


@dataclass(slots=True)
class _Frame:
    """An open section: the run of siblings it belongs to."""

    key: str
    form: Form
    number: int
    count: int = 1
    run_in: bool = False
    single: bool = True  # each item of the run so far is one paragraph
    closed: bool = False  # the run is over; text without heading stands in its place


def build_sections(
    text: str, body: tuple[int, int], sentences: list[tuple[int, int]] | None = None
) -> tuple[tuple[Section, ...], list[Issue]]:
    r"""Build the section tree of a report.

    Headings are nested by their forms of numbering, in the usual order of forms or in the
    report's own where it differs. A section begins where a sentence begins. An enumeration inside
    a paragraph (``一是…。二是…。``) makes sections where each item begins a sentence. Text that
    follows a run of one-paragraph items becomes a section without marker beside them.

    Args:
        text: The text.
        body: Half-open span of the report proper; what stands outside becomes a section of level
            0 before it and one behind it.
        sentences: What `split_sentences` gives for the text, where that is known already.

    Returns:
        The top-level sections, which tile the text, and issues ``heading-gap`` and
        ``heading-repeat`` where a numbering does not run on.

    Example:
        >>> sections, issues = build_sections("一、回顾\n增长。\n二、安排\n增长。", (0, 18))
        >>> [section.marker + section.title for section in sections]
        ['一、回顾', '二、安排']
    """
    paragraphs = split_paragraphs(text, sentences or split_sentences(text), body)
    headings = find_headings(text, paragraphs)
    closing = find_closing(text, paragraphs, headings)
    nesting = _Nesting(text, _observed_order(headings))
    for i, paragraph in enumerate(paragraphs):
        if i == closing:
            nesting.close(paragraph)
        elif headings[i] and not headings[i][0].inline:
            nesting.open_paragraph(headings[i][0])
        else:
            following = next((h[0] for h in headings[i + 1 : i + 2] if h), None)
            nesting.plain_paragraph(paragraph, following)
        for heading in headings[i]:
            if heading.inline:
                nesting.open_inline(heading)
    entries = _with_margins(text, nesting.entries, body)
    return _tree(text, entries), nesting.issues


def _observed_order(headings: list[list[Heading]]) -> dict[tuple[str, str], int]:
    """Count how often the second form stands inside an item of the first.

    A form stands inside another where it starts at one between two successive numbers of it, and
    a heading without number holds a form that starts again at one after it. Dashes and bullets
    tell nothing.
    """
    inside: dict[tuple[str, str], int] = defaultdict(int)
    last: dict[str, int] = {}
    since: dict[str, set[str]] = defaultdict(set)
    unnumbered: set[str] = set()
    for heading in (h for found in headings for h in found if not h.inline):
        form, number = heading.form.id, heading.number
        if number == 0 and heading.form.leaf:
            continue
        if number == 0:
            unnumbered.add(form)
        elif form in last and number == last[form] + 1:
            for other in since[form]:
                inside[form, other] += 1
        elif form in last and number == 1:
            for other in since[form] & unnumbered:
                inside[other, form] += 1
        if number <= 1:
            for other in last:
                if other != form:
                    since[other].add(form)
        since[form].clear()
        last[form] = number
    return inside


class _Nesting:
    """Places headings one after the other; keeps the path of open sections."""

    def __init__(self, text: str, inside: dict[tuple[str, str], int]) -> None:
        self.entries: list[_Entry] = []
        self.issues: list[Issue] = []
        self._text = text
        self._inside = inside
        self._path: list[_Frame] = []
        self._last: dict[str, int] = {}

    def open_paragraph(self, heading: Heading) -> None:
        """Open the section of a heading at the start of a paragraph."""
        self._drop_inline()
        while self._path and not self._holds(self._path, heading.form):
            self._path.pop()
        self._open(heading, heading.form.id)

    def open_inline(self, heading: Heading) -> None:
        """Open a section inside a paragraph: it stays under what the paragraph belongs to."""
        key = heading.form.id
        top = self._path[-1] if self._path else None
        goes_on = top and top.key == key and heading.number == top.number + 1
        if not goes_on:
            key += " inline"
            while any(frame.key == key for frame in self._path) and self._path[-1].key != key:
                self._path.pop()
        self._open(heading, key)

    def plain_paragraph(self, paragraph: Paragraph, following: Heading | None) -> None:
        """Take a paragraph without heading: it may end a run of one-paragraph items."""
        if not self._path or self._path[-1].closed:
            return
        top = self._path[-1]
        goes_on = following and following.form.id == top.key and following.number == top.number + 1
        enough = 2 if top.form.leaf else 3
        if top.run_in and top.single and top.count >= enough and not goes_on:
            top.closed = True
            start = paragraph.start
            self.entries.append(_Entry(start, len(self._path), start, (start, start)))
        else:
            top.single = False

    def close(self, paragraph: Paragraph) -> None:
        """Open a section of the widest level for a paragraph that belongs to none before."""
        self._path.clear()
        start = paragraph.start
        self.entries.append(_Entry(start, 1, start, (start, start)))

    def _holds(self, path: list[_Frame], form: Form) -> bool:
        """Tell whether the innermost open section can stay open before a heading of a form."""
        top = path[-1]
        if top.key == form.id:
            return True
        if any(frame.key == form.id for frame in path):
            return False
        ours, theirs = self._inside[form.id, top.form.id], self._inside[top.form.id, form.id]
        return theirs > ours or (theirs == ours and top.form.rank < form.rank)

    def _open(self, heading: Heading, key: str) -> None:
        level = len(self._path)
        if self._path and self._path[-1].key == key:
            frame = self._path[-1]
            self._check(heading, frame.number)
            frame.number = heading.number
            frame.count = 1 if frame.closed else frame.count + 1
            frame.run_in, frame.closed = heading.run_in, False
        else:
            self._check(heading, 0)
            if self._path:
                self._path[-1].single = False
            self._path.append(_Frame(key, heading.form, heading.number, run_in=heading.run_in))
            level += 1
        self.entries.append(_Entry(heading.start, level, heading.marker_end, heading.title))

    def _drop_inline(self) -> None:
        while self._path and self._path[-1].key.endswith(" inline"):
            self._path.pop()

    def _check(self, heading: Heading, before: int) -> None:
        number, form = heading.number, heading.form
        running = self._last.get(form.id, 0) + 1  # chapters may run on from part to part
        self._last[form.id] = number
        if number in (0, before + 1, running) or (number == 1 and form.leaf) or form.after:
            return
        marker = self._text[heading.start : heading.marker_end].strip()
        code = "heading-gap" if number > before else "heading-repeat"
        place = f"comes after number {before}" if before else "comes first"
        self.issues.append(
            Issue(
                code=code,
                message=f"{marker} {place}",
                hint=_GAP_HINT,
                start=heading.start,
                end=heading.marker_end,
            )
        )


def _with_margins(text: str, entries: list[_Entry], body: tuple[int, int]) -> list[_Entry]:
    """Add front matter, the text before the first heading, and back matter."""
    start, end = body
    margins = [_Entry(0, 0, 0, (0, 0), "front")] if start > 0 else []
    first = entries[0].start if entries else end
    if entries and not text[start:first].strip():
        entries[0] = entries[0]._replace(start=start)  # white space at the start of the text
    elif start < first:
        margins.append(_Entry(start, 1, start, (start, start)))
    back = [_Entry(end, 0, end, (end, end), "back")] if end < len(text) else []
    return margins + entries + back


def _tree(text: str, entries: list[_Entry]) -> tuple[Section, ...]:
    """Make the tree from entries in reading order, from the last one backwards."""
    waiting: dict[int, list[dict[str, Any]]] = defaultdict(list)
    after: list[tuple[int, int]] = []  # levels, ascending, and where their next section starts
    for index in range(len(entries) - 1, -1, -1):
        entry = entries[index]
        level = max(entry.level, 1)
        while after and after[-1][0] > level:
            after.pop()
        section = {
            "index": index,
            "kind": entry.kind,
            "marker": text[entry.start : entry.marker_end].strip(),
            "title": text[slice(*entry.title)],
            "title_start": entry.title[0],
            "title_end": entry.title[1],
            "level": entry.level,
            "start": entry.start,
            "end": after[-1][1] if after else len(text),
            "children": waiting.pop(level + 1, [])[::-1],
        }
        waiting[level].append(section)
        if after and after[-1][0] == level:
            after.pop()
        after.append((level, entry.start))
    return _SECTIONS.validate_python(waiting.pop(1, [])[::-1])
