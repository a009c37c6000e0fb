"""``govreport annotate``: gold made, brought back, checked, compared."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govreport_nlp.cli.options import (
    ConfigOption,
    FormatOption,
    RegionOption,
    TaxonomyOption,
    YearOption,
    make_config,
)
from govreport_nlp.cli.streams import say, wants_table, write_json, write_line

if TYPE_CHECKING:
    from govreport_nlp.evaluation.annotators import Agreement

__all__ = ["annotate_app"]

annotate_app = typer.Typer(
    help="Make gold data: to and from annotation tools, checked, compared.",
    rich_markup_mode=None,
)


class Target(StrEnum):
    """What to write for."""

    LABELSTUDIO = "labelstudio"
    DOCCANO = "doccano"
    SPACY = "spacy"


_Annotator = Annotated[
    str | None,
    typer.Option(help="Whose annotations, where Label Studio has several: an id or an address."),
]


@annotate_app.command("export")
def export_command(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="SOURCE",
            help="Reports, or a folder of them; reports parsed by govreport parse or batch; gold.",
        ),
    ],
    *,
    to: Annotated[Target, typer.Option(help="The tool.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the project's files.")],
    taxonomy: TaxonomyOption = None,
    report_year: YearOption = None,
    region: RegionOption = None,
    config: ConfigOption = None,
) -> None:
    """Write a project to annotate in, pre-filled with the library's own records.

    Leaves with 1 where a report could not be parsed; all the others are in the project.
    """
    from govreport_nlp.evaluation.annotation import read_source  # noqa: PLC0415  slow to start
    from govreport_nlp.evaluation.interchange import write_project  # noqa: PLC0415
    from govreport_nlp.parser import Parser  # noqa: PLC0415

    options = make_config(config, taxonomy=taxonomy, report_year=report_year, region=region)
    found = read_source(source, Parser(options))
    for path in write_project(found.documents, out, to.value, finished=found.finished):
        write_line(str(path))
    kind = "annotated" if found.finished else "pre-filled"
    say(f"{len(found.documents)} documents, {kind}")
    _fail([f"failed: {failure}" for failure in found.failures])


@annotate_app.command("import")
def import_command(
    source: Annotated[
        Path, typer.Argument(metavar="FILE", help="What the tool exported, or a folder of it.")
    ],
    *,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the gold documents.")],
    annotator: _Annotator = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Write over gold that is different.")
    ] = False,
) -> None:
    """Bring annotations back as gold, a file for each document.

    Leaves with 1 where something was filled in, passed over, or is not annotated yet.
    """
    from govreport_nlp.evaluation.annotation import save_gold  # noqa: PLC0415  slow to start
    from govreport_nlp.evaluation.files import load_annotations  # noqa: PLC0415

    documents, notes = load_annotations(source, annotator=annotator)
    for path in save_gold(documents, out, replace=replace):
        write_line(str(path))
    say(f"{len(documents)} documents")
    _fail(notes)


@annotate_app.command("check")
def check_command(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="A gold file, or a folder.")],
    format: FormatOption = None,
) -> None:
    """Check gold: offsets, fields, overlaps, name spans, what the guidelines allow.

    Leaves with 1 where something is wrong.
    """
    from govreport_nlp.evaluation.files import check_gold  # noqa: PLC0415  slow to start

    problems = list(check_gold(gold))
    if wants_table(format):
        for problem in problems:
            write_line(str(problem))
    else:
        write_json([problem._asdict() for problem in problems], 2)
    say(f"{gold}: {len(problems)} problems")
    if problems:
        raise typer.Exit(1)


@annotate_app.command("agree")
def agree_command(
    one: Annotated[Path, typer.Argument(metavar="A", help="One annotator's gold.")],
    other: Annotated[Path, typer.Argument(metavar="B", help="The other's, of the same texts.")],
    *,
    format: FormatOption = None,
    errors: Annotated[int, typer.Option(min=0, help="Show so many differences in context.")] = 0,
) -> None:
    """Tell how far two annotators agree: F1 of records, kappa and alpha of labels."""
    from govreport_nlp.evaluation import evaluate, load_gold  # noqa: PLC0415  slow to start
    from govreport_nlp.evaluation.annotators import agreement  # noqa: PLC0415
    from govreport_nlp.evaluation.tables import error_lines  # noqa: PLC0415

    ours, theirs = load_gold(one), load_gold(other)
    found = agreement(ours, theirs)
    shared = [document for document in theirs if document.doc not in found.only_in_one]
    differences = evaluate(ours, shared).errors[:errors] if errors else ()
    if found.only_in_one:
        say(f"only in one of the two, not compared: {', '.join(found.only_in_one)}")
    if wants_table(format):
        for line in error_lines(differences):
            write_line(line)
        _write_agreement(found)
        return
    data = found.model_dump()
    data["fields"] = {name: on._asdict() for name, on in found.fields.items()}
    data["workstream"] = found.workstream._asdict()
    data["differences"] = [difference.model_dump(mode="json") for difference in differences]
    write_json(data, 2)


def _write_agreement(found: Agreement) -> None:
    write_line(f"{found.documents} documents, {found.pairs} records in both")
    write_line(f"{'F1':14}record {_shown(found.record)}   quantity {_shown(found.quantity)}   "
               f"strict {_shown(found.strict)}")  # fmt: skip
    write_line(f"{'':14}{'items':>8}{'share':>8}{'kappa':>8}{'alpha':>8}")
    for name, on in {**found.fields, "workstream": found.workstream}.items():
        figures = "".join(f"{_shown(figure):>8}" for figure in (on.share, on.kappa, on.alpha))
        write_line(f"{name:14}{on.items:>8}{figures}")
    if found.sentences_of_one:
        write_line(f"sentences of one annotator only: {found.sentences_of_one}")


def _shown(figure: float | None) -> str:
    return "–" if figure is None else f"{figure:.3f}"


def _fail(messages: list[str]) -> None:
    """Say what went wrong, and leave with 1 if anything did."""
    for message in messages:
        say(message)
    if messages:
        raise typer.Exit(1)
