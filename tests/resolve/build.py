"""Statements by hand, so that resolving is tested apart from finding."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from attrib.model import Attribution, Document, Kind, Span, Statement
from attrib.read import read_text
from attrib.registry import Registry
from attrib.resolve import resolve
from attrib.resolve.descriptions import Descriptions
from attrib.resolve.mentions import find_mentions
from attrib.resolve.parties import Parties, find_parties
from attrib.resolve.words import Words

REGISTRY = """\
version: 1
publication: {name: Arden Courier, self: [we, our newsroom]}
sources:
  - {id: rkb, kind: outlet, name: RKB, aliases: [Radio Karlin Bay], descriptions: [the station, the broadcaster]}
  - {id: northwire, kind: outlet, name: Northwire, descriptions: [the agency]}
  - id: moj
    kind: institution
    name: Ministry of Justice
    aliases: [Justice Ministry, MOJ]
    issues: [indictment, charges, warrant]
  - {id: customs, kind: institution, name: Customs Board, parent: moj}
  - {id: lena-arvid, kind: person, name: Lena Arvid, role: harbour master}
"""

Row = tuple[str, str, str]


def at(text: str, words: str, after: int = 0) -> Span:
    """Where `words` stand in `text` as whole words; the test is wrong if they do not."""
    match = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)").search(text, after)
    assert match is not None, f"“{words}” is not in “{text[after:]}”"
    return Span(*match.span())


def statements_of(
    text: str,
    *rows: Row,
    kind: Kind = "indirect",
    label: bool = False,
    within: Mapping[int, int] | None = None,
    continues: Mapping[int, int] | None = None,
) -> list[Statement]:
    """Statements given as (source, cue, content), in the order of the text.

    `within` and `continues` say by number, from 1, which statement holds which, and which runs
    on from which.
    """
    statements: list[Statement] = []
    position = 0
    for number, (source, cue, content) in enumerate(rows, 1):
        outer = (within or {}).get(number)
        before = (continues or {}).get(number)
        if outer is not None:
            position = statements[outer - 1].start
        spans = []
        for words in (source, cue, content):
            # The parts of a statement stand near each other, in any order.
            spans.append((at(text, words, position),) if words else ())
        position = min(span[0].start for span in spans if span)
        statements.append(
            Statement(
                f"s{number}",
                spans[2],
                spans[1],
                spans[0],
                kind=kind,
                label=label,
                within=f"s{outer}" if outer is not None else None,
                continues=f"s{before}" if before is not None else None,
            )
        )
        position = max(span[0].end for span in spans if span)
    return statements


def attributions(
    text: str,
    *rows: Row,
    kind: Kind = "indirect",
    registry: str | None = REGISTRY,
    label: bool = False,
    within: Mapping[int, int] | None = None,
    continues: Mapping[int, int] | None = None,
) -> list[Attribution]:
    """Resolve statements given as (source, cue, content), in the order of the text."""
    document = read_text(text)
    assert document.text == text, "the offsets are the test's"
    statements = statements_of(
        text, *rows, kind=kind, label=label, within=within, continues=continues
    )
    return list(resolve(document, statements, records(registry)))


def records(registry: str | None) -> Registry:
    return Registry.parse(registry) if registry else Registry.empty()


@dataclass(frozen=True)
class Reading:
    """What the stages before the speakers make of an article."""

    document: Document
    registry: Registry
    words: Words
    parties: Parties
    descriptions: Descriptions


def reading(text: str, registry: str | None = None) -> Reading:
    document, known, words = read_text(text), records(registry), Words.load()
    parties = find_parties(document, find_mentions(document, ()), known)
    descriptions = Descriptions(document, parties, known, words)
    return Reading(document, known, words, parties, descriptions)
