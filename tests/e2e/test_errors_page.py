"""The page of errors in a real browser: its filters, its policy, hostile text."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from govreport_nlp.evaluation import GoldDocument, evaluate
from govreport_nlp.evaluation.page import scores_page

_BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))),
    None,
)
pytestmark = pytest.mark.skipif(
    _BROWSER is None, reason="no Chromium or Chrome on PATH: pages are not tried in a browser"
)

_SWITCHES = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--hide-scrollbars", "--virtual-time-budget=3000",
)  # fmt: skip

TEXT = "青湾市新建公园12个，绿化率达41.5%。\n力争新增就业3万人以上。\n"


def _record(number: str, name: str, value: str, **fields: Any) -> dict[str, Any]:
    start, at = TEXT.index(number), TEXT.index(name)
    return {
        "start": start, "end": start + len(number), "text": number, "value": value, "unit": "",
        "qualifier": "exact", "measure": "level", "status": "actual", "name": name,
        "name_spans": [[at, at + len(name)]], **fields,
    }  # fmt: skip


def _document(doc: str, *records: dict[str, Any], label: str = "ecology") -> GoldDocument:
    sentences = [
        {"start": 0, "end": 22, "workstreams": [label]},
        {"start": 22, "end": len(TEXT) - 1, "workstreams": ["welfare"]},
    ]
    return GoldDocument.model_validate(
        {"doc": doc, "text": TEXT, "indicators": records, "sentences": sentences,
         "taxonomy": "government"}
    )  # fmt: skip


@pytest.fixture
def page() -> str:
    """Two documents with five errors: a missed record, two units, a status, a label."""
    parks = _record("12个", "新建公园", "12", unit="个")
    green = _record("41.5%", "绿化率", "41.5", unit="%")
    jobs = _record("3万人", "新增就业", "30000", unit="人", status="target")
    gold = [_document("north", parks, green), _document("south", parks, jobs)]
    predicted = [
        _document("north", {**parks, "unit": "座"}),
        _document("south", {**parks, "unit": "座"}, {**jobs, "status": "actual"}, label="urban"),
    ]
    scores = evaluate(predicted, gold)
    assert [error.kinds for error in scores.errors] == [
        ("unit",), ("missed",), ("workstream",), ("unit",), ("status",),
    ]  # fmt: skip
    return scores_page(scores, scores.errors)


def _browse(html: str, folder: Path, *switches: str) -> str:
    file = folder / "页.html"
    file.write_text(html, encoding="utf-8")
    command = [
        str(_BROWSER), *_SWITCHES, f"--user-data-dir={folder / 'profile'}", "--lang=en-US",
        "--accept-lang=en-US", *(switches or ("--dump-dom",)), file.as_uri(),
    ]  # fmt: skip
    run = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return run.stdout


def _probe(page: str, script: str, folder: Path) -> list[str]:
    """Run a script that fills ``seen``; the page's policy is taken off for it."""
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    script = f"const seen = [];{script};document.title = seen.join('|');"
    dom = _browse(page.replace("</body>", f"<script>{script}</script></body>"), folder)
    found = re.search(r"<title>(.*?)</title>", dom, re.S)
    assert found is not None
    return found[1].split("|")


def test_the_script_runs_under_its_policy(page: str, tmp_path: Path) -> None:
    dom = _browse(page, tmp_path)
    assert '<output id="count">5</output>' in dom
    # the classes count themselves, the most frequent first
    assert re.findall(r'<summary><span data-t="kind.(\w+)">.*?</span><b>(\d)</b>', dom) == [
        ("unit", "2"), ("missed", "1"), ("status", "1"), ("workstream", "1"),
    ]  # fmt: skip


def test_the_language_is_changed(page: str, tmp_path: Path) -> None:
    script = """
      $('#language').click();
      seen.push(document.documentElement.lang, $('h1').textContent, chips[0].textContent);
    """
    assert _probe(page, script, tmp_path) == ["zh-Hans", "准确度", "单位2"]


