"""What is no mistake in a sources file, and yet looks like one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from attrib.model import Severity, Source
from attrib.yaml_places import Place, shown

from .index import Index
from .load import Records, read_file
from .match import Names, is_acronym, key_of, untitled, words_of
from .spelling import SHORTEST_NAME, THRESHOLD, likeness

# Two records of one desk may be one party where a name in an article could not be taken
# for it: "Jon Smith" and "John Smith" differ by a letter left out.
_ONE_PARTY = 69.0


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in a sources file that its keeper should look at.

    Attributes:
        severity: "warning", or "note" for what may well be meant.
        message: what it is.
        path: of the file.
        place: where in it.
    """

    severity: Severity
    message: str
    path: str
    place: Place

    def __str__(self) -> str:
        return f"{self.path}:{self.place.line}:{self.place.column}: {self.message}"


def doubts(path: Path | str, *, shipped: bool = True) -> tuple[Doubt, ...]:
    """Likely duplicates, blocked parents, and names that shipped records claim too.

    Args:
        path: the file; one with mistakes gives no doubts.
        shipped: whether shipped records are in use.

    Returns:
        In the order of the file.
    """
    records, _ = read_file(Path(path))
    index = Index.of(records.sources)
    found = [*_duplicates(records, index), *_bodies(records, index)]
    if shipped:
        found += _claimed(records, index)
    return tuple(
        Doubt(severity, message, str(path), place)
        for place, severity, message in sorted(found, key=lambda doubt: doubt[0])
    )


_Found = tuple[Place, Severity, str]


def _duplicates(records: Records, index: Index) -> Iterator[_Found]:
    """Names a slip away from another record's; each pair of records once."""
    names = Names(index)
    told: set[tuple[int, int]] = set()
    for number, source in enumerate(records.sources):
        for name, place in records.names(number):
            words = untitled(words_of(name))
            if is_acronym(name) or len(" ".join(words)) < SHORTEST_NAME:
                continue
            for text, other, person in names.near(words, _ONE_PARTY):
                if other is None or other >= number or (other, number) in told:
                    continue
                if not _one_party(words, tuple(text.split()), person):
                    continue
                told.add((other, number))
                first = records.sources[other]
                line = records.places[other].record.line
                yield (
                    place,
                    "warning",
                    f"{shown(name)} of {source.id} is nearly {shown(_spelled(first, words))} of"
                    f" {first.id} (line {line}); one party on record twice?",
                )


def _one_party(words: tuple[str, ...], others: tuple[str, ...], person: bool) -> bool:
    alike = likeness(" ".join(words), " ".join(others), person)
    if alike >= THRESHOLD:
        return True
    # A letter replaced (John, Joan) makes another name; one left out or out of place
    # is likelier a slip than two names so near on one desk's list.
    slips = [(a, b) for a, b in zip(words, others, strict=True) if a != b]
    return alike >= _ONE_PARTY and all(len(a) != len(b) or sorted(a) == sorted(b) for a, b in slips)


def _spelled(source: Source, words: tuple[str, ...]) -> str:
    """The name or alias of a record that is nearest to some words."""
    written, person = " ".join(words), source.kind == "person"
    return max(
        (source.name, *source.aliases),
        key=lambda name: likeness(written, " ".join(words_of(name)), person),
    )


def _bodies(records: Records, index: Index) -> Iterator[_Found]:
    for number, source in enumerate(records.sources):
        target = source.parent or source.affiliation
        found = index.ids.get(target) if target is not None else None
        if found is None or source.status == "blocked":
            continue
        body = records.sources[found]
        if body.status == "blocked":
            key = "parent" if source.parent else "affiliation"
            place = records.places[number]
            yield (
                place.body or place.record,
                "warning",
                f"{key} {shown(body.id)} of {source.id} is blocked"
                f" (line {records.places[found].record.line}); {source.id} is {source.status}",
            )


def _claimed(records: Records, index: Index) -> Iterator[_Found]:
    """Names that a shipped record of another id has too."""
    from .shipped import index as shipped_index

    others = shipped_index()
    for number, source in enumerate(records.sources):
        for name, place in records.names(number):
            known = others.known.get(key_of(name))
            if known is None:
                continue
            other = others.source(known.number)
            if index.ids.get(other.id) is None:
                yield (
                    place,
                    "note",
                    f"{shown(name)} of {source.id} is also a name of the shipped record"
                    f" {other.id} ({other.name}); here it means {source.id}",
                )
