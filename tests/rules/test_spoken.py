from __future__ import annotations

import pytest

from attrib.model import Span
from attrib.read import read_text
from attrib.rules.spoken import last_name, words_of


def test_the_words_of_a_stretch_are_anybodys() -> None:
    document = read_text("“He lied,” Lund said.")
    words = words_of(document, Span(0, len(document.text)))
    assert [word.text for word in words if word.is_word] == ["he", "lied", "lund", "said"]
    assert not any(word.said or word.credit for word in words)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Ana Reyes", "reyes"), ("Reyes’s", "reyes"), ("Per Lund Jr.", "lund"), ("", ""), ("’", "")],
)
def test_the_last_name(name: str, expected: str) -> None:
    assert last_name(name) == expected
