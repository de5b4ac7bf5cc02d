from __future__ import annotations

import pytest

from attrib.resolve.mentions import find_mentions
from attrib.resolve.parties import find_parties, gender_of, is_person_noun
from attrib.resolve.words import Words

from .build import REGISTRY, at, reading


def clusters(text: str, registry: str | None = None) -> dict[str, list[str]]:
    """Each party's name with the names it has in the article, in order."""
    return {
        party.name: [mention.name for mention in party.mentions]
        for party in reading(text, registry).parties.all
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Ada Moss left. Moss paid. Later Ada Moss came back.",
            {"Ada Moss": ["Ada Moss", "Moss", "Ada Moss"]},
            id="a surname",
        ),
        pytest.param(
            "Moss left early. The engineer Ada Moss paid.",
            {"Ada Moss": ["Moss", "Ada Moss"]},
            id="a surname before the full name",
        ),
        pytest.param(
            "The painter Wei Lianhua left. Friends of Lianhua Wei paid.",
            {"Wei Lianhua": ["Wei Lianhua", "Lianhua Wei"]},
            id="reversed",
        ),
        pytest.param(
            "The painter Wei Lianhua left. Friends of Wei Lian-hua paid.",
            {"Wei Lianhua": ["Wei Lianhua", "Wei Lian-hua"]},
            id="hyphenated",
        ),
        pytest.param(
            "The trader Mohammed Sabry left. Friends of Mohamed Sabry paid.",
            {"Mohammed Sabry": ["Mohammed Sabry", "Mohamed Sabry"]},
            id="transliterated",
        ),
        pytest.param(
            "Sukarto, a fisherman, left. Friends of Sukarto paid.",
            {"Sukarto": ["Sukarto", "Sukarto"]},
            id="one word",
        ),
        pytest.param(
            "The painter Rosa de la Vega left. De la Vega paid. Friends say Vega is tired.",
            {"Rosa de la Vega": ["Rosa de la Vega", "Vega", "Vega"]},
            id="de la",
        ),
        pytest.param(
            "The trader Omar bin Rashid left. The friends of bin Rashid paid.",
            {"Omar bin Rashid": ["Omar bin Rashid", "Rashid"]},
            id="bin",
        ),
        pytest.param(
            "The judge Henrik van der Linde left. Van der Linde paid.",
            {"Henrik van der Linde": ["Henrik van der Linde", "Linde"]},
            id="van der",
        ),
        pytest.param(
            "The baker Leo Price Jr. left. Then Price paid.",
            {"Leo Price Jr": ["Leo Price Jr", "Price"]},
            id="junior",
        ),
        pytest.param(
            "The baker Leo Price Sr. left. The baker Leo Price Jr. paid.",
            {"Leo Price Sr": ["Leo Price Sr"], "Leo Price Jr": ["Leo Price Jr"]},
            id="father and son",
        ),
        pytest.param(
            "The baker Leo Price III left. Then Price paid.",
            {"Leo Price III": ["Leo Price III", "Price"]},
            id="the third",
        ),
        pytest.param(
            "The Harbour Trust (HT) left. The HT paid. The Trust was late.",
            {"Harbour Trust": ["Harbour Trust", "HT", "HT", "Trust"]},
            id="an acronym and a short form",
        ),
        pytest.param(
            "Arden Foods closed. Workers at Arden paid.",
            {"Arden Foods": ["Arden Foods", "Arden"]},
            id="a company's first word",
        ),
        pytest.param(
            "Brandt Foods closed. The welder Tomas Brandt left. On Monday Brandt paid.",
            {"Brandt Foods": ["Brandt Foods"], "Tomas Brandt": ["Tomas Brandt", "Brandt"]},
            id="a person and a company of one name",
        ),
        pytest.param(
            "Ada London, an engineer, left Arden. She never saw the city of London again.",
            {"Ada London": ["Ada London"], "Arden": ["Arden"], "London": ["London"]},
            id="a surname that is a place",
        ),
        pytest.param(
            "Florence Vale left. In the summer Florence was hot. Vale paid.",
            {"Florence Vale": ["Florence Vale", "Florence", "Vale"]},
            id="a given name that is a place may be the person",
        ),
        pytest.param(
            "Ada Moss left. His father, Ada, paid.",
            {"Ada Moss": ["Ada Moss"], "Ada": ["Ada"]},
            id="a relation before a bare name: another person",
        ),
    ],
)
def test_clusters(text: str, expected: dict[str, list[str]]) -> None:
    assert clusters(text) == expected


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        pytest.param("The baker Ada Moss left.", "Ada Moss", "person", id="two names"),
        pytest.param("The Harbour Trust left.", "Harbour Trust", "institution", id="a body's word"),
        pytest.param("The Karlin Gazette left.", "Karlin Gazette", "outlet", id="a medium's word"),
        pytest.param(
            "Harbinger, a newspaper, left.", "Harbinger", "outlet", id="described as a medium"
        ),
        pytest.param(
            "Brandt, a carmaker, left.", "Brandt", "institution", id="described as a firm"
        ),
        pytest.param("Brandt, which builds cars, left.", "Brandt", "institution", id="which"),
        pytest.param("Brandt, who builds cars, left.", "Brandt", "person", id="who"),
        pytest.param("Brandt, 52, left.", "Brandt", "person", id="an age"),
        pytest.param(
            "On Monday Northlight spokesman Leo Price left.",
            "Northlight",
            "institution",
            id="spokes",
        ),
        pytest.param("They met in Karlin.", "Karlin", "unknown", id="a place"),
        pytest.param("Mr. Frank left.", "Frank", "person", id="a title"),
        pytest.param(
            "Frank, company secretary, left.", "Frank", "person", id="no article: a trade"
        ),
    ],
)
def test_kinds(text: str, name: str, kind: str) -> None:
    found = {party.name: party.kind for party in reading(text).parties.all}
    assert found[name] == kind


