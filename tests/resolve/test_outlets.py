from __future__ import annotations

import pytest

from attrib.model import Outlet

from .build import attributions


@pytest.mark.parametrize(
    ("text", "row", "expected"),
    [
        pytest.param(
            "Tomas Brandt told RKB that the pumps failed.",
            ("Tomas Brandt", "told", "the pumps failed"),
            ("rkb", "told"),
            id="told a medium",
        ),
        pytest.param(
            "In an interview with Radio Karlin Bay, Tomas Brandt said the pumps failed.",
            ("Tomas Brandt", "said", "the pumps failed"),
            ("rkb", "told"),
            id="in an interview with one",
        ),
        pytest.param(
            "RKB was first. Tomas Brandt told the station that the pumps failed.",
            ("Tomas Brandt", "told", "the pumps failed"),
            ("rkb", "told"),
            id="a description of a medium named before",
        ),
        pytest.param(
            "Tomas Brandt told reporters that the pumps failed. RKB was not there.",
            ("Tomas Brandt", "told", "the pumps failed"),
            ("self", "self"),
            id="told reporters: in public",
        ),
        pytest.param(
            "Tomas Brandt told us that the pumps failed.",
            ("Tomas Brandt", "told", "the pumps failed"),
            ("self", "self"),
            id="told us",
        ),
        pytest.param(
            "Northwire reports that the pumps failed.",
            ("Northwire", "reports", "the pumps failed"),
            ("northwire", "reported"),
            id="a medium reports",
        ),
        pytest.param(
            "Tomas Brandt said the pumps failed, Northwire reported.",
            ("Tomas Brandt", "said", "the pumps failed"),
            ("northwire", "reported"),
            id="a medium credited at the end",
        ),
        pytest.param(
            "The Customs Board said the ledger was whole.",
            ("The Customs Board", "said", "the ledger was whole"),
            ("customs", "own-words"),
            id="an institution's own words",
        ),
        pytest.param(
            "Tomas Brandt said the pumps failed.",
            ("Tomas Brandt", "said", "the pumps failed"),
            ("self", "self"),
            id="no channel named",
        ),
        pytest.param(
            "Tomas Brandt told the court that the pumps failed.",
            ("Tomas Brandt", "told", "the pumps failed"),
            ("self", "self"),
            id="told a court",
        ),
        pytest.param(
            "Tomas Brandt wrote on X that the pumps failed.",
            ("Tomas Brandt", "wrote", "the pumps failed"),
            (None, "own-words"),
            id="a post",
        ),
        pytest.param(
            "The Customs Board wrote on X that the ledger was whole.",
            ("The Customs Board", "wrote", "the ledger was whole"),
            ("customs", "own-words"),
            id="an institution's post is its own words",
        ),
        pytest.param(
            "In an op-ed for Northwire, Tomas Brandt wrote that the pumps failed.",
            ("Tomas Brandt", "wrote", "the pumps failed"),
            ("northwire", "told"),
            id="an op-ed",
        ),
        pytest.param(
            "In a statement to this newspaper, Tomas Brandt said the pumps failed.",
            ("Tomas Brandt", "said", "the pumps failed"),
            ("self", "self"),
            id="a statement to this newspaper",
        ),
        pytest.param(
            "RKB quoted Tomas Brandt as saying the pumps failed.",
            ("Tomas Brandt", "saying", "the pumps failed"),
            ("rkb", "reported"),
            id="quoted as saying",
        ),
        pytest.param(
            "According to documents obtained by RKB, the pumps failed.",
            ("documents obtained by RKB", "According to", "the pumps failed"),
            ("rkb", "reported"),
            id="documents obtained by a medium",
        ),
        pytest.param(
            "On Monday Northwire, citing two people familiar with the deal, said the pumps failed.",
            ("Northwire", "said", "the pumps failed"),
            ("northwire", "reported"),
            id="citing two people",
        ),
        pytest.param(
            "Northwire, citing two people familiar with the deal, said the pumps failed.",
            ("Northwire", "said", "the pumps failed"),
            ("northwire", "reported"),
            id="citing two people, first in the article",
        ),
        pytest.param(
            "Tomas Brandt, a spokesman for the Customs Board, said the ledger was whole.",
            ("Tomas Brandt, a spokesman for the Customs Board,", "said", "the ledger was whole"),
            ("customs", "own-words"),
            id="a spokesman with a name",
        ),
        pytest.param(
            "A spokesman for the Customs Board said the ledger was whole.",
            ("A spokesman for the Customs Board", "said", "the ledger was whole"),
            ("customs", "own-words"),
            id="a spokesman without a name",
        ),
        pytest.param(
            "A spokesman for the Customs Board told RKB that the ledger was whole.",
            ("A spokesman for the Customs Board", "told", "the ledger was whole"),
            ("rkb", "told"),
            id="a spokesman told a medium",
        ),
        pytest.param(
            "Tomas Brandt, a lawyer for the Customs Board, said the ledger was whole.",
            ("Tomas Brandt, a lawyer for the Customs Board,", "said", "the ledger was whole"),
            ("self", "self"),
            id="a lawyer's own words are theirs",
        ),
        pytest.param(
            "The Customs Board met. Its chairman, Leo Price, said in a statement it was whole.",
            ("Its chairman, Leo Price,", "said", "it was whole"),
            ("customs", "own-words"),
            id="a role in its body's statement",
        ),
        pytest.param(
            "The Customs Board met. Its chairman, Leo Price, said it was whole.",
            ("Its chairman, Leo Price,", "said", "it was whole"),
            ("self", "self"),
            id="a role in his own words",
        ),
        pytest.param(
            "The Customs Board met. In a statement, Ada Moss, its chairwoman, said it was whole.",
            ("Ada Moss, its chairwoman,", "said", "it was whole"),
            ("customs", "own-words"),
            id="a role behind its holder, in its body's statement",
        ),
        pytest.param(
            "Tomas Brandt told the Arden Courier that the pumps failed.",
            ("Tomas Brandt", "told", "the pumps failed"),
            ("self", "self"),
            id="told this publication, by its name",
        ),
        pytest.param(
            "The Arden Courier has learned that the pumps failed.",
            ("The Arden Courier", "learned", "the pumps failed"),
            ("self", "self"),
            id="this publication has learned, by its name",
        ),
    ],
)
def test_outlet(text: str, row: tuple[str, str, str], expected: tuple[str, str]) -> None:
    (found,) = attributions(text, row)
    assert found.outlet is not None
    assert (found.outlet.id, found.outlet.how) == expected


