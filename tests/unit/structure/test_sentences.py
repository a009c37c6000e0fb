"""Where a sentence ends."""

from __future__ import annotations

import pytest

from govreport_nlp.structure import split_sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("没有句号", ["没有句号"]),
        ("一。二！三？四；五", ["一。", "二！", "三？", "四；", "五"]),
        ("a!b?c;d", ["a!", "b?", "c;", "d"]),
        ("增长5.5%，PM2.5下降。", ["增长5.5%，PM2.5下降。"]),
        ("第一行\n第二行\r\n第三行", ["第一行\n", "第二行\r\n", "第三行"]),
        ("“稳中求进。”他说。", ["“稳中求进。”", "他说。"]),
        ("（见附表。）继续；", ["（见附表。）", "继续；"]),
        ("好！！！”真好", ["好！！！”", "真好"]),
        ("一。　　二。  \n\n　　三", ["一。　　", "二。  \n\n　　", "三"]),
        ("\n\n　　开头。后来", ["\n\n　　开头。", "后来"]),
        ("   ", ["   "]),
        ("。。。", ["。。。"]),
        ("甲\u2028乙\x0c丙", ["甲\u2028", "乙\x0c", "丙"]),
    ],
)
def test_ends(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in split_sentences(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('他说:"增长。"下一步', ['他说:"增长。"', "下一步"]),
        ('增长。"十五"期间；下降', ["增长。", '"十五"期间；', "下降"]),
        ('"甲。乙。"丙', ['"甲。', '乙。"', "丙"]),
        ('甲"。\n"乙。"丙', ['甲"。\n', '"乙。"', "丙"]),
    ],
)
def test_straight_quotes_close_by_their_number(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in split_sentences(text)] == expected
