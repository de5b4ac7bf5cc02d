import pytest

from attrib.model import Document, Span
from attrib.read import read_text

WRAPPED = """\
HARBOUR CITY -- The ferry company said on Tuesday that it would close its
oldest line in March, blaming falling fares and a strike that has kept
half of its boats in port since the end of the year.

"We have looked at every figure there is," said Ana Reyes, its
spokeswoman. "There is no money left, none at all, to pay for a long-
term repair of the hulls, and nobody has offered us any."

Passengers were less sure.
"""


def paragraphs(document: Document) -> list[str]:
    return [document.slice(paragraph) for paragraph in document.paragraphs]


def test_one_paragraph_a_line_stays_so() -> None:
    text = "The mayor said she would go.\nShe gave no reason.\n\nNobody asked her for one.\n"
    document = read_text(text)
    assert document.raw == document.text == text
    assert paragraphs(document) == [
        "The mayor said she would go.",
        "She gave no reason.",
        "Nobody asked her for one.",
    ]


def test_hard_wrapped_lines_are_joined() -> None:
    found = paragraphs(read_text(WRAPPED))
    assert len(found) == 3
    assert found[0].startswith("HARBOUR CITY -- The ferry")
    assert "its oldest line" in found[0]
    assert "\n" not in "".join(found)
    assert found[1].endswith('for a long-term repair of the hulls, and nobody has offered us any."')


def test_wrapped_text_maps_to_its_lines() -> None:
    document = read_text(WRAPPED)
    start = document.text.index("strike")
    raw = document.raw_span(Span(start, start + 6))
    assert document.raw[raw.start : raw.end] == "strike"
    assert document.locate(raw.start)[0] == 2
    broken = document.text.index("long-term")
    raw = document.raw_span(Span(broken, broken + 9))
    assert document.raw[raw.start : raw.end] == "long-\nterm"


def test_wrapping_with_crlf() -> None:
    crlf = WRAPPED.replace("\n", "\r\n")
    assert [" ".join(p.split()) for p in paragraphs(read_text(crlf))] == [
        " ".join(p.split()) for p in paragraphs(read_text(WRAPPED))
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Short lines of a poem\nbreak where they please\nand not at a width\nthat anyone set",
        "The council voted to close the pool for good on Friday.\nIt gave no reasons.",
        "Mayor resigns after ferry vote goes against him\n"
        "Union calls a second strike for the harbour boats\nRain expected",
        "- The first demand of the union concerns the pay of the night\n"
        "- The second concerns the boats that have been laid up since",
    ],
)
def test_lines_that_no_width_broke_are_paragraphs(text: str) -> None:
    assert paragraphs(read_text(text)) == text.split("\n")


def test_odd_spaces_and_breaks_become_plain_ones_in_place() -> None:
    raw = "One\u00a0two\u2009three.\r\nFour\tfive.\rSix\x0bseven.\u2028Eight.\x07"
    document = read_text(raw)
    assert document.raw == raw
    assert len(document.text) == len(raw)
    assert paragraphs(document) == ["One two three.", "Four five.", "Six seven.", "Eight."]


def test_unseen_characters_do_not_break_words_and_map_exactly() -> None:
    raw = "\u200b The gov\u00adernment\ufeff said \u200f“no”\u2060.\n\u200b\n"
    document = read_text(raw)
    assert paragraphs(document) == ["The government said “no”."]
    start = document.text.index("government")
    word = document.raw_span(Span(start, start + len("government")))
    assert document.raw[word.start : word.end] == "gov\u00adernment"
    stop = document.text.index("“no”")
    quote = document.raw_span(Span(stop, stop + 4))
    assert document.raw[quote.start : quote.end] == "“no”"


def test_joiners_of_emoji_stay() -> None:
    assert read_text("A family \U0001f469\u200d\U0001f467 came.").text.count("\u200d") == 1


def test_half_surrogates_become_the_replacement_character() -> None:
    document = read_text("He said\ud83d so.")
    assert document.raw == document.text == "He said\ufffd so."


def test_tags_in_a_plain_text_are_words() -> None:
    assert read_text("<p>Not a page.</p><p>No.</p>").text.startswith("<p>Not")
