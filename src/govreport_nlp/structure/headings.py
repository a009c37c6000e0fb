"""Headings: which paragraphs begin a section, and what their titles are."""

from __future__ import annotations

import re
from typing import NamedTuple

from govreport_nlp.structure.cells import cells_alone, table_rows
from govreport_nlp.structure.markers import Form, Marker, load_forms

__all__ = ["Heading", "Paragraph", "find_closing", "find_headings", "split_paragraphs"]

_BREAK = re.compile(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]|\s{2}")
_END_MARKS = "。！？；!?;"
_CLOSERS = "”’」』）)】》\"'"
_COLLAPSED = 1000
"""A paragraph longer than this has lost its line breaks: numbering inside it counts as well."""
_COLLAPSED_FORMS = frozenset({"part", "chapter", "division", "cn", "paren-cn", "digit"})
_LONG = 40
"""A paragraph from this length on is prose; a heading without number is at most that long."""
_TITLE = re.compile(rf"[^{_END_MARKS}\n\r]*?(?=[{_END_MARKS}\n\r]|[ 　]{{2}}|\Z)")
_LABEL = re.compile(rf"[^{_END_MARKS}：:\n\r]+(?=[：:])")
# Where a line break was lost after a title: the next numbering, or a year that opens a sentence.
_GLUED = re.compile(
    r"[（(]一[）)]|(?<=[\u4e00-\u9fff])1[.．、](?![0-9])"
    r"|(?<![到至于在自从比较是])[12][0-9]{3}年(?=[，,末底])"
)
# The same in front of a long sentence about the whole year or division that gives a number.
_GLUED_SENTENCE = re.compile(r"(?:全[年市省县区]|年末)(?=[^，。；]{0,30}[0-9])")
_MAX_TITLE = 60
_MAX_LABEL = 30
_NO_TITLE_END = "：:，,、—-《“（(‘「"
_NO_OPENING = "，。、；：》”）)’」"
_CLOSING = 30
"""Paragraphs from the end within which a closing address begins."""
_HAN = re.compile(r"[\u3400-\u9fff]")


class Paragraph(NamedTuple):
    """A paragraph as spans into the text.

    Attributes:
        start: First character, indentation left out.
        end: The character after the last one, white space after it left out.
        sentences: Starts of its sentences after the first.
    """

    start: int
    end: int
    sentences: tuple[int, ...]


class Heading(NamedTuple):
    """The start of a section.

    Attributes:
        form: Its form of numbering.
        number: Its number; 0 where the form has none.
        start: First character, that of the marker.
        marker_end: The character after the marker.
        title: Half-open span of the title, empty where it has none.
        run_in: Whether its paragraph goes on after the title.
        inline: Whether it stands in the middle of a paragraph.
    """

    form: Form
    number: int
    start: int
    marker_end: int
    title: tuple[int, int]
    run_in: bool
    inline: bool = False


def split_paragraphs(
    text: str, sentences: list[tuple[int, int]], body: tuple[int, int]
) -> list[Paragraph]:
    """Group the sentences of the body into paragraphs.

    A paragraph ends at a line break, or where two blanks after an end mark show that a line break
    was lost. A paragraph of a thousand characters or more is cut before numbering as well.

    Args:
        text: The text.
        sentences: Its sentences.
        body: Half-open span of the report proper.

    Returns:
        Paragraphs in text order, blank ones left out.
    """
    low, high = body
    paragraphs: list[Paragraph] = []
    starts: list[int] = []
    for start, end in sentences:
        if end <= low or start >= high:
            continue
        starts.append(start if start > low else low)
        if end >= high or text[end - 1] == "\n" or _holds_break(text, start, end):
            paragraphs += _cut(text, starts, min(end, high))
            starts = []
    return paragraphs


def _holds_break(text: str, start: int, end: int) -> bool:
    """Tell whether the white space at the end of a sentence breaks the line."""
    if not text[end - 1].isspace():
        return False
    stripped = start + len(text[start:end].rstrip())
    return _BREAK.search(text, stripped, end) is not None


def _cut(text: str, starts: list[int], end: int) -> list[Paragraph]:
    if end - starts[0] <= _COLLAPSED:
        return [*_stripped(text, starts, end)]
    pieces = _cut_collapsed(text, starts)
    ends = [piece[0] for piece in pieces[1:]] + [end]
    return [one for piece in zip(pieces, ends, strict=True) for one in _stripped(text, *piece)]


def _stripped(text: str, starts: list[int], end: int) -> tuple[Paragraph, ...]:
    """Make a paragraph of sentences, none where they are blank."""
    first = starts[0]
    while first < end and text[first].isspace():
        first += 1
    while first < end and text[end - 1].isspace():
        end -= 1
    return (Paragraph(first, end, tuple(starts[1:])),) if first < end else ()


