"""What stands around a sentence, as evidence: headings, opening sentences, neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from govreport_nlp.records import Section
from govreport_nlp.workstreams.lexicon import Lexicon
from govreport_nlp.workstreams.matching import Booleans, Integers, Matches, Matrix, sum_by_row

__all__ = ["Headings", "flow", "leads", "read_headings", "shares"]

LEAD_LENGTH = 30
"""Longest sentence, in characters, that can name the topic of those after it in its paragraph."""
MOST_BLANK = 8
"""White space behind a sentence, the next one's indentation, that does not make it long."""
REACH = 6
"""Sentences that the flow of topics remembers; what is further back has faded."""

_NO_LEAD = re.compile(r"[\d；;]")
"""Figures and list items: such a sentence reports something itself."""
_NEXT_TOPIC = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十]+[）)、是]|第[一二三四五六七八九十]+[，,、]|首先|其次|再次|最后|——)"
)
"""Opens the next item of a list of topics, and so ends the one before."""


def shares(values: Matrix, ignore: int) -> Matrix:
    """Scale each row to a sum of 1, so that long sentences count no more than short ones.

    Args:
        values: Evidence.
        ignore: The default workstream; it counts in the sum, and is 0 in the result.
    """
    total = values.sum(axis=1, keepdims=True)
    result: Matrix = np.divide(values, total, out=np.zeros_like(values), where=total > 0)
    result[:, ignore] = 0
    return result


class Headings(NamedTuple):
    """The sections of a text and what the heading in force in each of them names.

    Attributes:
        spans: Start of each section and end of its title, in reading order.
        topics: One row a section: shares of the workstreams that its heading, or the nearest one
            above that names any, speaks for; and a last row of zeros.
        cites: The titles that they are from.
    """

    spans: Integers
    topics: Matrix
    cites: list[str]

    def place(self, sentences: Integers) -> tuple[Integers, Booleans]:
        """Return for each sentence its section, -1 for none, and whether it is the heading."""
        starts = np.append(self.spans[:, 0], -1)
        title_ends = np.append(self.spans[:, 1], -1)
        place = np.searchsorted(starts[:-1], sentences[:, 0], side="right") - 1
        opens = (starts[place] == sentences[:, 0]) & (starts[place] < title_ends[place])
        # The sentence may hold the mark and the line break that close the heading.
        return place, opens & (sentences[:, 1] <= title_ends[place] + 3)


def read_headings(
    sections: Sequence[Section], titles: Matches, lexicon: Lexicon, default: int
) -> Headings:
    """Read what the headings of a text name.

    Args:
        sections: The top-level sections.
        titles: The phrases found in the titles of all sections, in reading order.
        lexicon: The phrases' weights.
        default: Number of the default workstream; a heading that names it names nothing.
    """
    flat = [each for section in sections for each in section.walk()]
    named = sum_by_row(lexicon.names(titles.phrase), titles.row, len(flat) + 1)
    topics = shares(named, ignore=default)
    speaks: list[bool] = np.any(topics, axis=1).tolist()
    source = _in_force(flat, speaks)
    topics[: len(flat)] = topics[source]
    cites = [flat[number].title for number in source]
    spans = np.array([(s.start, s.title_end) for s in flat], np.int64).reshape(-1, 2)
    return Headings(spans, topics, cites)


def _in_force(sections: Sequence[Section], named: Sequence[bool]) -> list[int]:
    """Return for each section the one whose heading is in force: its own, or one above it.

    Args:
        sections: All sections in reading order.
        named: Whether the heading of each names a workstream.
    """
    source = list(range(len(sections)))
    above: list[int] = []
    for number, section in enumerate(sections):
        while above and sections[above[-1]].end <= section.start:
            above.pop()
        if above and not named[number]:
            source[number] = source[above[-1]]
        above.append(number)
    return source


def leads(
    text: str, sentences: Sequence[tuple[int, int]], fresh: Booleans, topics: Matrix
) -> Integers:
    """Find for each sentence the one that opens its topic: a short one without figures.

    It names some topic, or opens the next item of a list: then nothing is known of the topic, but
    that it is another one.

    Args:
        text: The text.
        sentences: Starts and ends.
        fresh: Whether a sentence opens a paragraph; a lead holds to its paragraph's end.
        topics: What each sentence would name as a heading.

    Returns:
        Numbers of sentences, -1 for none; a lead is its own.
    """
    lead = np.full(len(sentences), -1, dtype=np.int64)
    named: list[bool] = np.any(topics, axis=1).tolist()
    for number, (start, end) in enumerate(sentences):
        if end - start > LEAD_LENGTH + MOST_BLANK or _NO_LEAD.search(text, start, end):
            continue
        opens = named[number] or _NEXT_TOPIC.match(text, start, end)
        if opens and len(text[start:end].strip()) <= LEAD_LENGTH:
            lead[number] = number
    last = np.maximum.accumulate(lead)
    paragraph = np.maximum.accumulate(np.where(fresh, np.arange(len(sentences)), 0))
    return np.where(last >= paragraph, last, -1)


def flow(topics: Matrix, decay: float) -> Matrix:
    """Let each sentence know what those before it were about.

    Args:
        topics: What each sentence is about, by itself.
        decay: How much is kept from sentence to sentence.
    """
    result = np.zeros_like(topics)
    factor = 1 - decay
    for back in range(1, min(REACH + 1, len(topics))):
        result[back:] += np.float32(factor) * topics[:-back]
        factor *= decay
    return result
