"""What is fuzzed: entries of the public API, each a function of bytes that may raise our errors."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from govreport_nlp import (
    Config,
    GovReportError,
    Parser,
    find_quantities,
    parse_period,
    parse_quantity,
)
from govreport_nlp.batch.plan import find_documents
from govreport_nlp.batch.reader import read_reports
from govreport_nlp.batch.work import document_worker
from govreport_nlp.catalogue.observations import read_observations
from govreport_nlp.evaluation.files import check_gold, load_annotations, load_gold, load_predictions
from govreport_nlp.evaluation.gate import load_gate
from govreport_nlp.ingest import read_bytes
from govreport_nlp.numbers.numerals import parse_numeral
from govreport_nlp.words.lexicon import load_lexicon
from govreport_nlp.workstreams import load_taxonomy
from govreport_nlp.workstreams.check import check_taxonomy
from invariants import check_report

__all__ = ["TARGETS", "run"]

Target = Callable[[bytes], object]

_CONFIG = Config()
_PARSER = Parser()
_DAY = date(2031, 3, 5)


def _decoded(data: bytes) -> str:
    """Return bytes as text; lone surrogates come through, as they do from other programs."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")


def _reader(name: str) -> Target:
    return lambda data: read_bytes(data, name, _CONFIG)


def _parse(data: bytes) -> None:
    report = _PARSER.parse_text(_decoded(data))
    check_report(report)
    report.to_json()
    for indicator in report.indicators[:3]:
        report.explain(indicator)


def _numbers(data: bytes) -> None:
    text = _decoded(data)
    parse_numeral(text)
    parse_quantity(text)
    parse_period(text, _DAY)
    for quantity in find_quantities(text, dates=True):
        assert text[quantity.start : quantity.end] == quantity.text


def _file(suffix: str, *loaders: Callable[[str], object]) -> Target:
    """A target that loads a file by every one of some loaders."""

    def target(data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "given" + suffix)
            path.write_bytes(data)
            for loader in loaders:
                run(lambda _, loader=loader: loader(str(path)), b"")

    return target


def _batch(data: bytes) -> None:
    """The tables of a batch, read back by what comes after it."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("reports", "sections", "sentences", "indicators", "failures"):
            Path(folder, f"{name}.jsonl").write_bytes(data)
        run(lambda _: list(read_reports(folder)), b"")
        run(lambda _: list(read_observations(folder)), b"")


_DO = document_worker(_CONFIG)


def _archive(path: str) -> None:
    for document in find_documents(path):
        reason = _DO(document).reason or ""
        assert not reason.startswith("internal error"), reason


TARGETS: dict[str, Target] = {
    "txt": _reader("a.txt"),
    "html": _reader("a.html"),
    "docx": _reader("a.docx"),
    "pdf": _reader("a.pdf"),
    "any": _reader("a"),
    "parse": _parse,
    "numbers": _numbers,
    "taxonomy": _file(".toml", load_taxonomy, check_taxonomy),
    "config": _file(".toml", Config.load, load_gate),
    "lexicon": _file(".txt", load_lexicon),
    "gold": _file(
        ".json",
        load_gold,
        load_annotations,
        lambda path: list(load_predictions(path)),
        lambda path: list(check_gold(path)),
        load_gate,
    ),
    "lines": _file(".jsonl", load_gold, load_annotations),
    "docbin": _file(".spacy", load_annotations),
    "archive": _file(".zip", _archive),
    "batch": _batch,
}
"""Name → function of the bytes of a file, or of the bytes of a text in UTF-8."""


def run(target: Target, data: bytes) -> None:
    """Call a target; our own errors are what it may raise."""
    try:
        target(data)
    except GovReportError as error:
        assert str(error)
