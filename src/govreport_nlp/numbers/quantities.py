"""Numbers with their units in running text.

`scan` finds every one; `find_quantities` is the same for users, with the words beside a number
taken into account; `parse_quantity` reads a single expression. What is a number is decided here,
what it means for a report is not.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from govreport_nlp.numbers.lexer import Numeral, read_numeral
from govreport_nlp.numbers.numerals import divide, scale_power
from govreport_nlp.numbers.traps import NUMERAL_CHARACTERS, Trap, find_trap
from govreport_nlp.numbers.units import canonical, match_unit

__all__ = ["Kind", "Qualifier", "Quantity", "scan"]

Qualifier = Literal["exact", "about", "over", "under", "at_least", "at_most"]
Kind = Literal["cardinal", "percent", "points", "fraction", "multiple", "ordinal"]

_CANDIDATE = re.compile(f"[{NUMERAL_CHARACTERS}]")
_IDENTIFIER = re.compile(r"[0-9０-９]+(?:[.．][0-9０-９]+){2,}|[0-9]+(?:[-－/][0-9]+){2,}")
_LETTERS = re.compile(r"[A-Za-z0-9\-]*")
_NUMBERED_YEAR = re.compile(r"([0-9]{1,2}[.．])(?=(?:19|20)[0-9]{2}年)")
_ARABIC_FRACTION = re.compile(r"[0-9]{1,3}[/／][1-9][0-9]{0,3}(?![0-9/／.年月日])")
_RATIO = re.compile(r"[0-9]+(?:\.[0-9]+)?[:：∶]1(?![0-9:：∶.])")
_RANGE_MARK = re.compile(r"[ ]?(?:[-－–—―~～∼]{1,2}|至|到)[ ]?")
_RANGE_FIRST = frozenset(" -－–—―~～∼至到")
_HALF = re.compile(r"半(?![导年数天])|个半(?=小时|月)")
_HALVED_UNITS = frozenset(["年", "天", "成", "倍", "公里", "里"])
_MANY = re.compile(r"多(?=[来來时時前后後的以左，。、；,;:：\s）)]|$)")
_MANY_UNITS = frozenset(["年", "天", "元", "斤", "吨", "公里", "倍", "岁", "米", "亩", "小时"])
_INNER_MANY = re.compile(r"个多(?=月|小时|星期|学期|世纪|百分点)|个半(?=月|小时|百分点|世纪)")
_RANK_UNITS = frozenset(["", "位", "名", "强", "大"])
_KINDS: dict[str, Kind] = {"%": "percent", "‰": "percent", "百分点": "points", "千分点": "points"}
_KINDS |= {"基点": "points", "倍": "multiple", "番": "multiple"}
_PARTS = {"百": "%", "千": "‰", "万": "‱"}
_SIGNS = frozenset("-－−负負")
_SPACES = " \u00a0"


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
        kind: What sort of number it is.
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


def scan(text: str, start: int = 0, end: int | None = None) -> list[Quantity]:
    """Every number of a text with its longest unit, dates included, set phrases left out.

    Args:
        text: Any text.
        start: Offset at which to begin.
        end: Half-open offset at which to stop; the end of the text if None.

    Returns:
        Quantities in text order that do not overlap, with offsets into `text`.

    Example:
        >>> [q.text for q in scan("服务学生1.2万余人，增长5%—6%")]
        ['1.2万余人', '5%—6%']
    """
    if start == 0 and (end is None or end >= len(text)):
        return _scan(text)
    found = _scan(text[start:end])
    return [
        q._replace(start=q.start + start, end=q.end + start, number_end=q.number_end + start)
        for q in found
    ]


def _scan(text: str) -> list[Quantity]:
    found: list[Quantity] = []
    position = 0
    search = _CANDIDATE.search
    while (match := search(text, position)) is not None:
        at = match.start()
        trap = find_trap(text, at, position)
        if trap is not None:
            if trap.value is not None:
                found.append(_amount(text, trap))
            position = trap.end
            continue
        quantity = _quantity_at(text, at, position)
        if isinstance(quantity, int):
            position = max(quantity, at + 1)
            continue
        if quantity.end < len(text) and text[quantity.end] in _RANGE_FIRST:
            quantity = _range(text, quantity)
        found.append(quantity)
        position = quantity.end
    return found


def _amount(text: str, trap: Trap) -> Quantity:
    return Quantity(
        trap.start, trap.end, text[trap.start : trap.end], trap.value, None, None, trap.unit,
        "over" if trap.over else "exact", _KINDS.get(trap.unit, "cardinal"), trap.end, True,
        trap.over,
    )  # fmt: skip


def _quantity_at(text: str, at: int, floor: int) -> Quantity | int:
    """The quantity whose numeral begins at an offset, or where to go on."""
    before = text[at - 1] if at > floor else ""
    character = text[at]
    if character == "半":
        return _half(text, at)
    if character in _PARTS and text.startswith("分之", at + 1):
        return _parts(text, at, at, character)
    if character <= "9":
        special = _identifier(text, at, before) or _slashed(text, at, before)
        if special is not None:
            return special
    numeral = read_numeral(text, at, floor)
    if isinstance(numeral, int):
        return numeral
    if text.startswith("分之", numeral.end):
        return _parts(text, numeral.start, numeral.end, numeral)
    if before == "第":
        return _ordinal(text, at - 1, numeral)
    if before == "前" and not (at - 2 >= floor and text[at - 2] in "之以年目日月天生空提"):
        ranked = _first_of(text, at - 1, numeral)
        if ranked is not None:
            return ranked
    if before and before in _SIGNS and numeral.value is not None and _is_sign(text, at, floor):
        numeral = numeral._replace(start=at - 1, value=-numeral.value)
    return _with_unit(text, numeral, before)


def _is_sign(text: str, at: int, floor: int) -> bool:
    """Whether the mark before a number is its sign and no hyphen."""
    if at - 2 < floor:
        return True
    return not (text[at - 2].isalnum() and text[at - 2].isascii()) and text[at - 2] not in _SIGNS


def _identifier(text: str, at: int, before: str) -> int | None:
    """Where a section number, a version or a code ends: 2.2.1, 2023-06-30, G60, 5G."""
    match = _IDENTIFIER.match(text, at)
    if match is not None:
        return match.end()
    match = _NUMBERED_YEAR.match(text, at)
    if match is not None:
        return match.end()
    return None


def _slashed(text: str, at: int, before: str) -> Quantity | None:
    """`1/3` and `5：1`."""
    if before and before in "/／.．:：∶":
        return None
    match = _ARABIC_FRACTION.match(text, at)
    if match is not None:
        numerator, denominator = map(Decimal, re.split("[/／]", match.group()))
        if 0 < numerator < denominator:
            value = divide(numerator, denominator)
            return _build(text, at, match.end(), match.end(), value, "", "fraction", False)
        return None
    match = _RATIO.match(text, at)
    if match is not None:
        value = Decimal(re.split("[:：∶]", match.group())[0])
        return _build(text, at, match.end(), match.end(), value, "", "fraction", False)
    return None


def _build(
    text: str,
    start: int,
    number_end: int,
    end: int,
    value: Decimal | None,
    unit: str,
    kind: Kind,
    chinese: bool,
    vague: bool = False,
) -> Quantity:
    qualifier: Qualifier = "over" if vague else "exact"
    return Quantity(
        start, end, text[start:end], value, None, None, unit, qualifier, kind, number_end,
        chinese, vague,
    )  # fmt: skip


def _half(text: str, at: int) -> Quantity | int:
    """半年, 半小时, 半个百分点; a bare 半 is no number."""
    unit_end = match_unit(text, at + 1)
    unit = canonical(text[at + 1 : unit_end])
    if unit not in ("年", "天", "小时", "个", "月", "百分点", "公里", "斤", "亩"):
        return at + 1
    kind = _KINDS.get(unit, "cardinal")
    return _build(text, at, at + 1, unit_end, Decimal("0.5"), unit, kind, True)


def _parts(text: str, start: int, at: int, denominator: Numeral | str) -> Quantity | int:
    """`百分之五` and `三分之二`; `at` is where 分之 or the 百 before it stands."""
    numerator_at = at + 2 + isinstance(denominator, str)
    if numerator_at >= len(text) or text[numerator_at] not in NUMERAL_CHARACTERS:
        return numerator_at
    numeral = read_numeral(text, numerator_at, numerator_at)
    if isinstance(numeral, int):
        return numeral
    if isinstance(denominator, str):
        unit = _PARTS[denominator]
        quantity = _build(
            text, start, numeral.end, numeral.end, numeral.value, unit, "percent", True,
            numeral.vague,
        )  # fmt: skip
        return quantity._replace(low=numeral.low, high=numeral.high)
    value = divide(numeral.value, denominator.value)
    if value is None:
        return numeral.end
    return _build(text, start, numeral.end, numeral.end, value, "", "fraction", True)


def _ordinal(text: str, start: int, numeral: Numeral) -> Quantity | int:
    """`第二`, `第1位`, `第五届`."""
    if numeral.value is None:
        return numeral.end
    end = match_unit(text, numeral.end)
    unit = text[numeral.end : end]
    if unit == "大":
        end, unit = numeral.end, ""
    unit = "位" if unit in _RANK_UNITS else canonical(unit)
    return _build(text, start, numeral.end, end, numeral.value, unit, "ordinal", numeral.chinese)


def _first_of(text: str, start: int, numeral: Numeral) -> Quantity | None:
    """`前20位`, and `前三` at the end of a clause."""
    if numeral.value is None:
        return None
    end = match_unit(text, numeral.end)
    unit = text[numeral.end : end]
    if unit not in ("位", "名", "强") and (
        unit or text[end : end + 1] not in ("", *"，。、；！,;)）”\n 行")
    ):
        return None
    return _build(text, start, numeral.end, end, numeral.value, "位", "ordinal", numeral.chinese)


def _with_unit(text: str, numeral: Numeral, before: str) -> Quantity | int:
    number_end = numeral.end
    unit_start = number_end
    if not numeral.chinese and text[number_end : number_end + 1] in _SPACES:
        unit_start += number_end < len(text)
    value, vague = numeral.value, numeral.vague
    inner = _INNER_MANY.match(text, unit_start)
    if inner is not None and value is not None:
        unit_start = number_end = inner.end()
        vague = vague or inner.group() == "个多"
        value += 0 if inner.group() == "个多" else Decimal("0.5")
    unit_end = match_unit(text, unit_start)
    form = text[unit_start:unit_end]
    if form == "成" and not (value is None or value <= 10):
        form = ""
    if not form:
        unit_end = number_end
        if _is_code(text, number_end, before):
            letters = _LETTERS.match(text, number_end)
            return letters.end() if letters else number_end
        if not numeral.plain:
            return _opening(text, numeral)
    unit = canonical(form)
    if before.isascii() and before.isalpha() and not _measured(text, unit, number_end):
        return unit_end
    low, high = numeral.low, numeral.high
    if value is not None and value < 1000 and unit in _HALVED_UNITS and _HALF.match(text, unit_end):
        value += Decimal("0.5")
        unit_end += 1
    elif value is not None and unit in _MANY_UNITS and (unit != "年" or value < 1000):
        if _MANY.match(text, unit_end):
            vague = True
            unit_end += 1
    if unit == "成":
        unit = "%"
        value = value and value * 10
        low, high = low and low * 10, high and high * 10
    kind = _KINDS.get(unit, "cardinal")
    quantity = _build(
        text, numeral.start, number_end, unit_end, value, unit, kind, numeral.chinese, vague
    )
    return quantity if low is None else quantity._replace(low=low, high=high)


def _opening(text: str, numeral: Numeral) -> Quantity | int:
    """`三至五年`: a digit that is no number alone may open a range."""
    if text[numeral.end : numeral.end + 1] not in _RANGE_FIRST:
        return numeral.end
    start, end = numeral.start, numeral.end
    first = _build(text, start, end, end, numeral.value, "", "cardinal", numeral.chinese)
    whole = _range(text, first)
    return numeral.end if whole is first else whole


def _is_code(text: str, end: int, before: str) -> bool:
    """Whether letters stand directly at a number without unit: 5G, 4A, PM10."""
    after = text[end : end + 1]
    return (after.isascii() and after.isalpha()) or (before.isascii() and before.isalpha())


def _measured(text: str, unit: str, number_end: int) -> bool:
    """Whether a number after a letter is an amount all the same: GDP1.2万亿元."""
    return unit in _KINDS or unit.endswith("元") or text[number_end - 1] in "万亿"


def _range(text: str, first: Quantity) -> Quantity:
    """The range that a quantity opens, or the quantity itself."""
    mark = _RANGE_MARK.match(text, first.end)
    if mark is None or first.kind == "ordinal" or first.value is None:
        return first
    if mark.group().strip() in "至到" and text[first.start - 1 : first.start] in ("从", "由", "自"):
        return first
    at = mark.end()
    if at >= len(text) or text[at] not in NUMERAL_CHARACTERS or find_trap(text, at, at):
        return first
    second = _quantity_at(text, at, at)
    if isinstance(second, int) or second.value is None or second.kind == "ordinal":
        return first
    if first.unit and first.unit != second.unit:
        return first
    low = _shared_scale(text, first, second)
    if low is None or low > second.value:
        return first
    return second._replace(
        start=first.start, text=text[first.start : second.end], value=None, low=low,
        high=second.value, vague=first.vague or second.vague,
    )  # fmt: skip


def _shared_scale(text: str, first: Quantity, second: Quantity) -> Decimal | None:
    """The lower bound: `1.5～2万` shares 万, `8000—1万` does not."""
    if first.unit or first.value is None or second.value is None:
        return first.value
    if text[first.number_end - 1] in "十百千万亿萬億" and not second.chinese:
        return first.value
    words = _trailing_scale(text[second.start : second.number_end])
    scaled = first.value.scaleb(scale_power(words) or 0)
    scaled = Decimal(format(scaled, "f"))
    return scaled if scaled <= second.value else first.value


@lru_cache(maxsize=256)
def _trailing_scale(numeral: str) -> str:
    stripped = numeral.rstrip("余餘多几幾").rstrip("万亿萬億")
    scale = numeral[len(stripped) :]
    return "".join(character for character in scale if character in "万亿萬億")
