"""A series as a chart in SVG, drawn by matplotlib."""

from __future__ import annotations

import io
import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from govreport_nlp.catalogue.series import SEVERAL_YEARS, Point
from govreport_nlp.errors import MissingExtraError
from govreport_nlp.indicators.canonical import CatalogueEntry

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw"]

_FONTS = (
    "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "SimHei",
    "WenQuanYi Micro Hei", "DejaVu Sans",
)  # fmt: skip
_COLOURS = (
    "#2f6f9f", "#c8553d", "#4f8a5b", "#8a5fa8", "#b5892b", "#3a9a9a", "#b34a7d", "#6b7a3a",
)  # fmt: skip
_REST = "#b9bec8"
_WORTH_A_PANEL = 3
_TICKS = 14
_WIDE = 50
"""From this ratio of the largest to the smallest level on an axis is logarithmic."""
_INK, _SOFT, _LINE = "#1f2430", "#5d6675", "#e4e6eb"
_MARKERS = {"at_least": "^", "over": "^", "at_most": "v", "under": "v"}
_SCALES = ((Decimal(10) ** 12, "万亿"), (Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))
_STYLE = {
    "svg.fonttype": "none",  # text stays text
    "svg.hashsalt": "govreport",  # the same ids each time
    "text.parse_math": False,  # a $ in a region's name is a $
    "axes.unicode_minus": False,
    "font.size": 10.5,
    "text.color": _INK,
    "axes.labelcolor": _SOFT,
    "axes.edgecolor": _LINE,
    "xtick.color": _SOFT,
    "ytick.color": _SOFT,
}


class _Panel(NamedTuple):
    """Points that share an axis: one measure in one unit."""

    measure: str
    unit: str
    points: list[Point]


def draw(points: Iterable[Point], entry: CatalogueEntry, *, title: bool = True) -> str:
    """Draw a series: a panel for each measure and unit, a line for each region.

    Results are filled points on a full line, targets hollow ones on a dashed line; triangles point
    up for floors and down for ceilings; a cross marks values in conflict. What is of no single
    year, of a scope, or unusual stays in the table.

    Args:
        points: The points, as `mark` gives them.
        entry: The indicator.
        title: Whether its name stands above the chart.

    Returns:
        The chart as SVG; text in it stays text.

    Raises:
        MissingExtraError: matplotlib is not installed.
    """
    try:
        import matplotlib as mpl  # noqa: PLC0415  drawing is an extra
        from matplotlib.figure import Figure  # noqa: PLC0415
        from matplotlib.font_manager import get_font_names  # noqa: PLC0415
    except ImportError as error:
        raise MissingExtraError("plot", "a chart") from error
    panels = list(_panels(points))
    colours = _region_colours(panels)
    known = set(get_font_names())
    fonts = [font for font in _FONTS if font in known] or ["sans-serif"]
    style: Any = {**_STYLE, "font.family": fonts}
    with mpl.rc_context(style), warnings.catch_warnings():
        # where no font has Chinese characters, the one who shows the picture has
        warnings.filterwarnings("ignore", message="Glyph")
        sizes = [_height(panel) for panel in panels] or [1.2]
        figure = Figure(figsize=(9, sum(sizes) + 0.9), layout="constrained")
        if title:
            figure.suptitle(f"{entry.zh} · {entry.en}", x=0.012, ha="left", fontsize=13)
        axes = figure.subplots(len(sizes), 1, squeeze=False, height_ratios=sizes)[:, 0]
        for panel, axis in zip(panels, axes, strict=False):
            _draw_panel(axis, panel, colours)
        if not panels:
            axes[0].axis("off")
            axes[0].text(0, 0.5, "nothing to draw: no value of a whole year", color=_SOFT)
        out = io.StringIO()
        figure.savefig(
            out, format="svg", transparent=True, metadata={"Date": None, "Creator": None}
        )
    return out.getvalue()


def _panels(points: Iterable[Point]) -> Iterator[_Panel]:
    found: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for point in points:
        one = point.observation
        year = one.period is not None and one.period.isdigit() and one.basis not in SEVERAL_YEARS
        if year and not one.scope and not point.unusual and one.signed is not None:
            found[one.measure, one.unit].append(point)
    ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    for at, ((measure, unit), some) in enumerate(ranked):
        if at == 0 or len(some) >= _WORTH_A_PANEL:
            yield _Panel(measure, unit, some)


def _region_colours(panels: list[_Panel]) -> dict[str, str]:
    counts: dict[str, int] = defaultdict(int)
    for panel in panels:
        for point in panel.points:
            counts[point.observation.region] += 1
    ranked = sorted(counts, key=lambda region: (-counts[region], region))
    kept = len(_COLOURS)
    return {region: _COLOURS[at] if at < kept else _REST for at, region in enumerate(ranked)}


def _regions(panel: _Panel) -> list[str]:
    return list(dict.fromkeys(point.observation.region for point in panel.points))


def _across(panel: _Panel) -> bool:
    """Whether a panel compares regions in one year rather than years."""
    return len(_years(panel)) == 1 and len(_regions(panel)) > 1


def _years(panel: _Panel) -> list[int]:
    return sorted({int(point.observation.period or 0) for point in panel.points})


def _height(panel: _Panel) -> float:
    return 0.8 + 0.26 * len(_regions(panel)) if _across(panel) else 3.2


