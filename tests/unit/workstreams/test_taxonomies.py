from __future__ import annotations

from pathlib import Path

import pytest

from govreport_nlp.errors import ConfigError
from govreport_nlp.records import Metadata
from govreport_nlp.workstreams import (
    available_taxonomies,
    check_taxonomy,
    choose_taxonomy,
    load_taxonomy,
)

OWN = """\
name = "transport"
default = "rest"

[[workstream]]
id = "road"
label = "公路"
strong = ["公路", "桥梁"]
examples = ["新建农村公路30公里。"]

[[workstream]]
id = "rest"
label = "其余"
"""

GOVERNMENT = (
    "economy finance industry innovation reform opening rural urban region ecology education "
    "health welfare culture safety government party defence other"
)
EDUCATION = "party moral basic tertiary livelihood reform staff support other"


def write(tmp_path: Path, text: str) -> str:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_built_in_taxonomies() -> None:
    assert available_taxonomies() == ("education", "government")
    assert " ".join(load_taxonomy("government").ids) == GOVERNMENT
    assert " ".join(load_taxonomy("education").ids) == EDUCATION


@pytest.mark.parametrize("name", ["government", "education"])
def test_built_in_taxonomies_have_no_problems(name: str) -> None:
    assert check_taxonomy(name) == []
    for stream in load_taxonomy(name).workstreams:
        assert stream.label and stream.label_en and stream.description
        assert stream.examples and stream.counter_examples
        assert len(list(stream.terms())) >= 40


def test_own_file_loads(tmp_path: Path) -> None:
    taxonomy = load_taxonomy(write(tmp_path, OWN))
    assert taxonomy.ids == ("road", "rest")
    assert taxonomy["road"].label == "公路"


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('label = "公路"', 'lable = "公路"', 6, "lable"),
        ('["公路", "桥梁"]', '["公路", "公路"]', 7, "stands twice"),
        ('["公路", "桥梁"]', '["公路", ""]', 7, "empty"),
        ('["公路", "桥梁"]', '["公路", "桥梁 "]', 7, "white space"),
        ('["公路", "桥梁"]', '["公路", "' + "桥" * 30 + '"]', 7, "over 24"),
        ('["公路", "桥梁"]', '["公路", "' + "桥" * 10_000 + '"]', 7, "10000 characters"),
        ('["公路", "桥梁"]', "[]", 5, "no terms"),
        ('["公路", "桥梁"]', '["公路", 5]', 7, "string"),
        ('["公路", "桥梁"]', '"公路"', 7, "tuple"),
        ('strong = ["公路", "桥梁"]', "", 5, "no terms"),
        ('id = "rest"', 'id = "road"', 11, "twice"),
        ('default = "rest"', 'default = "none"', 2, "no id"),
        ('default = "rest"', 'default = "rest"\ncolour = "red"', 3, "colour"),
        ('label = "其余"', 'label = "其余"\nparent = "rail"', 13, "no id"),
        ('label = "其余"', 'label = "其余"\nparent = "rest"', 13, "go round"),
        ('label = "其余"', 'label = "其余"\nparent = "gouvernment/urban"', 13, "no built-in"),
        ('label = "其余"', 'label = "其余"\nparent = "government/roads"', 13, "no such id"),
        ('label = "其余"', 'label = "其余"\nmappings.cap.exact = ["10"]', 13, "not in schemes"),
        ('label = "公路"', "label = 公路", 6, "line 6"),
        ('id = "road"', 'id = "公路"', 5, "id"),
    ],
)
def test_faults_name_file_and_line(
    tmp_path: Path, old: str, new: str, line: int, said: str
) -> None:
    path = write(tmp_path, OWN.replace(old, new))
    with pytest.raises(ConfigError) as caught:
        load_taxonomy(path)
    message = str(caught.value)
    assert path in message
    assert f":{line}:" in message or f"line {line}" in message
    assert said in message
    assert len(message) < 400
    assert caught.value.hint


def test_parents_that_go_round_are_named(tmp_path: Path) -> None:
    text = OWN.replace('label = "公路"', 'label = "公路"\nparent = "rest"')
    text = text.replace('label = "其余"', 'label = "其余"\nparent = "road"')
    with pytest.raises(ConfigError, match=r":7: parents go round: road > rest > road"):
        load_taxonomy(write(tmp_path, text))


def test_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(ConfigError, match="education, government"):
        load_taxonomy("goverment")


def test_missing_file_and_wrong_encoding(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot read"):
        load_taxonomy(str(tmp_path / "none.toml"))
    path = tmp_path / "gbk.toml"
    path.write_bytes(OWN.encode("gbk"))
    with pytest.raises(ConfigError, match="UTF-8"):
        load_taxonomy(str(path))


def test_path_of_parents(tmp_path: Path) -> None:
    text = OWN.replace('label = "公路"', 'label = "公路"\nparent = "rest"')
    assert load_taxonomy(write(tmp_path, text)).path("road") == ("rest", "road")


def test_education_is_part_of_government() -> None:
    education, government = load_taxonomy("education"), load_taxonomy("government")
    assert education.path("basic") == ("government/education", "basic")
    assert education.path("party")[0] == "government/party"
    assert education.mapping("basic", "cap") == government.mapping("education", "cap")


def test_every_workstream_but_the_default_is_mapped() -> None:
    government = load_taxonomy("government")
    for scheme in government.schemes:
        for id_ in government.ids:
            found = government.mapping(id_, scheme)
            assert bool(found.exact or found.close) == (id_ != government.default)


def test_own_parent_lends_its_mapping(tmp_path: Path) -> None:
    text = OWN.replace('default = "rest"', 'default = "rest"\nschemes.own = "our codes"')
    text = text.replace('label = "公路"', 'label = "公路"\nparent = "rest"')
    text = text.replace('label = "其余"', 'label = "其余"\nmappings.own.close = ["R1"]')
    assert load_taxonomy(write(tmp_path, text)).mapping("road", "own").close == ("R1",)


def test_check_tells_counter_examples_that_fail(tmp_path: Path) -> None:
    text = OWN.replace("examples = [", 'counter_examples = ["新建桥梁2座。"]\nexamples = [')
    (problem,) = check_taxonomy(write(tmp_path, text))
    assert problem.workstream == "road"
    assert "counter-example" in problem.message


def test_check_tells_examples_that_fail(tmp_path: Path) -> None:
    text = OWN.replace("新建农村公路30公里。", "新建学校3所。")
    (problem,) = check_taxonomy(write(tmp_path, text))
    assert (problem.workstream, problem.line) == ("road", 8)
    assert "rest" in problem.message


def test_check_of_a_broken_file_is_one_problem(tmp_path: Path) -> None:
    (problem,) = check_taxonomy(write(tmp_path, "name = "))
    assert "no TOML" in problem.message


@pytest.mark.parametrize(
    ("metadata", "name"),
    [
        (Metadata(publisher="云溪市教育局", level="department"), "education"),
        (Metadata(title="青川省教育厅工作总结", level="department"), "education"),
        (Metadata(title="云溪县教体局2022年工作总结"), "education"),
        (Metadata(title="云溪县2022年教育工作要点"), "education"),
        (Metadata(publisher="云溪市财政局", level="department"), "government"),
        (Metadata(publisher="云溪市教育局", level="city"), "government"),
        (Metadata(), "government"),
    ],
)
def test_choice_for_a_document(metadata: Metadata, name: str) -> None:
    assert choose_taxonomy(metadata) == name
