"""Canonical indicators over many reports: series over the years, targets beside their results.

Example:
    >>> import govreport_nlp as gr
    >>> from govreport_nlp.catalogue import series
    >>> report = gr.parse_text("今年地区生产总值增长5%左右。", report_year=2030, region="青湾市")
    >>> [(o.region, o.period, str(o.value), o.status) for o in series([report], "gdp")]
    [('青湾市', '2030', '5', 'target')]
"""

from govreport_nlp.catalogue.lookup import find_entry
from govreport_nlp.catalogue.observations import Observation, observe, read_observations
from govreport_nlp.catalogue.series import series
from govreport_nlp.catalogue.tracking import Pairing, track
from govreport_nlp.indicators.canonical import CatalogueEntry, canonical, load_catalogue

__all__ = [
    "CatalogueEntry",
    "Observation",
    "Pairing",
    "canonical",
    "find_entry",
    "load_catalogue",
    "observe",
    "read_observations",
    "series",
    "track",
]
