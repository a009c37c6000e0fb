"""The words around a number, from ``data/atoms.toml``, as tables of longest match."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar

from govreport_nlp.datafiles import read_table

__all__ = ["Atom", "Lexicon", "WordTable", "load_lexicon"]

T = TypeVar("T")


class Atom(NamedTuple):
    """What a word means to the grammar.

    Attributes:
        kind: ``before``, ``after``, ``link``, ``to``, ``from``, ``change``, ``apart``, ``keep``.
        value: The qualifier or the direction, else empty.
    """

    kind: str
    value: str = ""


class WordTable(Generic[T]):
    """Finds the longest word of a table that ends or starts at an offset."""

    def __init__(self, words: Mapping[str, T]) -> None:
        self._found = {word: (word, value) for word, value in words.items()}
        self._by_end = _lengths_by(words, slice(-2, None), -1)
        self._by_start = _lengths_by(words, slice(2), 0)

    def ending(self, text: str, low: int, high: int) -> tuple[str, T] | None:
        """Return the longest word that ends at ``high`` and starts at or after ``low``."""
        room = high - low
        if room <= 0:
            return None
        end = text[max(high - 2, 0) : high]
        for length in self._by_end.get(end) or self._by_end.get(end[-1], ()):
            if length <= room:
                found = self._found.get(text[high - length : high])
                if found is not None:
                    return found
        return None

    def starting(self, text: str, low: int, high: int) -> tuple[str, T] | None:
        """Return the longest word that starts at ``low`` and ends at or before ``high``."""
        room = high - low
        if room <= 0:
            return None
        start = text[low : low + 2]
        for length in self._by_start.get(start) or self._by_start.get(start[0], ()):
            if length <= room:
                found = self._found.get(text[low : low + length])
                if found is not None:
                    return found
        return None

    def __contains__(self, word: str) -> bool:
        return word in self._found


def _lengths_by(words: Iterable[str], edge: slice, outer: int) -> dict[str, tuple[int, ...]]:
    """The lengths of the words, longest first, by the two characters at an edge of theirs.

    A word of one character counts for all pairs with it as the outer one; where it is in none, it
    is the key itself.
    """
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[edge], set()).add(len(word))
    for pair in lengths:
        lengths[pair] |= lengths.get(pair[outer], set())
    return {key: tuple(sorted(found, reverse=True)) for key, found in lengths.items()}


# 提质扩量, 提标扩面; and what ends a clause or a topic.
_SET_PHRASE = (
    r"[提增扩稳强促降补延建做优][质量产能效容链储优标][提增扩稳强促降补延上][质量产能效容链速产级面]"
    r"|(?:支撑|带动|引领)?作用|经济效益|(?<=...)发展(?:方面)?$|方面$"
    r"|(?:提高|提升|增强|增长|发展|扩大|壮大|向好)$"
)


def _any_of(words: Iterable[str], pattern: str = "") -> re.Pattern[str]:
    """A pattern for any of some words, and for what another pattern finds."""
    return re.compile("|".join([*map(re.escape, words), *([pattern] if pattern else [])]))


class Lexicon:
    """All tables of ``data/atoms.toml``.

    Args:
        data: The content of the file.
        national: Whether the report is on the whole nation.

    Attributes:
        left: Words read leftward from a number.
        after: Qualifiers behind a number.
        lead: Words that open a clause and are no part of a name; False where the word only
            looks like one (``共建`` is no ``共``).
        flow: Verbs of flow.
        manner: What may stand before such a verb, and is part of it: 专项治理.
        adverbs: What only says how well it was done, and drops out: 高质量建好.
        verbal_nouns: Verbs that are nouns behind these: 高质量发展.
        bare: Heads that need the subject of the clause before.
        funds: Purses of governments.
        headed: Heads that a clause without number may be the subject of.
        building: Verbs of building that chain: 新建改建.
        complete: Verbs that hold their object, and goods: 减贫, 棉花. They need no subject.
        goods: Names of goods.
        stock: Endings of names to which no verb carries over.
        whole: Measures that are one word.
        rank_verbs: Verbs in front of a rank.
        fields: Fields of comparison of a rank.
        change_nouns: Nouns of growth that stay in the name.
        change_flows: Verbs of change that may also count things.
        predicates: Predicates that close a statement before its number.
        going_on: What goes on with a subject, found anywhere: 继续, 稳步.
        said: That, and all else that is said of a subject without a number.
        tail: Words that open what stands behind a number and are no part of a name.
        inner: Adverbs that drop out of the middle of a name.
    """

    def __init__(self, data: Mapping[str, Any], *, national: bool = False) -> None:
        left: dict[str, Atom] = {}
        for word in data["link"]["words"]:
            left[word] = Atom("link")
        for word in data["to"]["words"]:
            left[word] = Atom("to")
        for word in data["from"]["words"]:
            left[word] = Atom("from")
        for direction in ("up", "down"):
            for word in data["change"][direction]:
                left[word] = Atom("change", direction)
        for qualifier, words in data["before"].items():
            for word in words:
                left[word] = Atom("before", qualifier)
        for word in (*data["keep"]["words"], *data["guard"]["words"]):
            left[word] = Atom("keep")
        left["分别"] = left["各自"] = Atom("apart")
        self.left = WordTable(left)
        self.after = WordTable(
            {word: kind for kind, words in data["after"].items() for word in words}
        )
        lead = dict.fromkeys(data["lead"]["words"], True)
        lead.update(dict.fromkeys(data["lead"]["national"], national))
        lead.update(dict.fromkeys(data["lead"]["guards"], False))
        self.lead = WordTable(lead)
        self.flow = WordTable(dict.fromkeys(data["flow"]["verbs"], True))
        self.manner = WordTable(dict.fromkeys(data["flow"]["manner"], True))
        self.adverbs = WordTable(dict.fromkeys(data["flow"]["adverbs"], True))
        self.verbal_nouns = WordTable(dict.fromkeys(data["flow"]["nouns"], True))
        self.bare = frozenset(data["bare"]["heads"])
        self.funds = frozenset(data["bare"]["funds"])
        self.headed = (self.bare | self.funds) - {*data["bare"]["alone"]}
        self.building = WordTable(dict.fromkeys(data["flow"]["building"], True))
        self.complete = frozenset((*data["flow"]["complete"], *data["bare"]["goods"]))
        self.goods = tuple(data["bare"]["goods"])
        self.stock = tuple(data["bare"]["stock"])
        self.whole = tuple(data["bare"]["whole"])
        self.rank_verbs = WordTable(dict.fromkeys(data["rank"]["verbs"], True))
        self.fields = WordTable(dict.fromkeys(data["rank"]["fields"], True))
        self.change_nouns = frozenset(data["change"]["noun"])
        self.change_flows = frozenset(data["change"]["flow"])
        self.predicates = WordTable(dict.fromkeys(data["predicate"]["tails"], True))
        self.going_on = _any_of(data["predicate"]["going_on"])
        self.said = _any_of(
            [*data["predicate"]["going_on"], *data["predicate"]["said"]], _SET_PHRASE
        )
        self.tail = WordTable(dict.fromkeys(data["tail"]["words"], True))
        self.inner = WordTable(dict.fromkeys(data["inner"]["words"], True))


@lru_cache(maxsize=2)
def load_lexicon(*, national: bool = False) -> Lexicon:
    """Read the tables that come with the library.

    Args:
        national: Whether the report is on the whole nation, so that ``全国`` sets nothing apart.
    """
    return Lexicon(read_table("atoms.toml"), national=national)
