"""The command as a process: exit codes, streams, and what bad input gets."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from govreport_nlp import Config, Parser, Report, __version__

Run = Callable[..., subprocess.CompletedProcess[bytes]]

TEXT = "　　全市新建公园20个，绿化覆盖率达到41.5%。\n"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run the command in an empty folder, where streams are not UTF-8 by themselves."""

    def run_command(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        code = "import sys; from govreport_nlp.cli.app import main; main(sys.argv[1:])"
        return subprocess.run(
            [sys.executable, "-c", code, *arguments],
            input=stdin,
            capture_output=True,
            cwd=tmp_path,
            env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
            timeout=120,
            check=False,
        )

    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    return run_command


def _errors(result: subprocess.CompletedProcess[bytes]) -> list[str]:
    """Return standard error's lines, after checking that they are an error for people."""
    lines = result.stderr.decode().splitlines()
    assert result.stdout == b""
    assert lines[0].startswith("error: ")
    assert all(line.startswith("hint: ") for line in lines[1:])
    assert len(lines) <= 2
    return lines


def test_parse_writes_json_into_a_pipe(run: Run) -> None:
    result = run("parse", "report.txt")
    assert result.returncode == 0
    assert result.stderr == b""
    report = Report.model_validate_json(result.stdout)
    assert report.text == TEXT
    assert [record.text for record in report.indicators] == ["20个", "41.5%"]


def test_parse_gives_what_the_library_gives(run: Run, tmp_path: Path) -> None:
    result = run("parse", "report.txt", "--region", "青湾市", "--report-year", "2031")
    report = Parser(Config(region="青湾市", report_year=2031)).parse(tmp_path / "report.txt")
    expected = report.model_copy(update={"source": "report.txt"})
    assert result.stdout.decode() == expected.to_json() + "\n"


def test_parse_reads_standard_input(run: Run) -> None:
    from_file = json.loads(run("parse", "report.txt").stdout)
    result = run("parse", "-", stdin=TEXT.encode("gb18030"))
    assert result.returncode == 0
    from_input = json.loads(result.stdout)
    assert from_input["indicators"] == from_file["indicators"]
    assert from_input["text"] == TEXT


def test_parse_as_a_table(run: Run) -> None:
    result = run("parse", "report.txt", "--format", "table", "--width", "100")
    assert result.returncode == 0
    printed = result.stdout.decode()
    assert "新建公园" in printed
    assert "\x1b" not in printed


def test_parse_indents(run: Run) -> None:
    lines = run("parse", "report.txt", "--indent", "2").stdout.decode().splitlines()
    assert lines[1].startswith('  "schema_version"')


def test_parse_with_a_configuration_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "my.toml").write_text('report_year = 2019\nregion = "甲县"\n', encoding="utf-8")
    result = run("parse", "report.txt", "--config", "my.toml", "--report-year", "2020")
    metadata = json.loads(result.stdout)["metadata"]
    assert (metadata["report_year"], metadata["region"]) == (2020, "甲县")


