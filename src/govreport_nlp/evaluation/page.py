"""Scores and errors as one HTML page that needs nothing beside itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from govreport_nlp.evaluation.figures import ScoredError, Scores
from govreport_nlp.evaluation.gold import GoldIndicator
from govreport_nlp.evaluation.tables import record_fields, scores_table

__all__ = ["scores_page"]

_PAGE = """<!DOCTYPE html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Accuracy</title>
<style>
body {{ font: 15px/1.6 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem;
  color: #222; background: #fff }}
pre {{ overflow-x: auto; background: #f5f5f2; padding: 1rem }}
article {{ border-top: 1px solid #ccc; padding: .6rem 0 }}
h2 {{ font-size: 1rem; margin: 0; font-weight: 600 }}
h2 small {{ font-weight: 400; color: #666 }}
mark {{ background: #ffe08a }}
table {{ border-collapse: collapse; font-size: 13px }}
td, th {{ text-align: left; padding: .1rem .6rem; vertical-align: top; font-weight: 400 }}
th {{ color: #666 }}
.wrong {{ background: #fdd }}
label {{ margin-right: .8rem; white-space: nowrap }}
</style>
</head>
<body>
<h1>Accuracy</h1>
<pre>{table}</pre>
<form>{filters}</form>
{errors}
<script>
const form = document.querySelector("form");
form.addEventListener("change", () => {{
  const kinds = new Set([...form.querySelectorAll("input:checked")].map(box => box.name));
  const doc = form.querySelector("select").value;
  for (const error of document.querySelectorAll("article")) {{
    const wanted = error.dataset.kinds.split(" ").some(kind => kinds.has(kind));
    error.hidden = !wanted || (doc !== "" && error.dataset.doc !== doc);
  }}
}});
</script>
</body>
</html>
"""


def scores_page(
    scores: Scores,
    errors: Iterable[ScoredError],
    intervals: Mapping[str, tuple[float, float]] | None = None,
) -> str:
    """Write scores and errors as an HTML page, errors to be filtered by kind and document.

    Args:
        scores: The scores.
        errors: The errors to show.
        intervals: For each figure by its dotted name, lower and upper end of its interval.

    Returns:
        The page; it loads nothing from anywhere.
    """
    boxes = "".join(
        f'<label><input type="checkbox" name="{kind}" checked> {kind} {count}</label>'
        for kind, count in scores.error_counts.items()
    )
    options = "".join(f"<option>{escape(doc)}</option>" for doc in scores.documents)
    return _PAGE.format(
        table=escape(scores_table(scores, intervals)),
        filters=f'{boxes}<select><option value="">all documents</option>{options}</select>',
        errors="\n".join(_article(error) for error in errors),
    )


def _article(error: ScoredError) -> str:
    kinds, doc = " ".join(error.kinds), escape(error.doc)
    return (
        f'<article data-kinds="{kinds}" data-doc="{doc}">'
        f"<h2>{kinds} <small>{doc} {error.start}</small></h2>"
        f"<p>{_context(error)}</p>{_comparison(error)}</article>"
    )


def _context(error: ScoredError) -> str:
    start, end = error.start - error.context_start, error.end - error.context_start
    before, inside, after = (
        escape(part)
        for part in (error.context[:start], error.context[start:end], error.context[end:])
    )
    return f"{before}<mark>{inside}</mark>{after}"


def _comparison(error: ScoredError) -> str:
    gold = _cells(error.gold) | _labels(error.gold_workstreams)
    predicted = _cells(error.predicted) | _labels(error.predicted_workstreams)
    keys = list(gold or predicted)
    differ = {key for key in keys if gold and predicted and gold[key] != predicted[key]}
    rows = [_row("th", "", dict(zip(keys, keys, strict=True)), set())]
    rows += [_row("td", "gold", gold, set())] if gold else []
    rows += [_row("td", "predicted", predicted, differ)] if predicted else []
    return f"<table>{''.join(rows)}</table>"


def _row(tag: str, head: str, cells: Mapping[str, str], marked: set[str]) -> str:
    inside = "".join(
        f"<{tag}{' class=wrong' if key in marked else ''}>{escape(cell)}</{tag}>"
        for key, cell in cells.items()
    )
    return f"<tr><th>{head}</th>{inside}</tr>"


def _cells(record: GoldIndicator | None) -> dict[str, str]:
    return record_fields(record) if record is not None else {}


def _labels(workstreams: tuple[str, ...]) -> dict[str, str]:
    return {"workstreams": " ".join(workstreams)} if workstreams else {}
