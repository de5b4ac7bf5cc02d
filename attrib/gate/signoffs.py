"""``attrib.signoffs.yaml``: what editors said of who is credited with a statement.

An entry names its statement by article and fingerprint. What it corrects goes before what
was resolved, before any rule looks; what it accepts no longer blocks. Nothing is left out
of the report for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from attrib.errors import LedgerError
from attrib.model import (
    DECISIONS,
    Attribution,
    Corrected,
    Document,
    Hop,
    Outlet,
    PartyKind,
    SignOff,
    Speaker,
)
from attrib.registry import Registry
from attrib.yaml_places import Place, Reading, Table, Value

from .articles import name_in, normal
from .files import LONGEST_NAME, LONGEST_PATH, LONGEST_REASON, opened, version_of, whole
from .fingerprint import statement_fingerprints

SIGNOFFS_NAME = "attrib.signoffs.yaml"
_LONGEST_PARTY = 200
_NEEDED = ("article", "fingerprint", "decision", "by", "date", "reason")
_CORRECTIONS: tuple[Corrected, ...] = ("speaker", "outlet", "statement")
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


@dataclass(frozen=True, slots=True)
class Signed:
    """One entry of the file.

    Attributes:
        article: path of the article from the file's folder.
        fingerprint: the statement's.
        sign_off: what was decided.
        speaker, outlet: of a correction, names that go in place of what was found, None to
            leave it; of what is accepted, the names that it was accepted with, None for no outlet.
        place: where the entry stands.
    """

    article: str
    fingerprint: str
    sign_off: SignOff
    speaker: str | None
    outlet: str | None
    place: Place


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
        reading, root = opened(path)
        version_of(reading, root, ("1",))
        return whole(reading, cls(path, tuple(_entries(reading, root))))

    def of(self, article: str) -> Mapping[str, Signed]:
        """The entries about the article at a path, by fingerprint."""
        if self.path is None:
            return {}
        name = name_in(self.path.parent, article)
        return self._by_article.get(name, {}) if name is not None else {}

    @cached_property
    def _by_article(self) -> Mapping[str, Mapping[str, Signed]]:
        found: dict[str, dict[str, Signed]] = {}
        for entry in self.entries:
            found.setdefault(normal(entry.article), {})[entry.fingerprint] = entry
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
    seen: dict[tuple[str, str], int] = {}
    for value in reading.items(found["signoffs"], "signoffs"):
        entry = _entry(reading, value)
        if entry is None:
            continue
        key = normal(entry.article), entry.fingerprint
        if key in seen:
            reading.mistake(
                value.place, f"a second sign-off of the statement of the one on line {seen[key]}"
            )
        seen.setdefault(key, value.place.line)
        yield entry


def _entry(reading: Reading[LedgerError], value: Value) -> Signed | None:
    found = reading.mapping(value, "a sign-off", (*_NEEDED, *_CORRECTIONS), required=_NEEDED)
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
    if "statement" in found:
        reading.choice(found["statement"], "statement", ("false",))
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
            "a correction lacks what is right; expected speaker, outlet, or 'statement: false'",
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
    if (
        article is None
        or fingerprint is None
        or decision is None
        or by is None
        or day is None
        or reason is None
    ):
        return None
    sign_off = SignOff(decision, by, day, reason, corrects)
    return Signed(
        article, fingerprint, sign_off, names.get("speaker"), names.get("outlet"), value.place
    )
