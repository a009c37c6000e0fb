"""Decoding: which encoding a Chinese text is in."""

from __future__ import annotations

import codecs

from govreport_nlp.errors import EncodingError

__all__ = ["decode"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HINT = "save the file as UTF-8"
# The most frequent characters of running text, simplified and traditional: a text read in the
# wrong encoding has next to none of them.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下"
    "过子产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两"
    "体制机当使点从业本去把性好应开它合还因由其些然前外天政四日社义事平形相全表间与关各重新线内"
    "数正心明看原利比或质气第向道命此变条没结解问意建月公无系军最情报告府市县区省农村企服务项目"
    "增长亿元万完强推坚持环境文教育保障城设改革管"
    "這為個國時來們會發動過種後學經進著電裡現實兩體機當點從業應開還義關線內數變條結問"
    "無係軍報縣區農務項長億萬強環設"
    "，。、；：“”（）！"
)
_SAMPLE = 20_000
_LEAST_SHARE = 0.1


def decode(data: bytes, name: str = "") -> str:
    """Decode the bytes of a Chinese text.

    A byte order mark decides; else UTF-8 if it is valid; else GB 18030 or Big5, whichever gives
    more common characters.

    Args:
        data: The bytes.
        name: What error messages call them.

    Returns:
        The text, without byte order mark.

    Raises:
        EncodingError: No encoding gives a text with common Chinese characters.
    """
    what = name or "document"
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data[len(bom) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise EncodingError(f"{what} is broken {encoding}", hint=_HINT) from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    candidates = [text for text in (_try(data, "gb18030"), _try(data, "big5hkscs")) if text]
    best = max(candidates, key=_share_of_common, default="")
    if _share_of_common(best) < _LEAST_SHARE:
        raise EncodingError(f"{what} is in no encoding that can be told", hint=_HINT)
    return best


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _share_of_common(text: str) -> float:
    sample = [char for char in text[:_SAMPLE] if char > "\x7f"]
    return sum(char in _COMMON for char in sample) / len(sample) if sample else 0.0
