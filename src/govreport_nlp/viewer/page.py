"""A report as one page: text, section tree, table of records."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from html import escape
from pathlib import PurePath
from typing import Any

from govreport_nlp.errors import ConfigError
from govreport_nlp.indicators.canonical import load_catalogue
from govreport_nlp.records import Indicator, Issue, Report, Section
from govreport_nlp.viewer.html import bar, fill, translated
from govreport_nlp.viewer.passages import text_html
from govreport_nlp.viewer.wording import ARROWS, section_title, value_text
from govreport_nlp.workstreams import load_taxonomy

__all__ = ["WORKSTREAM_COLOURS", "render_frame", "render_report", "text_shares", "workstream_names"]

WORKSTREAM_COLOURS = 24
"""Hues of workstreams in the style: classes ``w0``, ``w1``, …"""

_META = (
    "publisher",
    "document_number",
    "index_number",
    "region",
    "report_year",
    "issued_on",
    "published_on",
)


def render_report(report: Report, *, index: str = "") -> str:
    """Return a report as a self-contained HTML page.

    Args:
        report: The report.
        index: Relative address of a page that lists the reports, where there is one.

    Returns:
        The page; it loads nothing, and the report's text is inert in it.
    """
    return _Page(report).render(index)


def render_frame(report: Report, *, height: int = 640) -> str:
    """Return a report's page inside a frame, to stand in another page such as a notebook.

    The frame is of an origin of its own: its script reaches nothing outside it.

    Args:
        report: The report.
        height: Height of the frame in pixels.
    """
    return (
        f'<iframe srcdoc="{escape(render_report(report))}" sandbox="allow-scripts allow-modals" '
        f'title="{escape(report.metadata.title or "report")}" width="100%" height="{height}" '
        'style="border: 1px solid #e4e6eb; border-radius: 6px"></iframe>'
    )


class _Page:
    """What the parts of a page share: the report, its titles, its workstreams' colours."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.titles = [section_title(report, section) for section in report.walk_sections()]
        self._starts = [record.start for record in report.indicators]
        self.names = workstream_names(report)
        self.colours = {
            name: f"w{at % WORKSTREAM_COLOURS}" if name != "other" else "other"
            for at, name in enumerate(self.names)
        }

    def colour(self, workstream: str | None) -> str:
        return self.colours.get(workstream or "", "other")

    def render(self, index: str) -> str:
        title = self.report.metadata.title or PurePath(self.report.source).name or "govreport"
        back = f'<a href="{escape(index)}">{translated("ui.all_reports")}</a>' if index else ""
        return fill(
            "report",
            title=title,
            data={
                "records": [self._record_data(record) for record in self.report.indicators],
                "sections": self.titles,
                "workstreams": self.names,
            },
            back=back,
            meta=self._meta_html(),
            tree=self._tree_html(self.report.sections),
            text=text_html(self.report, self.colour),
            rows="\n".join(map(self._row_html, range(len(self.report.indicators)))),
            legend=self._legend_html(),
            issues=self._issues_html(),
        )

    def _meta_html(self) -> str:
        values = {key: getattr(self.report.metadata, key) for key in _META}
        values["keywords"] = "、".join(self.report.metadata.keywords)
        values["source"] = self.report.source
        return "".join(
            f"<div><dt>{translated(f'meta.{key}')}</dt><dd>{escape(str(value))}</dd></div>"
            for key, value in values.items()
            if value
        )

    def _record_data(self, record: Indicator) -> dict[str, Any]:
        """What the card shows; the sentence is in the page already."""
        hidden = {"name_spans", "sentence"}
        entry = load_catalogue().get(record.canonical or "")
        catalogued = {"canonical": f"{entry.zh} ({entry.id})"} if entry else {}
        return record.model_dump(mode="json", exclude=hidden, exclude_none=True) | catalogued

    def _row_html(self, index: int) -> str:
        record = self.report.indicators[index]
        value = record.low if record.value is None else record.value
        return (
            f'<tr data-r="{index}"><td class="name {self.colour(record.workstream)}">'
            f'<a id="t{index}" href="#r{index}">{escape(record.name) or "—"}</a></td>'
            f'<td class="value" data-v="{value}">{escape(value_text(record))}</td>'
            f'<td class="change">{_change_html(record)}</td>'
            f'<td class="{record.status}">{translated(f"status.{record.status}")}</td>'
            f'<td class="period">{_breakable(record.period)}</td></tr>'
        )

    def _tree_html(self, sections: tuple[Section, ...]) -> str:
        """Return the section tree as nested lists; sections without heading are left out."""
        items = []
        for section in sections:
            title = escape(self.titles[section.index])
            if not title:
                continue
            inside = self._tree_html(section.children)
            link = f'<a href="#s{section.index}" title="{title}">{title}</a>'
            if inside:
                state = " open" if section.level <= 1 else ""
                link = f"<details{state}><summary>{link}</summary>{inside}</details>"
            items.append(f"<li>{link}</li>")
        return f"<ul>{''.join(items)}</ul>" if items else ""

    def _legend_html(self) -> str:
        """Return the profile: a workstream a line, its share of the text and its records."""
        counts = Counter(record.workstream or "other" for record in self.report.indicators)
        shares = text_shares(self.report)
        top = max(shares.values(), default=0) or 1
        return "".join(
            f'<li><button type="button" class="{self.colour(name)}" data-w="{escape(name)}" '
            f'aria-pressed="false" title="{shares.get(name, 0):.1%}">'
            f'<span data-w-name="{escape(name)}">{escape(name)}</span><b>{counts[name]}</b>'
            f"{bar(shares.get(name, 0) / top)}</button></li>"
            for name in dict.fromkeys((*self.names, *shares))
            if counts[name] or name in shares
        )

    def _issues_html(self) -> str:
        if not self.report.issues:
            return ""
        items = "".join(f"<li>{self._issue_html(issue)}</li>" for issue in self.report.issues)
        return (
            f"<details class='issues'><summary>{translated('ui.issues')} "
            f"({len(self.report.issues)})</summary><ul>{items}</ul></details>"
        )

    def _issue_html(self, issue: Issue) -> str:
        """Return a finding, a link where it stands at a record or in a section."""
        message = escape(issue.message)
        if issue.start is None:
            return message
        at = bisect_right(self._starts, issue.start) - 1
        if at >= 0 and issue.start < self.report.indicators[at].end:
            return f'<a href="#r{at}">{message}</a>'
        home = [s.index for s in self.report.walk_sections() if s.start <= issue.start < s.end]
        return f'<a href="#s{home[-1]}">{message}</a>' if home else message


