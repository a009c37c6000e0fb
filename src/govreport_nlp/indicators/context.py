"""What a sentence inherits from where it stands: tense (actual or target) and period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from govreport_nlp.indicators.draft import Draft
from govreport_nlp.indicators.lexicon import Lexicon
from govreport_nlp.numbers.periods import PeriodSpan, resolve_period
from govreport_nlp.records import Metadata, Section

__all__ = ["Context", "settle_periods", "settle_status"]

_PLAN_TITLE = regex.compile(
    r"安排|任务(?!.{0,6}完成)|目标(?!.{0,8}(?:完成|实现|达成))|下一步|下步|思路|打算|计划(?!.{0,8}(?:完成|执行))|规划(?!.{0,6}(?:执行|完成|实施情况))|展望|重点工作(?!.{0,12}完成)|今后|未来|草案|做好|着力点|举措|主要措施|实事项目"
)
_REVIEW_TITLE = regex.compile(
    r"回顾|完成情况|执行情况|总结|成就|成绩|过去|进展|主要做法|实施情况|落实情况|运行情况|基本情况|工作开展|存在的?问题|亮点|成效|发展环境|发展基础|取得"
)
_PLAN_OPENING = regex.compile(
    r"(?:今年|明年|今后|未来|下一年|新的一年|下一步|本届政府|[“]?十[三四五六]五[”]?(?:时期|期间)?)[^，。；]{0,18}"
    r"(?:总体要求|主要?预期目标|目标是|总目标|奋斗目标|主要目标|工作总?思路|指导思想|总体思路|重点抓好|要(?:重点|着力|突出|抓|做|坚持|围绕)|重点做好|工作安排|开局之年|重点工作)|"
    r"(?:预期|主要|奋斗|发展|工作)目标(?:是|为|：)|做好今年|做好(?:以下|下列)|重点(?:抓好|做好|推进)(?:以下|下列)|办好.{0,8}实事|建议：|20\d\d年(?:要|计划|拟|将|预期目标|主要目标|经济社会发展主要)"
)
_REVIEW_OPENING = regex.compile(
    r"^(?:[（(]?[一二三四五六七八九十]+[)）、.]?)?(?:各位代表[，：！!]*)?(?:过去|回顾|刚刚过去|一年来|[两三四五]年来|上年|去年|20\d\d年，?(?:是|面对|我们|全市|全省|在)|本届政府任期|“十[一二三四]五”(?:时期|期间)?，?(?:我们|全|是))"
)
_TARGET_WORDS = regex.compile(
    r"力争|争取(?!各|到|上级|中央|省|国家|资金)|预期目标|主要目标|目标任务为|目标为|目标是|计划(?:新|完成|投|安|实|建|引|培|开|改|总|到|于|全|在|年)|"
    r"(?:^|[，。；、年局市县区省委们])(?:将|拟|要)(?!求)|确保(?=[^，。；]{0,20}$)|预计[^，。；]{0,12}(?:建成|竣工|投产|投用|通车|完工)|预期(?=[^，。；]{0,14}$)|到20[2-9]\d年"
)
_ACTUAL_WORDS = regex.compile(
    r"去年|上年|已经|已(?=[建完达实累获有投开竣成签落])|完成了|建成了|实现了|截至|比上年|同比|荣获|获评|达到了|目前|现有|累计完成|累计建成"
)
_DATED_GOAL = regex.compile(r"到(20\d\d)年")


@dataclass(slots=True)
class Context:
    """The state that a report's sentences pass on to one another.

    Attributes:
        report_year: The report's year, None where unknown.
        implied_year: The year that ``全年`` or ``年末`` means in its review.
        target: Whether the text at this point speaks of what is planned.
        carried: The period that opened the paragraph, None where there is none.
        section: Index of the section that ``target`` was last set by.
    """

    report_year: int | None
    implied_year: int | None
    planning: bool
    target: bool = False
    carried: PeriodSpan | None = None
    section: int = -1

    @classmethod
    def of(cls, text: str, metadata: Metadata) -> Context:
        """Read what the document as a whole says."""
        year = metadata.report_year
        title = metadata.title or ""
        if title:
            yearly = (
                bool(regex.search(r"公报|完成情况|总结|决算|年报|情况的?报告|执行", title))
                and "工作报告" not in title
            )
        else:
            yearly = metadata.level == "department" or (
                year is not None and f"{year}年" in text and "今年" not in text
            )
        implied = year if yearly or year is None else year - 1
        planning = (
            bool(regex.search(r"规划|纲要|计划(?!.*(?:完成|执行))|要点|方案|行动", title))
            and "回顾" not in title
        )
        return cls(year, implied, planning, target=planning)

    def enter(self, text: str, start: int, end: int, section: int, title: str) -> None:
        """Take in a sentence before its numbers are judged.

        Args:
            text: The report's text.
            start: First character of the sentence.
            end: The character after its last one.
            section: Index of the section that holds it.
            title: Title of that section, with those above it.
        """
        if section != self.section:
            self.section = section
            if _REVIEW_TITLE.search(title) and not _PLAN_TITLE.search(title):
                self.target = False
            elif _PLAN_TITLE.search(title) and not _REVIEW_TITLE.search(title):
                self.target = True
        sentence = text[start:end]
        if _PLAN_OPENING.search(sentence):
            self.target = True
        elif _REVIEW_OPENING.match(sentence):
            self.target = False
        if start == 0 or text[start - 1] == "\n" or "\n" in text[max(0, start - 3) : start]:
            self.carried = None


def settle_status(text: str, drafts: Sequence[Draft], start: int, context: Context) -> None:
    """Set the status of the records of one sentence, and the qualifiers that hang on it."""
    for draft in drafts:
        zone = text[start : draft.quantity.start]
        clause = text[draft.reading.zone : draft.quantity.start]
        goal = _DATED_GOAL.search(zone)
        target = context.target
        if goal and context.report_year and int(goal.group(1)) >= context.report_year:
            target = True
        elif _TARGET_WORDS.search(zone) and not _ACTUAL_WORDS.search(clause):
            target = True
        elif _ACTUAL_WORDS.search(clause) and not _TARGET_WORDS.search(clause):
            target = False if draft.measure != "change" else target
        draft.status = "target" if target and draft.measure != "baseline" else "actual"
        reading = draft.reading
        if draft.status == "target" and reading.qualifier == "over":
            after = text[draft.quantity.end : draft.quantity.end + 3]
            if after.startswith(("以上", "及以上", "之上")):
                reading.qualifier = "at_least"


_NOT_OWN = regex.compile(r"(?:比|较|与|自|从|由|自从|相比|是|和|同|相对于|前)$")


def settle_periods(
    text: str,
    drafts: Sequence[Draft],
    periods: Sequence[PeriodSpan],
    context: Context,
    lexicon: Lexicon,
) -> None:
    """Set the period of the records of one sentence, and what it passes on."""
    own = [
        span
        for span in periods
        if not _NOT_OWN.search(text, max(0, span.start - 3), span.start)
        and not any(_within(span, draft) for draft in drafts)
    ]
    for draft in drafts:
        found = draft.reading.period if draft.measure == "baseline" else None
        if found is None and draft.measure != "baseline":
            found = draft.reading.period
            if found is not None and _NOT_OWN.search(text, max(0, found.start - 3), found.start):
                found = None
        carried = found is None
        if found is None:
            before = [span for span in own if span.start < draft.quantity.start]
            found = before[-1] if before else context.carried
        if found is not None and not (carried and _is_stock(draft, found, lexicon)):
            draft.period = _resolve(found, draft, context)
    if own:
        context.carried = own[0]


def _within(span: PeriodSpan, draft: Draft) -> bool:
    return any(a <= span.start < b for a, b in draft.name_spans)


def _is_stock(draft: Draft, period: PeriodSpan, lexicon: Lexicon) -> bool:
    """A stock has no span of years: ``五年来`` tells when flows happened, not a rate's date."""
    spans_years = period.kind in ("past", "plan", "term") or period.last_year is not None
    if not spans_years:
        return draft.measure == "baseline"
    return (
        draft.measure in ("baseline", "rank")
        or draft.reading.to
        or (draft.measure == "level" and draft.name.endswith(lexicon.stock))
    )


def _resolve(span: PeriodSpan, draft: Draft, context: Context) -> str | None:
    year = context.report_year
    if span.kind == "implied" and year is not None and context.implied_year is not None:
        # Relative to the year after the one that it means.
        year = 1 + (year if draft.status == "target" else context.implied_year)
    return None if year is None else resolve_period(span, year, None)


def section_titles(sections: Sequence[Section]) -> list[str]:
    """The title of each section in reading order, with the titles above it in front."""
    titles: list[str] = []

    def visit(section: Section, above: str) -> None:
        title = section.title[:40]
        titles.append(title)
        for child in section.children:
            visit(child, title)

    for section in sections:
        visit(section, "")
    return titles
