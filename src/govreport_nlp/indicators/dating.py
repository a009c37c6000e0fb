"""What period a value is of: between name and number, before it, or carried from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from govreport_nlp.indicators.aims import opening_of_list
from govreport_nlp.indicators.antecedents import NEWLY
from govreport_nlp.indicators.context import Context
from govreport_nlp.indicators.draft import Draft
from govreport_nlp.indicators.eras import (
    EVERYWHERE,
    SPANS_OF_YEARS,
    closes_era,
    era_of_sentence,
    is_ahead,
)
from govreport_nlp.indicators.inner_dates import cut_dates
from govreport_nlp.indicators.lexicon import Lexicon
from govreport_nlp.indicators.reading import RATE_UNITS, Reading
from govreport_nlp.indicators.stocks import BALANCES, fits
from govreport_nlp.numbers.numerals import parse_numeral
from govreport_nlp.numbers.periods import PeriodSpan
from govreport_nlp.numbers.resolution import resolve_period

__all__ = ["settle_defaults", "settle_periods"]

_MARK = re.compile(r"[，,；;：:。]")
_OPENS_CLAUSE = frozenset("，,；;：:。！？、\n　 “”（(年在于於")

_NOT_OWN = re.compile(
    r"(?:比|较|与|自|从|由|自从|相比|是|和|同|相对于|前|面向|迈向|瞄准|针对|[快慢高低多少]于)$"
)


# What stands behind a year that a value is only held against: ``恢复到2019年的八成``.
_COMPARED = re.compile(
    r"(?:同期|全年)?(?:水平|的(?:[0-9.]+[倍%％成]|[一二两三四五六七八九十]+[倍成分]))"
)


# Behind what stands at the end of some years: 茶园12万亩，|比“十二五”末增加3万亩.
_SINCE = re.compile(r"[，、]?(?:比|较|是)(?:“[^”]{2,6}”末|20\d\d年(?:末|底)?)")

# What a date belongs to that tells no more than when it was decided: 去年9月会议部署的….
_OF_A_MEETING = re.compile(
    r"(?:[^，。；、\d]{0,14}(?:会议|全会|讲话)[^，。；、\d]{0,4}?(?:部署|精神|要求|确定)|[^，。；、\d]{0,2}重点工作)"
)


# Years that something is the first or the best of: 近十年来最大降幅, 30年来首次, 2006年以来新高.
_SUPERLATIVE = re.compile(
    "(?:历史)?(?:同期|单季|增速)?(?:最|首次|首个|首位|新高|新低|罕见|少有|未有)"
)
# Papers whose year tells no more than which one is meant: 研究2022年评分细则，….
_PAPER = re.compile(
    "[^，。；、：\\d]{0,12}(?:细则|方案|清单|办法|要点|任务书|通报|通知|目录|指南)[》”]?(?=[，。；])"
)


def settle_periods(
    text: str,
    drafts: Sequence[Draft],
    periods: Sequence[PeriodSpan],
    start: int,
    context: Context,
    lexicon: Lexicon,
) -> None:
    """Set the period of the records of one sentence, and what it passes on.

    Args:
        text: The report's text.
        drafts: The records of the sentence, in text order.
        periods: The periods of the sentence, in text order.
        start: First character of the sentence.
        context: The state that the sentence is read in; its ``carried`` is set.
        lexicon: The words.
    """
    for draft in drafts:
        cut_dates(text, draft, periods)
    own = _own_periods(text, drafts, periods, start)
    context.listed = _period_of_aims(text, own, start, context) or context.listed
    of_values = [
        r.period for r in (d.reading for d in drafts) if _is_moved(r) and _is_at_value(text, r)
    ]
    for draft in drafts:
        near = own if _is_moved(draft.reading) else [span for span in own if span not in of_values]
        before = _periods_before(text, draft, near, start, context)
        far = None
        if context.era is not None and _is_of_era(draft, context.era, context):
            before, far = (
                ([context.era, *before], None) if context.reach >= 0 else (before, context.era)
            )
        before = [_until(draft, span, context) for span in before]
        draft.basis = draft.basis or _years_ago(draft, context)
        found = _period_of(text, draft, own, before, lexicon)
        if found is None and _OF_ITS_YEAR.search(draft.name):
            found = context.dated
        if draft.measure == "change" and draft.basis is None and found is not None:
            draft.basis = _compared_with(text, found)
        anchors = [span for span in before if _is_anchor(span) and span != found]
        anchor = anchors[-1] if anchors else None
        number = draft.quantity.start
        if _OF_THE_YEAR_BEFORE.search(text, max(start, number - 16), number):
            draft.period = _year_before(anchor, context)
        elif found is not None:
            draft.period = _resolve(_turned(found, draft), draft, anchor, context)
        elif far is not None and fits(text, draft, far, lexicon):
            draft.default = _resolve(far, draft, None, context)
    _pass_on(text, [span for span in own if not _bracket(text, span, start)], start, context)


def _own_periods(
    text: str, drafts: Sequence[Draft], periods: Sequence[PeriodSpan], start: int
) -> list[PeriodSpan]:
    """The periods of a sentence that date something: not a base, a name or a superlative."""
    return [
        _from_now(text, span, start)
        for span in periods
        if not _is_base(text, span)
        and (not _COMPARED.match(text, span.end) or _is_later(span, drafts))
        and not _SUPERLATIVE.match(text, span.end)
        and not _of_a_paper(text, span)
        and not _OF_A_MEETING.match(text, span.end)
        and not any(_within(span, draft) for draft in drafts)
        and not (span.part and _QUOTED.search(text, max(0, span.start - 9), span.start))
    ]


def _of_a_paper(text: str, span: PeriodSpan) -> bool:
    """Whether a year inside of a clause dates the paper that the clause ends with."""
    return text[span.start - 1] not in _OPENS_CLAUSE and _PAPER.match(text, span.end) is not None


def _is_base(text: str, span: PeriodSpan) -> bool:
    """Whether a year is only where something starts from; ``从2018年到2022年`` says all of them."""
    if span.kind == "since" or (span.last_year is not None and text[span.start - 1] in "从自"):
        return False
    return _NOT_OWN.search(text, max(0, span.start - 3), span.start) is not None


def _is_later(span: PeriodSpan, drafts: Sequence[Draft]) -> bool:
    """``由2010年的31%提高到2015年的36%``: the year of the later value."""
    return any(draft.reading.to and draft.reading.period == span for draft in drafts)


def _periods_before(
    text: str, draft: Draft, own: Sequence[PeriodSpan], start: int, context: Context
) -> list[PeriodSpan]:
    """What can date a number from before it, the nearest last: inherited, or of its sentence."""
    number = draft.quantity.start
    before = [span for span in (context.listed, context.carried, *context.chained) if span]
    before = [] if _NOW.match(text, start) else before
    if _has_base_year(draft):
        before = [span for span in before if span.kind not in SPANS_OF_YEARS]
    before += [
        span
        for span in own
        if span.start < number
        and _reaches(text, span, start, draft)
        and not _is_day_of_other(text, span, draft)
    ]
    held = _HELD.search(text, draft.reading.zone, number)
    if draft.verb is None and draft.rule != "counted":
        held = held or _SINCE.match(text, draft.quantity.end)
    if draft.measure == "level" and held:
        return [span for span in before if span.kind not in SPANS_OF_YEARS]
    if _is_flow(draft):
        return [span for span in before if not _COMPARED_YEARS.match(text, span.end)]
    return before


def _has_base_year(draft: Draft) -> bool:
    """``比2016年下降3个百分点``: the years that it is over are said with its base."""
    compared = (word for kind, word in draft.reading.notes if kind == "comparison")
    return draft.measure == "change" and any(_BASE_YEAR.search(word) for word in compared)


def _bracket(text: str, span: PeriodSpan, start: int) -> int:
    """Where the bracket ends that a period stands in: 0 where it stands in none."""
    opened = max(text.rfind(mark, start, span.start) for mark in "（(")
    closed = max(text.rfind(mark, start, span.start) for mark in "）)")
    if opened <= closed:
        return 0
    return next((at for at in range(span.end, span.end + 80) if text[at : at + 1] in "）)"), 0)


def _reaches(text: str, span: PeriodSpan, start: int, draft: Draft) -> bool:
    """``310亩（2022年任务120亩）；复耕3亩``: a year in a bracket is of what stands in it."""
    end = _bracket(text, span, start)
    return not end or draft.quantity.start < end


def _from_now(text: str, span: PeriodSpan, start: int) -> PeriodSpan:
    """``从今年起，每年减1个百分点，五年内取消``: the years hold from where they begin."""
    begun = text.rfind("从今年起", start, span.start) if span.kind == "future" else -1
    return span if begun < 0 else span._replace(start=begun)


# A month that is part of a title or a trade name: “新十二月市”.
_QUOTED = re.compile("“[^”，。；]{0,8}$")


# What a sentence on the present opens with, whatever year its paragraph is on.
_NOW = re.compile("[\\s　]*(?:截[至止])?(?:目前|现在|如今|迄今)[，为止]")
_BASE_YEAR = re.compile("[12][0-9]{3}年|”[末底初]")
_HELD = re.compile("(?:拥有|现有|现共有)[^，。；、]{0,14}$")
# 1992年同1987年相比: what has grown since; what was built in between is of no single year.
_COMPARED_YEARS = re.compile(r"[同与和](?:([12１２]\d{3})年[末底]?|[^，。；]{3,8})相比[，,]")
# What is of the year that the paragraph has named last: 续建项目年度计划投资.
_OF_ITS_YEAR = re.compile("年度(?:计划|完成)?投资")


def _compared_with(text: str, span: PeriodSpan) -> str | None:
    """``2022年同2017年相比，…增长42%``: the year that all changes of the paragraph are from."""
    compared = _COMPARED_YEARS.match(text, span.end)
    return str(int(compared.group(1))) if compared and compared.group(1) else None


def _is_flow(draft: Draft) -> bool:
    if draft.measure != "level":
        return False
    return draft.verb is not None or any(word in draft.name for word in (*NEWLY, "新建"))


def _is_moved(reading: Reading) -> bool:
    return reading.to or reading.source


def _is_at_value(text: str, reading: Reading) -> bool:
    """``由2005年的3亿元增加到2010年的9亿元``: years of these values only."""
    period = reading.period
    return period is not None and text[period.end : reading.quantity.start] in ("", "的")


def _turned(span: PeriodSpan, draft: Draft) -> PeriodSpan:
    """``五年城镇新增就业``: years that only count look ahead where what they count is planned."""
    counts = span.kind == "past" and _COUNTED_YEARS.fullmatch(span.text) is not None
    return span._replace(kind="future") if counts and draft.status == "target" else span


# What a change starts from: 由上年的7亿元增加到9亿元, 由上年下降2%转为增长3%.
_OF_THE_YEAR_BEFORE = re.compile("[由从](?:上年|上一年|前一年)(?:度|末|底)?[^，。；到至为]{0,9}$")


def _year_before(anchor: PeriodSpan | None, context: Context) -> str | None:
    """The year before the one that the text around a number is of."""
    year, reviewed = context.report_year, context.implied_year
    if anchor is not None and anchor.kind == "absolute":
        return str(anchor.year - 1)
    if year is None or reviewed is None:
        return None
    if anchor is not None:
        return str(year + anchor.year - 1)
    return str((year if context.sentence_target else reviewed) - 1)


def _years_ago(draft: Draft, context: Context) -> str | None:
    """``较三年前增长44%``: the year that a change is counted back to, as its basis."""
    if draft.measure != "change" or context.implied_year is None:
        return None
    ago = next(
        (w for kind, w in draft.reading.notes if kind == "comparison" and w[-2:] == "年前"), ""
    )
    years = parse_numeral(ago[1:-2])
    return str(context.implied_year - int(years)) if years else None


_COUNTED_YEARS = re.compile("[0-9一二两三四五]{1,2}年")


def _is_of_era(draft: Draft, era: PeriodSpan, context: Context) -> bool:
    """Whether a record without a date is of the years that this part of the report is about.

    What is planned is of years ahead, what was done of years past. Where the paragraph has named
    a single year, a growth is of that year.
    """
    ahead = is_ahead(era, context.ahead)
    if ahead or draft.status == "target":
        return ahead and draft.status == "target"
    if context.dated and draft.measure == "change" and draft.basis is None:
        return False
    if draft.basis not in (None, "annual_average", "cumulative") or draft.rule == "share":
        return False
    inflow = any(word in draft.name for word in NEWLY)
    done = draft.verb or draft.rule == "counted" or inflow
    balance = draft.name.endswith(BALANCES) and not inflow
    stock = draft.quantity.unit in RATE_UNITS or balance
    return draft.measure != "level" or draft.basis is not None or bool(done and not stock)


def _is_day_of_other(text: str, span: PeriodSpan, draft: Draft) -> bool:
    """``落实9月26日会议的部署，争取资金…``: a day is of its own clause, unless it opens one."""
    return _is_day(text, span) and bool(_MARK.search(text, span.end, draft.quantity.start))


def _is_day(text: str, span: PeriodSpan) -> bool:
    """Whether a date is a day, or a month inside of a clause, and opens nothing."""
    if text.startswith(("，", ","), span.end):
        return False
    month = span.part.isdecimal() and span.kind == "implied"
    return "-" in span.part or (month and text[span.start - 1] not in _OPENS_CLAUSE)


def _period_of_aims(
    text: str, own: Sequence[PeriodSpan], start: int, context: Context
) -> PeriodSpan | None:
    """The period of a list of aims that a sentence opens: the heading's, else the year ahead."""
    opening = opening_of_list(text, start) if context.sentence_target else None
    if opening is None:
        return None
    context.itemised = context.itemised or opening.deeds
    said = [span for span in own if span.end <= opening.start]
    if said:
        return next((span for span in said if span.kind in SPANS_OF_YEARS), said[-1])
    ahead = context.ahead if context.sessional and not opening.deeds else None
    return PeriodSpan(start, start, "", "absolute", ahead) if ahead else None


