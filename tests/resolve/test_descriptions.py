from __future__ import annotations

import pytest

from attrib.resolve.descriptions import Described, medium_described
from attrib.resolve.parties import Party

from .build import REGISTRY, Reading, at, reading


def last(article: Reading, phrase: str) -> Described | None:
    """Whom the last occurrence of a phrase means, the nearer parties the more in mind."""
    text = article.document.text
    span = at(text, phrase, text.rindex(phrase))

    def present(party: Party) -> float:
        before = [m.span.end for m in party.mentions if m.span.end <= span.start]
        return 1 / (1 + span.start - before[-1]) if before else 0.0

    return article.descriptions.meant(span, present)


def name(text: str, phrase: str, registry: str | None = None) -> str | None:
    found = last(reading(text, registry), phrase)
    return None if found is None else found.party.name


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        pytest.param(
            "Ada Moss, 52, left. Leo Price, 41, stayed. The 52-year-old wept.",
            "The 52-year-old",
            "Ada Moss",
            id="an age",
        ),
        pytest.param(
            "Ada Moss, an engineer, left. Leo Price, a baker, stayed. The engineer wept.",
            "The engineer",
            "Ada Moss",
            id="a trade",
        ),
        pytest.param(
            "The finance minister, Ada Moss, met the trade minister, Leo Price. "
            "The finance minister wept.",
            "The finance minister",
            "Ada Moss",
            id="which of two ministers",
        ),
        pytest.param(
            "The finance minister, Ada Moss, left. The trade minister wept.",
            "The trade minister",
            None,
            id="a minister whom nobody named",
        ),
        pytest.param(
            "Ada Moss, a lawyer, left. The attorney wept.",
            "The attorney",
            "Ada Moss",
            id="another word for the trade",
        ),
        pytest.param(
            "Brandt Motors closed. The Harbour Trust met. The company wept.",
            "The company",
            "Brandt Motors",
            id="the company is no trust",
        ),
        pytest.param(
            "Brandt Motors closed. The Karlin Council met. The company wept.",
            "The company",
            "Brandt Motors",
            id="the company is no public body",
        ),
        pytest.param(
            "The Harbour Board met. Brandt Motors closed. The board wept.",
            "The board",
            "Harbour Board",
            id="a word of its name",
        ),
        pytest.param(
            "The Harbour Board met. The School Board paid. The harbour board wept.",
            "The harbour board",
            "Harbour Board",
            id="two words of its name",
        ),
        pytest.param(
            "Noordhal Bank closed. Brandt Motors paid. The bank wept.",
            "The bank",
            "Noordhal Bank",
            id="the bank is the one that is called so",
        ),
        pytest.param(
            "Brandt Motors closed. The bank wept.", "The bank", None, id="no bank, no description"
        ),
        pytest.param(
            "Brandt Motors closed. The trade body wept.",
            "The trade body",
            None,
            id="a body that nothing calls so",
        ),
        pytest.param(
            "Ada Moss left. The company wept.", "The company", None, id="a person is no company"
        ),
        pytest.param(
            "They met in Karlin. The company wept.", "The company", None, id="nor a place"
        ),
        pytest.param(
            "The Karlin Gazette wrote. Radio Vale called. The newspaper wept.",
            "The newspaper",
            "Karlin Gazette",
            id="a radio is no newspaper",
        ),
        pytest.param(
            "Radio Vale called. The Karlin Gazette wrote. The station wept.",
            "The station",
            "Radio Vale",
            id="a gazette is no station",
        ),
        pytest.param(
            "The prime minister, Ada Moss, left. The prime minister’s office wept.",
            "The prime minister’s office",
            None,
            id="what is somebody's is not them",
        ),
        pytest.param("Ada Moss left.", "Ada Moss", None, id="a name is no description"),
    ],
)
def test_meant(text: str, phrase: str, expected: str | None) -> None:
    assert name(text, phrase) == expected


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        pytest.param("RKB called. The station wept.", "The station", "RKB", id="named before"),
        pytest.param(
            "The station wept. RKB called.", "The station", None, id="not yet named: nobody"
        ),
        pytest.param(
            "RKB called. Northwire wrote at once. The agency wept.",
            "The agency",
            "Northwire",
            id="whose record says so",
        ),
    ],
)
def test_meant_by_the_registry(text: str, phrase: str, expected: str | None) -> None:
    if expected == "Northwire":
        text = text.replace("Northwire", "On Monday Northwire")
    assert name(text, phrase, REGISTRY) == expected


