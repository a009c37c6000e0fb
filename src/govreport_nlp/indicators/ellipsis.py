"""Names of numbers that have no noun of their own, and of ranks."""

from __future__ import annotations

from govreport_nlp.indicators.antecedents import NEWLY
from govreport_nlp.indicators.draft import Draft
from govreport_nlp.indicators.heads import NOT_OF_BODIES, HeadedNames
from govreport_nlp.indicators.names import clean_left
from govreport_nlp.indicators.reading import RATE_UNITS
from govreport_nlp.indicators.sharing import without_newly

__all__ = ["EllipticNames"]

Span = tuple[int, int]


class EllipticNames(HeadedNames):
    """Names numbers by the record before them."""

    def _name_elliptic(self, draft: Draft) -> None:
        previous = self._previous(draft)
        if previous is None and self._set_before(draft):
            return
        source = self._antecedent(draft) or self.before
        if previous and draft.reading.joined and previous.reading.apart:
            source = previous  # 仪器试剂品种分别增至45个、7种
        if source is None:
            self._set(draft, (), "nameless")
            return
        done = self._done_in_bracket(draft, source)
        if done:
            self._set(draft, done, "ellipsis")
        else:
            self._repeat(draft, source)

    def _set_before(self, draft: Draft) -> bool:
        """Name a number by a clause without number before it, or by what a line break cut off."""
        span = self._subject_before(draft.reading)
        if span is None and self.lead is not None:
            span, _ = clean_left(self.text, self.lead, self.lexicon, self.starts)
            if self.text.endswith(("由", "从"), *span):
                span, draft.reading.source = (span[0], span[1] - 1), True
        if span is None or span[0] >= span[1]:
            return False
        self._set(draft, (span,), "clause-before")
        return True

    def _repeat(self, draft: Draft, source: Draft) -> None:
        """Name a number as the record that it speaks of, less what is not said of it."""
        names = self._all_of(draft, source)
        if source.quantity.unit == "%" and draft.quantity.unit in NOT_OF_BODIES:
            names = self._without_rate(names)
        if draft.quantity.kind == "ordinal" and names == source.name_spans:
            names = self._without_share(source)
        passed = draft.reading.to or draft.reading.qualifier == "over"
        # 收入达21亿元、净增4亿元，年均增长7%: the growth is of the whole
        passed = passed or (source.rule == "bare-head" and draft.quantity.unit in RATE_UNITS)
        passed = passed or (source.rule == "bare-head" and draft.quantity.kind == "ordinal")
        if names and self._reaches_more(draft, source):
            names = self._old_and_new(names)
        elif names and passed:
            names = without_newly(self.text, names)
        spans = (*names, *self._each(draft.reading))
        self._set(draft, spans, "ellipsis", verb=source.verb, like=source)
        if (
            draft.reading.basis is None
            and source.reading.basis == "yoy"
            and source.clause < draft.clause
        ):
            draft.reading.basis = "yoy" if source in self.drafts else None

    def _done_in_bracket(self, draft: Draft, source: Draft) -> tuple[Span, ...]:
        """``形成建议12条（已完成9条）``: what was done of the things counted before."""
        alike = draft.quantity.unit == source.quantity.unit and source.verb is not None
        zone = (draft.reading.zone, draft.quantity.start)
        at = self.text.rfind("完成", *zone)
        if not (alike and self.clauses[draft.clause].inner and at >= 0) or source.verb is None:
            return ()
        return (*self._owner(draft, source), (at, at + 2))

    def _without_rate(self, names: tuple[Span, ...]) -> tuple[Span, ...]:
        """``就业率达83%，增加2万人``: it is the employed who are more."""
        low, high = names[-1] if names else (0, 0)
        rate = high - low > 2 and self.text[high - 1] == "率"
        return (*names[:-1], (low, high - 1)) if rate else names

    def _reaches_more(self, draft: Draft, source: Draft) -> bool:
        """``新增面积4万亩，达到95万亩``: a value that the one before is a part of."""
        reaches = any(word.endswith(("达", "达到", "增至")) for _, word in draft.reading.notes)
        reaches = reaches or draft.reading.to or draft.reading.qualifier == "over"
        alike = reaches and draft.quantity.unit == source.quantity.unit
        value, part = draft.quantity.value, source.quantity.value
        return alike and value is not None and part is not None and value > part

    def _old_and_new(self, names: tuple[Span, ...]) -> tuple[Span, ...]:
        """``通车里程新增30公里、突破800公里``: the second is of all, without 新增."""
        for at, (low, high) in enumerate(names):
            for word in NEWLY:
                new = self.text.find(word, low, high)
                if new >= 0:
                    parts = ((low, new), (new + len(word), high))
                    spans = (*names[:at], *parts, *names[at + 1 :])
                    return tuple(span for span in spans if span[0] < span[1]) or names
        return names

    def _all_of(self, draft: Draft, source: Draft) -> tuple[Span, ...]:
        """``甲、乙分别达47%、43%，均居全国第二``: the names of all values of 分别, for 均."""
        before = self.text[draft.reading.zone : draft.quantity.start]
        if source.rule != "apart" or "均" not in before:
            return source.name_spans
        alike = (d for d in self.drafts if d.rule == "apart" and d.clause == source.clause)
        return tuple(span for other in alike for span in other.name_spans)

    def _name_rank(self, draft: Draft, left: Span) -> None:
        reading = draft.reading
        draft.scope = reading.each
        if left[0] >= left[1]:
            self._name_elliptic(draft)
            draft.rule = "rank-ellipsis"
            self._rank_growth(draft)
            return
        head = self.text[left[0] : left[1]]
        before = self._previous(draft)
        owned = self._measures_only(head)
        owner = self._owner(draft, before, head) if before and owned else ()
        self._set(draft, (*owner, left), "rank")

    def _rank_growth(self, draft: Draft) -> None:
        """``税收增长20%，排全区第二``: the rank is of the growth, where no level was said."""
        before = self._previous(draft)
        if before is None or before.rule not in ("head", "list") or draft.scope is None:
            return
        reading, said = before.reading, self.text[draft.reading.zone : draft.quantity.start]
        if said.lstrip("，、 ").startswith(("由", "从")):
            return  # 年均增长5%，从第八位升至第六位: of the total
        if reading.verb == "增长" and reading.quantity.unit == "%":
            grown = (reading.verb_start, reading.verb_start + len(reading.verb))
            self._set(draft, (*before.name_spans, grown), "rank-ellipsis", like=before)
