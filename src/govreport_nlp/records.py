"""The records that a parse returns: frozen, typed, each with its place in the text.

Offsets are Python string indices (code points) into ``Report.text``, half open: ``start`` is the
first character, ``end`` the one after the last. ``report.text[r.start:r.end]`` is always the
passage that a record speaks of. Decimals are strings in JSON, so that no digit is lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from pydantic import PrivateAttr, model_validator

from govreport_nlp.metadata import Issue, Level, Metadata, Record, ReportKind

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

__all__ = [
    "SCHEMA_VERSION",
    "Basis",
    "Bounds",
    "Direction",
    "Explanation",
    "Indicator",
    "Issue",
    "Label",
    "Level",
    "Measure",
    "Metadata",
    "Qualifier",
    "Report",
    "ReportKind",
    "Section",
    "Sentence",
    "Share",
    "Status",
    "UnclaimedNumber",
    "Word",
]

_LONGEST_PASSAGE, _PASSAGE = 2_000, 400
"""Characters of a sentence that rows repeat, and of one with more; real ones have hundreds."""

SCHEMA_VERSION = "1.0"
"""Version of the records' JSON: the major part changes when a reader could break."""

Qualifier = Literal["exact", "about", "over", "under", "at_least", "at_most"]
Measure = Literal["level", "change", "baseline", "rank"]
Direction = Literal["up", "down"]
Status = Literal["actual", "target"]
Basis = str
"""``yoy``, ``mom``, ``annual_average``, ``cumulative`` or a year such as ``2020``."""


class Section(Record):
    """A part of the report with its heading.

    Sections tile the text: the top-level ones follow each other without a gap, and so do a
    section's own body and its children.

    Attributes:
        index: Position in the reading order of all sections, from 0.
        kind: ``"body"``; ``"front"`` for what stands before the report proper (title, page
            furniture, metadata block); ``"back"`` for what stands after it.
        marker: The numbering as written (``一、``, ``（二）``, ``一是``), empty where there is
            none.
        title: The heading's text after the marker, empty for a part without heading.
        title_start: First character of ``title``.
        title_end: The character after the last one of ``title``.
        level: Depth in the tree, from 1; 0 for front and back matter.
        start: First character, that of the marker.
        end: The character after the last one, children included.
        children: The sections inside this one.
    """

    index: int
    kind: Literal["front", "body", "back"] = "body"
    marker: str = ""
    title: str = ""
    title_start: int
    title_end: int
    level: int
    start: int
    end: int
    children: tuple[Section, ...] = ()

    def walk(self) -> Iterator[Section]:
        """Yield this section and all inside it, in reading order."""
        waiting = [self]
        while waiting:
            section = waiting.pop()
            yield section
            waiting.extend(reversed(section.children))


class Label(Record):
    """A workstream given to a sentence.

    Attributes:
        id: The workstream's id in the taxonomy.
        score: How sure, from 0 to 1.
        evidence: What speaks for it: terms found in the sentence, or ``heading:…`` for a heading
            that it stands under.
    """

    id: str
    score: float
    evidence: tuple[str, ...] = ()


class Word(NamedTuple):
    """A word of a sentence.

    Attributes:
        text: The word.
        start: Its first character's offset into the report's text.
        end: The offset after its last character.
    """

    text: str
    start: int
    end: int


class Sentence(Record):
    """A sentence; sentences tile the text, each with the white space that follows it.

    Attributes:
        start: First character.
        end: The character after the last one, white space included.
        section: Index of the innermost section that holds it.
        workstreams: One or two labels, the main one first.
    """

    # The segmenter belongs to the process, not to the record: a slot is no part of what is
    # compared, pickled or dumped, and costs nothing where it is not filled.
    __slots__ = ("_words",)
    if TYPE_CHECKING:
        _words: Callable[[int, int], tuple[Word, ...]]

    start: int
    end: int
    section: int
    workstreams: tuple[Label, ...] = ()

    def bind(self, words: Callable[[int, int], tuple[Word, ...]]) -> None:
        """Give the sentence what segments a stretch of its report's text."""
        object.__setattr__(self, "_words", words)

    @property
    def words(self) -> tuple[Word, ...]:
        """The words of the sentence, segmented when first asked for.

        Raises:
            ValueError: The sentence does not come from a parser (it was read from JSON).
        """
        if not hasattr(self, "_words"):
            raise ValueError("this sentence has no segmenter: parse the text again for words")
        return self._words(self.start, self.end)


class Bounds(NamedTuple):
    """The interval that a value and its qualifier mean; None where it is open.

    Attributes:
        low: Lower end.
        high: Upper end.
        low_open: Whether ``low`` itself is outside.
        high_open: Whether ``high`` itself is outside.
    """

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False


