"""Bodies that a sentence is about, and how far they bound its values."""

from __future__ import annotations

from typing import Any

import pytest

from govreport_nlp import Parser


def _scopes(read: Any, passage: str) -> list[str | None]:
    return [record.scope for record in read(passage).records]


@pytest.mark.parametrize(
    ("opening", "scope"),
    [
        ("高新区", "高新区"),
        ("2023年高新区", "高新区"),
        ("（二）经济技术开发区", "经济技术开发区"),
        ("东山科学城", "东山科学城"),
        ("大西山临港工业园", "大西山临港工业园"),
        ("首钢", "首钢"),
        ("宝安区", "宝安区"),
        ("德化县", "德化县"),
        # the report's own area, what is no single body, and what is no subject
        ("青湾市", None),
        ("五大园区", None),
        ("园区", None),
        ("国家级经开区", None),
        ("重点产业园", None),
        ("服务东山科学城", None),
        ("高新区和经开区", None),
        ("宝安区政府", None),
        ("沿海港口", None),
        # where the figures of the body itself do not open the sentence
        ("海天集团", None),
    ],
)
def test_opening(read: Any, opening: str, scope: str | None) -> None:
    assert _scopes(read, f"{opening}抢抓机遇，新增标准厂房30万平方米。") == [scope]


@pytest.mark.parametrize(
    ("said", "bound"),
    [
        ("发展步伐加快", True),
        ("主动服务大项目", True),
        ("蓬勃发展", True),
        ("建成投用", True),
        ("建成区扩大", False),
        ("服务业提质", False),
        ("加快建设", False),
        ("建设步伐加快", False),
        ("升级为国家级园区", False),
        ("获批设立", False),
        ("成为全市新地标", False),
    ],
)
def test_what_is_said(read: Any, said: str, bound: bool) -> None:
    scope = "东山科学城" if bound else None
    assert _scopes(read, f"东山科学城{said}，引进项目30个。") == [scope]


@pytest.mark.parametrize(
    ("behind", "scopes"),
    [
        ("，引进项目30个，完成投资9亿元", ["高新区", "高新区"]),
        ("；引进项目30个", ["高新区"]),
        ("；\n引进项目30个", ["高新区"]),
        ("；建成标准厂房9万平方米；引进项目30个", ["高新区", "高新区"]),
        ("；养老机构增加到30家", [None]),
        ("；养老机构增加到30家；引进项目30个", [None, None]),
        ("。引进项目30个", [None]),
        ("，全市引进项目30个", [None]),
        ("，西山园区引进项目30个", [None]),
        ("，园区引进项目30个", ["高新区"]),
        ("，粮食产量达到30万吨", [None]),
        ("，居全省第二", ["全省"]),
        ("、经开区实现产值40亿元，引进项目30个", [None, None]),
    ],
)
def test_reach(read: Any, behind: str, scopes: list[str | None]) -> None:
    assert _scopes(read, f"高新区实现产值86亿元{behind}。")[1:] == scopes


@pytest.mark.parametrize(
    ("region", "opening", "scope"),
    [
        ("东山高新区", "高新区", None),
        ("东山高新区", "东山高新区", None),
        ("德化县", "德化县", None),
        ("德化县", "江北区", "江北区"),
        ("全国", "浙江省", "浙江省"),
    ],
)
def test_own_area(region: str, opening: str, scope: str | None) -> None:
    report = Parser().parse_text(f"{opening}完成投资90亿元，引进项目30个。", region=region)
    assert report.indicators[1].scope == scope


def test_division_where_the_own_area_is_unknown() -> None:
    report = Parser().parse_text("德化县完成投资90亿元，引进项目30个。\n高新区引进项目30个。")
    assert report.metadata.region is None
    assert report.indicators[1].scope is None
