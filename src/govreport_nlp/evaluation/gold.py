"""Gold data: documents annotated by hand, and predictions in the same shape.

One document a file, as the annotation guidelines lay down. Offsets are half open, into the
document's ``text``. Any system's output in this shape is scored by the same rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from govreport_nlp.errors import GoldError
from govreport_nlp.records import Basis, Direction, Level, Measure, Qualifier, Report, Status

__all__ = [
    "GoldDocument",
    "GoldIndicator",
    "GoldSentence",
    "PredictedIndicator",
    "document_from_json",
    "document_from_report",
    "load_gold",
]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class GoldIndicator(_Frozen):
    """A numeric indicator; the fields are those of ``govreport_nlp.Indicator``.

    Attributes:
        start: First character of the number.
        end: The character after its unit.
        text: The number with its unit, as written.
        value: In base units; null for a range.
        low: Lower end of a range, else null.
        high: Upper end of a range, else null.
        unit: As written, without scale words; empty where there is none.
        qualifier: What the words around the number make of it.
        measure: ``level``, ``change``, ``baseline`` or ``rank``.
        direction: ``up`` or ``down`` for a change, else null.
        basis: What a change compares with, or null.
        status: ``actual`` or ``target``.
        name: What a table's row label would say.
        name_spans: Pairs of offsets; the passages joined give ``name``.
        period: What the value is of, where the text says.
        scope: The area or body that bounds the value, or null.
        optional: Whether careful readers may differ: the record then counts neither way.
    """

    start: int = Field(ge=0)
    end: int
    text: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str
    qualifier: Qualifier
    measure: Measure
    direction: Direction | None = None
    basis: Basis | None = None
    status: Status
    name: str
    name_spans: tuple[tuple[int, int], ...]
    period: str | None = None
    scope: str | None = None
    optional: bool = False


class PredictedIndicator(GoldIndicator):
    """A predicted record with the rule that made it, for the list of errors.

    Attributes:
        rule: The grammar rule; empty where the system tells none.
    """

    rule: str = ""


class GoldSentence(_Frozen):
    """A sentence with its workstreams.

    Attributes:
        start: First character.
        end: The character after the last one.
        workstreams: Ids in the document's taxonomy, the main one first.
    """

    start: int = Field(ge=0)
    end: int
    workstreams: tuple[str, ...]


class GoldDocument(_Frozen):
    """An annotated document.

    Attributes:
        doc: Its name, unique in the set.
        text: The whole text that was annotated.
        report_year: The year the report belongs to, or null.
        level: The level of government, or null.
        region: The area reported on, or null.
        taxonomy: The taxonomy that the sentences' workstreams are from.
        sentences: The sentences, in text order.
        indicators: The records.
    """

    doc: str = Field(min_length=1)
    text: str
    report_year: int | None = None
    level: Level | None = None
    region: str | None = None
    taxonomy: str = "auto"
    sentences: tuple[GoldSentence, ...] = ()
    indicators: tuple[GoldIndicator, ...] = ()


def load_gold(path: str | Path) -> list[GoldDocument]:
    """Read gold documents and check them.

    Args:
        path: A file, or a folder whose ``*.json`` files are read in the order of their names.

    Returns:
        The documents.

    Raises:
        GoldError: No file is there, or one breaks the format: a span whose text differs from the
            document's, an unknown field, a name that its spans do not give, overlapping records,
            two files for one document. The message names the file and the record.

    Example:
        >>> load_gold("gold/dev")[0].indicators[0].name  # doctest: +SKIP
        '地区生产总值'
    """
    documents = []
    home: dict[str, Path] = {}
    for file in json_files(path):
        document = document_from_json(read_text(file), str(file))
        if document.doc in home:
            raise GoldError(f"{file}: document {document.doc!r} is in {home[document.doc]} too")
        home[document.doc] = file
        _check_overlaps(document, str(file))
        documents.append(document)
    return documents


def json_files(path: str | Path, suffixes: Sequence[str] = (".json",)) -> list[Path]:
    """List a file itself, or a folder's files with given endings, by name.

    Raises:
        GoldError: There is no such file or folder, or the folder has no such file.
    """
    root = Path(path)
    if root.is_file():
        return [root]
    files = sorted(f for f in root.glob("*") if f.suffix in suffixes) if root.is_dir() else []
    if not files:
        raise GoldError(f"{root}: no {' or '.join(suffixes)} file there", hint="check the path")
    return files


def read_text(file: Path) -> str:
    """Read a file as UTF-8.

    Raises:
        GoldError: It cannot be read or is in another encoding.
    """
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{file}: {error}", hint="gold data is JSON in UTF-8") from error


def document_from_json(data: str, where: str) -> GoldDocument:
    """Read one document in the gold format and check its offsets.

    Args:
        data: The JSON.
        where: The file's name, for messages.

    Returns:
        The document; its records may overlap, as predictions do.

    Raises:
        GoldError: It breaks the format.
    """
    try:
        document = GoldDocument.model_validate_json(data)
    except ValidationError as error:
        raise GoldError(f"{where}: {_first_problem(error)}") from error
    for number, record in enumerate(document.indicators):
        for problem in _problems(record, document.text):
            raise GoldError(f"{where}: {_label(number, record)}: {problem}")
    for number, sentence in enumerate(document.sentences):
        if not sentence.start < sentence.end <= len(document.text):
            raise GoldError(
                f"{where}: sentences[{number}]: {sentence.start}:{sentence.end} is no span of it"
            )
        if not sentence.workstreams:
            raise GoldError(f"{where}: sentences[{number}]: no workstream")
    return document


def document_from_report(report: Report, doc: str) -> GoldDocument:
    """Bring a parsed report into the shape of gold data.

    Args:
        report: The report.
        doc: The name to give the document.

    Returns:
        A document with the report's sentences and records.
    """
    shared = PredictedIndicator.model_fields.keys() - {"optional"}
    return GoldDocument.model_construct(
        doc=doc,
        text=report.text,
        report_year=report.metadata.report_year,
        level=report.metadata.level,
        region=report.metadata.region,
        taxonomy=report.taxonomy,
        sentences=tuple(
            GoldSentence.model_construct(
                start=s.start, end=s.end, workstreams=tuple(label.id for label in s.workstreams)
            )
            for s in report.sentences
        ),
        indicators=tuple(
            PredictedIndicator.model_construct(**{key: getattr(record, key) for key in shared})
            for record in report.indicators
        ),
    )


def _label(number: int, record: GoldIndicator) -> str:
    return f"indicators[{number}] ({record.start}:{record.end} {record.text!r})"


def _first_problem(error: ValidationError) -> str:
    first: Any = error.errors()[0]
    where = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in first["loc"]).lstrip(".")
    return f"{where}: {first['msg']}" if where else str(first["msg"])


def _problems(record: GoldIndicator, text: str) -> Iterator[str]:
    """Tell what is wrong with a record, beyond the types of its fields."""
    if not record.start < record.end <= len(text):
        yield "its span is no span of the text"
    elif text[record.start : record.end] != record.text:
        yield f"the text at its span is {text[record.start : record.end]!r}"
    if any(not 0 <= start < end <= len(text) for start, end in record.name_spans):
        yield "a name span is no span of the text"
    joined = "".join(text[start:end] for start, end in record.name_spans)
    if joined != record.name:
        yield f"its name is {record.name!r}, but its name spans give {joined!r}"
    is_range = record.low is not None and record.high is not None
    if record.value is None and not is_range:
        yield "neither a value nor low and high"
    if record.value is not None and (record.low is not None or record.high is not None):
        yield "a value and a range at once"
    if is_range and record.low > record.high:  # type: ignore[operator]
        yield "low is above high"


def _check_overlaps(document: GoldDocument, where: str) -> None:
    for kind in ("indicators", "sentences"):
        spans = sorted((item.start, item.end) for item in getattr(document, kind))
        for (start, end), (next_start, next_end) in pairwise(spans):
            if next_start < end:
                raise GoldError(
                    f"{where}: {kind} {start}:{end} and {next_start}:{next_end} overlap"
                )
