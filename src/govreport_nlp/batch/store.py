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

_LENGTHS = range(1, 2 * len(TABLES), 2)
"""Where an entry's lengths stand among its places."""


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

    def holds(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """Yield those entries whose rows are all there."""
        sizes: dict[str, list[int]] = {}
        for entry in entries:
            if entry.part and entry.part not in sizes:
                sizes[entry.part] = [self._size(entry.part, table) for table in TABLES]
            ends = [entry.at[i] + entry.at[i + 1] for i in range(0, len(entry.at), 2)]
            if not entry.part or all(map(int.__le__, ends, sizes[entry.part])):
                yield entry

    def is_whole(self, entries: list[Entry]) -> bool:
        """Tell whether the rows of entries are all that their one merged part holds."""
        parts = {entry.part for entry in entries if entry.at}
        if len(parts) != 1 or not min(parts).startswith(MERGED):
            return False
        sizes = [self._size(min(parts), table) for table in TABLES]
        held = [sum(entry.at[place] for entry in entries if entry.at) for place in _LENGTHS]
        return sizes == held

    def merge(self, entries: Iterable[Entry], name: str) -> list[Entry]:
        """Put the rows of entries together in one part.

        Args:
            entries: The entries, in the order that the rows are to have.
            name: Name of the part.

        Returns:
            The entries with their new places.
        """
        moved, files = [], dict[str, list[BinaryIO]]()
        with contextlib.ExitStack() as stack:
            part = stack.enter_context(self.part(name))
            for entry in entries:
                if entry.part and entry.part not in files:
                    files[entry.part] = [
                        stack.enter_context((self._state / entry.part / _file(table)).open("rb"))
                        for table in TABLES
                    ]
                lines = tuple(
                    _slice(file, entry.at[2 * place], entry.at[2 * place + 1])
                    for place, file in enumerate(files.get(entry.part, []))
                )
                moved.append(entry._replace(part=name, at=part.add(lines)) if lines else entry)
            part.sync()
        return moved

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
        for file in self._files:
            with contextlib.suppress(OSError):  # a full disk has been told of already
                file.close()


def _file(table: str) -> str:
    return f"{table}.jsonl"


def _slice(file: BinaryIO, offset: int, length: int) -> bytes:
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
