"""The files that hold what the desk has accepted: read whole, or refused at their mistake."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TypeVar

from attrib.errors import LedgerError
from attrib.yaml_places import Reading, Scalar, Table

LONGEST_PATH = 4_096
LONGEST_NAME = 100
LONGEST_REASON = 1_000
# Room for what a large archive has amassed.
_MAX_BYTES = 50_000_000
_MAX_VALUES = 5_000_000
_DIGITS = 9
_Whole = TypeVar("_Whole")


def opened(path: Path, data: bytes | None = None) -> tuple[Reading[LedgerError], Table]:
    """A file's mapping, and the reading to go on with.

    Args:
        path: the file.
        data: its bytes, if they are not to be read from there.

    Raises:
        LedgerError: it cannot be read, or is no mapping.
    """
    reading = Reading(str(path), LedgerError, _MAX_BYTES, _MAX_VALUES)
    root = reading.file(path) if data is None else reading.from_bytes(data)
    if root is None and not reading.errors:
        reading.mistake(None, "is empty; expected at least 'version: 1'")
    elif root is not None and not isinstance(root, Table):
        reading.expected(root, "the file to be a mapping (key: value)")
    if not isinstance(root, Table):
        raise reading.in_order()[0]
    return reading, root


def contents(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        LedgerError: it cannot be read.
    """
    reading = Reading(str(path), LedgerError, _MAX_BYTES, _MAX_VALUES)
    data = reading.contents(path)
    if data is None:
        raise reading.in_order()[0]
    return data


def version_of(reading: Reading[LedgerError], root: Table, known: Collection[str]) -> str:
    """The version that a file is written in.

    Raises:
        LedgerError: it says none, or one that this attrib does not know.
    """
    newest = max(int(version) for version in known)
    for key, value in root.entries:
        if key.text != "version":
            continue
        if isinstance(value, Scalar) and value.text in known:
            return value.text
        digits = value.text if isinstance(value, Scalar) else ""
        if len(digits) <= _DIGITS and digits.isascii() and digits.isdigit():
            reading.mistake(
                value.place,
                f"is of version {int(digits)}, and this attrib knows versions up to {newest}; "
                "use the attrib that wrote it, or a newer one",
            )
        else:
            reading.expected(value, f"version to be {newest}")
        raise reading.errors[-1]
    reading.mistake(root.place, "the file lacks 'version'")
    raise reading.errors[-1]


def whole(reading: Reading[LedgerError], found: _Whole) -> _Whole:
    """What was found in a file, if it has no mistake.

    Raises:
        LedgerError: the first of its mistakes, with the number of the others.
    """
    errors = reading.in_order()
    if not errors:
        return found
    first, more = errors[0], len(errors) - 1
    message = first.message
    if more:
        message += f" ({more} more {'mistake' if more == 1 else 'mistakes'})"
    raise LedgerError(message, path=first.path, line=first.line, column=first.column)
