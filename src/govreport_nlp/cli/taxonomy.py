"""``govreport taxonomy list``, ``show`` and ``check``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from govreport_nlp.cli.options import FormatOption, IndentOption, WidthOption
from govreport_nlp.cli.streams import console, say, wants_table, write_json, write_line
from govreport_nlp.workstreams import (
    Classifier,
    Taxonomy,
    Workstream,
    available_taxonomies,
    load_taxonomy,
)

__all__ = ["taxonomy_app"]

taxonomy_app = typer.Typer(
    help="List, show and check taxonomies of workstreams.",
    no_args_is_help=True,
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
    """Show the workstreams of a taxonomy and their terms."""
    found = load_taxonomy(taxonomy)
    if not wants_table(format_):
        write_json(found.model_dump(by_alias=True), indent)
        return
    from rich import box  # noqa: PLC0415  JSON needs no tables
    from rich.table import Table  # noqa: PLC0415

    table = Table("id", "label", "holds", "terms", box=box.SIMPLE_HEAD, pad_edge=False)
    for workstream in found.workstreams:
        terms = str(len(list(workstream.terms())))
        table.add_row(workstream.id, workstream.label, workstream.description, terms)
    console(width).print(table)


@taxonomy_app.command("check")
def check_command(
    taxonomy: _TaxonomyArgument, format_: FormatOption = None, indent: IndentOption = None
) -> None:
    """Check a taxonomy: its format, and that its examples are sorted as they say.

    Leaves with 1 where an example is not.
    """
    found = load_taxonomy(taxonomy)
    wrong = list(_wrong_examples(found))
    examples = sum(len(w.examples) + len(w.counter_examples) for w in found.workstreams)
    if wants_table(format_):
        for one in wrong:
            write_line(f"{one['workstream']}: {one['problem']} {one['got']}: {one['example']}")
    else:
        write_json({"name": found.name, "examples": examples, "wrong": wrong}, indent)
    say(f"{found.name}: {len(found.ids)} workstreams, {examples} examples, {len(wrong)} wrong")
    if wrong:
        raise typer.Exit(1)


def _wrong_examples(taxonomy: Taxonomy) -> Iterator[dict[str, Any]]:
    """Yield the examples that their workstream does not get, and the counterexamples it gets."""
    classifier = Classifier(taxonomy)

    def labels(text: str) -> list[str]:
        return [label.id for label in classifier.classify(text, [(0, len(text))])[0]]

    def wrong(workstream: Workstream, texts: tuple[str, ...], expected: bool) -> Iterator[Any]:
        for text in texts:
            got = labels(text)
            if (workstream.id in got) is not expected:
                yield {
                    "workstream": workstream.id,
                    "problem": "an example got" if expected else "a counterexample got",
                    "got": " ".join(got),
                    "example": text,
                }

    for workstream in taxonomy.workstreams:
        yield from wrong(workstream, workstream.examples, True)
        yield from wrong(workstream, workstream.counter_examples, False)
