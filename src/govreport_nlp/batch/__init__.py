"""A folder of reports to tables: one row a report, section, sentence, indicator and failure.

The module itself can be called, so that ``govreport_nlp.batch(...)`` runs a batch although it is
also the name of this package; ``run_batch`` is the same function.

Example:
    >>> import govreport_nlp as gr
    >>> summary = gr.batch("reports", "tables", workers=2)  # doctest: +SKIP
    >>> summary.reports, summary.failed  # doctest: +SKIP
    (31, 0)
"""

import sys
from types import ModuleType
from typing import Any

from govreport_nlp.batch.plan import Document, find_documents, find_files
from govreport_nlp.batch.reader import read_reports
from govreport_nlp.batch.rows import TABLES, TABLES_VERSION
from govreport_nlp.batch.runner import Progress, Summary, run_batch

__all__ = [
    "TABLES",
    "TABLES_VERSION",
    "Document",
    "Progress",
    "Summary",
    "find_documents",
    "find_files",
    "read_reports",
    "run_batch",
]


class _CallableModule(ModuleType):
    """This package, as something that can be called."""

    def __call__(self, *arguments: Any, **options: Any) -> Summary:
        return run_batch(*arguments, **options)


sys.modules[__name__].__class__ = _CallableModule
