"""``govreport series``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from govreport_nlp.catalogue import CatalogueEntry, find_entry, read_observations, series
from govreport_nlp.catalogue.export import write_csv
from govreport_nlp.catalogue.pages import render_series
from govreport_nlp.catalogue.plot import draw
from govreport_nlp.catalogue.series import Point, mark, point_row
from govreport_nlp.cli.options import FormatOption, IndentOption, WidthOption
from govreport_nlp.cli.picks import choices, shown, words
from govreport_nlp.cli.streams import console, say, wants_table, write_json
from govreport_nlp.cli.table import excerpt
from govreport_nlp.errors import ConfigError
from govreport_nlp.viewer import write_page

__all__ = ["series_command"]


def series_command(
    folder: Annotated[
        Path, typer.Argument(metavar="OUT", help="Folder that govreport batch wrote.")
    ],
    *,
    indicator: Annotated[
        str, typer.Option("--indicator", "-i", help="Id or name: gdp, 城镇新增就业, …")
    ],
    measure: Annotated[
        str, typer.Option("--measure", help="Of level, change, baseline, rank; by commas.")
    ] = "level,change",
    region: Annotated[
        str, typer.Option("--region", help="These regions only, separated by commas.")
    ] = "",
    status: Annotated[
        str, typer.Option("--status", help="Of actual, target; by commas.")
    ] = "actual,target",
    out: Annotated[
        list[Path] | None,
        typer.Option(
            "--out", "-o", help="File to write too: .svg, .html or .csv; may be repeated."
        ),
    ] = None,
    format_: FormatOption = None,
    width: WidthOption = None,
    indent: IndentOption = None,
) -> None:
    """Follow one canonical indicator over regions and years: a table, and a chart."""
    entry = find_entry(indicator)
    points = mark(
        series(
            read_observations(folder),
            entry.id,
            measures=choices("measure", measure, ("level", "change", "baseline", "rank")),
            regions=words(region),
            statuses=choices("status", status, ("actual", "target")),
        )
    )
    for path in out or ():
        _write(path, points, entry)
    if wants_table(format_):
        _print(points, width)
    else:
        write_json([point_row(point, entry) for point in points], indent)
    conflicts = sum(point.conflict for point in points)
    say(f"{entry.zh} ({entry.id}): {len(points)} values, {conflicts} in conflict")
    for path in out or ():
        say(f"written: {path}")


def _write(path: Path, points: list[Point], entry: CatalogueEntry) -> None:
    kind = path.suffix.lower()
    if kind == ".csv":
        write_csv(path, [point_row(point, entry) for point in points])
    elif kind == ".svg":
        write_page(path, draw(points, entry))
    elif kind == ".html":
        write_page(path, render_series(points, entry, draw(points, entry, title=False)))
    else:
        raise ConfigError(f"--out {path}: unknown ending", hint="one of .svg, .html, .csv")


def _print(points: list[Point], width: int | None) -> None:
    from rich import box  # noqa: PLC0415  JSON needs none
    from rich.table import Table  # noqa: PLC0415

    screen = console(width)
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    for title in ("region", "period", "measure", "value", "status", ""):
        table.add_column(title, no_wrap=True, justify="right" if title == "value" else "left")
    table.add_column("sentence", no_wrap=True, style="dim", ratio=1)
    room = max(screen.width - 72, 20)
    for point in points:
        one = point.observation
        at = max(one.sentence.find(one.text), 0)
        table.add_row(
            one.region or "—",
            str(one.period) if one.dated else f"({one.period})",
            " ".join(filter(None, (one.measure, one.basis))),
            shown(one),
            one.status,
            "!" * point.conflict + "?" * point.unusual,
            excerpt(one.sentence, at, at + len(one.text), room),
        )
    screen.print(table)
    if any(point.conflict or point.unusual for point in points):
        say("! values in conflict   ? outside the usual range   (year) not said by the text")
