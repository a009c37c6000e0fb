"""A folder of reports to tables: one row a report, section, sentence, indicator and failure.

Example:
    >>> from govreport_nlp.batch import run_batch
    >>> summary = run_batch("reports", "tables", workers=2)  # doctest: +SKIP
    >>> summary.reports, summary.failed  # doctest: +SKIP
    (31, 0)
"""

from govreport_nlp.batch.reader import read_reports
from govreport_nlp.batch.rows import TABLES
from govreport_nlp.batch.runner import Summary, find_files, run_batch

__all__ = ["TABLES", "Summary", "find_files", "read_reports", "run_batch"]
