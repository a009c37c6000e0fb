"""Numerals to exact decimals: Arabic, Chinese, and the two mixed.

Nothing here knows of units or of sentences; see `quantities` for those.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

__all__ = ["MAX_LENGTH", "divide", "parse_numeral", "scale_power"]

#: Longer numerals are no numbers but noise, and are read as none.
MAX_LENGTH = 4096

_DIGITS = {
    **dict(zip("零一二三四五六七八九", range(10), strict=True)),
    **dict(zip("零壹贰叁肆伍陆柒捌玖", range(10), strict=True)),
    **{"〇": 0, "○": 0, "Ｏ": 0, "两": 2, "兩": 2, "俩": 2, "貳": 2, "參": 3, "陸": 6, "弌": 1},
}
_SMALL_UNITS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_TENS = {"廿": 20, "卄": 20, "卅": 30, "卌": 40}
_WHOLE = {"半": "0.5", "一半": "0.5", "双": "2", "雙": "2"}
_SCALE_POWERS = {"十": 1, "百": 2, "千": 3, "拾": 1, "佰": 2, "仟": 3, "万": 4, "萬": 4}
_SCALE_POWERS |= {"亿": 8, "億": 8, "兆": 12}

_DIGIT_CLASS = "".join(_DIGITS)
_SCALE_CLASS = "".join(_SCALE_POWERS)
_TO_ASCII = str.maketrans(
    "０１２３４５６７８９，．／＋－−－負负" + _DIGIT_CLASS,
    "0123456789,./+-----" + "".join(str(d) for d in _DIGITS.values()),
)
# Signs and fractions, in front of or between numerals.
_SIGN_CHARACTERS = "+＋-－−负負"
_SIGNED = re.compile(r"([+＋\-－−负負])(.+)")
_SLASHED = re.compile(r"([0-9０-９]+)[/／]([0-9０-９]+)")
# 1,234.5 and 1234.5; the separator stands before each full group of three or nowhere.
_ARABIC = re.compile(
    r"(?P<whole>[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+|[0-9０-９]+)"
    r"(?:[.．](?P<decimals>[0-9０-９]+))?"
)
_MIXED_PART = re.compile(rf"{_ARABIC.pattern} ?(?P<scale>[{_SCALE_CLASS}]*)")
_POINTED = re.compile(
    rf"(?P<whole>[^点點]+)[点點](?P<decimals>[{_DIGIT_CLASS}]+)(?P<scale>[百千万亿萬億]*)"
)
_DIGIT_STRING = re.compile(rf"(?!.*[两兩俩])[{_DIGIT_CLASS}]{{2,}}")
_QUOTIENT = Context(prec=MAX_LENGTH * 2, rounding=ROUND_HALF_UP)
_LONGEST_CHINESE = 40
_FOUR_PLACES = Decimal("0.0001")


@lru_cache(maxsize=4096)
def parse_numeral(text: str) -> Decimal | None:
    """Read one numeral, wholly consumed.

    Takes Arabic digits of either width with thousands separators (`1,234.5`), scale words
    (`1.2万亿`, `3亿5000万`), Chinese numerals (`一点五亿`, `二百五`, `廿三`, `壹佰`), signs
    (`负3.9`), and fractions (`三分之二`, `1/3`, `百分之五`), which are rounded half up to four
    decimals where they do not end before.

    Args:
        text: The numeral, without unit.

    Returns:
        Its exact value, or None where the text is no numeral.

    Example:
        >>> parse_numeral("1.26万亿")
        Decimal('1260000000000')
    """
    text = text.strip()
    if not text or len(text) > MAX_LENGTH:
        return None
    signed = _SIGNED.fullmatch(text) if text[0] in _SIGN_CHARACTERS else None
    if signed is None:
        return _unsigned(text)
    value = _unsigned(signed.group(2))
    if value is None:
        return None
    return value if signed.group(1) in "+＋" else value.copy_negate()


def _unsigned(text: str) -> Decimal | None:
    if "分之" in text:
        denominator, _, numerator = text.partition("分之")
        return divide(_integer_or_decimal(numerator), _integer_or_decimal(denominator))
    slashed = _SLASHED.fullmatch(text) if "/" in text or "／" in text else None
    if slashed is not None:
        return divide(_shifted(slashed.group(1), "", 0), _shifted(slashed.group(2), "", 0))
    return _integer_or_decimal(text)


def divide(numerator: Decimal | None, denominator: Decimal | None) -> Decimal | None:
    """The quotient; hundredths, thousandths exact, others to four decimals half up.

    Args:
        numerator: What is divided; None where it could not be read.
        denominator: By what; None where it could not be read.

    Returns:
        The quotient, or None where a part is missing or the denominator is nought.
    """
    if numerator is None or not denominator:
        return None
    if denominator in (100, 1000, 10000):
        return numerator.scaleb(-denominator.adjusted(), _QUOTIENT)
    return _QUOTIENT.divide(numerator, denominator).quantize(_FOUR_PLACES, context=_QUOTIENT)


def _integer_or_decimal(text: str) -> Decimal | None:
    if text and text[0] in "0123456789０１２３４５６７８９":
        return _mixed(text)
    return _chinese(text)


def _chinese(text: str) -> Decimal | None:
    if len(text) <= 2 and text in _WHOLE:
        return Decimal(_WHOLE[text])
    if _DIGIT_STRING.fullmatch(text):
        return Decimal(text.translate(_TO_ASCII))
    pointed = _POINTED.fullmatch(text)
    if pointed is None:
        return _decimal(_chinese_integer(text))
    whole = _chinese_integer(pointed.group("whole"))
    power = scale_power(pointed.group("scale"))
    if whole is None or power is None:
        return None
    return _shifted(str(whole), pointed.group("decimals"), power)


def _mixed(text: str) -> Decimal | None:
    """Arabic parts with scale words, each smaller than the scale before: `3亿5000万`."""
    total = Decimal(0)
    position, ceiling = 0, None
    while position < len(text):
        part = _MIXED_PART.match(text, position)
        if part is None:
            return None
        power = scale_power(part.group("scale"))
        if power is None:
            return None
        value = _shifted(part.group("whole"), part.group("decimals") or "", power)
        last = part.end() == len(text)
        if ceiling is not None and value >= ceiling:
            return None
        if ceiling is not None and power == 0 and len(part.group()) == 1:
            return None  # 3万5 may be 35000 or 30005
        if not last and (part.group("decimals") or power < 4):
            return None
        total = _QUOTIENT.add(total, value)
        ceiling = Decimal(10**power)
        position = part.end()
    return total


@lru_cache(maxsize=512)
def scale_power(words: str) -> int | None:
    """The power of ten that scale words stand for: `万亿` is 12, `千万` 7, none is 0.

    Args:
        words: Scale words alone, without digits.

    Returns:
        The exponent of ten, or None where the words do not make one scale (`亿万`, `万千`).
    """
    power, previous = 0, -1
    for word in words:
        step = _SCALE_POWERS.get(word)
        if step is None or step <= previous:
            return None
        power += step
        previous = step
    return power


def _shifted(whole: str, decimals: str, power: int) -> Decimal:
    """`whole.decimals` times ten to the power, by moving the point: exact at any length."""
    whole = whole.translate(_TO_ASCII).replace(",", "")
    decimals = decimals.translate(_TO_ASCII)
    if power:
        whole += decimals[:power].ljust(power, "0")
        decimals = decimals[power:].rstrip("0")
    return Decimal(f"{whole}.{decimals}" if decimals else whole)


def _decimal(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _chinese_integer(text: str) -> int | None:
    """An integer below 10^16 or so, in Chinese characters."""
    if not 0 < len(text) <= _LONGEST_CHINESE:
        return None
    text = text.replace("萬", "万").replace("億", "亿")
    for word, scale in (("兆", 10**12), ("亿", 10**8), ("万", 10**4)):
        left, found, right = text.rpartition(word)
        if found:
            return None if _is_broken(left, word) else _around(left, right, scale)
    return _section(text)


def _is_broken(left: str, word: str) -> bool:
    """Whether what stands before a big scale word cannot: 一万二|万; but 六万|万 can."""
    if word in left and (len(left) < 2 or left.index(word) < len(left) - 1):
        return True
    return left[-2:-1] in ("万", "亿", "兆") and left[-1] in _DIGITS


def _around(left: str, right: str, scale: int) -> int | None:
    """`left` times the scale plus `right`; `万亿` has a bare scale for its left."""
    high = _chinese_integer(left) if left else 1
    if not right:
        low: int | None = 0
    elif len(right) == 1 and _DIGITS.get(right):
        low = _DIGITS[right] * scale // 10  # 三万五
    elif right[0] in _SCALE_POWERS and right[0] not in "十拾":
        low = None  # 万亿万, 亿万
    else:
        low = _chinese_integer(right)
    if not high or low is None or low >= scale:
        return None
    return high * scale + low


def _section(text: str) -> int | None:
    """Below ten thousand: 两千零五, 二百五, 十五, 廿三, 百二."""
    total, digit, last_unit = 0, -1, 10_000
    after_zero = False
    for position, character in enumerate(text):
        if character in _DIGITS:
            value = _DIGITS[character]
            if digit > 0 or (digit == 0 and value == 0):
                return None
            after_zero = after_zero or (value == 0 and position > 0)
            digit = value
        elif character in _TENS:
            if digit > 0 or last_unit <= 10:
                return None
            total, digit, last_unit = total + _TENS[character], -1, 10
        else:
            unit = _SMALL_UNITS.get(character, last_unit)
            if unit >= last_unit or (digit < 0 and total and not after_zero and unit != 10):
                return None
            total, last_unit = total + abs(digit or 1) * unit, unit
            digit, after_zero = -1, False
    if digit > 0 and last_unit in (100, 1000) and not after_zero and total:
        digit *= last_unit // 10  # 二百五, 一千三
    return total + max(digit, 0)
