"""The texts in SQLite: read once, found by their words."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from attrib.errors import ReadError
from attrib.model import SourceText, TextLine
from attrib.verify.store import Store
from tests.conftest import ROOT

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


@pytest.mark.skipif(os.name != "posix", reason="modes of files")
def test_a_cache_is_its_users_alone(tmp_path: Path, write: Callable[[str, str], Path]) -> None:
    place = tmp_path / "cache" / "x.texts"
    store = Store(place)
    store.update([write("a.txt", "The zeppelin landed.")], Reader(), MOST)
    assert place.parent.stat().st_mode & 0o077 == 0
    # What SQLite writes beside it has its mode.
    assert all(file.stat().st_mode & 0o777 == 0o600 for file in place.parent.iterdir())


@pytest.mark.skipif(os.name != "posix", reason="links")
def test_a_link_in_place_of_a_cache_is_not_followed(
    tmp_path: Path, write: Callable[[str, str], Path]
) -> None:
    precious, place = write("precious.txt", "all I have"), tmp_path / "x.texts"
    place.symlink_to(precious)
    store = Store(place)
    store.update([write("a.txt", "The zeppelin landed.")], Reader(), MOST)
    assert found(store, "zeppelin") == {"a.txt"}
    assert precious.read_text("utf-8") == "all I have"
    assert not place.is_symlink()


def test_a_removed_text_leaves_nothing_in_the_index(
    tmp_path: Path, write: Callable[[str, str], Path]
) -> None:
    long = "\n".join(f"The zeppelin {number} landed in the meadow." for number in range(200))
    a, b, place = write("a.txt", long), write("b.txt", "The ferry sank."), tmp_path / "x.texts"
    store = Store(place)
    store.update([a, b], Reader(), MOST)
    store.update([b], Reader(), MOST)
    assert store.likely(["zeppelin", "meadow", "199"]) == {}
    store.close()
    with sqlite3.connect(place) as db:
        rows = db.execute("SELECT count(*) FROM found WHERE found MATCH 'zeppelin OR meadow'")
        assert rows.fetchone() == (0,)
        assert db.execute("SELECT count(*) FROM counts WHERE term = 'zeppelin'").fetchone() == (0,)
        assert db.execute("SELECT count(*) FROM blocks").fetchone() == (1,)
        assert db.execute("SELECT path FROM files").fetchall() == [(str(b),)]
        db.execute("INSERT INTO found (found) VALUES ('integrity-check')")
    db.close()


def test_a_cache_damaged_in_its_middle_is_no_end(
    tmp_path: Path, write: Callable[[str, str], Path]
) -> None:
    place = tmp_path / "x.texts"
    words = "\n".join(f"The zeppelin {number} landed." for number in range(2_000))
    a = write("a.txt", words)
    store = Store(place)
    store.update([a], Reader(), MOST)
    store.close()
    data = bytearray(place.read_bytes())
    data[len(data) // 4 : len(data) // 2] = b"\xff" * (len(data) // 2 - len(data) // 4)
    place.write_bytes(bytes(data))
    b = write("b.txt", "The airship landed.")
    store = Store(place)
    store.update([a, b], Reader(), MOST)
    assert found(store, "airship") == {"b.txt"}
    assert found(store, "1999") == {"a.txt"}


def test_damage_that_shows_later_is_one_clear_error(
    tmp_path: Path, write: Callable[[str, str], Path]
) -> None:
    place, a = tmp_path / "x.texts", write("a.txt", "The zeppelin landed.")
    store = Store(place)
    store.update([a], Reader(), MOST)
    other = sqlite3.connect(place, isolation_level=None)
    store._connection.rollback()
    other.execute("DROP TABLE found")
    other.close()
    with pytest.raises(ReadError, match="the cache of texts is damaged and was removed"):
        store.likely(["zeppelin"])
    store = Store(place)
    store.update([a], Reader(), MOST)
    assert found(store, "zeppelin") == {"a.txt"}


def test_what_is_held_stays_whatever_others_make_of_the_file(
    tmp_path: Path, write: Callable[[str, str], Path]
) -> None:
    a, place = write("a.txt", "The zeppelin landed."), tmp_path / "x.texts"
    one = Store(place)
    one.update([a], Reader(), MOST)
    write("a.txt", "The airship landed, and it was much longer.")
    other = Store(place)
    other.update([a], Reader(), MOST)
    assert found(one, "zeppelin") == {"a.txt"}
    assert found(other, "zeppelin") == set()
    (kept,) = one.kept.values()
    assert one.text_between(kept, 0, 99) == "The zeppelin landed."
    one.update([a], Reader(), MOST)
    assert found(one, "airship") == {"a.txt"}


def test_a_text_that_is_lost_is_read_again(
    tmp_path: Path, write: Callable[[str, str], Path]
) -> None:
    a, place = write("a.txt", "The zeppelin landed."), tmp_path / "x.texts"
    store = Store(place)
    store.update([a], Reader(), MOST)
    store.close()
    with sqlite3.connect(place) as db:
        db.execute("DELETE FROM texts")
    db.close()
    store = Store(place)
    store.update([a], Reader(), MOST)
    assert found(store, "zeppelin") == {"a.txt"}


def test_a_file_that_is_locked_is_not_waited_for_without_end(
    tmp_path: Path, write: Callable[[str, str], Path]
) -> None:
    a, place = write("a.txt", "The zeppelin landed."), tmp_path / "x.texts"
    Store(place).close()
    holder = sqlite3.connect(place, isolation_level=None)
    store = Store(place)
    store._connection.execute("PRAGMA busy_timeout = 50")
    holder.execute("BEGIN IMMEDIATE")
    store.update([a], Reader(), MOST)
    assert found(store, "zeppelin") == {"a.txt"}
    holder.rollback()
    assert holder.execute("SELECT count(*) FROM files").fetchone() == (0,)
    holder.close()


WRITER = """
import sys
from pathlib import Path
from attrib.model import SourceText, TextLine
from attrib.verify.store import Store

