"""spaCy: documents in a ``.spacy`` file (``DocBin``), a character a token.

So every offset is a token's edge. ``doc.spans`` has ``indicators`` (labelled with the measure),
``names`` and ``sentences`` (labelled with the main workstream); what spans cannot hold stands in
``doc.user_data["govreport"]``, in the order of the spans. spaCy is imported when asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govreport_nlp.errors import GoldError
from govreport_nlp.evaluation.gold import GoldDocument, GoldIndicator
from govreport_nlp.evaluation.interchange.shared import Draft, head, make_document, named

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

__all__ = ["SUFFIX", "read_docbin", "write"]

Item = dict[str, Any]

SUFFIX = ".spacy"
KEY = "govreport"

_IN_SPANS = {"start", "end", "text", "measure", "name", "name_spans"}


def write(
    documents: Sequence[GoldDocument], folder: Path, name: str, *, finished: bool
) -> list[Path]:
    """Write ``NAME.spacy``.

    Args:
        documents: Documents of one taxonomy.
        folder: Where to write.
        name: The file's stem.
        finished: Makes no difference: the file does not tell annotation from what pre-fills it.
    """
    import spacy  # noqa: PLC0415  slow to start
    from spacy.tokens import DocBin  # noqa: PLC0415

    vocab = spacy.blank("zh").vocab
    docs = [_doc(document, vocab) for document in documents]
    path = folder / f"{name}{SUFFIX}"
    DocBin(attrs=["ORTH", "SPACY"], store_user_data=True, docs=docs).to_disk(path)
    return [path]


def _doc(document: GoldDocument, vocab: Vocab) -> Doc:
    from spacy.tokens import Doc, Span, SpanGroup  # noqa: PLC0415

    text = document.text
    doc = Doc(vocab, words=list(text), spaces=[False] * len(text))
    passages = sorted({span for record in document.indicators for span in record.name_spans})
    groups: dict[str, list[tuple[int, int, str]]] = {
        "indicators": [(r.start, r.end, r.measure) for r in document.indicators],
        "names": [(start, end, "name") for start, end in passages],
        "sentences": [(s.start, s.end, s.workstreams[0]) for s in document.sentences],
    }
    for key, spans in groups.items():
        marked = [Span(doc, start, end, label=label) for start, end, label in spans]
        doc.spans[key] = SpanGroup(doc, name=key, spans=marked)
    index = {span: number for number, span in enumerate(passages)}
    doc.user_data[KEY] = {
        **head(document),
        "indicators": [_fields(record, index) for record in document.indicators],
        "also": [list(sentence.workstreams[1:]) for sentence in document.sentences],
    }
    return doc


def _fields(record: GoldIndicator, index: dict[tuple[int, int], int]) -> Item:
    fields = set(GoldIndicator.model_fields) - _IN_SPANS
    data = record.model_dump(mode="json", include=fields, exclude_defaults=True)
    return data | {"names": [index[span] for span in record.name_spans]}


def read_docbin(path: Path) -> Iterator[Draft]:
    """Read a ``.spacy`` file that ``write`` made, or whose documents have the same layout.

    Args:
        path: The file; its tokens may be of any length.

    Yields:
        A draft for each document.

    Raises:
        GoldError: It is no such file, or spans and fields do not belong to each other.
    """
    import spacy  # noqa: PLC0415  slow to start
    from spacy.tokens import DocBin  # noqa: PLC0415

    vocab = spacy.blank("zh").vocab
    try:
        docs = list(DocBin().from_disk(path).get_docs(vocab))
    except Exception as error:  # spaCy tells a broken file by whatever breaks first
        raise GoldError(f"{path}: no DocBin of spaCy ({type(error).__name__})") from error
    for number, doc in enumerate(docs):
        where = f"{path}: document {number}"
        try:
            yield Draft(_data(doc), where)
        except (KeyError, TypeError, ValueError, IndexError) as error:
            raise GoldError(
                f"{where}: not in the layout of govreport ({type(error).__name__}: {error})"
            ) from error


def _data(doc: Doc) -> Item:
    own = doc.user_data[KEY]
    names = [(span.start_char, span.end_char) for span in doc.spans["names"]]
    indicators = []
    for span, fields in zip(doc.spans["indicators"], own["indicators"], strict=True):
        passages = [names[index] for index in fields["names"]]
        indicators.append(
            {key: value for key, value in fields.items() if key != "names"}
            | {"start": span.start_char, "end": span.end_char, "text": span.text}
            | {"measure": span.label_}
            | named(doc.text, passages)
        )
    sentences = [
        {"start": s.start_char, "end": s.end_char, "workstreams": [s.label_, *more]}
        for s, more in zip(doc.spans["sentences"], own["also"], strict=True)
    ]
    return make_document(doc.text, own, indicators, sentences)
