"""The library inside others: spaCy components, data frames, JSON Schema.

The entry points of the package lead here. Importing this module loads nothing; each name is
imported from its own module when it is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOME = {
    "decode_report": "spacy_wire",
    "encode_report": "spacy_wire",
    "make_indicators": "spacy_components",
    "make_sections": "spacy_components",
    "make_sentences": "spacy_components",
    "make_tokenizer": "spacy_tokenizer",
    "make_workstreams": "spacy_components",
}
"""Name → the module of this package that it lives in."""

__all__ = [
    "decode_report",
    "encode_report",
    "make_indicators",
    "make_sections",
    "make_sentences",
    "make_tokenizer",
    "make_workstreams",
]


def __getattr__(name: str) -> Any:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{home}"), name)
