"""The spaCy tokenizer: the library's words, cut wherever a record, name or sentence has an edge.

So every span of the library is a whole number of tokens. The text is parsed for the edges, and the
report kept in ``doc._.govreport``, where the components find it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example
from spacy.vocab import Vocab

from govreport_nlp.integrations.spacy_analysis import Offsets, make_config, parse
from govreport_nlp.records import Report
from govreport_nlp.words import get_segmenter

__all__ = ["Tokenizer", "make_tokenizer"]


class Tokenizer:
    """Cuts a text into words; joined they are the text again.

    Args:
        vocab: The vocabulary of the pipeline.
        options: Fields of ``Config``; those that are None have their default.

    Raises:
        ConfigError: The taxonomy or lexicon that the options name is broken or missing.
    """

    def __init__(self, vocab: Vocab, options: dict[str, Any]) -> None:
        self.vocab = vocab
        self._set(options)

    def _set(self, options: dict[str, Any]) -> None:
        self._options = {key: value for key, value in options.items() if value is not None}
        self._config = make_config(self._options)
        self._digest = self._config.digest()
        self._segmenter = get_segmenter(self._config)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle what the tokenizer was made from; dictionaries are loaded where needed."""
        return Tokenizer, (self.vocab, self._options)

    def __call__(self, text: str) -> Doc:
        """Return the document, with the report where there is one."""
        report = parse(text, self._config, self._digest)
        words = self._segmenter.segment(text)
        if report is not None:
            words = list(_cut(words, _edges(report, text)))
        doc = Doc(self.vocab, words=words, spaces=[False] * len(words))
        doc._.govreport = report
        return doc

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, Any]:
        """Score the tokens against annotated documents."""
        scores: dict[str, Any] = Scorer.score_tokenization(examples)
        return scores

    def to_bytes(self, **_: Any) -> bytes:
        """Return the options as bytes."""
        return json.dumps(self._options, sort_keys=True).encode()

    def from_bytes(self, data: bytes, **_: Any) -> Tokenizer:
        """Take the options over from bytes."""
        self._set(json.loads(data))
        return self

    def to_disk(self, path: str | Path, **_: Any) -> None:
        """Write the options to a file."""
        Path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, **_: Any) -> Tokenizer:
        """Read the options from a file."""
        return self.from_bytes(Path(path).read_bytes())


def _edges(report: Report, text: str) -> list[int]:
    """Return where no token may go across, in order: offsets into the text as it was given."""
    edges = {0, len(report.text)}
    edges.update(sentence.start for sentence in report.sentences)
    for section in report.walk_sections():
        edges |= {section.start, section.end, section.title_start, section.title_end}
    for record in report.indicators:
        edges |= {record.start, record.end, *chain.from_iterable(record.name_spans)}
    return sorted(map(Offsets(text).given, edges))


def _cut(words: Iterable[str], edges: list[int]) -> Iterator[str]:
    """Yield words in order, those that go across an edge in pieces."""
    at = number = 0
    for word in words:
        end = at + len(word)
        start = at
        while number < len(edges) and edges[number] < end:
            if start < edges[number]:
                yield word[start - at : edges[number] - at]
                start = edges[number]
            number += 1
        yield word[start - at :]
        at = end


def make_tokenizer(
    taxonomy: str | None = None,
    segmenter: str | None = None,
    hmm: bool | None = None,
    lexicon: str | None = None,
    report_year: int | None = None,
    region: str | None = None,
) -> Callable[[Language], Tokenizer]:
    """Return what makes the tokenizer ``govreport.Tokenizer.v1`` for a pipeline.

    Args:
        taxonomy: As in ``Config``, like all others; None for the default.
        segmenter: ``rjieba``, ``jieba`` or ``char``.
        hmm: Whether the segmenter guesses words that its dictionary lacks.
        lexicon: Path to a user dictionary.
        report_year: The reports' year, where they do not say.
        region: Their region, where they do not say.

    Example:
        >>> import spacy
        >>> settings = {"nlp": {"tokenizer": {"@tokenizers": "govreport.Tokenizer.v1"}}}
        >>> nlp = spacy.blank("zh", config=settings)
        >>> [token.text for token in nlp("新建公园20个。")]
        ['新建', '公园', '20', '个', '。']
    """
    options = {
        "taxonomy": taxonomy,
        "segmenter": segmenter,
        "hmm": hmm,
        "lexicon": lexicon,
        "report_year": report_year,
        "region": region,
    }
    return lambda nlp: Tokenizer(nlp.vocab, options)
