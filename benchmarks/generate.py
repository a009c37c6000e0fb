"""Reports without number, made from the fixtures: their lines in new orders, with new figures.

The same seed gives the same reports to the byte. They read like reports and cost what reports
cost, which is what a benchmark needs; what they say means nothing.

    python benchmarks/generate.py FOLDER --count 10000 --seed 7
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator
from pathlib import Path

FIXTURES = Path(__file__).parents[1] / "tests" / "fixtures" / "reports"

_PLACES = re.compile("石桥|云岭|江临|海棠|南河|兰溪|衡川|源平|白河")
_FIRST = "东西南北青白云石清永长安平新龙凤江湖海河山林泉金玉丰和宁"
_SECOND = "川山河溪湖江桥岭泉林城阳平源原台港湾州浦沟塘田坪坝洲"
_NUMBER = re.compile(r"(?<![\d.〔])\d+(?:\.\d+)?(?![\d年〕])")
_FOLDERS = 40
_NUMERALS = "一二三四五六七八九十"


def generate(folder: Path, count: int, *, seed: int = 0, characters: int = 1500) -> None:
    """Write reports to a folder, in folders of their region as a crawl would leave them.

    Args:
        folder: Where to.
        count: How many.
        seed: Equal seeds give equal reports.
        characters: Length of a report on average; lengths vary by a factor of three.
    """
    pool = _lines()
    for number in range(count):
        path = folder / f"{number % _FOLDERS:02}" / f"report-{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_report(pool, f"{seed}-{number}", characters), encoding="utf-8")


def reports(count: int, *, seed: int = 0, characters: int = 1500) -> Iterator[str]:
    """Yield the texts that `generate` writes."""
    pool = _lines()
    for number in range(count):
        yield _report(pool, f"{seed}-{number}", characters)


def _lines() -> list[str]:
    """Return the paragraphs of the fixtures in simplified script that hold a whole sentence."""
    found = []
    for path in sorted(FIXTURES.glob("*.txt")):
        if ".hant" not in path.name:
            lines = path.read_text(encoding="utf-8").splitlines()
            found += [line.strip() for line in lines if "。" in line and len(line) > 40]
    return found


def _report(pool: list[str], seed: str, characters: int) -> str:
    dice = random.Random(seed)
    place = dice.choice(_FIRST) + dice.choice(_SECOND)
    year = dice.randint(2008, 2026)
    length = dice.randint(characters // 2, characters * 3 // 2)
    lines = [f"{place}市{year}年政府工作报告", "各位代表："]
    size = 0
    for heading in _NUMERALS:
        lines.append(f"{heading}、{_title(dice, year)}")
        for _ in range(dice.randint(2, 5)):
            line = _with_figures(dice, _PLACES.sub(place, dice.choice(pool)))
            lines.append("　　" + line)
            size += len(line)
        if size > length:
            break
    return "\n".join(lines) + "\n"


def _title(dice: random.Random, year: int) -> str:
    topic = dice.choice(
        ("经济运行", "产业发展", "城乡建设", "生态环境", "民生保障", "政府自身建设")
    )
    return dice.choice((f"{year - 1}年{topic}情况", f"{year}年{topic}工作安排", f"着力抓好{topic}"))


def _with_figures(dice: random.Random, line: str) -> str:
    """Return a line with other digits in its numbers, as many of them as before."""

    def other(match: re.Match[str]) -> str:
        digits = [d if d == "." else str(dice.randint(1, 9)) for d in match[0]]
        return "".join(digits)

    return _NUMBER.sub(other, line)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--count", type=int, default=1000)
    arguments.add_argument("--seed", type=int, default=0)
    arguments.add_argument("--characters", type=int, default=1500)
    given = arguments.parse_args()
    generate(given.folder, given.count, seed=given.seed, characters=given.characters)
