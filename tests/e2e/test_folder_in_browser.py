"""The pages over many reports in a real browser: index, series, targets with results."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govreport_nlp.catalogue import Observation, find_entry, series, track
from govreport_nlp.catalogue.pages import render_series, render_tracking
from govreport_nlp.catalogue.plot import draw
from govreport_nlp.catalogue.series import mark
from govreport_nlp.records import Report
from govreport_nlp.viewer import write_pages

Visit = Callable[..., Any]
Ready = Callable[[Any], float]


@pytest.fixture
def index(sample_report: Report, tmp_path: Path) -> Path:
    """Two reports: one as it is, one of another city without a record."""
    gdp, *rest = sample_report.indicators
    north = sample_report.model_copy(
        update={"indicators": (gdp.model_copy(update={"canonical": "gdp"}), *rest)}
    )
    meta = sample_report.metadata.model_copy(
        update={"title": "长桥县报告", "region": "长桥县", "level": "county", "report_year": 2030}
    )
    south = sample_report.model_copy(
        update={"source": "south/长桥.txt", "indicators": (), "metadata": meta}
    )
    write_pages([north, south], tmp_path / "全部.html")
    return tmp_path / "全部.html"


def test_reports_filter_sort_and_open(index: Path, visit: Visit) -> None:
    tab = visit(index)
    sources = tab.locator("#reports tbody tr:not([hidden]) small")
    tab.click("#reports th:nth-child(7) button")
    assert sources.all_inner_texts() == ["south/长桥.txt", "north/青湾.txt"]
    tab.select_option("#level", "county")
    assert sources.all_inner_texts() == ["south/长桥.txt"]
    tab.click("#reports button[type=reset]")
    tab.fill("#words", "2031")
    assert sources.all_inner_texts() == ["north/青湾.txt"]
    tab.click("#reports tbody tr:not([hidden]) a")
    assert tab.title() == "青湾市2031年政府工作报告"
    tab.click(".tools a")
    assert tab.title() == "govreport"


def test_indicators_lead_to_their_passage(index: Path, visit: Visit) -> None:
    tab = visit(index)
    tab.click(".tabs button[data-panel=indicators]")
    assert tab.locator("#canonical option").all_inner_texts() == ["Gross domestic product (1)"]
    assert tab.locator("#indicators tbody td").all_inner_texts()[:3] == ["青湾市", "", "860亿元"]
    tab.select_option("#indicators #status", "target")
    assert tab.locator("#found").inner_text() == "0 / 1"
    tab.select_option("#indicators #status", "")
    tab.click("#indicators tbody td.value a")
    assert tab.url.endswith("#r0")
    assert tab.evaluate("document.activeElement.id") == "r0"


def test_charts_of_all_reports(index: Path, visit: Visit) -> None:
    tab = visit(index)
    tab.click("#language")
    tab.click(".tabs button[data-panel=overview]")
    assert "经济运行" in tab.locator(".profile").inner_text()
    assert tab.locator("#overview .bar").count() > 3


def test_five_hundred_reports(
    sample_report: Report, tmp_path: Path, visit: Visit, ready: Ready
) -> None:
    records = tuple(r.model_copy(update={"canonical": "gdp"}) for r in sample_report.indicators)
    report = sample_report.model_copy(update={"indicators": records})
    write_pages((report for _ in range(500)), tmp_path / "all.html")
    tab = visit(tmp_path / "all.html")
    assert ready(tab) < 2000
    assert tab.locator("#count").inner_text() == "500"
    tab.fill("#words", "没有")
    assert tab.locator("#none").is_visible()
    tab.click(".tabs button[data-panel=indicators]")
    assert tab.locator("#found").inner_text() == "2000"


def test_a_series(observations: list[Observation], visit: Visit) -> None:
    pytest.importorskip("matplotlib", reason="matplotlib not installed: no charts")
    entry = find_entry("gdp")
    points = mark(series(observations, "gdp"))
    tab = visit(render_series(points, entry, draw(points, entry, title=False)))
    assert tab.evaluate("document.querySelector('img').naturalWidth") > 300
    assert tab.locator("tbody tr").count() == len(points)
    tab.select_option("#status", "target")
    shown = tab.locator("tbody tr:not([hidden])")
    assert shown.count() == sum(p.observation.status == "target" for p in points)
    assert tab.locator(".flag").count() == sum(p.conflict + p.unusual for p in points)
    phone = {"viewport": {"width": 390, "height": 844}, "is_mobile": True}
    small = visit(render_series(points, entry, draw(points, entry)), **phone)
    assert small.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_targets_and_results(observations: list[Observation], visit: Visit) -> None:
    pairings = track(observations)
    tab = visit(render_tracking(pairings))
    met = sum(pairing.verdict.outcome == "met" for pairing in pairings)
    assert tab.locator(".summary .met b").inner_text() == str(met)
    tab.select_option("#verdict", "met")
    assert tab.locator("tbody tr:not([hidden])").count() == met > 0
    tab.click("#language")
    assert tab.locator("tbody tr:not([hidden]) .verdict").first.inner_text() == "完成"
