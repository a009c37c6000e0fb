"""Word files: paragraphs, lists, tables and footnotes as blocks, tracked changes accepted."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from govreport_nlp.errors import (
    BrokenDocumentError,
    EncryptedDocumentError,
    LimitExceededError,
    MissingExtraError,
    UnsupportedFormatError,
)
from govreport_nlp.ingest.budget import Budget
from govreport_nlp.ingest.numbering import Numbering
from govreport_nlp.ingest.offsets import Block, Extract
from govreport_nlp.ingest.tables import Cell, is_layout, table_lines

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read_docx"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# What a paragraph holds that is no text of it: what was deleted or moved away, codes of fields,
# and drawings.
_SKIPPED = frozenset(
    [f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "drawing", "pict", "object", "pPr")]
    + [_FALLBACK, f"{_W}rPr"]
)
_CONTAINERS = frozenset(
    f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")
)
_SIGNS = {f"{_W}tab": " ", f"{_W}noBreakHyphen": "-", f"{_W}cr": "\n"}
_SPACE = re.compile(r"[ \t\r\x0b\x0c\xa0]+")
_INDENT = " \u3000\u200b\ufeff"
_BOMB = 200
"""A part that unpacks to more than this many times its size is no text."""
_BOMB_FROM = 10_000_000
_ENCRYPTED = 0x1
_HINT = "open it in Word or WPS, and save it again as docx"


def read_docx(data: bytes, budget: Budget) -> Extract:
    """Read a Word file.

    Args:
        data: The bytes of a docx file.
        budget: The limits.

    Returns:
        Its paragraphs with the numbers that Word shows before them, table rows, and footnotes at
        the end; the place of each is the number of the paragraph, or of table and row.

    Raises:
        BrokenDocumentError: The file is cut off or damaged.
        EncryptedDocumentError: The file needs a password.
        LimitExceededError: It unpacks to too much, or has too many cells.
        UnsupportedFormatError: Its text declares entities.
        MissingExtraError: The extra ``docx`` is not installed.
    """
    try:
        import docx  # noqa: PLC0415  an extra
    except ImportError as error:
        raise MissingExtraError("docx", "reading Word files") from error
    _check_container(data, budget)
    try:
        document: Any = docx.Document(io.BytesIO(data))
        body = document.element.body
    except Exception as error:  # python-docx lets through whatever its parts raise
        if "depth" in str(error):
            budget.check_nesting(2**31)
        raise BrokenDocumentError(
            f"{budget.name} is a damaged docx: {error}", hint=_HINT
        ) from error
    if body is None:
        raise BrokenDocumentError(f"{budget.name} is a docx without text", hint=_HINT)
    if body.getroottree().docinfo.doctype:
        raise UnsupportedFormatError(f"{budget.name} declares entities", hint=_HINT)
    parts = {rel.reltype.rsplit("/", 1)[-1]: rel for rel in document.part.rels.values()}
    reader = _Reader(_root(parts.get("numbering")), _root(parts.get("styles")), budget)
    blocks = [*reader.blocks(body), *reader.notes(_root(parts.get("footnotes")))]
    return Extract(blocks)


def _check_container(data: bytes, budget: Budget) -> None:
    """Refuse what does not unpack, unpacks to too much, or is encrypted; nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            entries = container.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise BrokenDocumentError(
            f"{budget.name} is a docx that is cut off or damaged: {error}", hint=_HINT
        ) from error
    budget.check_bytes(sum(entry.file_size for entry in entries), "bytes unpacked")
    for entry in entries:
        if entry.flag_bits & _ENCRYPTED:
            raise EncryptedDocumentError(
                f"{budget.name} is encrypted", hint="save it without password"
            )
        if entry.file_size > max(_BOMB_FROM, _BOMB * entry.compress_size):
            raise LimitExceededError(
                f"{budget.name} holds {entry.filename}, which unpacks to {entry.file_size} bytes",
                hint="it is no text: do not open it",
            )


def _root(relation: Any) -> _Element | None:
    """Return the root element of a part of the file."""
    if relation is None or relation.is_external:
        return None
    part = relation.target_part
    element = getattr(part, "element", None)
    if element is not None:
        root: _Element = element
        return root
    from docx.oxml import parse_xml  # noqa: PLC0415  an extra

    parsed: _Element = parse_xml(part.blob)
    return parsed


