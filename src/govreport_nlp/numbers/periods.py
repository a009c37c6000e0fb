"""Dates and periods: where a text names one, and which days it means.

A report of January of year Y speaks of Y as `今年` and reviews Y-1 as `去年` or `全年`; `五年来` in
it is the five years up to Y-1. The reference year is that Y.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from govreport_nlp.numbers.numerals import parse_numeral

__all__ = ["PeriodSpan", "counts_from_1911", "find_periods"]

PeriodKind = Literal["absolute", "relative", "implied", "since", "past", "future", "plan", "term"]


class PeriodSpan(NamedTuple):
    """A stretch of text that names a period.

    Attributes:
        start: Offset of the first character.
        end: Half-open end offset.
        text: What stands there.
        kind: `absolute` (2023年); `relative` to the report's year (今年); `implied`, where the
            year is not said (全年, 一季度); `since` a year; `past` and `future` spans of years
            (五年来, 今后五年); `plan`, a five-year plan; `term`, that of a government.
        year: The year, or its distance from the reference year for `relative` and `implied`; how
            many years for `past`, `future` and `term`; the number of a plan.
        last_year: The second year of a span such as 2018—2022年, else None.
        part: The part of the year: `06`, `06-30`, `01/09`, `Q1`, `H1`, or empty. For a plan
            `first`, `last` or `since`.
        point: Whether a moment is meant rather than a stretch (年末, 截至6月底, 到2030年).
    """

    start: int
    end: int
    text: str
    kind: PeriodKind
    year: int
    last_year: int | None = None
    part: str = ""
    point: bool = False


_N = "[0-9０-９]"
_C = "[一二两三四五六七八九十]"
_DASH = "(?:[-－–—―~～]{1,2}|至|到)"
_YEAR = f"(?:[12１２]{_N}{{3}}|[一二][〇○零ＯO0０一二三四五六七八九]{{3}})"
_MONTH = "(?:1[0-2]|0?[1-9]|１[０-２]|[１-９]|十[一二]?|[一二三四五六七八九])"
_DAY = f"(?:{_N}{{1,2}}|[一二三四五六七八九十]{{1,3}})"
_COUNT = f"(?:{_N}{{1,2}}|{_C}{{1,3}})"
_REST_OF_YEAR = f"(?:{_N}{{3}}|[〇○零ＯO0０一二三四五六七八九]{{3}})"

# A part of a year, behind the year or alone.
_PART = re.compile(
    rf" ?(?P<m1>{_MONTH})月?份?{_DASH}(?P<m2>{_MONTH}) ?月份?"
    rf"| ?(?P<month>{_MONTH}) ?月(?:份| ?(?P<day>{_DAY}) ?[日号號])?(?P<end>[末底初])?"
    rf"|第?(?P<quarter>[一二三四1-4])季度(?P<qend>末)?"
    rf"|前(?P<quarters>[两二三])个?季度"
    rf"|(?P<half>[上下])半年"
    rf"|前(?P<months>{_COUNT})个月"
)

# Behind 五年, what makes it the five years under review: 五年累计新增, 五年增长.
_SUMMED = "累计|累計|平均|年均|共|增长|增加|(?:提高|提升|下降|降低)(?=[0-9])|新增|净增|翻"
# The same where a clause begins with it, or behind whose deed it was: 中央财政五年支出.
_SUMMED_AT_START = (
    "增量",
    "支出",
    "投入",
    "建成",
    "完成",
    "生产",
    "建设",
    "转移",
    "减少",
    "城镇新增",
    "全社会",
    "实际",
    "滚动",
    "改造",
    "整理",
    "统筹",
    "安排",
    "新设",
    "培养",
)
_OPENS_SUM = frozenset(["", *"，。；、,;\n　 政国省市"])

# What a period can begin with: the set of its first characters, and the rest behind the first.
# The sets stand apart so that the search skips all other characters at once.
_HEADS: dict[str, tuple[str, str]] = {
    "years": ("12１２一二", rf"{_REST_OF_YEAR}年?{_DASH}(?:{_YEAR}|{_N}{{2}})年"),
    "year": ("12１２一二", rf"{_REST_OF_YEAR} ?年(?!代)度?(?:[末底初]|以[来來]|至今)?"),
    "spaced_year": ("12", rf"(?: {_N}){{3}} ?年"),
    "republican_year": ("1民", rf"(?:(?<=1)(?:0[1-9]|1{_N}) |[国國] ?{_N}{{2,3}} ?)年度?[末底初]?"),
    "both": ("今", "明两年"),
    "relative": (
        "今去前上本当當明来來下",
        r"(?:(?<=[今去上本当當明来來])年|(?<=前)(?<!目前)年|(?<=[上下])一年)(?![均产產龄齡]|[结結][转轉余餘])(?:度|[末底初])?",
    ),
    "whole": ("全", "年(?![龄齡])"),
    "inner": ("年", "[末底内終终](?!均)前?"),
    "future_years": ("今未", rf"[后後來来]的? ?{_COUNT} ?年"),
    "past_years": (
        "过過近这這",
        rf"(?:(?<=[过過])去的?|(?<=[近这這])的?) ?{_COUNT} ?年(?:多?[来來]|间|間)?",
    ),
    "part": (
        "0-9０-９一二三四五六七八九十第前上下",
        rf"(?:(?:{_N}|[一二])?(?:月?份?{_DASH}{_MONTH}月|月)|[一二三四1-4]?季度"
        rf"|(?<=前)(?:[两二三]个?季度|{_COUNT}个月)|(?<=[上下])半年)",
    ),
    "years_since": (
        "1-9１-９一二两三四五六七八九十",
        rf"{_N}?{_C}{{0,2}}年(?:多?以?[来來]|间|間|内|中(?![国期学小央心药医长])|(?={_SUMMED}|{'|'.join(_SUMMED_AT_START)}))",
    ),
    "plan": (
        '“"「『',
        '十?[一二三四五六七八九十]?五[”"」』](?![、和]?(?:[“"][一二三四五六七八]五[”"])?普法|規劃)'
        "(?![^，。；、“时期以末初0-9]{0,8}(?:规划(?!期)|实施方案))"
        "(?:时期|期间|规划期|時期|期間|以来|末|初|开局之年|收官之年)?",
    ),
    "counted_plan": (
        "第",
        "[一二三四五六七八九十]{1,2}[个個]五年[计計规規][划劃](?:期间|期間|时期|時期)",
    ),
    "bare_plan": ("十六七八九", "[一二三四五六七八九]?五(?:时期|期间|规划期|以来|末)"),
    "term": ("本上", "届政府(?:任期|五年)?"),
}
_HEAD = re.compile(
    "[" + "".join(sorted({first for first, _ in _HEADS.values()})) + "]"
    f"(?<!{_N}{_N})"  # inside of a number nothing begins
    "(?:" + "|".join(f"(?P<{n}>(?<=[{first}]){rest})" for n, (first, rest) in _HEADS.items()) + ")"
)
_REPUBLICAN_UNTIL = re.compile(rf"{_DASH} ?([0-9]{{2,3}}) ?年度?")
_COUNTED_BEHIND = re.compile(f"的?这?{_COUNT}年(?:中|间|間|内|[来來])")
"""1978年到1985年八年间: the years once more."""
_FIRST_YEARS = re.compile("前([一二三四])年")
"""“十一五”前四年: 2006 to 2009; the tenth plan began in 2001."""
_PLAN_NUMBER = re.compile(f"({_C}{{1,3}})五")
_UNTIL = re.compile("(?:截至|截止到?|截止|(?<![高加大展长降升达增减少得提缩扩低涨])到)$")
_RELATIVE = {"今": 0, "去": -1, "前": -2, "上": -1, "本": 0, "当": 0, "當": 0}
_RELATIVE |= {"明": 1, "来": 1, "來": 1, "下": 1}
_DIGITS = str.maketrans(
    "０１２３４５６７８９〇○零ＯO一二两三四五六七八九", "0123456789000001223456789"
)


_REPUBLICAN = re.compile(
    "1[01](?<![0-9.]..)[0-9](?: ?年(?![來来前])|[.][0-9]{1,2}[.][0-9]{1,2}(?![0-9.]))"
)
_COMMON_ERA = re.compile("(?:19|20)(?<![0-9.]..)[0-9]{2} ?年")


def counts_from_1911(text: str) -> bool:
    """Whether a text counts years by the Republic, as reports of Taiwan mostly do.

    Example:
        >>> counts_from_1911("104 年度編列預算，較103年度增加")
        True
    """
    counted = len(_REPUBLICAN.findall(text))
    return counted > 0 and counted > len(_COMMON_ERA.findall(text))


def find_periods(
    text: str, start: int = 0, end: int | None = None, *, republican: bool = False
) -> list[PeriodSpan]:
    """Every expression of a date or a period.

    Args:
        text: Any text.
        start: Offset at which to begin.
        end: Half-open offset at which to stop; the end of the text if None.
        republican: Whether 104年 is a year of the Republic (2015), as in Taiwan's reports.

    Returns:
        Spans in text order that do not overlap, with offsets into `text`.

    Example:
        >>> [span.text for span in find_periods("2023年1-9月，五年来")]
        ['2023年1-9月', '五年来']
    """
    limit = len(text) if end is None else min(end, len(text))
    found: list[PeriodSpan] = []
    position = start
    head = _republican_head() if republican else _HEAD
    while (match := head.search(text, position, limit)) is not None:
        span = None
        at = match.start()
        if at == 0 or not (
            text[at].isdecimal() and text[at - 1] in "0123456789０１２３４５６７８９."
        ):
            span = _READERS[match.lastgroup or ""](text, match, limit)
        if span is None:
            position = at + 1
            continue
        found.append(_until(text, span, position))
        position = span.end
    return found


@cache
def _republican_head() -> re.Pattern[str]:
    """The same for reports that count years from 1912; few do."""
    return re.compile(_HEAD.pattern.replace(rf"(?:0[1-9]|1{_N}) |", rf"(?:0[1-9]|1{_N}) ?|"))


def _until(text: str, span: PeriodSpan, floor: int) -> PeriodSpan:
    """The span with 截至 or 到 in front taken in."""
    first = max(span.start - 4, floor)
    match = _UNTIL.search(text[first : span.start])
    if match is None:
        return span
    start = first + match.start()
    return span._replace(start=start, text=text[start : span.end], point=True)


def _make(
    text: str, match: re.Match[str], kind: PeriodKind, year: int, **rest: object
) -> PeriodSpan:
    end = match.end()
    return PeriodSpan(match.start(), end, text[match.start() : end], kind, year, **rest)  # type: ignore[arg-type]


def _years(text: str, match: re.Match[str], limit: int) -> PeriodSpan | None:
    numbers = re.findall(f"{_YEAR}|{_N}{{2}}", match.group())
    first, last = (int(n.translate(_DIGITS)) for n in (numbers[0], numbers[-1]))
    if last < 100:
        last += first // 100 * 100
    if first >= last:
        return None
    span = _make(text, match, "absolute", first, last_year=last)
    counted = _COUNTED_BEHIND.match(text, span.end, limit)
    end = counted.end() if counted else span.end
    return span._replace(end=end, text=text[span.start : end])


def _year(text: str, match: re.Match[str], limit: int) -> PeriodSpan | None:
    year = int(match.group()[:4].translate(_DIGITS))
    if match.group().endswith(("来", "來", "今")):
        return _make(text, match, "since", year)
    return _with_part(text, _make(text, match, "absolute", year), limit)


def _spaced_year(text: str, match: re.Match[str], limit: int) -> PeriodSpan | None:
    """1 9 9 7年, as some files set digits apart."""
    return _make(text, match, "absolute", int(match.group().replace(" ", "")[:4]))


def _republican_year(text: str, match: re.Match[str], limit: int) -> PeriodSpan | None:
    """民國104年 and, in Taiwan's reports, 104 年: years of the Republic, from 1912 on."""
    year = re.search("[0-9]+", match.group().translate(_DIGITS))
    first = 1911 + int(year.group()) if year else 0
    span = _make(text, match, "absolute", first)
    last = _REPUBLICAN_UNTIL.match(text, span.end, limit)
    if last is None or 1911 + int(last.group(1)) <= first:
        return _with_part(text, span, limit)
    end, year_after = last.end(), 1911 + int(last.group(1))
    return span._replace(end=end, text=text[span.start : end], last_year=year_after)


