"""Records gained, lost and changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from govreport_nlp.errors import GoldError
from govreport_nlp.evaluation import GoldDocument, diff
from govreport_nlp.evaluation.diff import diff_lines

Build = Callable[..., GoldDocument]


def test_nothing_differs(build: Build) -> None:
    assert list(diff([build()], [build()])) == []
    assert list(diff_lines([])) == ["records: 0 gained, 0 lost, 0 changed; 0 relabelled"]


def test_gained_lost_changed(build: Build) -> None:
    old = build(keep=(0, 1))
    new = build({1: {"name": "绿化", "period": "2023"}}, keep=(1, 2))
    (found,) = diff([old], [new])
    assert [record.text for record in found.gained] == ["3万人"]
    assert [record.text for record in found.lost] == ["12个"]
    (change,) = found.changed
    assert change.fields == ("name", "period")
    lines = list(diff_lines([found]))
    assert lines[0] == "city-qinghu-2023:"
    assert [line[2] for line in lines[1:-1]] == ["+", "-", "~"]
    assert "name: 绿化率 → 绿化; period: None → 2023" in lines[3]
    assert lines[-1] == "records: 1 gained, 1 lost, 1 changed; 0 relabelled"


def test_moved_span_is_a_change(build: Build) -> None:
    (found,) = diff([build()], [build({0: {"start": 8, "text": "2个"}})])
    assert found.changed[0].fields == ("start", "text")


def test_relabelled_sentence(build: Build) -> None:
    old = build()
    first = old.sentences[0].model_copy(update={"workstreams": ("urban",)})
    new = old.model_copy(update={"sentences": (first, old.sentences[1])})
    (found,) = diff([old], [new])
    assert found.relabelled == ((old.sentences[0], first),)
    assert "ecology urban → urban" in list(diff_lines([found]))[1]


def test_documents_of_one_side(build: Build) -> None:
    found = diff([build(doc="a"), build(doc="c")], [build(doc="b"), build(doc="c", text="别的")])
    assert [(one.doc, one.note) for one in found] == [
        ("c", "other text"),
        ("a", "only in old"),
        ("b", "only in new"),
    ]


def test_one_name_twice(build: Build) -> None:
    with pytest.raises(GoldError, match="two reports are named"):
        list(diff([build(), build()], []))


def test_order_of_the_sets_does_not_matter(build: Build) -> None:
    old = [build(doc="a"), build(doc="b", keep=(0,))]
    new = [build(doc="b"), build(doc="a", keep=(1, 2))]
    for order in (new, new[::-1]):
        found = {one.doc: one for one in diff(old, order)}
        assert (len(found["a"].lost), len(found["b"].gained)) == (1, 2)
