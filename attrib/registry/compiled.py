"""An index as bytes: written once, read whole, each value decoded when it is asked for.

The bytes are a digest of all that follows; the key that says what they were made
from; a header; and the tables of the index. A table is its keys' hashes in order, where
each row ends, and the rows, which are JSON: nothing in such a file can run.
"""

from __future__ import annotations

import json
import sys
from array import array
from bisect import bisect_left
from collections.abc import Callable, Mapping
from hashlib import blake2b, sha256
from typing import Any, Generic, TypeVar

from .index import Index, Known

# To be raised whenever an older file would be read wrongly, or would answer otherwise:
# a change of the layout, of `Index`, of `Source`, or of the normal form of names.
FORMAT = 2
_MAGIC = b"attrib registry\n"
_DIGEST = 32
_LENGTH = 4

_Value = TypeVar("_Value")
_KNOWN = ("known", "turned")
_TABLES = ("records", "ids", "known", "turned", "filed", "halves", "described", "issued")


class Table(Generic[_Value]):
    """A mapping inside bytes."""

    def __init__(
        self, hashes: bytes, ends: bytes, rows: bytes, make: Callable[[Any], _Value] | None = None
    ) -> None:
        self._hashes = _numbers("Q", hashes)
        self._ends = _numbers("I", ends)
        self._rows = rows
        self._make = make

    def get(self, key: str, /) -> _Value | None:
        """The value of a key; None if the table has none."""
        wanted = _hash(key)
        at = bisect_left(self._hashes, wanted)
        while at < len(self._hashes) and self._hashes[at] == wanted:
            start = self._ends[at - 1] if at else 0
            found, value = json.loads(self._rows[start : self._ends[at]])
            if found == key:
                return self._make(value) if self._make is not None else value
            at += 1
        return None


def dump(index: Index, key: bytes) -> bytes:
    """An index of dictionaries as bytes; `key` says what it was made from."""
    parts: list[bytes] = []
    for name in _TABLES:
        values = getattr(index, name)
        if name in _KNOWN:
            values = {key: _packed(known) for key, known in values.items()}
        parts.extend(_table(values))
    header = _json(
        [index.count, index.publication, index.self_names, index.texted, list(map(len, parts))]
    )
    body = b"".join([key, len(header).to_bytes(_LENGTH, "little"), header, *parts])
    return _MAGIC + _digest(body) + body


def parse(data: bytes, key: bytes) -> Index | None:
    """The index in bytes that `dump` made; None if they are damaged or anything else."""
    start = len(_MAGIC) + _DIGEST
    body = memoryview(data)[start:]
    if not data.startswith(_MAGIC + _digest(body)) or body[: len(key)] != key:
        return None
    at = len(key) + _LENGTH
    length = int.from_bytes(body[len(key) : at], "little")
    count, publication, self_names, texted, sizes = json.loads(bytes(body[at : at + length]))
    at += length
    parts: list[bytes] = []
    for size in sizes:
        parts.append(bytes(body[at : at + size]))
        at += size
    tables: dict[str, Any] = {}
    for number, name in enumerate(_TABLES):
        hashes, ends, rows = parts[3 * number : 3 * number + 3]
        tables[name] = Table(hashes, ends, rows, _known if name in _KNOWN else None)
    return Index(count, publication, tuple(self_names), **tables, texted=tuple(texted))


def _packed(known: Known) -> list[int]:
    number, *flags = known
    return [number, sum(flag << place for place, flag in enumerate(flags))]


def _known(packed: list[int]) -> Known:
    number, flags = packed
    return Known(number, *(bool(flags >> place & 1) for place in range(len(Known._fields) - 1)))


def _table(values: Mapping[str, Any]) -> tuple[bytes, bytes, bytes]:
    rows = sorted((_hash(key), _json([key, value])) for key, value in values.items())
    ends, end = [], 0
    for _, row in rows:
        end += len(row)
        ends.append(end)
    return (
        b"".join(hash_.to_bytes(8, "little") for hash_, _ in rows),
        b"".join(end.to_bytes(_LENGTH, "little") for end in ends),
        b"".join(row for _, row in rows),
    )


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _hash(key: str) -> int:
    # An article's words may hold what no encoding has: a half of a surrogate pair.
    data = key.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "little")


def _digest(body: bytes | memoryview) -> bytes:
    return sha256(body).digest()


def _numbers(code: str, data: bytes) -> array[int]:
    numbers = array(code)
    numbers.frombytes(data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
