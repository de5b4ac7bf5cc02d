"""``sources.yaml`` read, every mistake told at its place; nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import cast

from attrib.errors import RegistryError
from attrib.model import Listing, Source, SourceKind, Status
from attrib.yaml_places import Place, Reading, Scalar, Value, shown

from .match import LONGEST_NAME, key_of

KINDS: tuple[SourceKind, ...] = ("person", "institution", "outlet")
STATUSES: tuple[Status, ...] = ("approved", "caution", "blocked")
# The id that reports give to the publication itself.
SELF_ID = "self"

_FILE_KEYS = ("version", "publication", "sources")
_RECORD_KEYS = (
    "id",
    "kind",
    "name",
    "aliases",
    "descriptions",
    "role",
    "affiliation",
    "parent",
    "issues",
    "country",
    "status",
    "reason",
    "texts",
)
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_LONGEST_TEXT = 1_000
# Room for a hundred thousand records and more.
MAX_BYTES = 50_000_000
_MAX_VALUES = 5_000_000


@dataclass(frozen=True, slots=True)
class Places:
    """Where a record stands in its file: the whole, its name, aliases, and parent or affiliation."""

    record: Place
    name: Place
    aliases: tuple[Place, ...]
    body: Place | None


@dataclass(frozen=True, slots=True)
class Records:
    """What a sources file says, and where it says it."""

    sources: tuple[Source, ...] = ()
    publication: str | None = None
    self_names: tuple[str, ...] = ()
    places: tuple[Places, ...] = ()

    def names(self, number: int) -> Iterator[tuple[str, Place]]:
        """The name and aliases of a record, each with its place."""
        source, places = self.sources[number], self.places[number]
        yield source.name, places.name
        yield from zip(source.aliases, places.aliases, strict=True)


@dataclass(slots=True)
class _Record:
    """One record being read, with the places that mistakes are told at."""

    reading: Reading[RegistryError]
    place: Place
    id: str = ""
    kind: SourceKind | None = None
    name: str = ""
    aliases: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    role: str | None = None
    affiliation: str | None = None
    parent: str | None = None
    issues: tuple[str, ...] = ()
    status: Status = "approved"
    reason: str | None = None
    country: str | None = None
    texts: tuple[Listing, ...] = ()
    places: dict[str, Place] = field(default_factory=dict)
    alias_places: tuple[Place, ...] = ()

    @property
    def label(self) -> str:
        return self.id or self.name or f"the record on line {self.place.line}"


def read_file(path: Path) -> tuple[Records, tuple[RegistryError, ...]]:
    """What a sources file says, and its mistakes in the file's order."""
    data, errors = contents(path)
    return read_bytes({str(path): data}) if data is not None else (Records(), errors)


def contents(path: Path) -> tuple[bytes | None, tuple[RegistryError, ...]]:
    """The bytes of a sources file, or None and why it cannot be read."""
    reading = _reading(str(path))
    return reading.contents(path), reading.in_order()


def read_bytes(files: Mapping[str, bytes]) -> tuple[Records, tuple[RegistryError, ...]]:
    """What the sources files with these names and bytes say, and their mistakes in order.

    They are read as one: a record may have its parent in another file, and no two
    may claim a name.
    """
    read = []
    for path, data in files.items():
        reading = _reading(path)
        read.append((reading, reading.from_bytes(data)))
    return _read(read)


def read_text(text: str, path: str) -> tuple[Records, tuple[RegistryError, ...]]:
    """What the text of a sources file says, and its mistakes in the file's order."""
    reading = _reading(path)
    return _read([(reading, reading.text(text))])


def _reading(path: str) -> Reading[RegistryError]:
    return Reading(path, RegistryError, max_bytes=MAX_BYTES, max_values=_MAX_VALUES)


def _read(
    files: Sequence[tuple[Reading[RegistryError], Value | None]],
) -> tuple[Records, tuple[RegistryError, ...]]:
    records: list[_Record] = []
    publication: str | None = None
    self_names: tuple[str, ...] = ()
    for reading, root in files:
        if root is None:
            if not reading.errors:
                reading.mistake(None, "is empty; expected 'version: 1' and 'sources:' with a list")
            continue
        found = reading.mapping(root, "the file", _FILE_KEYS, required=("version", "sources"))
        if "version" in found:
            reading.choice(found["version"], "version", ("1",))
        if "publication" in found:
            publication, self_names = _publication(reading, found["publication"])
        if "sources" in found:
            items = reading.items(found["sources"], "sources")
            records += [_record(reading, item) for item in items]
    by_id = _by_id(records)
    _claims(records)
    for record in records:
        _bodies(record, by_id)
    _circles(by_id)
    errors = tuple(error for reading, _ in files for error in reading.in_order())
    if errors:
        return Records(), errors
    places = (
        Places(
            record.place,
            record.places["name"],
            record.alias_places,
            record.places.get("parent") or record.places.get("affiliation"),
        )
        for record in records
    )
    return Records(tuple(map(_source, records)), publication, self_names, tuple(places)), ()


