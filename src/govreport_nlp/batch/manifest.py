"""The manifest: a line a document, appended as work gets done, true at every moment.

A line is written only when the rows it speaks of are on the disk, so a run that is killed loses
no more than the work in hand. The last line of a source counts; a line cut off by a kill does not.
When a run ends, the file is replaced by one with a single line a source.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from govreport_nlp import __version__
from govreport_nlp.batch.rows import TABLES, TABLES_VERSION
from govreport_nlp.config import Config

__all__ = ["Entry", "Header", "Manifest", "changes_between", "read_manifest", "sync_folder"]


class Entry(NamedTuple):
    """A line of the manifest.

    Attributes:
        source: The document.
        status: ``"ok"``, ``"failed"``, or ``"removed"``: done once, no longer there.
        hash: Digest of the document's bytes; None where they could not be read to the end.
        stamp: Size and time, or check sum, when it was read.
        stage: Where it failed: ``"read"``, ``"decode"``, ``"parse"``; else None.
        seconds: Time that it took.
        characters: Length of its text.
        rows: Number of its rows, table by table in the order of ``TABLES``.
        config: Digest of the configuration that it was parsed under.
        part: Folder, inside that of the batch's state, with the files that hold its rows.
        at: Where they stand there: offset and length in bytes, table by table.
    """

    source: str
    status: str
    hash: str | None = None
    stamp: str | None = None
    stage: str | None = None
    seconds: float = 0.0
    characters: int = 0
    rows: tuple[int, ...] = ()
    config: str = ""
    part: str = ""
    at: tuple[int, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the line's content."""
        return {**self._asdict(), "rows": dict(zip(TABLES, self.rows, strict=False))}

    @classmethod
    def from_json(cls, line: dict[str, Any]) -> Entry:
        """Read a line's content."""
        rows = tuple(line["rows"].values())
        return cls(**{**line, "rows": rows, "at": tuple(line["at"])})


class Header(NamedTuple):
    """What a run says of itself before its lines.

    Attributes:
        run: Number of the run on this output, from 1.
        digest: Digest of the configuration.
        config: The configuration.
        version: Version of the library.
        tables: Version of the tables' schema.
    """

    run: int
    digest: str
    config: dict[str, Any]
    version: str = __version__
    tables: str = TABLES_VERSION

    @classmethod
    def of(cls, run: int, config: Config) -> Header:
        """Return the header of a run under a configuration."""
        return cls(run, config.digest(), config.model_dump(mode="json"))


def read_manifest(path: Path) -> tuple[Header | None, dict[str, Entry]]:
    """Read what earlier runs did.

    Args:
        path: The manifest; it may be missing.

    Returns:
        The header of the last run and the last entry of each source.
    """
    header, entries = None, {}
    for line in _whole_lines(path):
        if "run" in line:
            header = Header(**line)
        else:
            entry = Entry.from_json(line)
            entries[entry.source] = entry
    return header, entries


def changes_between(old: Header, new: Header) -> tuple[str, ...]:
    """Say what changed between two runs, if what they return may differ."""
    if old.digest == new.digest and old.tables == new.tables:
        return ()
    names = sorted({*old.config, *new.config})
    found = [
        f"{name}: {old.config.get(name)} → {new.config.get(name)}"
        for name in names
        if old.config.get(name) != new.config.get(name)
    ]
    if old.version != new.version:
        found.append(f"govreport-nlp: {old.version} → {new.version}")
    if old.tables != new.tables:
        found.append(f"schema of the tables: {old.tables} → {new.tables}")
    return tuple(found or ["the taxonomy, the lexicon or the library's own data"])


class Manifest:
    """The manifest, open to be added to.

    Args:
        path: The file.
        header: The run's header, written first.
        fresh: Whether what earlier runs wrote is dropped.
    """

    def __init__(self, path: Path, header: Header, *, fresh: bool) -> None:
        self._path, self._header = path, header
        if fresh:
            path.unlink(missing_ok=True)
        size = _whole_size(path)
        self._file: BinaryIO = path.open("ab")
        self._file.truncate(size)
        self._write([header._asdict()])

    def add(self, entries: Iterable[Entry]) -> None:
        """Append lines; they are on the disk when this returns."""
        self._write([entry.to_json() for entry in entries])

    def replace(self, entries: Iterable[Entry]) -> None:
        """Put a manifest of these entries alone in place of the file, in one step."""
        fresh = self._path.with_name(self._path.name + ".new")
        with fresh.open("wb") as file:
            file.write(_line(self._header._asdict()))
            file.writelines(_line(entry.to_json()) for entry in entries)
            file.flush()
            os.fsync(file.fileno())
        self._file.close()
        fresh.replace(self._path)
        sync_folder(self._path.parent)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _write(self, lines: list[dict[str, Any]]) -> None:
        self._file.write(b"".join(map(_line, lines)))
        self._file.flush()
        os.fsync(self._file.fileno())


def sync_folder(path: Path) -> None:
    """Have the names in a folder written to the disk, where the system can."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)


def _line(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _whole_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the lines, up to the first one that was cut off."""
    if not path.exists():
        return
    with path.open("rb") as file:
        for line in file:
            try:
                yield json.loads(line)
            except ValueError:
                return


def _whole_size(path: Path) -> int:
    """Return where the last whole line ends."""
    if not path.exists():
        return 0
    size = 0
    with path.open("rb") as file:
        for line in file:
            if not line.endswith(b"\n"):
                break
            size += len(line)
    return size
