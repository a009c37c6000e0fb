"""Reading outward from a number: what the words right before and behind it say.

Leftward the reader takes, as long as it finds any, qualifiers (``近``), links (``达``), verbs of
change (``增长``), words of comparison (``比上年``), periods and adverbs; what is left is the name.
Rightward it takes a qualifier (``以上``) and leaves what may be a counted noun.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from govreport_nlp.indicators.lexicon import Lexicon
from govreport_nlp.numbers.periods import PeriodSpan, find_periods
from govreport_nlp.numbers.quantities import Quantity
from govreport_nlp.numbers.resolution import resolve_period

__all__ = ["RATE_UNITS", "Reading", "comparison_basis", "read_left", "read_right"]

RATE_UNITS = frozenset(["%", "百分点", "‰", "倍", "番", "成"])
"""Units of what has no counted noun behind it."""

_YEAR = r"(?:[12]\d{3}|[１２][０-９]{3}|[一二][〇○零一二三四五六七八九]{3})(?:年度?)?"
_COMPARISON = re.compile(
    r"(?:(?:(?<!占)比较|比|较|与|和|同|相比于|相较于|相较|相比|对比)"
    r"(?:上年度|上年|上一年度?|前一年度?|去年|前年|1\d{2}年度?|上月|上季度|上季|上期|同期|年初|上届|上次|前次|“[^”]{1,6}”|"
    + r"(?:疫情前的?)?"
    + _YEAR
    + r"|"
    r"上一?个五年|[一二三四五六七八九十\d]{1,2}年前|前[一二三四五十]{1,2}年|改革前|疫情前|"
    r"(?:全国|全省|全市|全区|省|市|世界|国家)(?:平均|平均水平|平均数|平均增速|均值|水平)|计划|目标|预期|预算|年度目标)"
    r"(?:同期数|同期|末期|末|底|年底|年末|年初|初|的?同口径|期末|水平|期间|时期|(?:年初)?(?:预算|决算|计划|执行)数?)?(?:相比|比较|同比|，)?|同比|环比|比增|比降|年均|累计|年增|[两二三四五六七八九十]年平均|年平均|平均每年)$"
)
_EACH = re.compile(
    r"(?:(?:[人户]均)?(?:每[\u4e00-\u9fff]{1,2}){1,2}|每(?:人|户|亩|吨|年|月|天|日|千人|万人|百户|百人)+|人均|户均|亩均|平均每[\u4e00-\u9fff]{1,2})$"
)
_YEARS_LONG = re.compile(
    r"(?:(?<!\d)\d{1,2}|(?<![〇零一二三四五六七八九])[两三四五六七八九十]{1,2})年(?:间|内)?$"
)
_NOTE_MARK = re.compile(r"\[\d{1,2}\]$")
_DURATION = re.compile(
    r"[\d一二三四五六七八九十两]{1,3}年(?:前|以前)$|"
    r"(?:已)?连续(?:第)?[\d一二三四五六七八九十两多]{1,3}(?:个)?(?:年|月|季度|次|届)$"
)


@dataclass(slots=True)
class Reading:
    """What the words around one number say.

    Attributes:
        quantity: The number.
        left: Span of what remains before it: the candidate name.
        right: Span of what stands behind it, before the next number or mark.
        qualifier: As in the records.
        direction: ``up`` or ``down`` where a verb of change stands before it.
        verb: The verb of change, or the empty string.
        verb_start: Offset of that verb.
        basis: What the change compares with.
        to: Whether it is the later value of a change (``提高到``).
        source: Whether ``由`` or ``从`` opens it.
        apart: Whether ``分别`` stands before it.
        each: Span of a phrase such as ``每人每月`` between name and number.
        noun: Whether the name ends with a noun of growth (``涨幅``).
        joined: Whether a ``、`` or ``和`` joins it to the number before.
        shared: Whether the text before it also names the number before.
        middle: What stands between ``分别`` and the number and belongs to each name.
        zone: Offset at which the text of this number begins.
        period: A period that stood between name and number.
        notes: What was read, for explanation.
    """

    quantity: Quantity
    left: tuple[int, int]
    right: tuple[int, int]
    zone: int
    qualifier: str
    direction: str | None = None
    verb: str = ""
    verb_start: int = -1
    basis: str | None = None
    to: bool = False
    source: bool = False
    apart: bool = False
    each: tuple[int, int] | None = None
    noun: bool = False
    joined: bool = False
    shared: bool = False
    middle: tuple[int, int] | None = None
    period: PeriodSpan | None = None
    notes: list[tuple[str, str]] = field(default_factory=list)


def read_left(
    text: str, low: int, reading: Reading, lexicon: Lexicon, periods: Mapping[int, PeriodSpan]
) -> None:
    """Read leftward from a number and fill the reading.

    Args:
        text: The report's text.
        low: Where to stop.
        reading: The reading; its ``left``, ``qualifier``, ``direction`` and so on are set.
        lexicon: The words.
        periods: The periods of the sentence by the offset that they end at.
    """
    high = reading.quantity.start
    while high > low:
        step = _read_phrase(text, low, high, reading)
        if step is None:
            step = _read_period(text, low, high, reading, periods)
        if step is None:
            step = _read_word(text, low, high, reading, lexicon)
        if step is None or step == high:
            break
        high = step
    reading.left = (low, high)
    _split_apart(text, reading)


def _split_apart(text: str, reading: Reading) -> None:
    """``甲、乙分别完成投资3亿元``: what ``分别`` separates stands before it."""
    low, high = reading.left
    at = text.find("分别", low, high)
    if at >= 0:
        reading.apart = True
        reading.left, reading.middle = (low, at), (at + 2, high)


def _read_period(
    text: str, low: int, high: int, reading: Reading, periods: Mapping[int, PeriodSpan]
) -> int | None:
    end = high - 1 if text[high - 1] in "的，" else high
    span = periods.get(end)
    if span is None or span.start < low:
        return None
    if text.startswith("的", span.end) and _HELD_AGAINST.search(text, low, span.start):
        return None
    if text[span.start - 1] == "于" and text[span.start - 2] in "快慢高低多少":
        return None  # 快于2024年1.8个百分点
    if reading.period is None:
        reading.period = span
    reading.notes.append(("period", span.text))
    return span.start


def _read_phrase(text: str, low: int, high: int, reading: Reading) -> int | None:
    end = high
    if text[high - 1] == "）":  # 比2019年（21万人次）|增长
        end = max(low + 1, text.rfind("（", max(low, high - 24), high))
    if text[end - 1] in "比期年月末底初前同均平计增降率数标算相较，”度届次划行":
        match = _COMPARISON.search(text, max(low, end - 18), end)
        if match:
            if reading.basis is None:
                reading.basis = comparison_basis(match.group())
            if match.group() in ("比增", "比降", "年增"):
                reading.direction = "down" if match.group() == "比降" else "up"
                reading.verb, reading.verb_start = match.group(), match.start()
            reading.notes.append(("comparison", match.group()))
            return match.start()
    if reading.verb:
        match = _YEARS_LONG.search(text, max(low, high - 6), high)
        if match:
            reading.basis = reading.basis or "cumulative"
            reading.notes.append(("comparison", match.group()))
            return match.start()
    last = text[high - 1]
    match = _NOTE_MARK.search(text, max(low, high - 4), high) if last == "]" else None
    if match:
        return match.start()
    match = _DURATION.search(text, max(low, high - 10), high) if last in "前年月度次届" else None
    if match:
        reading.notes.append(("duration", match.group()))
        return match.start()
    if reading.each is None and last not in "。，；":
        near = max(low, high - 8)
        told = last == "均" or text.find("每", near, high) >= 0
        match = _EACH.search(text, near, high) if told else None
        if match:
            reading.each = match.span()
            reading.notes.append(("each", match.group()))
            return match.start()
    return None


def _read_word(text: str, low: int, high: int, reading: Reading, lexicon: Lexicon) -> int | None:
    hit = lexicon.left.ending(text, low, high)
    if hit is None:
        return None
    word, (kind, value) = hit
    start = high - len(word)
    if word[0] == "均" and len(word) > 1 and start > low and text[start - 1] in "人户亩":
        start += 1  # 人均|达到, and not 均达到
    if kind == "keep" or (word in _BASES and _BASE_OPENS.match(text, low, start)):
        return None
    if kind == "change":
        return _read_change(text, low, start, word, value, reading, lexicon)
    if kind == "before":
        if reading.qualifier == "exact" and not reading.to:
            reading.qualifier = value
    elif kind == "to":
        if reading.to or reading.direction:
            return None
        reading.to = True
        reading.verb, reading.verb_start = word, start
    elif kind == "from":
        return _read_source(word, start, reading)
    elif kind == "apart":
        reading.apart = True
    elif reading.source:
        return None
    reading.notes.append((kind, word))
    return start


def _read_source(word: str, start: int, reading: Reading) -> int | None:
    """Take in ``由`` or ``从``: it opens an earlier value, or the year of a change."""
    if reading.direction and reading.notes[-1][0] in ("period", "comparison"):
        return start  # 由上年下降2%转为增长
    if reading.to or reading.direction or reading.source:
        return None
    reading.source = True
    reading.notes.append(("from", word))
    return start


# What stands before a year that a value is only held against: ``恢复至2019年的96%``.
_HELD_AGAINST = re.compile(r"(?:恢复[至到]|相当于|等于|[是为])$")

# Words that only link, unless they are what a value is held against: ``为年度计划的112%``.
_BASES = frozenset(["目标", "预期目标", "计划", "平均"])
_BASE_OPENS = re.compile(r"[，、；\s]*(?:仅)?(?:为|占|[高低快慢好优]于|高出|低出|相当于|等于)")

# What is made better where it stands, and not more of: 森林抚育提升200万亩.
_PLACES = frozenset(
    ["亩", "公顷", "公里", "平方公里", "平方米", "处", "所", "座", "个", "家", "条", "户"]
)

_GROWTH_AIM = re.compile(r"(?<!预期)增长的?(?:预期|调控)?目标")  # 经济增长|预期目标为7%: a noun
_FASTER = re.compile(r"[高低快慢]于[^，。；、]{0,8}$")

_SHORT = frozenset("高快多低少慢增升涨降跌减翻")


def _read_change(
    text: str, low: int, start: int, word: str, direction: str, reading: Reading, lexicon: Lexicon
) -> int | None:
    """Take a verb of change, unless it is part of a noun or cannot be one here."""
    if reading.to or reading.verb:
        return None
    if word.startswith("提升") and reading.quantity.unit in _PLACES:
        return None
    if word in _SHORT and not _short_verb(text, low, start, word, reading):
        return None
    aimed = word == "增长" and _GROWTH_AIM.match(text, start, reading.quantity.start)
    if word in lexicon.change_nouns or aimed:
        if _FASTER.search(text, low, start):
            return None
        reading.direction, reading.noun = direction, True
        reading.notes.append(("change", word))
        return start if start == low else None
    reading.direction = direction
    reading.verb, reading.verb_start = word, start
    reading.notes.append(("change", word))
    return start


def _short_verb(text: str, low: int, start: int, word: str, reading: Reading) -> bool:
    if word == "翻":
        return reading.quantity.unit == "番"
    compared = start > low and _COMPARISON.search(text, max(low, start - 18), start) is not None
    if word in "高快多低少慢":
        return compared
    return compared or start == low or reading.quantity.unit in RATE_UNITS


_HOURS = frozenset(["秒", "分钟", "小时", "天", "工作日", "个工作日"])


def read_right(text: str, reading: Reading, high: int, lexicon: Lexicon) -> None:
    """Read rightward from a number: its qualifier, then what remains up to ``high``."""
    start = reading.quantity.end
    behind = start + text.startswith(" ", start)  # 3% 以内
    hit = lexicon.after.starting(text, behind, high)
    if hit:
        word, value = hit
        if reading.qualifier == "exact" or (value == "at_most" and reading.qualifier != "under"):
            reading.qualifier = value
        reading.notes.append(("after", word))
        start = behind + len(word)
    elif reading.quantity.unit in _HOURS and text.startswith("内", start):
        reading.qualifier, start = "at_most", start + 1
        reading.notes.append(("after", "内"))
    reading.right = (start, max(start, high))


_OF_THE_YEAR_BEFORE = re.compile(r"同比|比增|比降|年增|上年|去年|同期|[上前]一年")


def comparison_basis(words: str) -> str | None:
    """Tell what a phrase of comparison compares with.

    Args:
        words: e.g. ``同比``, ``比上年``, ``较2020年``, ``比“十一五”末``.

    Returns:
        ``yoy``, ``mom``, ``annual_average``, ``cumulative``, a year, or None.
    """
    if "年均" in words or "年平均" in words or words.startswith("平均"):
        return "annual_average"
    if "累计" in words:
        return "cumulative"
    if "环比" in words or "上月" in words or "上季" in words:
        return "mom"
    for span in find_periods(words):
        if span.kind in ("absolute", "plan", "since"):
            value = resolve_period(span, span.year)
            return value.split("/")[-1][:4] if value else None
    return "yoy" if _OF_THE_YEAR_BEFORE.search(words) else None
