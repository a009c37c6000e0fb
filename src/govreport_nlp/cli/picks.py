"""Options that pick some of many, and how an observation is shown."""

from __future__ import annotations

import re

from govreport_nlp.catalogue import Observation
from govreport_nlp.cli.table import plain
from govreport_nlp.errors import ConfigError
from govreport_nlp.viewer.wording import ARROWS, QUALIFIER_MARKS

__all__ = ["choices", "shown", "words", "years"]

_YEARS = re.compile(r"(\d{4})(?:-(\d{4}))?")


def words(given: str) -> list[str]:
    """Return what stands between the commas, Chinese ones too."""
    return [word.strip() for word in re.split("[,，]", given) if word.strip()]


def choices(option: str, given: str, known: tuple[str, ...]) -> list[str]:
    """Return the words of an option, each one of the known ones.

    Raises:
        ConfigError: One is not.
    """
    picked = words(given)
    for word in picked:
        if word not in known:
            raise ConfigError(f"--{option}: unknown '{word}'", hint="one of " + ", ".join(known))
    return picked


def years(given: str) -> list[int]:
    """Return the years of ``2020-2022,2025``.

    Raises:
        ConfigError: A part is no year and no span of years.
    """
    found: list[int] = []
    for word in words(given):
        match = _YEARS.fullmatch(word)
        if match is None:
            raise ConfigError(f"--year: '{word}' is no year", hint="2021, 2020-2022 or 2020,2022")
        found += range(int(match[1]), int(match[2] or match[1]) + 1)
    return found


def shown(one: Observation) -> str:
    """Return an observation's number with its arrow and its qualifier's mark."""
    arrow = f"{ARROWS[one.direction]} " if one.direction else ""
    return arrow + QUALIFIER_MARKS[one.qualifier] + plain(one.text)
