"""What derives from the JSON Lines tables holds what they hold."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from govreport_nlp.batch import TABLES, run_batch
from govreport_nlp.batch.formats import DATABASE, derive
from govreport_nlp.batch.schema import COLUMNS

duckdb = pytest.importorskip("duckdb")
openpyxl = pytest.importorskip("openpyxl")

DOCS = Path(__file__).parents[3] / "docs"
TEXT = """青湾市2031年政府工作报告
一、上年工作
　　全市生产总值达到860亿元，增长5.5%，单位能耗下降3.1%，居全省第二。新建公园20个。
二、今年安排
　　力争生产总值增长5%—6%，森林覆盖率提高到四成以上。
"""


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory, reports_folder: Path) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for path in reports_folder.glob("*.txt"):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "own.txt").write_text(TEXT, encoding="utf-8")
    (folder / "empty.txt").touch()
    tables = tmp_path_factory.mktemp("tables")
    run_batch(folder, tables, to=["parquet", "csv", "duckdb", "xlsx"])
    return tables


@pytest.fixture
def database(out: Path) -> Iterator[Any]:
    with duckdb.connect(str(out / DATABASE), read_only=True) as connection:
        yield connection


def _rows(out: Path, table: str) -> list[dict[str, Any]]:
    lines = (out / f"{table}.jsonl").read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines if line]


@pytest.mark.parametrize("table", TABLES)
def test_the_schema_has_the_columns_of_the_rows(out: Path, table: str) -> None:
    for row in _rows(out, table):
        assert list(row) == [column.name for column in COLUMNS[table]]


@pytest.mark.parametrize("table", TABLES)
def test_the_reference_shows_the_schema(table: str) -> None:
    text = (DOCS / "reference" / "tables.md").read_text(encoding="utf-8")
    section = re.search(rf"^## {table}\n.*?(?=^## |\Z)", text, re.M | re.S)
    assert section is not None
    shown = re.findall(r"^\| `(\w+)` \| `(.+?)` \| (.+?) \|$", section[0], re.M)
    assert shown == [tuple(column) for column in COLUMNS[table]]


@pytest.mark.parametrize("table", TABLES)
def test_every_format_has_every_row(out: Path, database: Any, table: str) -> None:
    rows = _rows(out, table)
    for source in (table, f"'{out / table}.parquet'"):
        found = database.execute(f"SELECT source FROM {source}").fetchall()
        assert [row for (row,) in found] == [row["source"] for row in rows]
    with (out / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["source"] for row in csv.DictReader(file)] == [row["source"] for row in rows]


def test_decimals_are_exact(out: Path, database: Any) -> None:
    expected = [row["value"] and Decimal(row["value"]) for row in _rows(out, "indicators")]
    for source in ("indicators", f"'{out / 'indicators'}.parquet'"):
        result = database.execute(f"SELECT value FROM {source}")
        assert result.description[0][1] == "DECIMAL(38,10)" or "DECIMAL" in str(result.description)
        assert [value for (value,) in result.fetchall()] == expected


def test_a_number_of_more_digits_is_null_and_not_rounded(tmp_path: Path) -> None:
    values = ["0.12345678901", "1e30", "1.5", "-7", "1E+3", "1E-12", "0.12345678900", None]
    for table in TABLES:
        (tmp_path / f"{table}.jsonl").touch()
    lines = [json.dumps({"source": str(n), "value": v}) for n, v in enumerate(values)]
    (tmp_path / "indicators.jsonl").write_text("\n".join(lines), encoding="utf-8")
    derive(tmp_path, ["duckdb"])
    with duckdb.connect(str(tmp_path / DATABASE)) as connection:
        found = [v for (v,) in connection.execute("SELECT value FROM indicators").fetchall()]
    expected = [None, None, "1.5", "-7", "1000", None, "0.123456789", None]
    assert found == [v and Decimal(v) for v in expected]


def test_csv_opens_in_excel(out: Path) -> None:
    assert (out / "indicators.csv").read_bytes().startswith(b"\xef\xbb\xbfreport_id,source,")


def test_workbook(out: Path) -> None:
    book = openpyxl.load_workbook(out / "govreport.xlsx", read_only=True)
    assert book.sheetnames == list(TABLES)
    header, *rows = book["indicators"].iter_rows(values_only=True)
    assert list(header) == [column.name for column in COLUMNS["indicators"]]
    expected = _rows(out, "indicators")
    assert len(rows) == len(expected)
    at = header.index("value")
    assert [str(Decimal(str(r[at])).normalize()) for r in rows if r[at] is not None] == [
        str(Decimal(row["value"]).normalize()) for row in expected if row["value"] is not None
    ]
    book.close()


def test_cells_that_excel_would_not_take(tmp_path: Path) -> None:
    for table in TABLES:
        (tmp_path / f"{table}.jsonl").touch()
    row = {"source": "=1+1", "reason": "a\u0001b", "hint": "长" * 40_000}
    (tmp_path / "failures.jsonl").write_text(json.dumps(row), encoding="utf-8")
    number = {"source": "x", "value": "1234567890123456.5"}
    (tmp_path / "indicators.jsonl").write_text(json.dumps(number), encoding="utf-8")
    derive(tmp_path, ["xlsx"])
    book = openpyxl.load_workbook(tmp_path / "govreport.xlsx")
    source, _, _, reason, hint = (cell.value for cell in book["failures"][2])
    assert (source, reason, len(hint)) == ("=1+1", "a\ufffdb", 32_767)
    assert book["failures"]["A2"].data_type == "s"
    assert "1234567890123456.5" in [cell.value for cell in book["indicators"][2]]


def test_views(database: Any) -> None:
    columns = [row[0] for row in database.execute("DESCRIBE indicators_wide").fetchall()]
    assert columns[:4] == ["source", "region", "report_year", "period"]
    assert len(columns) > 20
    reports = database.execute(
        "SELECT sum(reports), sum(indicators) FROM by_region_year"
    ).fetchone()
    assert reports == (11, database.execute("SELECT count(*) FROM indicators").fetchone()[0])
    targets = database.execute("SELECT low, high FROM targets WHERE source = 'own.txt'").fetchall()
    assert (Decimal(5), Decimal(6)) in targets
    falls = "SELECT value FROM indicators_long WHERE source = 'own.txt' AND value < 0"
    assert database.execute(falls).fetchall() == [(Decimal("-3.1"),)]


def _cookbook() -> list[Any]:
    text = (DOCS / "how-to" / "sql-cookbook.md").read_text(encoding="utf-8")
    found = re.findall(r"^## (\d+)\. (.+?)\n.*?```sql\n(.*?)```", text, re.M | re.S)
    return [pytest.param(query, id=title) for _, title, query in found]


@pytest.mark.parametrize("query", _cookbook())
def test_cookbook(database: Any, query: str) -> None:
    assert database.execute(query).fetchall()


def test_the_cookbook_has_twelve_questions() -> None:
    assert len(_cookbook()) == 12
