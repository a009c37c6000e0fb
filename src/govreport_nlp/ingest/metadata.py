"""Metadata of a document: from its labels, its title, its text, and from hints."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from govreport_nlp.config import Config
from govreport_nlp.ingest.kinds import covered_period, read_speech, report_kind
from govreport_nlp.ingest.labels import load_labels, parse_date
from govreport_nlp.ingest.page import Line, Page, is_title
from govreport_nlp.ingest.regions import NATION, identity_words, load_regions
from govreport_nlp.ingest.years import clean, report_year
from govreport_nlp.records import Level, Metadata

__all__ = ["read_metadata"]

_SAMPLE = 30_000
_OPENING = 200
_FRONT = 2_000
_SPOKEN = ("work_report", "budget", "plan")
"""Kinds of report that are given before a congress."""
_SUBJECT = 60
_BODY_NAME = re.compile(r"[^，。：:]{2,20}(?:政府|局|厅|委|委员会|办公室|市|省|县|区)")
_BODY = (
    "[\u4e00-\u9fff]{2,16}"
    "(?:局|厅|廳|委员会|委員會|办公室|人民政府|发改委|卫健委|管委会|调查队|调查总队)"
)
_SIGNATURE = re.compile(
    rf"({_BODY}(?:[ \u3000、]+{_BODY})?)(?:[ \u3000]+([0-9]{{4}}年[0-9]{{1,2}}月[0-9]{{1,2}}日))?"
)
_DATE_ALONE = re.compile(r"[（(]?([0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)[）)]?")
_AUTHOR = re.compile(
    r"[\u4e00-\u9fff]{2,20}?(?:局|厅|廳|委员会|委員會|办公室|委|办|人民政府|管委会|办事处)"
    r"(?=关于|關於|[12][0-9]{3}年|[二〇○零一二三四五六七八九]{4}年)"
)
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,10}[〔\[（(【][0-9]{4}[〕\]）)】](?:第)?[0-9]{1,5}号")
_SESSION = re.compile(
    r"([\u4e00-\u9fff]{0,20})第[一二三四五六七八九十]{1,3}[届屆]\s*(?:全国|全國)?人民代表大[会會]"
)
_NATIONAL = re.compile(r"第[一二三四五六七八九十]{1,3}[届屆](?:全国|全國)人民代表大[会會]")
_SPEAKS_FOR = re.compile(
    r"代表([\u4e00-\u9fff]{1,14}?)(?:[一二三四五六七八九十]{1,3}[届屆])?人民政府"
)
_SPEECH = re.compile(r"各位代表|各位[議议][员員]|政府工作报告|施政报告|施政報告|施政成果")
_KINDS = ("自治区", "省", "市", "自治州", "州", "盟", "县", "旗", "区")
# A title over two lines: what the first ends in, or the second begins with.
_UNFINISHED = re.compile(
    r"(?:和|与|暨|及|、|关于|印发|(?:^|[^0-9])[12][0-9]{3}年度?)$|^关于(?!.*(?:报告|通知|意见)$)"
)
_GOES_ON = re.compile("[和与暨及]")
_NOTE = re.compile(r"[\[［【][0-9]{1,2}[\]］】]$")
_SPACED_OUT = re.compile(r"(?:\S[ \u3000]+){2,}\S")


class _Said(NamedTuple):
    """What a document says, or lets guess, of itself."""

    field: str
    value: Any
    source: str
    certain: bool


def read_metadata(text: str, page: Page, config: Config) -> Metadata:
    """Fill the metadata of a document.

    Args:
        text: The whole text.
        page: Its layout.
        config: Its hints are used where the text does not say.

    Returns:
        The metadata; ``sources`` names the origin of each field that is filled.
    """
    fields: dict[str, Any] = {}
    sources: dict[str, str] = {}

    def fill(name: str, value: Any, source: str) -> None:
        if value not in (None, ()) and name not in fields:
            fields[name], sources[name] = value, source

    for item in sorted(page.found, key=lambda found: found.preference):
        if item.field:
            fill(item.field, load_labels().typed(item.field, item.value), item.origin)
    page = page._replace(front=tuple(map(_without_blanks, page.front)))
    title = _title(page.front)
    if title:
        fields.pop("title", None)
        fill("title", title, "title")
    for name, value in _signed(page.front):
        fill(name, value, "line")
    fill("publisher", _author(title or ""), "title")
    said = _identity(text, page, fields)
    # A hint is worth more than what the running text suggests, less than a title or a label.
    hints = {"region": config.region, "report_year": config.report_year}
    for trait in said:
        if trait.certain and not (trait.source == "text" and hints.get(trait.field)):
            fill(trait.field, trait.value, trait.source)
    fill("region", config.region, "hint")
    fill("report_year", config.report_year, "hint")
    for trait in said:
        fill(trait.field, trait.value, trait.source)
    hinted = load_regions().at_start(config.region or "")
    fill("level", hinted.level if hinted else None, "hint")
    for trait in _character(text, page, fields):
        fill(trait.field, trait.value, sources.get(trait.source, trait.source))
    return Metadata(**fields, sources=sources)


def _signed(front: tuple[Line, ...]) -> list[tuple[str, Any]]:
    """Return what stands on a line of its own under or over the title.

    Publisher and date (江临市统计局　2031年3月28日), and the document's number (江统发〔2031〕5号).
    """
    said: list[tuple[str, Any]] = []
    for line in front:
        signature = _SIGNATURE.fullmatch(line.text)
        if signature:
            publisher = re.sub(r"[ \u3000]+", "、", signature[1])
            said += [("publisher", publisher), ("issued_on", parse_date(signature[2] or ""))]
        elif _NUMBER.fullmatch(line.text):
            said.append(("document_number", line.text))
    return said


def _author(title: str) -> str | None:
    """Return the body that a title begins with: 江临市教育局2031年工作总结."""
    author = _AUTHOR.match(title)
    return author[0] if author and load_regions().at_start(title) else None


def _character(text: str, page: Page, fields: dict[str, Any]) -> list[_Said]:
    """Return what follows from title, year and region: kind, period, speech, wider divisions.

    The period comes from where the year does.
    """
    start, end = page.body
    title, body = fields.get("title") or "", text[start : min(end, start + _SAMPLE)]
    said: list[_Said] = []
    kind = report_kind(title, body[:_OPENING], is_speech=_is_speech(title, text, page))
    if kind:
        said.append(_Said("report_kind", *kind, certain=True))
    period = covered_period(kind[0] if kind else None, fields.get("report_year"), title, body)
    said.append(_Said("period", period, "report_year", True))
    if kind and kind[0] in _SPOKEN:
        speech = read_speech([*(line.text for line in page.front), body[:_OPENING].split("\n")[0]])
        said.append(_Said("spoken_on", speech.date, "text", True))
        said.append(_Said("speaker", speech.speaker, "text", True))
    else:
        alone = next(filter(None, (_DATE_ALONE.fullmatch(line.text) for line in page.front)), None)
        said.append(_Said("issued_on", parse_date(alone[1]) if alone else None, "line", True))
    region = fields.get("region") or ""
    named = load_regions().at_start(title)
    around = named.ancestors if named and named.name == region else ()
    around = around or load_regions().ancestors(region, title + text[:_FRONT])
    return [*said, _Said("ancestors", around, "table", True)]


def _is_speech(title: str, text: str, page: Page) -> bool:
    head = _head(text, page)
    return _SPEECH.search(head + title) is not None or _SESSION.search(head) is not None


def _head(text: str, page: Page) -> str:
    start = page.body[0]
    return text[max(0, start - _FRONT) : start + _OPENING]


def _title(front: tuple[Line, ...]) -> str | None:
    """Return the title: the first line that names a kind of document, else the first line."""
    named = [i for i, line in enumerate(front) if is_title(line.text) and not _is_session(line)]
    if not named:
        first = next((line.text for line in front if not _is_session(line)), "")
        return first if len(first) > 5 and first[-1] not in "。：:，" else None
    i = named[0]
    title = front[i].text
    for line in front[i + 1 : i + 3]:
        if not (_GOES_ON.match(line.text) and is_title(line.text)):
            break
        title += line.text
    for line in reversed(front[max(0, i - 2) : i]):
        named_body = _BODY_NAME.fullmatch(line.text) and not load_regions().at_start(title)
        if not named_body and not _UNFINISHED.search(line.text):
            break
        title = line.text + title
    return _NOTE.sub("", title)


def _without_blanks(line: Line) -> Line:
    """Return a line without the blanks that set each of its characters apart: 政 府 工 作 报 告."""
    spaced = _SPACED_OUT.fullmatch(line.text)
    return line._replace(text=re.sub(r"\s", "", line.text)) if spaced else line


def _is_session(line: Line) -> bool:
    if is_title(line.text):
        return False
    return _SESSION.search(line.text) is not None or line.text.startswith(("—", "―", "(", "（"))


def _identity(text: str, page: Page, fields: dict[str, Any]) -> list[_Said]:
    """Return region, level and year with their sources."""
    start, end = page.body
    title = clean(fields.get("title") or "")
    body = text[start : min(end, start + _SAMPLE)]
    head = _head(text, page)
    is_speech = _is_speech(title, text, page)
    region = _region(title, head, body, fields.get("publisher") or "")
    level: Level | None = region.value.level if region else None
    if _is_department(title, body, is_speech=is_speech):
        level = "department"
    elif level is None:
        level = _level_of_kind(_kind(head, body))
    said: list[_Said] = []
    if region:
        said.append(region._replace(value=region.value.name))
    if level:
        said.append(
            region._replace(field="level", value=level)
            if region
            else _Said("level", level, "text", True)
        )
    year = report_year(title, text[:start], text[start:end], is_speech=is_speech)
    date = fields.get("issued_on") or fields.get("published_on")
    if year:
        said.append(_Said("report_year", *year))
    elif date:
        said.append(_Said("report_year", date.year, "line", False))
    return said


def _region(title: str, head: str, body: str, publisher: str) -> _Said | None:
    regions, words = load_regions(), identity_words()["words"]
    named = regions.at_start(title)
    if named:
        return _Said("region", named, "title", True)
    if any(word in head or word in title for word in words["nation"]) or _NATIONAL.search(head):
        return _Said("region", NATION, "text", True)
    session, speaks = _SESSION.search(head), _SPEAKS_FOR.search(head)
    for phrase in (session[1] if session else "", speaks[1] if speaks else ""):
        named = regions.at_start(phrase.rpartition("在")[2]) or regions.at_start(phrase)
        if named:
            return _Said("region", named, "text", True)
    frequent = regions.most_frequent(head + body, _kind(head, body))
    if frequent:
        return _Said("region", frequent, "text", False)
    named = regions.at_start(publisher)
    return _Said("region", named, "line", False) if named else None


def _kind(head: str, body: str) -> str:
    """Return what a report calls its own division: 省, 市, 县 …; empty where it does not say."""
    speaks = _SPEAKS_FOR.search(head)
    if speaks:
        kind = next((kind for kind in _KINDS if speaks[1].endswith(kind)), "")
        if kind:
            return kind
    counts = {kind: body.count("我" + kind) + body.count("全" + kind) for kind in _KINDS}
    kind = max(_KINDS, key=lambda name: counts[name])
    return kind if counts[kind] else ""


def _level_of_kind(kind: str) -> Level | None:
    if kind == "州":
        return "city"
    level: Level | None = identity_words()["suffixes"].get(kind)
    return level


def _is_department(title: str, body: str, *, is_speech: bool) -> bool:
    words = identity_words()["words"]
    if is_speech or any(word in title for word in words["general"]):
        return False
    author = _author(title) or ""
    if author.endswith(tuple(words["governments"])):
        return False
    if title and (author or not any(word in title for word in words["of_any_body"])):
        return True
    if any(body.count(word) > 1 for word in words["own_department"]):
        return True
    clauses = re.split("[，,。]", body[:_SUBJECT])[:2]
    return any(_names_department(clause.strip()) for clause in clauses)


def _names_department(clause: str) -> bool:
    """Tell whether a clause begins with a place and names a department: 江临市教育局召开…."""
    words = identity_words()["words"]
    if load_regions().at_start(clause) is None:
        return False
    clause = re.sub("|".join(words["no_departments"]), "", clause)
    return any(word in clause for word in words["departments"])
