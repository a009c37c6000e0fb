"""What a document is: the kind of report, the period that it covers, who gave it and when."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import Any, NamedTuple

from govreport_nlp.datafiles import read_table
from govreport_nlp.ingest.years import clean
from govreport_nlp.records import ReportKind

__all__ = ["Speech", "covered_period", "read_speech", "report_kind"]

_NAME = (
    "((?!施政|市政|政府|工作|报告|報告|讲话)[\u4e00-\u9fff](?:[ \u3000]{0,2}[\u4e00-\u9fff]){1,3}?"
    "|[\u4e00-\u9fff]{1,6}·[\u4e00-\u9fff]{1,6})"
)
_SPEECH = re.compile(r"会上|會上|会议|會議|代表大会|代表大會|定期會|全会")
_DATE = re.compile(
    r"((?:19|20)[0-9]{2})年([0-9]{1,2}|[一二三四五六七八九十]{1,2})月([0-9]{1,2}|[一二三四五六七八九十]{1,3})日"
)
_CN = {char: value for value, char in enumerate("一二三四五六七八九", 1)}
_MONTHS = re.compile(r"(?<![0-9])([0-9]{1,2})\s?[-—–－~～至到]\s?([0-9]{1,2})月")
_SPAN = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})\s?(?:年\s?)?[-—–－~～至到]\s?((?:19|20)[0-9]{2})年?"
)
_PARTS = {
    "上半年": "H1",
    "下半年": "H2",
    "一季度": "Q1",
    "二季度": "Q2",
    "三季度": "Q3",
    "四季度": "Q4",
}
_FIVE_YEARS = re.compile(r"过去五年|五年来的?工作|五年工作回顾|五年的?工作|本届政府(?:任期|五年)")
_FIVE_YEAR_PLAN = re.compile(
    r"五年规划|五年计划|五年計畫|[一二三四五六七八九十]五[”\"]?[^，。]{0,12}(?:规划|计划|纲要)"
)
_HEADINGS = 3_000
_MAX_LINE = 120


class Speech(NamedTuple):
    """Who gave a report, and when.

    Attributes:
        date: The day.
        speaker: The name, without office and blanks.
    """

    date: dt.date | None
    speaker: str | None


def report_kind(title: str, opening: str, *, is_speech: bool) -> tuple[ReportKind, str] | None:
    """Return what kind of report a document is, and where that was read.

    Args:
        title: The title, may be empty.
        opening: The first sentences.
        is_speech: Whether the report was held before a congress or council.

    Example:
        >>> report_kind("江临市2031年国民经济和社会发展统计公报", "", is_speech=False)
        ('communique', 'title')
    """
    for entry in _knowledge()["kind"]:
        if any(word in title for word in entry["words"]):
            kind: ReportKind = entry["id"]
            return kind, "title"
    if is_speech:
        return "work_report", "text"
    return ("plan", "text") if _FIVE_YEAR_PLAN.search(opening) else None


def covered_period(kind: ReportKind | None, year: int | None, title: str, body: str) -> str | None:
    """Return the period whose results or aims a report gives, as in ``Indicator.period``.

    A speech to a congress covers the year before its own, or the five years before; a plan of five
    years these; any other report its own year, or the part of it that the title names.

    Args:
        kind: What kind of report it is.
        year: The year that it belongs to.
        title: The title, may be empty.
        body: The report proper.

    Example:
        >>> covered_period("completion_report", 2031, "2031年1-9月重点工作完成情况", "")
        '2031-01/2031-09'
    """
    if year is None:
        return None
    title = clean(title)
    span, months = _SPAN.search(title), _MONTHS.search(title)
    if kind == "plan" and _FIVE_YEAR_PLAN.search(title + body[:200]):
        return f"{year}/{year + 4}"
    if span:
        return f"{span[1]}/{span[2]}"
    if months and int(months[2]) <= 12:
        return f"{year}-{int(months[1]):02}/{year}-{int(months[2]):02}"
    for words, part in _PARTS.items():
        if words in title:
            return f"{year}-{part}"
    if kind == "work_report":
        return f"{year - 5}/{year - 1}" if _FIVE_YEARS.search(body[:_HEADINGS]) else str(year - 1)
    return str(year)


def read_speech(lines: list[str]) -> Speech:
    """Read date and speaker from the lines between title and address.

    Args:
        lines: Lines before the report proper, and its first one.

    Example:
        >>> read_speech(["——2031年1月9日在江临市第六届人民代表大会第三次会议上", "市长　李　明"])
        Speech(date=datetime.date(2031, 1, 9), speaker='李明')
    """
    date: dt.date | None = None
    speaker: str | None = None
    dates = [(line, found) for line in lines if (found := _date(clean(line[:_MAX_LINE])))]
    held = [found for line, found in dates if _SPEECH.search(line)]
    alone = [found for line, found in dates if len(line) < 24 and not re.search("[:：]", line)]
    date = next(iter(held + alone), None)
    for line in lines:
        match = _speaker().search(line[:_MAX_LINE])
        if match:
            speaker = re.sub(r"\s", "", match[1])
            break
    return Speech(date, speaker)


def _date(text: str) -> dt.date | None:
    match = _DATE.search(text)
    if match is None:
        return None
    try:
        return dt.date(int(match[1]), _number(match[2]), _number(match[3]))
    except ValueError:
        return None


def _number(numeral: str) -> int:
    if numeral.isdecimal():
        return int(numeral)
    tens, ten, units = numeral.rpartition("十")
    return (_CN.get(tens, 1) * 10 if ten else 0) + _CN.get(units, 0)


@cache
def _speaker() -> re.Pattern[str]:
    words = _knowledge()["speaker"]
    offices = "|".join(sorted(words["offices"], key=len, reverse=True))
    after = "|".join(map(re.escape, words["after"]))
    return re.compile(rf"(?:{offices})[ \u3000]*[:：]?[ \u3000]*{_NAME}[ \u3000]*(?:$|{after})")


@cache
def _knowledge() -> dict[str, Any]:
    return read_table("kinds.toml")
