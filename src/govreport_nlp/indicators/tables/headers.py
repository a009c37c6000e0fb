"""Header cells of tables: what a column holds, in which unit, of which period.

The words stand in ``data/table_headers.toml``.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from govreport_nlp.datafiles import read_table
from govreport_nlp.indicators.reading import comparison_basis
from govreport_nlp.numbers.periods import PeriodSpan, find_periods
from govreport_nlp.numbers.quantities import parse_quantity

__all__ = [
    "Column",
    "ColumnKind",
    "Headers",
    "TableUnit",
    "load_headers",
    "read_unit",
    "unit_in",
    "written_unit",
]

Span = tuple[int, int]
ColumnKind = Literal[
    "stub", "region", "time", "number", "unit", "text", "level", "change", "share", "rank"
]

_SPACE = re.compile(r"\s+")
_BRACKETED = re.compile(r"[（(〔［\[][^（()）〕］\]]*[)）〕］\]]")
_BRACKET_AT_END = re.compile(r"[（(〔［\[]([^（()）〕］\]]*)[)）〕］\]]\s*$")
_CAPTION_UNIT = re.compile(r"(?<!编制)(?<!预算)(?<!填报)(?<!部门)单位[:：]\s*([^\s）)，。]+)")
_UNIT_SEPARATOR = re.compile("[、，,；;]")
_CURRENCY = re.compile("^(?:新台币|新臺幣|人民币)(?=.)")
_SCALED = re.compile("^([十百千万亿]+)(.+)$")
_COMPARED = re.compile("(?:比|较|与).*|同比|环比|年均|年平均|累计|比增|比降")
_BARE_YEAR = re.compile(r"(?:19|20)\d\d$|1\d\d$")
_COUNT_AT_END = re.compile("([人户家件项起辆所])数$")
_NUMBERED = re.compile("[（(]?[一二三四五六七八九十]{1,3}[）)、]")
_LONGEST = 40
_PERCENT_AT_END = re.compile("[%％]$")


class TableUnit(NamedTuple):
    """A unit as a table gives it for all cells of a row or column.

    Attributes:
        name: As in the records, without scale words.
        scale: What the scale words in front of it multiply by.
    """

    name: str
    scale: Decimal


class Column(NamedTuple):
    """One column of a table.

    Attributes:
        kind: What its cells hold.
        heads: Spans of its header that tell its values from those of other columns.
        unit: The unit given in its header, None where there is none.
        period: The period that the header names.
        basis: What its changes compare with.
        direction: ``down`` where the header speaks of decrease, else ``up``.
        status: ``target`` or ``actual`` where the header says so.
        words: The header without white space, brackets and unit.
        section: Spans of its header that it shares with the other values of a row.
    """

    kind: ColumnKind
    heads: tuple[Span, ...] = ()
    unit: TableUnit | None = None
    period: PeriodSpan | None = None
    basis: str | None = None
    direction: str = "up"
    status: str | None = None
    words: str = ""
    section: tuple[Span, ...] = ()


class Headers:
    """Reads header cells.

    Args:
        data: The content of ``data/table_headers.toml``.
    """

    def __init__(self, data: dict[str, dict[str, list[str]]]) -> None:
        self.kinds: dict[str, ColumnKind] = {}
        kinds: tuple[ColumnKind, ...] = ("stub", "region", "time", "number", "unit", "text")
        for kind in kinds:
            self.kinds.update(dict.fromkeys(data[kind]["words"], kind))
        self.generic = frozenset(data["value"]["generic"])
        self.own = frozenset(data["region"]["own"])
        self.totals = frozenset(data["total"]["labels"])
        self._captions = tuple(data["caption"]["starts"])
        names = "|".join(data["caption"]["numbered"])
        self._caption = re.compile(rf"(?:{names})\s*(?:[\d一二三四五六七八九十：:]|$)")
        self._ends = tuple(data["value"]["ends"])
        self._change = data["change"]
        self._share = data["share"]["words"]
        self._rank = data["rank"]["words"]
        self._status = data["status"]
        self._kind = lru_cache(maxsize=4096)(self._read_kind)  # headers and labels repeat

    def is_caption(self, line: str) -> bool:
        """Whether a line names a table or gives its unit, and is no header."""
        named = line.startswith(self._captions) or self._caption.match(line)
        return bool(named) or ("单位" in line and _CAPTION_UNIT.search(line) is not None)

    def kind(self, words: str) -> ColumnKind | None:
        """What a column holds by its header, None where the header is not known.

        Args:
            words: The header as written.
        """
        return None if len(words) > _LONGEST else self._kind(words)

    def _read_kind(self, words: str) -> ColumnKind | None:
        if _NUMBERED.match(words):
            return None
        words = _SPACE.sub("", words)
        bare = _BRACKETED.sub("", words) or words
        if words in self.kinds or bare in self.kinds:
            return self.kinds.get(words) or self.kinds[bare]
        rest = words
        for noun in self._change["not"]:
            rest = rest.replace(noun, "")
        if any(word in rest for word in self._rank):
            return "rank"
        if any(word in bare for word in self._share):
            return "share"
        if any(word in rest for word in self._change["words"]):
            return "change"
        if bare in self.generic or bare.endswith(self._ends) or _BARE_YEAR.match(bare):
            return "level"
        periods = find_periods(bare)
        if periods:
            rest = bare[: periods[0].start] + bare[periods[0].end :]
            if not rest or rest in self.generic or rest.endswith(self._ends):
                return "level"
        return "level" if unit_in(words) is not None else None

    def read(self, text: str, cells: tuple[Span, ...]) -> Column:
        """Read the header of a column.

        Args:
            text: The report's text.
            cells: The cells of the header, from the top line down.
        """
        written = "".join(text[a:b] for a, b in cells)
        bare = _BRACKETED.sub("", _SPACE.sub("", written))
        kind = self._kind_of_cells(text, cells) or "level"
        period = self._period(text, cells)
        unit = next((u for a, b in reversed(cells) if (u := unit_in(text[a:b]))), None)
        if unit is None and _PERCENT_AT_END.search(bare):
            unit = read_unit("%")
        counted = _COUNT_AT_END.search(bare)
        if unit is None and counted:
            unit = read_unit(counted.group(1))
        compared = _COMPARED.search(bare)
        basis = comparison_basis(compared.group()) if compared else None
        down = any(w in bare for w in self._change["down"])
        both = any(w in bare for w in self._change["both"])
        heads = tuple(h for a, b in cells if (h := self._head(text, a, b, kind)) is not None)
        status = self._planned(bare, kind, bool(heads) and kind != "text")
        direction = "down" if down and not both else "up"
        return Column(kind, heads, unit, period, basis, direction, status, bare)

    def _planned(self, bare: str, kind: ColumnKind, named: bool) -> str | None:
        """The status that a header gives; in a noun (``公共预算收入``) only some words tell."""
        if kind == "share" or any(word in bare for word in self._status["actual"]):
            return "actual"
        words = self._status["aim" if named or kind == "change" else "target"]
        return "target" if any(word in bare for word in words) else None

    def _kind_of_cells(self, text: str, cells: tuple[Span, ...]) -> ColumnKind | None:
        """The lowest line that is known decides."""
        for low, high in reversed(cells):
            kind = self.kind(text[low:high])
            if kind is not None:
                return kind
        return None

    def _period(self, text: str, cells: tuple[Span, ...]) -> PeriodSpan | None:
        for low, high in cells:
            cell = _BRACKETED.sub(lambda m: " " * len(m.group()), text[low:high])
            year = _BARE_YEAR.match(cell.strip())
            if year:
                value = int(year.group())
                value += 1911 if value < 1000 else 0  # a year of the Republic
                return PeriodSpan(low, high, year.group(), "absolute", value)
            compared = _COMPARED.search(cell)
            for span in find_periods(cell):
                if compared and span.start >= compared.start() and span.text not in ("年均",):
                    continue
                return span._replace(start=span.start + low, end=span.end + low)
        return None

    def _head(self, text: str, low: int, high: int, kind: ColumnKind) -> Span | None:
        """The noun of a header cell: without its period, brackets and words of no content."""
        if kind == "rank":
            return None  # a rank is named by what is ranked
        cell = text[low:high]
        bracket = _BRACKETED.search(cell)
        if bracket:
            cell = cell[: bracket.start()]
        start, end = 0, len(cell.rstrip())
        for period in find_periods(cell):
            if period.start <= start:
                start = period.end
            elif period.end >= end:
                end = period.start
        if kind in ("change", "share"):
            compared = _COMPARED.search(cell, start, end)
            end = compared.start() if compared and kind == "change" else end
            for word in self._change["words"] if kind == "change" else ():
                at = cell.find(word, start, end)
                end = at if at >= 0 else end
        start += len(cell[start:end]) - len(cell[start:end].lstrip())
        end = start + len(cell[start:end].rstrip("%％的 "))
        words = _SPACE.sub("", cell[start:end])
        if not words or words in self.generic or words in self.own or _BARE_YEAR.match(words):
            return None
        return (low + start, low + end)


@lru_cache(maxsize=1024)
def read_unit(words: str) -> TableUnit | None:
    """The unit that some words are, scale words taken off; None where they are no unit.

    Args:
        words: e.g. ``亿元``, ``万元/人``, ``%``.

    Example:
        >>> read_unit("亿元")
        TableUnit(name='元', scale=Decimal('100000000'))
    """
    words = _CURRENCY.sub("", _SPACE.sub("", words))
    if not words or len(words) > 12 or words[0].isdigit():
        return None
    quantity = parse_quantity("1" + words)
    if quantity is None or not quantity.unit or quantity.value is None:
        return None
    if quantity.unit == "年" or quantity.vague:
        return None
    return TableUnit(quantity.unit, quantity.value)


def written_unit(words: str) -> TableUnit | None:
    """The unit in a column of units, also one that is not known.

    Args:
        words: What stands in the cell.
    """
    known = read_unit(words)
    words = _SPACE.sub("", words)
    if known or not words or not any(c.isalpha() or c == "%" for c in words):
        return known
    scaled = _SCALED.match(words)
    scale = read_unit(scaled.group(1) + "元") if scaled else None
    if scaled and scale:
        return TableUnit(scaled.group(2), scale.scale)
    return TableUnit(words, Decimal(1))


def unit_in(words: str) -> TableUnit | None:
    """The unit in the bracket that ends a header, a label or a caption.

    Args:
        words: e.g. ``绝对值（亿元）``, ``增长（±%）``, ``表1　收入 单位：万元``.
    """
    caption = _CAPTION_UNIT.search(words)
    if caption:
        first = _UNIT_SEPARATOR.split(caption.group(1))[0]
        return read_unit(first.strip("（）()"))
    bracket = _BRACKET_AT_END.search(words)
    if bracket:
        return read_unit(bracket.group(1).strip("±+－- ").removeprefix("单位"))
    return None


@lru_cache(maxsize=1)
def load_headers() -> Headers:
    """Read the words that come with the library."""
    return Headers(read_table("table_headers.toml"))
