"""One numeral at an offset of a running text, with the vague words inside it."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from govreport_nlp.numbers.numerals import parse_numeral
from govreport_nlp.numbers.units import match_unit

__all__ = ["Numeral", "read_numeral"]

_D = "[0-9０-９]"
_CHINESE_DIGITS = "〇○零一二三四五六七八九两兩壹贰叁肆伍陆柒捌玖貳參"
_ONLY_DIGITS = frozenset(_CHINESE_DIGITS)
# Scale characters that are no scale in front of a unit: 千瓦, 百分点, 兆瓦.
_HUNDRED, _THOUSAND, _MEGA = (
    "[百佰](?!分[之点點])",
    "[千仟](?![瓦米克伏卡帕赫焦]|分[之点])",
    "兆(?![瓦伏帕赫比])",
)
_SCALE = f"(?:[万亿萬億]|{_HUNDRED}|{_THOUSAND}|{_MEGA})"
# 余, 多 and 几 close a numeral or stand before its last scale word: 1.2万余, 4万多亿, 十几万.
_VAGUE = (
    "(?:(?P<vague>[余餘几幾]|多(?!样|元化|边|数|式)|[来來](?=[万亿个個年岁歲]))"
    f"(?P<more> ?{_SCALE}+)?)?"
)
# 5000 余万元, 2300 多名: editors put spaces around digits.
_SPACE_BEFORE_VAGUE = (
    f"(?: (?=[余餘多] ?(?:{_SCALE}|[个個人名家项項户戶亩畝元件公吨次所场場种種条條座处處例])))?"
)
# 3亿5000万, 8897万890元, 18萬 119人次.
_CHAIN = (
    rf"(?P<chain> ?{_D}[0-9０-９,]*(?:[.．]{_D}+)?(?: ?{_SCALE}+"
    "|(?= ?(?:[元人名戶户件公噸吨家場场亩畝輛辆]|平方))))"
)
# 面积19. 3万亩: a blank that the making of the file put behind the point; not 2. 3万户 of a list.
_BROKEN = (
    "(?:" + "|".join(rf"(?<=[\u4e00-\u9fff]{_D * size})" for size in (1, 2, 3)) + ")"
    rf"[.．] {_D}{{1,2}}(?!{_D})(?= ?[万亿萬億%％])"
)
_ARABIC = re.compile(
    rf"(?P<number>(?P<whole>[0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])"
    rf"|[０-９]{{1,3}}(?:[，,][０-９]{{3}})+(?![０-９])|{_D}+)"
    rf"(?P<decimals>[.．]{_D}+|{_BROKEN})?"
    rf"(?: ?(?P<scale>{_SCALE}+){_CHAIN}?)?){_SPACE_BEFORE_VAGUE}{_VAGUE}"
)
_CHINESE = re.compile(
    rf"(?P<number>(?P<whole>(?:[{_CHINESE_DIGITS}十拾廿卄卅卌万亿萬億]|{_HUNDRED}|{_THOUSAND}|{_MEGA})+)"
    rf"(?P<decimals>[点點][{_CHINESE_DIGITS}]+(?![十刻]|分(?!之)){_SCALE}*)?){_VAGUE}"
)
# 三四十, 十七八, 两三: two neighbouring digits are a range.
_PAIR = re.compile("[一二两兩三四五六七八][二两三四五六七八九]")
_NEIGHBOURS = re.compile(
    r"(?P<head>.*[十百千万亿]|)(?P<first>[一二两兩三四五六七八])(?P<second>[二两三四五六七八九])"
    r"(?P<tail>[十百千万亿萬億]*)"
)
# 七、八百个, 两、三倍; but not 二、三产业, nor 二、三年来的工作 of a list of headings.
_PARTED = re.compile(
    r"(?<=[\u4e00-\u9fff])(?<![第届])"
    r"(?P<first>[一二两兩三四五六七八])、(?P<second>[二两三四五六七八九])"
    r"(?P<tail>[十百千万亿萬億]+|(?=[个個](?!五年|月份)|[倍天户家座所件名位场项条]|年(?![级度期制])|人(?!工)))"
)
_SCALES = "十百千万亿萬億佰仟兆"
_SCALES_ONLY = re.compile(f"[{_SCALES}]+")
_YEAR = re.compile("[一二两]?[〇○零一二三四五六七八九]{3}(?=年)")
_VAGUE_HEADS = "数數几幾上"
# What the character before makes of 数 and 上: 人数|百万, 以上|百.
_STEPS = frozenset(["跨上", "迈上", "跃上", "登上", "站上", "踏上"])
_NO_HEAD = {
    "数": "人总户个参指系倍基次件家度分函整少多岁字位台辆张量篇例天月项校村县店床机额率号代点",
    "上": "以之网线加路海岸世早晚跨迈跃登站踏冲",
}
_NO_HEAD["數"] = _NO_HEAD["数"]


_APART = (" ", ".", "．")
# 3 0 0 0 万: digits that the making of the file has set apart, one by one.
_SPACED = re.compile(
    r"[0-9](?: [0-9]){0,15}+(?: ?[.．] ?[0-9](?: [0-9]){0,7})?(?! ?[0-9])"
    rf"(?P<scale> ?{_SCALE}+)?"
)


class Numeral(NamedTuple):
    """A numeral in a text.

    Attributes:
        start: Offset of its first character, a vague 数 or 几 included.
        end: Half-open end, a vague 余 or 多 included.
        value: Its value; None for ranges.
        low: Lower bound of a range, else None.
        high: Upper bound of a range, else None.
        chinese: Whether it is written in Chinese characters.
        vague: Whether it is only a floor (余, 多, 数百).
        plain: Whether it is a number even without a unit; `一` and `万` are not.
    """

    start: int
    end: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    chinese: bool
    vague: bool
    plain: bool


_NUMERAL: Callable[[tuple[object, ...]], Numeral] = partial(tuple.__new__, Numeral)
"""Makes a numeral of its fields without a call of Python code."""


def read_numeral(text: str, position: int, floor: int = 0) -> Numeral | int:
    """Read the numeral that begins at a position.

    Args:
        text: Any text.
        position: Offset of a digit, Chinese or Arabic, or of a scale word.
        floor: Offset before which a vague head (`数` of `数百`) may not be taken.

    Returns:
        The numeral; or, where there is none, the offset at which to go on.
    """
    match = _ARABIC.match(text, position) if text[position].isdecimal() else None
    if match is not None:
        if (
            match.group("decimals")
            and _MARKED.match(text, position)
            and _opens_line(text, position)
        ):
            return match.start("decimals") + 1  # 8.6个专项: the sixth, or six, of entry 8
        single = match.end() - position == 1 and text.startswith(_APART, match.end())
        return (_spaced(text, position) if single else None) or _arabic(match)
    parted = _PARTED.match(text, position) if text.startswith("、", position + 1) else None
    bounds = _bounds(parted) if parted is not None else None
    if parted is not None and bounds is not None:
        return Numeral(position, parted.end(), None, *bounds, True, False, False)
    match = _CHINESE.match(text, position)
    if match is None:
        return position + 1
    return _chinese(text, match, floor)


# A count has no decimals: what stands before the point marks an entry of a list.
_MARKED = re.compile(
    r"[0-9]{1,2}[.．][1-9][0-9]{0,2}(?:[个個](?![百千]分)|项|項|家|名|条|條|座|所|件|大)"
)


def _opens_line(text: str, position: int) -> bool:
    return text[text.rfind("\n", 0, position) + 1 : position].strip(" 　") == ""


def _spaced(text: str, position: int) -> Numeral | None:
    """A numeral whose digits stand apart, before a scale word or a unit."""
    match = _SPACED.match(text, position)
    if match is None or " " not in match.group().strip()[:4]:
        return None
    unit_start = match.end() + text.startswith(" ", match.end())
    if not match.group("scale") and match_unit(text, unit_start) == unit_start:
        return None
    value = parse_numeral(match.group().replace(" ", ""))
    if value is None:
        return None
    return Numeral(position, match.end(), value, None, None, False, False, True)


def _arabic(match: re.Match[str]) -> Numeral | int:
    number, more, chain, vague = match.group("number", "more", "chain", "vague")
    value = parse_numeral((number + more if more else number).replace(" ", ""))
    start, end = match.span()
    if value is None and chain:
        end = match.start("chain")
        value = parse_numeral(match.string[start:end])
    if value is None:
        return end
    is_vague = vague is not None and end == match.end()
    return _NUMERAL((start, end, value, None, None, False, is_vague, True))


def _chinese(text: str, match: re.Match[str], floor: int) -> Numeral | int:
    number, more, vague_word = match.group("number", "more", "vague")
    more, vague = more or "", vague_word is not None
    start, end = match.span()
    if len(number) == 4 and _YEAR.match(text, start):
        return Numeral(start, end, parse_numeral(number), None, None, True, False, True)
    scales_only = number[0] in _SCALES and _SCALES_ONLY.fullmatch(number) is not None
    if scales_only and _has_vague_head(text, start, floor):
        start, vague = start - 1, True
    long = len(number) > 1
    neighbours = _NEIGHBOURS.fullmatch(number) if long and _PAIR.search(number) else None
    if neighbours is not None:
        bounds = _bounds(neighbours, more)
        if bounds is not None:
            return Numeral(start, end, None, *bounds, True, vague, False)
    if long and not match.group("decimals") and _ONLY_DIGITS.issuperset(number):
        return end  # a string of digits such as 一二三
    value = parse_numeral(number + more.strip())
    if value is None:
        return end
    stepped = scales_only and text[max(0, start - 2) : start] in _STEPS  # 迈上|万亿台阶
    plain = vague or stepped or (long and not scales_only)
    return _NUMERAL((start, end, value, None, None, True, vague, plain))


def _has_vague_head(text: str, start: int, floor: int) -> bool:
    if start <= floor or text[start - 1] not in _VAGUE_HEADS:
        return False
    head = text[start - 1]
    if head == "上" and text[start] == "十":
        return False
    return start < 2 or text[start - 2] not in _NO_HEAD.get(head, "")


def _bounds(match: re.Match[str], more: str = "") -> tuple[Decimal, Decimal] | None:
    first, second, tail = match.group("first", "second", "tail")
    head = match.groupdict().get("head", "")
    if (first, second) == ("三", "五") and head:
        return None
    low = parse_numeral(head + first + tail + more)
    high = parse_numeral(head + second + tail + more)
    if low is None or high is None:
        return None
    step = parse_numeral(second), parse_numeral(first)
    if None in step or (step[0] - step[1] != 1 and (first, second) != ("三", "五")):  # type: ignore[operator]
        return None
    return low, high
