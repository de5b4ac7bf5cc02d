"""``attrib.yaml``: how a desk wants its articles checked.

Settings are frozen and passed down; nothing keeps them in a global.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from attrib.errors import SettingsError
from attrib.houses import (
    DEFAULT,
    HOUSES,
    House,
    default_house,
    is_file_name,
    load_house,
    no_such_house,
)
from attrib.model import SEVERITIES, Allowance, Severity
from attrib.yaml_places import Place, Reading, Scalar, Value, is_nothing, shown

FailOn = Literal["error", "warning", "note", "never"]
FAIL_ON: tuple[FailOn, ...] = ("error", "warning", "note", "never")
SETTINGS_NAME = "attrib.yaml"
SOURCES_NAME = "sources.yaml"

_RULE_LEVELS: tuple[Severity | Literal["off"], ...] = (*reversed(SEVERITIES), "off")
_KEYS = (
    *("version", "sources", "shipped_sources", "fail_on", "house", "rules", "limits"),
    *("allow", "baseline", "signoffs"),
)
_ALLOW_KEYS = ("article", "rule", "fingerprint", "reason", "owner", "until")
_MOST = 1_000_000_000
_LONGEST_PATH = 4_096
_LONGEST_REASON, _LONGEST_NAME = 1_000, 100


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of an article, and of a text of a source, is read.

    Attributes:
        max_bytes: size of the largest article that is read, in bytes; of JSON Lines, of a line.
        max_paragraph: length of an article's longest paragraph, in code points.
        max_text_bytes: size of the largest text of a source that is read, in bytes; also of
            an article's DOCX, and of a file of several articles.
    """

    max_bytes: int = 8_000_000
    max_paragraph: int = 50_000
    max_text_bytes: int = 50_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """What ``attrib.yaml`` says.

    Attributes:
        sources: the sources file; None where none is named.
        shipped_sources: whether the records that come with the package answer where
            the sources file does not.
        fail_on: the lowest severity that makes a check fail.
        severities: by code or name of a rule, the severity to use instead of
            its own; "off" leaves the rule out. Whether there is such a rule is
            for the reader of the settings to check: `unknown_rule` makes the error.
        limits: how much of an article is read.
        house: the pack whose severities and limits hold where `severities` says nothing.
        allow: findings that do not block, in the order written; whether the entries hold
            is for the gate to say.
        baseline, signoffs: the files of findings and attributions that the desk has
            accepted; None where none is named.
        path: the file that the settings come from; None for no file.
        rule_places: line and column (from 1) of each key of `severities`.
    """

    sources: Path | None = None
    shipped_sources: bool = True
    fail_on: FailOn = "error"
    severities: Mapping[str, Severity | Literal["off"]] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    house: House = field(default_factory=default_house)
    allow: tuple[Allowance, ...] = ()
    baseline: Path | None = None
    signoffs: Path | None = None
    path: Path | None = None
    rule_places: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def unknown_rule(self, rule: str, expected: str) -> SettingsError:
        """The error for a key of `severities` that is no rule, at its place.

        Args:
            rule: the key.
            expected: what could have stood there, as a phrase.
        """
        return self.mistaken_rule(rule, f"unknown rule {shown(rule)}; expected {expected}")

    def mistaken_rule(self, rule: str, message: str) -> SettingsError:
        """An error about a key of `severities`, at its place.

        Args:
            rule: the key.
            message: what is wrong with it.
        """
        line, column = self.rule_places.get(rule, (None, None))
        return SettingsError(
            message,
            path=str(self.path) if self.path is not None else None,
            line=line,
            column=column,
        )


def load_settings(path: Path) -> Settings:
    """The settings in an ``attrib.yaml``.

    Raises:
        SettingsError: the file cannot be read, or says something that is not
            expected there; names the first such place.
    """
    reading = Reading(str(path), SettingsError)
    root = reading.file(path)
    settings = Settings(path=path)
    if root is not None:
        settings = _settings(reading, root, settings)
    elif not reading.errors:
        reading.mistake(None, "is empty; expected at least 'version: 1'")
    for error in reading.in_order():
        raise error
    return settings


def nearest_settings(start: Path) -> Settings:
    """The settings that hold in a folder.

    They are those of the nearest ``attrib.yaml`` from `start` upwards, or the
    defaults; where they name no sources file, it is the nearest ``sources.yaml``.

    Raises:
        SettingsError: as `load_settings`.
    """
    found = find_upwards(SETTINGS_NAME, start)
    settings = load_settings(found) if found is not None else Settings()
    if settings.sources is None:
        settings = replace(settings, sources=find_upwards(SOURCES_NAME, start))
    return settings


def find_upwards(name: str, start: Path) -> Path | None:
    """The nearest thing called `name` in `start` or the folders above it; None if there is none.

    Also what is no file (a folder, a link to nothing): what it should hold decides what is
    found and what blocks, so its reader must say that it cannot be read.
    """
    start = Path(start).absolute()
    for folder in (start, *start.parents):
        if os.path.lexists(folder / name):
            return folder / name
    return None


