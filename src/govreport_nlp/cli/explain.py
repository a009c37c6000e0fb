"""``govreport explain``."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from govreport_nlp.cli.options import (
    ConfigOption,
    FileArgument,
    FormatOption,
    IndentOption,
    RegionOption,
    TaxonomyOption,
    YearOption,
    make_config,
    parse_file,
)
from govreport_nlp.cli.streams import wants_table, write_json, write_line
from govreport_nlp.errors import ConfigError
from govreport_nlp.records import Indicator, Report, UnclaimedNumber

__all__ = ["explain_command"]


def explain_command(
    file: FileArgument,
    *,
    at: Annotated[int, typer.Option("--at", min=0, help="Offset of a character of the number.")],
    format_: FormatOption = None,
    taxonomy: TaxonomyOption = None,
    report_year: YearOption = None,
    region: RegionOption = None,
    config: ConfigOption = None,
    indent: IndentOption = None,
) -> None:
    """Tell why a number became the record that it is, or none."""
    options = make_config(config, taxonomy=taxonomy, report_year=report_year, region=region)
    report = parse_file(file, options)
    answer = _answer(report, _number_at(report, at))
    if wants_table(format_):
        for label, value in answer.items():
            if value or label == "record":
                write_line(f"{label:<12} {_as_line(value)}")
    else:
        write_json(answer, indent)


def _number_at(report: Report, at: int) -> Indicator | UnclaimedNumber:
    numbers: list[Indicator | UnclaimedNumber] = [*report.indicators, *report.unclaimed]
    for number in numbers:
        if number.start <= at < number.end:
            return number
    nearest = sorted(numbers, key=lambda n: min(abs(n.start - at), abs(n.end - at)))[:3]
    raise ConfigError(
        f"no number at offset {at} (the text has {len(report.text)} characters)",
        hint="nearest: " + ", ".join(f"{n.text} at {n.start}" for n in nearest) if nearest else "",
    )


def _answer(report: Report, number: Indicator | UnclaimedNumber) -> dict[str, Any]:
    """Return what is to be said about a number, in the order in which a reader asks."""
    before = report.text[: number.start]
    head: dict[str, Any] = {
        "text": number.text,
        "start": number.start,
        "end": number.end,
        "line": before.count("\n") + 1,
        "column": len(before) - before.rfind("\n"),
        "place": report.place(number.start),
    }
    if isinstance(number, UnclaimedNumber):
        return {**head, "record": None, "reason": number.reason}
    why = report.explain(number)
    record = number.model_dump(mode="json", exclude={"start", "end", "text"})
    return {**head, "rule": why.rule, "clause": why.clause, "atoms": why.atoms,
            "notes": why.notes, "record": record}  # fmt: skip


def _as_line(value: Any) -> str:
    """Write a value for people: a list or a record as lines below, without its empty fields."""
    if isinstance(value, dict):
        filled = {key: one for key, one in value.items() if one is not None}
        return "".join(f"\n  {key:<16} {one}" for key, one in filled.items())
    if isinstance(value, list | tuple):
        return "".join("\n  " + (v if isinstance(v, str) else f"{v[0]:<14} {v[1]}") for v in value)
    return "none" if value is None else str(value)
