from __future__ import annotations

import pytest

from attrib.model import Span
from attrib.resolve.documents import Documents
from attrib.resolve.phrases import head_of

from .build import REGISTRY, Reading, at, attributions, reading


def documents(article: Reading) -> Documents:
    return Documents(article.document, article.parties, article.registry, article.words)


@pytest.mark.parametrize(
    ("source", "issuer"),
    [
        pytest.param("the Harbour Trust’s report", "Harbour Trust", id="a possessive"),
        pytest.param("a letter from Ada Moss", "Ada Moss", id="from a person"),
        pytest.param("a report by the Harbour Trust", "Harbour Trust", id="by"),
        pytest.param(
            "the complaint, filed in August by the Harbour Trust,", "Harbour Trust", id="filed by"
        ),
        pytest.param("a study in the Karlin Gazette", "Karlin Gazette", id="in a medium"),
        pytest.param("a warrant for Ada Moss", None, id="for somebody is not theirs"),
        pytest.param("the indictment against Ada Moss", None, id="against somebody"),
        pytest.param("a letter seen by the Karlin Gazette", None, id="seen by"),
        pytest.param("documents obtained by the Karlin Gazette", None, id="obtained by"),
        pytest.param("a study in Harbour Trust", None, id="in a body"),
    ],
)
def test_the_issuer_in_a_documents_own_words(source: str, issuer: str | None) -> None:
    text = f"Late on Monday {source} said the ledger had been burned."
    article = reading(text)
    span = at(text, source)
    mentions = article.parties.inside(span)
    head = head_of(text, span, mentions)
    found = documents(article).issuer_named(span, head, mentions)
    assert (found[1].name if found else None) == issuer


@pytest.mark.parametrize(
    ("text", "noun", "issuer"),
    [
        pytest.param(
            "The Harbour Trust’s letter is long. The letter ends here.",
            "letter",
            "Harbour Trust",
            id="by a possessive",
        ),
        pytest.param(
            "The Harbour Trust’s long and angry letter came. The letter ends here.",
            "letter",
            "Harbour Trust",
            id="by a possessive, some words before",
        ),
        pytest.param(
            "The complaint, filed by the Harbour Trust, is long. The complaint ends here.",
            "complaint",
            "Harbour Trust",
            id="filed by",
        ),
        pytest.param(
            "The complaint was drawn up in August by the Harbour Trust. The complaint ends here.",
            "complaint",
            "Harbour Trust",
            id="drawn up by",
        ),
        pytest.param(
            "On Friday the Harbour Trust issued a long report. The report ends here.",
            "report",
            "Harbour Trust",
            id="issued a",
        ),
        pytest.param(
            "The Harbour Trust on Friday released its findings. The findings end here.",
            "findings",
            "Harbour Trust",
            id="released its, a day between",
        ),
        pytest.param(
            "The Harbour Trust met. A letter came. The letter ends here.",
            "letter",
            None,
            id="a body named near it alone",
        ),
        pytest.param(
            "A letter reached the Harbour Trust. The letter ends here.",
            "letter",
            None,
            id="to a body",
        ),
        pytest.param(
            "Ada Moss’s letter is short. The letter ends here.",
            "letter",
            "Ada Moss",
            id="a person's",
        ),
    ],
)
def test_the_issuer_elsewhere_in_the_article(text: str, noun: str, issuer: str | None) -> None:
    found = documents(reading(text)).issuer(noun, text.rindex(noun))
    assert (found[0].name if found else None) == issuer
    if found is not None:
        assert found[0].name in found[1]


def test_of_two_issuers_the_nearest() -> None:
    text = (
        "The Harbour Trust’s letter is long, and the letter ends here. "
        + "The rain fell on the wall. " * 6
        + "The Karlin Council’s letter is short, and the letter ends here."
    )
    found = documents(reading(text))
    near, far = found.issuer("letter", len(text)), found.issuer("letter", 0)
    assert near is not None
    assert far is not None
    assert (far[0].name, near[0].name) == ("Harbour Trust", "Karlin Council")


def test_an_issuer_that_only_the_registry_knows() -> None:
    text = "The Ministry of Justice met. The charges end here."
    found = documents(reading(text, REGISTRY)).issuer("charges", text.index("charges"))
    assert found is not None
    assert (found[0].id, "registry" in found[1]) == ("moj", True)
    text = "The Harbour Trust met. The charges end here."
    assert documents(reading(text, REGISTRY)).issuer("charges", text.index("charges")) is None


@pytest.mark.parametrize(
    ("noun", "expected"), [("letter", True), ("indictment", True), ("engineer", False), ("", False)]
)
def test_document_words(noun: str, expected: bool) -> None:
    assert documents(reading("Nobody came.", REGISTRY)).is_document(noun) is expected


def test_a_noun_with_signs_in_it_is_no_pattern() -> None:
    article = reading("The Harbour Trust’s letter is long.")
    assert documents(article).issuer("(((a+)+", 0) is None


@pytest.mark.parametrize(
    ("text", "row", "issuer"),
    [
        pytest.param(
            "Noordhal Bank closed. A letter from the bank said the wall was old.",
            ("A letter from the bank", "said", "the wall was old"),
            "Noordhal Bank",
            id="a letter from the bank",
        ),
        pytest.param(
            "The Harbour Trust was fined. The trust’s report said the wall was old.",
            ("The trust’s report", "said", "the wall was old"),
            "Harbour Trust",
            id="the trust's report",
        ),
        pytest.param(
            "The Harbour Trust was fined. Its report said the wall was old.",
            ("Its report", "said", "the wall was old"),
            "Harbour Trust",
            id="its report",
        ),
        pytest.param(
            "Ada Moss met Leo Price. Her letter said the wall was old.",
            ("Her letter", "said", "the wall was old"),
            "Ada Moss",
            id="her letter",
        ),
        pytest.param(
            "They read page nine of the Harbour Trust’s report, which said the wall was old.",
            ("page nine of the Harbour Trust’s report", "said", "the wall was old"),
            "Harbour Trust",
            id="a part of a report",
        ),
        pytest.param(
            "Page nine of the Harbour Trust’s report said the wall was old.",
            ("Page nine of the Harbour Trust’s report", "said", "the wall was old"),
            "Harbour Trust",
            id="a part of a report, at the start of the sentence",
        ),
    ],
)
def test_a_document_speaks_for_its_issuer(
    text: str, row: tuple[str, str, str], issuer: str
) -> None:
    (found,) = attributions(text, row, registry=None)
    assert found.speaker is not None
    assert found.speaker.name == issuer


def test_a_document_of_nobodys_keeps_its_words() -> None:
    text = "Late on Monday an unsigned letter said the wall was old."
    (found,) = attributions(text, ("an unsigned letter", "said", "the wall was old"))
    assert found.speaker is not None
    assert (found.speaker.name, found.speaker.kind) == ("an unsigned letter", "unknown")
    assert found.speaker.mention == Span(15, 33)
