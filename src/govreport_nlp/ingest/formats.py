"""What kind of file some bytes are: only text goes on to decoding."""

from __future__ import annotations

import re

from govreport_nlp.errors import UnsupportedFormatError

__all__ = ["require_text"]

_MAGIC = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "Word (docx) or another zip container"),
    (b"\xd0\xcf\x11\xe0", "Word (doc) or another old Office file"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"\x1f\x8b", "gzip archive"),
    (b"Rar!", "rar archive"),
    (b"7z\xbc\xaf", "7z archive"),
)
_MARKUP = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,500}-->\s*)?<(?:!doctype|html|head|body)\b",
    re.IGNORECASE,
)
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")
# Control characters that no text file has; tab, line feed, carriage return, form feed are text.
_CONTROL = bytes(set(range(0x20)) - {0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1A, 0x1C, 0x1D, 0x1E, 0x1F})


def require_text(data: bytes, name: str) -> None:
    """Refuse bytes that are no plain text.

    Args:
        data: The bytes of a file.
        name: What error messages call it.

    Raises:
        UnsupportedFormatError: The bytes are of a known format that no reader takes, or binary.
    """
    what = name or "document"
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise UnsupportedFormatError(f"{what} is a {kind}", hint="save it as text first")
    if _MARKUP.match(data.removeprefix(b"\xef\xbb\xbf")):
        raise UnsupportedFormatError(f"{what} is a web page", hint="save the page as text first")
    if not data.startswith(_UTF16_BOMS) and len(data.translate(None, _CONTROL)) != len(data):
        raise UnsupportedFormatError(f"{what} is binary", hint="reports are text files")
