"""``govreport evaluate``: accuracy against gold data."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govreport_nlp.cli.streams import write_json, write_line
from govreport_nlp.errors import GoldError

if TYPE_CHECKING:
    from govreport_nlp.evaluation import GoldDocument

__all__ = ["evaluate_command"]


class ScoreFormat(StrEnum):
    """How scores are written."""

    TEXT = "text"
    JSON = "json"


def evaluate_command(
    *,
    gold: Annotated[Path, typer.Option(help="Gold documents: a JSON file or a folder of them.")],
    pred: Annotated[
        Path | None,
        typer.Option(help="Predictions, as reports or in the gold format; else texts are parsed."),
    ] = None,
    docs: Annotated[str, typer.Option(help="Only these documents, separated by commas.")] = "",
    format: Annotated[ScoreFormat, typer.Option(help="How to write them.")] = ScoreFormat.TEXT,
    errors: Annotated[int, typer.Option(min=0, help="Show so many errors in context.")] = 0,
    kinds: Annotated[str, typer.Option(help="Show errors of these kinds only, by commas.")] = "",
) -> None:
    """Score predictions, or the library itself, against gold data by the guidelines."""
    from govreport_nlp.evaluation import (  # noqa: PLC0415  other commands need none of it
        evaluate,
        load_gold,
        load_predictions,
        predict,
    )
    from govreport_nlp.evaluation.tables import (  # noqa: PLC0415
        error_lines,
        scores_data,
        scores_table,
    )

    documents = _chosen(load_gold(gold), docs)
    scores = evaluate(load_predictions(pred) if pred else predict(documents), documents)
    shown = [e for e in scores.errors if not kinds or set(e.kinds) & set(kinds.split(","))]
    if format is ScoreFormat.JSON:
        write_json(scores_data(scores, shown[:errors]), indent=2)
        return
    for line in error_lines(shown[:errors]):
        write_line(line)
    write_line(scores_table(scores))


def _chosen(documents: list[GoldDocument], docs: str) -> list[GoldDocument]:
    """Keep the documents whose names are given; all where none is."""
    if not docs:
        return documents
    wanted = docs.split(",")
    unknown = set(wanted) - {document.doc for document in documents}
    if unknown:
        raise GoldError(f"no gold document {', '.join(sorted(unknown))}")
    return [document for document in documents if document.doc in wanted]


if __name__ == "__main__":
    typer.run(evaluate_command)
