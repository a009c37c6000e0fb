from __future__ import annotations

import json

from govreport_nlp.batch import TABLES
from govreport_nlp.batch.rows import failure_row, report_from_rows, report_rows
from govreport_nlp.errors import EmptyDocumentError
from govreport_nlp.records import Report


def test_rows_hold_all_of_the_report(sample_report: Report) -> None:
    rows = json.loads(json.dumps(report_rows(sample_report), default=str))
    parts = (rows[table] for table in ("sections", "sentences", "indicators"))
    assert report_from_rows(rows["reports"][0], *parts) == sample_report


def test_tables_are_joined_by_source(sample_report: Report) -> None:
    tables = report_rows(sample_report)
    assert set(tables) == set(TABLES) - {"failures"}
    for rows in tables.values():
        assert {row["source"] for row in rows} == {"north/青湾.txt"}
        assert {row["report_id"] for row in rows} == {sample_report.id}


def test_nested_sections_name_their_parent(sample_report: Report) -> None:
    front, first, second = sample_report.sections
    parent = first.model_copy(update={"end": second.end, "children": (second,)})
    nested = sample_report.model_copy(update={"sections": (front, parent)})
    rows = json.loads(json.dumps(report_rows(nested), default=str))
    assert [row["parent"] for row in rows["sections"]] == [None, None, 1]
    assert (
        report_from_rows(rows["reports"][0], rows["sections"], [], []).sections == nested.sections
    )


def test_failure_row() -> None:
    row = failure_row(
        "a/b.txt", "/x/a/b.txt", EmptyDocumentError("/x/a/b.txt has no text", hint="look at it")
    )
    assert row == {
        "source": "a/b.txt",
        "stage": "decode",
        "error": "EmptyDocumentError",
        "reason": "a/b.txt has no text",
        "hint": "look at it",
    }
