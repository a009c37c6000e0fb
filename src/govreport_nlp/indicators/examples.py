"""Examples before a count, ``新开工甲、乙等6个项目``: they are no part of a name, their verb is."""

from __future__ import annotations

import re

from govreport_nlp.indicators.lexicon import Lexicon
from govreport_nlp.indicators.names import flow_verb

__all__ = ["drop_examples", "drop_head_examples"]

Span = tuple[int, int]

_TOWARD = re.compile(
    r"针对|围绕|对(?!外|口|接|标|照)|在(?=[^，。；]{2,}、)(?!建|册|校|岗|编|读|库|线)"
)
# 紧密配合投资促进局|开展|甲、乙等6个项目踏勘: the deed behind how it was done.
_DEED = re.compile(r"(?<=..)(?:开展|打造|提出|引进|新增|培育|完成)(?=..)")


def drop_examples(text: str, span: Span, lexicon: Lexicon) -> list[Span]:
    """Reduce the text before a counted noun: examples before ``等`` drop out, the verb stays.

    ``新开工甲、乙、丙等`` gives ``新开工``; ``江南中学等`` gives nothing.
    """
    low, high = span
    if low >= high:
        return []
    if text[high - 1] in "把将":  # 把五分之二的商户建成…
        return []
    if _TOWARD.match(text, low, high):
        hit = lexicon.flow.ending(text, low, high)
        return [(high - len(hit[0]), high)] if hit else []
    listed = text[high - 1] == "等" or ("、" in text[low:high] and text[high - 1] != "的")
    if not listed:
        return [span]
    verb = flow_verb(text, span, lexicon)
    if verb is None:
        deed = _DEED.search(text, low, max(text.find("、", low, high), low))
        verb = deed.span() if deed else None
    if verb is None and text[high - 1] == "等":
        return _deed_upon(text, low, high, lexicon)
    if verb is None:  # 甲、乙两市援建|新建
        hit = lexicon.flow.ending(text, low, high)
        begins = high - len(hit[0]) if hit else low
        told = text.rfind("、", low, begins) + 1
        verb = (begins, high) if hit and (told == begins or begins - told >= 4) else None
    return [verb] if verb else []


_TO_WHOM = re.compile(r"[向为从][\u4e00-\u9fff]{2,10}?(?=推荐|提供|申报|推介|输送|选派|引进)")
_UPON = re.compile(r"涉及|覆盖|惠及")


def _deed_upon(text: str, low: int, high: int, lexicon: Lexicon) -> list[Span]:
    """``向省厅|推荐|石桥等``, ``环线工程涉及|甲、乙等``: what is done to the things counted."""
    whom = _TO_WHOM.match(text, low, high)
    verb = flow_verb(text, (whom.end(), high), lexicon) if whom else None
    if verb:
        return [verb]
    upon = _UPON.search(text, low + 2, high)
    plain = upon is not None and text.find("、", low, upon.start()) < 0
    return [(low, upon.end())] if upon and plain else []


_EVENTS = frozenset(["场", "场次", "次", "项", "个", "处", "期", "件", "家", "人次", "班次"])
_HAVING = re.compile(r"(?:尚有|主要有|包括|有|为)(?=[^、]{1,40}、)")


def drop_head_examples(text: str, span: Span, lexicon: Lexicon, unit: str) -> list[Span]:
    """Reduce a name before its number: ``举办甲、乙等音乐活动`` gives ``举办`` and ``音乐活动``.

    Args:
        text: The report's text.
        span: The name.
        lexicon: The words.
        unit: The unit of the number; examples of what has a rate or a sum stay.

    Returns:
        The pieces in text order, at least one.
    """
    low, high = span
    at = text.rfind("等", low, high)
    listed = text.find("、", low, at) >= 0 or text.find("”“", low, at) >= 0
    if unit not in _EVENTS or at < 0 or not listed:
        return [span]
    verb = flow_verb(text, span, lexicon)
    means = 2 if text.startswith(("形式", "方式", "渠道"), at + 1) else 0  # 图片等形式|制作解读
    rest = (at + 1 + means, high)
    if rest[0] >= rest[1]:
        match = _HAVING.search(text, low, high)
        if match and match.start() > low:
            return [(low, match.start())]
        return [(low, at)]
    return [verb, rest] if verb else [rest]
