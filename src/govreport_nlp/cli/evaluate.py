"""``govreport evaluate``: accuracy against gold data."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govreport_nlp.cli.streams import say, write_json, write_line
from govreport_nlp.errors import ConfigError, GoldError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from govreport_nlp.evaluation import GoldDocument, ScoredError, Scores
    from govreport_nlp.records import Report

__all__ = ["evaluate_command"]


class ScoreFormat(StrEnum):
    """How scores are written."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


def evaluate_command(
    *,
    gold: Annotated[
        Path,
        typer.Option(
            help="Gold documents: a file or a folder of them, in the gold format or as exported "
            "by Label Studio, doccano or spaCy."
        ),
    ],
    pred: Annotated[
        Path | None,
        typer.Option(
            help="Predictions: reports as JSON or JSONL, or documents in a format of gold. "
            "Without it the gold texts are parsed."
        ),
    ] = None,
    docs: Annotated[str, typer.Option(help="Only these documents, separated by commas.")] = "",
    format: Annotated[
        ScoreFormat | None,
        typer.Option(help="Default: text on a terminal, json in a pipe or file."),
    ] = None,
    errors: Annotated[
        int | None,
        typer.Option(min=0, help="Show so many errors in context (all in HTML, else none)."),
    ] = None,
    kinds: Annotated[str, typer.Option(help="Show errors of these kinds only, by commas.")] = "",
    samples: Annotated[
        int, typer.Option(min=0, help="Samples of the bootstrap intervals; 0 for no intervals.")
    ] = 1000,
    baseline: Annotated[
        Path | None, typer.Option(help="Predictions of another system to compare with.")
    ] = None,
    allow_missing: Annotated[
        bool,
        typer.Option(
            "--allow-missing", help="Score a document without prediction as one with no records."
        ),
    ] = False,
    gate: Annotated[Path | None, typer.Option(help="File of floors to hold.")] = None,
    update_gate: Annotated[
        bool, typer.Option("--update-gate", help="Raise the gate's floors to the figures reached.")
    ] = False,
    allow_lower: Annotated[
        bool, typer.Option("--allow-lower", help="Let --update-gate lower floors too.")
    ] = False,
) -> None:
    """Score predictions, or the library itself, against gold data by the guidelines.

    Leaves with 1 where a gate is missed.
    """
    if gate is None and (update_gate or allow_lower):
        raise ConfigError("--update-gate and --allow-lower need --gate FILE")
    from govreport_nlp.evaluation import evaluate, load_gold  # noqa: PLC0415  slow to start

    documents = _chosen(load_gold(gold), docs)
    scores = evaluate(_predictions(pred, documents), documents, allow_missing=allow_missing)
    other = (
        evaluate(_predictions(baseline, documents), documents, allow_missing=allow_missing)
        if baseline
        else None
    )
    _tell_of_parts(scores, chosen=bool(docs))
    shown = [e for e in scores.errors if not kinds or set(e.kinds) & set(kinds.split(","))]
    if format is None:
        format = ScoreFormat.TEXT if sys.stdout.isatty() else ScoreFormat.JSON
    if errors is not None or format is not ScoreFormat.HTML:
        shown = shown[: errors or 0]
    _write(scores, shown, other, format, samples)
    if gate is not None:
        _hold(scores, documents, gate, update_gate=update_gate, allow_lower=allow_lower)


def _tell_of_parts(scores: Scores, *, chosen: bool) -> None:
    """Say what was scored without a prediction, and what was not scored unless by choice."""
    if scores.without_prediction:
        say(f"no prediction, scored as empty: {', '.join(scores.without_prediction)}")
    if scores.without_gold and not chosen:
        say(f"no gold, not scored: {', '.join(scores.without_gold)}")


def _chosen(documents: list[GoldDocument], docs: str) -> list[GoldDocument]:
    """Keep the documents whose names are given; all where none is."""
    if not docs:
        return documents
    wanted = docs.split(",")
    unknown = set(wanted) - {document.doc for document in documents}
    if unknown:
        raise GoldError(f"no gold document {', '.join(sorted(unknown))}")
    return [document for document in documents if document.doc in wanted]


def _predictions(
    path: Path | None, documents: list[GoldDocument]
) -> Iterable[Report | GoldDocument]:
    from govreport_nlp.evaluation import load_predictions, predict  # noqa: PLC0415

    return load_predictions(path) if path else predict(_announced(documents))


def _announced(documents: list[GoldDocument]) -> Iterator[GoldDocument]:
    for number, document in enumerate(documents, start=1):
        say(f"[{number}/{len(documents)}] {document.doc}")
        yield document


def _write(
    scores: Scores,
    shown: list[ScoredError],
    baseline: Scores | None,
    format: ScoreFormat,
    samples: int,
) -> None:
    from govreport_nlp.evaluation import tables  # noqa: PLC0415
    from govreport_nlp.evaluation.bootstrap import intervals, paired_differences  # noqa: PLC0415
    from govreport_nlp.evaluation.page import scores_page  # noqa: PLC0415

    ranges = intervals(scores, samples=samples)
    differences = paired_differences(scores, baseline, samples=samples) if baseline else {}
    if format is ScoreFormat.JSON:
        data = tables.scores_data(scores, shown)
        data["intervals"] = ranges
        data["baseline"] = {name: change._asdict() for name, change in differences.items()}
        write_json(data, indent=2)
    elif format is ScoreFormat.HTML:
        write_line(scores_page(scores, shown, ranges, differences))
    else:
        lines = [*tables.error_lines(shown), tables.scores_table(scores, ranges)]
        for line in [*lines, *tables.difference_lines(differences)]:
            write_line(line)


def _hold(
    scores: Scores,
    documents: list[GoldDocument],
    path: Path,
    *,
    update_gate: bool,
    allow_lower: bool,
) -> None:
    """Hold scores against a gate, after updating it where that is asked for."""
    from govreport_nlp.evaluation import gate  # noqa: PLC0415

    if update_gate:
        before = gate.load_gate(path) if path.exists() else None
        gate.save_gate(gate.update(scores, before, documents, allow_lower=allow_lower), path)
    failures = gate.check(scores, gate.load_gate(path), documents)
    for failure in failures:
        say(f"gate {path}: {failure}")
    if failures:
        raise typer.Exit(1)
