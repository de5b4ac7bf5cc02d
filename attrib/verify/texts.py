"""The texts that quotes are held against: those on record, and those of a story's folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from glob import has_magic
from itertools import takewhile
from pathlib import Path

from attrib.model import Listing, Source, SourceText, Speaker, Unread
from attrib.registry import Registry, cache
from attrib.settings import Limits
from attrib.wordlists import word_lists

from .parties import Parties, Voice, key_of
from .store import Kept, Store

_SUFFIX = ".texts"
_NOTHING = Listing("")


@dataclass(frozen=True)
class Shelf:
    """One collection of texts: a folder, or what ``sources.yaml`` lists.

    Attributes:
        store: where they are kept.
        owners: whose each is, by its file: several may list one; who is not told there is
            looked up.
        listings: what the record says of each, by its file.
    """

    store: Store
    owners: dict[str, tuple[Voice, ...]] = field(default_factory=dict)
    listings: dict[str, Listing] = field(default_factory=dict)


@dataclass(frozen=True)
class Held:
    """A text, the collection that has it, and whose words it holds as far as it tells.

    What two sources have on record, such as a joint statement, is of both.
    """

    shelf: Shelf
    kept: Kept
    owners: tuple[Voice, ...]

    @property
    def owner(self) -> Voice | None:
        """The first of its owners; None where nobody tells."""
        return self.owners[0] if self.owners else None

    @property
    def path(self) -> str:
        """Its file, from the working directory where it lies in there."""
        path = Path(self.kept.path)
        try:
            return str(path.relative_to(Path.cwd()))
        except (OSError, ValueError):
            return str(path)

    def text_between(self, start: int, end: int) -> str:
        """The text between two of its offsets, as far as it goes."""
        return self.shelf.store.text_between(self.kept, start, end)

    @property
    def listing(self) -> Listing:
        return self.shelf.listings.get(self.kept.path, _NOTHING)


class Texts:
    """Every text at hand.

    Files are read once; what was read is kept in the user's cache folder, and only what
    changed is read again.

    Args:
        registry: whose records may list texts.
        folders: further files and folders of texts, such as a story's.
        limits: how large a text may be.
        cached: False to keep nothing on disk.
        given: texts that are no files, in place of those that the registry lists; they are
            never kept on disk.
    """

    def __init__(
        self,
        registry: Registry,
        folders: Sequence[Path] = (),
        limits: Limits | None = None,
        *,
        cached: bool = True,
        given: Sequence[SourceText] = (),
    ) -> None:
        self.registry = registry
        self.parties = Parties(registry)
        self.limits = Limits() if limits is None else limits
        self.shelves: list[Shelf] = []
        unread: list[Unread] = []
        if registry.with_texts and not given:
            shelf, missing = self._listed(registry.with_texts, cached)
            self.shelves.append(shelf)
            unread += missing
        listed = {os.path.realpath(path) for shelf in self.shelves for path in shelf.owners}
        for folder in folders:
            self.shelves.append(self._folder(folder, listed, cached, unread))
        if given:
            self.shelves.append(Shelf(Store()))
            self.shelves[-1].store.hold(given)
        self.all = [held for shelf in self.shelves for held in self._held(shelf)]
        for shelf in self.shelves:
            for path, reason in sorted(shelf.store.unread.items()):
                owners = shelf.owners.get(path, ())
                unread += [Unread(path, reason, owner.id) for owner in owners]
                if not owners:
                    unread.append(Unread(path, reason))
        self.unread = tuple(unread)
        self._by_key: dict[str, list[Held]] = {}
        for held in self.all:
            names = set(held.kept.labels) | {owner.name for owner in held.owners}
            for key in {key_of(name) for name in names}:
                self._by_key.setdefault(key, []).append(held)

    def close(self) -> None:
        """Let go of the files."""
        for shelf in self.shelves:
            shelf.store.close()

    def of(self, speaker: Speaker) -> list[Held]:
        """The texts that are a speaker's, or in which a label gives him words."""
        keys = {key_of(speaker.name)}
        source = self.registry.get(speaker.id) if speaker.id is not None else None
        if source is not None:
            keys |= {key_of(name) for name in (source.name, *source.aliases)}
        found = []
        for held in {id(h): h for key in keys for h in self._by_key.get(key, [])}.values():
            voices = [self.parties.voice(label) for label in held.kept.labels]
            voices += held.owners
            if any(self.parties.same(speaker, voice) for voice in set(voices)):
                found.append(held)
        if source is not None and source.affiliation is not None:
            # A body's own texts speak for its people, first of all those that name them.
            found += [
                held
                for held in self.all
                if any(owner.id == source.affiliation for owner in held.owners)
            ]
        return found

    def lacks(self, speaker: Speaker) -> bool:
        """Whether a text on record for a speaker cannot be read."""
        return any(self._is_of(unread, speaker) for unread in self.unread)

    def unread_of(self, speaker: Speaker) -> Unread | None:
        """A text of a speaker that cannot be read, or one that may be anybody's."""
        return next((u for u in self.unread if u.source is None or self._is_of(u, speaker)), None)

    def _is_of(self, unread: Unread, speaker: Speaker) -> bool:
        source = self.registry.get(unread.source) if unread.source is not None else None
        return source is not None and bool(
            self.parties.same(speaker, Voice(source.name, source.id))
        )

    def _listed(self, sources: Sequence[Source], cached: bool) -> tuple[Shelf, list[Unread]]:
        path = self.registry.path
        folder = path.parent if path is not None else Path()
        paths: dict[Path, None] = {}
        missing: list[Unread] = []
        shelf = Shelf(self._store(path, cached))
        for source in sources:
            for listing in source.texts:
                found = list(_files_of(folder, listing.path))
                if not found:
                    reason = (
                        "no file has this name" if not has_magic(listing.path) else "no file fits"
                    )
                    missing.append(Unread(str(folder / listing.path), reason, source.id))
                for file in found:
                    paths[file] = None
                    owners = shelf.owners.get(str(file), ())
                    if source.id not in [owner.id for owner in owners]:
                        shelf.owners[str(file)] = (*owners, Voice(source.name, source.id))
                    shelf.listings.setdefault(str(file), listing)
        self._read(shelf.store, list(paths))
        return shelf, missing

    def _folder(
        self,
        folder: Path,
        listed: Collection[str],
        cached: bool,
        unread: list[Unread],
    ) -> Shelf:
        def closed(error: OSError) -> None:
            reason = (error.strerror or str(error)).lower()
            unread.append(Unread(str(error.filename or folder), reason))

        paths = list(_texts_in(folder, closed))
        if listed:
            paths = [path for path in paths if os.path.realpath(path) not in listed]
        shelf = Shelf(self._store(folder, cached and folder.is_dir()))
        for path in paths:
            # A folder that is called by a source's id holds that source's texts.
            parents = path.relative_to(folder).parts[:-1] if path != folder else ()
            source = next((s for p in reversed(parents) if (s := self.registry.get(p))), None)
            if source is not None:
                shelf.owners[str(path)] = (Voice(source.name, source.id),)
        self._read(shelf.store, paths)
        return shelf

    def _read(self, store: Store, paths: Sequence[Path]) -> None:
        from attrib.read.source_text import read_source_file

        store.update(
            paths,
            lambda path: read_source_file(path, self.limits),
            self.limits.max_text_bytes,
        )

    def _store(self, path: Path | None, cached: bool) -> Store:
        return Store(place_of(path) if cached and path is not None else None)

    def _held(self, shelf: Shelf) -> Iterator[Held]:
        for kept in shelf.store.kept.values():
            owners = [owner for path in kept.paths for owner in shelf.owners.get(path, ())]
            if not owners and kept.source is not None:
                owners = [self.parties.voice(kept.source)]
            yield Held(shelf, kept, tuple(dict.fromkeys(owners)))


