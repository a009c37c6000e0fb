"""Other libraries on the same text: what each costs, and what each finds.

Each peer is a function that readies the library and returns what is to be timed: a function from
a text to the spans of the numbers that it finds, or to None where it finds none by its nature. A
peer that cannot be imported is left out, with the reason.
"""

# ruff: noqa: PLC0415  a peer that is not installed must not stop the others

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass

Span = tuple[int, int]
Find = Callable[[str], list[Span] | None]


@dataclass(frozen=True)
class Peer:
    """A library to compare with.

    Attributes:
        name: Its name, and what of it is used.
        ready: Imports and readies it.
        slow: Whether it is timed on a part of the corpus.
    """

    name: str
    ready: Callable[[], Find]
    slow: bool = False


def _jieba() -> Find:
    import jieba

    jieba.setLogLevel(60)
    jieba.initialize()
    return lambda text: jieba.lcut(text) and None


def _rjieba() -> Find:
    import rjieba

    return lambda text: rjieba.cut(text) and None


def _spacy() -> Find:
    import spacy

    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    nlp.max_length = 100_000_000
    return lambda text: nlp(text) and None


def _recognizers() -> Find:
    from recognizers_number import (
        Culture,
        recognize_number,
        recognize_ordinal,
        recognize_percentage,
    )
    from recognizers_number_with_unit import recognize_currency, recognize_dimension

    models = (
        *(recognize_number, recognize_percentage, recognize_ordinal),
        *(recognize_currency, recognize_dimension),
    )

    def find(text: str) -> list[Span]:
        found = [one for model in models for one in model(text, Culture.Chinese)]
        return [(one.start, one.end + 1) for one in found]

    return find


def _jionlp() -> Find:
    import jionlp

    extract = jionlp.ner.extract_money
    return lambda text: [tuple(money["offset"]) for money in extract(text)]


def _cn2an() -> Find:
    import cn2an

    return lambda text: cn2an.transform(text, "cn2an") and None


def _quantulum() -> Find:
    from quantulum3 import parser

    return lambda text: [quantity.span for quantity in parser.parse(text)]


def _number_pattern() -> Find:
    number = re.compile(r"\d+(?:\.\d+)?")
    return lambda text: [match.span() for match in number.finditer(text)]


PEERS = (
    Peer("jieba.lcut", _jieba),
    Peer("rjieba.cut", _rjieba),
    Peer("spaCy blank zh with jieba", _spacy),
    Peer("recognizers-text, five models of numbers", _recognizers, slow=True),
    Peer("jionlp: money", _jionlp, slow=True),
    Peer("cn2an.transform", _cn2an, slow=True),
    Peer("quantulum3", _quantulum, slow=True),
    Peer("one pattern for digits", _number_pattern),
)


def ready(peers: Sequence[Peer] = PEERS) -> tuple[dict[str, Find], dict[str, str]]:
    """Ready the peers that are installed.

    Returns:
        The peers that can be timed, and why the others cannot.
    """
    found: dict[str, Find] = {}
    missing: dict[str, str] = {}
    for peer in peers:
        with redirect_stdout(io.StringIO()):  # some greet
            try:
                find = peer.ready()
                find("增长5.5%，新建学校12所。")
            except Exception as error:
                missing[peer.name] = f"{type(error).__name__}: {error}".splitlines()[0]
                continue
        found[peer.name] = _quiet(find)
    return found, missing


def _quiet(find: Find) -> Find:
    """Let a library warn of what it cannot read without writing it a thousand times."""

    def run(text: str) -> list[Span] | None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return find(text)

    return run


def recall(find: Find, gold: Sequence[tuple[str, list[Span]]]) -> dict[str, float] | None:
    """Tell which share of gold quantities a peer finds.

    Args:
        find: The peer.
        gold: Texts with the spans of their quantities, unit included.

    Returns:
        Shares of those with the same span, and of those that a span overlaps; None for a library
        that finds no numbers.
    """
    same = touched = total = 0
    for text, wanted in gold:
        spans = find(text)
        if spans is None:
            return None
        exact = set(spans)
        total += len(wanted)
        same += sum(span in exact for span in wanted)
        touched += sum(any(a < end and start < b for a, b in spans) for start, end in wanted)
    return {"same": round(same / total, 4), "overlapping": round(touched / total, 4)}
