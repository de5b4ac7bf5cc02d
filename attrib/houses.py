"""House packs: which rules a newsroom's standard asks for, how strictly, and where it says so.

The great houses disagree about what a finding is, so no single list is right. A pack
is data (``attrib/data/houses/*.yaml``, or a desk's own file that extends one of them);
the rules read its limits, and the severities that it sets win over a rule's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from attrib.errors import SettingsError
from attrib.model import DOCUMENT_KINDS, SEVERITIES, DocumentKind, Severity
from attrib.yaml_places import Reading, Scalar, Value, shown

Level = Severity | Literal["off"]

LEVELS: tuple[Level, ...] = (*reversed(SEVERITIES), "off")
# In the order in which they are shown side by side.
HOUSES = ("ap", "reuters", "bbc", "guardian", "npr", "nyt")
DEFAULT = "default"

_SHIPPED = Path(__file__).parent / "data" / "houses"
_ENDINGS = (".yaml", ".yml")
_KEYS = ("version", "name", "short", "extends", "severities", "kinds", "limits", "passages")
# A pack that extends a pack that extends a pack: more than anybody needs.
_DEEPEST = 8
_LONGEST_NAME, _LONGEST_SHORT, _LONGEST_TEXT = 60, 4, 2_000


@dataclass(frozen=True, slots=True)
class HouseLimits:
    """How far a house lets an article go before a rule speaks.

    Attributes:
        sentences_before_speaker: quoted sentences that may stand before the words that
            name their speaker.
        anonymous_sources: unnamed sources that an article may have, each explained,
            without a finding; 0 reports every one.
        sources_needed: parties that must stand behind an article's accusations; 1
            lets a single source carry them.
        paragraphs_to_credit: paragraphs further down in which a claim of the opening may
            still be credited; 0 asks for it in the same paragraph.
        copied_words: words in a row that stand in a source's text, outside quotation marks,
            and are reported.
    """

    sentences_before_speaker: int = 2
    anonymous_sources: int = 0
    sources_needed: int = 2
    paragraphs_to_credit: int = 3
    copied_words: int = 12


# Lowest and highest of each; more than these would leave a rule nothing to say.
LIMITS: Mapping[str, tuple[int, int]] = {
    "sentences_before_speaker": (0, 20),
    "anonymous_sources": (0, 50),
    "sources_needed": (1, 10),
    "paragraphs_to_credit": (0, 50),
    "copied_words": (8, 200),
}


@dataclass(frozen=True, slots=True)
class Passage:
    """What a house's standard says on a rule.

    Attributes:
        standard: the document and the part of it.
        says: what it asks for, in the project's own words.
        house: id of the pack that has it: a house without a passage of its own has that
            of the pack that it extends.
    """

    standard: str
    says: str
    house: str = DEFAULT


class RulePlace(NamedTuple):
    """Where a pack first names a rule; line and column from 1."""

    path: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class House:
    """One newsroom's pack.

    Attributes:
        id: what ``--house`` calls it; a desk's own file is called by its file name.
        name: the newsroom's name.
        short: the same in at most four letters, for a column of a table.
        severities: by name of a rule, where the house's differs from the rule's own.
        kinds: the same for an article of a kind (opinion, live blog); wins over `severities`.
        limits: how far it lets an article go.
        passages: by name of a rule, what its standard says.
        rule_places: where each rule is named. Whether there is such a rule is for the reader
            of the pack to check: `unknown_rule` makes the error.
        kind_places: where each rule of `kinds` is named. Whether it is stricter there than for
            news is likewise for the reader to check: `too_strict` makes the error.
        files: that it was read from, those that it extends first.
    """

    id: str = DEFAULT
    name: str = "attrib"
    short: str = ""
    severities: Mapping[str, Level] = field(default_factory=dict)
    kinds: Mapping[DocumentKind, Mapping[str, Level]] = field(default_factory=dict)
    limits: HouseLimits = field(default_factory=HouseLimits)
    passages: Mapping[str, Passage] = field(default_factory=dict)
    rule_places: Mapping[str, RulePlace] = field(default_factory=dict)
    kind_places: Mapping[tuple[DocumentKind, str], RulePlace] = field(default_factory=dict)
    files: tuple[Path, ...] = ()

    def severity(self, rule: str, kind: DocumentKind) -> Level | None:
        """What the house makes of a rule, by its name, in an article of a kind; None: the rule's own."""
        return self.kinds.get(kind, {}).get(rule, self.severities.get(rule))

    def unknown_rule(self, rule: str, expected: str) -> SettingsError:
        """The error for a name that is no rule, at its place.

        Args:
            rule: the name.
            expected: what could have stood there, as a phrase.
        """
        message = f"unknown rule {shown(rule)}; expected {expected}"
        return _at(self.rule_places.get(rule), message)

    def too_strict(self, rule: str, kind: DocumentKind, news: Level) -> SettingsError:
        """The error for a rule that `kinds` makes stricter than it is for news, at its place.

        Args:
            rule: its name.
            kind: of article.
            news: what the rule is for news.
        """
        return _at(
            self.kind_places.get((kind, rule)),
            f"kinds.{kind} makes {shown(rule)} {self.kinds[kind][rule]}, stricter than the "
            f"{news} that it is for news; a kind is never stricter",
        )


