"""Options that several commands share, and the configuration they make."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from govreport_nlp.cli.streams import Format
from govreport_nlp.config import Config
from govreport_nlp.errors import ConfigError
from govreport_nlp.records import Report

__all__ = [
    "ConfigOption",
    "FileArgument",
    "FormatOption",
    "IndentOption",
    "RegionOption",
    "TaxonomyOption",
    "WidthOption",
    "YearOption",
    "make_config",
    "parse_file",
]

FileArgument = Annotated[
    str, typer.Argument(metavar="FILE", help="The report; - reads standard input.")
]
TaxonomyOption = Annotated[
    str | None,
    typer.Option(
        "--taxonomy", help="Taxonomy of the workstreams: a name, a TOML file, or auto (default)."
    ),
]
YearOption = Annotated[
    int | None,
    typer.Option(
        "--report-year", min=1900, max=2200, help="The report's year, where its text does not say."
    ),
]
RegionOption = Annotated[
    str | None, typer.Option("--region", help="The report's region, where its text does not say.")
]
ConfigOption = Annotated[
    Path | None, typer.Option("--config", help="TOML file with the parser's configuration.")
]
FormatOption = Annotated[
    Format | None,
    typer.Option("--format", help="Default: table on a terminal, json in a pipe or file."),
]
WidthOption = Annotated[
    int | None, typer.Option("--width", min=60, max=500, help="Width of the table in columns.")
]
IndentOption = Annotated[
    int | None, typer.Option("--indent", min=0, max=8, help="Indent the JSON by so many spaces.")
]


def make_config(config: Path | None, **given: Any) -> Config:
    """Put a configuration together: the file's, with the options given on top.

    Args:
        config: The file, or None.
        **given: Fields of `Config`; None where the option was left out.

    Returns:
        The configuration.

    Raises:
        ConfigError: The file or an option is wrong.
    """
    base = Config.load(config) if config else Config()
    chosen = {name: value for name, value in given.items() if value is not None}
    try:
        return Config.model_validate({**base.model_dump(), **chosen})
    except ValidationError as error:
        first = error.errors()[0]
        raise ConfigError(f"{first['loc'][0]}: {first['msg']}") from error


def parse_file(file: str, config: Config) -> Report:
    """Parse a file, or standard input for ``-``."""
    from govreport_nlp.parser import Parser  # noqa: PLC0415  help needs none

    parser = Parser(config)
    if file != "-":
        return parser.parse(file)
    return parser.parse_bytes(sys.stdin.buffer.read(config.limits.max_bytes + 1), name="-")
