"""What the spaCy components share: one analysis a document, and its offsets as tokens.

A document is parsed once, by whichever of tokenizer and components comes first; the report is kept
in ``doc._.govreport``, and all later ones read it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import Any

from spacy.tokens import Doc, Span

from govreport_nlp.config import Config
from govreport_nlp.errors import EmptyDocumentError
from govreport_nlp.parser import Parser
from govreport_nlp.records import Indicator, Report

__all__ = ["Offsets", "Places", "analyse", "make_config", "parse", "register"]


def make_config(options: dict[str, Any]) -> Config:
    """Return the configuration that the given options make; those that are None are left out.

    Raises:
        pydantic.ValidationError: An option has a wrong value.
    """
    return Config.model_validate({key: v for key, v in options.items() if v is not None})


@lru_cache(maxsize=4)
def _parser(config: Config, digest: str) -> Parser:
    """Return a parser, shared by all that have one configuration and one state of its files."""
    return Parser(config)


def parse(text: str, config: Config, digest: str) -> Report | None:
    """Parse a text.

    Args:
        text: The text of a document.
        config: The configuration.
        digest: Its digest.

    Returns:
        The report, None for a text of white space alone.
    """
    try:
        return _parser(config, digest).parse_text(text)
    except EmptyDocumentError:
        return None


def analyse(doc: Doc, text: str, config: Config, digest: str, *, strict: bool) -> Report | None:
    """Return the report of a document: the one that it carries, or a new one.

    Args:
        doc: The document; a new report is kept in ``doc._.govreport``.
        text: Its text.
        config: The configuration for a new report.
        digest: Its digest.
        strict: Whether a report by another configuration will not do.

    Returns:
        The report, None for a text of white space alone.
    """
    carried: Report | None = doc._.govreport
    fits = carried is not None and carried.text == _as_read(text)
    if carried is not None and fits and not (strict and carried.config_digest != digest):
        return carried
    doc._.govreport = parse(text, config, digest)
    return doc._.govreport  # type: ignore[no-any-return]


def _as_read(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


class Offsets:
    r"""Offsets of a report as offsets of the text that was given.

    The report's text lacks the byte order mark and has ``\n`` for ``\r\n``.

    Args:
        text: The text as it was given.
    """

    def __init__(self, text: str) -> None:
        self._shift = int(text.startswith("\ufeff"))
        # where the report's text goes on behind a line end that lost a character
        self._lost = [
            found.start() - self._shift - lost + 1
            for lost, found in enumerate(re.finditer("\r\n", text))
        ]

    def given(self, offset: int) -> int:
        """Return the offset in the text that was given."""
        return offset + self._shift + bisect_right(self._lost, offset)


class Places:
    """Spans of a report as tokens of a document.

    Args:
        doc: A document.
        text: Its text.
    """

    def __init__(self, doc: Doc, text: str) -> None:
        self._doc = doc
        lengths = doc.to_array(["LENGTH", "SPACY"]).sum(axis=1).tolist()
        self._tokens = [0, *accumulate(lengths)][: len(lengths)]
        self._given = Offsets(text).given

    def covering(self, start: int, end: int, label: str, number: int = 0) -> Span:
        """Return the tokens that hold a passage; a token that an edge cuts is taken whole."""
        first = bisect_right(self._tokens, self._given(start)) - 1
        last = bisect_left(self._tokens, self._given(end - 1) + 1)
        return Span(self._doc, max(0, first), last, label=label, span_id=number)

    def tile(self, start: int, end: int, label: str) -> Span | None:
        """Return the tokens that begin inside a passage, so that neighbours share none.

        Returns:
            The span, None where no token begins inside: white space that a tokenizer joined.
        """
        first, last = (bisect_left(self._tokens, self._given(at)) for at in (start, end))
        first = 0 if start == 0 else first  # the byte order mark is the first passage's
        return Span(self._doc, first, last, label=label) if first < last else None


def register() -> None:
    """Add the attributes ``doc._.govreport``, ``span._.workstream`` and ``span._.indicator``."""
    if not Doc.has_extension("govreport"):
        Doc.set_extension("govreport", default=None)
    if not Span.has_extension("workstream"):
        Span.set_extension("workstream", default=None)
    if not Span.has_extension("indicator"):
        Span.set_extension("indicator", getter=_indicator)


def _indicator(span: Span) -> Indicator | None:
    """Return the record of a span of ``doc.spans["indicators"]``, whose id is its index."""
    report: Report | None = span.doc._.govreport
    if report is None or span.id >= len(report.indicators):
        return None
    record = report.indicators[span.id]
    return record if span.label_ == record.measure and record.text in span.text else None


register()
