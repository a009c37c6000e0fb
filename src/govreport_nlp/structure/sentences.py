"""Sentences: where one ends, by the annotation guidelines."""

from __future__ import annotations

import re

__all__ = ["split_sentences"]

_CLOSERS = "”’」』）)】》〉〕］\\]｝}﹂﹄＂"
_BREAKS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"

# One sentence: text without end mark, then end marks with the closing quotes and brackets right
# after them, or a line break, or the end of the text; then white space up to the next sentence.
# Each part starts with characters that the part before cannot take, so nothing backtracks.
_SENTENCE = re.compile(
    rf"\s*[^。！？；!?;{_BREAKS}]*"
    rf"(?:[。！？；!?;][。！？；!?;{_CLOSERS}]*)?"
    r"\s*"
)
_STRAIGHT = re.compile(rf"[\"'][\"'{_CLOSERS}]*\s*")


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Split a text into sentences that tile it.

    A sentence ends at ``。！？；!?;`` or a line break; closing quotes and brackets right after the
    end mark belong to it. White space after a sentence belongs to it, white space at the start of
    the text to the first one. A full stop in ASCII never ends a sentence.

    Args:
        text: Any text.

    Returns:
        Half-open spans in text order: the first starts at 0, each ends where the next starts, the
        last ends at ``len(text)``. Empty for the empty text.

    Example:
        >>> split_sentences("增长5.5%。完成了！")
        [(0, 7), (7, 11)]
    """
    spans = [match.span() for match in _SENTENCE.finditer(text) if match.end() > match.start()]
    return _with_straight_quotes(text, spans) if '"' in text or "'" in text else spans


def _with_straight_quotes(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give a straight quote after an end mark to the sentence that it closes.

    A straight quote closes if the paragraph has an odd number of it before; else it opens the next
    sentence.
    """
    moved: list[tuple[int, int]] = []
    count = {'"': 0, "'": 0}
    for start, end in spans:
        pos = start
        quotes = _STRAIGHT.match(text, start, end)
        if moved and quotes and count[text[start]] % 2 and not text[start - 1].isspace():
            pos = quotes.end()
            moved[-1] = (moved[-1][0], pos)
        if pos < end:
            moved.append((pos, end))
        if text[end - 1].isspace() and "\n" in text[start:end]:
            count = dict.fromkeys(count, 0)
        else:
            for quote in count:
                count[quote] += text.count(quote, start, end)
    return moved
