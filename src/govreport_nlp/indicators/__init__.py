"""Indicators: atoms around each number, a grammar over them, and what they inherit.

`Extractor` is the stage. The steps, in reading order: `traps` (numbers that are no indicators),
`clauses`, `gaps`, `reading` and `ranks` (the words around a number), `grammar`, `antecedents`,
`lists` and `names` (whose number it is), `measures` (level, change, baseline, rank), `context`
(status and period). Cells of tables are read in `tables`; `canonical` finds the catalogue's entry.
"""

from __future__ import annotations

from govreport_nlp.indicators.draft import Draft
from govreport_nlp.indicators.extractor import Extractor, Unclaimed
from govreport_nlp.indicators.grammar import RULES

__all__ = ["RULES", "Draft", "Extractor", "Unclaimed"]
