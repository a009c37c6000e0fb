"""The year that a report belongs to."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import NamedTuple

from govreport_nlp.numbers.periods import counts_from_1911

__all__ = ["Year", "clean", "report_year"]

_CN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CN_YEAR = re.compile(r"[一二][〇○零一二三四五六七八九]{3}年")
# The blank comes first, so that the search skips to it.
_SPACED = re.compile(r" (?<=[0-9] )(?=[0-9年月日])")
# What may not stand before a year is asked behind its first digits: so the search can skip all
# characters but digits.
_YEAR = re.compile(r"((?:19|20)(?<![0-9]..)[0-9]{2})(?=年|[-—~至][0-9]{4}年)")
_DATE = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})年(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})月"
    r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})日"
)
_CN_NUMBER = {char: value for value, char in enumerate("一二三四五六七八九", 1)}
_PLAN = re.compile(
    r"第([一二三四五六七八九十]{1,3})个五年"
    r"|[“\"]?(十[一二三四五六七八九]?|[六七八九])五[”\"]?[^，。\n]{0,12}(?:规划|计划|纲要)"
)
_PERIOD = re.compile(
    r"[“\"‘]?([一二三四五六七八九十]{1,2})五[”\"’]?(?:时期|期间)?[^。\n]{0,16}(?:回顾|成就|成绩)"
)
_CONGRESS = re.compile(
    r"第([一二三四五六七八九十]{1,3})[届屆]全[国國]人民代表大[会會]第([一二三四五])次[会會][议議]"
)
# Sessions of the first four national congresses; from the fifth on there is one a year.
_EARLY = {
    (1, 1): 1954, (1, 2): 1955, (1, 3): 1956, (1, 4): 1957, (1, 5): 1958, (2, 1): 1959,
    (2, 2): 1960, (2, 3): 1962, (2, 4): 1963, (3, 1): 1964, (4, 1): 1975,
}  # fmt: skip
# A speech to a new congress is held at its first session.
_TO_CONGRESS = re.compile(r"向第([一二三四五六七八九十]{1,3})届全国人民代表大会")
# Headings that look back on a year, and passages that plan one.
_REVIEW = re.compile(
    r"^\W{0,4}[^。，\n]{0,16}?((?:19|20)[0-9]{2})年(?:[:：]|[^。，\n]{0,14}(?:回顾|回顧|成果|主要工作和成绩))",
    re.MULTILINE,
)
_AHEAD = re.compile(
    r"(?<![到至0-9])((?:19|20)[0-9]{2})年(?:的)?[^。，\n0-9]{0,14}"
    r"(?:工作安排|总体要求|主要任务|工作任务|预期目标|奋斗目标|主要目标|重点工作|工作重点|工作部署"
    r"|工作打算|工作建议)"
)
# A year that is compared with, counted from, or aimed at is not the report's own.
_POINT = re.compile(
    r"((?:19|20)(?<![0-9到至是比较为从自由—~-]..)[0-9]{2})年(?!以来|至|到|的[0-9]|[—~-])"
)
# Years counted from 1911.
_REPUBLIC = re.compile(r"(1[01](?<![0-9.]..)[0-9]) ?年")
_REPUBLIC_DATE = re.compile(r"(1[01](?<![0-9.]..)[0-9])\.([0-9]{1,2})\.([0-9]{1,2})(?![0-9.])")
_WIDE_MARKS = tuple(
    (mark, unicodedata.normalize("NFKC", mark)) for mark in "，；：！？（）％\u3000"
)
_SAMPLE = 40_000
_OPENING = 300
_REVIEW_PART = 8_000


def clean(text: str) -> str:
    """Return a text with ASCII digits, years in digits, and no blanks inside numbers.

    Where years are mostly counted from 1911, as in Taiwan, they become years of the common era.

    Example:
        >>> clean("二〇三一年，２０３１年，2 0 3 1 年")
        '2031年，2031年，2031年'
        >>> clean("104年施政成果")
        '2015年施政成果'
    """
    text = _SPACED.sub("", _folded(text).replace(",", "，"))
    text = _CN_YEAR.sub(lambda match: match[0].translate(_CN_DIGITS), text)
    if not counts_from_1911(text):
        return text
    text = _REPUBLIC.sub(lambda match: f"{int(match[1]) + 1911}年", text)
    return _REPUBLIC_DATE.sub(lambda m: f"{int(m[1]) + 1911}年{m[2]}月{m[3]}日", text)


def _folded(text: str) -> str:
    """Return a text in the compatibility form NFKC.

    The full-width marks of ordinary prose are replaced first: then most lines have that form
    already, which is told far faster than it is made.
    """
    for wide, narrow in _WIDE_MARKS:
        text = text.replace(wide, narrow)
    return "\n".join(unicodedata.normalize("NFKC", line) for line in text.split("\n"))


class Year(NamedTuple):
    """The year of a report.

    Attributes:
        year: The year.
        source: ``"title"`` or ``"text"``.
        certain: Whether the text says so; else it is the year that it speaks of most.
    """

    year: int
    source: str
    certain: bool


def report_year(title: str, front: str, body: str, *, is_speech: bool) -> Year | None:
    """Find the year that a report belongs to.

    That is the year of the session for a government's work report, the year of the data for a
    completion report or a communiqué, the first year of a plan.

    Args:
        title: The title, may be empty.
        front: What stands before the report proper.
        body: The report proper.
        is_speech: Whether it is a report held before a congress.

    Returns:
        The year and where it came from, or None.
    """
    named = [int(year) for year in _YEAR.findall(clean(title))]
    if named:  # a speech on two years is held in the second
        return Year(max(named) if is_speech else named[0], "title", True)
    year = _plan_year(title)
    if year:
        return Year(year, "title", True)
    front, _, body = clean(f"{front}\0{body[:_SAMPLE]}").partition("\0")
    if is_speech:
        said = _session_year(front, body) or _heading_year(body)
        year = said or _year_after(body)
    else:
        said = _plan_year(body[:_OPENING])
        year = said or _data_year(body)
    return Year(year, "text", said is not None) if year else None


def _session_year(front: str, body: str) -> int | None:
    """Return the year of the session that a speech was held in."""
    dated = _first(_DATE, front)
    if dated:
        return dated
    congress = _CONGRESS.search(front)
    if congress:
        return _congress_year(_number(congress[1]), _number(congress[2]))
    opening = _TO_CONGRESS.search(body[:_OPENING])
    if opening:
        return _congress_year(_number(opening[1]), 1)
    congress = _CONGRESS.search(body[:_OPENING])
    early = congress and _number(congress[1]) < 5
    return (
        _congress_year(_number(congress[1]), _number(congress[2])) if early and congress else None
    )


def _congress_year(congress: int, session: int) -> int | None:
    if congress < 5:
        return _EARLY.get((congress, session))
    return 1978 + 5 * (congress - 5) + session - 1


def _heading_year(body: str) -> int | None:
    """Return the year that a speech plans, or the one after the year or years it looks back on."""
    reviewed = _first(_REVIEW, body)
    if reviewed:
        return reviewed + 1
    period = _PERIOD.search(body)
    if period and _number(period[1]) > 8:
        return 2001 + 5 * (_number(period[1]) - 9)
    return _first(_AHEAD, body)


def _year_after(body: str) -> int | None:
    """Return the year after the one that the review, a speech's first part, speaks of most."""
    counts = Counter(_POINT.findall(body[:_REVIEW_PART]))
    latest = max(counts, key=lambda year: (counts[year], year), default=None)
    return int(latest) + 1 if latest else None


def _data_year(body: str) -> int | None:
    """Return the year that a text speaks of most, the one named first where two are as frequent."""
    counts = Counter(_POINT.findall(body)) or Counter(_YEAR.findall(body))
    return int(counts.most_common(1)[0][0]) if counts else None


def _first(pattern: re.Pattern[str], text: str) -> int | None:
    match = pattern.search(text)
    return int(match[1]) if match else None


def _plan_year(title: str) -> int | None:
    """Return the first year of a five-year plan: 第十四个五年规划, “十四五”规划."""
    match = _PLAN.search(title)
    number = _number(match[1] or match[2]) if match else 0
    return 1981 + 5 * (number - 6) if number >= 6 else None


def _number(numeral: str) -> int:
    tens, _, units = numeral.rpartition("十")
    if "十" not in numeral:
        return _CN_NUMBER.get(numeral, 0)
    return _CN_NUMBER.get(tens, 1) * 10 + _CN_NUMBER.get(units, 0)
