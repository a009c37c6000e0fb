"""A folder of reports to one CSV of targets: python examples/folder_to_table.py FOLDER OUT.csv."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import govreport_nlp as gr

COLUMNS = ("source", "region", "report_year", "name", "value", "low", "high", "unit", "qualifier")


def main(folder: str, out: str) -> None:
    """Parse every file; one that fails is named and stops nothing."""
    files = sorted(path for path in Path(folder).rglob("*") if path.is_file())
    with Path(out).open("w", newline="", encoding="utf-8-sig") as file:  # so that Excel reads it
        writer = csv.DictWriter(file, COLUMNS, extrasaction="ignore")
        writer.writeheader()
        for result in gr.Parser().parse_many(files):
            if result.report is None:
                print(f"{result.path}: {result.error}", file=sys.stderr)
                continue
            rows = result.report.indicator_rows()
            writer.writerows(row for row in rows if row["status"] == "target")


if __name__ == "__main__":
    main(*sys.argv[1:3])
