"""Tables in plain text: where they stand among the sentences, and what they say.

A grid of cells is found in `grids` and understood in `columns`; `records`
makes a record of each numeric cell, with its unit (its own, that of its column, its row or the
caption), its period and status, and its name.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from govreport_nlp.indicators.context import Context
from govreport_nlp.indicators.draft import Draft
from govreport_nlp.indicators.lexicon import Lexicon
from govreport_nlp.indicators.tables.cells import read_label
from govreport_nlp.indicators.tables.columns import LABELS, Table, understand
from govreport_nlp.indicators.tables.grids import find_grids
from govreport_nlp.indicators.tables.headers import load_headers
from govreport_nlp.indicators.tables.records import TableReader
from govreport_nlp.numbers.quantities import Quantity

__all__ = ["Piece", "cut_sentences", "find_tables", "piece_at", "read_table"]

Span = tuple[int, int]


class Piece(NamedTuple):
    """A stretch of a sentence for the grammar, or a table.

    Attributes:
        sentence: Index of the sentence that it begins in.
        start: First character.
        end: The character after its last one.
        table: The table, None where it is plain text.
        aim: Whether it is a cell under a header that says it holds tasks or aims.
    """

    sentence: int
    start: int
    end: int
    table: Table | None
    aim: bool = False


def find_tables(text: str, body: Span) -> list[Table]:
    """Find the tables of a report.

    Args:
        text: The report's text in simplified script.
        body: Span of the report proper.

    Returns:
        Tables in text order.
    """
    headers = load_headers()
    return [understand(text, grid, headers) for grid in find_grids(text, *body, headers)]


def cut_sentences(sentences: Sequence[Span], tables: Sequence[Table]) -> Iterator[Piece]:
    """Cut sentences at the tables that they stand in.

    Args:
        sentences: Spans that tile the text.
        tables: The tables, in text order.

    Yields:
        Pieces in text order; a table once, and behind it its cells of prose.
    """
    if not tables:
        for index, (low, high) in enumerate(sentences):
            yield Piece(index, low, high, None)
        return
    starts = [low for low, _ in sentences]
    at, number = 0, 0
    for index, (first, high) in enumerate(sentences):
        low = max(first, at)
        while number < len(tables) and tables[number].grid.start < high:
            table = tables[number]
            if low < table.grid.start:
                yield Piece(index, low, table.grid.start, None)
            yield Piece(index, table.grid.start, table.grid.end, table)
            for cell in table.prose:
                yield from _cut_cell(sentences, starts, cell, aim=cell in table.aims)
            at = table.grid.end
            low, number = at, number + 1
        if low < high:
            yield Piece(index, low, high, None)


def _cut_cell(
    sentences: Sequence[Span], starts: Sequence[int], cell: Span, *, aim: bool
) -> Iterator[Piece]:
    """The sentences of a cell of prose."""
    index = bisect_right(starts, cell[0]) - 1
    while index < len(sentences) and sentences[index][0] < cell[1]:
        low, high = sentences[index]
        yield Piece(index, max(low, cell[0]), min(high, cell[1]), None, aim)
        index += 1


def piece_at(text: str, sentences: Sequence[Span], start: int) -> Piece:
    """The piece that holds an offset.

    Args:
        text: The report's text in simplified script.
        sentences: Spans that tile the text.
        start: The offset.

    Returns:
        The innermost piece: a cell of prose before the table that it stands in.
    """
    tables = find_tables(text, (0, len(text)))
    pieces = [p for p in cut_sentences(sentences, tables) if p.start <= start < p.end]
    return pieces[-1]


def read_table(
    text: str,
    table: Table,
    quantities: Sequence[Quantity],
    sentences: Sequence[Span],
    context: Context,
    lexicon: Lexicon,
) -> tuple[list[Draft], list[tuple[Quantity, str]]]:
    """Read the records of a table.

    Args:
        text: The report's text.
        table: The table.
        quantities: The numbers that stand in it.
        sentences: Spans that tile the text.
        context: What the text before it says of tense and period.
        lexicon: The words.

    Returns:
        Records in text order, and the numbers that became none with the reason.
    """
    drafts = TableReader(text, table, context, lexicon).read()
    beyond = len(text) + 1
    for draft in drafts:
        draft.sentence = bisect_right(sentences, (draft.quantity.start, beyond)) - 1
    return drafts, list(_unclaimed(text, table, quantities, drafts))


def _unclaimed(
    text: str, table: Table, quantities: Sequence[Quantity], drafts: Sequence[Draft]
) -> Iterator[tuple[Quantity, str]]:
    """The numbers of a table that are no value, with the reason."""
    taken = sorted([*((d.quantity.start, d.quantity.end) for d in drafts), *table.prose])
    begins = [start for start, _ in taken]
    known = sorted(_known(text, table))
    starts = [start for start, _, _ in known]
    for quantity in quantities:
        at = bisect_right(begins, quantity.end - 1) - 1
        if at >= 0 and taken[at][1] > quantity.start:
            continue
        at = bisect_right(starts, quantity.start) - 1
        inside = at >= 0 and known[at][1] > quantity.start
        yield quantity, known[at][2] if inside else "table"


def _known(text: str, table: Table) -> Iterator[tuple[int, int, str]]:
    """Stretches of a table where a number is no value, with the reason."""
    for column in table.columns:
        if column.period:
            yield column.period.start, column.period.end, "date"
    for row in table.grid.rows:
        for cell, column in zip(row.cells, table.columns, strict=True):
            if cell is None or column.kind not in ("number", *LABELS):
                continue
            if column.kind == "number":
                yield *cell, "list-marker"
            elif column.kind == "time":
                yield *cell, "date"
            else:
                label = read_label(text, cell)
                yield cell[0], label.span[0], "list-marker"
                yield *label.span, "name"