def _period_of(
    text: str,
    draft: Draft,
    own: Sequence[PeriodSpan],
    before: Sequence[PeriodSpan],
    lexicon: Lexicon,
) -> PeriodSpan | None:
    """The period between name and number, else the nearest one before that can be the number's."""
    near = draft.reading.period
    if near is not None and draft.measure == "baseline":
        ahead = near.kind == "relative" and near.year >= 0  # 今年|标准由240元提高到280元
        return None if ahead and text[near.start - 1] not in "由从" else near
    if near is not None and near in own:
        return near
    if len(draft.name_spans) > 1:  # 中央财政|五年|支出
        low, high = draft.name_spans[0][1], min(draft.name_spans[-1][0], draft.quantity.start)
        inside = next((span for span in own if low <= span.start and span.end <= high), None)
        if inside is not None and inside.end == draft.name_spans[-1][0]:
            return inside
    return next((span for span in reversed(before) if fits(text, draft, span, lexicon)), None)


def _until(draft: Draft, span: PeriodSpan, context: Context) -> PeriodSpan:
    """``到2030年，…年均增长5%``: a yearly average and a sum are of all the years up to then."""
    ahead, sums = context.ahead, draft.basis in ("annual_average", "cumulative")
    if ahead is None or not sums or draft.status != "target" or not span.point:
        return span
    years = span.kind == "absolute" and span.last_year is None and ahead < span.year
    return span._replace(year=ahead, last_year=span.year, point=False) if years else span


