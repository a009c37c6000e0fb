"""Bodies and areas that a sentence is about: they bound the values of its later clauses.

``高新区完成总收入90亿元，引进项目30个``: the projects are those of the zone, not of the city. A
sentence has such a topic where it opens with the name of a zone, a division or a body as its
subject. The topic holds for the clauses behind it, across a ``；`` as well, and ends at the next
body, at the whole (``全市``) and at the full stop. An area that is only worked on is no topic:
``新区加快建设``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from govreport_nlp.datafiles import read_rows, read_table
from govreport_nlp.indicators.draft import Draft
from govreport_nlp.indicators.lexicon import Lexicon

__all__ = ["settle_scopes"]

Span = tuple[int, int]

_LEAD = re.compile(
    r"[\s　—\-]*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．])?"
    r"(?:[一二三四五六七八九十]{1,2}是)?(?:(?:20\d\d|去|今)年，?|全年，?|目前，?)?"
)
_CLAUSE = re.compile(r"[，,；;：:]\s*")
_ITEM = re.compile(r"[，,；;：:、]\s*")
_FULL_STOPS = frozenset("。！!？?")
_LONGEST_CHAIN = 3
_LONGEST_PIECE = 200
_LONGEST = 15
"""The most characters of a name."""
_SPREAD = 3
"""Over how many characters the last of a division may come behind one that only looks like it."""
_NO_DIVISION = frozenset("域级内外民场委政属直的等")
_ORGAN = re.compile("[\u4e00-\u9fff]{0,8}?(?:局|委员会|厅|办公室|政府)|[、和与及等的]")
# 与银行签订…, 为企业融资…: what was done by the one that the sentence is about.
_TOWARDS = frozenset("与向为")


class Body(NamedTuple):
    """The name of a body or area.

    Attributes:
        start: First character.
        end: The character after the last one.
        kind: ``division``, ``zone``, or ``figures`` for what needs figures of its own.
    """

    start: int
    end: int
    kind: str


class Words(NamedTuple):
    """Patterns made of ``data/bodies.toml``.

    Attributes:
        other: The name of a body that is no division: what is its own in group 1, the ending that
            needs figures of its own in group 2.
        no_body: What is the name of no single body.
        acts: What a body does or what becomes of it, behind its name.
        grows: What becomes of something of it, in the clause behind its name.
        measures: What bodies and areas are measured by.
        last: The last character of a name.
        whole: The whole or another part of it, where a clause opens.
        peopled: What divisions are measured by, and no zone is.
        divisions: The names of divisions.
    """

    other: re.Pattern[str]
    no_body: re.Pattern[str]
    acts: re.Pattern[str]
    grows: re.Pattern[str]
    measures: re.Pattern[str]
    last: re.Pattern[str]
    whole: re.Pattern[str]
    peopled: re.Pattern[str]
    divisions: frozenset[str]


def _any_of(*lists: Iterable[str]) -> str:
    return "|".join(sorted((word for words in lists for word in words), key=len, reverse=True))


@lru_cache(maxsize=1)
def _words() -> Words:
    data = read_table("bodies.toml")
    endings, said, ends = data["endings"], data["said"], data["ends"]
    han = "[\u4e00-\u9fff]"
    adverbs, does = _any_of(said["adverbs"]), _any_of(said["does"], said["becomes"])
    inner = (name for _, names in read_rows("counties.tsv") for name in names.split())
    names = [*inner, *(name for name, *_ in read_rows("regions.tsv"))]
    kinds = ("zones", "named", "figures", "divisions", "works")
    finals = {word.partition("(")[0][-1] for kind in kinds for word in endings[kind]}
    return Words(
        re.compile(
            rf"(?:{_any_of(endings['works'])}"
            rf"|({han}{{0,10}}?)(?:{_any_of(endings['zones'])})"
            rf"|({han}{{2,10}}?)(?:{_any_of(endings['named'])}|({_any_of(endings['figures'])})))"
            "(?![域、和])"
        ),
        re.compile(rf"^(?:{_any_of(endings['not_first'])})|{_any_of(endings['not_inside'])}"),
        re.compile(rf"(?:{adverbs})*(?:{does})(?!建设)"),
        re.compile(rf"(?!.*建设).*(?:{_any_of(said['grows'])})$"),
        re.compile(_any_of(said["measures"])),
        re.compile(f"[{''.join(finals)}]"),
        re.compile(_any_of(ends["whole"])),
        re.compile(_any_of(ends["peopled"])),
        frozenset(name for name in names if name[-1] in endings["divisions"])
        - {*endings["zones"], *endings["words"]},
    )


def settle_scopes(
    text: str,
    drafts: Sequence[Draft],
    span: Span,
    before: Draft | None,
    region: str,
    lexicon: Lexicon,
) -> None:
    """Set the scope of the records of a sentence that a body bounds.

    Args:
        text: The report's text.
        drafts: The records of the sentence, in text order, already named.
        span: The sentence.
        before: The last record of the sentence before, or None.
        region: The report's own area, which bounds nothing.
        lexicon: The words.
    """
    low, high = span
    if not drafts:
        return
    body = _opening(text, low, high, region, lexicon)
    if body is None and text[low - 1 : low] not in _FULL_STOPS:
        body = _chained(text, span, region, lexicon)
    if body is None:
        return
    end = _clause_end(text, body.end, high)
    first = [draft for draft in drafts if draft.quantity.start < end]
    topic = _is_topic(text, body, end, [before] if body.start < low and before else first)
    if topic is None:
        return
    if body.kind == "division":
        _cut_out(text, drafts, body)
    reach = _reach(text, body, high, lexicon)
    for draft in drafts:
        if draft.quantity.start >= reach:
            return
        if draft.scope is not None or draft.unit == "位" or _holds(draft, body):
            continue
        if topic or _has_no_subject(text, draft.name_spans[0], body, lexicon):
            draft.scope = (body.start, body.end)
            draft.notes.append("scope: what the sentence is about")


def _cut_out(text: str, drafts: Sequence[Draft], body: Body) -> None:
    """``青山县粮食产量``: a division bounds a value and is no part of the name."""
    for draft in drafts:
        low, high = draft.name_spans[0]
        if draft.scope is None and low == body.start and high - body.end > 1:
            draft.name_spans = ((body.end, high), *draft.name_spans[1:])
            draft.name = "".join([text[a:b] for a, b in draft.name_spans])
            draft.scope = (body.start, body.end)


def _is_topic(text: str, body: Body, end: int, first: Sequence[Draft]) -> bool | None:
    """Whether a sentence is about a body; None if it is not.

    False where it is about the body, but where a clause with a subject of its own need not be.
    """
    words = _words()
    if body.kind != "figures" and words.acts.match(text, body.end, end):
        return True
    name = text[body.start : body.end]
    if any(_holds(draft, body) and draft.name != name for draft in first):
        return False  # 西山医院新增床位90张, but 专科医院增至5家
    grows = body.kind != "figures" and words.grows.match(text, body.end, end)
    return False if grows else None


def _has_no_subject(text: str, span: Span, body: Body | None, lexicon: Lexicon) -> bool:
    """Whether a passage opens with a verb, or with what bodies are measured by."""
    low, high = span
    while low < high:
        if text[low] in _TOWARDS or lexicon.flow.starting(text, low, high):
            return True
        hit = lexicon.lead.starting(text, low, high)
        if not text[low].isspace() and not (hit and hit[1]):
            break
        low += len(hit[0]) if hit else 1
    words = _words()
    if words.measures.match(text, low, high):
        return True
    peopled = body is None or body.kind == "division"
    return peopled and words.peopled.match(text, low, high) is not None


def _chained(text: str, span: Span, region: str, lexicon: Lexicon) -> Body | None:
    """The body that a sentence is about which a ``；`` joins to it, directly or by others."""
    low, high = span
    for _ in range(_LONGEST_CHAIN):
        before = text[max(0, low - 4) : low].rstrip()[-1:]
        if before not in ("；", ";") or not _has_no_subject(text, (low, high), None, lexicon):
            return None
        floor, high = max(0, low - _LONGEST_PIECE), text.rindex(before, 0, low)
        low = max(text.rfind(mark, floor, high) for mark in "；;。\n") + 1
        body = _opening(text, low, high, region, lexicon) if low else None
        if body or not low:
            return body
    return None


def _opening(text: str, low: int, high: int, region: str, lexicon: Lexicon) -> Body | None:
    """The body that a sentence opens with, other than the report's own area."""
    lead = _LEAD.match(text, low, high)
    low = lead.end() if lead else low
    body = _body_at(text, low, high, lexicon)
    if body is None:
        return None
    last = body
    while body.kind == "division":  # 江临市青山县…, 江临市、青山县和…
        mark = text[last.end] in "、和与及"
        other = _division_at(text, last.end + mark, high)
        if other is None:
            break
        last = Body(other.start, other.end, "division")
    name = text[last.start : last.end]
    # of a report that does not say whose it is, a division may be the own one
    own = region.endswith(name) or name == region[:-1] if region else body.kind == "division"
    if own or _ORGAN.match(text, last.end, high):
        return None
    return Body(body.start, last.end, body.kind)


