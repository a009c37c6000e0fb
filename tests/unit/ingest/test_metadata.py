"""Metadata of whole pages."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from govreport_nlp.config import Config
from govreport_nlp.ingest import read_path, read_text

PROSE = (
    "全市上下抢抓机遇、迎难而上，各项工作取得新的进展，人民群众的获得感不断增强，发展基础更加坚实。"
)
CONGRESS = "人民代表大会第三次会议上\n各位代表："
REVIEW = "一、2030年工作回顾\n"
PAGE = f"""欢迎访问江临教育网
  1. 本站支持IPV6
当前位置:首页 > 信息公开 > 重点工作

市教育局2031年重点工作完成情况

时间:2032-04-10 13:51    来源: 江临教育网    浏览次数:【字号:大 中 小】

信息索引号
027300000/2032-00041
发文日期
2032-04-09
公开日期
2032-04-10
文件编号
公开时限
长期公开
发布机构
江临市教育局
公开形式
网站、文件、政府公报
公开方式
主动公开
公开范围
面向社会
有效期
长期
公开程序
科室起草,经分管领导签发后公开
主题
科技、教育--教育
体裁
其他
关键词
学校,教师,学生
文件下载
内容概述
市教育局2031年重点工作完成情况

显示全部表格信息

  一是基础教育稳步发展。{PROSE}

微信公众号

