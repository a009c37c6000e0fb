"""The spaCy components: each shows one side of the report in spaCy's own places.

====================== ==========================================================================
component              writes
====================== ==========================================================================
govreport_sections     ``doc.spans["sections"]``, labelled ``front``, ``back`` or ``level-N``
govreport_sentences    ``token.is_sent_start``, so that ``doc.sents`` are the library's sentences
govreport_workstreams  ``doc.spans["sentences"]``, labelled with the main workstream, and
                       ``sent._.workstream``
govreport_indicators   ``doc.spans["indicators"]``, labelled with the measure, each with its record
                       in ``span._.indicator``; ``doc.spans["names"]``, labelled ``name``
====================== ==========================================================================

All of them keep the whole report in ``doc._.govreport``. The layout is that of
``govreport annotate export --to spacy``, so that exported gold can be scored against.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc, Span, SpanGroup
from spacy.training import Example

from govreport_nlp.integrations.spacy_analysis import Places, analyse, make_config
from govreport_nlp.records import Report, Section

__all__ = [
    "Component",
    "make_indicators",
    "make_sections",
    "make_sentences",
    "make_workstreams",
]

Annotate = Callable[[Doc, Report, Places], None]
_OPTIONS: dict[str, Any] = {"taxonomy": None, "report_year": None, "region": None}


class Component:
    """A component: reads the report that the document carries, or parses, and annotates.

    Args:
        side: Which side of the report it shows.
        options: Fields of ``Config``. Where all are None, the report that the tokenizer or an
            earlier component made will do, whatever its configuration.
    """

    def __init__(self, side: str, options: dict[str, Any]) -> None:
        self._side = side
        self._options = options
        self._strict = any(value is not None for value in options.values())
        self._config = make_config(options)
        self._digest = self._config.digest()

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle what the component was made from; the parser is made anew where it is needed."""
        return Component, (self._side, self._options)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a document; one of white space alone gets empty groups."""
        text = doc.text
        report = analyse(doc, text, self._config, self._digest, strict=self._strict)
        annotate, groups = _SIDES[self._side]
        for key in groups:
            doc.spans[key] = SpanGroup(doc, name=key)
        if report is not None:
            annotate(doc, report, Places(doc, text))
        return doc

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, Any]:
        """Score against annotated documents: precision, recall and F of spans and labels."""
        examples = list(examples)
        if self._side == "sentences":
            scores = Scorer.score_spans(examples, "sents", has_annotation=_has_sentences)
            del scores["sents_per_type"]
            return scores
        scores = {}
        for key in _SIDES[self._side][1]:
            scores |= Scorer.score_spans(
                examples,
                f"spans_{key}",
                getter=_group,
                has_annotation=lambda doc, key=key: key in doc.spans,  # type: ignore[misc]
                allow_overlap=True,
            )
        return scores


def _has_sentences(doc: Doc) -> bool:
    return bool(doc.has_annotation("SENT_START"))


def _group(doc: Doc, attribute: str) -> Iterable[Span]:
    key = attribute.removeprefix("spans_")
    return list(doc.spans[key]) if key in doc.spans else []


def _sections(doc: Doc, report: Report, places: Places) -> None:
    spans = (places.tile(s.start, s.end, _section_label(s)) for s in report.walk_sections())
    doc.spans["sections"].extend([span for span in spans if span is not None])


def _section_label(section: Section) -> str:
    return f"level-{section.level}" if section.kind == "body" else section.kind


def _sentences(doc: Doc, report: Report, places: Places) -> None:
    tiles = (places.tile(s.start, s.end, "") for s in report.sentences)
    # all at once: spaCy looks through the whole document at each token that is set by itself
    starts: Any = numpy.full((len(doc), 1), -1)
    starts[[tile.start for tile in tiles if tile is not None]] = 1
    doc.from_array(["SENT_START"], starts.astype(numpy.uint64))


def _workstreams(doc: Doc, report: Report, places: Places) -> None:
    spans = []
    for sentence in report.sentences:
        main = sentence.workstreams[0].id if sentence.workstreams else ""
        passage = report.text[sentence.start : sentence.end]
        start = sentence.end - len(passage.lstrip())
        end = sentence.start + len(passage.rstrip())
        as_in_sents = places.tile(sentence.start, sentence.end, main)
        found = [as_in_sents] if as_in_sents is not None else []
        if start < end:  # gold sentences have no white space around them
            spans.append(places.covering(start, end, main))
            found.append(spans[-1])
        for span in found:
            span._.workstream = main or None
    doc.spans["sentences"].extend(spans)


def _indicators(doc: Doc, report: Report, places: Places) -> None:
    numbers = [
        places.covering(record.start, record.end, record.measure, index)
        for index, record in enumerate(report.indicators)
    ]
    passages = sorted({span for record in report.indicators for span in record.name_spans})
    doc.spans["indicators"].extend(numbers)
    doc.spans["names"].extend([places.covering(start, end, "name") for start, end in passages])


_SIDES: dict[str, tuple[Annotate, tuple[str, ...]]] = {
    "sections": (_sections, ("sections",)),
    "sentences": (_sentences, ()),
    "workstreams": (_workstreams, ("sentences",)),
    "indicators": (_indicators, ("indicators", "names")),
}
"""What each component does, and the groups of spans that are its own."""


def _f_score(key: str, **others: None) -> dict[str, float | None]:
    return {f"{key}_f": 1.0, f"{key}_p": 0.0, f"{key}_r": 0.0, **others}


@Language.factory(
    "govreport_sections",
    assigns=["doc._.govreport", "doc.spans"],
    default_config=_OPTIONS,
    default_score_weights=_f_score("spans_sections", spans_sections_per_type=None),
)
def make_sections(
    nlp: Language,
    name: str,
    taxonomy: str | None,
    report_year: int | None,
    region: str | None,
) -> Component:
    """Make the component that marks the sections."""
    return _make("sections", taxonomy, report_year, region)


@Language.factory(
    "govreport_sentences",
    assigns=["doc._.govreport", "token.is_sent_start", "doc.sents"],
    default_config=_OPTIONS,
    default_score_weights=_f_score("sents"),
)
def make_sentences(
    nlp: Language,
    name: str,
    taxonomy: str | None,
    report_year: int | None,
    region: str | None,
) -> Component:
    """Make the component that sets the sentences."""
    return _make("sentences", taxonomy, report_year, region)


@Language.factory(
    "govreport_workstreams",
    assigns=["doc._.govreport", "doc.spans", "span._.workstream"],
    default_config=_OPTIONS,
    default_score_weights=_f_score("spans_sentences", spans_sentences_per_type=None),
)
def make_workstreams(
    nlp: Language,
    name: str,
    taxonomy: str | None,
    report_year: int | None,
    region: str | None,
) -> Component:
    """Make the component that labels sentences with workstreams."""
    return _make("workstreams", taxonomy, report_year, region)


@Language.factory(
    "govreport_indicators",
    assigns=["doc._.govreport", "doc.spans", "span._.indicator"],
    default_config=_OPTIONS,
    default_score_weights=_f_score("spans_indicators", spans_indicators_per_type=None),
)
def make_indicators(
    nlp: Language,
    name: str,
    taxonomy: str | None,
    report_year: int | None,
    region: str | None,
) -> Component:
    """Make the component that marks the numeric indicators and their names."""
    return _make("indicators", taxonomy, report_year, region)


def _make(
    side: str, taxonomy: str | None, report_year: int | None, region: str | None
) -> Component:
    return Component(side, {"taxonomy": taxonomy, "report_year": report_year, "region": region})