@pytest.mark.parametrize(
    ("text", "gender", "leaning"),
    [
        pytest.param("Ada Moss left.", "", "female", id="a given name only leans"),
        pytest.param("Mr. Ada Moss left.", "male", "female", id="a title overrides it"),
        pytest.param("Ada Moss, a businessman, left.", "male", "female", id="a trade overrides it"),
        pytest.param("His brother, Ada Moss, left.", "male", "female", id="kin overrides it"),
        pytest.param(
            "Juniper Moss, who uses they/them pronouns, left.", "they", "", id="stated they"
        ),
        pytest.param("Ada Moss (they/them) left.", "they", "female", id="they in parentheses"),
        pytest.param(
            "Robin Moss, whose pronouns are she/her, left.", "female", "", id="stated she"
        ),
        pytest.param(
            "Mr. Ada Moss, who goes by they/them, left.",
            "they",
            "female",
            id="stated beats a title",
        ),
        pytest.param("Kim Moss left.", "", "", id="a name of either gender"),
        pytest.param(
            "Ines Moss, 52, left her husband, a baker.",
            "",
            "female",
            id="what somebody does after an age describes nobody",
        ),
        pytest.param(
            "Ada Moss, daughter of the chairman, left.", "female", "female", id="the trade itself"
        ),
    ],
)
def test_genders(text: str, gender: str, leaning: str) -> None:
    (moss,) = [p for p in reading(text).parties.all if "Moss" in p.name]
    assert (moss.gender, moss.leaning) == (gender, leaning)


def test_a_record_takes_every_form_of_its_name() -> None:
    text = "Radio Karlin Bay called. The MOJ replied to RKB. The Justice Ministry met Arvid Lena."
    found = {p.name: (p.id, len(p.mentions)) for p in reading(text, REGISTRY).parties.all}
    assert found == {
        "RKB": ("rkb", 2),
        "Ministry of Justice": ("moj", 2),
        "Lena Arvid": ("lena-arvid", 1),
    }


def test_a_misspelt_name_is_kept_as_spelt() -> None:
    (party,) = reading("Lena Arvidd left.", REGISTRY).parties.all
    assert (party.id, party.spelling) == ("lena-arvid", "Lena Arvidd")


def test_a_surname_between_two_of_that_name_has_rivals() -> None:
    text = "The painter Ada Smith met the baker Ines Smith. Smith left."
    parties = reading(text).parties
    (rivals,) = parties.rivals.values()
    assert sorted(p.name for p in rivals) == ["Ada Smith", "Ines Smith"]


def test_a_title_decides_between_two_of_one_surname() -> None:
    text = "The painter Ada Smith met the baker Leo Smith. Mr. Smith left. Ms. Smith stayed."
    parties = reading(text).parties
    assert not parties.rivals
    assert parties.of[at(text, "Smith", text.index("Mr."))].name == "Leo Smith"
    assert parties.of[at(text, "Smith", text.index("Ms."))].name == "Ada Smith"


def test_titles_of_two_genders_part_two_people_of_one_surname() -> None:
    text = "In May Ms. Orr left. In June Mr. Orr paid. In July Ms. Orr came back."
    parties = reading(text).parties
    assert [(p.gender, len(p.mentions)) for p in parties.all] == [("female", 2), ("male", 1)]


def test_inside_and_before() -> None:
    text = "Ada Moss met Leo Price and Ines Vale."
    parties = reading(text).parties
    assert [m.name for m in parties.inside(at(text, "met Leo Price and Ines"))] == ["Leo Price"]
    assert [m.name for m in parties.before(text.index(" and"))] == ["Leo Price", "Ada Moss"]
    assert list(parties.before(0)) == []


