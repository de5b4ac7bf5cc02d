"""``attrib.signoffs.yaml``: what editors said of who is credited with a statement, and of findings.

An entry names its statement by article and fingerprint, or with `rule` a finding. What it
corrects goes before what was resolved, before any rule looks; what it accepts no longer
blocks. Nothing is left out of the report for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from attrib.errors import LedgerError
from attrib.model import (
    DECISIONS,
    Attribution,
    Corrected,
    Decision,
    Document,
    Hop,
    Outlet,
    PartyKind,
    SignOff,
    Speaker,
)
from attrib.registry import Registry
from attrib.yaml_places import Place, Reading, Table, Value, shown

from .articles import name_in, normal
from .checks import CHECKS
from .files import LONGEST_NAME, LONGEST_PATH, LONGEST_REASON, opened, version_of, whole
from .fingerprint import statement_fingerprints
from .suppressions import rule_names

SIGNOFFS_NAME = "attrib.signoffs.yaml"
_LONGEST_PARTY = 200
_NEEDED = ("article", "fingerprint", "decision", "by", "date", "reason")
_CORRECTIONS: tuple[Corrected, ...] = ("speaker", "outlet", "statement")
_RULE = "rule"
# What an entry says of words that are no statement: they are none, or need nobody to vouch for them.
NO_STATEMENT, COMMON_KNOWLEDGE = "false", "common-knowledge"
# What an entry calls this publication, as a report does, and a statement without a speaker.
_SELF, _NOBODY = "self", "nobody"

# What an editor's word on who said something answers. Whether the outlet may be used at all (AT403), or how many
# parties stand behind an accusation (AT309), is another question.
SIGNABLE = frozenset(
    {
        *("unattributed-quote", "unattributed-statement", "late-attribution"),
        *("run-together-speakers", "anonymous-source", "unexplained-anonymity"),
        *("anonymous-attack", "ambiguous-speaker", "unintroduced-speaker", "unknown-source"),
        *("outlet-missing", "unknown-outlet"),
    }
)
# What is answered by calling words common knowledge, as well: that nobody vouches for them.
VOUCHING = frozenset(
    {
        *("unattributed-allegation", "unattributed-figure", "unattributed-forecast"),
        "unattributed-claim",
    }
)
_NOWHERE = Place(1, 1)


@dataclass(frozen=True, slots=True)
class Signed:
    """One entry of the file.

    Attributes:
        article: path of the article from the file's folder.
        fingerprint: the statement's, or with `rule` the finding's.
        sign_off: what was decided.
        speaker, outlet: of a correction, names that go in place of what was found, None to
            leave it; of what is accepted, the names that it was accepted with, None for no outlet.
        place: where the entry stands; no part of what it says.
        rule: name of the rule whose finding it is about; None where it is about a statement.
    """

    article: str
    fingerprint: str
    sign_off: SignOff
    speaker: str | None
    outlet: str | None
    place: Place = field(default=_NOWHERE, compare=False)
    rule: str | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """What no two entries of a file have in common: article, fingerprint, rule ("" for none)."""
        return normal(self.article), self.fingerprint, self.rule or ""


@dataclass(frozen=True)
class SignOffs:
    """The sign-offs of a desk.

    Attributes:
        path: the file; None for none.
        entries: in the order written.
    """

    path: Path | None = None
    entries: tuple[Signed, ...] = ()

    @classmethod
    def load(cls, path: Path) -> SignOffs:
        """The sign-offs in a file.

        Raises:
            LedgerError: the file cannot be read, has a mistake, or is of a later version.
        """
        return cls._read(path, None)

    @classmethod
    def parse(cls, data: bytes, path: Path) -> SignOffs:
        """The sign-offs in the bytes of a file; `path` is where it stands, or is to.

        Raises:
            LedgerError: as `load`.
        """
        return cls._read(path, data)

    @classmethod
    def _read(cls, path: Path, data: bytes | None) -> SignOffs:
        reading, root = opened(path, data)
        version_of(reading, root, ("1",))
        return whole(reading, cls(path, tuple(_entries(reading, root))))

    def of(self, article: str) -> Mapping[str, Signed]:
        """The entries about statements of the article at a path, by fingerprint."""
        return {entry.fingerprint: entry for entry in self._about(article) if entry.rule is None}

    def of_findings(self, article: str) -> Mapping[tuple[str, str], Signed]:
        """The entries about findings in the article at a path, by rule's name and fingerprint."""
        about = self._about(article)
        return {(e.rule, e.fingerprint): e for e in about if e.rule is not None}

    def _about(self, article: str) -> Sequence[Signed]:
        if self.path is None:
            return ()
        name = name_in(self.path.parent, article)
        return self._by_article.get(name, ()) if name is not None else ()

    @cached_property
    def _by_article(self) -> Mapping[str, Sequence[Signed]]:
        found: dict[str, list[Signed]] = {}
        for entry in self.entries:
            found.setdefault(normal(entry.article), []).append(entry)
        return found