def _cut_collapsed(text: str, starts: list[int]) -> list[list[int]]:
    """Cut the sentences of a paragraph that has lost its line breaks where numbering begins."""
    pieces = [[starts[0]]]
    for start in starts[1:]:
        marker = load_forms().match(text, start)
        if marker and marker.form.id in _COLLAPSED_FORMS and text[start - 1] not in "；;":
            pieces.append([])
        pieces[-1].append(start)
    return pieces


def find_headings(text: str, paragraphs: list[Paragraph]) -> list[list[Heading]]:
    """Find the headings of each paragraph.

    Args:
        text: The text.
        paragraphs: Its paragraphs.

    Returns:
        For each paragraph the headings in it: one at its start, and items of an enumeration
        (``一是…。二是…。``) that begin sentences inside it.
    """
    forms = load_forms()
    rows = table_rows(text, [(paragraph.start, paragraph.end) for paragraph in paragraphs])
    markers = _markers(text, paragraphs, rows)
    unnumbered = _unnumbered(text, paragraphs, markers, rows)
    found: list[list[Heading]] = []
    for i, paragraph in enumerate(paragraphs):
        headings: list[Heading] = []
        if marker := markers[i]:
            following = paragraphs[i + 1] if i + 1 < len(paragraphs) else None
            headings.append(_numbered_heading(text, marker, paragraph, following))
        elif i in unnumbered and not (i and _is_title_of(found[-1], paragraph)):
            form = forms.unnumbered(text[paragraph.start : paragraph.end])
            span = (paragraph.start, paragraph.end)
            headings.append(Heading(form, 0, paragraph.start, paragraph.start, span, False))
        if paragraph.sentences:
            headings += _inline_items(text, paragraph, headings)
        found.append(headings)
    return found


def _markers(text: str, paragraphs: list[Paragraph], rows: list[bool]) -> list[Marker | None]:
    """Return the numbering of each paragraph that counts as one of the report.

    Rows of tables are numbered for themselves. So are cells on a line each; but a heading between
    two such tables goes on from the one before them, and no number stands below it.
    """
    spans = [(paragraph.start, paragraph.end) for paragraph in paragraphs]
    cells = cells_alone(text, spans)
    markers: list[Marker | None] = []
    last: dict[Form, int] = {}
    inner: dict[Form, int] = {}  # the last numbers of the table at hand
    for i, (start, _) in enumerate(spans):
        marker = None if rows[i] else load_forms().match(text, start)
        if marker and not _counts(marker, last):
            marker = None
        if not cells[i]:
            inner.clear()
        elif marker:
            value = i + 1 < len(spans) and text[spans[i + 1][0]].isdecimal()
            if value or not _goes_on(marker, last, inner):
                inner[marker.form] = marker.number
                marker = None
        if marker:
            wider = marker.form.rank
            last = {form: n for form, n in last.items() if form.leaf or form.rank <= wider}
            last[marker.form] = marker.number
        markers.append(marker)
    return markers


def _goes_on(marker: Marker, last: dict[Form, int], inner: dict[Form, int]) -> bool:
    """Tell whether numbering inside a table goes on from that before it, not from the table's."""
    number, form = marker.number, marker.form
    return number == last.get(form, 0) + 1 and not (form in inner and number == inner[form] + 1)


