"""What all tests share: the fixture reports, and a small report made by hand."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from govreport_nlp.catalogue import Observation
from govreport_nlp.records import (
    Indicator,
    Label,
    Metadata,
    Report,
    Section,
    Sentence,
    UnclaimedNumber,
)
from samples import observation

FIXTURES = Path(__file__).parent / "fixtures"

# The suite tries the same examples every time, so that it says the same of the
# same code; `--hypothesis-profile=explore` looks for new ones, many more of them.
settings.register_profile("suite", derandomize=True, database=None, deadline=None)
settings.register_profile("explore", deadline=None, max_examples=5000)
settings.load_profile("suite")

SAMPLE_TEXT = (
    "青湾市2031年政府工作报告\n"
    "一、上年工作\n"
    "　　全市生产总值达到860亿元，同比增长近7%。<b>粗体</b>新建公园20个。\n"
    "二、今年安排\n"
    "　　力争森林覆盖率提高到四成以上。\n"
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden files anew, show the change"
    )


@pytest.fixture(scope="session")
def reports_folder() -> Path:
    return FIXTURES / "reports"


def _span(text: str, start: int = 0) -> tuple[int, int]:
    at = SAMPLE_TEXT.index(text, start)
    return at, at + len(text)


def _record(number: str, name: str, sentence: int, section: int, **fields: Any) -> Indicator:
    start, end = _span(number)
    return Indicator(
        start=start,
        end=end,
        text=number,
        name=name,
        name_spans=(_span(name),),
        sentence=sentence,
        section=section,
        rule="by-hand",
        **{"qualifier": "exact", "measure": "level", "status": "actual", **fields},
    )


def _sample_indicators() -> tuple[Indicator, ...]:
    economy: dict[str, Any] = {"sentence": 2, "section": 1, "workstream": "economy"}
    return (
        _record("860亿元", "生产总值", value=Decimal(86000000000), unit="元", **economy),
        _record(
            "7%", "生产总值", value=Decimal(7), unit="%", qualifier="under", measure="change",
            direction="up", basis="yoy", period="2030", **economy,
        ),
        _record(
            "20个", "新建公园", 3, 1, value=Decimal(20), unit="个", workstream="ecology"
        ),
        _record(
            "四成", "森林覆盖率", 5, 2, value=Decimal(40), unit="%", qualifier="at_least",
            status="target", workstream="ecology",
        ),
    )  # fmt: skip


def _sample_sections() -> tuple[Section, ...]:
    first, second = _span("一、上年工作")[0], _span("二、今年安排")[0]
    return (
        Section(index=0, kind="front", title_start=0, title_end=0, level=0, start=0, end=first),
        Section(
            index=1, marker="一、", title="上年工作", title_start=first + 2, title_end=first + 6,
            level=1, start=first, end=second,
        ),
        Section(
            index=2, marker="二、", title="今年安排", title_start=second + 2, title_end=second + 6,
            level=1, start=second, end=len(SAMPLE_TEXT),
        ),
    )  # fmt: skip


def _sample_sentences() -> tuple[Sentence, ...]:
    openings = ("青湾市", "一、上", "　　全市", "<b>", "二、今", "　　力争")
    starts = [*(SAMPLE_TEXT.index(opening) for opening in openings), len(SAMPLE_TEXT)]
    labels = ("other", "other", "economy", "ecology", "other", "ecology")
    return tuple(
        Sentence(
            start=starts[index],
            end=starts[index + 1],
            section=(0, 1, 1, 1, 2, 2)[index],
            workstreams=(Label(id=label, score=0.75, evidence=("经济",)),),
        )
        for index, label in enumerate(labels)
    )


@pytest.fixture(scope="session")
def sample_report() -> Report:
    """A report of six sentences and four records; no parser made it."""
    year = _span("2031")
    return Report(
        id=hashlib.sha256(SAMPLE_TEXT.encode()).hexdigest()[:16],
        config_digest="0123456789abcdef",
        source="north/青湾.txt",
        taxonomy="government",
        text=SAMPLE_TEXT,
        metadata=Metadata(
            title="青湾市2031年政府工作报告", region="青湾市", level="city", report_year=2031,
            keywords=("报告", "青湾"), sources={"title": "text"},
        ),
        sections=_sample_sections(),
        sentences=_sample_sentences(),
        indicators=_sample_indicators(),
        unclaimed=(UnclaimedNumber(start=year[0], end=year[1], text="2031", reason="date"),),
    )  # fmt: skip


@pytest.fixture
def observations() -> list[Observation]:
    """Plans of 2030, results from the report of 2031 and from a second report that disagrees."""
    rise: dict[str, Any] = {"measure": "change", "direction": "up"}
    plan: dict[str, Any] = {
        "status": "target", "qualifier": "at_least", "source": "青湾-2030.txt", "report_year": 2030,
    }  # fmt: skip
    other = {"source": "青湾-2031-公报.txt"}
    return [
        observation("6%", **rise, **plan),
        observation("3万人", "new-urban-jobs", name="城镇新增就业", start=20, **plan),
        observation("20个", None, name="新建口袋公园", start=40, **{**plan, "qualifier": "exact"}),
        observation("6.4%", **rise),
        observation("860亿元", start=10),
        observation("2.8万人", "new-urban-jobs", name="城镇新增就业", start=30),
        observation("23个", None, name="新建改建口袋公园", start=50),
        observation("7.5%", **rise, **other),
        observation("850亿元", qualifier="over", **other),
        observation("650%", start=90, **{**rise, **other, "period": "2029"}),
    ]
