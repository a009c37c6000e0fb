"""Predictions to be scored: made by a parser from gold texts, or read from files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol

from pydantic import ValidationError

from govreport_nlp.batch.reader import read_reports
from govreport_nlp.config import Config
from govreport_nlp.errors import GoldError
from govreport_nlp.evaluation.gold import (
    GoldDocument,
    document_from_json,
    document_from_report,
    json_files,
    read_text,
)
from govreport_nlp.records import Report

__all__ = ["load_predictions", "predict"]


class _Parser(Protocol):
    def parse_text(self, text: str) -> Report: ...


def predict(
    gold: Iterable[GoldDocument], parser_factory: Callable[[Config], _Parser] | None = None
) -> Iterator[GoldDocument]:
    """Parse the texts of gold documents, one by one.

    Args:
        gold: The documents; year, region and taxonomy are given to the parser as hints.
        parser_factory: Makes a parser from a configuration; the library's own by default.

    Yields:
        For each document the parser's records and sentences.
    """
    if parser_factory is None:
        from govreport_nlp.parser import Parser  # noqa: PLC0415  heavy, and not always needed

        parser_factory = Parser
    for document in gold:
        config = Config(
            taxonomy=document.taxonomy, report_year=document.report_year, region=document.region
        )
        yield document_from_report(parser_factory(config).parse_text(document.text), document.doc)


def load_predictions(path: str | Path) -> Iterator[Report | GoldDocument]:
    """Read predictions: the output of a batch, reports as JSON or JSONL, or the gold format.

    Args:
        path: A folder that ``govreport batch`` wrote to, a file, or a folder whose ``*.json`` and
            ``*.jsonl`` files are read in the order of their names.

    Yields:
        The reports or documents, one at a time.

    Raises:
        GoldError: No file is there, or one is neither.
        ConfigError: The tables of a batch do not fit each other.
    """
    if (Path(path) / "reports.jsonl").is_file():
        yield from read_reports(path)
        return
    for file in json_files(path, (".json", ".jsonl")):
        data = read_text(file)
        parts = data.split("\n") if file.suffix == ".jsonl" else [data]
        for number, part in enumerate(parts, start=1):
            where = f"{file}:{number}" if file.suffix == ".jsonl" else str(file)
            if part.strip():
                yield _read_one(part, where)


def _read_one(data: str, where: str) -> Report | GoldDocument:
    """Read a report where the JSON looks like one, else a document in the gold format."""
    if '"schema_version"' not in data:
        return document_from_json(data, where)
    try:
        return Report.model_validate_json(data)
    except ValidationError as error:
        raise GoldError(f"{where}: no report: {error.errors()[0]['msg']}") from error
