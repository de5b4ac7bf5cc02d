"""The records that come with the package: what a newsroom expects of them."""

from __future__ import annotations

from importlib import resources

import pytest
import yaml

from attrib import Checker, Registry, Settings
from attrib.registry.match import key_of

FILES = sorted(
    (f for f in resources.files("attrib").joinpath("data", "sources").iterdir()),
    key=lambda file: file.name,
)


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.shipped()


def test_there_are_media_of_many_countries_and_public_bodies(registry: Registry) -> None:
    records = registry.shipped_sources
    assert len(records) >= 1_000
    assert len({r.country for r in records if r.kind == "outlet" and r.country}) >= 60
    assert sum(r.kind == "institution" for r in records) >= 300
    # People change office; whoever is on a list for good is on a desk's.
    assert not [r.id for r in records if r.kind == "person"]
    # Whom to trust is for a desk to say.
    assert {r.status for r in records} == {"approved"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_each_file_tells_its_origin(file) -> None:
    head = file.read_text("utf-8").split("version:")[0]
    assert all(line.startswith("#") for line in head.splitlines() if line)
    assert "general knowledge" in head
    assert "copied" in head


def test_no_description_is_a_name_of_another_record() -> None:
    """Descriptions count where a record is named; a name counts everywhere, and would win."""
    records = [
        r for f in FILES for r in yaml.load(f.read_text("utf-8"), yaml.CBaseLoader)["sources"]
    ]
    names = {key_of(n): r["id"] for r in records for n in (r["name"], *r.get("aliases", ()))}
    clashes = [
        (record["id"], phrase, names[key_of(phrase)])
        for record in records
        for phrase in record.get("descriptions", ())
        if names.get(key_of(phrase), record["id"]) != record["id"]
    ]
    assert clashes == []


@pytest.mark.parametrize(
    ("written", "id"),
    [
        ("Reuters", "reuters"),
        ("Agence France Presse", "afp"),
        ("the AP", "ap"),
        ("RTHK", "rthk"),
        ("the FBI’s", "fbi"),
        ("the U.S. Justice Department", "doj"),
        ("the World Health Organisation", "world-health-organization"),
        ("WHO", "world-health-organization"),
        ("Nato", "nato"),
        ("the Kremlin", "kremlin"),
        ("Rueters", "reuters"),
        ("The Wall Street Journal", "wall-street-journal"),
    ],
)
def test_what_the_news_names_is_known(registry: Registry, written: str, id: str) -> None:
    match = registry.find(written)
    assert match is not None
    assert match.source.id == id


EVERYDAY = [
    "Time",
    "Today",
    "Sun",
    "Star",
    "Mirror",
    "Metro",
    "Post",
    "Times",
    "People",
    "Nature",
    "Science",
    "Who",
    "Us",
    "It",
    "State",
    "Treasury",
    "Congress",
    "Parliament",
    "Senate",
    "Independent",
    "Independents",
    "Guardian",
    "Guardians",
    "Express",
    "Focus",
    "Vice",
    "Variety",
    "Fortune",
    "Economist",
    "Australian",
    "Nation",
    "World",
    "Week",
    "Herald",
    "Standard",
    "Record",
    "Police",
    "Court",
    "Government",
    "Gao",
    "Ana",
    "Cia",
    "Efe",
    "Dpa",
    "D-Pa",
    "Sec",
    "Fed",
    "Ap",
    "Al",
    "Rt",
    "Sana",
    "Mina",
    "Ina",
    "Ria",
    "Justice",
    "Defence",
    "Education",
    "Department",
    "Ministry",
    "Supreme",
    "Federal",
    "Hill",
    "Street",
    "House",
    "Friday",
    "Sunday",
    "Morning",
    "News",
]


@pytest.mark.parametrize("word", EVERYDAY)
def test_an_everyday_word_is_no_name(registry: Registry, word: str) -> None:
    assert registry.find(word) is None


@pytest.mark.parametrize(
    "name",
    ["Supreme Court", "Foreign Ministry", "Ministry of Health", "Interior Ministry", "High Court",
     "Department of Health", "Health Ministry", "Central Bank", "City Council", "National Police",
     "Department of Justice", "Daily News", "Evening Post", "Radio One", "Channel 4 News Desk"],
)  # fmt: skip
def test_what_many_countries_have_is_none_of_them(registry: Registry, name: str) -> None:
    assert registry.find(name) is None


ARTICLE = "The pier will stay shut until spring, Ines Calder told Reuters on Monday.\n"


def test_a_checker_uses_them_unless_it_is_told_not_to() -> None:
    def outlet(checker: Checker) -> str | None:
        (attribution,) = checker.check(ARTICLE).attributions
        assert attribution.outlet.name == "Reuters"
        return attribution.outlet.id

    assert outlet(Checker()) == "reuters"
    assert outlet(Checker(settings=Settings(shipped_sources=False))) is None
    assert outlet(Checker(Registry.empty())) is None
    own = "version: 1\nsources: [{id: rtr, kind: outlet, name: Reuters}]"
    assert outlet(Checker(Registry.parse(own))) == "rtr"


def test_whom_they_know_is_no_unknown_source() -> None:
    own = "version: 1\nsources: [{id: bay, kind: outlet, name: Radio Bay}]"
    text = "The pier will stay shut, Reuters reported. It is safe, the Harbour Board said.\n"
    found = Checker(Registry.parse(own)).check(text).findings
    unknown = [f.message.split(" has")[0] for f in found if f.name == "unknown-source"]
    assert unknown == ["Harbour Board"]


def test_an_unnamed_station_is_none_of_them() -> None:
    text = "The pier will stay shut, Ines Calder told the station. She called the broadcaster.\n"
    report = Checker().check(text)
    assert all(a.outlet is None or a.outlet.id in (None, "self") for a in report.attributions)