def test_the_outlet_carries_over_while_the_speaker_talks_on_and_no_longer() -> None:
    text = (
        "Tomas Brandt told RKB that the pumps failed. He said nobody rang.\n\n"
        "Ada Moss said the dam would hold. Brandt said it was old."
    )
    found = attributions(
        text,
        ("Tomas Brandt", "told", "the pumps failed"),
        ("He", "said", "nobody rang"),
        ("Ada Moss", "said", "the dam would hold"),
        ("Brandt", "said", "it was old"),
    )
    assert [(a.outlet.id, a.outlet.how) for a in found if a.outlet] == [
        ("rkb", "told"),
        ("rkb", "carried"),
        ("self", "self"),
        ("self", "self"),
    ]


def chain(outlet: Outlet | None) -> list[tuple[str, str]]:
    assert outlet is not None
    return [(hop.name, hop.how) for hop in outlet.chain]


@pytest.mark.parametrize(
    ("text", "row", "expected"),
    [
        pytest.param(
            "Tomas Brandt told RKB that the pumps failed, AFP reported, in a dispatch carried by "
            "the Karlin Gazette.",
            ("Tomas Brandt", "told", "the pumps failed"),
            [("RKB", "told"), ("AFP", "reported"), ("Karlin Gazette", "reported")],
            id="three hops",
        ),
        pytest.param(
            "According to Northwire, Tomas Brandt told RKB that the pumps failed.",
            ("Tomas Brandt", "told", "the pumps failed"),
            [("RKB", "told"), ("Northwire", "reported")],
            id="the outer hop named first",
        ),
        pytest.param(
            "RKB, citing the Karlin Gazette, said the pumps failed.",
            ("RKB, citing the Karlin Gazette,", "said", "the pumps failed"),
            [("Karlin Gazette", "cited"), ("RKB", "reported")],
            id="a medium that cites one: the cited one stands before it",
        ),
        pytest.param(
            "Tomas Brandt wrote on X that the pumps failed, RKB reported.",
            ("Tomas Brandt", "wrote", "the pumps failed"),
            [("X", "own-words"), ("RKB", "reported")],
            id="a post that a medium passed on",
        ),
        pytest.param(
            "Tomas Brandt told RKB that the pumps failed, RKB reported.",
            ("Tomas Brandt", "told", "the pumps failed"),
            [("RKB", "told")],
            id="one medium named twice is one hop",
        ),
        pytest.param(
            "Tomas Brandt told reporters that the pumps failed.",
            ("Tomas Brandt", "told", "the pumps failed"),
            [],
            id="said in public: none",
        ),
        pytest.param(
            "Tomas Brandt told us that the pumps failed.",
            ("Tomas Brandt", "told", "the pumps failed"),
            [],
            id="said to us: none",
        ),
    ],
)
def test_chain(text: str, row: tuple[str, str, str], expected: list[tuple[str, str]]) -> None:
    (found,) = attributions(text, row)
    assert found.outlet is not None
    assert chain(found.outlet) == expected
    if expected:
        first = next(hop for hop in found.outlet.chain if hop.how != "cited")
        assert (first.name, first.id, first.how) == (
            found.outlet.name,
            found.outlet.id,
            found.outlet.how,
        )


