"""Names: which passages say what a number counts.

Every function works on spans; the text is only looked at. A name is one to three spans in text
order, see the annotation guidelines, section 3.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from govreport_nlp.indicators.lexicon import Lexicon
from govreport_nlp.numbers.periods import PeriodSpan

__all__ = [
    "INNER_YEAR",
    "clean_left",
    "clean_right",
    "drop_inner",
    "flow_verb",
    "merge_spans",
    "verb_at_end",
]

Span = tuple[int, int]

_EDGE = " 　\t\n，,、；;：:。.－-—·~\uf0d8\uf06c\uf0b2\uf0fc\uf0a7\uf0b7\uf06e"
"""Marks around a name, the bullets of symbol fonts among them."""
_PARTNER_OF_CLOSING = {"）": "（", ")": "(", "”": "“", "》": "《", "〕": "〔", "]": "["}
_PARTNER_OF_OPENING = {value: key for key, value in _PARTNER_OF_CLOSING.items()}


def clean_left(
    text: str, span: Span, lexicon: Lexicon, periods: Mapping[int, PeriodSpan]
) -> tuple[Span, list[PeriodSpan]]:
    """Drop what leads a name and is no part of it: periods, scopes, adverbs, links.

    Args:
        text: The report's text.
        span: The candidate name.
        lexicon: The words.
        periods: The periods of the sentence by the offset that they start at.

    Returns:
        The name, perhaps empty, and the periods that were dropped.
    """
    low, high = span
    dropped: list[PeriodSpan] = []
    marker = _LIST_MARKER.match(text, low, high)
    if marker:
        low = (
            _behind_title(text, marker.end(), high, lexicon)
            if "、" in marker.group()
            else marker.end()
        )
    campaign = _CAMPAIGN.match(text, low, high)
    if campaign:
        low = campaign.end()
    body = _BODY_HAS.match(text, low, high)
    if body:
        low = body.end()
    low = _after_heading(text, low, high, periods, dropped)
    while low < high:
        if text[low] in _EDGE:
            low += 1
            continue
        period = periods.get(low + (text[low] in "在于"))
        if period is not None and period.end <= high:
            dropped.append(period)
            low = period.end + (_BY_THEN.match(text, period.end) is not None)
            continue
        hit = lexicon.lead.starting(text, low, high)
        if hit is None or not hit[1]:
            adverb = _adverb(text, low, high, lexicon)
            if adverb:
                low = adverb
                continue
            compared = _COMPARED.match(text, low, high)
            if compared is None and text.find("最", low, high) > 0:
                compared = _SUPERLATIVE.match(text, low, high)
            if compared is None:
                break
            low = compared.end()
            continue
        if _is_of_name(text, low, high, hit[0], lexicon):
            break
        low += len(hit[0])
    if text.startswith("是", high) and _COUNT_OF_LIST.fullmatch(text, low, high):
        return (high, high), dropped  # 三|是将18项…
    low = _behind_cause(text, low, high)
    return _balanced(text, low, _without_predicate(text, low, high, lexicon)), dropped


def _is_of_name(text: str, low: int, high: int, word: str, lexicon: Lexicon) -> bool:
    """Whether a word that mostly only leads is part of a name: ``争取|上级资金``."""
    if word == "争取":
        return _is_won(text, low + 2, high, lexicon)
    return word == "达到" and _UP_TO.match(text, low, high) is not None


# 达到规范化标准的|卫生院占比: which of them are meant.
_UP_TO = re.compile(r"达到[^，。；、\d]{2,10}(?:标准|要求|水平|条件|能力)的(?=[^，。；、\d]{2})")
_BY_THEN = re.compile("前|起(?![重降步点义草诉立])")  # 2025年底前建成, 2025年起每年补助


def _adverb(text: str, low: int, high: int, lexicon: Lexicon) -> int | None:
    """The end of adverbs in front of a verb of flow: ``高质量|建好``, and not ``高质量发展``."""
    at, guard = low, lexicon.lead.starting(text, low, high)
    if guard and len(guard[0]) > 2:  # 高效节水
        return None
    while hit := lexicon.adverbs.starting(text, at, high):
        at += len(hit[0])
    if at == low or lexicon.verbal_nouns.starting(text, at, high):
        return None
    return at if flow_verb(text, (at, high), lexicon) else None


_WHOLE = re.compile(r"全[省市县区州旗盟](?=[\u4e00-\u9fff]{2})|(?=全社会(?:用电|固定))")


def _behind_title(text: str, low: int, high: int, lexicon: Lexicon) -> int:
    """Behind a heading that lost its line end: ``九、教育、卫生和科学技术|全区中小学…``."""
    area = _WHOLE.search(text, low + 2, min(high, low + 24))
    return area.end() if area and not flow_verb(text, (low, high), lexicon) else low


_RATES = ("率", "比重", "占比", "比例")


def _behind_cause(text: str, low: int, high: int) -> int:
    """Behind the verb that brings a rate about: ``推动|污水收集率达80%``."""
    caused = text.startswith(("推动", "促进"), low) and text.endswith(_RATES, low + 4, high)
    return low + 2 * caused


_COUNT_OF_LIST = re.compile(r"[一二三四五六七八九十]{1,3}")

_WON = (
    "资金",
    "贷款",
    "投资",
    "项目",
    "债券",
    "债",
    "额度",
    "补助",
    "指标",
    "试点",
    "任务",
    "转移支付",
)


def _is_won(text: str, low: int, high: int, lexicon: Lexicon) -> bool:
    """Whether ``争取`` is what was done, ``争取上级资金``, and not what is hoped for."""
    low += 2 if text.startswith(("新增", "到位"), low) else 0
    if not text.endswith(_WON, low, high) or flow_verb(text, (low, high), lexicon):
        return False
    return lexicon.lead.starting(text, low, high) is None


# The body that a document is of, before its year: 江临市教育局|2031年度收入….
_BODY = re.compile(r"[\u4e00-\u9fff]{2,18}(?:局|委|厅|部门|单位|省|市|县|区|旗|州)")


# What was done under a slogan: “五年兴林大行动”|完成绿化面积….
_CAMPAIGN = re.compile(r"“[^”]{2,14}(?:行动|工程|计划|活动)”(?=完成.{2})")
_BODY_HAS = re.compile(_BODY.pattern + r"(?:共有|设有|共设|设)(?=.{2})")


def _after_heading(
    text: str,
    low: int,
    high: int,
    periods: Mapping[int, PeriodSpan],
    dropped: list[PeriodSpan],
) -> int:
    """Where a name begins behind a heading that has lost its line end: ``旅游业全年接待…``."""
    for start, period in periods.items():
        whole = period.kind == "implied" and not period.part
        own = period.kind == "absolute" and _BODY.fullmatch(text, low, start) is not None
        if (whole or own) and low < start and period.end < high - 1:
            dropped.append(period)
            low = period.end
    return low


_RANKED = re.compile(
    r"(?:稳居|位居|跃居|位列|居|列)(?:全[国省市区]|世界)[^，。；、]{0,8}(?:位|列|第一|[名强])、$"
    r"|(?:连续)?(?:迈上|跨过|跨越|突破|跃上)[^，。；、]{1,14}(?:台阶|大关|关口)、$"
)


def _without_predicate(text: str, low: int, high: int, lexicon: Lexicon) -> int:
    """The end of a name without the predicate that closes it: ``企业数量|实现翻番、``."""
    end = high
    while end > low and text[end - 1] in "，、 ":
        end -= 1
    listed = low < high and text[high - 1] == "、"
    ranked = _RANKED.search(text, max(low, high - 30), high) if listed else None
    if ranked:
        return ranked.start()
    hit = lexicon.predicates.ending(text, low, end)
    return end - len(hit[0]) if hit and end - len(hit[0]) > low else high


def _balanced(text: str, low: int, high: int) -> Span:
    """Trim white space, marks and brackets without a partner from both ends."""
    while low < high:
        first, last = text[low], text[high - 1]
        if first in _EDGE or first in _PARTNER_OF_CLOSING:
            low += 1
        elif last in _EDGE or last in _PARTNER_OF_OPENING:
            high -= 1
        elif first in _PARTNER_OF_OPENING and _PARTNER_OF_OPENING[first] not in text[low:high]:
            low += 1
        elif last in _PARTNER_OF_CLOSING and _PARTNER_OF_CLOSING[last] not in text[low:high]:
            high -= 1
        else:
            break
    for opening, closing in (("（", "）"), ("(", ")")):
        opened = text.rfind(opening, low + 2, high)
        if opened > 0 and text.find(closing, opened, high) < 0:
            high = opened  # 亲子馆(河东、|河西
    return low, high


# A comparison, or the occasion of a prize, in front of a name.
_COMPARED = re.compile(
    r"时隔[一二三四五六七八九十两\d]{1,3}年(?:再次|再度|重新)?(?=.{2})"
    r"|提前[一二三两\d]{1,2}年(?:实现|完成)(?=.{2})|连续[一二三四五六七八九十两\d]{1,3}年(?=[^，。、]{2})"
    r"|[三四五]年(?=新|中央|国家|财政|累计|共)|(?:比|较)(?:上年|去年|改革前|上一年|年初|上年同期|去年同期)(?=.)"
    r"|在[^，。、]{2,14}?[上中](?=获|夺|取得|荣获|赢得|斩获)"
    r"|[^，。；、\d]{2,12}(?:保持稳定|稳中有升|再创新高|稳步(?:增长|提升))、(?=.{4})"
    r"|(?:务实|成功)?办好[^，。；、\d]{2,14}[会节]、(?=.{4})"
    r"|(?:主要)?包括(?![^，。；]{1,14}在内)(?=.{2}|$)"
    r"|从(?:[\d一二两三四五六七八九十]{1,2}个?)(?:方面|维度|层面|环节)(?=.{2})"
    r"|从[^，。；、]{1,10}?(?=(?:选择|选取|选派|遴选|抽调|选拔|挑选|抽取)(?!性|题))"
    r"|[市县区省州盟旗]内(?=金融机构|银行业|各类企业|企业(?!外))"
)
# What else is said of a thing: 规模最大、用电最多、|总投资300亿元的项目.
_SUPERLATIVE = re.compile(r"(?:[^，。；、\d]{2,12}最[大多高长快好先强]、)+(?=.{2})")
_LIST_MARKER = re.compile(
    r"[\s　]*(?:[（(]?[\d０-９]{1,3}[)）、．.](?!\d)"
    r"|十[一二三四五六七八九]是(?=[^，。；]{2})|[（(]?[一二三四五六七八九十]{1,3}[)）、．](?!二、三|二[次产三])|[①-⑳])\s*"
)
_RIGHT_STOP = re.compile(
    r"以上|等(?=[，、。；和及]|一批|一系列|$)|、(?=多[个项家]|一批|若干)|及(?=(?!以上)[^，。；]{2,24}等(?!级))|（[^）]*）?$|，"
)


def clean_right(text: str, span: Span, lexicon: Lexicon) -> list[Span]:
    """Reduce what stands behind a number to the pieces of a name.

    Args:
        text: The report's text.
        span: From the end of the number to the next number or mark.
        lexicon: The words.

    Returns:
        The pieces in text order, at most two; none where nothing is a noun.
    """
    low, high = span
    if text[low:high].strip() == "人民币":
        return []
    if low < high and (text[low] in "、，,；（(" or _GOES_ON.match(text, low)):
        return []
    while low < high:
        if text[low] in " 　":
            low += 1
            continue
        hit = lexicon.tail.starting(text, low, high)
        if hit is None or text.startswith("都市", low):
            break
        low += len(hit[0])
    match = _RIGHT_STOP.search(text, low, high)
    if match and match.start() > low and text[match.start()] in "等及、":
        high = match.start()
    some = text.find("及一批", low + 1, high)
    high = some if some > 0 else high
    low, high = _balanced(text, low, high)
    except_ = _EXCEPT.search(text, low, high)
    high = except_.start() if except_ else high
    if _AMONG.search(text, low, high):
        high -= 1  # 60种农产品中
    in_use = _IN_USE.search(text, low + 2, high)
    if in_use:
        high = in_use.start()
    under_way = _UNDER_WAY.search(text, low + 2, high)
    if under_way and not _BY_WHOM.search(text, low, under_way.start()):
        high = under_way.start()
    return _without_inner(text, low, high, lexicon) if low < high else []


# What closes an exception: 除2件正在办理|外.
_EXCEPT = re.compile(r"(?<=..)以外$|(?<=[实理结成建收])外$")
_AMONG = re.compile(r"(?<=[\u4e00-\u9fff]{3})(?<![初高其集之当县国國])中$")
# Behind a number, what begins another statement: 达到850亿元|并向千亿元冲刺.
_GOES_ON = re.compile(r"并(?![购网联轨入行列])|而(?!立)|且")
_AVERAGES = frozenset("年人户日月平")
"""What stands before 均 in a word: 年均, 人均."""
_BY_WHOM = re.compile(r"(?<![自理事缘])由[^，。；由]{1,10}$")  # 316项职权|由|市县|实施
# What became of the things that were built: 4个水厂|并投入使用.
_IN_USE = re.compile(r"并(?:全部|正式|顺利)?(?:投入|投用|开放|运营|交付|启用|通车)")
_UNDER_WAY = re.compile(
    r"(?:(?:要|正)?加快(?:建设|落地)|(?:扎实|加快|有序|稳步|顺利|全面|深入|持续|高效|有力|加速|有效)?(?:推进|实施)|进展(?:良好|顺利|较快)|(?<=重组|建设|改造|验收)完成|(?<=.{4})(?<!重点)(?<!开展)(?<!做好)工作|(?<=率)不变|[都均]?不同程度(?:有所)?(?:增加|增长|提高|提升|下降|改善))$"
)


def _without_inner(text: str, low: int, high: int, lexicon: Lexicon) -> list[Span]:
    """Cut a deadline, and the first light verb or adverb, out of the middle of a name."""
    deadline = _DEADLINE.search(text, low + 2, high - 1)
    if deadline:
        rest = _without_inner(text, deadline.end(), high, lexicon)
        if text[rest[0][0] : rest[0][1]].startswith(("全部", "全面")):
            rest[0] = (rest[0][0] + 2, rest[0][1])
        return [(low, deadline.start()), *rest]
    for at in range(low + 1, high - 1):
        hit = lexicon.inner.starting(text, at, high)
        if hit and at == low + 1 and len(hit[0]) == 1:
            continue
        even = hit and hit[0].startswith("均")
        if even and (text[at - 1] in _AVERAGES or text[at + 1] in "衡等价"):
            continue
        if hit and hit[0] == "基本" and not lexicon.flow.starting(text, at + 2, high):
            continue  # 视力功能|基本训练
        if hit and at + len(hit[0]) < high:
            end = at + len(hit[0])
            more = lexicon.inner.starting(text, end, high)
            if more and more[0] in _ADVERBS_BEHIND:  # 首次|全部|达到
                end += len(more[0])
            return [(low, at), _balanced(text, end, high)]
    return [(low, high)]


_ADVERBS_BEHIND = frozenset(["全部", "首次", "顺利", "成功", "全面", "如期"])
_DEADLINE = re.compile(r"(?:(?:20\d\d|今|明)年(?:\d{1,2}月)?|\d{1,2}月|年)(?:底|末|中旬)?前")

_NOUN_ENDINGS = frozenset("业性率额费量型者员值")
"""What makes a noun of a verb of flow: ``保障性``, ``完成率``."""


# Nouns that begin like a verb: 服务站, 养殖基地, 创业担保贷款, 建设用地.
_COMPOUND = re.compile(
    r"(?:服务|培训|救助|养殖|种植|加工|保护|监测|检测|接种|供应|销售|生产|救援|帮扶|调解|展示|体验|交易|巡查|采购)"
    r"(?:总?[站点室园场厂区线链队员]|中心|基地|平台|岗位|车间|设施|大厅|窗口|合同|车)"
    r"|(?:创业|就业)(?:担保|见习|困难|援助|技能|补贴|补助|基地|孵化|服务|贷款|园)|建设用地"
)


def flow_verb(text: str, span: Span, lexicon: Lexicon) -> Span | None:
    """Return the span of the verb of flow that opens a name, or None."""
    low, high = span
    hit = lexicon.flow.starting(text, low, high)
    manner = 0
    if hit is None:  # 新|筹集住房, 专项|治理难题
        said = lexicon.manner.starting(text, low, high)
        manner = len(said[0]) if said else 0
        hit = lexicon.flow.starting(text, low + manner, high) if said else None
    if hit is None:
        return None
    end = low + manner + len(hit[0])
    if end < high and text[end] in _NOUN_ENDINGS:
        return None
    if _COMPOUND.match(text, low + manner, high):
        return None
    chained = lexicon.building.starting(text, end, high) if hit[0] in lexicon.building else None
    while chained and end + len(chained[0]) < high:  # 新建改建|中小学
        end += len(chained[0])
        chained = lexicon.building.starting(text, end, high)
    while end < high and text[end] in "、和并":
        again = lexicon.flow.starting(text, end + 1, high)
        if again is None:
            break
        end += 1 + len(again[0])
    return (low, end)


# 新增的市场主体|去年|纳税: the year that a subject and its verb stand around.
INNER_YEAR = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?<![比较与到至于是为等从自])(?:去年|上年)(?=[\u4e00-\u9fff]{2})(?![末底初度同期以份结])"
)
_BEGUN = ("完成", "建立", "实现", "建成", "实施", "开展", "制定", "解决")
_DROPPED = re.compile(
    "|".join(
        (
            INNER_YEAR.pattern,
            r"累计",
            r"(?<=.{2})共(?=新增|新建|新改|建成|完成|引进|发放|投入|开展|实施|受理|办理|查处|查办|处理|接待|组织|举办|检查|巡查|收到|出动)",
            r"首批|第一批|现行",
            r"(?<=中)共(?=发现|查出|提出|收到|征集)",
            "(?:" + "|".join(rf"(?<=[，。；、：\s]{verb})" for verb in _BEGUN) + ")了(?=.{2})",
            r"将?为此(?=投入|安排|支出)",
            r"(?<=财政)将(?=投入|安排|拿出)",
            r"(?<=.{2})(?<![近去这])[三四五十]年(?=累计)",
            r"(?<=组织|完成|开展|推动|实施|推进)全[市省区县州旗](?![性域面程])",
            r"(?<=财政|政府)[两三四五]年(?=支出|投入|安排)",
            r"已(?=完成|建成|开工)",
            r"(?<=.{2})拟(?=安排|投入|投资|新建|新增|建设|发行|补助)",
            r"安排(?=[^，。]{0,8}赤字$)",
            r"\[\d{1,2}\]",
            r"实现(?=[^，。]{0,12}(?:值|额|利润|收入|税收)$)",
            r"实现(?=转移就业|就业|脱贫)",
            r"完成(?=[^，。]{0,10}(?:产值|总值|增加值|总额|收入|利润|税收|地产投资|资产投资|工业投资)$)",
            r"完成(?=[^，。]{0,10}(?:销售额|交易额|营业额)$)",
        )
    )
)


def drop_inner(text: str, spans: Iterable[Span], opaque: Iterable[Span]) -> list[Span]:
    """Cut out what only links or counts inside a name: ``财政|累计|投入``."""
    kept: list[Span] = []
    for low, high in spans:
        at = low
        for match in _DROPPED.finditer(text, low, high):
            if any(a < match.start() < b for a, b in opaque):
                continue
            kept.append((at, match.start()))
            at = match.end()
        kept.append((at, high))
    return [span for span in kept if span[0] < span[1]]


def verb_at_end(text: str, span: Span, lexicon: Lexicon) -> list[Span]:
    """The verb of flow that ends a span, or the whole span where one opens it; else nothing."""
    hit = lexicon.flow.ending(text, *span)
    if hit:
        return [(span[1] - len(hit[0]), span[1])]
    return [span] if flow_verb(text, span, lexicon) else []


def merge_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sort spans, join those that touch, and keep the first four."""
    merged: list[Span] = []
    for span in sorted(set(spans)):
        if span[0] >= span[1]:
            continue
        if merged and span[0] <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(span[1], merged[-1][1]))
        else:
            merged.append(span)
    return tuple(merged[:4])
