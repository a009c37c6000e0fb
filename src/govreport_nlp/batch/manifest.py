"""The manifest: a line a document, appended as work gets done, true at every moment.

A line is written only when the rows it speaks of are on the disk, so a run that is killed loses
no more than the work in hand. The last line of a source counts; a line cut off by a kill does not.
When a run ends, the file is replaced by one with a single line a source.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

from govreport_nlp import __version__
from govreport_nlp.batch.rows import TABLES, TABLES_VERSION
from govreport_nlp.config import Config

__all__ = ["Entry", "Header", "Manifest", "changes_between", "source_order", "sync_folder"]


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
    """The manifest, open to be read and added to; in memory is only where each line stands.

    Args:
        path: The file.
        config: The run's configuration.
        resume: Whether what earlier runs did counts; if not, the file is written anew.

    Attributes:
        header: That of this run.
        before: That of the run before; None where there is none.
    """

    def __init__(self, path: Path, config: Config, *, resume: bool) -> None:
        self._path = path
        self._places: dict[str, int] = {}
        self.before: Header | None = None
        if not resume:
            path.unlink(missing_ok=True)
        self._file: BinaryIO = path.open("a+b")
        self._end = self._read()
        self._file.truncate(self._end)
        self.header = Header.of(self.before.run + 1 if self.before else 1, config)
        self._write(self.header._asdict())
        self._sync()

    def sources(self) -> list[str]:
        """Return the documents that have a line, in the order of the tables."""
        return sorted(self._places, key=source_order)

    def get(self, source: str) -> Entry | None:
        """Return a document's entry, None where it has none."""
        place = self._places.get(source)
        if place is None:
            return None
        self._file.seek(place)
        return Entry.from_json(json.loads(self._file.readline()))

    def add(self, entries: Iterable[Entry]) -> None:
        """Append lines; they are on the disk when this returns."""
        for entry in entries:
            self._places[entry.source] = self._end
            self._write(entry.to_json())
        self._sync()

    @contextlib.contextmanager
    def rewritten(self) -> Iterator[Callable[[Entry], None]]:
        """Take entries for a manifest of these alone, which in the end replaces the file at once.

        Yields:
            The function that takes them.
        """
        fresh = self._path.with_name(self._path.name + ".new")
        with fresh.open("wb") as file:
            file.write(_line(self.header._asdict()))
            yield lambda entry: cast(None, file.write(_line(entry.to_json())))
            file.flush()
            os.fsync(file.fileno())
        self._file.close()
        fresh.replace(self._path)
        sync_folder(self._path.parent)

    def close(self) -> None:
        """Close the file."""
        with contextlib.suppress(OSError):  # a full disk has been told of already
            self._file.close()

    def _read(self) -> int:
        """Note where the lines stand, up to one that was cut off; return where they end."""
        place = 0
        self._file.seek(0)
        for line in self._file:
            try:
                content = json.loads(line)
            except ValueError:
                break
            if not line.endswith(b"\n"):
                break
            if "run" in content:
                self.before = Header(**content)
            else:
                self._places[content["source"]] = place
            place += len(line)
        return place

    def _write(self, content: dict[str, Any]) -> None:
        self._end += self._file.write(_line(content))

    def _sync(self) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())


def source_order(source: str) -> str:
    """Return what sources are sorted by: folder by folder, as their paths would be."""
    return source.replace("/", "\0")


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
