"""What is set aside when words are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.verify.words import words


def forms(text: str) -> list[str]:
    return [word.form for word in words(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("20", "twenty"),
        ("25%", "twenty-five per cent"),
        ("25 percent", "twenty five percent"),
        ("$5 million", "five million dollars"),
        ("£3bn", "3 billion pounds"),
        ("$5m", "5,000,000 dollars"),
        ("1,200 men", "twelve hundred men"),
        ("250,000", "two hundred and fifty thousand"),
        ("a hundred ships", "100 ships"),
        ("the 21st", "the twenty-first"),
        ("in 2020", "in twenty twenty"),
        ("in 1990", "in nineteen ninety"),
        ("2024", "two thousand twenty-four"),
        ("3.50", "3.5"),
        ("the U.S. ships", "the US ships"),
        ("salt & tar", "salt and tar"),
        ("We’ll go", "we'll go"),
        ("‘quoted’ words", "quoted words"),
        ("um, so it, uh, went", "so it went"),
        ("It went (applause) on [laughter].", "it went on"),
        ("long-term", "long term"),
        ("A — b", "a, b."),
    ],
)
def test_the_same_once_all_is_set_aside(one: str, other: str) -> None:
    assert forms(one) == forms(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("20", "30"),
        ("5 million", "5 billion"),
        ("15", "150"),
        ("25 percent", "25"),
        ("$5", "£5"),
        ("first", "third"),
        ("one or two", "three"),
        ("we're", "were"),
        ("can", "can't"),
        ("(the board) went", "went"),
        ("six seven", "67"),
    ],
)
def test_others_stay_apart(one: str, other: str) -> None:
    assert forms(one) != forms(other)


def test_each_word_has_its_place() -> None:
    text = "“We paid $5 million,” she said."
    assert [text[w.start : w.end] for w in words(text)] == [
        "We",
        "paid",
        "$5 million",
        "she",
        "said",
    ]
    assert [w.form for w in words(text, 1, 8)] == ["we", "paid"]


@given(st.text(max_size=300))
def test_places_are_in_order_and_inside(text: str) -> None:
    at = 0
    for form, start, end in words(text):
        assert form
        assert at <= start < end <= len(text)
        at = end


@pytest.mark.parametrize(
    "text",
    [
        "ʼ",
        "the ʼ and ' alone",
        "² and ①, ½",
        "٣ million",
        "9" * 400 + "m",
        "9" * 5_000 + " million dollars",
        "a " + "hundred " * 300,
        "five " + "trillion " * 300,
        "zero " + "hundred " * 300 + "trillion",
        "1." + "0" * 400 + "th",
        "$ $5 % 5% 5 % per cent per",
    ],
)
def test_what_only_looks_like_a_word_or_a_number(text: str) -> None:
    found = words(text)
    assert all(word.form for word in found)
    assert found == words(text)