def test_filters(page: str, tmp_path: Path) -> None:
    script = """
      const now = () => seen.push(articles.filter((a) => !a.hidden)
        .map((a) => `${a.dataset.doc}:${a.dataset.kinds}`).join());
      const chip = (kind) => chips.find((c) => c.dataset.k === kind).click();
      const choose = (id, value) => {
        $('#' + id).value = value; $('#' + id).dispatchEvent(new Event('change'));
      };
      chip('unit'); now();
      chip('status'); now();
      chip('unit'); chip('status');
      choose('doc', 'north'); now(); choose('doc', '');
      choose('workstream', 'welfare'); now(); choose('workstream', '');
      choose('unit', '%'); now(); seen.push($('#count').textContent); choose('unit', '');
      $('#words').value = '绿化率达'; $('#words').dispatchEvent(new Event('input'));
      choose('measure', 'level'); now();
      $('form').reset();
      setTimeout(() => {
        now(); seen.push(String($('#none').hidden));
        $('#words').value = 'nothing'; $('#words').dispatchEvent(new Event('input'));
        seen.push(String($('#none').hidden)); document.title = seen.join('|');
      }, 50)
    """
    everything = "north:unit,south:unit,north:missed,south:status,south:workstream"
    assert _probe(page, script, tmp_path) == [
        "north:unit,south:unit",
        "north:unit,south:unit,south:status",
        "north:unit,north:missed",
        "south:status",
        "north:missed",
        "1 / 5",
        "north:unit,south:unit,north:missed",
        everything,
        "true",
        "false",
    ]


def test_a_confusion_leads_to_its_errors(page: str, tmp_path: Path) -> None:
    script = """
      $$('.confusions button').find((b) => b.dataset.shown === '个 → 座').click();
      seen.push($('#count').textContent, String($('#confusion').hidden));
      $('#confusion').click();
      seen.push($('#count').textContent, String($('#confusion').hidden));
    """
    assert _probe(page, script, tmp_path) == ["2 / 5", "false", "5", "true"]


def test_tabs_and_sorting(page: str, tmp_path: Path) -> None:
    script = """
      const open = () => $$('.groups .scroll').filter((panel) => !panel.hidden);
      seen.push(open().map((panel) => panel.id).join());
      tabs[2].click(); seen.push(open().map((panel) => panel.id).join());
      const first = () => $('tbody td', open()[0]).textContent;
      seen.push(first());
      $$('th button', open()[0])[1].click(); seen.push(first());
      $$('th button', open()[0])[1].click(); seen.push(first());
    """
    assert _probe(page, script, tmp_path) == ["by-document", "by-unit", "个", "%", "个"]


def test_hostile_text_is_inert(tmp_path: Path) -> None:
    evil = "</script><script>document.title='owned'</script><img src=x onerror=alert(1)>\"'&"
    gold = GoldDocument.model_validate(
        {
            "doc": evil,
            "text": evil,
            "taxonomy": evil,
            "sentences": [{"start": 0, "end": len(evil), "workstreams": [evil]}],
            "indicators": [
                {
                    "start": 0, "end": len(evil), "text": evil, "value": "1", "unit": evil,
                    "qualifier": "exact", "measure": "level", "status": "actual", "name": evil,
                    "name_spans": [[0, len(evil)]], "scope": evil,
                }
            ],
        }
    )  # fmt: skip
    wrong = gold.model_copy(
        update={
            "indicators": (gold.indicators[0].model_copy(update={"unit": "", "scope": "a"}),),
            "sentences": (),
        }
    )
    scores = evaluate([wrong], [gold])
    dom = _browse(scores_page(scores, scores.errors), tmp_path)
    assert "<title>Accuracy</title>" in dom
    assert "<img" not in dom.lower()


@pytest.mark.parametrize("width", [500, 1400])
def test_a_picture_can_be_taken(page: str, tmp_path: Path, width: int) -> None:
    picture = tmp_path / "page.png"
    _browse(page, tmp_path, f"--window-size={width},900", f"--screenshot={picture}")
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size > 10_000