def _with_part(text: str, span: PeriodSpan, limit: int) -> PeriodSpan:
    """A year with the part of it that stands behind: 2023年1-9月, 今年上半年, 2023年全年."""
    if span.text[-1] in "末底初":
        return span._replace(point=True)
    if text.startswith("全年", span.end):
        return span._replace(end=span.end + 2, text=text[span.start : span.end + 2])
    match = _PART.match(text, span.end, limit)
    if match is None:
        return span
    part, point = _part_of(match)
    return span._replace(
        end=match.end(), text=text[span.start : match.end()], part=part, point=point
    )


def _part_of(match: re.Match[str]) -> tuple[str, bool]:
    """The normal form of a part of a year, and whether it is a moment."""
    group = match.groupdict()
    if group["m1"]:
        return f"{_number(group['m1']):02}/{_number(group['m2']):02}", False
    if group["month"]:
        month = f"{_number(group['month']):02}"
        if not group["day"]:
            return month, bool(group["end"])
        return f"{month}-{_number(group['day']):02}", True
    if group["quarter"]:
        return f"Q{_number(group['quarter'])}", bool(group["qend"])
    if group["half"]:
        return ("H1" if group["half"] == "上" else "H2"), False
    months = _number(group["months"]) if group["months"] else 3 * _number(group["quarters"])
    return f"01/{months:02}", False


