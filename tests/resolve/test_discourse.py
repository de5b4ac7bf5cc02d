from __future__ import annotations

import pytest

from attrib.resolve.discourse import Discourse, Referent, leads
from attrib.resolve.mentions import find_mentions
from attrib.resolve.parties import find_parties

from .build import Row, at, reading, statements_of


def discourse(text: str, *rows: Row) -> Discourse:
    article = reading(text)
    return Discourse(
        article.document,
        article.parties,
        statements_of(text, *rows),
        article.descriptions,
        article.words,
    )


def meant(text: str, *rows: Row) -> Referent | None:
    """Whom the source of the last row means."""
    span = statements_of(text, *rows)[-1].source[0]
    return discourse(text, *rows).meant_by(span.start)


SHE, HE = ("She", "said", "it was new"), ("He", "said", "it was new")
IT, THEY = ("It", "said", "it was new"), ("They", "said", "it was new")


@pytest.mark.parametrize(
    ("text", "row", "expected"),
    [
        pytest.param(
            "Ada Moss left. Leo Price stayed. She said it was new.", SHE, "Ada Moss", id="gender"
        ),
        pytest.param(
            "Kim Moss met Robin Vale in May. She said it was new.",
            SHE,
            "Kim Moss",
            id="the subject",
        ),
        pytest.param(
            "Kim Moss left. The rain fell. Robin Vale came. She said it was new.",
            SHE,
            "Robin Vale",
            id="the nearer",
        ),
        pytest.param(
            "The Harbour Trust met Ada Moss. It said it was new.", IT, "Harbour Trust", id="it"
        ),
        pytest.param(
            "The Harbour Trust met Ada Moss. She said it was new.", SHE, "Ada Moss", id="no body"
        ),
        pytest.param(
            "Unlike Kim Moss, Robin Vale was late. She said it was new.",
            SHE,
            "Robin Vale",
            id="unlike somebody: not them",
        ),
        pytest.param(
            "Kim Moss’s lawyer, Robin Vale, came. She said it was new.",
            SHE,
            "Robin Vale",
            id="an owner is no subject",
        ),
        pytest.param(
            "Leo Price left. They stayed in Karlin. She said it was new.", SHE, None, id="a place"
        ),
        pytest.param("Mr. Orr left. She said it was new.", SHE, None, id="nobody of that gender"),
        pytest.param(
            "Juniper Moss (they/them) left. They said it was new.", THEY, "Juniper Moss", id="they"
        ),
        pytest.param(
            "Juniper Moss (they/them) left. She said it was new.", SHE, None, id="not she"
        ),
        pytest.param(
            "Ada Moss left. They said it was new.", THEY, None, id="they is not one woman"
        ),
        pytest.param("It rained. She said it was new.", SHE, None, id="nobody at all"),
    ],
)
def test_whom_a_pronoun_means(text: str, row: Row, expected: str | None) -> None:
    found = meant(text, row)
    assert (None if found is None else found.party.name) == expected
    assert found is None or found.party.name in found.why


def test_whoever_speaks_goes_on_speaking() -> None:
    text = "Kim Moss said it was old. The wall of Robin Vale fell. She said it was new."
    found = meant(text, ("Kim Moss", "said", "it was old"), SHE)
    assert found is not None
    assert found.party.name == "Kim Moss"
    assert found.why == "Kim Moss speaks before"


def test_names_inside_quotation_marks_bring_nobody_to_mind() -> None:
    text = "Ada Moss left. “Ines Vale saw Ines Vale and Ines Vale.” She said it was new."
    article = reading(text)
    statements = statements_of(
        text, ("", "", "“Ines Vale saw Ines Vale and Ines Vale.”"), kind="direct"
    )
    statements += statements_of(text, SHE)
    quoted = [span for s in statements if s.kind == "direct" for span in s.content]
    marked = find_mentions(article.document, quoted)
    assert [m.quoted for m in marked] == [False, True, True, True]
    parties = find_parties(article.document, marked, article.registry)
    found = Discourse(
        article.document, parties, statements, article.descriptions, article.words
    ).meant_by(text.index("She"))
    assert found is not None
    assert found.party.name == "Ada Moss"
    assert not found.rivals


def test_a_caption_brings_nobody_to_mind() -> None:
    text = (
        "Ada Moss left.\n\nInes Vale at the wall. (Submitted by Ines Vale)\n\nShe said it was new."
    )
    found = meant(text, SHE)
    assert found is not None
    assert found.party.name == "Ada Moss"
    assert not found.rivals


def test_a_pronoun_with_nobody_near_is_whom_the_article_is_about() -> None:
    text = "Mr. Orr left. Mr. Orr paid. Mr. Vale came." + " The rain fell." * 12
    found = meant(text + " He said it was new.", HE)
    assert found is not None
    assert found.party.name == "Orr"


def test_two_as_near_are_rivals() -> None:
    text = "In the hall, after noon, Kim Moss met Robin Vale. She said it was new."
    found = meant(text, SHE)
    assert found is not None
    assert {found.party.name, *(p.name for p in found.rivals)} == {"Kim Moss", "Robin Vale"}


