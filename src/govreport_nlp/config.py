"""What a parser is built from: one frozen configuration with a digest."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from govreport_nlp.datafiles import DATA
from govreport_nlp.errors import ConfigError

__all__ = ["Config", "Limits"]


class Limits(BaseModel):
    """Bounds on what one document may cost.

    Attributes:
        max_bytes: The largest file that is read, in bytes; a zip container may not unpack to more.
        max_pages: The most pages of a PDF.
        max_nesting: How deep the elements of a web page or Word file may be nested.
        max_cells: The most table cells of one document.
        max_seconds: How long the reading of one file may take, in seconds.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_bytes: int = Field(default=200_000_000, gt=0)
    max_pages: int = Field(default=3_000, gt=0)
    max_nesting: int = Field(default=500, gt=0, le=2_000)
    max_cells: int = Field(default=1_000_000, gt=0)
    max_seconds: float = Field(default=120.0, gt=0)


class Config(BaseModel):
    """Everything that determines what a parser returns, beside the document itself.

    Attributes:
        taxonomy: Name of a built-in taxonomy (``"government"``, ``"education"``), a path to a
            taxonomy in TOML, or ``"auto"``: ``education`` for reports of departments of
            education, else ``government``.
        segmenter: The word segmenter: ``"rjieba"`` (fast), ``"jieba"`` (reference) or ``"char"``.
        hmm: Whether the segmenter guesses words that its dictionary lacks.
        lexicon: Path to a user dictionary in jieba's format, added to the built-in one.
        report_year: The year the report belongs to, where its text does not say.
        region: The region the report is about, where its text does not say.
        limits: Bounds on what one document may cost.

    Example:
        >>> Config(taxonomy="education").taxonomy
        'education'
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    taxonomy: str = "auto"
    segmenter: Literal["rjieba", "jieba", "char"] = "rjieba"
    hmm: bool = False
    lexicon: str | None = None
    report_year: int | None = Field(default=None, ge=1900, le=2200)
    region: str | None = None
    limits: Limits = Limits()

    @classmethod
    def load(cls, path: str | Path) -> Config:
        """Read a configuration from a TOML file.

        Args:
            path: The file; its top-level keys are the fields of this class.

        Returns:
            The configuration.

        Raises:
            ConfigError: The file is missing, is no TOML, or holds an unknown key or wrong value.
        """
        import tomllib  # noqa: PLC0415  most runs have no such file

        try:
            data = tomllib.loads(Path(path).read_text(encoding="utf-8"))
            return cls.model_validate(data)
        except OSError as error:
            raise ConfigError(f"cannot read configuration {path}: {error.strerror}") from error
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            known = ", ".join(cls.model_fields)
            raise ConfigError(
                f"{path}: {where}: {first['msg']}", hint=f"known keys: {known}"
            ) from error
        except (ValueError, RecursionError) as error:  # no TOML, numbers or nesting without end
            raise ConfigError(f"{path} is no TOML in UTF-8: {error}") from error

    def digest(self) -> str:
        """Return a digest of the options, of the files they name, and of the library's own data.

        Two parsers with equal digests give equal reports for equal bytes.

        Returns:
            Sixteen hexadecimal digits.

        Raises:
            ConfigError: A file that the configuration names cannot be read.
        """
        sha = hashlib.sha256(json.dumps(self.model_dump(), sort_keys=True).encode())
        for name in (self.taxonomy, self.lexicon):
            if name and ("/" in name or name.endswith((".toml", ".txt"))):
                try:
                    sha.update(Path(name).read_bytes())
                except OSError as error:
                    raise ConfigError(f"cannot read {name}: {error.strerror}") from error
        sha.update(_library_digest().encode())
        return sha.hexdigest()[:16]


def _library_digest() -> str:
    """Digest of the data files that come with the library, and of its version."""
    from govreport_nlp import __version__  # noqa: PLC0415  the package imports this module

    sha = hashlib.sha256(__version__.encode())
    # what reads traditional script is part of what the library knows
    sha.update(_version_of("opencc").encode())
    files = {path.relative_to(DATA).as_posix(): path for path in DATA.rglob("*") if path.is_file()}
    for name in sorted(files):
        if "__pycache__" not in name:
            sha.update(name.encode())
            sha.update(files[name].read_bytes())
    return sha.hexdigest()


def _version_of(package: str) -> str:
    """Return the version of an installed package, empty where there is none.

    ``importlib.metadata`` tells the same, and takes as long as many a report.
    """
    found = (info for folder in sys.path for info in Path(folder).glob(f"{package}-*.dist-info"))
    return next((info.stem.split("-")[1] for info in found), "")
