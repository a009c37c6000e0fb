"""``govreport doctor``."""

from __future__ import annotations

import os
import platform
import re
import sys
from importlib import metadata
from typing import Any

from govreport_nlp import __version__
from govreport_nlp.cli.options import FormatOption, IndentOption
from govreport_nlp.cli.streams import wants_table, write_json, write_line
from govreport_nlp.config import Config
from govreport_nlp.errors import GovReportError
from govreport_nlp.words import get_segmenter

__all__ = ["doctor_command"]

_SAMPLE = "新建义务教育学校十九所"


def doctor_command(format_: FormatOption = None, indent: IndentOption = None) -> None:
    """Show versions, segmenters, dictionaries and extras in use."""
    facts = _facts()
    if not wants_table(format_):
        write_json(facts, indent)
        return
    for group, entries in facts.items():
        write_line(group)
        for name, value in entries.items():
            write_line(f"  {name:<22} {value}")


def _facts() -> dict[str, dict[str, Any]]:
    core, extras = _requirements()
    return {
        "versions": {
            "govreport-nlp": __version__,
            "python": platform.python_version(),
            "platform": platform.platform(),
            **{name: _version(name) or "not installed" for name in core},
        },
        "segmenters": {name: _segmented(name) for name in ("rjieba", "jieba", "char")},
        "configuration": {**Config().model_dump(mode="json"), "digest": Config().digest()},
        "terminal": _terminal(),
        "spacy": {point.name: point.group for point in _spacy_names()},
        "extras": {name: _extra_state(name, needed) for name, needed in extras.items()},
    }


def _terminal() -> dict[str, Any]:
    """Return what decides how results look: where they go, in which encoding, how coloured."""
    out = sys.stdout
    return {
        "output": "terminal" if out.isatty() else "pipe or file",
        "encoding": getattr(out, "encoding", None) or "none",
        "file names": sys.getfilesystemencoding(),
        "colours": "off: NO_COLOR" if os.environ.get("NO_COLOR") else "on a terminal",
    }


def _spacy_names() -> list[metadata.EntryPoint]:
    """Return the names by which spaCy finds what the library brings."""
    found = metadata.distribution("govreport-nlp").entry_points
    return [point for point in found if point.group in ("spacy_factories", "spacy_tokenizers")]


def _requirements() -> tuple[list[str], dict[str, list[str]]]:
    """Return what the installed package requires: always, and by extra."""
    core: list[str] = []
    extras: dict[str, list[str]] = {}
    for line in metadata.requires("govreport-nlp") or []:
        name = re.split(r"[^\w.-]", line, maxsplit=1)[0]
        extra = re.search(r"extra == ['\"]([\w-]+)", line)
        if extra:
            extras.setdefault(extra[1], []).append(name)
        else:
            core.append(name)
    return core, extras


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _extra_state(extra: str, needed: list[str]) -> str:
    if all(_version(name) for name in needed):
        return ", ".join(f"{name} {_version(name)}" for name in needed)
    return f"not installed: pip install 'govreport-nlp[{extra}]'"


def _segmented(name: str) -> str:
    """Segment a sample, so that a broken segmenter shows."""
    try:
        config = Config.model_validate({"segmenter": name})
        return " / ".join(get_segmenter(config).segment(_SAMPLE))
    except (GovReportError, ImportError) as error:
        return f"does not work: {error}"
