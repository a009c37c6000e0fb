"""Forms of numbering: each entry of the data has an example that it must read."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any

import pytest

from govreport_nlp.structure.markers import load_forms, ordinal

_DATA = resources.files("govreport_nlp") / "data" / "headings.toml"
_ENTRIES: list[dict[str, Any]] = tomllib.loads(_DATA.read_text(encoding="utf-8"))["form"]


@pytest.mark.parametrize("entry", _ENTRIES, ids=lambda entry: entry["id"])
def test_every_form_reads_its_example(entry: dict[str, Any]) -> None:
    text, number = entry["example"]
    forms = load_forms()
    if "words" in entry:
        assert forms.match(text, 0) is None
        assert forms.unnumbered(text).id == entry["id"]
        return
    marker = forms.match(text, 0)
    assert marker is not None
    assert (marker.form.id, marker.number) == (entry["id"], number)


@pytest.mark.parametrize(
    "text",
    [
        "一、二、三产业增加值",
        "5.5%左右",
        "2、3号线",
        "第一、二产业",
        "第一产业增加值",
        "一时难以解决",
        "——",
        "2031年工作回顾",
        "十分重视",
    ],
)
def test_no_numbering(text: str) -> None:
    assert load_forms().match(text, 0) is None


@pytest.mark.parametrize(
    ("marker", "number"),
    [
        ("一、", 1), ("十、", 10), ("十一、", 11), ("二十、", 20), ("第三十六章", 36), ("贰、", 2),
        ("㈣", 4), ("⑿", 12), ("⑳", 20), ("（１２）", 12), ("最后，", 4), ("——", 0),
    ],
)  # fmt: skip
def test_ordinal(marker: str, number: int) -> None:
    assert ordinal(marker) == number
