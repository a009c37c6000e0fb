"""The page of errors."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser

from govreport_nlp.evaluation import GoldDocument, evaluate
from govreport_nlp.evaluation.page import scores_page

Build = Callable[..., GoldDocument]


class Reader(HTMLParser):
    """Counts articles and marked cells, and notes what a page would load."""

    def __init__(self) -> None:
        super().__init__()
        self.articles: list[dict[str, str | None]] = []
        self.wrong = 0
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "article":
            self.articles.append(found)
        self.wrong += found.get("class") == "wrong"
        self.loads += [key for key in found if key in {"src", "href"}]


def test_page(build: Build) -> None:
    gold = build(doc='<a&"b">')
    predicted = build({0: {"value": "13"}}, keep=(0, 1), doc='<a&"b">', sentences=())
    scores = evaluate([predicted], [gold])
    page = scores_page(scores, scores.errors)
    reader = Reader()
    reader.feed(page)
    assert [one["data-kinds"] for one in reader.articles] == [e.kinds[0] for e in scores.errors]
    assert {one["data-doc"] for one in reader.articles} == {'<a&"b">'}
    assert reader.wrong == 1
    assert reader.loads == []
    assert "<mark>12个</mark>" in page
    assert "<a&" not in page


def test_page_without_errors(build: Build) -> None:
    assert "<article" not in scores_page(evaluate([build()], [build()]), [])
