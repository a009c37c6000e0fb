"""Laws of sentences and sections, on texts that no report would be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from govreport_nlp.config import Config
from govreport_nlp.ingest import read_text
from govreport_nlp.records import Section
from govreport_nlp.structure import build_sections, split_sentences
from samples import tries

_PROSE = (
    "全市上下抢抓机遇、迎难而上，各项工作取得新的进展，发展基础更加坚实，人民群众得到更多实惠。"
)
_MARKERS = (
    "一、 二、 三、 （一） （二） (3) 1. 2． ① 一是 二是 三要 第一， 首先， 其次， —— "
    "第一章　 第二部分 附件1"
)
_WORDS = '2031年工作回顾 各位代表！ 让我们团结奋斗！ 增长5.5% 。 ； ： ” " 字'
_PIECES = st.sampled_from(
    [*_MARKERS.split(" "), *_WORDS.split(" "), _PROSE, "\n", "\n\n", "　　", " ", "\u2028", "\r"]
)
TEXTS = st.one_of(st.text(), st.lists(_PIECES, max_size=60).map("".join))


@given(TEXTS)
def test_sentences_tile_the_text(text: str) -> None:
    spans = split_sentences(text)
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(start < end for start, end in spans)
    assert not any(text[start].isspace() for start, _ in spans[1:])


@given(TEXTS, st.data())
@tries(2)
def test_sections_tile_the_text(text: str, data: st.DataObject) -> None:
    starts = [0, *(end for _, end in split_sentences(text))]
    body = sorted(data.draw(st.lists(st.sampled_from(starts), min_size=2, max_size=2)))
    sections, issues = build_sections(text, (body[0], body[1]))
    assert "".join(text[s.start : s.end] for s in sections) == text
    everything = [section for top in sections for section in top.walk()]
    assert [section.index for section in everything] == list(range(len(everything)))
    begins = set(starts)  # no section cuts a sentence
    for section in everything:
        assert section.start < section.end
        assert section.start in begins
        assert text[section.title_start : section.title_end] == section.title
        assert text[section.start : section.end].lstrip().startswith(section.marker)
        _children_tile(section)
    assert all(text[i.start : i.end] for i in issues if i.start is not None)


_LINES = st.sampled_from(
    [
        *(
            "首页",
            "下载",
            "目录",
            "索引号",
            "发文日期",
            "主题",
            "来源：江临日报",
            "时间：2031-01-08",
        ),
        *("返回顶部", "返回顶部", "24", "政府工作报告", "2031年江临市政府工作报告", "各位代表："),
        *("一、回顾", "二、任务", "一、回顾......1", "增长5.5%。", "（来源：江临日报）", ""),
        *("责任编辑：周言", "——2031年1月8日在江临市第五届", _PROSE, "　　", "　　" + _PROSE),
    ]
)


@given(st.one_of(TEXTS, st.lists(_LINES, max_size=30).map("\n".join)))
@tries(2)
def test_the_body_is_made_of_whole_sentences(text: str) -> None:
    if not text.strip() or "\r\n" in text:
        return
    source = read_text(text, Config())
    spans = source.unwrapped.sentences(split_sentences(source.unwrapped.text))
    starts = {start for start, _ in spans} | {len(source.text)}
    assert set(source.body) <= starts
    assert source.body[0] < source.body[1]
    assert source.metadata.model_dump_json()


def _children_tile(section: Section) -> None:
    if not section.children:
        return
    assert section.children[0].start >= section.title_end
    assert section.children[-1].end == section.end
    for before, after in zip(section.children, section.children[1:], strict=False):
        assert before.end == after.start
    assert all(child.level == section.level + 1 for child in section.children)
