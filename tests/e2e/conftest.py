"""A browser for the pages: the system's own, driven by playwright."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

_BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))),
    None,
)


def _milliseconds(tab: Any) -> float:
    """How long a page takes until its script has run: the best of three, as machines are busy."""
    found = []
    for _ in range(3):
        tab.reload()
        found.append(
            tab.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
        )
    return float(min(found))


@pytest.fixture(scope="session")
def ready() -> Callable[[Any], float]:
    """Measures how long an open page takes to be ready."""
    return _milliseconds


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium."""
    driver = pytest.importorskip(
        "playwright.sync_api", reason="playwright not installed: pages are not tried in a browser"
    )
    if _BROWSER is None:
        pytest.skip("no Chromium or Chrome on PATH: pages are not tried in a browser")
    with driver.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=_BROWSER, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Opens a page; at the end none may have failed, asked for anything, or broken its policy."""
    contexts: list[Any] = []
    complaints: list[str] = []

    def open_page(page: str | Path, **options: Any) -> Any:
        context = browser.new_context(
            **{"locale": "en-US", "viewport": {"width": 1400, "height": 900}, **options}
        )
        contexts.append(context)
        tab = context.new_page()
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.on("console", lambda message: complaints.append(message.text))
        tab.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}"))
        tab.on(
            "request",
            lambda request: (
                request.url.startswith(("file:", "data:", "about:"))
                or complaints.append(request.url)
            ),
        )
        if isinstance(page, str):
            path = tmp_path / f"页{len(contexts)}.html"
            path.write_text(page, encoding="utf-8")
            page = path
        tab.goto(page.as_uri())
        return tab

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
