"""What a batch reads: documents in folders, archives, globs and lists, in one order."""

from __future__ import annotations

import glob
import os
import struct
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from govreport_nlp.batch.manifest import source_order
from govreport_nlp.errors import ConfigError

__all__ = ["Document", "find_documents", "find_files", "read_list", "shards"]

Input = str | os.PathLike[str]


class Document(NamedTuple):
    """A document to be read.

    Attributes:
        source: Its name in the tables, unique in a batch: its path inside the folder.
        path: The file, or the archive that it is in; may be a URL.
        member: Its place in the archive's directory, None for a file of its own.
        size: Bytes, as far as known before it is read.
        stamp: What changes when the file does: size with time, or check sum; None if unknown.
        known: The hash of its bytes when it was last parsed, None if that is to be done anyway.
        outside: Whether it is a link that leads out of the folder: it is not followed.
    """

    source: str
    path: str
    member: int | None = None
    size: int = 0
    stamp: str | None = None
    known: str | None = None
    outside: bool = False


def find_documents(
    inputs: Input | Iterable[Input], *, without: Input | None = None
) -> list[Document]:
    """Find the documents of a batch.

    Hidden files (``.name``) and an office program's lock files (``~$name``) are left out. What
    cannot be read (a broken link or archive, a closed folder) is kept: it becomes a failure, and so
    does a link that leads out of its folder. A link that is itself named is followed.

    Args:
        inputs: A folder, searched with the folders in it; a file; a ``.zip`` archive; a pattern
            with ``*``; a URL that fsspec knows (``s3://…``); or several of these.
        without: A folder to leave out, that of the results.

    Returns:
        The documents in the order of their sources. The source is the path inside the folder or
        archive; with several inputs, what was given stands in front of it.

    Raises:
        ConfigError: An input does not exist, or none holds a document.
    """
    given = [inputs] if isinstance(inputs, str | os.PathLike) else list(inputs)
    skipped = os.path.realpath(without) if without is not None and not _is_url(without) else None
    found: dict[str, Document] = {}
    for item in given:
        prefix = f"{_text(os.fspath(item)).rstrip('/')}" if len(given) > 1 else ""
        for document in _find(os.fspath(item), prefix, skipped):
            found.setdefault(document.source, document)
    if not found:
        raise ConfigError(
            f"no files in {', '.join(os.fspath(item) for item in given) or 'an empty list'}"
        )
    return sorted(found.values(), key=lambda document: source_order(document.source))


def find_files(folder: Input) -> list[Path]:
    """Find the files of a folder and of the folders in it, archives as they are.

    Args:
        folder: The folder.

    Returns:
        The files but for hidden ones and lock files, sorted by their path inside the folder.

    Raises:
        ConfigError: There is no such folder.
    """
    if not Path(folder).is_dir():
        raise ConfigError(f"{folder} is no folder")
    return sorted(map(Path, _walk(os.fspath(folder), None, [])), key=lambda path: path.parts)


def read_list(lines: Iterable[str]) -> list[str]:
    """Return the paths of a list: one a line; blank lines and comments (``#``) are none."""
    stripped = (line.strip() for line in lines)
    return [line for line in stripped if line and not line.startswith("#")]


def shards(
    documents: Sequence[Document], *, size: int = 256_000, count: int = 16
) -> Iterator[list[Document]]:
    """Divide documents into runs of about equal size.

    Args:
        documents: The documents.
        size: Bytes that a shard holds at most, unless one document alone has more.
        count: Documents that a shard holds at most.

    Yields:
        The shards, in order.
    """
    shard: list[Document] = []
    filled = 0
    for document in documents:
        if shard and (filled + document.size > size or len(shard) == count):
            yield shard
            shard, filled = [], 0
        shard.append(document)
        filled += document.size
    if shard:
        yield shard


def _find(given: str, prefix: str, skipped: str | None) -> Iterator[Document]:
    if _is_url(given):
        yield from _in_url(given, prefix)
    elif Path(given).is_dir():
        yield from _in_folder(given, prefix, skipped)
    elif Path(given).exists():
        yield from _from_file(given, prefix, top=True)
    elif glob.has_magic(given):
        yield from _in_pattern(given, prefix, skipped)
    else:
        raise ConfigError(f"{given} does not exist", hint="name a folder, a file or a pattern")


