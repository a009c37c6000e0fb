"""An error as HTML: its sentence, and gold and prediction side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape
from itertools import pairwise

from govreport_nlp.evaluation.figures import CONFUSED, ScoredError, confused_pair
from govreport_nlp.evaluation.gold import GoldIndicator
from govreport_nlp.evaluation.tables import record_fields

__all__ = ["confusion_keys", "error_card"]

Word = Callable[[str], str]
"""Gives an element of the interface for a key: its words follow the page's language."""


def confusion_keys(error: ScoredError) -> Iterator[str]:
    """Yield ``kind:gold → predicted`` for each field in which something is taken for another."""
    for kind in error.kinds:
        if kind in CONFUSED or kind == "workstream":
            yield f"{kind}:{confused_pair(error, kind)}"


def error_card(error: ScoredError, word: Word) -> str:
    """Return the sentence with the number marked, and the fields.

    Args:
        error: The error.
        word: The interface's words.
    """
    return f"<blockquote>{_passage(error)}</blockquote>{_fields(error, word)}"


def _passage(error: ScoredError) -> str:
    """Mark the number, and underline the names' passages that stand in the sentence."""
    text, origin = error.context, error.context_start
    marks: list[tuple[int, int, str]] = []
    if error.gold or error.predicted:
        marks.append((error.start - origin, error.end - origin, "mark"))
    for record, name in ((error.gold, "gold"), (error.predicted, "predicted")):
        spans = record.name_spans if record else ()
        marks += [(start - origin, end - origin, name) for start, end in spans]
    marks = [(s, e, name) for s, e, name in marks if 0 <= s < e <= len(text)]
    edges = sorted({0, len(text), *(edge for s, e, _ in marks for edge in (s, e))})
    pieces = []
    for start, end in pairwise(edges):
        around = {name for s, e, name in marks if s <= start and end <= e}
        pieces.append(_piece(escape(text[start:end]), around))
    return "".join(pieces)


def _piece(html: str, around: set[str]) -> str:
    names = " ".join(sorted(around - {"mark"}))
    if names:
        html = f'<u class="{names}">{html}</u>'
    return f"<mark>{html}</mark>" if "mark" in around else html


def _fields(error: ScoredError, word: Word) -> str:
    if error.gold and error.predicted:
        return _pair(error.gold, error.predicted, word)
    if error.gold or error.predicted:
        side = "gold" if error.gold else "predicted"
        return _single(getattr(error, side), side, word)
    gold, predicted = (
        escape(" ".join(labels)) or "–"
        for labels in (error.gold_workstreams, error.predicted_workstreams)
    )
    return _side_by_side([("workstream", gold, predicted)], word, "")


def _pair(gold: GoldIndicator, predicted: GoldIndicator, word: Word) -> str:
    """Put the fields that differ side by side, and name those that agree below."""
    ours, theirs = _shown(predicted), _shown(gold)
    rows = [(key, theirs[key], ours[key]) for key in theirs if theirs[key] != ours[key]]
    agreed = [theirs[key] for key in theirs if theirs[key] == ours[key] and theirs[key] != "–"]
    below = f"<small>{word('accuracy.agreed')}</small>{' · '.join(agreed)}"
    return _side_by_side(rows, word, f'<p class="agreed">{below}</p>' if agreed else "")


def _side_by_side(rows: Iterable[tuple[str, str, str]], word: Word, below: str) -> str:
    lines = "".join(
        f'<dt>{word(f"kind.{key}")}</dt><dd class="gold">{gold}</dd>'
        f'<dd class="wrong">{predicted}</dd>'
        for key, gold, predicted in rows
    )
    heads = "".join(f'<dd class="h">{word(f"accuracy.{h}")}</dd>' for h in ("gold", "predicted"))
    return f'<dl class="fields"><dt class="h"></dt>{heads}{lines}{below}</dl>'


def _single(record: GoldIndicator, side: str, word: Word) -> str:
    tint = "gold" if side == "gold" else "wrong"
    lines = "".join(
        f'<dt>{word(f"kind.{key}")}</dt><dd class="{tint}">{value}</dd>'
        for key, value in _shown(record).items()
        if value != "–" and key != "span"
    )
    head = f'<dt class="h"></dt><dd class="h">{word(f"accuracy.{side}")}</dd>'
    return f'<dl class="fields one">{head}{lines}</dl>'


def _shown(record: GoldIndicator) -> dict[str, str]:
    """Return a record's fields as HTML, null as a dash; the text as written is its span."""
    fields = record_fields(record)
    fields["span"] = fields.pop("text")
    order = ("span", "name", "value", "unit", *(k for k in fields if k not in _FIRST))
    return {k: "–" if fields[k] in ("None", "''") else escape(fields[k]) for k in order}


_FIRST = ("span", "name", "value", "unit")
