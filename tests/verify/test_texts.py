"""Which texts there are, whose they are, and who speaks in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from attrib import Registry
from attrib.model import Span, Speaker
from attrib.verify import Texts, Verifier
from attrib.verify.parties import Voice
from attrib.verify.quote import take_apart

SOURCES = """version: 1
sources:
  - id: board
    kind: institution
    name: Harbour Board
    texts: [{path: "said/*.txt", title: minutes, date: 2026-01-02, url: "https://board.example/m"}]
  - {id: lund, kind: person, name: Per Lund, affiliation: board}
  - {id: storm, kind: person, name: Ida Storm}
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "sources.yaml").write_text(SOURCES, "utf-8")
    for name, words in {
        "said/a.txt": "The quay is safe. We closed it for a week.",
        "story/storm/note.txt": "My crews are tired.",
        "story/hearing.txt": "IDA STORM: The tide came in.\n\nPER LUND: It did.\n\nIDA STORM: Yes.",
        "story/data.csv": "a,b",
        "story/.hidden.txt": "nothing",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words + "\n", "utf-8")
    return tmp_path


def texts_of(desk: Path, *folders: Path) -> Texts:
    return Texts(Registry.load(desk / "sources.yaml"), folders, cached=False)


def test_whose_they_are(desk: Path) -> None:
    texts = texts_of(desk, desk / "story")
    owners = {Path(held.kept.path).name: held.owner for held in texts.all}
    assert owners == {
        "a.txt": Voice("Harbour Board", "board"),
        "note.txt": Voice("Ida Storm", "storm"),
        "hearing.txt": None,
    }
    storm = Speaker("Ida Storm", "storm", "person", "")
    assert {Path(h.kept.path).name for h in texts.of(storm)} == {"note.txt", "hearing.txt"}
    lund = Speaker("Per Lund", "lund", "person", "")
    assert {Path(h.kept.path).name for h in texts.of(lund)} == {"hearing.txt", "a.txt"}


def test_a_listed_file_in_the_folder_is_one_text(desk: Path) -> None:
    texts = texts_of(desk, desk / "said")
    assert [Path(held.kept.path).name for held in texts.all] == ["a.txt"]


def test_a_passage_has_what_the_record_says(desk: Path) -> None:
    verifier = Verifier(texts_of(desk))
    quote = "We closed it for a week"
    board = Speaker("Harbour Board", "board", "institution", "")
    verdict = verifier.hold(quote, take_apart(quote, [Span(0, len(quote))]), board)
    assert verdict.kind == "verbatim"
    (passage,) = verdict.passages
    assert (passage.line, passage.title, passage.date) == (1, "minutes", "2026-01-02")
    assert (passage.url, passage.speaker) == ("https://board.example/m", "Harbour Board")


def test_what_fits_no_file_is_unread(desk: Path) -> None:
    (desk / "said" / "a.txt").unlink()
    texts = texts_of(desk)
    (unread,) = texts.unread
    assert (unread.reason, unread.source) == ("no file fits", "board")
    assert texts.unread_of(Speaker("Per Lund", "lund", "person", "")) == unread
    assert texts.unread_of(Speaker("Ida Storm", "storm", "person", "")) is None
