"""Files anywhere that fsspec reads and writes, such as ``s3://`` and ``hdfs://``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from govreport_nlp.errors import ConfigError, MissingExtraError

__all__ = ["find_remote", "is_url", "read_remote", "upload"]


def is_url(path: object) -> bool:
    """Tell whether a path is a URL and no local file."""
    return "://" in str(path)


def find_remote(url: str) -> Iterator[tuple[str, str, int, str | None]]:
    """Find the files at a URL: a folder with the folders in it, a file, or a pattern.

    Args:
        url: The URL.

    Yields:
        Path inside the folder, URL, size in bytes, and stamp (None where the store has none).

    Raises:
        ConfigError: Nothing is there, or it cannot be listed.
        MissingExtraError: fsspec is not installed.
    """
    files, top = _file_system(url)
    try:
        if "*" in top:
            found = files.glob(top, detail=True)
            top = top[: top.index("*")].rpartition("/")[0]
        else:
            found = files.find(top, detail=True)
    except OSError as error:
        raise ConfigError(f"cannot list {url}: {error}") from error
    for path, info in found.items():
        inside = path[len(top) :].lstrip("/") or path.rpartition("/")[2]
        hidden = any(part.startswith((".", "~$")) for part in inside.split("/"))
        if not hidden and info.get("type") == "file":
            yield inside, files.unstrip_protocol(path), info.get("size") or 0, _stamp(info)


def read_remote(url: str, limit: int) -> bytes:
    """Return the first bytes of a file, one more than ``limit`` at most."""
    files, path = _file_system(url)
    with files.open(path, "rb") as file:
        data = file.read(limit + 1)
    return bytes(data)


def upload(folder: Path, url: str) -> None:
    """Copy the files of a folder, but not the folders in it, to a URL."""
    files, top = _file_system(url)
    files.makedirs(top, exist_ok=True)
    for path in sorted(folder.iterdir()):
        if path.is_file() and not path.name.startswith("."):
            files.put_file(str(path), f"{top.rstrip('/')}/{path.name}")


def _stamp(info: dict[str, Any]) -> str | None:
    for key in ("ETag", "etag", "md5Hash", "mtime", "LastModified", "modificationTime"):
        if info.get(key):
            return f"{info.get('size')}-{info[key]}"
    return None


def _file_system(url: str) -> tuple[Any, str]:
    try:
        import fsspec  # noqa: PLC0415  an extra
    except ImportError as error:
        raise MissingExtraError("ray", f"reading or writing {url}") from error
    try:
        files, path = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise ConfigError(
            f"cannot open {url}: {error}", hint="install its fsspec driver"
        ) from error
    return files, path
