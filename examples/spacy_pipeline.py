"""A spaCy pipeline over a report, with the records it finds.

python examples/spacy_pipeline.py FILE
"""

from __future__ import annotations

import sys
from pathlib import Path

import spacy
from spacy.language import Language


def make_pipeline() -> Language:
    """Return a pipeline with the library's tokenizer and components."""
    tokenizer = {"@tokenizers": "govreport.Tokenizer.v1"}
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": tokenizer}})
    for name in ("sentences", "workstreams", "indicators"):
        nlp.add_pipe(f"govreport_{name}")
    return nlp


def main(file: str) -> None:
    """Print each number with its name and the workstream of its sentence."""
    doc = make_pipeline()(Path(file).read_text(encoding="utf-8"))
    for span in doc.spans["indicators"]:
        print(span._.indicator.name, span.text, span.sent._.workstream, sep="\t")


if __name__ == "__main__":
    main(sys.argv[1])
