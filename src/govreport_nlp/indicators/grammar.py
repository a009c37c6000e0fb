"""The grammar of a sentence: from its numbers and the words around them to named records.

A sentence is read clause by clause. The numbers of a clause are named together, since lists share
a verb, ``分别`` shares a subject, and a number without a name takes that of the record before it.
Each way of naming is one of `RULES`, and a record carries the rule that named it.
"""

from __future__ import annotations

import re

from govreport_nlp.indicators.antecedents import NEWLY
from govreport_nlp.indicators.draft import Draft
from govreport_nlp.indicators.gaps import read_clause
from govreport_nlp.indicators.names import (
    clean_left,
    clean_right,
    drop_examples,
    drop_head_examples,
    flow_verb,
    verb_at_end,
)
from govreport_nlp.indicators.reading import RATE_UNITS, Reading, comparison_basis
from govreport_nlp.indicators.sharing import PREDICATE, SHARE, SharedNames, without_newly

__all__ = ["RULES", "SentenceGrammar"]

Span = tuple[int, int]

RULES = {
    "head": "the noun before the number: 覆盖率达93%",
    "counted": "the noun behind the number: 新增7个项目",
    "list": "a list item under the verb of the item before: 新建学校19所、幼儿园12所",
    "share": "set against a base of comparison: 占全国18%, 为预算的102%",
    "bare-head": "a head that needs the subject of the record before: 面积3亩，产量2吨",
    "part": "a part of the whole named before: 其中住宅…",
    "from-to": "the later value of 由A提高到B",
    "apart": "one of the values of 分别",
    "list-of-values": "one of several values without words between: 增长5%、6%",
    "ellipsis": "no noun of its own: the name of the record before",
    "clause-before": "no noun of its own, and the clause before holds no number",
    "rank": "a rank with its own subject",
    "rank-ellipsis": "a rank of what the record before names",
    "table": "a cell of a table, named by its row",
}
"""The rules that name a record, each with what it reads."""

_GROWTH_BEHIND = re.compile(
    r"(?:以上|左右)?的?(?:年均|平均)?(?:速度)?(增长|增幅|增速|涨幅|降幅|下降|递增|增长率|减少)(?:率|速度)?$"
)
_AT_A_RATE = re.compile(
    r"的(?:幅度|比例|速度)(压减|压缩|削减|下降|降低|减少|增长|递增|提高|增加)(?=.{2})"
)
_FALLS = frozenset(["压减", "压缩", "削减", "下降", "降低", "减少"])
_TIMES = re.compile(r"((?:是|为|相当于|等于|达)[^，。；、]{1,16}?)的?(?:近|约|超过|超|将近)?$")
_LINKING_FLOWS = frozenset(["完成", "实现", "安排", "完成了", "实现了"])
_COMPARED = re.compile(r"(?:与|同|和)[^，。；]{2,12}相比")
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,8}(?:区|县|市|旗|镇|乡|本级)")
# 卫生技术人员2867人，其中|公立医院|1000人: bodies are not counted in 人, what they have is.
_BODIES = re.compile(r"(?:医院|学校|机构|中学|小学|幼儿园)$")
_NOT_OF_BODIES = frozenset(["人", "名", "人次", "张"])
_ONE_OF = re.compile(r"[\u4e00-\u9fff]{2,12}(?:市|县|州|旗|集团|公司|经开区|高新区)")
# What became of some of the things built: 建成隧道4座、|在建|8座.
_STAGES = frozenset(["在建", "拟建", "续建", "待建"])
_MOST_VALUES = 40
"""The most values of one list."""
_AREA = re.compile(
    r"市区|老城区|主城区|中心城区|[\u4e00-\u9fff]{2}新区|[\u4e00-\u9fff]{2}(?:、[\u4e00-\u9fff]{2})*片区"
)
_TOUCHES = ("惠及", "涉及", "普及", "遍及", "波及", "触及")
_CLASSES = re.compile(r"[一二三四五六七八九十]{1,2}大?类")
_GENERIC = ("项目", "企业", "单位", "个项目", "工程")


