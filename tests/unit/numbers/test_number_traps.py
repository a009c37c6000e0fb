"""Traps: words with numeral characters that are no numbers."""

from __future__ import annotations

import pytest

from govreport_nlp.numbers.quantities import scan
from govreport_nlp.numbers.traps import NUMERAL_CHARACTERS, find_trap, known_traps

FORMS = known_traps()
AMOUNTS = {"半数", "一半", "两位数", "成千上万", "数以百计", "数以千计", "数以万计", "数以亿计"}


def test_no_form_stands_twice() -> None:
    assert len(FORMS) == len(set(FORMS))


@pytest.mark.parametrize("form", sorted(set(FORMS) - AMOUNTS))
def test_trap_is_no_quantity(form: str) -> None:
    assert scan(f"，{form}，") == []


@pytest.mark.parametrize("form", sorted(AMOUNTS))
def test_amount_is_one(form: str) -> None:
    assert [q.text for q in scan(f"，{form}，")] == [form]


@pytest.mark.parametrize("form", FORMS)
def test_trap_is_needed(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its entry the word would be read as a number, or its numeral glued to the next."""
    monkeypatch.setattr("govreport_nlp.numbers.quantities.find_trap", lambda *_: None)
    joins_the_next = form[-1] in NUMERAL_CHARACTERS and form[0] not in NUMERAL_CHARACTERS
    assert scan(form) or scan(f"{form}个") or joins_the_next or form in AMOUNTS


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("十分钟", "十分钟"),
        ("十分之三", "十分之三"),
        ("一点五倍", "一点五倍"),
        ("一度电", "一度"),
        ("十个", "十个"),
        ("一起案件", "一起"),
    ],
)
def test_exceptions(text: str, shown: str) -> None:
    assert [q.text for q in scan(text)] == [shown]


def test_longest_word_wins() -> None:
    trap = find_trap("一大批", 0, 0)
    assert trap is not None
    assert trap.end == 3


def test_word_may_not_begin_before_the_floor() -> None:
    assert find_trap("统一", 1, 0) is not None
    assert find_trap("统一", 1, 1) is None