def _at(place: RulePlace | None, message: str) -> SettingsError:
    if place is None:
        return SettingsError(message)
    return SettingsError(message, path=place.path, line=place.line, column=place.column)


def load_house(named: str, folder: Path | None = None) -> House:
    """The pack of a shipped house, or the one in a file.

    Args:
        named: a house that comes with attrib ("reuters"), or the path of a YAML file.
        folder: what a relative path starts from; the working directory without one.

    Raises:
        SettingsError: there is no such house or file, or the file says something that is
            not expected there; names the first such place.
    """
    if named == DEFAULT or named in HOUSES:
        return _shipped(named)
    if not is_file_name(named):
        raise SettingsError(no_such_house(named))
    return _load((folder or Path()) / named, ())


@cache
def default_house() -> House:
    """The pack that holds where no other is chosen."""
    return _shipped(DEFAULT)


def is_file_name(named: str) -> bool:
    """True for what can only be a file: a name with a folder or with a YAML ending."""
    return named.endswith(_ENDINGS) or "/" in named or "\\" in named


def no_such_house(named: str) -> str:
    """What to say to a name that is neither a shipped house nor a file."""
    from difflib import get_close_matches

    near = get_close_matches(named[:40].lower(), (DEFAULT, *HOUSES), n=1)
    hint = f"did you mean {shown(near[0])}?" if near else f"expected {', '.join(HOUSES)}"
    return f"no house {shown(named)}; {hint}" + ("" if near else " or a file that ends in .yaml")


@cache
def _shipped(named: str) -> House:
    return _load(_SHIPPED / f"{named}.yaml", ())


def _load(path: Path, before: tuple[Path, ...]) -> House:
    """The pack in a file; `before` are the files that led to it."""
    reading = Reading(str(path), SettingsError)
    root = reading.file(path)
    house = House()
    if root is not None:
        house = _house(reading, root, path, before)
    elif not reading.errors:
        reading.mistake(None, "is empty; expected at least 'version: 1'")
    for error in reading.in_order():
        raise error
    return house


