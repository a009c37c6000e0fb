"""Scores and errors as text for a terminal, and as plain data for JSON."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from govreport_nlp.evaluation.agreement import FIELDS
from govreport_nlp.evaluation.bootstrap import Difference
from govreport_nlp.evaluation.figures import (
    PRF,
    RATES,
    SHARES,
    Figures,
    ScoredError,
    Scores,
)
from govreport_nlp.evaluation.gold import GoldIndicator
from govreport_nlp.evaluation.muc import CATEGORIES

__all__ = ["difference_lines", "error_lines", "record_fields", "scores_data", "scores_table"]

_CONFUSIONS = 8
"""Confusions shown for each field, the most frequent first."""

_GROUPS = 20
"""Workstreams, units or measures shown, those with most gold records."""

_CONTEXT = 60
"""Characters of a sentence shown on each side of an error."""


def scores_data(scores: Scores, errors: Sequence[ScoredError] = ()) -> dict[str, Any]:
    """Return scores as data for JSON: the figures, the documents' figures, the errors' counts.

    Args:
        scores: The scores.
        errors: The errors to include; without any the key ``errors`` is left out.
    """
    data = scores.model_dump(mode="json", exclude={"errors", "tallies"})
    data["error_counts"] = scores.error_counts
    data["confusions"] = scores.confusions
    if errors:
        data["errors"] = [error.model_dump(mode="json") for error in errors]
    return data


def scores_table(scores: Scores, intervals: Mapping[str, tuple[float, float]] | None = None) -> str:
    """Return scores as a text of fixed columns: totals, documents, kinds of error, confusions.

    Args:
        scores: The scores.
        intervals: For each figure by its dotted name, lower and upper end of its interval.
    """
    intervals = intervals or {}
    lines = [f"{'':14}{'precision':>10}{'recall':>8}{'F1':>8}   right/predicted/gold"]
    for key in RATES:
        rate: PRF = getattr(scores, key)
        lines.append(
            f"{key:14}{_figure(rate.precision):>10}{_figure(rate.recall):>8}{_figure(rate.f1):>8}"
            f"   {rate.correct}/{rate.predicted}/{rate.gold}{_interval(intervals, key + '.f1')}"
        )
    lines += ["", f"of {scores.pairs} pairs"]
    lines += [
        f"{key:14}{_figure(getattr(scores, key)):>10}{_interval(intervals, key)}" for key in SHARES
    ]
    lines += ["", f"workstreams of {scores.workstream.sentences} sentences"]
    for key in ("accuracy", "macro_f1"):
        figure = getattr(scores.workstream, key)
        lines.append(f"{key:14}{_figure(figure):>10}{_interval(intervals, 'workstream.' + key)}")
    lines += ["", *_muc_lines(scores)]
    lines += ["", *_figures_lines("document", scores.documents)]
    for kind, group in scores.groups.items():
        lines += ["", *_figures_lines(kind, dict(list(group.items())[:_GROUPS]))]
        if len(group) > _GROUPS:
            lines.append(f"… and {len(group) - _GROUPS} more with fewer records: in JSON")
    counts = ", ".join(f"{kind} {count}" for kind, count in scores.error_counts.items())
    lines += ["", f"errors: {counts or 'none'}"]
    for kind, confused in scores.confusions.items():
        most = [f"{pair} {count}" for pair, count in list(confused.items())[:_CONFUSIONS]]
        lines.append(f"{kind:14}{', '.join(most)}")
    return "\n".join(lines)


def _muc_lines(scores: Scores) -> list[str]:
    """Return the categories of the Message Understanding Conferences, a scheme a line."""
    heads = (*CATEGORIES, "precision", "recall", "F1")
    lines = [f"{'MUC scheme':14}" + "".join(f"{head:>11}" for head in heads)]
    for scheme, one in scores.muc.items():
        counts = "".join(f"{getattr(one, category):>11}" for category in CATEGORIES)
        rates = "".join(f"{_figure(rate):>11}" for rate in (one.precision, one.recall, one.f1))
        lines.append(f"{scheme:14}{counts}{rates}")
    return lines


def _figures_lines(head: str, parts: Mapping[str, Figures]) -> list[str]:
    """Return the main figures of documents or groups, one a line."""
    width = max([_columns(key) for key in parts], default=0)
    width = max(width, len(head)) + 2
    heads = ("gold", "record", "quantity", "P", "R", "name", "qualifier", "measure", "status",
             "period", "workstream")  # fmt: skip
    lines = [f"{head:{width}}" + "".join(f"{name:>11}" for name in heads)]
    for key, one in parts.items():
        row = (
            one.record.f1, one.quantity.f1, one.quantity.precision, one.quantity.recall,
            one.name_relaxed, one.qualifier, one.measure, one.status, one.period,
            one.workstream.accuracy,
        )  # fmt: skip
        shown = key or "(none)"
        lines.append(
            shown
            + " " * (width - _columns(shown))
            + f"{one.quantity.gold:>11}"
            + "".join(f"{_figure(figure):>11}" for figure in row)
        )
    return lines


def _columns(text: str) -> int:
    """Return the columns that a text takes on a terminal: Chinese signs take two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def difference_lines(differences: Mapping[str, Difference]) -> list[str]:
    """Return a comparison with a baseline as text: difference and interval of each figure.

    Args:
        differences: For each figure by its dotted name, the difference.
    """
    if not differences:
        return []
    lines = ["", "against the baseline (* holds: more than chance)"]
    for name, (value, low, high, holds) in differences.items():
        star = " *" if holds else ""
        lines.append(f"{name:22}{value:>+8.3f}   [{low:+.3f}, {high:+.3f}]{star}")
    held = [name for name, difference in differences.items() if difference.holds]
    return [*lines, f"differences that hold: {', '.join(held) or 'none'}"]


