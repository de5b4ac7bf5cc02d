import pytest

from attrib.model import SourceText
from attrib.read.source_text import read_source_text


def read(raw: str, path: str = "a.txt") -> SourceText:
    return read_source_text(raw.encode(), path)


def turns(raw: str) -> list[tuple[str, str]]:
    text = read(raw)
    return [(turn.speaker, text.text[slice(*turn.span)]) for turn in text.turns]


def speakers(raw: str) -> list[str]:
    return [speaker for speaker, _ in turns(raw)]


def test_a_turn_runs_on_to_the_next_label() -> None:
    raw = "Briefing\n\nJane Doe: We will.\n\nIn May.\n\nJohn Roe: When?\n\nJane Doe: In May."
    assert turns(raw) == [
        *(("Jane Doe", "We will.\nIn May."), ("John Roe", "When?"), ("Jane Doe", "In May.")),
    ]
    assert read(raw).text.split("\n")[:2] == ["Briefing", "We will."]


@pytest.mark.parametrize(
    ("label", "speaker"),
    [
        ("JANE DOE (Harbour Board):", "Jane Doe"),
        ("Jane Doe, mayor:", "Jane Doe"),
        ("Jane Doe, the mayor of Arden (by video):", "Jane Doe"),
        ("JANE MCDONALD-O'NEIL:", "Jane McDonald-O'Neil"),
        ("MR. SMITH:", "Mr. Smith"),
        ("PRESIDENT LEE:", "President Lee"),
        ("SEN. ROE:", "Sen. Roe"),
        ("Dr. de la Cruz:", "Dr. de la Cruz"),
        ("THE COURT:", "THE COURT"),
        ("SPEAKER 1:", "SPEAKER 1"),
        ("[00:01:12] Jane Doe:", "Jane Doe"),
        ("Jane Doe (00:12):", "Jane Doe"),
        (">> JANE DOE:", "Jane Doe"),
        ("Q12 Jane Doe:", "Jane Doe"),
    ],
)
def test_labels(label: str, speaker: str) -> None:
    said = f"{label} We will open the tunnel in May."
    assert turns(said) == [(speaker, "We will open the tunnel in May.")]


@pytest.mark.parametrize(
    "raw",
    [
        "Note: the words were edited for length.",
        "Contact: Jane Doe, press office",
        "Jane Doe: +44 20 7946 0000",
        "Jane Doe: jane@harbour.example",
        "Update: We have new figures. The update came late.",
        "Warning: ice on the pier.\n\nWarning: fog on the pier.",
        "There is one thing to say: we will open.",
        "Full Year Results: profit rose, and results were good for the full year.",
        "Revenue: 3m. Costs fell.\n\nCosts: 2m.\n\nRevenue: 4m.\n\nCosts: 1m. Our revenue rose and costs fell.",
        "A. The first item\nB. The second item\nA. The third item",
        "RISK FACTORS\nThe tunnel may flood.\nRISK FACTORS\nThe pier may fall.",
        "The board said: We will.\nThe board said: We won't.",
        "Monday: rain.\nTuesday: fog.\nMonday: rain.",
        "http://harbour.example: a page",
        "10:30: The board met.",
    ],
)
def test_prose_is_no_turn(raw: str) -> None:
    assert turns(raw) == []
    assert " ".join(read(raw).text.split()) == " ".join(raw.split())


def test_names_on_their_own_line() -> None:
    raw = "JANE DOE\nWe will open it.\nIt is late.\n\nJOHN ROE\nI disagree.\n\nJANE DOE\nSo be it."
    assert turns(raw) == [
        *(("Jane Doe", "We will open it.\nIt is late."), ("John Roe", "I disagree.")),
        ("Jane Doe", "So be it."),
    ]


def test_accents_in_given_names() -> None:
    raw = "José Núñez: Sí.\n\nÅsa Öberg: Ja, it is.\n\nJosé Núñez: We will."
    assert speakers(raw) == ["José Núñez", "Åsa Öberg", "José Núñez"]


def test_names_with_a_role_or_a_time_on_their_own_line() -> None:
    call = "Jane Doe -- Chief Executive\n\nWe grew.\n\nOperator\n\nNext.\n\nJane Doe -- Chief Executive\n\nYes."
    assert speakers(call) == ["Jane Doe", "Operator", "Jane Doe"]
    meeting = "Jane Doe  0:03\nWe grew.\n\nJohn Roe  0:12\nDid we?\n\nJane Doe  0:20\nYes."
    assert speakers(meeting) == ["Jane Doe", "John Roe", "Jane Doe"]


