"""Structure of a report: sentences, and the section tree from its numbering."""

from __future__ import annotations

from govreport_nlp.structure.sections import build_sections
from govreport_nlp.structure.sentences import split_sentences

__all__ = ["build_sections", "split_sentences"]
