"""Names of places: which division a report is about, and of which level."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, cached_property
from typing import Any, NamedTuple

from govreport_nlp.datafiles import read_rows, read_table
from govreport_nlp.records import Level

__all__ = ["NATION", "Region", "Regions", "identity_words", "load_regions"]

_HAN = "[\u4e00-\u9fff]"
_LEAD = re.compile(r"(?:[^\u4e00-\u9fff]|年度?|月|日|在|于|关于|向|代表|中共)*")
_NO_NAME_BEFORE = "城域级乡镇区"
"""What follows a county's name of two characters where it is none: 新县城."""
_CANDIDATES = 5
_LEVELS: tuple[Level, ...] = ("national", "province", "city", "county")


class Region(NamedTuple):
    """A division.

    Attributes:
        name: Its full name.
        level: ``national``, ``province``, ``city`` or ``county``.
        ancestors: The divisions that it lies in, from the widest; the nation is left out.
    """

    name: str
    level: Level
    ancestors: tuple[str, ...] = ()


NATION = Region("全国", "national")


class Regions:
    """The table of divisions and the rules for names that it lacks."""

    def __init__(
        self, rows: list[list[str]], counties: list[list[str]], identity: dict[str, Any]
    ) -> None:
        words = identity["words"]
        self._known = {row[0]: _level(row[2]) for row in rows}
        self._parents: dict[str, list[str]] = {row[0]: [row[3]] for row in rows}
        self._shorts = {row[0]: row[1] for row in rows}
        for parent, names in counties:
            for name in names.split():
                self._parents.setdefault(name, []).append(parent)
        self._longest = max(map(len, self._parents))
        self._full = {row[1]: row[0] for row in reversed(rows) if row[1] not in words["ambiguous"]}
        self._suffixes = {name: _level(level) for name, level in identity["suffixes"].items()}
        suffixes = "|".join(self._suffixes)
        self._unknown = re.compile(rf"({_HAN}{{1,6}}?)({suffixes})")
        self._zones = tuple(identity["zones"])
        self._not_places = tuple(words["not_places"])
        self._no_characters = frozenset(words["no_place_characters"])
        self._no_ends = tuple(words["no_place_ends"])

    # Both are made when asked for: few reports leave it open where they begin.
    @cached_property
    def _name(self) -> re.Pattern[str]:
        return _any_of(self._known)

    @cached_property
    def _short(self) -> re.Pattern[str]:
        return _any_of(self._full)

    def at_start(self, phrase: str) -> Region | None:
        """Return the division that a phrase begins with, the smallest of a chain.

        Args:
            phrase: E.g. a title: ``2031年江临市政府工作报告``.

        Returns:
            The division, or None.
        """
        lead = _LEAD.match(phrase)
        pos = lead.end() if lead else 0
        chain: list[Region] = []
        while True:
            known = self._known_at(phrase, pos)
            unknown = None if known else self._unknown.match(phrase, pos)
            if known:
                chain.append(Region(known, self._known.get(known, "county")))
                pos += len(known)
            elif unknown and self._is_place(unknown[1], unknown[2]):
                chain.append(Region(unknown[0], self._suffixes[unknown[2]]))
                pos = unknown.end()
            else:
                break
        if chain:
            before = tuple(region.name for region in chain[:-1])
            found = chain[-1]
            ancestors = self._around(before) if found.name not in self._parents else ()
            ancestors = ancestors or self.ancestors(found.name, phrase) or self._around(before)
            return found._replace(ancestors=ancestors)
        short = self._short.match(phrase, pos)
        return self._of_short(short[0]) if short else None

    def ancestors(self, name: str, context: str = "") -> tuple[str, ...]:
        """Return the divisions that a division lies in, from the widest; the nation is left out.

        Args:
            name: Full name of the division.
            context: Text that names one of them, for a name that there is more than once.

        Returns:
            Their full names; empty for a name that is not in the tables or not told apart.
        """
        parents = self._parents.get(name) or self._named_after(name)
        if len(parents) > 1:
            parents = [one for one in parents if self._names(context, one)]
        if len(parents) != 1 or parents[0] == NATION.name:
            return ()
        return (*self.ancestors(parents[0], context), parents[0])

    def _named_after(self, zone: str) -> list[str]:
        """Return the division that the name of a zone begins with: 江临高新技术产业开发区."""
        if not zone.endswith(self._zones):
            return []
        whole = [name for name, short in self._shorts.items() if zone.startswith(short)]
        counties = (name for name in self._parents if len(name) > 2 and name[-1] in "市县")
        inner = [name for name in counties if zone.startswith(name[:-1])]
        return whole[-1:] or (inner if len(inner) == 1 else [])

    def _names(self, context: str, name: str) -> bool:
        short = self._shorts.get(name)
        return name in context or (bool(short) and str(short) in context)

    def _around(self, chain: tuple[str, ...]) -> tuple[str, ...]:
        """Complete a chain of names by what the first of them lies in."""
        return (*self.ancestors(chain[0]), *chain) if chain else ()

    def _known_at(self, phrase: str, pos: int) -> str | None:
        """Return the longest name of the tables that stands at a position."""
        for length in range(min(self._longest, len(phrase) - pos), 1, -1):
            name = phrase[pos : pos + length]
            if name in self._parents:
                inside = length == 2 and phrase[pos + 2 : pos + 3] in _NO_NAME_BEFORE
                return None if inside and pos + 2 < len(phrase) else name
        return None

    def most_frequent(self, text: str, kind: str) -> Region | None:
        """Return the division that a text names most often.

        Args:
            text: The text, or enough of it.
            kind: What the report calls its own division: ``省``, ``市``, ``县`` …; empty where it
                does not say.

        Returns:
            The division; None where none of that kind stands out.
        """
        counts: Counter[str] = Counter()
        for name in self._name.findall(text):
            counts[name] += 2
        for short in self._short.findall(text):
            counts[self._full[short]] += 1
        fitting = [(n, name) for name, n in counts.most_common() if _fits(name, kind)]
        unknown = self._frequent_unknown(text, kind) if kind else None
        if unknown and (not fitting or unknown[0] * 2 > fitting[0][0]):
            level = self._suffixes.get(kind, "county")
            return Region(unknown[1], level, self.ancestors(unknown[1], text))
        if fitting and self._stands_out(fitting, kind):
            return self._region(fitting[0][1])
        return None

    @staticmethod
    def _stands_out(ranked: list[tuple[int, str]], kind: str) -> bool:
        """Tell whether the first name is the report's own; more is asked where no kind is known."""
        second = ranked[1][0] if len(ranked) > 1 else 0
        margin = 1.5 if kind else 2
        return ranked[0][0] > max(2, margin * second)

    def _frequent_unknown(self, text: str, kind: str) -> tuple[int, str] | None:
        """Return the name before a suffix that stands out, for a place not in the table.

        A name is told from the words before it by its frequency: with one character more on its
        left it must be nearly as frequent, or that character does not belong to it.
        """
        counts: Counter[str] = Counter()
        for match in re.finditer(rf"({_HAN}{{2,5}}){kind}", text):
            for size in range(2, len(match[1]) + 1):
                counts[match[1][-size:]] += 1
        short = [(n, name) for name, n in counts.items() if len(name) == 2 and n > 2]
        for count, name in sorted(short, reverse=True)[:_CANDIDATES]:
            whole = self._extended(name, count, counts)
            if (
                not whole.endswith("城")
                and self._is_place(whole, kind)
                and whole + kind not in self._known
            ):
                return count, whole + kind
        return None

    def _extended(self, name: str, count: int, counts: Counter[str]) -> str:
        """Add the characters on the left that nearly always stand before a name."""
        while True:
            longer = [
                (n, other)
                for other, n in counts.items()
                if len(other) == len(name) + 1 and other.endswith(name) and n * 5 >= count * 4
            ]
            if not longer:
                return name
            name = max(longer)[1]

    def _is_place(self, name: str, suffix: str) -> bool:
        if name.startswith(self._not_places) or name.endswith(self._no_ends):
            return False
        if not self._no_characters.isdisjoint(name):
            return False
        if suffix == "市" and name.endswith("城") and len(name) > 2:
            return False  # 智慧城市, but 海城市
        return len(name) > 1 or suffix in "县縣旗"

    def _of_short(self, short: str) -> Region:
        return self._region(self._full[short])

    def _region(self, name: str) -> Region:
        return Region(name, self._known[name], self.ancestors(name))


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(names, key=len, reverse=True)))


def _level(name: str) -> Level:
    return next(level for level in _LEVELS if level == name)


def _fits(name: str, kind: str) -> bool:
    return not kind or name.endswith(kind)


@cache
def identity_words() -> dict[str, Any]:
    """Load the words by which a report says whose it is."""
    return read_table("identity.toml")


@cache
def load_regions() -> Regions:
    """Load the tables of divisions that come with the library."""
    inner = [*read_rows("counties.tsv"), *read_rows("zones.tsv")]
    return Regions(read_rows("regions.tsv"), inner, identity_words())