def test_an_article_keeps_only_so_many_descriptions_of_one_party() -> None:
    trades = "baker cleaner dancer driver fiddler joiner miller painter porter potter roofer sailor"
    text = " ".join(
        f"The {word} Ada Moss left. The old {word} Ada Moss paid." for word in trades.split()
    )
    (moss,) = reading(text).parties.all
    assert 0 < len(moss.descriptions) <= 16


def test_without_mentions_there_are_no_parties() -> None:
    empty = reading("nobody came.")
    assert find_mentions(empty.document, ()) == ()
    assert find_parties(empty.document, (), empty.registry).all == ()


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("baker", True),
        ("economist", True),
        ("chairwoman", True),
        ("brother", True),
        ("regulator", False),
        ("newspaper", False),
        ("bakers", False),
        ("letter", False),
        ("", False),
    ],
)
def test_person_nouns(noun: str, expected: bool) -> None:
    assert is_person_noun(noun, Words.load()) is expected


def test_the_first_noun_with_a_gender_tells() -> None:
    words = Words.load()
    assert gender_of(["engineer", "businesswoman", "father"], words) == "female"
    assert gender_of(["engineer"], words) == ""


def whose(text: str, written: str) -> set[str]:
    """Whom the last mention of a surname names: "Mrs Orr" where a party has no other name."""
    article = reading(text)
    mention = next(m for m in reversed(article.parties.mentions) if m.name == written)
    found = article.parties.rivals.get(mention.span, (article.parties.of[mention.span],))
    titles = [next((m.title for m in p.mentions if m.title), "") for p in found]
    return {
        p.name if " " in p.name else f"{title} {p.name}".strip()
        for p, title in zip(found, titles, strict=True)
    }


FAR = " The rain fell on the town all night long." * 8


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Whoever is only ever "Mrs Orr" is no bare "Orr".
        (f"Leo Orr came.{FAR} Mrs Orr sat there. Late on Monday Orr wept.", {"Leo Orr"}),
        (f"Mrs Orr came.{FAR} Leo Orr sat there. Late on Monday Orr wept.", {"Leo Orr"}),
        ("Leo Orr met Mrs Orr. Late on Monday Orr wept.", {"Leo Orr"}),
        ("Ada Orr met Mr Orr. Late on Monday Orr wept.", {"Ada Orr"}),
        ("Ada Orr met Dr Orr and Mr Orr. Late on Monday Orr wept.", {"Ada Orr"}),
        # What the sentence tells of the sex goes first.
        ("Leo Orr met Ada Orr. In his letter, Orr wept.", {"Leo Orr"}),
        ("Leo Orr met Ada Orr. In her letter, Orr wept.", {"Ada Orr"}),
        ("Leo Orr met Ada Orr. During a second interview on her farm, Orr wept.", {"Ada Orr"}),
        ("Ada Orr met Leo Orr. Despite his long illness, Orr wept.", {"Leo Orr"}),
        ("Leo Orr met Mrs Orr. In her letter, Orr wept.", {"Mrs Orr"}),
        # Else the nearest, or both where they are as near.
        (f"Leo Orr came.{FAR} Ada Orr sat there. Late on Monday Orr wept.", {"Ada Orr"}),
        ("Leo Orr met Ada Orr. Late on Monday Orr wept.", {"Leo Orr", "Ada Orr"}),
        ("Mr Orr met Mrs Orr. Late on Monday Orr wept.", {"Mr Orr", "Mrs Orr"}),
        ("Leo Orr met Ada Orr. Late on Monday Mrs Orr wept.", {"Ada Orr"}),
        ("Leo Orr met Mrs Orr. Late on Monday Mrs Orr wept.", {"Mrs Orr"}),
        ("Leo Orr met Ada Orr. His brother, Orr, wept.", {"Orr"}),
        ("Leo Orr met Mark Orr. In his letter, Orr wept.", {"Leo Orr", "Mark Orr"}),
        ("Leo Orr met Mark Orr. In her letter, Orr wept.", {"Leo Orr", "Mark Orr"}),
        ("Leo Orr met Ada Orr. Late on Monday Orr said she wept.", {"Leo Orr", "Ada Orr"}),
        ("Leo Orr met Mrs Orr. Late on Monday Orr said she wept.", {"Leo Orr"}),
        ("Ada Moss left. In his letter, Moss wept.", {"Ada Moss"}),
    ],
)
def test_a_bare_surname_with_two_bearers(text: str, expected: set[str]) -> None:
    assert whose(text, "Orr" if "Orr" in text else "Moss") == expected
