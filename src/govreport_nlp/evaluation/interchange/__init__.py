"""Gold to and from the annotation tools: Label Studio, doccano, spaCy's ``.spacy``.

Each module has ``write`` for a project to annotate in, and a reader that gives the documents'
plain data back. Writing and reading are the identity: nothing of a document is lost.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from govreport_nlp.evaluation.gold import GoldDocument
from govreport_nlp.evaluation.interchange import docbin, doccano, labelstudio
from govreport_nlp.evaluation.interchange.shared import Draft, by_taxonomy

__all__ = ["Draft", "Tool", "write_project"]

Tool = Literal["labelstudio", "doccano", "spacy"]

_WRITERS = {
    "labelstudio": labelstudio.write,
    "doccano": doccano.write,
    "spacy": docbin.write,
}


def write_project(
    documents: Iterable[GoldDocument], folder: str | Path, tool: Tool, *, finished: bool
) -> list[Path]:
    """Write documents as projects to annotate in, one for each taxonomy.

    Args:
        documents: Gold, or what the library read.
        folder: Where to write; made where it is missing.
        tool: The tool.
        finished: Whether people made the annotation; else it only pre-fills, and Label Studio
            keeps the two apart.

    Returns:
        The files: the data first, what sets a project up after it, in the folder ``setup``.

    Raises:
        GoldError: A document holds what the tool cannot.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, group in by_taxonomy(documents).items():
        written += _WRITERS[tool](group, folder, name, finished=finished)
    return written
