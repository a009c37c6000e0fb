"""From blocks to one text, and from an offset in it back to the place in the source file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from govreport_nlp.ingest.labels import Found

__all__ = ["Block", "Extract", "OffsetMap", "join_blocks"]


class Block(NamedTuple):
    """A paragraph, heading or table row of a document.

    Attributes:
        text: Its text, without line break; the cells of a row are joined by tabs.
        place: Where it begins in the source file: ``page 3``, ``paragraph 7``,
            ``line 12, column 5, /html/body/p[2]``.
        turns: Offsets in ``text`` where another place begins, with that place: a paragraph that
            runs over the end of a page.
    """

    text: str
    place: str
    turns: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Extract:
    """What a format's reader takes out of a file.

    Attributes:
        blocks: The blocks in reading order.
        found: Metadata that the file holds beside its text.
    """

    blocks: list[Block]
    found: list[Found] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Leads from an offset in ``Report.text`` to the place in the source file.

    Attributes:
        starts: Offsets where a place begins, ascending, the first 0.
        places: The place that begins at each.
    """

    starts: tuple[int, ...]
    places: tuple[str, ...]

    def place(self, offset: int) -> str:
        """Return the place of a character.

        Args:
            offset: Offset into the report's text.

        Example:
            >>> OffsetMap((0, 12), ("page 1", "page 2")).place(12)
            'page 2'
        """
        at = bisect_right(self.starts, offset) - 1
        return self.places[at] if at >= 0 else ""


def join_blocks(blocks: Iterable[Block]) -> tuple[str, OffsetMap]:
    """Put blocks into one text, a line each, and note where each came from."""
    starts: list[int] = []
    places: list[str] = []
    texts: list[str] = []
    position = 0
    for block in blocks:
        for offset, place in ((0, block.place), *block.turns):
            if not places or places[-1] != place:
                starts.append(position + offset)
                places.append(place)
        texts.append(block.text)
        position += len(block.text) + 1
    return "\n".join(texts), OffsetMap(tuple(starts), tuple(places))
