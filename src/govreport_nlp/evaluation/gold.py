"""Gold data: documents annotated by hand, and predictions in the same shape.

One document a file, as the annotation guidelines lay down. Offsets are half open, into the
document's ``text``. Any system's output in this shape is scored by the same rules.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from govreport_nlp.records import Basis, Direction, Level, Measure, Qualifier, Report, Status

__all__ = [
    "GoldDocument",
    "GoldIndicator",
    "GoldSentence",
    "PredictedIndicator",
    "document_from_report",
    "document_json",
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
    basis: Annotated[Basis, Field(min_length=1)] | None = None
    status: Status
    name: str
    name_spans: tuple[tuple[int, int], ...]
    period: Annotated[str, Field(min_length=1)] | None = None
    scope: Annotated[str, Field(min_length=1)] | None = None
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


def document_json(document: GoldDocument) -> str:
    """Write a document in the gold format, a sentence or record a line, so that changes show.

    Args:
        document: The document.

    Returns:
        JSON with a line end; reading it gives the same document.
    """
    head = document.model_dump(mode="json", include=set(_HEAD))
    lines = [f" {_compact(key)}: {_compact(head[key])}," for key in _HEAD]
    lines += _list_lines("sentences", [s.model_dump(mode="json") for s in document.sentences], ",")
    lines += _list_lines("indicators", [_record_data(r) for r in document.indicators], "")
    return "\n".join(["{", *lines, "}", ""])


_HEAD = ("doc", "report_year", "level", "region", "taxonomy", "text")


def _record_data(record: GoldIndicator) -> dict[str, object]:
    """Return a record's fields; ends of a range and ``optional`` only where they say something."""
    data = record.model_dump(mode="json", include=set(GoldIndicator.model_fields))
    silent = {"low", "high"} if record.low is None and record.high is None else set()
    if not record.optional:
        silent.add("optional")
    return {key: value for key, value in data.items() if key not in silent}


def _list_lines(key: str, items: list[dict[str, object]], comma: str) -> list[str]:
    if not items:
        return [f' "{key}": []{comma}']
    inside = ",\n".join(f"  {_compact(item)}" for item in items)
    return [f' "{key}": [', inside, f" ]{comma}"]


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
