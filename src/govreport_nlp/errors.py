"""What can go wrong, as types.

::

    GovReportError
    ├── ConfigError            a wrong option, taxonomy, lexicon or gate file
    ├── DocumentError          one document cannot be parsed
    │   ├── SourceNotFoundError      no such file, or a folder where a file was expected
    │   ├── SourceChangedError       a file that changed while it was read
    │   ├── UnsupportedFormatError   bytes that are no report text
    │   │   ├── BrokenDocumentError      a known format, but damaged
    │   │   └── EncryptedDocumentError   a password is needed
    │   ├── EncodingError            text in no encoding that can be told
    │   ├── EmptyDocumentError       no text at all
    │   └── LimitExceededError       more bytes, pages, … than the configuration allows
    ├── GoldError              gold or predicted data that breaks the format
    ├── UnitError              unknown units, or units of two dimensions
    ├── OutputError            results cannot be written: no space, no permission
    └── MissingExtraError      an optional dependency is not installed
"""

from __future__ import annotations

__all__ = [
    "BrokenDocumentError",
    "ConfigError",
    "DocumentError",
    "EmptyDocumentError",
    "EncodingError",
    "EncryptedDocumentError",
    "GoldError",
    "GovReportError",
    "LimitExceededError",
    "MissingExtraError",
    "OutputError",
    "SourceChangedError",
    "SourceNotFoundError",
    "UnitError",
    "UnsupportedFormatError",
]


class GovReportError(Exception):
    """The root of every error that the library raises on purpose.

    Attributes:
        message: What was wrong, and where.
        hint: What to do about it; may be empty.
    """

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class ConfigError(GovReportError):
    """A wrong option, taxonomy, lexicon or gate file."""


class DocumentError(GovReportError):
    """One document cannot be parsed.

    Attributes:
        stage: The stage that gave up: ``"read"``, ``"decode"`` or ``"parse"``.
    """

    stage = "parse"


class SourceNotFoundError(DocumentError):
    """There is no such file, it cannot be read, or it is a folder."""

    stage = "read"


class SourceChangedError(DocumentError):
    """The file changed while it was read."""

    stage = "read"


class UnsupportedFormatError(DocumentError):
    """The bytes are of a kind that no reader takes."""

    stage = "decode"


class BrokenDocumentError(UnsupportedFormatError):
    """The bytes are of a known format, but cut off or damaged."""


class EncryptedDocumentError(UnsupportedFormatError):
    """The document opens with a password only."""


class EncodingError(DocumentError):
    """The text is in no encoding that can be told for sure."""

    stage = "decode"


class EmptyDocumentError(DocumentError):
    """The document has no text."""

    stage = "decode"


class LimitExceededError(DocumentError):
    """The document costs more than the configuration allows: bytes, pages, nesting, cells, time."""

    stage = "read"


class GoldError(GovReportError):
    """Gold or predicted data breaks the format; names the file and the record."""


class UnitError(GovReportError):
    """A unit is unknown, or two units measure different things."""


class OutputError(GovReportError):
    """Results cannot be written: no space is left, or no permission given."""


class MissingExtraError(GovReportError):
    """An optional dependency is not installed; names the extra to install."""

    def __init__(self, extra: str, purpose: str) -> None:
        super().__init__(
            f"{purpose} needs the extra '{extra}'", hint=f"pip install 'govreport-nlp[{extra}]'"
        )
        self.extra = extra
        self._purpose = purpose

    def __reduce__(self) -> tuple[type[MissingExtraError], tuple[str, str]]:
        """Pickle what the error was made from: its message alone would not make it again."""
        return type(self), (self.extra, self._purpose)
