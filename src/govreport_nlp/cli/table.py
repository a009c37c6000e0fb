"""A report as a table for people: one line an indicator, its number shown in its sentence."""

from __future__ import annotations

from typing import NamedTuple

from rich import box
from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.table import Table
from rich.text import Text

from govreport_nlp.records import Indicator, Metadata, Report
from govreport_nlp.viewer.wording import ARROWS, section_title, value_text

__all__ = ["change_mark", "excerpt", "plain", "print_report"]

_BASIS = {"annual_average": "a year", "cumulative": "in all"}

# A sentence may hold anything; a terminal must not obey it.
_CONTROLS = {
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), " "),
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), ""),
}


class _Widths(NamedTuple):
    """Columns of the terminal that each column of the table gets."""

    section: int
    name: int
    value: int
    change: int
    period: int
    sentence: int


def _widths(total: int) -> _Widths:
    """Share out a terminal's width; the sentence takes what is left."""
    section = min(30, max(10, total // 7))
    name = min(44, max(17, total // 5))
    value, change, period = 13, 6, 0
    if total >= 110:
        value, change, period = 15, 10, 9 if total < 140 else 15
    gaps = 2 * (6 if period else 5)
    rest = total - (section + name + value + change + period + len("actual") + gaps)
    return _Widths(section, name, value, change, period, max(rest, 8))


def plain(text: str) -> str:
    """Return a text without what a terminal would obey."""
    return text.translate(_CONTROLS).replace("\u3000", " ")


def change_mark(record: Indicator) -> str:
    """Return what the number is, where it is no plain level: ``↑ yoy``, ``rank``, ``from``."""
    if record.measure == "change":
        basis = record.basis or ""
        return f"{ARROWS[record.direction]} {_BASIS.get(basis, basis)}".strip()
    return {"rank": "rank", "baseline": "from"}.get(record.measure, "")


def excerpt(text: str, start: int, end: int, width: int) -> Text:
    """Cut a passage around a number so that it fits a column.

    Args:
        text: The sentence.
        start: First character of the number in it.
        end: The character after the number.
        width: Columns to fill; a Chinese character takes two.

    Returns:
        The passage with the number in bold, ``…`` where text was cut.
    """
    before, number, after = (plain(p) for p in (text[:start], text[start:end], text[end:]))
    before, after = before.lstrip(), after.rstrip()
    room = width - cell_len(number)
    if room < 2:
        return Text(_fit(number, width), style="bold")
    left = max(room // 2, room - cell_len(after))
    if cell_len(before) > left:
        before = "…" + _last_cells(before, left - 1)
    after = _fit(after, room - cell_len(before))
    return Text.assemble(before, (number, "bold"), after)


def _fit(text: str, width: int) -> str:
    """Cut a text so that it takes no more than ``width`` columns, ``…`` included."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + "…" if width else ""


def _last_cells(text: str, width: int) -> str:
    """Return the longest end of a text that is no wider than ``width``."""
    used = 0
    for at in range(len(text) - 1, -1, -1):
        used += cell_len(text[at])
        if used > width:
            return text[at + 1 :]
    return text


def _metadata_lines(report: Report) -> list[tuple[str, str]]:
    meta: Metadata = report.metadata
    place = " · ".join(str(part) for part in (meta.region, meta.level, meta.report_year) if part)
    dates = [("issued", meta.issued_on), ("published", meta.published_on)]
    counts = (
        f"{sum(1 for _ in report.walk_sections())} sections, {len(report.sentences)} sentences, "
        f"{len(report.indicators)} indicators, {len(report.unclaimed)} other numbers"
    )
    lines = [
        ("title", meta.title),
        ("publisher", meta.publisher),
        ("document", meta.document_number),
        ("report of", place),
        ("dates", ", ".join(f"{what} {day}" for what, day in dates if day)),
        ("keywords", "、".join(meta.keywords)),
        ("taxonomy", report.taxonomy),
        ("found", counts),
    ]
    return [(label, plain(value)) for label, value in lines if value]


def print_report(report: Report, console: Console) -> None:
    """Print a report: what is known about it, then one line an indicator.

    Args:
        report: The report.
        console: Where to.
    """
    for label, value in _metadata_lines(report):
        console.print(Text.assemble((f"{label:<10}", "dim"), value), soft_wrap=True)
    for issue in report.issues:
        where = "" if issue.start is None else f" (at {issue.start})"
        console.print(
            Text.assemble((f"{'issue':<10}", "yellow"), plain(issue.message) + where),
            soft_wrap=True,
        )
    if report.indicators:
        console.print()
        console.print(_table(report, _widths(console.width)))


def _table(report: Report, widths: _Widths) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    columns = {
        "section": widths.section,
        "name": widths.name,
        "value": widths.value,
        "change": widths.change,
        "status": len("actual"),
        "period": widths.period,
        "sentence": widths.sentence,
    }
    for title, width in columns.items():
        if width:
            table.add_column(
                title[:width],
                width=width,
                no_wrap=True,
                justify="right" if title == "value" else "left",
                style="dim" if title in ("section", "sentence") else "",
            )
    titles = [plain(section_title(report, section)) for section in report.walk_sections()]
    last = -1
    for record in report.indicators:
        # a section's title stands once, before its first record
        title = titles[record.section] if record.section != last else ""
        last = record.section
        table.add_row(*_cells(report, record, title, widths))
    return table


def _cells(report: Report, record: Indicator, title: str, widths: _Widths) -> list[Text]:
    sentence = report.sentences[record.sentence]
    passage = excerpt(
        report.text[sentence.start : sentence.end],
        record.start - sentence.start,
        record.end - sentence.start,
        widths.sentence,
    )
    style = {"up": "green", "down": "magenta", None: ""}[record.direction]
    cells = [
        Text(_fit(title, widths.section)),
        Text(_fit(plain(record.name), widths.name)),
        Text(_fit(plain(value_text(record)), widths.value), style="bold"),
        Text(_fit(change_mark(record), widths.change), style=style),
        Text(record.status, style="cyan" if record.status == "target" else "dim"),
    ]
    if widths.period:
        cells.append(Text(_fit(record.period or "", widths.period), style="dim"))
    return [*cells, passage]