def test_questions_and_answers_of_a_court() -> None:
    raw = (
        "BY MR. SMITH:\nQ. Did you see it?\nA. I did.\nQ. When?\nA. At noon.\nTHE COURT: Sustained."
    )
    assert turns(raw) == [
        *(("Q", "Did you see it?"), ("A", "I did."), ("Q", "When?"), ("A", "At noon.")),
        ("THE COURT", "Sustained."),
    ]


def test_a_press_conference_has_questions_alone() -> None:
    assert speakers("MR. PRICE: Good day.\n\nQ    Will you open?\n\nMR. PRICE: Yes.") == [
        *("Mr. Price", "Q", "Mr. Price"),
    ]


def test_line_numbers_of_a_court_are_no_words() -> None:
    raw = """\
                     12
 1            THE WITNESS:  I did not see the ship
 2  until it was in the harbour, and I said
 3  so to the board.
 4       Q.   When did you see it?
 5       A.   At noon, when it came in with
 6  the tide and
                     13
 1  the pilot, in 1984.
 2            THE COURT:  Sustained.
"""
    assert turns(raw) == [
        (
            "THE WITNESS",
            "I did not see the ship until it was in the harbour, and I said so to the board.",
        ),
        ("Q", "When did you see it?"),
        ("A", "At noon, when it came in with the tide and the pilot, in 1984."),
        ("THE COURT", "Sustained."),
    ]
    assert [line.line for line in read(raw).lines] == [2, 3, 4, 5, 6, 7, 9, 10]


def test_a_label_may_follow_in_a_wrapped_paragraph() -> None:
    raw = (
        "MR. SMITH: I have looked at every figure that there is, and what they show is that\n"
        "the tunnel has been paid for twice, which nobody in this room has ever explained to\n"
        "me, and which nobody will.\n"
        "MS. JONES: It has been paid for once, and the second figure that you have seen is of\n"
        "the pier, which you would know if you had read the pages that we have sent to you all\n"
        "last week.\n"
    )
    assert speakers(raw) == ["Mr. Smith", "Ms. Jones"]
    assert "paid for twice, which nobody" in turns(raw)[0][1]


def test_a_lone_label_in_a_release_has_its_paragraph_only() -> None:
    raw = "Tunnel opens\n\nThe board met.\n\nIt was late.\n\nJane Doe: We will open.\n\nThe board has nine members."
    assert turns(raw) == [("Jane Doe", "We will open.")]


def test_a_speech_belongs_to_whom_it_begins_with() -> None:
    assert turns("Arden, 4 March\n\nJane Doe: Good day.\n\nWe will open.\n\nIn May.") == [
        ("Jane Doe", "Good day.\nWe will open.\nIn May."),
    ]


@pytest.mark.parametrize(
    "end",
    ["###", "ENDS", "Notes to editors:", "Contact: Press office, Arden", "About Harbour Board"],
)
def test_what_stands_below_the_end_is_nobodys(end: str) -> None:
    raw = f"Jane Doe: We will.\n\nJohn Roe: No.\n\n{end}\n\nThe board has nine members."
    assert turns(raw) == [("Jane Doe", "We will."), ("John Roe", "No.")]


def test_what_happens_in_the_room_is_not_said() -> None:
    assert turns(
        "JANE DOE: We will. [Applause] In May.\n\n(LAUGHTER)\n\nJOHN ROE: (Laughs.) No [sic]."
    ) == [
        ("Jane Doe", "We will. In May."),
        ("John Roe", "No [sic]."),
    ]


def test_in_text_all_in_capitals_the_name_must_come_again_or_be_a_persons() -> None:
    raw = "SO HE SAID THIS: WE WILL.\nJANE DOE: HE SAID THIS AND MORE.\nHE SAID SO: I KNOW."
    assert speakers(raw) == ["Jane Doe"]


def test_rubrics_far_from_each_other_are_nobody() -> None:
    between = "\n".join(["The pump is set up as the page before this one shows."] * 30)
    assert turns(f"PUMPSET: Turn it on.\n{between}\nPUMPSET: Turn it off.") == []
    assert speakers("PUMPSET: Turn it on.\nPUMPSET: Turn it off.") == ["PUMPSET"]


def test_two_paragraphs_of_one_speaker_are_one_turn() -> None:
    assert turns("JANE DOE: We will.\nJANE DOE: In May.") == [("Jane Doe", "We will.\nIn May.")]