def _publication(
    reading: Reading[RegistryError], value: Value
) -> tuple[str | None, tuple[str, ...]]:
    found = reading.mapping(value, "publication", ("name", "self"), required=("name",))
    name = None
    if "name" in found:
        name = reading.words(found["name"], "publication name", LONGEST_NAME)
    phrases, _ = _list(reading, found, "self", "publication")
    return name, phrases


def _record(reading: Reading[RegistryError], value: Value) -> _Record:
    record = _Record(reading, value.place)
    found = reading.mapping(value, "a source", _RECORD_KEYS, required=("id", "kind", "name"))
    record.places = {key: entry.place for key, entry in found.items()}
    if "id" in found:
        _identity(reading, record, found["id"])
    what = record.label
    if "kind" in found:
        record.kind = reading.choice(found["kind"], f"kind of {what}", KINDS)
    if "name" in found:
        record.name = _name(reading, found["name"], f"name of {what}") or ""
    record.aliases, record.alias_places = _list(reading, found, "aliases", what, names=True)
    record.descriptions, _ = _list(reading, found, "descriptions", what)
    record.issues, _ = _list(reading, found, "issues", what)
    for key in ("role", "affiliation", "parent", "reason"):
        if key in found:
            setattr(record, key, reading.words(found[key], f"{key} of {what}", _LONGEST_TEXT))
    if "status" in found:
        record.status = reading.choice(found["status"], f"status of {what}", STATUSES) or "approved"
        if record.status != "approved" and "reason" not in found:
            reading.mistake(
                found["status"].place, f"{what} is {record.status}; expected a reason beside it"
            )
    if "country" in found:
        record.country = _country(reading, found["country"], what)
    if "texts" in found:
        items = reading.items(found["texts"], f"texts of {what}")
        record.texts = tuple(_listing(reading, item, f"a text of {what}") for item in items)
    _fitting(reading, record)
    return record


def _identity(reading: Reading[RegistryError], record: _Record, value: Value) -> None:
    # By its words as written: an id such as 1984 or no is fine here.
    if not isinstance(value, Scalar) or not _ID.fullmatch(value.text):
        reading.expected(
            value, "id to be small letters, digits and hyphens, 64 at most (such as new-york-times)"
        )
    elif value.text == SELF_ID:
        reading.mistake(value.place, f"id '{SELF_ID}' stands for the publication itself")
    else:
        record.id = value.text


def _name(reading: Reading[RegistryError], value: Value, what: str) -> str | None:
    name = reading.words(value, what, LONGEST_NAME)
    if name is not None and not key_of(name):
        reading.mistake(value.place, f"expected {what} to have letters or digits")
        return None
    return name


def _country(reading: Reading[RegistryError], value: Value, what: str) -> str | None:
    # By its words as written: YAML takes a bare NO (Norway) for false.
    if isinstance(value, Scalar) and _COUNTRY.fullmatch(value.text):
        return value.text
    reading.expected(
        value, f"country of {what} to be two capital letters of ISO 3166-1 (such as NO for Norway)"
    )
    return None


def _list(
    reading: Reading[RegistryError],
    found: Mapping[str, Value],
    key: str,
    owner: str,
    names: bool = False,
) -> tuple[tuple[str, ...], tuple[Place, ...]]:
    words: dict[str, Place] = {}
    if key in found:
        for item in reading.items(found[key], f"{key} of {owner}"):
            word = _name(reading, item, f"each of the {key} of {owner}")
            if word is None:
                continue
            if word in words:
                kind = "alias" if names else "phrase"
                reading.mistake(
                    item.place,
                    f"{kind} {shown(word)} is given twice in {key} of {owner}"
                    f" (line {words[word].line})",
                )
                continue
            words[word] = item.place
    return tuple(words), tuple(words.values())


