"""JSON Schema of the records, as ``Report.to_json`` writes them.

The package holds them as files, ``data/schema/NAME.json``, for programs in any language;
``tools/write_schema.py`` writes the files from the records.
"""

from __future__ import annotations

import inspect
import json
import re
from importlib import resources
from typing import Any

from pydantic import BaseModel

from govreport_nlp import records
from govreport_nlp.config import Config
from govreport_nlp.errors import ConfigError

__all__ = ["RECORDS", "field_meanings", "load_schema", "make_schema"]

RECORDS: dict[str, type[BaseModel]] = {
    model.__name__: model
    for model in (
        records.Report,
        records.Metadata,
        records.Section,
        records.Sentence,
        records.Label,
        records.Indicator,
        records.UnclaimedNumber,
        records.Issue,
        records.Explanation,
        records.Share,
        Config,
    )
}
"""The records with a schema of their own, by name; ``Report`` holds most of the others."""

_ENTRY = re.compile(r"^(\w+): (.*(?:\n(?:    .*|(?=\n)))*)", re.M)


def load_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of a record, as it is in the package.

    Args:
        name: ``Report``, ``Indicator``, … as in ``RECORDS``.

    Raises:
        ConfigError: There is no such record.

    Example:
        >>> load_schema("Label")["properties"]["score"]["type"]
        'number'
    """
    if name not in RECORDS:
        raise ConfigError(f"no record {name!r}", hint=f"one of {', '.join(RECORDS)}")
    file = resources.files("govreport_nlp") / "data" / "schema" / f"{name}.json"
    schema: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return schema


def make_schema(name: str) -> dict[str, Any]:
    """Make the JSON Schema of a record from the record itself.

    Args:
        name: A key of ``RECORDS``.

    Returns:
        The schema in the 2020-12 dialect; its ``$id`` has the version.
    """
    schema = RECORDS[name].model_json_schema(mode="serialization")
    for title, part in ((name, schema), *schema.get("$defs", {}).items()):
        _describe(part, RECORDS.get(title))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:govreport-nlp:{records.SCHEMA_VERSION}:{name}",
        **schema,
    }


def _describe(schema: dict[str, Any], model: type[BaseModel] | None) -> None:
    """Replace the docstring by its first line, and give each property its own meaning."""
    if "description" in schema:
        schema["description"] = schema["description"].partition("\n")[0]
    meanings = field_meanings(model) if model is not None else {}
    for name, part in schema.get("properties", {}).items():
        part.pop("title", None)
        if name in meanings:
            part["description"] = meanings[name]


def field_meanings(model: type[BaseModel]) -> dict[str, str]:
    """Return what each field of a record means: the ``Attributes`` of its docstring."""
    doc = inspect.getdoc(model) or ""
    block = doc.partition("Attributes:\n")[2].partition("\n\n")[0]
    entries = _ENTRY.findall(inspect.cleandoc(block))
    return {name: " ".join(meaning.split()) for name, meaning in entries}
