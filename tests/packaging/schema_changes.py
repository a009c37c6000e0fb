"""What a program that reads the JSON would trip over, between two versions of a JSON Schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]

WORDS = ("description", "title", "$id", "$schema", "default")
"""Keys that say nothing about the form of the JSON."""


def form(schema: Any) -> Any:
    """Return a schema without what is only words."""
    if isinstance(schema, dict):
        # a property may be called "title"
        return {
            key: {name: form(part) for name, part in value.items()}
            if key in ("properties", "$defs")
            else form(value)
            for key, value in schema.items()
            if key not in WORDS
        }
    return [form(part) for part in schema] if isinstance(schema, list) else schema


def breaking(old: Schema, new: Schema, where: str = "") -> Iterator[str]:
    """Yield each change after which a reader of the old JSON could break."""
    for group in ("$defs", "properties"):
        for name, part in old.get(group, {}).items():
            place = f"{where}.{name}" if where else name
            if name not in new.get(group, {}):
                yield f"{place}: gone"
            else:
                yield from breaking(part, new[group][name], place)
    for name in old.get("required", ()):
        if name not in new.get("required", ()):
            yield f"{where}.{name}: no longer always there"
    if "properties" not in old and "$defs" not in old:
        yield from (f"{where}: may be {one} now" for one in _kinds(new) - _kinds(old))


def _kinds(schema: Schema) -> set[str]:
    """Return what a value may be, each as text: ``string``, ``null``, a word of a closed list."""
    if "anyOf" in schema:
        return {kind for one in schema["anyOf"] for kind in _kinds(one)}
    if "enum" in schema:
        return {repr(word) for word in schema["enum"]}
    if "items" in schema and isinstance(schema["items"], dict):
        return {f"list of {kind}" for kind in _kinds(schema["items"])}
    if "prefixItems" in schema:
        return {f"tuple of {[sorted(_kinds(one)) for one in schema['prefixItems']]}"}
    keys = ("$ref", "const", "type", "format", "pattern", "additionalProperties")
    return {" ".join(str(schema[key]) for key in keys if key in schema)}
