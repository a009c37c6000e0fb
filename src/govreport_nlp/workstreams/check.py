"""Check a taxonomy: its form, and whether its own examples come out right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from govreport_nlp.errors import ConfigError
from govreport_nlp.workstreams.classifier import Classifier
from govreport_nlp.workstreams.taxonomy import Taxonomy, Workstream, file_of, line_of, load_taxonomy

__all__ = ["Problem", "check_taxonomy"]


class Problem(NamedTuple):
    """Something to mend in a taxonomy.

    Attributes:
        message: What is wrong; for a broken file it names file and line.
        workstream: Id of the workstream, or null for the file as a whole.
        line: Line in the file, from 1, or null.
    """

    message: str
    workstream: str | None = None
    line: int | None = None


def check_taxonomy(name_or_path: str) -> list[Problem]:
    """Check a taxonomy's form and run its examples.

    Args:
        name_or_path: A built-in name, or a path to a TOML file.

    Returns:
        The problems in the order of the file; empty if there are none. A file that cannot be
        loaded gives one problem.
    """
    try:
        path = file_of(name_or_path)
        taxonomy = load_taxonomy(str(path))
    except ConfigError as error:
        return [Problem(str(error))]
    text = path.read_text(encoding="utf-8")
    classifier = Classifier(taxonomy)
    return [
        Problem(message, stream.id, line_of(text, index, needle))
        for index, stream in enumerate(taxonomy.workstreams)
        for needle, message in _failures(classifier, taxonomy, stream)
    ]


def _failures(
    classifier: Classifier, taxonomy: Taxonomy, stream: Workstream
) -> Iterator[tuple[str, str]]:
    if not stream.examples and stream.id != taxonomy.default:
        yield stream.id, "has no examples"
    for sentence in stream.examples:
        got = classifier.classify(sentence, [(0, len(sentence))])[0][0]
        if got.id != stream.id:
            yield sentence, f"example gets {got.id} {got.evidence}: {sentence}"
    for sentence in stream.counter_examples:
        got = classifier.classify(sentence, [(0, len(sentence))])[0][0]
        if got.id == stream.id:
            yield sentence, f"counter-example gets {got.id} {got.evidence}: {sentence}"
