"""Reading gold data and the complaints about it."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from govreport_nlp.errors import GoldError
from govreport_nlp.evaluation import load_gold

Data = dict[str, Any]


def write(folder: Path, data: Data, name: str = "a.json") -> Path:
    file = folder / name
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return file


def test_right_file(tmp_path: Path, data: Data) -> None:
    (document,) = load_gold(write(tmp_path, data))
    assert document.indicators[1].value == Decimal("41.5")
    assert document.indicators[2].name_spans == ((25, 29),)
    assert not document.indicators[0].optional


def test_folder_in_order_of_names(tmp_path: Path, data: Data) -> None:
    write(tmp_path, {**data, "doc": "one"}, "b.json")
    write(tmp_path, {**data, "doc": "two"}, "a.json")
    (tmp_path / "README.md").write_text("not gold", encoding="utf-8")
    assert [document.doc for document in load_gold(tmp_path)] == ["two", "one"]


def test_range_needs_both_ends(tmp_path: Path, data: Data) -> None:
    data["indicators"][1] |= {"value": None, "low": "41", "high": "42"}
    assert load_gold(write(tmp_path, data))[0].indicators[1].high == 42


def change(number: int, **fields: Any) -> Callable[[Data], None]:
    return lambda data: data["indicators"][number].update(fields)


WRONG: list[tuple[str, Callable[[Data], Any], str]] = [
    ("other text at the span", change(0, text="13个"), "indicators[0] (7:10 '13个'): the text at"),
    ("span beyond the text", change(2, end=999), "indicators[2]"),
    ("span turned round", change(0, start=10, end=7), "no span of the text"),
    ("unknown field", change(1, kind="level"), "indicators[1].kind"),
    ("unknown word", change(1, qualifier="roughly"), "indicators[1].qualifier"),
    ("no decimal", change(1, value="about 41"), "indicators[1].value"),
    ("no number", change(1, value="NaN"), "indicators[1].value"),
    ("no value", change(1, value=None), "neither a value nor low and high"),
    ("value and range", change(1, low="1", high="2"), "a value and a range at once"),
    ("ends swapped", change(1, value=None, low="3", high="2"), "low is above high"),
    ("name not from spans", change(0, name="公园"), "its name is '公园'"),
    ("name span outside", change(0, name_spans=[[0, 999]]), "a name span is no span"),
    ("overlapping records", change(1, start=7, end=10, text="12个"), "overlap"),
    ("sentence outside", lambda d: d["sentences"][1].update(end=999), "sentences[1]"),
    ("no workstream", lambda d: d["sentences"][0].update(workstreams=[]), "sentences[0]"),
    ("no name", lambda d: d.update(doc=""), "doc"),
    ("no text", lambda d: d.pop("text"), "text"),
]


@pytest.mark.parametrize(
    ("spoil", "message"), [case[1:] for case in WRONG], ids=[c[0] for c in WRONG]
)
def test_wrong_file(tmp_path: Path, data: Data, spoil: Callable[[Data], Any], message: str) -> None:
    spoil(data)
    with pytest.raises(GoldError) as caught:
        load_gold(write(tmp_path, data))
    assert "a.json" in str(caught.value)
    assert message in str(caught.value)


def test_one_document_in_two_files(tmp_path: Path, data: Data) -> None:
    write(tmp_path, data, "a.json")
    write(tmp_path, data, "b.json")
    with pytest.raises(GoldError, match=r"b\.json.*a\.json"):
        load_gold(tmp_path)


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff\xfe"])
def test_no_gold_at_all(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.json").write_bytes(content)
    with pytest.raises(GoldError, match=r"a\.json"):
        load_gold(tmp_path)


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="file there"):
        load_gold(tmp_path)
    with pytest.raises(GoldError):
        load_gold(tmp_path / "absent.json")
