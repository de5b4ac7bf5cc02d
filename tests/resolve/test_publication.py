from __future__ import annotations

from dataclasses import replace

import pytest

from attrib.model import Attribution
from attrib.read import read_text
from attrib.resolve import resolve

from .build import records, statements_of


def found(
    text: str, source: str, cue: str, publication: str | None, registry: str | None = None
) -> Attribution:
    """What is said of one statement, "the pumps failed", in an article of a publication."""
    document = replace(read_text(text), publication=publication)
    statements = statements_of(text, (source, cue, "the pumps failed"))
    return resolve(document, statements, records(registry))[0]


@pytest.mark.parametrize(
    ("publication", "told", "expected"),
    [
        ("Marlby Gazette", "told the Gazette that", ("Marlby Gazette", "self")),
        ("Marlby Gazette", "told The Gazette that", ("Marlby Gazette", "self")),
        ("Marlby Gazette", "told the Marlby Gazette that", ("Marlby Gazette", "self")),
        ("The Marlby Gazette", "told the Marlby Gazette that", ("The Marlby Gazette", "self")),
        ("Marlby Gazette", "told the Gazette on Monday that", ("Marlby Gazette", "self")),
        ("Harbour Post", "told the Post that", ("Harbour Post", "self")),
        ("New Karlin Times", "told The Times that", ("New Karlin Times", "self")),
        ("Marlby Gazette", "told this newspaper that", ("this publication", "self")),
        ("Radio Marlby", "told Radio Marlby that", ("Radio Marlby", "self")),
        ("Marlby Gazette", "told the Harbour Gazette that", ("Harbour Gazette", "told")),
        ("Marlby Gazette", "told the Post that", ("Post", "told")),
        ("Marlby Gazette", "told the Marlby Post that", ("Marlby Post", "told")),
        ("Marlby Gazette", "told the Gazette of Arden that", ("Gazette of Arden", "told")),
        ("Marlby Gazette", "told Radio Gazette that", ("Radio Gazette", "told")),
        (None, "told the Gazette that", ("Gazette", "told")),
        ("", "told the Gazette that", ("Gazette", "told")),
        ("Marlby Council", "told the Gazette that", ("Gazette", "told")),
    ],
)
def test_told_to_the_publication(
    publication: str | None, told: str, expected: tuple[str, str]
) -> None:
    text = f"Tomas Brandt {told} the pumps failed."
    outlet = found(text, "Tomas Brandt", "told", publication).outlet
    assert outlet is not None
    assert (outlet.name, outlet.how) == expected
    assert (outlet.id == "self") == (outlet.how == "self")


def test_another_of_the_same_last_word_named_before() -> None:
    text = "The Harbour Gazette was first. Tomas Brandt told the Gazette that the pumps failed."
    outlet = found(text, "Tomas Brandt", "told", "Marlby Gazette").outlet
    assert outlet is not None
    assert (outlet.name, outlet.how) == ("Harbour Gazette", "told")


def test_a_record_of_that_one_word_is_another_paper_elsewhere() -> None:
    registry = "version: 1\nsources:\n  - {id: times, kind: outlet, name: The Times}\n"
    text = "Tomas Brandt told the Times that the pumps failed."
    here = found(text, "Tomas Brandt", "told", "Karlin Times", registry).outlet
    elsewhere = found(text, "Tomas Brandt", "told", "Karlin Post", registry).outlet
    assert here is not None
    assert elsewhere is not None
    assert (here.id, elsewhere.id) == ("self", "times")


def test_the_publication_by_another_name_of_its_record() -> None:
    registry = "version: 1\nsources:\n  - {id: rkb, kind: outlet, name: RKB, aliases: [RKB News]}\n"
    text = "Tomas Brandt told RKB that the pumps failed."
    outlet = found(text, "Tomas Brandt", "told", "RKB News", registry).outlet
    assert outlet is not None
    assert outlet.id == "self"


def test_the_publication_speaks() -> None:
    text = "The Gazette reported that the pumps failed."
    speaker = found(text, "The Gazette", "reported", "Marlby Gazette").speaker
    other = found(text, "The Gazette", "reported", "Harbour Post").speaker
    assert speaker is not None
    assert other is not None
    assert (speaker.kind, other.kind) == ("publication", "outlet")


def test_a_desk_s_own_name_and_the_article_s() -> None:
    registry = "version: 1\npublication: {name: Arden Courier}\nsources: []\n"
    for told in ("Courier", "Arden Courier", "Gazette", "Marlby Gazette"):
        text = f"Tomas Brandt told the {told} that the pumps failed."
        outlet = found(text, "Tomas Brandt", "told", "Marlby Gazette", registry).outlet
        assert outlet is not None
        assert outlet.id == "self"
