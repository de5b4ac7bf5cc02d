"""One record put into a ``sources.yaml`` that people keep by hand; every other line stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from attrib.atomic import alone, replace_whole, take_away
from attrib.errors import RegistryError
from attrib.model import Listing, Source
from attrib.yaml_entries import Edit, Entries, Unfit, Written

from .load import Records, contents, read_bytes

_EMPTY = b"""\
# The people, institutions and outlets that this desk knows.
version: 1
sources: []
"""


@dataclass(frozen=True, slots=True)
class Added:
    """A record that was added, and what takes it back.

    Attributes:
        source: the record.
        digest: SHA-256 of the file with it, in hexadecimal digits.
        undoing: what brings the file's text back; None where the file was begun with it.
    """

    source: Source
    digest: str
    undoing: Edit | None


def add(path: Path, source: Source) -> Added:
    """Put a record behind the others of a sources file; on any failure leave the file.

    When it returns, the file is on the disk. Others who add to it wait meanwhile.

    Args:
        path: the file; begun with a comment where there is none.
        source: the record. Its id and names are to be no other record's there, and the body
            that it belongs to is to be there.

    Raises:
        RegistryError: the file cannot be read, locked or written, has a mistake, or would have
            one with the record in it.
    """
    with _held(path):
        # A link to nothing is read, and refused, rather than written through.
        there = path.exists() or path.is_symlink()
        data = _contents(path) if there else _EMPTY
        before = _read(path, data)
        text = data.decode("utf-8")
        edit = Entries(text, "sources").put(len(before.sources), _fields(source))
        written = edit.applied(text).encode("utf-8")
        try:
            after = _read(path, written)
        except RegistryError as error:
            # Its place is one in a file that is not there.
            raise RegistryError(f"cannot be added: {error.message}", path=str(path)) from error
        if after.sources[-1:] != (source,):
            raise RegistryError(
                "cannot be added: the record would not come out of the file as it goes in",
                path=str(path),
            )
        if after.sources[:-1] != before.sources:
            raise Unfit
        replace_whole(path, written, durable=True)
    return Added(source, _digest(written), edit.undoing(text) if there else None)


def take_back(path: Path, added: Added) -> None:
    """The file as it was before a record was added; a file that was begun with it goes.

    Raises:
        RegistryError: the file is no longer as `add` left it, or cannot be read, locked or
            written.
    """
    with _held(path):
        data = _contents(path)
        if _digest(data) != added.digest:
            raise RegistryError(
                f"has changed since {added.source.name} was added; take the record out by hand",
                path=str(path),
            )
        if added.undoing is None:
            take_away(path)
        else:
            before = added.undoing.applied(data.decode("utf-8"))
            replace_whole(path, before.encode("utf-8"), durable=True)


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """The file's lock, and every failure as a RegistryError."""
    try:
        with alone(path):
            yield
    except Unfit as unfit:
        raise RegistryError(
            "is laid out so that no record can be put there; write it in by hand", path=str(path)
        ) from unfit
    except TimeoutError as error:
        message = "is being written by somebody else; try again"
        raise RegistryError(message, path=str(path)) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise RegistryError(f"cannot be written: {reason}", path=str(path)) from error


def _contents(path: Path) -> bytes:
    data, errors = contents(path)
    if data is None:
        raise errors[0]
    return data


def _read(path: Path, data: bytes) -> Records:
    records, errors = read_bytes({str(path): data})
    if errors:
        raise errors[0]
    return records


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def _fields(source: Source) -> Mapping[str, Written]:
    """What a record says, by key, in the order in which records are written."""
    fields: dict[str, Written | None] = {
        "id": source.id,
        "kind": source.kind,
        "name": source.name,
        "aliases": source.aliases,
        "descriptions": source.descriptions,
        "role": source.role,
        "affiliation": source.affiliation,
        "parent": source.parent,
        "issues": source.issues,
        "country": source.country,
        "status": source.status if source.status != "approved" else None,
        "reason": source.reason,
        "texts": tuple(map(_listing, source.texts)),
    }
    return {key: value for key, value in fields.items() if value is not None and value != ()}


def _listing(listing: Listing) -> Mapping[str, Written]:
    return {key: value for key, value in listing._asdict().items() if value is not None}
