from __future__ import annotations

import pytest

from .build import attributions


def speakers(
    text: str, *rows: tuple[str, str, str], **options: object
) -> list[tuple[str, str | None]]:
    found = attributions(text, *rows, **options)  # type: ignore[arg-type]
    return [(a.speaker.name, a.speaker.id) if a.speaker else ("", None) for a in found]


@pytest.mark.parametrize(
    ("text", "rows", "expected"),
    [
        pytest.param(
            "Lena Arvid, the harbour master, said the gates would stay shut. "
            "Arvid said the crews were tired.",
            [
                ("Lena Arvid, the harbour master,", "said", "the gates would stay shut"),
                ("Arvid", "said", "the crews were tired"),
            ],
            [("Lena Arvid", "lena-arvid"), ("Lena Arvid", "lena-arvid")],
            id="a surname after the full name, the appositive cut off",
        ),
        pytest.param(
            "Tomas Brandt told the inquiry that the pumps failed. He said nobody rang.",
            [("Tomas Brandt", "told", "the pumps failed"), ("He", "said", "nobody rang")],
            [("Tomas Brandt", None), ("Tomas Brandt", None)],
            id="a pronoun for who spoke just before",
        ),
        pytest.param(
            "Mr. Orr praised the crews. Ms. Vale blamed the board. He said the pumps failed.",
            [("He", "said", "the pumps failed")],
            [("Orr", None)],
            id="a pronoun passes over the name of the other gender",
        ),
        pytest.param(
            "The Customs Board (CB) opened its books. The CB said the ledger was whole.",
            [("The CB", "said", "the ledger was whole")],
            [("Customs Board", "customs")],
            id="an acronym in parentheses",
        ),
        pytest.param(
            "The Justice Ministry’s indictment runs to forty pages. "
            "The indictment says the ledger was burned.",
            [("The indictment", "says", "the ledger was burned")],
            [("Ministry of Justice", "moj")],
            id="a document speaks for the body the article gives it to",
        ),
        pytest.param(
            "The Harbour Trust was fined. A statement from the Harbour Trust said it would appeal.",
            [("A statement from the Harbour Trust", "said", "it would appeal")],
            [("Harbour Trust", None)],
            id="a statement from somebody",
        ),
        pytest.param(
            "The Ministry of Justice met. The charges allege that the ledger was burned.",
            [("The charges", "allege", "the ledger was burned")],
            [("Ministry of Justice", "moj")],
            id="a document whose issuer only the registry knows",
        ),
        pytest.param(
            "The Customs Board closed. A spokesman for the Customs Board said it would reopen.",
            [("A spokesman for the Customs Board", "said", "it would reopen")],
            [("Customs Board", "customs")],
            id="a spokesman speaks for the body",
        ),
        pytest.param(
            "Ada Moss, 52, an engineer, left. The 52-year-old said the dam would hold. "
            "The engineer said it was old.",
            [
                ("The 52-year-old", "said", "the dam would hold"),
                ("The engineer", "said", "it was old"),
            ],
            [("Ada Moss", None), ("Ada Moss", None)],
            id="an age and a trade",
        ),
        pytest.param(
            "Arvid Lena wrote to the board. Arvid Lena said the gates were shut.",
            [("Arvid Lena", "said", "the gates were shut")],
            [("Lena Arvid", "lena-arvid")],
            id="a name in reversed order",
        ),
        pytest.param(
            "The Ministry of Justice met. Its warrant for Ada Moss, the warrant says, is old.",
            [("the warrant", "says", "is old")],
            [("Ministry of Justice", "moj")],
            id="a warrant for somebody is not theirs",
        ),
        pytest.param(
            "Leo Price scored. The 22-year-old said he was glad. "
            "Price’s father, Martin Price, wept. He said it was late.",
            [("The 22-year-old", "said", "he was glad"), ("He", "said", "it was late")],
            [("Leo Price", None), ("Martin Price", None)],
            id="an age given nowhere else, and a name after an office",
        ),
        pytest.param(
            "A White House spokesman, Karim bin Salman, said it would wait.",
            [("A White House spokesman, Karim bin Salman,", "said", "it would wait")],
            [("Karim bin Salman", None)],
            id="a spokesman keeps his name",
        ),
        pytest.param(
            "Residents said the smell was worse at night.",
            [("Residents", "said", "the smell was worse at night")],
            [("Residents", None)],
            id="a group as written",
        ),
        pytest.param(
            "In June, we reported that the gates were shut.",
            [("we", "reported", "the gates were shut")],
            [("we", None)],
            id="the publication itself",
        ),
    ],
)
def test_speaker(
    text: str, rows: list[tuple[str, str, str]], expected: list[tuple[str, str | None]]
) -> None:
    assert speakers(text, *rows) == expected


def test_without_a_registry_speakers_are_names_as_written() -> None:
    text = "Lena Arvid said the gates would stay shut."
    row = ("Lena Arvid", "said", "the gates would stay shut")
    assert speakers(text, row, registry=None) == [("Lena Arvid", None)]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("A senior official", "anonymous"),
        ("Two people familiar with the talks", "anonymous"),
        ("sources", "anonymous"),
        ("I", "unknown"),
        ("the officials", "group"),
        ("police", "group"),
    ],
)
def test_unnamed_speakers(source: str, kind: str) -> None:
    text = f"Late on Monday {source} said the ledger had been burned."
    (found,) = attributions(text, (source, "said", "the ledger had been burned"))
    assert found.speaker is not None
    assert (found.speaker.kind, found.speaker.id) == (kind, None)


def test_two_live_candidates_are_both_named() -> None:
    text = "In the hall, after the vote, Ada Moss met Ines Okafor. She said the dam would hold."
    (found,) = attributions(text, ("She", "said", "the dam would hold"))
    assert found.speaker is not None
    assert found.speaker.candidates == ("Ada Moss", "Ines Okafor")


def test_evidence_quotes_the_words() -> None:
    text = "The Justice Ministry’s indictment is long. The indictment says the ledger was burned."
    (found,) = attributions(text, ("The indictment", "says", "the ledger was burned"))
    assert found.speaker is not None
    assert "Justice Ministry’s indictment" in found.speaker.evidence


def test_a_statement_without_source_or_cue_has_no_speaker() -> None:
    (found,) = attributions(
        "“The dam will hold for ever.”", ("", "", "“The dam will hold for ever.”"), kind="direct"
    )
    assert found.speaker is None
    assert found.outlet is None