def _pass_on(text: str, own: Sequence[PeriodSpan], start: int, context: Context) -> None:
    """Set what the next sentence inherits: more after ``；`` than after ``。``."""
    opening = _opening_period(text, own, start)
    _note_era(text, own, start, context)
    context.dated = next((s for s in reversed(own) if _whole_year(s)), context.dated)
    if opening is not None:
        context.carried = opening
    elif own:
        context.chained = (*context.chained, *(s for s in own if not _is_day(text, s)))[-4:]
        if context.statistical and _whole_year(own[-1]):
            context.carried = own[-1]


_SHARE_OF_A_PLAN = 0.1
"""From this share of targets on, a report to a session reviews a year and plans the next."""


def settle_defaults(drafts: Sequence[Draft], context: Context) -> None:
    """Set what a record without a date is of: the years its part is about, else a single year.

    A target is of the report's year. So is a result, unless the report plans its own year: such a
    report, held in January, tells of the year before.

    Args:
        drafts: All records of the report; their ``default`` is set.
        context: The state at its end.
    """
    year = context.report_year
    if year is None:
        return
    plans = sum(draft.status == "target" and draft.period in (None, str(year)) for draft in drafts)
    looks_back = context.sessional and plans and plans >= _SHARE_OF_A_PLAN * len(drafts)
    reviewed = str(context.implied_year if looks_back else year)
    for draft in drafts:
        if draft.default is None:
            draft.default = str(year) if draft.status == "target" else reviewed


