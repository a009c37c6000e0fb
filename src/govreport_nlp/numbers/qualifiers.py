"""The words beside a number that say how it is meant: 近, 约, 超过, 以上."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govreport_nlp.numbers.reader import Qualifier

__all__ = ["qualify", "strip_qualifiers"]

_BEFORE: dict[str, Qualifier] = {
    **dict.fromkeys(("不低于", "不少于", "不小于", "不下", "至少", "起码", "最少"), "at_least"),
    **dict.fromkeys(("不超过", "不超", "不高于", "不多于", "不大于", "至多", "最多"), "at_most"),
    **dict.fromkeys(("近", "接近", "将近", "不足", "不到", "低于", "少于", "未满"), "under"),
    **dict.fromkeys(("约", "大约", "约为", "大概", "大致", "左近"), "about"),
    **dict.fromkeys(("超", "超过", "突破", "逾", "高于", "多于", "大于", "过", "破", "愈"), "over"),
}
_AFTER: dict[str, Qualifier] = {
    **dict.fromkeys(("以上", "有余", "开外", "多"), "over"),
    **dict.fromkeys(("左右", "上下", "前后"), "about"),
    **dict.fromkeys(("以内", "以下", "之内"), "at_most"),
}
_LONGEST = max(map(len, (*_BEFORE, *_AFTER)))
_FORMS_BEFORE = "|".join(sorted(_BEFORE, key=len, reverse=True))
_FORMS_AFTER = "|".join(sorted(_AFTER, key=len, reverse=True))
_ENDS_WITH = re.compile(f"(?:{_FORMS_BEFORE})[ ]?$")
_BEGINS_WITH = re.compile(f"[ ]?(?:{_FORMS_AFTER})")
# 过 and 破 close other words as well: 通过5项, 经过3年.
_NO_QUALIFIER = re.compile(
    "(?:[通经经历度路]过|[附最邻临新]近|[节契条公特预签续履合违集简]约)[ ]?$"
)


def qualify(text: str, start: int, end: int) -> Qualifier:
    """What the words around a number make of it.

    Args:
        text: The text.
        start: Offset of the number.
        end: Half-open end of the number with its unit.

    Returns:
        The qualifier; the word before wins over the one behind, `exact` if there is neither.

    Example:
        >>> qualify("增长6%左右", 2, 4)
        'about'
    """
    before = text[max(0, start - _LONGEST - 1) : start]
    match = _ENDS_WITH.search(before)
    if match is not None and not _NO_QUALIFIER.search(before):
        return _BEFORE[match.group().strip()]
    match = _BEGINS_WITH.match(text, end)
    return _AFTER[match.group().strip()] if match is not None else "exact"


def strip_qualifiers(text: str) -> tuple[int, int]:
    """The span of a text without white space and qualifying words at its ends."""
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    before = re.match(f"(?:{_FORMS_BEFORE}) ?", text[start:end])
    if before is not None:
        start += before.end()
    after = re.search(f" ?(?:{_FORMS_AFTER})$", text[start:end])
    if after is not None and start < end:
        end = start + after.start()
    return start, end
