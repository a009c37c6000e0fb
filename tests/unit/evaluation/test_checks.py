"""Everything that is wrong with gold is found, and named with its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from govreport_nlp.errors import GoldError
from govreport_nlp.evaluation import load_gold
from govreport_nlp.evaluation.files import check_gold

from .test_scores import report

Data = dict[str, Any]
FIXTURES = Path(__file__).parents[2] / "fixtures" / "gold"


def problems(folder: Path, data: Data) -> list[str]:
    file = folder / "a.json"
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    found = list(check_gold(folder))
    assert all(problem.where == str(file) for problem in found)
    return [": ".join(problem[1:]) for problem in found]


def test_fixtures_are_right() -> None:
    assert list(check_gold(FIXTURES)) == []


def test_right_gold(tmp_path: Path, data: Data) -> None:
    assert problems(tmp_path, data) == []


def test_every_problem_of_form_is_told(tmp_path: Path, data: Data) -> None:
    first, second, third = data["indicators"]
    first["kind"] = "level"
    second["qualifier"] = "roughly"
    del third["status"]
    found = problems(tmp_path, data)
    assert [one.partition(": ")[0] for one in found] == [
        "indicators[0].kind (7:10 '12个')",
        "indicators[1].qualifier (15:20 '41.5%')",
        "indicators[2].status (29:32 '3万人')",
    ]


def test_every_problem_of_offsets_is_told(tmp_path: Path, data: Data) -> None:
    first, second, third = data["indicators"]
    first["text"] = "13个"
    second["name_spans"] = [[0, 99]]
    third |= {"start": 16, "end": 20, "text": "1.5%"}
    data["sentences"][1] |= {"end": 99}
    found = problems(tmp_path, data)
    assert found == [
        "indicators[0] (7:10 '13个'): the text at its span is '12个'",
        "indicators[1] (15:20 '41.5%'): a name span is no span of the text",
        f"indicators[1] (15:20 '41.5%'): its name is '绿化率', "
        f"but its name spans give {data['text']!r}",
        "sentences[1]: 21:99 is no span of the text",
        "indicators: 15:20 and 16:20 overlap",
    ]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"measure": "change"}, "a change without direction"),
        ({"direction": "up"}, "a level with the direction 'up'"),
        ({"basis": "last year"}, "the basis 'last year' is neither a known word nor a year"),
        ({"basis": "yoy"}, "a level with the basis 'yoy'"),
        ({"period": "二〇二三年"}, "the period '二〇二三年' has no known form"),
        ({"period": "2023-13/"}, "the period '2023-13/' has no known form"),
        ({"measure": "rank"}, "a rank with the unit '个' and not '位'"),
        ({"name": "", "name_spans": []}, "no name"),
        ({"name": "公园新建", "name_spans": [[5, 7], [3, 5]]}, "name spans that overlap or are"),
    ],
)
def test_guidelines(tmp_path: Path, data: Data, change: Data, message: str) -> None:
    data["indicators"][0] |= change
    (found,) = problems(tmp_path, data)
    assert found.startswith(f"indicators[0] (7:10 '12个'): {message}")
    # right in form: it can be scored
    assert len(load_gold(tmp_path)) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"period": "2018/2022", "basis": "cumulative"},
        {"period": "2023-01/2023-09", "basis": "annual_average"},
        {"period": "2023-Q1"},
        {"period": "2023-06-30"},
        {"measure": "change", "direction": "down", "basis": "2020"},
    ],
)
def test_what_the_guidelines_allow(tmp_path: Path, data: Data, change: Data) -> None:
    data["indicators"][0] |= change
    assert problems(tmp_path, data) == []


@pytest.mark.parametrize(
    ("labels", "taxonomy", "messages"),
    [
        ("ecology urban rural", "government", ["3 workstreams: one or two are allowed"]),
        ("ecology ecology", "government", ["a workstream twice: ecology ecology"]),
        ("moral", "government", ["government has no workstream 'moral'"]),
        ("moral", "education", []),
        ("whatever", "auto", []),
    ],
)
def test_workstreams(
    tmp_path: Path, data: Data, labels: str, taxonomy: str, messages: list[str]
) -> None:
    sentence = {"start": 0, "end": 21, "workstreams": labels.split()}
    found = problems(tmp_path, {**data, "taxonomy": taxonomy, "sentences": [sentence]})
    assert found == [f"sentences[0] (0:21): {message}" for message in messages]


def test_empty_text_is_not_null(tmp_path: Path, data: Data) -> None:
    data["indicators"][0]["scope"] = ""
    (found,) = problems(tmp_path, data)
    assert found.startswith("indicators[0].scope")


def test_files_that_are_no_gold(tmp_path: Path, data: Data) -> None:
    (tmp_path / "a.json").write_text(json.dumps(data), encoding="utf-8")
    (tmp_path / "b.json").write_text(json.dumps(data), encoding="utf-8")
    (tmp_path / "c.json").write_text("{", encoding="utf-8")
    (tmp_path / "d.json").write_text(report("甲").to_json(), encoding="utf-8")
    (tmp_path / "e.json").write_text("[1]", encoding="utf-8")
    found = [str(problem).replace(str(tmp_path), "") for problem in check_gold(tmp_path)]
    assert found[0] == "/b.json: document 'city-qinghu-2023' is in /a.json too"
    assert [one.partition(": ")[0] for one in found[1:]] == ["/c.json", "/d.json", "/e.json"]
    assert "no JSON" in found[1]
    assert "a parsed report, no gold" in found[2]
    with pytest.raises(GoldError):
        list(check_gold(tmp_path / "absent"))


def test_the_example_of_the_guidelines_is_right(tmp_path: Path) -> None:
    page = Path(__file__).parents[3] / "docs" / "reference" / "annotation-guidelines.md"
    example = page.read_text(encoding="utf-8").partition("```json\n")[2].partition("```")[0]
    assert problems(tmp_path, json.loads(example)) == []
