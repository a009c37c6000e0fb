"""Indicators: atoms around each number, a grammar over them, and what they inherit.

`Extractor` is the stage. The steps, in reading order: `traps` (numbers that are no indicators),
`clauses`, `reading` and `ranks` (the words around a number), `grammar` and `names` (whose number
it is), `measures` (level, change, baseline, rank), `context` (status and period).
"""

from __future__ import annotations

from govreport_nlp.indicators.draft import Draft
from govreport_nlp.indicators.extractor import Extractor, Unclaimed
from govreport_nlp.indicators.grammar import RULES

__all__ = ["RULES", "Draft", "Extractor", "Unclaimed"]
