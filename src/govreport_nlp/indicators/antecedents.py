"""What a name takes from the records before it in its sentence: subject, whole, verb, object."""

from __future__ import annotations

import re

from govreport_nlp.indicators.draft import Draft
from govreport_nlp.indicators.names import clean_left, flow_verb
from govreport_nlp.indicators.reading import RATE_UNITS
from govreport_nlp.indicators.topics import Topics

__all__ = ["NEWLY", "Antecedents"]

Span = tuple[int, int]

# What became of cases: 其中结果维持72件，尚未审结37件.
_OUTCOME = re.compile(
    r"(?:其他)?结果(?:维持|纠正)?|(?:尚未|已|正在|未)?(?:审结|办结|办理|处理|维持|纠正|驳回|撤回|撤诉|退回)(?:的)?"
)
# Verbs that only support the noun of a deed: 推进整改.
_SUPPORTING = frozenset(["推进", "推动", "完成", "启动", "开展", "实施", "实现", "组织"])
_STATES = frozenset(("link", word) for word in ("达", "达到", "为", "已达", "已达到", "共有", "有"))
_TIER = re.compile(r"规上|规模以上|限上|限额以上")
_AMONG = re.compile(r"(?:在)?(.{2,24}?)(?:之)?(?<![高初])中$")
_BY_KIND = re.compile(r"(?:从|按|分).{1,10}看$|其中$")
NEWLY = ("新增", "净增")
# Of these, too, there can be more: 新增管网20公里、|污水处理能力3万吨.
_ADDED_TO = ("能力", "产能", "容量")
_HELD_AGAINST = re.compile(r"连续|占(?=全|世界)")
_INSIDE = re.compile(r"(?<=..)(?:新增(?!就业)|净增|接待|培育|引进|建成|新建|改造)(?=..)")
# 文艺作品|获|省级奖3项、市级奖5项: of the verb alone.
_WINNING = re.compile(
    r"(?<=..)(?:荣获|获得|获评|(?:获|取得|夺得|斩获|摘得)(?=.{0,16}(?:奖|[金银铜]牌)$))(?=..)"
)
# What has a verb of its own in a later clause: “随手拍”|发现问题, 企业平均|减负.
_OWN_VERB = re.compile(
    r"(?<=..)(?:发现|解决|受益|获评|入选|受理|查处|办结)(?=..)|(?<=..)(?:减负|增收|减税|脱贫|再就业|转移就业)$"
)
# What is already so, and was not done: 开通航线8条、|通航城市16个.
_STANDING = ("通航", "通车里程", "在册", "在校", "参保", "在建", "现有")
_FOR = ("为", "对", "向")  # 落实贷款9亿元，|为企业节约融资成本|2千万元
# What a deed led to: 置换债务9亿元，|降低利息负担|6千万元.
_EASED = ("降低", "减轻", "节约", "节省", "带动", "拉动")
# Of what was said before a 、: 外送电量增长6%、|绿电占比|超三成.
_SHARE_OF = re.compile(r"[\u4e00-\u9fff]{2,4}(?:占比|比重)")
_RULES = frozenset(["规范", "规划"])  # 出台行业规范17项、|废止6项
_POOR = re.compile("(?:落后|过剩)的?")  # 淘汰落后|炼钢产能5万吨、水泥产能3万吨: of all
# Verbs that may tell a kind in a list of what is new: 新增院士5人、|聘任|院士3人.
_OF_ONE_KIND = frozenset(["聘任", "聘请", "引进", "选聘"])
# What counted things did, and what they have does not.
_DID = re.compile(
    r"(?:入选|获评|获得|获批|获(?!得感)|进入|跻身|列入|被|成功|顺利|集中|全部|开竣工|开工|竣工|投产|投用|投运|签约落地|参展|参会|参加|参赛)(?!率|项目|企业)"
)
_PART_OF = re.compile(r"占(?:全|[省市区县])[^，。；、]*$")  # 总量|占全省
_FIRMS_IN = re.compile(r"(?:(?:限额|规模)以上|限上|规上)[^，。；]{0,6}?(?=城镇)")
_TOTALS = frozenset(["总量", "总数"])
# How many did a thing, and not what they have: 4家医院获评甲等、|数量|全省第一.
_COUNTS = frozenset([*_TOTALS, "数量"])
_ACCOUNTS = frozenset(["年初预算", "支出决算", "年初预算数", "支出决算数"])


def _passed(draft: Draft, before: Draft) -> bool:
    """Whether a number is said to be passed, unlike the one before: ``…6家，物流企业超过70家``."""
    if draft.reading.qualifier != "over" or before.reading.qualifier == "over":
        return False
    return any(kind == "before" for kind, _ in draft.reading.notes)


