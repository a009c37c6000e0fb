"""Decoding: which encoding a Chinese text is in."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from govreport_nlp.errors import EncodingError, UnsupportedFormatError

__all__ = ["Decoded", "declared_charset", "decode"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HINT = "save the file as UTF-8"
# What pages declare, and the encoding that they are really read in: GBK and GB 2312 are parts of
# GB 18030, and pages that declare them hold characters of the rest.
_CHARSETS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "x-gbk": "gb18030",
    "hz-gb-2312": "hz",
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "utf-16": "utf-16",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "unicode": "utf-16",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
}
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([a-z0-9_-]{2,20})", re.IGNORECASE)
_HEAD = 8_192
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
_GB_BLANK = "\ue5e5"
"""What Python makes of the second blank of GBK; web browsers read it as U+3000."""
_SAMPLE = 20_000
_LEAST_SHARE = 0.1
_LEAST_SHARE_GUESSED = 0.2
_MAX_LOST = 1 / 500
"""A text of which more than this share of characters cannot be read is in another encoding."""
# Control characters that no text has; tab, line feed, carriage return, form feed are text.
_CONTROL = bytes(set(range(0x20)) - {0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1A, 0x1C, 0x1D, 0x1E, 0x1F})


class Decoded(NamedTuple):
    """A text with the encoding that it was read in.

    Attributes:
        text: The text, without byte order mark; U+FFFD stands for what could not be read.
        encoding: Name of the encoding.
        lost: Number of places that could not be read.
    """

    text: str
    encoding: str
    lost: int = 0


def decode(data: bytes, name: str = "", declared: str = "") -> Decoded:
    """Decode the bytes of a Chinese text.

    A byte order mark decides; else UTF-8 if it is valid; else the declared charset; else GB 18030
    or Big5, whichever gives more common characters; else UTF-16 without mark; else what
    charset-normalizer says; else the best of these with a few places lost.

    Args:
        data: The bytes.
        name: What error messages call them.
        declared: The charset that the document declares, empty for none.

    Returns:
        The text.

    Raises:
        EncodingError: No encoding gives a text with common Chinese characters.
        UnsupportedFormatError: The bytes hold control characters that no text has.
    """
    what = name or "document"
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _marked(data[len(bom) :], encoding, what)
    if len(data.translate(None, _CONTROL)) != len(data):
        wide = _unmarked_utf16(data)
        if wide is None:
            raise UnsupportedFormatError(f"{what} is binary", hint="give a text, HTML, docx or PDF")
        return wide
    charset = _CHARSETS.get(declared.lower())
    for encoding in filter(None, ("utf-8", charset)):
        text = _try(data, encoding)
        if text and (encoding == "utf-8" or _share_of_common(text.text) >= _LEAST_SHARE):
            return text
    candidates = [text for text in (_try(data, "gb18030"), _try(data, "big5hkscs")) if text]
    best = max(candidates, key=lambda one: _share_of_common(one.text), default=None)
    if best and _share_of_common(best.text) >= _LEAST_SHARE:
        return best
    last = _guessed(data) or _with_losses(data, charset)
    if last is None:
        said = f"; it declares {declared}" if declared else ""
        raise EncodingError(
            f"{what} is in no encoding of Chinese that can be told{said}", hint=_HINT
        )
    return last


def declared_charset(data: bytes) -> str:
    """Return the charset that a page declares in its head, empty where it does not."""
    match = _DECLARED.search(data, 0, _HEAD)
    return match[1].decode("ascii") if match else ""


def _marked(data: bytes, encoding: str, what: str) -> Decoded:
    """Decode what a byte order mark names."""
    found = _try(data, encoding) or _lossy(data, encoding)
    if found is None:
        raise EncodingError(f"{what} is broken {encoding}", hint=_HINT)
    return found


def _unmarked_utf16(data: bytes) -> Decoded | None:
    candidates = [_try(data, "utf-16-le"), _try(data, "utf-16-be")]
    shares = [(_share_of_common(one.text), one) for one in candidates if one]
    best = max(shares, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= _LEAST_SHARE_GUESSED else None


def _guessed(data: bytes) -> Decoded | None:
    """Ask charset-normalizer; its answer counts if it gives Chinese text."""
    from charset_normalizer import from_bytes  # noqa: PLC0415  slow to import, seldom needed

    best = from_bytes(data[:_SAMPLE]).best()
    found = _try(data, best.encoding) if best else None
    share = _share_of_common(found.text) if found else 0
    return found if share >= _LEAST_SHARE_GUESSED else None


def _with_losses(data: bytes, charset: str | None) -> Decoded | None:
    encodings = dict.fromkeys(("utf-8", charset or "gb18030", "gb18030", "big5hkscs"))
    found = [text for encoding in encodings if (text := _lossy(data, encoding))]
    best = max(found, key=lambda one: (-one.lost, _share_of_common(one.text)), default=None)
    return best if best and _share_of_common(best.text) >= _LEAST_SHARE_GUESSED else None


def _lossy(data: bytes, encoding: str) -> Decoded | None:
    text = data.decode(encoding, "replace")
    lost = text.count("\ufffd")
    return Decoded(text, encoding, lost) if lost <= len(text) * _MAX_LOST else None


def _try(data: bytes, encoding: str) -> Decoded | None:
    try:
        text = data.decode(encoding)
        if encoding == "gb18030":
            text = text.replace(_GB_BLANK, "\u3000")
        return Decoded(text, encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _share_of_common(text: str) -> float:
    sample = [char for char in text[:_SAMPLE] if char > "\x7f"]
    return sum(char in _COMMON for char in sample) / len(sample) if sample else 0.0
