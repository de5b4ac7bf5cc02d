"""Statements by hand, so that resolving is tested apart from finding."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
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
    match = _whole(words).search(text, after)
    assert match is not None, f"“{words}” is not in “{text[after:]}”"
    return Span(*match.span())


def _whole(words: str) -> re.Pattern[str]:
    before = r"(?<!\w)" if words[0].isalnum() else ""
    after = r"(?!\w)" if words[-1].isalnum() else ""
    return re.compile(before + re.escape(words) + after)


def statements_of(
    text: str,
    *rows: Row,
    kind: Kind = "indirect",
    label: bool = False,
    within: Mapping[int, int] | None = None,
    continues: Mapping[int, int] | None = None,
    direct: Sequence[int] = (),
) -> list[Statement]:
    """Statements given as (source, cue, content), in the order of the text.

    `within` and `continues` say by number, from 1, which statement holds which, and which runs
    on from which; `direct` which are quoted though the others are not.
    """
    statements: list[Statement] = []
    position = 0
    for number, (source, cue, content) in enumerate(rows, 1):
        outer = (within or {}).get(number)
        before = (continues or {}).get(number)
        said = at(text, content, statements[outer - 1].start if outer is not None else position)
        cued = _nearest(text, cue, said) if cue else None
        named = _nearest(text, source, cued or said) if source else None
        statements.append(
            Statement(
                f"s{number}",
                (said,),
                (cued,) if cued else (),
                (named,) if named else (),
                kind="direct" if number in direct else kind,
                label=label,
                within=f"s{outer}" if outer is not None else None,
                continues=f"s{before}" if before is not None else None,
            )
        )
        position = said.end
    return statements


def _nearest(text: str, words: str, place: Span) -> Span:
    """Where `words` stand nearest to a place, outside it; in its own sentence before all others."""
    found = [Span(*match.span()) for match in _whole(words).finditer(text)]
    outside = [span for span in found if not span.overlaps(place)]
    assert outside, f"“{words}” is not in “{text}”"

    def distance(span: Span) -> tuple[bool, int]:
        between = text[min(span.end, place.end) : max(span.start, place.start)]
        return bool(re.search(r"[.?!]”?\s", between)), len(between)

    return min(outside, key=distance)


def attributions(
    text: str,
    *rows: Row,
    kind: Kind = "indirect",
    registry: str | None = REGISTRY,
    label: bool = False,
    within: Mapping[int, int] | None = None,
    continues: Mapping[int, int] | None = None,
    direct: Sequence[int] = (),
) -> list[Attribution]:
    """Resolve statements given as (source, cue, content), in the order of the text."""
    document = read_text(text)
    assert document.text == text, "the offsets are the test's"
    statements = statements_of(
        text, *rows, kind=kind, label=label, within=within, continues=continues, direct=direct
    )
    return list(resolve(document, statements, records(registry)))


def records(registry: str | None) -> Registry:
    return Registry.parse(registry, shipped=False) if registry else Registry.empty()


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