def error_lines(errors: Iterable[ScoredError]) -> list[str]:
    """Return errors as text, two or three lines each.

    The first line gives the kinds, the place and the sentence with the number between ``»`` and
    ``«``; ``G`` the gold record; ``P`` the predicted one, of a pair only the differing fields.
    """
    lines = []
    for error in errors:
        lines.append(f"[{' '.join(error.kinds)}] {error.doc}@{error.start}: {_context(error)}")
        if error.gold_workstreams:
            gold, predicted = error.gold_workstreams, error.predicted_workstreams
            lines.append(f"  G {' '.join(gold)}   P {' '.join(predicted) or 'none'}")
        if error.gold is not None:
            lines.append(f"  G {_record(error.gold)}")
        if error.predicted is not None:
            rule = getattr(error.predicted, "rule", "")
            shown = (
                _difference(error.predicted, error.gold) if error.gold else _record(error.predicted)
            )
            lines.append(f"  P {shown}{f'  rule={rule}' if rule else ''}")
    return lines


def _context(error: ScoredError) -> str:
    if error.gold is None and error.predicted is None:
        return error.context.replace("\n", " ")[: 2 * _CONTEXT]
    start, end = error.start - error.context_start, error.end - error.context_start
    left, right = error.context[:start], error.context[end:]
    left = left if len(left) <= _CONTEXT else "…" + left[-_CONTEXT:]
    right = right if len(right) <= _CONTEXT else right[:_CONTEXT] + "…"
    return f"{left}»{error.context[start:end]}«{right}".replace("\n", " ")


def _amount(record: GoldIndicator) -> str:
    if record.value is not None:
        return f"{record.value:f}"
    return f"{record.low}..{record.high}"


def record_fields(record: GoldIndicator) -> dict[str, str]:
    """Return a record's fields as shown to people, null as ``None``."""
    shown = {"text": record.text, "value": _amount(record), "unit": record.unit or "''"}
    return shown | {key: str(getattr(record, key)) for key in ("name", *FIELDS)}


def _record(record: GoldIndicator) -> str:
    shown = record_fields(record)
    head = f"{shown['name']} | {shown['value']} {shown['unit']} | "
    plain = [shown[key] for key in ("qualifier", "measure", "status")]
    rest = [
        f"{key}={shown[key]}"
        for key in ("direction", "basis", "period", "scope")
        if shown[key] != "None"
    ]
    return head + " ".join(plain + rest)


def _difference(predicted: GoldIndicator, gold: GoldIndicator) -> str:
    ours, theirs = record_fields(predicted), record_fields(gold)
    return "  ".join(f"{key}={ours[key]}" for key in ours if ours[key] != theirs[key])


def _figure(figure: float | None) -> str:
    return "–" if figure is None else f"{figure:.3f}"


def _interval(intervals: Mapping[str, tuple[float, float]], key: str) -> str:
    if key not in intervals:
        return ""
    low, high = intervals[key]
    return f"   [{low:.3f}, {high:.3f}]"
