"""What the numbers of one clause share: a subject that is a list, a verb, a body."""

from __future__ import annotations

import re
from collections.abc import Sequence

from govreport_nlp.indicators.antecedents import NEWLY
from govreport_nlp.indicators.counted import CountedNames
from govreport_nlp.indicators.draft import Draft
from govreport_nlp.indicators.lists import earlier_names, share_items
from govreport_nlp.indicators.names import (
    INNER_YEAR,
    clean_left,
    flow_verb,
    merge_spans,
)
from govreport_nlp.indicators.reading import RATE_UNITS, Reading, comparison_basis

__all__ = ["SHARE", "SharedNames", "without_newly"]

Span = tuple[int, int]

SHARE = re.compile(
    r"(?:仅|已|均|只)?(?:(?:稳定|保持|维持)在(?=全[国省市区])|占(?!地(?!区|方)|用)|恢复至|恢复到|相当于|等于|[高低快慢]于|高出|比(?:全[国省市区县]|[国省市区县]里?)(?:平均)?(?:水平|增速)?[高低快慢多少]|超过(?=全?[国省市区县]|自治区|国家)|超出|超前(?!谋划|布局|部署|规划|建设|储备|研究|介入)|超(?=计划|任务|目标|序时)|好于|优于|"
    r"(?:超额)?完成(?:了)?(?:年(?=计划|度计划|任务)|年度(?!完?成?投资)|调整|全年|年初|预算|计划|目标|省|国家|市|任务|“十)|"
    r"为(?:调整|年初|年度|全年|预算|计划|目标|上年|去年|[“]|20\d\d年)|是(?:上年|去年|过去|前|[“]|[12]\d{3}年|\d+年前|十))"
)
"""A phrase that sets a subject against a base of comparison: ``占全国``, ``为预算的``."""
# One thing passes several marks: 进出口总额|接连|突破3千亿元、4千亿元.
_IN_TURN = ("连续", "接连", "相继", "先后")
# Said before the subject of a rate: 会议提出|…, 稳居全国首位、|…, 基本实现现代化、实现|….
_IN_PASSING = re.compile(
    r"(?:[^，。；、]{0,4}提出了?|建议(?!办|答|提|采|和|、))(?:今年|全年|年度)?(?=.{2})"
    r"|[^，。；]{2,24}把(?!握|关|手|控)(?=.{2})"
    r"|(?:继续|仍|均)?(?:稳居|位居|跃居|高居|位列|跻身|(?:居|列)(?=全|世界|第|[东中西]部))[^，。；、]{2,14}(?:、|$)"
    r"|[^，。；]{4,30}、(?:实现|确保)(?=.{4})"
)
_BODY = re.compile(
    r"(?:[省市区县州](?:属|管|直)(?:国有)?(?:企业|国企|高校|医院|监管企业)|国资委(?:监管|出资)企业"
    r"|主城区|中心城区|老城区|市辖区|市区(?![域（公道])|新片区|[省市县区]本级"
    r"|(?!国家级|省级|设立)[\u4e00-\u9fff]{2}新区(?!域))(?:实现|完成(?!投资|固)|的)?(?=.)"
)
"""The bodies and areas inside a report's own that bound a value."""
_DRIVEN = re.compile(r"[^，。；、]{2,16}(?:带动|拉动|推动|促进)(?=.{3})")
"""What drives a change: ``以旧换新带动|家电零售额增长21%``."""
_BOTH = frozenset(["均", "均为", "均达", "均达到", "都", "都达到", "双双", "各"])
_DOING = re.compile(r"发挥|推进|深化|加强|完善|优化|推动|强化")
# 改造老旧|供热、排水管网: of all pipes.
_WORN = re.compile("老旧|破旧|危旧|老化")
_TWO_BASES = re.compile(
    r"(环比|同比|[比较]年初|比上年(?:同期)?)(?:、|和|与)(环比|同比|[比较]年初)(?=分别)"
)
# 成为西部首个|经济总量|超5000亿元的城市.
_ONLY_ONE = re.compile(r"[^，。；、]{0,16}(?:首个|唯一|第[一二三]个|首座)(?=.{2})")
# What closes a statement before a 、: 电厂建成投产、|总装机….
_CLOSED = re.compile(r"(?:投产|投用|通车|竣工|完工|保持稳定|考核优秀|台阶|全覆盖|清零)、$")


