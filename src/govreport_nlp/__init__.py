"""Read Chinese government work reports.

``parse`` turns a report into metadata, a section tree, sentences with workstreams, and numeric
indicators as typed records, each with its place in the text.

Example:
    >>> import govreport_nlp as gr
    >>> report = gr.parse_text("全市地区生产总值增长5.5%左右。")
    >>> [(i.name, str(i.value), i.unit, i.qualifier) for i in report.indicators]
    [('地区生产总值', '5.5', '%', 'about')]
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOME = {
    "Config": "config",
    "ConfigError": "errors",
    "DocumentError": "errors",
    "GoldError": "errors",
    "GovReportError": "errors",
    "Indicator": "records",
    "Issue": "records",
    "Label": "records",
    "Limits": "config",
    "Metadata": "records",
    "ParseResult": "parser",
    "Parser": "parser",
    "Quantity": "numbers",
    "Report": "records",
    "Scores": "evaluation",
    "Section": "records",
    "Sentence": "records",
    "UnclaimedNumber": "records",
    "UnitError": "errors",
    "Word": "records",
    "batch": "batch",
    "evaluate": "evaluation",
    "find_quantities": "numbers",
    "parse": "parser",
    "parse_bytes": "parser",
    "parse_period": "numbers",
    "parse_quantity": "numbers",
    "parse_text": "parser",
}
"""Public name → the module it lives in: each is imported when first asked for.

``batch`` is the module itself, which can be called.
"""

__all__ = [
    "Config",
    "ConfigError",
    "DocumentError",
    "GoldError",
    "GovReportError",
    "Indicator",
    "Issue",
    "Label",
    "Limits",
    "Metadata",
    "ParseResult",
    "Parser",
    "Quantity",
    "Report",
    "Scores",
    "Section",
    "Sentence",
    "UnclaimedNumber",
    "UnitError",
    "Word",
    "__version__",
    "batch",
    "evaluate",
    "find_quantities",
    "parse",
    "parse_bytes",
    "parse_period",
    "parse_quantity",
    "parse_text",
]

if TYPE_CHECKING:
    from govreport_nlp.batch import run_batch as batch
    from govreport_nlp.config import Config, Limits
    from govreport_nlp.errors import (
        ConfigError,
        DocumentError,
        GoldError,
        GovReportError,
        UnitError,
    )
    from govreport_nlp.evaluation import Scores, evaluate
    from govreport_nlp.numbers import Quantity, find_quantities, parse_period, parse_quantity
    from govreport_nlp.parser import Parser, ParseResult, parse, parse_bytes, parse_text
    from govreport_nlp.records import (
        Indicator,
        Issue,
        Label,
        Metadata,
        Report,
        Section,
        Sentence,
        UnclaimedNumber,
        Word,
    )


def __getattr__(name: str) -> Any:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = import_module(f"{__name__}.{home}")
    return module if name == home else getattr(module, name)


def __dir__() -> list[str]:
    return __all__
