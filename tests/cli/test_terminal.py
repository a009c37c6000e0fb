"""Terminals: code pages, colours, completion; and what happens where there is none."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="no terminals on this system")

CODE = "import sys; from govreport_nlp.cli.app import main; main(sys.argv[1:])"
TEXT = "　　全市新建公园20个，绿化覆盖率达到41.5%。\n"


def _on_terminal(folder: Path, *arguments: str, **environment: str) -> bytes:
    """Run the command on a terminal and return what it shows."""
    (folder / "report.txt").write_text(TEXT, encoding="utf-8")
    parent, child = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", CODE, *arguments],
        stdin=child,
        stdout=child,
        stderr=child,
        cwd=folder,
        env={**os.environ, "TERM": "xterm-256color", **environment},
    )
    os.close(child)
    shown = b""
    try:
        while piece := os.read(parent, 65536):
            shown += piece
    except OSError:  # the other end is closed
        pass
    os.close(parent)
    assert process.wait(timeout=60) == 0, shown
    return shown


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8"])
def test_a_terminal_gets_its_own_encoding(tmp_path: Path, encoding: str) -> None:
    shown = _on_terminal(tmp_path, "parse", "report.txt", PYTHONIOENCODING=encoding)
    assert "绿化覆盖率" in shown.decode(encoding)


def test_a_terminal_without_chinese_gets_utf8(tmp_path: Path) -> None:
    shown = _on_terminal(tmp_path, "parse", "report.txt", PYTHONIOENCODING="latin-1")
    assert "绿化覆盖率" in shown.decode("utf-8")


def test_a_pipe_gets_utf8_whatever_the_code_page(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", CODE, "parse", "report.txt"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": "gbk"},
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout.decode("utf-8"))["indicators"][0]["name"] == "新建公园"


@pytest.mark.parametrize("arguments", [("parse", "report.txt"), ("taxonomy", "list"), ("doctor",)])
def test_no_color(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    coloured = b"\x1b[3"
    assert coloured not in _on_terminal(tmp_path, *arguments, NO_COLOR="1")


def test_dumb_terminal(tmp_path: Path) -> None:
    assert b"\x1b" not in _on_terminal(tmp_path, "parse", "report.txt", TERM="dumb", NO_COLOR="1")


def test_doctor_tells_of_the_terminal(tmp_path: Path) -> None:
    shown = _on_terminal(tmp_path, "doctor", NO_COLOR="1", PYTHONIOENCODING="gbk").decode("gbk")
    assert "off: NO_COLOR" in shown
    assert "gbk" in shown
    assert "govreport_indicators" in shown


@pytest.mark.parametrize(
    ("shell", "mark"),
    [
        ("bash", "complete -o"),
        ("zsh", "#compdef govreport"),
        ("fish", "complete --command govreport"),
        ("powershell", "Register-ArgumentCompleter"),
    ],
)
def test_completion_for_each_shell(shell: str, mark: str) -> None:
    # else the shell above this process is detected, if there is one, and the named one ignored
    environment = {**os.environ, "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    show = [sys.executable, "-c", CODE, "--show-completion", shell]
    done = subprocess.run(show, env=environment, capture_output=True, encoding="utf-8", check=True)
    assert mark in done.stdout


def test_completion_completes() -> None:
    environment = {
        **os.environ,
        "_GOVREPORT_COMPLETE": "complete_bash",
        "COMP_WORDS": "govreport eval",
        "COMP_CWORD": "1",
    }
    command = [sys.executable, "-c", CODE]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["evaluate"]
