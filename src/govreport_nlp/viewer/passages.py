"""A report's text as HTML: every record, name and other number marked in its place."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from html import escape
from itertools import groupby, pairwise
from typing import NamedTuple

from govreport_nlp.records import Report, Section

__all__ = ["text_html"]

_DEEPEST_HEADING = 5


class _Piece(NamedTuple):
    """A stretch of text inside which no mark begins or ends."""

    start: int
    end: int
    line: int
    record: int | None
    unclaimed: int | None
    names: tuple[int, ...]
    run_in: bool


def text_html(report: Report, colour: Callable[[str | None], str]) -> str:
    """Return the text as HTML paragraphs and headings, all of it escaped.

    Args:
        report: The report.
        colour: Gives the class name of a workstream's colour.
    """
    lines = _lines(report.text)
    headings = _headings(report, lines)
    writer = _Writer(report, colour)
    blocks = []
    for line, pieces in groupby(_pieces(report, lines, set(headings)), key=lambda p: p.line):
        html = "".join(writer.sentences(pieces))
        tag = f"h{min(headings[line] + 1, _DEEPEST_HEADING)}" if line in headings else "p"
        blocks.append(f"<{tag}>{html}</{tag}>")
    return "\n".join(blocks)


def _lines(text: str) -> list[tuple[int, int]]:
    """Return the spans of the lines, without the white space around them; empty ones left out."""
    spans, at = [], 0
    for line in text.split("\n"):
        body = line.strip()
        if body:
            start = at + line.index(body[0])
            spans.append((start, start + len(body)))
        at += len(line) + 1
    return spans


def _headings(report: Report, lines: list[tuple[int, int]]) -> dict[int, int]:
    """Return the lines that are headings as a whole, with their levels."""
    starts = [start for start, _ in lines]
    found = {}
    for section in _titled(report):
        at = bisect_right(starts, section.title_start) - 1
        if at >= 0 and lines[at][0] >= section.start and lines[at][1] <= section.title_end + 1:
            found[at] = max(section.level, 1)
    return found


def _titled(report: Report) -> Iterator[Section]:
    return (section for section in report.walk_sections() if section.title)


def _anchors(report: Report) -> list[tuple[int, int]]:
    """Return where each section begins, and its index, the first one last."""
    return sorted(((s.start, s.index) for s in report.walk_sections()), reverse=True)


def _pieces(report: Report, lines: list[tuple[int, int]], headings: set[int]) -> Iterator[_Piece]:
    """Cut the text at every point where something begins or ends."""
    spans: list[tuple[int, int, str, int]] = []
    for index, record in enumerate(report.indicators):
        spans.append((record.start, record.end, "record", index))
        spans += [(start, end, "name", index) for start, end in record.name_spans]
    spans += [(n.start, n.end, "unclaimed", i) for i, n in enumerate(report.unclaimed)]
    spans += [(s.start, s.title_end, "run-in", s.index) for s in _titled(report)]
    changes = _changes(spans)
    points = {point for line in lines for point in line} | changes.keys()
    points.update(sentence.start for sentence in report.sentences)
    starts = [start for start, _ in lines]
    active: dict[str, list[int]] = defaultdict(list)
    for start, end in pairwise(sorted(points)):
        for kind, index, begins in changes.get(start, ()):
            if begins:
                active[kind].append(index)
            else:
                active[kind].remove(index)
        line = bisect_right(starts, start) - 1
        if line < 0 or start >= lines[line][1]:
            continue
        yield _Piece(
            start,
            end,
            line,
            active["record"][-1] if active["record"] else None,
            active["unclaimed"][-1] if active["unclaimed"] else None,
            tuple(active["name"]),
            bool(active["run-in"]) and line not in headings,
        )


def _changes(
    spans: Iterable[tuple[int, int, str, int]],
) -> dict[int, list[tuple[str, int, bool]]]:
    """Return, for each point, what ends there and then what begins there."""
    changes: dict[int, list[tuple[str, int, bool]]] = defaultdict(list)
    proper = [span for span in spans if span[0] < span[1]]
    for _, end, kind, index in proper:
        changes[end].append((kind, index, False))
    for start, _, kind, index in proper:
        changes[start].append((kind, index, True))
    return dict(changes)


class _Writer:
    """Writes pieces as HTML in text order, each section's and record's anchor once."""

    def __init__(self, report: Report, colour: Callable[[str | None], str]) -> None:
        self._report = report
        self._colour = colour
        self._starts = [sentence.start for sentence in report.sentences]
        self._anchors = _anchors(report)
        self._anchored: set[int] = set()

    def sentences(self, pieces: Iterable[_Piece]) -> Iterator[str]:
        """Yield the sentences of a line."""
        for index, group in groupby(pieces, key=lambda p: bisect_right(self._starts, p.start) - 1):
            inner = "".join(self._section_anchors(piece) + self._piece(piece) for piece in group)
            labels = self._report.sentences[index].workstreams
            tint = self._colour(labels[0].id if labels else None)
            yield f'<span class="s {tint}">{inner}</span>'

    def _section_anchors(self, piece: _Piece) -> str:
        html = ""
        while self._anchors and self._anchors[-1][0] <= piece.start:
            html += f'<a class="anchor" id="s{self._anchors.pop()[1]}"></a>'
        return html

    def _piece(self, piece: _Piece) -> str:
        html = escape(self._report.text[piece.start : piece.end])
        if piece.record is not None:
            html = self._record(piece.record, html)
        elif piece.unclaimed is not None:
            reason = escape(self._report.unclaimed[piece.unclaimed].reason)
            html = f'<span class="u" title="{reason}">{html}</span>'
        if piece.run_in:
            html = f"<b>{html}</b>"
        if piece.names:
            html = f'<span class="n" data-n="{" ".join(map(str, piece.names))}">{html}</span>'
        return html

    def _record(self, index: int, html: str) -> str:
        # a name that ends inside a number cuts it: only the first part carries the id
        anchor = "" if index in self._anchored else f' id="r{index}"'
        self._anchored.add(index)
        tint = self._colour(self._report.indicators[index].workstream)
        return f'<a class="r {tint}"{anchor} href="#t{index}" data-r="{index}">{html}</a>'
