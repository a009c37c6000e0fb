"""What is true of every parsed report, whatever its text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

from govreport_nlp import Report
from govreport_nlp.numbers.quantities import scan
from govreport_nlp.structure import unwrap
from govreport_nlp.words import shadow

__all__ = ["check_report"]


class _Spanned(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def check_report(report: Report) -> None:
    """Assert that spans hold, sentences and sections tile, and no number is lost."""
    _check_tiling(report.sentences, len(report.text))
    _check_tiling(report.sections, len(report.text))
    _check_sections(report)
    _check_indicators(report)
    _check_numbers(report)
    for issue in report.issues:
        if issue.start is not None and issue.end is not None:
            assert 0 <= issue.start < issue.end <= len(report.text)


def _check_tiling(spans: Sequence[_Spanned], length: int) -> None:
    assert spans[0].start == 0
    assert spans[-1].end == length
    assert all(first.end == second.start for first, second in pairwise(spans))


def _check_sections(report: Report) -> None:
    sections = list(report.walk_sections())
    assert [section.index for section in sections] == list(range(len(sections)))
    for section in sections:
        assert report.text[section.title_start : section.title_end] == section.title
        assert report.text[section.start : section.end].lstrip().startswith(section.marker)
        if section.children:
            assert section.children[-1].end == section.end
            assert all(a.end == b.start for a, b in pairwise(section.children))
    for sentence in report.sentences:
        assert sections[sentence.section].start <= sentence.start < sections[sentence.section].end
        assert sentence.start < sentence.end


def _check_indicators(report: Report) -> None:
    text = report.text
    for record in report.indicators:
        assert text[record.start : record.end] == record.text
        sentence = report.sentences[record.sentence]
        assert sentence.start <= record.start < record.end <= sentence.end
        assert record.section == sentence.section
        assert record.name
        assert record.name == "".join(text[a:b] for a, b in record.name_spans)
        assert all(0 <= a < b <= len(text) for a, b in record.name_spans)
        assert all(first[1] < second[0] for first, second in pairwise(record.name_spans))
        assert (record.value is None) == (record.low is not None)
        assert (record.low is None) == (record.high is None)
        if record.low is not None and record.high is not None:
            assert record.low <= record.high
        assert record.measure == "change" or record.direction is None


def _check_numbers(report: Report) -> None:
    """Each number of the text is a record or stands in ``unclaimed``, once."""
    places = [(record.start, record.end) for record in report.indicators]
    assert places == sorted(places)
    rest = [(number.start, number.end) for number in report.unclaimed]
    assert rest == sorted(rest)
    assert all(report.text[n.start : n.end] == n.text and n.reason for n in report.unclaimed)
    claimed = sorted(places + rest)
    assert all(first[1] <= second[0] for first, second in pairwise(claimed))
    assert claimed == _numbers(report.text)


def _numbers(text: str) -> list[tuple[int, int]]:
    """Return the numbers of a text, those that a broken line parts as one."""
    unwrapped = unwrap(text)
    found = [unwrapped.span(n.start, n.end) for n in scan(shadow(unwrapped.text))]
    gaps = [gap for gap in unwrapped.gaps if not any(a < gap[0] < b for a, b in found)]
    return sorted(found + [(n.start, n.end) for gap in gaps for n in scan(text, *gap)])
