from __future__ import annotations

from attrib.find.labels import find_labels
from attrib.read import read_text


def labels(text: str) -> list[tuple[str, str, bool]]:
    document = read_text(text)
    return [
        (document.slice(item.label), document.slice(item.content)[:12], item.runs_on)
        for item in find_labels(document)
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