class _Reader:
    """One pass over the body of a file."""

    def __init__(self, numbering: _Element | None, styles: _Element | None, budget: Budget) -> None:
        self._numbering = Numbering(numbering, styles)
        self._budget = budget
        self._paragraph = 0
        self._table = 0
        self._open = ""  # text whose paragraph mark was deleted: it runs on
        self._notes: list[str] = []

    def blocks(self, container: _Element, place: str = "") -> Iterator[Block]:
        """Yield the blocks of a container in reading order."""
        for element in container:
            if element.tag == f"{_W}p":
                self._paragraph += 1
                if self._paragraph % 1024 == 0:
                    self._budget.check_time()
                here = place or f"paragraph {self._paragraph}"
                yield from (Block(line, here) for line in self._lines(element))
            elif element.tag == f"{_W}tbl":
                yield from self._rows(element)
            elif element.tag in _CONTAINERS:
                yield from self.blocks(element, place)

    def notes(self, root: _Element | None) -> Iterator[Block]:
        """Yield the footnotes that the text refers to, in the order of their numbers."""
        if root is None:
            return
        notes = {note.get(f"{_W}id"): note for note in root.iter(f"{_W}footnote")}
        for number, identity in enumerate(self._notes, 1):
            note = notes.get(identity)
            lines = (
                [line for p in note.iter(f"{_W}p") for line in self._lines(p)]
                if (note is not None)
                else []
            )
            if lines:
                yield Block(f"[{number}]{''.join(lines)}", f"footnote {number}")

    def _lines(self, paragraph: _Element) -> list[str]:
        text = "".join(self._pieces(paragraph))
        lines = [_SPACE.sub(" ", line).strip(_INDENT) for line in text.split("\n")]
        lines = [line for line in lines if line]
        if self._open:
            lines[:1] = [self._open + (lines[0] if lines else "")]
            self._open = ""
        elif lines:
            lines[0] = self._numbering.marker(paragraph) + lines[0]
        if lines and paragraph.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None:
            self._open = lines.pop()
        return lines

    def _pieces(self, element: _Element) -> Iterator[str]:
        for child in element:
            if child.tag in _SKIPPED:
                continue
            if child.tag == f"{_W}t":
                yield child.text or ""
            elif child.tag in _SIGNS:
                yield _SIGNS[child.tag]
            elif child.tag == f"{_W}br":
                yield "" if child.get(f"{_W}type") in ("page", "column") else "\n"
            elif child.tag == f"{_W}footnoteReference":
                self._notes.append(child.get(f"{_W}id") or "")
                yield f"[{len(self._notes)}]"
            elif len(child):
                yield from self._pieces(child)

    def _rows(self, table: _Element) -> Iterator[Block]:
        self._table += 1
        number = self._table
        rows = [row for row in table.iter(f"{_W}tr") if _owner(row, "tbl") is table]
        rows = [row for row in rows if row.find(f"{_W}trPr/{_W}del") is None]
        cells = [[tc for tc in row.iter(f"{_W}tc") if _owner(tc, "tr") is row] for row in rows]
        self._budget.add_cells(sum(map(len, cells)))
        grid = _merged([[self._cell(tc) for tc in row] for row in cells], cells)
        if is_layout(grid):
            for row in cells:
                for tc in row:
                    yield from self.blocks(tc, f"table {number}")
            return
        for at, line in table_lines(grid, self._budget):
            yield Block(line, f"table {number}, row {at}")

    def _cell(self, tc: _Element) -> Cell:
        lines = [line for p in tc.iter(f"{_W}p") for line in self._lines(p)]
        span = tc.find(f"{_W}tcPr/{_W}gridSpan")
        value = span.get(f"{_W}val") if span is not None else ""
        columns = min(int(value[:9]), 1000) if value and value.isdecimal() else 1
        return Cell(tuple(lines), 1, columns)


def _owner(element: _Element, name: str) -> _Element | None:
    """Return the nearest element of a name around one: a table may stand inside a cell."""
    return next(element.iterancestors(f"{_W}{name}"), None)


def _merged(rows: list[list[Cell]], elements: list[list[_Element]]) -> list[list[Cell]]:
    """Give cells that go on in rows below their height, and leave out what they cover."""
    heads: dict[int, tuple[int, int]] = {}  # column → row and index of the cell that covers it
    heights: dict[tuple[int, int], int] = {}
    kept: list[list[int]] = []
    for r, row in enumerate(rows):
        column, indices = 0, []
        for i, cell in enumerate(row):
            merge = elements[r][i].find(f"{_W}tcPr/{_W}vMerge")
            goes_on = merge is not None and merge.get(f"{_W}val") != "restart"
            if goes_on and column in heads:
                heights[heads[column]] = heights.get(heads[column], 1) + 1
            else:
                indices.append(i)
                heads.pop(column, None)
                if merge is not None:
                    heads[column] = (r, i)
            column += cell.columns
        kept.append(indices)
    return [
        [rows[r][i]._replace(rows=heights.get((r, i), 1)) for i in indices]
        for r, indices in enumerate(kept)
    ]
