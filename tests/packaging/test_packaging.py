"""What is installed: the wheel's files, the public names, and what importing costs."""

from __future__ import annotations

import configparser
import email
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from importlib import import_module
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


def test_spacy_finds_what_the_wheel_brings(wheel: zipfile.ZipFile) -> None:
    text = wheel.read(f"govreport_nlp-{govreport_nlp.__version__}.dist-info/entry_points.txt")
    points = configparser.ConfigParser()
    points.optionxform = str  # type: ignore[assignment,method-assign]
    points.read_string(text.decode())
    assert set(points["spacy_factories"]) == {
        f"govreport_{side}" for side in ("sections", "sentences", "workstreams", "indicators")
    }
    assert set(points["spacy_tokenizers"]) == {"govreport.Tokenizer.v1"}
    for group in points.sections():
        for target in points[group].values():
            module, _, name = target.partition(":")
            assert getattr(import_module(module), name) is not None


def test_the_wheel_has_licence_and_every_extra(wheel: zipfile.ZipFile) -> None:
    folder = f"govreport_nlp-{govreport_nlp.__version__}.dist-info"
    assert f"{folder}/licenses/LICENSE" in wheel.namelist()
    metadata = email.message_from_bytes(wheel.read(f"{folder}/METADATA"))
    assert metadata["License-Expression"] == "Apache-2.0"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = set(metadata.get_all("Provides-Extra", []))
    assert extras == set(project["optional-dependencies"])
    (everything,) = project["optional-dependencies"]["all"]
    assert set(re.findall(r"\w+", everything.partition("[")[2])) == extras - {"all", "bench", "ray"}


def test_version_is_the_same_everywhere() -> None:
    version = govreport_nlp.__version__
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert project["version"] == version
    assert f"\nversion: {version}\n" in citation
    assert re.search(r"^## ([\d.]+)", changelog, re.M)[1] == version  # type: ignore[index]


def test_the_sdist_has_what_it_takes_to_test(tmp_path: Path) -> None:
    hatchling = pytest.importorskip("hatchling.builders.sdist", reason="hatchling not installed")
    built = next(iter(hatchling.SdistBuilder(str(ROOT)).build(directory=str(tmp_path))))
    with tarfile.open(built) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    for name in ("src/govreport_nlp/__init__.py", "tests/conftest.py", "docs/index.md",
                 "mkdocs.yml", "tools/write_schema.py", "CHANGELOG.md", "CONTRIBUTING.md",
                 "CITATION.cff", "LICENSE", "README.md", "pyproject.toml", "Makefile",
                 "notebooks/one-report.ipynb"):  # fmt: skip
        assert name in names


def test_no_file_is_too_long() -> None:
    long = {
        path.relative_to(SOURCE).as_posix(): lines
        for path in SOURCE.rglob("*.py")
        if (lines := path.read_text(encoding="utf-8").count("\n")) > 500
    }
    assert not long