class SentenceGrammar(SharedNames):
    """Names the numbers of one sentence."""

    def read(self, sentence: int) -> list[Draft]:
        """Return the records of the sentence, in text order."""
        compared = None
        for index, clause in enumerate(self.clauses):
            if not clause.quantities:
                words = self.text[clause.start : clause.end].strip()
                compared = comparison_basis(words) if _COMPARED.fullmatch(words) else compared
            else:
                readings = read_clause(self.text, clause, self.lexicon, self.ends, self.opaque)
                for reading in readings:
                    if reading.direction and reading.basis is None:
                        reading.basis = compared
                group = [Draft(r.quantity, r, index, sentence) for r in readings]
                self._name_clause(group)
                self._share_predicate(group)
        return self.drafts

    def _name_clause(self, group: list[Draft]) -> None:
        at = end = alone = 0
        while at < len(group):
            if at >= end:
                end = at + self._run(group, at)
            run = min(end - at, _MOST_VALUES) if at >= alone else 1
            if run == 1 or not self._name_run(group[at : at + run]):
                if run > 2 and group[at].reading.apart:
                    alone = end  # 零售住宿餐饮业营业额分别…: a subject that does not come apart
                run = 1
                self._name_one(group[at], group[at - 1] if at else None)
            self.drafts += group[at : at + run]
            at += run

    # --- one value -----------------------------------------------------------------------

    def _name_one(self, draft: Draft, neighbour: Draft | None) -> None:
        reading = draft.reading
        share = self._share(reading)
        left = share or self._left(reading)
        if draft.quantity.kind == "ordinal":
            self._name_rank(draft, left)
            return
        right = clean_right(self.text, reading.right, self.lexicon)
        if right and self._growth_behind(reading):
            right = []
        deed = _AT_A_RATE.match(self.text, *reading.right)
        if deed:  # 按不低于5%的幅度压减|一般性支出
            reading.direction = "down" if deed.group(1) in _FALLS else "up"
            object_ = clean_right(self.text, (deed.end(), reading.right[1]), self.lexicon)
            self._set(draft, object_ or [left], "counted")
            return
        if neighbour and reading.to and not reading.joined and neighbour.reading.source:
            self._set(draft, neighbour.name_spans, "from-to", verb=neighbour.verb, like=neighbour)
        elif right and not share and self._counts(reading, left):
            self._name_counted(draft, left, right)
        elif left[0] < left[1]:
            self._name_headed(draft, left)
        else:
            self._name_elliptic(draft)

    def _share(self, reading: Reading) -> Span | None:
        """``为调整预算的102%``: a phrase that sets the subject against a base of comparison."""
        low, high = reading.left
        if reading.quantity.unit == "倍" and not reading.direction:
            match = _TIMES.search(self.text, reading.zone, reading.quantity.start)
            if match is None:
                return None
            subject, _ = clean_left(
                self.text, (reading.zone, match.start()), self.lexicon, self.starts
            )
            own = subject[0] < subject[1] and not reading.joined
            return (subject[0] if own else match.start(1), match.end(1))
        while low < high and self.text[low] in "，、 　":
            low += 1
        match = SHARE.match(self.text, low, high)
        if match and self.text.startswith("平均", high):
            high += 2
        later = reading.to and not match.group().endswith("占") if match else True
        if match is None or later or reading.direction or reading.quantity.kind == "ordinal":
            return None
        return (low, high)

    def _growth_behind(self, reading: Reading) -> bool:
        """``实现6%以上的增长``: the verb of change stands behind the number."""
        match = _GROWTH_BEHIND.match(self.text, *reading.right)
        if match is None or reading.quantity.unit not in RATE_UNITS:
            return False
        reading.direction = "down" if match.group(1) in ("下降", "降幅", "减少") else "up"
        return True

    def _counts(self, reading: Reading, left: Span) -> bool:
        """Whether the noun behind a number is what it counts."""
        behind = self.text[reading.right[0]]
        if behind == "的" and reading.quantity.unit not in RATE_UNITS:
            verb = flow_verb(self.text, left, self.lexicon) if left[0] < left[1] else None
            low = verb[1] if verb else left[0]  # 设立|总规模|5亿元的基金
            return low >= left[1] or self.text[low : left[1]] in self.lexicon.bare
        if not reading.direction:
            return True
        flows = reading.verb.rstrip("了") in self.lexicon.change_flows or left[0] >= left[1]
        return flows and reading.basis is None and reading.quantity.unit not in RATE_UNITS

    def _name_counted(self, draft: Draft, left: Span, right: list[Span]) -> None:
        reading = draft.reading
        if reading.direction:
            if left[0] < left[1]:
                self._name_headed(draft, left)
                return
            left = (reading.verb_start, reading.verb_start + len(reading.verb.rstrip("了")))
            reading.direction = None
        if reading.shared:
            front = verb_at_end(self.text, left, self.lexicon)
        elif reading.quantity.unit in RATE_UNITS:
            front = [left] if left[0] < left[1] else []
        else:
            front = drop_examples(self.text, left, self.lexicon)
        if reading.quantity.unit == "次" and self.text.startswith("、", reading.quantity.start - 1):
            front = []  # 连续三年提高养老金、4次提高…
        elif not front and not reading.joined:
            front = self._peeled_verb(reading)
        if front and self._is_sibling(reading, front[0]):
            front = [span for span in [flow_verb(self.text, front[0], self.lexicon)] if span]
        verb = flow_verb(self.text, front[0], self.lexicon) if front else None
        before = self._previous(draft)
        if not front and before is not None and self._continues(draft, before, left, right):
            front, verb = list(before.front), before.verb
        elif not front and before is not None and self._is_part(reading):
            acts = flow_verb(self.text, right[0], self.lexicon)
            front = list(self._owner(draft, before)) if acts else []
        if not front and self.text[right[0][0] : right[0][1]].startswith(_GENERIC):
            front = self._short_clause_before(reading)
        if (
            front
            and reading.quantity.unit not in RATE_UNITS
            and self.text.startswith("的", front[-1][1])
            and front[-1][1] == reading.quantity.start - 1
        ):
            front[-1] = (front[-1][0], front[-1][1] + 1)  # 省里考核的|4个指标
        draft.scope = self._placed(front, verb)
        draft.front = tuple(front)
        # 23个续建项目|2025年底前|竣工
        reading.period = reading.period or self.starts.get(right[0][1])
        self._set(draft, (*front, *self._each(reading), *right), "counted", verb=verb)

    def _is_sibling(self, reading: Reading, front: Span) -> bool:
        """``首个国家中心和|3所省级中心``, ``十大类|45项实事``: another thing."""
        start = reading.quantity.start
        listed = self.text[start - 1] in "和及" and not self.text.endswith(
            _TOUCHES, front[0], start
        )
        listed = listed and not reading.joined and reading.quantity.unit not in RATE_UNITS
        return listed or _CLASSES.fullmatch(self.text, *front) is not None

    def _placed(self, front: list[Span], verb: Span | None) -> Span | None:
        """``建设海湾新区|10所学校``: the area between verb and number; cuts it out of the name."""
        if verb is None or verb[0] != front[0][0] or len(front) > 1:
            return None
        place = (verb[1], front[0][1])
        if _AREA.fullmatch(self.text, *place) is None:
            return None
        front[0] = verb
        return place

    def _continues(self, draft: Draft, before: Draft, left: Span, right: list[Span]) -> bool:
        """Whether a counted noun goes on under the verb of the one before it."""
        if draft.reading.joined:
            return bool(before.front)
        alike = before.quantity.unit == draft.quantity.unit and draft.clause == before.clause + 1
        placed = self.text.startswith(("在", "对", "向", "为"), draft.reading.zone)
        own = placed or left[0] < left[1] or PREDICATE.search(self.text, *right[-1]) is not None
        return bool(before.front) and before.rule == "counted" and alike and not own

    def _peeled_verb(self, reading: Reading) -> list[Span]:
        """``完成4个城中村改造``: the link right before a counted noun is its verb of flow."""
        for kind, word in reading.notes:
            if kind == "link" and word in _LINKING_FLOWS:
                at = self.text.rfind(word, reading.zone, reading.quantity.start)
                return [(at, at + len(word))] if at >= 0 else []
        return []

    def _name_headed(self, draft: Draft, left: Span) -> None:
        reading = draft.reading
        front = drop_head_examples(self.text, left, self.lexicon, reading.quantity.unit)
        if self._set_share(draft, front[-1]) or self._set_part(draft, front):
            return
        if self._set_after(draft, front):
            return
        draft.scope, front[0] = self._without_body(front[0])
        if self.text[slice(*front[-1])] in self.lexicon.funds and ("link", "安排") in reading.notes:
            at = self.text.rindex("安排", reading.zone, reading.quantity.start)
            front.append((at, at + 2))  # 中央财政|将|安排27亿元
        verb = flow_verb(self.text, front[0], self.lexicon)
        self._set(draft, (*front, *self._each(reading)), "head", verb=verb)

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
            self._set(draft, (*subject.name_spans, *growth, left, *tail), "share", like=subject)
            draft.base = subject.base
            return True
        if before is None and head.startswith("占") and SHARE.match(head):
            said = self._subject_before(reading)
            self._set(draft, (*([said] if said else []), left, *tail), "share")
            return True
        return False

    def _growth_of(self, before: Draft) -> tuple[Span, ...]:
        """``生产总值增长5.7%、高于全国0.7个百分点``: it is the growth that is higher."""
        reading = before.reading
        grows = reading.direction is not None and before.quantity.unit == "%"
        if not grows or reading.noun or not reading.verb:
            return ()
        return ((reading.verb_start, reading.verb_start + len(reading.verb)),)

    def _set_part(self, draft: Draft, front: list[Span]) -> bool:
        """Name a part by its whole: ``其中住宅37万平方米``, ``其中主城区366公顷``."""
        reading, before, left = draft.reading, self._previous(draft), front[-1]
        head, tail = self.text[left[0] : left[1]], self._each(reading)
        if before and before.front and reading.shared and left[1] - left[0] <= 2:
            self._set(draft, (*before.front, *tail), "counted", verb=before.verb)
            return True
        bodies = reading.quantity.unit in _NOT_OF_BODIES and _BODIES.search(head)
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
        whole = self._measure_of(self._whole(draft, front, head), draft, head)
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
        head, tail = self.text[left[0] : left[1]], self._each(draft.reading)
        if head.startswith("年均") and head[2:] in self.lexicon.change_nouns:
            left, head = (left[0] + 2, left[1]), head[2:]
        stated = self._stated_topic(draft, left)
        if stated:
            self._set(draft, (*stated, left, *tail), "bare-head")
            return True
        if before is None:
            owner = self._opening_topic(draft, head) or self._across_semicolon(draft, head)
            if owner:
                self._set(draft, (*owner, left, *tail), "bare-head", like=self.before)
            return bool(owner)
        if not before.name_spans:
            return False
        if head.startswith("拉动") and before.name.endswith("贡献率"):
            *rest, (low, high) = before.name_spans
            towards = self.text.find("对", low, high)  # 第二产业|对经济增长的贡献率
            subject = (low, towards if towards > low else high - 3)
            self._set(draft, (*rest, subject, left, *tail), "bare-head", verb=left)
            return True
        if head in _STAGES and before.verb:
            spans = [span for span in before.name_spans if span != before.verb]
            noun = (max(before.verb[1], spans[0][0]), spans[0][1]) if spans else before.verb
            self._set(draft, (noun, *spans[1:], left, *tail), "bare-head", verb=left)
            return True
        repeated, other = self._overlap(before, head), self._other_class(before, left)
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

    def _name_elliptic(self, draft: Draft) -> None:
        previous = self._previous(draft)
        if previous is None:
            subject = self._subject_before(draft.reading)
            if subject:
                self._set(draft, (subject,), "clause-before")
                return
        if previous is None and self.lead is not None:
            span, _ = clean_left(self.text, self.lead, self.lexicon, self.starts)
            if self.text.endswith(("由", "从"), *span):
                span, draft.reading.source = (span[0], span[1] - 1), True
            if span[0] < span[1]:
                self._set(draft, (span,), "clause-before")
                return
        source = self._antecedent(draft) or self.before
        if source is None:
            self._set(draft, (), "nameless")
            return
        names = self._all_of(draft, source)
        if draft.quantity.kind == "ordinal" and names == source.name_spans:
            names = self._without_share(source)
        passed = draft.reading.to or draft.reading.qualifier == "over"
        # 收入达32亿元、净增5亿元，年均增长6%: the growth is of the whole
        passed = passed or (source.rule == "bare-head" and draft.quantity.unit in RATE_UNITS)
        passed = passed or (source.rule == "bare-head" and draft.quantity.kind == "ordinal")
        if names and self._reaches_more(draft, source):
            names = self._old_and_new(names)
        elif names and passed:
            names = without_newly(self.text, names)
        spans = (*names, *self._each(draft.reading))
        self._set(draft, spans, "ellipsis", verb=source.verb, like=source)
        if (
            draft.reading.basis is None
            and source.reading.basis == "yoy"
            and source.clause < draft.clause
        ):
            draft.reading.basis = "yoy" if source in self.drafts else None

    def _reaches_more(self, draft: Draft, source: Draft) -> bool:
        """``新增面积41万亩，达到1015万亩``: a value that the one before is a part of."""
        reaches = any(word.endswith(("达", "达到", "增至")) for _, word in draft.reading.notes)
        reaches = reaches or draft.reading.to or draft.reading.qualifier == "over"
        alike = reaches and draft.quantity.unit == source.quantity.unit
        value, part = draft.quantity.value, source.quantity.value
        return alike and value is not None and part is not None and value > part

    def _old_and_new(self, names: tuple[Span, ...]) -> tuple[Span, ...]:
        """``通车里程新增300公里、突破9000公里``: the second is of all, without 新增."""
        for at, (low, high) in enumerate(names):
            for word in NEWLY:
                new = self.text.find(word, low, high)
                if new >= 0:
                    parts = ((low, new), (new + len(word), high))
                    spans = (*names[:at], *parts, *names[at + 1 :])
                    return tuple(span for span in spans if span[0] < span[1]) or names
        return names

    def _all_of(self, draft: Draft, source: Draft) -> tuple[Span, ...]:
        """``甲、乙分别达47%、43%，均居全国第二``: the names of all values of 分别, for 均."""
        before = self.text[draft.reading.zone : draft.quantity.start]
        if source.rule != "apart" or "均" not in before:
            return source.name_spans
        alike = (d for d in self.drafts if d.rule == "apart" and d.clause == source.clause)
        return tuple(span for other in alike for span in other.name_spans)

    def _name_rank(self, draft: Draft, left: Span) -> None:
        reading = draft.reading
        draft.scope = reading.each
        if left[0] >= left[1]:
            self._name_elliptic(draft)
            draft.rule = "rank-ellipsis"
            self._rank_growth(draft)
            return
        head = self.text[left[0] : left[1]]
        before = self._previous(draft)
        owned = self._measures_only(head)
        owner = self._owner(draft, before, head) if before and owned else ()
        self._set(draft, (*owner, left), "rank")

    def _rank_growth(self, draft: Draft) -> None:
        """``税收增长20%，排全区第二``: the rank is of the growth, where no level was said."""
        before = self._previous(draft)
        if before is None or before.rule not in ("head", "list") or draft.scope is None:
            return
        reading = before.reading
        if reading.verb == "增长" and reading.quantity.unit == "%":
            grown = (reading.verb_start, reading.verb_start + len(reading.verb))
            self._set(draft, (*before.name_spans, grown), "rank-ellipsis", like=before)
