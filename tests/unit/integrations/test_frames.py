"""Tables of a report: pandas, polars and Arrow hold what the records hold, digit by digit."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from typing import Any

import pytest

from govreport_nlp import ConfigError, Report
from govreport_nlp.batch.rows import report_rows
from govreport_nlp.batch.schema import COLUMNS
from govreport_nlp.errors import MissingExtraError
from govreport_nlp.integrations.frames import TABLES

LIBRARIES = ("pandas", "polars", "pyarrow")
EXTRAS = {"pandas": "pandas", "polars": "polars", "pyarrow": "arrow"}


def _rows(report: Report, library: str, table: str) -> list[dict[str, Any]]:
    pytest.importorskip(library)
    if library == "pandas":
        frame = report.to_pandas(table)
        assert list(frame.columns) == [column.name for column in COLUMNS[table]]
        kept = frame.astype(object).where(frame.notna(), None)
        return [dict(row) for row in kept.to_dict("records")]
    if library == "polars":
        return list(report.to_polars(table).to_dicts())
    return list(report.to_arrow(table).to_pylist())


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("table", TABLES)
def test_columns_and_rows(sample_report: Report, library: str, table: str) -> None:
    rows = _rows(sample_report, library, table)
    expected = report_rows(sample_report)[table]
    assert [list(row) for row in rows] == [[c.name for c in COLUMNS[table]]] * len(expected)
    for row, wanted in zip(rows, expected, strict=True):
        for name in ("source", "start", "end", "title", "value", "unit", "text", "parent"):
            assert row.get(name) == wanted.get(name), name


@pytest.mark.parametrize("library", LIBRARIES)
def test_numbers_stay_exact(sample_report: Report, library: str) -> None:
    exact = Decimal("123456789012345678.0123456789")
    record = sample_report.indicators[0].model_copy(update={"value": exact})
    report = sample_report.model_copy(update={"indicators": (record,)})
    (row,) = _rows(report, library, "indicators")
    assert row["value"] == exact
    assert isinstance(row["value"], Decimal)


@pytest.mark.parametrize("library", ["polars", "pyarrow"])
@pytest.mark.parametrize("value", ["0.12345678901", "1" + "0" * 28])
def test_a_number_too_long_for_the_column_is_null(
    sample_report: Report, library: str, value: str
) -> None:
    record = sample_report.indicators[0].model_copy(update={"value": Decimal(value)})
    report = sample_report.model_copy(update={"indicators": (record,)})
    (row,) = _rows(report, library, "indicators")
    assert row["value"] is None


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_report_without_records_keeps_the_columns(sample_report: Report, library: str) -> None:
    pytest.importorskip(library)
    report = sample_report.model_copy(update={"indicators": ()})
    frame = {
        "pandas": report.to_pandas,
        "polars": report.to_polars,
        "pyarrow": report.to_arrow,
    }[library]()
    names = frame.column_names if library == "pyarrow" else list(frame.columns)
    assert names == [column.name for column in COLUMNS["indicators"]]


def test_unknown_table(sample_report: Report) -> None:
    pytest.importorskip("pandas")
    with pytest.raises(ConfigError, match="no table 'words'"):
        sample_report.to_pandas("words")


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_missing_extra_is_named(
    sample_report: Report, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    method = {"pyarrow": "to_arrow"}.get(library, f"to_{library}")
    with pytest.raises(MissingExtraError, match=rf"govreport-nlp\[{EXTRAS[library]}\]"):
        getattr(sample_report, method)()


def test_nothing_is_imported_before_it_is_asked_for() -> None:
    code = (
        "import sys, govreport_nlp as gr; gr.parse_text('新建公园20个。').indicator_rows();"
        "print('\\n'.join(sys.modules))"
    )
    run = [sys.executable, "-X", "utf8", "-c", code]
    done = subprocess.run(run, capture_output=True, encoding="utf-8", check=True)
    assert not set(done.stdout.split()) & {*LIBRARIES, "spacy", "duckdb"}
