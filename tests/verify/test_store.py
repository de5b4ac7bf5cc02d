"""The texts in SQLite: read once, found by their words."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from attrib.errors import ReadError
from attrib.model import SourceText, TextLine
from attrib.verify.store import Store

MOST = 1_000_000


class Reader:
    """Reads texts, and remembers which."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, path: Path) -> SourceText:
        self.read.append(path.name)
        words = path.read_text("utf-8")
        if "unreadable" in words:
            raise ReadError("a bad one", path=str(path))
        return SourceText(str(path), words, (TextLine(0, 1),))


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    def write(name: str, words: str) -> Path:
        path = tmp_path / name
        path.write_text(words, "utf-8")
        os.utime(path, ns=(10**18, 10**18))
        return path

    return write


def found(store: Store, *words: str) -> set[str]:
    kept = (store.holding(block) for block in store.likely(words))
    return {Path(one.path).name for one in kept if one is not None}


def test_only_what_changed_is_read_again(tmp_path: Path, write: Callable[[str, str], Path]) -> None:
    a, b = write("a.txt", "The zeppelin landed."), write("b.txt", "The ferry sank.")
    place = tmp_path / "cache" / "x.texts"
    read = Reader()
    store = Store(place)
    store.update([a, b], read, MOST)
    assert read.read == ["a.txt", "b.txt"]
    assert found(store, "zeppelin") == {"a.txt"}
    store.close()
    store = Store(place)
    store.update([a, b], read, MOST)
    assert read.read == ["a.txt", "b.txt"]
    b.write_text("The airship sank.", "utf-8")
    c = write("c.txt", "The zeppelin sank.")
    store.update([a, b, c], read, MOST)
    assert read.read[2:] == ["b.txt", "c.txt"]
    assert found(store, "ferry") == set()
    assert found(store, "airship") == {"b.txt"}
    assert found(store, "zeppelin") == {"a.txt", "c.txt"}
    store.update([c], read, MOST)
    assert found(store, "zeppelin") == {"c.txt"}
    assert found(store, "airship") == set()
    assert len(store.kept) == 1


def test_a_file_touched_but_the_same_is_not_read(
    tmp_path: Path, write: Callable[[str, str], Path]
) -> None:
    a, read, store = write("a.txt", "The zeppelin landed."), Reader(), Store()
    store.update([a], read, MOST)
    os.utime(a)
    store.update([a], read, MOST)
    assert read.read == ["a.txt"]


def test_the_same_words_twice_are_one_text(write: Callable[[str, str], Path]) -> None:
    a, b = write("a.txt", "The zeppelin landed."), write("b.txt", "The zeppelin landed.")
    read, store = Reader(), Store()
    store.update([a, b], read, MOST)
    assert read.read == ["a.txt"]
    assert found(store, "zeppelin") == {"a.txt"}
    store.update([b], read, MOST)
    assert found(store, "zeppelin") == {"b.txt"}


def test_what_cannot_be_read_is_known_with_its_reason(write: Callable[[str, str], Path]) -> None:
    bad, empty, read, store = (
        write("bad.txt", "unreadable"),
        write("e.txt", "..."),
        Reader(),
        Store(),
    )
    large = write("large.txt", "word " * 1_000)
    store.update([bad, empty], read, MOST)
    assert store.unread == {
        str(bad): "a bad one",
        str(empty): "nothing to check against: there are no words",
    }
    store.update([bad], read, MOST)
    assert read.read == ["bad.txt", "e.txt"]
    write("bad.txt", "readable now, all of it")
    store.update([bad], read, MOST)
    assert store.unread == {}
    assert large.exists()


@pytest.mark.parametrize(
    "damage", [b"", b"no database at all, whatever it says", b"SQLite format 3\0"]
)
def test_a_damaged_cache_is_made_anew(
    tmp_path: Path, write: Callable[[str, str], Path], damage: bytes
) -> None:
    place, a = tmp_path / "x.texts", write("a.txt", "The zeppelin landed.")
    place.write_bytes(damage)
    store = Store(place)
    store.update([a], Reader(), MOST)
    assert found(store, "zeppelin") == {"a.txt"}


def test_a_cache_of_another_version_is_made_anew(
    tmp_path: Path, write: Callable[[str, str], Path]
) -> None:
    place = tmp_path / "x.texts"
    with sqlite3.connect(place) as db:
        db.execute("PRAGMA user_version = 99")
        db.execute("CREATE TABLE files (path)")
    db.close()
    store = Store(place)
    store.update([write("a.txt", "The zeppelin landed.")], Reader(), MOST)
    assert found(store, "zeppelin") == {"a.txt"}


def test_where_nothing_can_be_kept_it_works_all_the_same(write: Callable[[str, str], Path]) -> None:
    store = Store(Path("/dev/null/x.texts"))
    store.update([write("a.txt", "The zeppelin landed.")], Reader(), MOST)
    assert found(store, "zeppelin") == {"a.txt"}


def test_two_at_once(tmp_path: Path, write: Callable[[str, str], Path]) -> None:
    a, place = write("a.txt", "The zeppelin landed."), tmp_path / "x.texts"
    one, other = Store(place), Store(place)
    one.update([a], Reader(), MOST)
    read = Reader()
    other.update([a], read, MOST)
    assert read.read == []
    assert found(other, "zeppelin") == {"a.txt"}


def test_everyday_words_are_found_together(write: Callable[[str, str], Path]) -> None:
    a, b = write("a.txt", "I will not do it."), write("b.txt", "You will do it and I know.")
    store = Store()
    store.update([a, b], Reader(), MOST)
    assert found(store, "i", "will", "not", "do", "it") >= {"a.txt"}


def test_a_long_text_comes_back_whole(write: Callable[[str, str], Path]) -> None:
    words = "\n".join(f"Line {number} of a long text, with some words." for number in range(400))
    store = Store()
    store.update([write("a.txt", words)], Reader(), MOST)
    (kept,) = store.kept.values()
    assert kept.last > kept.first
    assert store.stretch(kept.first, kept.last).text == words
    assert store.text_between(kept, 1_000, 1_200) == words[1_000:1_200]
    assert store.text_between(kept, 0, 50) == words[:50]
    assert store.text_between(kept, len(words) - 9, len(words) + 99) == words[-9:]
    # A short quote is found also where a block ends in it.
    for at in range(600, 800):
        quote = words[at : at + 60].split()[1:-1]
        assert found(store, *(word.lower().strip(".,") for word in quote)) == {"a.txt"}
