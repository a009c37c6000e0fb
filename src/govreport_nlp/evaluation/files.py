"""Documents read from files, gold or predicted, whatever the shape.

A file's shape is told by what is in it: a parsed report, the gold format, tasks of Label Studio,
lines of doccano, a ``.spacy`` file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from govreport_nlp.batch.reader import read_reports
from govreport_nlp.errors import GoldError
from govreport_nlp.evaluation.checks import (
    Problem,
    format_problems,
    guideline_problems,
    overlap_problems,
    validation_problems,
)
from govreport_nlp.evaluation.gold import GoldDocument
from govreport_nlp.evaluation.interchange import Draft
from govreport_nlp.evaluation.interchange.docbin import SUFFIX, read_docbin
from govreport_nlp.evaluation.interchange.doccano import is_line, read_line
from govreport_nlp.evaluation.interchange.labelstudio import is_tasks, read_tasks
from govreport_nlp.records import Report

__all__ = [
    "FileProblem",
    "check_gold",
    "is_data",
    "load_annotations",
    "load_gold",
    "load_predictions",
]

_SUFFIXES = (".json", ".jsonl", SUFFIX)


class FileProblem(NamedTuple):
    """Something wrong in a file of gold data.

    Attributes:
        where: File, and line or task where it holds several documents.
        place: The record or sentence; empty for the whole document.
        message: What is wrong.
    """

    where: str
    place: str
    message: str

    def __str__(self) -> str:
        return ": ".join(part for part in self if part)


def load_gold(path: str | Path) -> list[GoldDocument]:
    """Read gold documents and check them.

    Args:
        path: A file, or a folder whose files are read in the order of their names: the gold
            format, or exports of Label Studio, doccano or spaCy.

    Returns:
        The documents.

    Raises:
        GoldError: No file is there, or one breaks the format: a span whose text differs from the
            document's, an unknown field, a name that its spans do not give, overlapping records,
            two files for one document, a task that nobody has annotated. The message names the
            file and the record.

    Example:
        >>> load_gold("gold/dev")[0].indicators[0].name  # doctest: +SKIP
        '地区生产总值'
    """
    documents: dict[str, GoldDocument] = {}
    home: dict[str, str] = {}
    for draft in _drafts(path, None):
        if draft.pending:
            raise GoldError(
                f"{draft.where}: not annotated yet",
                hint="govreport annotate import leaves such tasks out",
            )
        document = _checked(draft)
        for problem in overlap_problems(document):
            raise GoldError(f"{draft.where}: {problem}")
        if document.doc in home:
            raise GoldError(
                f"{draft.where}: document {document.doc!r} is in {home[document.doc]} too"
            )
        home[document.doc] = draft.where
        documents[document.doc] = document
    return list(documents.values())


def load_annotations(
    path: str | Path, *, annotator: str | None = None
) -> tuple[list[GoldDocument], list[str]]:
    """Read what people annotated with a tool, as gold.

    Args:
        path: An export, or a folder of them.
        annotator: Whose annotations to take where Label Studio has several of one document.

    Returns:
        The documents; and in words what was filled in, passed over, or is not annotated yet and
        so left out.

    Raises:
        GoldError: As ``load_gold`` does.
    """
    documents, notes = [], []
    for draft in _drafts(path, annotator):
        notes += [f"{draft.where}: {note}" for note in draft.notes]
        if draft.pending:
            notes.append(f"{draft.where}: not annotated yet, left out")
            continue
        document = _checked(draft)
        for problem in overlap_problems(document):
            raise GoldError(f"{draft.where}: {problem}")
        documents.append(document)
    return documents, notes


def load_predictions(path: str | Path) -> Iterator[Report | GoldDocument]:
    """Read predictions: the output of a batch, reports, or any format that gold may have.

    Args:
        path: A folder that ``govreport batch`` wrote to, a file, or a folder whose files are
            read in the order of their names.

    Yields:
        The reports or documents, one at a time.

    Raises:
        GoldError: No file is there, or one is none of these.
        ConfigError: The tables of a batch do not fit each other.
    """
    if (Path(path) / "reports.jsonl").is_file():
        yield from read_reports(path)
        return
    for file in _files(path):
        for found in _read(file, None):
            yield found if isinstance(found, Report) else _checked(found)


def is_data(path: str | Path) -> bool:
    """Tell whether a path leads to documents that are read, and not to reports to be parsed."""
    root = Path(path)
    if root.is_dir():
        return any(file.suffix in _SUFFIXES for file in root.iterdir())
    return root.suffix in _SUFFIXES


def check_gold(path: str | Path) -> Iterator[FileProblem]:
    """Find everything that is wrong with gold data, by its form and by the guidelines.

    Args:
        path: As for ``load_gold``.

    Yields:
        The problems, file by file.

    Raises:
        GoldError: There is no such file or folder.
    """
    home: dict[str, str] = {}
    for file in _files(path):
        try:
            for draft in _drafts_of(file, None):
                yield from _draft_problems(draft)
                doc = str(draft.data.get("doc") or "")
                if doc in home:
                    yield FileProblem(draft.where, "", f"document {doc!r} is in {home[doc]} too")
                elif doc:
                    home[doc] = draft.where
        except GoldError as error:
            yield FileProblem("", "", error.message)


def _draft_problems(draft: Draft) -> Iterator[FileProblem]:
    if draft.pending:
        yield FileProblem(draft.where, "", "not annotated yet")
    found: list[Problem]
    try:
        document = GoldDocument.model_validate(draft.data)
    except ValidationError as error:
        found = list(validation_problems(error, draft.data))
    else:
        found = list(format_problems(document)) + list(overlap_problems(document))
        # a span that is wrong would be found wrong in every way
        found += [] if found else guideline_problems(document)
    yield from (FileProblem(draft.where, *problem) for problem in found)


def _checked(draft: Draft) -> GoldDocument:
    """Make a document of plain data; its records may overlap, as predictions do."""
    try:
        document = GoldDocument.model_validate(draft.data)
    except ValidationError as error:
        problems = list(validation_problems(error, draft.data))
    else:
        problems = list(format_problems(document))
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise GoldError(
            f"{draft.where}: {problems[0]}{more}", hint="govreport annotate check lists all"
        )
    return document


def _files(path: str | Path) -> list[Path]:
    """List a file itself, or a folder's files with the endings known, by name."""
    root = Path(path)
    if root.is_file():
        return [root]
    files = sorted(f for f in root.glob("*") if f.suffix in _SUFFIXES) if root.is_dir() else []
    if not files:
        raise GoldError(f"{root}: no {' or '.join(_SUFFIXES)} file there", hint="check the path")
    return files


