"""The tables of words around a number."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any

import pytest

from govreport_nlp.indicators.lexicon import Atom, Lexicon, WordTable, load_lexicon

TABLE = WordTable({"增长": 1, "增长了": 2, "长": 3, "同比增长": 4})


@pytest.mark.parametrize(
    ("text", "low", "high", "word"),
    [
        ("收入增长", 0, 4, "增长"),
        ("收入增长了", 0, 5, "增长了"),
        ("同比增长", 0, 4, "同比增长"),
        ("同比增长", 1, 4, "增长"),  # never from before low
        ("同比增长", 3, 4, "长"),
        ("增长5%", 0, 2, "增长"),
        ("增长5%", 0, 4, None),
        ("增", 0, 1, None),
        ("", 0, 0, None),
        ("增长", 2, 2, None),
    ],
)
def test_the_longest_word_that_ends(text: str, low: int, high: int, word: str | None) -> None:
    hit = TABLE.ending(text, low, high)
    assert (hit and hit[0]) == word


@pytest.mark.parametrize(
    ("text", "low", "high", "word"),
    [
        ("增长5%", 0, 4, "增长"),
        ("增长了5%", 0, 5, "增长了"),
        ("增长了5%", 0, 2, "增长"),  # never beyond high
        ("增长了5%", 1, 5, "长"),
        ("同比", 0, 2, None),
        ("增", 0, 1, None),
        ("", 0, 0, None),
    ],
)
def test_the_longest_word_that_starts(text: str, low: int, high: int, word: str | None) -> None:
    hit = TABLE.starting(text, low, high)
    assert (hit and hit[0]) == word


def test_a_word_comes_with_its_value() -> None:
    assert TABLE.ending("增长了", 0, 3) == ("增长了", 2)
    assert TABLE.starting("长", 0, 1) == ("长", 3)
    assert "增长" in TABLE
    assert "增" not in TABLE


@pytest.mark.parametrize(
    ("word", "atom"),
    [
        ("近", Atom("before", "under")),
        ("约", Atom("before", "about")),
        ("超过", Atom("before", "over")),
        ("不低于", Atom("before", "at_least")),
        ("不超过", Atom("before", "at_most")),
        ("达到", Atom("link")),
        ("控制在", Atom("link")),
        ("提高到", Atom("to")),
        ("降至", Atom("to")),
        ("由", Atom("from")),
        ("增长", Atom("change", "up")),
        ("下降了", Atom("change", "down")),
        ("改善", Atom("change", "down")),  # what improves by a number falls: 浓度改善17.8%
        ("占", Atom("keep")),
        ("签约", Atom("keep")),
        ("分别", Atom("apart")),
    ],
)
def test_words_before_a_number(word: str, atom: Atom, lexicon: Lexicon) -> None:
    assert lexicon.left.ending(word, 0, len(word)) == (word, atom)


@pytest.mark.parametrize(
    ("text", "word", "drops"),
    [
        ("其中工业", "其中", True),
        ("全市工业", "全市", True),
        ("共青团员", "共青", False),
        ("共建公园", "共建", False),
        ("均衡发展", "均衡", False),
        ("有效发明专利", "有效发明", False),
        ("全国文明村", "全国文明", False),
    ],
)
def test_words_that_lead_a_name(text: str, word: str, drops: bool, lexicon: Lexicon) -> None:
    assert lexicon.lead.starting(text, 0, len(text)) == (word, drops)


def test_the_nation_sets_nothing_apart_in_its_own_report() -> None:
    assert load_lexicon(national=True).lead.starting("全国粮食", 0, 4) == ("全国", True)
    assert load_lexicon().lead.starting("全国粮食", 0, 4) in (None, ("全国", False))


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("以上", "over"),
        ("及以上", "over"),
        ("左右", "about"),
        ("以内", "at_most"),
        ("以下的", "at_most"),
    ],
)
def test_words_behind_a_number(text: str, qualifier: str, lexicon: Lexicon) -> None:
    hit = lexicon.after.starting(text, 0, len(text))
    assert hit is not None
    assert hit[1] == qualifier


def _data() -> dict[str, Any]:
    source = resources.files("govreport_nlp") / "data" / "atoms.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


def test_no_word_has_two_qualifiers() -> None:
    for side in ("before", "after"):
        words = [word for listed in _data()[side].values() for word in listed]
        assert len(words) == len(set(words))


def test_no_word_of_change_goes_both_ways() -> None:
    change = _data()["change"]
    assert not set(change["up"]) & set(change["down"])


@pytest.mark.xfail(reason="净增, 跌幅, 下降率, 降低率 have no direction", strict=True)
def test_every_word_of_change_has_a_direction() -> None:
    change = _data()["change"]
    assert set(change["noun"] + change["flow"]) <= set(change["up"] + change["down"])


def test_a_guard_begins_with_a_lead_word_and_is_none() -> None:
    lead = _data()["lead"]
    words = tuple(lead["words"] + lead["national"])
    assert [guard for guard in lead["guards"] if not guard.startswith(words)] == []


@pytest.mark.xfail(reason="先后, 及时, 有效, 完成了 stand in both lists", strict=True)
def test_no_lead_word_is_its_own_guard() -> None:
    lead = _data()["lead"]
    assert not set(lead["guards"]) & set(lead["words"])


def test_every_class_has_words_without_white_space_at_the_ends() -> None:
    for name, tables in _data().items():
        for key, words in tables.items():
            assert words, f"{name}.{key}"
            assert all(word == word.strip() or not word.strip() for word in words), f"{name}.{key}"
