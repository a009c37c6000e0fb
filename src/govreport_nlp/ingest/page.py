"""Layout of a page: what stands around the report, and where the report proper begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import NamedTuple

from govreport_nlp.datafiles import read_table
from govreport_nlp.ingest.labels import Found, load_labels
from govreport_nlp.structure.markers import load_forms

__all__ = ["Line", "Page", "read_page"]

_MAX_FRONT = 600
"""Lines within which the report must begin; a long table of contents fits."""
_MAX_BACK = 80
_MAX_BLOCK_GAP = 60
_MAX_FURNITURE = 200
_MAX_BETWEEN = 12
_MAX_TAIL = 100
_FEW_ENTRIES = 2
_MAX_OPENING = 300
_LONG = 40
_VERY_LONG = 80
_HAN = re.compile(r"[\u3400-\u9fff]")
_ADDRESS = re.compile(r"[^\n。]{0,12}(?:各位(?:代表|委员|議員|议员|领导|同志|来宾)|同志们|代表们)")
_END_MARK = re.compile(r"[。！？；]|[!?;](?=\s|$)")
_CONTENTS = re.compile(r"目\s*[录錄次]")
_LEADER = re.compile(r"\.\.\.\.|……|····|．．．．")
# A date with a time of day, alone on its line: when the page was published.
_STAMP = re.compile(r"(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s+\d{1,2}[:：时]\d{2}.{0,5}")
_COMMA = re.compile(r"[，,。；]")
_SEPARATORS = re.compile(r"[\s|｜·/／>＞»《》:：【】\[\]（）()0-9.、,，―—-]+")
# Page numbers and the like: no Chinese character, and either no digits or few.
_STRAY = re.compile(r"[^\d\u3400-\u9fff]*(?:\d{1,4}[^\d\u3400-\u9fff]*)?")
_TITLE = re.compile(
    r"(?:报告|報告|总结|總結|公报|公報|规划|規劃|纲要|要点|汇报|述职|情况|计划|计劃|計畫|方案|预算|决算|思路|打算|安排"
    r"|的(?:通知|意见|决定|通报|批复)|(?:分解|分工|任务|完成情况)表)"
    r"(?:[（(][^）)]*[）)])?(?:[\[［【][0-9]{1,2}[\]］】])?$"
)


class Line(NamedTuple):
    """A line of the text, white space around it left out.

    Attributes:
        start: First character.
        end: The character after the last one.
        text: The line itself.
    """

    start: int
    end: int
    text: str


class Page(NamedTuple):
    """The layout of a text.

    Attributes:
        body: Half-open span of the report proper.
        front: Lines before it that are neither furniture nor part of the metadata block.
        found: Labels with their values, in text order.
    """

    body: tuple[int, int]
    front: tuple[Line, ...]
    found: tuple[Found, ...]


class _Furniture:
    """Tells page furniture from text, line by line."""

    def __init__(self, table: dict[str, list[str]]) -> None:
        self._words = re.compile("|".join(sorted(map(re.escape, table["words"]), key=len)[::-1]))
        self._starts = tuple(table["starts"])
        self._ends = tuple(table["ends"])
        self._holds = re.compile("|".join(map(re.escape, table["holds"])))

    def __call__(self, line: str) -> bool:
        if not line:
            return True
        if len(line) > _MAX_FURNITURE:
            return False
        if line.startswith(self._starts) or self._holds.search(line):
            return True
        if len(line) > _VERY_LONG:
            return False
        return line.rstrip("）)").endswith(self._ends) or not _SEPARATORS.sub(
            "", self._words.sub("", line)
        )


def read_page(text: str) -> Page:
    """Find the report proper in a text, and what stands before it.

    Args:
        text: The whole text.

    Returns:
        The layout; the body begins and ends at a line's start or end.
    """
    lines = list(islice(_lines(text), _MAX_FRONT))
    opening, front, found = _read_front(lines)
    if opening == len(lines):  # nothing but short lines: all of it is the report
        opening, front = 0, front[:1]
    start = lines[opening].start
    if not text[:start].strip():
        start = 0  # white space at the start of the text belongs to the first sentence
    end, tail = _read_back(text, start)
    if not text[start:end].strip():
        end = len(text)  # nothing but furniture: all of it is the report
    return Page((start, end), tuple(front), tuple(found + tail))


def _lines(text: str) -> Iterator[Line]:
    pos = 0
    while pos < len(text):
        stop = text.find("\n", pos)
        stop = len(text) if stop < 0 else stop
        passage = text[pos:stop]
        stripped = passage.strip()
        if stripped:
            start = pos + len(passage) - len(passage.lstrip())
            yield Line(start, start + len(stripped), stripped)
        else:
            yield Line(pos, pos, "")
        pos = stop + 1


def _read_front(lines: list[Line]) -> tuple[int, list[Line], list[Found]]:
    """Return the index of the body's first line, the lines before it, and the labels found."""
    labels, furniture = load_labels(), _furniture()
    alone = [labels.alone(line.text) for line in lines]
    block, contents = _end_of_block(alone), _end_of_contents(lines)
    least = max(block, contents, _address(lines))
    front: list[Line] = []
    found: list[Found] = []
    i = 0
    while i < len(lines):
        line, label = lines[i], alone[i]
        beside = labels.inline(line.text)
        if label and i < block:
            value = _value_below(lines, alone, i) if labels.wanted(label) else None
            found.append(labels.found(label, lines[value].text if value else "", "block"))
            i = value or i
        elif beside and len(line.text) <= _MAX_FURNITURE:
            found += _complete(beside, lines, alone, i)
        elif not furniture(line.text):
            in_body = contents and not _STRAY.fullmatch(line.text)
            if i >= least and (in_body or _opens_body(line.text)):
                if len(line.text) > _MAX_FURNITURE and furniture(line.text[:_VERY_LONG]):
                    found += labels.inline(line.text[:_MAX_OPENING])
                opening = _paragraph_start(lines, i, least)
                return opening, [item for item in front if item.start < lines[opening].start], found
            front.append(line)
        i += 1
    return len(lines), front, found


