from __future__ import annotations

from attrib.find.labels import find_labels, prose
from attrib.find.quotations import find_quotations
from attrib.read import read_text


def labels(text: str) -> list[tuple[str, str, bool]]:
    document = read_text(text)
    return [
        (document.slice(item.label), document.slice(item.content)[:12], item.runs_on)
        for item in find_labels(
            document, find_quotations(document.text, document.paragraphs).quotations
        )
    ]


def test_a_name_that_the_article_uses_elsewhere_is_a_speaker() -> None:
    text = (
        "Ines Okafor runs the ferry office in the old port of Arden.\n\n"
        "Ines Okafor: We lost nine sailings in one week and nobody rang us."
    )
    assert labels(text) == [("Ines Okafor", "We lost nine", False)]


def test_page_words_before_a_colon_are_no_speakers() -> None:
    text = (
        "The council met on Monday to discuss the bridge and its price.\n\n"
        "Photo: The bridge at dusk, seen from the quay.\n\n"
        "Update: The council has voted to close the bridge.\n\n"
        "Bridge Closed: The council votes tonight on the plan."
    )
    assert labels(text) == []


def test_an_interview_runs_on_between_labels() -> None:
    text = "\n\n".join(
        [
            "Q: When did you first see the report on the dam?",
            "A: In March, when the board sent it over by hand.",
            "It was forty pages long and it had no summary at all.",
            "Q: And what did you do with it after that?",
            "A: I read it twice and then I rang the minister.",
        ]
    )
    found = labels(text)
    assert [label for label, _, _ in found] == ["Q", "A", "A", "Q", "A"]
    assert [runs_on for _, _, runs_on in found] == [False, False, True, False, False]


def test_a_colon_inside_a_sentence_is_no_label() -> None:
    text = "The board gave one reason: money. Nothing else was said at the meeting in Arden."
    assert labels(text) == []


def test_a_space_before_the_colon_is_no_part_of_the_name() -> None:
    assert labels("Calder : Ines Calder left.") == [("Calder", "Ines Calder ", False)]


def test_an_invitation_to_look_elsewhere_is_no_speaker_however_often_it_recurs() -> None:
    text = "\n\n".join(
        [
            "WATCH BELOW: Crews pump water out of the tram depot in Arden.",
            "The depot has been flooded since Monday night, the city said.",
            "READ MORE: Three trams lost to the flood at the Arden depot.",
            "It will take a week to dry the tracks and the points.",
            "WATCH BELOW: The mayor rows across the depot in a borrowed boat.",
            "READ MORE: What the flood has cost the city of Arden so far.",
        ]
    )
    assert labels(text) == []


def test_a_rubric_that_ends_in_a_name_is_no_speaker() -> None:
    text = (
        "THE DAY IN ARDEN: Shares fell by a tenth as the harbour stayed shut.\n\n"
        "Traders in Arden had feared worse from the storm."
    )
    assert labels(text) == []


def test_a_transcript_that_a_page_quotes_has_its_speakers() -> None:
    text = "\n\n".join(
        [
            "Presenter Ines Okafor put it to Piet Vanderloo on Sunday.",
            "“OKAFOR: Will the ferry run on Monday or will it not?",
            "“VANDERLOO: It will run when the crew are back, and not before.”",
        ]
    )
    assert [label for label, _, _ in labels(text)] == ["OKAFOR", "VANDERLOO"]


def test_a_quotation_signed_with_a_dash_is_its_signers() -> None:
    text = "\n\n".join(
        [
            "We asked readers what they make of the new timetable.",
            "“It has cost me an hour every day.” — Ines Okafor, Arden",
            "“Nobody asked the people who use the ferry.”",
            "―Piet Vanderloo",
            "“The ferry was late,” she said — Monday was worse.",
        ]
    )
    assert labels(text) == [
        ("Ines Okafor, Arden", "“It has cost", False),
        ("Piet Vanderloo", "“Nobody aske", False),
    ]


def test_a_rubric_in_capitals_is_not_read_and_what_follows_it_is() -> None:
    document = read_text(
        "HARBOUR WATCH: The port closed early on Monday after a crane failed.\n\n"
        "RATES: The bank left them where they were.\n\n"
        "INES OKAFOR: I have never seen the quay so full of people.\n\n"
        "Ferries: The noon sailing was late again."
    )
    left = [document.slice(span) for span in prose(document, ())]
    assert [words.split()[0] for words in left] == ["The", "RATES:", "INES", "Ferries:"]


def test_what_a_label_gives_to_a_speaker_is_not_left_to_read() -> None:
    document = read_text(
        "Ines Okafor runs the ferry office in the old port of Arden.\n\n"
        "Ines Okafor: We lost nine sailings in one week and nobody rang us."
    )
    found = find_labels(document, ())
    assert [document.slice(span)[:11] for span in prose(document, found)] == ["Ines Okafor"]
    assert len(found) == 1
