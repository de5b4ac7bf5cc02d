"""How far a report agrees with a gold file: the examples and the acceptance test ask the same.

A gold file lists an article's statements, the places that nobody vouches for and the
stretches that are not the article, all as code points into the raw decoded file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from attrib import Registry

WORD = re.compile(r"\w+(?:[’'.&-]\w+)*")
# Rules that name the same trouble from two sides: either one has flagged the place.
SIBLINGS = (
    {"unattributed-allegation", "unattributed-claim"},
    {"unattributed-statement", "unattributed-quote"},
    {"vague-source", "unattributed-claim"},
)


class Words:
    """The words of a raw text, to compare places in it by."""

    def __init__(self, raw: str) -> None:
        self.tokens = [match.span() for match in WORD.finditer(raw)]

    def within(self, spans: Iterable[Sequence[int]]) -> frozenset[int]:
        """Indices of the words whose middle lies in one of the spans."""
        return frozenset(
            index
            for start, end in spans
            for index, (a, b) in enumerate(self.tokens)
            if start <= (a + b) / 2 < end
        )


def place(item: dict[str, Any]) -> tuple[int, int]:
    return item["start"], item["end"]


def pair(
    gold: Sequence[dict[str, Any]], found: Sequence[dict[str, Any]], words: Words
) -> list[tuple[dict[str, Any], dict[str, Any] | None]]:
    """Each gold statement with the found one that shares half of their words or more.

    Best pairs first, no statement used twice; None where nothing pairs.
    """
    wanted = [words.within(g["content"]) for g in gold]
    had = [words.within(map(place, f["content"])) for f in found]
    shares = sorted(
        (
            (len(a & b) / len(a | b), i, j)
            for i, a in enumerate(wanted)
            for j, b in enumerate(had)
            if a & b
        ),
        key=lambda row: (-row[0], row[1:]),
    )
    partner: dict[int, int] = {}
    for share, i, j in shares:
        if share >= 0.5 and i not in partner and j not in partner.values():
            partner[i] = j
    return [(g, found[partner[i]] if i in partner else None) for i, g in enumerate(gold)]


def same_speaker(
    gold: dict[str, Any], found: dict[str, Any], registry: Registry | None = None
) -> bool:
    """The same record; for a speaker without one, the same name or one within the other."""
    speaker = found["speaker"]
    if speaker is None:
        return False
    if gold["record"] is not None:
        return bool(speaker["id"] == gold["record"])
    if gold["outlet"] == "self" and gold["speaker"] == "we" and speaker["id"] == "self":
        return True
    return same_name(gold["speaker"], speaker["name"]) or same_record(
        gold["speaker"], speaker["id"], registry
    )


def same_name(one: str, other: str) -> bool:
    """The same words, articles and case aside, or all of one name's within the other's."""
    a, b = (
        {w.lower().removesuffix("’s").removesuffix("'s") for w in WORD.findall(name)}
        - {"the", "a", "an"}
        for name in (one, other)
    )
    return (a <= b or b <= a) if a and b else False


def same_record(name: str, id: str | None, registry: Registry | None) -> bool:
    """A name that the registry gives to the record with that id ("AFP")."""
    record = registry.find(name) if registry is not None else None
    return record is not None and record.source.id == id


def same_outlet(
    gold: dict[str, Any], found: dict[str, Any], registry: Registry | None = None
) -> bool:
    """The same record, or for an outlet without one the same name; "self" is this publication."""
    outlet = found["outlet"]
    if outlet is None:
        return False
    if "self" in (gold["outlet"], outlet["id"]):
        return bool(outlet["id"] == gold["outlet"])
    if same_record(gold["outlet"], outlet["id"], registry):
        return True
    return bool(outlet["id"] == gold["outlet"]) or same_name(gold["outlet"], outlet["name"])


def flags(finding: dict[str, Any], missing: dict[str, Any], words: Words) -> bool:
    """True where a finding is about a place that nobody vouches for, under a fitting rule."""
    fitting = finding["name"] == missing["rule"] or any(
        {finding["name"], missing["rule"]} <= pair for pair in SIBLINGS
    )
    marked, wanted = words.within([place(finding)]), words.within([missing["span"]])
    return fitting and 2 * len(marked & wanted) >= len(marked) > 0


def overlaps(item: dict[str, Any], span: Sequence[int]) -> bool:
    return item["start"] < span[1] and span[0] < item["end"]