def test_a_lead_describes_whom_the_next_paragraphs_name() -> None:
    text = "A hockey coach wept.\n\nAda Moss, a coach, left.\n\nThe rain fell."
    article = reading(text)
    found = article.descriptions.meant(at(text, "A hockey coach"), lambda party: 0.0)
    assert found is not None
    assert found.party.name == "Ada Moss"
    far = "A hockey coach wept." + "\n\nThe rain fell." * 40 + "\n\nAda Moss, a coach, left."
    assert reading(far).descriptions.meant(at(far, "A hockey coach"), lambda party: 0.0) is None


def test_an_official_is_left_unnamed_on_purpose() -> None:
    text = "An official wept.\n\nAda Moss, an official, left."
    assert reading(text).descriptions.meant(at(text, "An official"), lambda party: 0.0) is None


def test_two_companies_as_near_are_rivals() -> None:
    text = "Brandt Motors sued Orr Motors. The company wept."
    article = reading(text)
    found = article.descriptions.meant(at(text, "The company"), lambda party: 1.0)
    assert found is not None
    names = {found.party.name, *(party.name for party in found.rivals)}
    assert names == {"Brandt Motors", "Orr Motors"}


def test_a_company_that_is_not_in_mind_is_not_meant() -> None:
    text = "Brandt Motors closed. The company wept."
    assert reading(text).descriptions.meant(at(text, "The company"), lambda party: 0.0) is None


def test_somebody_without_a_name_is_meant_again() -> None:
    text = "A hotel guest left. The guest wept. The tall guest paid."
    article = reading(text)
    guest = Party("A hotel guest", "person", unnamed=True)
    article.descriptions.introduce(guest)
    found = last(article, "The guest")
    assert found is not None
    assert found.party is guest
    assert last(article, "The tall guest") is None


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        (
            "Noordhal Bank closed. A letter from the bank came.",
            "A letter from the bank",
            "Noordhal Bank",
        ),
        ("The Harbour Trust met. The trust’s report came.", "The trust’s report", "Harbour Trust"),
        (
            "The Parole Board met. The parole board decision came.",
            "The parole board decision",
            "Parole Board",
        ),
        (
            "Noordhal Bank closed. A letter from a neighbour came.",
            "A letter from a neighbour",
            None,
        ),
    ],
)
def test_whose_something_is(text: str, phrase: str, expected: str | None) -> None:
    found = reading(text).descriptions.linked(at(text, phrase), lambda party: 1.0)
    assert (None if found is None else found.party.name) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("the engineer, who left,", "the engineer"),
        ("the tall, quiet professor", "the tall, quiet professor"),
        ("a spokesman for the trust", "a spokesman"),
        ("its chairman, Leo Price,", "its chairman"),
    ],
)
def test_heads(source: str, expected: str) -> None:
    text = f"Late on Monday {source} wept."
    article = reading(text)
    head = article.descriptions.head(at(text, source))
    assert text[head.start : head.end] == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("the baker Leo Price", "Leo Price"),
        ("the Karlin Gazette newspaper", "Karlin Gazette"),
        ("the Harbour Trust’s lawyer", None),
        ("the lawyer", None),
    ],
)
def test_the_name_that_a_phrase_is_about(source: str, expected: str | None) -> None:
    text = f"Late on Monday {source} wept."
    article = reading(text)
    found = article.descriptions.names_head(article.descriptions.head(at(text, source)))
    assert (found.name if found else None) == expected


