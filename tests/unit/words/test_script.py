"""The simplified shadow: equal length, with OpenCC and without, and where OpenCC's is longer."""

from __future__ import annotations

import pytest

from govreport_nlp.words import script, shadow, simplified

TEXT = "全市經濟成長5.2個百分點，歲入1,286億元，新設公司4千家，服務三萬人次；發展計畫。\n産業升級。"


@pytest.fixture(params=["opencc", "table"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "opencc":
        pytest.importorskip("opencc")
    else:
        monkeypatch.setattr(script, "_converter", lambda: None)
    return str(request.param)


@pytest.mark.usefixtures("engine")
def test_shadow() -> None:
    shadow = simplified(TEXT)
    assert len(shadow) == len(TEXT)
    for term in ("经济成长", "个百分点", "亿元", "万人次", "新设公司"):
        assert term in shadow


def test_words_decide_with_opencc() -> None:
    pytest.importorskip("opencc")
    assert simplified("國家計畫與畫展") == "国家计划与画展"


def test_simplified_text_is_untouched() -> None:
    assert simplified("皇后里的干部") == "皇后里的干部"


def test_lengths_stay_where_a_word_is_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script, "_converter", lambda: lambda text: text.replace("國產", "国产品"))
    assert simplified("國產三億\n國家億元\n") == "国产三亿\n國家億元\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("增长５．５％", "增长5.5％"),
        ("共１２，３４５人", "共12,345人"),
        ("第１，２项，３４５", "第1，2项，345"),
        ("５，１２３４", "5，1234"),
        ("一、２．１∶１．", "一、2.1∶1．"),
        ("國內業２０３１年", "国内业2031年"),
        ("增长5.5%", "增长5.5%"),
        ('「甲」、『乙』、"丙"、"丁\n"戊"', '“甲”、‘乙’、“丙”、"丁\n“戊”'),
        ("5\u00a0万\u2009人", "5 万 人"),
    ],
)
def test_what_is_written_alike_in_the_shadow(text: str, expected: str) -> None:
    assert shadow(text) == expected