def test_version(run: Run) -> None:
    assert run("--version").stdout.decode() == f"govreport {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("parse",),
        ("parse", "report.txt", "--format", "xml"),
        ("parse", "report.txt", "--no-such-option"),
        ("parse", "report.txt", "--report-year", "20"),
        ("parse", "report.txt", "--taxonomy", "no-such-one"),
        ("parse", "report.txt", "--taxonomy", "no-such-file.toml"),
        ("parse", "report.txt", "--config", "no-such-file.toml"),
        ("parse", "no-such-file.txt"),
        ("parse", "."),
        ("batch", "no-such-folder", "-o", "out"),
        ("batch", ".", "-o", "report.txt"),
        ("batch", ".", "-o", "out", "--workers", "0"),
        ("view", ".", "-o", "page.html"),
        ("view", "report.txt", "-o", "."),
        ("explain", "report.txt", "--at", "0"),
        ("explain", "report.txt", "--at", "9999"),
        ("taxonomy", "show", "no-such-one"),
        ("taxonomy",),
        ("no-such-command",),
    ],
    ids=" ".join,
)
def test_wrong_use_leaves_with_2(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.returncode == 2
    _errors(result)


@pytest.mark.parametrize(
    "data",
    [b"", b" \n\t\n", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(200), bytes(range(256)) * 20],
    ids=["empty", "blank", "picture", "bytes"],
)
@pytest.mark.parametrize("command", ["parse", "view"])
def test_a_bad_document_leaves_with_1(run: Run, tmp_path: Path, data: bytes, command: str) -> None:
    (tmp_path / "bad.txt").write_bytes(data)
    result = run(command, "bad.txt", *(["-o", "page.html"] if command == "view" else []))
    assert result.returncode == 1
    assert "bad.txt" in _errors(result)[0]


def test_a_file_name_in_another_encoding(run: Run, tmp_path: Path) -> None:
    name = os.fsdecode(b"\xc4\xea.txt")
    try:
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such names")
    assert json.loads(run("parse", name).stdout)["source"] == r"\xc4\xea.txt"
    assert run("view", name, "-o", "page.html").returncode == 0


def test_surrogates_in_bytes_are_no_crash(run: Run) -> None:
    result = run("parse", "-", stdin=TEXT.encode() + b"\xed\xa0\x80\xed\xb0\x80" + TEXT.encode())
    assert result.returncode in (0, 1)
    assert b"Traceback" not in result.stderr


def test_a_very_long_line(run: Run) -> None:
    sentence = "各项工作稳步推进，群众生活继续改善，城乡面貌有了新的变化，"
    result = run("parse", "-", stdin=("全市新建公园20个，" * 2_000 + sentence * 20_000).encode())
    assert result.returncode == 0
    assert len(json.loads(result.stdout)["indicators"]) > 1_900


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_leaves_early_is_no_error(unbuffered: str, reports_folder: Path) -> None:
    code = "from govreport_nlp.cli.app import main; main()"
    file = next(iter(sorted(reports_folder.iterdir())))
    pipe = subprocess.Popen(
        [sys.executable, "-c", code, "parse", str(file), "--indent", "8"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
    )
    assert pipe.stdout is not None
    assert pipe.stderr is not None
    pipe.stdout.read(10)
    pipe.stdout.close()
    assert pipe.stderr.read() == b""
    pipe.stderr.close()
    assert pipe.wait() == 0


def test_explain_a_record(run: Run) -> None:
    answer = json.loads(run("explain", "report.txt", "--at", str(TEXT.index("20"))).stdout)
    assert (answer["text"], answer["line"], answer["record"]["name"]) == ("20个", 1, "新建公园")
    assert answer["rule"] == answer["record"]["rule"]


def test_explain_in_words(run: Run) -> None:
    result = run("explain", "report.txt", "--at", str(TEXT.index("20")), "--format", "table")
    assert result.returncode == 0
    assert "新建公园" in result.stdout.decode()


def test_explain_a_number_that_is_no_record(run: Run, tmp_path: Path) -> None:
    text = "2031年1月，新建公园20个。\n"
    (tmp_path / "dated.txt").write_text(text, encoding="utf-8")
    answer = json.loads(run("explain", "dated.txt", "--at", "0").stdout)
    assert answer["record"] is None
    assert answer["reason"] == "date"


def test_explain_points_to_the_nearest_numbers(run: Run) -> None:
    result = run("explain", "report.txt", "--at", "0")
    assert f"20个 at {TEXT.index('20')}" in _errors(result)[1]


def test_view_writes_a_page(run: Run, tmp_path: Path) -> None:
    result = run("view", "report.txt", "-o", "pages/page.html")
    assert (result.returncode, result.stdout) == (0, b"")
    assert "新建公园" in (tmp_path / "pages" / "page.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("format_", ["json", "table"])
def test_doctor(run: Run, format_: str) -> None:
    result = run("doctor", "--format", format_)
    assert result.returncode == 0
    assert __version__ in result.stdout.decode()


def test_taxonomies(run: Run) -> None:
    names = [row["name"] for row in json.loads(run("taxonomy", "list").stdout)]
    assert names == ["education", "government"]
    shown = json.loads(run("taxonomy", "show", "education").stdout)
    assert shown["workstream"][0]["id"] == "party"
    assert "党的领导" in run("taxonomy", "show", "education", "--format", "table").stdout.decode()


def test_taxonomy_check_finds_a_wrong_example(run: Run, tmp_path: Path) -> None:
    source = (
        'name = "mine"\ndefault = "other"\n[[workstream]]\nid = "park"\nlabel = "公园"\n'
        'strong = ["公园"]\nexamples = ["新建幼儿园两所。"]\n[[workstream]]\nid = "other"\n'
        'label = "其他"\n'
    )
    (tmp_path / "mine.toml").write_text(source, encoding="utf-8")
    result = run("taxonomy", "check", "mine.toml")
    assert result.returncode == 1
    (problem,) = json.loads(result.stdout)
    assert problem["workstream"] == "park"
    (tmp_path / "mine.toml").write_text(source.replace("幼儿园两所", "公园两个"), encoding="utf-8")
    assert run("taxonomy", "check", "mine.toml").returncode == 0


def test_no_arguments_show_the_help(run: Run) -> None:
    assert run().stdout == run("--help").stdout
    assert run().returncode == 0


def test_every_command_has_help(run: Run) -> None:
    listed = run("--help").stdout.decode()
    for command in ("parse", "batch", "view", "explain", "evaluate", "diff", "taxonomy", "doctor"):
        assert f"  {command} " in listed
        assert run(command, "--help").returncode == 0