返回顶部
"""


def test_a_page_with_its_block() -> None:
    source = read_text(PAGE, Config())
    metadata = source.metadata
    assert metadata.model_dump(exclude={"sources"}, exclude_defaults=True) == {
        "title": "市教育局2031年重点工作完成情况",
        "publisher": "江临市教育局",
        "index_number": "027300000/2032-00041",
        "region": "江临市",
        "level": "department",
        "report_year": 2031,
        "issued_on": dt.date(2032, 4, 9),
        "published_on": dt.date(2032, 4, 10),
        "keywords": ("学校", "教师", "学生"),
        "topics": ("科技、教育", "教育"),
        "genre": "其他",
        "report_kind": "completion_report",
        "period": "2031",
        "summary": "市教育局2031年重点工作完成情况",
        "disclosure_form": ("网站", "文件", "政府公报"),
        "disclosure_mode": "主动公开",
        "disclosure_scope": "面向社会",
        "disclosure_period": "长期公开",
        "disclosure_procedure": "科室起草,经分管领导签发后公开",
        "validity": "长期",
    }
    assert metadata.sources["index_number"] == "block"
    assert metadata.sources["title"] == metadata.sources["report_year"] == "title"
    assert source.text[slice(*source.body)].strip().startswith("一是基础教育")
    assert source.text[slice(*source.body)].strip().endswith("坚实。")


def test_labels_beside_their_values() -> None:
    lines = [
        "索 引 号：A1 主题分类：教育",
        "发文机关：江临市教育局",
        "文　　号：江教发〔2031〕5号",
        "成文日期：2031年3月5日",
        "标　　题：江临市教育局关于报送工作总结的函",
        PROSE,
    ]
    text = "\n".join(lines)
    metadata = read_text(text, Config()).metadata
    assert metadata.index_number == "A1"
    assert metadata.topics == ("教育",)
    assert metadata.publisher == "江临市教育局"
    assert metadata.document_number == "江教发〔2031〕5号"
    assert metadata.issued_on == dt.date(2031, 3, 5)
    assert metadata.title == "江临市教育局关于报送工作总结的函"


@pytest.mark.parametrize(
    ("text", "region", "level", "year"),
    [
        ("2031年云州省政府工作报告\n各位代表：\n增长。", "云州省", "province", 2031),
        (f"政府工作报告\n——2031年1月8日在江临市第五届{CONGRESS}\n增长。", "江临市", "city", 2031),
        (f"各位代表：\n我代表国务院报告工作。\n{REVIEW}", "全国", "national", 2031),
        (f"各位代表：\n我代表江临县人民政府报告工作。\n{REVIEW}", "江临县", "county", 2031),
        (f"各位代表：\n我代表市人民政府报告工作。\n{REVIEW}", None, "city", 2031),
        ("江临市卫生健康委员会2030年工作总结\n一、主要工作\n增长。", "江临市", "department", 2030),
        ("2030年江临区国民经济和社会发展统计公报\n一、综合\n增长。", "江临区", "county", 2030),
        ("增长5.5%。", None, None, None),
    ],
)  # fmt: skip
def test_identity(text: str, region: str | None, level: str | None, year: int | None) -> None:
    metadata = read_text(text, Config()).metadata
    assert (metadata.region, metadata.level, metadata.report_year) == (region, level, year)


def test_hints_fill_what_the_text_does_not_say() -> None:
    config = Config(report_year=2040, region="浙江省")
    metadata = read_text("增长5.5%。", config).metadata
    assert (metadata.region, metadata.level, metadata.report_year) == ("浙江省", "province", 2040)
    named = ("region", "level", "report_year", "period")
    assert metadata.sources == dict.fromkeys(named, "hint")
    said = read_text("2031年江临市政府工作报告\n各位代表：\n", config).metadata
    assert (said.region, said.report_year) == ("江临市", 2031)


def test_a_hint_is_worth_more_than_a_guess() -> None:
    metadata = read_text("2030年，新建学校20所。2030年末。", Config(report_year=2031)).metadata
    assert metadata.report_year == 2031
    assert read_text("2030年，新建学校20所。", Config()).metadata.report_year == 2030


def test_lines_of_their_own() -> None:
    text = f"江统发〔2031〕5号\n江临市2030年统计公报\n江临市统计局　2031年3月28日\n{PROSE}"
    metadata = read_text(text, Config()).metadata
    assert (metadata.document_number, metadata.publisher) == ("江统发〔2031〕5号", "江临市统计局")
    assert metadata.issued_on == dt.date(2031, 3, 28)
    assert (metadata.report_kind, metadata.period) == ("communique", "2030")


def test_a_communique_of_two_bodies() -> None:
    lines = (
        "江临市2030年统计公报",
        "江临市统计局　国家统计局江临调查队",
        "（2031年3月28日）",
        PROSE,
    )
    metadata = read_text("\n".join(lines), Config()).metadata
    assert metadata.publisher == "江临市统计局、国家统计局江临调查队"
    assert metadata.issued_on == dt.date(2031, 3, 28)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            "江临市人民政府文件\n江政发〔2031〕3号\n江临市人民政府关于印发2031年重点工作的通知",
            "江临市人民政府关于印发2031年重点工作的通知",
        ),
        (
            "关于江临市2030年预算执行情况和\n2031年预算草案的报告",
            "关于江临市2030年预算执行情况和2031年预算草案的报告",
        ),
        (
            "关于江临市2030年预算执行情况\n与2031年预算草案的报告",
            "关于江临市2030年预算执行情况与2031年预算草案的报告",
        ),
        ("江临市教育局\n2030年工作总结", "江临市教育局2030年工作总结"),
        ("政 府 工 作 报 告", "政府工作报告"),
        ("2031年重点工作任务分解表", "2031年重点工作任务分解表"),
    ],
)
def test_titles(lines: str, title: str) -> None:
    assert read_text(f"{lines}\n一、重点工作\n{PROSE}", Config()).metadata.title == title


@pytest.mark.parametrize(
    ("title", "publisher", "level"),
    [
        ("江临市教育局2030年工作总结", "江临市教育局", "department"),
        ("江临市水利局2030年政府信息公开工作年度报告", "江临市水利局", "department"),
        ("江临市2030年法治政府建设年度报告", None, "city"),
        ("江临高新区管理委员会2030年工作总结", "江临高新区管理委员会", "county"),
        ("江临市人民政府关于2030年工作的报告", "江临市人民政府", "city"),
        ("市教育局2030年工作总结", None, "department"),
    ],
)
def test_who_a_title_begins_with(title: str, publisher: str | None, level: str) -> None:
    metadata = read_text(f"{title}\n一、重点工作\n{PROSE}", Config()).metadata
    assert (metadata.publisher, metadata.level) == (publisher, level)


def test_a_county_and_its_head_with_blanks_between() -> None:
    lines = "政 府 工 作 报 告\n——二〇三一年一月八日在江临县第五届" + CONGRESS + "\n增长。"
    metadata = read_text(lines.replace("上\n", "上\n县 长　李 明\n"), Config()).metadata
    assert (metadata.region, metadata.level) == ("江临县", "county")
    assert (metadata.speaker, metadata.spoken_on) == ("李明", dt.date(2031, 1, 8))


def test_traditional_characters_and_wide_digits() -> None:
    lines = "桃 園 市 施 政 報 告\n——２０３１年１月８日在桃園市議會第二屆定期會議\n各位議員：\n"
    metadata = read_text(lines + "本府推動觀光發展，業務順利，遊客增加。\n", Config()).metadata
    assert (metadata.title, metadata.region) == ("桃園市施政報告", "桃園市")
    assert (metadata.ancestors, metadata.period) == (("台湾省",), "2030")


def test_fixtures_are_complete(reports_folder: Path) -> None:
    for path in sorted(reports_folder.glob("*.txt")):
        metadata = read_path(path, Config()).metadata
        for name in ("title", "region", "level", "report_kind", "report_year", "period"):
            assert getattr(metadata, name), (path.name, name)
        filled = {name for name, value in metadata if value and name != "sources"}
        assert filled == set(metadata.sources), path.name
