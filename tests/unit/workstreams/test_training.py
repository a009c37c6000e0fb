from __future__ import annotations

from pathlib import Path

from govreport_nlp.records import Section
from govreport_nlp.structure import split_sentences
from govreport_nlp.workstreams import Classifier, load_taxonomy
from govreport_nlp.workstreams.training import (
    LabelledSentence,
    heading_labelled,
    learn_taxonomy,
    to_toml,
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


def bare(tmp_path: Path) -> str:
    path = tmp_path / "bare.toml"
    path.write_text(BARE, encoding="utf-8")
    return str(path)


def examples() -> list[LabelledSentence]:
    pairs = [("harbour", "码头 扩建 完成"), ("farm", "果园 扩建 完成")]
    return [
        LabelledSentence(f"doc{n}", text, id_)
        for n in range(4)
        for id_, text in pairs
        for _ in "ab"
    ]


def test_terms_that_keep_to_one_workstream_are_learned(tmp_path: Path) -> None:
    learned = learn_taxonomy(examples(), load_taxonomy(bare(tmp_path)), str.split)
    assert "码头" in learned["harbour"].strong
    assert "果园" in learned["farm"].strong
    assert "扩建" not in [*learned["harbour"].terms(), *learned["farm"].terms()]
    text = "新码头启用。"
    assert Classifier(learned).classify(text, [(0, len(text))])[0][0].id == "harbour"


def test_terms_of_one_document_are_not_learned(tmp_path: Path) -> None:
    own = [each._replace(document="doc") for each in examples()]
    learned = learn_taxonomy(own, load_taxonomy(bare(tmp_path)), str.split)
    assert not list(learned["harbour"].terms())


def test_headings_label_what_stands_under_them(tmp_path: Path) -> None:
    text = "港口发展\n泊位增加两个。\n农业发展\n果园增加两处。\n"
    cut = text.index("农业")
    sections = tuple(
        Section(index=0, title=text[s:t], title_start=s, title_end=t, level=1, start=s, end=e)
        for s, t, e in [(0, 4, cut), (cut, cut + 4, len(text))]
    )
    spans = split_sentences(text)
    found = list(heading_labelled("doc", text, spans, sections, load_taxonomy(bare(tmp_path))))
    assert [(each.text, each.workstream) for each in found if "增加" in each.text] == [
        ("泊位增加两个。", "harbour"),
        ("果园增加两处。", "farm"),
    ]


def test_toml_reads_back(tmp_path: Path) -> None:
    for name in ("government", bare(tmp_path)):
        taxonomy = load_taxonomy(name)
        path = tmp_path / "out.toml"
        path.write_text(to_toml(taxonomy), encoding="utf-8")
        assert load_taxonomy(str(path)) == taxonomy
