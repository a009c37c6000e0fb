from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from govreport_nlp.batch.plan import Document, find_documents, find_files, read_list, shards
from govreport_nlp.errors import ConfigError


def _make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")


def _sources(*inputs: str | Path, without: Path | None = None) -> list[str]:
    given = inputs[0] if len(inputs) == 1 else inputs
    return [document.source for document in find_documents(given, without=without)]


def test_a_folder_is_searched_in_order(tmp_path: Path) -> None:
    _make(tmp_path, "b/1.txt", "a.txt", "b.txt", "a/1.txt", "a/z/2.txt")
    _make(tmp_path, ".hidden", ".git/x", "~$a.docx", "out/t")
    found = _sources(tmp_path, without=tmp_path / "out")
    assert found == ["a/1.txt", "a/z/2.txt", "a.txt", "b/1.txt", "b.txt"]
    assert [path.relative_to(tmp_path).as_posix() for path in find_files(tmp_path)] == [
        *found, "out/t"
    ]  # fmt: skip


def test_size_and_stamp(tmp_path: Path) -> None:
    _make(tmp_path, "a.txt")
    (document,) = find_documents(tmp_path)
    assert document.size == 5
    assert document.stamp is not None
    assert document.stamp.startswith("5-")


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.txt", ["a.txt", "b.txt"]),
        ("**/*.txt", ["a/1.txt", "a.txt", "b.txt"]),
        ("?", ["a/1.txt", "a/2.html"]),
        ("a/*.html", ["2.html"]),
    ],
)
def test_patterns(tmp_path: Path, pattern: str, expected: list[str]) -> None:
    _make(tmp_path, "a/1.txt", "a/2.html", "a.txt", "b.txt")
    assert _sources(str(tmp_path / pattern)) == expected


def test_one_file(tmp_path: Path) -> None:
    _make(tmp_path, "年报.txt")
    assert _sources(tmp_path / "年报.txt") == ["年报.txt"]


def test_several_inputs_keep_their_names_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _make(tmp_path, "a/1.txt", "b/1.txt", "c.txt")
    monkeypatch.chdir(tmp_path)
    assert _sources("a", "b", "c.txt", "c.txt") == ["a/1.txt", "b/1.txt", "c.txt"]


def test_archives(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "more.zip", "w") as archive:
        archive.writestr("x/1.txt", "一")
        archive.writestr("__MACOSX/x/1.txt", "")
        archive.writestr(".hidden", "")
    _make(tmp_path, "a.txt")
    assert _sources(tmp_path) == ["a.txt", "more.zip/x/1.txt"]
    (document,) = find_documents(tmp_path / "more.zip")
    assert (document.source, document.member, document.size) == ("x/1.txt", 0, 3)


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_names_in_archives_without_the_flag_for_utf8(tmp_path: Path, encoding: str) -> None:
    name = "报告.txt".encode(encoding)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("x" * len(name), "text")
    data = (tmp_path / "a.zip").read_bytes().replace(b"x" * len(name), name)
    (tmp_path / "a.zip").write_bytes(data)
    assert _sources(tmp_path / "a.zip") == ["报告.txt"]


def test_what_cannot_be_read_is_kept_to_fail(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "bad.zip").write_bytes(b"PK\3\4 cut off")
    assert _sources(tmp_path) == ["bad.zip", "gone.txt"]


def test_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no files"):
        find_documents(tmp_path)
    with pytest.raises(ConfigError, match="does not exist"):
        find_documents(tmp_path / "missing")
    with pytest.raises(ConfigError, match="no files"):
        find_documents(str(tmp_path / "*.txt"))


def test_urls(tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    _make(tmp_path, "a/1.txt", "b.txt", ".hidden")
    assert _sources(f"file://{tmp_path}") == ["a/1.txt", "b.txt"]
    assert _sources(f"file://{tmp_path}/*.txt") == ["b.txt"]


def test_lists() -> None:
    assert read_list(["a.txt\n", "\n", " # not this\n", "b c.txt"]) == ["a.txt", "b c.txt"]


def test_shards_are_of_about_one_size() -> None:
    sizes = [10, 10, 50, 200, 1, 1, 1, 1]
    documents = [Document(str(n), "", size=size) for n, size in enumerate(sizes)]
    found = [[d.size for d in shard] for shard in shards(documents, size=100, count=3)]
    assert found == [[10, 10, 50], [200], [1, 1, 1], [1]]