def test_each_hop_has_its_words_and_its_place() -> None:
    text = (
        "Tomas Brandt told RKB that the pumps failed, AFP reported, in a dispatch carried by the "
        "Karlin Gazette."
    )
    (found,) = attributions(text, ("Tomas Brandt", "told", "the pumps failed"))
    assert found.outlet is not None
    words = [hop.words for hop in found.outlet.chain]
    assert words == ["“told RKB”", "“AFP reported”", "“carried by Karlin Gazette”"]
    places = [hop.mention for hop in found.outlet.chain]
    assert [text[p.start : p.end] for p in places if p] == ["RKB", "AFP", "Karlin Gazette"]


NESTED = [
    ("Northwire", "reported", "Ada Moss had told RKB that the pumps failed"),
    ("Ada Moss", "told", "the pumps failed"),
]


def test_a_nested_statement_carries_its_carriers_chain() -> None:
    text = "On Monday Northwire reported that Ada Moss had told RKB that the pumps failed."
    outer, inner = attributions(text, *NESTED, within={2: 1})
    assert chain(outer.outlet) == [("Northwire", "reported")]
    assert chain(inner.outlet) == [("RKB", "told"), ("Northwire", "reported")]


def test_a_nested_statement_without_a_medium_of_its_own_has_its_carriers() -> None:
    text = "Ada Moss told RKB that Leo Price had said the pumps failed."
    rows = [
        ("Ada Moss", "told", "Leo Price had said the pumps failed"),
        ("Leo Price", "said", "the pumps failed"),
    ]
    outer, inner = attributions(text, *rows, within={2: 1})
    assert outer.outlet is not None
    assert inner.outlet is not None
    assert (inner.outlet.id, inner.outlet.how) == ("rkb", "told")
    assert inner.outlet.chain == outer.outlet.chain


def test_a_nested_statement_in_this_publications_own_has_its_own() -> None:
    text = "Ada Moss said Leo Price had said the pumps failed."
    rows = [
        ("Ada Moss", "said", "Leo Price had said the pumps failed"),
        ("Leo Price", "said", "the pumps failed"),
    ]
    _, inner = attributions(text, *rows, within={2: 1})
    assert inner.outlet is not None
    assert (inner.outlet.id, inner.outlet.chain) == ("self", ())


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (0, ("rkb", "carried")),
        (1, ("rkb", "carried")),
        (2, ("self", "self")),
        (9, ("self", "self")),
    ],
)
def test_carried_over_no_further_than_two_paragraphs(
    paragraphs: int, expected: tuple[str, str]
) -> None:
    text = (
        "Tomas Brandt told RKB that the pumps failed."
        + "\n\nThe rain fell." * paragraphs
        + "\n\nBrandt said nobody rang."
    )
    found = attributions(
        text, ("Tomas Brandt", "told", "the pumps failed"), ("Brandt", "said", "nobody rang")
    )
    assert found[1].outlet is not None
    assert (found[1].outlet.id, found[1].outlet.how) == expected
    assert chain(found[1].outlet) == ([("RKB", "told")] if expected[0] == "rkb" else [])


def test_carried_over_again_and_again_while_the_speaker_talks_on() -> None:
    text = "Tomas Brandt told RKB that the pumps failed." + "".join(
        f"\n\nHe said pump {number} was old." for number in range(6)
    )
    rows = [("He", "said", f"pump {number} was old") for number in range(6)]
    _, *found = attributions(text, ("Tomas Brandt", "told", "the pumps failed"), *rows)
    assert {(a.outlet.id, a.outlet.how) for a in found if a.outlet} == {("rkb", "carried")}
    assert len({a.outlet.evidence for a in found if a.outlet}) == 1


def test_told_reporters_ends_what_is_carried_over() -> None:
    text = (
        "Tomas Brandt told RKB that the pumps failed. He told reporters that it was old. "
        "He said nobody rang."
    )
    found = attributions(
        text,
        ("Tomas Brandt", "told", "the pumps failed"),
        ("He", "told", "it was old"),
        ("He", "said", "nobody rang"),
    )
    assert [a.outlet.id for a in found if a.outlet] == ["rkb", "self", "self"]


