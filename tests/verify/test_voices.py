"""Who says what in a text."""

from __future__ import annotations

from pathlib import Path

import pytest

from attrib.model import Span, Speaker
from attrib.verify import Texts
from attrib.verify.parties import Voice
from attrib.verify.voices import Voices
from tests.verify.build import person, texts

HEARING = (
    "Minutes of the evening.\n\n"
    "MR. LUND: The pier is safe.\n\n"
    "IDA STORM: My divers fell ill.\n\n"
    "MR. LUND: I know.\n\n"
    "IDA STORM: So do I.\n"
)
WIRE = (
    "The town lost its pier on Sunday night.\n\n"
    "“My divers fell ill after the second dive,” said Ida Storm, who leads the crews.\n\n"
    "“Nobody slept,” Per Lund, the harbour master, said. “We carried the lamps out by hand.”\n\n"
    "A new pier will cost the town three million.\n"
)
SOURCES = """version: 1
sources:
  - {id: lund, kind: person, name: Per Lund}
  - {id: wire, kind: outlet, name: Coast Wire}
"""


def said_by(held: Texts, words: str) -> Voice | None:
    (text,) = held.all
    store = text.shelf.store
    whole = store.stretch(text.kept.first, text.kept.last).text
    start = whole.index(words)
    return Voices(held).at(text, Span(start, start + len(words)))


@pytest.mark.parametrize(
    ("words", "voice"),
    [
        ("The pier is safe", Voice("Mr. Lund")),
        ("divers fell", Voice("Ida Storm")),
        ("I know", Voice("Mr. Lund")),
        ("Minutes of the evening", None),
    ],
)
def test_a_label_tells_who_speaks(tmp_path: Path, words: str, voice: Voice | None) -> None:
    assert said_by(texts(tmp_path, {"h.txt": HEARING}), words) == voice


def test_a_label_is_looked_up_in_the_registry(tmp_path: Path) -> None:
    held = texts(tmp_path, {"h.txt": HEARING.replace("MR. LUND", "PER LUND")}, SOURCES)
    assert said_by(held, "The pier is safe") == Voice("Per Lund", "lund")


@pytest.mark.parametrize(
    ("words", "voice"),
    [
        ("My divers fell ill", Voice("Ida Storm")),
        ("Nobody slept", Voice("Per Lund", "lund")),
        ("We carried the lamps", Voice("Per Lund", "lund")),
        ("A new pier will cost", Voice("Coast Wire", "wire")),
        ("The town lost its pier", Voice("Coast Wire", "wire")),
    ],
)
def test_in_a_quotation_it_is_who_is_quoted_and_else_whose_text_it_is(
    tmp_path: Path, words: str, voice: Voice
) -> None:
    held = texts(tmp_path, [{"path": "w.txt", "source": "wire", "text": WIRE}], SOURCES)
    assert said_by(held, words) == voice


def test_far_down_in_a_long_text_too(tmp_path: Path) -> None:
    filler = "The tide came in and went out, and gulls sat on the wall of the old mill.\n\n"
    held = texts(tmp_path, {"w.txt": filler * 900 + WIRE}, SOURCES)
    assert said_by(held, "We carried the lamps") == Voice("Per Lund", "lund")


def test_nobody_is_told_of_a_text_that_is_nobodys(tmp_path: Path) -> None:
    assert said_by(texts(tmp_path, {"w.txt": WIRE}), "A new pier will cost") is None


def test_the_turns_of_a_speaker(tmp_path: Path) -> None:
    held = texts(tmp_path, {"h.txt": HEARING})
    (text,) = held.all
    voices = Voices(held)
    assert voices.turns_of(text, person("Per Lund")) == [Voice("Mr. Lund")]
    assert voices.turns_of(text, person("Odd Moen")) == []
    assert voices.turns_of(text, None) == []


def test_texts_that_quote_somebody(tmp_path: Path) -> None:
    written = {"a.txt": WIRE, "b.txt": "Per Lund was not there.\n", "c.txt": HEARING}
    held = texts(tmp_path, written)
    voices = Voices(held)

    def named(speaker: Speaker) -> list[str]:
        return [Path(text.path).name for text in voices.quoting(speaker)]

    assert named(person("Per Lund")) == ["a.txt"]
    assert named(person("Odd Moen")) == []
    assert named(Speaker("officials", None, "group", "")) == []
