from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

import govreport_nlp as gr
from govreport_nlp.catalogue import Observation, find_entry, read_observations, series
from govreport_nlp.catalogue.plot import draw
from govreport_nlp.catalogue.series import mark, point_row
from govreport_nlp.errors import ConfigError
from samples import PLAN, RESULT, observation


def test_a_series_is_sorted_and_of_one_indicator(observations: list[Observation]) -> None:
    found = series(observations, "国内生产总值")
    assert {one.canonical for one in found} == {"gdp"}
    assert [(one.period, one.measure, one.status, one.text) for one in found] == [
        ("2029", "change", "actual", "650%"),
        ("2030", "change", "actual", "7.5%"),
        ("2030", "change", "actual", "6.4%"),
        ("2030", "change", "target", "6%"),
        ("2030", "level", "actual", "850亿元"),
        ("2030", "level", "actual", "860亿元"),
    ]


def test_what_is_wanted(observations: list[Observation]) -> None:
    kept = series(observations, "gdp", measures=["change"], statuses=["target"])
    assert [one.text for one in kept] == ["6%"]
    assert series(observations, "gdp", regions=["长桥县"]) == []


def test_what_a_report_repeats_is_kept_once() -> None:
    twice = [observation("6%"), observation("6%", start=80), observation("6%", source="other")]
    assert [one.source for one in series(twice, "gdp")] == ["other", "青湾-2031.txt"]


def test_conflicts_and_unusual_values_are_marked(observations: list[Observation]) -> None:
    points = {p.observation.text: p for p in mark(series(observations, "gdp"))}
    assert [text for text, point in points.items() if point.conflict] == ["7.5%", "6.4%"]
    assert [text for text, point in points.items() if point.unusual] == ["650%"]


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [
        (observation("860亿元"), observation("850亿元", qualifier="over"), False),
        (observation("840亿元"), observation("850亿元", qualifier="over"), True),
        (observation("1.4万亿元"), observation("1.37万亿元"), False),  # rounded
        (observation("1.36万亿元"), observation("1.37万亿元"), True),
        (observation("860亿元"), observation("70亿元", scope="开发区"), False),
        (observation("860亿元"), observation("70亿元", period="2029"), False),
        (observation("860亿元"), observation("70亿元", region="长桥县"), False),
        (observation("860亿元"), observation("70亿美元"), False),
        (
            observation("3%", measure="change", direction="up"),
            observation("3%", measure="change", direction="down"),
            True,
        ),
    ],
)
def test_what_cannot_both_be_true(one: Observation, other: Observation, conflict: bool) -> None:
    assert [point.conflict for point in mark([one, other])] == [conflict, conflict]


def test_undated_results_of_a_plan_are_of_the_year_before() -> None:
    report = gr.parse_text(PLAN, report_year=2031, region="青湾市")
    found = series([report], "gdp")
    assert [(one.period, one.dated, one.status) for one in found] == [
        ("2030", False, "actual"),
        ("2031", True, "target"),
    ]


def test_undated_results_of_a_completion_report_are_of_its_year() -> None:
    report = gr.parse_text(RESULT, report_year=2031, region="青湾市")
    assert [one.period for one in series([report], "gdp")] == ["2031"]


def test_a_row_is_flat(observations: list[Observation]) -> None:
    row = point_row(mark(series(observations, "gdp"))[-1], find_entry("gdp"))
    assert row["indicator"] == "gdp"
    assert row["value"] == Decimal(86000000000)
    assert all(not isinstance(value, (list, dict, tuple)) for value in row.values())


def test_tables_are_read_as_reports_are(tmp_path: Path) -> None:
    report = gr.parse_text(PLAN, report_year=2031, region="青湾市", name="a.txt")
    meta = report.metadata.model_dump(mode="json")
    head = {"source": "a.txt", "level": meta["level"], "publisher": meta["publisher"]}
    lines = [json.dumps(row, default=str) for row in report.indicator_rows()]
    (tmp_path / "reports.jsonl").write_text(json.dumps(head), encoding="utf-8")
    (tmp_path / "indicators.jsonl").write_text("\n".join(lines), encoding="utf-8")
    from_tables = list(read_observations(tmp_path))
    assert series(from_tables, "gdp") == series([report], "gdp")
    assert len(from_tables) == len(report.indicators)


def test_no_tables_and_broken_tables(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot read"):
        list(read_observations(tmp_path))
    (tmp_path / "reports.jsonl").write_text("{", encoding="utf-8")
    with pytest.raises(ConfigError, match="broken"):
        list(read_observations(tmp_path))


def test_a_chart(observations: list[Observation]) -> None:
    pytest.importorskip("matplotlib", reason="matplotlib not installed: no charts")
    points = mark(series(observations, "gdp"))
    svg = draw(points, find_entry("gdp"))
    assert svg.startswith("<?xml")
    assert "地区生产总值" in svg
    assert "conflict" in svg
    assert svg == draw(points, find_entry("gdp"))  # the same each time


@pytest.mark.parametrize("count", [0, 1, 30])
def test_charts_of_few_and_of_many_regions(count: int) -> None:
    pytest.importorskip("matplotlib", reason="matplotlib not installed: no charts")
    regions = [f"$第{at}<市>" for at in range(count)]
    points = mark([observation(f"{at + 1}亿元", region=r) for at, r in enumerate(regions)])
    svg = draw(points, find_entry("gdp"), title=False)
    assert svg.rstrip().endswith("</svg>")
    assert "<市>" not in svg
