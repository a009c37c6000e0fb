"""Predictions to be scored, made by a parser from gold texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from govreport_nlp.config import Config
from govreport_nlp.evaluation.gold import GoldDocument, document_from_report
from govreport_nlp.records import Report

__all__ = ["predict"]


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
