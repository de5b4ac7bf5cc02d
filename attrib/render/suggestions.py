"""Records for ``sources.yaml``: the parties that articles credit and the registry lacks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from attrib.model import Attribution, Document, Outlet, Report, Source, SourceKind, Span, Speaker
from attrib.registry import Registry, nameable
from attrib.rules.offices import apposition
from attrib.yaml_places import quoted

from .columns import cut, one_line

# Words of an article shown beside a record: so many places, so many columns each.
_PLACES = 3
_WIDTH = 100
_LEAD = 30
_LONGEST_ID = 64
_LONGEST_ROLE = 80
_PLAIN = re.compile(r"[A-Za-z][A-Za-z .'’-]*[A-Za-z.]")
# What YAML 1.1 takes for something other than text.
_NOT_TEXT = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_KINDS: tuple[SourceKind, ...] = ("person", "institution", "outlet")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A record for a party that has none; what it says is to be checked before it is used.

    Attributes:
        source: the record. Its affiliation is the id of another one that is proposed.
        times: how many statements the party is credited with, as speaker or outlet.
        places: some of them, each as ``file:line: words``, fit to show.
        body: the body on record that the person's role names; None where it names none.
    """

    source: Source
    times: int
    places: tuple[str, ...]
    body: Source | None = None


@dataclass(slots=True)
class _Party:
    """A party without a record, and where it is credited."""

    name: str
    kind: SourceKind
    times: int = 0
    # By document and sentence, so that two statements of one sentence show it once.
    places: dict[tuple[int, int], tuple[Document, Span]] = field(default_factory=dict)


def render(reports: Sequence[Report], registry: Registry) -> str:
    """A sources file with a record for each party that speaks or carries statements.

    Most statements first. Above each record stand, as comments, the words of the articles
    that it is made from; what it says is to be checked before it is used.

    Args:
        reports: of the articles, in order.
        registry: the records that there are; whom it knows is left out, and no id
            of its records is proposed again.

    Returns:
        YAML that `Registry.parse` reads, whatever the articles hold.
    """
    proposals = records(reports, registry)
    if not proposals:
        return "version: 1\nsources: []\n"
    lines = ["version: 1", "sources:"]
    for proposal in proposals:
        lines += ["", *_record(proposal)]
    return "".join(line + "\n" for line in lines)


def records(reports: Sequence[Report], registry: Registry) -> tuple[Proposal, ...]:
    """A record for each party that `render` writes one for, in the same order.

    Args:
        reports: of the articles, in order.
        registry: the records that there are.
    """
    parties = sorted(_parties(reports, registry), key=lambda party: -party.times)
    by_id = dict(zip(_ids(parties, registry), parties, strict=True))
    return tuple(_proposal(party, id, by_id, registry) for id, party in by_id.items())


def _parties(reports: Iterable[Report], registry: Registry) -> list[_Party]:
    found: dict[str, _Party] = {}
    for number, report in enumerate(reports):
        for attribution in report.attributions:
            for name, kind, span in _credited(attribution):
                key = nameable(name)
                if not key or registry.find(name) is not None:
                    continue
                party = found.setdefault(key, _Party(" ".join(name.split()), kind))
                party.times += 1
                if len(party.places) < _PLACES:
                    where = number, report.document.sentence_at(span.start)
                    party.places.setdefault(where, (report.document, span))
    return list(found.values())


def _credited(attribution: Attribution) -> Iterator[tuple[str, SourceKind, Span]]:
    speaker, outlet = attribution.speaker, attribution.outlet
    statement = attribution.statement
    here = (statement.source or statement.cue or statement.content)[0]
    told: list[Speaker | Outlet] = []
    if speaker is not None and not speaker.candidates:
        told.append(speaker)
    # A medium that speaks is its own outlet, and counts once.
    if outlet is not None and (speaker is None or outlet.name != speaker.name):
        told.append(outlet)
    for party in told:
        kind = "outlet" if isinstance(party, Outlet) else party.kind
        if isinstance(party, Outlet) and party.how == "own-words":
            continue
        if party.id is None and kind in _KINDS:
            yield party.name, kind, party.mention or here


