"""Whole sentences and the records that a careful annotator makes of them.

``cases.jsonl`` has one case a line: the ``construct`` that it is an instance of, the ``frame`` that
it stands in, the ``text``, and its ``records`` in text order. Fields that are left out have the
values of `DEFAULTS`; a list stands for values that are equally right; an ``optional`` record may be
missing, and nothing but its place is looked at. ``xfail`` gives the reason why a case fails today.
"""

from __future__ import annotations

import json
import re
import unicodedata
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from govreport_nlp import Indicator

DEFAULTS: dict[str, Any] = {
    "value": None,
    "low": None,
    "high": None,
    "qualifier": "exact",
    "measure": "level",
    "direction": None,
    "basis": None,
    "status": "actual",
    "period": None,
    "scope": None,
}
CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases.jsonl").read_text(encoding="utf-8").splitlines()
]


def _case_id(case: dict[str, Any]) -> str:
    return f"{case['construct']}-{case['text'][:20]}"


PARAMETERS = [
    pytest.param(
        case,
        id=_case_id(case),
        marks=[pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else [],
    )
    for case in CASES
]


def _place(passage: str, number: str, floor: int) -> int:
    match = re.compile(rf"(?<![\d.,]){re.escape(number)}").search(passage, floor)
    assert match is not None, f"{number} does not stand in the text"
    return match.start()


def _plain(name: str) -> str:
    """A name as it is compared: without white space and punctuation."""
    return "".join(c for c in name if unicodedata.category(c)[0] not in "ZPC")


def _differences(expected: dict[str, Any], record: Indicator) -> list[str]:
    found = []
    for field, wanted in {**DEFAULTS, **expected}.items():
        actual = getattr(record, field)
        accepted = wanted if isinstance(wanted, list) else [wanted]
        if field in ("value", "low", "high"):
            accepted = [None if value is None else Decimal(value) for value in accepted]
        elif field == "name":
            actual, accepted = _plain(actual), [_plain(name) for name in accepted]
        if actual not in accepted:
            found.append(
                f"{record.text}: {field} is {actual}, not {' or '.join(map(str, accepted))}"
            )
    return found


@pytest.mark.parametrize("case", PARAMETERS)
def test_case(case: dict[str, Any], read: Any) -> None:
    passage = case["text"]
    framed = read(passage, case["frame"])
    actual = {record.start - framed.start: record for record in framed.records}
    errors, floor = [], 0
    for wanted in case["records"]:
        expected = dict(wanted)
        optional = expected.pop("optional", False)
        floor = _place(passage, expected["text"], floor)
        record = actual.pop(floor, None)
        floor += len(expected["text"])
        if optional:
            continue
        if record is None:
            errors.append(f"{expected['text']}: no record")
        else:
            errors += _differences(expected, record)
    errors += [f"{record.text}: a record that should not be" for record in actual.values()]
    assert not errors, "; ".join(errors)


def test_no_case_twice() -> None:
    keys = [(case["frame"], case["text"]) for case in CASES]
    assert len(keys) == len(set(keys))
