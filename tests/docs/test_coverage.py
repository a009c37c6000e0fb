"""Everything public is in the documentation, in both languages where there are two."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest
import yaml

import govreport_nlp as gr
from govreport_nlp import errors
from govreport_nlp.cli.app import app

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
SOURCE = ROOT / "src" / "govreport_nlp"


def _read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_every_public_name_is_in_the_api_page() -> None:
    named = set(re.findall(r"[\w]+", _read("reference/api.md")))
    # of these modules all members are shown
    assert set(gr.__all__) - named - set(errors.__all__) == set()
    assert "::: govreport_nlp.errors" in _read("reference/api.md")


def _sections(page: str) -> dict[str, set[str]]:
    """Return the options that each section of a page of commands names."""
    parts = re.split(r"^## ", page, flags=re.M)[1:]
    return {part.split("\n")[0]: set(re.findall(r"`(--[a-z-]+)`", part)) for part in parts}


def test_commands_are_the_same_in_both_languages() -> None:
    english = _sections(_read("reference/commands.md"))
    chinese = _sections(_read("reference/commands.zh.md"))
    assert chinese == english


def test_every_command_has_a_section() -> None:
    groups = {group.name for group in app.registered_groups}
    commands = {command.name for command in app.registered_commands} | groups
    named = {heading.split()[1] for heading in _sections(_read("reference/commands.zh.md"))}
    assert commands == named


def test_every_data_file_is_described() -> None:
    data = resources.files("govreport_nlp") / "data"
    with resources.as_file(data) as folder:
        files = {path.relative_to(folder).as_posix() for path in folder.rglob("*.*")}
    named = set(re.findall(r"^\| `([^`]+)`", _read("reference/data-files.md"), re.M))
    apart = ("schema/", "__pycache__/", "taxonomies/__pycache__/")
    assert {name for name in files if not name.startswith(apart)} | {"schema/"} == named


def test_every_error_and_issue_is_described() -> None:
    page = _read("reference/issues-and-errors.md")
    assert set(errors.__all__) - {"GovReportError"} <= set(re.findall(r"^\| `(\w+)`", page, re.M))
    codes: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        for line in re.findall(r"^ *code ?=.*", path.read_text(encoding="utf-8"), re.M):
            codes |= set(re.findall(r'"([a-z]+-[a-z-]+)"', line))
    assert codes == set(re.findall(r"^\| `([a-z]+(?:-[a-z]+)+)` \|.*·", page, re.M))


def _nav_pages(nav: list[object]) -> set[str]:
    pages: set[str] = set()
    for entry in nav:
        (value,) = entry.values() if isinstance(entry, dict) else (entry,)
        pages |= _nav_pages(value) if isinstance(value, list) else {str(value)}
    return pages


def test_every_page_is_in_the_navigation() -> None:
    nav = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    assert _nav_pages(nav) == {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")}


@pytest.mark.parametrize("name", ["index", "tutorials/first-table", "reference/schema"])
def test_twins_have_the_same_shape(name: str) -> None:
    chinese = "schema.zh.md" if name.endswith("schema") else None
    pages = (
        [_read(f"{name}.md"), _read(f"reference/{chinese}")]
        if chinese
        else [_read(f"{name}.md"), _read(f"{name}.en.md")]
    )
    if name == "index":  # the English one leads to the pages that there are in English
        shapes = [re.findall(r"^```\w+", page, re.M) for page in pages]
    else:
        shapes = [re.findall(r"^#+ |^\| `\w+`", page, re.M) for page in pages]
    assert shapes[0] == shapes[1]


def test_links_lead_somewhere() -> None:
    for path in DOCS.rglob("*.md"):
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", path.read_text("utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    pytest.importorskip("zensical")
    pytest.importorskip("mkdocstrings")
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    shutil.copytree(DOCS, tmp_path / "docs")
    settings = settings.replace("[src]", f"[{ROOT / 'src'}]")
    settings = settings.replace("[tools/", f"[{ROOT}/tools/")
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    build = [sys.executable, "-m", "zensical", "build", "--strict"]
    done = subprocess.run(build, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "parse_many" in (tmp_path / "site/reference/api/index.html").read_text("utf-8")
