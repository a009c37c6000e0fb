"""The records' JSON Schema: as shipped, as documented, and as promised to who reads the JSON."""

from __future__ import annotations

import copy
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest
import write_schema

from govreport_nlp import ConfigError
from govreport_nlp.integrations.json_schema import (
    RECORDS,
    field_meanings,
    load_schema,
    make_schema,
)
from govreport_nlp.records import SCHEMA_VERSION

sys.path.insert(0, str(Path(__file__).parent))

from schema_changes import breaking, form

PROMISE = Path(__file__).with_name("schema-promise.json")
"""The schemas of the last version, ``--update-golden`` writes it where that breaks no one."""


def test_the_files_are_as_the_records_are() -> None:
    for path, text in write_schema.schema_files():
        assert path.read_text(encoding="utf-8") == text, "run: python tools/write_schema.py"
    assert {path.stem for path in write_schema.SCHEMAS.iterdir()} == set(RECORDS)


@pytest.mark.parametrize("name", RECORDS)
def test_every_field_says_what_it_means(name: str) -> None:
    assert list(field_meanings(RECORDS[name])) == list(RECORDS[name].model_fields)


def _without_examples(page: str) -> str:
    return re.sub(r"^(\| .*\|) .*? \|$", r"\1", page, flags=re.M)


def test_the_pages_show_every_field_with_an_example() -> None:
    for path, text in write_schema.pages():
        page = path.read_text(encoding="utf-8")
        message = "run: python tools/write_schema.py"
        if path.name == "tables.zh.md":  # no examples, which a run may make anew
            assert page == text, message
        assert _without_examples(page) == _without_examples(text), message
        for row in re.findall(r"^\| `.*\|$", page, re.M):
            assert not re.search(r"\| (`(null|\[\]|\{\})`)? ?\|$", row), row


def test_a_report_has_the_form_of_its_schema(sample_report: Any) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.validate(json.loads(sample_report.to_json()), load_schema("Report"))


def test_unknown_record() -> None:
    with pytest.raises(ConfigError, match="no record 'Word'"):
        load_schema("Word")


def test_nothing_breaks_without_a_new_version(request: pytest.FixtureRequest) -> None:
    promise = json.loads(PROMISE.read_text(encoding="utf-8"))
    now = {name: make_schema(name) for name in RECORDS}
    changes = [
        f"{name}: {change}"
        for name, schema in promise["schemas"].items()
        for change in (breaking(schema, form(now[name])) if name in now else ["gone"])
    ]
    major = SCHEMA_VERSION.partition(".")[0] != promise["version"].partition(".")[0]
    assert major or not changes, f"raise the major part of SCHEMA_VERSION: {changes}"
    written = {
        "version": SCHEMA_VERSION,
        "schemas": {name: form(schema) for name, schema in now.items()},
    }
    if request.config.getoption("--update-golden") and promise["version"] != SCHEMA_VERSION:
        text = json.dumps(written, ensure_ascii=False, indent=1)
        PROMISE.write_text(text + "\n", encoding="utf-8")
        promise = written
    assert promise == written, "raise SCHEMA_VERSION, then run with --update-golden"


def _changed(path: str, value: Any) -> dict[str, Any]:
    schema = copy.deepcopy(make_schema("Indicator"))
    *way, last = path.split("/")
    part = schema
    for key in way:
        part = part[key]
    if value is None:
        del part[last]
    else:
        part[last] = value
    return schema


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("properties/unit", None, ["unit: gone"]),
        ("properties/unit", {"type": "integer"}, ["unit: may be integer now"]),
        ("properties/measure/enum", ["level", "ratio"], ["measure: may be 'ratio' now"]),
        ("properties/measure/enum", ["level"], []),
        (
            "properties/name", {"anyOf": [{"type": "string"}, {"type": "null"}]},
            ["name: may be null now"],
        ),
        ("properties/scope", {"type": "string"}, []),
        ("properties/added", {"type": "string"}, []),
        ("required", [], [
            f".{name}: no longer always there" for name in make_schema("Indicator")["required"]
        ]),
        ("properties/unit/description", "other words", []),
    ],
)  # fmt: skip
def test_what_breaks(path: str, value: Any, expected: list[str]) -> None:
    assert list(breaking(make_schema("Indicator"), _changed(path, value))) == expected
