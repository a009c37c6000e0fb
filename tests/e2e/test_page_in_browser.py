"""The pages in a real browser: what the script makes of them, and that hostile text is inert."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from govreport_nlp.records import Report
from govreport_nlp.viewer import render_report, write_page, write_pages

_BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))),
    None,
)
pytestmark = pytest.mark.skipif(
    _BROWSER is None, reason="no Chromium or Chrome on PATH: pages are not tried in a browser"
)

_SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--virtual-time-budget=3000",
)


def _browse(page: Path, profile: Path, *switches: str, language: str = "en-US") -> str:
    """Open a page and return its document as the script left it."""
    profile.mkdir(exist_ok=True)
    command = [
        str(_BROWSER),
        *_SWITCHES,
        f"--user-data-dir={profile}",
        f"--lang={language}",
        f"--accept-lang={language}",
        *(switches or ("--dump-dom",)),
        page.as_uri(),
    ]
    run = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return run.stdout


def _probe(page: str, script: str) -> str:
    """Add a script to a page, which says what it found in the title; its policy is taken off."""
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    return page.replace("</body>", f"<script>{script}</script></body>")


def _title(dom: str) -> str:
    found = re.search(r"<title>(.*?)</title>", dom, re.S)
    assert found is not None
    return found[1]


def test_the_script_runs_under_its_policy(sample_report: Report, tmp_path: Path) -> None:
    page = tmp_path / "页.html"
    write_page(page, render_report(sample_report))
    dom = _browse(page, tmp_path / "profile")
    assert '<output id="count">4</output>' in dom
    assert '<option value="ecology" data-w-name="ecology">Environment</option>' in dom


def test_chinese_interface_for_a_chinese_browser(sample_report: Report, tmp_path: Path) -> None:
    write_page(tmp_path / "page.html", _probe(render_report(sample_report), "setLanguage('zh')"))
    dom = _browse(tmp_path / "page.html", tmp_path / "profile")
    assert re.search(r'<html lang="zh-Hans"', dom)
    assert "生态环境" in dom
    assert ">目标</span>" in dom


def test_filter_jump_and_keys(sample_report: Report, tmp_path: Path) -> None:
    script = """
      const seen = [];
      const press = (key) =>
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
      const visible = () =>
        $$('tbody tr').filter((row) => !row.hidden).map((row) => row.dataset.r).join();
      $('#status').value = 'target'; applyFilters(); seen.push(visible());
      $('#status').value = ''; $('#words').value = '新建'; applyFilters(); seen.push(visible());
      $('#words').value = ''; applyFilters();
      $$('.legend button').find((b) => b.dataset.w === 'ecology').click(); seen.push(visible());
      $$('.legend button').find((b) => b.dataset.w === 'ecology').click(); seen.push(visible());
      $('#t1').click(); seen.push(document.activeElement.id); seen.push(String($('#card').hidden));
      seen.push($('#card').textContent.includes('by-hand'));
      $('#r1').click(); seen.push(document.activeElement.id);
      press('n'); seen.push(document.activeElement.id);
      press('p'); seen.push(document.activeElement.id);
      $$('th button')[1].click(); seen.push($$('tbody tr').map((row) => row.dataset.r).join());
      $$('th button')[1].click(); seen.push($$('tbody tr').map((row) => row.dataset.r).join());
      document.title = seen.join(' ');
    """
    write_page(tmp_path / "page.html", _probe(render_report(sample_report), script))
    title = _title(_browse(tmp_path / "page.html", tmp_path / "profile"))
    assert title.split(" ") == [
        "3", "2", "2,3", "0,1,2,3", "r1", "false", "true", "t1", "r2", "r1", "1,2,3,0", "0,3,2,1",
    ]  # fmt: skip


def test_hostile_text_is_inert(sample_report: Report, tmp_path: Path) -> None:
    own = "document.title='owned'"
    evil = f'</script><script>{own}</script><img src=x onerror="{own}">'
    record = sample_report.indicators[0].model_copy(update={"name": evil, "rule": evil})
    report = sample_report.model_copy(
        update={
            "text": sample_report.text + evil,
            "indicators": (record,),
            "metadata": sample_report.metadata.model_copy(update={"publisher": evil}),
        }
    )
    show = "go('r0'); if (document.title !== 'owned') document.title = $('#card h3').textContent;"
    write_page(tmp_path / "page.html", _probe(render_report(report), show))
    dom = _browse(tmp_path / "page.html", tmp_path / "profile")
    assert _title(dom).startswith("&lt;/script&gt;")
    assert "<img" not in dom.lower()


def test_index_sorts_and_filters(sample_report: Report, tmp_path: Path) -> None:
    other = sample_report.model_copy(update={"source": "south/长桥.txt", "indicators": ()})
    write_pages([sample_report, other], tmp_path / "index.html")
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    script = """
      const shown = () => $$('tbody tr').filter((row) => !row.hidden);
      const sources = () => shown().map((row) => $('small', row).textContent).join();
      $$('th button')[6].click(); const sorted = sources();
      $('#words').value = '长桥'; $('#words').dispatchEvent(new Event('input'));
      document.title = `${sorted} ${sources()}`;
    """
    (tmp_path / "probe.html").write_text(_probe(page, script), encoding="utf-8")
    title = _title(_browse(tmp_path / "probe.html", tmp_path / "profile"))
    assert title == "south/长桥.txt,north/青湾.txt south/长桥.txt"


@pytest.mark.parametrize("width", [500, 1400])
def test_a_picture_can_be_taken(sample_report: Report, tmp_path: Path, width: int) -> None:
    write_page(tmp_path / "page.html", render_report(sample_report))
    picture = tmp_path / "page.png"
    _browse(
        tmp_path / "page.html",
        tmp_path / "profile",
        f"--window-size={width},900",
        f"--screenshot={picture}",
    )
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size > 10_000
