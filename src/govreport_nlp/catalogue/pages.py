"""A series, and targets with their results, as pages of their own."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Iterable
from html import escape
from importlib import resources

from govreport_nlp.catalogue.observations import Observation
from govreport_nlp.catalogue.series import Point
from govreport_nlp.catalogue.tracking import Pairing
from govreport_nlp.indicators.canonical import CatalogueEntry
from govreport_nlp.viewer.html import fill, options, translated
from govreport_nlp.viewer.wording import ARROWS, QUALIFIER_MARKS

__all__ = ["render_series", "render_tracking"]

_ASSETS = resources.files("govreport_nlp.catalogue") / "assets"


def render_series(points: Iterable[Point], entry: CatalogueEntry, chart: str) -> str:
    """Return a series as a self-contained page: chart and table.

    Args:
        points: The points, as `mark` gives them.
        entry: The indicator.
        chart: The chart as SVG.
    """
    points = list(points)
    seen = [point.observation for point in points]
    image = base64.b64encode(chart.encode()).decode()
    return fill(
        "series",
        title=f"{entry.zh} · {entry.en}",
        data={},
        assets=_ASSETS,
        images=True,
        chart=f"data:image/svg+xml;base64,{image}",
        zh=escape(entry.zh),
        en=escape(entry.en),
        conflicts=str(sum(point.conflict for point in points)),
        regions=options(one.region for one in seen),
        measures=options((one.measure for one in seen), "measure"),
        statuses=options((one.status for one in seen), "status"),
        rows="\n".join(map(_point_row, points)),
    )


def _point_row(point: Point) -> str:
    one = point.observation
    flags = "".join(
        f'<span class="flag">{translated(f"flag.{flag}")}</span>'
        for flag, on in (("conflict", point.conflict), ("unusual", point.unusual))
        if on
    )
    scope = f"<small>{escape(one.scope)}</small>" if one.scope else ""
    return (
        f'<tr data-region="{escape(one.region)}" data-measure="{one.measure}" '
        f'data-status="{one.status}"><td>{escape(one.region) or "—"}{scope}</td>'
        f"<td>{_period(one)}</td>"
        f'<td class="value" data-v="{one.signed}">{_value(one)}</td>'
        f'<td class="kind">{_kind(one)}</td>'
        f'<td class="{one.status}">{translated(f"status.{one.status}")}{flags}</td>'
        f'<td class="passage">{_passage(one)}<small>{escape(one.source)}</small></td></tr>'
    )


def render_tracking(pairings: Iterable[Pairing], *, title: str = "govreport") -> str:
    """Return targets with their results as a self-contained page.

    Args:
        pairings: The pairings, as `track` gives them.
        title: The page's title.
    """
    pairings = list(pairings)
    counts = Counter(pairing.verdict.outcome for pairing in pairings)
    return fill(
        "track",
        title=title,
        data={},
        assets=_ASSETS,
        summary="".join(
            f'<li class="{outcome}"><b>{counts[outcome]}</b> '
            f"{translated(f'verdict.{outcome}')}</li>"
            for outcome in ("met", "missed", "unknown")
        ),
        regions=options(pairing.target.region for pairing in pairings),
        years=options(pairing.target.period or "" for pairing in pairings),
        verdicts=options((pairing.verdict.outcome for pairing in pairings), "verdict"),
        rows="\n".join(map(_pairing_row, pairings)),
    )


def _pairing_row(pairing: Pairing) -> str:
    target, actual, verdict = pairing.target, pairing.actual, pairing.verdict
    area = " ".join(filter(None, (target.region, target.body)))
    others = "、".join(_value(one) for one in pairing.others)
    likeness = ""
    if pairing.found_by == "name":
        likeness = f"<small>{translated('track.alike')} {pairing.score:.2f}</small>"
    result = "" if actual is None else f"<b>{_value(actual)}</b> {_passage(actual)}{likeness}"
    if others:
        result += f"<small>{translated('track.others')} {others}</small>"
    return (
        f'<tr data-region="{escape(target.region)}" data-year="{escape(target.period or "")}" '
        f'data-verdict="{verdict.outcome}"><td>{escape(area) or "—"}</td>'
        f'<td class="value">{escape(target.period or "")}</td>'
        f'<td class="name">{escape(target.name)}</td>'
        f'<td class="side"><b>{_value(target)}</b> {_passage(target)}</td>'
        f'<td class="side">{result}</td>'
        f'<td><span class="verdict {verdict.outcome}">{translated(f"verdict.{verdict.outcome}")}'
        f"</span><small>{translated(f'reason.{verdict.reason}')}</small></td></tr>"
    )


def _value(one: Observation) -> str:
    arrow = f'<i class="{one.direction}">{ARROWS[one.direction]}</i> ' if one.direction else ""
    return arrow + escape(QUALIFIER_MARKS[one.qualifier] + one.text)


def _kind(one: Observation) -> str:
    basis = f" · {translated(f'basis.{one.basis}', one.basis)}" if one.basis else ""
    return translated(f"measure.{one.measure}") + basis


def _period(one: Observation) -> str:
    """The period; in brackets where the text does not say it."""
    period = escape(one.period or "—").replace("/", "/<wbr>")
    return period if one.dated else f"({period})"


def _passage(one: Observation) -> str:
    """The sentence with its number marked, the first place where it stands."""
    before, number, after = one.sentence.partition(one.text)
    if not number:
        return f'<q lang="zh-Hans">{escape(one.sentence)}</q>'
    return f'<q lang="zh-Hans">{escape(before)}<mark>{escape(number)}</mark>{escape(after)}</q>'
