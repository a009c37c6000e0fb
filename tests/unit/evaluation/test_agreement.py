"""When values, units and names agree."""

from __future__ import annotations

from decimal import Decimal

import pytest

from govreport_nlp.evaluation.agreement import (
    name_similarity,
    names_equal,
    units_agree,
    values_agree,
)


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("93.66", "93.660", True),
        ("0.6667", "0.66666667", True),
        ("0.6667", "0.6666", False),
        ("1E+9", "1000000000", True),
        ("1E+99", "1E+99", True),
        ("1E+99", "1", False),
        ("-2", "2", False),
        (None, "0", False),
        (None, None, True),
    ],
)
def test_values(one: str | None, other: str | None, agree: bool) -> None:
    assert values_agree(one and Decimal(one), other and Decimal(other)) is agree


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("％", "%", True),
        ("個", "个", True),
        ("微克／立方米", "微克/立方米", True),
        ("%", "百分点", False),
        ("", "个", False),
    ],
)
def test_units(one: str, other: str, agree: bool) -> None:
    assert units_agree(one, other) is agree


@pytest.mark.parametrize(
    ("one", "other", "equal", "similarity"),
    [
        ("新建“口袋公园”", "新建 口袋公园", True, 1.0),
        ("新建公园", "公园", False, 2 / 3),
        ("城镇新增就业", "新增就业", False, 0.8),
        ("公园", "学校", False, 0.0),
        ("", "", True, 1.0),
        ("", "学校", False, 0.0),
    ],
)
def test_names(one: str, other: str, equal: bool, similarity: float) -> None:
    assert names_equal(one, other) is equal
    assert name_similarity(one, other) == pytest.approx(similarity)
