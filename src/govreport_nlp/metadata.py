"""The document as a whole: what is known about it, what was found; and the base of all records."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Issue", "Level", "Metadata", "Record", "ReportKind"]

Level = Literal["national", "province", "city", "county", "department"]
ReportKind = Literal["work_report", "completion_report", "communique", "plan", "budget"]


class Record(BaseModel):
    """What all records are: frozen, and strict about their fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Issue(Record):
    """A finding that did not stop the parse.

    Attributes:
        code: Stable name of the kind of finding, e.g. ``"heading-gap"``.
        message: What was found, in English.
        hint: What the user can do about it; may be empty.
        start: First character concerned, or null where the whole document is.
        end: The character after the last one concerned, or null.
    """

    code: str
    message: str
    hint: str = ""
    start: int | None = None
    end: int | None = None


class Metadata(Record):
    """What is known about the document as a whole.

    Attributes:
        title: The report's title as written.
        publisher: The body that published it (发布机构, 来源).
        document_number: e.g. ``锡政发〔2023〕5号`` (文件编号, 文号).
        index_number: The catalogue number (信息索引号, 索引号).
        region: The area reported on, e.g. ``无锡市``; ``全国`` for the nation.
        ancestors: The divisions that the region lies in, from the widest: ``江苏省`` for
            ``无锡市``; empty where they are not known.
        level: ``national``, ``province``, ``city``, ``county`` or ``department``.
        report_kind: ``work_report`` (工作报告), ``completion_report`` (完成情况, 总结),
            ``communique`` (公报), ``plan`` (计划, 规划) or ``budget`` (预算, 决算).
        report_year: The year that the report belongs to: that of a work report's session, of a
            completion report's or communiqué's data.
        period: The period whose results or aims it gives, as in ``Indicator.period``: the year
            before for a work report, five years for a plan of five years.
        spoken_on: When a report was given before a congress or council.
        speaker: Who gave it.
        issued_on: When the document was issued (发文日期).
        published_on: When it was made public (公开日期, 发布时间).
        keywords: 关键词, split.
        topics: 主题 as a path, from wide to narrow.
        genre: 体裁.
        summary: 内容概述.
        disclosure_form: 公开形式, split.
        disclosure_mode: 公开方式.
        disclosure_scope: 公开范围.
        disclosure_period: 公开时限.
        disclosure_procedure: 公开程序.
        validity: 有效期.
        attachments: 文件下载, split.
        sources: For each filled field, where it came from: ``"block"``, ``"line"``,
            ``"title"``, ``"text"``, ``"meta"`` (the page's head), ``"table"`` (the table of
            divisions) or ``"hint"``.
    """

    title: str | None = None
    publisher: str | None = None
    document_number: str | None = None
    index_number: str | None = None
    region: str | None = None
    ancestors: tuple[str, ...] = ()
    level: Level | None = None
    report_kind: ReportKind | None = None
    report_year: int | None = None
    period: str | None = None
    spoken_on: dt.date | None = None
    speaker: str | None = None
    issued_on: dt.date | None = None
    published_on: dt.date | None = None
    keywords: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    genre: str | None = None
    summary: str | None = None
    disclosure_form: tuple[str, ...] = ()
    disclosure_mode: str | None = None
    disclosure_scope: str | None = None
    disclosure_period: str | None = None
    disclosure_procedure: str | None = None
    validity: str | None = None
    attachments: tuple[str, ...] = ()
    sources: dict[str, str] = Field(default_factory=dict)