def _is_title_of(headings: list[Heading], paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is the title of a heading whose marker stands on a line before."""
    return bool(headings) and headings[0].title[0] == paragraph.start


def _counts(marker: Marker, last: dict[Form, int]) -> bool:
    """Tell whether a marker whose words mean something else too stands in its sequence."""
    form = marker.form
    return not form.after or marker.number <= 1 or last.get(form, 0) >= form.after


def _numbered_heading(
    text: str, marker: Marker, paragraph: Paragraph, following: Paragraph | None
) -> Heading:
    start = marker.end
    while start < paragraph.end and text[start].isspace():
        start += 1
    if start == paragraph.end and following and _stands_alone(text, following):
        span = (following.start, following.end)
        if load_forms().match(text, following.start) is None:
            return Heading(marker.form, marker.number, marker.start, marker.end, span, False)
    end = _title_end(text, start, paragraph.end)
    if end - start > _MAX_LABEL and not marker.form.leaf:
        glued = _GLUED_SENTENCE.search(text, start + 2, start + _MAX_LABEL)
        end = glued.start() if glued else end
    run_in = len(text[end : paragraph.end].strip(_END_MARKS + _CLOSERS)) > 0
    return Heading(marker.form, marker.number, marker.start, marker.end, (start, end), run_in)


def _title_end(text: str, start: int, stop: int) -> int:
    """Return where a title ends: the first sentence if short, or a label before a colon."""
    match = _TITLE.match(text, start, min(stop, start + _MAX_TITLE + 1))
    end = match.end() if match else start + _MAX_TITLE + 1
    if end - start > _MAX_LABEL:
        label = _LABEL.match(text, start, start + _MAX_LABEL)
        if label:
            return label.end()
    glued = _GLUED.search(text, start + 2, end)
    if glued:
        return glued.start()
    if end - start > _MAX_TITLE:
        return start
    return start + len(text[start:end].rstrip(_NO_TITLE_END + " \u3000"))


def _stands_alone(text: str, paragraph: Paragraph) -> bool:
    """Tell whether a paragraph could be a heading: short, without end mark."""
    passage = text[paragraph.start : paragraph.end]
    return (
        1 < len(passage) < _LONG
        and (len(passage) > 3 or load_forms().unnumbered(passage).id == "major")
        and not paragraph.sentences
        and passage[-1] not in _END_MARKS + _NO_TITLE_END
        and not load_forms().caption.match(passage)
        and _HAN.search(passage) is not None
    )


def _unnumbered(
    text: str, paragraphs: list[Paragraph], markers: list[Marker | None], rows: list[bool]
) -> set[int]:
    """Return the paragraphs that are headings without number.

    Such a heading is a short line without end mark; what stands before it is finished or a table,
    and what follows is prose or a numbered heading. In a text whose prose lines mostly lack end
    marks (hard line breaks) short lines tell nothing.
    """
    prose = [
        p for p, row in zip(paragraphs, rows, strict=True) if p.end - p.start >= _LONG and not row
    ]
    finished = sum(_is_finished(text, p) for p in prose)
    if 2 * finished < len(prose):
        return set()
    found: set[int] = set()
    for i, paragraph in enumerate(paragraphs[:-1]):
        if markers[i] or rows[i] or not _stands_alone(text, paragraph):
            continue
        before = i == 0 or markers[i - 1] or rows[i - 1] or i - 1 in found
        before = before or _is_finished(text, paragraphs[i - 1])
        after = paragraphs[i + 1]
        opens = (
            after.end - after.start >= _LONG
            or markers[i + 1]
            or (
                _stands_alone(text, after)
                and i + 2 < len(paragraphs)
                and paragraphs[i + 2].end - paragraphs[i + 2].start >= _LONG
            )
        )
        if before and opens:
            found.add(i)
    return found


def _is_finished(text: str, paragraph: Paragraph) -> bool:
    last = text[paragraph.start : paragraph.end].rstrip(_CLOSERS)[-1:]
    return last in _END_MARKS + "：:" and last != ""


def _inline_items(text: str, paragraph: Paragraph, before: list[Heading]) -> list[Heading]:
    """Return the items of an enumeration that begin sentences inside a paragraph.

    They count when they run 1, 2, … or go on from the item that the paragraph begins with.
    """
    forms = load_forms()
    items: list[Marker] = []
    expected = before[-1].number + 1 if before and before[-1].form.inline else 0
    form = before[-1].form.id if expected else ""
    for start in paragraph.sentences:
        if text[start] not in "一二三四五六七八九十其":
            continue
        marker = forms.match(text, start)
        if marker is None or not marker.form.inline:
            continue
        goes_on = marker.form.id == form and marker.number == expected
        if marker.number == 1 or goes_on:
            items.append(marker)
            expected, form = marker.number + 1, marker.form.id
    if len(items) == 1 and items[0].number == 1:
        return []
    headings = []
    for marker in items:
        end = _title_end(text, marker.end, paragraph.end)
        headings.append(
            Heading(
                marker.form, marker.number, marker.start, marker.end, (marker.end, end), True, True
            )
        )
    return headings


def find_closing(
    text: str, paragraphs: list[Paragraph], headings: list[list[Heading]]
) -> int | None:
    """Return the paragraph that the closing address of a speech begins with, or None.

    Args:
        text: The text.
        paragraphs: Its paragraphs.
        headings: The headings of each paragraph.
    """
    begins, holds = load_forms().closing
    if not any(headings):
        return None
    called = False
    for i in range(len(paragraphs) - 1, max(len(paragraphs) - _CLOSING, 0), -1):
        paragraph = paragraphs[i]
        if headings[i]:
            return None
        called = called or holds.search(text, paragraph.start, paragraph.end) is not None
        if called and begins.match(text, paragraph.start):
            return i
    return None
