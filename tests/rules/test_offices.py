from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.model import Span
from attrib.read import read_text
from attrib.rules.offices import attached, contradict, offices


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        ("mayor", [(False, False)]),
        ("the mayor of Arden", [(False, False)]),
        ("former mayor", [(True, False)]),
        ("ex-mayor", [(True, False)]),
        ("then-mayor", [(True, False)]),
        ("vice-president", [(False, True)]),
        ("former deputy prime minister", [(True, True)]),
        ("chief of police of the island", [(False, False)]),
        ("owner and former mayor of Arden", [(True, False)]),
        ("mayor and ambassador", [(False, False), (False, False)]),
        ("founder", []),
        ("mayor candidate", []),
        ("president-elect", []),
        ("adviser to the president", []),
        ("the mayor’s wife", []),
        ("", []),
        ("of the", []),
    ],
)
def test_the_offices_in_a_phrase(phrase: str, found: list[tuple[bool, bool]]) -> None:
    assert [(office.past, office.lesser) for office in offices(phrase)] == found


@pytest.mark.parametrize(
    ("said", "known", "expected"),
    [
        ("mayor", "governor", True),
        ("mayor", "Mayor of Arden", False),
        ("prime minister", "minister", True),
        ("attorney general", "general", False),
        ("chief executive", "CEO", False),
        ("founder", "chief executive", False),
        ("mayor", "founder", False),
        ("congressman", "senator", True),
        ("minister", "senator", False),
        ("mayor and owner", "governor and mayor", False),
    ],
)
def test_what_contradicts(said: str, known: str, expected: bool) -> None:
    assert contradict(offices(said), offices(known)) is expected
    assert contradict(offices(known), offices(said)) is expected


def phrases(text: str, name: str = "Ada Moss") -> list[str]:
    document = read_text(text)
    start = document.text.index(name)
    return [document.slice(s) for s in attached(document, Span(start, start + len(name)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They told Mayor Ada Moss so.", ["Mayor"]),
        ("They told former deputy mayor Ada Moss so.", ["former deputy mayor"]),
        ("The old mayor of Ada Moss left.", []),
        ("The mayor, Ada Moss, left.", ["The mayor"]),
        ("The mayor, Ada Moss, and Per Lund left.", []),
        ("Ada Moss, 52, the mayor, left.", ["the mayor"]),
        ("Ada Moss, the mayor.", ["the mayor"]),
        ("Ada Moss, the mayor, and Per Lund left.", []),
        ("“I saw the mayor,” Ada Moss said.", []),
        ("The mayor left. Ada Moss stayed.", []),
    ],
)
def test_what_stands_directly_at_a_name(text: str, expected: list[str]) -> None:
    assert phrases(text) == expected


@given(
    st.lists(
        st.sampled_from(
            ["the", "mayor", "vice-", "ex", ",", "and", "of", ".", "’s", "52", "\n", "-", "Chief"]
        ),
        max_size=40,
    )
)
def test_any_words_give_spans_inside_the_text(words: list[str]) -> None:
    middle = len(words) // 2
    text = " ".join([*words[:middle], "Ada Moss", *words[middle:]])
    # A line's end after a hyphen joins words, so that the article's text is not quite `text`.
    for phrase in phrases(text):
        assert phrase == phrase.strip() != ""
        assert "Ada Moss" not in phrase
        assert offices(phrase)