def _division_at(text: str, low: int, high: int) -> Body | None:
    """The division whose name stands at an offset."""
    last = _words().last.search(text, low + 1, min(low + _LONGEST, high))
    return _division(text, low, last.end(), high) if last else None


def _division(text: str, low: int, end: int, high: int) -> Body | None:
    """The same, given where the first character stands that may be its last."""
    divisions = _words().divisions
    for at in range(end, min(end + _SPREAD, high)):
        if text[low:at] in divisions and text[at] not in _NO_DIVISION:
            return Body(low, at, "division")
    return None


def _body_at(text: str, low: int, high: int, lexicon: Lexicon) -> Body | None:
    """The single body whose name stands at an offset."""
    words = _words()
    last = words.last.search(text, low + 1, min(low + _LONGEST, high))
    if last is None:
        return None
    division = _division(text, low, last.end(), high)
    if division:
        return division
    match = words.other.match(text, low, high)
    if match is None:
        return None
    own = match.group(1) or match.group(2)
    kind = own and lexicon.flow.starting(text, low, low + len(own))
    if kind or (match.lastindex and words.no_body.search(match.group())):
        return None
    return Body(low, match.end(), "figures" if match.group(3) else "zone")


def _clause_end(text: str, start: int, high: int) -> int:
    mark = _CLAUSE.search(text, start, high)
    return mark.start() if mark else high


def _holds(draft: Draft, body: Body) -> bool:
    """Whether the name or scope of a record holds the body."""
    spans = [*draft.name_spans, *([draft.scope] if draft.scope else [])]
    return any(low < body.end and body.start < high for low, high in spans)


def _reach(text: str, body: Body, high: int, lexicon: Lexicon) -> int:
    """Where the topic ends: at what opens with another body or with the whole."""
    words = _words()
    for mark in _ITEM.finditer(text, body.end, high):
        low = mark.end()
        whole = words.whole.match(text, low, high)
        peopled = body.kind != "division" and words.peopled.match(text, low, high)
        if whole or peopled or _body_at(text, low, high, lexicon):
            return mark.start()
    return high