def _note_era(text: str, own: Sequence[PeriodSpan], start: int, context: Context) -> None:
    """Set the era of what follows a sentence, and how far it is as good as said."""
    aims = context.listed
    if closes_era(text, start):
        context.era = None
    elif aims is not None and aims.kind in SPANS_OF_YEARS and not aims.point:
        context.era, context.reach = aims, EVERYWHERE
    elif summed_up := era_of_sentence(text, start, own):
        context.era, context.reach = summed_up, 1


def _opening_period(text: str, periods: Sequence[PeriodSpan], start: int) -> PeriodSpan | None:
    """The period that a sentence opens with and that what follows belongs to."""
    if not periods or not _carries(periods[0]):
        return None
    span = periods[0]
    lead = text[start : span.start].strip("　 \n其中到刚过去的")
    if len(lead) > 4 and "各位代表" not in lead:
        return None
    adverbial = _SETS_TIME.match(text, span.end) is not None
    return span if adverbial or span.kind in SPANS_OF_YEARS else None


# What stands behind a year that opens a paragraph: 2025年，…; 2025年是…收官之年，…;
# 1992年同1987年相比，….
_SETS_TIME = re.compile(
    "[，,：]|是[^。；：\n]{2,60}?(?:之年|一年)(?=[，。；])|[同与和][^，。；]{3,8}相比[，,]"
)


