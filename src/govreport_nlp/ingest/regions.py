"""Names of places: which division a report is about, and of which level."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from govreport_nlp.records import Level

__all__ = ["NATION", "Region", "Regions", "identity_words", "load_regions"]

_HAN = "[\u4e00-\u9fff]"
_LEAD = re.compile(r"(?:[^\u4e00-\u9fff]|年度?|月|日|在|于|关于|向|代表|中共)*")
_CANDIDATES = 5
_LEVELS: tuple[Level, ...] = ("national", "province", "city", "county")


class Region(NamedTuple):
    """A division.

    Attributes:
        name: Its full name.
        level: ``national``, ``province``, ``city`` or ``county``.
    """

    name: str
    level: Level


NATION = Region("全国", "national")


class Regions:
    """The table of divisions and the rules for names that it lacks."""

    def __init__(self, rows: list[list[str]], identity: dict[str, Any]) -> None:
        words = identity["words"]
        self._known = {row[0]: _level(row[2]) for row in rows}
        self._full = {row[1]: row[0] for row in reversed(rows) if row[1] not in words["ambiguous"]}
        self._suffixes = {name: _level(level) for name, level in identity["suffixes"].items()}
        suffixes = "|".join(self._suffixes)
        self._name = re.compile("|".join(sorted(self._known, key=len, reverse=True)))
        self._short = re.compile("|".join(sorted(self._full, key=len, reverse=True)))
        self._unknown = re.compile(rf"({_HAN}{{1,6}}?)({suffixes})")
        self._not_places = tuple(words["not_places"])
        self._no_characters = frozenset(words["no_place_characters"])
        self._no_ends = tuple(words["no_place_ends"])

    def at_start(self, phrase: str) -> Region | None:
        """Return the division that a phrase begins with, the smallest of a chain.

        Args:
            phrase: E.g. a title: ``2031年江临市政府工作报告``.

        Returns:
            The division, or None.
        """
        lead = _LEAD.match(phrase)
        pos = lead.end() if lead else 0
        found = None
        while True:
            known = self._name.match(phrase, pos)
            unknown = None if known else self._unknown.match(phrase, pos)
            if known:
                found = Region(known[0], self._known[known[0]])
                pos = known.end()
            elif unknown and self._is_place(unknown[1], unknown[2]):
                found = Region(unknown[0], self._suffixes[unknown[2]])
                pos = unknown.end()
            else:
                break
        if found:
            return found
        short = self._short.match(phrase, pos)
        return self._of_short(short[0]) if short else None

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
            return Region(unknown[1], self._suffixes.get(kind, "county"))
        if fitting and self._stands_out(fitting, kind):
            return Region(fitting[0][1], self._known[fitting[0][1]])
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
        name = self._full[short]
        return Region(name, self._known[name])


def _level(name: str) -> Level:
    return next(level for level in _LEVELS if level == name)


def _fits(name: str, kind: str) -> bool:
    return not kind or name.endswith(kind)


@cache
def identity_words() -> dict[str, Any]:
    """Load the words by which a report says whose it is."""
    source = resources.files("govreport_nlp") / "data" / "identity.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def load_regions() -> Regions:
    """Load the table of divisions that comes with the library."""
    source = resources.files("govreport_nlp") / "data" / "regions.tsv"
    lines = source.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return Regions(rows, identity_words())
