"""Scores and errors as one HTML page that needs nothing beside itself."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from html import escape
from importlib import resources

from govreport_nlp.evaluation.bootstrap import Difference
from govreport_nlp.evaluation.error_cards import confusion_keys, error_card
from govreport_nlp.evaluation.figures import (
    ERROR_KINDS,
    FIGURE_NAMES,
    Figures,
    ScoredError,
    Scores,
    figure,
)
from govreport_nlp.evaluation.muc import CATEGORIES
from govreport_nlp.viewer.html import fill, strings

__all__ = ["scores_page"]

_HERE = resources.files("govreport_nlp.evaluation")

_TILES = ("record.f1", "quantity.f1", "name_relaxed", "workstream.accuracy")
_OPEN = 3
"""Classes of errors that stand open when the page is opened."""

_CONFUSIONS = 6
"""Confusions of a field shown at once; the others fold out."""


@cache
def _strings() -> dict[str, dict[str, str]]:
    """Return the interface's words, those of the viewer included."""
    groups = tomllib.loads((_HERE / "strings.toml").read_text(encoding="utf-8"))
    own = {f"{group}.{key}": both for group, keys in groups.items() for key, both in keys.items()}
    return strings() | own


def _word(key: str) -> str:
    return f'<span data-t="{key}">{escape(_strings()[key]["en"])}</span>'


def scores_page(
    scores: Scores,
    errors: Sequence[ScoredError],
    intervals: Mapping[str, tuple[float, float]] | None = None,
    differences: Mapping[str, Difference] | None = None,
) -> str:
    """Write scores and errors as an HTML page.

    The errors are grouped by class, the most frequent first, and filtered by class, document,
    workstream, measure, unit and words. The page speaks English or Chinese.

    Args:
        scores: The scores.
        errors: The errors to show.
        intervals: For each figure by its dotted name, lower and upper end of its interval.
        differences: For each figure by its dotted name, its difference from a baseline.

    Returns:
        The page; it loads nothing from anywhere.
    """
    intervals, differences = intervals or {}, differences or {}
    groups = {"document": scores.documents, **scores.groups}
    return fill(
        "accuracy",
        title="Accuracy",
        data={"strings": _strings()},
        assets=_HERE / "assets",
        size=_size(scores),
        warnings=_warnings(scores),
        tiles="".join(_tile(scores, name, intervals) for name in _TILES),
        figures=_figures_table(scores, intervals, differences),
        muc=_muc_table(scores),
        tabs="".join(_tab(kind, kind == "document") for kind in groups),
        groups="".join(_panel(kind, group) for kind, group in groups.items()),
        confusions=_confusions(scores),
        chips=_chips(errors),
        selects="".join(_select(field, errors) for field in _SELECTS),
        errors=_classes(errors),
    )


def _size(scores: Scores) -> str:
    sizes = {
        "documents": len(scores.documents),
        "records": scores.quantity.gold,
        "sentences": scores.workstream.sentences,
    }
    return " · ".join(f"{count:,} {_word(f'accuracy.{key}')}" for key, count in sizes.items())


def _warnings(scores: Scores) -> str:
    parts = {"partly": scores.without_prediction, "unscored": scores.without_gold}
    return "".join(
        f'<p class="warning">{_word(f"accuracy.{key}")}: {escape(", ".join(docs))}</p>'
        for key, docs in parts.items()
        if docs
    )


_TILE_WORDS = dict(zip(_TILES, ("record", "quantity", "name", "labels"), strict=True))


def _tile(scores: Scores, name: str, intervals: Mapping[str, tuple[float, float]]) -> str:
    value = figure(scores, name)
    low_high = intervals.get(name)
    shown = "–".join(f"{end:.3f}" for end in low_high) if low_high else ""
    title = escape(_strings()["accuracy.interval"]["en"])
    return (
        f'<div class="tile"><span>{_word(f"accuracy.{_TILE_WORDS[name]}")}</span>'
        f'<b>{_shown(value)}</b><small title="{title}">{shown}</small>{_bar(value, low_high)}</div>'
    )


def _bar(value: float | None, interval: tuple[float, float] | None) -> str:
    """Draw a figure from 0 to 1 with its interval."""
    if value is None:
        return ""
    low, high = interval or (value, value)
    return (
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="track" width="100" height="8"/>'
        f'<rect class="range" x="{low * 100:.1f}" width="{(high - low) * 100:.1f}" height="8"/>'
        f'<rect class="point" x="{value * 99:.1f}" width="1" height="8"/></svg>'
    )


def _figures_table(
    scores: Scores,
    intervals: Mapping[str, tuple[float, float]],
    differences: Mapping[str, Difference],
) -> str:
    heads = ["figure", "value", "range", "range"] + (["baseline"] if differences else [])
    rows = []
    for name in FIGURE_NAMES:
        value, interval = figure(scores, name), intervals.get(name)
        shown = "–".join(f"{end:.3f}" for end in interval) if interval else ""
        row = f"<td>{name}</td>{_cell(value)}<td class='value'>{shown}</td>"
        row += f"<td>{_bar(value, interval)}</td>"
        if differences:
            row += _difference(differences.get(name))
        rows.append(row)
    return _table([_word(f"accuracy.{head}") for head in heads], rows)


def _difference(one: Difference | None) -> str:
    if one is None:
        return "<td></td>"
    direction = ("up" if one.value > 0 else "down") if one.holds else ""
    holds = f" {_word('accuracy.holds')}" if one.holds else ""
    shown = f"{one.value:+.3f} [{one.low:+.3f}, {one.high:+.3f}]{holds}"
    return f'<td class="value diff {direction}" data-v="{one.value}">{shown}</td>'