class SharedNames(CountedNames):
    """Names numbers that share what stands around them."""

    def _left(self, reading: Reading) -> Span:
        """The candidate name before a number, freed of what leads it."""
        span, dropped = clean_left(self.text, reading.left, self.lexicon, self.starts)
        if self.text.startswith("的", reading.quantity.end):
            kind = _ONLY_ONE.match(self.text, *span)
            span = (kind.end() if kind else span[0], span[1])
        own = self._own_statement(span, reading)
        if own != span:
            span, more = clean_left(self.text, own, self.lexicon, self.starts)
            dropped += more
        if reading.source and reading.period is None:
            inside = (p for at, p in self.starts.items() if span[1] <= at < reading.quantity.start)
            reading.period = next(inside, None)
        year = INNER_YEAR.search(self.text, *span)
        if year and year.start() in self.starts:
            dropped.append(self.starts[year.start()])
        if dropped and reading.period is None:
            reading.period = dropped[-1]
        if self.text.startswith("年均", *span) and self._acts([(span[0] + 2, span[1])]):
            reading.basis, span = "annual_average", (span[0] + 2, span[1])
        return span

    def _own_statement(self, span: Span, reading: Reading) -> Span:
        """What is said of this number, without what the clause says before it."""
        both = reading.apart or any(word in _BOTH for _, word in reading.notes)
        if not both and reading.quantity.kind != "ordinal":
            span = self._last_statement(span)
        if reading.quantity.unit not in RATE_UNITS and reading.quantity.kind != "fraction":
            return span
        passing = _IN_PASSING.match(self.text, *span)
        driven = _DRIVEN.match(self.text, *span) if reading.direction or reading.to else None
        match = passing or driven
        return (match.end(), span[1]) if match else span

    def _last_statement(self, span: Span) -> Span:
        """The last of several statements: ``推动航线拓线、|开行400班次``, ``电厂投产、|装机…``.

        What stands before a ``、`` and a verb of flow is a statement, and no verb of the same noun
        (``新建、改建学校``), where it is long.
        """
        low, high = span
        mark = self.text.rfind("、", low + 4, high)
        if mark < 0 or self.text.find("、", low, mark) >= 0:
            return span
        own = self.text[mark + 1 : high]
        if _CLOSED.search(self.text, low, mark + 1) or own in self.lexicon.headed:
            return (mark + 1, high)
        opening = flow_verb(self.text, (low, mark), self.lexicon)
        inner = None if opening else _DOING.search(self.text, low, mark)
        first = opening or (inner.span() if inner else (low, low))
        last = flow_verb(self.text, (mark + 1, high), self.lexicon)
        if (
            last is None
            or self.text.startswith("等", last[1])
            or mark - first[1] < (4 if inner else 6)
        ):
            return span
        alike = self.text[first[0] : first[1]] == self.text[last[0] : last[1]]
        return span if alike else (mark + 1, high)

    def _run(self, group: list[Draft], at: int) -> int:
        """How many numbers from ``at`` on have nothing but a ``、`` or ``和`` between them."""
        run = 1
        while at + run < len(group):
            last, reading = group[at + run - 1].reading, group[at + run].reading
            rated = reading.each and reading.quantity.kind != "ordinal"
            each = reading.each[1] - reading.each[0] if rated and reading.each else 0
            qualified = 1 if reading.qualifier != "exact" else 0
            bare = reading.quantity.start - reading.zone <= each + qualified
            own = (
                group[at].reading.apart and reading.direction and reading.left[0] >= reading.left[1]
            )
            if not reading.joined or not (bare or own) or last.right[1] > last.right[0]:
                break
            run += 1
        return run

    def _name_run(self, run: list[Draft]) -> bool:
        """Name values by the items of their subject; False where it has no such items."""
        first = run[0].reading
        last = run[-1].reading
        if self._passes_in_turn(first):  # 相继迈上三百亿元、四百亿元台阶
            for draft in run[1:]:
                _inherit_verb(draft.reading, first)
                draft.reading.qualifier = first.qualifier
            return False
        if last.right[1] > last.right[0] and not first.apart:
            return False
        for draft in run[1:]:
            _inherit_verb(draft.reading, first)
        if len(run) == 2 and self._compared_in_turn(run):
            return True
        body, subject = self._without_body(self._left(first))
        names = self._names_of(run, subject)
        if names is None:
            return False
        if first.middle:
            middle, _ = clean_left(self.text, first.middle, self.lexicon, self.starts)
            if first.period and SHARE.match(self.text, *middle):
                middle = (middle[0], max(middle[1], first.period.end))
            names = [(*spans, middle) for spans in names]
        tail = self._each(first)
        rule = "apart" if first.apart else "list-of-values"
        for draft, spans in zip(run, names, strict=True):
            self._set(draft, (*spans, *(self._each(draft.reading) or tail)), rule)
            draft.base = merge_spans(spans)
            draft.reading.period = draft.reading.period or first.period
            draft.scope = body
            if draft.quantity.kind == "ordinal":
                draft.scope = draft.reading.each or first.each
        return True

    def _compared_in_turn(self, run: list[Draft]) -> bool:
        """``价格环比、同比分别上涨0.3%、1.2%``: one subject, compared in two ways."""
        first = run[0].reading
        both = _TWO_BASES.search(self.text, first.zone, first.quantity.start)
        if both is None or not first.direction:
            return False
        low = min(first.left[0], both.start())
        subject, _ = clean_left(self.text, (low, both.start()), self.lexicon, self.starts)
        source = self._previous(run[0])
        names = (subject,) if subject[0] < subject[1] else source.name_spans if source else ()
        for draft, words in zip(run, both.groups(), strict=True):
            draft.reading.basis = comparison_basis(words)
            self._set(draft, names, "apart" if subject[0] < subject[1] else "ellipsis")
        return bool(names)

    def _names_of(self, run: list[Draft], subject: Span) -> list[tuple[Span, ...]] | None:
        """The items of a subject, each with its verb or owner; else the names of records before."""
        names = None
        if subject[0] < subject[1] and not SHARE.match(self.text, *subject):
            names = share_items(self.text, subject, len(run), self.opaque, self.lexicon)
        if names is None:
            return self._earlier_with(len(run), run[0].reading, subject)
        verb = flow_verb(self.text, subject, self.lexicon)
        counted = {draft.quantity.unit for draft in run}
        worn = _WORN.match(self.text, verb[1], subject[1]) if verb else None
        if verb and worn and len(names[0]) > 1:
            verb = (verb[0], worn.end())
        if verb and counted.isdisjoint((*RATE_UNITS, "元")):
            rest = (spans if self._acts(spans) else (verb, *spans) for spans in names[1:])
            names = [names[0], *rest]
        return self._of_owner(run[0], names)

    def _passes_in_turn(self, first: Reading) -> bool:
        said = any(word.startswith(_IN_TURN) for _, word in first.notes)
        return (
            said and not first.apart and not re.search("[、和与及]", self.text[slice(*first.left)])
        )

    def _without_body(self, span: Span) -> tuple[Span | None, Span]:
        """``市属企业|营业收入``: the body that bounds a value, and the rest of the name."""
        low, high = span
        body = _BODY.match(self.text, low, high)
        if body is None:
            return None, span
        return (low, low + len(body.group().rstrip("的实现完成"))), (body.end(), high)

    def _of_owner(self, draft: Draft, names: list[tuple[Span, ...]]) -> list[tuple[Span, ...]]:
        """``生产总值1200亿元，总量和增速分别居第四位、第二位``: bare heads of the record before."""
        before = self._previous(draft)
        heads = ["".join(self.text[a:b] for a, b in spans) for spans in names]
        if before is None or not all(head in self.lexicon.bare for head in heads):
            return names
        owners = [self._owner(draft, before, head) for head in heads]
        return [(*owner, *spans) for owner, spans in zip(owners, names, strict=True)]

    def _earlier_with(
        self, count: int, first: Reading, subject: Span
    ) -> list[tuple[Span, ...]] | None:
        """The names of earlier records, where the subject is missing or says a measure only."""
        if subject[0] >= subject[1]:
            return self._earlier(count, first)
        if not first.apart or self.text[subject[0] : subject[1]] not in self.lexicon.bare:
            return None
        names = earlier_names(self.drafts, count)
        if (
            names is None and self.drafts and self.drafts[-1].name_spans
        ):  # 甲和乙均居第五，增幅分别…
            joint = self.drafts[-1].name_spans[0]
            names = share_items(self.text, joint, count, self.opaque, self.lexicon)
        return names and [(*spans, subject) for spans in names]

    def _acts(self, spans: Sequence[Span]) -> bool:
        return flow_verb(self.text, spans[0], self.lexicon) is not None

    def _earlier(self, count: int, first: Reading) -> list[tuple[Span, ...]] | None:
        rates = first.quantity.unit in RATE_UNITS
        names = earlier_names(self.drafts, count, whole=not rates)
        if names is not None and (rates or any(word == "达到" for _, word in first.notes)):
            # 分别新增2项和4项，累计分别达到6项和8项，年均增长5%、6%: of all, old and new
            return [without_newly(self.text, spans) for spans in names]
        if names is not None:
            return names
        clause = self._clause_before(first.zone)
        if clause is None or clause.quantities:
            return None
        span, _ = clean_left(self.text, (clause.start, clause.end), self.lexicon, self.starts)
        verb = flow_verb(self.text, span, self.lexicon)
        subject = self._subject((verb[1] if verb else span[0], span[1]))
        return share_items(self.text, subject, count, self.opaque, self.lexicon)

    def _each(self, reading: Reading) -> tuple[Span, ...]:
        return (reading.each,) if reading.each and reading.quantity.kind != "ordinal" else ()


def without_newly(text: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """``贷款余额|净增``: a name without the verb of what is new that ends it."""
    low, high = spans[-1]
    return (*spans[:-1], (low, high - 2)) if text.endswith(NEWLY, low, high) else spans


_PASSED = frozenset(("before", word) for word in ("突破", "超", "超过", "超过了", "突破了"))


def _inherit_verb(reading: Reading, first: Reading) -> None:
    """Give a value of a list what was said before the first one."""
    if reading.basis is None:
        reading.basis = first.basis
        reading.notes += (note for note in first.notes if note[0] == "comparison")
    if not reading.direction:
        reading.direction, reading.verb = first.direction, first.verb
    reading.to, reading.source = first.to, first.source
    passed = first.apart and any(note in _PASSED for note in first.notes)
    if reading.qualifier == "exact" and (passed or first.qualifier in ("at_least", "at_most")):
        reading.qualifier = first.qualifier
