"""Period and status of the values of a table, from its columns, labels and caption."""

from __future__ import annotations

from govreport_nlp.indicators.context import Context
from govreport_nlp.indicators.draft import Draft
from govreport_nlp.indicators.tables.columns import Table
from govreport_nlp.numbers.periods import PeriodSpan, find_periods
from govreport_nlp.numbers.resolution import resolve_period

__all__ = ["TableTimes"]


class TableTimes:
    """Tells when the values of a table are of, and whether they are planned.

    Args:
        text: The report's text.
        table: The table.
        context: What the text before it says of tense and period.

    Attributes:
        periods: The period that each column names, None where it names none.
    """

    def __init__(self, text: str, table: Table, context: Context) -> None:
        self.text, self.table, self.context = text, table, context
        self.columns = table.columns
        self.periods = [self._resolve(c.period) if c.period else None for c in self.columns]
        self.whole = self._table_period()

    def settle(self, draft: Draft, index: int, label: str | None) -> None:
        """Set period and status of a value, and the qualifiers that hang on its status.

        Args:
            draft: The record; its measure and basis are set.
            index: Index of its column.
            label: The label of its row, where that is a year or a month.
        """
        column = self.columns[index]
        period = self._label_period(label) if label else self.periods[index]
        status = column.status
        if period is None and draft.basis in ("annual_average", "cumulative"):
            period = self._span_of_years()
        if period is None and draft.measure == "change":
            left = [i for i in range(index) if self.columns[i].kind == "level"]
            latest = max(left, key=lambda i: (self._last_year(i), i), default=None)
            if latest is not None:
                period, status = self.periods[latest], status or self.columns[latest].status
        draft.period = period or self.whole
        draft.status = status or self._status(draft.period)
        if draft.status == "target":
            self._bind(draft)

    def _bind(self, draft: Draft) -> None:
        """What bounds a target is a floor or a ceiling."""
        start, end = draft.quantity.start, draft.quantity.end
        before = self.text[max(0, start - 1) : start]
        above = self.text.startswith(("以上", "及以上"), end) or before in (">", "＞")
        if draft.reading.qualifier == "over" and above:
            draft.reading.qualifier = "at_least"
        elif draft.reading.qualifier == "under" and before in ("<", "＜"):
            draft.reading.qualifier = "at_most"

    def _last_year(self, index: int) -> str:
        return (self.periods[index] or self.whole or "").rpartition("/")[2][:4]

    def _resolve(self, span: PeriodSpan) -> str | None:
        year, implied = self.context.report_year, self.context.implied_year
        if year is None or implied is None:
            return resolve_period(span, 0) if span.kind == "absolute" else None
        if span.kind == "implied":
            anchor = self.table.period
            own = anchor.year if anchor and anchor.kind == "absolute" else implied
            return resolve_period(span._replace(kind="absolute", year=own), year)
        looks_back = span.kind in ("past", "term", "since")
        return resolve_period(span, implied + 1 if looks_back else year)

    def _table_period(self) -> str | None:
        if self.table.period is not None:
            return self._resolve(self.table.period)
        if self.context.statistical and self.context.implied_year:
            return str(self.context.implied_year)
        named = {period for period in self.periods if period}
        return named.pop() if len(named) == 1 else None

    def _label_period(self, label: str) -> str | None:
        spans = find_periods(label if label.endswith(("年", "月", "度")) else label + "年")
        return self._resolve(spans[0]) if spans else None

    def _span_of_years(self) -> str | None:
        """The years behind the first that a column names, up to the last."""
        named = [int(p) for p in self.periods if p and len(p) == 4]
        if len(named) > 1 and named[-1] > named[0]:
            return f"{named[0] + 1}/{named[-1]}"
        return None

    def _status(self, period: str | None) -> str:
        ahead, year = self.context.ahead, self.context.report_year
        if period and ahead is not None:
            if self.table.planned and year:
                ahead = min(ahead, year)
            return "target" if int(period.rpartition("/")[2][:4]) >= ahead else "actual"
        return "target" if self.table.planned or self.context.sentence_target else "actual"
