"""What is wrong with a document in the gold format, and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from pydantic import ValidationError

from govreport_nlp.errors import ConfigError
from govreport_nlp.evaluation.gold import GoldDocument, GoldIndicator
from govreport_nlp.workstreams import load_taxonomy

__all__ = [
    "Problem",
    "format_problems",
    "guideline_problems",
    "overlap_problems",
    "validation_problems",
]

_DAY = r"\d{4}(?:-\d{2}(?:-\d{2})?|-Q[1-4]|-H[12])?"
_PERIOD = re.compile(f"{_DAY}(?:/{_DAY})?")
_BASIS = re.compile(r"yoy|mom|annual_average|cumulative|\d{4}")


class Problem(NamedTuple):
    """Something that is wrong.

    Attributes:
        place: The record or sentence, e.g. ``"indicators[3] (7:10 '12个')"``; empty for the whole.
        message: What is wrong with it.
    """

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


def validation_problems(error: ValidationError, data: Any = None) -> Iterator[Problem]:
    """Tell which fields are unknown, missing or of a wrong type.

    Args:
        error: What pydantic found.
        data: The document as plain data, to name the records by their text.

    Yields:
        A problem for each field.
    """
    for found in error.errors():
        place = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in found["loc"])
        yield Problem(place.lstrip(".") + _hint(found["loc"], data), found["msg"])


def _hint(loc: tuple[int | str, ...], data: Any) -> str:
    """Return span and text of the record that a location is in, as far as the data has them."""
    try:
        record = data[loc[0]][loc[1]]
        return f" ({record['start']}:{record['end']} {record['text']!r})"
    except (TypeError, KeyError, IndexError):
        return ""


def format_problems(document: GoldDocument) -> Iterator[Problem]:
    """Tell what is wrong with the spans, names and values of a document.

    Args:
        document: Gold or a prediction.

    Yields:
        The problems, records first.
    """
    for number, record in enumerate(document.indicators):
        place = _place(number, record)
        yield from (Problem(place, message) for message in _record_problems(record, document.text))
    for number, sentence in enumerate(document.sentences):
        place = f"sentences[{number}]"
        if not sentence.start < sentence.end <= len(document.text):
            yield Problem(place, f"{sentence.start}:{sentence.end} is no span of the text")
        if not sentence.workstreams:
            yield Problem(place, "no workstream")


def overlap_problems(document: GoldDocument) -> Iterator[Problem]:
    """Tell which records, and which sentences, overlap: gold has none that do."""
    for kind in ("indicators", "sentences"):
        spans = sorted((item.start, item.end) for item in getattr(document, kind))
        for (start, end), (next_start, next_end) in pairwise(spans):
            if next_start < end:
                yield Problem(kind, f"{start}:{end} and {next_start}:{next_end} overlap")


def guideline_problems(document: GoldDocument) -> Iterator[Problem]:
    """Tell where a document, right in form, is against the annotation guidelines.

    Args:
        document: A gold document.

    Yields:
        The problems: a change without direction, a direction or basis where none can be, periods
        and bases in no known form, names from spans out of order, unknown workstreams.
    """
    for number, record in enumerate(document.indicators):
        place = _place(number, record)
        yield from (Problem(place, message) for message in _guideline_problems(record))
    known = _workstreams(document)
    for number, sentence in enumerate(document.sentences):
        place = f"sentences[{number}] ({sentence.start}:{sentence.end})"
        labels = sentence.workstreams
        if len(labels) > 2:
            yield Problem(place, f"{len(labels)} workstreams: one or two are allowed")
        if len(set(labels)) < len(labels):
            yield Problem(place, f"a workstream twice: {' '.join(labels)}")
        for label in labels:
            if known and label not in known:
                yield Problem(place, f"{document.taxonomy} has no workstream {label!r}")


def _place(number: int, record: GoldIndicator) -> str:
    return f"indicators[{number}] ({record.start}:{record.end} {record.text!r})"


def _workstreams(document: GoldDocument) -> Iterable[str]:
    """Return the ids of a document's taxonomy; none where the taxonomy is not at hand."""
    try:
        return load_taxonomy(document.taxonomy).ids
    except ConfigError:
        return ()


def _record_problems(record: GoldIndicator, text: str) -> Iterator[str]:
    if not record.start < record.end <= len(text):
        yield "its span is no span of the text"
    elif text[record.start : record.end] != record.text:
        yield f"the text at its span is {text[record.start : record.end]!r}"
    if any(not 0 <= start < end <= len(text) for start, end in record.name_spans):
        yield "a name span is no span of the text"
    joined = "".join(text[start:end] for start, end in record.name_spans)
    if joined != record.name:
        yield f"its name is {record.name!r}, but its name spans give {joined!r}"
    if record.value is None and (record.low is None or record.high is None):
        yield "neither a value nor low and high"
    if record.value is not None and (record.low is not None or record.high is not None):
        yield "a value and a range at once"
    if record.low is not None and record.high is not None and record.low > record.high:
        yield "low is above high"


def _guideline_problems(record: GoldIndicator) -> Iterator[str]:
    is_change = record.measure == "change"
    if is_change and record.direction is None:
        yield "a change without direction"
    if not is_change and record.direction is not None:
        yield f"a {record.measure} with the direction {record.direction!r}"
    if record.basis is not None:
        if not _BASIS.fullmatch(record.basis):
            yield f"the basis {record.basis!r} is neither a known word nor a year"
        elif not is_change and record.basis not in ("annual_average", "cumulative"):
            yield f"a {record.measure} with the basis {record.basis!r}"
    if record.period is not None and not _PERIOD.fullmatch(record.period):
        yield f"the period {record.period!r} has no known form"
    if record.measure == "rank" and record.unit != "位":
        yield f"a rank with the unit {record.unit!r} and not '位'"
    if not record.name:
        yield "no name"
    if any(end > start for (_, end), (start, _) in pairwise(record.name_spans)):
        yield "name spans that overlap or are out of order"
