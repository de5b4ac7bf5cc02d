"""The texts of sources in one SQLite file: read once, found by their words.

Texts are kept in blocks of some hundred words, and the blocks' words in a full-text index (SQLite's
FTS5, which keeps which block has a word and no more). Only files that changed are read again. The
file is a cache: whatever is wrong with it, it is made anew.
"""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import time
from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from attrib.errors import ReadError
from attrib.model import SourceText, Span, TextLine, Turn

from .words import Word, listed, words

# To be raised whenever an older file would be read wrongly: a change of the tables, of what a
# reader makes of a file, or of how words are compared.
FORMAT = 2
# Characters of a block, and words of the next one that it is also found by, so that no short quote
# lies across an edge.
_BLOCK, _OVERLAP = 700, 14
# Words of a quote that are looked up, the rarest first, and places of them that are looked at.
_LOOKED_UP, _PLACES = 10, 40_000
# More texts than these are asked for together.
_ASKED_ALONE = 8
# A file that changed this short a time before it was read may change again unseen.
_UNSURE_NS = 2_000_000_000
# Files, and characters of their texts, that are written at a time.
_AT_A_TIME, _CHARACTERS = 200, 5_000_000
# Texts whose lines and turns stay in memory.
_TEXTS = 64
_TABLES = """
CREATE TABLE IF NOT EXISTS files (
    path TEXT PRIMARY KEY, size INTEGER, changed INTEGER, digest TEXT, error TEXT);
CREATE TABLE IF NOT EXISTS texts (
    id INTEGER PRIMARY KEY, digest TEXT UNIQUE, first INTEGER, last INTEGER,
    source TEXT, language TEXT, labels TEXT, said TEXT);
CREATE TABLE IF NOT EXISTS blocks (id INTEGER PRIMARY KEY, start INTEGER, words TEXT);
CREATE VIRTUAL TABLE IF NOT EXISTS found USING fts5(
    body, content='', detail=none, columnsize=0,
    tokenize="unicode61 remove_diacritics 0 tokenchars '''_.'");
CREATE VIRTUAL TABLE IF NOT EXISTS counts USING fts5vocab(found, row);
"""
_ROWS = (
    "SELECT path, error, id, first, last, source, language, labels"
    " FROM files LEFT JOIN texts USING (digest)"
)

_MEMORY = ":memory:"

Reader = Callable[[Path], SourceText]


@dataclass(frozen=True, slots=True)
class Kept:
    """A text in the store.

    Attributes:
        id: its number in the store.
        paths: the files that have it, in order; several where they have the same bytes.
        first, last: numbers of its blocks.
        source, language: what it says of itself.
        labels: of those who speak in it, each once.
        store: that has it.
    """

    id: int
    paths: tuple[str, ...]
    first: int
    last: int
    source: str | None
    language: str | None
    labels: tuple[str, ...]
    store: Store = field(repr=False, compare=False)

    @property
    def text(self) -> SourceText:
        """What was read, its words left out: looked up, for all lines of all texts are many."""
        return self.store.said(self)

    @property
    def path(self) -> str:
        """The first of its files."""
        return self.paths[0]


class _Seen(NamedTuple):
    """What is new of a file: its row of the table, and its text where that may be new too."""

    size: int
    changed: int
    digest: str
    error: str | None = None
    text: SourceText | None = None


class Stretch(NamedTuple):
    """Neighbouring blocks of one text: their words, and where in the text they begin."""

    text: str
    start: int


