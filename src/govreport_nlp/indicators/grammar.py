"""The grammar of a sentence: from its numbers and the words around them to named records.

A sentence is read clause by clause. The numbers of a clause are named together, since lists share
a verb, ``分别`` shares a subject, and a number without a name takes that of the record before it.
Each way of naming is one of `RULES`, and a record carries the rule that named it.
"""

from __future__ import annotations

import re

from govreport_nlp.indicators.counted import PREDICATE
from govreport_nlp.indicators.draft import Draft
from govreport_nlp.indicators.ellipsis import EllipticNames
from govreport_nlp.indicators.examples import drop_examples
from govreport_nlp.indicators.gaps import read_clause
from govreport_nlp.indicators.names import (
    clean_left,
    clean_right,
    flow_verb,
    verb_at_end,
)
from govreport_nlp.indicators.reading import RATE_UNITS, Reading, comparison_basis
from govreport_nlp.indicators.sharing import SHARE

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
    r"(?:以上|左右)?的?(?:年均|平均|快速|较快|高速|平稳|稳定)?(?:速度)?(增长|增幅|增速|涨幅|降幅|下降|递增|增长率|减少)(?:率|速度)?$"
)
_AT_A_RATE = re.compile(
    r"的(?:幅度|比例|速度)(压减|压缩|削减|下降|降低|减少|增长|递增|提高|增加)(?=.{2})"
)
# 完成|省下达的|9万亩造林任务: a task, and no share of one.
_GIVEN = re.compile(r"完成((?:国家|自治区|上级|[省市县区州盟旗]里?)[^，。；、]{0,6}?下达的)$")
_FALLS = frozenset(["压减", "压缩", "削减", "下降", "降低", "减少"])
_TIMES = re.compile(r"((?:是|为|相当于|等于|达)[^，。；、]{1,16}?)的?(?:近|约|超过|超|将近)?$")
_LINKING_FLOWS = frozenset(["完成", "实现", "安排", "完成了", "实现了"])
# Money that is won, 争取|3亿元专项资金; 争取 before anything else is a hope.
_WON = re.compile(r"[^，。；、\d]{0,14}(?:资金|贷款|债券|国债|额度|补助|转移支付)(?:支持)?$")
# Who was sent where, and for what: 组建12支小分队|在外地驻点招商.
_DONE_WITH = ("实行", "实施", "新增", "设立", "签订", "签署", "推出", "启动", "组建", "授信金额")
# The noun that a list ends with.
_OF_ALL = re.compile(r"(?<=[^、和与及]{2})等(?=[\u4e00-\u9fff]{2,5}$)")
_SENDING = frozenset(
    ["组建", "选派", "派出", "派驻", "抽调", "成立", "聘请", "聘任", "选聘", "招聘", "选拔"]
)
_ERRAND = re.compile(
    r"(?<=..)(?:担任|分?赴|前往|深入|到(?!岗|位|期|账)|在[^，。；]{2,20}?(?=开展|从事|进行|驻|积极))(?=..)"
)
_COMPARED = re.compile(r"(?:与|同|和)[^，。；]{2,12}相比")
# What became of a project: 甲项目|于3月获得核准, 乙基地|加快建设.
_BECAME = re.compile(
    r"(?:[于在]20\d\d年|已|正|分别|全面|正式|顺利|成功|如期|加快|有序)"
    r"|(?:开工|竣工|投产|投运|投用|通车|签约|启动|告捷|揭牌|奠基|动工|落户|落地|获得|建成|开通|完成|通过|进入|取得)"
)
_MOST_VALUES = 40
"""The most values of one list."""
_AREA = re.compile(
    r"市区|老城区|主城区|中心城区|[\u4e00-\u9fff]{2}新区|[\u4e00-\u9fff]{2}(?:、[\u4e00-\u9fff]{2})*片区"
)
_SIZES = frozenset(["小时", "公里", "千米", "米", "吨", "千瓦", "千伏", "亩", "平方米", "立方米"])
_TOUCHES = ("惠及", "涉及", "普及", "遍及", "波及", "触及")
_CLASSES = re.compile(r"[一二三四五六七八九十]{1,2}大?类")
_TASKS = ("重点任务", "重点改革任务", "改革任务", "试点任务", "建设任务")
_GENERIC = ("项目", "企业", "单位", "个项目", "工程")


