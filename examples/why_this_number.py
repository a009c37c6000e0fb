"""Every number of a report with its record and rule, or why it has none.

python examples/why_this_number.py FILE
"""

from __future__ import annotations

import sys

import govreport_nlp as gr


def main(file: str) -> None:
    """Print the numbers in text order."""
    report = gr.parse(file)
    lines = [
        (i.start, i.text, f"{i.name} = {i.value if i.value is not None else f'{i.low}-{i.high}'} "
         f"{i.unit} by rule {report.explain(i).rule}")
        for i in report.indicators
    ]  # fmt: skip
    lines += [(number.start, number.text, f"none: {number.reason}") for number in report.unclaimed]
    for start, text, what in sorted(lines):
        print(start, text, what, sep="\t")


if __name__ == "__main__":
    main(sys.argv[1])
