"""What a clause or sentence without numbers speaks of, for the numbers behind it."""

from __future__ import annotations

import re

from govreport_nlp.indicators.clauses import Clause
from govreport_nlp.indicators.draft import Draft
from govreport_nlp.indicators.names import clean_left, flow_verb
from govreport_nlp.indicators.reading import Reading
from govreport_nlp.indicators.state import SentenceState

__all__ = ["PURSE", "Topics"]

Span = tuple[int, int]

_RAISING = re.compile(
    r"(?:连续\d+年)?(?:逐步|不断|继续|稳步)?(?:提高|降低|提升|增加|减少|扩大|下调|上调)(?=.{4})"
)
_IN_WHOLE = re.compile(r"在[^，、]{2,14}中的?(?:占比|比重|比例)")
PURSE = re.compile(
    r"(?:(?:中央|地方|[省市县]级?|各级)?财政|中央)(?:预算)?(?:累计|将|拟|再|另)*(?:安排|投入|拿出|支出|下达|拨付)?"
)
"""Who pays, and for nothing that is said: ``中央财政``, ``省财政将投入``."""
# 各级政府要加大对|乡村学校|的投入，…; 继续实施|乡村电网改造，….
_RAISED = re.compile(
    r"[^，。；]{0,12}?(?:(?:增加|加大|扩大)(?:全国|对)?(?=[^，。；]*(?:投入|支出|力度))|实施)"
    r"([^，。；\d]{2,20}?)(?:的?(?:投入|支出|支持|扶持)力?度?|制度)?[，。]?$"
)
_AIM = re.compile(
    r"(?:以上|左右)?(?:，比上年[^，。；]{2,16})?，(?:(?:主要|专项|重点)?用于|(?=支持|解决|补贴|推动|促进))"
    r"([^，。；\d]{3,24})(?=[，。；])"
)
_FAIR = re.compile(
    r"(?:(?:成功|圆满|顺利)?(?:举办|承办)了?)?([^，。；、\d]{0,12}(?:博览会|交易会|展览会|洽谈会|[博交展洽]会))"
    r"(?=在|成功|圆满|顺利|如期|，|举办|举行)"
)
_DEALS = ("意向", "成交", "签约金额", "签约额", "现场成交")
_AT_MOST = re.compile(r"(?:个人|单户|每户|同一\S{2,4}|企业)?最高(?:可贷|可补|补助|补贴|奖励|授信)")
_OFFERED = re.compile(
    r"[^，。；]*(?:提供|发放|推出|开办|申请|设立)([^，。；、]{2,14}(?:贷款?|补贴|补助|奖励))[，。]?$"
)
_ECONOMY = re.compile(r"([县镇]域|海洋|民营|园区)经济")
_TRADE = re.compile(r"([\u4e00-\u9fff]{2,12}(?:产业|行业|产业链|集群))(?=[^，。；、和及]{2,8}，)")
_FIRMS = re.compile(r"(?:骨干|龙头|规上|规模以上|核心|重点|链上|上下游|相关){1,2}企业")
_MODALS = frozenset("要将应须们")
_NEAR = 3
"""The most clauses between a bare head and what its sentence opens with."""
_JUDGED = re.compile(r"经[^，。；]{0,16}(?:评审|评定|评估|评选|考核|测评|审定|验收)")
_ITEM = re.compile(
    r"(?:[\u4e00-\u9fff]{2,20}[（(]类[）)]\s?)?(?:[\u4e00-\u9fff]{2,20}[（(]款[）)]\s?)?"
    r"[\u4e00-\u9fff]{2,20}[（(]项[）)]"
)
_TOTAL = re.compile(
    r"(?:[本全当]年度?)?([\u4e00-\u9fff]{2,16}?)(?:合计|总计)?[\d,，.]{1,14}[百千万亿]*元，(?:其中|主要用于以下方面)[：:]"
)
_YEARS_INSIDE = re.compile(r"(?<=财政)[两三四五]年")
_SYSTEM = re.compile(r"(?<=..)(?:制度|覆盖范围|覆盖面|工作)$")
_WORKED_ON = re.compile(r"(?:加强|深化|强化|完善|做好|抓好|狠抓|突出)(?=.{4})")
_CAMPAIGN = re.compile(r"(?<=..)(?:提升|建设|改造|攻坚|升级)?(?:行动|工程|计划)$")
_TO_SOMEONE = re.compile(r"[向给][^，。；、]{2,8}?(?=发放|提供|给予|投放)")
_AS_FOLLOWS = re.compile(r"(?:拼盘|构成|来源|安排|情况)*如下$")
_MOVED = re.compile(r"[从由][^，。；]{2,12}(?:扩大|延长|延伸|拓展|提高)[到至]")
_TOPIC = re.compile(r"(?:^|[。；！\n　])([\u4e00-\u9fff]{4,16})[。；]\s*$")


