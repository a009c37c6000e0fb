"""Phrases found in pieces of text, alone and several lists in one pass."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from govreport_nlp.workstreams.matching import Finder, Pass

ROADS = ["公路", "农村公路", "路网"]
VILLAGES = ["农村", "村公", "农村公路网"]


def found(phrases: list[str], pieces: list[str]) -> list[tuple[int, str]]:
    matches = Finder(phrases).find(pieces)
    return [
        (row, phrases[n])
        for row, n in zip(matches.row.tolist(), matches.phrase.tolist(), strict=True)
    ]


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([], []),
        (["新建桥梁"], []),
        (["新建农村公路"], [(0, "农村公路")]),
        (["公路公路", "", "路网"], [(0, "公路"), (0, "公路"), (2, "路网")]),
        (["新建公", "路网"], [(1, "路网")]),
        (["一\x1e公路", "路网"], [(0, "公路"), (1, "路网")]),
        (["發展農村公路"], [(0, "农村公路")]),
    ],
    ids=["nothing", "none", "longest", "rows", "no phrase over two", "mark in a text", "hant"],
)
def test_phrases_with_the_piece_they_stand_in(
    pieces: list[str], expected: list[tuple[int, str]]
) -> None:
    assert found(ROADS, pieces) == expected


@pytest.mark.parametrize(
    "text", ["农村公路网", "公路", "农村", "修农村公路和路网", "村公所，农村公路，公路网"]
)
def test_one_pass_finds_what_each_list_finds(text: str) -> None:
    pieces = [text, "公路", text]
    together = Pass(Finder(ROADS), Finder(VILLAGES)).find(pieces)
    for phrases, matches in zip((ROADS, VILLAGES), together, strict=True):
        rows, numbers = matches.row.tolist(), matches.phrase.tolist()
        assert [(r, phrases[n]) for r, n in zip(rows, numbers, strict=True)] == found(
            phrases, pieces
        )


def test_first_pieces_and_the_rest() -> None:
    matches = Finder(ROADS).find(["公路", "路网", "公路"])
    assert matches.up_to(1).row.tolist() == [0]
    assert matches.after(1).row.tolist() == [0, 1]
    assert matches.after(3).phrase.tolist() == []


def test_what_was_met_before_changes_nothing() -> None:
    texts = ["农村公路网", "修农村公路和路网", "村公所，农村公路，公路网", "新建桥梁"]
    used = Pass(Finder(ROADS), Finder(VILLAGES))

    def numbers(finder: Pass, text: str) -> list[list[int]]:
        return [matches.phrase.tolist() for matches in finder.find([text])]

    fresh = [numbers(Pass(Finder(ROADS), Finder(VILLAGES)), text) for text in texts]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(partial(numbers, used), texts * 50)) == fresh * 50


@pytest.mark.parametrize("text", ["", "公路", "农村公路网", "修农村公路和路网，公路", "村公所"])
def test_a_short_text_is_read_as_a_long_one(text: str) -> None:
    finder = Finder(ROADS)
    assert finder.numbers(text) == finder.find([text]).phrase.tolist()
