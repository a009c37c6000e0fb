"""Numbers that say which things are meant, and not how many: a field, a step, a class, a tier."""

from __future__ import annotations

import re

from govreport_nlp.numbers.quantities import Quantity

__all__ = ["VAGUE_BEFORE", "names_work", "tells_which"]

VAGUE_BEFORE = frozenset("近约超上过数足到余达破")
"""Last characters of the words before a number that is not exact."""

# What each of a counted group has passed: 9家企业产值超过|10亿元.
_MEMBERS_OVER = re.compile(
    r"[\d０-９一二三四五六七八九十百千多余](?:个?[家户]|个(?=[^，。；、\d]{0,6}(?:产业|园区|集群|县|镇|区)))(?!.{0,20}(?:实现|完成|累计|合计|总))[^，。；、\d]{2,16}"
    r"(?:产值|收入|营收|税收|销售额?|纳税额?|规模|市值|利润|交易额)(?:均|分别)?(?:超过?|突破|过)$"
)
# The field of a rank: 在全省|14个|市州中排名第三.
_IN = re.compile(r"在[^，。；、]{0,8}$")
_FIELD_OF_RANK = re.compile(
    r"[^，。；、\d]{1,14}中(?=[^，。；、]{0,8}(?:排|居|列|位|第))"
    r"|[^，。；、\d]{1,14}(?:排名|排行|测评|评比|考核|考评|评价)中"
)
# Behind a threshold, the things that it tells apart, and how many they are.
_WHICH = re.compile(
    r"的(?:有|共有)?[^，。；、\d]{0,14}?(?:有|达|达到|增至|增加到|突破|超|共)?(?:\d+|[百千万]余?)[个家户种项所座]"
)
# Steps that a sum has climbed: 跨过两个|万亿元大关.
_STEPS = re.compile(r"[百千万亿]+元?级?(?:台阶|大关|关口)")
# A class of projects by what each has to bring: 引进投资超|10亿元|的产业项目.
_MORE_THAN = re.compile(
    r"(?:投资额?|产值|营收|营业收入|收入|税收|销售额?|市值|规模)(?:均)?(?:超过?|过|突破)$|(?<=[、和])过$"
)
_KIND_OF_MORE = re.compile(
    r"的[^，。；、\d]{0,8}(?:项目|企业)(?=[，。；、]|$)|(?!的)[^，。；、\d]{0,6}(?:项目|企业|行业|产业|集群|园区)(?:\d+[个家]|(?=[，。；、]|$))"
)
# A tier that a place has reached: 成为第三个过|10万亿元|省份.
_TIER = re.compile(
    r"(?:省份|城市|大县|强县|强镇|大镇|县区|区县|乡镇|地区|国家|[省市县区镇乡村])"
    r"(?=[，。；、）\s\d]|$)"
)
# A size in the name of one of several works: 推动甲公司|40万吨|熔盐装置升级、…等项目.
_LISTED_WORKS = re.compile(
    r"(?!以上|以下|以内|左右|的)[^，。；、\d]{2,24}(?:、[^，。；]{2,160}?)?"
    r"等[^，。；、]{0,14}(?:项目|工程|生产线|装置|技改|建设)"
    r"|(?!以上|以下|以内|左右|的)[^，。；、\d]{2,16}[、和][^，。；]{4,80}?(?:项目|工程|生产线|装置)"
    r"(?:全面|顺利|正式|相继|加快)*(?:开工|建成|投产|投运|并网|落地|建设|[，。；])"
)
_OWNER = re.compile(r"[^，。；、：:\d]*$")
_LEAD = re.compile(
    r"(?:积极|全力|大力|加快|着力|持续|有序|确保|力争|支持|重点|抓好|抓实|做好|推动|推进|促进|保障|实施|启动|建设|开工|建成|完成|谋划|布局|服务)*"
)
_NO_OWNER = re.compile(r"(?:产能|产量|装机|容量|规模|能力|里程|面积|新增|共|约|超|近|达)$")
_SIZES = frozenset(["吨", "千瓦", "兆瓦", "吉瓦", "立方米", "千瓦时", "兆瓦时", "吉瓦时", "千伏"])
_GOODS = frozenset(["套", "台", "辆", "片", "只", "件", "平方米", "张", "支", "枚", "箱"])


def names_work(text: str, quantity: Quantity, low: int, doing: tuple[str, ...]) -> bool:
    """Whether a size is part of the name of a work that is listed with others.

    Args:
        text: The report's text.
        quantity: The number.
        low: Start of the sentence.
        doing: Verbs; right behind one of them a size is what was done.
    """
    value = quantity.value
    many = quantity.unit in _GOODS and value is not None and value >= 1000
    if not (many or quantity.unit in _SIZES) or not _LISTED_WORKS.match(text, quantity.end):
        return False
    owner = _OWNER.search(text, max(low, quantity.start - 24), quantity.start)
    named = owner.group() if owner else ""
    if named.removesuffix("了").endswith(doing) or _NO_OWNER.search(named):
        return False
    lead = _LEAD.match(named)
    return len(named) - (lead.end() if lead else 0) >= 3


def tells_which(text: str, quantity: Quantity, behind: str, low: int) -> bool:
    """Whether a number says which things are meant, and not how many: a field, a step, a class."""
    start = quantity.start
    if quantity.unit == "元" and _MEMBERS_OVER.search(text, max(low, start - 32), start):
        return True
    if _FIELD_OF_RANK.match(behind) and _IN.search(text, max(low, start - 9), start):
        return True
    if _KIND_OF_MORE.match(text, quantity.end) and _MORE_THAN.search(
        text, max(low, start - 8), start
    ):
        return True
    if _WHICH.match(text, quantity.end) and text[start - 1 : start] in VAGUE_BEFORE:
        return True
    tiered = quantity.unit in ("元", "美元") and text[start - 1 : start] in "超过破"
    if tiered and _TIER.match(text, quantity.end):
        return True
    if quantity.unit == "类" and text.startswith(("新药", "创新药"), quantity.end):
        return True
    one_of = behind.endswith("之一") and not behind.endswith("分之一")
    return one_of or _is_step(text, quantity)


def _is_step(text: str, quantity: Quantity) -> bool:
    """``跨过两个万亿元大关``: neither the count nor the sum is a value."""
    if quantity.unit == "个":
        return _STEPS.match(text, quantity.end) is not None
    counted = text[quantity.start - 1 : quantity.start] == "个" and quantity.unit in ("元", "")
    return counted and text.startswith(("级", "台阶", "大关", "关口"), quantity.end)