def _address(lines: list[Line]) -> int:
    """Return the index of the address that opens a speech (各位代表：), 0 where there is none."""
    prose = 0
    for i, line in enumerate(lines):
        if _ADDRESS.match(line.text):
            return i
        prose += len(line.text) if _is_prose(line.text) else 0
        if prose > _MAX_OPENING or load_forms().match(line.text, 0):
            return 0
    return 0


def _paragraph_start(lines: list[Line], i: int, least: int) -> int:
    """Return where the paragraph of a line of prose begins: it may have hard line breaks."""
    if _ADDRESS.match(lines[i].text) or not _is_prose(lines[i].text):
        return i
    while i > least and len(lines[i - 1].text) >= 20 and not is_title(lines[i - 1].text):
        before = lines[i - 1].text
        if _END_MARK.search(before[-1]) or load_labels().inline(before) or _furniture()(before):
            break
        i -= 1
    return i


def _end_of_block(alone: list[str | None]) -> int:
    """Return the index after the last label of the metadata block, 0 where there is none."""
    last, count = 0, 0
    for i, label in enumerate(alone):
        if label is not None and (not count or i - last < _MAX_BLOCK_GAP):
            last, count = i, count + 1
    return last + 1 if count > 1 else 0


def _end_of_contents(lines: list[Line]) -> int:
    """Return the index after the table of contents, 0 where there is none."""
    leaders = [i for i, line in enumerate(lines) if _LEADER.search(line.text)]
    end = 0
    for i in leaders:
        if i - end < _MAX_BLOCK_GAP:
            end = i + 1
    head = next(
        (
            i
            for i, line in enumerate(lines[:100])
            if _CONTENTS.match(line.text) and len(line.text) < 12
        ),
        None,
    )
    if head is None:
        return end
    entries = [i for i in range(head + 1, len(lines)) if lines[i].text]
    if not entries:
        return end
    first = _entry(lines[entries[0]].text)
    again = next((i for i in entries[1:] if _entry(lines[i].text) == first), len(lines))
    prose = next((i for i in entries if _is_running_text(lines[i].text)), len(lines))
    if again <= prose:
        return max(end, min(again, len(lines) - 1))
    if again < len(lines):
        return max(end, prose)
    blank = next((i for i in range(prose - 1, head, -1) if not lines[i].text), head)
    return max(end, blank + 1, _end_of_entries(lines, entries) if blank == head else 0)