@dataclass(eq=False)
class Store:
    """Texts in one SQLite file, or in memory.

    Attributes:
        kept: the texts by their number; filled by `update`.
        unread: why each file that cannot be read cannot.
    """

    place: Path | None = None
    kept: dict[int, Kept] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._connection = self._opened()
        self._forms = lru_cache(maxsize=512)(self._words_between)
        self._often = lru_cache(maxsize=20_000)(self._count)
        self._said = lru_cache(maxsize=_TEXTS)(self._read_said)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def hold(self, texts: Iterable[SourceText]) -> None:
        """Hold texts that are no files, each by its `path`, besides what the store has."""
        seen: dict[str, _Seen] = {}
        for text in texts:
            whose = json.dumps([text.source, text.title, text.text])
            digest = sha256(whose.encode("ascii")).hexdigest()
            seen[text.path] = _Seen(0, 0, digest, None, text)
        self._write(seen)
        self._fill()

    def update(
        self,
        paths: Sequence[Path],
        read: Reader,
        max_bytes: int,
    ) -> None:
        """Hold just the texts in these files; only what is new or changed is read.

        Args:
            paths: the files.
            read: a file to its text; what it raises as ReadError is kept as the reason.
            max_bytes: of the largest file that is looked into.
        """
        try:
            self._update(paths, read, max_bytes)
        except sqlite3.DatabaseError as error:
            if self.place is None:
                raise
            self._connection.close()
            # Locked or on a full disk it is nothing to wait for, else it is damaged further in.
            busy = isinstance(error, sqlite3.OperationalError)
            self._connection = self._made(_MEMORY) if busy else self._anew(self.place)
            self._update(paths, read, max_bytes)

    def _update(
        self,
        paths: Sequence[Path],
        read: Reader,
        max_bytes: int,
    ) -> None:
        db = self._connection
        db.commit()
        known = {row[0]: row[1:] for row in db.execute("SELECT * FROM files")}
        wanted = {str(path): path for path in paths}
        # Files are read before a transaction begins: nobody waits for a reader to write.
        seen: dict[str, _Seen] = {}
        held: set[str] = set()
        characters = 0
        for name, path in wanted.items():
            one = self._see(path, known.get(name), held, read, max_bytes)
            if one is None:
                continue
            seen[name] = one
            held.add(one.digest)
            characters += len(one.text.text) if one.text is not None else 0
            if len(seen) >= _AT_A_TIME or characters > _CHARACTERS:
                self._write(seen)
                seen, held, characters = {}, set(), 0
        self._write(seen, known.keys() - wanted.keys())
        self._forget()
        db.commit()
        # From here on this is what is there, whatever another process makes of the file.
        db.execute("BEGIN")
        if self._fill() != wanted.keys():
            raise sqlite3.OperationalError("another process holds other files")

    def _see(
        self,
        path: Path,
        old: tuple[int, int, str, str | None] | None,
        held: Container[str],
        read: Reader,
        max_bytes: int,
    ) -> _Seen | None:
        """What is new of a file; None for nothing.

        Args:
            path: of the file.
            old: what was known of it.
            held: digests of texts that are not yet in the store.
            read, max_bytes: as of `update`.
        """
        try:
            found = path.stat()
        except OSError as error:
            return _Seen(0, 0, "", (error.strerror or str(error)).lower())
        # Why a file was not looked into may be over though the file is the same: its mode, a limit.
        if old is not None and (found.st_size, found.st_mtime_ns) == old[:2] and old[1] and old[2]:
            return None
        sure = found.st_mtime_ns if time.time_ns() - found.st_mtime_ns > _UNSURE_NS else 0
        # What is no plain file, or too large, is for the reader to refuse; it is not opened.
        whole = stat.S_ISREG(found.st_mode) and found.st_size <= max_bytes
        digest = _digest(path) if whole else ""
        if digest and (digest in held or self._has(digest)):
            return _Seen(found.st_size, sure, digest)
        try:
            return _Seen(found.st_size, sure, digest, None, read(path))
        except ReadError as error:
            return _Seen(found.st_size, sure, digest, error.message)

    def _has(self, digest: str) -> bool:
        row = self._connection.execute("SELECT 1 FROM texts WHERE digest = ?", (digest,))
        return row.fetchone() is not None

    def _write(self, seen: Mapping[str, _Seen], gone: Iterable[str] = ()) -> None:
        """Keep what was seen of files, in one transaction."""
        db = self._connection
        db.execute("BEGIN IMMEDIATE")
        for name in gone:
            db.execute("DELETE FROM files WHERE path = ?", (name,))
        for name, (size, changed, digest, error, text) in seen.items():
            # Another process may have read the same file meanwhile.
            if error is None and not self._has(digest):
                if text is None:
                    error, digest = "changed while it was read", ""
                elif not self._add(text, digest):
                    error = "nothing to check against: there are no words"
            self._note(name, size, changed, digest, error)
        db.commit()

    def _note(self, name: str, size: int, changed: int, digest: str, error: str | None) -> None:
        self._connection.execute(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)",
            (name, size, changed, digest, error),
        )

    def _add(self, text: SourceText, digest: str) -> bool:
        db = self._connection
        blocks = list(_blocks(text.text))
        forms = [[word.form for word in words(text.text, *span)] for span in blocks]
        if not any(forms):
            return False
        first = (db.execute("SELECT max(id) FROM blocks").fetchone()[0] or 0) + 1
        for block, (span, body) in enumerate(zip(blocks, _bodies(forms), strict=True), first):
            db.execute(
                "INSERT INTO blocks VALUES (?, ?, ?)",
                (block, span.start, text.text[span.start : span.end]),
            )
            db.execute("INSERT INTO found (rowid, body) VALUES (?, ?)", (block, body))
        said = [
            text.lines,
            [[*turn.span, turn.speaker] for turn in text.turns],
            [text.source, text.title, text.date, text.url, text.language],
        ]
        db.execute(
            "INSERT INTO texts (digest, first, last, source, language, labels, said)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                digest,
                first,
                first + len(blocks) - 1,
                text.source,
                text.language,
                json.dumps(list(dict.fromkeys(turn.speaker for turn in text.turns))),
                json.dumps(said),
            ),
        )
        return True

    def _forget(self) -> None:
        """Take out the texts that no file holds any more."""
        db = self._connection
        unheld = "SELECT id, first, last FROM texts WHERE digest NOT IN (SELECT digest FROM files)"
        if db.execute(unheld).fetchone() is None:
            return
        # Asked again in the transaction: the index must not be told twice to forget a block.
        db.execute("BEGIN IMMEDIATE")
        for number, first, last in db.execute(unheld).fetchall():
            rows = db.execute(
                "SELECT words FROM blocks WHERE id BETWEEN ? AND ? ORDER BY id", (first, last)
            ).fetchall()
            forms = [[word.form for word in words(text)] for (text,) in rows]
            for block, body in enumerate(_bodies(forms), first):
                db.execute(
                    "INSERT INTO found (found, rowid, body) VALUES ('delete', ?, ?)", (block, body)
                )
            db.execute("DELETE FROM blocks WHERE id BETWEEN ? AND ?", (first, last))
            db.execute("DELETE FROM texts WHERE id = ?", (number,))

    def _fill(self) -> set[str]:
        """Read what the file holds; the names of its files."""
        db = self._connection
        self.kept.clear()
        self.unread.clear()
        self._forms.cache_clear()
        self._often.cache_clear()
        self._said.cache_clear()
        seen: set[str] = set()
        for path, error, number, first, last, source, language, labels in db.execute(
            _ROWS + " ORDER BY path"
        ):
            seen.add(path)
            if error is not None:
                self.unread[path] = error
            elif number is None:
                raise sqlite3.DatabaseError("a file's text is missing")
            elif number in self.kept:
                kept = self.kept[number]
                self.kept[number] = replace(kept, paths=(*kept.paths, path))
            else:
                names = tuple(json.loads(labels))
                self.kept[number] = Kept(
                    number, (path,), first, last, source, language, names, self
                )
        self._firsts = sorted((kept.first, kept.id) for kept in self.kept.values())
        self._blocks = sum(kept.last - kept.first + 1 for kept in self.kept.values())
        return seen

    def said(self, kept: Kept) -> SourceText:
        """What was read of a text, its words left out."""
        return self._said(kept.id, kept.path)

    def _read_said(self, number: int, path: str) -> SourceText:
        ((said,),) = self._asked("SELECT said FROM texts WHERE id = ?", (number,))
        return _text(path, json.loads(said))

    def holding(self, block: int) -> Kept | None:
        """The text that a block is of."""
        at = bisect_right(self._firsts, (block, 1 << 62)) - 1
        kept = self.kept[self._firsts[at][1]] if at >= 0 else None
        return kept if kept is not None and block <= kept.last else None

    def likely(
        self, forms: Iterable[str], within: Sequence[Kept] | None = None
    ) -> dict[int, float]:
        """The blocks that have the rarest of some words, each with how much that is worth.

        Args:
            forms: of the words.
            within: the texts to look in; all without any.
        """
        wanted = {_term(form) for form in forms}
        total = max(2, self._blocks)
        telling = sorted(
            (count, term) for term in wanted - _light() if (count := self._often(term))
        )
        scores: dict[int, float] = {}
        places = 0
        for count, term in telling[:_LOOKED_UP]:
            if places and places + count > _PLACES:
                break
            places += count
            worth = _worth(total, count)
            for block in self._having(f'"{term}"', within):
                scores[block] = scores.get(block, 0.0) + worth
        if len(telling) < 3 and wanted:
            # Of everyday words alone: together they are rarer.
            query = " AND ".join(f'"{term}"' for term in sorted(wanted))
            for block in self._having(query, within):
                scores[block] = scores.get(block, 0.0) + 3.0
        return scores

    def _having(self, query: str, within: Sequence[Kept] | None) -> Iterator[int]:
        """The blocks that a query finds, in those texts."""
        if within is not None and len(within) <= _ASKED_ALONE:
            for kept in within:
                rows = self._asked(
                    "SELECT rowid FROM found WHERE found MATCH ? AND rowid BETWEEN ? AND ?",
                    (query, kept.first, kept.last),
                )
                yield from (row[0] for row in rows)
            return
        if within is None:
            rows = self._asked(
                "SELECT rowid FROM found WHERE found MATCH ? LIMIT ?", (query, _PLACES)
            )
            yield from (row[0] for row in rows)
            return
        spans = sorted((kept.first, kept.last) for kept in within)
        starts = [first for first, _ in spans]
        # Without a limit: the first blocks that have an everyday word may be of other texts.
        rows = self._asked(
            "SELECT rowid FROM found WHERE found MATCH ? AND rowid BETWEEN ? AND ?",
            (query, spans[0][0], spans[-1][1]),
        )
        for (block,) in rows:
            at = bisect_right(starts, block) - 1
            if at >= 0 and block <= spans[at][1]:
                yield block

    def _count(self, term: str) -> int:
        rows = self._asked("SELECT doc FROM counts WHERE term = ?", (term,))
        return rows[0][0] if rows else 0

    def stretch(self, first: int, last: int) -> Stretch:
        """The words of neighbouring blocks of one text."""
        rows = self._asked(
            "SELECT start, words FROM blocks WHERE id BETWEEN ? AND ? ORDER BY id", (first, last)
        )
        return Stretch("".join(row[1] for row in rows), rows[0][0] if rows else 0)

    def text_between(self, kept: Kept, start: int, end: int) -> str:
        """The words of a text between two of its offsets, as far as it goes."""
        rows = self._asked(
            "SELECT start, words FROM blocks WHERE id BETWEEN ? AND ? AND start < ?"
            " AND start + length(words) > ? ORDER BY id",
            (kept.first, kept.last, end, start),
        )
        if not rows:
            return ""
        first = rows[0][0]
        return "".join(row[1] for row in rows)[max(0, start - first) : max(0, end - first)]

    def words_between(self, first: int, last: int) -> tuple[Stretch, tuple[Word, ...]]:
        """The same, and the words in it."""
        return self._forms(first, last)

    def _words_between(self, first: int, last: int) -> tuple[Stretch, tuple[Word, ...]]:
        stretch = self.stretch(first, last)
        return stretch, tuple(words(stretch.text))

    def _asked(self, query: str, values: Sequence[object]) -> list[Any]:
        """What a query finds.

        Raises:
            ReadError: the file is damaged; it is removed, so that the next run makes it anew.
        """
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            if self.place is None:
                raise
            with suppress(OSError):
                _remove(self.place)
            raise ReadError(
                f"the cache of texts is damaged and was removed: run it again ({error})",
                path=str(self.place),
            ) from None

    def _opened(self) -> sqlite3.Connection:
        if self.place is not None:
            with suppress(OSError, sqlite3.Error):
                self.place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                return self._made(str(self.place))
            return self._anew(self.place)
        return self._made(_MEMORY)

    def _anew(self, place: Path) -> sqlite3.Connection:
        """Damaged, or of another making: it is only a cache."""
        with suppress(OSError, sqlite3.Error):
            _remove(place)
            return self._made(str(place))
        return self._made(_MEMORY)

    def _made(self, name: str) -> sqlite3.Connection:
        if name != _MEMORY:
            # Interview notes are nobody else's business.
            os.close(os.open(name, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600))
        db = sqlite3.connect(name, timeout=60, check_same_thread=False)
        try:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
            (version,) = db.execute("PRAGMA user_version").fetchone()
            if version not in (0, FORMAT):
                raise sqlite3.DatabaseError("of another version")
            db.executescript(_TABLES)
            db.execute(f"PRAGMA user_version = {FORMAT}")
            db.execute(_ROWS + " LIMIT 1").fetchone()
        except sqlite3.Error:
            db.close()
            raise
        return db


