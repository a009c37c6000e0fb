"""Pages to read a report, or a folder of them, in: self-contained, nothing is loaded.

Example:
    >>> import govreport_nlp as gr
    >>> from govreport_nlp.viewer import render_frame, render_report
    >>> page = render_report(gr.parse_text("全市新建公园20个。"))
    >>> "新建公园" in page
    True
"""

from govreport_nlp.viewer.index import IndexEntry, render_index, write_page, write_pages
from govreport_nlp.viewer.page import render_frame, render_report

__all__ = [
    "IndexEntry",
    "render_frame",
    "render_index",
    "render_report",
    "write_page",
    "write_pages",
]
