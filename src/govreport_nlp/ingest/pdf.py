"""PDF files: characters with their boxes, put together into paragraphs and table rows."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from govreport_nlp.errors import (
    BrokenDocumentError,
    EmptyDocumentError,
    EncryptedDocumentError,
    MissingExtraError,
)
from govreport_nlp.ingest.budget import Budget
from govreport_nlp.ingest.layout import Layout, PageGlyphs
from govreport_nlp.ingest.lines import Glyph
from govreport_nlp.ingest.offsets import Extract
from govreport_nlp.ingest.ruled import Rule

__all__ = ["read_pdf"]

_THIN = 3.0
_LEAST_RULE = 6.0
_MAX_PATHS = 20_000
_MAX_SEGMENTS = 4_000
_MAX_DEPTH = 8
"""Forms inside forms are looked into to this depth."""
_SPACE = 32
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_SIMPLE = 5  # a line or a box: its bounds say all


def read_pdf(data: bytes, budget: Budget) -> Extract:
    """Read a PDF.

    Args:
        data: The bytes of a PDF file.
        budget: The limits.

    Returns:
        Its paragraphs and table rows, without page numbers and running heads; the place of each
        is its page.

    Raises:
        BrokenDocumentError: The file is cut off or damaged.
        EncryptedDocumentError: The file needs a password.
        EmptyDocumentError: It has no text: a scan.
        LimitExceededError: Too many pages or cells, or too much time.
        MissingExtraError: The extra ``pdf`` is not installed.
    """
    try:
        import pypdfium2  # noqa: PLC0415  an extra
    except ImportError as error:
        raise MissingExtraError("pdf", "reading PDF files") from error
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _refusal(error, budget) from error
    try:
        budget.check_pages(len(document))
        pages = list(_pages(document, budget))
    except pypdfium2.PdfiumError as error:
        raise BrokenDocumentError(
            f"{budget.name} is a damaged PDF: {error}", hint="print it to PDF again"
        ) from error
    finally:
        document.close()
    blocks = Layout(pages, budget).blocks()
    if not blocks:
        raise EmptyDocumentError(
            f"{budget.name} is a PDF without text, a scan",
            hint="run it through OCR, and parse the PDF with the text layer or the text",
        )
    return Extract(blocks)


def _refusal(error: Exception, budget: Budget) -> BrokenDocumentError | EncryptedDocumentError:
    if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower():
        return EncryptedDocumentError(
            f"{budget.name} is encrypted", hint="save it without a password"
        )
    return BrokenDocumentError(
        f"{budget.name} is a PDF that is cut off or damaged: {error}",
        hint="download it again, or print it to PDF again",
    )


def _pages(document: Any, budget: Budget) -> Iterator[PageGlyphs]:
    for number in range(len(document)):
        budget.check_time()
        page = document[number]
        width, height = page.get_size()
        turn = _Turn(page.get_rotation(), width, height)
        yield PageGlyphs(number + 1, width, height, _glyphs(page, turn), _rules(page, turn))
        page.close()


class _Turn:
    """Turns coordinates of a page's content to those of the page as shown."""

    def __init__(self, degrees: int, width: float, height: float) -> None:
        self._degrees = degrees
        self._width = width
        self._height = height

    def __call__(
        self, left: float, bottom: float, right: float, top: float
    ) -> tuple[float, float, float, float]:
        """Return left, bottom, right, top as shown."""
        if self._degrees == 90:
            return bottom, self._height - right, top, self._height - left
        if self._degrees == 180:
            return (
                self._width - right,
                self._height - top,
                self._width - left,
                self._height - bottom,
            )
        if self._degrees == 270:
            return self._width - top, left, self._width - bottom, right
        return left, bottom, right, top


def _glyphs(page: Any, turn: _Turn) -> list[Glyph]:
    from pypdfium2 import raw  # noqa: PLC0415  an extra

    text = page.get_textpage()
    box, handle = raw.FS_RECTF(), text.raw
    unicode_of, box_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    glyphs = []
    spaced = False
    for index in range(text.count_chars()):
        code = unicode_of(handle, index)
        if code == _SPACE:
            spaced = not raw.FPDFText_IsGenerated(handle, index)
        if code <= _SPACE or code in (0xA0, 0x3000, 0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000:
            continue
        if box_of(handle, index, box):
            left, bottom, right, top = turn(box.left, box.bottom, box.right, box.top)
            glyphs.append(Glyph(left, bottom, right, top, _character(code), spaced))
            spaced = False
    text.close()
    return glyphs


def _character(code: int) -> str:
    """Return a character; radicals that fonts put for characters become these."""
    character = chr(code)
    return unicodedata.normalize("NFKC", character) if 0x2E80 <= code < 0x2FE0 else character


def _rules(page: Any, turn: _Turn) -> list[Rule]:
    """Return the straight lines of a page that stand upright or level."""
    from pypdfium2 import raw  # noqa: PLC0415  an extra

    rules: list[Rule] = []
    paths = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=_MAX_DEPTH)
    for count, path in enumerate(paths):
        if count > _MAX_PATHS:  # a drawing, no table
            return []
        if raw.FPDFPath_CountSegments(path.raw) > _SIMPLE and path.level == 0:
            edges = _segments(path, raw)
        else:
            edges = [_bounds(path)]
        for edge in edges:
            rules += _edges(*turn(*edge))
    return rules


def _bounds(path: Any) -> tuple[float, float, float, float]:
    left, bottom, right, top = path.get_bounds() if hasattr(path, "get_bounds") else path.get_pos()
    return left, bottom, right, top


def _segments(path: Any, raw: Any) -> list[tuple[float, float, float, float]]:
    """Return the boxes of the straight segments of a path of many: a whole grid in one."""
    from ctypes import byref, c_float  # noqa: PLC0415

    matrix = path.get_matrix()
    x, y = c_float(), c_float()
    boxes = []
    before: tuple[float, float] | None = None
    for index in range(min(raw.FPDFPath_CountSegments(path.raw), _MAX_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(path.raw, index)
        if not raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y)):
            continue
        here = matrix.on_point(x.value, y.value)
        if before and raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_LINETO:
            xs, ys = sorted((before[0], here[0])), sorted((before[1], here[1]))
            boxes.append((xs[0], ys[0], xs[1], ys[1]))
        before = here
    return boxes


def _edges(left: float, bottom: float, right: float, top: float) -> list[Rule]:
    """Return the rules that a box is or has: a thin one is a rule, another has four edges."""
    wide, tall = right - left, top - bottom
    if tall <= _THIN and wide >= _LEAST_RULE:
        return [Rule(False, (top + bottom) / 2, left, right)]
    if wide <= _THIN and tall >= _LEAST_RULE:
        return [Rule(True, (left + right) / 2, bottom, top)]
    if wide < _LEAST_RULE or tall < _LEAST_RULE:
        return []
    return [
        Rule(False, bottom, left, right),
        Rule(False, top, left, right),
        Rule(True, left, bottom, top),
        Rule(True, right, bottom, top),
    ]
