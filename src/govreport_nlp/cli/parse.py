"""``govreport parse``."""

from __future__ import annotations

from govreport_nlp.cli.options import (
    ConfigOption,
    FileArgument,
    FormatOption,
    IndentOption,
    RegionOption,
    TaxonomyOption,
    WidthOption,
    YearOption,
    make_config,
    parse_file,
)
from govreport_nlp.cli.streams import console, wants_table, write_line

__all__ = ["parse_command"]


def parse_command(
    file: FileArgument,
    *,
    format_: FormatOption = None,
    taxonomy: TaxonomyOption = None,
    report_year: YearOption = None,
    region: RegionOption = None,
    config: ConfigOption = None,
    indent: IndentOption = None,
    width: WidthOption = None,
) -> None:
    """Parse one report: to JSON with every record, or to a table for people."""
    options = make_config(config, taxonomy=taxonomy, report_year=report_year, region=region)
    report = parse_file(file, options)
    if not wants_table(format_):
        write_line(report.to_json(indent=indent))
        return
    from govreport_nlp.cli.table import print_report  # noqa: PLC0415  JSON needs no tables

    print_report(report, console(width))
