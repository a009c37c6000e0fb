"""One quantity at an offset of a running text: a numeral, its unit, and the shapes they make."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Literal, NamedTuple

from govreport_nlp.numbers.lexer import Numeral, read_numeral
from govreport_nlp.numbers.numerals import divide, parse_numeral, scale_power
from govreport_nlp.numbers.traps import NUMERAL_CHARACTERS, find_trap
from govreport_nlp.numbers.units import canonical, is_label, match_unit

__all__ = ["Kind", "Qualifier", "Quantity", "kind_of", "read_quantity"]

Qualifier = Literal["exact", "about", "over", "under", "at_least", "at_most"]
Kind = Literal["cardinal", "percent", "points", "fraction", "multiple", "ordinal"]


class Quantity(NamedTuple):
    """A number with its unit, in a text.

    Attributes:
        start: Offset of the first character.
        end: Half-open end offset, the unit included.
        text: What stands there.
        value: The value in base units, scale words multiplied out; None for ranges.
        low: Lower bound of a range, else None.
        high: Upper bound of a range, else None.
        unit: The unit as records write it; empty where there is none.
        qualifier: `over` for 余, 多, 数百 and the like, else `exact`; `find_quantities` also
            takes the words beside the number into account.
        kind: What sort of number it is. An `ordinal` with the unit 位 is a rank (`第二`,
            `前20位`), one with another unit only numbers a thing (`第五届`, `三级`, `5号线`).
        number_end: Offset where the numeral ends and the unit begins.
        chinese: Whether the numeral is in Chinese characters.
        vague: Whether the numeral itself is vague (`十余`, `数百`).
    """

    start: int
    end: int
    text: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str
    qualifier: Qualifier
    kind: Kind
    number_end: int
    chinese: bool
    vague: bool


_QUANTITY: Callable[[tuple[object, ...]], Quantity] = partial(tuple.__new__, Quantity)
"""Makes a quantity of its fields without a call of Python code."""

_KINDS: dict[str, Kind] = {"%": "percent", "‰": "percent", "‱": "percent", "倍": "multiple"}
_KINDS |= {"百分点": "points", "千分点": "points", "基点": "points", "番": "multiple"}
_PARTS = {"百": "%", "千": "‰", "万": "‱"}
_SIGNS = frozenset("-－−负負")
# What 负 is a sign behind; elsewhere it ends a word: 减负246元, 税负3500亿元, 担负5项任务.
_BEFORE_SIGN = frozenset("为為达達至到是由从從自长長降升在幅率速值于均约約 　，,；;（(、：:\n\t")
_RANK_FORMS = frozenset(["", "位", "名", "强", "強", "大"])
_BIG_SCALES = "万亿萬億"

# Behind a numeral, what shows that it was a section number, a date, a ratio or a fraction.
_SPECIAL_MARKS = frozenset(".．/／:：∶-－年")
# What stands right behind or before a numeral that may be no plain amount.
_SHAPES_BEHIND = _SPECIAL_MARKS | {"分"}
_SHAPES_BEFORE = frozenset("第前 ")
_IDENTIFIER = re.compile(r"[0-9０-９]+(?:(?:[.．][0-9０-９]+){2,}|(?:[-－/／][0-9０-９]+){2,})")
_NUMBERED_YEAR = re.compile(r"[0-9０-９]{1,2}[.．](?=(?:19|20|１９|２０)[0-9０-９]{2}年)")
_ARABIC_FRACTION = re.compile(
    r"([0-9０-９]{1,3})[/／]([1-9１-９][0-9０-９]{0,3})(?![0-9０-９/／.年月日号])"
)
_RATIO = re.compile(r"([0-9０-９]+(?:[.．][0-9０-９]+)?)[:：∶][1１](?![0-9０-９:：∶.．])")
_CODE_LETTERS = re.compile(r"[A-Za-z0-9\-]*")

# Inside a unit: 3个多月, 两个半小时; behind it: 一年半, 三成半, 两年多来.
_INNER = re.compile(r"[个個](?:(?P<many>多)|半)(?=小时|小時|月|星期|学期|世纪|百分点)")
_BLANKS, _PIECES = frozenset(" \u00a0"), frozenset("个個")
_HALF = re.compile("半(?![导導年数天])")
_TENTH = re.compile("[一二三四五六七八九](?![一二两三四五六七八九十百千万亿个项名家成是]|[0-9])")
_PER_MANY = re.compile("[/／](?:10|１０|十)? ?万(?:人)?(?![元吨亩])")
_HALVED = frozenset(["年", "天", "成", "倍", "公里", "里"])
_MANY = re.compile(r"多(?=[来來时時前后後的以左，。、；,;:：\s）)]|$)")
_MANIFOLD = frozenset(
    ["年", "天", "元", "斤", "吨", "公里", "倍", "岁", "米", "亩", "小时", "公斤"]
)
_GOES_ON = _HALVED | _MANIFOLD
_HALF_UNITS = frozenset(["年", "天", "小时", "个", "月", "百分点", "公里", "斤", "亩"])

_RANGE_MARK = re.compile(r" ?(?:[-－–—―~～∼]{1,2}|至|到) ?")
_RANGE_FIRST = frozenset(" -－–—―~～∼至到")
_FROM = frozenset("从由自從")
_GREW_FROM = re.compile(
    r"[从由從][^，。；、]{0,6}[0-9０-９][^，。；、]*(?:增加|增长|增長|提高|提升|扩大|减少|減少|下降|降低|压减)$"
)

# Cells of a table, marks of a list: digits and behind them nothing that could be a unit, a scale
# word or the second end of a range; nor are they 3 0 0 0 万, which blanks set apart one by one.
_ALONE = re.compile(
    r"(?<![A-Za-z第前\-－−负負])(?<!第 )"
    r"(?:[0-9]{1,15}(?=[\t\n、）)])|[0-9]{2,15}(?= [0-9])"
    r"|[0-9](?=(?: [0-9]){1,15}+(?: [0-9]|[\t\n])))"
)


def kind_of(unit: str) -> Kind:
    """The kind of a number with this unit, where nothing else decides."""
    return _KINDS.get(unit, "cardinal")


def read_quantity(text: str, at: int, floor: int = 0) -> Quantity | int:
    """Read the quantity whose numeral begins at an offset, ranges included.

    Args:
        text: Any text.
        at: Offset of a numeral character that is no part of a trap.
        floor: Offset before which nothing may be taken in (第, a sign, 数 of 数百).

    Returns:
        The quantity; or, where there is none, the offset at which to go on.
    """
    alone = _ALONE.match(text, at)
    if alone is not None:
        end, digits = alone.end(), alone.group()
        numeral = Numeral(at, end, Decimal(digits), None, None, False, False, True)
        return _quantity(text, numeral, end, "", "cardinal")
    first = _single(text, at, floor)
    if isinstance(first, int) or text[first.end : first.end + 1] not in _RANGE_FIRST:
        return first
    return _range(text, first)


def _single(text: str, at: int, floor: int) -> Quantity | int:
    before = text[at - 1] if at > floor else ""
    character = text[at]
    if character == "半":
        return _half(text, at)
    if character in _PARTS and text.startswith("分之", at + 1):
        return _percent(text, at, _PARTS[character])
    numeral = read_numeral(text, at, floor)
    if isinstance(numeral, int):
        return numeral
    if before in _SHAPES_BEFORE or text[numeral.end : numeral.end + 1] in _SHAPES_BEHIND:
        shaped = _shaped(text, numeral, before, floor)
        if shaped is not None:
            return shaped
    if before in _SIGNS and numeral.value is not None and _is_sign(text, at, floor):
        numeral = numeral._replace(start=at - 1, value=-numeral.value)
    return _with_unit(text, numeral, before)


def _shaped(text: str, numeral: Numeral, before: str, floor: int) -> Quantity | int | None:
    """What is no plain amount: a fraction, a rank, a section number; else None."""
    if not numeral.chinese and text[numeral.end : numeral.end + 1] in _SPECIAL_MARKS:
        special = _special(text, numeral.start, before)
        if special is not None:
            return special
    if text.startswith("分之", numeral.end):
        return _fraction(text, numeral)
    if before == "第" or (before == " " and text.endswith("第 ", floor, numeral.start)):
        return _ordinal(text, numeral)
    return _first_of(text, numeral, floor) if before == "前" else None


def _quantity(
    text: str, numeral: Numeral, end: int, unit: str, kind: Kind, *, start: int | None = None
) -> Quantity:
    first, number_end, value, low, high, chinese, vague, _ = numeral
    first = first if start is None else start
    written = text[first:end]
    qualifier = "over" if vague else "exact"
    return _QUANTITY(
        (first, end, written, value, low, high, unit, qualifier, kind, number_end, chinese, vague)
    )


def _half(text: str, at: int) -> Quantity | int:
    """半年, 半小时, 半个百分点; a bare 半 is no number."""
    end = match_unit(text, at + 1)
    unit = canonical(text[at + 1 : end])
    if unit not in _HALF_UNITS:
        return at + 1
    numeral = Numeral(at, at + 1, Decimal("0.5"), None, None, True, False, False)
    return _quantity(text, numeral, end, unit, kind_of(unit))


def _percent(text: str, start: int, unit: str) -> Quantity | int:
    """百分之五, 千分之三."""
    at = start + 3
    if text[at : at + 1] == "百":
        hundred = Numeral(at, at + 1, Decimal(100), None, None, True, False, True)
        return _quantity(text, hundred, at + 1, unit, "percent", start=start)
    numeral = _numerator(text, at)
    if isinstance(numeral, int):
        return numeral
    mark = _RANGE_MARK.match(text, numeral.end)
    if mark is not None and numeral.value is not None:
        numeral = _up_to(text, numeral, mark.end())
    return _quantity(text, numeral, numeral.end, unit, "percent", start=start)


def _up_to(text: str, first: Numeral, at: int) -> Numeral:
    """The 四到五 of 百分之四到五; the first numeral where no second bare one follows."""
    second = _numerator(text, at)
    if isinstance(second, int) or second.value is None or first.value is None:
        return first
    if second.value <= first.value or match_unit(text, second.end) > second.end:
        return first
    if text.startswith("分之", second.end):
        return first
    return second._replace(value=None, low=first.value, high=second.value)


def _fraction(text: str, denominator: Numeral) -> Quantity | int:
    """三分之二."""
    numeral = _numerator(text, denominator.end + 2)
    if isinstance(numeral, int):
        return numeral
    value = divide(numeral.value, denominator.value)
    if value is None:
        return numeral.end
    whole = numeral._replace(value=value, chinese=denominator.chinese)
    return _quantity(text, whole, numeral.end, "", "fraction", start=denominator.start)


def _numerator(text: str, at: int) -> Numeral | int:
    if at >= len(text) or text[at] not in NUMERAL_CHARACTERS:
        return at
    return read_numeral(text, at, at)


def _special(text: str, at: int, before: str) -> Quantity | int | None:
    """A fraction or ratio; or where a section number, a date with hyphens or a version ends."""
    for code in (_IDENTIFIER, _NUMBERED_YEAR):
        match = code.match(text, at)
        if match is not None:
            return match.end()
    if before and before in "/／.．:：∶":
        return None
    match = _ARABIC_FRACTION.match(text, at)
    if match is not None:
        numerator, denominator = int(match.group(1)), int(match.group(2))
        if not 0 < numerator < denominator:
            return None
        return _written(text, match, divide(Decimal(numerator), Decimal(denominator)))
    match = _RATIO.match(text, at)
    return _written(text, match, parse_numeral(match.group(1))) if match is not None else None


def _written(text: str, match: re.Match[str], value: Decimal | None) -> Quantity | None:
    if value is None:
        return None
    numeral = Numeral(match.start(), match.end(), value, None, None, False, False, True)
    return _quantity(text, numeral, match.end(), "", "fraction")


def _ordinal(text: str, numeral: Numeral) -> Quantity | int:
    """第二, 第1位, 第 4 位, 第五届."""
    if numeral.value is None:
        return numeral.end
    start = text.rindex("第", 0, numeral.start)
    spaced = numeral.start - start > 1 and text.startswith(" ", numeral.end)
    end = match_unit(text, numeral.end + spaced)
    form = text[numeral.end + spaced : end]
    if not form:
        end = numeral.end
    if form == "大":
        end = numeral.end
    unit = "位" if form in _RANK_FORMS else canonical(form)
    return _quantity(text, numeral, end, unit, "ordinal", start=start)


def _first_of(text: str, numeral: Numeral, floor: int) -> Quantity | None:
    """前20位, 前10强, and 前三 at the end of a clause; but 以前20个, 前三季度 are none."""
    start = numeral.start - 1
    if numeral.value is None or (
        start > floor and text[start - 1] in "之以年目日月天生空提此事战产眼午从当面跟"
    ):
        return None
    end = match_unit(text, numeral.end)
    form = text[numeral.end : end]
    if form not in ("位", "名", "强", "強") and (
        form or text[end : end + 1] not in ("", *"，。、；！,;)）”\n 行")
    ):
        return None
    return _quantity(text, numeral, end, "位", "ordinal", start=start)


def _is_sign(text: str, at: int, floor: int) -> bool:
    """Whether the mark before a number is its sign and no hyphen."""
    if at - 2 < floor:
        return True
    earlier = text[at - 2]
    if text[at - 1] in "负負" and (
        earlier not in _BEFORE_SIGN or text.endswith("税降", floor, at - 1)
    ):
        return False
    return not (earlier.isalnum() and earlier.isascii()) and earlier not in _SIGNS


def _with_unit(text: str, numeral: Numeral, before: str) -> Quantity | int:
    start = numeral.end
    behind = text[start : start + 1]
    if behind in _BLANKS and not numeral.chinese:
        start += 1
        behind = text[start : start + 1]
    inner = _INNER.match(text, start) if behind in _PIECES else None
    if inner is not None and numeral.value is not None:
        start = inner.end()
        half = Decimal(0) if inner.group("many") else Decimal("0.5")
        vague = numeral.vague or not half
        numeral = numeral._replace(end=start, value=numeral.value + half, vague=vague)
    end = match_unit(text, start)
    form = text[start:end]
    if form == "成" and numeral.value is not None and numeral.value > 10:
        form = ""
    if not form:
        per = _PER_MANY.match(text, start)
        if per is None:
            return _bare(text, numeral, before)
        end, form = per.end(), per.group()
    unit = canonical(form)
    if before.isalpha() and before.isascii() and not _is_amount(text, unit, numeral):
        return end  # PM10年均
    if numeral.chinese and numeral.value == 0 and form not in ("度", "分"):
        return end  # 零件
    if is_label(form, text[end : end + 3], numeral.chinese):
        return _quantity(text, numeral, end, unit, "ordinal")
    if unit in _GOES_ON and numeral.value is not None and numeral.value < 1000:
        numeral, end = _behind_unit(text, numeral, unit, end)
    if unit == "成":
        numeral, unit = _tenths(numeral), "%"
    return _quantity(text, numeral, end, unit, kind_of(unit))


def _behind_unit(text: str, numeral: Numeral, unit: str, end: int) -> tuple[Numeral, int]:
    """一年半, 三成半, 八成五; 两年多, 五倍多."""
    tenth = _TENTH.match(text, end) if unit == "成" and numeral.chinese else None
    if tenth is not None and numeral.value is not None:
        part = Decimal("一二三四五六七八九".index(tenth.group()) + 1) / 10
        return numeral._replace(value=numeral.value + part), tenth.end()
    if numeral.value is not None and unit in _HALVED and _HALF.match(text, end):
        return numeral._replace(value=numeral.value + Decimal("0.5")), end + 1
    if unit in _MANIFOLD and _MANY.match(text, end):
        return numeral._replace(vague=True), end + 1
    return numeral, end


def _tenths(numeral: Numeral) -> Numeral:
    """两成 is 20%."""
    value, low, high = (
        None if part is None else _times_ten_to(part, 1)
        for part in (numeral.value, numeral.low, numeral.high)
    )
    return numeral._replace(value=value, low=low, high=high)


def _times_ten_to(value: Decimal, power: int) -> Decimal:
    """By moving the point, so that 3.5 becomes 35 and not 35.0 or 3.5E+1."""
    moved = value.scaleb(power)
    return Decimal(format(moved.to_integral() if moved == moved.to_integral() else moved, "f"))


def _bare(text: str, numeral: Numeral, before: str) -> Quantity | int:
    """A numeral without a unit: kept if it is a number by itself."""
    end = numeral.end
    after = text[end : end + 1]
    glued = (after.isascii() and after.isalpha()) or (before.isascii() and before.isalpha())
    if glued and not numeral.chinese and text[end - 1] not in _BIG_SCALES:
        letters = _CODE_LETTERS.match(text, end)  # 5G, 4A, PM10
        return letters.end() if letters else end
    quantity = _quantity(text, numeral, end, "", "cardinal")
    if numeral.plain:
        listed = numeral.chinese and after in ("、", "）", ")", "是", "”", '"', "』", "」")
        return end if listed else quantity
    if after in _RANGE_FIRST:
        whole = _range(text, quantity)  # 三至五年
        if whole is not quantity:
            return whole
    return end


def _is_amount(text: str, unit: str, numeral: Numeral) -> bool:
    """Whether a number directly behind a letter is an amount all the same: GDP1.2万亿元."""
    return unit in _KINDS or unit.endswith("元") or text[numeral.end - 1] in _BIG_SCALES


def _range(text: str, first: Quantity) -> Quantity:
    """The range that a quantity opens, or the quantity itself."""
    mark = _RANGE_MARK.match(text, first.end)
    if mark is None or not _may_bound(first):
        return first
    if mark.group().strip() in "至到" and text[first.start - 1 : first.start] in _FROM:
        return first  # 从30%到50% is two amounts
    if first.unit and _GREW_FROM.search(text, max(0, first.start - 32), first.start):
        return first  # 从1.62万亿元增加5600亿元至2.18万亿元
    at = mark.end()
    if at >= len(text) or text[at] not in NUMERAL_CHARACTERS or find_trap(text, at, at):
        return first
    second = _single(text, at, at)
    if isinstance(second, int) or not _may_bound(second) or first.unit not in ("", second.unit):
        return first
    low, high = _lower_bound(text, first, second), second.value
    if low is None or high is None or low > high:
        return first
    return second._replace(
        start=first.start,
        text=text[first.start : second.end],
        value=None,
        low=low,
        high=high,
        vague=first.vague or second.vague,
    )


def _may_bound(quantity: Quantity) -> bool:
    return quantity.value is not None and quantity.kind not in ("ordinal", "fraction")


def _lower_bound(text: str, first: Quantity, second: Quantity) -> Decimal | None:
    """1.5～2万 shares the 万, 8000—1万 does not."""
    if first.unit or first.value is None or second.value is None:
        return first.value
    number = text[first.start : first.number_end]
    padded = text[first.start] in "0０"
    if number[-1] in _BIG_SCALES or padded:
        return None if padded and len(number) > 1 else first.value
    numeral = text[second.start : second.number_end].rstrip("余餘多几幾")
    scale = numeral[len(numeral.rstrip(_BIG_SCALES)) :]
    scaled = _times_ten_to(first.value, scale_power(scale) or 0)
    return scaled if scaled <= second.value else first.value