def _end_of_entries(lines: list[Line], entries: list[int]) -> int:
    """Return the index after the last numbered entry of contents, 0 where they are few.

    The entries end before the first line of prose; an unnumbered line right before it is the first
    heading of the report.
    """
    prose = next((i for i in entries if _END_MARK.search(lines[i].text)), len(lines))
    numbered = [i for i in entries if i < prose and load_forms().match(lines[i].text, 0)]
    return numbered[-1] + 1 if prose < len(lines) and len(numbered) > _FEW_ENTRIES else 0


def _is_running_text(line: str) -> bool:
    return _COMMA.search(line) is not None and load_forms().match(line, 0) is None


def _entry(line: str) -> str:
    """Return an entry of a table of contents without leader, page number and blanks."""
    return re.sub(r"\s|[.…·．]{2,}.*$", "", line).rstrip("0123456789")


def _value_below(lines: list[Line], alone: list[str | None], i: int) -> int | None:
    """Return the index of the value below a label; None where it is empty.

    The value is the next line. Over a blank line it counts only if another label follows it:
    else it is the text after the block.
    """
    rest = [k for k in range(i + 1, min(i + 6, len(lines))) if lines[k].text]
    if not rest or alone[rest[0]] is not None:
        return None
    if rest[0] == i + 1 or (len(rest) > 1 and alone[rest[1]] is not None):
        return rest[0]
    return None


def _complete(
    beside: list[Found], lines: list[Line], alone: list[str | None], i: int
) -> list[Found]:
    """Give the last label of a line the next line as value where it has none beside it."""
    last = beside[-1]
    if last.value or not last.field or i + 1 >= len(lines) or alone[i + 1]:
        return beside
    value = lines[i + 1].text
    if not value or len(value) > _LONG or _furniture()(value):
        return beside
    return [*beside[:-1], last._replace(value=value)]


def _opens_body(line: str) -> bool:
    """Tell whether a line belongs to the report proper: address, numbering, heading or prose."""
    if _ADDRESS.match(line) or _is_prose(line):
        return True
    forms = load_forms()
    marker = forms.match(line, 0)
    if marker:
        rest = line[marker.end :]
        return marker.form.id != "dash" and not (rest and _furniture()(rest))
    return forms.unnumbered(line).id == "major" and not is_title(line)


def is_title(line: str) -> bool:
    """Tell whether a line ends with the name of a kind of document: report, summary, plan."""
    return _TITLE.search(line) is not None


def _is_prose(line: str) -> bool:
    if len(line) >= _VERY_LONG:
        return True
    if len(line) < 15:
        return False
    return line[-1] in "。！？；!?;" or (len(line) >= _LONG and _END_MARK.search(line) is not None)


def _read_back(text: str, start: int) -> tuple[int, list[Found]]:
    """Return where the body ends, and labels in what follows.

    From the end of the text upwards furniture is taken off; short lines between pieces of
    furniture (names of other pages) go with it.
    """
    furniture = _furniture()
    end = stop = len(text)
    between = prose = 0
    for _ in range(_MAX_BACK):
        begin = text.rfind("\n", start, stop - 1) + 1 if stop > start else 0
        if begin <= start:
            break
        line = text[begin:stop].strip()
        stop = begin
        if not line:
            continue
        if _TABLE_ROW.search(line):
            break
        if furniture(line) or (not between and _STRAY.fullmatch(line)):
            end, between = begin, 0
            continue
        between, prose = between + 1, prose + _is_prose(line)
        if between > _MAX_BETWEEN or prose > 1 or len(line) >= _VERY_LONG:
            break
    end += len(text[end:]) - len(text[end:].lstrip())  # the back matter begins with a sentence
    tail = text[max(start, end - _MAX_TAIL) :]
    found = [item for line in tail.split("\n") for item in load_labels().inline(line)]
    return end, [item for item in found if item.field == "publisher"]


# A row of a table, or a cell alone: a number that is no page's.
_TABLE_ROW = re.compile(r"[^\t]\t+[^\t]|^\|.*\|$|^-?\d[\d,]*\.\d+%?$")


@cache
def _furniture() -> _Furniture:
    return _Furniture(read_table("furniture.toml"))
