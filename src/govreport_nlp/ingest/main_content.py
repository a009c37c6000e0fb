"""Where a web page's article is: the deepest element that holds nearly all of its prose."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from govreport_nlp.datafiles import read_table

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Main", "find_main", "meta_fields", "page_words"]

# Marks of prose and of tables of figures; lists of links and footers have few.
_MARKS = re.compile(r"[，。；、：,;%％]|[0-9.]+")
_SHARE = 0.93
_SHARE_OF_KNOWN = 0.5
_LINKS = 0.6
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
# Elements that an article fills; any other is a part of it.
_CONTAINERS = frozenset(
    ("article", "body", "center", "div", "form", "html", "main", "section", "td")
)
_WORD = re.compile(r"[\w-]+")


class _Weight:
    """What an element holds: marks of prose outside of links, characters, characters of links."""

    __slots__ = ("characters", "hidden", "links", "marks")

    def __init__(self, *, hidden: bool) -> None:
        self.hidden = hidden
        self.marks = 0
        self.characters = 0
        self.links = 0


class Main:
    """The article of a page.

    Attributes:
        element: The element that holds it.
        mostly_links: Whether it is no article: most of its text is links.
    """

    def __init__(self, element: _Element, weights: dict[_Element, _Weight]) -> None:
        self.element = element
        self._weights = weights
        weight = weights[element]
        self.mostly_links = weight.links > _LINKS * weight.characters

    def dropped(self, element: _Element) -> bool:
        """Tell whether an element holds nothing of the article: scripts, menus, lists of links."""
        if element is self.element:
            return False
        weight = self._weights.get(element)
        if weight is None:
            return True
        if element.tag not in ("div", "ul", "ol", "section", "table", "td", "dl"):
            return False
        return weight.links > _LINKS * weight.characters and weight.links > 0 and weight.marks < 10


def find_main(root: _Element) -> Main:
    """Find the article of a page.

    Args:
        root: The page's root element.

    Returns:
        The deepest element that holds nearly all of the page's prose; a known content element
        that holds half of it is preferred.
    """
    weights = _weigh(root)
    hidden = [element for element, weight in weights.items() if weight.hidden]
    prose = weights[root].marks + sum(weights[element].marks for element in hidden)
    wrapped = [one for one in hidden if weights[one].marks > _SHARE_OF_KNOWN * prose]
    if wrapped:  # what looks hidden, or like a menu, holds the article
        around = (one for element in wrapped for one in element.iterancestors())
        weights = _weigh(root, frozenset([*wrapped, *around]))
    for element in hidden:
        if weights[element].hidden:
            del weights[element]
    total = weights[root].marks
    known = page_words()["content"]
    element = root
    while True:
        best = max(
            (child for child in element if child in weights),
            key=lambda child: weights[child].marks,
            default=None,
        )
        if best is None or best.tag not in _CONTAINERS:
            break
        share = _SHARE_OF_KNOWN if _names(best) & known else _SHARE
        if weights[best].marks < share * total or not total:
            break
        element = best
    return Main(element, weights)


def _weigh(root: _Element, shown: frozenset[_Element] = frozenset()) -> dict[_Element, _Weight]:
    """Weigh elements from the innermost outwards; what a hidden one holds counts for it alone.

    Args:
        root: The page's root element.
        shown: Elements that look hidden and are not.
    """
    from lxml import etree  # noqa: PLC0415  an extra

    weights: dict[_Element, _Weight] = {}
    path: list[_Element] = []
    in_link = 0
    events = etree.iterwalk(root, events=("start", "end"))
    for event, element in events:
        if event == "start":
            path.append(element)
            if element.tag in page_words()["dropped"]:
                events.skip_subtree()
                continue
            hidden = element not in shown and _is_hidden(element)
            weights[element] = _Weight(hidden=hidden)
            in_link += element.tag == "a"
            _add(weights[element], element.text, in_link)
            continue
        path.pop()
        parent = weights.get(path[-1]) if path else None
        weight = weights.get(element)
        if weight is not None:
            in_link -= element.tag == "a"
        if parent is not None:
            if weight is not None and not weight.hidden:
                parent.marks += weight.marks
                parent.characters += weight.characters
                parent.links += weight.links
            _add(parent, element.tail, in_link)
    return weights


def _add(weight: _Weight, text: str | None, in_link: int) -> None:
    if not text:
        return
    length = len(text.strip())
    weight.characters += length
    if in_link:
        weight.links += length
    else:
        weight.marks += len(_MARKS.findall(text))


def _is_hidden(element: _Element) -> bool:
    if element.get("hidden") is not None:
        return True
    if _HIDDEN.search(element.get("style") or ""):
        return True
    return bool(_names(element) & page_words()["furniture"])


def _names(element: _Element) -> set[str]:
    return set(_WORD.findall(f"{element.get('class', '')} {element.get('id', '')}".lower()))


def page_words() -> dict[str, frozenset[str]]:
    """Load what is known of elements: blocks, dropped ones, names of content and furniture."""
    return _knowledge()[0]


def meta_fields() -> dict[str, str]:
    """Load the names of ``<meta>`` elements, and the field of ``Metadata`` that each fills."""
    return _knowledge()[1]


@cache
def _knowledge() -> tuple[dict[str, frozenset[str]], dict[str, str]]:
    table = read_table("html.toml")
    meta = table.pop("meta")
    return {key: frozenset(names) for key, names in table.items()}, meta