def _ids(parties: Sequence[_Party], registry: Registry) -> list[str]:
    ids: list[str] = []
    taken = {"self"}
    for party in parties:
        letters = unicodedata.normalize("NFKD", party.name).encode("ascii", "ignore").decode()
        plain = "-".join(re.findall(r"[a-z0-9]+", re.sub("['.]", "", letters.lower())))
        plain = plain[: _LONGEST_ID - 8].strip("-") or party.kind
        for number in count(1):
            id = plain if number == 1 else f"{plain}-{number}"
            if id not in taken and registry.get(id) is None:
                break
        taken.add(id)
        ids.append(id)
    return ids


def _proposal(
    party: _Party, id: str, parties: Mapping[str, _Party], registry: Registry
) -> Proposal:
    role = _role(party) if party.kind == "person" else None
    own = body = None
    if role is not None:
        own = next(
            (
                other
                for other, body in parties.items()
                if body.kind != "person" and _within(body.name, role)
            ),
            None,
        )
        body = _body(role, registry) if own is None else None
    return Proposal(
        Source(id, party.kind, party.name, role=role, affiliation=own),
        party.times,
        tuple(_place(document, span) for document, span in party.places.values()),
        body,
    )


def _record(proposal: Proposal) -> Iterator[str]:
    source = proposal.source
    noun = "statement" if proposal.times == 1 else "statements"
    yield f"  # {proposal.times} {noun}"
    for place in proposal.places:
        yield f"  # {place}"
    plain = source.id[0].isalpha() and source.id not in _NOT_TEXT
    yield f"  - id: {source.id if plain else _quoted(source.id)}"
    yield f"    kind: {source.kind}"
    yield f"    name: {_quoted(source.name)}"
    if source.role is not None:
        yield f"    role: {_quoted(source.role)}"
    if source.affiliation is not None:
        yield f"    affiliation: {source.affiliation}"
    if proposal.body is not None:
        # A file of its own would not know the id.
        yield f"    # affiliation: {proposal.body.id}"


def _role(party: _Party) -> str | None:
    """What the article calls a person right beside the name."""
    for document, span in party.places.values():
        # The words there may be a pronoun: what stands beside that is no title.
        start = document.text.find(party.name, 0, span.end)
        while start >= 0:
            name = Span(start, start + len(party.name))
            phrase = apposition(document, name)
            fit = phrase is not None and phrase.isprintable() and len(phrase) <= _LONGEST_ROLE
            if fit:
                return phrase
            start = document.text.find(party.name, name.end, span.end)
    return None


def _body(role: str, registry: Registry) -> Source | None:
    """The body on record that a role is at, if it names one."""
    words = role.split()
    for start, word in enumerate(words):
        if not word[0].isupper():
            continue
        for end in range(len(words), start, -1):
            match = registry.find(" ".join(words[start:end]))
            if match is not None and match.how != "fuzzy" and match.source.kind != "person":
                return match.source
    return None


def _within(name: str, role: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", role) is not None


def _place(document: Document, span: Span) -> str:
    """File and line, and the words around a place, fit for a comment."""
    line, _ = document.locate(document.raw_span(span).start)
    sentence = document.sentences[document.sentence_at(span.start)]
    start = sentence.start
    if span.start - start > _WIDTH - _LEAD:
        start = document.text.find(" ", span.start - _LEAD, span.start) + 1 or span.start
    words = one_line(document.text[start : sentence.end])
    lead = "" if start == sentence.start else "…"
    return f"{one_line(document.path)}:{line}: {lead}{cut(words, _WIDTH)}"


def _quoted(text: str) -> str:
    """A text as YAML reads it back, in quotation marks if it needs them."""
    if _PLAIN.fullmatch(text) and text.lower() not in _NOT_TEXT:
        return text
    return quoted(text)
