"""``govreport taxonomy`` and ``govreport train-workstreams``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from govreport_nlp.cli.app import main
from govreport_nlp.workstreams.model import LinearModel

GOLD = Path(__file__).parents[1] / "fixtures" / "gold"

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


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as left:
        main([str(each) for each in arguments])
    captured = capsys.readouterr()
    return int(left.value.code or 0), captured.out, captured.err


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    return path


def test_list(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "taxonomy", "list")
    assert code == 0
    assert [(row["name"], row["workstreams"]) for row in json.loads(out)] == [
        ("education", 9),
        ("government", 19),
    ]


def test_show_as_json_is_the_whole_taxonomy(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "taxonomy", "show", "government")
    shown = json.loads(out)
    (health,) = (each for each in shown["workstream"] if each["id"] == "health")
    assert health["mappings"]["cap"]["exact"] == ["3"]
    assert "GB/T 21063.4" in shown["schemes"]["gbt-21063.4"]


def test_show_as_table_has_parents_and_codes(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "taxonomy", "show", "education", "--format", "table")
    assert "government/education" in out
    _, out, _ = run(capsys, "taxonomy", "show", "government", "--format", "table", "--width", "160")
    assert any("education" in line and "~科技、教育" in line and " 6 " in line
               for line in out.splitlines())  # fmt: skip


@pytest.mark.parametrize("name", ["government", "education"])
def test_built_in_taxonomies_pass(capsys: pytest.CaptureFixture[str], name: str) -> None:
    code, out, err = run(capsys, "taxonomy", "check", name)
    assert (code, json.loads(out)) == (0, [])
    assert err == f"{name}: 0 problems\n"


def test_an_example_that_fails_is_told_with_its_line(
    capsys: pytest.CaptureFixture[str], own: Path
) -> None:
    own.write_text(OWN.replace("新建农村公路", "新建农村学校"), encoding="utf-8")
    code, out, _ = run(capsys, "taxonomy", "check", own, "--format", "table")
    assert code == 1
    assert out.startswith(f"{own}:8: road example gets rest")


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('id = "rest"', 'id = "road"', 11),
        ("strong", "strnog", 7),
        ('"桥梁"', '""', 7),
        ('"桥梁"', '"' + "桥" * 10_000 + '"', 7),
        ('label = "其余"', 'label = "其余"\nparent = "rest"', 13),
    ],
)
def test_a_broken_file_is_refused_everywhere(
    capsys: pytest.CaptureFixture[str], own: Path, old: str, new: str, line: int
) -> None:
    own.write_text(OWN.replace(old, new), encoding="utf-8")
    code, out, _ = run(capsys, "taxonomy", "check", own)
    assert code == 1
    assert f"{own}:{line}:" in json.loads(out)[0]["message"]
    report = own.with_name("report.txt")
    report.write_text("　　新建公路30公里。\n", encoding="utf-8")
    code, out, err = run(capsys, "parse", report, "--taxonomy", own)
    assert (code, out) == (2, "")
    assert f"{own}:{line}:" in err
    assert "hint: " in err


def test_training_writes_a_model_and_measures_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    model = tmp_path / "model.tsv"
    names = ("city-jianglin-2018", "county-shiqiao-2013", "province-yunling-2025", "national-2022")
    gold = tmp_path / "gold"
    gold.mkdir()
    for name in names:
        (gold / f"{name}.json").write_bytes((GOLD / f"{name}.json").read_bytes())
    code, out, err = run(capsys, "train-workstreams", "--gold", gold, "-o", model)
    assert code == 0
    folds = json.loads(out)
    assert [fold["document"] for fold in folds] == sorted(names)
    for fold in folds:
        assert 0 < fold["model"] < fold["together"] <= fold["sentences"]
    assert "4 documents labelled by hand" in err
    first = model.read_bytes()
    assert "健康" in LinearModel.load(model).words or "企业" in LinearModel.load(model).words
    code, out, _ = run(
        capsys, "train-workstreams", "--gold", gold, "-o", model, "--no-validate",
        "--format", "table",
    )  # fmt: skip
    assert (code, out, model.read_bytes()) == (0, "", first)


def test_training_on_too_little_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    model = tmp_path / "model.tsv"
    gold = GOLD / "national-2022.json"
    code, out, err = run(capsys, "train-workstreams", "--gold", gold, "-o", model)
    assert (code, out) == (2, "")
    assert "1 documents label sentences, 3 are needed" in err
    assert "hint: " in err
    assert not model.exists()


def test_training_on_nothing_is_wrong_use(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, _, err = run(capsys, "train-workstreams", "-o", tmp_path / "model.tsv")
    assert code == 2
    assert "nothing to learn from" in err


def test_gold_with_other_labels_is_refused(
    capsys: pytest.CaptureFixture[str], own: Path, tmp_path: Path
) -> None:
    document = json.loads((GOLD / "national-2022.json").read_text(encoding="utf-8"))
    gold = tmp_path / "gold.json"
    gold.write_text(json.dumps({**document, "taxonomy": str(own)}), encoding="utf-8")
    code, _, err = run(
        capsys, "train-workstreams", "--gold", gold, "--taxonomy", own, "-o", tmp_path / "m.tsv"
    )
    assert code == 2
    assert "no workstream of transport" in err
