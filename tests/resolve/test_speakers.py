from __future__ import annotations

import pytest

from .build import at, attributions


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
        pytest.param(
            "The painter Ada Smith met the baker Leo Smith. Mr. Smith said the wall was old. "
            "Ms. Smith said it was new.",
            [("Mr. Smith", "said", "the wall was old"), ("Ms. Smith", "said", "it was new")],
            [("Leo Smith", None), ("Ada Smith", None)],
            id="two Smiths: a title's gender decides",
        ),
        pytest.param(
            "The painter Ada Smith met the baker Ines Smith. Ada said the wall was old.",
            [("Ada", "said", "the wall was old")],
            [("Ada Smith", None)],
            id="two Smiths: a first name decides",
        ),
        pytest.param(
            "The painter Ada Smith left. "
            + "The rain fell on the wall and on the houses below it. " * 8
            + "The baker Ines Smith came. Smith said the wall was old.",
            [("Smith", "said", "the wall was old")],
            [("Ines Smith", None)],
            id="two Smiths: nearness decides",
        ),
        pytest.param(
            "Friends of Wei Lianhua came. Wei said it was new. Lianhua Wei said it was old. "
            "Wei Lian-hua said it stank.",
            [
                ("Wei", "said", "it was new"),
                ("Lianhua Wei", "said", "it was old"),
                ("Wei Lian-hua", "said", "it stank"),
            ],
            [("Wei Lianhua", None)] * 3,
            id="a family name first, reversed, hyphenated",
        ),
        pytest.param(
            "The trader Mohammed Sabry came. Mohamed Sabry said it was new. Sabry said it stank.",
            [("Mohamed Sabry", "said", "it was new"), ("Sabry", "said", "it stank")],
            [("Mohammed Sabry", None)] * 2,
            id="another transliteration",
        ),
        pytest.param(
            "The painter Rosa de la Vega came. De la Vega said it was new. Vega said it stank.",
            [("De la Vega", "said", "it was new"), ("Vega", "said", "it stank")],
            [("Rosa de la Vega", None)] * 2,
            id="de la, whole and cut",
        ),
        pytest.param(
            "The trader Omar bin Rashid came. Bin Rashid said it was new. Rashid said it stank.",
            [("Bin Rashid", "said", "it was new"), ("Rashid", "said", "it stank")],
            [("Omar bin Rashid", None)] * 2,
            id="bin, whole and cut",
        ),
        pytest.param(
            "The judge Henrik van der Linde came. Van der Linde said it was new.",
            [("Van der Linde", "said", "it was new")],
            [("Henrik van der Linde", None)],
            id="van der",
        ),
        pytest.param(
            "The baker Leo Price Jr. came. Price said it was new. Tim Orr III, a baker, said it stank.",
            [("Price", "said", "it was new"), ("Tim Orr III, a baker,", "said", "it stank")],
            [("Leo Price Jr", None), ("Tim Orr III", None)],
            id="suffixes",
        ),
        pytest.param(
            "Torbern, a fisherman, left. Torbern said the wall was old. The fisherman said it stank. "
            "He said it was late.",
            [
                ("Torbern", "said", "the wall was old"),
                ("The fisherman", "said", "it stank"),
                ("He", "said", "it was late"),
            ],
            [("Torbern", None)] * 3,
            id="one word is all the name",
        ),
        pytest.param(
            "They met in Karlin. Mayor Ada Karlin said it was new. Karlin said it stank.",
            [("Mayor Ada Karlin", "said", "it was new"), ("Karlin", "said", "it stank")],
            [("Ada Karlin", None)] * 2,
            id="a surname that is a place as well",
        ),
        pytest.param(
            "Florence Vale left Florence on Monday. She said it was new. Vale said it stank.",
            [("She", "said", "it was new"), ("Vale", "said", "it stank")],
            [("Florence Vale", None)] * 2,
            id="a given name that is a place as well",
        ),
        pytest.param(
            "Brandt Motors closed a plant. The welder Tomas Brandt said the smell was bad. "
            "The carmaker said it was sorry. Brandt said he was glad.",
            [
                ("The welder Tomas Brandt", "said", "the smell was bad"),
                ("The carmaker", "said", "it was sorry"),
                ("Brandt", "said", "he was glad"),
            ],
            [("Tomas Brandt", None), ("Brandt Motors", None), ("Tomas Brandt", None)],
            id="a person and a company of one name",
        ),
        pytest.param(
            "Ford, the carmaker, said the plant would close. Nadia Ford, a nurse, said it stank.",
            [
                ("Ford, the carmaker,", "said", "the plant would close"),
                ("Nadia Ford, a nurse,", "said", "it stank"),
            ],
            [("Ford", None), ("Nadia Ford", None)],
            id="a company of one word and a person of that surname",
        ),
        pytest.param(
            "Juniper Moss, who uses they/them pronouns, came late. Leo Price paid. "
            "He said it was new. They said the wall was old.",
            [("He", "said", "it was new"), ("They", "said", "the wall was old")],
            [("Leo Price", None), ("Juniper Moss", None)],
            id="stated they",
        ),
        pytest.param(
            "Leo Moss, who uses they/them pronouns, came late. Tim Price paid. He said it was new.",
            [("He", "said", "it was new")],
            [("Tim Price", None)],
            id="he is not who stated they",
        ),
        pytest.param(
            "Ada Moss met Leo Price. He said the wall was old.",
            [("He", "said", "the wall was old")],
            [("Leo Price", None)],
            id="given names lean",
        ),
        pytest.param(
            "Ada Moss, a businessman, met Leo Price, a retired actress. He said the wall was old. "
            "She said it was new.",
            [("He", "said", "the wall was old"), ("She", "said", "it was new")],
            [("Ada Moss", None), ("Leo Price", None)],
            id="what the article says goes before given names",
        ),
        pytest.param(
            "Ada Moss left. He said the wall was old.",
            [("He", "said", "the wall was old")],
            [("Ada Moss", None)],
            id="a given name rules nobody out",
        ),
        pytest.param(
            "Leo Price left. His brother, Tim Price, paid. His brother said the wall was old.",
            [("His brother", "said", "the wall was old")],
            [("Tim Price", None)],
            id="his brother, named before",
        ),
        pytest.param(
            "The shop of Leo Price and Tim Price closed. Leo Price said the wall was old. "
            "His brother said it was new.",
            [("Leo Price", "said", "the wall was old"), ("His brother", "said", "it was new")],
            [("Leo Price", None), ("Tim Price", None)],
            id="his brother, the one other of the family",
        ),
        pytest.param(
            "Leo Price said the wall was old. His brother said it was new.",
            [("Leo Price", "said", "the wall was old"), ("His brother", "said", "it was new")],
            [("Leo Price", None), ("Leo Price’s brother", None)],
            id="his brother, never named",
        ),
        pytest.param(
            "Ada Vale fell. Her mother, Ines Vale, said it was new. Ines said it stank.",
            [("Her mother, Ines Vale,", "said", "it was new"), ("Ines", "said", "it stank")],
            [("Ines Vale", None)] * 2,
            id="her mother, then the first name",
        ),
        pytest.param(
            "Leo Price said the wall was old. His father, Leo Price Sr., said it was new.",
            [
                ("Leo Price", "said", "the wall was old"),
                ("His father, Leo Price Sr.,", "said", "it was new"),
            ],
            [("Leo Price", None), ("Leo Price Sr", None)],
            id="a father of the same name",
        ),
        pytest.param(
            "The singer Ada Moss, also known as Mara Kite, came. Kite said it was new.",
            [("Kite", "said", "it was new")],
            [("Ada Moss", None)],
            id="also known as",
        ),
        pytest.param(
            "In a statement, the Harbour Trust said it would appeal. The statement said it was sorry.",
            [
                ("the Harbour Trust", "said", "it would appeal"),
                ("The statement", "said", "it was sorry"),
            ],
            [("Harbour Trust", None)] * 2,
            id="the statement, after in a statement",
        ),
        pytest.param(
            "Ada Moss said in a letter that the wall was old. The letter said it stank.",
            [("Ada Moss", "said", "the wall was old"), ("The letter", "said", "it stank")],
            [("Ada Moss", None)] * 2,
            id="the letter, after in a letter",
        ),
        pytest.param(
            "Ada Moss said in a statement that the wall was old."
            + "\n\nThe rain fell." * 3
            + "\n\nThe statement said it stank.",
            [("Ada Moss", "said", "the wall was old"), ("The statement", "said", "it stank")],
            [("Ada Moss", None), ("The statement", None)],
            id="the statement, too far from in a statement",
        ),
        pytest.param(
            "Residents met. A statement said the wall was old.",
            [("A statement", "said", "the wall was old")],
            [("A statement", None)],
            id="a statement of nobody's",
        ),
        pytest.param(
            "The Harbour Trust was fined. A spokesman said the wall was old. "
            "A spokeswoman for the trust said it stank.",
            [
                ("A spokesman", "said", "the wall was old"),
                ("A spokeswoman for the trust", "said", "it stank"),
            ],
            [("Harbour Trust", None)] * 2,
            id="spokespeople without a name",
        ),
        pytest.param(
            "The Harbour Trust was fined. Its chairman, Leo Price, said the wall was old. "
            "The chairman said it stank.",
            [
                ("Its chairman, Leo Price,", "said", "the wall was old"),
                ("The chairman", "said", "it stank"),
            ],
            [("Leo Price", None)] * 2,
            id="a role and its holder",
        ),
        pytest.param(
            "Late on Monday a spokesman for the governor’s office said the wall was old.",
            [("a spokesman for the governor’s office", "said", "the wall was old")],
            [("governor’s office", None)],
            id="a spokesman without a name for a body without one",
        ),
        pytest.param(
            "On Monday Northwire, citing two people familiar with the deal, said the pumps failed.",
            [("Northwire", "said", "the pumps failed")],
            [("two people familiar with the deal", None)],
            id="citing two people",
        ),
        pytest.param(
            "On Monday RKB, citing Ada Moss, said the pumps failed.",
            [("RKB, citing Ada Moss,", "said", "the pumps failed")],
            [("Ada Moss", None)],
            id="citing somebody named",
        ),
        pytest.param(
            "On Monday RKB, citing Northwire, said the pumps failed.",
            [("RKB, citing Northwire,", "said", "the pumps failed")],
            [("RKB", "rkb")],
            id="citing another medium",
        ),
        pytest.param(
            "On Monday RKB reported, citing two people, that the pumps failed.",
            [("RKB", "reported", "the pumps failed")],
            [("two people", None)],
            id="citing two people, behind the cue",
        ),
        pytest.param(
            "Northwire first reported that the pumps failed.",
            [("Northwire", "reported", "the pumps failed")],
            [("Northwire", "northwire")],
            id="a record's name that opens the article",
        ),
        pytest.param(
            "Ada Moss and Ines Okafor said the dam would hold.",
            [("Ada Moss and Ines Okafor", "said", "the dam would hold")],
            [("Ada Moss and Ines Okafor", None)],
            id="two who speak together",
        ),
        pytest.param(
            "Ines Vale, 52, met Mr. Orr in the hall. She said it was new.",
            [("She", "said", "it was new")],
            [("Ines Vale", None)],
            id="whom a woman met after her age",
        ),
        pytest.param(
            "The mayor, Leo Price, came. Ines Vale, 52, met the mayor. The mayor said it was new.",
            [("The mayor", "said", "it was new")],
            [("Leo Price", None)],
            id="the mayor is not who met the mayor",
        ),
        pytest.param(
            "Residents met. One neighbour said the wall was old. The neighbour said it stank.",
            [("One neighbour", "said", "the wall was old"), ("The neighbour", "said", "it stank")],
            [("One neighbour", None)] * 2,
            id="one left unnamed who speaks on",
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
        ("police", "institution"),
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


@pytest.mark.parametrize(
    ("text", "row", "candidates"),
    [
        pytest.param(
            "The painter Ada Smith met the baker Ines Smith. Smith said the wall was old.",
            ("Smith", "said", "the wall was old"),
            {"Ada Smith", "Ines Smith"},
            id="two Smiths",
        ),
        pytest.param(
            "The painter Ada Smith met the baker Ines Smith. Ms. Smith said the wall was old.",
            ("Ms. Smith", "said", "the wall was old"),
            {"Ada Smith", "Ines Smith"},
            id="two Smiths whom the title fits",
        ),
        pytest.param(
            "The baker Leo Price Sr. met Leo Price Jr. at noon. Price said the wall was old.",
            ("Price", "said", "the wall was old"),
            {"Leo Price Sr", "Leo Price Jr"},
            id="father and son",
        ),
        pytest.param(
            "In the hall, after the vote, there were Kim Moss and Robin Vale. "
            "She said the dam would hold.",
            ("She", "said", "the dam would hold"),
            {"Kim Moss", "Robin Vale"},
            id="two whose names say no gender, both as near",
        ),
    ],
)
def test_an_honest_doubt(text: str, row: tuple[str, str, str], candidates: set[str]) -> None:
    (found,) = attributions(text, row, registry=None)
    assert found.speaker is not None
    assert set(found.speaker.candidates) == candidates
    assert all(name in found.speaker.evidence for name in candidates)


def test_labels_of_initials_are_who_asks_and_who_answers() -> None:
    text = "Dov Marsh spoke to the singer Ada Orr.\n\nDM: Is the wall old?\n\nAO: It is new."
    rows = [("DM", ":", "Is the wall old?"), ("AO", ":", "It is new.")]
    assert speakers(text, *rows, registry=None, kind="direct", label=True) == [
        ("Dov Marsh", None),
        ("Ada Orr", None),
    ]


def test_initials_without_a_label_are_a_name_of_their_own() -> None:
    text = "Dov Marsh spoke. On Monday DM said the wall was old."
    assert speakers(text, ("DM", "said", "the wall was old"), registry=None) == [("DM", None)]


def test_a_quotation_runs_on_from_who_speaks_before() -> None:
    text = "“The wall is old,” Ada Moss said. “It stinks.”"
    rows = [("Ada Moss", "said", "“The wall is old,”"), ("", "", "“It stinks.”")]
    assert speakers(text, *rows, kind="direct", continues={2: 1}) == [("Ada Moss", None)] * 2
    assert speakers(text, *rows, kind="direct") == [("Ada Moss", None)] * 2


def test_a_quotation_alone_is_nobodys_once_another_is_named() -> None:
    text = "“The wall is old,” Ada Moss said. Leo Price came in.\n\n“It stinks.”"
    rows = [("Ada Moss", "said", "“The wall is old,”"), ("", "", "“It stinks.”")]
    assert speakers(text, *rows, kind="direct") == [("Ada Moss", None), ("", None)]


SAID = ("Ada Moss", "said", "the wall was old")
QUOTED = ("Ada Moss", "said", "“The wall is old,”")
ALONE = ("", "", "“It stinks of the sea in every room.”")


@pytest.mark.parametrize(
    "before",
    [
        "Ada Moss said the wall was old when her father bought the house on the quay.",
        "Ada Moss said the wall was old. She has lived behind it for years.",
        "Ada Moss said the wall was old. In May Moss moved to the hill.",
        "Ada Moss said the wall was old.\n\nA house behind it",
    ],
)
def test_a_quotation_alone_after_a_sentence_about_who_spoke(before: str) -> None:
    rows = [SAID, ALONE]
    found = attributions(f"{before}\n\n{ALONE[2]}", *rows, registry=None, direct=(2,))[1]
    assert found.speaker is not None
    assert found.speaker.name == "Ada Moss"


@pytest.mark.parametrize(
    "text",
    [
        f"Ada Moss said the wall was old. It was built in 1902.\n\n{ALONE[2]}",
        f"Ada Moss said the wall was old. She left. Nothing stirred.\n\n{ALONE[2]}",
        f"Ada Moss said the wall was old. The quay was dark.\n\n{ALONE[2]}",
        f"Ada Moss said the wall was old.\n\nThe quay was dark.\n\n{ALONE[2]}",
        f"Ada Moss said the wall was old.\n\nOn a gate stood {ALONE[2]}",
        f"Ada Moss said the wall was old.\n\n{ALONE[2][:-2]}” read a sign.",
    ],
)
def test_a_quotation_alone_after_a_sentence_about_something_else(text: str) -> None:
    alone = ALONE if ALONE[2] in text else ("", "", f"{ALONE[2][:-2]}”")
    found = attributions(text, SAID, alone, registry=None, direct=(2,))[1]
    assert found.speaker is None


def test_a_quotation_that_closed_is_not_taken_up_again_in_the_next_paragraph() -> None:
    text = f"“The wall is old,” Ada Moss said.\n\n{ALONE[2]}"
    assert speakers(text, QUOTED, ALONE, registry=None, kind="direct")[1] == ("", None)


@pytest.mark.parametrize(
    ("source", "cue", "content"),
    [
        ("It", "has been described as", "the best wall on the coast"),
        ("Moss", "is said", "to be furious about the wall"),
        ("It", "was not suggested", "that she had known about the wall"),
        ("She", "is believed", "to have left the town"),
        ("The wall", "has long been called", "a death trap"),
        ("The town", "was accused of", "hiding the cracks"),
        ("It", "was claimed", "that the wall had moved"),
        ("Leo Price, 45,", "is reported", "to have bought the quay"),
        ("Leo Price", "was widely regarded", "as a bully"),
    ],
)
def test_the_subject_of_a_passive_says_nothing(source: str, cue: str, content: str) -> None:
    text = f"Ada Moss said the gates were shut. {source} {cue} {content}."
    rows = [("Ada Moss", "said", "the gates were shut"), (source, cue, content)]
    assert speakers(text, *rows, registry=None)[1] == ("", None)


@pytest.mark.parametrize(
    "cue", ["has been described as", "has long been called", "had been dubbed", "is said to be"]
)
def test_a_quoted_passive_is_not_the_speaker_befores(cue: str) -> None:
    text = f"Ada Moss said the gates were shut. It {cue} “the best wall on the coast”."
    rows = [("Ada Moss", "said", "the gates were shut"), ("", cue, "“the best wall on the coast”")]
    found = attributions(text, *rows, registry=None, direct=(2,))
    assert found[1].speaker is None


@pytest.mark.parametrize(
    ("text", "row", "name"),
    [
        (
            "Ada Moss was told that the wall was old.",
            ("was told", "that the wall was old"),
            "Ada Moss",
        ),
        (
            "Ada Moss is convinced that the wall is old.",
            ("is convinced", "that the wall is old"),
            "Ada Moss",
        ),
        (
            "Ada Moss was quoted as saying the wall was old.",
            ("was quoted as saying", "the wall was old"),
            "Ada Moss",
        ),
        ("Ada Moss had described it as old.", ("had described", "it as old"), "Ada Moss"),
        ("Ada Moss has said the wall is old.", ("has said", "the wall is old"), "Ada Moss"),
        (
            "It was reported by Ada Moss that the wall was old.",
            ("was reported by", "that the wall was old"),
            "Ada Moss",
        ),
        ("The wall was described as old by Ada Moss.", ("was described", "as old"), "Ada Moss"),
        (
            "In Ada Moss’s view it was claimed that the wall was old.",
            ("was claimed", "that the wall was old"),
            "Ada Moss",
        ),
    ],
)
def test_other_sources_of_a_passive_still_speak(text: str, row: tuple[str, str], name: str) -> None:
    assert speakers(text, ("Ada Moss", *row), registry=None) == [(name, None)]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("An estimated 3,000 people", "An estimated 3,000 people"),
        ("More than 12,500 nurses", "More than 12,500 nurses"),
        ("The 1,200 residents who signed it", "The 1,200 residents"),
        ("Some 40,000 fans", "Some 40,000 fans"),
        ("About 3.5 million viewers, half of them here,", "About 3.5 million viewers"),
        ("The 24,000-member union", "The 24,000-member union"),
        ("The 10:45 bulletin", "The 10:45 bulletin"),
        ("A £1,500,000 study", "A £1,500,000 study"),
        ("Northwire, citing 2,300 workers,", "2,300 workers"),
    ],
)
def test_a_number_is_not_cut_at_its_comma(source: str, name: str) -> None:
    text = f"{source} said the gates were shut."
    assert speakers(text, (source, "said", "the gates were shut"), registry=None) == [(name, None)]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("A man of 40, a baker,", "A man of 40"),
        ("Pupils of Year 9, 300 in all,", "Pupils of Year 9"),
        ("The class of 2019: its tutor", "The class of 2019"),
        ("Ada Moss, 52, the engineer,", "Ada Moss"),
        ("The engineer, 52,", "The engineer"),
        ("Residents, 1,200 of them,", "Residents"),
        ("Parents of 1,043 pupils, some here,", "Parents of 1,043 pupils"),
        ("Two guests (3,000 had come)", "Two guests"),
    ],
)
def test_a_comma_after_a_number_still_ends_the_name(source: str, name: str) -> None:
    text = f"{source} said the gates were shut."
    found = speakers(text, (source, "said", "the gates were shut"), registry=None)
    assert [n for n, _ in found] == [name]


