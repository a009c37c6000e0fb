"""What is done with one document: bytes read, parsed, and turned into lines of the tables."""

from __future__ import annotations

import hashlib
import json
import lzma
import os
import stat
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from govreport_nlp.batch.plan import Document, file_stamp
from govreport_nlp.batch.remote import is_url, read_remote
from govreport_nlp.batch.rows import TABLES, Row, failure_row, report_rows
from govreport_nlp.config import Config
from govreport_nlp.errors import (
    DocumentError,
    GovReportError,
    LimitExceededError,
    SourceChangedError,
    SourceNotFoundError,
)
from govreport_nlp.parser import Parser
from govreport_nlp.workers import Lost

__all__ = ["Outcome", "document_worker", "lost_outcome"]


_DAMAGED = (RuntimeError, EOFError, IndexError, ValueError, struct.error)
"""What reading a damaged archive raises, beside its own errors."""


class Outcome(NamedTuple):
    """What came of a document.

    Attributes:
        status: ``"ok"``, ``"failed"``, or ``"unchanged"`` where its bytes are those known.
        hash: Digest of its bytes; None where they could not be read to the end.
        stamp: What changes when the file does; None if unknown.
        seconds: Time that it took.
        characters: Length of the text.
        rows: Number of rows, table by table in the order of ``TABLES``.
        lines: The rows as JSON Lines, likewise.
        stage: Where it failed, else None.
        reason: Why it failed, else None.
    """

    status: str
    hash: str | None = None
    stamp: str | None = None
    seconds: float = 0.0
    characters: int = 0
    rows: tuple[int, ...] = (0,) * len(TABLES)
    lines: tuple[bytes, ...] = (b"",) * len(TABLES)
    stage: str | None = None
    reason: str | None = None


def document_worker(config: Config) -> Callable[[Document], Outcome]:
    """Return a function that does a document, with a parser of its own."""
    parser = Parser(config)
    return lambda document: _do(parser, document)


def lost_outcome(document: Document, lost: Lost) -> Outcome:
    """Return what stands for a document whose process died or was ended."""
    kind = LimitExceededError if lost.reason == "time" else DocumentError
    error = kind(f"{document.source}: {lost.detail}")
    error.stage = "parse"
    return _failed(document, error, Outcome("failed"))


def _do(parser: Parser, document: Document) -> Outcome:
    start = time.perf_counter()
    outcome = Outcome("failed", stamp=document.stamp)
    try:
        data, stamp = _read(document, parser.config.limits.max_bytes)
        digest = hashlib.sha256(data).hexdigest()[:32]
        outcome = outcome._replace(hash=digest, stamp=stamp)
        if digest == document.known:
            return outcome._replace(status="unchanged")
        report = parser.parse_bytes(data, name=document.source)
        report = report.model_copy(update={"source": document.source})
        tables = report_rows(report)
        outcome = _with_lines(outcome, tables)
        outcome = outcome._replace(status="ok", characters=len(report.text))
    except GovReportError as error:
        outcome = _failed(document, error, outcome)
    except Exception as error:  # a bug of ours must not stop the rest of a folder
        bug = GovReportError(f"internal error: {type(error).__name__}: {error}")
        outcome = _failed(document, bug, outcome)
    return outcome._replace(seconds=round(time.perf_counter() - start, 4))


def _failed(document: Document, error: GovReportError, outcome: Outcome) -> Outcome:
    if not isinstance(error, DocumentError):
        outcome = outcome._replace(hash=None)  # not the bytes are at fault: done again on resume
    row = failure_row(document.source, document.path, error)
    outcome = _with_lines(outcome, {"failures": [row]})
    return outcome._replace(status="failed", stage=row["stage"], reason=row["reason"])


def _with_lines(outcome: Outcome, tables: dict[str, list[Row]]) -> Outcome:
    rows = [tables.get(table, []) for table in TABLES]
    return outcome._replace(
        rows=tuple(map(len, rows)), lines=tuple(b"".join(map(_line, part)) for part in rows)
    )


_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str).encode


def _line(row: Row) -> bytes:
    text = _to_json(row)
    try:
        return text.encode() + b"\n"
    except UnicodeEncodeError:  # a lone surrogate, which many readers of JSON refuse
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode() + b"\n"


def _read(document: Document, limit: int) -> tuple[bytes, str | None]:
    """Return a document's bytes, one more than ``limit`` at most, and its stamp."""
    if document.outside:
        raise SourceNotFoundError(
            f"{document.source} is a link that leads out of the folder",
            hint="name what it leads to as an input of its own",
        )
    try:
        if document.member is not None:
            return _read_member(document, limit), document.stamp
        if is_url(document.path):
            return read_remote(document.path, limit), document.stamp
        return _read_file(document, limit)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceNotFoundError(f"cannot read {document.source}: {reason}") from error


def _read_file(document: Document, limit: int) -> tuple[bytes, str]:
    # a pipe or device would be waited on for ever, so the kind is asked for first
    kind = os.stat(document.path).st_mode  # noqa: PTH116  a Path a file is slow
    if stat.S_ISDIR(kind):
        os.scandir(document.path).close()  # says why the folder could not be searched
    if not stat.S_ISREG(kind):
        raise SourceNotFoundError(f"{document.source} is no regular file")
    with open(document.path, "rb") as file:  # noqa: PTH123
        before = os.fstat(file.fileno())
        data = file.read(limit + 1)
        after = os.fstat(file.fileno())
    stamp = file_stamp(after)
    if stamp != file_stamp(before) or len(data) != min(after.st_size, limit + 1):
        raise SourceChangedError(
            f"{document.source} changed while it was read", hint="run again with --resume"
        )
    return data, stamp


def _read_member(document: Document, limit: int) -> bytes:
    try:
        archive = _archive(document.path, file_stamp(os.stat(document.path)))  # noqa: PTH116
        with archive.open(archive.infolist()[document.member or 0]) as file:
            return file.read(limit + 1)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, *_DAMAGED) as error:
        raise SourceNotFoundError(f"cannot unpack {document.source}: {error}") from error


@lru_cache(maxsize=4)
def _archive(path: str, _stamp: str) -> zipfile.ZipFile:
    """Open an archive; kept open, as its directory is long to read."""
    return zipfile.ZipFile(path)
