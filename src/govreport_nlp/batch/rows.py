"""A report as rows of flat tables, and back.

``source``, the file's path inside the folder, is unique in a batch and joins the tables.
Columns and their types are described in ``docs/reference/tables.md``.
``report_id`` is a digest of the text: files with equal texts have equal ids.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from govreport_nlp.errors import DocumentError, GovReportError
from govreport_nlp.records import Indicator, Metadata, Report, Section, Sentence

__all__ = ["TABLES", "TABLES_VERSION", "Row", "failure_row", "report_from_rows", "report_rows"]

TABLES = ("reports", "sections", "sentences", "indicators", "failures")
"""Names of the tables, each a file."""

TABLES_VERSION = "1.0"
"""Version of the tables' columns: the major part changes when a reader could break."""

Row = dict[str, Any]


def report_rows(report: Report) -> dict[str, list[Row]]:
    """Return a report's rows by table.

    Args:
        report: The report; its ``source`` is the path inside the folder.

    Returns:
        Rows for every table but ``failures``; together they hold all that the report holds.
    """
    key = {"report_id": report.id, "source": report.source}
    sections = list(_section_rows(report))
    return {
        "reports": [_report_row(report, len(sections))],
        "sections": [{**key, **row} for row in sections],
        "sentences": [
            {**key, "index": index, **_sentence_row(report, sentence)}
            for index, sentence in enumerate(report.sentences)
        ],
        "indicators": report.indicator_rows(),
    }


def failure_row(source: str, path: str, error: GovReportError) -> Row:
    """Return the row that tells why a file became no report.

    Args:
        source: The file's path inside the folder.
        path: Its path as it was opened; the reason names the source instead, so that the row
            does not depend on where the folder lies.
        error: What stopped it.
    """
    return {
        "source": source,
        "stage": error.stage if isinstance(error, DocumentError) else "parse",
        "error": type(error).__name__,
        "reason": error.message.replace(path, source),
        "hint": error.hint,
    }


def _report_row(report: Report, sections: int) -> Row:
    return {
        "report_id": report.id,
        "source": report.source,
        **report.metadata.model_dump(mode="json"),
        "taxonomy": report.taxonomy,
        "characters": len(report.text),
        "section_count": sections,
        "sentence_count": len(report.sentences),
        "indicator_count": len(report.indicators),
        "unclaimed_count": len(report.unclaimed),
        "unclaimed": [number.model_dump() for number in report.unclaimed],
        "issues": [issue.model_dump() for issue in report.issues],
        "schema_version": report.schema_version,
        "config_digest": report.config_digest,
        "text": report.text,
    }


def _section_rows(report: Report) -> Iterator[Row]:
    parents = {
        child.index: section.index
        for section in report.walk_sections()
        for child in section.children
    }
    for section in report.walk_sections():
        row = section.model_dump(exclude={"children"})
        yield {**row, "parent": parents.get(section.index)}


def _sentence_row(report: Report, sentence: Sentence) -> Row:
    labels = [label.model_dump() for label in sentence.workstreams]
    return {
        "start": sentence.start,
        "end": sentence.end,
        "section": sentence.section,
        "workstream": labels[0]["id"] if labels else None,
        "workstreams": labels,
        "text": report.text[sentence.start : sentence.end].strip(),
    }


def report_from_rows(
    head: Row, sections: list[Row], sentences: list[Row], indicators: list[Row]
) -> Report:
    """Put a report together again from its rows.

    Args:
        head: Its row of ``reports``.
        sections: Its rows of ``sections``, in order; likewise the others.
        sentences: Its rows of ``sentences``.
        indicators: Its rows of ``indicators``.

    Returns:
        The report that the rows were made from.
    """
    return Report.model_validate(
        {
            **_only(Report, head),
            "id": head["report_id"],
            "metadata": _only(Metadata, head),
            "sections": _section_tree(sections),
            "sentences": [_only(Sentence, row) for row in sentences],
            "indicators": [_only(Indicator, row) for row in indicators],
        }
    )


def _only(model: type[Report | Metadata | Section | Sentence | Indicator], row: Row) -> Row:
    """Return those columns of a row that are fields of a record."""
    return {name: row[name] for name in model.model_fields if name in row}


def _section_tree(rows: list[Row]) -> list[Row]:
    nodes: Mapping[int, Row] = {
        row["index"]: {**_only(Section, row), "children": []} for row in rows
    }
    for row in rows:
        if row["parent"] is not None:
            nodes[row["parent"]]["children"].append(nodes[row["index"]])
    return [nodes[row["index"]] for row in rows if row["parent"] is None]
