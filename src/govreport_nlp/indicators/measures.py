"""What kind of statement a number makes: level, change, baseline or rank."""

from __future__ import annotations

import re
from collections.abc import Sequence

from govreport_nlp.indicators.draft import Draft

__all__ = ["settle_measures"]

_ANNUAL = re.compile(r"年均|年平均|平均每年")
_TOTAL = re.compile(r"累计")
_CHANGE_HEAD = re.compile(
    r"(?:平均)?(提高|提升|降低|下降|上调|下调|增加(?!值)|减少|压减|压缩|精简|削减)了?"
)
_RISES = ("提高", "提升", "上调", "增加")
_STOCK_HEADS = (
    "贫困人口",
    "标准",
    "限额",
    "比例",
    "水平",
    "额度",
    "浓度",
    "率",
    "成本",
    "费用",
    "价格",
    "强度",
)


def settle_measures(text: str, drafts: Sequence[Draft]) -> None:
    """Set value, unit, measure, direction and basis of the records of a sentence.

    Args:
        text: The report's text.
        drafts: The records of one sentence, in text order, already named.
    """
    for position, draft in enumerate(drafts):
        quantity, reading = draft.quantity, draft.reading
        draft.unit = quantity.unit
        draft.value, draft.low, draft.high = quantity.value, quantity.low, quantity.high
        if quantity.kind == "ordinal":
            earlier = _is_earlier_rank(text, draft, drafts[position + 1 :])
            if earlier and drafts[position + 1].scope is None:
                drafts[position + 1].scope = draft.scope
            draft.measure = "baseline" if earlier else "rank"
            continue
        if reading.source and _is_baseline(draft, drafts[position + 1 :]):
            draft.measure = "baseline"
            continue
        if reading.to:
            draft.measure = "level"
            _settle_rate_of_change(draft)
        elif reading.direction:
            draft.measure, draft.direction = "change", reading.direction
        else:
            _settle_headed_change(text, draft)
            _settle_reduction(draft)
        draft.basis = _basis(text, draft)
        before = drafts[position - 1] if position and draft.rule == "list" else None
        if before and draft.basis is None and draft.measure == before.measure == "level":
            draft.basis = before.basis  # 累计引进博士30名、硕士200名


_RATES_OF_CHANGE = {"涨幅": "up", "增幅": "up", "增速": "up", "降幅": "down"}


def _settle_rate_of_change(draft: Draft) -> None:
    """``涨幅回落到2.6%``: a growth, whatever became of it."""
    direction = _RATES_OF_CHANGE.get(draft.name[-2:])
    if direction and draft.quantity.unit == "%" and len(draft.name) > 2:
        draft.measure, draft.direction = "change", direction


def _settle_reduction(draft: Draft) -> None:
    """``低效林地减量7平方公里``: a fall that its name says."""
    if draft.name.endswith("减量") and draft.measure == "level":
        draft.measure, draft.direction = "change", "down"


_FROM = re.compile(r"[由从][^，。；、]{0,10}$")
_TO = re.compile(r"[^，。；、]{0,6}(?:升|进|移|降|退|提高|提升)[^，。；、]{0,10}$")


def _is_earlier_rank(text: str, draft: Draft, rest: Sequence[Draft]) -> bool:
    """``由全国第12位跃升至第9位``: the earlier of two ranks."""
    start, end = draft.quantity.start, draft.quantity.end
    if not rest or rest[0].quantity.kind != "ordinal" or rest[0].clause != draft.clause:
        return False
    moved = _TO.match(text, end, rest[0].quantity.start)
    return moved is not None and _FROM.search(text, draft.reading.zone, start) is not None


def _is_baseline(draft: Draft, rest: Sequence[Draft]) -> bool:
    """Whether ``由`` or ``从`` opens a number that another one is the later value of."""
    following = next((other for other in rest if not other.reading.source), None)
    return (
        not draft.reading.direction
        and following is not None
        and following.clause - draft.clause <= 1
        and (following.reading.to or following.reading.direction is not None)
    )


_BURDENS = ("成本", "负担", "费用", "税费", "利息", "税负")
"""What is relieved by a sum is a level of relief, the verb in its name."""


def _settle_headed_change(text: str, draft: Draft) -> None:
    """``提高大病保险支付限额3800元``: the verb of change opens the name of what can change."""
    if not draft.name_spans or draft.rule == "counted":
        return
    low, high = draft.name_spans[0]
    match = _CHANGE_HEAD.match(text, low, high)
    if (
        match
        and draft.unit == "元"
        and draft.name.endswith(_BURDENS)
        and match.group(1) not in _RISES
    ):
        return
    rate = draft.quantity.unit == "%"
    if match is None or not (rate or draft.name.endswith(_STOCK_HEADS)):
        return
    draft.measure = "change"
    draft.direction = "up" if match.group(1) in _RISES else "down"
    spans = ((match.end(), high), *draft.name_spans[1:])
    draft.name_spans = tuple(span for span in spans if span[0] < span[1])
    draft.name = "".join(text[a:b] for a, b in draft.name_spans)


def _basis(text: str, draft: Draft) -> str | None:
    reading = draft.reading
    if draft.measure == "change" and reading.basis:
        return reading.basis
    zone = (reading.zone, draft.quantity.start)
    if _ANNUAL.search(text, *zone):
        return "annual_average"
    if _TOTAL.search(text, *zone):
        return "cumulative"
    return None
