"""``govreport view``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from govreport_nlp.batch import read_reports
from govreport_nlp.cli.options import (
    ConfigOption,
    RegionOption,
    TaxonomyOption,
    YearOption,
    make_config,
    parse_file,
)
from govreport_nlp.cli.streams import say
from govreport_nlp.viewer import render_report, write_page, write_pages

__all__ = ["view_command"]


def view_command(
    source: Annotated[
        str,
        typer.Argument(
            metavar="FILE-or-OUT",
            help="A report (- reads standard input), or a folder that govreport batch wrote.",
        ),
    ],
    *,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="PAGE.html", help="The page.")],
    taxonomy: TaxonomyOption = None,
    report_year: YearOption = None,
    region: RegionOption = None,
    config: ConfigOption = None,
) -> None:
    """Write a page to read a report in, or a list of a folder's reports with a page for each."""
    if Path(source).is_dir():
        count = write_pages(read_reports(source), out)
        say(f"{count} reports: {out}")
        return
    options = make_config(config, taxonomy=taxonomy, report_year=report_year, region=region)
    write_page(out, render_report(parse_file(source, options)))
    say(f"1 report: {out}")
