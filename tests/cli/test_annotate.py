"""``govreport annotate``: from a report to gold and back, checks, agreement, exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

FIXTURES = Path(__file__).parents[1] / "fixtures"
GOLD = FIXTURES / "gold"


def govreport(*arguments: object) -> subprocess.CompletedProcess[str]:
    code = "from govreport_nlp.cli.app import main; main()"
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("tool", ["labelstudio", "doccano", "spacy"])
def test_gold_goes_out_and_comes_back(tmp_path: Path, tool: str) -> None:
    out, back = tmp_path / "project", tmp_path / "back"
    export = govreport("annotate", "export", GOLD, "--to", tool, "-o", out)
    assert export.returncode == 0, export.stderr
    assert export.stderr == "10 documents, annotated\n"
    assert all(Path(line).is_file() for line in export.stdout.splitlines())
    result = govreport("annotate", "import", out, "-o", back)
    assert (result.returncode, result.stderr) == (0, "10 documents\n")
    for file in GOLD.glob("*.json"):
        assert (back / file.name).read_bytes() == file.read_bytes()
    scores = govreport("evaluate", "--gold", out, "--pred", GOLD, "--samples", "0")
    assert json.loads(scores.stdout)["record"]["f1"] == 1


def test_a_report_is_prefilled(tmp_path: Path) -> None:
    report = FIXTURES / "reports" / "county-shiqiao-2013.txt"
    out = tmp_path / "project"
    assert govreport("annotate", "export", report, "--to", "labelstudio", "-o", out).returncode == 0
    (task,) = json.loads((out / "government.json").read_text(encoding="utf-8"))
    assert task["data"]["region"] == "石桥县"
    result = task["predictions"][0]["result"]
    assert sum(item.get("from_name") == "number" for item in result) > 30
    # nobody has annotated it yet
    pending = govreport("annotate", "import", out, "-o", tmp_path / "gold")
    assert pending.returncode == 1
    assert "not annotated yet, left out" in pending.stderr
    # what people leave as it is becomes gold that passes the check
    (task["annotations"],) = ([prediction] for prediction in task.pop("predictions"))
    (out / "government.json").write_text(json.dumps([task]), encoding="utf-8")
    done = govreport("annotate", "import", out, "-o", tmp_path / "gold")
    assert done.returncode == 0, done.stderr
    assert govreport("annotate", "check", tmp_path / "gold").returncode == 0


def test_a_folder_with_a_bad_report(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    (folder / "north").mkdir(parents=True)
    (folder / "south").mkdir()
    for place in ("north", "south"):
        (folder / place / "a.txt").write_text("青湾市新建公园12个。\n", encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    out = tmp_path / "project"
    result = govreport("annotate", "export", folder, "--to", "doccano", "-o", out)
    assert result.returncode == 1
    assert "2 documents, pre-filled" in result.stderr
    assert "empty.txt" in result.stderr
    lines = (out / "government.jsonl").read_text(encoding="utf-8").splitlines()
    names = [json.loads(line)["govreport"]["doc"] for line in lines]
    assert [name.split("-")[-2:] for name in names] == [["north", "a"], ["south", "a"]]


def test_import_does_not_write_over_other_gold(tmp_path: Path) -> None:
    file = GOLD / "national-2022.json"
    out, back = tmp_path / "project", tmp_path / "back"
    govreport("annotate", "export", file, "--to", "doccano", "-o", out)
    back.mkdir()
    (back / file.name).write_text("{}", encoding="utf-8")
    refused = govreport("annotate", "import", out, "-o", back)
    assert refused.returncode == 2
    assert "holds something else" in refused.stderr
    assert (back / file.name).read_text(encoding="utf-8") == "{}"
    assert govreport("annotate", "import", out, "-o", back, "--replace").returncode == 0
    assert (back / file.name).read_bytes() == file.read_bytes()


def test_check(tmp_path: Path) -> None:
    right = govreport("annotate", "check", GOLD)
    assert (right.returncode, json.loads(right.stdout)) == (0, [])
    data = json.loads((GOLD / "national-2022.json").read_text(encoding="utf-8"))
    data["indicators"][3]["end"] += 1
    file = tmp_path / "wrong.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    wrong = govreport("annotate", "check", file, "--format", "table")
    assert wrong.returncode == 1
    assert wrong.stdout.startswith(f"{file}: indicators[3] (")
    (problem,) = json.loads(govreport("annotate", "check", file).stdout)
    assert problem["where"] == str(file)
    assert govreport("annotate", "check", tmp_path / "absent").returncode == 2


def test_agree(tmp_path: Path) -> None:
    data = json.loads((GOLD / "national-2022.json").read_text(encoding="utf-8"))
    del data["indicators"][0]
    data["sentences"][0]["workstreams"] = ["party"]
    (tmp_path / "national-2022.json").write_text(json.dumps(data), encoding="utf-8")
    result = govreport("annotate", "agree", tmp_path, GOLD, "--errors", 2)
    found = json.loads(result.stdout)
    assert found["documents"] == 1
    assert 0.95 < found["record"] < 1
    assert 0.9 < found["workstream"]["kappa"] < 1
    assert found["fields"]["status"]["kappa"] == 1
    assert len(found["differences"]) == 2
    assert "only in one of the two" in result.stderr
    table = govreport("annotate", "agree", tmp_path, GOLD, "--format", "table")
    assert "workstream" in table.stdout.splitlines()[-1]


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", GOLD, "--to", "paper", "-o", "x"),
        ("export", "absent", "--to", "spacy", "-o", "x"),
        ("import", "absent", "-o", "x"),
        ("agree", GOLD),
        (),
    ],
)
def test_wrong_use(arguments: tuple[object, ...]) -> None:
    result = govreport("annotate", *arguments)
    assert result.returncode == 2
