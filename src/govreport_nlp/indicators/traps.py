"""Numbers that are no indicators, each with the reason."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from govreport_nlp.datafiles import read_table
from govreport_nlp.indicators.groups import VAGUE_BEFORE, names_work, tells_which
from govreport_nlp.numbers.numerals import parse_numeral
from govreport_nlp.numbers.periods import PeriodSpan
from govreport_nlp.numbers.quantities import Quantity

__all__ = ["Traps", "load_traps", "parts_of_entry"]

Span = tuple[int, int]

_RANK_BEFORE = re.compile(
    r"(?:居|列|排|名|位|跃|升|进入|进到|跻身|保持|获|全[国省市区县州旗盟球]|世界|国内|省内|西部|中部|东部|前进到|达到)"
    r"[^，。；、]{0,12}(?:第[^，。；、]{1,3}[、和])?$"
)
# What is measured without a unit: 农业用水有效利用系数提高到0.53.
_INDEX_BEFORE = re.compile(
    r"(?:系数|指数|比值|容积率|密度)(?:平均)?(?:分别)?(?:约|近)?(?:达到?|为|是|提高到|提高至|提升到|提升至|降至|降到|下降到|增至|升至|保持在|稳定在|控制在)?$"
    r"|收入(?:倍差|比值?|之比)(?:[由从](?:[12]\d{3}年的?)?(?:[\d.]{1,6})?)?"
    r"(?:达到?|为|[由从](?:[12]\d{3}年的?)?|(?:缩小|下降|降低?|缩减|提高|控制|保持)?[至到在])$"
)
_INDEX_ENDS = frozenset("数值率度均别约近达到为是至在由从的")
"""What the pattern above can end with."""
_RANK_ENDS = re.compile(r"[，。；、,;（() \n！”和及与)）]|$")
_LETTER_BEFORE = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ#№＃]-?$")
_BLANKS = frozenset(" \t\u3000、，。；")
"""Before a number, what ends no letter."""
_INCLUDED = r"(?:[（(]含[^）)]{0,10}[）)])?"
_THRESHOLD = re.compile(
    _INCLUDED + r"(?:及)?(?:以上|以下)" + _INCLUDED + r"(?:的)?(?=[\u4e00-\u9fff“])"
)
# What was done with a plant: 500兆瓦储能项目|并网.
_PUT_TO_WORK = re.compile(
    r"(?<=项目|工程|机组|装置|产线|电站)(?:顺利|成功|全面|全容量|正式|加快)*"
    r"(?:并网|开工|建成|投产|投运|投用|竣工|落地|签约|建设|推进|实施|通过环评|获批|达产|动工)+(?:发电)?$"
)
_TIMES = frozenset(["分钟", "小时", "刻钟"])
_CIRCLE = re.compile(r"、[\d一二三半]+(?:个)?(?:分钟|小时|刻钟)[^，。；、]{0,8}圈")
# Things that are counted by their size: 3座|35万千瓦电站.
_COUNTED_BEFORE = re.compile(r"(?:\d|[一二两三四五六七八九十])[座台条套组个]$")
# How far something reaches is part of its name: 车站与停车场80米内|接驳比例.
_REACH = re.compile(
    r"(?:以|之)?内(?=[\u4e00-\u9fff]{2})|(?:以|之)?[内外]的?(?=[\d０-９一二两三四五六七八九十百])"
)
_STEPPED = re.compile(r"[跨迈跃登站踏]上$")  # 总产值迈上|万亿|台阶
# How fast a thing has to be done is part of its rate: 路面坑洞4小时|修复率.
_TIMED_RATE = re.compile(r"[\u4e00-\u9fff]{2,4}率")
# 女性（18—45岁）|人口: an age that says in a bracket which people are meant.
_AGES = frozenset(["岁", "周岁"])
_NTH_BEFORE = re.compile(r"第\d{1,3}、$")  # 第2、|3栋
_RANKED = frozenset(["位", "名", ""])
_ALL_DAY = ("全天", "每天", "每日", "昼夜")
# How much earlier than something else in the same clause: 提前两周|向基层投放号源.
_EARLIER = re.compile(r"[向对将为给把](?=.{2})")
_SUPERLATIVES = ("最高", "最大", "最长", "最深", "首台", "首座", "首条")  # 全球最高|10米支架
_PIECES = frozenset("条个座处项所家件口台辆套")
# What a rating describes is counted behind it: 新建110千伏|变电站3座.
_COUNTED_KIND = re.compile(
    r"(?:及?以[上下])?[\u4e00-\u9fff]{2,8}(?:[\d０-９]+|[一二两三四五六七八九十]+)[座台条套组个艘列回]"
)
_STATEMENT = re.compile(
    r"(?:的)?(?:增长|提高|提升|上升|增加|延长|下降|降|升|目标|速度|水平|左右|大关|台阶|关口|规模)|[，。；、]"
)
_NOUN = re.compile(r"(?!以上|以下|以内|左右|的)[\u4e00-\u9fff“]")
# What a change starts from: 比2019年（|4.8万人次|）增长.
_BASE = re.compile(r"[较比][^，。；（）]{0,10}(?:年|期)（[^，。；（）]{0,12}$")
# 单位：新台币千元 over a table: a unit, and no amount.
_CAPTION = re.compile(r"单位[：:][^，。；\d]{0,6}$")
_SPAN_OF_TIME = re.compile(r"(?:连续|用|近|过去|今后|未来|前|后|第|每|当|不足|历时)$")
# 成功举办|2届|亚欧博览会、|3届|商博会.
_HELD = re.compile(
    r"(?:举办|承办|举行|召开)了?(?:[\d一二两三四五六七八九十]{1,2}届[^，。；、]{2,14}、)?$"
)
# Years that are what is measured: 平均受教育年限达到|11.3年.
_YEARS_OF = re.compile(
    r"(?:年限|寿命|工龄)(?:[、和与][^，。；、\d]{2,12})?(?:分别)?(?:平均)?[^，。；、\d]{0,6}(?:[\d.]+年)?(?:提高到|延长到|增加到|提高至|延长至)?$"
)
_COUNTED = frozenset(["个", "项", "所", "家", "座", "处"])
# What small counts of things have done: 城市更新|两个|项目入选全国典型.
_ACHIEVED = re.compile(
    r"[^，。；、\d]{1,10}(?:入选|获评|获批|获得|荣获|获(?=国家|自治区|全[国省市区]|省)|列入|跻身|竣工|投产|开工|通车|落户|(?:首次|均|全部)+(?:达到|完成))"
)
_CLAUSE_END = re.compile(r"[，。；、：！？,;:\n]")
_BIG_SCALES = frozenset("万亿萬億")
# A name for all divisions of a place: 三县一区.
_DIVISIONS = frozenset("县区市旗镇乡")
_OTHER_DIVISIONS = re.compile(r"[一二两三四五六七八九十]+[县区市旗镇乡]")
_NATION = re.compile(
    r"多?(?:[\u4e00-\u9fff]{0,3}(?:人民|儿女|父老乡亲|干部群众)|中国人|[各全]族人民|人民|国人|同胞|中华儿女|人口(?:的|大国))"
)
_PASSED_EACH = re.compile(r"[个家座](?:超过?|过|破|近)$")  # 4个过|五百亿|的县市
_AS_AXES = re.compile(r"以[^，。；]{2,36}为$")  # 以通道为|两条|横轴
_SMALL = frozenset("一二两三四五六七八九十双半")


# Firsts that are counted or heaped up are things: 3个全国|第一, 多项全省|第一.
_COUNTED_RANK = re.compile(
    r"(?:\d|[一二三四五六七八九十百多数几])[个项](?:全[国省市区县]|世界|全球|[国省市区]内)?$"
)
# 全国|第一|、行业第一的企业: a kind of thing.
_HEAPED = re.compile(r"(?:、[^，。；、\d]{0,8}第[一二三123])+的")


def _which(text: str, quantity: Quantity, low: int) -> str | None:
    """``前5%``, ``女性（18—45岁）``, ``第2、3栋``: why a number only says which are meant."""
    before = text[quantity.start - 1 : quantity.start]
    first = before == "前" and text[quantity.start - 2 : quantity.start] != "年前"
    if first and (quantity.kind == "percent" or text.startswith("的", quantity.end)):
        return "group"
    bracketed = before in ("（", "(") and text.startswith(("）", ")"), quantity.end)
    if bracketed and quantity.unit in _AGES:
        return "group"
    nth = quantity.unit not in _RANKED and _NTH_BEFORE.search(text, low, quantity.start)
    return "ordinal" if nth else None


class Traps:
    """Tells the numbers that are no indicators.

    Args:
        data: The content of ``data/indicator_traps.toml``.
    """

    def __init__(self, data: dict[str, dict[str, list[str]]]) -> None:
        self._slogan = frozenset(data["slogan"]["units"])
        self._doing = tuple(data["slogan"]["doing"])
        self._article = frozenset(data["article"]["units"])
        self._group = frozenset(data["group"]["units"])
        self._members = frozenset(data["group"]["members"])
        self._group_nouns = tuple(data["group"]["nouns"])
        self._ages = frozenset(data["group"]["ages"])
        self._service = frozenset(data["service"]["units"])
        self._service_nouns = tuple(data["service"]["nouns"])
        self._size = frozenset(data["size"]["units"])
        self._plants = tuple(data["size"]["nouns"])
        self._models = frozenset(data["model"]["units"])
        self._named = frozenset(data["named"]["units"])

    def reason(
        self,
        text: str,
        quantity: Quantity,
        periods: Sequence[PeriodSpan],
        starts: Sequence[int],
        quotes: Sequence[Span],
        span: Span,
    ) -> str | None:
        """Tell why a number is no indicator.

        Args:
            text: The report's text.
            quantity: The number.
            periods: The periods of its sentence, in text order.
            starts: Their starts.
            quotes: The quotations of the sentence.
            span: The sentence.

        Returns:
            The reason (``date``, ``name``, ``ordinal``, …), or None where it may be an indicator.
        """
        start, end = quantity.start, quantity.end
        index = bisect_right(starts, start) - 1
        if index >= 0 and periods[index].end > start:
            return "date"
        if quotes and any(a < start and end < b for a, b in quotes):
            return "name"
        if text[max(0, start - 2) : start] in ("（含", "(含"):
            return "group"
        if _is_aside(text, start, span[0]):
            return "name"
        if quantity.kind == "ordinal":
            return _ordinal_reason(text, quantity, span[0])
        before = text[start - 1 : start]
        if before not in _BLANKS and _LETTER_BEFORE.search(text, max(span[0], start - 2), start):
            return "name"
        if not quantity.unit:
            if text.startswith("人口以上", end) or _is_nation(text, quantity):
                return "group"
            if before == "上" and _STEPPED.search(text, max(span[0], start - 2), start):
                return None
            if before in _INDEX_ENDS:
                named = _INDEX_BEFORE.search(text, max(span[0], start - 20), start)
                if named is not None:
                    return None
            return _bare_reason(text, quantity)
        if quantity.unit in ("年", "学年", "學年", "季度", "月", "日", "届", "时", "点"):
            return self._time_reason(text, quantity, span)
        return self._named_reason(text, quantity, span)

    def _time_reason(self, text: str, quantity: Quantity, span: Span) -> str | None:
        if quantity.unit == "月" and "个" in quantity.text:
            before = _SPAN_OF_TIME.search(text, max(span[0], quantity.start - 2), quantity.start)
            behind = text.startswith(("内", "来", "后", "以来", "保持"), quantity.end)
            return "duration" if before or behind else None
        if quantity.unit == "届" and not quantity.text.startswith("一"):
            held = _HELD.search(text, max(span[0], quantity.start - 24), quantity.start)
            if held:
                return None
        if text.startswith("一遇", quantity.end):  # 防洪标准50年一遇
            return None
        if quantity.unit == "年" and _YEARS_OF.search(
            text, max(span[0], quantity.start - 32), quantity.start
        ):
            return None
        return "duration" if quantity.unit in ("年", "季度") else "date"

    def _named_reason(self, text: str, quantity: Quantity, span: Span) -> str | None:
        numeral = quantity.text[: quantity.number_end - quantity.start]
        if quantity.unit in self._named:
            issues = quantity.unit == "期" and text[quantity.start - 1 : quantity.start] == "》"
            return None if issues else "name"  # 编印《公报》|24期
        if len(numeral) == 1 and numeral in _SMALL and quantity.unit != "番":
            reason = self._small_reason(text, quantity, numeral, span)
            if reason:
                return reason
        if (
            text.startswith(("级", "方面", "民族", "国集团", "口径"), quantity.end)
            or (quantity.unit == "国" and text.startswith("集团", quantity.end))
            or text[quantity.start - 1 : quantity.start] == "每"
            or text.startswith("时速", max(0, quantity.start - 2))
            or (quantity.unit in ("米", "公里") and _REACH.match(text, quantity.end))
            or (quantity.unit in _TIMES and _CIRCLE.match(text, quantity.end))
            or (quantity.unit in _TIMES and _TIMED_RATE.match(text, quantity.end))
            or (quantity.text == "24小时" and text.startswith(_ALL_DAY, quantity.start - 2))
            or (quantity.unit == "微克" and text.startswith("攻坚", quantity.end))
            or (text.startswith("提前", quantity.start - 2) and _EARLIER.match(text, quantity.end))
        ):
            return "name"
        which = _which(text, quantity, span[0])
        if which:
            return which
        behind = _CLAUSE_END.split(text[quantity.end : quantity.end + 24], maxsplit=1)[0]
        if self._is_size(text, quantity, behind, span[0]) or _is_kind(text, quantity):
            return "name"
        if names_work(text, quantity, span[0], self._doing):
            return "name"
        if tells_which(text, quantity, behind, span[0]):
            return "group"
        if quantity.unit == "人" and text.startswith("论坛", quantity.end):
            return "name"
        if quantity.kind == "percent" and text.startswith(("人口抽样", "人口变动"), quantity.end):
            return "name"
        if quantity.unit in self._models and _NOUN.match(behind):
            return "name"
        if quantity.unit in self._service and any(
            noun in behind[:8] for noun in self._service_nouns
        ):
            return "name"
        return "group" if self._is_group(text, quantity, numeral, span[1]) else None

    def _is_size(self, text: str, quantity: Quantity, behind: str, low: int) -> bool:
        """``35万千瓦光热项目``: the size that names a plant, unless something was done to it."""
        if quantity.unit not in self._size:
            return False
        if _COUNTED_KIND.match(text, quantity.end):
            return True
        if _COUNTED_BEFORE.search(text, max(low, quantity.start - 3), quantity.start):
            return True
        if behind and text.startswith(_SUPERLATIVES, quantity.start - 2):
            return True
        behind = behind.rstrip()
        told = _PUT_TO_WORK.search(behind)
        if not behind[: told.start() if told else None].endswith(self._plants):
            return False
        before = text[max(low, quantity.start - 6) : quantity.start].removesuffix("了")
        return not before.endswith(self._doing)

    def _small_reason(self, text: str, quantity: Quantity, numeral: str, span: Span) -> str | None:
        """One Chinese digit with a measure word: a real count only where something was done."""
        if numeral == "一" and quantity.unit == "倍":
            return None
        if numeral == "一":
            behind = text[quantity.end : quantity.end + 1]
            same = "一" + quantity.unit  # 说一件、干一件, 干一件成一件
            repeated = text.startswith(same, quantity.end + 2) and behind == "、"
            if repeated or text.startswith(same + "、", quantity.start - 4):
                return "article"
            if text.startswith((same + "成", same + "是"), quantity.start - 3):
                return "article"
            ended = not behind or behind in "，、。；,;）)\n"
            return None if ended and quantity.unit not in self._article else "article"
        if numeral == "两" and quantity.unit in ("国", "党", "岸"):
            return "name"
        if quantity.unit in _DIVISIONS and text[quantity.start - 2] in "、和与":
            return "name"  # 青、白|两县
        if quantity.unit in _DIVISIONS and _OTHER_DIVISIONS.match(text, quantity.end):
            return "name"
        if quantity.unit not in self._slogan or (numeral == "两" and _counts_noun(text, quantity)):
            return None
        before = text[max(span[0], quantity.start - 6) : quantity.start].removesuffix("了")
        pair = numeral == "两" and before[-1:] in "，；" and quantity.unit in _COUNTED
        opens = (
            pair
            or not before.strip()
            or (quantity.unit in _COUNTED and _ACHIEVED.match(text, quantity.end) is not None)
        )
        if _AS_AXES.search(text, max(span[0], quantity.start - 40), quantity.start):
            return "name"
        return None if before.endswith(self._doing) or opens else "name"

    def _is_group(self, text: str, quantity: Quantity, numeral: str, high: int) -> bool:
        """``65岁以上老人``, ``500万元以上项目``, ``亿元企业``: a threshold that names a group."""
        match = _THRESHOLD.match(text, quantity.end, high)
        at = match.end() if match else quantity.end
        if at >= high or _STATEMENT.match(text, at, high):
            return False
        before = text[quantity.start - 1 : quantity.start]
        if match is None and text.startswith(("部分", "的部分"), at):
            return True
        if match is None:
            if re.match(r"[\u4e00-\u9fff“]", text[at]) is None:
                return False
            if text.startswith(("以上", "以下"), at):  # at the end of a clause or a line
                return quantity.unit in self._ages and before not in "到至达为在是"
            vague = before in VAGUE_BEFORE
            named = not vague or text.startswith(self._group_nouns, at)
            rounded = named and not numeral.strip("百千万亿")
            return rounded or quantity.unit in self._ages
        counted = quantity.unit in self._members and text.startswith(self._group_nouns, at)
        return counted or quantity.unit in self._group


_ENTRY = re.compile(r"\s{0,8}\d{1,2}[.．、]\s?“([^”]{2,24})”[^：。\n]{0,16}：")
_NUMERALS = re.compile(r"\d{1,4}|[一二两三四五六七八九十]")


def parts_of_entry(text: str, start: int) -> frozenset[Decimal]:
    """The numbers in the word that an entry of a glossary explains.

    ``16.“三纵五横”绿道网络：…3条主线5条横线…`` counts the parts of a name.

    Args:
        text: The report's text.
        start: First character of the sentence.
    """
    entry = _ENTRY.match(text, start)
    if entry is None:
        return frozenset()
    values = (parse_numeral(numeral) for numeral in _NUMERALS.findall(entry.group(1)))
    return frozenset(value for value in values if value is not None)


@lru_cache(maxsize=1)
def load_traps() -> Traps:
    """Read the traps that come with the library."""
    return Traps(read_table("indicator_traps.toml"))


def _is_aside(text: str, start: int, low: int) -> bool:
    """Whether a number belongs to the caption of a table or to the base of a comparison."""
    window = max(low, start - 12)
    if text.find("单位", window, start) >= 0 and _CAPTION.search(text, window, start):
        return True
    if text.find("（", window, start) < 0:
        return False
    return _BASE.search(text, max(low, start - 28), start) is not None


def _counts_noun(text: str, quantity: Quantity) -> bool:
    """``地下通道两条、``: a count behind its noun, at the end of a clause."""
    if quantity.unit not in _PIECES:
        return False
    before = text[quantity.start - 1 : quantity.start]
    behind = text[quantity.end : quantity.end + 1]
    return "\u4e00" <= before <= "\u9fff" and behind in "，、。；,;"


def _is_kind(text: str, quantity: Quantity) -> bool:
    """``500KV变电站``, ``服务2.0版``: a voltage or a version that tells the kind of a thing."""
    if quantity.unit in ("千伏", "KV", "kV"):
        return text.startswith(("变电", "输变电", "输电", "线路", "电网", "主变"), quantity.end)
    return quantity.unit == "版" and "." in quantity.text


def _is_nation(text: str, quantity: Quantity) -> bool:
    """``把14亿多中国人的饭碗端牢``: all people of the country, and no count of some."""
    value = quantity.value
    return (
        value is not None
        and 10**6 <= value < 2 * 10**9
        and _NATION.match(text, quantity.end) is not None
    )


def _ordinal_reason(text: str, quantity: Quantity, low: int) -> str | None:
    """An ordinal is a rank behind a verb of rank, and where nothing that it numbers follows."""
    if quantity.unit != "位":
        return "ordinal"
    if _COUNTED_RANK.search(text, max(low, quantity.start - 10), quantity.start):
        return "ordinal"
    if _HEAPED.match(text, quantity.end):
        return "ordinal"
    if text.startswith(("放在", "摆在", "置于", "放到"), max(low, quantity.start - 2)):
        return "ordinal"
    ranked = quantity.text[-1] in "位名"
    if not ranked:
        before = _RANK_BEFORE.search(text, max(low, quantity.start - 18), quantity.start)
        ranked = before is not None and _RANK_ENDS.match(text, quantity.end) is not None
    return None if ranked else "ordinal"


def _bare_reason(text: str, quantity: Quantity) -> str | None:
    """A number without unit counts as a fraction or with a scale word: ``6434万农村人口``."""
    if quantity.kind in ("fraction", "percent"):
        return "duration" if text.startswith(("世纪", "个世纪"), quantity.end) else None
    if _PASSED_EACH.search(text, max(0, quantity.start - 3), quantity.start):
        return "group"
    if not _BIG_SCALES.isdisjoint(quantity.text):
        return "name" if quantity.chinese and len(quantity.text) <= 2 else None
    return "no-unit"
