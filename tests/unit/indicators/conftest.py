"""What the tests of indicators share: one parser, and frames to put a sentence in."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from govreport_nlp import Indicator, Parser, Report
from govreport_nlp.indicators.lexicon import Lexicon, load_lexicon

_REVIEW = (
    "青湾市2024年政府工作报告\n各位代表：\n一、工作回顾\n　　{}\n二、工作安排\n　　再接再厉。\n"
)
FRAMES = {
    "review": _REVIEW,
    "plan": _REVIEW.replace("{}", "成绩来之不易。").replace("再接再厉。", "{}"),
    "opening": "青湾市2024年政府工作报告\n各位代表：\n　　{}\n",
    "department": "青湾市教育局2023年工作总结\n　　{}\n",
    "communique": "青湾市2023年国民经济和社会发展统计公报\n一、综合\n　　{}\n",
    "national": "政府工作报告\n——2024年3月5日在第十四届全国人民代表大会上\n"
    "各位代表：\n一、工作回顾\n　　{}\n",
}
"""Reports of one sentence: where it stands decides on tense and period."""


class Framed(NamedTuple):
    """A report made of a frame and a passage.

    Attributes:
        report: The report.
        start: Where the passage begins in it.
        records: The records of the passage.
    """

    report: Report
    start: int
    records: list[Indicator]


class Reader:
    """Parses passages inside a frame."""

    def __init__(self) -> None:
        self.parser = Parser()

    def __call__(self, passage: str, frame: str = "review") -> Framed:
        region = "全国" if frame == "national" else None
        start = FRAMES[frame].index("{}")
        report = self.parser.parse_text(FRAMES[frame].format(passage), region=region)
        end = start + len(passage)
        return Framed(report, start, [i for i in report.indicators if start <= i.start < end])

    def names(self, passage: str, frame: str = "review") -> list[tuple[str, str]]:
        """Number and name of each record."""
        return [(record.text, record.name) for record in self(passage, frame).records]


@pytest.fixture(scope="session")
def read() -> Reader:
    return Reader()


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon()
