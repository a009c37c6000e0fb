"""Lists of aims: what opens one, and where it ends.

``今年的主要预期目标是：`` opens a list that goes on behind ``。`` and over line breaks with what
is another of its items, up to the prose about it. So does what a budget plans for the year, and
the count of the deeds that it promises (``今年办好9件民生实事。一是…``).
"""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Opening", "is_marked_item", "list_goes_on", "opening_of_list"]

_LONGEST = 160
_AIMS = re.compile(r"目标(?:任务)?(?:是|为|如下)?[：:]")
# What a budget plans: 今年赤字率拟按2.4%安排, 今年拟安排财政赤字….
_DEFICIT = re.compile(
    r"[^，。；\n]{0,30}?今年(?:拟安排[^，。；\n]{0,6}赤字|(?:安排)?[^，。；\n]{0,6}支出|[^，。；\n]{0,10}赤字[^，。；\n]{0,4}拟)"
)
_DEEDS = re.compile(r"[^。；\n]{4,60}?实事(?:项目)?[。：:]\s*(?=一是|1[.．、]|[（(][一1])")
_MARKED = re.compile(
    r"十?[一二三四五六七八九十][是、]|\d{1,2}[.．、]|[（(][一二三四五六七八九十\d]{1,2}[)）]"
)
# What opens a sentence about the aims: 上述目标…, 实现这些目标…, 提出国内生产总值增长8%….
_ABOUT = re.compile(
    r"[^，。；]{0,12}?(?:上述|目标|预期(?!寿命)|这[里些样是]|我们|必须|考虑|体现|提出|确定|综合|"
    r"各地|各级|总的|工作|做好|抓好|(?<!平)稳增长|围绕|在此基础|(?<![主重需])要(?![素求]))"
)
# An item that gives no number: 居民收入与经济同步增长, and not 加快城市更新.
_STATES = re.compile(
    r"(?!加快|推[进动]|加强|深[化入]|实施|促进|提升|扩大|坚持|着力|大力|统筹|努力|积极|持续|支持|完善|优化)"
    r"[^。；]{2,60}?(?:增长|下降|提高|改善|同步|稳定|平衡|缩小|[高低]于|完成[^，。；]{0,6}(?:目标|任务))"
)
_VALUE = re.compile(r"[^，。；]{2,24}[\d０-９]")
_BARE = re.compile(r"(?:其中[，,]?)?[\u4e00-\u9fff“][^，。；：\d０-９]{1,17}[\d０-９]")


class Opening(NamedTuple):
    """What opens a list of aims.

    Attributes:
        start: Offset up to which a period belongs to it.
        deeds: Whether it is a list of deeds, whose items are numbered.
    """

    start: int
    deeds: bool


def opening_of_list(text: str, start: int) -> Opening | None:
    """What opens a list of aims in the sentence that starts at an offset, or None."""
    end = text.find("\n", start)
    near = min(start + _LONGEST, end if end >= 0 else len(text))
    heading = _AIMS.search(text, start, near)
    if heading:
        return Opening(heading.start(), deeds=False)
    budget = _DEFICIT.match(text, start, near)
    if budget:
        return Opening(budget.end(), deeds=False)
    deeds = _DEEDS.match(text, start)
    return Opening(deeds.end(), deeds=True) if deeds else None


def list_goes_on(sentence: str, new_line: bool) -> bool:
    """Whether a sentence behind ``。`` is still of the list that is open.

    Args:
        sentence: Its text.
        new_line: Whether it begins a line: then it has to be a bare item with a number.
    """
    if sentence[:1].isspace() or _MARKED.match(sentence) or _ABOUT.match(sentence):
        return False
    if new_line:
        return _BARE.match(sentence) is not None
    return (_VALUE.match(sentence) or _STATES.match(sentence)) is not None


def is_marked_item(sentence: str) -> bool:
    """Whether a line is a numbered item: ``一是…``, ``（二）…``, ``3.…``."""
    return _MARKED.match(sentence) is not None
