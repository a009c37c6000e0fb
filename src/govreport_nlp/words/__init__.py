"""Word segmentation: engines, and the lexicon of the genre.

The engines share one algorithm and one dictionary: ``rjieba`` is the fast one, ``jieba`` the
reference, and a test holds the two together. ``char`` cuts between any two characters.
"""

from __future__ import annotations

from govreport_nlp.words.lexicon import LexiconEntry, load_lexicon, parse_lexicon
from govreport_nlp.words.script import by_table, shadow, simplified
from govreport_nlp.words.segmenters import Segmenter, get_segmenter

__all__ = [
    "LexiconEntry",
    "Segmenter",
    "by_table",
    "get_segmenter",
    "load_lexicon",
    "parse_lexicon",
    "shadow",
    "simplified",
]
