"""Pieces that both pages are put together from: strings, safe data blocks, the policy."""

from __future__ import annotations

import base64
import hashlib
import json
import tomllib
from collections.abc import Iterable
from functools import cache
from html import escape
from importlib import resources
from importlib.resources.abc import Traversable
from string import Template
from typing import Any

__all__ = ["bar", "fill", "options", "strings", "translated"]

_ASSETS = resources.files("govreport_nlp.viewer") / "assets"


@cache
def strings() -> dict[str, dict[str, str]]:
    """Return the interface's words: ``group.key`` → language → words."""
    source = resources.files("govreport_nlp.viewer") / "strings.toml"
    groups = tomllib.loads(source.read_text(encoding="utf-8"))
    return {f"{group}.{key}": both for group, keys in groups.items() for key, both in keys.items()}


def translated(key: str, fallback: str = "") -> str:
    """Return an element whose words follow the page's language.

    Args:
        key: ``group.key``.
        fallback: What is shown in both languages where there is no such key.
    """
    both = strings().get(key)
    if both is None:
        return escape(fallback)
    return f'<span data-t="{key}">{escape(both["en"])}</span>'


def options(values: Iterable[str], group: str = "") -> str:
    """Return the choices of a select, each value once, in order.

    Args:
        values: The values.
        group: The group of the interface's words that names them; their own text without one.
    """
    return "".join(
        f'<option value="{escape(value)}"'
        + (f' data-t="{group}.{escape(value)}"' if group else "")
        + f">{escape(value) or '—'}</option>"
        for value in sorted(set(values))
    )


def bar(share: float) -> str:
    """Return a bar for a share from 0 to 1, as an inline picture that needs no style."""
    width = round(100 * min(max(share, 0), 1), 2)
    return (
        '<svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect width="{width}" height="4"/></svg>'
    )


def fill(
    template: str,
    *,
    title: str,
    data: dict[str, Any],
    assets: Traversable = _ASSETS,
    images: bool = False,
    **parts: str,
) -> str:
    """Fill a template: one page with style, script and data inside, which loads nothing.

    The policy allows this style and this script by their digests and nothing else, so markup
    in a report that got past the escaping could still not run.

    Args:
        template: Name of the HTML file; the style and script of the same name are taken too.
        title: The page's title, unescaped.
        data: What the script reads; ``strings`` in it replaces the interface's words.
        assets: The folder with the template, its style and its script.
        images: Whether the page may show pictures that it holds itself.
        **parts: HTML for the template's places.
    """
    style = (
        _asset(_ASSETS, "base.css")
        + _asset(_ASSETS, "hues.css")
        + _asset(assets, f"{template}.css")
    )
    script = f"'use strict';\n{_asset(_ASSETS, 'base.js')}{_asset(assets, f'{template}.js')}"
    policy = (
        f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; "
        f"{'img-src data:; ' if images else ''}base-uri 'none'; form-action 'none'"
    )
    return Template(_asset(assets, f"{template}.html")).substitute(
        parts,
        policy=policy,
        title=escape(title),
        style=style,
        script=script,
        data=_json_block({"strings": strings(), **data}),
    )


def _asset(folder: Traversable, name: str) -> str:
    return (folder / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _json_block(data: dict[str, Any]) -> str:
    """Return JSON that cannot end the script element it stands in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=str)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
