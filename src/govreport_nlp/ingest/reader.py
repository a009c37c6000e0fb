"""The entries of ingest: a path, bytes or text to a ``SourceText``."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from govreport_nlp.config import Config
from govreport_nlp.errors import EmptyDocumentError, SourceNotFoundError
from govreport_nlp.ingest.budget import Budget
from govreport_nlp.ingest.encoding import Decoded, declared_charset, decode
from govreport_nlp.ingest.formats import find_format
from govreport_nlp.ingest.labels import Found
from govreport_nlp.ingest.metadata import read_metadata
from govreport_nlp.ingest.offsets import Extract, OffsetMap, join_blocks
from govreport_nlp.ingest.page import read_page
from govreport_nlp.ingest.regions import NATION
from govreport_nlp.records import Issue, Metadata
from govreport_nlp.structure import Unwrapped, unwrap
from govreport_nlp.words import shadow

__all__ = ["SourceText", "read_bytes", "read_path", "read_text"]

_FRONT = 5_000
_NORMALISED = ("level", "period", "report_kind")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class SourceText:
    """A document as text, before anything is made of it.

    Attributes:
        text: The text; all offsets of the report point into it.
        metadata: What is known about the document as a whole.
        body: Half-open span of the report proper: before it stand title, page furniture and
            metadata block, behind it what follows the report.
        name: Name of the source, empty for plain text.
        unwrapped: The text without what typesetting put into its sentences.
        read: The shadow of that, which stages match their words in: see `words.shadow`.
        issues: Findings that did not stop the reading.
        places: The way from an offset back to the source file; None for plain text.
    """

    text: str
    metadata: Metadata
    body: tuple[int, int]
    name: str
    unwrapped: Unwrapped
    read: str
    issues: tuple[Issue, ...] = ()
    places: OffsetMap | None = None


def read_path(path: str | Path, config: Config) -> SourceText:
    """Read a report from a file.

    Args:
        path: The file.
        config: Its limits and hints count.

    Returns:
        The text with metadata; its name is the path as given.

    Raises:
        SourceNotFoundError: No such file, a folder, or a file that cannot be read.
        LimitExceededError: The file costs more than ``config.limits`` allows.
        UnsupportedFormatError: The bytes are of no kind that can be read, damaged, encrypted, or
            of another kind than the name's ending says.
        MissingExtraError: The reader of the format is not installed.
        EncodingError: The text is in no encoding that can be told.
        EmptyDocumentError: Nothing but white space.
    """
    path = Path(path)
    limit = config.limits.max_bytes
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except IsADirectoryError as error:
        raise SourceNotFoundError(
            f"{path} is a folder", hint="give a file, or use parse_many or the batch command"
        ) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceNotFoundError(f"cannot read {path}: {reason}") from error
    # a file name in no UTF-8 has lone surrogates in Python, which JSON cannot hold
    name = os.fsencode(path).decode("utf-8", "backslashreplace")
    return read_bytes(data, name, config)


def read_bytes(data: bytes, name: str, config: Config) -> SourceText:
    """Read a report from bytes.

    Args:
        data: The bytes of a file.
        name: Name of the source, for messages and ``Report.source``.
        config: Its limits and hints count.

    Returns:
        The text with metadata.

    Raises:
        LimitExceededError: The file costs more than ``config.limits`` allows.
        UnsupportedFormatError: The bytes are of no kind that can be read, damaged, encrypted, or
            of another kind than the name's ending says.
        MissingExtraError: The reader of the format is not installed.
        EncodingError: The text is in no encoding that can be told.
        EmptyDocumentError: Nothing but white space.
    """
    budget = Budget(config.limits, name)
    budget.check_bytes(len(data))
    kind = find_format(data, name)
    if kind == "text":
        decoded = decode(data, name)
        return _source(decoded.text, config, name, lost=decoded)
    if kind == "html":
        from govreport_nlp.ingest.html import read_html  # noqa: PLC0415  an extra

        decoded = decode(data, name, declared_charset(data))
        return _extracted(read_html(decoded.text, budget), config, name, decoded)
    if kind == "docx":
        from govreport_nlp.ingest.docx import read_docx  # noqa: PLC0415  an extra

        return _extracted(read_docx(data, budget), config, name)
    from govreport_nlp.ingest.pdf import read_pdf  # noqa: PLC0415  an extra

    return _extracted(read_pdf(data, budget), config, name)


def read_text(text: str, config: Config, name: str = "") -> SourceText:
    r"""Read a report from text.

    A BOM is removed and ``\r\n`` read as ``\n``; a lone surrogate, which no encoding can hold,
    becomes U+FFFD with an issue. Nothing else is changed.

    Args:
        text: The text of a report.
        config: Its hints count.
        name: Name of the source; empty for plain text.

    Returns:
        The text with metadata.

    Raises:
        EmptyDocumentError: Nothing but white space.
    """
    return _source(text, config, name)


def _extracted(
    extract: Extract, config: Config, name: str, decoded: Decoded | None = None
) -> SourceText:
    text, places = join_blocks(extract.blocks)
    return _source(text, config, name, lost=decoded, places=places, found=extract.found)


def _source(
    text: str,
    config: Config,
    name: str,
    *,
    lost: Decoded | None = None,
    places: OffsetMap | None = None,
    found: Iterable[Found] = (),
) -> SourceText:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if not text or text.isspace():
        raise EmptyDocumentError(f"{name or 'document'} has no text")
    text, issues = _without_surrogates(text)
    issues += _losses(text, lost)
    unwrapped = unwrap(text)
    read = shadow(unwrapped.text)
    page = read_page(read)
    page = page._replace(found=(*page.found, *found))
    metadata = read_metadata(read, page, config)
    if read is not unwrapped.text:
        metadata = _as_written(metadata, read, unwrapped.text)
    body = (unwrapped.back(page.body[0]), unwrapped.back(page.body[1]))
    return SourceText(text, metadata, body, name, unwrapped, read, tuple(issues), places)


def _as_written(metadata: Metadata, read: str, text: str) -> Metadata:
    """Return metadata with titles and names as the text has them, not as its shadow does."""

    def written(value: str) -> str:
        at = read.find(value)
        if at >= 0:
            return text[at : at + len(value)]
        spaced = re.search(r"\s*".join(map(re.escape, value)), read[:_FRONT])
        return re.sub(r"\s", "", text[slice(*spaced.span())]) if spaced else value

    update: dict[str, Any] = {}
    for name, value in metadata:
        if isinstance(value, str) and value != NATION.name and name not in _NORMALISED:
            update[name] = written(value)
        elif isinstance(value, tuple):
            update[name] = tuple(map(written, value))
    return metadata.model_copy(update=update)


def _losses(text: str, decoded: Decoded | None) -> list[Issue]:
    """Return an issue for what could not be decoded, with the place of the first loss."""
    if decoded is None or not decoded.lost:
        return []
    at = text.find("\ufffd")
    return [
        Issue(
            code="lossy-decode",
            message=f"{decoded.lost} places are no {decoded.encoding} and read as U+FFFD",
            hint="compare the passage with the published document",
            start=at if at >= 0 else None,
            end=at + 1 if at >= 0 else None,
        )
    ]


def _without_surrogates(text: str) -> tuple[str, list[Issue]]:
    first = _LONE_SURROGATE.search(text)
    if first is None:
        return text, []
    text, count = _LONE_SURROGATE.subn("\ufffd", text)
    issue = Issue(
        code="lone-surrogate",
        message=f"{count} lone surrogates read as U+FFFD, the first here",
        hint="the text was decoded wrongly before it came here; decode it again from its bytes",
        start=first.start(),
        end=first.end(),
    )
    return text, [issue]
