from __future__ import annotations

import pytest

from attrib.find.inner import credit_before


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("He looked at the bolts and said, ‘Who did this?’", "He", "said"),
        ("My father always used to say ‘never lend a ladder’.", "My father", "say"),
        ("Then Anders Holm shouted, ‘It is moving!’", "Anders Holm", "shouted"),
    ],
)
def test_who_said_what_a_quotation_quotes(text: str, source: str, cue: str) -> None:
    credit = credit_before(text, text.index("‘"), 0)
    assert credit is not None
    assert (text[slice(*credit.source)], text[slice(*credit.cue)]) == (source, cue)


@pytest.mark.parametrize(
    "text",
    [
        "I thought about it and said, ‘Not today.’",
        "We call it ‘the long week’.",
        "He liked the film ‘Harbour Lights’.",
        "The lamp was broken. ‘Harbour Lights’ was on.",
    ],
)
def test_whose_words_they_are_not(text: str) -> None:
    assert credit_before(text, text.index("‘"), 0) is None


def test_nothing_before_the_outer_quotation_is_looked_at() -> None:
    text = "Holm said: “‘Never again’ is what I heard.”"
    assert credit_before(text, text.index("‘"), text.index("“")) is None
