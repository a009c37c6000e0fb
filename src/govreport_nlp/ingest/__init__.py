"""From bytes or text to a ``SourceText``: decoding, page furniture, metadata."""

from __future__ import annotations

from govreport_nlp.ingest.reader import SourceText, read_bytes, read_path, read_text

__all__ = ["SourceText", "read_bytes", "read_path", "read_text"]
