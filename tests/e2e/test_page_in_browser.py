"""The report's page in a real browser, under its own policy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import govreport_nlp as gr
from govreport_nlp.records import Report
from govreport_nlp.viewer import render_report

Visit = Callable[..., Any]
Ready = Callable[[Any], float]

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


def _shown(tab: Any) -> list[str]:
    """The records whose rows are not filtered out, in the order of the table."""
    rows = tab.locator("#records tbody tr:not([hidden])")
    return [row.get_attribute("data-r") for row in rows.all()]


def _focused(tab: Any) -> str:
    return str(tab.evaluate("document.activeElement.id"))


def test_from_the_text_to_the_table_and_back(sample_report: Report, visit: Visit) -> None:
    tab = visit(render_report(sample_report))
    tab.click("#r1")
    assert _focused(tab) == "t1"
    assert "on" in (tab.locator("tr[data-r='1']").get_attribute("class") or "")
    tab.locator("tr[data-r='3'] td.value").click()
    assert _focused(tab) == "r3"
    assert tab.url.endswith("#r3")
    tab.go_back()
    assert tab.url.endswith("#t1")
    assert _focused(tab) == "t1"


def test_hovering_shows_the_fields_and_the_rule(sample_report: Report, visit: Visit) -> None:
    tab = visit(render_report(sample_report))
    tab.hover("#r1")
    card = tab.locator("#card")
    assert card.is_visible()
    for words in ("生产总值", "7%", "by-hand", "yoy", "2030"):
        assert words in card.inner_text()
    assert tab.locator("#r1").get_attribute("aria-describedby") == "card"
    assert tab.locator(".n.on").all_inner_texts() == ["生产总值"]
    tab.keyboard.press("Escape")
    assert not card.is_visible()


def test_filters_and_sorting(sample_report: Report, visit: Visit) -> None:
    tab = visit(render_report(sample_report))
    assert tab.locator("#count").inner_text() == "4"
    tab.select_option("#status", "target")
    assert _shown(tab) == ["3"]
    assert tab.locator("#count").inner_text() == "1 of 4"
    tab.click("button[type=reset]")
    tab.fill("#words", "新建")
    assert _shown(tab) == ["2"]
    tab.fill("#words", "nothing has this")
    assert tab.locator("#none").is_visible()
    tab.fill("#words", "")
    tab.click(".legend button[data-w=ecology]")
    assert _shown(tab) == ["2", "3"]
    tab.click(".legend button[data-w=ecology]")
    value = tab.locator("th.value button")
    for order in (["1", "2", "3", "0"], ["0", "3", "2", "1"], ["0", "1", "2", "3"]):
        value.click()
        assert _shown(tab) == order


def test_search_in_the_text(sample_report: Report, visit: Visit) -> None:
    tab = visit(render_report(sample_report))
    tab.fill("#search", "总值达到860亿")
    assert tab.locator(".s.hit").count() == 1
    tab.press("#search", "Enter")
    assert tab.locator("#hits").inner_text() == "1 / 1"
    assert "生产总值" in tab.locator(".s.here").inner_text()
    # the words found run over the border of a mark
    found = tab.evaluate("[...CSS.highlights.get('found')].map(String)")
    assert found == ["总值达到860亿"]
    tab.fill("#search", "没有的话")
    assert tab.locator("#hits").inner_text() == "none"
    assert tab.locator(".s.hit").count() == 0


def test_language(sample_report: Report, visit: Visit) -> None:
    tab = visit(render_report(sample_report))
    assert tab.locator("#records th").first.inner_text() == "Indicator"
    tab.click("#language")
    assert tab.locator("html").get_attribute("lang") == "zh-Hans"
    assert tab.locator("#records th").first.inner_text() == "指标"
    assert "生态环境" in tab.locator(".legend").inner_text()
    assert tab.get_by_role("searchbox", name="搜索正文").count() == 1
    chinese = visit(render_report(sample_report), locale="zh-CN")
    assert chinese.locator("#language").inner_text() == "English"


def test_keyboard_alone(sample_report: Report, visit: Visit) -> None:
    tab = visit(render_report(sample_report))
    for expected in ("r0", "r1", "r2"):
        tab.keyboard.press("n")
        assert _focused(tab) == expected
    tab.keyboard.press("p")
    assert _focused(tab) == "r1"
    assert tab.locator("#card").is_visible()
    tab.keyboard.press("Enter")
    assert _focused(tab) == "t1"
    tab.keyboard.press("/")
    assert _focused(tab) == "words"
    tab.keyboard.press("Escape")
    tab.keyboard.press("s")
    assert _focused(tab) == "search"


def test_what_a_screen_reader_is_told(sample_report: Report, visit: Visit) -> None:
    tab = visit(render_report(sample_report))
    for role, name in (
        ("main", "Text"), ("complementary", "Contents"), ("navigation", "Contents"),
        ("searchbox", "Search the text"), ("searchbox", "Filter by words"),
        ("combobox", "Workstream"), ("combobox", "Measure"), ("combobox", "Status"),
        ("checkbox", "Other numbers"), ("heading", "青湾市2031年政府工作报告"),
    ):  # fmt: skip
        assert tab.get_by_role(role, name=name, exact=True).count() >= 1, (role, name)
    nameless = tab.evaluate(
        "[...document.querySelectorAll('button, input, select')].filter((one) =>"
        " !(one.ariaLabel || one.labels?.length || one.textContent.trim())).length"
    )
    assert nameless == 0


def test_numbers_that_no_record_claims(sample_report: Report, visit: Visit) -> None:
    tab = visit(render_report(sample_report))
    border = "getComputedStyle(document.querySelector('.u')).borderBottomStyle"
    assert tab.evaluate(border) == "none"
    tab.check("#show-unclaimed")
    assert tab.evaluate(border) == "dotted"
    assert tab.locator(".u").get_attribute("title") == "date"


def test_on_a_phone(sample_report: Report, visit: Visit) -> None:
    tab = visit(render_report(sample_report), **PHONE)
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not tab.locator("#records").is_visible()
    tab.tap("#r1")  # the first touch shows the card, the second one jumps
    assert tab.locator("#card").is_visible()
    tab.tap("#r1")
    assert tab.locator("#records").is_visible()
    assert not tab.locator("#text").is_visible()
    tab.tap(".tabs button[data-panel=contents]")
    assert tab.locator(".tree").is_visible()


def test_on_paper(sample_report: Report, visit: Visit) -> None:
    tab = visit(render_report(sample_report))
    tab.emulate_media(media="print")
    assert tab.locator("#text").is_visible()
    assert tab.locator("#records table").is_visible()
    for part in (".tools", ".search", "#records .filters", "#contents"):
        assert not tab.locator(part).is_visible()
    assert tab.pdf()[:4] == b"%PDF"


def test_a_finding_leads_to_its_place(sample_report: Report, visit: Visit) -> None:
    at = sample_report.indicators[2].start
    issue = gr.Issue(code="x", message="look here", start=at, end=at + 1)
    tab = visit(render_report(sample_report.model_copy(update={"issues": (issue,)})))
    tab.click(".issues summary")
    tab.click(".issues a")
    assert _focused(tab) == "r2"


def test_a_hostile_report_does_nothing(sample_report: Report, visit: Visit) -> None:
    own = "document.title='owned';alert(1)"
    evil = (
        f"</script><script>{own}</script><img src=x onerror=\"{own}\"><svg onload='{own}'>"
        f'<a href="javascript:{own}">x</a>\u202e\u2066txet\u0000'
    )
    record = sample_report.indicators[0].model_copy(
        update={"name": evil, "rule": evil, "unit": evil, "period": evil, "scope": evil}
    )
    report = sample_report.model_copy(
        update={
            "text": sample_report.text + evil,
            "indicators": (record, *sample_report.indicators[1:]),
            "issues": (gr.Issue(code="x", message=evil),),
            "source": evil,
            "metadata": sample_report.metadata.model_copy(
                update={"title": evil, "publisher": evil}
            ),
        }
    )
    tab = visit(render_report(report))
    tab.hover("#r0")
    tab.click("#r0")
    tab.fill("#search", "<img")
    assert tab.title().startswith("</script>")
    assert tab.locator("img, a[href^='javascript']").count() == 0
    assert tab.locator("svg:not(.bar)").count() == 0
    # marks that turn the direction of writing end with the passage that holds them
    assert tab.evaluate("getComputedStyle(document.querySelector('.s')).unicodeBidi") == "isolate"


def test_in_a_notebook(sample_report: Report, visit: Visit) -> None:
    tab = visit(f"<!DOCTYPE html><title>notebook</title>{sample_report._repr_html_()}")
    frame = tab.frame_locator("iframe")
    assert frame.locator("#count").inner_text() == "4"
    frame.locator("#r1").click()
    assert "on" in (frame.locator("tr[data-r='1']").get_attribute("class") or "")


@pytest.fixture(scope="module")
def long_page() -> str:
    sentence = (
        "坚持把群众的事放在心上，把身边的路修好、灯点亮、水变清，一件一件落到实处。"
        "全年新建公园{}个，绿化率达到{}%，比上年提高0.{}个百分点，为群众办理实事{}件。"
    )
    lines = [sentence.format(at, at % 90 + 5, at % 9 + 1, at * 3) for at in range(2, 420)]
    text = "青湾市2031年政府工作报告\n" + "\n".join(lines)
    assert len(text) > 30_000
    return render_report(gr.parse_text(text, report_year=2031, region="青湾市"))


def test_a_long_report_is_small_and_quick(long_page: str, visit: Visit, ready: Ready) -> None:
    assert len(long_page.encode()) < 1_500_000
    tab = visit(long_page)
    assert ready(tab) < 1000
