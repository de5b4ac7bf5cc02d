from __future__ import annotations

import pytest

from attrib.resolve.affiliations import Affiliations

from .build import REGISTRY, Reading, reading


def affiliations(article: Reading) -> Affiliations:
    return Affiliations(article.document, article.parties, article.descriptions, article.words)


def of(text: str, name: str, registry: str | None = None) -> tuple[str, bool] | None:
    """The body that somebody belongs to, and whether they speak for it."""
    article = reading(text, registry)
    (party,) = [p for p in article.parties.all if p.name == name]
    found = affiliations(article).of(party)
    return None if found is None else (found.body.name, found.speaks)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Leo Price, a spokesman for the Harbour Trust, left.",
            ("Harbour Trust", True),
            id="a spokesman for",
        ),
        pytest.param(
            "Leo Price, 41, a spokesman for the Harbour Trust, left.",
            ("Harbour Trust", True),
            id="with an age",
        ),
        pytest.param(
            "Leo Price, chairman of the Harbour Trust, left.",
            ("Harbour Trust", False),
            id="an officer speaks for himself",
        ),
        pytest.param(
            "Leo Price, a lawyer for the Harbour Trust, left.",
            ("Harbour Trust", False),
            id="a lawyer speaks for himself",
        ),
        pytest.param(
            "Leo Price, the Harbour Trust’s spokesman, left.",
            ("Harbour Trust", True),
            id="a possessive behind the name",
        ),
        pytest.param(
            "Detective Leo Price of the Karlin Police left.",
            ("Karlin Police", False),
            id="of, with no comma",
        ),
        pytest.param(
            "On Monday Harbour Trust spokesman Leo Price left.",
            ("Harbour Trust", True),
            id="before the name",
        ),
        pytest.param(
            "The Harbour Trust’s spokesman, Leo Price, left.",
            ("Harbour Trust", True),
            id="a possessive before the name",
        ),
        pytest.param(
            "A spokesman for the Harbour Trust, Leo Price, left.",
            ("Harbour Trust", True),
            id="a spokesman for, before the name",
        ),
        pytest.param(
            "A spokesman for the Harbour Trust, Mr. Leo Price, left.",
            ("Harbour Trust", True),
            id="before a title",
        ),
        pytest.param(
            "The Harbour Trust met. Leo Price, a spokesman for the trust, left.",
            ("Harbour Trust", True),
            id="a body by its description",
        ),
        pytest.param(
            "The Harbour Trust met. Leo Price, the trust’s chief executive, left.",
            ("Harbour Trust", False),
            id="a body by its description, possessive",
        ),
        pytest.param(
            "Leo Price, a spokesman for the governor’s office, left.",
            ("governor’s office", True),
            id="a body without a name",
        ),
        pytest.param(
            "Leo Price, a spokesman for the state’s public works department, left.",
            ("state’s public works department", True),
            id="a department without a name",
        ),
        pytest.param(
            "A spokesman for the state’s public works department, Leo Price, left.",
            ("state’s public works department", True),
            id="a department without a name, before the name",
        ),
        pytest.param(
            "A visitor to the public works department, Leo Price, left.",
            None,
            id="no spokesman of it, before the name",
        ),
        pytest.param(
            "Leo Price, a visitor to the governor’s office, left.", None, id="no spokesman of it"
        ),
        pytest.param(
            "Leo Price, who sued the Harbour Trust, left.", None, id="a body he has to do with"
        ),
        pytest.param("Leo Price met the Harbour Trust.", None, id="a body named beside him"),
        pytest.param("Leo Price, a spokesman for Ada Moss, left.", None, id="a person is no body"),
        pytest.param(
            "The Harbour Trust met. Leo Price, its spokesman, left.",
            ("Harbour Trust", True),
            id="its, behind the name",
        ),
    ],
)
def test_affiliation(text: str, expected: tuple[str, bool] | None) -> None:
    assert of(text, "Leo Price") == expected


def test_the_first_affiliation_holds() -> None:
    text = (
        "Leo Price, a spokesman for the Harbour Trust, left. "
        "Later Leo Price, a lawyer for the Karlin Council, came back."
    )
    assert of(text, "Leo Price") == ("Harbour Trust", True)


def test_a_body_of_the_registry() -> None:
    text = "Lena Arvid, a spokeswoman for the MOJ, left."
    assert of(text, "Lena Arvid", REGISTRY) == ("Ministry of Justice", True)


def test_what_is_noted_is_kept_once() -> None:
    article = reading("The Harbour Trust met Leo Price. The Karlin Council met.")
    trust, price, council = article.parties.all
    found = affiliations(article)
    assert found.of(price) is None
    found.note(price, trust, "its press secretary and spokesman")
    found.note(price, council, "its chairman")
    found.note(trust, trust, "its chairman")
    held = found.of(price)
    assert held is not None
    assert (held.body, held.speaks) == (trust, True)
    assert found.of(trust) is None
    assert found.of(None) is None


def test_a_body_without_a_name_stands_where_the_article_has_it() -> None:
    text = "Leo Price, a spokesman for the governor’s office, left."
    article = reading(text)
    held = affiliations(article).of(article.parties.all[0])
    assert held is not None
    (mention,) = held.body.mentions
    assert text[mention.span.start : mention.span.end] == "the governor’s office"
