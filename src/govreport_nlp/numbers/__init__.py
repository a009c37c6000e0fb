"""Numerals, quantities with units, and periods in Chinese text. Usable alone."""

from govreport_nlp.numbers.numerals import parse_numeral
from govreport_nlp.numbers.periods import PeriodSpan, find_periods
from govreport_nlp.numbers.quantities import Quantity, find_quantities, parse_quantity, scan
from govreport_nlp.numbers.resolution import Period, parse_period, resolve_period
from govreport_nlp.numbers.units import convert

__all__ = [
    "Period",
    "PeriodSpan",
    "Quantity",
    "convert",
    "find_periods",
    "find_quantities",
    "parse_numeral",
    "parse_period",
    "parse_quantity",
    "resolve_period",
    "scan",
]