class Topics(SentenceState):
    """Finds the subject of a name outside the clauses that hold numbers."""

    def _item_of_accounts(self) -> tuple[Span, ...]:
        """The item that a line of accounts is of: ``…行政运行（项）。…年初预算为…``."""
        items = list(_ITEM.finditer(self.text, max(0, self.start - 240), self.start))
        return (items[-1].span(),) if items else ()

    def _total_of_accounts(self, end: int) -> tuple[Span, ...]:
        """What a line of accounts is a share of: ``支出合计9万元，其中：|基本支出5万元，占…``."""
        totals = list(_TOTAL.finditer(self.text, max(0, end - 320), end))
        return (totals[-1].span(1),) if totals else ()  # without 本年: a date

    def _topic(self) -> tuple[Span, ...]:
        """What a short sentence before is about: ``市场主体不断增多。总量接近8万户``."""
        match = _TOPIC.search(self.text, max(0, self.start - 24), self.start)
        if match is None:
            return ()
        low, high = self._subject(match.span(1))
        return ((low, high),) if 2 <= high - low < match.end(1) - match.start(1) else ()

    def _stated_topic(self, draft: Draft, head: Span) -> tuple[Span, ...]:
        """What the statement before a ``、`` speaks of: ``粮食丰收、|总产量增加6%``."""
        mark, (low, high) = head[0] - 1, head
        low += 2 * self.text.startswith(("完成", "实现"), low)  # 项目全面达产、|完成|年产值8亿元
        bare = self.text[low:high] in self.lexicon.headed
        if not bare or self.text[mark] != "、" or mark <= draft.reading.zone:
            return ()
        return self._topic_of((draft.reading.zone, mark))

    def _opening_topic(self, draft: Draft, head: str) -> tuple[Span, ...]:
        """What a sentence opens with, for a bare head: ``服务业发展加快，增加值…``."""
        if not draft.clause:
            return ()
        first = self.clauses[min(len(self.clauses) - 1, self.clauses[0].end - self.start <= 2)]
        away = 0 < draft.clause <= _NEAR and not first.inner
        deed = self.lexicon.flow.starting(head, 0, len(head))
        alone = deed is not None and deed[0] == head and head not in self.lexicon.complete
        if alone and head not in self.lexicon.bare and not draft.reading.direction:
            return self._object_of_deed(draft, head)
        known = _YEARS_INSIDE.sub("", head) in self.lexicon.headed
        known = known or (head.startswith("完成") and head[2:] in self.lexicon.headed)
        if not away or not (known or _IN_WHOLE.fullmatch(head)):
            return self._wider_topic(draft, first, head) if away else ()
        before = self.text[draft.reading.zone : draft.quantity.start].lstrip(" ，,、")
        if before.startswith(("全", "我")):
            return ()
        nearest = self.clauses[draft.clause - 1]
        if self.text.endswith("的", nearest.start, nearest.end) and not nearest.quantities:
            low = clean_left(self.text, nearest[:2], self.lexicon, self.starts)[0][0]
            return ((low, nearest.end),)  # 由小企业成交|的，采购金额
        if self.text.startswith("：", nearest.end) and not nearest.quantities:
            first = nearest  # 经测算，资金拼盘如下：
        topic = self._topic_of((first.start, first.end))
        if topic and len(head) > 2 and self.text.endswith(head[:2], *topic[0]):
            topic = ((topic[0][0], topic[0][1] - 2),)  # 护林补助提标扩面，补助标准…
        return tuple(span for span in topic if span[0] < span[1])

    def _wider_topic(self, draft: Draft, first: Clause, head: str) -> tuple[Span, ...]:
        """``县域|经济加快发展，生产总值…``, ``光电产业|快速壮大，龙头企业…``: whose they are."""
        if _AT_MOST.fullmatch(head):
            before = self.clauses[draft.clause - 1]
            offered = _OFFERED.match(self.text, before.start, before.end)
            return (offered.span(1),) if offered else ()
        pattern = _ECONOMY if head == "生产总值" else _TRADE if _FIRMS.fullmatch(head) else None
        match = pattern and pattern.match(self.text, first.start, first.end + 1)
        return (match.span(1),) if match and draft.clause == 1 else ()

    def _purpose(self, draft: Draft, head: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """What a purse that is named alone gave money for, before and behind the number."""
        if draft.quantity.unit != "元" or draft.reading.direction or not PURSE.fullmatch(head):
            return (), ()
        clause = self._clause_before(draft.reading.zone)
        if clause is not None and not clause.quantities and not clause.inner:
            raised = _RAISED.match(self.text, clause.start, clause.end)
            if raised:
                return (raised.span(1),), ()
            if self.text.startswith("为", clause.start):
                return self._topic_of(clause[:2]), ()
        aim = _AIM.match(self.text, draft.quantity.end)
        return (), (aim.span(1),) if aim else ()

    def _event(self, head: str) -> tuple[Span, ...]:
        """``海博会圆满举办，80家企业参展，意向成交…``: the fair that deals were made at."""
        opening = self.clauses[0]
        fair = _FAIR.match(self.text, opening.start, opening.end + 1)
        return (fair.span(1),) if fair and head.startswith(_DEALS) else ()

    def _object_of_deed(self, draft: Draft, head: str) -> tuple[Span, ...]:
        """What a verb alone was done to: ``实施农村公路提升行动，|新建600公里``."""
        clause = self.clauses[draft.clause - 1]
        topic = () if clause.quantities or clause.inner else self._topic_of(clause[:2])
        if not topic or self.text.endswith(head, *topic[0]):
            return ()
        campaign = _CAMPAIGN.search(self.text, *topic[0])
        return ((topic[0][0], campaign.start() if campaign else topic[0][1]),)

    def _topic_of(self, span: Span) -> tuple[Span, ...]:
        """The subject or object of a statement without number; none where it has neither."""
        low, high = clean_left(self.text, span, self.lexicon, self.starts)[0]
        if self.text.endswith("一批", low, high):  # 续建一批，总投资…
            return ((low, high - 2),) if high - low > 2 else ()
        to = _TO_SOMEONE.match(self.text, low, high)
        low = to.end() if to else low  # 向困难群众|发放补助
        verb = flow_verb(self.text, (low, high), self.lexicon)
        worked = None if verb else _WORKED_ON.match(self.text, low, high)
        low = verb[1] if verb else worked.end() if worked else low
        said = self.lexicon.said.search(self.text, low + 2, high)
        high = said.start() if said else high
        high -= 2 if self.text[high - 2 : high] in self.lexicon.bare else 0  # 粮食|单产
        system = _SYSTEM.search(self.text, low, high)
        high = system.start() if system else high  # 养老保险|制度不断完善
        # 为加快体系建设，…; 数字艺术节：…
        known = verb or worked or said or self.text.startswith("为", span[0])
        known = known or self.text.startswith(("：", ":"), span[1])
        follows = _AS_FOLLOWS.search(self.text, low + 2, high)
        high = follows.start() if follows else high  # 建设资金|拼盘如下：
        moved = _MOVED.search(self.text, low + 2, high)
        high = moved.start() if moved else high  # 将意外险|从小学扩大到高中
        acting = self.text[high - 1] in _MODALS  # 各级政府要|进一步增加投入
        return ((low, high),) if known and not acting and 2 <= high - low <= 20 else ()

    def _subject(self, span: Span) -> Span:
        """What a clause without number speaks of: ``产量|继续增长``, ``连续7年提高|养老金水平``."""
        opening = _RAISING.match(self.text, *span)
        low = opening.end() if opening else span[0]
        predicate = self.lexicon.going_on.search(self.text, low + 2, span[1])
        return (low, predicate.start() if predicate else span[1])

    def _subject_before(self, reading: Reading) -> Span | None:
        """The subject of the clause before, which has no number: ``产量继续增长，达到…``."""
        clause = self._clause_before(reading.zone)
        if clause and _JUDGED.fullmatch(self.text, clause.start, clause.end):
            clause = self._clause_before(clause.start)  # 推进样板工程建设，经专家评审，位列第4
        if clause is None:
            return None
        span, _ = clean_left(self.text, (clause.start, clause.end), self.lexicon, self.starts)
        span = self._subject(span)
        named = 0 < span[1] - span[0] <= 24 and "是" not in self.text[span[0] : span[1]]
        return span if named else None

    def _short_clause_before(self, reading: Reading, *, tasks: bool = False) -> list[Span]:
        """``开工一批，共16个项目``: the clause before says what the projects are."""
        clause = self._clause_before(reading.zone)
        if clause is None or clause.quantities:
            return []
        span, _ = clean_left(self.text, (clause.start, clause.end), self.lexicon, self.starts)
        if self.text.endswith("一批", span[0], span[1]):
            span = (span[0], span[1] - 2)
        elif tasks:
            return list(self._topic_of((clause.start, clause.end)))
        elif not flow_verb(self.text, span, self.lexicon):
            return []
        return [span] if 0 < span[1] - span[0] <= 8 else []
