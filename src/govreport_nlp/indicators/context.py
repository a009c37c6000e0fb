"""What a sentence inherits from where it stands, and the tense of its records: actual, target."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from govreport_nlp.indicators.aims import is_marked_item, list_goes_on
from govreport_nlp.indicators.draft import Draft
from govreport_nlp.indicators.eras import EVERYWHERE, NOWHERE, Place
from govreport_nlp.numbers.periods import PeriodSpan
from govreport_nlp.records import Metadata, Section
from govreport_nlp.words import by_table

__all__ = ["Context", "planned_sections", "settle_status"]

_PLAN_TITLE = re.compile(
    r"工作安排|(?:主要|重点|工作|目标)任务(?!.{0,8}完成)|(?:预期|主要|奋斗|发展|工作)目标(?!.{0,10}(?:完成|实现|达成))|"
    r"下一?步|下一?阶段|思路|打算|(?:工作|年度?)计划(?!.{0,8}(?:完成|执行))|展望|今后|未来|总体要求|指导思想|"
    r"工作(?:重点|要点|建议|部署)|施政(?:重点|计划|方针|目标|愿景)|预算(?:安排|草案|编列)|(?:做好|抓好|切实|全面推进).{0,6}今年|今年.{0,12}(?:工作|目标|实事|安排|任务|打算)|明年"
)
_REVIEW_TITLE = re.compile(
    r"回顾|完成情况|执行情况|总结|成就|成绩|施政成果|过去|实施情况|落实情况|运行情况|开展情况|工作情况|进展情况|主要做法|结语|存在.{0,4}问题|亮点|成效|发展(?:环境|基础)|现状"
)
# What a section of plans hopes for is no review: 加快释放改革成效.
_HOPED_FOR = re.compile(r"成就|成绩|亮点|成效|发展(?:环境|基础)")
_YEAR_TITLE = re.compile(r"(20\d\d|19\d\d)年.{0,14}(?:工作|任务|目标|安排|建议|发展|实事)")
# A search skips what no alternative can begin with only if each begins with a plain character:
# so the times and the kinds of aim are spread over alternatives of their own.
_TIMES_AHEAD = (
    *("今年", "明年", "今后", "未来", "下一年", "新的一年", "下一步", "本届政府"),
    *(quote + r"十[三四五六]五[”]?(?:时期|期间)?" for quote in ("“", "")),
)
_KINDS_OF_AIM = ("预期", "主要", "奋斗", "发展", "工作")
_PLANNED = (
    r"[^，。；]{0,18}"
    r"(?:总体要求|主要?预期目标|目标是|总目标|奋斗目标|主要目标|工作总?思路|指导思想|总体思路|重点抓好|要(?:重点|着力|突出|抓|做|坚持|围绕)|重点做好|工作安排|开局之年|重点工作)"
)
_PLAN_OPENING = re.compile(
    "|".join(
        [
            *(time + _PLANNED for time in _TIMES_AHEAD),
            *(f"{kind}目标(?:是|为|：)" for kind in _KINDS_OF_AIM),
            r"做好今年|做好(?:以下|下列)|重点(?:抓好|做好|推进)(?:以下|下列)|办好[^，。；]{0,8}实事|建议：|20\d\d年(?:要|计划|拟|将|预期目标|主要目标|经济社会发展主要)",
        ]
    )
)
# Openings that a review has as well: 着力办好民生实事.
_EITHER = re.compile(r"做好以|做好下|重点|办好")
_FIVE_YEAR_PLAN = re.compile(r"(十[一二三四五六]?)五[”\"]?")
# What a plan's name follows where the plan has been carried out.
_REACHED = re.compile(r"(?:完成|实现|达成|超过|超出|高于|低于|好于|收官)(?:了)?[^，。；]{0,8}$")
_LONG_LINE = 56
"""No heading is as long: a line of this length without a mark at its end goes on in the next."""
_CHAIN = ("；", ";", "，", ",")
_FULFILLED = re.compile(
    r"(?:任务|指标)?(?:全面|顺利|如期|胜利|圆满|基本|超额|提前)*(?:完成|实现|达成)"
)
_YEARLY_TITLE = re.compile(r"公报|完成情况|总结|决算|年报|情况的?(?:报告|通报)|执行|回顾|进展")
_PLAN_DOCUMENT = re.compile(r"规划|纲要|计划|要点|方案|工作安排|任务分解|目标任务|预算(?!执行)")
# Words of a report that is written in the course of its year, or after it.
_IN_THE_YEAR = re.compile(
    r"今年以来|截至目前|截至\d{1,2}月|截至今年|今年上半年|今年\d{1,2}月(?!(?:\d{1,2}日)?(?:起|前|底|[^，。；]{0,3}将))"
)
_ANNOUNCEMENT = re.compile(r"(?:总结|汇报|报告|通报|情况|说明)如下")
_THIS_YEAR = re.compile(r"(?:从)?今年(?!以来)")
_LAST_YEAR = ("去年", "上年", "目前", "截至")
_REVIEW_OPENING = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十]+[)）、.]?)?(?:各位代表[，：！!]*)?(?:过去|回顾|刚刚过去|一年来|[两三四五]年来|20\d\d年，?(?:是|面对|我们|全市|全省|在)|本届政府任期|“十[一二三四]五”(?:时期|期间)?，?(?:我们|全|是))"
)
_YEAR = re.compile(r"20\d\d")
_ITEM = re.compile("十?[一二三四五六七八九十]是")
# Words of aim: what they open stays a target until the sentence says otherwise.
_AIM = re.compile(
    r"力争|争取(?!到|了|上级|各级|国家|省级|中央|[\d.,]+[万亿余多]*元|[^，。；]{0,8}(?:资金|债券|补助|项目|额度|指标|支持))|预期目标|主要目标|奋斗目标|目标(?:是|为|：)|预期(?<![于超稳会的]预期)(?!寿命|性|不断|持续|明显|改善|向好|稳定)|"
    r"拟(?<![^，。；、：年们市县区省府局委也还]拟)(?!定|态)|"
    r"要(?<![^，。；：、年们市县区省府局委]要)(?!素|求|件|点|闻|道|害|塞|目|案)|"
    r"将(?<![^，。；年们市县区省府局委也还]将)(?=达|建|新|投入|投资|完成|实现|实施|增|提高|办|有|开|突破|超|继续|进一步|全面|重点|着力|大力|组织|启动|安排|再)|"
    r"确保(?<!始终确保)(?<!一直确保)(?!了)|计划(?<![^，。；、：年们市县区省府局委也还全]计划)(?=培)|计划(?<![个项]计划)(?=新|完成|安排|实施|建|引|开|改|到|于|在|用|今年|年内)|有望|可望|明年|下一年|今后|未来(?!工厂|社区|产业|乡村|学校|科|城|技术|能源|网络)|新的一年|"
    r"年度将(?!近|达标)|规划(?=兴建|辟建|设置|办理)|预[计定](?=[^，。；]{0,6}[底末]前)|"
    r"预计(?=[^，。；]{0,12}(?:开始|启动|开工|动工|建成|竣工|投产|投用|通车|完工)|受益|受惠|惠及|带动|可|补[助贴]|收录|举办|购置|参加)|预[计估]将(?!近)"
)
# Nouns of aim: they make a target of their own number only.
_PLANNED_NOUN = re.compile(
    r"年初预算数?$|(?<!行动)(?<!专项)(?:计划|规划)(?:总|完成)?投资|概算|估算总投资"
)
_TASK_BEFORE = re.compile(r"^(?!.*(?:完成|落实|承担|争取|获批|获得|承接)).*任务(?:数|为)?$")
# A number that is a task's or an aim's own: 8万人年度任务, 减少四分之一目标, 90元和60元的目标.
_TASK_BEHIND = re.compile(
    r"(?:[和、][\d.,]+[%％\u4e00-\u9fff]{0,4}?)?的?(?:年度|预期|规划|控制|约束性)*(?:目标|任务|投资计划)"
)
_COUNTS_OF_TASKS = frozenset(["个", "项", "件", "条", "大", "类"])
# A search is fast if each alternative begins with a plain character: so for these, too.
_DONE = re.compile(
    r"我国有|我省有|我市有|拥有(?=[超近约逾]?\d+(?!岁|\d))|去年(?<![比较于与同从由]去年)(?!的|\d+[个项])|上年(?<![比较于与同从由]上年)|现有|已经|已(?=[建完达实累获有投开竣成签落发认引设启汇梳列申取])|截至|"
    + "|".join(f"{verb}(?:成|到|现|长|展|进)?了" for verb in "完建成达实增开引办获")
    + "|(?:提出|设置|部署|编制|梳理|列出)了"
)
# What goes on about the clause before: 已达3亿元，占全省的5%.
_GOES_ON = re.compile(
    r"其中|占|等于|相当于|[比较同]|居|列|位|排|增|下降|提高|上升|总|对|也|均|并|达|惠及|带动|覆盖|为|且"
)
# Words of completion: they end an aim of the same sentence, but not a section of plans.
_COMPLETED = re.compile(
    r"荣获|获评|累计(?:完成|建成|投|实|引|新)|年度完成|全年完成|圆满完成|超额完成"
)
# What a year that is still going on can have behind it: 今年上半年已有….
_IS_OVER = re.compile(f"已|{_DONE.pattern}")
_DATED_GOAL = re.compile(r"到(20\d\d)年")
_YEAR_OPENS = re.compile(r"[　\s]*(20\d\d)年(?!的|以来|至)")
_GOAL_OPENING = re.compile(r"(?:^|[，。；：])(?:力争|努力|确保|预计)?到(20\d\d)年(?:末|底)?[，,]")
_MARK = re.compile(r"[，,；;：:。]")
# The caption of a table of what is planned, and where its rows are over.
_CAPTION = re.compile(
    r"表 ?\d{1,2} ?[、：:．.][^。\n]{0,60}?(?:规划|未来|预[计定估]|目标|施政重点)"
    r"[^。\n]{0,40}表[：:]?\s*$"
)
_BEHIND_ROWS = re.compile(
    r"[（(]? ?[一二三四五六七八九十]{1,3}[)）、]|[（(] ?\d{1,2}[)）]|(?=[^，\n]{0,40}，)[^\n]{45}"
)


@dataclass(slots=True)
class Context:
    """The state that a report's sentences pass on to one another.

    Attributes:
        report_year: The report's year, None where unknown.
        implied_year: The year that ``全年`` or ``年末`` means in its review.
        sessional: Whether it is a report to a session early in its year, so that ``今年`` is ahead.
        statistical: Whether every figure is of the year that the paragraph names.
        target: Whether the text at this point speaks of what is planned.
        headed: Whether the headings above say which it is.
        reviews: Whether they say that it speaks of what was done.
        sentence_target: The same for the sentence at hand.
        carried: The period that opened the paragraph, None where there is none.
        lead: The same where ``一是`` opened its list: each item is of that time again.
        listed: The period of the list of aims that is open, None where none is.
        itemised: Whether the text is of a list with dashes, or of one of deeds with numbers.
        chained: The periods of the sentences before, where a ``；`` or a broken line joins them
            to this one.
        era: The span of years that this part of the report is about, None where there is none.
        reach: Over how many more lines that is as good as said; beyond them it is a default.
        dated: The last single year that the paragraph has named.
        section: Index of the section that ``target`` was last set by.
        place: What the headings say of it.
        region: The report's own area, in simplified script; empty where it is unknown.
        captioned: Whether the text is of the rows below a caption that speaks of plans.
    """

    report_year: int | None
    implied_year: int | None
    sessional: bool
    statistical: bool
    target: bool = False
    headed: bool = False
    reviews: bool = False
    sentence_target: bool = False
    carried: PeriodSpan | None = None
    lead: PeriodSpan | None = None
    listed: PeriodSpan | None = None
    itemised: bool = False
    chained: tuple[PeriodSpan, ...] = ()
    era: PeriodSpan | None = None
    reach: int = -1
    dated: PeriodSpan | None = None
    section: int = -1
    place: Place = NOWHERE
    region: str = ""
    captioned: bool = False

    @classmethod
    def of(cls, text: str, metadata: Metadata) -> Context:
        """Read what the document as a whole says."""
        year, title = metadata.report_year, by_table(metadata.title or "")
        yearly = _is_yearly(text, metadata)
        implied = year if yearly or year is None else year - 1
        planning = bool(_PLAN_DOCUMENT.search(title)) or metadata.report_kind == "plan"
        planning = planning and not _YEARLY_TITLE.search(title)
        many = yearly and metadata.level != "department" and text.count("全年") >= 5
        statistical = metadata.report_kind == "communique" or "公报" in title or many
        region = by_table(metadata.region or "")
        return cls(year, implied, not yearly, statistical, target=planning, region=region)

    @property
    def ahead(self) -> int | None:
        """The first year that is still ahead."""
        return None if self.implied_year is None else self.implied_year + 1

    def enter(self, text: str, start: int, end: int, section: int, place: Place) -> None:
        """Take in a sentence before its numbers are judged.

        Args:
            text: The report's text.
            start: First character of the sentence.
            end: The character after its last one.
            section: Index of the section that holds it.
            place: What the headings say of that section.
        """
        sentence = text[start:end]
        if section != self.section:
            self._enter_section(section, place, sentence)
        words = sentence.lstrip()
        if "如下" in sentence and _ANNOUNCEMENT.search(sentence):
            self.target = False
        elif self._opens_plan(sentence):
            self.target = True
        elif self._opens_review(sentence):
            self.target = False
        elif self.sessional and _THIS_YEAR.match(words):
            self.target = True
        else:
            self.target = self.target or (not self.headed and self._sets_goal(sentence))
        if words.startswith("表"):
            self.captioned = self.captioned or _CAPTION.match(words) is not None
        elif self.captioned:
            self.captioned = _BEHIND_ROWS.match(words) is None
        planned = self.target or self.captioned
        self.sentence_target = planned and not words.startswith(_LAST_YEAR)
        carries = self.carried or self.chained or self.listed or self.era
        if (self.dated or carries) is not None:
            self._forget(text[max(0, start - _LONG_LINE - 4) : start], sentence)

    def _enter_section(self, section: int, place: Place, sentence: str) -> None:
        self.chained = ()
        item = _ITEM.match(sentence)
        if item is None:
            self.lead, self.itemised = None, False
        elif item.group() == "一是":
            self.lead = self.carried
        self.carried = self.carried if self.statistical else self.lead
        self.headed, self.reviews = place.plan is not None, place.plan is False
        if place.plan is not None:
            self.target = place.plan
        if place != self.place:
            year = place.era is not None and place.era.kind == "absolute"
            self.era, self.reach = place.era, EVERYWHERE if place.plan or year else -1
        self.section, self.place = section, place

    def _forget(self, before: str, sentence: str) -> None:
        """Drop the periods that do not reach over what stands before a sentence."""
        words = before.rstrip()
        new_line = not before or "\n" in before[len(words) :]
        if new_line and not (words.endswith(_CHAIN) or _is_broken(words, sentence)):
            self.dated = None
            self.reach -= 1
            self.carried = self.carried if self.statistical else None
            deed = self.itemised and self.listed is not None and is_marked_item(sentence)
            self.itemised = deed or sentence.lstrip().startswith("—")
        goes_on = self.itemised or words.endswith((*_CHAIN, "：", ":"))
        if self.listed is not None and not (goes_on or list_goes_on(sentence, new_line)):
            self.listed = None
        if not (words.endswith(_CHAIN) or sentence.startswith("其中")):
            self.chained = ()

    def _opens_plan(self, sentence: str) -> bool:
        """``今年的主要目标是``, but not ``“十四五”主要目标全面完成`` or a plan that is over."""
        opening = _PLAN_OPENING.search(sentence)
        if opening is None or _REACHED.search(sentence[: opening.start()]):
            return False
        if _FULFILLED.match(sentence, opening.end()):
            return False
        if self.reviews and _EITHER.match(opening.group()):
            return False
        first = _first_year_of_plan(opening.group())
        return first is None or self.ahead is None or first + 4 >= self.ahead

    def _opens_review(self, sentence: str) -> bool:
        """``过去一年，我们…``, but not ``2026年全省民生实事`` in a report of January 2026."""
        opening = _REVIEW_OPENING.match(sentence)
        year = _YEAR.search(opening.group()) if opening else None
        ahead = year is not None and self.ahead is not None and int(year.group()) >= self.ahead
        return opening is not None and not ahead

    def _sets_goal(self, sentence: str) -> bool:
        """``力争到2020年…``: a goal for a year ahead opens a list of goals."""
        goal = _GOAL_OPENING.search(sentence)
        return goal is not None and self.ahead is not None and int(goal.group(1)) > self.ahead


def _is_broken(words: str, sentence: str) -> bool:
    """Whether a line break stands inside a paragraph: behind a long line, or within a ratio."""
    if sentence[:1].isdecimal() and words[-2:].rstrip(":：.").isdecimal():
        return True
    return "\n" not in words and len(words) > _LONG_LINE and words[-1].isalnum()


def _first_year_of_plan(text: str) -> int | None:
    """The first year of the five-year plan that a text names; the tenth began in 2001."""
    plan = _FIVE_YEAR_PLAN.search(text)
    return 2001 + 5 * "十一二三四五六".index(plan.group(1)[-1]) if plan else None


def _is_yearly(text: str, metadata: Metadata) -> bool:
    """Whether a report is on its own year: it was written in its course or after it."""
    title, kind = by_table(metadata.title or ""), metadata.report_kind
    if "工作报告" in title or "草案" in title:
        return False
    if _YEARLY_TITLE.search(title) or kind in ("completion_report", "communique"):
        return True
    year = metadata.report_year
    untold = year is not None and f"{year}年" in text and "今年" not in text
    return (
        metadata.level == "department" or untold or _IN_THE_YEAR.search(text) is not None
    ) and not _PLAN_DOCUMENT.search(title)


def settle_status(
    text: str,
    drafts: Sequence[Draft],
    periods: Sequence[PeriodSpan],
    start: int,
    context: Context,
) -> None:
    """Set the status of the records of one sentence, and the qualifiers that hang on it.

    Args:
        text: The report's text.
        drafts: The records of the sentence, in text order.
        periods: The periods of the sentence, in text order.
        start: First character of the sentence.
        context: The state that the sentence is read in.
    """
    ahead = [span.start for span in periods if _lies_ahead(text, span, context)]
    at, target, dated = start, context.sentence_target, False
    for draft in drafts:
        end = draft.quantity.start
        low = max(start, at - 1)
        clauses = _MARK.split(text[low : draft.quantity.end])
        for index, clause in enumerate(clauses):
            dated = dated or _opens_past(clause, context)
            if index and context.sentence_target and not (dated or _GOES_ON.match(clause)):
                target = True  # 优化已建成的20个驿站，新建驿站30个
            target = _clause_tense(clause, context, target)
            high = low + len(clause) + 1
            if any(low <= year < high for year in ahead) and not _IS_OVER.search(clause):
                target = True
            low = high
        at = draft.quantity.end
        last = _MARK.split(text[draft.reading.zone : end])[-1]
        planned = (
            target
            or (
                draft.rule != "share"
                and "占" not in last
                and _PLANNED_NOUN.search(last + draft.name[-8:]) is not None
            )
            or ("任务" in last and _TASK_BEFORE.match(last) is not None)
            or (
                draft.quantity.unit not in _COUNTS_OF_TASKS
                and "提前实现了" not in last
                and (
                    last.endswith("下达的")
                    or _TASK_BEHIND.match(text, draft.reading.right[0]) is not None
                )
            )
        )
        planned = planned or _is_to_begin(text, draft, context)
        if planned and _ISSUED.search(text, start, end) and last.rstrip().endswith("提出"):
            planned = False
        draft.status = "target" if planned and draft.measure != "baseline" else "actual"
        binding = text.startswith(("以上", "及以上", "之上"), draft.quantity.end)
        if binding and draft.status == "target" and draft.reading.qualifier == "over":
            draft.reading.qualifier = "at_least"


# What a paper that stands already holds: 印发《…意见》，从三方面提出12项举措.
_ISSUED = re.compile("印发(?:了|实施)?《")
# The size of a project, and what follows where it has yet to be begun.
_SIZE = ("投资", "全长", "长度", "里程", "面积", "规模", "经费")
_TO_BEGIN = re.compile(
    "[^。；\\n]{0,40}?(?:[上下]半年(?:将|可)?|(?:拟|将|预计)[^，。；\\n]{0,10})(?:开工|动工|开建)"
)


def _is_to_begin(text: str, draft: Draft, context: Context) -> bool:
    """``全长46公里，总投资31亿元，下半年开工建设``: the size of what is still to be built."""
    sized = context.sessional and draft.measure == "level" and draft.name.endswith(_SIZE)
    return sized and _TO_BEGIN.match(text, draft.quantity.end) is not None


# What is still to come in the year of a report that was written in the course of that year.
_COMING = re.compile(
    r"预[计定估](?!数|执行|完成数|产量)|(?:将|规划)(?:于|在|持续|配合|辅导|增|设|提|透过|办|由|等于|达)"
)
_THIS_YEAR_TO_COME = re.compile("预计今年|今年(?:预计|将(?!近))")


def _lies_ahead(text: str, span: PeriodSpan, context: Context) -> bool:
    """Whether a period is a year that has yet to come, and no base of comparison."""
    if span.kind == "relative" and span.year == 0 and not context.sessional:
        return _THIS_YEAR_TO_COME.search(text, max(0, span.start - 3), span.end + 6) is not None
    if span.kind != "absolute" or context.ahead is None or context.report_year is None:
        return False
    if text[span.start - 1 : span.start] in ("比", "较", "与", "和", "同", "向", "准"):
        return False
    if span.year >= context.ahead:
        return True
    around = text[max(0, span.start - 8) : span.end + 14]
    return span.year == context.report_year and _COMING.search(around) is not None


def _clause_tense(clause: str, context: Context, target: bool) -> bool:
    """Whether what follows in a clause is a target, given what came before it."""
    goal = _DATED_GOAL.search(clause)
    if goal and context.report_year and int(goal.group(1)) >= context.report_year:
        return True
    aim = _AIM.search(clause)
    if aim and not (aim.group().endswith("目标") and _REACHED.search(clause[: aim.start()])):
        return True
    if context.sessional and _THIS_YEAR.search(clause):
        return True
    if _opens_past(clause, context):
        return False
    if _DONE.search(clause) or (not context.sentence_target and _COMPLETED.search(clause)):
        return False
    return target


def _opens_past(clause: str, context: Context) -> bool:
    """Whether a clause opens with a year that is over."""
    year = _YEAR_OPENS.match(clause)
    return year is not None and context.ahead is not None and int(year.group(1)) < context.ahead


def planned_sections(
    text: str, sections: Sequence[Section], ahead: int | None
) -> list[bool | None]:
    """Tell of each section, in reading order, whether it speaks of what is planned.

    Args:
        text: The report's text in simplified script.
        sections: The top-level sections.
        ahead: The first year that is still ahead of the report.

    Returns:
        True for a plan, False for a review, None where neither its heading nor one above says.
    """
    found: list[bool | None] = []

    def visit(section: Section, above: bool | None) -> None:
        title = text[section.title_start : section.title_end]
        heading = len(title) <= 48 and "，" not in title
        own = _is_plan(title[:24], ahead) if heading else None
        if above and own is False and _HOPED_FOR.search(title):
            own = None
        found.append(above if own is None else own)
        for child in section.children:
            visit(child, found[section.index])

    for section in sections:
        visit(section, None)
    return found


def _is_plan(title: str, ahead: int | None) -> bool | None:
    plan, review = _PLAN_TITLE.search(title), _REVIEW_TITLE.search(title)
    if bool(plan) != bool(review):
        return bool(plan)
    year = _YEAR_TITLE.search(title)
    if year and ahead and not review:
        return int(year.group(1)) >= ahead
    first = _first_year_of_plan(title)
    if first and ahead and not review and first >= ahead:
        return True
    return None
