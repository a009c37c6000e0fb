"""What typesetting put into sentences: line breaks, page numbers, spaces around numbers.

Stages read the text without them, `Unwrapped.text`; what they find is put back to the text as
written, which never changes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple

from govreport_nlp.records import Issue, Section
from govreport_nlp.structure.markers import load_forms

__all__ = ["Unwrapped", "unwrap"]

Span = tuple[int, int]

_LINE = re.compile(r"\S[^\n]*")
_END_MARKS = "。！？；：!?;:"
_END = re.compile(r"[。！？；!?;]|\.(?![0-9])")
_CLOSERS = "”’」』）)】》〉\"'"
_HALF_MARKS = "，、"
_NO_START = "，。、；：！？）”’》」』的"
_NO_END = "《〈（“‘「『、的"
# A number or Latin word at the end of a line with what follows: 比2031 | 年, PM | 2.5, 4. | 6%.
_TORN = re.compile(r"[0-9](?:\n\s*)(?:[\u3400-\u9fff]|[%％].)|[0-9A-Za-z.．]\n\s*[0-9]")
_MARK_INSIDE = re.compile("[，、。；,;]")
_ADDRESS = re.compile(
    "(?:各位(?:代表|委员|委員|议员|議員|同志)|同志们|同志們)[^，。]{0,12}[：:！!]"
)
_NO_PROSE = ("\t", "....", "……", "····", "．．．．")
"""What parts the cells of a row, or leads to a page number."""
_PLAIN_NUMBER = re.compile(r"\d{1,4}")
_PAGE_NUMBER = re.compile(
    r"[-—–－―]+ ?\d{1,4} ?[-—–－―]+|第 ?\d{1,4} ?页(?:.{0,3}共 ?\d{1,4} ?页)?"
)

# 新建 20 个: a space that an editor puts between Chinese and Arabic says nothing. It stays beside a
# Chinese numeral, where it may part two numbers or two cells: 三千万 5000, 1 三门.
_NUMERALS = "〇零一二三四五六七八九十百千万亿萬億两兩"
_HAN = "\u4e00-\u9fff"
# The rest of a row: 新设立数 7 3 5. Its spaces part cells.
_ROW = r"[\d.,%％~～—-]+(?: +[\d.,%％~～—-]+)+[ 　]*(?:\n|$)"
_SPACE = re.compile(
    f"[ \u00a0\u2009](?:(?<=[{_HAN}].)(?<![{_NUMERALS}].)(?=\\d)(?!{_ROW})"
    f"|(?<=[\\d%％‰].)(?=[{_HAN}])(?![〇零一二三四五六七八九十两兩]))"
)

# 1 9 8 0 年: each digit set apart, among Chinese characters and no row of a table.
_BESIDE = f"{_HAN}，、（(～~—-"
# A search skips to the first space: it is quicker to find than a digit.
_SPACED_DIGITS = re.compile(
    rf" (?:(?<=[{_BESIDE}][0-9] )|(?<=[{_BESIDE}] [0-9] ))[0-9.．](?: [0-9.．])*"
    rf"(?= ?[{_HAN}%％～~—-])"
)

# Widths are in columns: two for a Chinese character, one for a letter or digit.
_WIDE = 40
"""A line of prose has this width at least."""
_WIDEST = 160
"""A wider line is a paragraph."""
_FULL = 0.75
"""Share of the usual width from which a line is full: hanging indents make lines narrower."""
_HALF = 0.5
_RAGGED = 4
"""Columns that the edge of a page may be ragged by."""
_MOSTLY_CHINESE = 1.4
"""Columns a character from which a line is Chinese prose, and no row of numbers."""
_LEAST_OPEN = 4
"""Lines without end mark that tell the width of a text."""
_LONGEST_HEADING = 80
_MAX_PAGE_NUMBER = 20
_MOST_BLANK = 6
"""Line breaks between the two halves of a sentence."""


class _Line(NamedTuple):
    """A line that is not blank, white space around it left out."""

    start: int
    end: int
    width: int
    is_open: bool


class Unwrapped:
    """A text without what typesetting put into its sentences, and the way back.

    Attributes:
        text: The text without them.
        gaps: Half-open spans of the original text that were left out, in text order.
    """

    __slots__ = ("_cuts", "_original", "_removed", "gaps", "text")

    def __init__(self, text: str, gaps: list[Span]) -> None:
        self.gaps = gaps
        self._original = text
        self._removed = [0, *accumulate(end - start for start, end in gaps)]
        self._cuts = [start - gone for (start, _), gone in zip(gaps, self._removed, strict=False)]
        ends = [0, *(end for _, end in gaps)]
        starts = [*(start for start, _ in gaps), len(text)]
        pieces = (text[a:b] for a, b in zip(ends, starts, strict=True))
        self.text = "".join(pieces) if gaps else text

    def forth(self, offset: int) -> int:
        """Return where an offset of the original text, in no gap, lies in the text without."""
        return offset - self._removed[bisect_right(self.gaps, (offset, -1))]

    def back(self, offset: int) -> int:
        """Return the offset in the original text of a character."""
        return offset + self._removed[bisect_right(self._cuts, offset)]

    def span(self, start: int, end: int) -> Span:
        """Return the half-open span of the original text from the first to the last character."""
        first = self.back(start)
        return (first, self.back(end - 1) + 1) if start < end else (first, first)

    def pieces(self, start: int, end: int) -> list[Span]:
        """Return a span as spans of the original text that hold none of the gaps."""
        low, high = bisect_right(self._cuts, start), bisect_right(self._cuts, end - 1)
        bounds = [start, *self._cuts[low:high], end]
        return [self.span(a, b) for a, b in pairwise(bounds)]

    def sentences(self, spans: list[Span]) -> list[Span]:
        """Return spans that tile the text as spans that tile the original one."""
        starts = [self.back(start) for start, _ in spans[1:]]
        return list(zip([0, *starts], [*starts, len(self._original)], strict=True))

    def section(self, section: Section) -> Section:
        """Return a section, with those inside it, as it lies in the original text."""
        title = self.span(section.title_start, section.title_end)
        head = self.text[section.start : section.title_start]
        at = section.start + len(head) - len(head.lstrip())
        marker = self.span(at, at + len(section.marker)) if section.marker else (0, 0)
        return section.model_copy(
            update={
                "marker": self._original[slice(*marker)],
                "start": self.back(section.start),
                "end": self.back(section.end),
                "title_start": title[0],
                "title_end": title[1],
                "title": self._original[slice(*title)],
                "children": tuple(self.section(child) for child in section.children),
            }
        )

    def issue(self, issue: Issue) -> Issue:
        """Return an issue as it lies in the original text."""
        if issue.start is None or issue.end is None:
            return issue
        start, end = self.span(issue.start, issue.end)
        return issue.model_copy(update={"start": start, "end": end})


def unwrap(text: str) -> Unwrapped:
    r"""Leave line breaks inside sentences, and spaces around numbers, out of a text.

    Breaks are found where nearly all lines of prose end at one width, the edge of a page; and
    around a page number that stands in the middle of a sentence. A space counts between a Chinese
    character, no numeral, and an Arabic digit, and where each digit of a number is set apart.

    Args:
        text: The text.

    Returns:
        The text without them; the text itself where there are none.

    Example:
        >>> unwrapped = unwrap("全市新建公园二十个，改造老旧小区三十个，新增\n\n- 2 -\n学位。")
        >>> unwrapped.text
        '全市新建公园二十个，改造老旧小区三十个，新增学位。'
    """
    gaps = list(_Breaks(text, _lines(text)).gaps())
    spaces: list[Span] = []
    ends = [end for _, end in gaps]
    for start, end in _spaces(text):
        at = bisect_right(ends, start)
        if at == len(ends) or end <= gaps[at][0]:  # 第 2 页 is a gap already
            spaces.append((start, end))
    return Unwrapped(text, sorted(gaps + spaces))


def _spaces(text: str) -> Iterator[Span]:
    """Yield the spaces beside Arabic digits that say nothing."""
    for space in _SPACE.finditer(text):
        yield space.span()
    for digits in _SPACED_DIGITS.finditer(text):
        for at in range(digits.start(), digits.end(), 2):
            yield at, at + 1


def _lines(text: str) -> list[_Line]:
    lines = []
    for match in _LINE.finditer(text):
        line = match.group().rstrip()
        last = line.rstrip(_CLOSERS)[-1:] if line[-1] in _CLOSERS else line[-1]
        start, size = match.start(), len(line)
        width = len(line.encode("gb18030", "replace"))
        lines.append(_Line(start, start + size, width, last not in _END_MARKS))
    return lines


def _usual_width(text: str, lines: list[_Line]) -> int:
    """Return the width at which lines of prose are broken; 0 where paragraphs are whole.

    A text is broken where many lines have no end mark, these are about equally wide, hardly any
    line is wider, and they are prose and no items of a list: they have marks inside, and sentences
    end among them.
    """
    wide = [line for line in lines if line.width >= _WIDE]
    if any(mark in text for mark in _NO_PROSE):
        wide = [line for line in wide if _is_prose(text, line)]
    unfinished = sorted(line.width for line in wide if line.is_open)
    if len(unfinished) < max(_LEAST_OPEN, 0.3 * len(wide)):
        return 0
    full = unfinished[int(0.9 * (len(unfinished) - 1))]
    wider = sum(line.width > 1.15 * full for line in wide)
    reaching = [line for line in wide if line.is_open and line.width >= 0.85 * full]
    marked = sum(_MARK_INSIDE.search(text, line.start, line.end) is not None for line in reaching)
    ended = sum(_END.search(text, line.start, line.end) is not None for line in wide)
    broken = (
        full <= _WIDEST
        and wider <= 0.03 * len(wide)
        and len(reaching) >= 0.6 * len(unfinished)
        and marked >= 0.5 * len(reaching)
        and ended >= 0.2 * len(wide)
    )
    return full if broken else 0


def _is_prose(text: str, line: _Line) -> bool:
    """Tell whether a line is no row of a table and no entry of a table of contents."""
    passage = text[line.start : line.end]
    return not any(mark in passage for mark in _NO_PROSE)


class _Breaks:
    """Tells which line breaks of a text stand inside a sentence or paragraph."""

    def __init__(self, text: str, lines: list[_Line]) -> None:
        self._text = text
        self._lines = lines
        self._full = _usual_width(text, lines)
        wide = [line for line in lines if line.width >= _WIDE] if self._full else []
        # half of the lines may begin paragraphs; those that go on are set in least
        self._indented = sorted(map(self._indent, wide))[len(wide) // 10] + 1 if wide else 1

    @cached_property
    def _parted_by_blanks(self) -> bool:
        singles = sum(self._breaks(*pair) == 1 for pair in pairwise(self._lines))
        return 2 * singles <= len(self._lines)

    def gaps(self) -> Iterator[Span]:
        """Yield the spans from the end of a line to where it goes on, and lines of page numbers."""
        following: _Line | None
        number: _Line | None = None
        goes_on = False
        for i, (line, following) in enumerate(pairwise(self._lines)):
            if line is number:
                continue
            short = following.end - following.start <= _MAX_PAGE_NUMBER
            number = following if short and self._is_page_number(line, following) else None
            if not (number or line.is_open or self._full):  # as nearly all paragraphs of most files
                goes_on = False
                continue
            if number:
                following = self._lines[i + 2] if i + 2 < len(self._lines) else None  # noqa: PLW2901
            numbered, inside = number is not None, goes_on
            goes_on = following is not None and (
                self._reaches_edge(line, following, numbered=numbered)
                or (not numbered and self._is_torn(line, following, inside=inside))
                or (not numbered and self._before_link(line, following, i + 2))
            )
            if goes_on and following:
                yield line.end, following.start
            elif number and _PAGE_NUMBER.match(self._text, number.start, number.end):
                yield line.end, number.end

    def _reaches_edge(self, line: _Line, following: _Line, *, numbered: bool) -> bool:
        """Tell whether a line ends at the edge of the page, or of the last one, and goes on."""
        if line.width < _WIDE or not (self._full or numbered):
            return False
        most = _MOST_BLANK + 3 * numbered
        if self._breaks(line, following) > most or not self._may_go_on(line, following):
            return False
        if line.is_open:
            return self._in_sentence(line, following, numbered=numbered)
        return not numbered and self._in_paragraph(line, following)

    def _is_torn(self, line: _Line, following: _Line, *, inside: bool) -> bool:
        """Tell whether a break stands inside a phrase: a link or a number on a line of its own.

        Args:
            line: The line.
            following: The next one.
            inside: Whether the line itself goes on from the one before. If no mark begins it, it is
                a link inside a phrase.
        """
        text = self._text
        if not line.is_open or self._breaks(line, following) > 1:
            return False
        last, first = text[line.end - 1], text[following.start]
        short = line.width < _WIDE and not self._full
        certain = first in _NO_START or last in _NO_END
        if not (certain or inside or not short):
            return False
        if not self._may_go_on(line, following) or load_forms().match(text, following.start):
            return False
        link = inside and text[line.start] not in _NO_START
        if certain or (link and short):
            return True
        figure = _TORN.match(text, line.end - 1, following.end) is not None
        return (link or self._is_sentence(line)) and (self._parted_by_blanks or figure)

    def _before_link(self, line: _Line, following: _Line, after: int) -> bool:
        """Tell whether the next line is a link whose sentence goes on with a mark behind it."""
        if not line.is_open or after >= len(self._lines):
            return False
        if self._text[self._lines[after].start] not in _NO_START:
            return False
        pairs = ((line, following), (following, self._lines[after]))
        single = all(pair[0].is_open and self._breaks(*pair) == 1 for pair in pairs)
        if not single or _MARK_INSIDE.search(self._text, following.start, following.end):
            return False
        headed = any(load_forms().match(self._text, one.start) for one in (line, following))
        return not headed and self._may_go_on(line, following)

    def _is_sentence(self, line: _Line) -> bool:
        """Tell whether a line has marks inside and is no heading."""
        if _MARK_INSIDE.search(self._text, line.start + 1, line.end) is None:
            return False
        numbered = load_forms().match(self._text, line.start) is not None
        return not numbered or line.width > _LONGEST_HEADING

    def _breaks(self, line: _Line, following: _Line) -> int:
        return self._text.count("\n", line.end, following.start)

    def _indent(self, line: _Line) -> int:
        return line.start - self._text.rfind("\n", 0, line.start) - 1

    def _is_page_number(self, line: _Line, number: _Line) -> bool:
        """Tell whether a line is a page number; without dashes it must stand apart."""
        passage = self._text[number.start : number.end]
        if _PAGE_NUMBER.fullmatch(passage):
            return True
        apart = bool(self._full) or self._breaks(line, number) > 1
        return apart and _PLAIN_NUMBER.fullmatch(passage) is not None

    def _may_go_on(self, line: _Line, following: _Line) -> bool:
        """Tell whether a line may be the rest of the one before: no new paragraph, no table."""
        text = self._text
        if not (_is_prose(text, line) and _is_prose(text, following)):
            return False
        last, first = text[line.end - 1], text[following.start]
        parted = last.isascii() and first.isascii() and last.isalnum() and first.isalnum()
        if parted and line.width < _MOSTLY_CHINESE * (line.end - line.start):
            return False  # rows of numbers; in prose a break parts one number or word
        if self._indent(following) > self._indented:
            return False
        return _ADDRESS.match(text, following.start) is None

    def _in_sentence(self, line: _Line, following: _Line, *, numbered: bool) -> bool:
        text = self._text
        if load_forms().match(text, following.start):
            return False
        if numbered and _MARK_INSIDE.search(text, line.start, line.end):
            return True
        half = text[line.end - 1] in _HALF_MARKS or text[following.start] in _NO_START
        return line.width >= (_HALF if half else _FULL) * self._full

    def _in_paragraph(self, line: _Line, following: _Line) -> bool:
        """Tell whether the next sentence follows in the paragraph of a line with an end mark."""
        if self._text[line.end - 1] != "。" or line.width < self._full - _RAGGED:
            return False
        marker = load_forms().match(self._text, following.start)
        heading = following.is_open and following.width < _HALF * self._full
        return not heading and (marker is None or marker.form.inline)
