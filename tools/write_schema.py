"""Write the JSON Schema of every record, and the page of the reference that shows them.

python tools/write_schema.py
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

import govreport_nlp as gr
from govreport_nlp.batch.rows import TABLES_VERSION
from govreport_nlp.batch.schema import COLUMNS
from govreport_nlp.integrations.json_schema import RECORDS, field_meanings, make_schema
from govreport_nlp.records import SCHEMA_VERSION

ROOT = Path(__file__).parents[1]
SCHEMAS = ROOT / "src" / "govreport_nlp" / "data" / "schema"
REFERENCE = ROOT / "docs" / "reference"
CHINESE = tomllib.loads((ROOT / "tools" / "schema-zh.toml").read_text(encoding="utf-8"))

SAMPLE = """\
索引号：QW-2031-0007
发布机构：青湾市人民政府
发文日期：2031年2月3日
公开日期：2031年2月5日
文号：青政发〔2031〕5号
体裁：报告
公开形式：网站
公开方式：主动公开
公开范围：全社会
公开时限：长期公开
公开程序：公开前审查
有效期：长期
文件下载：图表.pdf
关键词：工作报告；民生
主题：综合政务/政府工作
内容概述：回顾上年工作，安排今年任务。
青湾市2031年政府工作报告
——2031年1月12日在青湾市第九届人民代表大会第一次会议上
青湾市市长　林远
一、上年工作
全市生产总值达到860亿元，同比增长近7%，居全省第二。
（一）民生
城镇居民人均可支配收入增长5%—6%。海岬区新建公园20个。2030年末，常住人口达到310万人。
三、今年安排
力争森林覆盖率提高到四成以上。
"""
"""A text in which most fields have a value."""

HEAD = f"""\
# Records and their JSON Schema

[中文](schema.zh.md)

Version {SCHEMA_VERSION}. Written by `tools/write_schema.py` from the records themselves; the
examples come from a parse of a short report made for this page. The schemas are in the package,
`govreport_nlp/data/schema/NAME.json`:

```python
from govreport_nlp.integrations.json_schema import load_schema

print(load_schema("Indicator")["$id"])
```

```text
urn:govreport-nlp:{SCHEMA_VERSION}:Indicator
```

Numbers (`value`, `low`, `high`) are strings in JSON, so that no digit is lost. Offsets count
characters (code points) of `Report.text`, from 0; `end` is the offset after the last character.
The first part of the version changes when a program that reads the JSON could break: a field gone,
of another type, newly null, or with a new word in a closed list. The second part changes when a
field is added.
"""


ELSEWHERE = "无锡市2031年政府工作报告\n新建学校6所。\n"
"""A text whose region is in the table of divisions."""

HEAD_ZH = f"""\
# 记录及其 JSON Schema

[English](schema.md)

版本 {SCHEMA_VERSION}。本页由 `tools/write_schema.py` 从记录生成，例子出自为本页编写的一份短报告。
JSON Schema 在包里：`govreport_nlp/data/schema/NAME.json`，也可以用
`govreport_nlp.integrations.json_schema.load_schema("Indicator")` 取得。

数值（`value`、`low`、`high`）在 JSON 里是字符串，一位不丢。位置按字符（码点）数，从 0 起，
指向 `Report.text`；`end` 是最后一个字之后的位置。版本的第一段在读 JSON 的程序可能出错时改变：
少了字段、换了类型、可能为空了、固定的词多了一个；第二段在增加字段时改变。
"""

TABLES_ZH = f"""\
# 批量结果的表

[English](tables.md)

