"""User dictionaries."""

from __future__ import annotations

from pathlib import Path

import pytest

from govreport_nlp.errors import ConfigError
from govreport_nlp.words import LexiconEntry, load_lexicon, parse_lexicon


def test_format() -> None:
    text = "\ufeff# 注释\n\n低空走廊 20 n\n智慧灯杆 3\r\n共享农庄\n科创走廊 n\n"
    assert parse_lexicon(text) == (
        LexiconEntry("低空走廊", 20, "n"),
        LexiconEntry("智慧灯杆", 3, None),
        LexiconEntry("共享农庄", None, None),
        LexiconEntry("科创走廊", None, "n"),
    )


@pytest.mark.parametrize(
    "line", ["低空 走廊 20 n", "低空走廊 20 n 多余", "低空走廊 -3", "低空走廊 0 n"]
)
def test_broken_line_is_named(line: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    path.write_text(f"智慧灯杆 3\n{line}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"mine\.txt:2"):
        load_lexicon(str(path))


def test_other_encodings_and_missing_files(tmp_path: Path) -> None:
    path = tmp_path / "gbk.txt"
    path.write_bytes("ok 3\n低空走廊 20 n\n".encode("gbk"))
    with pytest.raises(ConfigError, match=r"gbk\.txt:2: not UTF-8"):
        load_lexicon(str(path))
    with pytest.raises(ConfigError, match="cannot read"):
        load_lexicon(str(tmp_path / "none.txt"))


def test_built_in_lexicon() -> None:
    entries = load_lexicon()
    assert len(entries) > 300
    assert len({entry.word for entry in entries}) == len(entries)
    assert all(entry.frequency and entry.tag for entry in entries)
