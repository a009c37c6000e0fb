"""What the documentation says is so: examples run, commands and options are all described."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.zh-CN.md")
COMMANDS = (
    "parse", "batch", "view", "series", "track", "explain", "evaluate", "diff", "doctor",
    "train-workstreams",
)  # fmt: skip


def _run(*arguments: str) -> str:
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    ).stdout


def _govreport(*arguments: str) -> str:
    return _run("-c", "from govreport_nlp.cli.app import main; main()", *arguments)


@pytest.mark.parametrize("name", READMES)
def test_python_examples(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    examples = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", text, re.S)
    assert len(examples) == 2
    code = "\n".join(code for code, _ in examples)
    assert _run("-X", "utf8", "-c", code) == "".join(expected for _, expected in examples)


@pytest.mark.parametrize("name", READMES)
def test_command_examples(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    examples = re.findall(r"```console\n\$ govreport (.*?)\n(.*?)```", text, re.S)
    assert examples
    for command, expected in examples:
        printed = [line.split() for line in _govreport(*shlex.split(command)).splitlines()]
        for line in filter(None, map(str.split, expected.splitlines())):
            # a row may stand under a section's title, which the example leaves out
            assert any(found[-len(line) :] == line for found in printed), line


@pytest.mark.parametrize("name", READMES)
def test_links_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (ROOT / target).exists(), target


def test_both_readmes_have_the_same_shape() -> None:
    shapes = [
        re.findall(r"^(#+ |```\w*$)", (ROOT / name).read_text(encoding="utf-8"), re.M)
        for name in READMES
    ]
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_described(command: str) -> None:
    reference = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    section = re.search(rf"^## govreport {command}\b.*?(?=^## |\Z)", reference, re.M | re.S)
    assert section is not None
    options = set(re.findall(r"--[a-z][a-z-]+", _govreport(command, "--help"))) - {"--help"}
    described = set(re.findall(r"`(--[a-z][a-z-]+)`", section[0]))
    assert options == described


def test_every_command_is_described() -> None:
    listed = _govreport("--help").partition("Commands:")[2]
    names = set(re.findall(r"^  ([a-z][a-z-]*) ", listed, re.M))
    assert names == {*COMMANDS, "annotate", "taxonomy"}
