"""Reading a rank: ``义务教育优质均衡达标比例…列全省第二``."""

from __future__ import annotations

import re

from govreport_nlp.indicators.lexicon import Lexicon
from govreport_nlp.indicators.reading import Reading

__all__ = ["read_rank"]

_DURATION_TAIL = re.compile(
    r"(?:[，、]?(?:已)?连续(?:第)?[\d一二三四五六七八九十两多]{1,3}(?:个)?(?:年|月|季度|次|届)|稳|均|分别|仍|继续|再次|首次|跃|一直|长期|始终|总|(?<![\u4e00-\u9fff])总量|持续|成功|历史性|双双|一举|都|也|在|[由从](?:上年|去年|前年|上年末|去年末|上一?届|20\d\d年)?的?|(?<=中)(?:我[省市县区州旗]|[本全][省市县区州旗]))$"
)
# The field in front of the verb: 在全省14个市州中|排名第三.
_AMONG = re.compile(r"在([^，。；、]{2,24}?)(?:之)?中(?:综合)?$")
# What was won says what the place is of: 获|全国治理能力考核|第七名.
_WINS = ("获", "荣获", "夺得", "取得")
_CONTEST = re.compile(r"(?:考核|评估|评价|测评|大赛|竞赛|评比|考评|比赛)(?:优秀等次)?$")
_FIELD_TAIL = re.compile(
    r"(?:全[国省市区县州旗盟球]|世界|国内|省内|市内|全自治区)"
    r"(?:[\u4e00-\u9fff\d]{0,10}?(?:中|城市|地区|省份|省区市|市州|地级市|县|设区市))?(?:前列)?$"
)

# The field inside an appraisal: 在|全国|文明城市测评中名列第10位.
_FIELD_OF_APPRAISAL = re.compile(
    r"(全[国省市区县]|全球|世界)(?=[\u4e00-\u9fff]{2,30}(?:测评|评价|考核|评比|评选|评估|排名|排行榜|竞赛|大赛)$)"
)


def read_rank(text: str, low: int, reading: Reading, lexicon: Lexicon) -> bool:
    """Fill the reading of an ordinal that is a rank.

    Args:
        text: The report's text.
        low: Where the text of this number begins.
        reading: Its ``left`` becomes the candidate name, its ``each`` the field of comparison.
        lexicon: The words.

    Returns:
        Whether the ordinal is a rank at all.
    """
    high = reading.quantity.start
    found = _last_verb(text, low, high, lexicon)
    if found is not None:
        start, end = found
        field = (end, high)
        reading.apart = text[start] == "分"  # 分居, 分列, 分别位居
    else:
        match = _FIELD_TAIL.search(text, max(low, high - 20), high)
        if match is None:
            return reading.quantity.text.startswith("前") and reading.quantity.text.endswith("位")
        start, field = match.start(), match.span()
    reading.notes.append(("rank", text[start:high]))
    among = _AMONG.search(text, max(low, start - 30), start)
    if among and among.start() == low:
        reading.left = among.span(1)
        reading.each = _trim(text, *field) or _of_appraisal(text, reading)
        return True
    if among and _trim(text, *field) is None:
        start, field = among.start(), among.span(1)
    reading.each = _trim(text, *field)
    won = reading.each is not None and _CONTEST.search(text, *reading.each) is not None
    if won and text.startswith(_WINS, start):
        reading.each, reading.left = None, _trim(text, *field) or field
        return True
    tail = None if reading.each else _FIELD_TAIL.search(text, max(low, start - 20), start)
    if tail:  # 算力指数|全国|排名第八
        reading.each, start = tail.span(), tail.start()
    while start > low:
        match = _DURATION_TAIL.search(text, max(low, start - 12), start)
        if match is None:
            break
        if match.group() == "分别":
            reading.apart = True
        start = match.start()
    among = _AMONG.search(text, max(low, start - 30), start)
    reading.left = among.span(1) if among and among.start() == low else (low, start)
    reading.each = reading.each or _of_appraisal(text, reading)
    return True


def _of_appraisal(text: str, reading: Reading) -> tuple[int, int] | None:
    """The field that the name of an appraisal says."""
    match = _FIELD_OF_APPRAISAL.search(text, *reading.left)
    return match.span(1) if match else None


def _last_verb(text: str, low: int, high: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """The rank verb nearest to the number, with at most 16 characters of field behind it."""
    for end in range(high, max(low, high - 17), -1):
        hit = lexicon.rank_verbs.ending(text, low, end)
        if hit and "、" not in text[end:high]:
            return end - len(hit[0]), end
    return None


def _trim(text: str, low: int, high: int) -> tuple[int, int] | None:
    while low < high and text[low] in "了在 ":
        low += 1
    while high > low and text[high - 1] in "的中 排名列居位":
        high -= 1
    return (low, high) if high > low else None