def test_pronouns_inside_a_quotation_are_not_read() -> None:
    text = "Ada Moss left. “She is late.”"
    article = reading(text)
    statements = statements_of(text, ("", "", "“She is late.”"), kind="direct")
    found = Discourse(
        article.document, article.parties, statements, article.descriptions, article.words
    )
    assert found.meant_by(text.index("She")) is None


def test_the_body_that_the_article_is_speaking_of() -> None:
    text = "The Harbour Trust was fined. A spokesman said it was new."
    row = ("A spokesman", "said", "it was new")
    near = discourse(text, row).body_near(text.index("A spokesman"))
    assert near is not None
    assert near.party.name == "Harbour Trust"
    two = "After noon, in the hall, the Harbour Trust met the Karlin Council. A spokesman said it was new."
    assert discourse(two, row).body_near(two.index("A spokesman")) is None
    far = "The Harbour Trust was fined." + " The rain fell." * 9 + " A spokesman said it was new."
    assert discourse(far, row).body_near(far.index("A spokesman")) is None


def test_whose_a_sources_words_are() -> None:
    text = "Noordhal Bank closed. A letter from the bank said it was new."
    row = ("A letter from the bank", "said", "it was new")
    found = discourse(text, row).linked_at(text.index("A letter"))
    assert found is not None
    assert found.party.name == "Noordhal Bank"


def test_somebody_without_a_name_is_meant_again() -> None:
    text = "A hotel guest said it was old. The guest said it was new. She said it stank."
    rows = [
        ("A hotel guest", "said", "it was old"),
        ("The guest", "said", "it was new"),
        ("She", "said", "it stank"),
    ]
    found = discourse(text, *rows)
    meant = [found.meant_by(text.index(words)) for words in ("A hotel", "The guest", "She")]
    assert [m.party.name if m else None for m in meant] == ["A hotel guest"] * 3
    assert len({id(m.party) for m in meant if m}) == 1


def test_those_too_far_back_are_forgotten() -> None:
    people = [f"Ada {a}{b}{c}" for a in "BCDFG" for b in "aeiou" for c in "klmnprst"]
    text = " ".join(f"The baker {name}son left." for name in people)
    found = discourse(text)
    assert len(reading(text).parties.all) == len(people)
    assert len(found._present) <= 80


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Ada Moss left.", True),
        ("The club’s owner, Ada Moss, left.", True),
        ("On Monday Ada Moss left.", True),
        ("In the hall, on Monday, Ada Moss left.", False),
        ("The rain fell on the wall and Ada Moss left.", False),
    ],
)
def test_who_leads_a_sentence(sentence: str, expected: bool) -> None:
    article = reading(sentence)
    mention = article.parties.inside(at(sentence, "Ada Moss"))[0]
    assert leads(sentence, article.document.sentences[0], mention) is expected


ABOUT = "Leo Price came in May. Price told the town of it. Price told the court as well. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ABOUT + "Mark Vale left. He said it was new.", "Mark Vale"),
        (ABOUT + "In May Mark Vale left. He said it was new.", "Mark Vale"),
        (ABOUT + "In his letter, Mark Vale told them. He said it was new.", "Mark Vale"),
        (ABOUT + "Mark Vale met the town. He said it was new.", "Mark Vale"),
        (ABOUT + "Mark Vale left the house of Price. He said it was new.", "Mark Vale"),
        (ABOUT + "The baker Mark Vale left. He said it was new.", "Mark Vale"),
        (ABOUT + "Mr Vale left. He said it was new.", "Vale"),
        (ABOUT + "Kim Vale left. He said it was new.", "Kim Vale"),
        (ABOUT + "Ada Vale left. He said it was new.", "Leo Price"),
        (ABOUT + "He said it was new.", "Leo Price"),
        (ABOUT + "The rain fell. He said it was new.", "Leo Price"),
        (ABOUT + "Unlike Mark Vale the town slept. He said it was new.", "Leo Price"),
        (ABOUT + "Mark Vale’s house fell. He said it was new.", "Leo Price"),
        (ABOUT + "Brandt Motors closed. He said it was new.", "Leo Price"),
        (ABOUT + "Mark Vale left. Price stayed. He said it was new.", "Leo Price"),
    ],
)
def test_the_subject_of_the_sentence_before(text: str, expected: str) -> None:
    found = meant(text, HE)
    assert found is not None
    assert found.party.name == expected
    if expected in ("Mark Vale", "Vale", "Kim Vale"):
        assert found.rivals == ()


def test_a_surname_of_two_brings_both_to_mind() -> None:
    for row, expected in ((HE, "Leo Orr"), (SHE, "Ada Orr")):
        text = f"Leo Orr met Ada Orr. Late on Monday Orr wept. {row[0]} said it was new."
        found = meant(text, row)
        assert found is not None
        assert (found.party.name, found.rivals) == (expected, ())
