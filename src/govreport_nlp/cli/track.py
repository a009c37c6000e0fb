"""``govreport track``."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from govreport_nlp.catalogue import Pairing, read_observations, track
from govreport_nlp.catalogue.export import write_csv
from govreport_nlp.catalogue.pages import render_tracking
from govreport_nlp.catalogue.tracking import LEAST_SIMILARITY, pairing_row
from govreport_nlp.cli.options import FormatOption, IndentOption, WidthOption
from govreport_nlp.cli.picks import choices, shown, words, years
from govreport_nlp.cli.streams import console, say, wants_table, write_json
from govreport_nlp.cli.table import plain
from govreport_nlp.errors import ConfigError
from govreport_nlp.viewer import write_page

__all__ = ["track_command"]

_STYLES = {"met": "green", "missed": "red", "unknown": "dim"}


def track_command(
    folder: Annotated[
        Path, typer.Argument(metavar="OUT", help="Folder that govreport batch wrote.")
    ],
    *,
    year: Annotated[
        str, typer.Option("--year", help="Years of the targets: 2021, 2020-2022 or 2020,2022.")
    ] = "",
    region: Annotated[
        str, typer.Option("--region", help="These regions only, separated by commas.")
    ] = "",
    verdict: Annotated[
        str, typer.Option("--verdict", help="Of met, missed, unknown; by commas.")
    ] = "met,missed,unknown",
    least: Annotated[
        float,
        typer.Option("--least", min=0, max=1, help="Least similarity of names, from 0 to 1."),
    ] = LEAST_SIMILARITY,
    out: Annotated[
        list[Path] | None,
        typer.Option("--out", "-o", help="File to write too: .html or .csv; may be repeated."),
    ] = None,
    format_: FormatOption = None,
    width: WidthOption = None,
    indent: IndentOption = None,
) -> None:
    """Set the targets of a year beside the results of that year: met, missed, unknown."""
    kept = choices("verdict", verdict, ("met", "missed", "unknown"))
    everything = track(
        read_observations(folder), years=years(year), regions=words(region), least=least
    )
    pairings = [pairing for pairing in everything if pairing.verdict.outcome in kept]
    for path in out or ():
        _write(path, pairings)
    if wants_table(format_):
        _print(pairings, width)
    else:
        write_json([pairing_row(pairing) for pairing in pairings], indent)
    counts: Counter[str] = Counter(pairing.verdict.outcome for pairing in everything)
    say(f"{len(everything)} targets: " + ", ".join(f"{counts[key]} {key}" for key in _STYLES))
    for path in out or ():
        say(f"written: {path}")


def _write(path: Path, pairings: list[Pairing]) -> None:
    kind = path.suffix.lower()
    if kind == ".csv":
        write_csv(path, [pairing_row(pairing) for pairing in pairings])
    elif kind == ".html":
        write_page(path, render_tracking(pairings))
    else:
        raise ConfigError(f"--out {path}: unknown ending", hint="one of .html, .csv")


def _print(pairings: list[Pairing], width: int | None) -> None:
    from rich import box  # noqa: PLC0415  JSON needs none
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    for title in ("region", "year", "target", "", "result", "", "verdict", "likeness"):
        table.add_column(title, justify="right" if title == "" else "left", overflow="ellipsis")
    for pairing in pairings:
        target, actual, verdict = pairing.target, pairing.actual, pairing.verdict
        table.add_row(
            " ".join(filter(None, (target.region, target.body))) or "—",
            str(target.period),
            plain(target.name),
            Text(shown(target), style="bold"),
            plain(actual.name) if actual else "",
            Text(shown(actual), style="bold") if actual else "",
            Text(f"{verdict.outcome}: {verdict.reason}", style=_STYLES[verdict.outcome]),
            f"{pairing.found_by} {pairing.score:.2f}" if pairing.found_by else "",
        )
    console(width).print(table)
