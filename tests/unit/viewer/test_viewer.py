from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path

from govreport_nlp.records import Report
from govreport_nlp.viewer import render_report, write_pages
from govreport_nlp.viewer.html import strings

_HOSTILE = '</script><script>alert(1)</script><img src=x onerror="alert(2)"><!--'


class _Page(HTMLParser):
    """Collects elements, and the text inside the one with id ``text``."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.main = ""
        self._inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._inside = self._inside or tag == "main"

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "main"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.main += data

    def ids(self) -> list[str]:
        return [attrs["id"] or "" for _, attrs in self.elements if "id" in attrs]


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_the_text_stands_whole(sample_report: Report) -> None:
    assert _squeezed(_Page(render_report(sample_report)).main) == _squeezed(sample_report.text)


def test_every_record_has_a_mark_and_a_row(sample_report: Report) -> None:
    ids = _Page(render_report(sample_report)).ids()
    for index in range(len(sample_report.indicators)):
        assert ids.count(f"r{index}") == ids.count(f"t{index}") == 1
    assert len(ids) == len(set(ids))


def test_every_section_has_an_anchor_and_titled_ones_a_link(sample_report: Report) -> None:
    page = _Page(render_report(sample_report))
    links = [attrs.get("href") for tag, attrs in page.elements if tag == "a"]
    for section in sample_report.walk_sections():
        assert page.ids().count(f"s{section.index}") == 1
        assert links.count(f"#s{section.index}") == bool(section.title)


def test_headings_are_headings(sample_report: Report) -> None:
    assert render_report(sample_report).count("<h2><span") == 2


def test_a_mark_cut_by_a_name_keeps_one_id(sample_report: Report) -> None:
    first, second, *rest = sample_report.indicators
    cut = second.model_copy(update={"name_spans": ((first.start - 3, first.start + 3),)})
    report = sample_report.model_copy(update={"indicators": (first, cut, *rest)})
    html = render_report(report)
    assert html.count('id="r0"') == 1
    assert html.count('data-r="0">') == 3  # two parts of the mark, one row


def test_hostile_text_is_escaped_everywhere(sample_report: Report) -> None:
    meta = sample_report.metadata.model_copy(update={"title": _HOSTILE, "publisher": _HOSTILE})
    record = sample_report.indicators[0].model_copy(
        update={"name": _HOSTILE, "unit": _HOSTILE, "rule": _HOSTILE, "period": _HOSTILE}
    )
    sections = tuple(
        s.model_copy(update={"title": _HOSTILE}) if s.title else s for s in sample_report.sections
    )
    report = sample_report.model_copy(
        update={
            "metadata": meta,
            "indicators": (record,),
            "sections": sections,
            "source": _HOSTILE,
            "text": sample_report.text + _HOSTILE,
        }
    )
    html = render_report(report)
    page = _Page(html)
    assert html.count("</script>") == html.count("<script") == 2
    assert not any(tag == "img" or "onerror" in attrs for tag, attrs in page.elements)
    data = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.S)
    assert data is not None
    assert json.loads(data[1])["records"][0]["name"] == _HOSTILE


def test_the_policy_allows_this_style_and_script_only(sample_report: Report) -> None:
    html = render_report(sample_report)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy is not None
    assert "default-src 'none'" in policy[1]
    for pattern in (r"<style>(.*?)</style>", r"<script>(.*?)</script>"):
        block = re.search(pattern, html, re.S)
        assert block is not None
        digest = base64.b64encode(hashlib.sha256(block[1].encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy[1]


def test_nothing_is_loaded(sample_report: Report) -> None:
    html = render_report(sample_report)
    assert not re.search(r'(?:src|href)="(?:https?:)?//', html)
    assert "url(" not in html
    assert "@import" not in html


def test_pages_of_a_folder_link_to_each_other(sample_report: Report, tmp_path: Path) -> None:
    copy = sample_report.model_copy(update={"source": "south/青湾.txt"})
    assert write_pages([sample_report, copy], tmp_path / "全 部.html") == 2
    index = (tmp_path / "全 部.html").read_text(encoding="utf-8")
    links = re.findall(r'<td class="name"><a href="([^"]*)"', index)
    assert len(set(links)) == 2
    pages = sorted((tmp_path / "全 部-reports").iterdir())
    assert [link.split("/")[1] for link in links] == [page.name for page in pages]
    assert "../%E5%85%A8%20%E9%83%A8.html" in pages[0].read_text(encoding="utf-8")


def test_every_word_of_the_interface_is_in_both_languages() -> None:
    assert all(both.keys() == {"en", "zh"} and all(both.values()) for both in strings().values())


def test_every_key_that_the_pages_use_exists() -> None:
    folder = resources.files("govreport_nlp.viewer") / "assets"
    used = set()
    for entry in folder.iterdir():
        source = entry.read_text(encoding="utf-8")
        used.update(re.findall(r'data-[tp]="([^"]+)"', source))
        used.update(re.findall(r"word\('([^']+)'\)", source))
    assert used <= strings().keys()
    assert len(used) > 20


def test_every_value_of_a_record_has_words() -> None:
    keys = strings().keys()
    for group, values in {
        "qualifier": ("exact", "about", "over", "under", "at_least", "at_most"),
        "measure": ("level", "change", "baseline", "rank"),
        "direction": ("up", "down"),
        "status": ("actual", "target"),
        "level": ("national", "province", "city", "county", "department"),
    }.items():
        assert {f"{group}.{value}" for value in values} <= keys


def test_a_folder_without_a_report(tmp_path: Path) -> None:
    assert write_pages([], tmp_path / "index.html") == 0
    assert "<small>0</small>" in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_a_report_without_a_record(sample_report: Report) -> None:
    report = sample_report.model_copy(update={"indicators": (), "unclaimed": ()})
    html = render_report(report)
    assert "<tbody>\n\n    </tbody>" in html
    assert 'data-w="ecology"' in html  # the profile of the text stands without records


def test_the_frame_of_a_notebook_holds_the_page_as_text(sample_report: Report) -> None:
    frame = sample_report._repr_html_()
    assert frame.count("<") == 2  # the frame's own tags
    assert 'sandbox="allow-scripts allow-modals"' in frame