def test_a_number_of_people_is_a_group() -> None:
    text = "An estimated 3,000 people said the gates were shut."
    (found,) = attributions(
        text, ("An estimated 3,000 people", "said", "the gates were shut"), registry=None
    )
    assert found.speaker is not None
    assert found.speaker.kind == "group"


def test_a_misspelt_name_keeps_its_spelling() -> None:
    text = "Lena Arvidd said the gates were shut."
    (found,) = attributions(text, ("Lena Arvidd", "said", "the gates were shut"))
    assert found.speaker is not None
    assert (found.speaker.id, found.speaker.spelling) == ("lena-arvid", "Lena Arvidd")


def test_the_place_of_the_fullest_name_however_far_back() -> None:
    text = (
        "Arvid opened the gates. Lena Arvid, the harbour master, had closed them in May.\n"
        + "The quay was full of boats.\n" * 40
        + "She said the crews were tired."
    )
    (found,) = attributions(text, ("She", "said", "the crews were tired"))
    assert found.speaker is not None
    assert found.speaker.named == at(text, "Lena Arvid")
    assert found.speaker.mention == at(text, "She")


def test_nobody_on_record_has_no_such_place() -> None:
    text = "An official said the gates would stay shut."
    (found,) = attributions(text, ("An official", "said", "the gates would stay shut"))
    assert found.speaker is not None
    assert found.speaker.named is None


