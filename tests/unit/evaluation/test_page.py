"""The page of errors."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser

from govreport_nlp.evaluation import GoldDocument, evaluate
from govreport_nlp.evaluation.bootstrap import Difference, Interval
from govreport_nlp.evaluation.page import scores_page

Build = Callable[..., GoldDocument]


class Reader(HTMLParser):
    """Notes articles, classes of errors and cells, and what a page would load."""

    def __init__(self) -> None:
        super().__init__()
        self.articles: list[dict[str, str | None]] = []
        self.tags: list[str] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "article":
            self.articles.append(found)
        self.tags.append(f"{tag}.{found.get('class')}")
        self.loads += [key for key in found if key in {"src", "href"}]


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    return reader


def test_errors_stand_in_classes(build: Build) -> None:
    gold = build(doc='<a&"b">')
    predicted = build({0: {"value": "13"}}, keep=(0, 1), doc='<a&"b">', sentences=())
    scores = evaluate([predicted], [gold])
    page = scores_page(scores, scores.errors)
    reader = read(page)
    # two sentences without a label are the largest class, then by the order of kinds
    kinds = [one["data-kinds"] for one in reader.articles]
    assert kinds == ["workstream", "workstream", "missed", "value"]
    assert {one["data-doc"] for one in reader.articles} == {'<a&"b">'}
    assert [one["data-unit"] for one in reader.articles] == ["", "", "人", "个"]
    assert [one["data-workstream"] for one in reader.articles][1:] == [
        "welfare", "welfare", "ecology",
    ]  # fmt: skip
    assert reader.articles[0]["data-confused"] == "workstream:ecology → none"
    assert reader.loads == []
    assert "<mark>12个</mark>" in page
    assert '<u class="gold predicted">新建公园</u>' in page
    assert "<a&" not in page


def test_only_what_differs_is_side_by_side(build: Build) -> None:
    scores = evaluate([build({0: {"value": "13", "scope": "全市"}})], [build()])
    page = scores_page(scores, scores.errors)
    assert '<dd class="gold">12</dd><dd class="wrong">13</dd>' in page
    assert '<dd class="gold">–</dd><dd class="wrong">全市</dd>' in page
    assert read(page).tags.count("dd.wrong") == 2


def test_intervals_and_differences(build: Build) -> None:
    scores = evaluate([build()], [build()])
    page = scores_page(
        scores,
        [],
        {"record.f1": Interval(0.5, 0.75)},
        {"record.f1": Difference(0.25, 0.125, 0.375, True), "scope": Difference(0, 0, 0, False)},
    )
    assert '<rect class="range" x="50.0" width="25.0" height="8"/>' in page
    assert "+0.250 [+0.125, +0.375]" in page
    assert page.count("holds</span>") == 1


def test_what_was_scored_in_part_is_told(build: Build) -> None:
    scores = evaluate([build(doc="more")], [build()], allow_missing=True)
    page = scores_page(scores, [])
    assert "city-qinghu-2023</p>" in page
    assert "more</p>" in page


def test_page_without_errors(build: Build) -> None:
    assert "<article" not in scores_page(evaluate([build()], [build()]), [])
