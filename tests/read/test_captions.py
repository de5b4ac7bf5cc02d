import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.errors import ReadError
from attrib.model import SourceText
from attrib.read.source_text import read_source_text

VTT = """WEBVTT
Kind: captions
Language: en-GB

NOTE
nothing that is said

STYLE
::cue { color: red }

opening
00:01.000 --> 00:03.000 align:start
<v Jane Doe>We will <i>open</i> the tunnel</v>

00:00:03.500 --> 01:00:05.000
<v Jane Doe>in May &amp; <00:00:04.000><c.yellow>June</c>.

01:02:06.000 --> 01:02:07.000
<v.loud John Roe>When?
"""

SRT = """1
00:00:01,000 --> 00:00:03,000
- Will you open?
- In May.

2
00:00:04,000 --> 00:00:05,000
ANNA REVAL: Yes, we
{\\an8}will <i>open</i>

it in

3
00:00:06,000 --> 00:00:07,000
1984.
"""


def read(raw: str, path: str = "talk.srt") -> SourceText:
    return read_source_text(raw.encode(), path)


def turns(text: SourceText) -> list[tuple[str, str]]:
    return [(turn.speaker, text.text[slice(*turn.span)]) for turn in text.turns]


def test_voices_give_turns_and_tags_are_no_words() -> None:
    text = read(VTT)
    assert text.text == "We will open the tunnel in May & June.\nWhen?"
    assert turns(text) == [
        ("Jane Doe", "We will open the tunnel in May & June."),
        ("John Roe", "When?"),
    ]
    assert text.language == "en-GB"


def test_each_line_has_its_place_and_time() -> None:
    assert [(line.line, line.time) for line in read(VTT).lines] == [
        *((13, "00:00:01"), (16, "00:00:03"), (19, "01:02:06")),
    ]


def test_labels_and_changes_of_speaker() -> None:
    text = read(SRT)
    assert text.text == "Will you open?\nIn May.\nYes, we will open it in 1984."
    assert turns(text) == [("Anna Reval", "Yes, we will open it in 1984.")]
    assert text.lines[-1][1:] == (15, None, "00:00:06")


def test_arrows_begin_somebody_new_named_or_not() -> None:
    cue = "1\n00:00:01,000 --> 00:00:03,000\n"
    text = read(cue + ">> MR. SMITH: I said so.\n>> Who did?\n>> MR. SMITH: I.\n")
    assert turns(text) == [("Mr. Smith", "I said so."), ("Mr. Smith", "I.")]
    assert text.text == "I said so.\nWho did?\nI."


def test_a_label_in_capitals_may_stand_within_a_cue() -> None:
    cues = "1\n00:00:01,000 --> 00:00:03,000\nwe will open\nJOHN ROE: no\nJOHN ROE: no no\n"
    assert turns(read(cues)) == [("John Roe", "no\nno no")]


LINES = ["so we went to the", "harbour and we saw", "that the tunnel was", "closed all winter"]


def test_captions_that_roll_are_read_once() -> None:
    cues, before = ["WEBVTT\n"], " "
    for at, line in enumerate(LINES):
        timed = "".join(f"{word}<00:00:0{at}.500>" for word in line.split(" ")).replace("<", " <")
        cues.append(f"00:00:0{at}.000 --> 00:00:0{at + 1}.000 position:0%\n{before}\n{timed}\n")
        cues.append(f"00:00:0{at + 1}.000 --> 00:00:0{at + 1}.010\n{line}\n \n")
        before = line
    text = read("\n".join(cues))
    assert text.text == " ".join(LINES)
    assert [line.time for line in text.lines] == [f"00:00:0{at}" for at in range(4)]


def test_captions_that_grow_are_read_once() -> None:
    words = ["so", "we", "went", "to", "the", "harbour"]
    cues = [
        f"{at}\n00:00:0{at},000 --> 00:00:0{at},900\n{' '.join(words[:at])}\n" for at in range(1, 7)
    ]
    assert read("\n".join(cues)).text == "so we went to the harbour"


def test_words_said_twice_stay_twice() -> None:
    said = ["No.", "No.", "We did not see it.", "We were at home.", "All night.", "Both of us."]
    cues = [f"{at}\n00:00:0{at},000 --> 00:00:0{at},900\n{line}\n" for at, line in enumerate(said)]
    assert read("\n".join(cues)).text == " ".join(said)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("1\r\n00:00:01,000 --> 00:00:02,000\r\nWords.\r\n", "Words."),
        (
            "\ufeff1\n00:00:01.0 --> 00:00:02.0\nWords.\n2\n00:00:03,0 --> x\n",
            "Words. 2 00:00:03,0 --> x",
        ),
        (
            "00:00:01,000 --> 00:00:02,000\nWords.\n00:00:02,000 --> 00:00:03,000\nMore.",
            "Words. More.",
        ),
        ("WEBVTT - title\n\n00:01.000 --> 00:02.000\nNOTES are words", "NOTES are words"),
        (
            "1\n00:00:01,000 --> 00:00:02,000\n♪ La la ♪ <font color=red>la</font> [Applause]",
            "La la la",
        ),
        ("1\n00:00:01,000 --> 00:00:02,000\na < b and b > c", "a < b and b > c"),
    ],
)
def test_what_players_forgive_is_read(raw: str, words: str) -> None:
    assert read(raw).text == words


def test_captions_without_words_are_refused() -> None:
    with pytest.raises(ReadError, match="captions without text"):
        read("WEBVTT\n\n00:01.000 --> 00:02.000\n\n")


PIECES = st.sampled_from(
    [
        "\n",
        "\n\n",
        "WEBVTT",
        "00:00:01,000 --> 00:00:02,000",
        "1",
        "<v Jane Doe>",
        "</v>",
        "NOTE",
        "<",
        ">>",
        "- ",
        "NAME: ",
        "&amp;",
        "{\\an8}",
        "words",
        "STYLE",
        "-->",
        " ",
        "Language: fr",
        "\r",
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_captions_are_read_or_refused(pieces: list[str]) -> None:
    with contextlib.suppress(ReadError):
        raw = "1\n00:00:01,000 --> 00:00:02,000\n" + "".join(pieces)
        read_source_text(raw.encode("utf-8", "replace"), "a.srt")