def sign(
    attributions: Sequence[Attribution], document: Document, signoffs: SignOffs, registry: Registry
) -> tuple[Attribution, ...]:
    """The attributions with their fingerprints, and with what editors decided about them."""
    entries = signoffs.of(document.path)
    prints = statement_fingerprints(attributions, document)
    kinds = {a.speaker.name: a.speaker.kind for a in attributions if a.speaker is not None}
    signed = []
    for attribution, fingerprint in zip(attributions, prints, strict=True):
        attribution = replace(attribution, fingerprint=fingerprint)
        entry = entries.get(fingerprint)
        if entry is not None:
            attribution = _decided(attribution, entry, registry, kinds)
        signed.append(attribution)
    return tuple(signed)


def _decided(
    attribution: Attribution, entry: Signed, registry: Registry, kinds: Mapping[str, PartyKind]
) -> Attribution:
    sign_off, unsigned = entry.sign_off, attribution
    attribution = replace(attribution, sign_off=sign_off)
    if sign_off.is_no_statement:
        return replace(attribution, speaker=None, outlet=None)
    if sign_off.decision == "rejected":
        return replace(attribution, speaker=None)
    if sign_off.decision == "accepted":
        # Nobody has accepted a credit that has changed since.
        return attribution if _is_as_accepted(attribution, entry) else unsigned
    why = f"corrected by {sign_off.by} on {sign_off.day}: {sign_off.reason}"
    if entry.speaker is not None:
        speaker = _speaker(entry.speaker, why, registry, kinds)
        attribution = replace(attribution, speaker=speaker)
    if entry.outlet is not None:
        attribution = replace(attribution, outlet=_outlet(entry.outlet, why, registry))
    return attribution


def accepted_as(attribution: Attribution) -> tuple[str, str | None]:
    """The speaker and the outlet that an entry names which accepts an attribution as it is."""
    speaker, outlet = attribution.speaker, attribution.outlet
    name = speaker.name if speaker is not None else _NOBODY
    if outlet is None:
        return name, None
    return name, _SELF if outlet.id == _SELF else outlet.name


def _is_as_accepted(attribution: Attribution, entry: Signed) -> bool:
    speaker, outlet = attribution.speaker, attribution.outlet
    if _folded(entry.speaker) != _folded(speaker.name if speaker is not None else _NOBODY):
        return False
    if outlet is None:
        return entry.outlet is None
    names = {_folded(outlet.name)} | ({_SELF} if outlet.id == _SELF else set())
    return entry.outlet is not None and _folded(entry.outlet) in names


def _folded(name: str | None) -> str:
    return " ".join((name or "").casefold().split())


def credit(speaker: str | None, outlet: str | None) -> str:
    """A credit in words: the speaker, and the outlet if there is one."""
    return (speaker or _NOBODY) + (f" through {outlet}" if outlet is not None else "")


def _speaker(name: str, why: str, registry: Registry, kinds: Mapping[str, PartyKind]) -> Speaker:
    match = registry.find(name)
    # An editor's spelling is meant as it stands.
    if match is not None and match.how != "fuzzy":
        return Speaker(match.source.name, match.source.id, match.source.kind, why)
    return Speaker(name, None, kinds.get(name, "unknown"), why)


def _outlet(name: str, why: str, registry: Registry) -> Outlet:
    if name == _SELF:
        return Outlet(registry.publication or "this publication", _SELF, "self", why)
    match = registry.find(name)
    id = None
    if match is not None and match.how != "fuzzy":
        name, id = match.source.name, match.source.id
    return Outlet(name, id, "reported", why, chain=(Hop(name, id, "reported", why),))


def _where(key: str) -> str:
    return "'decision: corrected'" if key == "statement" else "'decision: accepted' or 'corrected'"


