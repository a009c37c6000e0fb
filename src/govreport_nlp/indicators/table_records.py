"""The records of a table: each numeric cell named by its row and read by its column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from govreport_nlp.indicators.context import Context
from govreport_nlp.indicators.draft import Draft
from govreport_nlp.indicators.lexicon import Lexicon
from govreport_nlp.indicators.reading import Reading
from govreport_nlp.indicators.table_cells import Label, Value, read_cell, read_label
from govreport_nlp.indicators.table_columns import LABELS, VALUES, Table
from govreport_nlp.indicators.table_headers import (
    Column,
    TableUnit,
    load_headers,
    unit_in,
    written_unit,
)
from govreport_nlp.numbers.periods import PeriodSpan, find_periods, resolve_period

__all__ = ["TableReader"]

Span = tuple[int, int]

_FALLS = re.compile("降低|下降|降幅|减少|削减|递减")
_RISES = re.compile("增长|增幅|增速|提高|提升|涨幅")


class TableReader:
    """Reads the rows of one table."""

    def __init__(self, text: str, table: Table, context: Context, lexicon: Lexicon) -> None:
        self.text, self.table, self.context, self.lexicon = text, table, context, lexicon
        self.columns = table.columns
        self.headers = load_headers()
        self.periods = [self._column_period(column) for column in self.columns]
        levels = [i for i, c in enumerate(self.columns) if c.kind == "level"]
        self.apart = len({self.columns[i].heads for i in levels}) > 1
        self.group: Span | None = None
        self.whole: tuple[Span, ...] = ()

    def read(self) -> list[Draft]:
        """The records of the table, in text order."""
        drafts: list[Draft] = []
        for row in self.table.grid.rows:
            if row.group:
                label = row.cells[0]
                words = self.text[slice(*label)] if label else ""
                self.group = label if _FALLS.search(words) or unit_in(words) else None
            else:
                drafts += self._row(row.cells)
        return sorted(drafts, key=lambda draft: draft.quantity.start)

    def _row(self, cells: Sequence[Span | None]) -> list[Draft]:
        found: list[Draft] = []
        unit = self._row_unit(cells)
        label: Span | None = None
        kind = "stub"
        for index, (cell, column) in enumerate(zip(cells, self.columns, strict=True)):
            if column.kind in LABELS:
                label, kind = cell, column.kind
            if cell is None or label is None or column.kind not in VALUES:
                continue
            value = read_cell(self.text, cell, self.lexicon, rank=column.kind == "rank")
            if value is None:
                continue
            draft = self._draft(cells, index, value)
            self._settle_unit(draft, column, value, unit or self._label_unit(label))
            self._settle_measure(draft, column, value, cells, index)
            self._settle_time(draft, column, index, kind, label)
            self._settle_name(draft, column, index, kind, label)
            if draft.name:
                found.append(draft)
        return found

    def _draft(self, cells: Sequence[Span | None], index: int, value: Value) -> Draft:
        ends = [cell for cell in cells if cell]
        quantity = value.quantity
        reading = Reading(
            quantity,
            left=(ends[0][0], quantity.start),
            right=(quantity.end, ends[-1][1]),
            zone=ends[0][0],
            qualifier=value.qualifier,
        )
        header = " ".join(self.text[a:b] for a, b in self.table.grid.header[index])
        reading.notes.append(("column", header))
        return Draft(quantity, reading, 0, 0, rule="table")

    # --- unit and value

    def _row_unit(self, cells: Sequence[Span | None]) -> TableUnit | None:
        """The unit that the row's own cell of units gives."""
        for cell, column in zip(cells, self.columns, strict=True):
            if cell and column.kind == "unit":
                return written_unit(self.text[slice(*cell)])
        return None

    def _label_unit(self, label: Span) -> TableUnit | None:
        """The unit that stands behind the label of the row, or of the group of rows."""
        own = read_label(self.text, label).unit
        if own is None and self.group:
            return unit_in(self.text[slice(*self.group)])
        return own

    def _settle_unit(
        self, draft: Draft, column: Column, value: Value, row: TableUnit | None
    ) -> None:
        quantity = value.quantity
        if column.kind == "rank":
            unit: TableUnit | None = TableUnit("位", Decimal(1))
        elif quantity.unit:
            unit = TableUnit(quantity.unit, Decimal(1))
        elif column.kind == "change":
            unit = column.unit or self._change_unit(column, row)
        elif column.kind == "share":
            unit = column.unit or TableUnit("%", Decimal(1))
        else:
            unit = row or column.unit or self.table.unit
        scale = unit.scale if unit else Decimal(1)
        draft.unit = unit.name if unit else ""
        draft.value, draft.low, draft.high = (
            None if part is None else _scaled(part, scale)
            for part in (quantity.value, quantity.low, quantity.high)
        )

    def _change_unit(self, column: Column, row: TableUnit | None) -> TableUnit | None:
        """Per cent, but points where what changes is itself a rate, and its own unit in sums."""
        if column.basis == "annual_average":
            return TableUnit("%", Decimal(1))
        if row is not None and row.name in ("%", "‰"):
            return TableUnit("百分点", Decimal(1))
        if any(word in column.words for word in ("增加", "减少", "增减额", "增减数")):
            return row or self.table.unit
        return TableUnit("%", Decimal(1))

    # --- measure, direction, basis

    def _settle_measure(
        self, draft: Draft, column: Column, value: Value, cells: Sequence[Span | None], index: int
    ) -> None:
        if column.kind == "rank":
            draft.measure = "rank"
            return
        if value.bracketed:
            self._settle_bracketed(draft, cells, index)
            return
        if column.kind == "change" or value.direction or self._is_growth(draft, cells, index):
            draft.measure = "change"
            draft.direction = value.direction or column.direction
            draft.basis = column.basis
            self._unsign(draft)
        elif column.basis in ("annual_average", "cumulative"):
            draft.basis = column.basis

    def _is_growth(self, draft: Draft, cells: Sequence[Span | None], index: int) -> bool:
        """A rate in a row of sums (``7%`` for ``亿元``) is how much these shall grow."""
        row = self._row_unit(cells)
        column = self.columns[index]
        return (
            column.kind == "level"
            and draft.quantity.unit == "%"
            and row is not None
            and row.name not in ("%", "‰", "")
            and draft.reading.quantity.value is not None
            and draft.reading.quantity.value < 100
        )

    def _unsign(self, draft: Draft) -> None:
        """A fall is written as a negative rise."""
        if draft.value is not None and draft.value < 0:
            draft.value = -draft.value
            draft.direction = "down"

    def _settle_bracketed(self, draft: Draft, cells: Sequence[Span | None], index: int) -> None:
        """``[14]``: what is summed over the years of the plan."""
        draft.basis = "cumulative"
        label = next(
            (c for c, k in zip(cells, self.columns, strict=True) if k.kind == "stub"), None
        )
        words = self.text[slice(*label)] if label else ""
        words += self.text[slice(*self.group)] if self.group else ""
        unit = self._row_unit(cells) or (self._label_unit(label) if label else None)
        if not draft.quantity.unit and unit is not None:
            value = draft.quantity.value
            draft.unit = unit.name
            draft.value = None if value is None else _scaled(value, unit.scale)
        bounds = [v for i, c in enumerate(cells) if c and (v := self._plain(c, i)) is not None]
        falls = _FALLS.search(words) is not None
        if falls or _RISES.search(words) or len(bounds) > 1:
            draft.measure = "change"
            rising = not falls and (len(bounds) < 2 or bounds[-1] >= bounds[0])
            draft.direction = "up" if rising else "down"
            if draft.unit in ("%", "‰") and len(bounds) > 1:
                draft.unit = "百分点"
            self._unsign(draft)

    def _plain(self, cell: Span, index: int) -> Decimal | None:
        """The value of a cell that is a level of a year."""
        if self.columns[index].kind != "level" or self.periods[index] is None:
            return None
        value = read_cell(self.text, cell, self.lexicon)
        return value.quantity.value if value and not value.bracketed else None

    # --- period and status

    def _column_period(self, column: Column) -> str | None:
        return self._resolve(column.period) if column.period else None

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
        return None

    def _settle_time(
        self, draft: Draft, column: Column, index: int, kind: str, label: Span
    ) -> None:
        period = self.periods[index]
        status = column.status
        if kind == "time":
            period = self._label_period(label)
        if period is None and draft.basis in ("annual_average", "cumulative"):
            period = self._span_of_years(index)
        if period is None and draft.measure == "change":
            left = [i for i in range(index) if self.columns[i].kind == "level"]
            period = next((p for i in reversed(left) if (p := self.periods[i])), None)
            status = status or (self.columns[left[-1]].status if left else None)
        draft.period = period or self._table_period()
        draft.status = status or self._status_of(draft.period)
        bound = self.text.startswith(("以上", "及以上"), draft.quantity.end)
        if bound and draft.status == "target" and draft.reading.qualifier == "over":
            draft.reading.qualifier = "at_least"

    def _label_period(self, label: Span) -> str | None:
        words = self.text[slice(*label)]
        spans = find_periods(words if words.endswith(("年", "月", "度")) else words + "年")
        return self._resolve(spans[0]) if spans else None

    def _span_of_years(self, index: int) -> str | None:
        """The years between the first and the last column that names one."""
        named = [int(p[:4]) for p in self.periods if p and p[:4].isdigit() and len(p) == 4]
        if len(named) > 1 and named[-1] > named[0]:
            return f"{named[0] + 1}/{named[-1]}"
        return None

    def _status_of(self, period: str | None) -> str:
        ahead = self.context.ahead
        if period and ahead is not None:
            return "target" if int(period.rpartition("/")[2][:4]) >= ahead else "actual"
        return "target" if self.context.sentence_target else "actual"

    # --- name

    def _settle_name(
        self, draft: Draft, column: Column, index: int, kind: str, label: Span
    ) -> None:
        read = read_label(self.text, label)
        words = self.text[slice(*read.span)]
        heads = self._heads(column, index)
        spans: tuple[Span, ...]
        if kind == "time":
            spans = heads or self._all_heads(column, index)
        elif kind == "region":
            spans = self._all_heads(column, index)
            if not spans:
                spans = (read.span,)
            elif words not in self.headers.own:
                draft.scope = read.span
        else:
            spans = (*heads, *self._owner(read, words), read.span)
        draft.name_spans = tuple(sorted(set(spans)))
        draft.name = "".join(self.text[a:b] for a, b in draft.name_spans)

    def _owner(self, label: Label, words: str) -> tuple[Span, ...]:
        """The whole that a part (``其中：住宅``) belongs to, or the group of a row."""
        if label.part and not words.endswith(self.lexicon.stock):
            return self.whole
        if not label.part:
            self.whole = (label.span,)
        return (read_label(self.text, self.group).span,) if self.group else ()

    def _heads(self, column: Column, index: int) -> tuple[Span, ...]:
        """The part of the header that tells a value from its neighbours in the row."""
        if column.kind in ("share", "rank"):
            return column.heads
        if column.kind == "level":
            return column.heads if self.apart else ()
        left = [i for i in range(index) if self.columns[i].kind == "level"]
        return (*(self.columns[left[-1]].heads if left and self.apart else ()), *column.heads)

    def _all_heads(self, column: Column, index: int) -> tuple[Span, ...]:
        """The header's noun, of a change that of the level to its left."""
        if column.kind == "level" or column.heads:
            return column.heads
        left = [i for i in range(index) if self.columns[i].kind == "level"]
        return self.columns[left[-1]].heads if left else ()


def _scaled(value: Decimal, scale: Decimal) -> Decimal:
    """The product without an exponent and without zeros behind the point."""
    product = value if scale == 1 else value * scale
    whole = product.to_integral_value()
    return Decimal(format(whole, "f")) if scale != 1 and product == whole else product
