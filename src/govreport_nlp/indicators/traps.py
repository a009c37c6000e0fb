"""Numbers that are no indicators, each with the reason."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import regex

from govreport_nlp.numbers.periods import PeriodSpan
from govreport_nlp.numbers.quantities import Quantity

__all__ = ["trap_reason"]

_RANK_BEFORE = regex.compile(
    r"(?:居|列|排|名|位|跃|升|进入|进到|跻身|保持|获|全[国省市区县州旗盟球]|世界|国内|省内|西部|中部|东部|前进到|达到)[^，。；、]{0,12}$"
)
_NAME_BEFORE = regex.compile(r"[A-Za-zＡ-Ｚａ-ｚ#№＃]-?$")
_NAME_AFTER = regex.compile(r"\s*(?:[A-Za-zＡ-Ｚ]|号|大|强|期|级|线|#|℃以)")
_SMALL = frozenset("一二两三四五六七八九十双半")
_SLOGAN_UNITS = frozenset(
    [
        "大",
        "项",
        "个",
        "种",
        "方面",
        "点",
        "次",
        "步",
        "类",
        "级",
        "条",
        "届",
        "路",
        "线",
        "面",
        "头",
        "手",
        "省",
        "市",
        "县",
        "区",
        "国",
        "地",
        "者",
        "年",
        "期",
        "轮",
        "代",
        "批",
        "层",
        "重",
        "道",
        "门",
        "张",
        "份",
        "本",
        "度",
        "村",
        "乡",
        "镇",
        "件",
        "次",
    ]
)
_DOING = regex.compile(
    r"(?:新增|新建|建成|建设|完成|实施|打造|获评|获批|获得|引进|培育|举办|开展|开工|启动|入选|创建|认定|建立|设立|成立|新设|开通|开办|制定|出台|办理|落实|办好|达到|共|有|增加|布局|修建|改造|规划建设|推出|组建|为群众办|为民办|国家级|省级|市级|承办|竣工|投用|投产|签约|授予|荣获|取得|获|发布|拆除|安置|救助|[、和])(?:了)?$"
)
_GROUP_UNITS = frozenset("岁 元 级 强 分 平方米 层 度 千瓦 蒸吨 美元 公里 吨 亩".split())
_DOCUMENT = regex.compile(r"[〔\[（(【]\d{4}[〕\]）)】]\s*(?:第)?$")


def trap_reason(
    text: str,
    quantity: Quantity,
    periods: Sequence[PeriodSpan],
    period_starts: Sequence[int],
    quotes: Sequence[tuple[int, int]],
    low: int,
    high: int,
) -> str | None:
    """Tell why a number is no indicator.

    Args:
        text: The report's text.
        quantity: The number.
        periods: The periods of the text around it, in text order.
        period_starts: Their starts.
        quotes: The quotations of the sentence.
        low: First character of its sentence.
        high: The character after the sentence's last one.

    Returns:
        The reason (``date``, ``name``, ``ordinal``, …), or None where it may be an indicator.
    """
    start, end = quantity.start, quantity.end
    index = bisect_right(period_starts, start) - 1
    if index >= 0 and periods[index].end > start:
        return "date"
    if any(a < start and end < b for a, b in quotes):
        return "name"
    if quantity.kind == "ordinal":
        return _ordinal_reason(text, quantity, low)
    if _NAME_BEFORE.search(text, max(low, start - 2), start):
        return "name"
    if not quantity.unit:
        return _bare_reason(text, quantity, low, high)
    if quantity.unit in ("年", "月", "日", "届", "时", "点"):
        return "duration" if quantity.unit == "年" else "date"
    if quantity.chinese and quantity.number_end - quantity.start == 1:
        return _small_reason(text, quantity, low, high)
    if _is_group(text, quantity, high):
        return "group"
    return None


def _ordinal_reason(text: str, quantity: Quantity, low: int) -> str | None:
    if quantity.text[-1] in "位名" or _RANK_BEFORE.search(
        text, max(low, quantity.start - 16), quantity.start
    ):
        following = text[quantity.end : quantity.end + 1]
        if quantity.text[-1] in "位名" or following in "，。；、,;（() \n！”" or not following:
            return None
        if following in "和及与":
            return None
    return "ordinal"


def _bare_reason(text: str, quantity: Quantity, low: int, high: int) -> str | None:
    """A number without unit counts with a scale word, as a fraction, or beside a noun."""
    if quantity.kind in ("fraction", "percent"):
        return None
    if any(mark in quantity.text for mark in "万亿"):
        return None if not quantity.chinese or len(quantity.text) > 2 else "name"
    return "no-unit"


def _small_reason(text: str, quantity: Quantity, low: int, high: int) -> str | None:
    """One Chinese digit with a measure word: a real count only where something was done."""
    numeral = quantity.text[: quantity.number_end - quantity.start]
    if len(numeral) > 1 or numeral not in _SMALL:
        return None
    if numeral == "一":
        return _article_reason(text, quantity, low, high)
    before = _DOING.search(text, max(low, quantity.start - 6), quantity.start)
    if quantity.unit in _SLOGAN_UNITS and not before:
        return "name"
    return None


_ARTICLE_UNITS = frozenset(["批", "些", "次", "步", "体", "流", "起", "番", "代", "度", "年", "天", "个", "点", "类", "种", "带", "路", "线"])


def _article_reason(text: str, quantity: Quantity, low: int, high: int) -> str | None:
    """``一`` counts only behind its noun, beside other counts: ``国家级一所、省级三所``."""
    if quantity.unit == "番":
        return None
    behind = text[quantity.end : quantity.end + 1]
    ended = not behind or behind in "，、。；,;）)\n"
    return None if ended and quantity.unit not in _ARTICLE_UNITS else "article"


_THRESHOLD = regex.compile(r"(?:及)?(?:以上|以下)(?:的)?(?=[\p{Han}“])")
_STATEMENT = regex.compile(r"(?:的)?(?:增长|目标|速度|水平|左右|大关|台阶|关口|规模)|[，。；、]")


def _is_group(text: str, quantity: Quantity, high: int) -> bool:
    """``65岁以上老人``, ``500万元以上项目``, ``亿元企业``: a threshold that names a group."""
    match = _THRESHOLD.match(text, quantity.end, high)
    at = match.end() if match else quantity.end
    if _STATEMENT.match(text, at, high) or at >= high:
        return False
    if match is None:
        return _is_round_sum(quantity) and regex.match(r"[\p{Han}“]", text[at]) is not None
    return quantity.unit in _GROUP_UNITS


def _is_round_sum(quantity: Quantity) -> bool:
    """A sum of scale words alone: ``亿元``, ``百万元``."""
    numeral = quantity.text[: quantity.number_end - quantity.start]
    return quantity.unit in ("元", "吨", "斤") and not numeral.strip("百千万亿")
