"""Predictions to be scored: made by a parser from gold texts, or read from files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol

from pydantic import ValidationError

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


def load_predictions(path: str | Path) -> list[Report | GoldDocument]:
    """Read predictions: files in the gold format, or reports as JSON or JSONL.

    Args:
        path: A file, or a folder whose ``*.json`` and ``*.jsonl`` files are read.

    Returns:
        The documents and reports, in the order of the files' names.

    Raises:
        GoldError: No file is there, or one is neither.
    """
    found: list[Report | GoldDocument] = []
    for file in json_files(path, (".json", ".jsonl")):
        data = read_text(file)
        parts = data.split("\n") if file.suffix == ".jsonl" else [data]
        for number, part in enumerate(parts, start=1):
            where = f"{file}:{number}" if file.suffix == ".jsonl" else str(file)
            if part.strip():
                found.append(_read_one(part, where))
    return found


def _read_one(data: str, where: str) -> Report | GoldDocument:
    """Read a report where the JSON looks like one, else a document in the gold format."""
    if '"schema_version"' not in data:
        return document_from_json(data, where)
    try:
        return Report.model_validate_json(data)
    except ValidationError as error:
        raise GoldError(f"{where}: no report: {error.errors()[0]['msg']}") from error
