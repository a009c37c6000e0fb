"""What kind of file some bytes are: told from the bytes, held against the name's ending."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

from govreport_nlp.errors import EncryptedDocumentError, UnsupportedFormatError

__all__ = ["Format", "find_format"]

Format = Literal["text", "html", "docx", "pdf"]

_NAMES: dict[Format, str] = {
    "text": "plain text",
    "html": "a web page",
    "docx": "a Word file (docx)",
    "pdf": "a PDF",
}
_ENDINGS: dict[str, Format] = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".shtml": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".pdf": "pdf",
}
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# Kinds that no reader takes: first bytes, name, what to do.
_REFUSED = (
    (_OLE, "an old Office file (doc, xls, wps)", "save it as docx in Word or WPS"),
    (b"{\\rtf", "an RTF file", "save it as docx"),
    (b"\x89PNG", "an image", "run it through OCR and parse the text"),
    (b"\xff\xd8\xff", "an image", "run it through OCR and parse the text"),
    (b"GIF8", "an image", "run it through OCR and parse the text"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"Rar!", "a rar archive", "unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it first"),
)
_ZIP = b"PK\x03\x04"
_WORD_PART = b"word/document"
_PDF_WITHIN = 1024
"""A PDF may have a few bytes before its header."""
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,500}-->\s*)?<(?:!doctype|html|head|body)\b",
    re.IGNORECASE,
)
# A piece of a page, as content systems export it.
_PIECE = re.compile(
    rb"\s*<(?:div|p|table|span|section|article|h[1-6]|ul|ol|center|meta|title|font)[^<>]{0,2000}>",
    re.IGNORECASE,
)
_TAG = re.compile(rb"</?[a-z][^<>]{0,2000}>", re.IGNORECASE)
_BOM = b"\xef\xbb\xbf"
_UTF16_BOMS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def find_format(data: bytes, name: str) -> Format:
    """Tell which reader takes some bytes.

    Args:
        data: The bytes of a file.
        name: Its name; an ending that promises another kind than the bytes are is an error.

    Returns:
        ``"text"``, ``"html"``, ``"docx"`` or ``"pdf"``.

    Raises:
        UnsupportedFormatError: No reader takes such bytes, or the ending names another kind.
    """
    what = name or "document"
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise EncryptedDocumentError(f"{what} is encrypted", hint="save it without a password")
    for magic, kind, hint in _REFUSED:
        if data.startswith(magic):
            raise UnsupportedFormatError(f"{what} is {kind}", hint=hint)
    promised = _ENDINGS.get(PurePath(name).suffix.lower()) if name else None
    found = _by_content(data, what, promised)
    if promised and found != promised:
        ending = next(end for end, kind in _ENDINGS.items() if kind == found)
        raise UnsupportedFormatError(
            f"{what} is {_NAMES[found]}, and not {_NAMES[promised]} as its ending says",
            hint=f"rename it to {ending}",
        )
    return found


def _by_content(data: bytes, what: str, promised: Format | None) -> Format:
    if b"%PDF-" in data[:_PDF_WITHIN] or data.startswith(b"%PDF"):
        return "pdf"
    if data.startswith(_ZIP):
        if _WORD_PART in data or promised == "docx":
            return "docx"
        raise UnsupportedFormatError(
            f"{what} is a zip archive without a Word document",
            hint="unpack an archive first; save a sheet or slides as PDF or docx",
        )
    head = _head(data)
    if _PAGE.match(head):
        return "html"
    if promised == "text":
        return "text"
    if _PIECE.match(head) or (promised == "html" and _TAG.search(head)):
        return "html"
    return "text"


def _head(data: bytes) -> bytes:
    """Return the first bytes without byte order mark, UTF-16 read as bytes of one byte each."""
    head = data[:20_000].removeprefix(_BOM)
    encoding = _UTF16_BOMS.get(head[:2])
    return head[2:].decode(encoding, "ignore").encode("utf-8", "ignore") if encoding else head