def _in_folder(top: str, prefix: str, skipped: str | None) -> Iterator[Document]:
    closed: list[OSError] = []
    for path in _walk(top, skipped, closed):
        source = _join(prefix, os.path.relpath(path, top))
        if _leads_out(path, top):
            yield Document(source, path, outside=True)
        else:
            yield from _from_file(path, source)
    for error in closed:
        path = os.fspath(error.filename)
        yield Document(_join(prefix, os.path.relpath(path, top)), path)


def _leads_out(path: str, top: str) -> bool:
    """Whether a file is a link to what is not in the folder: a stranger's folder may hold such."""
    if not os.path.islink(path):  # noqa: PTH114  a Path a file is slow
        return False
    real, inside = os.path.realpath(path), os.path.realpath(top)
    return os.path.commonpath([real, inside]) != inside


def _walk(top: str, skipped: str | None, closed: list[OSError]) -> Iterator[str]:
    """Yield the files of a folder; folders that cannot be searched are added to ``closed``."""
    for here, folders, names in os.walk(top, onerror=closed.append):
        folders[:] = [
            name
            for name in folders
            if name[0] != "." and os.path.realpath(Path(here, name)) != skipped
        ]
        for name in names:
            if not name.startswith((".", "~$")):
                yield os.path.join(here, name)  # noqa: PTH118  a Path a file is slow


def _in_pattern(pattern: str, prefix: str, skipped: str | None) -> Iterator[Document]:
    """Yield what a pattern stands for; sources start where its first wildcard is."""
    parts = Path(pattern).parts
    fixed = next(at for at, part in enumerate(parts) if glob.has_magic(part))
    base = Path(*parts[:fixed])
    for path in glob.iglob(pattern, recursive=True):  # noqa: PTH207  takes absolute patterns too
        inside = _join(prefix and _text(str(base)), os.path.relpath(path, base))
        if skipped and os.path.realpath(path).startswith((skipped + os.sep, skipped + "\0")):
            continue
        if Path(path).is_dir():
            if "**" not in pattern:
                yield from _in_folder(path, inside, skipped)
        elif not Path(path).name.startswith("~$"):
            yield from _from_file(path, inside)


def _from_file(path: str, source: str, *, top: bool = False) -> Iterator[Document]:
    """Yield a file, or what an archive holds; ``top`` for one that was itself given."""
    if path.lower().endswith(".zip"):
        try:
            members = list(_in_archive(path, source))
        except (OSError, zipfile.BadZipFile, ValueError, RuntimeError, LookupError, struct.error):
            members = []  # read as a document it fails, and says why
        if members:
            yield from members
            return
    name = source or _text(Path(path).name) if top else source
    try:
        status = os.stat(path)  # noqa: PTH116  a Path a file is slow
    except OSError:
        yield Document(name, path)
    else:
        yield Document(name, path, None, status.st_size, file_stamp(status))


def _in_archive(path: str, source: str) -> Iterator[Document]:
    with zipfile.ZipFile(path) as archive:
        for place, info in enumerate(archive.infolist()):
            name = _member_name(info)
            parts = PurePosixPath(name).parts
            if info.is_dir() or any(map(_is_hidden, parts)):
                continue
            stamp = f"{info.file_size}-{info.CRC:08x}"
            yield Document(_join(source, name), path, place, info.file_size, stamp)


def _is_hidden(part: str) -> bool:
    return part.startswith((".", "~$", "__MACOSX")) and part not in (".", "..")


def _member_name(info: zipfile.ZipInfo) -> str:
    """Return a member's name; without the flag for UTF-8 it may be that, or a Chinese code page."""
    if info.flag_bits & 0x800:
        return _text(info.filename)
    raw = info.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _in_url(url: str, prefix: str) -> Iterator[Document]:
    from govreport_nlp.batch.remote import find_remote  # noqa: PLC0415  an extra

    for inside, path, size, stamp in find_remote(url):
        yield Document(_join(prefix, inside), path, None, size, stamp)


def file_stamp(status: os.stat_result) -> str:
    """Return what changes when a local file does."""
    return f"{status.st_size}-{status.st_mtime_ns}"


def _is_url(path: Input) -> bool:
    return "://" in os.fspath(path)


def _join(prefix: str, inside: str) -> str:
    inside = _text(inside).replace(os.sep, "/")
    return f"{prefix}/{inside}" if prefix else inside


def _text(name: str) -> str:
    r"""Return a name as text that can be written: bytes in no UTF-8 become ``\\xc4``."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
