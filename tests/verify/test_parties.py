"""Whether a speaker and a voice are one party."""

from __future__ import annotations

import pytest

from attrib import Registry
from attrib.model import Speaker
from attrib.verify.parties import Parties, Voice, key_of

SOURCES = """version: 1
sources:
  - {id: county, kind: institution, name: Coast County}
  - {id: board, kind: institution, name: Harbour Board, aliases: [the Board], parent: county}
  - {id: mill, kind: institution, name: Coast Mill}
  - {id: lund, kind: person, name: Per Lund, affiliation: board}
  - {id: storm, kind: person, name: Ida Storm, affiliation: mill}
  - {id: vik, kind: person, name: Nora Vik}
"""


@pytest.fixture
def parties() -> Parties:
    return Parties(Registry.parse(SOURCES, shipped=False))


def person(name: str, id: str | None = None) -> Speaker:
    return Speaker(name, id, "person", "")


def body(name: str, id: str | None = None) -> Speaker:
    return Speaker(name, id, "institution", "")


@pytest.mark.parametrize(
    ("speaker", "voice", "same"),
    [
        # By their names.
        (person("Odd Moen"), Voice("ODD MOEN"), True),
        (person("Odd Moen"), Voice("Mr. Moen"), True),
        (person("Odd Moen"), Voice("Moen, mayor"), True),
        (person("Odd Moen"), Voice("Odd Moen (by telephone)"), True),
        (person("Moen"), Voice("Odd Moen"), True),
        (person("Odd Moen"), Voice("Liv Aune"), False),
        (person("Odd Moen"), Voice("Liv Moen"), False),
        (body("Night Watch"), Voice("Night Watch"), True),
        (body("Night Watch"), Voice("Liv Aune"), None),
        # Labels that name nobody.
        (person("Odd Moen"), Voice("THE COURT"), None),
        (person("Odd Moen"), Voice("Q"), None),
        (person("Odd Moen"), Voice("Juror 7"), None),
        # Those who are not named are nobody in particular, unless the record knows them.
        (Speaker("an official", None, "anonymous", ""), Voice("Liv Aune"), None),
        (Speaker("residents", None, "group", ""), Voice("Liv Aune"), None),
        (Speaker("he", None, "unknown", ""), Voice("Liv Aune"), None),
        (Speaker("the crews", "storm", "group", ""), Voice("Per Lund", "lund"), False),
        # By the record.
        (person("Per Lund", "lund"), Voice("Per Lund", "lund"), True),
        (person("Per Lund", "lund"), Voice("Harbour Board", "board"), True),
        (body("Harbour Board", "board"), Voice("Per Lund", "lund"), True),
        (person("Per Lund", "lund"), Voice("Coast County", "county"), True),
        (body("Coast County", "county"), Voice("Harbour Board", "board"), True),
        (person("Per Lund", "lund"), Voice("Coast Mill", "mill"), False),
        (body("Coast Mill", "mill"), Voice("Harbour Board", "board"), False),
        (person("Per Lund", "lund"), Voice("Ida Storm", "storm"), False),
        # Whose official she is, no record says.
        (person("Nora Vik", "vik"), Voice("Harbour Board", "board"), None),
        (person("Odd Moen"), Voice("Harbour Board", "board"), None),
    ],
)
def test_who_is_one_party(
    parties: Parties, speaker: Speaker, voice: Voice, same: bool | None
) -> None:
    assert parties.same(speaker, voice) is same


@pytest.mark.parametrize(
    ("written", "voice"),
    [
        ("lund", Voice("Per Lund", "lund")),
        ("Per Lund", Voice("Per Lund", "lund")),
        ("MR. PER LUND", Voice("Per Lund", "lund")),
        ("the Board", Voice("Harbour Board", "board")),
        ("Per Lunt", Voice("Per Lunt")),
        ("THE WITNESS", Voice("THE WITNESS")),
    ],
)
def test_whom_a_label_means(parties: Parties, written: str, voice: Voice) -> None:
    assert parties.voice(written) == voice


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Per Lund", "lund"),
        ("MR. LUND", "lund"),
        ("Lund, mayor", "lund"),
        ("André Åberg", "aberg"),
        ("7", ""),
    ],
)
def test_what_names_of_one_party_share(name: str, key: str) -> None:
    assert key_of(name) == key