def test_an_answer_to_a_post_stands_where_the_post_does() -> None:
    text = "Ada Moss wrote on Bluesky that the pumps failed. In a reply, Leo Price said it was old."
    found = attributions(
        text, ("Ada Moss", "wrote", "the pumps failed"), ("Leo Price", "said", "it was old")
    )
    assert [(a.outlet.name, a.outlet.how) for a in found if a.outlet] == [
        ("Bluesky", "own-words"),
        ("Bluesky", "own-words"),
    ]


def test_one_of_them_speaks_on_to_the_same_medium() -> None:
    text = "Two people told RKB that the wall was old. One of them said it stank."
    found = attributions(
        text, ("Two people", "told", "the wall was old"), ("One of them", "said", "it stank")
    )
    assert [(a.outlet.id, a.outlet.how) for a in found if a.outlet] == [
        ("rkb", "told"),
        ("rkb", "carried"),
    ]


def test_a_body_without_a_name_speaks_through_its_spokesman() -> None:
    text = "Leo Price, a spokesman for the governor’s office, said the wall was old."
    row = ("Leo Price, a spokesman for the governor’s office,", "said", "the wall was old")
    (found,) = attributions(text, row)
    assert found.outlet is not None
    assert (found.outlet.name, found.outlet.how) == ("governor’s office", "own-words")
    assert found.outlet.mention is not None
    assert text[found.outlet.mention.start : found.outlet.mention.end] == "the governor’s office"


GAZETTE = "version: 1\nsources:\n  - {id: pa, kind: outlet, name: PA Wire, aliases: [Press Association]}\n"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("told the Press Association that", ("PA Wire", "told")),
        ("in an interview with the Press Association, said", ("PA Wire", "told")),
        ("told Press Gazette that", ("Press Gazette", "told")),
        ("told the Press Journal that", ("Press Journal", "told")),
        ("told Media Week News that", ("Media Week News", "told")),
        ("told Court TV that", ("Court TV", "told")),
        ("told Parliament Radio that", ("Parliament Radio", "told")),
        ("told Journalists Weekly that", ("Journalists Weekly", "told")),
        ("told the press that", ("this publication", "self")),
        ("told the press association that", ("this publication", "self")),
        ("told the media that", ("this publication", "self")),
        ("told journalists that", ("this publication", "self")),
        ("told reporters that", ("this publication", "self")),
        ("told the court that", ("this publication", "self")),
        ("told Parliament that", ("this publication", "self")),
        ("told us that", ("this publication", "self")),
        ("told this newspaper that", ("this publication", "self")),
    ],
)
def test_a_medium_whose_name_begins_with_the_press(told: str, expected: tuple[str, str]) -> None:
    text = f"Tomas Brandt {told} the pumps failed."
    verb = "said" if told.endswith("said") else "told"
    row = ("Tomas Brandt", verb, "the pumps failed")
    (found,) = attributions(text, row, registry=GAZETTE)
    assert found.outlet is not None
    assert (found.outlet.name, found.outlet.how) == expected


def test_one_of_several_is_none_of_somebody_else() -> None:
    text = "Leo Price told RKB that the wall was old. One of the nurses said it stank."
    found = attributions(
        text,
        ("Leo Price", "told", "the wall was old"),
        ("One of the nurses", "said", "it stank"),
    )
    assert [a.outlet.id for a in found if a.outlet] == ["rkb", "self"]


@pytest.mark.parametrize(
    ("first", "then", "carries"),
    [
        ("Leo Price", "He", True),
        ("Leo Price", "Price", True),
        ("Leo Price, a porter,", "The porter", True),
        ("Two nurses", "One of them", True),
        ("Two nurses", "Another of them", True),
        ("Two nurses", "One of the nurses", True),
        ("Two nurses", "The nurses", True),
        ("Three officials", "One of the officials", True),
        ("Leo Price", "One of them", False),
        ("Leo Price", "One of the nurses", False),
        ("Leo Price", "Two nurses", False),
        ("Leo Price", "Another of the porters", False),
        ("Two nurses", "One of the doctors", False),
        ("Two nurses", "Two doctors", False),
        ("A nurse", "A nurse", False),
        ("A nurse", "Another nurse", False),
        ("Leo Price", "Ada Moss", False),
        ("A porter", "One of them", False),
    ],
)
@pytest.mark.parametrize("between", [" ", "\n\n"])
def test_an_outlet_carries_over_to_the_same_speaker_alone(
    first: str, then: str, carries: bool, between: str
) -> None:
    text = f"{first} told RKB that the wall was old.{between}{then} said it stank."
    found = attributions(text, (first, "told", "the wall was old"), (then, "said", "it stank"))
    assert [a.outlet.id for a in found if a.outlet] == ["rkb", "rkb" if carries else "self"]