class Indicator(Record):
    """One number of the report that states a size, a change or a rank.

    The fields are those of the annotation guidelines.

    Attributes:
        start: First character of the number.
        end: The character after its unit.
        text: The number with its unit, as written.
        value: In base units (scale words multiplied out); null for a range.
        low: Lower end of a range, else null.
        high: Upper end of a range, else null.
        unit: As written, without scale words; ``百分点`` for percentage points.
        qualifier: ``exact``, ``about``, ``over``, ``under``, ``at_least`` or ``at_most``.
        measure: ``level``, ``change``, ``baseline`` or ``rank``.
        direction: ``up`` or ``down`` for a change, else null.
        basis: What a change compares with: ``yoy``, ``mom``, ``annual_average``,
            ``cumulative``, a year such as ``2020``, or null.
        status: ``actual`` or ``target``.
        name: What a table's row label would say.
        name_spans: Pairs of offsets; the passages joined give ``name``.
        period: What the value is of, where the text says: ``2023``, ``2023-06``, ``2023-Q1``,
            ``2023-H1``, ``2018/2022``.
        scope: The area or body that bounds the value, where it is not the report's own.
        sentence: Index into ``Report.sentences``.
        section: Index of the innermost section.
        workstream: Id of the workstream.
        canonical: Id in the catalogue of indicators, or null.
        period_resolved: ``period``; where the text says nothing, the years that the part is about,
            or the report's year, which is the year before for results where it plans its own.
        rule: The grammar rule that made the record.
        score: How sure, from 0 to 1.

    Example:
        ``普惠性幼儿园覆盖率达93.66%`` gives ``value=Decimal("93.66")``, ``unit="%"``,
        ``name="普惠性幼儿园覆盖率"``, ``measure="level"``.
    """

    start: int
    end: int
    text: str
    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str
    qualifier: Qualifier
    measure: Measure
    direction: Direction | None = None
    basis: Basis | None = None
    status: Status
    name: str
    name_spans: tuple[tuple[int, int], ...]
    period: str | None = None
    scope: str | None = None
    sentence: int
    section: int
    workstream: str | None = None
    canonical: str | None = None
    period_resolved: str | None = None
    rule: str
    score: float = 1.0

    @property
    def bounds(self) -> Bounds:
        """The interval that the value means: ``近50%`` is below 50, ``5%左右`` has no width."""
        if self.value is None:
            return Bounds(self.low, self.high)
        if self.qualifier == "over":
            return Bounds(self.value, None, low_open=not self.text.endswith(self.unit))
        if self.qualifier == "at_least":
            return Bounds(self.value, None)
        if self.qualifier == "under":
            return Bounds(None, self.value, high_open=True)
        if self.qualifier == "at_most":
            return Bounds(None, self.value)
        return Bounds(self.value, self.value)

    def to(self, unit: str) -> Decimal | None:
        """Convert the value exactly.

        Args:
            unit: A unit of the same dimension, a scale word in front allowed: ``亿元``.

        Returns:
            The value in that unit, or None for a range.

        Raises:
            UnitError: The unit is unknown or measures something else.
        """
        from govreport_nlp.numbers.units import convert  # noqa: PLC0415  numbers needs no records

        return None if self.value is None else convert(self.value, self.unit, unit)


class UnclaimedNumber(Record):
    """A number of the text that became no indicator, and why.

    Attributes:
        start: First character.
        end: The character after the last one.
        text: As written.
        reason: ``"date"``, ``"duration"``, ``"ordinal"``, ``"list-marker"``, ``"name"``,
            ``"group"``, ``"article"``, ``"no-unit"``, ``"nameless"``, ``"table"`` or
            ``"furniture"``.
    """

    start: int
    end: int
    text: str
    reason: str


class Explanation(Record):
    """Why a number became the record that it is.

    Attributes:
        rule: The grammar rule.
        clause: The clause that holds the number.
        atoms: The atoms of the clause in text order: kind and text.
        line: Line in the report's text, from 1.
        column: Column in the line, from 1.
        place: Place in the source file: page, paragraph, or line and element; empty for plain
            text, whose lines are those of the file.
        notes: What each step decided, in order.
    """

    rule: str
    clause: str
    atoms: tuple[tuple[str, str], ...]
    line: int
    column: int
    place: str = ""
    notes: tuple[str, ...] = ()


class Share(Record):
    """How much of a report one workstream takes; each figure is a share from 0 to 1.

    Attributes:
        workstream: Id of the workstream.
        text: Share of the characters, in sentences whose main label it is.
        sentences: Share of the sentences.
        indicators: Share of the indicators; 0 in a report without any.
    """

    workstream: str
    text: float
    sentences: float
    indicators: float


