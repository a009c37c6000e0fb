"""What is installed: the wheel's files, the public names, and what importing costs."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import govreport_nlp

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "govreport_nlp"
HEAVY = (
    "docx", "duckdb", "jieba", "lxml", "numpy", "opencc", "openpyxl", "pandas", "pypdfium2", "ray",
    "rich", "rjieba", "spacy", "trafilatura", "typer",
)  # fmt: skip


def _modules_after(code: str) -> set[str]:
    """Return the names of the modules that a fresh interpreter has after some code."""
    script = f"{code}\nimport sys\nprint('\\n'.join(sys.modules))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def test_names_are_sorted_and_all_there() -> None:
    assert govreport_nlp.__all__ == sorted(govreport_nlp.__all__)
    for name in govreport_nlp.__all__:
        assert getattr(govreport_nlp, name) is not None


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = govreport_nlp.no_such_name


def test_import_is_light() -> None:
    loaded = _modules_after("import govreport_nlp")
    assert not loaded & {*HEAVY, "pydantic"}


def test_records_cost_little_more_than_pydantic() -> None:
    bare = _modules_after("import pydantic; pydantic.BaseModel, pydantic.ConfigDict")
    loaded = _modules_after("from govreport_nlp import Config, Report")
    assert not loaded & set(HEAVY)
    assert len(loaded) < 2 * len(bare)


@pytest.mark.parametrize("name", ["Parser", "evaluate", "parse_quantity"])
def test_the_library_is_imported_without_the_command_line(name: str) -> None:
    loaded = _modules_after(f"from govreport_nlp import {name}")
    assert not loaded & {"spacy", "typer", "rich", "pandas", "duckdb", "lxml"}
    # whatever parses sorts sentences, and that is done on arrays
    assert name != "parse_quantity" or "numpy" not in loaded


def test_imports_go_one_way() -> None:
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, built by the project's build backend without network."""
    hatchling = pytest.importorskip("hatchling.builders.wheel", reason="hatchling not installed")
    folder = tmp_path_factory.mktemp("wheel")
    built = next(iter(hatchling.WheelBuilder(str(ROOT)).build(directory=str(folder))))
    return zipfile.ZipFile(built)


def test_the_wheel_holds_every_file_of_the_package(wheel: zipfile.ZipFile) -> None:
    packed = {name for name in wheel.namelist() if name.startswith("govreport_nlp/")}
    present = {
        path.relative_to(SOURCE.parent).as_posix()
        for path in SOURCE.rglob("*")
        if path.is_file()
        and not any(p.startswith((".", "__pycache__")) for p in path.relative_to(SOURCE).parts)
    }
    assert packed == present
    assert "govreport_nlp/py.typed" in packed


def test_the_wheel_holds_nothing_else(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert tops == {"govreport_nlp", f"govreport_nlp-{govreport_nlp.__version__}.dist-info"}


def test_the_wheel_has_the_command(wheel: zipfile.ZipFile) -> None:
    entry = f"govreport_nlp-{govreport_nlp.__version__}.dist-info/entry_points.txt"
    assert "govreport = govreport_nlp.cli.app:main" in wheel.read(entry).decode()


def test_no_file_is_too_long() -> None:
    long = {
        path.relative_to(SOURCE).as_posix(): lines
        for path in SOURCE.rglob("*.py")
        if (lines := path.read_text(encoding="utf-8").count("\n")) > 500
    }
    assert not long
