"""Gold to the annotation tools and back: nothing is lost, and what people change comes back."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govreport_nlp.errors import GoldError
from govreport_nlp.evaluation import GoldDocument, evaluate, load_gold, load_predictions
from govreport_nlp.evaluation.files import load_annotations
from govreport_nlp.evaluation.gold import document_json
from govreport_nlp.evaluation.interchange import Tool, write_project

from .conftest import TEXT

Build = Callable[..., GoldDocument]
Task = dict[str, Any]

FIXTURES = Path(__file__).parents[2] / "fixtures" / "gold"
TOOLS: tuple[Tool, ...] = ("labelstudio", "doccano", "spacy")


@pytest.fixture(params=TOOLS)
def tool(request: pytest.FixtureRequest) -> Tool:
    chosen: Tool = request.param
    return chosen


def back(documents: list[GoldDocument], folder: Path, tool: Tool) -> list[GoldDocument]:
    write_project(documents, folder, tool, finished=True)
    found, notes = load_annotations(folder)
    assert notes == []
    return sorted(found, key=lambda document: document.doc)


def test_every_fixture_comes_back_to_the_byte(tmp_path: Path, tool: Tool) -> None:
    for document in back(load_gold(FIXTURES), tmp_path, tool):
        file = FIXTURES / f"{document.doc}.json"
        assert document_json(document) == file.read_text(encoding="utf-8")


def test_odd_documents_come_back(tmp_path: Path, tool: Tool, build: Build) -> None:
    ranges = build({1: {"value": None, "low": "41.50", "high": "42", "optional": True}})
    spans = [[0, 3], [3, 5], [5, 7]]
    parts = build(
        {0: {"name": "青湖市新建公园", "name_spans": spans, "basis": "cumulative"}}, doc="b"
    )
    shared = build({1: {"name": "新建公园", "name_spans": [[3, 7]], "unit": ""}}, doc="c")
    empty = GoldDocument(doc="d", text="", taxonomy="own.toml")
    nothing = GoldDocument(doc="e", text="𠮷湖市𝟛号：新建公园3个。\n\n", taxonomy="own.toml")
    rare = build(
        doc="f",
        text="𠮷" + TEXT,
        keep=(),
        sentences=[{"start": 1, "end": 22, "workstreams": ["x", "y", "z"]}],
        add=(
            {
                "start": 8, "end": 11, "text": "12个", "value": "1.20E+1", "unit": "个",
                "qualifier": "over", "measure": "change", "direction": "down", "basis": "2020",
                "status": "target", "name": "", "name_spans": [], "period": "2018/2022",
                "scope": "市属企业",
            },
        ),
        report_year=None,
        level=None,
        region=None,
        taxonomy="own.toml",
    )  # fmt: skip
    documents = [ranges, parts, shared, empty, nothing, rare]
    documents.sort(key=lambda document: document.doc)
    assert list(map(document_json, back(documents, tmp_path, tool))) == list(
        map(document_json, documents)
    )


def test_gold_and_predictions_may_be_in_any_format(
    tmp_path: Path, tool: Tool, build: Build
) -> None:
    write_project([build(keep=(0, 1))], tmp_path, tool, finished=False)
    scores = evaluate(load_predictions(tmp_path), [build()])
    assert (scores.record.correct, scores.record.gold) == (2, 3)
    write_project([build()], tmp_path, tool, finished=True)
    assert evaluate([build()], load_gold(tmp_path)).record.f1 == 1


def test_a_project_for_each_taxonomy(tmp_path: Path, tool: Tool, build: Build) -> None:
    one, other = build(), build(doc="b", taxonomy="education", sentences=())
    files = write_project([one, other], tmp_path, tool, finished=True)
    data = [file for file in files if file.parent == tmp_path]
    assert [file.stem for file in data] == ["government", "education"]
    with pytest.raises(GoldError, match="two documents"):
        write_project([one, one], tmp_path, tool, finished=True)


# Label Studio


def tasks(folder: Path, *documents: GoldDocument, finished: bool = True) -> list[Task]:
    data, _ = write_project(documents, folder, "labelstudio", finished=finished)
    found: list[Task] = json.loads(data.read_text(encoding="utf-8"))
    return found


def rewrite(folder: Path, changed: Any) -> Path:
    file = folder / "government.json"
    file.write_text(json.dumps(changed), encoding="utf-8")
    return file


def regions(task: Task) -> list[Task]:
    found: list[Task] = task["annotations"][0]["result"]
    return found


def test_interface_has_every_control_that_is_used(tmp_path: Path, build: Build) -> None:
    document = build(
        {0: {"optional": True, "basis": "cumulative", "scope": "全市"}},
        sentences=[{"start": 0, "end": 21, "workstreams": ["ecology", "x<y"]}],
    )
    (task,) = tasks(tmp_path, document)
    root = ET.parse(tmp_path / "setup" / "government.xml").getroot()
    controls = {element.get("name"): element for element in root.iter() if element.get("toName")}
    used = {item["from_name"] for item in regions(task) if item["type"] != "relation"}
    assert used <= controls.keys()
    assert {item["to_name"] for item in regions(task) if "to_name" in item} == {"text"}
    for item in regions(task):
        if item["type"] in ("labels", "choices"):
            options = [
                option.get("alias") or option.get("value") for option in controls[item["from_name"]]
            ]
            assert set(item["value"][item["type"]]) <= set(options)
    aliases = {label.get("alias"): label.get("value") for label in controls["workstream"]}
    assert aliases["ecology"] == "生态环境"
    assert controls["qualifier"].get("required") == "true"


def test_prefilled_tasks_are_pending(tmp_path: Path, build: Build) -> None:
    found = tasks(tmp_path, build(), build(doc="b"), finished=False)
    assert "annotations" not in found[0]
    assert found[0]["predictions"][0]["model_version"].startswith("govreport-nlp")
    with pytest.raises(GoldError, match="task 0 'city-qinghu-2023': not annotated yet"):
        load_gold(tmp_path)
    found[1]["annotations"] = found[1].pop("predictions")
    rewrite(tmp_path, found)
    documents, notes = load_annotations(tmp_path)
    assert [document.doc for document in documents] == ["b"]
    assert [note.partition("task ")[2] for note in notes] == [
        "0 'city-qinghu-2023': not annotated yet, left out"
    ]


def test_one_of_several_annotators(tmp_path: Path, build: Build) -> None:
    (task,) = tasks(tmp_path, build())
    (other,) = tasks(tmp_path, build(keep=(0,)))
    first, second = task["annotations"][0], other["annotations"][0]
    first["completed_by"] = {"id": 1, "email": "li@example.org"}
    second["completed_by"] = 2
    cancelled = {"result": [], "was_cancelled": True, "completed_by": 3}
    task["annotations"] = [first, second, cancelled]
    file = rewrite(tmp_path, [task])
    with pytest.raises(GoldError, match=r"2 annotations, by 1/li@example\.org, 2"):
        load_gold(file)
    for annotator, records in (("li@example.org", 3), ("1", 3), ("2", 1)):
        (document,), _ = load_annotations(file, annotator=annotator)
        assert len(document.indicators) == records
    assert load_annotations(file, annotator="3")[0] == []
    second["ground_truth"] = True
    rewrite(tmp_path, [task])
    assert len(load_gold(file)[0].indicators) == 1


def test_what_people_add(tmp_path: Path, build: Build) -> None:
    """A new number needs its two clicks; value and unit are read from the text."""
    (task,) = tasks(tmp_path, build(keep=(0, 2)))
    place = {"start": 15, "end": 20, "text": "41.5%"}

    def region(name: str, kind: str, chosen: str, key: str = "new") -> Task:
        value = {**place, kind: [chosen]}
        return {"id": key, "from_name": name, "to_name": "text", "type": kind, "value": value}

    name = region("name", "labels", "name", "other")
    name["value"] |= {"start": 11, "end": 14, "text": "绿化率"}
    # drawn the wrong way round
    relation = {"type": "relation", "from_id": "other", "to_id": "new", "direction": "right"}
    regions(task).extend([region("number", "labels", "level"), name, relation])
    regions(task).append(region("rating", "rating", "5", "strange"))
    file = rewrite(tmp_path, [task])
    with pytest.raises(GoldError, match=r"indicators\[1\].qualifier \(15:20 '41.5%'\): Field req"):
        load_gold(file)
    regions(task).append(region("qualifier", "choices", "exact"))
    regions(task).append(region("status", "choices", "actual"))
    rewrite(tmp_path, [task])
    (document,), notes = load_annotations(file)
    assert document == build()
    assert [note.rpartition("2023': ")[2] for note in notes] == [
        "rating: passed over",
        "15:20 '41.5%': value and unit read from the text",
    ]


def test_moved_region_with_old_text_is_found(tmp_path: Path, build: Build) -> None:
    (task,) = tasks(tmp_path, build())
    number = next(item for item in regions(task) if item.get("from_name") == "number")
    number["value"]["start"] += 1
    with pytest.raises(GoldError, match=r"indicators\[0\] \(8:10 '12个'\): the text at its span"):
        load_gold(rewrite(tmp_path, [task]))


def test_loose_ends_are_told(tmp_path: Path, build: Build) -> None:
    (task,) = tasks(tmp_path, build())
    task["annotations"][0]["result"] = [
        item for item in regions(task) if item.get("from_id") != "i0"
    ] + [{"type": "relation", "from_id": "i1", "to_id": "i2"}]
    _, notes = load_annotations(rewrite(tmp_path, [task]))
    assert [note.rpartition("2023': ")[2] for note in notes] == [
        "1 relations that do not join a number and a name: passed over",
        "1 passages of names that no number leads to: passed over",
    ]


@pytest.mark.parametrize(
    "task",
    [
        {"data": {"image": "a.png"}, "annotations": [{"result": []}]},
        {"data": {"text": "x"}, "annotations": [{"result": [{"type": "labels"}]}]},
        {"data": {"text": "x"}, "annotations": [{}]},
    ],
)
def test_other_projects(tmp_path: Path, task: Task) -> None:
    with pytest.raises(GoldError, match=r"government\.json: task 0 .*not of a project"):
        load_gold(rewrite(tmp_path, [task]))


# doccano


def lines(folder: Path, *documents: GoldDocument) -> list[Task]:
    data, *_ = write_project(documents, folder, "doccano", finished=True)
    return [json.loads(line) for line in data.read_text(encoding="utf-8").splitlines()]


def write_lines(folder: Path, *changed: Task) -> Path:
    file = folder / "government.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in changed), encoding="utf-8")
    return file


def test_doccano_gives_its_own_ids_and_order(tmp_path: Path, build: Build) -> None:
    (line,) = lines(tmp_path, build())
    for entity in line["entities"]:
        entity["id"] += 700
    for relation in line["relations"]:
        relation |= {key: relation[key] + 700 for key in ("from_id", "to_id")}
    line["entities"].reverse()
    exported = {"id": 12, **line, "Comments": []}
    assert load_gold(write_lines(tmp_path, exported)) == [build()]


def test_doccano_corrections(tmp_path: Path, build: Build) -> None:
    (line,) = lines(tmp_path, build(keep=(0,)))
    entities = line["entities"]
    number = next(entity for entity in entities if entity["label"] == "level")
    entities.append({**number, "id": 90, "label": "over"})
    entities.append({"id": 91, "label": "level", "start_offset": 15, "end_offset": 20})
    entities.append({"id": 92, "label": "whim", "start_offset": 15, "end_offset": 20})
    entities.append({"id": 93, "label": "target", "start_offset": 0, "end_offset": 3})
    (document,), notes = load_annotations(write_lines(tmp_path, line))
    first, second = document.indicators
    assert (first.qualifier, first.value, first.unit) == ("over", 12, "个")
    assert (second.text, str(second.value), second.unit, second.name) == ("41.5%", "41.5", "%", "")
    assert [note.partition(":1: ")[2] for note in notes] == [
        "15:20 '41.5%': value and unit read from the text",
        "15:20: the label 'whim' is passed over",
        "0:3: the label 'target' is passed over",
    ]


def test_doccano_types_hold_every_label(tmp_path: Path, build: Build) -> None:
    (line,) = lines(tmp_path, build({2: {"optional": True}}))
    types = json.loads((tmp_path / "setup" / "government-spans.json").read_text())
    assert {entity["label"] for entity in line["entities"]} <= {one["text"] for one in types}


def test_what_doccano_cannot_hold(tmp_path: Path, build: Build) -> None:
    doubled = build(add=(build().indicators[0].model_dump(),))
    with pytest.raises(GoldError, match="two records at 7:10"):
        lines(tmp_path, doubled)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ({"text": "x", "label": [[0, 1, "level"]]}, "spans without relations"),
        ({"text": "x", "entities": [{"id": 1}]}, "not of a project"),
        ({"text": "xx", "entities": [], "govreport": {}}, "doc: Field required"),
    ],
)
def test_other_doccano_projects(tmp_path: Path, line: Task, message: str) -> None:
    with pytest.raises(GoldError, match=rf"government\.jsonl:1: {message}"):
        load_gold(write_lines(tmp_path, line))


# spaCy


def test_every_offset_is_the_edge_of_a_token(tmp_path: Path, build: Build) -> None:
    import spacy  # noqa: PLC0415
    from spacy.tokens import DocBin  # noqa: PLC0415

    (file,) = write_project([build()], tmp_path, "spacy", finished=True)
    (doc,) = DocBin().from_disk(file).get_docs(spacy.blank("zh").vocab)
    assert doc.text == TEXT
    assert [token.idx for token in doc] == list(range(len(TEXT)))
    spans = [(span.text, span.label_) for span in doc.spans["indicators"]]
    assert spans == [("12个", "level"), ("41.5%", "level"), ("3万人", "level")]
    assert [span.label_ for span in doc.spans["sentences"]] == ["ecology", "welfare"]
    assert doc.user_data["govreport"]["region"] == "青湖市"


def test_other_spacy_files(tmp_path: Path, build: Build) -> None:
    import spacy  # noqa: PLC0415
    from spacy.tokens import DocBin  # noqa: PLC0415

    file = tmp_path / "a.spacy"
    file.write_bytes(b"no")
    with pytest.raises(GoldError, match=r"a\.spacy: no DocBin"):
        load_gold(file)
    DocBin(docs=[spacy.blank("zh")("公园")]).to_disk(file)
    with pytest.raises(GoldError, match=r"a\.spacy: document 0: not in the layout"):
        load_gold(file)
