"""``govreport taxonomy list``, ``show`` and ``check``."""

from __future__ import annotations

from typing import Annotated

import typer

from govreport_nlp.cli.options import FormatOption, IndentOption, WidthOption
from govreport_nlp.cli.streams import console, say, wants_table, write_json, write_line
from govreport_nlp.workstreams import Taxonomy, available_taxonomies, load_taxonomy
from govreport_nlp.workstreams.check import check_taxonomy

__all__ = ["taxonomy_app"]

taxonomy_app = typer.Typer(
    help="List, show and check taxonomies of workstreams.",
    rich_markup_mode=None,
)

_TaxonomyArgument = Annotated[
    str, typer.Argument(metavar="TAXONOMY", help="A built-in name, or a TOML file.")
]


@taxonomy_app.command("list")
def list_command(format_: FormatOption = None, indent: IndentOption = None) -> None:
    """List the built-in taxonomies."""
    rows = [
        {"name": t.name, "title": t.title, "workstreams": len(t.ids), "description": t.description}
        for t in map(load_taxonomy, available_taxonomies())
    ]
    if not wants_table(format_):
        write_json(rows, indent)
        return
    for row in rows:
        write_line(
            f"{row['name']:<12} {row['title']}, {row['workstreams']} workstreams: "
            f"{row['description']}"
        )


@taxonomy_app.command("show")
def show_command(
    taxonomy: _TaxonomyArgument,
    format_: FormatOption = None,
    indent: IndentOption = None,
    width: WidthOption = None,
) -> None:
    """Show the workstreams of a taxonomy: terms, parents, classes in other schemes."""
    found = load_taxonomy(taxonomy)
    if not wants_table(format_):
        write_json(found.model_dump(by_alias=True), indent)
        return
    from rich import box  # noqa: PLC0415  JSON needs no tables
    from rich.table import Table  # noqa: PLC0415

    columns = ("id", "label", "part of", "holds", "terms", *found.schemes)
    table = Table(*columns, box=box.SIMPLE_HEAD, pad_edge=False)
    for workstream in found.workstreams:
        table.add_row(
            workstream.id,
            workstream.label,
            workstream.parent or "",
            workstream.description,
            str(len(list(workstream.terms()))),
            *(_codes(found, workstream.id, scheme) for scheme in found.schemes),
        )
    console(width).print(table)


def _codes(taxonomy: Taxonomy, id_: str, scheme: str) -> str:
    """Write the codes of a workstream in a scheme, those that are but close behind a tilde."""
    mapping = taxonomy.mapping(id_, scheme)
    return " ".join([*mapping.exact, *(f"~{code}" for code in mapping.close)])


@taxonomy_app.command("check")
def check_command(
    taxonomy: _TaxonomyArgument, format_: FormatOption = None, indent: IndentOption = None
) -> None:
    """Check a taxonomy: its format, and that its own examples come out right.

    Leaves with 1 where there is something to mend.
    """
    problems = check_taxonomy(taxonomy)
    if wants_table(format_):
        for problem in problems:
            line = "" if problem.line is None else f"{taxonomy}:{problem.line}: "
            write_line(f"{line}{problem.workstream or ''} {problem.message}".strip())
    else:
        write_json([problem._asdict() for problem in problems], indent)
    say(f"{taxonomy}: {len(problems)} problems")
    if problems:
        raise typer.Exit(1)
