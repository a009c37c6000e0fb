"""spaCy: the components give the library's own records, wherever a document travels."""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example

import govreport_nlp as gr
from govreport_nlp import integrations
from govreport_nlp.evaluation.files import load_gold
from govreport_nlp.evaluation.interchange import docbin

COMPONENTS = tuple(
    f"govreport_{side}" for side in ("sections", "sentences", "workstreams", "indicators")
)
TOKENIZER = {"nlp": {"tokenizer": {"@tokenizers": "govreport.Tokenizer.v1"}}}
FIXTURES = Path(__file__).parents[2] / "fixtures"
REPORTS = sorted((FIXTURES / "reports").glob("*.txt"))
SHORT = "一、上年工作\n新建公园20个，比上年增加近三成。\n二、今年安排\n建成学校6所。"


def _pipeline(tokenizer: bool = True, **options: Any) -> Language:
    nlp = spacy.blank("zh", config=TOKENIZER if tokenizer else {})
    for name in COMPONENTS:
        nlp.add_pipe(name, config=options)
    return nlp


@pytest.fixture(scope="module", params=[True, False], ids=["own-tokenizer", "character-tokenizer"])
def nlp(request: pytest.FixtureRequest) -> Language:
    return _pipeline(tokenizer=request.param)


def _as_library(doc: Doc, report: gr.Report) -> None:
    """Check that a document shows a report, everything in its place."""
    assert doc._.govreport.to_json() == report.to_json()
    spans = doc.spans["indicators"]
    assert [(s.start_char, s.end_char, s.text, s.label_) for s in spans] == [
        (i.start, i.end, i.text, i.measure) for i in report.indicators
    ]
    assert [span._.indicator for span in spans] == list(report.indicators)
    passages = {passage for i in report.indicators for passage in i.name_spans}
    assert {(s.start_char, s.end_char) for s in doc.spans["names"]} == passages
    assert len(doc.spans["sections"]) == len(list(report.walk_sections()))
    labels = [s.workstreams[0].id for s in report.sentences if s.workstreams]
    assert [sent._.workstream for sent in doc.sents] == labels
    passages = [report.text[s.start : s.end].strip() for s in report.sentences]
    assert [(span.text, span.label_) for span in doc.spans["sentences"]] == [
        (text, label) for text, label in zip(passages, labels, strict=True) if text
    ]
    assert all(span._.workstream == span.label_ for span in doc.spans["sentences"])


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_the_records_are_the_library_s(nlp: Language, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    _as_library(nlp(text), gr.parse_text(text))


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_no_token_crosses_an_edge(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    doc, report = _pipeline().make_doc(text), gr.parse_text(text)
    assert doc.text == text
    starts = {token.idx for token in doc}
    edges = {at for i in report.indicators for span in i.name_spans for at in span}
    edges |= {at for i in report.indicators for at in (i.start, i.end)}
    edges |= {s.start for s in report.sentences} | {s.start for s in report.walk_sections()}
    assert edges - {len(text)} <= starts
    assert any(len(token) > 1 for token in doc)


@pytest.mark.parametrize("given", ["\ufeff" + SHORT, SHORT.replace("\n", "\r\n"), SHORT + "\r\n"])
def test_line_ends_and_byte_order_mark(nlp: Language, given: str) -> None:
    doc = nlp(given)
    assert doc.text == given
    records = doc._.govreport.indicators
    assert [(s.text, s._.indicator) for s in doc.spans["indicators"]] == [
        (i.text, i) for i in records
    ]
    assert len(list(doc.sents)) == len(doc._.govreport.sentences)
    assert [s.text.lstrip("\ufeff")[:2] for s in doc.spans["sections"]][-2:] == ["一、", "二、"]


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_text_without_text(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc._.govreport is None
    assert all(len(doc.spans[key]) == 0 for key in ("sections", "sentences", "indicators", "names"))


def test_one_component_is_enough() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("govreport_indicators")
    doc = nlp(SHORT)
    assert doc.spans["indicators"][0]._.indicator.name == "新建公园"


def test_a_document_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    original = gr.Parser.parse_text
    monkeypatch.setattr(
        gr.Parser, "parse_text", lambda *a, **k: calls.append(1) or original(*a, **k)
    )
    _pipeline()(SHORT)
    _pipeline(tokenizer=False)(SHORT)
    assert len(calls) == 2


def test_a_report_already_there_is_used() -> None:
    report = gr.parse_text(SHORT, region="青湾市", report_year=2031)
    nlp = _pipeline()
    doc = nlp.make_doc(report.text)
    doc._.govreport = report
    assert nlp(doc)._.govreport is report
    assert nlp(doc).spans["indicators"][0]._.indicator.period_resolved is not None


def test_options_reach_the_parser() -> None:
    education = gr.Parser(gr.Config(taxonomy="education", report_year=2031))
    text = "新建小学3所。\n教师培训1200人。"
    doc = _pipeline(taxonomy="education", report_year=2031)(text)
    _as_library(doc, education.parse_text(text))
    assert doc._.govreport.config_digest == education.config.digest()


def test_pickled(nlp: Language) -> None:
    again = pickle.loads(pickle.dumps(nlp))
    _as_library(again(SHORT), gr.parse_text(SHORT))
    doc = pickle.loads(pickle.dumps(nlp(SHORT)))
    _as_library(doc, gr.parse_text(SHORT))


def test_copied(nlp: Language) -> None:
    _as_library(nlp(SHORT).copy(), gr.parse_text(SHORT))
    report = copy.deepcopy(gr.parse_text(SHORT))
    assert report.explain(report.indicators[0]).rule
    changed = report.model_copy(update={"source": "b"}, deep=True)
    assert (report.source, changed.source) == ("", "b")


def test_saved_and_loaded(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "model")
    _as_library(spacy.load(tmp_path / "model")(SHORT), gr.parse_text(SHORT))


def test_tokenizer_to_bytes_and_back() -> None:
    tokenizer = spacy.blank(
        "zh", config={"nlp": {"tokenizer": {**TOKENIZER["nlp"]["tokenizer"], "segmenter": "char"}}}
    ).tokenizer
    other = _pipeline().tokenizer
    assert [len(token) for token in other("新建公园")] != [1, 1, 1, 1]
    again = other.from_bytes(tokenizer.to_bytes())
    assert again.to_bytes() == tokenizer.to_bytes()
    assert [len(token) for token in again("新建公园")] == [1, 1, 1, 1]


def test_two_processes(nlp: Language) -> None:
    texts = [path.read_text(encoding="utf-8") for path in REPORTS[:4]]
    docs = list(nlp.pipe(texts, n_process=2, batch_size=1))
    for doc, text in zip(docs, texts, strict=True):
        _as_library(doc, gr.parse_text(text))


def test_doc_bin(nlp: Language, tmp_path: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in REPORTS[:2]]
    attributes = ["ORTH", "SPACY", "SENT_START"]
    DocBin(attrs=attributes, docs=map(nlp, texts), store_user_data=True).to_disk(tmp_path / "a")
    read = DocBin().from_disk(tmp_path / "a").get_docs(spacy.blank("zh").vocab)
    for doc, text in zip(read, texts, strict=True):
        _as_library(doc, gr.parse_text(text))


def test_doc_bin_read_where_no_pipeline_was_made(tmp_path: Path) -> None:
    docs = DocBin(docs=[_pipeline()(SHORT)], store_user_data=True)
    docs.to_disk(tmp_path / "a.spacy")
    code = (
        "import spacy, sys; from spacy.tokens import DocBin;"
        "doc, = DocBin().from_disk(sys.argv[1]).get_docs(spacy.blank('zh').vocab);"
        "print(doc._.govreport.indicators[0].name, doc.spans['indicators'][0]._.indicator.text)"
    )
    run = [sys.executable, "-X", "utf8", "-c", code, str(tmp_path / "a.spacy")]
    done = subprocess.run(run, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.split() == ["新建公园", "20个"]


@pytest.fixture(scope="module")
def gold_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    documents = [d for d in load_gold(FIXTURES / "gold") if d.taxonomy == "government"][:3]
    folder = tmp_path_factory.mktemp("gold")
    return docbin.write(documents, folder, "gold", finished=True)[0]


def test_scores_against_exported_gold(nlp: Language, gold_file: Path) -> None:
    gold = DocBin().from_disk(gold_file).get_docs(nlp.vocab)
    scores = nlp.evaluate([Example(nlp.make_doc(doc.text), doc) for doc in gold])
    assert scores["spans_indicators_f"] > 0.8
    assert scores["spans_sentences_f"] > 0.7
    assert set(scores["spans_indicators_per_type"]) >= {"level", "change"}


def test_a_document_scored_against_itself(nlp: Language) -> None:
    scores = nlp.evaluate([Example(nlp.make_doc(SHORT), nlp(SHORT))])
    keys = ("sents", "spans_sections", "spans_sentences", "spans_indicators", "spans_names")
    assert [scores[f"{key}_f"] for key in keys] == [1.0] * len(keys)


def test_spacy_evaluate(gold_file: Path, tmp_path: Path) -> None:
    nlp = _pipeline()
    nlp.to_disk(tmp_path / "model")
    out = tmp_path / "scores.json"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        subprocess.run(
            [
                sys.executable, "-m", "spacy", "evaluate", tmp_path / "model", gold_file,
                "--output", out, "--spans-key", "indicators",
            ],
            check=True, capture_output=True,
        )  # fmt: skip
    assert json.loads(out.read_text(encoding="utf-8"))["spans_indicators_f"] > 0.8


def test_displacy(nlp: Language) -> None:
    page = displacy.render(
        nlp(SHORT), style="span", options={"spans_key": "indicators"}, page=True, jupyter=False
    )
    assert "公" in page
    assert "LEVEL" in page.upper()


def test_wrong_options_are_refused() -> None:
    nlp = spacy.blank("zh")
    with pytest.raises(ValueError, match="report_year"):
        nlp.add_pipe("govreport_indicators", config={"report_year": 3})


def test_the_entry_module_imports_nothing_heavy() -> None:
    code = "import sys, govreport_nlp.integrations as m; print('\\n'.join(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(run.stdout.split()) & {"spacy", "jieba", "rjieba", "pydantic", "pandas"}


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="make_coffee"):
        _ = integrations.make_coffee
