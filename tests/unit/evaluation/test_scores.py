"""The figures on hand-made documents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from govreport_nlp.errors import GoldError
from govreport_nlp.evaluation import GoldDocument, evaluate, predict
from govreport_nlp.evaluation.tables import error_lines, scores_data, scores_table
from govreport_nlp.records import Label, Metadata, Report, Section, Sentence

from .conftest import RECORDS, TEXT, record

Build = Callable[..., GoldDocument]
SHARES = (
    "name_exact", "name_relaxed", "qualifier", "measure", "direction", "basis", "status",
    "period", "scope",
)  # fmt: skip


def test_perfect(build: Build) -> None:
    scores = evaluate([build()], [build()])
    for rate in (scores.quantity, scores.strict, scores.record):
        assert (rate.precision, rate.recall, rate.f1) == (1, 1, 1)
    assert all(getattr(scores, key) == 1 for key in SHARES)
    assert (scores.workstream.accuracy, scores.workstream.macro_f1) == (1, 1)
    assert scores.errors == ()


def test_nothing_predicted(build: Build) -> None:
    scores = evaluate([build(keep=(), sentences=())], [build()])
    assert (scores.record.precision, scores.record.recall, scores.record.f1) == (None, 0, 0)
    assert all(getattr(scores, key) is None for key in SHARES)
    assert (scores.workstream.accuracy, scores.workstream.macro_f1) == (0, 0)
    assert [error.kinds for error in scores.errors].count(("missed",)) == 3


def test_nothing_to_find(build: Build) -> None:
    empty = build(keep=(), sentences=())
    scores = evaluate([empty], [empty])
    assert (scores.record.precision, scores.record.recall, scores.record.f1) == (None, None, None)
    assert (scores.workstream.accuracy, scores.workstream.macro_f1) == (None, None)
    scores = evaluate([build()], [empty])
    assert (scores.record.precision, scores.record.recall, scores.record.f1) == (0, None, 0)


@pytest.mark.parametrize(
    ("change", "kinds", "record_right"),
    [
        ({"value": "13"}, ("value",), False),
        ({"value": None, "low": "12", "high": "13"}, ("value",), False),
        ({"unit": "座"}, ("unit",), False),
        ({"unit": "個"}, (), True),
        ({"start": 8, "text": "2个"}, ("span",), True),
        ({"qualifier": "over"}, ("qualifier",), False),
        ({"measure": "change", "direction": "up"}, ("measure", "direction"), False),
        ({"status": "target"}, ("status",), False),
        ({"period": "2022"}, ("period",), True),
        ({"scope": "全市"}, ("scope",), True),
        ({"basis": "cumulative"}, ("basis",), True),
        ({"name": "市新建公园"}, ("name_exact",), True),
        ({"name": "公园"}, ("name",), False),
    ],
)
def test_one_field_wrong(
    build: Build, change: dict[str, Any], kinds: tuple[str, ...], record_right: bool
) -> None:
    scores = evaluate([build({0: change})], [build()])
    assert scores.record.correct == (3 if record_right else 2)
    assert [error.kinds for error in scores.errors] == ([kinds] if kinds else [])
    for key in set(kinds) & set(SHARES):
        assert getattr(scores, key) == pytest.approx(2 / 3)


def test_span_counts_in_strict_only(build: Build) -> None:
    scores = evaluate([build({0: {"start": 8, "text": "2个"}})], [build()])
    assert (scores.quantity.correct, scores.strict.correct) == (3, 2)


def test_shares_are_of_all_pairs(build: Build) -> None:
    """A pair with a wrong value still counts in the shares of fields."""
    scores = evaluate([build({0: {"value": "13", "name": "公园"}})], [build()])
    assert scores.pairs == 3
    assert scores.name_relaxed == pytest.approx(2 / 3)


def test_optional_counts_neither_way(build: Build) -> None:
    gold = build({1: {"optional": True}})
    found = evaluate([build()], [gold])
    wrong = evaluate([build({1: {"value": "1", "name": "绿化"}})], [gold])
    left_out = evaluate([build(keep=(0, 2))], [gold])
    for scores in (found, wrong, left_out):
        assert (scores.record.correct, scores.record.predicted, scores.record.gold) == (2, 2, 2)
        assert scores.pairs == 2
        assert scores.errors == ()


def test_second_prediction_on_an_optional_record_is_spurious(build: Build) -> None:
    gold = build({1: {"optional": True}})
    doubled = build(add=(dict(RECORDS[1]),))
    assert evaluate([doubled], [gold]).record.predicted == 3


def test_confusions(build: Build) -> None:
    wrong = {0: {"status": "target", "unit": ""}, 2: {"status": "actual", "basis": "yoy"}}
    predicted = build(wrong, sentences=sentences((0, 21, "urban"), (21, 37, "other")))
    assert evaluate([predicted], [build()]).confusions == {
        "unit": {"个 → ''": 1},
        "basis": {"none → yoy": 1},
        "status": {"actual → target": 1, "target → actual": 1},
        "workstream": {"welfare → other": 1},
    }


def test_spurious_and_missed(build: Build) -> None:
    extra = record("今年", "1", "年", "今年")
    scores = evaluate([build(keep=(0, 1), add=(extra,))], [build()])
    assert scores.error_counts == {"missed": 1, "spurious": 1}
    assert scores.record.precision == pytest.approx(2 / 3)
    assert scores.record.recall == pytest.approx(2 / 3)


def test_documents_are_pooled(build: Build) -> None:
    gold = [build(), build(doc="other", keep=(0,))]
    scores = evaluate([build(doc="other", keep=()), build()], gold)
    assert scores.record.recall == pytest.approx(3 / 4)
    assert scores.documents["other"].record.recall == 0
    assert scores.documents["city-qinghu-2023"].record.recall == 1
    assert scores.documents["other"].record.precision is None


def sentences(*labels: tuple[int, int, str]) -> list[dict[str, Any]]:
    return [{"start": a, "end": b, "workstreams": w.split()} for a, b, w in labels]


@pytest.mark.parametrize(
    ("predicted", "accuracy", "macro_f1"),
    [
        (sentences((0, 21, "urban"), (21, 37, "welfare")), 1.0, 1 / 3),
        (sentences((0, 21, "economy ecology"), (21, 37, "welfare")), 0.5, 1 / 3),
        (sentences((0, 25, "ecology"), (25, 37, "welfare")), 1.0, 1.0),
        (sentences((0, 37, "ecology")), 0.5, 1 / 3),
        (sentences((0, 10, "other"), (10, 21, "ecology"), (21, 37, "welfare")), 1.0, 1.0),
    ],
)
def test_workstreams(
    build: Build, predicted: list[dict[str, Any]], accuracy: float, macro_f1: float
) -> None:
    scores = evaluate([build(sentences=predicted)], [build()])
    assert scores.workstream.accuracy == pytest.approx(accuracy)
    assert scores.workstream.macro_f1 == pytest.approx(macro_f1)


def test_labels_of_two_taxonomies_are_kept_apart(build: Build) -> None:
    other = {"doc": "other", "taxonomy": "education"}
    gold = [build(), build(**other)]
    wrong = build(sentences=sentences((0, 37, "party")), **other)
    # Four gold labels, of which two right, and the label ``party`` of one taxonomy only.
    assert evaluate([build(), wrong], gold).workstream.macro_f1 == pytest.approx(2 / 5)


def test_missing_document(build: Build) -> None:
    with pytest.raises(GoldError, match="no prediction for the gold document 'city-qinghu-2023'"):
        evaluate([], [build()])
    assert evaluate([], [build()], allow_missing=True).record.recall == 0


def test_two_predictions(build: Build) -> None:
    with pytest.raises(GoldError, match="two predictions"):
        evaluate([build(), build()], [build()])


def test_other_text(build: Build) -> None:
    with pytest.raises(GoldError, match="another text"):
        evaluate([build(text=TEXT + "\n")], [build()])


def test_predictions_without_gold_are_passed_over(build: Build) -> None:
    assert evaluate([build(), build(doc="more")], [build()]).record.f1 == 1


def report(text: str, source: str = "") -> Report:
    section = Section(index=0, title_start=0, title_end=0, level=1, start=0, end=len(text))
    label = Label(id="ecology", score=1.0)
    return Report(
        id="0",
        config_digest="0",
        source=source,
        taxonomy="government",
        text=text,
        metadata=Metadata(),
        sections=(section,),
        sentences=(Sentence(start=0, end=len(text), section=0, workstreams=(label,)),),
    )


def test_reports_are_found_by_text_or_source(build: Build) -> None:
    assert evaluate([report(TEXT)], [build()]).workstream.accuracy == 0.5
    with pytest.raises(GoldError, match="another text"):
        evaluate([report("别的", "in/city-qinghu-2023.html")], [build()])


def test_predict_gives_the_parser_the_hints(build: Build) -> None:
    seen = []

    class FakeParser:
        def __init__(self, config: Any) -> None:
            seen.append((config.taxonomy, config.report_year, config.region))

        def parse_text(self, text: str) -> Report:
            return report(text)

    (predicted,) = predict([build()], FakeParser)
    assert seen == [("government", 2023, "青湖市")]
    assert predicted.doc == "city-qinghu-2023"
    assert predicted.sentences[0].workstreams == ("ecology",)


def test_text_and_data(build: Build) -> None:
    extra = record("今年", "1", "年", "今年")
    predicted = build({0: {"name": "公园", "value": "13"}}, keep=(0, 1), add=(extra,))
    scores = evaluate([predicted], [build()])
    lines = error_lines(scores.errors)
    assert lines[0].startswith("[value name] city-qinghu-2023@7: 青湖市新建公园»12个«")
    assert lines[1:3] == [
        "  G 新建公园 | 12 个 | exact level actual",
        "  P value=13  name=公园",
    ]
    assert any(line.startswith("[spurious]") for line in lines)
    assert "errors: missed 1, spurious 1, value 1, name 1" in scores_table(scores)
    data = scores_data(scores, scores.errors[:1])
    assert data["record"]["f1"] == pytest.approx(2 / 6)
    assert data["documents"]["city-qinghu-2023"]["workstream"]["accuracy"] == 1
    assert data["errors"][0]["gold"]["value"] == "12"
    assert "errors" not in scores_data(scores)
