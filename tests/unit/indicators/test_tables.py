"""Tables in plain text: every layout, and what header, caption and label give a cell."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from govreport_nlp.indicators import Draft, Extractor
from govreport_nlp.indicators.lexicon import load_lexicon
from govreport_nlp.indicators.tables import cut_sentences, find_tables
from govreport_nlp.indicators.tables.cells import read_cell, read_label
from govreport_nlp.indicators.tables.headers import load_headers, read_unit, unit_in, written_unit
from govreport_nlp.records import Metadata
from govreport_nlp.structure import build_sections, split_sentences

COMMUNIQUE = Metadata(title="某市2022年统计公报", report_year=2022)
PLAN = Metadata(title="某市第十四个五年规划纲要", report_year=2021)


def extract(
    text: str, metadata: Metadata = COMMUNIQUE
) -> tuple[list[Draft], list[tuple[str, str]]]:
    body = (0, len(text))
    sentences = split_sentences(text)
    sections, _ = build_sections(text, body)
    drafts, unclaimed = Extractor().extract(text, sentences, sections, metadata, body)
    for draft in drafts:
        start, end = sentences[draft.sentence]
        assert start <= draft.quantity.start < draft.quantity.end <= end
    return drafts, [(quantity.text, reason) for quantity, reason in unclaimed]


def rows(text: str, *fields: str, metadata: Metadata = COMMUNIQUE) -> list[tuple[Any, ...]]:
    """Of each record of a table its name and some of its fields."""
    found = []
    for draft in extract(text, metadata)[0]:
        if draft.rule == "table":
            record = draft.fields(text)
            assert record["text"] == text[record["start"] : record["end"]]
            found.append((record["name"], *map(record.get, fields)))
    return found


TWO_COLUMNS = [
    ("粮油类", Decimal("827000000"), "元", "level", None, None),
    ("粮油类", Decimal("9.6"), "%", "change", "up", "yoy"),
    ("汽车类", Decimal("1568000000"), "元", "level", None, None),
    ("汽车类", Decimal("6.9"), "%", "change", "down", "yoy"),
]


@pytest.mark.parametrize(
    "text",
    [
        "表1　零售额（单位：亿元）\n指标\t指标值\t同比增长（±%）\n"
        "粮油类\t8.27\t9.6\n汽车类\t15.68\t-6.9\n",
        "零售额 单位：亿元、%\n指标 | 指标值 | 同比增长(%)\n"
        "粮油类 | 8.27 | 9.6\n汽车类 | 15.68 | －6.9\n",
        "|指标|绝对值（亿元）|同比±%|\n|---|---|---|\n|粮油类|8.27|9.6|\n|汽车类|15.68|-6.9|\n",
        "指标    绝对值（亿元）    比上年增长%\n粮油类    8.27    9.6\n汽车类    15.68    -6.9\n",
        "指标　　绝对值（亿元）　　比上年增长%\n\n"
        "　　粮油类　　8.27　　9.6\n\n　　汽车类　　15.68　　-6.9\n",
        "指标 单位 绝对值 比上年增长(%)\n粮油类 亿元 8.27 9.6\n汽车类 亿元 15.68 -6.9\n",
        "全年零售额增势平稳。 指标 数值（亿元） 同比增长（%） "
        "粮油类 8.27 9.6 汽车类 15.68 -6.9 全年出口良好。\n",
        "指标\n绝对值（亿元）\n同比增长（%）\n粮油类\n8.27\n9.6\n汽车类\n15.68\n-6.9\n",
    ],
    ids=["tabs", "bars", "markdown", "gaps", "wide blanks", "blanks", "one line", "cell a line"],
)
def test_layouts(text: str) -> None:
    found = rows(text, "value", "unit", "measure", "direction", "basis")
    assert found == TWO_COLUMNS
    assert {row[1] for row in rows(text, "period")} == {"2022"}


def test_plan_with_base_and_target_year() -> None:
    text = (
        "专栏1　“十四五”主要指标\n序号\t指标名称\t单位\t2020年\t2025年\t年均增速[累计]\t属性\n"
        "1\t地区生产总值\t亿元\t920\t1430\t9%左右\t预期性\n"
        "2\t城镇化率\t%\t51.2\t60以上\t[8.8]\t预期性\n"
        "3\t新增就业\t万人\t—\t—\t[12]\t预期性\n"
        "4\t单位产值能耗降低\t%\t—\t—\t[14]\t约束性\n"
        "5\t粮食产能\t万吨\t21\t≥22\t—\t约束性\n"
    )
    found = rows(text, "text", "unit", "measure", "direction", "basis", metadata=PLAN)
    assert found == [
        ("地区生产总值", "920", "元", "level", None, None),
        ("地区生产总值", "1430", "元", "level", None, None),
        ("地区生产总值", "9%", "%", "change", "up", "annual_average"),
        ("城镇化率", "51.2", "%", "level", None, None),
        ("城镇化率", "60", "%", "level", None, None),
        ("城镇化率", "8.8", "百分点", "change", "up", "cumulative"),
        ("新增就业", "12", "人", "level", None, "cumulative"),
        ("单位产值能耗降低", "14", "%", "change", "down", "cumulative"),
        ("粮食产能", "21", "吨", "level", None, None),
        ("粮食产能", "22", "吨", "level", None, None),
    ]
    times = [row[1:] for row in rows(text, "status", "period", "qualifier", metadata=PLAN)]
    assert times == [
        ("actual", "2020", "exact"),
        ("target", "2025", "exact"),
        ("target", "2021/2025", "about"),
        ("actual", "2020", "exact"),
        ("target", "2025", "at_least"),
        ("target", "2021/2025", "exact"),
        ("target", "2021/2025", "exact"),
        ("target", "2021/2025", "exact"),
        ("actual", "2020", "exact"),
        ("target", "2025", "at_least"),
    ]


def test_budget_columns_have_their_status() -> None:
    text = (
        "单位：万元\n项目\t2021年决算数\t2022年预算数\t2022年执行数\t为预算的%\t比上年增长%\n"
        "公共预算收入\t138610\t146900\t145860\t99.3\t5.2\n"
    )
    assert rows(text, "text", "status", "period") == [
        ("公共预算收入", "138610", "actual", "2021"),
        ("公共预算收入", "146900", "target", "2022"),
        ("公共预算收入", "145860", "actual", "2022"),
        ("为预算公共预算收入", "99.3", "actual", "2022"),
        ("公共预算收入", "5.2", "actual", "2022"),
    ]


def test_places_as_labels_are_scope() -> None:
    text = (
        "县区|产值（亿元）|增长（%）|收入（万元）\n全市|286.4|5.1|145800\n东山县|88.2|4.9|33210\n"
    )
    assert rows(text, "text", "scope") == [
        ("产值", "286.4", None),
        ("产值", "5.1", None),
        ("收入", "145800", None),
        ("产值", "88.2", "东山县"),
        ("产值", "4.9", "东山县"),
        ("收入", "33210", "东山县"),
    ]


def test_years_as_labels_are_periods() -> None:
    text = "年份\t常住人口（万人）\t城镇化率（%）\n2021年\t46.5\t62.1\n2022\t46.3\t63.2\n"
    assert rows(text, "text", "period") == [
        ("常住人口", "46.5", "2021"),
        ("城镇化率", "62.1", "2021"),
        ("常住人口", "46.3", "2022"),
        ("城镇化率", "63.2", "2022"),
    ]


def test_years_of_the_republic_in_the_header() -> None:
    text = "表8 设置规划\n年度 104 105 106\n日照中心数 7 3-5 5\n累计 7 10 15\n"
    metadata = Metadata(title="某市施政报告", report_year=2015)
    assert [row[:3] for row in rows(text, "text", "period", metadata=metadata)][:4] == [
        ("日照中心数", "7", "2015"),
        ("日照中心数", "3-5", "2016"),
        ("日照中心数", "5", "2017"),
        ("日照中心数累计", "7", "2015"),
    ]


def test_header_of_two_lines() -> None:
    text = (
        "指标\t2021年\t2021年\t2022年\t2022年\n指标\t绝对值\t增长%\t绝对值\t增长%\n"
        "发电量（亿千瓦时）\t62.1\t3.9\t64.5\t-4.1\n"
    )
    assert rows(text, "text", "measure", "direction", "period") == [
        ("发电量", "62.1", "level", None, "2021"),
        ("发电量", "3.9", "change", "up", "2021"),
        ("发电量", "64.5", "level", None, "2022"),
        ("发电量", "-4.1", "change", "down", "2022"),
    ]


def test_labels_on_both_sides_and_totals() -> None:
    text = (
        "单位：万元\n收入\t收入\t支出\t支出\n项目\t决算数\t项目\t决算数\n"
        "一、财政拨款\t2,940.05\t一、教育支出\t2,106.66\n二、其他\t\t二、卫生支出\t60.99\n"
        "总计\t2,995.39\t总计\t2,995.39\n"
    )
    assert rows(text, "value") == [
        ("财政拨款", Decimal("29400500")),
        ("教育支出", Decimal("21066600")),
        ("卫生支出", Decimal("609900")),
        ("收入总计", Decimal("29953900")),
        ("支出总计", Decimal("29953900")),
    ]


def test_heads_tell_columns_apart() -> None:
    text = "类别\t学校数（所）\t在校生（万人）\n小学\t45\t3.21\n初中\t18\t1.45\n"
    assert rows(text, "unit")[:2] == [("学校数小学", "所"), ("在校生小学", "人")]


def test_growth_in_the_caption() -> None:
    text = "表4 2022年消费价格比上年涨跌幅度\n单位：%\n指标\t全市\t城市\n消费价格\t0.2\t-0.3\n"
    assert rows(text, "measure", "direction", "basis") == [
        ("消费价格", "change", "up", "yoy"),
        ("城市消费价格", "change", "down", "yoy"),
    ]


def test_part_takes_the_name_of_its_whole() -> None:
    text = "指标\t绝对值（亿元）\n商品房投资\t25.1\n其中：住宅\t17.9\n#税收收入\t3.2\n"
    assert [row[0] for row in rows(text)] == ["商品房投资", "商品房投资住宅", "税收收入"]


def test_rank_and_points() -> None:
    text = "指标\t2022年\t位次\t比上年增减（个百分点）\n优良率（%）\t90.7\t3\t-1.2\n"
    assert rows(text, "value", "unit", "measure") == [
        ("优良率", Decimal("90.7"), "%", "level"),
        ("优良率", Decimal("3"), "位", "rank"),
        ("优良率", Decimal("1.2"), "百分点", "change"),
    ]


def test_change_belongs_to_the_latest_year() -> None:
    text = "指标\t单位\t本年\t上年同期\t同比±%\n货运量\t万吨\t2310\t2405\t-4.0\n"
    assert [row[1] for row in rows(text, "period")] == ["2022", "2021", "2022"]


def test_growth_as_target_of_a_sum() -> None:
    text = "指标\t单位\t2021年\t2022年目标\n零售总额\t亿元\t520\t增长7%左右\n"
    metadata = Metadata(title="某市2022年计划草案", report_year=2022)
    assert rows(text, "measure", "qualifier", "status", metadata=metadata)[1] == (
        "零售总额",
        "change",
        "about",
        "target",
    )


def test_cells_of_prose_are_read_alone() -> None:
    text = "序号 | 目标任务 | 完成情况 | 责任单位\n1 | 新建公园20个 | 已完成15个 | 住建局\n"
    drafts, unclaimed = extract(text)
    assert [draft.quantity.text for draft in drafts] == ["20个", "15个"]
    assert "|" not in "".join(draft.name for draft in drafts)
    assert unclaimed == [("1", "list-marker")]


def test_sentences_within_a_cell() -> None:
    text = "序号\t主要任务\t责任单位\n1\t新建公园20个。改造道路3条。\t住建局\n"
    drafts, _ = extract(text)
    assert [(draft.quantity.text, draft.sentence) for draft in drafts] == [("20个", 1), ("3条", 2)]


def test_numbers_that_are_no_value_have_a_reason() -> None:
    text = "序号\t指标\t2021年\t2022年\n1\t60岁以上人口（人）\t310\t320\n"
    assert extract(text)[1] == [
        ("2021年", "date"),
        ("2022年", "date"),
        ("1", "list-marker"),
        ("60岁", "name"),
    ]


def test_rows_of_a_flattened_page_that_lack_cells_are_lost() -> None:
    text = "项目\n合计\n基本支出\n行政运行\n84.65\n84.65\n信息化\n135.25\n培训\n1.5\n1.5\n"
    drafts, unclaimed = extract(text)
    assert [draft.quantity.text for draft in drafts] == ["84.65", "84.65", "1.5", "1.5"]
    assert unclaimed == [("135.25", "table")]


@pytest.mark.parametrize(
    "text",
    [
        "全年生产总值98.14 亿元，增长 6.2 ％，其中 3 个产业增长。\n工业 12 户达产。\n",
        "目录\n一、总体要求 1\n二、主要指标 3\n三、重点任务 12\n",
        "1 9 8 6 年全县粮食产量达到3 0 5 8 万斤 ，\n增长6 ％ 。\n",
        "- 4 -\n正文\n- 5 -\n",
        "",
    ],
)
def test_no_table(text: str) -> None:
    assert find_tables(text, (0, len(text))) == []


def test_pieces_cover_the_text() -> None:
    text = "前文2个。\n指标\t数量（个）\n公园\t3\n后文4个。\n"
    sentences = split_sentences(text)
    tables = find_tables(text, (0, len(text)))
    pieces = list(cut_sentences(sentences, tables))
    assert "".join(text[piece.start : piece.end] for piece in pieces) == text
    assert [piece.table is not None for piece in pieces] == [False, True, False]
    assert next(iter(cut_sentences(sentences, []))).table is None


@pytest.mark.parametrize(
    ("cell", "value", "qualifier", "direction"),
    [
        ("8.27", "8.27", "exact", None),
        ("1,234.5", "1234.5", "exact", None),
        ("-6.9", "-6.9", "exact", None),
        ("－６．９", "-6.9", "exact", None),
        ("—6.9", "-6.9", "exact", None),
        ("+3.2", "3.2", "exact", None),
        ("↓3.2", "3.2", "exact", "down"),
        ("5.5以内", "5.5", "at_most", None),
        ("7%左右", "7", "about", None),
        ("≥220", "220", "at_least", None),
        ("≤5", "5", "at_most", None),
        ("不低于90", "90", "at_least", None),
        ("[14]", "14", "exact", None),
        ("〔14〕", "14", "exact", None),
        ("增长7%", "7", "exact", "up"),
        ("12.5①", "12.5", "exact", None),
        ("1.2万", "12000", "exact", None),
    ],
)
def test_cell(cell: str, value: str, qualifier: str, direction: str | None) -> None:
    read = read_cell(cell, (0, len(cell)), load_lexicon())
    assert read is not None
    assert read.quantity.value == Decimal(value)
    assert (read.qualifier, read.direction) == (qualifier, direction)
    assert cell[read.quantity.start : read.quantity.end] == read.quantity.text


@pytest.mark.parametrize("cell", ["—", "持平", "7:3", "2022年", "3个产业2个", "", "预期性", "万吨"])
def test_no_cell_of_one_number(cell: str) -> None:
    assert read_cell(cell, (0, len(cell)), load_lexicon()) is None


@pytest.mark.parametrize(
    ("label", "name", "unit", "part"),
    [
        ("粮食产量（万吨）", "粮食产量", "吨", False),
        ("（一）粮食产量", "粮食产量", None, False),
        ("1.粮食产量，万吨", "粮食产量", "吨", False),
        ("其中：小麦", "小麦", None, True),
        ("#小麦", "小麦", None, True),
        ("地区生产总值①", "地区生产总值", None, False),
        ("地区生产总值[1]（亿元）", "地区生产总值", "元", False),
        ("固定资产投资（不含农户）", "固定资产投资（不含农户）", None, False),
        ("一、工业", "工业", None, False),
        ("PM2.5浓度", "PM2.5浓度", None, False),
        ("3.5亿元以上项目", "3.5亿元以上项目", None, False),
    ],
)
def test_label(label: str, name: str, unit: str | None, part: bool) -> None:
    read = read_label(label, (0, len(label)))
    assert label[read.span[0] : read.span[1]] == name
    assert (read.unit.name if read.unit else None, read.part) == (unit, part)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("指标名称", "stub"),
        ("计量单位", "unit"),
        ("序 号", "number"),
        ("2020年", "level"),
        ("2025", "level"),
        ("绝对值（亿元）", "level"),
        ("比上年增长（%）", "change"),
        ("同比±%", "change"),
        ("增加值", "level"),
        ("年均增速[累计]", "change"),
        ("占比（%）", "share"),
        ("位次", "rank"),
        ("责任单位", "text"),
        ("县（市、区）", "region"),
        ("年份", "time"),
        ("小麦", None),
        ("二、卫生支出", None),
    ],
)
def test_kind_of_header(words: str, kind: str | None) -> None:
    assert load_headers().kind(words) == kind


@pytest.mark.parametrize(
    ("words", "name", "scale"),
    [
        ("亿元", "元", "1e8"),
        ("万元/人", "元/人", "1e4"),
        ("千公顷", "公顷", "1000"),
        ("%", "%", "1"),
    ],
)
def test_unit(words: str, name: str, scale: str) -> None:
    unit = read_unit(words)
    assert unit is not None
    assert (unit.name, unit.scale) == (name, Decimal(scale))
    assert unit_in(f"合计（{words}）") == unit
    assert unit_in(f"编制单位：某局 单位：{words}") == unit


def test_unit_that_is_not_known() -> None:
    unit = written_unit("万标准袋")
    assert unit is not None
    assert (unit.name, unit.scale) == ("标准袋", Decimal(10000))
    assert read_unit("预期性") is None


def test_explanation_names_the_column() -> None:
    text = "指标\t数量（个）\n公园\t3\n"
    sentences = split_sentences(text)
    clause, atoms = Extractor().explain(text, sentences, 1, text.index("3"))
    assert clause == "公园\t3"
    assert ("column", "数量（个）") in atoms


def test_time_is_linear_in_rows() -> None:
    text = "指标\t数量（个）\n" + "公园\t3\n" * 2000
    assert len(rows(text)) == 2000


@pytest.mark.parametrize(
    "head",
    [
        "项目\t本年收费金额（单位：万元）\n",
        "收费情况（单位：万元）\n项目\t金额\n",
        "收费情况\t单位：万元\n项目\t金额\n",
    ],
)
def test_the_unit_behind_a_header_or_a_caption(head: str) -> None:
    found = rows(head + "考试报名费\t86.5\n", "value", "unit")
    assert found == [("考试报名费", Decimal("865000"), "元")]
