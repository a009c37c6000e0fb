"""Subjects that are lists: ``城镇职工、农牧民医疗保险限额分别达到22万元和8万元``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from govreport_nlp.indicators.draft import Draft
from govreport_nlp.indicators.lexicon import Lexicon
from govreport_nlp.indicators.names import flow_verb

__all__ = ["earlier_names", "share_items"]

Span = tuple[int, int]

_ITEM_MARK = re.compile(
    r"、|以及|(?<![饱柔温共总])和(?![谐睦])|(?<!参)与|(?<![普涉惠波危])及(?!格|时率)|(?<=”)(?=“)"
)


def share_items(
    text: str, subject: Span, count: int, opaque: Sequence[Span], lexicon: Lexicon
) -> list[tuple[Span, ...]] | None:
    """Split a subject into the names of ``count`` values.

    Args:
        text: The report's text.
        subject: The subject.
        count: How many values it has.
        opaque: Quotations and brackets, inside which nothing is split.
        lexicon: The words.

    Returns:
        The spans of each name, the common head given to all; None where there are not so many.
    """
    marks = [
        match.span()
        for match in _ITEM_MARK.finditer(text, *subject)
        if not any(a < match.start() < b for a, b in opaque)
    ]
    for chosen in _choices(text, marks, count - 1):
        edges = [subject[0], *(offset for mark in chosen for offset in mark), subject[1]]
        items = [_stripped(text, edges[i], edges[i + 1]) for i in range(0, len(edges), 2)]
        if all(low < high for low, high in items):
            return _share_head(text, items, lexicon)
    return _split_pair(text, subject) if count == 2 else None


def _stripped(text: str, low: int, high: int) -> Span:
    while low < high and text[low].isspace():
        low += 1
    while low < high and text[high - 1].isspace():
        high -= 1
    return low, high


def _choices(text: str, marks: list[Span], wanted: int) -> list[list[Span]]:
    """Choices of ``wanted`` marks: all, those of one kind, the commas with the last other."""
    commas = [mark for mark in marks if text[mark[0]] == "、"]
    others = [mark for mark in marks if text[mark[0]] != "、"]
    mixed = [*commas, others[-1]] if commas and others else []
    return [choice for choice in (marks, commas, others, mixed) if len(choice) == wanted]


_PAIRS = ("收支", "产销", "供需", "城乡", "存贷", "进出", "男女", "牛羊", "棉粮", "粮棉", "工农")
"""Compounds of two that share what stands behind them."""


def _split_pair(text: str, subject: Span) -> list[tuple[Span, ...]] | None:
    """``城乡居民收入``: 城 + 居民收入 and 乡 + 居民收入; ``存贷款余额`` alike."""
    low, high = subject
    found = [at for pair in _PAIRS if (at := text.find(pair, low, high)) >= 0]
    if len(found) != 1:
        return None
    at = found[0]
    lead = ((low, at),) if at > low else ()
    return [(*lead, (at, at + 1), (at + 2, high)), (*lead, (at + 1, high))]


def _share_head(text: str, items: list[Span], lexicon: Lexicon) -> list[tuple[Span, ...]]:
    """Give the common head at the end of the last item to the items before it."""
    head = _head_start(text, items[-2], items[-1], lexicon)
    end = items[-1][1]
    if head is None or head >= end:
        return _share_front(text, items, lexicon)
    shared = [
        (item,) if text[item[1] - 1] == text[end - 1] == "率" else (item, (head, end))
        for item in items[:-1]  # 义务教育巩固率 is whole, 高中阶段 is not
    ]
    return _share_facility(text, [*shared, (items[-1],)])


# 港口|货物和集装箱吞吐量: of what it is that passes through.
_FACILITY = re.compile(
    r"(?:(?![和与及])[\u4e00-\u9fff]){0,4}?(?:港口|机场(?:航空)?|民航|铁路|公路|水路|口岸|轨道交通)(?![和与及])(?=.{2})|(?:规模以上|限额以上|规上|限上)(?!工业(?:企业)?$)(?=.{2})"
)


def _share_facility(text: str, names: list[tuple[Span, ...]]) -> list[tuple[Span, ...]]:
    """Give the facility that opens the first item to the others, where none has its own."""
    place = _FACILITY.match(text, *names[0][0])
    low, high = names[0][0]
    measured = text[low] in "规限" and text[high - 1] in "值额量数入资"  # 规上增加值、销售额|占比
    if place is None or measured or any(_FACILITY.match(text, *spans[0]) for spans in names[1:]):
        return names
    return [names[0], *((place.span(), *spans) for spans in names[1:])]


# 对沿线国家|投资额、进出口额; 单位生产总值|用水量、能耗.
_TOWARDS = re.compile(r"对[^，。；、]{2,14}?(?:国家(?:和地区|地区)?|地区|各国|东盟|欧盟|美国)")
# 省级以上|技术中心、研究中心分别…
_TIER = re.compile(r"(?:国家|省|市|县)级(?:及?以上)")
_PER_UNIT = re.compile(r"(?:单位|万元)(?:国内生产总值|地区生产总值|生产总值|GDP|工业增加值|增加值)")
_HOSTED = re.compile(r"(?:国内|入境|乡村)?旅游(?=接待)")  # 旅游|接待人次、收入
_EACH = re.compile(r"每(?:[百千万]|十万)?[\u4e00-\u9fff](?:口|均)?(?:拥有)?")


def _share_front(text: str, items: list[Span], lexicon: Lexicon) -> list[tuple[Span, ...]]:
    """Give what opens the first item to the others: ``基金收入、支出``, ``每千人床位、医师``."""
    low, high = items[0]
    area = _AREA.match(text, low, high)
    rates = all(text[b - 1] == "率" for _, b in items)
    placed = any(text[a] in _PLACES for a, _ in items[1:])
    if area and rates and not placed and area.end() < high - 2:
        shared = area.span()  # 农村自来水普及率、污水处理率
        return [(items[0],), *((shared, item) for item in items[1:])]
    tier = _TIER.match(text, low, high)
    if tier and tier.end() < high - 2 and not any(_TIER.match(text, a, b) for a, b in items[1:]):
        return [(items[0],), *((tier.span(), item) for item in items[1:])]
    stated = _TOWARDS.match(text, low, high) or _PER_UNIT.match(text, low, high)
    if stated and stated.end() < high and not any(text[a] in "对单万人" for a, _ in items[1:]):
        return [(items[0],), *((stated.span(), item) for item in items[1:])]
    hosted = _HOSTED.match(text, low, high)
    if hosted and all(text[a:b].endswith("收入") and b - a <= 4 for a, b in items[1:]):
        return [(items[0],), *((hosted.span(), item) for item in items[1:])]
    asked = text.find("申请", low + 1, high)
    if asked > 0 and all(text.startswith("授权", a) for a, _ in items[1:]):
        return [(items[0],), *(((low, asked), item) for item in items[1:])]  # 专利申请量、授权量
    each = _EACH.match(text, low, high)
    front: tuple[Span, ...] = ((low, each.end()),) if each else ()
    alone = text[low:high] in lexicon.bare
    if not (each or alone) and all(text[a:b] in lexicon.bare for a, b in items[1:]):
        for size in range(min(4, high - low - 1), 1, -1):
            if text[high - size : high] in lexicon.bare:
                front = ((low, high - size),) if high - size - low > 1 else ()
                break
    names = [(items[0],), *((*_without_repeat(text, front, item), item) for item in items[1:])]
    measured = all(text.endswith(lexicon.whole, *item) for item in items)
    return _share_facility(text, names) if measured else names


def _without_repeat(text: str, front: tuple[Span, ...], item: Span) -> tuple[Span, ...]:
    """``商品房|销售面积和销售额``: what opens an item is not said before it as well."""
    if not front or not text.endswith(text[item[0] : item[0] + 2], *front[0]):
        return front
    low, high = front[0]
    return ((low, high - 2),) if high - 2 > low else ()


_PROPERTIES = (
    "浓度", "数量", "产量", "面积", "人数", "比例", "比重", "占比",
    "指数", "标准", "水平", "里程", "规模", "出口", "进口", "销量",
)  # fmt: skip
"""What things have: never an indicator without them."""

_TRADE = re.compile(
    r"(产业|(?<!企)业)(?:增加值|总产值|产值|销售额|营业额|营业收入|投资|税收|利润|用电量)$"
)
"""What a trade has; 业 or 产业 belongs to each of the trades that are listed."""

_RATIOS = ("占比", "比重")
"""What sums have as well: ``进口额、出口额占比分别为…``."""

_SUMS = ("额", "值", "量", "收入", "支出", "投资", "人口")

# Words that no head begins inside of.
_WORDS = (
    "企业", "产业", "机构", "项目", "学校", "医院", "面积", "数量", "产量", "收入", "支出",
    "投资", "贷款", "存款", "余额", "挂牌", "平均", "人数", "用户", "资金", "标准", "比例",
    "人口", "居民", "职工", "工程", "设施", "服务", "教育", "医疗", "保险", "补贴", "消费",
    "价格", "总额", "产值", "增加", "农户", "车辆", "床位", "案件",
)  # fmt: skip
_KINDS = frozenset("板级民业工区县市省员者人户品费税款油气电车船类厂校院资")
"""Last characters of words for kinds of people and things."""


_CODE = re.compile(r"[A-Za-z\d.]+")
_TITLED = ("市", "县", "城", "区", "镇", "村", "乡")


def _head_start(text: str, item: Span, last: Span, lexicon: Lexicon) -> int | None:
    """Where the common head begins in the last item, or None where it has none.

    The items end alike (``城镇居民``, ``农村居民``), so the head begins behind that ending in the
    last item; where they do not, behind as many characters as the item before has.
    """
    stem = text[item[0] : item[1]].strip("“”")
    if text[item[0]] == text[last[0]] == "“" and 0 < (at := text.find("”", *last)) < last[1] - 1:
        return at + 1  # “安居楼”“安心房”|交付率
    for noun in lexicon.change_nouns:
        if text.endswith(noun, *last) and not stem.endswith(noun) and stem not in lexicon.headed:
            return last[1] - len(noun)
    trade = None if stem.endswith(lexicon.stock) else _TRADE.search(text, *last)
    if trade:  # 批发、住宿和餐饮|业增加值
        return trade.end(1) if stem.endswith("业") else trade.start()
    alike = _behind_ending(text, stem, last)
    if alike is not None:
        return alike
    if _own_deed(text, stem, last, lexicon):
        return None
    if text.endswith(_RATIOS, *last) and stem.endswith(_SUMS):
        return last[1] - 2
    if stem.endswith(lexicon.stock):
        return None
    # 居民医保和基本公共卫生服务|人均补助标准; 新能源、输变电装备|产业产值
    for word, apart in (("人均", 3), ("户均", 3), ("产业", 1)):
        if (at := text.find(word, *last)) >= last[0] + len(stem) + apart:
            return at
    if stem.endswith(_TITLED) and text[last[1] - 1] in _TITLED:
        return None  # 全国文明城市、国家历史文化名城
    kinds = stem[-1] in _KINDS and text[last[1] - 3] in _KINDS  # 企业、个体工商户|数量
    if kinds or last[1] - last[0] <= len(stem) + 1:
        return _property(text, last, lexicon)
    return _at_word(text, last[0] + len(stem), last, lexicon)


def _own_deed(text: str, stem: str, last: Span, lexicon: Lexicon) -> bool:
    """``城镇就业、新增发放贷款``: the last item has a verb of its own, and the others a noun."""
    verb = flow_verb(text, last, lexicon)
    if text.startswith(("进口", "出口"), last[0]):
        return False
    return verb is not None and lexicon.flow.starting(stem, 0, len(stem)) is None


_PLACES = frozenset("城乡镇村农县市区省全行")
_AREA = re.compile(r"城市建成区|建成区|农村|主城区|中心城区")


def _behind_ending(text: str, stem: str, last: Span) -> int | None:
    """Behind the ending that the last item shares with the one before it."""
    code = _CODE.match(text, *last) if _CODE.fullmatch(stem) else None
    if code and code.end() < last[1]:  # PM2.5、PM10|平均浓度
        return code.end()
    if stem.endswith("）") and (at := text.rfind("）", *last)) >= 0:
        return at + 1
    for size in (3, 2, 1):
        if len(stem) < size:
            continue
        at = text.find(stem[-size:], *last)
        if at >= 0 and (size > 1 or stem[-1] in _KINDS):
            return at + size + text.startswith("”", at + size)
    return None


def _at_word(text: str, cut: int, last: Span, lexicon: Lexicon) -> int:
    """Move a cut out of the middle of a word: ``集装箱|吞吐量``, ``装备制造业|产业规模``."""
    for goods in lexicon.goods:
        if text.startswith(goods, last[0]) and cut < last[0] + len(goods) < last[1]:
            return last[0] + len(goods)
        if text.endswith(goods, *last) and last[1] - len(goods) >= cut:
            return last[1] - len(goods)  # 绿色、地理标志|农产品
    for word in lexicon.whole:
        if text.endswith(word, *last) and last[1] - len(word) < cut:
            return last[1] - len(word)
    if text[cut - 1 : cut + 1] in _WORDS:
        return cut - 1 if cut - 1 > last[0] + 1 else cut + 1
    if text[cut] in "型性级类":
        return cut + 1
    trade = text.startswith("业", cut) and not text.startswith(("业务", "业绩", "业态"), cut)
    return cut + trade


def _property(text: str, last: Span, lexicon: Lexicon) -> int | None:
    """``PM2.5、臭氧|浓度``, ``旅客和货邮|吞吐量``: what the others lack."""
    for measure in lexicon.whole:
        if text.endswith(measure, *last) and last[1] - last[0] >= len(measure) + 2:
            return last[1] - len(measure)
    if last[1] - last[0] >= 4 and text.endswith(_PROPERTIES, *last):
        return last[1] - 2
    return None


_REACH = 80
"""How many records before a list of values may have the names of these."""


def earlier_names(
    drafts: Sequence[Draft], count: int, *, whole: bool = True
) -> list[tuple[Span, ...]] | None:
    """The names of the last records with names of their own, in text order.

    Args:
        drafts: The records of the sentence so far.
        count: How many names are wanted.
        whole: Whether phrases such as ``每人每月`` stay; a rate of growth has none.
    """
    names: list[tuple[Span, ...]] = []
    for draft in reversed(drafts[-_REACH:]):
        spans = draft.base if draft.reading.each and not whole else draft.name_spans
        if spans and spans not in names:
            names.append(spans)
        if len(names) == count:
            return names[::-1]
    return None