def _house(
    reading: Reading[SettingsError], root: Value, path: Path, before: tuple[Path, ...]
) -> House:
    found = reading.mapping(root, "the file", _KEYS, required=("version",))
    if "version" in found:
        reading.choice(found["version"], "version", ("1",))
    house = _parent(reading, found.get("extends"), path, before)
    shipped = path.parent == _SHIPPED
    house = replace(house, id=path.stem if shipped else path.name, name=path.stem)
    house = replace(house, short=path.stem.upper()[:_LONGEST_SHORT])
    if "name" in found:
        name = reading.words(found["name"], "name", _LONGEST_NAME)
        house = replace(house, name=name or house.name)
    if "short" in found:
        short = reading.words(found["short"], "short", _LONGEST_SHORT)
        house = replace(house, short=short or house.short)
    places: dict[str, RulePlace] = {}
    own: dict[str, Level] = {}
    if "severities" in found:
        own = _severities(reading, found["severities"], "severities", places)
    kinds = {kind: dict(levels) for kind, levels in house.kinds.items()}
    for levels in kinds.values():
        # What a kind is let off elsewhere never makes it stricter than the house's news.
        levels.update({rule: _milder(levels[rule], own[rule]) for rule in levels.keys() & own})
    kind_places = dict(house.kind_places)
    if "kinds" in found:
        for key, entry in reading.mapping(found["kinds"], "kinds", DOCUMENT_KINDS).items():
            kind = next(known for known in DOCUMENT_KINDS if known == key)
            named: dict[str, RulePlace] = {}
            kinds.setdefault(kind, {}).update(_severities(reading, entry, f"kinds.{kind}", named))
            kind_places.update({(kind, rule): place for rule, place in named.items()})
            places = {**named, **places}
    limits = house.limits
    if "limits" in found:
        limits = _limits(reading, found["limits"], limits)
    passages = dict(house.passages)
    if "passages" in found:
        passages.update(_passages(reading, found["passages"], house.id, places))
    return replace(
        house,
        severities={**house.severities, **own},
        kinds=kinds,
        limits=limits,
        passages=passages,
        rule_places={**places, **house.rule_places},
        kind_places=kind_places,
        files=(*house.files, path),
    )


def _parent(
    reading: Reading[SettingsError], value: Value | None, path: Path, before: tuple[Path, ...]
) -> House:
    """The pack that this one extends: the default, unless it says another."""
    if value is None:
        return House() if path == _SHIPPED / f"{DEFAULT}.yaml" else default_house()
    named = reading.words(value, "extends", 4_096)
    if named is None:
        return House()
    if named == DEFAULT or named in HOUSES:
        return _shipped(named)
    if not is_file_name(named):
        reading.mistake(value.place, no_such_house(named))
        return House()
    parent = path.parent / named
    chain = (*before, path.resolve())
    if parent.resolve() in chain:
        reading.mistake(value.place, f"{shown(named)} extends this file: a circle")
        return House()
    if len(chain) >= _DEEPEST:
        reading.mistake(value.place, f"expected at most {_DEEPEST} files that extend each other")
        return House()
    return _load(parent, chain)


def _milder(one: Level, other: Level) -> Level:
    return max(one, other, key=LEVELS.index)


def _severities(
    reading: Reading[SettingsError], value: Value, what: str, places: dict[str, RulePlace]
) -> dict[str, Level]:
    levels: dict[str, Level] = {}
    for key, entry in reading.entries(value, what):
        level = reading.choice(entry, f"rule {shown(key.text)}", LEVELS)
        if level is not None:
            levels[key.text] = level
            _note_place(reading, key, places)
    return levels


def _limits(reading: Reading[SettingsError], value: Value, limits: HouseLimits) -> HouseLimits:
    found = reading.mapping(value, "limits", [known.name for known in fields(HouseLimits)])
    counts: dict[str, int] = {}
    for name, entry in found.items():
        count = reading.count(entry, name, *LIMITS[name])
        if count is not None:
            counts[name] = count
    return replace(limits, **counts)


def _passages(
    reading: Reading[SettingsError], value: Value, house: str, places: dict[str, RulePlace]
) -> dict[str, Passage]:
    passages: dict[str, Passage] = {}
    keys = ("standard", "says")
    for key, entry in reading.entries(value, "passages"):
        what = f"passage {shown(key.text)}"
        found = reading.mapping(entry, what, keys, required=keys)
        words = [
            reading.words(found[name], f"{name} of {what}", _LONGEST_TEXT)
            for name in keys
            if name in found
        ]
        if len(words) == len(keys) and words[0] is not None and words[1] is not None:
            passages[key.text] = Passage(words[0], words[1], house)
        _note_place(reading, key, places)
    return passages


def _note_place(reading: Reading[SettingsError], key: Scalar, places: dict[str, RulePlace]) -> None:
    places.setdefault(key.text, RulePlace(reading.path, *key.place))
