"""Hand-made documents and records for the tests of evaluation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from govreport_nlp.evaluation import GoldDocument

TEXT = "青湖市新建公园12个，绿化率达41.5%。今年力争新增就业3万人以上。"
SENTENCES = [
    {"start": 0, "end": 21, "workstreams": ["ecology", "urban"]},
    {"start": 21, "end": len(TEXT), "workstreams": ["welfare"]},
]


def record(text: str, value: str, unit: str, name: str, **fields: Any) -> dict[str, Any]:
    """Describe a record of ``TEXT`` by its own words."""
    start, name_start = TEXT.index(text), TEXT.index(name)
    return {
        "start": start,
        "end": start + len(text),
        "text": text,
        "value": value,
        "unit": unit,
        "qualifier": "exact",
        "measure": "level",
        "status": "actual",
        "name": name,
        "name_spans": [[name_start, name_start + len(name)]],
        **fields,
    }


RECORDS = [
    record("12个", "12", "个", "新建公园"),
    record("41.5%", "41.5", "%", "绿化率"),
    record(
        "3万人", "30000", "人", "新增就业", qualifier="at_least", status="target", period="2023"
    ),
]


@pytest.fixture
def data() -> dict[str, Any]:
    """The JSON of a right gold document, to be changed by a test."""
    return {
        "doc": "city-qinghu-2023",
        "text": TEXT,
        "report_year": 2023,
        "level": "city",
        "region": "青湖市",
        "taxonomy": "government",
        "sentences": [dict(sentence) for sentence in SENTENCES],
        "indicators": [dict(record) for record in RECORDS],
    }


@pytest.fixture
def build(data: dict[str, Any]) -> Callable[..., GoldDocument]:
    """Make the document, with records changed (by position), left out, or added."""

    def build_document(
        changes: dict[int, dict[str, Any]] | None = None,
        *,
        keep: tuple[int, ...] = (0, 1, 2),
        add: tuple[dict[str, Any], ...] = (),
        **document: Any,
    ) -> GoldDocument:
        records = [{**RECORDS[i], **(changes or {}).get(i, {})} for i in keep]
        return GoldDocument.model_validate({**data, "indicators": [*records, *add], **document})

    return build_document
