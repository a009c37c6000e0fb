"""The package as a user gets it: built, installed in an empty environment, the source gone.

Run by ``make test-install``: every environment is made from nothing, with downloads.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "docs"))

from blocks import find_blocks

pytestmark = pytest.mark.install

ROOT = Path(__file__).parents[2]
TUTORIALS = sorted((ROOT / "docs" / "tutorials").glob("*.md"))

CHECKS = {
    "html": "import trafilatura; gr.parse_bytes(b'<html><p>20%</p></html>', name='a.html')",
    "pdf": "import pypdfium2",
    "docx": "import docx",
    "hant": "gr.parse_text('新建學校6所，改造老舊小區136個。')",
    "data": "gr.batch('reports', 'tables', to=['parquet', 'xlsx'])",
    "plot": "import govreport_nlp.catalogue.plot, matplotlib",
    "pandas": "gr.parse_text('新建公园20个。').to_pandas()",
    "polars": "gr.parse_text('新建公园20个。').to_polars()",
    "arrow": "gr.parse_text('新建公园20个。').to_arrow()",
    "ray": "import ray, fsspec",
}
"""Extra → what works with it and nothing else."""


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist and the wheel that is built from it."""
    sdist = pytest.importorskip("hatchling.builders.sdist")
    wheel = pytest.importorskip("hatchling.builders.wheel")
    folder = tmp_path_factory.mktemp("dist")
    archive = next(iter(sdist.SdistBuilder(str(ROOT)).build(directory=str(folder))))
    unpacked = tmp_path_factory.mktemp("source")
    with tarfile.open(archive) as file:
        file.extractall(unpacked, filter="data")
    (source,) = unpacked.iterdir()
    next(iter(wheel.WheelBuilder(str(source)).build(directory=str(folder))))
    shutil.rmtree(source / "src")
    shutil.copytree(source, folder / "rest")
    return folder


class Desk:
    """An empty folder with an environment of its own.

    Args:
        folder: The folder.
        dist: Where pip finds the wheel.
    """

    def __init__(self, folder: Path, dist: Path) -> None:
        self.folder = folder
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL"))}
        path = os.pathsep.join([str(Path(sys.base_prefix, "bin")), os.environ["PATH"]])
        self._environment = {
            **kept, "PATH": path, "PIP_FIND_LINKS": str(dist), "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "PYTHONUTF8": "1",
        }  # fmt: skip

    def shell(self, script: str) -> str:
        """Run a script, stop at the first command that fails, and return what it printed."""
        done = subprocess.run(
            ["bash", "-e", "-c", script],
            cwd=self.folder,
            env=self._environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, f"{script}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def install(self, requirement: str) -> None:
        """Make the environment, with one requirement."""
        self.shell(f"python3 -m venv .venv && .venv/bin/pip install -q '{requirement}'")

    def python(self, code: str) -> str:
        """Run Python of the environment."""
        (self.folder / "code.py").write_text(code, encoding="utf-8")
        return self.shell(".venv/bin/python code.py")


@pytest.fixture
def desk(tmp_path: Path, dist: Path) -> Desk:
    return Desk(tmp_path, dist)


@pytest.mark.parametrize("page", TUTORIALS, ids=lambda page: page.stem)
def test_the_tutorial_word_for_word(page: Path, desk: Desk) -> None:
    commands: list[str] = []
    code = printed = ""
    for block in find_blocks(page.read_text(encoding="utf-8")):
        if block.file:
            (desk.folder / block.file).write_text(block.text, encoding="utf-8")
        elif block.language == "console":
            lines = block.text.splitlines()
            commands += [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]
            shown = desk.shell("\n".join(commands))
            for line in lines:
                assert line.startswith("$ ") or line.split() in map(str.split, shown.splitlines())
            commands = [command for command in commands if command.startswith(". ")]
        elif block.language == "python":
            code += block.text
            before, printed = printed, desk.python(code)
            printed_here = printed.removeprefix(before)
        elif block.language == "text":
            assert printed_here == block.text
    files = ("report.html", "indicators.csv", "tables/indicators.csv")
    assert all((desk.folder / name).stat().st_size for name in files)


@pytest.mark.parametrize("extra", CHECKS)
def test_an_extra_alone(extra: str, desk: Desk) -> None:
    desk.install(f"govreport-nlp[{extra}]")
    (desk.folder / "reports").mkdir()
    (desk.folder / "reports" / "a.txt").write_text("新建公园20个。\n", encoding="utf-8")
    desk.python(f"import govreport_nlp as gr\nif __name__ == '__main__':\n    {CHECKS[extra]}\n")


def test_without_extras_each_missing_one_is_named(desk: Desk) -> None:
    desk.install("govreport-nlp")
    desk.python(
        "import govreport_nlp as gr\n"
        "from govreport_nlp.errors import MissingExtraError\n"
        "report = gr.parse_text('新建公园20个。')\n"
        "html = b'<html><body><p>a</p></body></html>'\n"
        "calls = {'pandas': report.to_pandas, 'polars': report.to_polars,\n"
        "         'arrow': report.to_arrow, 'html': lambda: gr.parse_bytes(html, name='a.html'),\n"
        "         'pdf': lambda: gr.parse_bytes(b'%PDF-1.7 ', name='a.pdf')}\n"
        "for extra, call in calls.items():\n"
        "    try:\n"
        "        call()\n"
        "    except MissingExtraError as error:\n"
        "        assert f'govreport-nlp[{extra}]' in str(error), error\n"
        "    else:\n"
        "        raise SystemExit(f'{extra}: no error')\n"
    )


def test_the_tests_pass_on_the_wheel_with_the_source_gone(desk: Desk, dist: Path) -> None:
    desk.install("govreport-nlp[all]")
    shutil.copytree(dist / "rest", desk.folder / "rest")
    desk.shell(
        ".venv/bin/pip install -q pytest hypothesis reportlab cn2an jsonschema fsspec\n"
        "cd rest\n"
        "../.venv/bin/python -m pytest -q -x tests/unit tests/golden tests/property"
    )
