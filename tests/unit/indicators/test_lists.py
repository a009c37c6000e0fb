"""Subjects that are lists: one name for each value."""

from __future__ import annotations

import pytest

from govreport_nlp.indicators.draft import Draft
from govreport_nlp.indicators.lexicon import Lexicon
from govreport_nlp.indicators.lists import earlier_names, share_items
from govreport_nlp.indicators.reading import Reading
from govreport_nlp.numbers.quantities import scan


@pytest.mark.parametrize(
    ("subject", "names"),
    [
        # Items of their own.
        ("覆盖率、合格率", ["覆盖率", "合格率"]),
        ("工业投资和民间投资", ["工业投资", "民间投资"]),
        ("进口额、出口额及总额", ["进口额", "出口额", "总额"]),
        ("产值、投资、税收、利润和出口额", ["产值", "投资", "税收", "利润", "出口额"]),
        # A head shared by all, behind the last item.
        ("粮食、油料产量", ["粮食产量", "油料产量"]),
        ("城镇、农村居民收入", ["城镇居民收入", "农村居民收入"]),
        ("城镇居民、农村居民收入", ["城镇居民收入", "农村居民收入"]),
        ("水稻、玉米和大豆单产", ["水稻单产", "玉米单产", "大豆单产"]),
        ("省级、市级农业园", ["省级农业园", "市级农业园"]),
        # Marks of one kind only, where both kinds are too many.
        ("机场和港口吞吐量、客运量", ["机场和港口吞吐量", "客运量"]),
        # 城乡.
        ("城乡居民收入", ["城居民收入", "乡居民收入"]),
        ("全体城乡居民收入", ["全体城居民收入", "全体乡居民收入"]),
        # What opens the first item.
        ("每千人口床位、医师", ["每千人口床位", "每千人口医师"]),
        ("PM2.5、PM10、臭氧浓度", ["PM2.5浓度", "PM10浓度", "臭氧浓度"]),
        ("总产值、总投资", ["总产值", "总投资"]),
        ("企业、个体户数量", ["企业数量", "个体户数量"]),
    ],
)
def test_share_items(subject: str, names: list[str], lexicon: Lexicon) -> None:
    found = share_items(subject, (0, len(subject)), len(names), [], lexicon)
    assert found is not None
    assert ["".join(subject[a:b] for a, b in spans) for spans in found] == names


@pytest.mark.parametrize(
    ("subject", "count"),
    [
        ("覆盖率", 2),
        ("覆盖率、合格率", 3),
        ("甲、乙、丙产量", 2),
        ("城乡居民收入", 3),
        ("、产量", 2),
    ],
)
def test_no_such_list(subject: str, count: int, lexicon: Lexicon) -> None:
    assert share_items(subject, (0, len(subject)), count, [], lexicon) is None


def test_a_quotation_is_one_item(lexicon: Lexicon) -> None:
    subject = "“水、电”投诉、来访量"
    found = share_items(subject, (0, len(subject)), 2, [(0, 5)], lexicon)
    assert found is not None
    assert subject[slice(*found[0][0])] == "“水、电”投诉"


def _named(spans: tuple[tuple[int, int], ...]) -> Draft:
    quantity = scan("8家")[0]
    draft = Draft(quantity, Reading(quantity, (0, 0), (0, 0), 0, "exact"), 0, 0)
    draft.name_spans = spans
    return draft


def test_earlier_names() -> None:
    first, second, third = ((0, 1),), ((2, 3),), ((4, 5),)
    drafts = [_named(first), _named(second), _named(second), _named(()), _named(third)]
    assert earlier_names(drafts, 1) == [third]
    assert earlier_names(drafts, 2) == [second, third]
    assert earlier_names(drafts, 3) == [first, second, third]
    assert earlier_names(drafts, 4) is None
    assert earlier_names([], 1) is None