def _entries(reading: Reading[LedgerError], root: Table) -> Iterator[Signed]:
    found = reading.mapping(root, "the file", ("version", "signoffs"), ("version", "signoffs"))
    if "signoffs" not in found:
        return
    seen: dict[tuple[str, str, str], int] = {}
    for value in reading.items(found["signoffs"], "signoffs"):
        entry = _entry(reading, value)
        if entry is None:
            continue
        if entry.key in seen:
            about = "statement" if entry.rule is None else "finding"
            reading.mistake(
                value.place,
                f"a second sign-off of the {about} of the one on line {seen[entry.key]}",
            )
        seen.setdefault(entry.key, value.place.line)
        yield entry


def _entry(reading: Reading[LedgerError], value: Value) -> Signed | None:
    keys = (*_NEEDED, _RULE, *_CORRECTIONS)
    found = reading.mapping(value, "a sign-off", keys, required=_NEEDED)
    if not found.keys() >= set(_NEEDED):
        return None
    article = reading.words(found["article"], "article", LONGEST_PATH)
    fingerprint = reading.fingerprint(found["fingerprint"], "fingerprint")
    decision = reading.choice(found["decision"], "decision", DECISIONS)
    by = reading.words(found["by"], "by", LONGEST_NAME)
    day = reading.day(found["date"], "date")
    reason = reading.words(found["reason"], "reason", LONGEST_REASON)
    names = {
        key: reading.words(found[key], key, _LONGEST_PARTY)
        for key in ("speaker", "outlet")
        if key in found
    }
    statement = None
    if "statement" in found:
        choices = (NO_STATEMENT, COMMON_KNOWLEDGE)
        statement = reading.choice(found["statement"], "statement", choices)
    rule = None
    corrects: tuple[Corrected, ...] = ()
    if _RULE in found:
        rule = _rule(reading, found[_RULE])
        _fits_finding(reading, found, decision)
    else:
        corrects = _corrects(reading, value, found, decision)
    if (
        article is None
        or fingerprint is None
        or decision is None
        or by is None
        or day is None
        or reason is None
        or (rule is None and _RULE in found)
    ):
        return None
    sign_off = SignOff(decision, by, day, reason, corrects, statement == COMMON_KNOWLEDGE)
    return Signed(
        article,
        fingerprint,
        sign_off,
        names.get("speaker"),
        names.get("outlet"),
        value.place,
        rule,
    )


def _rule(reading: Reading[LedgerError], value: Value) -> str | None:
    """The name of the rule that an entry gives by name or by code."""
    written = reading.words(value, _RULE, LONGEST_NAME)
    if written is None:
        return None
    name = rule_names().get(written.lower())
    if name is None and written.lower() in {k.lower() for c in CHECKS for k in (c.code, c.name)}:
        reading.mistake(value.place, f"{shown(written)} is the gate's own and cannot be signed off")
    elif name is None:
        near = reading.nearest(written.lower(), rule_names())
        reading.mistake(
            value.place,
            f"there is no rule {shown(written)}; {near or '`attrib explain` lists the rules'}",
        )
    return name


def _fits_finding(
    reading: Reading[LedgerError], found: Mapping[str, Value], decision: Decision | None
) -> None:
    """Note what an entry about a finding cannot say."""
    if decision == "corrected":
        reading.mistake(
            found["decision"].place,
            "a finding is accepted or rejected, found 'corrected'; without 'rule' the entry is "
            "about a statement",
        )
    for key in _CORRECTIONS:
        if key in found:
            reading.mistake(
                found[key].place, f"{key} does not go with 'rule': the entry is about a finding"
            )


def _corrects(
    reading: Reading[LedgerError],
    value: Value,
    found: Mapping[str, Value],
    decision: Decision | None,
) -> tuple[Corrected, ...]:
    """What an entry about a statement corrects; what it cannot say is noted."""
    corrects = tuple(key for key in _CORRECTIONS if key in found)
    if decision == "accepted":
        if "speaker" not in found:
            reading.mistake(
                value.place,
                "'decision: accepted' lacks 'speaker'; expected who was accepted, as the report "
                f"names them, or {_NOBODY!r}",
            )
        # These are no corrections.
        corrects = tuple(key for key in corrects if key == "statement")
    if decision == "corrected" and not corrects:
        reading.mistake(
            value.place,
            "a correction lacks what is right; expected speaker, outlet, or 'statement: false' "
            "(or common-knowledge)",
        )
    elif decision is not None and decision != "corrected" and corrects:
        reading.mistake(
            found[corrects[0]].place,
            f"{corrects[0]} stands only with {_where(corrects[0])}, found {decision!r}",
        )
    elif "statement" in corrects and len(corrects) > 1:
        reading.mistake(
            found[corrects[0]].place, "what is no statement has no speaker and no outlet"
        )
    return corrects
