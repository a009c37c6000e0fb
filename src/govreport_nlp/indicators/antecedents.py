"""What a name takes from the records before it in its sentence: subject, whole, verb, object."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from govreport_nlp.indicators.clauses import Clause, split_clauses
from govreport_nlp.indicators.draft import Draft
from govreport_nlp.indicators.lexicon import Lexicon
from govreport_nlp.indicators.names import clean_left, flow_verb
from govreport_nlp.indicators.reading import RATE_UNITS, Reading
from govreport_nlp.numbers.periods import PeriodSpan
from govreport_nlp.numbers.quantities import Quantity

__all__ = ["NEWLY", "SentenceState"]

Span = tuple[int, int]

_RAISING = re.compile(
    r"(?:连续\d+年)?(?:逐步|不断|继续|稳步)?(?:提高|降低|提升|增加|减少|扩大|下调|上调)(?=.{4})"
)
# What became of cases: 其中结果维持72件，尚未审结37件.
_OUTCOME = re.compile(
    r"(?:其他)?结果(?:维持|纠正)?|(?:尚未|已|正在|未)?(?:审结|办结|办理|处理|维持|纠正|驳回|撤回|撤诉|退回)(?:的)?"
)
_IN_WHOLE = re.compile(r"在[^，、]{2,14}中的?(?:占比|比重|比例)")
# Verbs that only support the noun of a deed: 推进整改.
_SUPPORTING = frozenset(["推进", "推动", "完成", "启动", "开展", "实施", "实现", "组织"])
_MODALS = frozenset("要将应须们")
_NEAR = 3
"""The most clauses between a bare head and what its sentence opens with."""
_STATES = frozenset(("link", word) for word in ("达", "达到", "为", "已达", "已达到", "共有", "有"))
_TIER = re.compile(r"规上|规模以上|限上|限额以上")
_AMONG = re.compile(r"(?:在)?(.{2,24}?)(?:之)?中$")
_BY_KIND = re.compile(r"(?:从|按|分).{1,10}看$|其中$")


NEWLY = ("新增", "净增")
# Of these, too, there can be more: 新增管网20公里、|污水处理能力3万吨.
_ADDED_TO = ("能力", "产能", "容量")
_JUDGED = re.compile(r"经[^，。；]{0,16}(?:评审|评定|评估|评选|考核|测评|审定|验收)")
_HELD_AGAINST = re.compile(r"连续|占(?=全|世界)")
_INSIDE = re.compile(r"(?<=..)(?:新增(?!就业)|净增|接待|培育|引进|建成|新建|改造)(?=..)")
_TOTALS = frozenset(["总量", "总数"])
_ACCOUNTS = frozenset(["年初预算", "支出决算", "年初预算数", "支出决算数"])
_ITEM = re.compile(
    r"(?:[\u4e00-\u9fff]{2,20}[（(]类[）)]\s?)?(?:[\u4e00-\u9fff]{2,20}[（(]款[）)]\s?)?"
    r"[\u4e00-\u9fff]{2,20}[（(]项[）)]"
)
_TOPIC = re.compile(r"(?:^|[。；！\n　])([\u4e00-\u9fff]{4,16})[。；]\s*$")


def _passed(draft: Draft, before: Draft) -> bool:
    """Whether a number is said to be passed, unlike the one before: ``…6家，电商企业超过900家``."""
    if draft.reading.qualifier != "over" or before.reading.qualifier == "over":
        return False
    return any(kind == "before" for kind, _ in draft.reading.notes)


class SentenceState:
    """The clauses of a sentence, the records named so far, and what the next may take from them.

    Args:
        text: The report's text.
        lexicon: The words.
        span: The sentence.
        quantities: Its numbers that may be records, in text order.
        periods: Its periods, in text order.
        before: The last record of the sentence before, or None.
        lead: What a line break cut off in front of the sentence, or None.
    """

    def __init__(
        self,
        text: str,
        lexicon: Lexicon,
        span: Span,
        quantities: list[Quantity],
        periods: Sequence[PeriodSpan],
        before: Draft | None,
        lead: Span | None = None,
    ) -> None:
        self.text = text
        self.start = span[0]
        self.lexicon = lexicon
        self.ends = {period.end: period for period in periods}
        self.starts = {period.start: period for period in periods}
        self.clauses, self.opaque = split_clauses(text, *span, quantities)
        self.before = before
        self.lead = lead
        self.drafts: list[Draft] = []
        self.whole: tuple[Span, ...] = ()

    def _previous(self, draft: Draft) -> Draft | None:
        """The record named before one in this sentence; one in a bracket is of the bracket only."""
        if self.clauses[draft.clause].inner:
            return self.drafts[-1] if self.drafts else None
        outside = (other for other in reversed(self.drafts) if not self.clauses[other.clause].inner)
        return next(outside, None)

    def _clause_before(self, offset: int) -> Clause | None:
        at = bisect_left(self.clauses, offset, key=lambda clause: clause.end)
        return self.clauses[at - 1] if at else None

    def _across_semicolon(self, draft: Draft, head: str) -> tuple[Span, ...]:
        """The subject that a bare head takes from the sentence before: ``营业收入…；利润总额…``."""
        before, start = self.before, self.start
        if head in _TOTALS:
            return self._topic()
        if head in _ACCOUNTS:
            return self._item_of_accounts()
        goes_on = self.text[max(0, start - 3) : start].rstrip()[-1:] in ("；", ";")
        if before is None or not goes_on or head not in self.lexicon.bare:
            return ()
        if head.startswith("岁"):  # 岁入 and 岁出 are a pair of their own
            return ()
        owner = self._owner(draft, before, head)
        other = before.quantity.unit != draft.quantity.unit
        return owner if other or owner != before.base else ()

    def _without_share(self, before: Draft) -> tuple[Span, ...]:
        """``增量占全国18%、居全国第一``: a rank is of the amount, and not of its share."""
        if before.rule == "share":
            return before.base
        *front, (low, high) = before.name_spans or ((0, 0),)
        share = _HELD_AGAINST.search(self.text, low + 2, high)
        return (*front, (low, share.start() if share else high))

    def _item_of_accounts(self) -> tuple[Span, ...]:
        """The item that a line of accounts is of: ``…行政运行（项）。…年初预算为…``."""
        items = list(_ITEM.finditer(self.text, max(0, self.start - 240), self.start))
        return (items[-1].span(),) if items else ()

    def _topic(self) -> tuple[Span, ...]:
        """What a short sentence before is about: ``经营主体持续壮大。总量接近80万户``."""
        match = _TOPIC.search(self.text, max(0, self.start - 24), self.start)
        if match is None:
            return ()
        low, high = self._subject(match.span(1))
        return ((low, high),) if 2 <= high - low < match.end(1) - match.start(1) else ()

    def _stated_topic(self, draft: Draft, head: Span) -> tuple[Span, ...]:
        """What the statement before a ``、`` speaks of: ``粮食丰收、|总产量增加6%``."""
        mark = head[0] - 1
        bare = self.text[head[0] : head[1]] in self.lexicon.headed
        if not bare or self.text[mark] != "、" or mark <= draft.reading.zone:
            return ()
        return self._topic_of((draft.reading.zone, mark))

    def _opening_topic(self, draft: Draft, head: str) -> tuple[Span, ...]:
        """What a sentence opens with, for a bare head: ``服务业发展加快，增加值…``."""
        first = self.clauses[0]
        away = 0 < draft.clause <= _NEAR and not first.inner
        if not away or not (head in self.lexicon.headed or _IN_WHOLE.fullmatch(head)):
            return ()
        before = self.text[draft.reading.zone : draft.quantity.start].lstrip(" ，,、")
        if before.startswith(("全", "我")):
            return ()
        topic = self._topic_of((first.start, first.end))
        if topic and len(head) > 2 and self.text.endswith(head[:2], *topic[0]):
            topic = ((topic[0][0], topic[0][1] - 2),)  # 边民补助提标扩面，补助标准…
        return tuple(span for span in topic if span[0] < span[1])

    def _topic_of(self, span: Span) -> tuple[Span, ...]:
        """The subject or object of a statement without number; none where it has neither."""
        low, high = clean_left(self.text, span, self.lexicon, self.starts)[0]
        if self.text.endswith("一批", low, high):  # 续建一批，总投资…
            return ((low, high - 2),) if high - low > 2 else ()
        verb = flow_verb(self.text, (low, high), self.lexicon)
        low = verb[1] if verb else low
        said = self.lexicon.said.search(self.text, low + 2, high)
        high = said.start() if said else high
        high -= 2 if self.text[high - 2 : high] in self.lexicon.bare else 0  # 粮食|单产
        # 为加快体系建设，…; 数字艺术节：…
        known = verb or said or self.text.startswith("为", span[0])
        known = known or self.text.startswith(("：", ":"), span[1])
        acting = self.text[high - 1] in _MODALS  # 各级政府要|进一步增加投入
        return ((low, high),) if known and not acting and 2 <= high - low <= 20 else ()

    def _antecedent(self, draft: Draft) -> Draft | None:
        """The record that a number without a name of its own speaks of.

        A change in percentage points is of a rate, one in units of a level in the same units; a
        share (``占全国18%``) is spoken of only in points.
        """
        unit = draft.quantity.unit
        if draft.quantity.kind == "ordinal":
            return self._previous(draft)
        wanted = ("%", "百分点", "") if unit == "百分点" else (unit,)
        rates = unit in RATE_UNITS
        for other in reversed(self.drafts):
            if other.rule == "share" and unit != "百分点":
                continue
            if rates and unit != "百分点":
                return other
            if other.quantity.unit in wanted:
                return other
        return self._previous(draft)

    def _same_unit(self, before: Draft, draft: Draft) -> Draft:
        """``面积41万平方米，下降2%，其中住宅37万平方米``: the level, of which the change was."""
        same = (
            other
            for other in reversed(self.drafts)
            if other.base == before.base and other.quantity.unit == draft.quantity.unit
        )
        return next(same, before)

    def _whole(self, draft: Draft, front: list[Span], head: str) -> tuple[Span, ...]:
        """The whole that a part belongs to: ``其中住宅…``, ``在零售额中，家具类下降…``.

        Once a sentence names a whole, its later parts belong to it as well, until a head that
        says its own measure (``…产量``) ends the list.
        """
        if before_outcome := self._total_of(draft, head):
            return before_outcome
        if head.endswith(self.lexicon.stock) or flow_verb(self.text, front[0], self.lexicon):
            self.whole = ()
            return ()
        before, clause = self._previous(draft), self._clause_before(draft.reading.zone)
        opened = clause is not None and not clause.quantities
        if opened and clause is not None:
            words, at = self.text[clause.start : clause.end].strip(), clause.start
            among = _AMONG.match(words)
            if among and not _BY_KIND.search(words):
                at = self.text.index(among.group(1), at)
                self.whole = clean_left(
                    self.text, (at, at + len(among.group(1))), self.lexicon, self.starts
                )[:1]
                return self.whole
            if _BY_KIND.search(words) and not before and self.before:
                alike = self.before.quantity.unit == draft.quantity.unit
                self.whole = self.before.base if alike or words != "其中" else ()
                return self.whole
            opened = words == "其中"
        if before and self.clauses[draft.clause].inner and self._is_part(draft.reading):
            return before.name_spans
        if (opened or self._is_part(draft.reading)) and before and not before.verb:
            before = self._same_unit(before, draft)
            alike = before.quantity.unit == draft.quantity.unit and before.rule != "part"
            if alike and (draft.reading.direction or before.name.endswith(self.lexicon.stock)):
                self.whole = before.name_spans
        elif not self.whole or before is None or before.rule not in ("part", "ellipsis"):
            return ()
        return self.whole if before is not None and not before.verb else ()

    def _total_of(self, draft: Draft, head: str) -> tuple[Span, ...]:
        """``行政复议351件，其中结果维持72件，尚未审结37件``: outcomes are of the total."""
        before = self._previous(draft)
        if before is None or _OUTCOME.fullmatch(head) is None:
            return ()
        if self._is_part(draft.reading) and before.quantity.unit == draft.quantity.unit:
            self.whole = before.name_spans
        return self.whole if self._is_part(draft.reading) or before.rule == "part" else ()

    def _measure_of(self, whole: tuple[Span, ...], draft: Draft, part: str) -> tuple[Span, ...]:
        """What a part takes from the name of its whole: all but the class that the part replaces.

        ``制造业增加值…，其中家具业`` takes ``增加值``, and ``工业增加值增速…，采矿业`` no ``增速``.
        """
        if not whole:
            return ()
        *front, (low, high) = whole
        if draft.reading.direction:
            noun = next(
                (n for n in self.lexicon.change_nouns if self.text.endswith(n, low, high)), ""
            )
            high = max(high - len(noun), low + 2)
        measure = next(
            (
                at
                for at in range(max(low + 1, high - 6), high)
                if self.text[at:high] in self.lexicon.bare
            ),
            high,
        )
        group = self.text[low:measure]
        alike = len(part) > 2 and group[-2:] == part[-2:] and not part.endswith(group)
        replaced = part in group or alike
        if measure < high and (replaced or (group.endswith("制造业") and part.endswith("业"))):
            tier = _TIER.match(self.text, low, measure)
            return (*front, *([tier.span()] if tier else []), (measure, high))
        return (*front, (low, high))

    def _owner(self, draft: Draft, before: Draft, head: str = "") -> tuple[Span, ...]:
        """The subject that a bare head belongs to.

        That is the object of the clause right before, where it has no number
        (``实施甲工程，总投资…``), else the name of the record before, less its own head and verb.
        """
        clause = self._clause_before(draft.reading.zone)
        if before.clause < draft.clause and clause is not None and not clause.quantities:
            span, _ = clean_left(self.text, (clause.start, clause.end), self.lexicon, self.starts)
            verb = flow_verb(self.text, span, self.lexicon)
            if verb and 2 <= span[1] - verb[1] <= 24:
                return ((verb[1], span[1]),)
            between = before.clause < draft.clause - 1 and not self.text.startswith(
                "为", clause.start
            )
            if between and (topic := self._topic_of((clause.start, clause.end))):
                return topic
        if head in self.lexicon.change_nouns or head.endswith(NEWLY):
            return before.base
        spans = list(before.base)
        low, high = spans[-1]
        passing = _HELD_AGAINST.search(self.text, low + 2, high)
        high = passing.start() if passing else high
        spans[-1] = (low, high)
        for size in range(min(6, high - low), 1, -1):
            ending = self.text[high - size : high]
            acts = head in self.lexicon.flow and ending in self.lexicon.flow
            if ending == "出口" and self.text.endswith("进出口", low, high):
                break
            if head in ("总量", "总额") and ending in ("收入", "支出"):
                break  # 一般公共预算收入|总量
            if acts or ending in self.lexicon.bare:
                spans[-1] = (low, high - size)
                break
        if before.verb == spans[-1]:
            spans.pop()
        elif before.verb and spans[0][0] == before.verb[0] and not self._names(before.verb):
            spans[0] = (before.verb[1], spans[0][1])
        if head and spans and self.text.endswith(head[:2], *spans[-1]) and len(head) > 2:
            spans[-1] = (spans[-1][0], spans[-1][1] - 2)  # 经费支出|年初预算, 支出决算
        return tuple(span for span in spans if span[0] < span[1])

    def _names(self, verb: Span) -> bool:
        """Whether a verb is a noun of what is said next: ``投资|超千万元的项目``."""
        return self.text.startswith(("超", "过", "达"), verb[1])

    def _of_trade(self, before: Draft, head: str) -> tuple[Span, ...] | None:
        """``货物进出口总额…，其中出口…``: what stands before 进出口 is of both its halves."""
        if head not in ("进口", "出口", "进口额", "出口额", "进口总额", "出口总额"):
            return None
        low, high = before.base[0] if before.base else (0, 0)
        at = self.text.find("进出口", low, high)
        if at < 0:
            return None
        return ((low, at),) if at > low else ()

    def _overlap(self, before: Draft, head: str) -> tuple[Span, ...]:
        """``房屋签约606座（签约率…）``: the name before, less what the head repeats."""
        low, high = before.name_spans[-1]
        repeats = 3 <= len(head) <= 4 and high - low > 2 and self.text[high - 2 : high] == head[:2]
        if repeats and before.verb is None:
            return (*before.name_spans[:-1], (low, high - 2))
        return ()

    def _carried_verb(self, draft: Draft, before: Draft, front: list[Span]) -> Span | None:
        """The verb that a list item takes from the item before it."""
        verb = before.verb or self._verb_inside(draft, before)
        if verb is None or draft.reading.direction or draft.reading.to:
            return None
        if self.text[verb[0] : verb[1]] in self.lexicon.complete:
            return None
        if flow_verb(self.text, front[0], self.lexicon):
            return None
        near = draft.clause == before.clause and draft.reading.joined
        stock = self.text[front[-1][0] : front[-1][1]].endswith(self.lexicon.stock)
        if near and self.text[verb[0] : verb[1]] in NEWLY:
            stock = stock and not self.text.endswith(_ADDED_TO, *front[-1])
        linked = any(note in _STATES for note in draft.reading.notes)
        linked = linked or (not near and _passed(draft, before))
        if linked or (stock and not (near and draft.quantity.unit == before.quantity.unit)):
            return None
        led = self.text[draft.reading.zone : front[0][0]].lstrip()
        if (
            led.startswith(("全", "我", "实现", "力争", "争取", "确保"))
            or "新增" in self.text[front[0][0] : front[0][1]]
        ):
            return None
        alike = draft.quantity.unit.removesuffix("次") == before.quantity.unit.removesuffix("次")
        same = alike and draft.clause - before.clause <= 1
        return verb if near or same else None

    def _verb_inside(self, draft: Draft, before: Draft) -> Span | None:
        """``母港接待|邮轮9艘次、旅客3万人次``: a subject and its verb in the item before."""
        listed = draft.reading.joined and draft.clause == before.clause
        if not listed or len(before.base) != 1:
            return None
        match = _INSIDE.search(self.text, *before.base[0])
        return (before.base[0][0], match.end()) if match else None

    def _is_bare(self, draft: Draft, before: Draft, head: str) -> bool:
        """Whether a head says nothing without the subject of the record before it."""
        if before.name.endswith(head):
            return False
        if self._measures_only(head) or self._repeats_object(draft, before, head):
            return True
        zone = draft.reading.zone
        listed = draft.reading.joined or "、" in self.text[max(0, zone - 1) : zone + 1]
        sibling = listed or self._is_part(draft.reading) or self._goes_on(draft, before)
        return len(head) <= 2 and not sibling and head not in self.lexicon.complete

    def _measures_only(self, head: str) -> bool:
        """Whether a head is bare, or two: ``总量和增速``."""
        bare = self.lexicon.bare
        return head in bare or all(part in bare for part in re.split("[和与、]", head))

    def _goes_on(self, draft: Draft, before: Draft) -> bool:
        """``其中博士210名，硕士560名``: the next part of the same whole."""
        zone = self.clauses[before.clause].start
        alike = before.quantity.unit == draft.quantity.unit and not before.reading.direction
        return alike and "其中" in self.text[zone : before.quantity.start]

    def _repeats_object(self, draft: Draft, before: Draft, head: str) -> bool:
        """``制定规章9件、修改27件``: a verb alone, of the object of the record before."""
        if head in self.lexicon.complete:
            return False
        named = before.verb is not None or before.rule == "bare-head"
        alike = named and before.quantity.unit == draft.quantity.unit
        return self._only_acts(head) and (alike or self._is_part(draft.reading))

    def _only_acts(self, head: str) -> bool:
        """Whether a head is a verb of flow, or two: ``清理废止``."""
        hit = self.lexicon.flow.starting(head, 0, len(head))
        if hit is None or hit[0] == head:
            return hit is not None
        return hit[0] not in _SUPPORTING and head[len(hit[0]) :] in self.lexicon.flow

    def _is_part(self, reading: Reading) -> bool:
        """Whether ``其中`` opens the text of a number."""
        return "其中" in self.text[reading.zone : reading.quantity.start]

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

    def _short_clause_before(self, reading: Reading) -> list[Span]:
        """``开工一批，共38个项目``: the clause before says what the projects are."""
        clause = self._clause_before(reading.zone)
        if clause is None or clause.quantities:
            return []
        span, _ = clean_left(self.text, (clause.start, clause.end), self.lexicon, self.starts)
        if self.text.endswith("一批", span[0], span[1]):
            span = (span[0], span[1] - 2)
        elif not flow_verb(self.text, span, self.lexicon):
            return []
        return [span] if 0 < span[1] - span[0] <= 8 else []
