"""Reports inside spaCy's binary formats: ``Doc.to_bytes``, ``DocBin``, worker processes.

spaCy writes what a document carries as msgpack. The two functions here are entry points of srsly,
its serializer: a report goes out as its own lossless JSON and comes back as a report.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from govreport_nlp.records import Report

__all__ = ["decode_report", "encode_report"]

KEY = "__govreport__"


def encode_report(obj: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """Turn a report into what msgpack can hold; pass anything else on.

    Args:
        obj: What is to be written.
        chain: The encoder that comes next.
    """
    if isinstance(obj, Report):
        return {KEY: obj.to_json()}
    return obj if chain is None else chain(obj)


def decode_report(obj: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """Turn what ``encode_report`` wrote into a report again; pass anything else on.

    Args:
        obj: A mapping that was read.
        chain: The decoder that comes next.
    """
    if KEY in obj:
        # so that doc._.govreport can be read where no pipeline was made
        from govreport_nlp.integrations import spacy_analysis  # noqa: PLC0415  needs spaCy

        spacy_analysis.register()
        return Report.model_validate_json(obj[KEY])
    return obj if chain is None else chain(obj)
