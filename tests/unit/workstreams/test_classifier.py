from __future__ import annotations

from pathlib import Path

import pytest

from govreport_nlp.records import Label, Report, Section
from govreport_nlp.structure import split_sentences
from govreport_nlp.workstreams import Classifier, Weights, load_taxonomy

OFF = Weights.of("lexicon")


@pytest.fixture(scope="module")
def government() -> Classifier:
    return Classifier(load_taxonomy("government"))


def labels(classifier: Classifier, text: str, **more: object) -> list[tuple[Label, ...]]:
    return classifier.classify(text, split_sentences(text), **more)  # type: ignore[arg-type]


def section(text: str, title: str) -> Section:
    start = text.index(title)
    return Section(
        index=0, title=title, title_start=start, title_end=start + len(title),
        level=1, start=start, end=len(text),
    )  # fmt: skip


def test_terms_are_evidence_and_scores_are_shares(government: Classifier) -> None:
    ((label,),) = labels(government, "新建幼儿园9所。")
    assert label.id == "education"
    assert "幼儿园" in label.evidence
    assert 0 < label.score <= 1


def test_sentence_without_terms_gets_the_default(government: Classifier) -> None:
    ((label,),) = labels(government, "天又亮了。")
    assert (label.id, label.score, label.evidence) == ("other", 1.0, ())


def test_heading_decides_where_the_sentence_says_nothing(government: Classifier) -> None:
    text = "一、卫生健康事业\n两年内又添三处。"
    found = labels(government, text, sections=(section(text, "卫生健康事业"),))
    assert [each[0].id for each in found] == ["health", "health"]
    assert "heading:卫生健康事业" in found[1][0].evidence


def test_opening_sentence_leads_its_paragraph_only() -> None:
    lead = Classifier(load_taxonomy("government"), OFF._replace(lead=1.0))
    found = labels(lead, "教育质量提升。两年内又添三处。\n两年内又添三处。")
    assert [each[0].id for each in found] == ["education", "education", "other"]


def test_layers_can_be_switched_off() -> None:
    text = "教育质量提升。两年内又添三处。"
    found = {
        layer: labels(Classifier(load_taxonomy("government"), Weights.of(layer)), text)
        for layer in ("lexicon", "context")
    }
    assert found["lexicon"][0][0].evidence == ("教育质量",)
    assert found["lexicon"][1][0].id == "other"
    assert found["context"][1][0].evidence == ("heading:教育质量提升。", "before", "document")
    (model,) = labels(
        Classifier(load_taxonomy("government"), Weights.of("model")), "发展学校教育。"
    )
    assert (model[0].id, model[0].evidence) == ("education", ("model",))


def test_outside_the_body_context_is_not_used(government: Classifier) -> None:
    text = "教育简报\n新建幼儿园9所。\n打印本页\n"
    found = labels(government, text, body=(5, 14))
    assert [each[0].id for each in found] == ["other", "education", "other"]


def test_second_label_when_near(government: Classifier) -> None:
    ((first, second),) = labels(government, "乡村旅游收入增加。")
    assert {first.id, second.id} == {"rural", "culture"}
    assert first.score >= second.score


def test_longer_phrase_hides_the_shorter_one_it_is_set_against(government: Classifier) -> None:
    ((label, *_),) = labels(government, "扎实开展党史学习教育。")
    assert label.id == "party"


def test_longer_phrase_keeps_what_its_parts_say(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        'name = "x"\ndefault = "rest"\n'
        '[[workstream]]\nid = "road"\nlabel = "路"\nusual = ["农村公路"]\n'
        '[[workstream]]\nid = "rural"\nlabel = "农"\nusual = ["农村"]\nagainst = ["农村商业银行"]\n'
        '[[workstream]]\nid = "rest"\nlabel = "余"\n',
        encoding="utf-8",
    )
    classifier = Classifier(load_taxonomy(str(path)))
    ((label, second),) = labels(classifier, "农村公路。")
    assert (label.id, second.id) == ("road", "rural")
    assert second.evidence == ("农村公路", "heading:农村公路。", "document")
    assert labels(classifier, "农村商业银行。")[0][0].id == "rest"


def test_a_department_colours_its_whole_report(government: Classifier) -> None:
    text = "全年旅游人数增加。\n文化馆开放。\n景区改造完成。\n博物馆开馆。\n完成年度任务。\n"
    assert labels(government, text)[-1][0].id == "culture"


def test_the_first_term_of_a_sentence_says_more(government: Classifier) -> None:
    bare = Classifier(load_taxonomy("government"), OFF)
    assert labels(bare, "财政收入覆盖医院。")[0][0].id == "finance"
    assert labels(bare, "医院增加财政收入。")[0][0].id == "health"


def test_scores_rise_with_the_evidence(government: Classifier) -> None:
    plain, mixed = labels(government, "新建幼儿园9所，招聘教师。\n新建幼儿园和医院，修公路。")
    assert plain[0].score > mixed[0].score


@pytest.mark.parametrize(
    ("name", "id_"),
    [("进出口总额", "opening"), ("城镇新增就业", "welfare"), ("某项数", "economy")],
)
def test_a_record_of_a_mixed_sentence_goes_by_its_name(
    government: Classifier, name: str, id_: str
) -> None:
    mixed = (Label(id="economy", score=0.6), Label(id="opening", score=0.5))
    assert government.refine(name, mixed) == id_


def test_a_record_of_a_plain_sentence_goes_with_it(government: Classifier) -> None:
    assert government.refine("城镇新增就业", (Label(id="rural", score=0.97),)) == "rural"
    assert government.refine("城镇新增就业", (Label(id="other", score=0.97),)) == "welfare"
    assert government.refine("城镇新增就业", ()) is None


def test_profile_sums_to_one(sample_report: Report) -> None:
    shares = sample_report.profile()
    for field in ("text", "sentences", "indicators"):
        assert sum(getattr(share, field) for share in shares) == pytest.approx(1)
    by_id = {share.workstream: share for share in shares}
    assert by_id["economy"].indicators == 0.5
    assert [share.text for share in shares] == sorted((s.text for s in shares), reverse=True)


def test_same_in_same_out(government: Classifier) -> None:
    text = "粮食增产。民生改善。城市更新提速。外贸回稳。\n" * 5
    assert labels(government, text) == labels(Classifier(load_taxonomy("government")), text)


@pytest.mark.parametrize("text", ["", "\n\n", "。", "一" * 5000])
def test_odd_texts(government: Classifier, text: str) -> None:
    spans = split_sentences(text) if text else []
    assert len(government.classify(text, spans)) == len(spans)


def test_traditional_script_is_read_as_simplified(government: Classifier) -> None:
    simplified, traditional = "新建幼儿园9所，发展教育事业。", "新建幼兒園9所，發展教育事業。"
    assert labels(government, traditional) == labels(government, simplified)
