"""The columns of the tables: name, type, meaning. Types are DuckDB's.

A change of a name or a type is a change of ``TABLES_VERSION``; ``docs/reference/tables.md`` shows
these lists, and a test holds the two together.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["COLUMNS", "DECIMAL", "SCALE", "Column"]

SCALE = 10
DECIMAL = f"DECIMAL(38, {SCALE})"
"""Type of numbers: 28 digits before the point, 10 behind; exact, null where that is too few."""

_ISSUES = 'STRUCT(code VARCHAR, message VARCHAR, hint VARCHAR, "start" BIGINT, "end" BIGINT)[]'
_UNCLAIMED = 'STRUCT("start" BIGINT, "end" BIGINT, text VARCHAR, reason VARCHAR)[]'
_LABELS = "STRUCT(id VARCHAR, score DOUBLE, evidence VARCHAR[])[]"


class Column(NamedTuple):
    """A column of a table.

    Attributes:
        name: Its name.
        type: Its type in DuckDB.
        meaning: What it holds.
    """

    name: str
    type: str
    meaning: str


def _columns(text: str) -> tuple[Column, ...]:
    rows = (line.split("|") for line in text.splitlines() if line.strip())
    return tuple(Column(*(cell.strip() for cell in row)) for row in rows)


_KEYS = """
report_id | VARCHAR | digest of the report's text: equal texts have equal ids
source | VARCHAR | path inside the folder; unique in a batch, joins the tables
"""

COLUMNS: dict[str, tuple[Column, ...]] = {
    "reports": _columns(
        f"""{_KEYS}
title | VARCHAR | title as written
publisher | VARCHAR | body that published it
document_number | VARCHAR | 文号
index_number | VARCHAR | 索引号
region | VARCHAR | area reported on
ancestors | VARCHAR[] | areas that it is in, from wide to narrow
level | VARCHAR | national, province, city, county or department
report_kind | VARCHAR | work_report, completion_report, communique, plan or budget
report_year | INTEGER | year that the report belongs to
period | VARCHAR | period that it covers
spoken_on | DATE | day of the speech
speaker | VARCHAR | who gave it
issued_on | DATE | 发文日期
published_on | DATE | 公开日期
keywords | VARCHAR[] | 关键词
topics | VARCHAR[] | 主题, from wide to narrow
genre | VARCHAR | 体裁
summary | VARCHAR | 内容概述
disclosure_form | VARCHAR[] | 公开形式
disclosure_mode | VARCHAR | 公开方式
disclosure_scope | VARCHAR | 公开范围
disclosure_period | VARCHAR | 公开时限
disclosure_procedure | VARCHAR | 公开程序
validity | VARCHAR | 有效期
attachments | VARCHAR[] | 文件下载
sources | MAP(VARCHAR, VARCHAR) | where each field of the metadata came from
taxonomy | VARCHAR | taxonomy of the labels
characters | BIGINT | length of the text
section_count | BIGINT | rows in sections
sentence_count | BIGINT | rows in sentences
indicator_count | BIGINT | rows in indicators
unclaimed_count | BIGINT | numbers that became no record
unclaimed | {_UNCLAIMED} | these numbers, each with the reason
issues | {_ISSUES} | findings that did not stop the parse
schema_version | VARCHAR | version of the records' JSON
config_digest | VARCHAR | digest of the configuration
text | VARCHAR | the text; all offsets point into it
"""
    ),
    "sections": _columns(
        f"""{_KEYS}
index | BIGINT | place in reading order, from 0
kind | VARCHAR | body; front or back for what stands around the report proper
marker | VARCHAR | numbering as written
title | VARCHAR | heading after the marker
title_start | BIGINT | offset of the title's first character
title_end | BIGINT | offset after its last
level | INTEGER | depth, from 1; 0 for front and back
start | BIGINT | offset of the first character
end | BIGINT | offset after the last one, inner sections included
parent | BIGINT | index of the section around it
"""
    ),
    "sentences": _columns(
        f"""{_KEYS}
index | BIGINT | place in the text, from 0
start | BIGINT | offset of the first character
end | BIGINT | offset after the last one
section | BIGINT | index of the innermost section
workstream | VARCHAR | id of the main workstream
workstreams | {_LABELS} | all labels with score and evidence
text | VARCHAR | the sentence
"""
    ),
    "indicators": _columns(
        f"""{_KEYS}
region | VARCHAR | the report's region
report_year | INTEGER | the report's year
start | BIGINT | offset of the number's first character
end | BIGINT | offset after its unit
text | VARCHAR | number and unit as written
value | {DECIMAL} | value in base units; null for a range
low | {DECIMAL} | lower end of a range
high | {DECIMAL} | upper end of a range
unit | VARCHAR | unit without scale words
qualifier | VARCHAR | exact, about, over, under, at_least or at_most
measure | VARCHAR | level, change, baseline or rank
direction | VARCHAR | up or down, for changes
basis | VARCHAR | what a change compares with: yoy, mom, annual_average, cumulative, a year
status | VARCHAR | actual or target
name | VARCHAR | what a table's row label would say
name_spans | BIGINT[][] | offsets of the passages that make up the name
period | VARCHAR | period that the text names
scope | VARCHAR | area or body, where it is not the report's own
sentence | BIGINT | index of the sentence
section | BIGINT | index of the innermost section
workstream | VARCHAR | id of the workstream
canonical | VARCHAR | id in the catalogue of indicators
period_resolved | VARCHAR | period; where the text names none, that of the part, else a single year
rule | VARCHAR | grammar rule that made the record
score | DOUBLE | how sure, from 0 to 1
section_title | VARCHAR | heading of the section
sentence_text | VARCHAR | the sentence; beyond 2000 characters, what stands around the number
"""
    ),
    "failures": _columns(
        """
source | VARCHAR | path inside the folder
stage | VARCHAR | read, decode or parse
error | VARCHAR | type of the error
reason | VARCHAR | what was wrong
hint | VARCHAR | what to do about it
"""
    ),
}
"""Columns by table, in order."""
