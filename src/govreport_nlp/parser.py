"""The stages of a parse, put together from one configuration."""

from __future__ import annotations

import contextlib
import gc
import hashlib
import itertools
import os
import threading
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from pydantic import TypeAdapter

from govreport_nlp.config import Config
from govreport_nlp.errors import ConfigError, DocumentError, GovReportError
from govreport_nlp.indicators import RULES, Draft, Extractor
from govreport_nlp.indicators.canonical import canonical, range_issues
from govreport_nlp.ingest import SourceText, read_bytes, read_path, read_text
from govreport_nlp.numbers.quantities import scan
from govreport_nlp.records import (
    Explanation,
    Indicator,
    Label,
    Report,
    Sentence,
    UnclaimedNumber,
    Word,
)
from govreport_nlp.structure import Unwrapped, build_sections, split_sentences, unwrap
from govreport_nlp.words import get_segmenter, shadow
from govreport_nlp.workstreams import Classifier, choose_taxonomy, load_taxonomy

if TYPE_CHECKING:
    from govreport_nlp.workers import Lost

__all__ = ["ParseResult", "Parser", "parse", "parse_bytes", "parse_text"]


class _Pause:
    """How many parses, of all threads, hold the garbage collector off."""

    lock = threading.Lock()
    depth = 0
    enabled = False


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Hold the collector of cycles off: a parse makes many objects that stay, and no cycles.

    Else it looks through all of them again and again, which costs a third of the time of a parse
    of a million characters.
    """
    with _Pause.lock:
        if not _Pause.depth:
            _Pause.enabled = gc.isenabled()
            gc.disable()
        _Pause.depth += 1
    try:
        yield
    finally:
        with _Pause.lock:
            _Pause.depth -= 1
            if _Pause.enabled and not _Pause.depth:
                gc.enable()


class ParseResult(NamedTuple):
    """What came of one file of many.

    Attributes:
        path: The file as given.
        status: ``"ok"`` or ``"failed"``.
        report: The report, None where it failed.
        error: The error, None where it went well.
    """

    path: str
    status: Literal["ok", "failed"]
    report: Report | None
    error: GovReportError | None


class Parser:
    """Parses reports by one configuration; holds no state between documents.

    Args:
        config: The configuration; the default one where left out.

    Raises:
        ConfigError: The taxonomy or lexicon that the configuration names is broken or missing.

    Example:
        >>> report = Parser(Config(taxonomy="government")).parse_text("新建公园20个。")
        >>> report.indicators[0].name
        '新建公园'
    """

    def __init__(self, config: Config | None = None) -> None:
        self.config = config or Config()
        self._digest = self.config.digest()
        self._segmenter = get_segmenter(self.config)
        self._extractor = Extractor()
        self._classifiers: dict[str, Classifier] = {}
        if self.config.taxonomy != "auto":
            self._classifier(self.config.taxonomy)

    def __deepcopy__(self, memo: dict[int, object]) -> Parser:
        """Return the parser itself, which never changes: copies of a report share it."""
        return self

    def parse(self, path: str | os.PathLike[str]) -> Report:
        """Parse a file.

        Args:
            path: The file.

        Returns:
            The report.

        Raises:
            DocumentError: The file is missing, is no report text, or is too large.
        """
        return self._parse_source(read_path(Path(path), self.config))

    def parse_bytes(self, data: bytes, *, name: str = "") -> Report:
        """Parse the bytes of a file.

        Args:
            data: The bytes as published.
            name: The file's name; its ending helps to tell the format.

        Returns:
            The report.

        Raises:
            DocumentError: The bytes are no report text.
        """
        return self._parse_source(read_bytes(data, name, self.config))

    def parse_text(
        self,
        text: str,
        *,
        report_year: int | None = None,
        region: str | None = None,
        name: str = "",
    ) -> Report:
        """Parse a text.

        Args:
            text: The report's text; becomes ``Report.text`` with Unix line ends.
            report_year: The report's year, where the text does not say.
            region: The report's region, where the text does not say.
            name: A name for the source.

        Returns:
            The report.

        Raises:
            DocumentError: The text is empty.
        """
        hints = {"report_year": report_year, "region": region}
        config = self.config.model_copy(update={k: v for k, v in hints.items() if v is not None})
        return self._parse_source(read_text(text, config, name))

    def parse_many(
        self, paths: Iterable[str | os.PathLike[str]], *, workers: int = 1
    ) -> Iterator[ParseResult]:
        """Parse many files; a file that fails becomes a result and stops nothing.

        Args:
            paths: The files.
            workers: Number of processes.

        Yields:
            One result a file, in the order of the paths.

        Raises:
            ConfigError: ``workers`` is less than one.
        """
        if workers < 1:
            raise ConfigError(f"workers is {workers}", hint="give one or more")
        names = (os.fspath(path) for path in paths)
        if workers == 1:
            yield from map(self._try_parse, names)
            return
        from govreport_nlp.workers import run_jobs  # noqa: PLC0415  one process needs none

        # A window of files in work keeps memory flat: results are not piled up.
        given, jobs = itertools.tee(names)
        results = run_jobs(
            _path_worker,
            (self.config,),
            ([name] for name in jobs),
            workers=workers,
            window=workers * 4,
        )
        done: dict[int, ParseResult | Lost] = {}
        with contextlib.closing(results):
            for number, path in enumerate(given):
                while number not in done:
                    done.update([next(results)])
                yield self._received(path, done.pop(number))

    def _received(self, path: str, result: ParseResult | Lost) -> ParseResult:
        if not isinstance(result, ParseResult):
            return ParseResult(path, "failed", None, DocumentError(f"{path}: {result.detail}"))
        if result.report is None:
            return result
        return result._replace(report=self._bind(result.report))

    def _try_parse(self, path: str) -> ParseResult:
        try:
            return ParseResult(path, "ok", self.parse(path), None)
        except GovReportError as error:
            return ParseResult(path, "failed", None, error)
        except Exception as error:  # a bug of ours must not stop the rest of a folder
            failure = DocumentError(f"internal error: {type(error).__name__}: {error}")
            failure.__cause__ = error
            return ParseResult(path, "failed", None, failure)

    def _classifier(self, name: str) -> Classifier:
        if name not in self._classifiers:
            self._classifiers[name] = Classifier(load_taxonomy(name))
        return self._classifiers[name]

    @_uncollected()
    def _parse_source(self, source: SourceText) -> Report:
        metadata, unwrapped, read = source.metadata, source.unwrapped, source.read
        text = unwrapped.text
        body = (unwrapped.forth(source.body[0]), unwrapped.forth(source.body[1]))
        spans = split_sentences(text)
        sections, heading_issues = build_sections(read, body, spans)
        taxonomy = self.config.taxonomy
        if taxonomy == "auto":
            taxonomy = choose_taxonomy(metadata)
        classifier = self._classifier(taxonomy)
        labels = classifier.classify(read, spans, sections, body)
        drafts, unclaimed = self._extractor.extract(read, spans, sections, metadata, body)
        starts = [section.start for top in sections for section in top.walk()]
        homes = [bisect_right(starts, start) - 1 for start, _ in spans]
        numbers = [(quantity.start, quantity.end, reason) for quantity, reason in unclaimed]
        records = _records(text, drafts, homes, labels, classifier)
        if unwrapped.gaps:
            records = (_put_back(record, unwrapped, source.text) for record in records)
        # a list: what is raised while a validator iterates, Ctrl-C too, becomes an error of its own
        indicators = _INDICATORS.validate_python(list(records))
        if read is not source.text:
            sections = tuple(map(unwrapped.section, sections))
        if unwrapped.gaps:
            spans = unwrapped.sentences(spans)
            heading_issues = list(map(unwrapped.issue, heading_issues))
            numbers = [(*unwrapped.span(low, high), reason) for low, high, reason in numbers]
            taken = [(record.start, record.end) for record in indicators]
            taken += [(low, high) for low, high, _ in numbers]
            numbers = sorted(numbers + _page_numbers(source.text, unwrapped.gaps, taken))
        report = Report(
            id=hashlib.sha256(source.text.encode("utf-8", "surrogatepass")).hexdigest()[:16],
            config_digest=self._digest,
            source=source.name,
            taxonomy=taxonomy,
            text=source.text,
            metadata=metadata,
            sections=sections,
            sentences=_sentences(spans, homes, labels),
            indicators=indicators,
            unclaimed=_unclaimed(source.text, numbers),
            issues=(*source.issues, *heading_issues, *range_issues(indicators)),
        )
        report._place = source.places.place if source.places else None
        return self._bind(report)

    def _bind(self, report: Report) -> Report:
        """Give a report and its sentences the means to explain and to segment on demand."""
        text, segment = report.text, self._segmenter.segment

        def words(start: int, end: int) -> tuple[Word, ...]:
            found = segment(text[start:end])
            cuts = list(itertools.accumulate(map(len, found), initial=start))
            return tuple(map(_WORD, zip(found, cuts, cuts[1:], strict=False)))

        for sentence in report.sentences:
            sentence.bind(words)
        report._explain = self._explain
        return report

    def _explain(self, report: Report, indicator: Indicator) -> Explanation:
        before = report.text[: indicator.start]
        unwrapped = unwrap(report.text)
        clause, atoms = self._extractor.explain(
            shadow(unwrapped.text),
            [(unwrapped.forth(s.start), unwrapped.forth(s.end)) for s in report.sentences],
            indicator.sentence,
            unwrapped.forth(indicator.start),
        )
        return Explanation(
            rule=indicator.rule,
            clause=clause,
            atoms=atoms,
            line=before.count("\n") + 1,
            column=len(before) - before.rfind("\n"),
            place=report.place(indicator.start),
            notes=(RULES[indicator.rule],),
        )


_WORD: Callable[[Iterable[object]], Word] = partial(tuple.__new__, Word)
"""Makes a word of its fields without a call of Python code, of which a corpus has millions."""

# Many records in one call, which costs less than a call for each.
_SENTENCES = TypeAdapter(tuple[Sentence, ...])
_INDICATORS = TypeAdapter(tuple[Indicator, ...])
_UNCLAIMED = TypeAdapter(tuple[UnclaimedNumber, ...])


def _sentences(
    spans: list[tuple[int, int]], homes: list[int], labels: list[tuple[Label, ...]]
) -> tuple[Sentence, ...]:
    return _SENTENCES.validate_python(
        [
            {"start": start, "end": end, "section": home, "workstreams": label}
            for (start, end), home, label in zip(spans, homes, labels, strict=True)
        ]
    )


def _unclaimed(text: str, numbers: list[tuple[int, int, str]]) -> tuple[UnclaimedNumber, ...]:
    return _UNCLAIMED.validate_python(
        [
            {"start": start, "end": end, "text": text[start:end], "reason": reason}
            for start, end, reason in numbers
        ]
    )


def _put_back(record: dict[str, Any], unwrapped: Unwrapped, text: str) -> dict[str, Any]:
    """Move a record to where it stands in the text as written."""
    start, end = unwrapped.span(record["start"], record["end"])
    pieces = [piece for span in record["name_spans"] for piece in unwrapped.pieces(*span)]
    return record | {"start": start, "end": end, "text": text[start:end], "name_spans": pieces}


def _page_numbers(
    text: str, gaps: list[tuple[int, int]], numbers: list[tuple[int, int]]
) -> list[tuple[int, int, str]]:
    """Return the page numbers in gaps; one in the middle of a number is part of it."""
    gaps = [gap for gap in gaps if gap[1] - gap[0] > 1]
    broken = {
        gap
        for low, high in numbers
        for gap in gaps[bisect_left(gaps, (low, low)) : bisect_left(gaps, (high, high))]
    }
    return [
        (quantity.start, quantity.end, "furniture")
        for start, end in gaps
        if (start, end) not in broken
        for quantity in scan(text, start, end)
    ]


def _records(
    text: str,
    drafts: list[Draft],
    homes: list[int],
    labels: list[tuple[Label, ...]],
    classifier: Classifier,
) -> Iterator[dict[str, Any]]:
    """Yield the fields of the records; empties the list of drafts, whose memory these take."""
    drafts.reverse()
    while drafts:
        draft = drafts.pop()
        fields = draft.fields(text)
        fields["section"] = homes[draft.sentence]
        fields["workstream"] = classifier.refine(draft.name, labels[draft.sentence])
        fields["period_resolved"] = draft.period or draft.default
        if known := canonical(draft.name, draft.unit, draft.measure):
            fields["canonical"] = known
        yield fields


def _path_worker(config: Config) -> Callable[[str], ParseResult]:
    return Parser(config)._try_parse


@lru_cache(maxsize=1)
def _default_parser() -> Parser:
    return Parser()


def parse(path: str | os.PathLike[str]) -> Report:
    """Parse a file with the default configuration; see `Parser.parse`."""
    return _default_parser().parse(path)


def parse_bytes(data: bytes, *, name: str = "") -> Report:
    """Parse the bytes of a file with the default configuration; see `Parser.parse_bytes`."""
    return _default_parser().parse_bytes(data, name=name)


def parse_text(
    text: str, *, report_year: int | None = None, region: str | None = None, name: str = ""
) -> Report:
    """Parse a text with the default configuration; see `Parser.parse_text`."""
    return _default_parser().parse_text(text, report_year=report_year, region=region, name=name)
