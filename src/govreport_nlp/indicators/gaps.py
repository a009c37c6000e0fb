"""The numbers of a clause, each with its own stretch of text.

What stands between two numbers may name the first (``2万亩粮食功能区、4万亩…``), the second
(``达90%同比提升3个百分点``), both (``48个书屋补充图书11万册``), or only join them
(``7万亿、8万亿元``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from govreport_nlp.indicators.clauses import Clause
from govreport_nlp.indicators.lexicon import Lexicon
from govreport_nlp.indicators.ranks import read_rank
from govreport_nlp.indicators.reading import RATE_UNITS, Reading, read_left, read_right
from govreport_nlp.numbers.periods import PeriodSpan

__all__ = ["read_clause"]

Span = tuple[int, int]

_JOINER = re.compile(r"\s*(?:、|以及|和|与|及|／|/)\s*")
_ORIGIN = re.compile(r"[由从](?=[^由从，。；]{2,24}$)")
_ITEM_MARK = re.compile(r"、")
_NEW_PREDICATE = re.compile(
    r"、(?=连续|居|列|位居|占|增长|下降|同比|较|比|其中|零|实现|均|总(?!部|工会|会|站|校|公司|店|院|行|队|台|经|代)|数量|规模|年产能|提高|提升|减少|超额"
    r"|再?创(?:历史|新高|下|近|纪录)|为(?:历史|历年|近|(?:19|20)\d\d年)|所有)"
)

# 50%以上门诊号源、|转诊量增长8%.
_OWN_MEASURE = re.compile(
    r"[\u4e00-\u9fff]{1,6}[量率额](?:同比)?(?:增长|下降|提高|提升|减少|达到?|超过?)$"
)


def read_clause(
    text: str,
    clause: Clause,
    lexicon: Lexicon,
    ends: Mapping[int, PeriodSpan],
    opaque: Sequence[Span],
) -> list[Reading]:
    """Read every number of a clause.

    Args:
        text: The report's text.
        clause: The clause.
        lexicon: The words.
        ends: The periods of the sentence by the offset that they end at.
        opaque: Quotations and brackets, inside which nothing is split.

    Returns:
        A reading a number, in text order.
    """
    readings: list[Reading] = []
    low = clause.start
    for number, quantity in enumerate(clause.quantities):
        reading = Reading(quantity, (low, low), (0, 0), low, quantity.qualifier)
        last = number + 1 == len(clause.quantities)
        limit = clause.end if last else clause.quantities[number + 1].start
        read_right(text, reading, limit, lexicon)
        if readings:
            low = _divide(text, readings[-1], reading, lexicon, opaque)
        reading.zone = low
        if quantity.kind == "ordinal":
            read_rank(text, low, reading, lexicon)
        else:
            read_left(text, low, reading, lexicon, ends)
        if readings:
            _settle(text, readings[-1], reading, lexicon)
        if last:
            _cut_predicate(text, reading, opaque)
        readings.append(reading)
        low = reading.right[0]
    return readings


def _divide(
    text: str, first: Reading, second: Reading, lexicon: Lexicon, opaque: Sequence[Span]
) -> int:
    """Divide the text between two numbers; return where the text of the second begins."""
    low, high = first.right[0], second.quantity.start
    match = _JOINER.match(text, low, high)
    if match:
        first.right = (low, low)
        second.joined = True
        return match.end()
    for mark in reversed(list(_ITEM_MARK.finditer(text, low, high))):
        begins = (
            mark.end() == high
            or _NEW_PREDICATE.match(text, mark.start(), high) is not None
            or lexicon.flow.starting(text, mark.end(), high) is not None
            or text[low : mark.start()] in lexicon.tail  # 5万亿台阶、五年增量
            or _only_example(text, low, mark.end(), high)
            or _OWN_MEASURE.match(text, mark.end(), high) is not None
        )
        if begins and _is_open(mark.start(), opaque):
            first.right = (low, mark.start())
            second.joined = True
            return mark.end()
    last = text.rfind("、", low + 1, high)
    if last > 0 and _is_own_item(text, last + 1, second) and _is_open(last, opaque):
        first.right = (low, last)
        second.joined = True
        return last + 1
    for word in ("以及", "和", "及", "与"):
        at = high - len(word)
        if at > low and text.startswith(word, at) and _is_open(at, opaque):
            first.right = (low, at)
            second.joined = True
            return high
    repeated = _same_head(text, low, high, second.quantity.end) or _examples(text, low, high)
    if repeated and _is_open(repeated[0], opaque):
        first.right = (low, repeated[0])
        second.joined = True
        return repeated[1]
    first.right = (low, high)
    return low


def _only_example(text: str, low: int, start: int, high: int) -> bool:
    """``2个物流枢纽、|东山等3个物流基地``: what ends with ``等`` is an example of the second."""
    return text[high - 1] == "等" and start - low > 4 and not _AND.search(text, low, start - 1)


_ENDS = re.compile("(?:以上|左右|以内)?(?:[，。；、,;\n]|$)")


def _is_own_item(text: str, start: int, reading: Reading) -> bool:
    """``5支基金、资金|3亿元，``: a noun between a ``、`` and its number, with no noun behind it."""
    quantity = reading.quantity
    if quantity.unit in RATE_UNITS or quantity.kind == "ordinal":
        return False
    return quantity.start - start > 1 and _ENDS.match(text, quantity.end) is not None


def _before_rate(text: str, low: int, high: int) -> int:
    """Where a counted noun ends before its rate: ``47个国考断面|水质优良率|达98.6%``."""
    rate = _RATE_OF.search(text, low + 2, high) or _SUM_OF.search(text, low + 2, high)
    if rate is None or text.find("率和", low, high) >= 0:
        return high
    listed = text.rfind("、", low + 2, rate.start())
    return rate.start() if listed < 0 else listed


# 81个重点项目|完成投资|5亿元, 6亿元惠农补贴|拉动消费|20亿元
_SUM_OF = re.compile(
    r"(?<=项目|工程)(?:累计|共)?完成投资$|(?<=补贴|资金)(?:带动|拉动|撬动)[^，。；、]{2,6}$"
)
_RATE_OF = re.compile(
    r"(?:水质|空气质量)?(?:[\u4e00-\u9fff]{2}(?:率|比例)|(?:审批|办理|办结)?时限)(?:连续\S{1,4}年)?$"
)
_AND = re.compile("以及|[和及与、]")


def _same_head(text: str, low: int, high: int, behind: int) -> Span | None:
    """``等6个国家级公园|和|南岭等2个省级公园``: the ``和`` behind a head that is counted again."""
    noun = _CLAUSE_TAIL.match(text, behind, behind + 24)
    for mark in _AND.finditer(text, low + 2, high):
        if noun and text[mark.start() - 2 : mark.start()] in noun.group():
            return mark.span()
    return None


def _examples(text: str, low: int, high: int) -> Span | None:
    """``7项指标增幅|和|用电量等6项指标总量``: the only ``和`` before examples of the second."""
    marks = list(_AND.finditer(text, low + 2, high)) if text[high - 1] == "等" else []
    both = [mark for mark in marks if mark.group() != "、"]
    alone = len(both) == 1 and both[0] is marks[0] and marks[0].start() - low > 2
    return marks[0].span() if alone else None


_CLAUSE_TAIL = re.compile(r"[^，。；、\n]*")


def _is_open(offset: int, opaque: Sequence[Span]) -> bool:
    return not any(a <= offset < b for a, b in opaque)


def _settle(text: str, first: Reading, second: Reading, lexicon: Lexicon) -> None:
    """Decide whether the text between two numbers names the first, the second or both."""
    if second.joined:
        return
    low = first.right[0]
    end = second.left[1]
    named = first.quantity.unit in RATE_UNITS and first.left[0] < first.left[1]
    if second.to and end <= low and not first.source:
        origin = _ORIGIN.search(text, *first.left)
        if origin:  # 覆盖率|由|2008年灾害后的64.6%上升到66.8%
            first.left, first.source = (first.left[0], origin.start()), True
    alike = first.quantity.unit == second.quantity.unit not in RATE_UNITS
    if second.to and alike and end > low and first.left[0] >= first.left[1]:
        first.right, first.source = (low, end), True  # 188个|园区|整合为120个
    elif second.to or end <= low or named or _has_both(text, first, (low, end), lexicon):
        first.right = (low, low)
    else:
        first.right = (low, end)
        second.shared = True
        if second.quantity.unit in (*RATE_UNITS, "元") and first.quantity.unit not in RATE_UNITS:
            first.right = (low, _before_rate(text, low, end))


def _has_both(text: str, first: Reading, between: Span, lexicon: Lexicon) -> bool:
    """``发行债券23亿元|支持项目67个``: each number has a verb and a noun of its own."""
    (low, high), (start, end) = first.left, between
    verb = lexicon.flow.starting(text, start, end)
    own = verb is not None and start + len(verb[0]) + 1 < end
    opening = lexicon.flow.starting(text, low, high)
    return own and opening is not None and low + len(opening[0]) + 1 < high


def _cut_predicate(text: str, reading: Reading, opaque: Sequence[Span]) -> None:
    """End the last number's noun where a ``、`` opens another statement."""
    low, high = reading.right
    for match in _NEW_PREDICATE.finditer(text, low, high):
        if _is_open(match.start(), opaque):
            reading.right = (low, match.start())
            return