def read(path):
    return SourceText(str(path), path.read_text("utf-8"), (TextLine(0, 1),))

place, *files = map(Path, sys.argv[1:])
for _ in range(5):
    store = Store(place)
    store.update(files, read, 1_000_000)
    assert {store.holding(b).path for b in store.likely(["zeppelin"])} == set(map(str, files))
    store.close()
"""


def test_processes_at_once(tmp_path: Path, write: Callable[[str, str], Path]) -> None:
    files = [write(f"{number}.txt", f"The zeppelin {number} landed.") for number in range(30)]
    command = [sys.executable, "-c", WRITER, str(tmp_path / "x.texts"), *map(str, files)]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    running = [
        subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=env) for _ in range(4)
    ]
    for process in running:
        _, complaint = process.communicate(timeout=120)
        assert (process.returncode, complaint) == (0, "")


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


def test_a_file_that_was_not_looked_into_is_looked_at_again(
    write: Callable[[str, str], Path],
) -> None:
    a, store = write("a.txt", "The zeppelin landed."), Store()

    def refused(path: Path) -> SourceText:
        raise ReadError("too large", path=str(path))

    # Its size and its time stay as they are when the limit is raised, or its mode changed.
    store.update([a], refused, 10)
    assert store.unread == {str(a): "too large"}
    store.update([a], Reader(), MOST)
    assert store.unread == {}
    assert found(store, "zeppelin") == {"a.txt"}


def test_a_cache_with_other_tables_is_made_anew_and_lasts(
    tmp_path: Path, write: Callable[[str, str], Path]
) -> None:
    a, place = write("a.txt", "The zeppelin landed."), tmp_path / "x.texts"
    db = sqlite3.connect(place)
    db.execute("CREATE TABLE files (name TEXT)")
    db.commit()
    db.close()
    read = Reader()
    for _ in range(2):
        store = Store(place)
        store.update([a], read, MOST)
        assert found(store, "zeppelin") == {"a.txt"}
        store.close()
    assert read.read == ["a.txt"]


def test_nobody_waits_for_anothers_slow_reader(
    tmp_path: Path, write: Callable[[str, str], Path]
) -> None:
    place = tmp_path / "x.texts"
    paths = [write("a.txt", "The zeppelin landed."), write("b.txt", "The ferry sank.")]
    reader = Reader()

    def read(path: Path) -> SourceText:
        # As if this took minutes: whoever wants to write then, can.
        db = sqlite3.connect(place, timeout=0)
        try:
            db.execute("BEGIN IMMEDIATE")
        finally:
            db.close()
        return reader(path)

    store = Store(place)
    store.update(paths, read, MOST)
    store.close()
    assert reader.read == ["a.txt", "b.txt"]


def test_two_that_read_the_same_file_at_the_same_time(
    tmp_path: Path, write: Callable[[str, str], Path]
) -> None:
    a, place = write("a.txt", "The zeppelin landed."), tmp_path / "x.texts"
    reader, other = Reader(), Store(place)
    made = place.stat().st_ino

    def read(path: Path) -> SourceText:
        if not other.kept:
            other.update([a], Reader(), MOST)
        return reader(path)

    store = Store(place)
    store.update([a], read, MOST)
    # The other's file is not thrown away, and both have what it has.
    assert place.stat().st_ino == made
    for one in (store, other):
        assert found(one, "zeppelin") == {"a.txt"}
        one.close()
    again = Reader()
    store = Store(place)
    store.update([a], again, MOST)
    store.close()
    assert again.read == []
