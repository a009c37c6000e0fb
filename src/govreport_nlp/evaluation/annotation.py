"""What ``govreport annotate`` does: documents to be annotated, and gold saved."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from govreport_nlp.batch import find_files
from govreport_nlp.errors import GoldError, GovReportError
from govreport_nlp.evaluation.files import is_data, load_predictions
from govreport_nlp.evaluation.gold import (
    GoldDocument,
    GoldSentence,
    document_from_report,
    document_json,
)
from govreport_nlp.records import Report

__all__ = ["Source", "read_source", "save_gold"]


_UNSAFE = re.compile(r"[^\w.-]+")
"""What a file's name should not hold."""


class _Parser(Protocol):
    def parse(self, path: str) -> Report: ...


class Source(NamedTuple):
    """Documents to be annotated.

    Attributes:
        documents: The documents.
        finished: Whether they are gold; else the library's records that people will correct.
        failures: Files that could not be parsed, each with the reason.
    """

    documents: list[GoldDocument]
    finished: bool
    failures: list[str]


def read_source(path: str | Path, parser: _Parser) -> Source:
    """Read gold or parsed reports, or parse reports as they were published.

    Args:
        path: Gold, parsed reports or a batch's folder, see ``load_predictions``; else a report,
            or a folder with reports of any format.
        parser: Parses what is not parsed yet.

    Returns:
        The documents; those of reports are named after their sources.

    Raises:
        GoldError: Gold and reports stand together, or a file breaks its format.
        ConfigError: There is no such folder.
    """
    failures: list[str] = []
    items: list[Report | GoldDocument]
    if is_data(path):
        items = list(load_predictions(path))
    else:
        files = [Path(path)] if Path(path).is_file() else find_files(path)
        items = list(_parsed(files, parser, failures))
    reports = [item for item in items if isinstance(item, Report)]
    gold = [item for item in items if isinstance(item, GoldDocument)]
    if reports and gold:
        raise GoldError(f"{path}: gold and parsed reports", hint="export them one after the other")
    documents = [_prefilled(r, name) for r, name in zip(reports, _names(reports), strict=True)]
    return Source(documents + gold, bool(gold), failures)


def _parsed(files: Iterable[Path], parser: _Parser, failures: list[str]) -> Iterator[Report]:
    for file in files:
        try:
            yield parser.parse(str(file))
        except GovReportError as error:
            failures.append(f"{file}: {error}")


def _names(reports: Sequence[Report]) -> list[str]:
    """Name reports by the stems of their sources, by more of the path where stems are alike."""
    paths = [Path(report.source or report.id) for report in reports]
    stems = Counter(path.stem for path in paths)
    return [
        path.stem if stems[path.stem] == 1 else "-".join((*path.parent.parts[-2:], path.stem))
        for path in paths
    ]


def _prefilled(report: Report, name: str) -> GoldDocument:
    """Make a document of a report; its sentences without the white space around them."""
    document = document_from_report(report, name)
    sentences = []
    for sentence in document.sentences:
        passage = document.text[sentence.start : sentence.end]
        if passage.strip() and sentence.workstreams:
            start = sentence.start + len(passage) - len(passage.lstrip())
            end = sentence.start + len(passage.rstrip())
            labels = sentence.workstreams
            sentences.append(GoldSentence(start=start, end=end, workstreams=labels))
    return document.model_copy(update={"sentences": tuple(sentences)})


def save_gold(
    documents: Iterable[GoldDocument], folder: str | Path, *, replace: bool = False
) -> list[Path]:
    """Write gold documents, one a file named after the document.

    Args:
        documents: The documents.
        folder: The folder; made where it is missing.
        replace: Whether to write over files that hold something else.

    Returns:
        The files.

    Raises:
        GoldError: Two documents would have one file, or a file holds something else and
            ``replace`` is not set; then nothing is written.
    """
    folder = Path(folder)
    planned: dict[Path, str] = {}
    for document in documents:
        path = folder / f"{_UNSAFE.sub('-', document.doc)}.json"
        if path in planned:
            raise GoldError(f"{path}: two documents would have this file")
        planned[path] = document_json(document)
    if not replace:
        for path, text in planned.items():
            if path.exists() and path.read_text(encoding="utf-8") != text:
                raise GoldError(f"{path}: holds something else", hint="--replace writes over it")
    folder.mkdir(parents=True, exist_ok=True)
    for path, text in planned.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    return list(planned)
