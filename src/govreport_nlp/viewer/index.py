"""Pages for many reports: a list, and a page for each."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from govreport_nlp.errors import ConfigError
from govreport_nlp.records import Metadata, Report
from govreport_nlp.viewer.html import fill, translated
from govreport_nlp.viewer.page import render_report

__all__ = ["IndexEntry", "render_index", "write_page", "write_pages"]


class IndexEntry(NamedTuple):
    """A line of the list.

    Attributes:
        address: The report's page, relative to the list.
        source: Where the report came from.
        metadata: What is known about it.
        sections: Number of sections.
        sentences: Number of sentences.
        indicators: Number of records.
    """

    address: str
    source: str
    metadata: Metadata
    sections: int
    sentences: int
    indicators: int


def render_index(entries: Iterable[IndexEntry], *, title: str) -> str:
    """Return a self-contained page that lists reports.

    Args:
        entries: The reports.
        title: The page's title.
    """
    rows = [_row_html(entry) for entry in entries]
    return fill("index", title=title, data={}, rows="\n".join(rows), count=str(len(rows)))


def write_page(path: str | Path, html: str) -> None:
    """Write a page as UTF-8.

    Args:
        path: The file; folders on the way are made.
        html: The page.

    Raises:
        ConfigError: The file cannot be written.
    """
    path = Path(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, encoding="utf-8", errors="xmlcharrefreplace", newline="\n")
    except OSError as error:
        raise ConfigError(f"cannot write {path}: {error.strerror}") from error


def write_pages(reports: Iterable[Report], index: str | Path) -> int:
    """Write a page for each report, and one that lists them.

    Args:
        reports: The reports, taken one at a time.
        index: The list's file. The reports' pages go to a folder beside it, named after it:
            ``index.html`` and ``index-reports/``.

    Returns:
        Number of reports.
    """
    index = Path(index)
    folder = index.with_name(f"{index.stem}-reports")
    entries = []
    for number, report in enumerate(reports, start=1):
        # the number tells same-named reports apart, the id tells what the page is of
        name = f"{number:04d}-{report.id}.html"
        write_page(folder / name, render_report(report, index=f"../{quote(index.name)}"))
        entries.append(_entry(report, f"{quote(folder.name)}/{name}"))
    write_page(index, render_index(entries, title="govreport"))
    return len(entries)


def _entry(report: Report, address: str) -> IndexEntry:
    return IndexEntry(
        address,
        report.source,
        report.metadata,
        sum(1 for section in report.walk_sections() if section.title),
        len(report.sentences),
        len(report.indicators),
    )


def _row_html(entry: IndexEntry) -> str:
    meta = entry.metadata
    title = escape(meta.title or entry.source)
    counts = (entry.sections, entry.sentences, entry.indicators)
    level = translated(f"level.{meta.level}") if meta.level else ""
    return (
        f'<tr><td class="name"><a href="{escape(entry.address)}">{title}</a>'
        f"<small>{escape(entry.source)}</small></td><td>{escape(meta.region or '')}</td>"
        f"<td>{level}</td><td class='value'>{meta.report_year or ''}</td>"
        + "".join(f'<td class="value" data-v="{count}">{count}</td>' for count in counts)
        + "</tr>"
    )