def place_of(path: Path) -> Path | None:
    """Where the texts of a folder or of a sources file are kept; None without a cache folder."""
    # The folder itself, by whatever name it was given.
    return cache.place_of(Path(os.path.realpath(path)), _SUFFIX)


def _files_of(folder: Path, named: str) -> Iterator[Path]:
    """The files that a record lists, by a path or a pattern."""
    if not has_magic(named):
        path = folder / named
        if path.exists() or path.is_symlink():
            yield path
        return
    # A pattern may lead out of the folder ("../archive/*.txt"), which Path.glob alone refuses.
    whole = folder / named
    fixed = Path(*takewhile(lambda part: not has_magic(part), whole.parts))
    for found in sorted(fixed.glob(str(whole.relative_to(fixed)))):
        if found.is_file():
            yield found


def _texts_in(folder: Path, closed: Callable[[OSError], None]) -> Iterator[Path]:
    """The files of a folder, and of those in it, that may be texts.

    Args:
        folder: or a file.
        closed: is called for a folder that cannot be looked into.
    """
    if not folder.is_dir():
        yield folder
        return
    other = word_lists("verify/files")["other"]
    for parent, folders, files in os.walk(folder, onerror=closed):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and Path(name).suffix.lower() not in other:
                yield Path(parent, name)
