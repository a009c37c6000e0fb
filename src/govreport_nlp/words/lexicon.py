"""User dictionaries in jieba's format: one word a line, then its frequency and its tag."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from govreport_nlp.datafiles import read_text
from govreport_nlp.errors import ConfigError

__all__ = ["LexiconEntry", "load_lexicon", "parse_lexicon"]

_LINE = re.compile(r"(\S+)(?:[ \t]+([0-9]+))?(?:[ \t]+([a-zA-Z]+))?")
_FORMAT = "a line is: word [frequency] [tag], e.g. 营商环境 2000 n"


class LexiconEntry(NamedTuple):
    """A word of a user dictionary.

    Attributes:
        word: The word, without white space.
        frequency: How often it stands in the corpus of the dictionary, from 1; None lets the
            engine choose the least frequency that keeps the word whole.
        tag: Part of speech in jieba's letters, or None.
    """

    word: str
    frequency: int | None = None
    tag: str | None = None


def parse_lexicon(text: str, name: str = "lexicon") -> tuple[LexiconEntry, ...]:
    """Parse a user dictionary; blank lines and lines that begin with ``#`` say nothing.

    Args:
        text: The dictionary's text.
        name: What error messages call it.

    Returns:
        The entries in file order.

    Raises:
        ConfigError: A line breaks the format; the message names the dictionary and the line.

    Example:
        >>> parse_lexicon("营商环境 2000 n")
        (LexiconEntry(word='营商环境', frequency=2000, tag='n'),)
    """
    entries = []
    for number, raw in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            raise ConfigError(f"{name}:{number}: broken line {line[:40]!r}", hint=_FORMAT)
        word, frequency, tag = match.groups()
        if frequency is not None and not 0 < int(frequency[:12]) < 10**9:
            raise ConfigError(
                f"{name}:{number}: frequency {frequency[:12]} of {word!r}",
                hint="a frequency is a whole number from 1 to 999999999",
            )
        entries.append(LexiconEntry(word, int(frequency) if frequency else None, tag))
    return tuple(entries)


def load_lexicon(path: str | None = None) -> tuple[LexiconEntry, ...]:
    """Load the built-in lexicon, and a user dictionary after it.

    Args:
        path: The user dictionary, in UTF-8; a word that the built-in lexicon has gets the
            frequency given here.

    Returns:
        All entries, the user's last.

    Raises:
        ConfigError: The file cannot be read, is not UTF-8, or a line breaks the format.
    """
    entries = parse_lexicon(read_text("lexicon.txt"), "lexicon.txt")
    if path is None:
        return entries
    try:
        text = Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"cannot read lexicon {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ConfigError(f"{path}:{line}: not UTF-8", hint="save the lexicon as UTF-8") from error
    return entries + parse_lexicon(text, path)
