"""The records of a table: each numeric cell named by its row and read by its column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from govreport_nlp.indicators.context import Context
from govreport_nlp.indicators.draft import Draft
from govreport_nlp.indicators.lexicon import Lexicon
from govreport_nlp.indicators.reading import Reading
from govreport_nlp.indicators.tables.cells import Label, Value, read_cell, read_label
from govreport_nlp.indicators.tables.columns import LABELS, VALUES, Table
from govreport_nlp.indicators.tables.headers import (
    Column,
    TableUnit,
    load_headers,
    written_unit,
)
from govreport_nlp.indicators.tables.times import TableTimes

__all__ = ["TableReader"]

Span = tuple[int, int]
Cells = Sequence[Span | None]

_FALLS = re.compile("降低|下降|降幅|减少|削减|递减")
_RISES = re.compile("增长|增幅|增速|提高|提升|涨幅")
_RATES = ("%", "‰")
_ONE = Decimal(1)
_PERCENT, _POINTS, _PLACE = TableUnit("%", _ONE), TableUnit("百分点", _ONE), TableUnit("位", _ONE)


class _Stub(NamedTuple):
    """What names the cells of a row up to the next label in it.

    Attributes:
        kind: ``stub``, ``region`` or ``time``; empty where no column holds labels.
        label: The label, None where there is none.
        unit: The unit that the row gives its levels.
    """

    kind: str = ""
    label: Label | None = None
    unit: TableUnit | None = None


class TableReader:
    """Reads the rows of one table.

    Args:
        text: The report's text.
        table: The table.
        context: What the text before it says of tense and period.
        lexicon: The words.
    """

    def __init__(self, text: str, table: Table, context: Context, lexicon: Lexicon) -> None:
        self.text, self.table, self.lexicon = text, table, lexicon
        self.columns = table.columns
        self.headers = load_headers()
        self.times = TableTimes(text, table, context)
        self.unlabelled = not any(column.kind in LABELS for column in self.columns)
        self.group: Label | None = None
        self.whole: tuple[Span, ...] = ()

    def read(self) -> list[Draft]:
        """The records of the table, in text order."""
        drafts: list[Draft] = []
        for row in self.table.grid.rows:
            if row.group:
                self._open_group(row.cells[0])
            else:
                drafts += self._row(row.cells)
        return sorted(drafts, key=lambda draft: draft.quantity.start)

    def _open_group(self, cell: Span | None) -> None:
        """A line above some rows names them where it says what changes or in which unit."""
        label = read_label(self.text, cell) if cell else None
        named = label and (label.unit or _FALLS.search(self.text, *label.span))
        self.group = label if named else None

    def _row(self, cells: Cells) -> list[Draft]:
        found: list[Draft] = []
        stub = _Stub()
        for index, (cell, column) in enumerate(zip(cells, self.columns, strict=True)):
            if column.kind in LABELS:
                stub = self._stub(cells, index)
            if cell is None or column.kind not in VALUES:
                continue
            value = read_cell(self.text, cell, self.lexicon, rank=column.kind == "rank")
            if value is None or not (stub.label or self.unlabelled):
                continue
            draft = self._draft(cells, index, value)
            self._settle_value(draft, column, value, stub)
            self._settle_measure(draft, cells, index, value, stub)
            self.times.settle(draft, index, self._time(stub))
            self._settle_name(draft, index, stub)
            if draft.name:
                found.append(draft)
        return found

    def _draft(self, cells: Cells, index: int, value: Value) -> Draft:
        quantity = value.quantity
        ends = [cell for cell in cells if cell]
        left, right = (ends[0][0], quantity.start), (quantity.end, ends[-1][1])
        reading = Reading(quantity, left, right, zone=ends[0][0], qualifier=value.qualifier)
        header = " ".join(self.text[a:b] for a, b in self.table.grid.header[index])
        reading.notes.append(("column", header))
        return Draft(quantity, reading, 0, 0, rule="table")

    def _stub(self, cells: Cells, index: int) -> _Stub:
        cell = cells[index]
        if cell is None:  # a total may stand in the column of row numbers
            ahead = [c for c, k in zip(cells[:index], self.columns, strict=False) if c and k]
            cell = next((c for c in ahead if not self.text[slice(*c)].isdigit()), None)
        label = read_label(self.text, cell) if cell else None
        if label and label.unit:
            self.group = None
        own = next((c for c, k in zip(cells, self.columns, strict=True) if k.kind == "unit"), None)
        unit = written_unit(self.text[slice(*own)]) if own else label.unit if label else None
        if unit is None and self.group:
            unit = self.group.unit
        return _Stub(self.columns[index].kind, label, unit)

    def _words(self, span: Span) -> str:
        return self.text[span[0] : span[1]]

    def _time(self, stub: _Stub) -> str | None:
        """The words of a label that is a year or a month."""
        return self._words(stub.label.span) if stub.label and stub.kind == "time" else None

    # --- unit and value

    def _settle_value(self, draft: Draft, column: Column, value: Value, stub: _Stub) -> None:
        quantity = value.quantity
        if column.kind == "rank":
            unit: TableUnit | None = _PLACE
        elif quantity.unit:
            unit = TableUnit(quantity.unit, _ONE)
        elif value.bracketed and stub.unit:
            unit = stub.unit
        elif column.kind == "change":
            unit = column.unit or self._change_unit(column, stub.unit)
        elif column.kind == "share":
            unit = column.unit or _PERCENT
        else:
            unit = stub.unit or column.unit or self.table.unit
        scale = unit.scale if unit else _ONE
        draft.unit = unit.name if unit else ""
        draft.value, draft.low, draft.high = (
            None if part is None else _scaled(part, scale)
            for part in (quantity.value, quantity.low, quantity.high)
        )

    def _change_unit(self, column: Column, row: TableUnit | None) -> TableUnit | None:
        """Per cent, but points where what changes is itself a rate, and its own unit in sums."""
        if column.basis == "annual_average":
            return _PERCENT
        if row is not None and row.name in _RATES:
            return _POINTS
        if any(word in column.words for word in ("增加", "减少", "增减额", "增减数")):
            return row or self.table.unit
        return _PERCENT

    # --- measure, direction, basis

    def _settle_measure(
        self, draft: Draft, cells: Cells, index: int, value: Value, stub: _Stub
    ) -> None:
        column = self.columns[index]
        if column.kind == "rank":
            draft.measure = "rank"
        elif value.bracketed and not self.times.periods[index]:
            self._settle_bracketed(draft, cells, stub)
        elif column.kind == "change" or value.direction or self._is_growth(draft, column, stub):
            draft.measure, draft.basis = "change", column.basis
            draft.direction = value.direction or column.direction
            _unsign(draft)
        elif column.basis in ("annual_average", "cumulative"):
            draft.basis = column.basis

    def _is_growth(self, draft: Draft, column: Column, stub: _Stub) -> bool:
        """A rate in a row of sums (``7%`` for ``亿元``) is how much these shall grow."""
        written = draft.quantity.unit == "%" and column.kind == "level"
        return written and stub.unit is not None and stub.unit.name not in _RATES

    def _settle_bracketed(self, draft: Draft, cells: Cells, stub: _Stub) -> None:
        """``[14]``: summed over the years of a plan; a change where the row says or shows it."""
        draft.basis = "cumulative"
        words = self._words(stub.label.span) if stub.label else ""
        words += self._words(self.group.span) if self.group else ""
        bounds = [
            value.quantity.value
            for i, cell in enumerate(cells)
            if cell
            and self.columns[i].kind == "level"
            and self.times.periods[i]
            and (value := read_cell(self.text, cell, self.lexicon))
            and value.quantity.value is not None
        ]
        falls = _FALLS.search(words) is not None
        if falls or _RISES.search(words) or len(bounds) > 1:
            draft.measure = "change"
            rising = not falls and (len(bounds) < 2 or bounds[-1] >= bounds[0])
            draft.direction = "up" if rising else "down"
            if draft.unit in _RATES and len(bounds) > 1:
                draft.unit = "百分点"
            _unsign(draft)

    # --- name

    def _settle_name(self, draft: Draft, index: int, stub: _Stub) -> None:
        heads = self._heads(index, stub)
        label = stub.label
        if label is None or (stub.kind == "time" and heads):
            spans = heads
        elif stub.kind == "region" and heads:
            spans = heads
            if self._words(label.span) not in self.headers.own:
                draft.scope = label.span
        else:
            spans = (*heads, *self._owner(label), label.span)
        draft.name_spans = tuple(sorted(set(spans)))
        draft.name = "".join(self.text[a:b] for a, b in draft.name_spans)

    def _owner(self, label: Label) -> tuple[Span, ...]:
        """The whole that a part (``其中：住宅``) belongs to, or the group of a row."""
        words = self._words(label.span)
        if words == "累计" or (label.part and not words.endswith(self.lexicon.stock)):
            return self.whole
        if not label.part and words not in self.headers.totals:
            self.whole = (label.span,)
        return (self.group.span,) if self.group else ()

    def _heads(self, index: int, stub: _Stub) -> tuple[Span, ...]:
        """The nouns of the header that tell a value from its neighbours in the row.

        A change has the noun of the level to its left. A total has all that the header says.
        """
        column = self.columns[index]
        heads = column.heads
        if column.kind == "change" and not (heads and stub.kind in ("region", "time")):
            left = [c.heads for c in self.columns[:index] if c.kind == "level"]
            heads = (*(left[-1] if left else ()), *heads)
        total = stub.label is not None and self._words(stub.label.span) in self.headers.totals
        return (*column.section, *heads) if total else heads


def _unsign(draft: Draft) -> None:
    """A fall is written as a negative rise."""
    if draft.value is not None and draft.value < 0:
        draft.value, draft.direction = -draft.value, "down"


def _scaled(value: Decimal, scale: Decimal) -> Decimal:
    """The product without an exponent and without zeros behind the point."""
    product = value if scale == 1 else value * scale
    whole = product.to_integral_value()
    return Decimal(format(whole, "f")) if scale != 1 and product == whole else product
