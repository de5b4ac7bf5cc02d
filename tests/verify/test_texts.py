"""Which texts there are, whose they are, and who speaks in them."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from attrib import Registry, read_file
from attrib.find import find_quotations
from attrib.model import (
    Attribution,
    SourceText,
    Span,
    Speaker,
    Statement,
    TextLine,
    Verdict,
)
from attrib.verify import Texts, Verifier
from attrib.verify.parties import Voice
from attrib.verify.quote import take_apart
from attrib.verify.texts import place_of

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


def listed(tmp_path: Path, pattern: str, *names: str) -> Texts:
    """The texts that a record lists by a pattern, in a folder beside which others lie."""
    for name in names:
        path = tmp_path / "desk" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"What stands in {Path(name).name}.\n", "utf-8")
    (tmp_path / "desk").mkdir(exist_ok=True)
    sources = tmp_path / "desk" / "sources.yaml"
    sources.write_text(
        "version: 1\nsources:\n"
        f'  - {{id: lund, kind: person, name: Per Lund, texts: [{{path: "{pattern}"}}]}}\n',
        "utf-8",
    )
    return Texts(Registry.load(sources, shipped=False), cached=False)


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("said/a.txt", {"a.txt"}),
        ("said/*.txt", {"a.txt", "b.txt"}),
        ("said/**/*.txt", {"a.txt", "b.txt", "c.txt"}),
        ("said/?.md", {"d.md"}),
        ("said/[ab].txt", {"a.txt", "b.txt"}),
        ("../archive/*.txt", {"e.txt"}),
        ("../archive/e.txt", {"e.txt"}),
        ("said/../said/a.txt", {"a.txt"}),
    ],
)
def test_what_a_record_lists(tmp_path: Path, pattern: str, found: set[str]) -> None:
    names = ("said/a.txt", "said/b.txt", "said/deep/c.txt", "said/d.md", "../archive/e.txt")
    texts = listed(tmp_path, pattern, *names)
    assert {Path(held.kept.path).name for held in texts.all} == found
    assert texts.unread == ()
    assert {held.owner for held in texts.all} == {Voice("Per Lund", "lund")}


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("said/z.txt", "no file has this name"),
        ("said/*.pdf", "no file fits"),
        ("said", "a directory, not a file"),
    ],
)
def test_what_a_record_lists_in_vain(tmp_path: Path, pattern: str, reason: str) -> None:
    texts = listed(tmp_path, pattern, "said/a.txt")
    assert texts.all == []
    (unread,) = texts.unread
    assert (Path(unread.path).name, unread.reason) == (Path(pattern).name, reason)
    assert unread.source == "lund"


def test_a_link_to_nothing_is_unread(tmp_path: Path) -> None:
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "a.txt").symlink_to("nowhere.txt")
    (unread,) = listed(tmp_path, "a.txt").unread
    assert unread.reason == "no such file or directory"


def test_a_listed_file_is_counted_once_through_a_link_too(desk: Path) -> None:
    (desk / "link").symlink_to(desk / "said")
    assert [Path(held.kept.path).name for held in texts_of(desk, desk / "link").all] == ["a.txt"]


def test_a_folder_of_an_id_holds_all_below_it(desk: Path) -> None:
    for name in ("storm/2026/talk.txt", "storm/lund/talk2.txt", "nobody/talk3.txt"):
        path = desk / "story" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Words of {name}.\n", "utf-8")
    owners = {Path(h.kept.path).name: h.owner for h in texts_of(desk, desk / "story").all}
    assert owners["talk.txt"] == Voice("Ida Storm", "storm")
    assert owners["talk2.txt"] == Voice("Per Lund", "lund")
    assert owners["talk3.txt"] is None


def test_one_file_may_stand_for_a_folder(desk: Path) -> None:
    texts = texts_of(desk, desk / "story" / "hearing.txt")
    assert {Path(held.kept.path).name for held in texts.all} == {"a.txt", "hearing.txt"}


def test_what_begins_with_a_dot_or_is_no_text_is_passed_over(desk: Path) -> None:
    (desk / "story" / ".git").mkdir()
    (desk / "story" / ".git" / "notes.txt").write_text("nothing\n", "utf-8")
    (desk / "story" / "photo.JPG").write_bytes(b"\xff\xd8\xff")
    texts = texts_of(desk, desk / "story")
    assert texts.unread == ()
    assert {Path(held.kept.path).name for held in texts.all} == {"a.txt", "note.txt", "hearing.txt"}


def test_a_folder_that_cannot_be_looked_into_is_unread(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir = os.scandir

    def refused(path: str) -> object:
        if Path(path).name == "storm":
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refused)
    texts = texts_of(desk, desk / "story")
    (unread,) = texts.unread
    assert (Path(unread.path).name, unread.reason) == ("storm", "permission denied")
    assert texts.unread_of(Speaker("Odd Moen", None, "person", "")) == unread


def test_the_article_itself_is_no_text(desk: Path) -> None:
    article = desk / "story" / "draft.txt"
    article.write_text("“My cat is ill,” Odd Moen said.\n", "utf-8")
    document = read_file(article)
    marks = find_quotations(document.text, document.paragraphs)
    verifier = Verifier(texts_of(desk, desk / "story"))
    span = Span(0, len("“My cat is ill,”"))
    statement = Statement("s1", (span,), (), (), "direct")
    given = Attribution(statement, Speaker("Odd Moen", None, "person", ""), None)
    (found,) = verifier.verify(document, [given], marks)
    assert found.verdict is not None
    assert found.verdict.kind == "not-checked"
    (other,) = verifier.verify(replace(document, path="elsewhere.txt"), [given], marks)
    assert other.verdict is not None
    assert other.verdict.kind == "verbatim"


def test_paths_are_told_from_the_working_directory(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(desk)
    (held,) = texts_of(desk).all
    assert held.path == str(Path("said", "a.txt"))
    monkeypatch.chdir(desk / "story")
    assert held.path == str(desk / "said" / "a.txt")


def test_where_texts_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    one, other = place_of(tmp_path / "a"), place_of(tmp_path / "b")
    assert one is not None
    assert one != other
    assert one == place_of(tmp_path / "b" / ".." / "a")
    assert one.is_relative_to(tmp_path / "cache" / "attrib")


def held_as(verifier: Verifier, quote: str, speaker: Speaker) -> Verdict:
    return verifier.hold(quote, take_apart(quote, [Span(0, len(quote))]), speaker)


LUND = Speaker("Per Lund", "lund", "person", "")
STORM = Speaker("Ida Storm", "storm", "person", "")


@pytest.fixture
def joint(tmp_path: Path) -> Callable[[str], Texts]:
    """A joint statement on record for two people, in one file or in two of the same bytes."""
    for name in ("both.txt", "lund/copy.txt", "storm/copy.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("We, the undersigned, will not sail under this timetable.\n", "utf-8")

    def made(how: str) -> Texts:
        path = tmp_path / "sources.yaml"
        lund, storm = ("both.txt",) * 2 if how == "one" else ("lund/*.txt", "storm/*.txt")
        path.write_text(
            "version: 1\nsources:\n"
            f"  - {{id: lund, kind: person, name: Per Lund, texts: [{{path: {lund}}}]}}\n"
            f"  - {{id: storm, kind: person, name: Ida Storm, texts: [{{path: {storm}}}]}}\n"
            "  - {id: moe, kind: person, name: Jon Moe}\n",
            "utf-8",
        )
        return Texts(Registry.load(path, shipped=False), cached=False)

    return made


@pytest.mark.parametrize("how", ["one", "two"])
def test_a_joint_statement_is_of_all_who_have_it(joint: Callable[[str], Texts], how: str) -> None:
    texts = joint(how)
    assert len(texts.all) == 1
    verifier = Verifier(texts)
    quote = "We, the undersigned, will not sail under this timetable."
    for speaker in (LUND, STORM):
        assert held_as(verifier, quote, speaker).kind == "verbatim"
    assert held_as(verifier, quote, Speaker("Jon Moe", "moe", "person", "")).kind == "misattributed"


def test_a_joint_statement_that_cannot_be_read_is_missing_for_all(
    joint: Callable[[str], Texts], tmp_path: Path
) -> None:
    (tmp_path / "both.txt").write_bytes(b"OggS and the rest of it")
    texts = joint("one")
    for speaker in (LUND, STORM):
        verdict = held_as(Verifier(texts), "We shall not sail at all.", speaker)
        assert verdict.kind == "not-checked"
        assert verdict.reason is not None
        assert "both.txt cannot be read" in verdict.reason


def test_texts_that_are_no_files_are_held_in_place_of_those_on_record(
    joint: Callable[[str], Texts], tmp_path: Path
) -> None:
    registry = joint("one").registry
    said = [
        SourceText("text 1", "We shall not sail.", (TextLine(0, 1),), source="moe"),
        SourceText("text 2", "We shall not sail.", (TextLine(0, 1),), source="storm"),
        SourceText("text 3", "— —", (TextLine(0, 1),)),
    ]
    texts = Texts(registry, given=said)
    assert [held.path for held in texts.all] == ["text 1", "text 2"]
    assert [unread.path for unread in texts.unread] == ["text 3"]
    verifier = Verifier(texts)
    for speaker in (STORM, Speaker("Jon Moe", "moe", "person", "")):
        assert held_as(verifier, "We shall not sail.", speaker).kind == "verbatim"
    on_record = held_as(verifier, "We, the undersigned, will not sail under this timetable.", STORM)
    # Not in those given, but one of them cannot be read.
    assert on_record.kind == "not-checked"
    assert on_record.reason is not None
    assert on_record.reason.startswith("text 3 cannot be read")
    texts.close()
    assert not (tmp_path / "cache").exists()
