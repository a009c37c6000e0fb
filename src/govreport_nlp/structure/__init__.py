"""Structure of a report: broken lines, sentences, and the section tree from its numbering."""

from __future__ import annotations

from govreport_nlp.structure.sections import build_sections
from govreport_nlp.structure.sentences import split_sentences
from govreport_nlp.structure.wrapping import Unwrapped, unwrap

__all__ = ["Unwrapped", "build_sections", "split_sentences", "unwrap"]
