"""``govreport train-workstreams``: a model for a taxonomy, from gold and from headings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govreport_nlp.cli.options import FormatOption, IndentOption
from govreport_nlp.cli.streams import say, wants_table, write_json, write_line
from govreport_nlp.config import Config
from govreport_nlp.errors import ConfigError, DocumentError, GoldError

if TYPE_CHECKING:
    from govreport_nlp.evaluation import GoldDocument
    from govreport_nlp.ingest import SourceText
    from govreport_nlp.workstreams import Taxonomy
    from govreport_nlp.workstreams.training import Document, Fold

__all__ = ["train_workstreams_command"]


def train_workstreams_command(
    *,
    gold: Annotated[
        Path | None, typer.Option(help="Labelled documents: a gold JSON file or a folder of them.")
    ] = None,
    reports: Annotated[
        Path | None,
        typer.Option(help="A folder of reports without labels; their headings label them."),
    ] = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="File for the model.")],
    taxonomy: Annotated[
        str, typer.Option("--taxonomy", help="The workstreams: a name or a TOML file.")
    ] = "government",
    validate: Annotated[
        bool, typer.Option(help="Measure it: hold out each labelled document in turn.")
    ] = True,
    format_: FormatOption = None,
    indent: IndentOption = None,
) -> None:
    """Train the model that a taxonomy names under ``model``.

    Same documents, same file. Without labelled documents nothing can be measured.
    """
    from govreport_nlp.words import get_segmenter  # noqa: PLC0415  slow to start
    from govreport_nlp.workstreams import load_taxonomy  # noqa: PLC0415
    from govreport_nlp.workstreams.training import cross_validate, train  # noqa: PLC0415

    if gold is None and reports is None:
        raise ConfigError("nothing to learn from", hint="give --gold, --reports or both")
    streams = load_taxonomy(taxonomy)
    documents = [*_labelled(gold, streams, taxonomy), *_unlabelled(reports, streams)]
    segment = get_segmenter(Config()).segment
    model = train(documents, streams, segment)
    folds: list[Fold] = []
    for fold in cross_validate(documents, streams, segment) if validate else ():
        say(f"held out: {fold.document}")
        folds.append(fold)
    out.write_text(model.dumps(), encoding="utf-8", newline="\n")
    say(f"{out}: {len(model.words)} words; {model.trained_on}")
    _write(folds, format_, indent)


def _labelled(gold: Path | None, taxonomy: Taxonomy, given: str) -> Iterator[Document]:
    from govreport_nlp.evaluation import load_gold  # noqa: PLC0415  slow to start
    from govreport_nlp.ingest import read_text  # noqa: PLC0415

    for document in load_gold(gold) if gold else ():
        source = read_text(document.text, Config(), document.doc)
        named = document.taxonomy
        if not (_chosen(source, taxonomy) if named == "auto" else _same(named, taxonomy, given)):
            say(f"{document.doc}: of another taxonomy, left out")
            continue
        _check_labels(document, taxonomy)
        spans = [(each.start, each.end) for each in document.sentences]
        yield _document(source, spans)._replace(
            name=document.doc, labels=[each.workstreams for each in document.sentences]
        )


def _unlabelled(reports: Path | None, taxonomy: Taxonomy) -> Iterator[Document]:
    from govreport_nlp.ingest import read_path  # noqa: PLC0415  slow to start
    from govreport_nlp.structure import split_sentences  # noqa: PLC0415

    if reports is not None and not reports.is_dir():
        raise ConfigError(f"{reports} is no folder", hint="give the folder that holds the reports")
    for path in sorted(reports.iterdir()) if reports else ():
        if path.name.startswith(".") or not path.is_file():
            continue
        try:
            source = read_path(path, Config())
        except DocumentError as error:
            say(f"{path}: left out: {error}")
            continue
        if _chosen(source, taxonomy):
            yield _document(
                source, source.unwrapped.sentences(split_sentences(source.unwrapped.text))
            )


def _chosen(source: SourceText, taxonomy: Taxonomy) -> bool:
    """Tell whether a report gets this taxonomy; those for one's own are chosen by hand."""
    from govreport_nlp.workstreams import available_taxonomies, choose_taxonomy  # noqa: PLC0415

    own = taxonomy.name not in available_taxonomies()
    return own or choose_taxonomy(source.metadata) == taxonomy.name


def _same(named: str, taxonomy: Taxonomy, given: str) -> bool:
    """Tell whether gold names this taxonomy, by name or as a file from wherever it lay."""
    return named == taxonomy.name or Path(named).name == Path(given).name


def _check_labels(document: GoldDocument, taxonomy: Taxonomy) -> None:
    used = {id_ for each in document.sentences for id_ in each.workstreams}
    if unknown := sorted(used - set(taxonomy.ids)):
        raise GoldError(
            f"{document.doc}: {', '.join(unknown)}: no workstream of {taxonomy.name}",
            hint=f"its workstreams: {', '.join(taxonomy.ids)}",
        )


def _document(source: SourceText, spans: list[tuple[int, int]]) -> Document:
    from govreport_nlp.structure import build_sections  # noqa: PLC0415  slow to start
    from govreport_nlp.workstreams.training import Document  # noqa: PLC0415

    sections, _ = build_sections(source.text, source.body)
    return Document(source.name, source.text, spans, sections, source.body)


def _write(folds: list[Fold], format_: FormatOption, indent: IndentOption) -> None:
    from govreport_nlp.workstreams.training import Fold  # noqa: PLC0415  slow to start

    if not wants_table(format_):
        write_json([fold._asdict() for fold in folds], indent)
        return
    if not folds:
        return
    sums = (sum(column) for column in zip(*(fold[1:] for fold in folds), strict=True))
    write_line(f"{'held out':<40} sentences   model  without  together")
    for fold in [*folds, Fold("all", *sums)]:
        parts = [right / max(1, fold.sentences) for right in fold[2:]]
        write_line(
            f"{fold.document:<40} {fold.sentences:>9}  {parts[0]:>6.3f}   {parts[1]:>6.3f}"
            f"    {parts[2]:>6.3f}"
        )
