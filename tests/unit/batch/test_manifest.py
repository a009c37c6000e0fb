from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from govreport_nlp.batch.manifest import Entry, Header, Manifest, changes_between, source_order
from govreport_nlp.config import Config

ENTRY = Entry(
    "a.txt", "ok", "00ff", "5-1", None, 0.25, 9, (1, 2, 3, 4, 0), "cfg", "run-0001", (0, 9)
)
FAILED = Entry("b/c.txt", "failed", None, None, "read")


Open = Callable[..., Manifest]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """Opens the same manifest again and again, as runs do."""
    with contextlib.ExitStack() as stack:

        def once(*, resume: bool = True) -> Manifest:
            manifest = Manifest(tmp_path / "m", Config(), resume=resume)
            stack.callback(manifest.close)
            return manifest

        yield once


def test_what_is_added_is_there_for_the_next_run(opened: Open) -> None:
    first = opened(resume=False)
    first.add([ENTRY, FAILED])
    second = opened()
    assert (first.header.run, second.header.run) == (1, 2)
    assert second.before == first.header
    assert second.sources() == ["a.txt", "b/c.txt"]
    assert (second.get("a.txt"), second.get("b/c.txt")) == (ENTRY, FAILED)
    assert second.get("c.txt") is None


def test_the_last_line_of_a_source_counts(opened: Open) -> None:
    manifest = opened()
    manifest.add([ENTRY])
    manifest.add([ENTRY._replace(hash="11")])
    assert manifest.get("a.txt") == opened().get("a.txt") == ENTRY._replace(hash="11")


def test_a_line_that_was_cut_off_does_not_count(opened: Open, tmp_path: Path) -> None:
    opened().add([ENTRY, FAILED])
    whole = (tmp_path / "m").read_bytes()
    for size in range(len(whole) - 40, len(whole)):
        (tmp_path / "m").write_bytes(whole[:size])
        again = opened()
        assert again.sources() == ["a.txt"]
        again.add([FAILED])
        assert opened().get("b/c.txt") == FAILED


def test_rewritten(opened: Open, tmp_path: Path) -> None:
    manifest = opened()
    manifest.add([FAILED])
    manifest.add([FAILED])
    with manifest.rewritten() as write:
        write(ENTRY)
    header, line = map(json.loads, (tmp_path / "m").read_text(encoding="utf-8").splitlines())
    assert header["run"] == 1
    assert line["rows"] == {
        "reports": 1, "sections": 2, "sentences": 3, "indicators": 4, "failures": 0
    }  # fmt: skip
    assert opened().sources() == ["a.txt"]


def test_a_fresh_run_forgets(opened: Open) -> None:
    opened().add([ENTRY])
    fresh = opened(resume=False)
    assert (fresh.before, fresh.sources(), fresh.header.run) == (None, [], 1)


def test_what_changed_between_two_runs() -> None:
    old, new = Header.of(1, Config()), Header.of(2, Config(taxonomy="education", hmm=True))
    assert changes_between(old, old._replace(run=2)) == ()
    assert changes_between(old, new) == ("hmm: False → True", "taxonomy: auto → education")
    assert changes_between(old._replace(version="0.0.1", digest=""), old)[0].startswith(
        "govreport-nlp: 0.0.1 → "
    )
    assert changes_between(old._replace(digest=""), old) == (
        "the taxonomy, the lexicon or the library's own data",
    )


def test_order_is_that_of_paths() -> None:
    sources = ["a.txt", "a/1.txt", "a-b/1", "a", "b", "中/文"]
    assert sorted(sources, key=source_order) == sorted(sources, key=lambda s: s.split("/"))