def _number(text: str) -> int:
    return int(parse_numeral(text) or 0)


def _both(text: str, match: re.Match[str], limit: int) -> PeriodSpan | None:
    return _make(text, match, "relative", 0, last_year=1)


def _relative(text: str, match: re.Match[str], limit: int) -> PeriodSpan | None:
    if text.startswith("以上", match.start() - 1):
        return None
    span = _make(text, match, "relative", _RELATIVE[text[match.start()]])
    return _with_part(text, span, limit)


def _whole(text: str, match: re.Match[str], limit: int) -> PeriodSpan | None:
    return _make(text, match, "implied", -1)


def _inner(text: str, match: re.Match[str], limit: int) -> PeriodSpan | None:
    """年末 looks back, 年内 and 年底前 look ahead."""
    ahead = match.group()[1:] in ("内", "底前")
    return _make(text, match, "implied", 0 if ahead else -1, point=not ahead)


def _future_years(text: str, match: re.Match[str], limit: int) -> PeriodSpan | None:
    return _count(text, match, "future")


def _past_years(text: str, match: re.Match[str], limit: int) -> PeriodSpan | None:
    return _count(text, match, "past")


def _years_since(text: str, match: re.Match[str], limit: int) -> PeriodSpan | None:
    if text[max(0, match.start() - 2) : match.start()] in ("连续", "連續"):
        return None
    summed = text.startswith(_SUMMED_AT_START, match.end())
    if summed and text[match.start() - 1 : match.start()] not in _OPENS_SUM:
        return None
    return _count(text, match, "future" if match.group().endswith("内") else "past")


