"""The grammar of a sentence: from its numbers and the words around them to named records.

A sentence is read clause by clause. The numbers of a clause are named together, since lists share
a verb, ``分别`` shares a subject, and a number without a name takes that of the record before it.
Each way of naming is one of `RULES`, and a record carries the rule that named it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from govreport_nlp.indicators.antecedents import SentenceState
from govreport_nlp.indicators.draft import Draft
from govreport_nlp.indicators.gaps import read_clause
from govreport_nlp.indicators.lists import earlier_names, share_items
from govreport_nlp.indicators.names import (
    clean_left,
    clean_right,
    drop_examples,
    drop_head_examples,
    drop_inner,
    flow_verb,
    merge_spans,
    verb_at_end,
)
from govreport_nlp.indicators.reading import RATE_UNITS, Reading

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
_SHARE = re.compile(
    r"(?:仅|约|已|均|只)?(?:占(?!地|用)|恢复至|恢复到|相当于|等于|[高低快慢]于|高出|比(?:全[国省市区县]|[国省市区县]里?)(?:平均)?(?:水平|增速)?[高低快慢多少]|超出|超前|好于|优于|"
    r"(?:超额)?完成(?:了)?(?:年度(?!完?成?投资)|调整|全年|年初|预算|计划|目标|省|国家|市|任务|[“])|"
    r"为(?:调整|年初|年度|全年|预算|计划|目标|上年|去年|[“]|20\d\d年)|是(?:上年|去年|过去|前|[“]|[12]\d{3}年|\d+年前|十))"
)
_TIMES = re.compile(r"((?:是|为|相当于|等于|达)[^，。；、]{1,16}?)的?(?:近|约|超过|超|将近)?$")
_PREDICATE = re.compile(
    r"入选|获评|获得|获批|获|进入|被|列入|成为|通过|在[^，。]{2,12}进入|跻身|上榜|入围|达到|实现|受益|脱贫|投产|投运|投用|开工|完工|竣工|通车|落户|结对"
)
_LINKING_FLOWS = frozenset(["完成", "实现", "安排", "完成了", "实现了"])
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,8}(?:区|县|市|旗|镇|乡|本级)")
_BODY = re.compile(
    r"(?:[省市区县州](?:属|管)(?:国有)?(?:企业|国企|高校|医院|监管企业)|主城区|中心城区|市辖区|[省市县区]本级)(?:实现|完成|的)?(?=.)"
)
_NEWLY = ("新增", "净增")
# Said before the subject of a rate: 会议提出|…, 稳居全国首位、|…, 基本实现现代化、实现|….
_IN_PASSING = re.compile(
    r"(?:[^，。；、]{0,4}提出了?|建议(?!办|答|提|采|和|、))(?:今年|全年|年度)?(?=.{2})"
    r"|[^，。；]{2,24}把(?!握|关|手|控)(?=.{2})"
    r"|(?:继续|仍|均)?(?:稳居|位居|跃居|高居|位列|跻身|(?:居|列)(?=全|世界|第|[东中西]部))[^，。；、]{2,14}(?:、|$)"
    r"|[^，。；]{4,30}、(?:实现|确保)(?=.{4})"
)
_MOST_VALUES = 64
"""The most values of one list."""
_GENERIC = ("项目", "企业", "单位", "个项目", "工程")


class SentenceGrammar(SentenceState):
    """Names the numbers of one sentence."""

    def read(self, sentence: int) -> list[Draft]:
        """Return the records of the sentence, in text order."""
        for index, clause in enumerate(self.clauses):
            if clause.quantities:
                readings = read_clause(self.text, clause, self.lexicon, self.ends, self.opaque)
                group = [Draft(r.quantity, r, index, sentence) for r in readings]
                self._name_clause(group)
                self._share_predicate(group)
        return self.drafts

    def _share_predicate(self, group: list[Draft]) -> None:
        """``8所高校14个学科入选…``: the predicate is of every noun that is counted before it."""
        for first, second in pairwise(group):
            if first.quantity.end == second.quantity.start and second.name_spans:
                # 办好12类45件实事: one noun, one verb
                spans = {*first.name_spans, *second.name_spans} if first.verb else second.name_spans
                self._set(second, tuple(spans), "counted", verb=first.verb)
                self._set(first, second.name_spans, "counted", verb=first.verb)
            elif first.name_spans == (first.verb,) and self._shares_noun(first, second):
                # 推进首批12项和另外14项改革: one verb, and the noun of the second
                noun = second.name_spans[-1]
                self._set(first, (*first.name_spans, noun), "counted", verb=first.verb)
        last = group[-1]
        if len(group) < 2 or last.rule != "counted" or not last.name_spans:
            return
        match = _PREDICATE.search(self.text, *last.name_spans[-1])
        if match is None:
            return
        predicate = (match.start(), last.name_spans[-1][1])
        for draft in group[:-1]:
            if draft.rule == "counted" and not draft.front and not _PREDICATE.search(draft.name):
                self._set(draft, (*draft.name_spans, predicate), "counted")

    def _shares_noun(self, first: Draft, second: Draft) -> bool:
        alike = first.quantity.unit == second.quantity.unit
        return alike and second.reading.joined and second.rule == "counted"

    def _name_clause(self, group: list[Draft]) -> None:
        at = end = 0
        while at < len(group):
            if at >= end:
                end = at + self._run(group, at)
            run = min(end - at, _MOST_VALUES)
            if run == 1 or not self._name_run(group[at : at + run]):
                run = 1
                self._name_one(group[at], group[at - 1] if at else None)
            self.drafts += group[at : at + run]
            at += run

    # --- several values under one subject ------------------------------------------------

    def _run(self, group: list[Draft], at: int) -> int:
        """How many numbers from ``at`` on have nothing but a ``、`` or ``和`` between them."""
        run = 1
        while at + run < len(group):
            last, reading = group[at + run - 1].reading, group[at + run].reading
            bare = reading.quantity.start - reading.zone <= (
                1 if reading.qualifier != "exact" else 0
            )
            if not reading.joined or not bare or last.right[1] > last.right[0]:
                break
            run += 1
        return run

    def _name_run(self, run: list[Draft]) -> bool:
        """Name values by the items of their subject; False where it has no such items."""
        first = run[0].reading
        last = run[-1].reading
        if last.right[1] > last.right[0] and not first.apart:
            return False
        for draft in run[1:]:
            _inherit_verb(draft.reading, first)
        subject = self._left(first)
        names = None
        if subject[0] < subject[1] and not _SHARE.match(self.text, *subject):
            names = share_items(self.text, subject, len(run), self.opaque, self.lexicon)
        if names is None and (first.apart or subject[0] >= subject[1]):
            names = self._earlier(len(run), first)
        if names is None:
            return False
        if first.middle:
            middle, _ = clean_left(self.text, first.middle, self.lexicon, self.starts)
            if first.period and _SHARE.match(self.text, *middle):
                middle = (middle[0], max(middle[1], first.period.end))
            names = [(*spans, middle) for spans in names]
        tail = self._each(first)
        rule = "apart" if first.apart else "list-of-values"
        for draft, spans in zip(run, names, strict=True):
            self._set(draft, (*spans, *tail), rule)
            draft.reading.period = draft.reading.period or first.period
            if draft.quantity.kind == "ordinal":
                draft.scope = draft.reading.each or first.each
        return True

    def _earlier(self, count: int, first: Reading) -> list[tuple[Span, ...]] | None:
        names = earlier_names(self.drafts, count)
        if names is not None:
            return names
        clause = self._clause_before(first.zone)
        if clause is None or clause.quantities:
            return None
        span, _ = clean_left(self.text, (clause.start, clause.end), self.lexicon, self.starts)
        verb = flow_verb(self.text, span, self.lexicon)
        subject = self._subject((verb[1] if verb else span[0], span[1]))
        return share_items(self.text, subject, count, self.opaque, self.lexicon)

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
        if neighbour and reading.to and not reading.joined and neighbour.reading.source:
            self._set(draft, neighbour.name_spans, "from-to", verb=neighbour.verb, like=neighbour)
        elif right and not share and self._counts(reading, left):
            self._name_counted(draft, left, right)
        elif left[0] < left[1]:
            self._name_headed(draft, left)
        else:
            self._name_elliptic(draft)

    def _left(self, reading: Reading) -> Span:
        """The candidate name before a number, freed of what leads it."""
        span, dropped = clean_left(self.text, reading.left, self.lexicon, self.starts)
        if dropped and reading.period is None:
            reading.period = dropped[-1]
        if reading.quantity.unit in RATE_UNITS:
            passing = _IN_PASSING.match(self.text, *span)
            if passing:
                rest = (passing.end(), span[1])
                span, _ = clean_left(self.text, rest, self.lexicon, self.starts)
        return span

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
        match = _SHARE.match(self.text, low, high)
        if match and self.text.startswith("平均", high):
            high += 2
        if match is None or reading.to or reading.direction or reading.quantity.kind == "ordinal":
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
            return left[0] >= left[1] or self.text[left[0] : left[1]] in self.lexicon.bare
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
        if not front and not reading.joined:
            front = self._peeled_verb(reading)
        verb = flow_verb(self.text, front[0], self.lexicon) if front else None
        before = self._previous(draft)
        if not front and before is not None and self._continues(draft, before, left, right):
            front, verb = list(before.front), before.verb
        elif not front and before is not None and self._is_part(reading):
            acts = flow_verb(self.text, right[0], self.lexicon)
            front = list(self._owner(draft, before)) if acts else []
        if not front and self.text[right[0][0] : right[0][1]].startswith(_GENERIC):
            front = self._short_clause_before(reading)
        draft.front = tuple(front)
        # 23个续建项目|2025年底前|竣工
        reading.period = reading.period or self.starts.get(right[0][1])
        self._set(draft, (*front, *self._each(reading), *right), "counted", verb=verb)

    def _continues(self, draft: Draft, before: Draft, left: Span, right: list[Span]) -> bool:
        """Whether a counted noun goes on under the verb of the one before it."""
        if draft.reading.joined:
            return bool(before.front)
        alike = before.quantity.unit == draft.quantity.unit and draft.clause == before.clause + 1
        placed = self.text.startswith(("在", "对", "向", "为"), draft.reading.zone)
        own = placed or left[0] < left[1] or _PREDICATE.search(self.text, *right[-1]) is not None
        return bool(before.front) and before.rule == "counted" and alike and not own

    def _peeled_verb(self, reading: Reading) -> list[Span]:
        """``完成4个城中村改造``: the link right before a counted noun is its verb of flow."""
        for kind, word in reading.notes:
            if kind == "link" and word in _LINKING_FLOWS:
                at = self.text.rfind(word, reading.zone, reading.quantity.start)
                return [(at, at + len(word))] if at >= 0 else []
        return []

    def _name_headed(self, draft: Draft, left: Span) -> None:
        reading, before = draft.reading, self._previous(draft)
        tail = self._each(reading)
        front = drop_head_examples(self.text, left, self.lexicon, reading.quantity.unit)
        left = front[-1]
        head = self.text[left[0] : left[1]]
        multiple = reading.quantity.unit == "倍" and head.startswith(("是", "为"))
        if (multiple or _SHARE.match(head)) and before and before.name_spans:
            subject = self._antecedent(draft) or before
            self._set(draft, (*subject.name_spans, left, *tail), "share", like=subject)
            draft.base = subject.base
            return
        if before and before.front and reading.shared and left[1] - left[0] <= 2:
            self._set(draft, (*before.front, *tail), "counted", verb=before.verb)
            return
        if before and self._is_part(reading) and _PLACE.fullmatch(head):
            self._set(draft, before.name_spans, "part", verb=before.verb)
            draft.scope = left
            return
        of_trade = self._of_trade(before, head) if before else None
        if of_trade is not None:
            self._set(draft, (*of_trade, left, *tail), "part")
            return
        whole = self._measure_of(self._whole(draft, front, head), draft, head)
        if whole:
            self._set(draft, (*whole, left, *tail), "part")
            return
        owner = self._across_semicolon(draft, head) if before is None else ()
        if owner:
            self._set(draft, (*owner, left, *tail), "bare-head", like=self.before)
            return
        if before and before.name_spans:
            repeated = self._overlap(before, head)
            if repeated:
                self._set(draft, (*repeated, left, *tail), "bare-head", like=before)
                return
            if self._is_bare(draft, before, head):
                owner = self._owner(draft, before, head)
                verb = left if head in self.lexicon.flow else None
                self._set(draft, (*owner, left, *tail), "bare-head", verb=verb, like=before)
                return
            verb = self._carried_verb(draft, before, front)
            if verb:
                self._set(draft, (verb, *front, *tail), "list", verb=verb)
                return
        body = _BODY.match(self.text, *front[0])
        if body:
            draft.scope = (front[0][0], front[0][0] + len(body.group().rstrip("的实现完成")))
            front[0] = (body.end(), front[0][1])
        verb = flow_verb(self.text, front[0], self.lexicon)
        self._set(draft, (*front, *tail), "head", verb=verb)

    def _name_elliptic(self, draft: Draft) -> None:
        previous = self._previous(draft)
        if previous is None:
            clause = self._clause_before(draft.reading.zone)
            if clause is not None:
                span, _ = clean_left(
                    self.text, (clause.start, clause.end), self.lexicon, self.starts
                )
                span = self._subject(span)
                if 0 < span[1] - span[0] <= 24 and "是" not in self.text[span[0] : span[1]]:
                    self._set(draft, (span,), "clause-before")
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
        names = source.name_spans
        passed = draft.reading.to or draft.reading.qualifier == "over"
        if passed and names and self.text.endswith(_NEWLY, *names[-1]):
            # 通车里程新增300公里、突破9000公里: the second is of all, old and new
            names = (*names[:-1], (names[-1][0], names[-1][1] - 2))
        spans = (*names, *self._each(draft.reading))
        self._set(draft, spans, "ellipsis", verb=source.verb, like=source)
        if (
            draft.reading.basis is None
            and source.reading.basis == "yoy"
            and source.clause < draft.clause
        ):
            draft.reading.basis = "yoy" if source in self.drafts else None

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
        owner = self._owner(draft, before, head) if before and head in self.lexicon.bare else ()
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

    # --- helpers -------------------------------------------------------------------------

    def _each(self, reading: Reading) -> tuple[Span, ...]:
        return (reading.each,) if reading.each and reading.quantity.kind != "ordinal" else ()

    def _set(
        self,
        draft: Draft,
        spans: Sequence[Span],
        rule: str,
        verb: Span | None = None,
        like: Draft | None = None,
    ) -> None:
        draft.name_spans = merge_spans(drop_inner(self.text, spans, self.opaque))
        draft.name = "".join(self.text[a:b] for a, b in draft.name_spans)
        draft.base = draft.name_spans
        draft.verb = verb
        draft.rule = rule
        if like is not None and draft.scope is None and like.quantity.kind != "ordinal":
            draft.scope = like.scope


def _inherit_verb(reading: Reading, first: Reading) -> None:
    """Give a value of a list what was said before the first one."""
    reading.direction, reading.basis = first.direction, first.basis
    reading.verb, reading.to, reading.source = first.verb, first.to, first.source
    if reading.qualifier == "exact" and first.qualifier in ("at_least", "at_most"):
        reading.qualifier = first.qualifier
