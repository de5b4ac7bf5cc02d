"""Statements by hand, so that resolving is tested apart from finding."""

from __future__ import annotations

from attrib.model import Attribution, Kind, Span, Statement
from attrib.read import read_text
from attrib.registry import Registry
from attrib.resolve import resolve

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


def at(text: str, words: str, after: int = 0) -> Span:
    """Where `words` stand in `text`; the test is wrong if they do not."""
    start = text.index(words, after)
    return Span(start, start + len(words))


def attributions(
    text: str,
    *rows: tuple[str, str, str],
    kind: Kind = "indirect",
    registry: str | None = REGISTRY,
    label: bool = False,
) -> list[Attribution]:
    """Resolve statements given as (source, cue, content), in the order of the text."""
    statements, position = [], 0
    for number, (source, cue, content) in enumerate(rows, 1):
        spans = []
        for words in (source, cue, content):
            if words:
                # The parts of a statement stand near each other, in any order.
                spans.append((at(text, words, position),))
            else:
                spans.append(())
        position = min(span[0].start for span in spans if span)
        statements.append(
            Statement(f"s{number}", spans[2], spans[1], spans[0], kind=kind, label=label)
        )
        position = max(span[0].end for span in spans if span)
    records = Registry.parse(registry, shipped=False) if registry else Registry.empty()
    return list(resolve(read_text(text), statements, records))
