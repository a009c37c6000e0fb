"""Names whose noun stands before the number, and what such a noun takes from earlier records."""

from __future__ import annotations

import re

from govreport_nlp.indicators.draft import Draft
from govreport_nlp.indicators.examples import drop_head_examples
from govreport_nlp.indicators.names import flow_verb
from govreport_nlp.indicators.reading import Reading
from govreport_nlp.indicators.sharing import SHARE, SharedNames
from govreport_nlp.indicators.topics import PURSE

__all__ = ["NOT_OF_BODIES", "HeadedNames"]

Span = tuple[int, int]

_PLACE = re.compile(r"[\u4e00-\u9fff]{1,8}(?:省|区|县|市|旗|镇|乡|本级)")
# 卫生技术人员2867人，其中|公立医院|1000人: bodies are not counted in 人, what they have is.
_BODIES = re.compile(r"(?:医院|学校|机构|中学|小学|幼儿园)$")
NOT_OF_BODIES = frozenset(["人", "名", "人次", "张"])
"""Units of what bodies have, and no count of them."""
_ONE_OF = re.compile(r"[\u4e00-\u9fff]{2,12}(?:市|县|州|旗|集团|公司|经开区|高新区)")
_TIERS = re.compile(r"[省市县区乡村]级")  # 人均达到10元，其中|省级|达2元
_KIND_OF_GOODS = re.compile(r"类$")  # 禽蛋水产类价格上涨2.3%，|家居类|上涨0.4%
_KIND_OF_OWNER = re.compile(r"(?:产业|行业|集群|园区|企业|县区|县市)$")
_ACTS = re.compile(
    r"(?<=..)(?:举办|接待|完成|建成|新建|引进|培育|发放|办理|开展|培训|服务|投入|实现)(?=..)"
)
# What funds, networks and platforms do, and goods do not.
_FOR_OTHERS = re.compile(r"赋能|服务|覆盖|惠及|支持|孵化|集聚|撬动|辐射")
_MATTERS = ("事项", "业务", "项目", "产品", "工程", "手续")
# What became of some of the things built: 建成隧道4座、|在建|8座.
_STAGES = frozenset(["在建", "拟建", "续建", "待建"])
# What a share is held against, between the qualifier and the share: 不足|全国平均水平|的三分之二.
_PARTED = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?:已经?|均|还|仍|只|仅)?(?<!不)"
    r"(接近|将近|超过|超出|突破|不足|不到|不及)(?=[^，。；、]{2,16}$)"
)
_SHARES = frozenset(["percent", "fraction"])