def _count(text: str, match: re.Match[str], kind: PeriodKind) -> PeriodSpan | None:
    number = re.search(_COUNT, match.group())
    count = _number(number.group()) if number else 0
    return _make(text, match, kind, count) if count else None


def _part_alone(text: str, match: re.Match[str], limit: int) -> PeriodSpan | None:
    whole = _PART.match(text, match.start(), limit)
    if whole is None:
        return None
    part, point = _part_of(whole)
    return _make(text, whole, "implied", -1, part=part, point=point)


def _plan(text: str, match: re.Match[str], limit: int) -> PeriodSpan | None:
    name = match.group()
    count = _PLAN_NUMBER.search(name)
    number = _number(count.group(1)) if count else 0
    part = ""
    if name.endswith(("末", "收官之年")):
        part = "last"
    elif name.endswith(("初", "开局之年")):
        part = "first"
    elif name.endswith(("以来", "以來")):
        part = "since"
    span = _make(text, match, "plan", number, part=part, point=part in ("first", "last"))
    some = _FIRST_YEARS.match(text, span.end, limit)
    if some is None or part:
        return span
    first, years = 2001 + 5 * (number - 10), "一二三四".index(some.group(1)) + 1
    return span._replace(
        end=some.end(),
        text=text[span.start : some.end()],
        kind="absolute",
        year=first,
        last_year=first + years - 1 if years > 1 else None,
    )


def _counted_plan(text: str, match: re.Match[str], limit: int) -> PeriodSpan | None:
    """``第一个五年计划期间``."""
    count = re.split("[个個]", match.group(), maxsplit=1)[0].removeprefix("第")
    return _make(text, match, "plan", _number(count))


def _term(text: str, match: re.Match[str], limit: int) -> PeriodSpan | None:
    return _make(text, match, "term", 5, part="previous" if match.group()[0] == "上" else "")


_READERS = {
    "years": _years,
    "year": _year,
    "spaced_year": _spaced_year,
    "republican_year": _republican_year,
    "both": _both,
    "relative": _relative,
    "whole": _whole,
    "inner": _inner,
    "future_years": _future_years,
    "past_years": _past_years,
    "years_since": _years_since,
    "part": _part_alone,
    "plan": _plan,
    "bare_plan": _plan,
    "counted_plan": _counted_plan,
    "term": _term,
}