@pytest.mark.parametrize(
    ("source", "between", "kind"),
    [
        ("A senior figure in the alliance", "", "anonymous"),
        ("Another member of parliament", "", "anonymous"),
        ("A member of the crew", "", "anonymous"),
        ("One member", "", "anonymous"),
        ("A board member", "", "anonymous"),
        ("A leading party figure", "", "anonymous"),
        ("A nurse", " who declined to be named", "anonymous"),
        ("A nurse who", " asked not to be identified,", "anonymous"),
        ("A driver", ", who wished to remain anonymous,", "anonymous"),
        ("A driver", ", speaking on condition of anonymity,", "anonymous"),
        ("A clerk", " (who asked that her name be withheld)", "anonymous"),
        ("The member for Karlin", "", "unknown"),
        ("Members of the crew", "", "group"),
        ("The figures", "", "unknown"),
        ("A nurse", "", "unknown"),
        ("A nurse", ", who has worked there for years,", "unknown"),
        ("A nurse", " at the home of a man who asked not to be named", "unknown"),
        ("The nurse", " who declined to be named", "unknown"),
        ("Ada Moss", ", who asked not to be photographed,", "person"),
        ("Ada Moss, a member of the crew,", "", "person"),
        ("A member of the crew, Ada Moss,", "", "person"),
    ],
)
def test_who_is_left_unnamed(source: str, between: str, kind: str) -> None:
    text = f"{source}{between} said the pumps failed."
    (found,) = attributions(text, (source, "said", "the pumps failed"), registry=None)
    assert found.speaker is not None
    assert found.speaker.kind == kind


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("A former aide, ", "A former aide"),
        ("“He is done.” Three players, ", "Three players"),
        ("Ada Moss, ", "Ada Moss"),
        ("Somebody ", "Somebody"),
        ("Rain fell. A neighbour, ", "A neighbour"),
        ("It rained, and a nurse ", "a nurse"),
        ("", None),
        ("“Rain fell.” ", None),
        ("Rain fell. ", None),
    ],
)
def test_who_is_nobody_by_itself(before: str, expected: str | None) -> None:
    who = "who" if expected else "Who"
    text = f"{before}{who} said the pumps failed."
    (found,) = attributions(text, (who, "said", "the pumps failed"), registry=None)
    assert (found.speaker.name if found.speaker else None) == expected