def _drafts(path: str | Path, annotator: str | None) -> Iterator[Draft]:
    for file in _files(path):
        yield from _drafts_of(file, annotator)


def _drafts_of(file: Path, annotator: str | None) -> Iterator[Draft]:
    for found in _read(file, annotator):
        if isinstance(found, Report):
            raise GoldError(f"{file}: a parsed report, no gold", hint="--pred takes reports")
        yield found


def _read(file: Path, annotator: str | None) -> Iterator[Report | Draft]:
    if file.suffix == SUFFIX:
        yield from read_docbin(file)
        return
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{file}: {error}", hint="JSON in UTF-8 is read") from error
    if file.suffix != ".jsonl":
        yield from _read_json(text, str(file), annotator)
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield from _read_json(line, f"{file}:{number}", annotator)


def _read_json(text: str, where: str, annotator: str | None) -> Iterator[Report | Draft]:
    if '"schema_version"' in text:
        try:
            yield Report.model_validate_json(text)
        except ValidationError as error:
            first = next(validation_problems(error))
            raise GoldError(f"{where}: no report: {first}") from error
        return
    try:
        # numbers stay as they are written: a value is a decimal from the first digit
        data: Any = json.loads(text, parse_float=str)
    except (ValueError, RecursionError) as error:  # numbers without end too
        raise GoldError(f"{where}: no JSON: {error}") from error
    if is_tasks(data):
        yield from read_tasks(data, where, annotator)
    elif is_line(data):
        yield read_line(data, where)
    elif isinstance(data, dict):
        yield Draft(data, where)
    else:
        raise GoldError(f"{where}: neither a document nor tasks of Label Studio")
