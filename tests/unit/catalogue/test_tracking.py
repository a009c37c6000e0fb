from __future__ import annotations

from typing import Any

import pytest

import govreport_nlp as gr
from govreport_nlp.catalogue import Observation, track
from govreport_nlp.catalogue.tracking import name_similarity, pairing_row
from govreport_nlp.catalogue.verdict import judge
from samples import PLAN, observation

UP: dict[str, Any] = {"measure": "change", "direction": "up"}
DOWN: dict[str, Any] = {"measure": "change", "direction": "down"}
AIR = {"canonical": "pm25", "name": "PM2.5平均浓度"}
PRICES = {**UP, "canonical": "cpi", "name": "居民消费价格"}
ENERGY = {**DOWN, "canonical": "energy-intensity", "name": "单位生产总值能耗"}


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    [
        (observation("6%", qualifier="at_least", **UP), observation("6%", **UP), "met reached"),
        (observation("6%", qualifier="at_least", **UP), observation("5.9%", **UP), "missed below"),
        (observation("6%", **UP), observation("2%", **DOWN), "missed below"),
        (observation("5%", qualifier="about", **UP), observation("4.8%", **UP), "unknown close"),
        (observation("5%", qualifier="about", **UP), observation("4.4%", **UP), "missed below"),
        (observation("5.5%", qualifier="about", **UP), observation("5.4%", **UP), "missed below"),
        (observation("3%", qualifier="about", **PRICES), observation("0.9%", **PRICES),
         "met within"),
        (observation("3%", **PRICES), observation("3.4%", **PRICES), "missed above"),
        (observation("3%", **ENERGY), observation("2.7%", **ENERGY), "missed below"),
        (observation("3%", qualifier="at_least", **ENERGY), observation("3.5%", **ENERGY),
         "met reached"),
        (observation("30微克/立方米", **AIR), observation("29微克/立方米", **AIR), "met within"),
        (observation("3万人", None), observation("2.8万人", None), "missed below"),
        (observation("3万人", None), observation("2.8万人", None, qualifier="over"),
         "unknown open"),
        (observation("3万人", None), observation("3万人", None, qualifier="under"),
         "missed below"),
        (observation("90%", None), observation("91%", None), "unknown direction"),
        (observation("90%", None, qualifier="at_most"), observation("91%", None), "missed above"),
        (observation("1亿元"), observation("1亿美元"), "unknown units"),
        (observation("3万人", None), observation("15万人", None), "unknown size"),
        (observation("1900斤", "grain-output"), observation("1吨", "grain-output"),
         "met reached"),
    ],
)  # fmt: skip
def test_verdicts(target: Observation, actual: Observation, expected: str) -> None:
    assert " ".join(judge(target, actual)) == expected


def test_a_range_is_met_from_its_lower_end() -> None:
    target = observation("6%", **UP)._replace(value=None, low=6, high=7)  # type: ignore[arg-type]
    assert judge(target, observation("6.1%", **UP)).outcome == "met"
    assert judge(target, observation("5.9%", **UP)).outcome == "missed"


def test_without_a_result_nothing_is_known() -> None:
    assert judge(observation("6%", **UP), None) == ("unknown", "no-result")


def test_targets_beside_results(observations: list[Observation]) -> None:
    found = {pairing.target.name: pairing for pairing in track(observations)}
    growth, jobs, parks = found["生产总值"], found["城镇新增就业"], found["新建口袋公园"]
    assert growth.verdict.outcome == "met"
    assert growth.actual is not None
    assert growth.actual.text == "6.4%"
    assert [one.text for one in growth.others] == ["7.5%"]
    assert jobs.verdict == ("missed", "below")
    assert (parks.found_by, round(parks.score, 2)) == ("name", 0.83)
    assert parks.verdict == ("met", "reached")
    assert pairing_row(growth)["actual_sentence"] == "生产总值6.4%。"


def test_names_less_alike_than_asked_for_do_not_count(observations: list[Observation]) -> None:
    assert track(observations, least=0.9)[2].actual is None


def test_of_several_results_the_one_of_the_targets_size_is_taken() -> None:
    plan: dict[str, Any] = {"status": "target", "report_year": 2030, "source": "plan"}
    years = observation("15万人", "new-urban-jobs", start=1)
    year = observation("3.1万人", "new-urban-jobs", start=9)
    (found,) = track([observation("3万人", "new-urban-jobs", **plan), years, year])
    assert (found.actual, found.others) == (year, (years,))
    assert found.verdict.outcome == "met"


def test_years_and_regions(observations: list[Observation]) -> None:
    assert track(observations, years=[2031]) == []
    assert track(observations, regions=["长桥县"]) == []
    assert len(track(observations, years=[2030], regions=["青湾市"])) == 3


@pytest.mark.parametrize(
    "change",
    [
        {"region": "长桥县"}, {"period": "2029"}, {"period": "2030-H1"}, {"scope": "开发区"},
        {"measure": "level", "direction": None}, {"basis": "cumulative"}, {"body": "教育局"},
        {"canonical": "industry"}, {"source": "青湾-2030.txt"},
    ],
)  # fmt: skip
def test_what_is_no_result_of_a_target(change: dict[str, Any]) -> None:
    target = observation("6%", status="target", report_year=2030, source="青湾-2030.txt", **UP)
    result = observation("6.4%", **UP)._replace(**change)
    assert [pairing.actual for pairing in track([target, result])] == [None]


def test_targets_of_later_years_are_left_out() -> None:
    later = observation("6%", status="target", report_year=2030, **UP)._replace(period="2035")
    assert track([later]) == []


def test_reports_of_two_years() -> None:
    first = gr.parse_text(PLAN, report_year=2031, region="青湾市", name="a")
    text = PLAN.replace("2031", "2032").replace("6.4%", "4.9%").replace("2.8万", "3.1万")
    second = gr.parse_text(text, report_year=2032, region="青湾市", name="b")
    found = [(p.target.name, p.target.period, p.verdict.outcome) for p in track([first, second])]
    assert found == [
        ("地区生产总值", "2031", "missed"),
        ("城镇新增就业", "2031", "met"),
        ("地区生产总值", "2032", "unknown"),
        ("城镇新增就业", "2032", "unknown"),
    ]


def test_two_reports_of_one_region_and_year_stay_apart() -> None:
    one = gr.parse_text(PLAN, report_year=2031, region="青湾市", name="a")
    other = gr.parse_text(
        PLAN.replace("3万人", "4万人"), report_year=2031, region="青湾市", name="b"
    )
    jobs = [p for p in track([one, other]) if p.target.canonical == "new-urban-jobs"]
    assert [(p.target.source, p.target.text, p.actual) for p in jobs] == [
        ("a", "3万人", None),
        ("b", "4万人", None),
    ]


def test_similarity() -> None:
    assert name_similarity("新建公园", "新建公园") == 1
    assert name_similarity("新建公园", "改造河道") == 0
    assert name_similarity("", "") == 0
    assert name_similarity("桥", "桥") == 1
