"""The folder of a batch's results: its lock, the rows done so far, the tables when all is done.

Rows are appended to files of a *part*, ``.batch/run-0001/reports.jsonl`` and so on. At the end the
parts are put together, in the order of the sources, to one more part, which the manifest then
names; the tables ``reports.jsonl`` … are links to its files.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from govreport_nlp.batch.manifest import Entry, sync_folder
from govreport_nlp.batch.rows import TABLES
from govreport_nlp.errors import ConfigError, OutputError

__all__ = ["MERGED", "Part", "Store", "writing"]

MERGED = "tables-"
"""Start of the name of a part with all rows in order."""


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Turn what the system says about a folder that cannot be written into an `OutputError`."""
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"cannot write to {folder}: {error.strerror or error}",
            hint="what is done is kept: free space or name another folder, then run with --resume",
        ) from error


class Store:
    """The folder of a batch's results, locked while it is open.

    Args:
        folder: The folder; made where it is missing.

    Raises:
        OutputError: It cannot be made or written to.
        ConfigError: Another batch is writing to it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._state = folder / ".batch"
        self._sizes: dict[str, list[int]] = {}
        with writing(folder):
            self._state.mkdir(parents=True, exist_ok=True)
            self._lock = (self._state / "lock").open("a+b")
        if not _try_lock(self._lock):
            self._lock.close()
            raise ConfigError(
                f"another batch is writing to {folder}", hint="wait for it, or name another folder"
            )

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        self._lock.close()

    @property
    def manifest(self) -> Path:
        """Path of the manifest."""
        return self.folder / "manifest.jsonl"

    def part(self, name: str) -> Part:
        """Start a part; what a part of that name held is dropped."""
        path = self._state / name
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir()
        return Part(path)

    def holds(self, entry: Entry) -> bool:
        """Tell whether an entry's rows are all there."""
        if not entry.part:
            return True
        if entry.part not in self._sizes:
            self._sizes[entry.part] = [self._size(entry.part, table) for table in TABLES]
        ends = [start + length for start, length in _pairs(entry.at)]
        return all(map(int.__le__, ends, self._sizes[entry.part]))

    def is_merged(self, entries: Iterable[Entry]) -> str | None:
        """Return the merged part whose rows are those of entries and no others, if there is one."""
        parts, held = set(), [0] * len(TABLES)
        for entry in entries:
            if entry.part:
                parts.add(entry.part)
                lengths = (length for _, length in _pairs(entry.at))
                held = list(map(int.__add__, held, lengths))
        name = parts.pop() if len(parts) == 1 else ""
        if not name.startswith(MERGED) or held != [self._size(name, table) for table in TABLES]:
            return None
        return name

    def merge(self, entries: Iterable[Entry], name: str) -> Iterator[Entry]:
        """Put the rows of entries together in one part.

        Args:
            entries: The entries, in the order that the rows are to have.
            name: Name of the part.

        Yields:
            The entries with their new places.
        """
        files: dict[str, list[BinaryIO]] = {}
        with contextlib.ExitStack() as stack:
            part = stack.enter_context(self.part(name))
            for entry in entries:
                if not entry.part:
                    yield entry
                    continue
                if entry.part not in files:
                    paths = [self._state / entry.part / _file(table) for table in TABLES]
                    files[entry.part] = [stack.enter_context(path.open("rb")) for path in paths]
                lines = map(_slice, files[entry.part], _pairs(entry.at))
                yield entry._replace(part=name, at=part.add(tuple(lines)))
            part.sync()

    def publish(self, name: str) -> None:
        """Give a part's files the names of the tables, and drop all other parts."""
        for table in TABLES:
            whole, path = self._state / name / _file(table), self.folder / _file(table)
            if path.exists() and path.samefile(whole):
                continue
            fresh = path.with_name(path.name + ".new")
            fresh.unlink(missing_ok=True)
            try:
                os.link(whole, fresh)
            except OSError:  # a file system without links
                shutil.copyfile(whole, fresh)
            fresh.replace(path)
        sync_folder(self.folder)
        self.drop_parts(keep=name)

    def drop_parts(self, *, keep: str = "") -> None:
        """Delete the rows of all parts but one."""
        for path in self._state.iterdir():
            if path.is_dir() and path.name != keep:
                shutil.rmtree(path, ignore_errors=True)

    def _size(self, part: str, table: str) -> int:
        try:
            return (self._state / part / _file(table)).stat().st_size
        except OSError:
            return -1


class Part:
    """Files that rows are appended to, one a table.

    Args:
        folder: An empty folder.
    """

    def __init__(self, folder: Path) -> None:
        self.name = folder.name
        self._files = [(folder / _file(table)).open("wb") for table in TABLES]
        self._ends = [0] * len(TABLES)

    def add(self, lines: tuple[bytes, ...]) -> tuple[int, ...]:
        """Append a document's rows; return offset and length in each file."""
        places: list[int] = []
        for table, data in enumerate(lines):
            if data:
                self._files[table].write(data)
            places += (self._ends[table], len(data))
            self._ends[table] += len(data)
        return tuple(places)

    def sync(self) -> None:
        """Have all rows on the disk when this returns."""
        for file in self._files:
            file.flush()
            os.fsync(file.fileno())

    def __enter__(self) -> Part:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the files."""
        for file in self._files:
            with contextlib.suppress(OSError):  # a full disk has been told of already
                file.close()


def _file(table: str) -> str:
    return f"{table}.jsonl"


def _pairs(at: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Yield an entry's offset and length, table by table."""
    return zip(at[::2], at[1::2], strict=True)


def _slice(file: BinaryIO, place: tuple[int, int]) -> bytes:
    offset, length = place
    if not length:
        return b""
    file.seek(offset)
    return file.read(length)


def _try_lock(file: BinaryIO) -> bool:
    """Lock a file until it is closed or this process ends, however it ends."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
