"""An indicator asked for by its id or any of its names."""

from __future__ import annotations

from difflib import get_close_matches

from govreport_nlp.errors import ConfigError
from govreport_nlp.indicators.canonical import CatalogueEntry, fold_name, load_catalogue

__all__ = ["find_entry"]

_OFFERED = 5


def find_entry(query: str) -> CatalogueEntry:
    """Return the catalogue's entry for an id, a Chinese or an English name.

    Args:
        query: ``"gdp"``, ``"国内生产总值"``, ``"Gross domestic product"``.

    Returns:
        The entry.

    Raises:
        ConfigError: There is none; the hint names the nearest ones.

    Example:
        >>> find_entry("城镇新增就业人数").id
        'new-urban-jobs'
    """
    names = _names()
    found = names.get(_key(query))
    if found is not None:
        return found
    wanted = _key(query)
    near = [name for name in names if wanted and wanted in name]
    near += get_close_matches(wanted, names, n=_OFFERED * 3, cutoff=0.5)
    offered = list(dict.fromkeys(f"{names[name].id} ({names[name].zh})" for name in near))
    raise ConfigError(
        f"unknown indicator '{query}'",
        hint="nearest: " + ", ".join(offered[:_OFFERED])
        if offered
        else "give an id or a name from data/catalogue.toml",
    )


def _key(name: str) -> str:
    return fold_name(name)


def _names() -> dict[str, CatalogueEntry]:
    names: dict[str, CatalogueEntry] = {}
    for entry in load_catalogue().values():
        for name in (entry.id, entry.zh, entry.en, *entry.aliases):
            names.setdefault(_key(name), entry)
    return names