def _settings(reading: Reading[SettingsError], root: Value, settings: Settings) -> Settings:
    found = reading.mapping(root, "the file", _KEYS, required=("version",))
    if "version" in found:
        reading.choice(found["version"], "version", ("1",))
    if "sources" in found and settings.path is not None:
        named = reading.words(found["sources"], "sources", _LONGEST_PATH)
        if named is not None:
            settings = replace(settings, sources=settings.path.parent / named)
    if "shipped_sources" in found:
        use = reading.choice(found["shipped_sources"], "shipped_sources", ("true", "false"))
        settings = replace(settings, shipped_sources=use != "false")
    if "fail_on" in found:
        fail_on = reading.choice(found["fail_on"], "fail_on", FAIL_ON)
        if fail_on is not None:
            settings = replace(settings, fail_on=fail_on)
    if "house" in found:
        settings = replace(settings, house=_house(reading, found["house"], settings))
    if "rules" in found:
        severities, places = _rules(reading, found["rules"])
        settings = replace(settings, severities=severities, rule_places=places)
    if "limits" in found:
        settings = replace(settings, limits=_limits(reading, found["limits"]))
    if "allow" in found:
        settings = replace(settings, allow=tuple(_allow(reading, found["allow"])))
    folder = settings.path.parent if settings.path is not None else Path()
    if "baseline" in found:
        named = reading.words(found["baseline"], "baseline", _LONGEST_PATH)
        settings = replace(settings, baseline=folder / (named or ""))
    if "signoffs" in found:
        named = reading.words(found["signoffs"], "signoffs", _LONGEST_PATH)
        settings = replace(settings, signoffs=folder / (named or ""))
    return settings


def _house(reading: Reading[SettingsError], value: Value, settings: Settings) -> House:
    named = reading.words(value, "house", _LONGEST_PATH)
    if named is not None:
        if named == DEFAULT or named in HOUSES or is_file_name(named):
            return load_house(named, settings.path.parent if settings.path is not None else None)
        reading.mistake(value.place, no_such_house(named))
    return settings.house


def _allow(reading: Reading[SettingsError], value: Value) -> Iterator[Allowance]:
    seen: dict[tuple[str, str, str], int] = {}
    for entry in reading.items(value, "allow"):
        what = "an entry of allow"
        found = reading.mapping(entry, what, _ALLOW_KEYS, required=_ALLOW_KEYS[:3])
        article = rule = fingerprint = reason = owner = until = None
        if "article" in found:
            article = reading.words(found["article"], "article", _LONGEST_PATH)
        if "rule" in found:
            rule = reading.words(found["rule"], "rule", _LONGEST_NAME)
        if "fingerprint" in found:
            fingerprint = reading.fingerprint(found["fingerprint"], "fingerprint")
        if "reason" in found and not _is_blank(found["reason"]):
            reason = reading.words(found["reason"], "reason", _LONGEST_REASON)
        if "owner" in found:
            owner = reading.words(found["owner"], "owner", _LONGEST_NAME)
        if "until" in found:
            until = reading.day(found["until"], "until")
        if article is None or rule is None or fingerprint is None:
            continue
        key = article, rule, fingerprint
        if key in seen:
            reading.mistake(entry.place, f"the same as the entry of allow on line {seen[key]}")
        seen.setdefault(key, entry.place.line)
        yield Allowance(article, rule, fingerprint, reason, owner, until, *entry.place)


def _is_blank(value: Value) -> bool:
    return is_nothing(value) or (isinstance(value, Scalar) and not value.text.strip())


def _rules(
    reading: Reading[SettingsError], value: Value
) -> tuple[dict[str, Severity | Literal["off"]], dict[str, tuple[int, int]]]:
    severities: dict[str, Severity | Literal["off"]] = {}
    places: dict[str, tuple[int, int]] = {}
    for key, entry in reading.entries(value, "rules"):
        level = reading.choice(entry, f"rule {shown(key.text)}", _RULE_LEVELS)
        if level is not None:
            severities[key.text] = level
            places[key.text] = _plain(key)
    return severities, places


def _plain(key: Scalar) -> tuple[int, int]:
    place: Place = key.place
    return place.line, place.column


def _limits(reading: Reading[SettingsError], value: Value) -> Limits:
    limits = Limits()
    found = reading.mapping(value, "limits", ("max_bytes", "max_paragraph", "max_text_bytes"))
    if "max_bytes" in found:
        most = reading.count(found["max_bytes"], "max_bytes", 1, _MOST)
        limits = replace(limits, max_bytes=most or limits.max_bytes)
    if "max_paragraph" in found:
        most = reading.count(found["max_paragraph"], "max_paragraph", 1, _MOST)
        limits = replace(limits, max_paragraph=most or limits.max_paragraph)
    if "max_text_bytes" in found:
        most = reading.count(found["max_text_bytes"], "max_text_bytes", 1, _MOST)
        limits = replace(limits, max_text_bytes=most or limits.max_text_bytes)
    return limits