def _draw_panel(axis: Axes, panel: _Panel, colours: dict[str, str]) -> None:
    factor, scale = _scale(panel)
    for side in ("top", "right", "left"):
        axis.spines[side].set_visible(False)
    axis.tick_params(length=0)
    axis.set_axisbelow(True)
    label = {"level": "水平 level", "change": "变动 change", "rank": "位次 rank"}
    head = f"{label.get(panel.measure, panel.measure)}（{scale}{panel.unit or '—'}）"
    axis.set_title(head, loc="left", fontsize=10.5, color=_SOFT)
    if _across(panel):
        _draw_regions(axis, panel, factor, colours)
    else:
        _draw_years(axis, panel, factor, colours)
    if panel.measure == "rank":
        axis.invert_yaxis()


def _scale(panel: _Panel) -> tuple[Decimal, str]:
    top = max(abs(point.observation.signed or Decimal(0)) for point in panel.points)
    for factor, word in _SCALES:
        if top >= factor:
            return factor, word
    return Decimal(1), ""


def _draw_years(axis: Axes, panel: _Panel, factor: Decimal, colours: dict[str, str]) -> None:
    lines: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for point in panel.points:
        lines[point.observation.region, point.observation.status].append(point)
    for (region, status), points in sorted(lines.items()):
        colour = colours[region]
        agreed = {_x(p): _y(p, factor) for p in points if not p.conflict}
        steady = sorted(agreed.items())
        style = "-" if status == "actual" else (0, (4, 3))
        axis.plot(*zip(*steady, strict=True) if steady else ([], []), lw=1.4, ls=style, c=colour)
        for point in points:
            _draw_point(axis, point, _x(point), _y(point, factor), colour)
    axis.grid(axis="y", color=_LINE, lw=0.8)
    years = _years(panel)
    step = max(1, -(-(years[-1] - years[0]) // _TICKS))
    axis.set_xticks(years if len(years) <= _TICKS else range(years[0], years[-1] + 1, step))
    axis.margins(x=0.03, y=0.12)
    _spread(axis, panel, factor)
    _legend(axis, panel, colours)


def _spread(axis: Axes, panel: _Panel, factor: Decimal) -> None:
    """Make the axis of levels of very different sizes logarithmic."""
    from matplotlib.ticker import FuncFormatter  # noqa: PLC0415  drawing is an extra

    heights = [_y(point, factor) for point in panel.points]
    if panel.measure == "level" and min(heights) > 0 and max(heights) > _WIDE * min(heights):
        axis.set_yscale("log")
        axis.yaxis.set_major_formatter(FuncFormatter(lambda y, _: f"{y:g}"))
        axis.minorticks_off()


def _draw_regions(axis: Axes, panel: _Panel, factor: Decimal, colours: dict[str, str]) -> None:
    best = {p.observation.region: _y(p, factor) for p in panel.points}
    order = {region: at for at, region in enumerate(sorted(best, key=lambda r: (best[r], r)))}
    for point in panel.points:
        region = point.observation.region
        _draw_point(axis, point, _y(point, factor), order[region], _COLOURS[0], flat=True)
    axis.set_yticks(list(order.values()), [region or "—" for region in order])
    axis.grid(axis="both", color=_LINE, lw=0.8)
    axis.margins(x=0.05)
    axis.set_ylim(-0.6, len(order) - 0.4)
    axis.set_title(str(_years(panel)[0]), loc="right", fontsize=10.5, color=_SOFT)
    _legend(axis, panel, {})


def _draw_point(
    axis: Axes, point: Point, x: float, y: float, colour: str, *, flat: bool = False
) -> None:
    one = point.observation
    hollow = one.status == "target"
    marker = _MARKERS.get(one.qualifier, "o")
    if flat and marker != "o":
        marker = {"^": ">", "v": "<"}[marker]
    face = "#fdfcfa" if hollow else colour
    axis.plot([x], [y], ls="", marker=marker, ms=6.5, mfc=face, mec=colour, mew=1.5, zorder=3)
    if point.conflict:
        axis.plot([x], [y], ls="", marker="x", ms=11, mec="#b3261e", mew=1.6, zorder=4)


def _legend(axis: Axes, panel: _Panel, colours: dict[str, str]) -> None:
    from matplotlib.lines import Line2D  # noqa: PLC0415  drawing is an extra

    def key(**style: Any) -> Line2D:
        return Line2D([], [], **{"ls": "", "ms": 6.5, "mew": 1.5, **style})

    present = {point.observation.status for point in panel.points}
    keys = {"实绩 actual": key(marker="o", mfc=_SOFT, mec=_SOFT)} if "actual" in present else {}
    if "target" in present:
        keys["目标 target"] = key(marker="o", mfc="#fdfcfa", mec=_SOFT)
    if any(point.conflict for point in panel.points):
        keys["不一致 conflict"] = key(marker="x", mec="#b3261e")
    present_regions = set(_regions(panel))
    shown = [r for r, colour in colours.items() if colour != _REST and r in present_regions]
    for region in shown if len(colours) > 1 else ():
        keys[region or "—"] = Line2D([], [], lw=2, color=colours[region])
    if len(shown) < len(present_regions) and colours:
        keys["其他 others"] = Line2D([], [], lw=2, color=_REST)
    axis.legend(
        list(keys.values()), list(keys), frameon=False, loc="upper left",
        bbox_to_anchor=(1.0, 1.02), borderaxespad=0.4, labelcolor=_SOFT,
    )  # fmt: skip


def _x(point: Point) -> float:
    return float(point.observation.period or 0)


def _y(point: Point, factor: Decimal) -> float:
    return float((point.observation.signed or Decimal(0)) / factor)
