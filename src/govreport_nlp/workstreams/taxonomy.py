"""Taxonomies: the workstreams that sentences are sorted into, read from TOML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationError

from govreport_nlp.datafiles import DATA, read_table
from govreport_nlp.errors import ConfigError
from govreport_nlp.records import Metadata
from govreport_nlp.words import by_table

__all__ = [
    "Mapping",
    "Taxonomy",
    "Workstream",
    "available_taxonomies",
    "choose_taxonomy",
    "load_taxonomy",
]

MAX_TERM_LENGTH = 24
"""Longest term in characters; what is longer is a sentence and will not be met again."""

_BUILT_IN = DATA / "taxonomies"

_EDUCATION = re.compile("教育(?:局|厅|部|委员会|体育局|和体育局|工委|工作|系统)|教委|教体局")
"""Bodies of education, and what their reports are called."""

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]
Phrases = tuple[str, ...]


class Mapping(BaseModel):
    """Where a workstream stands in a scheme that others code by, as SKOS has it.

    Attributes:
        exact: Codes of the classes that mean the same.
        close: Codes of the classes that most of it falls into; an approximation.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    exact: Phrases = ()
    close: Phrases = ()


class Workstream(BaseModel):
    """One field of government work and the words that tell it.

    Attributes:
        id: Short name in ASCII, unique in the taxonomy.
        label: Name in Chinese.
        label_en: Name in English.
        description: What it holds.
        parent: The wider workstream that it is part of, or null: an id of this taxonomy, or
            ``taxonomy/id`` for one of a built-in taxonomy.
        mappings: By scheme, the codes that it has there; where left out, those of its parent.
        strong: Terms that nearly settle the matter by themselves.
        usual: Terms that speak for it.
        weak: Terms that tip the scale where nothing else speaks.
        headings: Phrases that name it in a heading.
        against: Phrases that hold one of its terms but speak of something else.
        examples: Sentences that must get it.
        counter_examples: Sentences that must not.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Id
    label: str
    label_en: str = ""
    description: str = ""
    parent: str | None = None
    mappings: dict[str, Mapping] = {}
    strong: Phrases = ()
    usual: Phrases = ()
    weak: Phrases = ()
    headings: Phrases = ()
    against: Phrases = ()
    examples: Phrases = ()
    counter_examples: Phrases = ()

    def terms(self) -> Iterator[str]:
        """Yield the terms of all weights."""
        yield from self.strong
        yield from self.usual
        yield from self.weak


class Taxonomy(BaseModel):
    """A set of workstreams.

    Attributes:
        name: Name, as in ``Config.taxonomy``.
        title: Title in Chinese.
        description: What kind of reports it is for.
        default: Id of the workstream of sentences that nothing speaks for.
        schemes: Schemes that workstreams are mapped to: id, and what it is.
        model: File of a trained model, beside the taxonomy's own file; empty for none.
        workstreams: The workstreams, ``[[workstream]]`` in TOML.

    Example:
        >>> load_taxonomy("education").ids[:3]
        ('party', 'moral', 'basic')
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    title: str = ""
    description: str = ""
    default: str
    schemes: dict[str, str] = {}
    model: str = ""
    workstreams: Annotated[tuple[Workstream, ...], Field(alias="workstream", min_length=1)]

    _folder: Path = PrivateAttr(default=Path())

    @property
    def model_path(self) -> Path | None:
        """Where the model's file is, or None."""
        return self._folder / self.model if self.model else None

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids in the order of the file."""
        return tuple(workstream.id for workstream in self.workstreams)

    def __getitem__(self, id_: str) -> Workstream:
        for workstream in self.workstreams:
            if workstream.id == id_:
                return workstream
        raise KeyError(id_)

    def path(self, id_: str) -> tuple[str, ...]:
        """Return the ids from the widest workstream down to this one.

        Raises:
            KeyError: There is no such workstream.

        Example:
            >>> load_taxonomy("education").path("basic")
            ('government/education', 'basic')
        """
        parent = self[id_].parent
        if parent is None:
            return (id_,)
        if "/" in parent:
            return (parent, id_)
        return (*self.path(parent), id_)

    def mapping(self, id_: str, scheme: str) -> Mapping:
        """Return where a workstream stands in a scheme, by itself or as part of its parent.

        Args:
            id_: The workstream.
            scheme: Id of the scheme, one of ``schemes``.

        Returns:
            The codes; none where it is not mapped.

        Raises:
            KeyError: There is no such workstream.

        Example:
            >>> load_taxonomy("government").mapping("health", "cap").exact
            ('3',)
        """
        stream = self[id_]
        if scheme in stream.mappings:
            return stream.mappings[scheme]
        if stream.parent is None:
            return Mapping()
        taxonomy, _, parent = stream.parent.rpartition("/")
        wider = load_taxonomy(taxonomy) if taxonomy else self
        return wider.mapping(parent, scheme)


def available_taxonomies() -> tuple[str, ...]:
    """Return the names of the built-in taxonomies, sorted."""
    return tuple(sorted(path.stem for path in _BUILT_IN.glob("*.toml")))


@lru_cache(maxsize=16)
def _built_in(name: str) -> Taxonomy:
    """Load a taxonomy that comes with the library; the tests see to it that it has no problems."""
    taxonomy = Taxonomy.model_validate(read_table(f"taxonomies/{name}.toml"))
    taxonomy._folder = _BUILT_IN
    return taxonomy


def load_taxonomy(name_or_path: str) -> Taxonomy:
    """Load a built-in taxonomy by name, or one's own from a TOML file.

    Args:
        name_or_path: A name of ``available_taxonomies()``, or a path (it has a ``/`` or ends in
            ``.toml``).

    Returns:
        The taxonomy.

    Raises:
        ConfigError: No such taxonomy or file, or the file breaks the format; names file and line.
    """
    path = file_of(name_or_path)
    return _read(path, name_or_path) if path == Path(name_or_path) else _built_in(name_or_path)


def file_of(name_or_path: str) -> Path:
    """Return where a taxonomy stands, by its name or path as `load_taxonomy` takes it.

    Raises:
        ConfigError: There is no built-in taxonomy of this name.
    """
    if "/" in name_or_path or name_or_path.endswith(".toml"):
        return Path(name_or_path)
    if name_or_path not in available_taxonomies():
        raise ConfigError(
            f"no taxonomy named {name_or_path!r}",
            hint=f"built in: {', '.join(available_taxonomies())}; "
            "a file of your own: give its path with .toml",
        )
    return _BUILT_IN / f"{name_or_path}.toml"


def _read(path: Path, source: str) -> Taxonomy:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"cannot read taxonomy {source}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{source}: no UTF-8: {error}", hint="save it as UTF-8") from error
    taxonomy = _parse(text, source)
    taxonomy._folder = path.parent
    return taxonomy


def choose_taxonomy(metadata: Metadata) -> str:
    """Return the taxonomy that fits a document, for ``Config.taxonomy == "auto"``.

    Args:
        metadata: What is known about the document.

    Returns:
        ``"education"`` for departments of education, else ``"government"``.
    """
    if metadata.level not in (None, "department"):
        return "government"
    where = by_table(f"{metadata.publisher or ''} {metadata.title or ''}")
    return "education" if _EDUCATION.search(where) else "government"


def _parse(text: str, source: str) -> Taxonomy:
    """Read and check a taxonomy; every ConfigError names the source and, where known, the line."""
    import tomllib  # noqa: PLC0415  what comes with the library needs no parser

    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # numbers or nesting without end too
        raise ConfigError(f"{source}: no TOML: {error}", hint="mend the line it names") from error
    try:
        taxonomy = Taxonomy.model_validate(data)
    except ValidationError as error:
        raise _shape_error(error, text, source) from error
    for index, needle, message, hint in _problems(taxonomy):
        raise ConfigError(f"{source}:{line_of(text, index, needle)}: {message}", hint=hint)
    return taxonomy


def _shape_error(error: ValidationError, text: str, source: str) -> ConfigError:
    # An unknown key tells more than the missing one it was meant for.
    first = min(error.errors(), key=lambda each: each["type"] != "extra_forbidden")
    loc: tuple[Any, ...] = first["loc"]
    numbers = [part for part in loc if isinstance(part, int)]
    names = [part for part in loc if isinstance(part, str) and part != "workstream"]
    inside = loc[0] == "workstream" and bool(numbers)
    line = line_of(text, numbers[0] if inside else None, names[0] if names else "workstream")
    model = Workstream if inside else Taxonomy
    known = ", ".join(field.alias or name for name, field in model.model_fields.items())
    return ConfigError(
        f"{source}:{line}: {'.'.join(map(str, loc))}: {first['msg']}", hint=f"known keys: {known}"
    )


def line_of(text: str, index: int | None, needle: str) -> int:
    """Return the line of a word in a workstream's table.

    Args:
        text: The whole TOML.
        index: Number of the table from 0, or None for what stands above the first.
        needle: The word; its last place counts, of a term that stands twice the second.

    Returns:
        The line, from 1; that of the table where the word is not found.
    """
    start = 0
    for _ in range(-1 if index is None else index + 1):
        start = text.find("[[workstream]]", start) + 1
    stop = text.find("[[workstream]]", start)
    at = text.rfind(needle, start, len(text) if stop < 0 else stop)
    return text.count("\n", 0, start if at < 0 else at) + 1


def _problems(taxonomy: Taxonomy) -> Iterator[tuple[int | None, str, str, str]]:
    """Yield what the shape alone does not show: workstream, word, message, way out."""
    ids = taxonomy.ids
    for index, workstream in enumerate(taxonomy.workstreams):
        if workstream.id in ids[:index]:
            yield index, workstream.id, f"id {workstream.id!r} stands twice", "rename one"
        if workstream.parent is not None:
            message = _parent_problem(taxonomy, workstream)
            if message:
                yield index, "parent", message, "name a wider workstream, or leave parent out"
        for scheme in workstream.mappings:
            if scheme not in taxonomy.schemes:
                known = ", ".join(taxonomy.schemes) or "none"
                yield index, scheme, f"scheme {scheme!r} is not in schemes", f"there: {known}"
        for needle, message, hint in _term_problems(workstream):
            yield index, needle, f"{workstream.id}: {message}", hint
        if (
            taxonomy.default in ids
            and workstream.id != taxonomy.default
            and not any((*workstream.terms(), *workstream.headings))
        ):
            yield index, workstream.id, f"{workstream.id} has no terms", "add strong or usual terms"
    if taxonomy.default not in ids:
        yield None, "default", f"default {taxonomy.default!r} is no id", f"one of {', '.join(ids)}"


def _parent_problem(taxonomy: Taxonomy, workstream: Workstream) -> str:
    parents = {each.id: each.parent for each in taxonomy.workstreams}
    seen = [workstream.id]
    while (parent := parents[seen[-1]]) is not None:
        if "/" in parent:
            return _foreign_parent_problem(parent)
        if parent not in parents:
            return f"parent {parent!r} is no id"
        if parent in seen:
            return f"parents go round: {' > '.join([*seen, parent])}"
        seen.append(parent)
    return ""


def _foreign_parent_problem(parent: str) -> str:
    name, _, id_ = parent.partition("/")
    if name not in available_taxonomies():
        return f"parent {parent!r}: no built-in taxonomy {name!r}"
    return "" if id_ in load_taxonomy(name).ids else f"parent {parent!r}: no such id there"


def _term_problems(workstream: Workstream) -> Iterator[tuple[str, str, str]]:
    seen: set[str] = set()
    for term in (*workstream.terms(), *workstream.against):
        if term in seen:
            yield f'"{term}"', f"term {_short(term)} stands twice", "keep it in one list"
        seen.add(term)
    for term in (*workstream.terms(), *workstream.against, *workstream.headings):
        if not term or term != term.strip():
            yield (
                f'"{term}"',
                f"term {_short(term)} is empty or has white space around it",
                "trim it",
            )
        if len(term) > MAX_TERM_LENGTH:
            message = f"term {_short(term)} has {len(term)} characters, over {MAX_TERM_LENGTH}"
            yield f'"{term}"', message, "cut it: what is longer will not be met again"


def _short(term: str) -> str:
    return repr(term if len(term) <= MAX_TERM_LENGTH else term[:MAX_TERM_LENGTH] + "…")
