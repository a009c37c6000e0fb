"""Web pages: the main content as blocks, the rest left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from govreport_nlp.errors import (
    EmptyDocumentError,
    LimitExceededError,
    MissingExtraError,
    UnsupportedFormatError,
)
from govreport_nlp.ingest.budget import Budget
from govreport_nlp.ingest.labels import Found, load_labels
from govreport_nlp.ingest.main_content import Main, find_main, meta_fields, page_words
from govreport_nlp.ingest.offsets import Block, Extract
from govreport_nlp.ingest.source_places import SourcePlaces
from govreport_nlp.ingest.tables import Cell, is_layout, table_lines
from govreport_nlp.structure.markers import load_forms

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read_html"]

_HEADINGS = frozenset(("h1", "h2", "h3"))
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_XML = re.compile(r"\s*<\?xml[^>]{0,200}>")
_ENTITIES = re.compile(r"<!ENTITY\b", re.IGNORECASE)
_PROLOG = 20_000
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u201c\u201d\u2018\u2019"
# A line end in the source between two Chinese characters is no space.
_SOFT_BREAK = re.compile(rf"(?<=[{_WIDE}])[ \t]*[\r\n]\s*(?=[{_WIDE}])")
_SPACE = re.compile(r"[ \t\r\n\x0b\x0c\xa0]+")
_INDENT = " \u3000\u200b\ufeff"
_TAG_NAME = re.compile("[a-z0-9:_-]+")
_LINE_END = "\x00"
"""Stands for a line end until lines are made; no page has it, see ``_CONTROL``."""
_META_PREFERENCE = 200
_MAX_LINKS = 3
"""A cell with more links than this is a menu."""
_LEAST = 200


class _Line(NamedTuple):
    """A block with what is needed to tell whether it is kept.

    Attributes:
        block: The block.
        order: -1 before the main content, 0 inside it, 1 behind it.
        heading: Whether it is a heading of the page.
    """

    block: Block
    order: int
    heading: bool


def read_html(text: str, budget: Budget) -> Extract:
    """Read a web page.

    Args:
        text: The page, decoded.
        budget: The limits.

    Returns:
        Title, metadata and main content as blocks, with the place of each: line and column in
        the page and the path of its element.

    Raises:
        EmptyDocumentError: The page has no text.
        LimitExceededError: Elements nested too deep, too many cells, or too much time.
        UnsupportedFormatError: The page declares entities of its own.
        MissingExtraError: The extra ``html`` is not installed.
    """
    if _ENTITIES.search(text, 0, _PROLOG):
        raise UnsupportedFormatError(
            f"{budget.name} declares entities of its own",
            hint="no web page needs them; remove them",
        )
    text = _CONTROL.sub("", _XML.sub("", text, count=1))
    root = _parse(text, budget)
    main = find_main(root)
    lines = list(_Walk(main, budget, SourcePlaces(text)).lines(root))
    found = [*_meta(root), *_labels_behind(lines)]
    blocks = _kept(lines, _titles(root, found))
    if main.mostly_links or not any(line.order == 0 for line in lines):
        blocks = _by_trafilatura(text) or blocks
    if not blocks:
        raise EmptyDocumentError(
            f"{budget.name} is a page without text",
            hint="its text may be loaded by a script or stand in a frame: save it from a browser",
        )
    return Extract(blocks, found)


def _parse(text: str, budget: Budget) -> _Element:
    try:
        from lxml import etree  # noqa: PLC0415  an extra
    except ImportError as error:
        raise MissingExtraError("html", "reading web pages") from error
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True
    )
    root: _Element | None = etree.fromstring(text.encode("utf-8", "replace"), parser)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        budget.check_nesting(2**31)
        raise LimitExceededError(f"{budget.name} is too deeply nested")
    return etree.Element("html") if root is None else root


class _Walk:
    """One pass over the elements of a page, in reading order."""

    def __init__(self, main: Main, budget: Budget, places: SourcePlaces) -> None:
        self._main = main
        self._budget = budget
        self._places = places
        self._parts: list[str] = []
        self._counts: list[dict[str, int]] = [{}]
        self._items: list[int | None] = []  # number of the last item of each open list
        self._marker = ""
        self._inline: list[str] = []
        self._place = ""
        self._order = -1
        self._pre = 0

    def lines(self, root: _Element) -> Iterator[_Line]:
        """Yield the lines of the page: paragraphs, headings, list items, table rows."""
        from lxml import etree  # noqa: PLC0415  an extra

        events = etree.iterwalk(root, events=("start", "end"))
        blocks = page_words()["blocks"]
        for step, (event, element) in enumerate(events):
            if step % 4096 == 0:
                self._budget.check_time()
            tag = element.tag
            if event == "start":
                self._enter(element, tag)
                if tag in blocks or tag == "br":
                    yield from self._flush()
                if element is self._main.element:
                    self._order = 0
                if self._main.dropped(element):
                    events.skip_subtree()
                elif tag == "table" and (rows := self._rows(element)):
                    yield from self._table(rows, element)
                    events.skip_subtree()
                else:
                    self._open(element, tag)
            else:
                if tag in blocks:
                    yield from self._flush(heading=tag in _HEADINGS)
                self._leave(element, tag)
        yield from self._flush()

    def _enter(self, element: _Element, tag: str) -> None:
        counts = self._counts[-1]
        counts[tag] = counts.get(tag, 0) + 1
        name = _TAG_NAME.match(tag)
        part = name[0] if name else "*"  # a broken tag may have anything for a name
        self._parts.append(part if counts[tag] == 1 else f"{part}[{counts[tag]}]")
        self._counts.append({})
        self._budget.check_nesting(len(self._parts))

    def _open(self, element: _Element, tag: str) -> None:
        self._pre += tag == "pre"
        if tag in ("ol", "ul"):
            self._items.append(0 if tag == "ol" else None)
        elif tag == "li" and self._items and self._items[-1] is not None:
            self._items[-1] += 1
            self._marker = f"{self._items[-1]}. "
        self._add(element.text, element)

    def _leave(self, element: _Element, tag: str) -> None:
        self._pre -= tag == "pre" and self._pre > 0
        if tag in ("ol", "ul") and self._items and not self._main.dropped(element):
            self._items.pop()
        if element is self._main.element:
            self._order = 1
        self._parts.pop()
        self._counts.pop()
        self._add(element.tail, element)

    def _add(self, text: str | None, element: _Element) -> None:
        if text:
            if not self._place and not text.isspace():
                self._place = self._here(element, text)
            self._inline.append(text.replace("\n", _LINE_END) if self._pre else text)

    def _here(self, element: _Element, text: str) -> str:
        place = self._places.place(element.sourceline, text)
        return (place and place + ", ") + "/" + "/".join(self._parts)

    def _flush(self, *, heading: bool = False) -> Iterator[_Line]:
        lines = "".join(self._inline).split(_LINE_END)
        self._inline.clear()
        place, self._place = self._place, ""
        for text in filter(None, map(_clean, lines)):
            yield _Line(Block(self._numbered(text), place), self._order, heading)

    def _numbered(self, text: str) -> str:
        """Put the number before an item of an ordered list that a browser would show."""
        marker, self._marker = self._marker, ""
        return text if load_forms().match(text, 0) else marker + text

    def _rows(self, table: _Element) -> list[list[Cell]] | None:
        """Return the cells of a table of values, None for one that only arranges the page."""
        if table.find(".//table") is not None:
            return None
        if any(len(cell.findall(".//a")) > _MAX_LINKS for cell in table.iter("td")):
            return None
        rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
        self._budget.add_cells(sum(map(len, rows)))
        cells = [[_cell(cell) for cell in row] for row in rows]
        return None if is_layout(cells) else cells

    def _table(self, rows: list[list[Cell]], table: _Element) -> Iterator[_Line]:
        for number, line in table_lines(rows, self._budget):
            place = f"{self._here(table, line)}//tr[{number}]"
            yield _Line(Block(line, place), self._order, heading=False)


def _cell(element: _Element) -> Cell:
    blocks = page_words()["blocks"]
    pieces: list[str] = []
    for node in element.iter():
        if node.tag in ("script", "style"):
            continue
        if node is not element and (node.tag in blocks or node.tag == "br"):
            pieces.append(_LINE_END)
        pieces.append(node.text or "")
        if node is not element:
            if node.tag in blocks:
                pieces.append(_LINE_END)
            pieces.append(node.tail or "")
    parts = [_clean(part) for part in "".join(pieces).split(_LINE_END)]
    return Cell(
        tuple(part for part in parts if part),
        _span(element.get("rowspan")),
        _span(element.get("colspan")),
    )


def _span(value: str | None) -> int:
    return max(1, min(int(value[:9]), 1000)) if value and value.isdecimal() else 1


def _clean(text: str) -> str:
    return _SPACE.sub(" ", _SOFT_BREAK.sub("", text)).strip(_INDENT)


def _kept(lines: list[_Line], titles: list[str]) -> list[Block]:
    """Return the main content, and before it what names the report: title and labels."""
    labels = load_labels()
    blocks: list[Block] = []
    for line in lines:
        text = line.block.text
        if line.order == 0:
            blocks.append(line.block)
        elif line.order < 0:
            named = len(text) > 5 and any(title.startswith(text) for title in titles)
            labelled = labels.inline(text) or labels.alone(text) or _is_value(blocks)
            if (line.heading and len(text) > 5) or named or labelled:
                blocks.append(line.block)
    return blocks


def _is_value(blocks: list[Block]) -> bool:
    """Tell whether the line after the blocks so far stands below a label."""
    return bool(blocks) and load_labels().alone(blocks[-1].text) is not None


def _labels_behind(lines: list[_Line]) -> list[Found]:
    labels = load_labels()
    behind = [line.block.text for line in lines if line.order > 0]
    found = [item for text in behind for item in labels.inline(text)]
    return [item._replace(preference=item.preference + _META_PREFERENCE) for item in found]


def _meta(root: _Element) -> list[Found]:
    table = {name.lower(): field for name, field in meta_fields().items()}
    found = []
    for preference, element in enumerate(root.iter("meta")):
        name = element.get("name") or element.get("property") or ""
        field, value = table.get(name.lower(), ""), _clean(element.get("content") or "")
        if field and value:
            found.append(Found(field, value, "meta", _META_PREFERENCE + preference))
    return found


def _titles(root: _Element, found: list[Found]) -> list[str]:
    """Return what the page's head calls the article."""
    titles = [item.value for item in found if item.field == "title" and item.origin == "meta"]
    element = root.find(".//title")
    return [*titles, _clean(element.text or "")] if element is not None else titles


def _by_trafilatura(text: str) -> list[Block]:
    """Let trafilatura look for the article; the places of its paragraphs are not known."""
    try:
        import trafilatura  # noqa: PLC0415  an extra
    except ImportError as error:
        raise MissingExtraError("html", "reading web pages") from error
    found = trafilatura.extract(text, include_comments=False, include_tables=True) or ""
    return [Block(line, "") for line in found.split("\n") if line] if len(found) > _LEAST else []
