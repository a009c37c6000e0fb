"""The page on one's own taxonomy does what it says."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "how-to" / "own-taxonomy.md").read_text(encoding="utf-8")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (taxonomy,) = re.findall(r"```toml\n(.*?)```", PAGE, re.S)
    (tmp_path / "audience.toml").write_text(taxonomy, encoding="utf-8")
    reports = Path("tests", "fixtures", "reports")
    shutil.copytree(ROOT / reports, tmp_path / reports)
    return tmp_path


def run(folder: Path, *arguments: str) -> str:
    result = subprocess.run(
        [sys.executable, "-X", "utf8", *arguments],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return result.stdout + result.stderr


def test_code_prints_what_the_page_shows(checkout: Path) -> None:
    examples = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", PAGE, re.S)
    assert len(examples) == 2
    printed = run(checkout, "-c", "\n".join(code for code, _ in examples))
    assert printed == "".join(shown for _, shown in examples)


def test_command_prints_what_the_page_shows(checkout: Path) -> None:
    ((command, shown),) = re.findall(r"```console\n\$ govreport (.*?)\n(.*?)```", PAGE, re.S)
    code = "from govreport_nlp.cli.app import main; main()"
    assert run(checkout, "-c", code, *command.split()) == shown


def test_it_has_six_labels(checkout: Path) -> None:
    assert PAGE.count("[[workstream]]") == 6
