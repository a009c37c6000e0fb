"""The hour's work: one regular expression, with the clause before each number as its name.

Scored by the same rules beside the library, so that what the grammar adds can be seen.

    python benchmarks/baseline.py GOLD-FOLDER
"""

from __future__ import annotations

import re
import sys
from decimal import Decimal
from pathlib import Path

from govreport_nlp.evaluation import (
    GoldDocument,
    GoldIndicator,
    Scores,
    evaluate,
    load_gold,
    predict,
)

_NUMBER = re.compile(
    r"(?P<number>\d[\d,]*(?:\.\d+)?)(?P<scale>万亿|百万|千万|亿|万)?(?P<vague>余|多)?"
    r"(?P<unit>个百分点|%|％|‰|人次|平方公里|平方米|立方米|千瓦时|公里|公顷|美元|[元吨亩个家所人户项件名座条处场套张头只位倍岁天])?"
)
_SCALES = {"万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}
_CLAUSE = re.compile(r"[，。；、：！？,;:\n]")
_DATE = re.compile(r"[年月日号届次期世]|[-—]\d")
_RISES, _FALLS = ("增长", "提高", "提升", "增加", "上升"), ("下降", "减少", "降低", "回落")
_LINKS = re.compile(r"(?:达到|达|为|约|超过|超|近|实现|完成|同比|比上年|比去年|分别)+$")


def baseline(document: GoldDocument) -> GoldDocument:
    """Predict the records of a document in the plainest way that works at all."""
    text, records = document.text, []
    for match in _NUMBER.finditer(text):
        if not match["unit"] and not match["scale"]:
            continue
        if _DATE.match(text, match.end()):
            continue
        records.append(_record(text, match))
    return document.model_copy(update={"indicators": tuple(records)})


def _record(text: str, match: re.Match[str]) -> GoldIndicator:
    low = max((m.end() for m in _CLAUSE.finditer(text, 0, match.start())), default=0)
    high, direction = match.start(), None
    while (link := _LINKS.search(text, low, high)) is not None:
        high = link.start()
    for words, way in ((_RISES, "up"), (_FALLS, "down")):
        for word in words:
            if text.endswith(word, low, high):
                high, direction = high - len(word), way
    value = Decimal(match["number"].replace(",", "")) * _SCALES.get(match["scale"] or "", 1)
    unit = (match["unit"] or "").replace("％", "%").removeprefix("个百分点")
    return GoldIndicator(
        start=match.start(),
        end=match.end(),
        text=match.group(),
        value=format(value, "f"),
        unit="百分点" if match["unit"] == "个百分点" else unit,
        qualifier="over" if match["vague"] else "exact",
        measure="change" if direction else "level",
        direction=direction,
        basis=None,
        status="actual",
        name=text[low:high],
        name_spans=((low, high),),
        period=None,
        scope=None,
    )


def _line(name: str, scores: Scores) -> str:
    figures = (scores.quantity.f1, scores.strict.f1, scores.record.f1, scores.name_exact)
    return f"{name:<10}" + "".join(f"{figure or 0:>12.3f}" for figure in figures)


def main(folder: Path) -> None:
    gold = load_gold(folder)
    print(f"{'':<10}{'quantity F1':>12}{'strict F1':>12}{'record F1':>12}{'name exact':>12}")
    print(_line("one regex", evaluate([baseline(document) for document in gold], gold)))
    print(_line("govreport", evaluate(predict(gold), gold)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
