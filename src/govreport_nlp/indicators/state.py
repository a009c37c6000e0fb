"""What is known of a sentence while its numbers are named."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from govreport_nlp.indicators.clauses import Clause, split_clauses
from govreport_nlp.indicators.draft import Draft
from govreport_nlp.indicators.lexicon import Lexicon
from govreport_nlp.indicators.reading import Reading
from govreport_nlp.numbers.periods import PeriodSpan
from govreport_nlp.numbers.quantities import Quantity

__all__ = ["SentenceState"]

Span = tuple[int, int]


class SentenceState:
    """The clauses of a sentence, the records named so far, and what the next may take from them.

    Args:
        text: The report's text.
        lexicon: The words.
        span: The sentence.
        quantities: Its numbers that may be records, in text order.
        periods: Its periods, in text order.
        before: The last record of the sentence before, or None.
        lead: What a line break cut off in front of the sentence, or None.
    """

    def __init__(
        self,
        text: str,
        lexicon: Lexicon,
        span: Span,
        quantities: list[Quantity],
        periods: Sequence[PeriodSpan],
        before: Draft | None,
        lead: Span | None = None,
    ) -> None:
        self.text = text
        self.start = span[0]
        self.lexicon = lexicon
        self.ends = {period.end: period for period in periods}
        self.starts = {period.start: period for period in periods}
        self.clauses, self.opaque = split_clauses(text, *span, quantities)
        self.before = before
        self.lead = lead
        self.drafts: list[Draft] = []
        self.whole: tuple[Span, ...] = ()

    def _previous(self, draft: Draft) -> Draft | None:
        """The record named before one in this sentence; one in a bracket is of the bracket only."""
        if self.clauses[draft.clause].inner:
            return self.drafts[-1] if self.drafts else None
        outside = (other for other in reversed(self.drafts) if not self.clauses[other.clause].inner)
        return next(outside, None)

    def _clause_before(self, offset: int) -> Clause | None:
        at = bisect_left(self.clauses, offset, key=lambda clause: clause.end)
        return self.clauses[at - 1] if at else None

    def _is_part(self, reading: Reading) -> bool:
        """Whether ``其中`` opens the text of a number."""
        return "其中" in self.text[reading.zone : reading.quantity.start]
