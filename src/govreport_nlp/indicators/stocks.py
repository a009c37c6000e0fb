"""Which records can be of a span of years: what happened in them, not what stood at a moment."""

from __future__ import annotations

import re

from govreport_nlp.indicators.antecedents import NEWLY
from govreport_nlp.indicators.draft import Draft
from govreport_nlp.indicators.eras import SPANS_OF_YEARS
from govreport_nlp.indicators.lexicon import Lexicon
from govreport_nlp.numbers.numerals import parse_numeral
from govreport_nlp.numbers.periods import PeriodSpan

__all__ = ["BALANCES", "fits"]

BALANCES = ("余额", "存量", "保有量", "拥有量", "装机", "两院院士")
"""Endings of names that stand for what there is, whatever verb is in front."""

_TOTALS = (*BALANCES, "总量", "总数", "总里程")
_RATES = ("覆盖率", "余额", "占有率", "保有率")
# 市场主体是2010年|的3.7倍: it is held against a single year, as a stock is.
_TIMES_A_YEAR = re.compile("(?:是|为|相当于|等于)(?:[12][0-9]{3}年末?|“[十一二三四]{0,2}五”末)$")
_KEPT = ("保持", "稳定", "维持")
_STATES = frozenset(
    ("link", word) for word in ("达", "达到", "有", "已有", "共有", "已达", "已达到")
)
_SUMS = ("产值", "营收", "收入")
# How far something reaches by now: 网络覆盖93%的村, 班列通达40个国家.
_REACHES = re.compile("覆盖|辐射|通达|全长")
_MORE = ("新", "净增", "增加", "扩大")
# A run of years that ends now: 连续3年保持100%, 连续两年过万亿元.
_RUN = re.compile("连续([0-9一二两三四五六七八九十]{1,2})年")
_END = re.compile("[，。；：、\n]")
_LONGEST = 60
"""How much of a clause is looked at, in characters."""
_YEARS_OF_A_PLAN = 5


def fits(text: str, draft: Draft, period: PeriodSpan, lexicon: Lexicon) -> bool:
    """Whether a period that stands apart from a number can be its own.

    A stock has no span of years: ``五年来`` tells when flows happened, not a rate's date. And an
    annual average is over no single year.

    Args:
        text: The report's text.
        draft: The record, named and measured.
        period: A period from before it.
        lexicon: The words.
    """
    point = period.kind == "plan" and period.part in ("first", "last")
    year = period.kind == "past" and period.year == 1  # 过去一年
    if point or year or (period.kind not in SPANS_OF_YEARS and period.last_year is None):
        averaged = draft.basis == "annual_average" and draft.measure != "level"  # 年均浓度
        return draft.measure != "baseline" and not averaged
    if draft.basis in ("yoy", "mom"):
        return False
    return period.kind == "future" or not (
        _is_stock(text, draft, lexicon)
        or _covers(text, draft)
        or _has_run(text, draft, period)
        or draft.reading.to
        or draft.measure in ("baseline", "rank")
    )


def _is_stock(text: str, draft: Draft, lexicon: Lexicon) -> bool:
    """Whether a level stands at a moment: ``院士达49名``, and not ``新增里程200公里``."""
    if draft.measure != "level" or draft.basis is not None:
        return False
    if _TIMES_A_YEAR.search(draft.name):
        return True
    more = any(word in draft.name for word in NEWLY)
    kept = any(word.startswith(_KEPT) for _, word in draft.reading.notes)
    if not (more or kept) and (draft.name.endswith((*_TOTALS, *_RATES)) or _is_part(text, draft)):
        return True
    if kept or (draft.verb is not None and draft.name[:2] != "拥有"):
        return False
    linked = any(note in _STATES for note in draft.reading.notes)
    passed = draft.rule == "head" and draft.reading.qualifier in ("over", "under")
    if passed and not more:
        return True  # 规上企业接近2万家
    low, high = draft.name_spans[0] if draft.rule == "bare-head" else (0, 0)
    gapped = draft.name[: high - low].endswith(_SUMS)  # 年产值|钢铁、食品产业
    return linked or gapped or draft.name.endswith((*lexicon.stock, *BALANCES))


def _is_part(text: str, draft: Draft) -> bool:
    """``经营主体总量28万户，其中民营企业占九成``: a share in what there is, or of it in others."""
    whole = draft.name_spans[:1] if draft.rule == "part" else draft.base
    return draft.rule in ("part", "share") and text[slice(*whole[-1])].endswith(_TOTALS)


def _covers(text: str, draft: Draft) -> bool:
    """``网络覆盖93%以上的村``: how far something reaches, and not how much farther than before."""
    if draft.measure != "level" or draft.basis is not None:
        return False
    zone = text[draft.reading.zone : draft.quantity.start]
    return _REACHES.search(zone) is not None and not any(word in zone for word in _MORE)


def _has_run(text: str, draft: Draft, period: PeriodSpan) -> bool:
    """``连续三年增发100元`` under 五年来: the clause is of years of its own."""
    number = draft.quantity.start
    low = max(text.rfind(mark, max(0, number - _LONGEST), number) for mark in "，。；：\n") + 1
    end = _END.search(text, draft.quantity.end, number + _LONGEST)
    run = _RUN.search(text, low, end.start() if end else draft.quantity.end)
    years = parse_numeral(run.group(1)) if run else None
    return years is not None and years != _length(period)


def _length(period: PeriodSpan) -> int:
    if period.last_year is not None:
        return period.last_year - period.year + 1
    return period.year if period.kind == "past" else _YEARS_OF_A_PLAN
