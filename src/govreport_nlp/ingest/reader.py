"""The entries of ingest: a path, bytes or text to a ``SourceText``."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from govreport_nlp.config import Config
from govreport_nlp.errors import EmptyDocumentError, LimitExceededError, SourceNotFoundError
from govreport_nlp.ingest.encoding import decode
from govreport_nlp.ingest.formats import require_text
from govreport_nlp.ingest.metadata import read_metadata
from govreport_nlp.ingest.page import read_page
from govreport_nlp.records import Issue, Metadata

__all__ = ["SourceText", "read_bytes", "read_path", "read_text"]

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
        issues: Findings that did not stop the reading.
    """

    text: str
    metadata: Metadata
    body: tuple[int, int]
    name: str
    issues: tuple[Issue, ...] = ()


def read_path(path: str | Path, config: Config) -> SourceText:
    """Read a report from a file.

    Args:
        path: The file.
        config: Its limits and hints count.

    Returns:
        The text with metadata; its name is the path as given.

    Raises:
        SourceNotFoundError: No such file, a folder, or a file that cannot be read.
        LimitExceededError: More bytes than ``config.limits.max_bytes``.
        UnsupportedFormatError: The bytes are no report text.
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
        LimitExceededError: More bytes than ``config.limits.max_bytes``.
        UnsupportedFormatError: The bytes are no report text.
        EncodingError: The text is in no encoding that can be told.
        EmptyDocumentError: Nothing but white space.
    """
    if len(data) > config.limits.max_bytes:
        raise LimitExceededError(
            f"{name or 'document'} has more than {config.limits.max_bytes} bytes",
            hint="raise limits.max_bytes in the configuration",
        )
    require_text(data, name)
    return read_text(decode(data, name), config, name)


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
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if not text or text.isspace():
        raise EmptyDocumentError(f"{name or 'document'} has no text")
    text, issues = _without_surrogates(text)
    page = read_page(text)
    metadata = read_metadata(text, page, config)
    return SourceText(text, metadata, page.body, name, tuple(issues))


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