def _remove(place: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        Path(str(place) + ending).unlink(missing_ok=True)


def _bodies(forms: Sequence[Sequence[str]]) -> Iterator[str]:
    """What the index has of each block of a text; it forgets one only if told the very same."""
    for number, mine in enumerate(forms):
        following = forms[number + 1][:_OVERLAP] if number + 1 < len(forms) else ()
        yield " ".join(map(_term, [*mine, *following]))


def _worth(total: int, count: int) -> float:
    from math import log

    return log(1 + total / count)


@cache
def _light() -> frozenset[str]:
    return frozenset(map(_term, listed("light")))


def _term(form: str) -> str:
    """A word as the index has it: a number and its unit are one."""
    return form.replace(" ", "_").replace('"', "")


def _text(path: str, said: Any) -> SourceText:
    lines, turns, (source, title, date, url, language) = said
    return SourceText(
        path=path,
        text="",
        lines=tuple(TextLine(*line) for line in lines),
        turns=tuple(Turn(Span(start, end), name) for start, end, name in turns),
        source=source,
        title=title,
        date=date,
        url=url,
        language=language,
    )


def _blocks(text: str) -> Iterator[Span]:
    """A text in stretches that end between words, where they can between paragraphs."""
    start = 0
    while start < len(text):
        end = min(len(text), start + _BLOCK)
        if end < len(text):
            newline = text.rfind("\n", start + _BLOCK // 2, end)
            space = newline if newline > 0 else text.rfind(" ", start + _BLOCK // 2, end)
            end = space + 1 if space > 0 else end
        yield Span(start, end)
        start = end


def _digest(path: Path) -> str:
    """What a file's content is known by; "" for one that cannot be read."""
    digest = sha256(f"{FORMAT} {path.suffix.lower()}\n".encode())
    try:
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
    except OSError:
        return ""
    return digest.hexdigest()