def test_the_body_named_last_before_a_place() -> None:
    text = "The Harbour Trust met. The Karlin Council paid. Ada Moss left."
    descriptions = reading(text).descriptions
    assert descriptions.body_before(0) is None
    for words, expected in ((" met", "Harbour Trust"), ("Ada Moss", "Karlin Council")):
        found = descriptions.body_before(text.index(words))
        assert found is not None
        assert found.name == expected


def test_a_medium_by_its_sort_alone() -> None:
    article = reading("They read the Karlin Gazette. It closed.")
    offset = len(article.document.text)
    for noun, expected in (("newspaper", "Karlin Gazette"), ("station", None), ("engineer", None)):
        found = medium_described(article.parties, offset, noun, article.words)
        assert (None if found is None else found.name) == expected


REGULATED = """\
version: 1
sources:
  - {id: gangways, kind: institution, name: Gangways, descriptions: [the regulator, the watchdog]}
  - {id: tarn, kind: institution, name: Tarn, descriptions: [the club]}
"""


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("The figures came from the group Safe Wards. The regulator wept.", "The regulator"),
        ("The figures came from the charity Safe Wards. The watchdog wept.", "The watchdog"),
        ("Brandt Motors closed. The union wept.", "The union"),
        ("The European Union met. The union wept.", "The union"),
        ("Tarn lost to Elmsford in the rain. The club wept.", "The club"),
        ("Brandt Motors closed. The charity wept.", "The charity"),
        ("The Police Federation met. The police wept.", "The police"),
        ("Staff of the Karlin Police Federation met. The force wept.", "The force"),
        ("The Karlin School Board met. The school wept.", "The school"),
        ("The Hospital Porters’ Union met. The hospital wept.", "The hospital"),
        ("The University Hospitals Trust met. The university wept.", "The university"),
        ("The Court Ushers Association met. The court wept.", "The court"),
        ("The Karlin Council Tenants Association met. The council wept.", "The council"),
        ("The Ministry Workers Union met. The ministry wept.", "The ministry"),
        ("The Bank Clerks Union met. The bank wept.", "The bank"),
        ("A charity, Safe Wards, paid. The company wept.", "The company"),
        ("Safe Wards, a patients’ group, paid. The company wept.", "The company"),
        ("Safe Wards, a campaign, paid. The company wept.", "The company"),
        ("The Whitewater First Nation paid. The company wept.", "The company"),
        ("Late on Monday Trains stopped. The operator wept.", "The operator"),
        ("Brandt Motors closed. The association wept.", "The association"),
        ("The rain filled the Lyde. The company wept.", "The company"),
        ("The Federal Bureau of Inquiry met. The campaign wept.", "The campaign"),
        (
            "Karlin Live, a network financed by the Vale government, wrote. The government wept.",
            "The government",
        ),
        ("The Government Audit Office met. The government wept.", "The government"),
        ("The Karlin Supreme Court met. The appeals court wept.", "The appeals court"),
        ("Ofcom’s critics, led by Gangways, met. The ministry wept.", "The ministry"),
    ],
)
def test_no_body_of_that_kind(text: str, phrase: str) -> None:
    assert name(text, phrase) is None


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        (
            "The regulator, Gangways, met. Brandt Motors paid. The regulator wept.",
            "The regulator",
            "Gangways",
        ),
        ("Gangways, the regulator, met. The regulator wept.", "The regulator", "Gangways"),
        (
            "The Care Quality Commission met. Safe Wards paid. The regulator wept.",
            "The regulator",
            "Care Quality Commission",
        ),
        (
            "The Financial Conduct Authority met. The watchdog wept.",
            "The watchdog",
            "Financial Conduct Authority",
        ),
        ("Elmsford beat Tarn Rovers. The club wept.", "The club", "Tarn Rovers"),
        (
            "Elmsford beat Tarn United. The Karlin Council met. The club wept.",
            "The club",
            "Tarn United",
        ),
        ("Elmsford beat Tarn Town. The club wept.", "The club", "Tarn Town"),
        ("Ada Town lost. The club wept.", "The club", None),
        ("Elmsford beat Karlin FC. The club wept.", "The club", "Karlin FC"),
        ("Tarn, a football club, lost to Elmsford. The club wept.", "The club", "Tarn"),
        (
            "The Dockers’ Union met. The European Union paid. The union wept.",
            "The union",
            "Dockers’ Union",
        ),
        ("The charity Safe Wards paid. The charity wept.", "The charity", "Safe Wards"),
        (
            "Safe Wards, a charity for patients, paid. The charity wept.",
            "The charity",
            "Safe Wards",
        ),
        (
            "The Karlin Police Department met. The police wept.",
            "The police",
            "Karlin Police Department",
        ),
        (
            "The Karlin Police Department met. The department wept.",
            "The department",
            "Karlin Police Department",
        ),
        ("The Karlin Police met. The force wept.", "The force", "Karlin Police"),
        ("On Monday Police Karlin met. The police wept.", "The police", "Police Karlin"),
        ("The Ministry of Works met. The ministry wept.", "The ministry", "Ministry of Works"),
        ("The Karlin Crown Court met. The court wept.", "The court", "Karlin Crown Court"),
        (
            "The Vale Hospitals Trust met. The hospital wept.",
            "The hospital",
            "Vale Hospitals Trust",
        ),
        (
            "The University of Karlin met. The university wept.",
            "The university",
            "University of Karlin",
        ),
        (
            "The Karlin Court of Appeals met. The appeals court wept.",
            "The appeals court",
            "Karlin Court of Appeals",
        ),
        ("Safe Wards, a patients’ group, paid. The group wept.", "The group", "Safe Wards"),
        (
            "Harlow Water paid. The rain filled the Lyde. The company wept.",
            "The company",
            "Harlow Water",
        ),
        ("Arden, a retail group, paid. The company wept.", "The company", "Arden"),
        ("Brandt Motors closed. The company wept.", "The company", "Brandt Motors"),
        ("Late on Monday Meridell closed. The company wept.", "The company", "Meridell"),
    ],
)
def test_a_body_known_to_be_of_that_kind(text: str, phrase: str, expected: str | None) -> None:
    assert name(text, phrase) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [("The regulator", "Gangways"), ("The watchdog", "Gangways"), ("The club", "Tarn")],
)
def test_a_body_whose_record_says_so(phrase: str, expected: str) -> None:
    text = f"On Monday Gangways met Tarn. Brandt Motors paid. {phrase} wept."
    assert name(text, phrase, REGULATED) == expected


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Tarn Rovers met Elmsford Rovers. The club wept.", "The club"),
        ("The Karlin Council met the Vale Council. The council wept.", "The council"),
        ("The charity Safe Wards met the charity Vale Care. The charity wept.", "The charity"),
    ],
)
def test_two_of_a_kind_are_rivals(text: str, phrase: str) -> None:
    article = reading(text)
    span = at(text, phrase, text.rindex(phrase))
    found = article.descriptions.meant(span, lambda party: 1.0)
    assert found is not None
    assert len(found.rivals) == 1


def test_a_gazette_is_no_agency() -> None:
    assert name("The Karlin Gazette wrote. The agency wept.", "The agency") is None


@pytest.mark.parametrize(
    ("tarn", "elmsford", "expected"),
    [(1.0, 0.6, None), (0.5, 0.6, "Elmsford Rovers"), (0.0, 0.6, "Elmsford Rovers")],
)
def test_a_club_whose_bare_name_says_nothing(
    tarn: float, elmsford: float, expected: str | None
) -> None:
    text = "Late on Monday Tarn lost to Elmsford Rovers. The club wept."
    weights = {"Tarn": tarn, "Elmsford Rovers": elmsford}
    found = reading(text).descriptions.meant(at(text, "The club"), lambda p: weights[p.name])
    assert (found.party.name if found else None) == expected
