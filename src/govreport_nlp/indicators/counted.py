"""What the counted nouns of one clause share: predicate, tail, class, the other half."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from govreport_nlp.indicators.antecedents import Antecedents
from govreport_nlp.indicators.draft import Draft
from govreport_nlp.indicators.names import drop_inner, flow_verb, merge_spans

__all__ = ["PREDICATE", "CountedNames"]

Span = tuple[int, int]

PREDICATE = re.compile(
    r"解决|入选|获评|获得|获批|获|进入|被|列入|成为|通过|在[^，。]{2,12}进入|跻身|上榜|入围|达到|实现|受益|脱贫|投产|投运|投用|开工|完工|竣工|通车|落户|结对|参赛|参展|参会|降价|受到|带动|拉动|撬动|(?:对外|免费|向[^，。；]{2,6})开放"
)
"""What a counted noun did: ``入选``, ``开工``."""
# What two halves of a people have in turn: 城镇人均居住面积20平方米，|农村|30平方米.
_HALVES = (
    ("城镇居民", "农村居民"), ("城市居民", "农村居民"), ("男性", "女性"), ("男生", "女生"),
    ("城镇", "农村"), ("城市", "农村"), ("城镇", "乡村"),
)  # fmt: skip
_LEVEL = re.compile(r"(?:[十百千万亿]{1,2}元?|国家|世界|自治区|省|部|市|县|区|州|盟|旗|镇|乡|村)级")
_CHANGED = frozenset(["降低", "下降", "下调", "提高", "上调"])
_OF_GOODS = ("价格", "费用", "标准")
_TOWARDS = frozenset("对为向给与同在")
# Verbs of who makes others act, and what these do: 引导9家企业、3所高校|共建平台.
_PIVOTS = frozenset(["引导", "支持", "帮助", "推动", "吸引", "组织", "动员", "促成", "带动"])
_PIVOTED = re.compile(
    r"(?<=..)(?:共建|建立|开展|实施|参与|参加|纾困|转型|申报|创建|上市|就业|创业|增收|建设(?=.{2})"
    r"|[来赴](?=[^、]{2,10}$))"
)
_DONE_TO = re.compile(
    r"(?<=..)(?:开展|实施|给予|提供|进行|发放|组织|落实|建立|签订|签署|缔结|结成)(?=..)"
)
_HARDSHIP = re.compile(
    r"(?:安全)?(?:饮水|吃水|用水|用电|通信|出行|行路|住房|就医|看病|上学|入学|就业|灌溉|取暖)"
    r"[^，。；、]{0,6}(?:问题|困难|难)$"
)
_SHARED_TAIL = re.compile(r"(?:问题|困难|难题|需求|收入|安置|改造|治理|任务)$")
_HAS_OF = re.compile(r"的.{2,}$")
# Classes by what they pass: 年产值|过百亿元企业6家、|过十亿元企业23家.
_OVER = re.compile(r"(?:超过?|过|突破)[\d.十百千万亿]+(?:元|%)")
_DEEDS = "改造升级|提质升级|提档升级|改造提升|提升改造|开发建设|改造|整治|治理|划定|创建|修复|建设"
_ACTION = re.compile(
    rf"(?<=..)(?:(?:(?:人居|城乡)环境|污水)?(?:超低排放|提质|综合|标准化|成套)?(?:{_DEEDS})(?:任务)?|周边(?:环境|交通|秩序)(?:{_DEEDS})?)$"
)
_OWN_DEED = re.compile(rf"(?:{_DEEDS}|扶持|培育|认定|培训|验收|评选)$")


class CountedNames(Antecedents):
    """Gives counted nouns what stands behind the last of them, or before the first."""

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

    def _share_predicate(self, group: list[Draft]) -> None:
        """``9所中专17个专业入选…``: the predicate is of every noun that is counted before it."""
        for first, second in pairwise(group):
            if first.quantity.end == second.quantity.start and second.name_spans:
                first.scope = second.scope = first.scope or second.scope
                # 办好12类45件实事: one noun, one verb; 发放贷款2万户7.8亿元: the name of the first
                if second.rule == "ellipsis" and first.name_spans:
                    self._set(second, first.name_spans, "ellipsis", verb=first.verb, like=first)
                    continue
                spans = {*first.name_spans, *second.name_spans} if first.verb else second.name_spans
                self._set(second, tuple(spans), "counted", verb=first.verb)
                self._set(first, second.name_spans, "counted", verb=first.verb)
            elif second.scope and first.name_spans and first.name_spans[-1][1] == second.scope[1]:
                # 投入3亿元建设海湾新区|6所学校: the sum is of the schools there
                *own, (low, _) = first.name_spans
                noun = second.name_spans[-1]
                self._set(first, (*own, (low, second.scope[0]), noun), "counted", first.verb)
                first.scope = second.scope
            elif first.name_spans == (first.verb,) and self._shares_noun(first, second):
                # 推进首批12项和另外14项改革: one verb, and the noun of the second
                noun = second.name_spans[-1]
                self._set(first, (*first.name_spans, noun), "counted", verb=first.verb)
            elif second.quantity.start - first.quantity.end <= 1 and self._is_sum_of(first, second):
                self._share_project(first, second)
            elif second.reading.to and self._is_present(first, second):
                # 现行17%的费率降至14%: from the first to the second
                first.reading.source = True
                self._set(first, second.name_spans, "head", like=second)
            elif second.reading.joined and second.rule == "counted":
                self._share_class(first, second)
                self._share_tail(first, second)
        last = group[-1]
        if len(group) < 2 or last.rule != "counted" or not last.name_spans:
            return
        self._share_action(group)
        predicate = self._predicate(last) or self._done_to(group)
        if predicate and PREDICATE.match(self.text, *predicate[0]):
            self._share_with_people(group, predicate)
        for draft in group[:-1] if predicate else ():
            pivot = draft.front == (draft.verb,) and self.text[slice(*draft.front[0])] in _PIVOTS
            plain = draft.rule == "counted" and (pivot or not draft.front)
            if plain and not PREDICATE.search(draft.name):
                self._set(draft, (*draft.name_spans, *predicate), "counted", verb=draft.verb)

    def _share_with_people(self, group: list[Draft], predicate: tuple[Span, ...]) -> None:
        """``12人和3个集体|分别获评先进``: people who are counted without a noun."""
        for draft, following in pairwise(group):
            alone = draft.rule in ("ellipsis", "nameless") and draft.quantity.unit in ("人", "名")
            reading = draft.reading
            if alone and following.reading.joined and reading.left[0] >= reading.left[1]:
                self._set(draft, predicate, "counted")

    def _done_to(self, group: list[Draft]) -> tuple[Span, ...]:
        """``对46个部门和12个乡镇|开展检查``: what was done to all that stand behind ``对``."""
        first, last = group[0], group[-1]
        if first.verb and self.text[slice(*first.verb)] in _PIVOTS:
            deed = _PIVOTED.search(self.text, *last.name_spans[-1])
            own = any(_PIVOTED.search(draft.name, 2) for draft in group[:-1])
            return ((deed.start(), last.name_spans[-1][1]),) if deed and not own else ()
        if self.text[first.quantity.start - 1] not in _TOWARDS:
            return ()
        low, high = last.name_spans[-1]
        if self.text[low - 2 : low] == "进行" and len(last.name_spans) > 1:
            return ((low, high),)
        deed = _DONE_TO.search(self.text, low, high)
        return ((deed.start(), high),) if deed else ()

    def _predicate(self, last: Draft) -> tuple[Span, ...]:
        """What the last of several nouns did, or what became of its price: ``价格|大幅|降低``."""
        low, high = last.name_spans[-1]
        match = PREDICATE.search(self.text, low, high)
        if match:
            return ((match.start(), high),)
        if self.text[low:high] in _CHANGED and len(last.name_spans) > 1:
            start, end = last.name_spans[-2]
            if self.text.endswith(_OF_GOODS, start, end):
                return ((end - 2, end), (low, high))
        return ()

    def _share_project(self, first: Draft, second: Draft) -> None:
        """``推进总投资320亿元的45个项目``: the sum and the verb are of the projects."""
        at = self.text.rfind("总投资", *first.reading.left)
        low = at - 2 * self.text.startswith("计划", at - 2)
        noun = second.name_spans[-1]
        self._set(first, ((low, at + 3), noun), "counted", verb=None)
        verb = flow_verb(self.text, (first.reading.left[0], low), self.lexicon)
        if verb:
            self._set(second, (verb, noun), "counted", verb=verb)

    def _share_class(self, first: Draft, second: Draft) -> None:
        """``新建2个国家级和5个省级湿地公园``: the noun behind the last class is of all."""
        if first.rule != "counted" or not second.name_spans:
            return
        own, other = first.name_spans[-1], second.name_spans[-1]
        level = _LEVEL.match(self.text, *other)
        if level and level.end() < other[1] and _LEVEL.fullmatch(self.text, *own):
            spans = (*first.name_spans, (level.end(), other[1]))
            self._set(first, spans, "counted", verb=first.verb)

    def _share_tail(self, first: Draft, second: Draft) -> None:
        """``解决2万人和3万头牲畜的饮水困难``: what stands behind ``的`` is of both."""
        low, high = second.name_spans[-1] if second.name_spans else (0, 0)
        hardship = _HARDSHIP.search(self.text, low, high)
        at = hardship.start() if hardship else self.text.find("的", low, high) + 1
        alone = first.rule == "counted" and not _HAS_OF.search(first.name)
        if (
            low + (not hardship) <= at < high - 1
            and _SHARED_TAIL.search(self.text, at, high)
            and (alone or first.name_spans == (first.verb,))
        ):
            rule = "counted" if alone else first.rule
            self._set(first, (*first.name_spans, (at, high)), rule, verb=first.verb)

    def _other_class(self, before: Draft, head: Span) -> tuple[Span, ...]:
        """``省级示范社4家，国家级1家``: a class alone is of the things named before."""
        if _OVER.match(self.text, *head):
            owner = self._passing(before)
            return (*owner, head) if owner else ()
        if _LEVEL.fullmatch(self.text, *head) is None:
            return ()
        for at, (low, high) in enumerate(before.name_spans):
            level = _LEVEL.search(self.text, low, high)
            if level:
                above = 2 * self.text.startswith("以上", level.end())
                rest = ((low, level.start()), (level.end() + above, high))
                spans = (*before.name_spans[:at], *rest, *before.name_spans[at + 1 :], head)
                return tuple(span for span in spans if span[0] < span[1])
        return ()

    def _passing(self, before: Draft) -> tuple[Span, ...]:
        """What has passed a mark: ``本地年产值|过百亿元企业``, ``占比|超过20%``."""
        for at, (low, high) in enumerate(before.name_spans):
            passed = _OVER.search(self.text, low, high)
            if passed:
                owner = before.name_spans[:at]
                return (*owner, (low, passed.start())) if passed.start() - low >= 2 else owner
        return ()

    def _other_half(self, before: Draft, head: Span) -> tuple[Span, ...]:
        """``城镇人均居住面积20平方米，农村30平方米``: one half takes the place of the other."""
        word = self.text[slice(*head)]
        for pair in _HALVES:
            lost = pair[word == pair[0]] if word in pair else ""
            for at, (low, high) in enumerate(before.name_spans if lost else ()):
                found = self.text.find(lost, low, high)
                if found >= 0:
                    rest = ((low, found), (found + len(lost), high))
                    spans = (*before.name_spans[:at], *rest, *before.name_spans[at + 1 :], head)
                    return tuple(span for span in spans if span[0] < span[1])
        return ()

    def _share_action(self, group: list[Draft]) -> None:
        """``完成9万千瓦机组、5台锅炉超低排放改造``: the last deed is done to all of the list."""
        action = _ACTION.search(self.text, *group[-1].name_spans[-1])
        if action is None:
            return
        for draft, following in zip(reversed(group[:-1]), reversed(group[1:]), strict=True):
            plain = draft.rule == "counted" and draft.front and not _OWN_DEED.search(draft.name)
            if not plain or not following.reading.joined:
                return
            spans = (*draft.name_spans, action.span())
            self._set(draft, spans, "counted", verb=draft.verb)

    def _is_sum_of(self, first: Draft, second: Draft) -> bool:
        """Whether a sum of investment is that of the things counted right behind it."""
        sums = first.quantity.unit == "元" and self.text.startswith("的", first.quantity.end)
        return (
            sums and second.rule == "counted" and self.text.endswith("总投资", *first.reading.left)
        )

    def _is_present(self, first: Draft, second: Draft) -> bool:
        alike = first.quantity.unit == second.quantity.unit and not first.reading.source
        return alike and self.text.startswith("的", first.quantity.end)

    def _shares_noun(self, first: Draft, second: Draft) -> bool:
        alike = first.quantity.unit == second.quantity.unit
        return alike and second.reading.joined and second.rule == "counted"