def _muc_table(scores: Scores) -> str:
    heads = [_word(f"accuracy.{c}") for c in ("scheme", *CATEGORIES, "precision", "recall")]
    rows = []
    for scheme, one in scores.muc.items():
        counts = "".join(_cell(getattr(one, category)) for category in CATEGORIES)
        rates = "".join(_cell(rate) for rate in (one.precision, one.recall, one.f1))
        rows.append(f"<td>{scheme}</td>{counts}{rates}")
    return _table([*heads, "F1"], rows)


def _tab(kind: str, selected: bool) -> str:
    chosen = str(selected).lower()
    return (
        f'<button type="button" role="tab" aria-selected="{chosen}" data-panel="by-{kind}">'
        f"{_word(f'accuracy.{kind}')}</button>"
    )


def _panel(kind: str, group: Mapping[str, Figures]) -> str:
    names = (kind, "gold", "record", "quantity", "precision", "recall", "name", "labels")
    heads = [_word(f"accuracy.{name}") for name in names]
    rows = []
    for key, one in group.items():
        shown = escape(key) or "–"
        row = (
            one.quantity.gold, one.record.f1, one.quantity.f1, one.quantity.precision,
            one.quantity.recall, one.name_relaxed, one.workstream.accuracy,
        )  # fmt: skip
        taxonomy, _, label = shown.rpartition("/") if kind == "workstream" else ("", "", shown)
        small = f" <small>{taxonomy}</small>" if taxonomy else ""
        rows.append(
            f'<td title="{shown}">{label}{small}</td>' + "".join(_cell(value) for value in row)
        )
    hidden = "" if kind == "document" else " hidden"
    return f'<div class="scroll" id="by-{kind}"{hidden}>{_table(heads, rows)}</div>'


def _table(heads: Iterable[str], rows: Iterable[str]) -> str:
    ths = "".join(f'<th aria-sort="none"><button type="button">{h}</button></th>' for h in heads)
    trs = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table><thead><tr>{ths}</tr></thead><tbody>{trs}</tbody></table>"


def _cell(value: float | None) -> str:
    number = -1 if value is None else value
    shown = f"{value:,}" if isinstance(value, int) else _shown(value)
    return f'<td class="value" data-v="{number}">{shown}</td>'


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _confusions(scores: Scores) -> str:
    boxes = []
    for kind, confused in scores.confusions.items():
        lines = [_confusion(kind, pair, count) for pair, count in confused.items()]
        more = lines[_CONFUSIONS:]
        folded = f"<details><summary>+ {len(more)}</summary>{''.join(more)}</details>"
        shown = "".join(lines[:_CONFUSIONS]) + (folded if more else "")
        boxes.append(f"<div><h3>{_word(f'kind.{kind}')}</h3>{shown}</div>")
    return "".join(boxes)


def _confusion(kind: str, pair: str, count: int) -> str:
    return (
        f'<button type="button" data-c="{escape(f"{kind}:{pair}")}" data-shown="{escape(pair)}">'
        f"<span>{escape(pair)}</span><b>{count}</b></button>"
    )


def _chips(errors: Iterable[ScoredError]) -> str:
    counts = Counter(kind for error in errors for kind in error.kinds)
    return "".join(
        f'<button type="button" aria-pressed="false" data-k="{kind}">{_word(f"kind.{kind}")}'
        f"<b>{counts[kind]}</b></button>"
        for kind in _by_frequency(counts)
    )


def _by_frequency(counts: Mapping[str, int]) -> list[str]:
    return sorted(counts, key=lambda kind: (-counts[kind], ERROR_KINDS.index(kind)))


_SELECTS: dict[str, Callable[[ScoredError], str | None]] = {
    "doc": lambda error: error.doc,
    "workstream": lambda error: error.workstream,
    "measure": lambda error: getattr(error.gold or error.predicted, "measure", None),
    "unit": lambda error: getattr(error.gold or error.predicted, "unit", None),
}
"""What errors are filtered by, and where it stands."""


def _select(field: str, errors: Iterable[ScoredError]) -> str:
    values = Counter(value for error in errors if (value := _SELECTS[field](error)))
    word = f"accuracy.all_{'document' if field == 'doc' else field}s"
    options = "".join(f"<option>{escape(value)}</option>" for value, _ in values.most_common())
    first = f'<option value="" data-t="{word}">{escape(_strings()[word]["en"])}</option>'
    return f'<select id="{field}" aria-label="{field}">{first}{options}</select>'


def _classes(errors: Sequence[ScoredError]) -> str:
    """Group errors by what is most wrong with them, the most frequent class first."""
    groups: dict[str, list[ScoredError]] = {}
    for error in errors:
        groups.setdefault(error.kinds[0], []).append(error)
    if not groups:
        return f"<p>{_word('accuracy.no_errors')}</p>"
    order = _by_frequency({kind: len(group) for kind, group in groups.items()})
    parts = []
    for number, kind in enumerate(order):
        cards = "\n".join(_card(error) for error in groups[kind])
        state = " open" if number < _OPEN else ""
        parts.append(
            f'<details class="class"{state}><summary>{_word(f"kind.{kind}")}<b></b></summary>'
            f"{cards}</details>"
        )
    return "\n".join(parts)


def _card(error: ScoredError) -> str:
    fields = "".join(
        f' data-{field}="{escape(get(error) or "")}"' for field, get in _SELECTS.items()
    )
    confused = escape("\n".join(confusion_keys(error)))
    tags = "".join(f"<i>{_word(f'kind.{kind}')}</i>" for kind in error.kinds)
    place = escape(" · ".join(filter(None, (error.doc, str(error.start), error.workstream))))
    return (
        f'<article data-kinds="{" ".join(error.kinds)}"{fields} data-confused="{confused}">'
        f'<p class="where">{tags}{place}</p>{error_card(error, _word)}</article>'
    )
