"""Pairing of records: each criterion in a small case."""

from __future__ import annotations

from govreport_nlp.evaluation import GoldIndicator
from govreport_nlp.evaluation.alignment import align, best_assignment


def at(
    start: int, end: int, value: int = 1, *, name: str = "", optional: bool = False
) -> GoldIndicator:
    return GoldIndicator.model_validate(
        {
            "start": start,
            "end": end,
            "text": "",
            "value": value,
            "unit": "",
            "qualifier": "exact",
            "measure": "level",
            "status": "actual",
            "name": name,
            "name_spans": (),
            "optional": optional,
        }
    )


def test_touching_spans_do_not_overlap() -> None:
    pairs, spurious, missed = align([at(0, 2)], [at(2, 4)])
    assert (len(pairs), len(spurious), len(missed)) == (0, 1, 1)


def test_right_pairs_come_before_overlap() -> None:
    right, near = at(3, 4, 7), at(0, 4, 8)
    pairs, spurious, _ = align([near, right], [at(0, 4, 7)])
    assert pairs == [(right, at(0, 4, 7))]
    assert spurious == [near]


def test_right_pairs_come_before_many_pairs() -> None:
    """One right pair is taken, although two wrong ones could be had."""
    long, short = at(0, 10, 1), at(0, 3, 2)
    gold = [at(0, 3, 1), at(5, 9, 5)]
    pairs, spurious, missed = align([long, short], gold)
    assert pairs == [(long, gold[0])]
    assert (spurious, missed) == ([short], [gold[1]])


def test_many_pairs_come_before_overlap() -> None:
    long, short = at(0, 10, 3), at(0, 4, 4)
    gold = [at(0, 9, 5), at(9, 10, 6)]
    pairs, _, _ = align([long, short], gold)
    assert pairs == [(short, gold[0]), (long, gold[1])]


def test_a_record_that_counts_comes_before_an_optional_one() -> None:
    predicted = at(0, 4, 1)
    gold = [at(0, 3, 1, optional=True), at(3, 4, 1)]
    assert align([predicted], gold)[0] == [(predicted, gold[1])]


def test_agreeing_fields_decide_last() -> None:
    gold = at(0, 4, name="公园")
    other, same = at(0, 4, name="学校"), at(0, 4, name="公园")
    assert align([other, same], [gold])[0] == [(same, gold)]


def test_one_side_empty() -> None:
    assert align([], [at(0, 1)]) == ([], [], [at(0, 1)])
    assert align([at(0, 1)], []) == ([], [at(0, 1)], [])


def test_assignment_leaves_out_impossible_pairs() -> None:
    assert best_assignment([[0, 0], [5, 0]]) == [(1, 0)]
    assert best_assignment([[4], [5]]) == [(1, 0)]
