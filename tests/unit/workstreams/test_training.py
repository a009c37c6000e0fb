from __future__ import annotations

from pathlib import Path

import pytest

from govreport_nlp.errors import ConfigError
from govreport_nlp.structure import build_sections, split_sentences
from govreport_nlp.workstreams import Classifier, Taxonomy, Weights, load_taxonomy
from govreport_nlp.workstreams.model import LinearModel
from govreport_nlp.workstreams.training import (
    Document,
    TooLittleDataError,
    cross_validate,
    train,
)

BARE = """\
name = "own"
default = "rest"
[[workstream]]
id = "harbour"
label = "港"
headings = ["港口"]
[[workstream]]
id = "farm"
label = "农"
headings = ["农业"]
[[workstream]]
id = "rest"
label = "余"
"""
SENTENCES = {"harbour": "码头 扩建 完成。", "farm": "果园 扩建 完成。"}


def words(text: str) -> list[str]:
    return text.split()


@pytest.fixture
def taxonomy(tmp_path: Path) -> Taxonomy:
    path = tmp_path / "bare.toml"
    path.write_text(BARE, encoding="utf-8")
    return load_taxonomy(str(path))


def labelled(name: str, times: int = 5) -> Document:
    ids = [id_ for id_ in SENTENCES for _ in range(times)]
    texts = [f"{name} {SENTENCES[id_]}\n" for id_ in ids]
    spans, start = [], 0
    for text in texts:
        spans.append((start, start + len(text)))
        start += len(text)
    return Document(name, "".join(texts), spans, (), (0, start), [(id_,) for id_ in ids])


def report(name: str) -> Document:
    lines = ["港口发展", "　　泊位 又添两个。" * 6, "农业发展", "　　苗圃 又添两处。" * 6]
    text = "\n".join(f"{number}、{line}" if line[0] != "　" else line
                     for number, line in zip("一一二二", lines, strict=True)) + "\n"  # fmt: skip
    sections, _ = build_sections(text, (0, len(text)))
    return Document(name, text, split_sentences(text), sections, (0, len(text)))


def label(model: LinearModel, taxonomy: Taxonomy, text: str) -> str:
    classifier = Classifier(taxonomy, Weights.of("model"))
    classifier.use(model)
    return classifier.classify(text, [(0, len(text))])[0][0].id


def test_words_are_learned_from_labels(taxonomy: Taxonomy) -> None:
    model = train([labelled(name) for name in "甲乙丙丁"], taxonomy, words)
    assert set(model.words) == {"码头", "果园", "扩建"}
    assert label(model, taxonomy, "新码头启用。") == "harbour"
    assert label(model, taxonomy, "新果园启用。") == "farm"
    assert label(model, taxonomy, "天又亮了。") == "rest"
    assert "4 documents labelled by hand" in model.trained_on


def test_words_are_learned_from_headings(taxonomy: Taxonomy) -> None:
    model = train([report(name) for name in "甲乙丙丁"], taxonomy, words)
    assert label(model, taxonomy, "新泊位启用。") == "harbour"
    assert label(model, taxonomy, "新苗圃启用。") == "farm"
    assert "4 by headings" in model.trained_on


def test_words_of_one_document_are_not_learned(taxonomy: Taxonomy) -> None:
    odd = labelled("戊")._replace(text=labelled("戊").text.replace("码头", "渔船"))
    model = train([*(labelled(name) for name in "甲乙丙丁"), odd], taxonomy, words)
    assert "渔船" not in model.words


def test_a_report_that_is_labelled_too_counts_once(taxonomy: Taxonomy) -> None:
    long = "码头 扩建 完成 而且 今年 还要 再 添 新 泊位 两个。\n"
    double = Document("甲本", long, [(0, len(long))], (), (0, len(long)))
    twin = labelled("甲")._replace(
        text=long, sentences=[(0, len(long))], labels=[("harbour",)], body=(0, len(long))
    )
    documents = [twin, double, *(labelled(name) for name in "乙丙丁")]
    assert "0 by headings" in train(documents, taxonomy, words).trained_on