def _carries(span: PeriodSpan) -> bool:
    """Whether a period that opens a sentence goes on for the paragraph."""
    if span.kind in SPANS_OF_YEARS:
        return True
    return _whole_year(span) and span.kind != "implied" and span.year >= 0


def _whole_year(span: PeriodSpan) -> bool:
    return not span.part and not span.point and span.kind in ("absolute", "relative", "implied")


def _within(span: PeriodSpan, draft: Draft) -> bool:
    return any(a <= span.start < b for a, b in draft.name_spans)


def _resolve(
    span: PeriodSpan, draft: Draft, anchor: PeriodSpan | None, context: Context
) -> str | None:
    """Fill in the year of a period: that of the text around it, else the report's own."""
    year, implied = context.report_year, context.implied_year
    if year is None or implied is None:
        return resolve_period(span, 0) if span.kind == "absolute" else None
    if span.kind == "implied":
        if anchor is not None:
            own = anchor.year if anchor.kind == "absolute" else year + anchor.year
        elif draft.status == "target" and not (context.reviews and span.text == "全年"):
            own = implied + 1
        else:
            own = implied
        return resolve_period(span._replace(kind="absolute", year=own), year)
    if span.kind == "relative" and span.text[0] in "当當" and draft.status == "actual":
        year = implied  # 当年新增减负147亿元, of the year reviewed
    looks_back = span.kind in ("past", "term", "since", "plan")
    return resolve_period(span, implied + 1 if looks_back else year)


def _is_anchor(span: PeriodSpan | None) -> bool:
    return span is not None and span.kind in ("absolute", "relative") and span.last_year is None