class SentenceGrammar(EllipticNames):
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
        given = _GIVEN.search(self.text, reading.zone, reading.quantity.start) if right else None
        if given and reading.quantity.unit not in RATE_UNITS:
            subject = neighbour.name_spans if neighbour and reading.joined else ()
            self._set(draft, (*subject, given.span(1), *right), "counted")
            return
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
        held = low + self.text.startswith(("约占", "近占", "超占"), low)
        if held > low:  # 约占全国1/10
            how = self.text[low]
            reading.qualifier = {"约": "about", "近": "under", "超": "over"}[how]
            low = held
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
            done = self.text.endswith(_DONE_WITH, *left)  # 自治区实行|6千亿元的计划
            return done or low >= left[1] or self.text[low : left[1]] in self.lexicon.bare
        if not reading.direction:
            return True
        flows = reading.verb.rstrip("了") in self.lexicon.change_flows or left[0] >= left[1]
        return flows and reading.basis is None and reading.quantity.unit not in RATE_UNITS

    def _name_counted(self, draft: Draft, left: Span, right: list[Span]) -> None:
        reading = draft.reading
        owned = self.text[reading.right[0]] == "的"
        if owned and self.text[left[0] : left[1]] in self.lexicon.bare:
            right = self._without_deed(right)
        if reading.direction:
            if left[0] < left[1]:
                self._name_headed(draft, left)
                return
            left = (reading.verb_start, reading.verb_start + len(reading.verb.rstrip("了")))
            reading.direction = None
        front = self._front_of(reading, left)
        if front and self._is_sibling(reading, front[0]):
            front = [span for span in [flow_verb(self.text, front[0], self.lexicon)] if span]
        verb = flow_verb(self.text, front[0], self.lexicon) if front else None
        if verb and self.text[slice(*verb)] in _SENDING:
            right = self._without_errand(right)
        if self.text[reading.quantity.start - 1] in "和及与、":
            right = self._without_sum(right)
        if not front and self.text[slice(*right[0])] in ("规模", "水平"):
            front = [left] if left[0] < left[1] else []  # 产业集群均达到|千亿元规模
        front, verb = self._front_from_before(draft, front, verb, (left, right))
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

    def _front_from_before(
        self, draft: Draft, front: list[Span], verb: Span | None, around: tuple[Span, list[Span]]
    ) -> tuple[list[Span], Span | None]:
        """What a counted noun takes from the records and clauses before it, and its verb."""
        reading, (left, right) = draft.reading, around
        before = self._previous(draft)
        if not front and before is not None and self._continues(draft, before, left, right):
            front, verb = list(before.front or before.name_spans), before.verb
        elif not front and before is not None and self._is_part(reading):
            acts = flow_verb(self.text, right[0], self.lexicon) or PREDICATE.match(
                self.text, reading.right[0]
            )
            front = list(self._owner(draft, before)) if acts else []
            if before.rule == "counted" and not before.front:
                front = self._without_prize(front[:1])  # 事项|“最多跑一次”: not what became of it
        if len(front) == 1:
            front[:0] = self._purpose(draft, self.text[slice(*front[0])])[0]
            front[:0] = self._actor(draft, front[0])  # 公交线网里程达9公里、|覆盖|90%以上的村
        tasks = self.text.startswith(_TASKS, right[0][0])
        if not front and (tasks or self.text.startswith(_GENERIC, right[0][0])):
            front = self._short_clause_before(reading, tasks=tasks)
            if not front and before is not None and self._lists(reading):
                front = list(self._owner(draft, before))  # 续建一批，总投资…，主要有…等15个项目
        if not front and before is not None and self._is_class_of(reading, before):
            front, verb = list(before.front), before.verb
        return front, verb

    def _front_of(self, reading: Reading, left: Span) -> list[Span]:
        """What stands before the number and belongs to the name of a counted noun."""
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
        return front

    def _lists(self, reading: Reading) -> bool:
        """Whether a clause says what the things spoken of are: ``主要有甲、乙等15个项目``."""
        zone = self.text[reading.zone : reading.quantity.start].lstrip("，、 ")
        return zone.startswith(("主要有", "主要包括", "包括", "分别是")) and zone.endswith("等")

    def _without_deed(self, right: list[Span]) -> list[Span]:
        """``总投资3亿元的甲项目|于3月开工``: a sum is of the project, whatever became of it."""
        low, high = right[0]
        deed = _BECAME.search(self.text, low + 3, high)
        return [(low, deed.start() if deed else high)]

    def _without_prize(self, front: list[Span]) -> list[Span]:
        """``13项成果|获省科技奖，其中2项获一等奖``: the noun alone."""
        if not front:
            return []
        low, high = front[0]
        prize = PREDICATE.search(self.text, low + 1, high)
        return [(low, prize.start() if prize else high)]

    def _without_sum(self, right: list[Span]) -> list[Span]:
        """``9个鱼种和14吨蟹苗|等苗种``: what sums up the list is not counted by its last number."""
        (low, high), *rest = right
        of_all = _OF_ALL.search(self.text, low, high)
        return [(low, of_all.start()), *rest] if of_all else right

    def _without_errand(self, right: list[Span]) -> list[Span]:
        """``选派32名医疗专家|到县级医院工作``: what is counted is who was sent."""
        (low, high), *_ = right
        errand = _ERRAND.search(self.text, low, high)
        return [(low, errand.start())] if errand else right

    def _is_class_of(self, reading: Reading, before: Draft) -> bool:
        """``培育5公里迷你跑、亲子跑、夜跑|3个群众赛事``: examples, one with a size in its name."""
        listed = self.text.find("、", reading.zone, reading.quantity.start) >= 0
        sized = reading.shared and before.quantity.unit in _SIZES
        return listed and sized and before.verb is not None and before.front == (before.verb,)

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
            return bool(before.front) or before.name_spans == (before.verb,)
        alike = before.quantity.unit == draft.quantity.unit and draft.clause == before.clause + 1
        placed = self.text.startswith(("在", "对", "向", "为", "把"), draft.reading.zone)
        own = placed or left[0] < left[1] or PREDICATE.search(self.text, *right[-1]) is not None
        return bool(before.front) and before.rule == "counted" and alike and not own

    def _peeled_verb(self, reading: Reading) -> list[Span]:
        """``完成4个城中村改造``: the link right before a counted noun is its verb of flow."""
        won = reading.quantity.unit == "元" and _WON.match(self.text, *reading.right)
        for kind, word in reading.notes:
            if kind == "link" and (word in _LINKING_FLOWS or (won and word == "争取")):
                at = self.text.rfind(word, reading.zone, reading.quantity.start)
                return [(at, at + len(word))] if at >= 0 else []
        return []