表的版本 {TABLES_VERSION}。JSON Lines 是基准：UTF-8，一行一个对象，按来源排序；数值是字符串，
日期是 `YYYY-MM-DD`。下面的类型是 DuckDB 和 Parquet 里的。`source` 把各表连起来。
位置按字符数，从 0 起：`substr(text, start + 1, "end" - start)` 就是那段文字。
"""

RECORD_OF = {"reports": "Metadata Report", "sections": "Section", "sentences": "Sentence",
             "indicators": "Indicator", "failures": ""}  # fmt: skip
"""Table → the records that its columns are fields of."""


def schema_files() -> Iterator[tuple[Path, str]]:
    """Yield path and content of each schema file."""
    for name in RECORDS:
        text = json.dumps(make_schema(name), ensure_ascii=False, indent=2)
        yield SCHEMAS / f"{name}.json", text + "\n"


def pages() -> Iterator[tuple[Path, str]]:
    """Yield path and content of each page."""
    examples = _examples()
    for name, head in (("schema.md", HEAD), ("schema.zh.md", HEAD_ZH)):
        chinese = head is HEAD_ZH
        text = "".join(_section(record, examples[record], chinese) for record in RECORDS)
        yield REFERENCE / name, head + text
    yield REFERENCE / "tables.zh.md", TABLES_ZH + "".join(map(_table, COLUMNS))


def _examples() -> dict[str, list[BaseModel]]:
    """Return records by name, those of the sample in front."""
    report = gr.parse_text(SAMPLE).model_copy(update={"config_digest": "0123456789abcdef"})
    found: dict[str, list[BaseModel]] = {name: [] for name in RECORDS}
    records: list[BaseModel] = [
        gr.Config(taxonomy="education", region="青湾市", report_year=2031, lexicon="words.txt"),
        report,
        report.metadata,
        gr.parse_text(ELSEWHERE).metadata,
        *report.walk_sections(),
        *report.sentences,
        *(label for sentence in report.sentences for label in sentence.workstreams),
        *report.indicators,
        *report.unclaimed,
        *report.issues,
        *map(report.explain, report.indicators),
        *report.profile(),
    ]
    for record in records:
        found[type(record).__name__].append(record)
    return found


def _section(name: str, examples: list[BaseModel], chinese: bool) -> str:
    schema = make_schema(name)
    schema = schema["$defs"][name] if "$ref" in schema else schema  # a section holds sections
    meanings = CHINESE[name] if chinese else field_meanings(RECORDS[name])
    lines = [f"\n## {name}\n", f"{meanings[''] if chinese else schema['description']}\n"]
    lines += ["| 字段 | 类型 | 含义 | 例子 |" if chinese else "| field | type | means | example |"]
    lines += ["|---|---|---|---|"]
    for field, part in schema["properties"].items():
        cells = (f"`{field}`", _type(part), meanings[field], _example(field, examples))
        lines.append("| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def _table(name: str) -> str:
    """Return the Chinese section of a table."""
    meanings: dict[str, str] = {}
    for record in RECORD_OF[name].split():
        meanings |= CHINESE[record]
    meanings.pop("source", None)  # of one report a name, in a batch a path
    lines = [f"\n## {name}\n", "| 列 | 类型 | 含义 |", "|---|---|---|"]
    for column in COLUMNS[name]:
        meaning = meanings.get(column.name) or CHINESE["columns"][column.name]
        lines.append(f"| `{column.name}` | `{column.type}` | {meaning} |")
    return "\n".join(lines) + "\n"


def _type(part: dict[str, Any]) -> str:
    """Return a property's type in short."""
    if "anyOf" in part:
        return " or ".join(_type(one) for one in part["anyOf"])
    if "enum" in part:
        return ", ".join(f"`{word}`" for word in part["enum"])
    if "const" in part:
        return f"`{part['const']}`"
    if "$ref" in part:
        return part["$ref"].rpartition("/")[2]
    kind = str(part.get("format") or part.get("type", "any"))
    if kind == "array":
        inner = part["items"] if "items" in part else part["prefixItems"][0]
        return f"list of {_type(inner)}"
    return kind


def _example(field: str, examples: list[BaseModel]) -> str:
    """Return the first value that says something, as JSON, cut to a readable length."""
    values = [json.loads(one.model_dump_json())[field] for one in examples]
    telling = [value for value in values if value not in (None, "", [], {})]
    if not (telling or values):
        return ""
    text = json.dumps((telling or values)[0], ensure_ascii=False)
    return f"`{text if len(text) <= 48 else text[:46] + ' …'}`"


def main() -> None:
    """Write all files."""
    SCHEMAS.mkdir(exist_ok=True)
    for path, text in schema_files():
        path.write_text(text, encoding="utf-8")
    for path, text in pages():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
