"""Write the page on accuracy from the gates and from the known limits.

    govreport evaluate --gold DIR --gate tests/gates/NAME.json --update-gate    for each gate
    python benchmarks/accuracy.py                                               then this

The figures come from the gates alone, and a test compares the page with them, so that they cannot
go stale. The limits are parsed anew each time.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path
from typing import Any

from govreport_nlp import Config, Parser
from govreport_nlp.evaluation.gate import Measured, Row, load_gate

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "explanation" / "accuracy.md"
GATES = ROOT / "tests" / "gates"
LIMITS = Path(__file__).with_name("limits.toml")

TITLES = {
    "dev": "Real reports",
    "held-out": "Real reports that no rule was made by",
    "fixtures": "The project's own reports",
}
"""Sections in the order of the page; a gate of another name comes after these, by its name."""

FIGURES = {
    "record.f1": "records: quantity, relaxed name, qualifier, measure, direction, status, F1",
    "record.precision": "– precision",
    "record.recall": "– recall",
    "quantity.f1": "quantities: value and unit, F1",
    "strict.f1": "quantities with the exact span, F1",
    "name_exact": "name, exact",
    "name_relaxed": "name, relaxed",
    "qualifier": "qualifier",
    "measure": "measure",
    "direction": "direction",
    "basis": "basis",
    "status": "status",
    "period": "period",
    "scope": "scope",
    "workstream.accuracy": "workstream of sentences, accuracy",
    "workstream.macro_f1": "workstream of sentences, macro F1",
}
UNITS = 12


def figures_block() -> str:
    """Return the sections on the gates, as Markdown."""
    gates = {path.stem: path for path in GATES.glob("*.json")}
    order = [name for name in TITLES if name in gates]
    order += sorted(gates.keys() - TITLES.keys())
    return "\n\n".join(_section(name, gates[name]) for name in order)


def _section(name: str, path: Path) -> str:
    gate = load_gate(path)
    title = f"## {TITLES.get(name, name)}\n\n"
    if gate.measured is None:
        return f"{title}Not measured yet: `govreport evaluate --gate {path.name} --update-gate`."
    found = gate.measured
    head = (
        f"{found.documents} documents, {found.records} records, {found.sentences} sentences; "
        f"gold `{gate.gold}`, rules `{gate.rules}`."
    )
    rows = [_figure_row(key, words, found, gate.floors) for key, words in FIGURES.items()]
    table = _table(["figure", "reached", "95% interval", "floor"], rows)
    groups = "\n\n".join(_group(kind, group) for kind, group in found.groups.items())
    return f"{title}{head}\n\n{table}\n\n{groups}"


def _figure_row(key: str, words: str, found: Measured, floors: dict[str, float]) -> list[str]:
    interval = found.intervals.get(key)
    return [
        words,
        _shown(found.figures.get(key)),
        f"{interval[0]:.3f} – {interval[1]:.3f}" if interval else "–",
        _shown(floors.get(key)),
    ]


def _group(kind: str, group: dict[str, Row]) -> str:
    shown = list(group.items())[:UNITS] if kind == "unit" else list(group.items())
    rows = [
        [f"`{key}`" if key else "(none)", str(row.gold), *(_shown(value) for value in row[1:])]
        for key, row in shown
    ]
    if kind != "workstream":
        rows = [row[:-1] for row in rows]
    heads = [kind, "records", "record F1", "quantity F1", "name", "sentences"]
    return _table(heads if kind == "workstream" else heads[:-1], rows)


def _table(heads: list[str], rows: list[list[str]]) -> str:
    rule = ["---", *("--:" for _ in heads[1:])]
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, rule, *rows))


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def limits_block() -> str:
    """Return the list of sentences that are read wrong, as Markdown."""
    parser = Parser(Config(taxonomy="government", report_year=2024))
    lines = []
    for limit in tomllib.loads(LIMITS.read_text(encoding="utf-8"))["limit"]:
        records = parser.parse_text(limit["text"]).indicators
        found = next((record for record in records if record.text == limit["number"]), None)
        says = _wrong(limit["right"], found)
        if says is None:
            print(f"now right, take it out of {LIMITS.name}: {limit['text']}", file=sys.stderr)
            continue
        lines.append(
            f"- {limit['text']}  \n  `{limit['number']}` should be {_wanted(limit['right'])}, "
            f"and is {says}. {limit['why']}"
        )
    return "\n".join(lines)


def _wanted(right: dict[str, Any]) -> str:
    return ", ".join(f"{key} `{value}`" for key, value in right.items()) or "no record"


def _wrong(right: dict[str, Any], found: Any) -> str | None:
    """Tell what the library says instead; None where it is right."""
    if found is None:
        return "no record" if right else None
    if not right:
        return f"a record, `{found.name}`"
    wrong = {key: getattr(found, key) for key in right if str(getattr(found, key)) != right[key]}
    if not wrong:
        return None
    return ", ".join(f"{key} `{value}`" if value else f"no {key}" for key, value in wrong.items())


def fill(page: str, name: str, block: str) -> str:
    """Put a block between its two marks."""
    marks = f"<!-- {name} -->", f"<!-- end of {name} -->"
    inside = f"{marks[0]}\n\n{block}\n\n{marks[1]}"
    found = re.subn(f"{marks[0]}.*?{marks[1]}", lambda _: inside, page, flags=re.S)
    if found[1] != 1:
        raise SystemExit(f"{PAGE}: no place for {name}")
    return found[0]


def main() -> None:
    """Write the page."""
    page = PAGE.read_text(encoding="utf-8")
    page = fill(page, "figures", figures_block())
    page = fill(page, "limits", limits_block())
    PAGE.write_text(page, encoding="utf-8", newline="\n")
    print(PAGE.relative_to(ROOT))


if __name__ == "__main__":
    main()