def text_shares(report: Report) -> dict[str, float]:
    """Return how much of a report's text each workstream holds, from 0 to 1."""
    lengths: Counter[str] = Counter()
    for sentence in report.sentences:
        name = sentence.workstreams[0].id if sentence.workstreams else "other"
        lengths[name] += sentence.end - sentence.start
    whole = lengths.total() or 1
    return {name: length / whole for name, length in lengths.items()}


def _change_html(record: Indicator) -> str:
    if record.measure != "change":
        kind = translated(f"measure.{record.measure}")
        return kind if record.measure != "level" else ""
    basis = record.basis or ""
    arrow = ARROWS[record.direction]
    return f'<i class="{record.direction}">{arrow}</i> {translated(f"basis.{basis}", basis)}'


def _breakable(period: str | None) -> str:
    """Return a period that may break between its two ends."""
    return escape(period or "").replace("/", "/<wbr>")


def workstream_names(report: Report) -> dict[str, dict[str, str]]:
    """Return the names of the workstreams by id, in the taxonomy's order."""
    try:
        taxonomy = load_taxonomy(report.taxonomy)
    except ConfigError:  # a report read back where its own taxonomy is not at hand
        used = {label.id for sentence in report.sentences for label in sentence.workstreams}
        return {name: {"en": name, "zh": name} for name in sorted(used)}
    return {w.id: {"en": w.label_en or w.id, "zh": w.label} for w in taxonomy.workstreams}