def _listing(reading: Reading[RegistryError], value: Value, what: str) -> Listing:
    found = reading.mapping(value, what, Listing._fields, required=("path",))
    said: dict[str, str] = {}
    for key in ("path", "title", "url"):
        words = (
            reading.words(found[key], f"{key} of {what}", _LONGEST_TEXT) if key in found else None
        )
        if words is not None:
            said[key] = words
    if "date" in found:
        if _is_date(found["date"]):
            said["date"] = cast("Scalar", found["date"]).text
        else:
            reading.expected(found["date"], f"date of {what} to be a day such as 2020-12-18")
    if "language" in found:
        # By its words as written: YAML takes a bare no (Norwegian) for false.
        language = found["language"]
        if isinstance(language, Scalar) and _LANGUAGE.fullmatch(language.text):
            said["language"] = language.text
        else:
            reading.expected(language, f"language of {what} to be a code of BCP 47 (such as en-GB)")
    return Listing(said.pop("path", ""), **said)


def _is_date(value: Value) -> bool:
    if not isinstance(value, Scalar) or not _DATE.fullmatch(value.text):
        return False
    try:
        date.fromisoformat(value.text)
    except ValueError:
        return False
    return True


def _fitting(reading: Reading[RegistryError], record: _Record) -> None:
    if record.kind == "person" and record.parent is not None:
        reading.mistake(
            record.places["parent"],
            f"{record.label} is a person; expected 'affiliation' (a parent is a body's)",
        )
    elif record.kind in ("institution", "outlet"):
        for key, advice in (("role", ""), ("affiliation", "; expected 'parent'")):
            if getattr(record, key) is not None:
                reading.mistake(
                    record.places[key],
                    f"{key} is for persons, and {record.label} is an {record.kind}{advice}",
                )


def _by_id(records: Sequence[_Record]) -> dict[str, _Record]:
    by_id: dict[str, _Record] = {}
    for record in records:
        if not record.id:
            continue
        held = by_id.setdefault(record.id, record)
        if held is not record:
            record.reading.mistake(
                record.places["id"],
                f"id {shown(record.id)} is already the id of another source"
                f" (line {held.places['id'].line})",
            )
    return by_id


def _claims(records: Sequence[_Record]) -> None:
    """Note every name or alias that an earlier record has claimed."""
    claimed: dict[str, tuple[_Record, str, Place]] = {}
    for record in records:
        names = [(record.name, "the name", "name", record.places.get("name", record.place))]
        names += [
            (alias, "an alias", "alias", place)
            for alias, place in zip(record.aliases, record.alias_places, strict=True)
        ]
        for name, kind, word, place in names:
            if not name:
                continue
            owner, owned_as, owned_at = claimed.setdefault(key_of(name), (record, kind, place))
            if owner is not record:
                record.reading.mistake(
                    place,
                    f"{word} {shown(name)} of {record.label} is already {owned_as}"
                    f" of {owner.label} (line {owned_at.line})",
                )


def _bodies(record: _Record, by_id: Mapping[str, _Record]) -> None:
    reading = record.reading
    for key in ("affiliation", "parent"):
        target = getattr(record, key)
        if target is None:
            continue
        place = record.places[key]
        if target not in by_id:
            near = reading.nearest(target, by_id)
            reading.mistake(
                place,
                f"{key} {shown(target)} of {record.label} is not the id of any source"
                + (f"; {near}" if near else ""),
            )
        elif by_id[target].kind == "person":
            reading.mistake(
                place,
                f"{key} {shown(target)} of {record.label} is a person;"
                " expected an institution or outlet",
            )


def _circles(by_id: Mapping[str, _Record]) -> None:
    """Note every circle of parents once, at the parent that closes it."""
    settled: set[str] = set()
    for start in by_id:
        path: dict[str, None] = {}
        at: str | None = start
        while at is not None and at in by_id and at not in settled and at not in path:
            path[at] = None
            at = by_id[at].parent
        if at is not None and at in path:
            circle = list(path)[list(path).index(at) :]
            last = by_id[circle[-1]]
            names = " > ".join(shown(id) for id in [*circle[:8], at])
            last.reading.mistake(last.places["parent"], f"parents go round in a circle: {names}")
        settled.update(path)


def _source(record: _Record) -> Source:
    return Source(
        id=record.id,
        # A record without a kind is a mistake, and a file with mistakes gives no sources.
        kind=cast("SourceKind", record.kind),
        name=record.name,
        aliases=record.aliases,
        descriptions=record.descriptions,
        role=record.role,
        affiliation=record.affiliation,
        parent=record.parent,
        issues=record.issues,
        status=record.status,
        reason=record.reason,
        country=record.country,
        texts=record.texts,
    )