class Antecedents(Topics):
    """Finds what the next name may take from the records named so far."""

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

    def _firms_of_half(self, head: Span) -> tuple[Span, ...]:
        """``限额以上企业|城镇零售额…；乡村零售额…``: the firms that both halves are of."""
        before = self.drafts[-1] if self.drafts else self.before
        if before is None or not before.base or not self.text.startswith(("乡村", "农村"), head[0]):
            return ()
        firms = _FIRMS_IN.match(self.text, *before.base[0])
        word = firms.end() + 2 if firms else 0
        alike = firms and self.text.startswith(self.text[word : word + 3], head[0] + 2)
        return (firms.span(),) if firms and alike else ()

    def _without_share(self, before: Draft) -> tuple[Span, ...]:
        """``增量占全国18%、居全国第一``: a rank is of the amount, and not of its share."""
        if before.rule == "share":
            return before.base
        *front, (low, high) = before.name_spans or ((0, 0),)
        share = _HELD_AGAINST.search(self.text, low + 2, high)
        return (*front, (low, share.start() if share else high))

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
        """``受理申诉45件，其中结果维持12件，尚未审结8件``: outcomes are of the total."""
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
        own = self.text.endswith((part[-2:] + "数", part[-2:] + "人数"), low, high)
        if (own and len(part) > 3) or self.text.endswith(("总量", "总数"), low, high):
            return ()  # 市场主体总量130万户，其中|企业|47万户
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
        if task := self._task(before, head):
            return task
        if head.startswith(("含", "不含")):
            plain = (other for other in reversed(self.drafts) if other.rule != "bare-head")
            return next(plain, before).base
        if topic := self._event(head) or self._object_before(draft, before):
            return topic
        if head in self.lexicon.change_nouns or head.endswith(NEWLY):
            return before.base
        return self._without_measure(before, head)

    def _object_before(self, draft: Draft, before: Draft) -> tuple[Span, ...]:
        """The object or topic of the clause right before, where it has no number."""
        clause = self._clause_before(draft.reading.zone)
        if before.clause < draft.clause and clause is not None and not clause.quantities:
            span, _ = clean_left(self.text, (clause.start, clause.end), self.lexicon, self.starts)
            verb = flow_verb(self.text, span, self.lexicon)
            if verb and 2 <= span[1] - verb[1] <= 24:
                return ((verb[1], span[1]),)
            between = before.clause < draft.clause - 1 and not self.text.startswith(
                "为", clause.start
            )
            return self._topic_of((clause.start, clause.end)) if between else ()
        return ()

    def _without_measure(self, before: Draft, head: str) -> tuple[Span, ...]:
        """The name of the record before, less its own measure and verb."""
        spans = list(before.base)
        low, high = spans[-1]
        passing = _HELD_AGAINST.search(self.text, low + 2, high)
        high = passing.start() if passing else high
        did = None
        if before.rule == "counted" and head not in _COUNTS:  # 97个项目|实现开竣工，总投资
            did = _DID.search(self.text, low + 2 * (len(spans) == 1), high)
        high = did.start() if did else high
        if low == high:
            low, high = spans[-2]
            spans.pop()
        spans[-1] = (low, high)
        for size in range(min(6, high - low), 1, -1):
            ending = self.text[high - size : high]
            acting = head in self.lexicon.flow
            acts = acting and ending in self.lexicon.flow and ending not in _RULES
            whole = acting and head not in self.lexicon.bare and not ending.startswith("总")
            if whole and not acts:
                continue  # 制定地方标准|14项、修订9项: the whole object
            if ending == "出口" and self.text.endswith("进出口", low, high):
                break
            if head in ("总量", "总额") and ending in ("收入", "支出"):
                break  # 一般公共预算收入|总量
            if acts or ending in self.lexicon.bare:
                high -= size
                own = high - low > 2 or len(spans) > 1
                high -= 2 * (own and self.text.endswith(NEWLY, low, high))
                spans[-1] = (low, high)
                break
        if self.text.endswith("新线", low + 2, spans[-1][1]):
            spans[-1] = (low, spans[-1][1] - 2)  # 3条地铁|新线，新增里程
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
        verb = self._list_verb(draft, before) or before.verb or self._verb_inside(draft, before)
        if verb is None or draft.reading.direction or draft.reading.to:
            return None
        if self.text[verb[0] : verb[1]] in self.lexicon.complete:
            return None
        if flow_verb(self.text, front[0], self.lexicon) or self._exceeds(draft, before):
            return None
        if self.text.startswith((*_STANDING, *_EASED, *_FOR), front[0][0]):
            return None
        poor = _POOR.match(self.text, verb[1], verb[1] + 3)
        verb = (verb[0], poor.end()) if poor else verb
        near = draft.clause == before.clause and draft.reading.joined
        near = near or self._behind_bracket(draft, before)
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
            or self.text.find(self.text[slice(*verb)], *front[0]) >= 0
        ):
            return None
        alike = draft.quantity.unit.removesuffix("次") == before.quantity.unit.removesuffix("次")
        parts = self._opens_parts(draft) and self.text.find(self.text[slice(*verb)], *front[-1]) < 0
        same = alike and draft.clause - before.clause <= 1 + parts
        same = same and _OWN_VERB.search(self.text, *front[-1]) is None
        return verb if near or same else None

    def _exceeds(self, draft: Draft, before: Draft) -> bool:
        """``企业156家、净增9家，其中大型企业23家``: no part of the value before it."""
        value, whole = draft.quantity.value, before.quantity.value
        alike = draft.quantity.unit == before.quantity.unit and self._is_part(draft.reading)
        return alike and value is not None and whole is not None and value > whole

    def _list_verb(self, draft: Draft, before: Draft) -> Span | None:
        """``新增教授5人、聘任教授3人、|技师6人``: the verb of the list, not of one kind."""
        group = [d for d in self.drafts if d.clause == draft.clause][-2:]
        if len(group) < 2 or group[1] is not before or before.verb is None:
            return None
        first, listed = group[0], before.reading.joined and draft.reading.joined
        alike = first.quantity.unit == before.quantity.unit == draft.quantity.unit
        kind = self.text[slice(*before.verb)] in _OF_ONE_KIND
        newly = first.verb is not None and self.text[slice(*first.verb)] in NEWLY
        return first.verb if listed and alike and kind and newly else None

    def _opens_parts(self, draft: Draft) -> bool:
        """``购置器材20台，|其中：|检测器材8台``: whether only that stands in the clause before."""
        clause = self._clause_before(draft.reading.zone)
        return clause is not None and self.text[clause.start : clause.end].strip() == "其中"

    def _behind_bracket(self, draft: Draft, before: Draft) -> bool:
        """``新建小学6所（其中公办4所）、|幼儿园9所``: a list goes on behind a bracket."""
        between = self.clauses[before.clause + 1 : draft.clause]
        listed = self.text.startswith(("、", "和"), draft.reading.zone)
        return listed and len(between) == 1 and between[0].inner

    def _verb_inside(self, draft: Draft, before: Draft) -> Span | None:
        """``母港接待|邮轮9艘次、旅客3万人次``: a subject and its verb in the item before."""
        listed = draft.reading.joined and draft.clause == before.clause
        if not listed or len(before.base) != 1:
            return None
        won = _WINNING.search(self.text, *before.base[0])
        if won:
            return won.span()
        match = _INSIDE.search(self.text, *before.base[0])
        return (before.base[0][0], match.end()) if match else None

    def _is_bare(self, draft: Draft, before: Draft, head: str) -> bool:
        """Whether a head says nothing without the subject of the record before it."""
        if before.name.endswith(head):
            return False
        flow = before.verb is not None or before.rule == "counted"
        if flow and head.startswith(NEWLY) and head[2:] in self.lexicon.headed:
            return True  # 开通地铁线路3条、|新增运营里程|20公里
        if self._measures_only(head) or self._repeats_object(draft, before, head):
            return True
        if draft.reading.joined and _SHARE_OF.fullmatch(head) and before.rule == "head":
            return True
        if head.startswith(("含", "不含")) and draft.reading.direction:
            return True  # 固定资产投资31亿元，|不含铁路|下降2.6%
        if _PART_OF.sub("", head) in self.lexicon.headed and _PART_OF.search(head):
            return True
        zone = draft.reading.zone
        listed = draft.reading.joined or "、" in self.text[max(0, zone - 1) : zone + 1]
        sibling = listed or self._is_part(draft.reading) or self._goes_on(draft, before)
        # 改造农村公路26公里，|危桥|12座: a deed has objects, and these do not own each other
        deed = before.verb is not None and before.rule == "head"
        sibling = sibling or (deed and len(head) == 2 and not self._only_acts(head))
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
        if before.quantity.unit == draft.quantity.unit and self._task(before, head):
            return True
        alike = named and before.quantity.unit == draft.quantity.unit
        return self._only_acts(head) and (alike or self._is_part(draft.reading))

    def _task(self, before: Draft, head: str) -> tuple[Span, ...]:
        """``26项整改任务，完成整改11项，推进整改15项``: the task that a deed of its kind is of."""
        names = [self.text[low:high] for low, high in before.name_spans]
        spans, object_ = before.name_spans, self._supported(head)
        if len(names) > 1 and self._supported(names[-1]):
            spans, names = spans[:-1], names[:-1]
        plain = before.verb is None or len(spans) < len(before.name_spans)
        named = object_ and object_ not in self.lexicon.bare and object_ in names[-1]
        return spans if named and plain else ()

    def _supported(self, head: str) -> str:
        """The noun of a deed behind its verb: 完成|整改."""
        hit = self.lexicon.flow.starting(head, 0, len(head))
        return head[len(hit[0]) :] if hit and hit[0] in _SUPPORTING else ""

    def _only_acts(self, head: str) -> bool:
        """Whether a head is a verb of flow, or two: ``清理废止``."""
        hit = self.lexicon.flow.starting(head, 0, len(head))
        if hit is None or hit[0] == head:
            return hit is not None
        return hit[0] not in _SUPPORTING and head[len(hit[0]) :] in self.lexicon.flow
