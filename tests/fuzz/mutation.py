"""Mutations of bytes: cut, doubled, swapped, spoilt, and joined with pieces of the genre."""

from __future__ import annotations

import copy
import io
import json
import random
import zipfile
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from seeds import STRANGE, TOKENS

__all__ = ["mutants"]

_LONGEST = 200_000


def mutants(seeds: Sequence[bytes], seed: int) -> Iterator[bytes]:
    """Yield mutants of some inputs without end, the same for the same seed.

    Args:
        seeds: Whole inputs; what is yielded has at most a few hundred thousand bytes.
        seed: Of the random numbers.
    """
    rng = random.Random(seed)
    pool = list(seeds)
    while True:
        data = rng.choice(pool)
        # a spoilt container is only refused, so mostly its parts are spoilt
        way = _mutated if rng.random() < 0.3 else _way_into(data)
        mutant = way(data, rng)
        if len(mutant) < _LONGEST and rng.random() < 0.05:
            pool.append(mutant)
            pool = pool if len(pool) < 200 else [*seeds, *pool[100:]]
        yield mutant


def _way_into(data: bytes) -> Callable[[bytes, random.Random], bytes]:
    if data.startswith(b"PK\x03\x04"):
        return _inside
    return _in_json if data[:1] in (b"{", b"[") else _mutated


def _mutated(data: bytes, rng: random.Random) -> bytes:
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        at = rng.randrange(len(data) + 1)
        size = min(len(data), rng.choice((1, 1, 2, 3, 8, 60, 500)))
        data = rng.choice(_WAYS)(data, at, size, rng)
    return data[:_LONGEST]


def _inside(data: bytes, rng: random.Random) -> bytes:
    """Spoil one part of a zip container."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            parts = {entry.filename: container.read(entry) for entry in container.infolist()}
    except Exception:
        return _mutated(data, rng)
    if not parts:
        return _mutated(data, rng)
    chosen = rng.choice(sorted(parts))
    if "word/document.xml" in parts and rng.random() < 0.5:
        chosen = "word/document.xml"
    parts[chosen] = _mutated(parts[chosen], rng)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in parts.items():
            container.writestr(name, content)
    return file.getvalue()


def _in_json(data: bytes, rng: random.Random) -> bytes:
    """Put a strange value into JSON, or into one line of JSON Lines, or take a key away."""
    lines = [data] if data.startswith((b"{\n", b"[")) else data.splitlines(keepends=True)
    at = rng.randrange(len(lines))
    try:
        value = json.loads(lines[at])
    except ValueError:
        return _mutated(data, rng)
    for _ in range(rng.choice((1, 1, 2, 5))):
        _change(value, rng)
    changed = json.dumps(value, ensure_ascii=rng.random() < 0.5)
    lines[at] = changed.encode("utf-8", "surrogatepass") + b"\n"
    return b"".join(lines)


def _change(value: Any, rng: random.Random) -> None:
    """Change one value somewhere below a list or object."""
    while isinstance(value, dict | list) and value:
        key = rng.choice(sorted(value)) if isinstance(value, dict) else rng.randrange(len(value))
        if not isinstance(value[key], dict | list) or rng.random() < 0.15:
            if rng.random() < 0.2:
                del value[key]
            else:
                value[key] = copy.deepcopy(rng.choice(STRANGE))
            return
        value = value[key]


def _cut(data: bytes, at: int, size: int, _rng: random.Random) -> bytes:
    return data[:at] + data[at + size :]


def _token(data: bytes, at: int, _size: int, rng: random.Random) -> bytes:
    return data[:at] + rng.choice(TOKENS) * rng.choice((1, 1, 1, 2, 300)) + data[at:]


def _spoil(data: bytes, at: int, size: int, rng: random.Random) -> bytes:
    return data[:at] + rng.randbytes(min(size, 4)) + data[at + min(size, 4) :]


def _repeat(data: bytes, at: int, size: int, rng: random.Random) -> bytes:
    return data[:at] + data[at : at + size] * rng.choice((2, 3, 50)) + data[at + size :]


def _move(data: bytes, at: int, size: int, rng: random.Random) -> bytes:
    piece, rest = data[at : at + size], data[:at] + data[at + size :]
    to = rng.randrange(len(rest) + 1)
    return rest[:to] + piece + rest[to:]


def _number(data: bytes, at: int, _size: int, rng: random.Random) -> bytes:
    """Change the first digit behind a place."""
    for index in range(at, min(len(data), at + 400)):
        if 0x30 <= data[index] <= 0x39:
            return (
                data[:index] + rng.choice((b"0", b"9", b"-1", b"99999999999")) + data[index + 1 :]
            )
    return data


_WAYS = (_cut, _token, _token, _spoil, _repeat, _move, _number)
