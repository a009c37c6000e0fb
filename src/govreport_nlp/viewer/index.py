"""Pages for many reports: a list with its charts and indicators, and a page for each."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from govreport_nlp.errors import ConfigError
from govreport_nlp.indicators.canonical import load_catalogue
from govreport_nlp.records import Metadata, Report
from govreport_nlp.viewer.html import bar, fill, options, translated
from govreport_nlp.viewer.page import (
    WORKSTREAM_COLOURS,
    render_report,
    text_shares,
    workstream_names,
)
from govreport_nlp.viewer.wording import ARROWS, value_text

__all__ = ["IndexEntry", "IndexValue", "render_index", "write_page", "write_pages"]

_NOT_IN_NAMES = re.compile(r"[^\w-]+")


class IndexValue(NamedTuple):
    """A value of a canonical indicator in a report.

    Attributes:
        canonical: Id in the catalogue.
        record: Index of the record in its report.
        period: What it is of, or the empty string.
        text: The number as shown.
        number: The number to sort by.
        measure: ``level``, ``change``, ``baseline`` or ``rank``.
        status: ``actual`` or ``target``.
        scope: The area that bounds it, where it is not the report's own.
    """

    canonical: str
    record: int
    period: str
    text: str
    number: float
    measure: str
    status: str
    scope: str


class IndexEntry(NamedTuple):
    """A line of the list.

    Attributes:
        address: The report's page, relative to the list.
        source: Where the report came from.
        metadata: What is known about it.
        sections: Number of sections.
        sentences: Number of sentences.
        indicators: Number of records.
        workstreams: For each workstream, as ``taxonomy/id``: its names, share of the text, and
            number of records.
        values: Its values of canonical indicators.
    """

    address: str
    source: str
    metadata: Metadata
    sections: int
    sentences: int
    indicators: int
    workstreams: Mapping[str, tuple[Mapping[str, str], float, int]] = {}
    values: tuple[IndexValue, ...] = ()


def render_index(entries: Iterable[IndexEntry], *, title: str) -> str:
    """Return a self-contained page that lists reports, with charts and a table of indicators.

    Args:
        entries: The reports.
        title: The page's title.
    """
    entries = list(entries)
    counts = Counter(value.canonical for entry in entries for value in entry.values)
    return fill(
        "index",
        title=title,
        data=_data(entries, counts),
        rows="\n".join(map(_row_html, entries)),
        count=str(len(entries)),
        levels=options((e.metadata.level for e in entries if e.metadata.level), "level"),
        years=options(str(e.metadata.report_year) for e in entries if e.metadata.report_year),
        choices=_choices_html(counts),
        profile=_profile_html(entries),
        calendar=_calendar_html(entries),
    )


def _data(entries: list[IndexEntry], counts: Counter[str]) -> dict[str, Any]:
    """What the table of indicators is made from: rows by indicator, kept short."""
    rows: dict[str, list[Any]] = defaultdict(list)
    for at, entry in enumerate(entries):
        for value in entry.values:
            rows[value.canonical].append([at, *value[1:]])
    order = sorted(range(len(entries)), key=lambda at: _place(entries[at]))
    rank = {at: place for place, at in enumerate(order)}
    return {
        "reports": [
            [e.address, e.metadata.region or "", e.metadata.title or e.source] for e in entries
        ],
        "values": {
            key: sorted(rows[key], key=lambda row: (rank[row[0]], row[1])) for key in counts
        },
    }


def _place(entry: IndexEntry) -> tuple[str, int]:
    return entry.metadata.region or "", entry.metadata.report_year or 0


def _choices_html(counts: Counter[str]) -> str:
    catalogue = load_catalogue()
    return "".join(
        f'<option value="{escape(key)}" data-zh="{escape(catalogue[key].zh)} ({count})" '
        f'data-en="{escape(catalogue[key].en)} ({count})">{escape(catalogue[key].zh)}</option>'
        for key, count in counts.most_common()
        if key in catalogue
    )


def _profile_html(entries: list[IndexEntry]) -> str:
    """Return the workstreams of all reports: mean share of the text, and records."""
    names: dict[str, Mapping[str, str]] = {}
    shares: Counter[str] = Counter()
    records: Counter[str] = Counter()
    for entry in entries:
        for key, (both, share, count) in entry.workstreams.items():
            names.setdefault(key, both)
            shares[key] += round(share * 1_000_000)
            records[key] += count
    top = max(shares.values(), default=0) or 1
    whole = shares.total() or 1
    return "".join(
        f'<li class="{"other" if key.endswith("/other") else f"w{at % WORKSTREAM_COLOURS}"}">'
        f'<span data-zh="{escape(both["zh"])}" data-en="{escape(both["en"])}">{escape(both["en"])}'
        f"</span><b>{shares[key] / whole:.1%}</b><b>{records[key]}</b>{bar(shares[key] / top)}</li>"
        for at, (key, both) in enumerate(names.items())
        if shares[key]
    )


def _calendar_html(entries: list[IndexEntry]) -> str:
    """Return the number of reports of each year."""
    years = Counter(e.metadata.report_year for e in entries if e.metadata.report_year)
    top = max(years.values(), default=0) or 1
    return "".join(
        f"<li><span>{year}</span><b>{count}</b>{bar(count / top)}</li>"
        for year, count in sorted(years.items(), reverse=True)
    )


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
        name = f"{number:04d}-{_NOT_IN_NAMES.sub('-', report.id)}.html"
        write_page(folder / name, render_report(report, index=f"../{quote(index.name)}"))
        entries.append(_entry(report, f"{quote(folder.name)}/{name}"))
    write_page(index, render_index(entries, title="govreport"))
    return len(entries)


def _entry(report: Report, address: str) -> IndexEntry:
    names, shares = workstream_names(report), text_shares(report)
    records = Counter(record.workstream or "other" for record in report.indicators)
    return IndexEntry(
        address,
        report.source,
        report.metadata,
        sum(1 for section in report.walk_sections() if section.title),
        len(report.sentences),
        len(report.indicators),
        {
            f"{report.taxonomy}/{key}": (both, shares.get(key, 0.0), records[key])
            for key, both in names.items()
        },
        tuple(_values(report)),
    )


def _values(report: Report) -> Iterable[IndexValue]:
    for at, record in enumerate(report.indicators):
        if record.canonical is None:
            continue
        number = record.low if record.value is None else record.value
        arrow = f"{ARROWS[record.direction]} " if record.direction else ""
        yield IndexValue(
            record.canonical,
            at,
            record.period or (f"({record.period_resolved})" if record.period_resolved else ""),
            arrow + value_text(record),
            float(number or 0) * (-1 if record.direction == "down" else 1),
            record.measure,
            record.status,
            record.scope or "",
        )


def _row_html(entry: IndexEntry) -> str:
    meta = entry.metadata
    title = escape(meta.title or entry.source)
    counts = (entry.sections, entry.sentences, entry.indicators)
    level = translated(f"level.{meta.level}") if meta.level else ""
    return (
        f'<tr data-level="{meta.level or ""}" data-year="{meta.report_year or ""}">'
        f'<td class="name"><a href="{escape(entry.address)}">{title}</a>'
        f"<small>{escape(entry.source)}</small></td><td>{escape(meta.region or '')}</td>"
        f"<td>{level}</td><td class='value'>{meta.report_year or ''}</td>"
        + "".join(f'<td class="value" data-v="{count}">{count}</td>' for count in counts)
        + "</tr>"
    )
