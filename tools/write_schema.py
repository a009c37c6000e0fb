"""Write the JSON Schema of every record, and the page of the reference that shows them.

python tools/write_schema.py
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

import govreport_nlp as gr
from govreport_nlp.integrations.json_schema import RECORDS, field_meanings, make_schema
from govreport_nlp.records import SCHEMA_VERSION

ROOT = Path(__file__).parents[1]
SCHEMAS = ROOT / "src" / "govreport_nlp" / "data" / "schema"
PAGE = ROOT / "docs" / "reference" / "schema.md"

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


def schema_files() -> Iterator[tuple[Path, str]]:
    """Yield path and content of each schema file."""
    for name in RECORDS:
        text = json.dumps(make_schema(name), ensure_ascii=False, indent=2)
        yield SCHEMAS / f"{name}.json", text + "\n"


def page() -> str:
    """Return the page of the reference."""
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
    return HEAD + "".join(_section(name, found[name]) for name in RECORDS)


def _section(name: str, examples: list[BaseModel]) -> str:
    schema = make_schema(name)
    schema = schema["$defs"][name] if "$ref" in schema else schema  # a section holds sections
    meanings = field_meanings(RECORDS[name])
    lines = [f"\n## {name}\n", f"{schema['description']}\n"]
    lines += ["| field | type | means | example |", "|---|---|---|---|"]
    for field, part in schema["properties"].items():
        cells = (f"`{field}`", _type(part), meanings[field], _example(field, examples))
        lines.append("| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |")
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
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