class HeadedNames(SharedNames):
    """Names numbers by the noun before them."""

    def _name_headed(self, draft: Draft, left: Span) -> None:
        reading = draft.reading
        front = drop_head_examples(self.text, left, self.lexicon, reading.quantity.unit)
        if self._set_share(draft, front[-1]) or self._set_part(draft, front):
            return
        if len(front) == 1:
            front = self._held_against(reading, front[0])
        if self._set_after(draft, front):
            return
        draft.scope, front[0] = self._without_body(front[0])
        front += self._given(draft, front[-1])
        verb = flow_verb(self.text, front[0], self.lexicon)
        front += self._done_of(draft)
        self._set(draft, (*front, *self._each(reading)), "head", verb=verb)

    def _held_against(self, reading: Reading, head: Span) -> list[Span]:
        """``产量|已超过|全国总量|的三分之一``: a qualifier parted from its number by the base."""
        if not self.text.endswith("的", head[1], reading.quantity.start):
            return [head]
        match = _PARTED.search(self.text, *head)
        if match is None or reading.direction or reading.quantity.kind not in _SHARES:
            return [head]
        reading.qualifier = "over" if match.group(1) in ("超过", "超出", "突破") else "under"
        return [(head[0], match.start()), (match.end(), head[1])]

    def _given(self, draft: Draft, head: Span) -> list[Span]:
        """``中央财政|将|安排27亿元``: what a purse did is part of its name."""
        reading = draft.reading
        if ("link", "安排") not in reading.notes or not PURSE.fullmatch(self.text, *head):
            return []
        at = self.text.rindex("安排", reading.zone, reading.quantity.start)
        return [(at, at + 2)]

    def _done_of(self, draft: Draft) -> list[Span]:
        """``8项整改任务|已完成|2项``: what was done of the things counted before."""
        reading, before = draft.reading, self.drafts[-1] if self.drafts else None
        done = ("link", "完成") in reading.notes and reading.shared
        if not done or before is None or before.quantity.unit != draft.quantity.unit:
            return []
        at = self.text.rindex("完成", reading.zone, reading.quantity.start)
        return [(at, at + 2)]

    def _set_share(self, draft: Draft, left: Span) -> bool:
        """Name a number by a phrase of comparison and what it speaks of: ``…占全国18%``."""
        reading, before = draft.reading, self._previous(draft)
        head, tail = self.text[left[0] : left[1]], self._each(reading)
        multiple = reading.quantity.unit == "倍" and head.startswith(("是", "为"))
        grown = next((noun for noun in self.lexicon.change_nouns if head.startswith(noun)), "")
        if (multiple or SHARE.match(head[len(grown) :])) and before and before.name_spans:
            subject = self._antecedent(draft) or before
            points = reading.quantity.unit == "百分点" and not grown
            growth = self._growth_of(subject) if points else ()
            of = self._total_of_accounts(left[0]) if head == "占" else ()
            spans = (*of, *subject.name_spans, *growth, left, *tail)
            self._set(draft, spans, "share", like=subject)
            draft.base = subject.base
            return True
        if before is None and head.startswith("占") and SHARE.match(head):
            said = self._subject_before(reading)
            self._set(draft, (*([said] if said else []), left, *tail), "share")
            return True
        return False

    def _growth_of(self, before: Draft) -> tuple[Span, ...]:
        """``生产总值增长6.4%、高于全国0.9个百分点``: it is the growth that is higher."""
        reading = before.reading
        grows = reading.direction is not None and before.quantity.unit == "%"
        if not grows or reading.noun or not reading.verb:
            return ()
        return ((reading.verb_start, reading.verb_start + len(reading.verb)),)

    def _set_part(self, draft: Draft, front: list[Span]) -> bool:
        """Name a part by its whole: ``其中住宅37万平方米``, ``其中主城区66公顷``."""
        reading, before, left = draft.reading, self._previous(draft), front[-1]
        head, tail = self.text[left[0] : left[1]], self._each(reading)
        if before and before.front and reading.shared and left[1] - left[0] <= 2:
            self._set(draft, (*before.front, *tail), "counted", verb=before.verb)
            return True
        bodies = reading.quantity.unit in NOT_OF_BODIES and _BODIES.search(head)
        if before and self._is_part(reading) and (_PLACE.fullmatch(head) or bodies):
            self._set(draft, before.name_spans, "part", verb=before.verb)
            draft.scope = left
            return True
        same = self._same_unit(before, draft) if before else None
        if same and _ONE_OF.fullmatch(head) and self._is_of_one(draft, same):
            self._set(draft, same.base, "part", verb=same.verb)
            draft.scope = left
            return True
        of_trade = self._of_trade(before, head) if before else None
        if of_trade is not None:
            self._set(draft, (*of_trade, left, *tail), "part")
            return True
        of_whole = (head.endswith("占") and len(head) > 2) or _TIERS.fullmatch(head)
        if before and self._is_part(reading) and of_whole:
            self._set(draft, (*before.base, left, *tail), "part")  # 使用外资…，其中|高技术产业占
            return True
        whole = self._measure_of(self._whole(draft, front, head), draft, head)
        if whole and before and before.name[-4:] == head[-4:] and len(head) > 4:
            whole = ()  # 水和燃气生产供应业增长9%，其中|燃气生产供应业
        if whole:
            self._set(draft, (*whole, left, *tail), "part")
        return bool(whole)

    def _is_of_one(self, draft: Draft, before: Draft) -> bool:
        """``全市完成638亿元，东兴市完成45亿元``: the same of one of the places or bodies."""
        done = any(word in ("完成", "实现") for _, word in draft.reading.notes)
        grown = draft.reading.direction is not None and before.reading.direction is not None
        return (done or grown) and draft.quantity.unit == before.quantity.unit

    def _set_after(self, draft: Draft, front: list[Span]) -> bool:
        """Name a number by what its head takes from the record before: subject, class or verb."""
        before, left = self._previous(draft), front[-1]
        tail = self._each(draft.reading)
        if half := self._firms_of_half(left):
            self._set(draft, (*half, left, *tail), "bare-head")
            return True
        purpose, aim = self._purpose(draft, self.text[slice(*left)])
        if purpose or aim:
            given = self._given(draft, left)
            self._set(draft, (*purpose, left, *given, *tail, *aim), "bare-head")
            return True
        if self.text.startswith("年均", left[0]):
            noun = (left[0] + 2, left[1])
            left = noun if self.text[slice(*noun)] in self.lexicon.change_nouns else left
        head = self.text[slice(*left)]
        stated = self._stated_topic(draft, left)
        if stated:
            self._set(draft, (*stated, left, *tail), "bare-head")
            return True
        if before is None:
            owner = self._opening_topic(draft, head) or self._across_semicolon(draft, head)
            if owner:
                given = self._given(draft, left)
                self._set(draft, (*owner, left, *given, *tail), "bare-head", like=self.before)
            return bool(owner)
        if not before.name_spans:
            return False
        gapped = self._gapped(draft, before, head)
        if gapped:
            self._set(draft, (gapped, left, *tail), "bare-head", like=before)
            return True
        subject = self._subject_of_first(draft, before, left)
        if subject:
            self._set(draft, (subject, *front[:-1], left, *tail), "list", like=before)
            return True
        doer = self._driver(before, head) or self._staged(before, head)
        if doer:
            self._set(draft, (*doer, left, *tail), "bare-head", verb=left)
            return True
        if shared := self._shared_front(draft, before, left):
            self._set(draft, (shared, left, *tail), "bare-head", like=before)
            return True
        if actor := self._actor(draft, left):
            verb = flow_verb(self.text, left, self.lexicon)
            self._set(draft, (*actor, left, *tail), "bare-head", verb=verb)
            return True
        return self._take_over(draft, before, [*front[:-1], left])

    def _gapped(self, draft: Draft, before: Draft, head: str) -> Span | None:
        """``甲产业年产值超4亿元，乙产业超3亿元``: what trades have is said once."""
        unit = "%" if draft.reading.direction else "元"
        if draft.quantity.unit != unit or before.quantity.unit != unit or not before.name_spans:
            return None
        kind = (_KIND_OF_GOODS if draft.reading.direction else _KIND_OF_OWNER).search(head)
        low, high = before.name_spans[0 if before.rule == "bare-head" else -1]
        at = self.text.find(kind.group(), low, high) if kind else -1
        if before.rule == "bare-head" and kind and at < 0 and before.name.endswith(kind.group()):
            return (low, high)
        measure = (at + len(kind.group()), high) if kind and at >= 0 else (high, high)
        said = self.text[slice(*measure)]
        return measure if said in self.lexicon.bare or said == "价格" else None

    def _subject_of_first(self, draft: Draft, before: Draft, left: Span) -> Span | None:
        """``博物馆举办展览15场、接待观众4万人次``: both were done by the first one's subject."""
        listed = draft.reading.joined and before.clause == draft.clause and before.rule == "head"
        if not listed or before.verb or draft.reading.direction:
            return None
        verb = flow_verb(self.text, left, self.lexicon)
        acts = _ACTS.search(self.text, *before.name_spans[0])
        if verb is None or acts is None or verb[1] == left[1]:
            return None
        subject = (before.name_spans[0][0], acts.start())
        return None if _PLACE.fullmatch(self.text, *subject) else subject  # that is a scope

    def _driver(self, before: Draft, head: str) -> tuple[Span, ...]:
        """``第二产业对增长的贡献率达41%、拉动2.6个百分点``: what drives."""
        if not head.startswith("拉动") or not before.name.endswith("贡献率"):
            return ()
        *rest, (low, high) = before.name_spans
        towards = self.text.find("对", low, high)
        return (*rest, (low, towards if towards > low else high - 3))

    def _shared_front(self, draft: Draft, before: Draft, left: Span) -> Span | None:
        """``热门事项办理时限压减6%、|办理材料|压减7%``: what two things of one kind are of."""
        moved = draft.reading.direction is not None and before.reading.direction is not None
        listed = draft.reading.joined and before.clause == draft.clause
        if not (moved and listed) or before.verb or len(before.name_spans) != 1:
            return None
        low, high = before.name_spans[0]
        at = self.text.find(self.text[left[0] : left[0] + 2], low + 2, high - 1)
        return (low, at) if at >= 0 and self.text.endswith(_MATTERS, low, at) else None

    def _actor(self, draft: Draft, deed: Span) -> tuple[Span, ...]:
        """``“金穗”基金规模突破5亿元、|赋能项目9个``: what acts, of which a measure was said."""
        before = self._previous(draft)
        listed = draft.reading.joined and before is not None and before.clause == draft.clause
        if before is None or not listed or before.verb or before.reading.direction:
            return ()
        if not before.base or _FOR_OTHERS.match(self.text, *deed) is None:
            return ()
        if self.text.endswith(self.lexicon.stock, *deed):
            return ()  # 工程采购额9万元、服务采购额2万元
        actor = self._without_measure(before, "")
        return actor if actor != before.base else ()

    def _staged(self, before: Draft, head: str) -> tuple[Span, ...]:
        """``建成隧道4座、在建8座``: the things of which some are at another stage."""
        if head not in _STAGES or not before.verb:
            return ()
        spans = [span for span in before.name_spans if span != before.verb]
        if not spans:
            return (before.verb,)
        (low, high), *more = spans
        low = before.verb[1] if before.verb[0] <= low else low  # 项目|新开工|6个、续建7个
        return ((low, high), *more)

    def _take_over(self, draft: Draft, before: Draft, front: list[Span]) -> bool:
        """Take from the record before what a head repeats, replaces or belongs to, or its verb."""
        left, tail = front[-1], self._each(draft.reading)
        head = self.text[slice(*left)]
        repeated = self._overlap(before, head)
        other = self._other_half(before, left) or self._other_class(before, left)
        verb = self._carried_verb(draft, before, front)
        if repeated:
            self._set(draft, (*repeated, left, *tail), "bare-head", like=before)
        elif other:
            self._set(draft, other, "list", verb=before.verb)
        elif self._is_bare(draft, before, head):
            owner, acts = self._owner(draft, before, head), head in self.lexicon.flow
            own = left if acts else None
            self._set(draft, (*owner, left, *tail), "bare-head", verb=own, like=before)
        elif verb:
            self._set(draft, (verb, *front, *tail), "list", verb=verb)
        else:
            return False
        return True