class Report(Record):
    """A parsed report.

    Attributes:
        schema_version: Version of this JSON.
        id: Digest of the text: equal texts have equal ids.
        config_digest: Digest of the configuration that made it.
        source: Name of the source, e.g. a path; empty for plain text.
        taxonomy: Name of the taxonomy that the labels are from.
        text: The text as read; never changed after ingest.
        metadata: What is known about the document.
        sections: Top-level sections; together they tile the text.
        sentences: All sentences; together they tile the text.
        indicators: Records in text order.
        unclaimed: Numbers that became no record, each with the reason.
        issues: Findings that did not stop the parse.
    """

    schema_version: str = SCHEMA_VERSION
    id: str
    config_digest: str
    source: str = ""
    taxonomy: str
    text: str
    metadata: Metadata
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    indicators: tuple[Indicator, ...] = ()
    unclaimed: tuple[UnclaimedNumber, ...] = ()
    issues: tuple[Issue, ...] = ()

    _explain: Callable[[Report, Indicator], Explanation] | None = PrivateAttr(default=None)
    _place: Callable[[int], str] | None = PrivateAttr(default=None)

    def __getstate__(self) -> dict[Any, Any]:
        """Leave the parser behind: it belongs to the process, not to the record."""
        private = {"_explain": None, "_place": self._place}
        return {**super().__getstate__(), "__pydantic_private__": private}

    def place(self, offset: int) -> str:
        """Return the place in the source file of a character of the text.

        Args:
            offset: Offset into ``text``.

        Returns:
            E.g. ``page 3`` or ``line 12, column 5, /html/body/p[2]``; empty for plain text, whose
            lines are those of the file, and for a report read from JSON.
        """
        return self._place(offset) if self._place else ""

    @model_validator(mode="after")
    def _spans_hold(self) -> Report:
        for record in self.indicators:
            if self.text[record.start : record.end] != record.text:
                raise ValueError(f"span {record.start}:{record.end} is not {record.text!r}")
        return self

    def walk_sections(self) -> Iterator[Section]:
        """Yield all sections in reading order; the n-th has index n."""
        for section in self.sections:
            yield from section.walk()

    def profile(self) -> tuple[Share, ...]:
        """Return what the report is about: the share of each workstream that it speaks of.

        Returns:
            The workstreams, that with most text first.

        Example:
            >>> from govreport_nlp import parse_text
            >>> [share.workstream for share in parse_text("新建小学3所。").profile()]
            ['education']
        """
        text: Counter[str] = Counter()
        count: Counter[str] = Counter()
        for sentence in self.sentences:
            for label in sentence.workstreams[:1]:
                text[label.id] += sentence.end - sentence.start
                count[label.id] += 1
        records = Counter(record.workstream for record in self.indicators if record.workstream)
        shares = (
            Share(
                workstream=id_,
                text=text[id_] / max(1, text.total()),
                sentences=count[id_] / max(1, count.total()),
                indicators=records[id_] / max(1, records.total()),
            )
            for id_ in {**text, **records}
        )
        return tuple(sorted(shares, key=lambda share: (-share.text, share.workstream)))

    def explain(self, indicator: Indicator) -> Explanation:
        """Tell which atoms and rule made a record, and where it stands in the source.

        Raises:
            ValueError: The report was read from JSON: parse the text again.
        """
        if self._explain is None:
            raise ValueError("this report has no parser: parse the text again to explain it")
        return self._explain(self, indicator)

    def _repr_html_(self) -> str:
        """Return the report's page in a frame of its own, as notebooks show it."""
        from govreport_nlp.viewer import render_frame  # noqa: PLC0415  records need no viewer

        return render_frame(self)

    def to_json(self, *, indent: int | None = None) -> str:
        """Return the whole report as JSON; ``Report.model_validate_json`` reads it back."""
        return self.model_dump_json(indent=indent)

    def indicator_rows(self) -> list[dict[str, Any]]:
        """Return one flat dict an indicator, with the report's own columns in front."""
        head = {
            "report_id": self.id,
            "source": self.source,
            "region": self.metadata.region,
            "report_year": self.metadata.report_year,
        }
        titles = [section.marker + section.title for section in self.walk_sections()]
        rows = []
        for record in self.indicators:
            own = {"section_title": titles[record.section], "sentence_text": self._passage(record)}
            rows.append({**head, **record.model_dump(), **own})
        return rows

    def _passage(self, record: Indicator) -> str:
        """Return the sentence of a record, or what stands around it in one beyond all measure.

        Else a text without full stops would be repeated as a whole for each of its numbers.
        """
        sentence = self.sentences[record.sentence]
        start, end = sentence.start, sentence.end
        if end - start > _LONGEST_PASSAGE:
            start = max(start, record.start - _PASSAGE // 2)
            end = min(end, start + _PASSAGE)
        return self.text[start:end].strip()

    def to_pandas(self, table: str = "indicators") -> pandas.DataFrame:
        """Return a table of the report for pandas; numbers are exact (``Decimal``).

        Args:
            table: ``reports``, ``sections``, ``sentences`` or ``indicators``, with the columns
                that ``govreport batch`` writes.

        Raises:
            ConfigError: There is no such table.
            MissingExtraError: pandas is not installed.
        """
        from govreport_nlp.integrations import frames  # noqa: PLC0415  records need no frames

        return frames.to_pandas(self, table)

    def to_polars(self, table: str = "indicators") -> polars.DataFrame:
        """Return a table of the report for polars; see `to_pandas`."""
        from govreport_nlp.integrations import frames  # noqa: PLC0415  records need no frames

        return frames.to_polars(self, table)

    def to_arrow(self, table: str = "indicators") -> pyarrow.Table:
        """Return a table of the report for Arrow; see `to_pandas`."""
        from govreport_nlp.integrations import frames  # noqa: PLC0415  records need no frames

        return frames.to_arrow(self, table)