def test_same_documents_same_model(taxonomy: Taxonomy) -> None:
    documents = [labelled(name) for name in "甲乙丙丁"]
    assert train(documents, taxonomy, words).dumps() == train(documents, taxonomy, words).dumps()


@pytest.mark.parametrize(
    ("documents", "said"),
    [
        ([], "0 documents"),
        ([labelled("甲"), labelled("乙")], "2 documents"),
        ([labelled(name, times=2) for name in "甲乙丙"], "two are needed"),
    ],
)
def test_too_little_is_refused(taxonomy: Taxonomy, documents: list[Document], said: str) -> None:
    with pytest.raises(TooLittleDataError, match=said) as caught:
        train(documents, taxonomy, words)
    assert caught.value.hint


def test_each_labelled_document_is_held_out(taxonomy: Taxonomy) -> None:
    documents = [*(labelled(name) for name in "甲乙丙丁戊"), report("己")]
    folds = list(cross_validate(documents, taxonomy, words))
    assert [fold.document for fold in folds] == list("甲乙丙丁戊")
    for fold in folds:
        assert (fold.sentences, fold.without) == (10, 0)
        assert fold.model == fold.together == 10


def test_a_model_reads_back(taxonomy: Taxonomy, tmp_path: Path) -> None:
    model = train([labelled(name) for name in "甲乙丙丁"], taxonomy, words)
    path = tmp_path / "own.tsv"
    path.write_text(model.dumps(), encoding="utf-8")
    again = LinearModel.load(path)
    assert again.dumps() == model.dumps()
    assert (again.ids, again.trained_on) == (model.ids, model.trained_on)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("", "no <bias> row"),
        ("# x\nword\ta\tb\n", "no <bias> row"),
        ("# x\nword\ta\tb\n<bias>\t1\t2\n码头\t3\n", ":4: 2 columns, not 3"),
        ("# x\nword\ta\tb\n<bias>\t1\t2\n码头\t3\tmuch\n", ":4: no numbers: 3\tmuch"),
        ("# x\nword\ta\tb\n<bias>\t1\t2\n码头\t[3\t4]\n", "inhomogeneous"),
    ],
)
def test_a_broken_model_is_refused(tmp_path: Path, table: str, said: str) -> None:
    path = tmp_path / "own.tsv"
    path.write_text(table, encoding="utf-8")
    with pytest.raises(ConfigError, match=said) as caught:
        LinearModel.load(path)
    assert str(path) in str(caught.value)


def test_a_taxonomy_names_its_model(tmp_path: Path, taxonomy: Taxonomy) -> None:
    own = tmp_path / "with-model.toml"
    own.write_text(BARE.replace("default", 'model = "own.tsv"\ndefault'), encoding="utf-8")
    classifier = Classifier(load_taxonomy(str(own)))
    with pytest.raises(ConfigError, match=r"own\.tsv"):
        classifier.classify("新码头启用。", [(0, 6)])
    model = train([labelled(name) for name in "甲乙丙丁"], taxonomy, words)
    (tmp_path / "own.tsv").write_text(model.dumps(), encoding="utf-8")
    assert classifier.classify("新码头启用。", [(0, 6)])[0][0].id == "harbour"


def test_a_model_for_other_workstreams_is_refused(taxonomy: Taxonomy) -> None:
    model = train([labelled(name) for name in "甲乙丙丁"], taxonomy, words)
    with pytest.raises(ConfigError, match="other workstreams"):
        Classifier(load_taxonomy("education")).use(model)


def test_the_shipped_model_is_small_and_for_its_taxonomy() -> None:
    path = load_taxonomy("government").model_path
    assert path is not None
    assert path.stat().st_size < 3_000_000
    model = LinearModel.load(path)
    assert model.ids == load_taxonomy("government").ids
    assert max(map(len, model.words)) < 15
