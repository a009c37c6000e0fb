"""What tests share: how many examples to try; observations and reports of the tests' own."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from hypothesis import settings

from govreport_nlp.catalogue import Observation

PLAN = """青湾市2031年政府工作报告
一、上年工作
地区生产总值增长6.4%。城镇新增就业2.8万人。
二、今年安排
今年主要预期目标：地区生产总值增长5%以上；城镇新增就业3万人以上。
"""
RESULT = "青湾市2031年统计公报\n全市地区生产总值增长6.4%。城镇新增就业2.8万人。粮食产量3万吨。\n"

_VALUE = re.compile(r"([\d.]+)([万亿]*)(.*)")
_SCALES = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}


def tries(times: int) -> settings:
    """For a law that wants more examples than others: so many times what the profile gives."""
    return settings(max_examples=times * settings.default.max_examples)


def observation(text: str, canonical: str | None = "gdp", **fields: Any) -> Observation:
    """An observation of Qingwan in 2030 from the report of 2031, but for what is given."""
    written = _VALUE.fullmatch(text)
    assert written is not None
    name = fields.pop("name", "生产总值")
    return Observation(
        **{
            "region": "青湾市", "body": "", "period": "2030", "dated": True,
            "value": Decimal(written[1]) * _SCALES[written[2]], "low": None, "high": None,
            "unit": written[3], "text": text, "qualifier": "exact", "measure": "level",
            "direction": None, "basis": None, "status": "actual", "scope": None, "name": name,
            "canonical": canonical, "sentence": f"{name}{text}。", "source": "青湾-2031.txt",
            "report_year": 2031, "start": 0, **fields,
        }
    )  # fmt: skip
