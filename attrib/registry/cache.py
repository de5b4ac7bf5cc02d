"""A large sources file compiled once and kept in the user's cache folder.

The compiled file is of use only to the very bytes that it was made from. Whatever else
lies there (an older one, a damaged one, somebody else's) is passed over and made anew;
where nothing can be written, nothing is. Small files are read as they are.
"""

from __future__ import annotations

import os
import stat
import tempfile
import unicodedata
from contextlib import suppress
from hashlib import sha256
from importlib import resources
from pathlib import Path

from attrib.errors import RegistryError

from .compiled import FORMAT, dump, parse
from .index import Index
from .load import contents, read_bytes

# A smaller file, of two or three hundred records, is read in hundredths of a second.
WORTH_KEEPING = 50_000
_SUFFIX = ".registry"
# One for each sources file that was used last; a desk has one or two.
_MOST_KEPT = 20


def load(path: Path) -> tuple[Index, tuple[RegistryError, ...]]:
    """The index of a sources file, or an empty one and the file's mistakes."""
    data, errors = contents(path)
    if data is None:
        return Index.of(()), errors
    place = place_of(path, _SUFFIX) if len(data) >= WORTH_KEEPING else None
    key = key_of_bytes(data)
    kept = _kept(place, key) if place is not None else None
    if kept is not None:
        return kept, ()
    records, errors = read_bytes({str(path): data})
    index = Index.of(records.sources, records.publication, records.self_names)
    if place is not None and not errors:
        _keep(place, dump(index, key))
    return index, errors


def key_of_bytes(data: bytes) -> bytes:
    """What an index of these bytes depends on: them, the code, the word lists, Unicode."""
    digest = sha256(f"{FORMAT} {unicodedata.unidata_version}\n".encode())
    folder = resources.files("attrib").joinpath("data")
    for name in ("names.yaml", "titles.yaml"):
        digest.update(folder.joinpath(name).read_bytes())
    digest.update(data)
    return digest.digest()


def place_of(path: Path, suffix: str) -> Path | None:
    """Where what is made of a file or folder is kept; None if the user has no such folder."""
    # Imported here: most checks need no cache.
    from platformdirs import user_cache_path

    try:
        name = sha256(os.fsencode(path.absolute())).hexdigest()[:32]
        return user_cache_path("attrib", appauthor=False) / (name + suffix)
    except (OSError, RuntimeError, ValueError):
        return None


def _kept(place: Path, key: bytes) -> Index | None:
    try:
        found = place.lstat()
        if not stat.S_ISREG(found.st_mode):
            return None
        # In a folder that others can write to, another's file is not to be trusted.
        if hasattr(os, "geteuid") and found.st_uid != os.geteuid():
            return None
        return parse(place.read_bytes(), key)
    except OSError:
        return None


def _keep(place: Path, data: bytes) -> None:
    """Put a whole file in its place at once, or leave what is there."""
    with suppress(OSError):
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(prefix=place.stem, suffix=".part", dir=place.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(part).replace(place)
        except OSError:
            Path(part).unlink(missing_ok=True)
            raise
        _forget(place.parent)


def _forget(folder: Path) -> None:
    """Remove the files that were made longest ago, beyond a number."""
    kept = sorted(folder.glob("*" + _SUFFIX), key=lambda file: file.stat().st_mtime)
    for file in kept[:-_MOST_KEPT]:
        file.unlink(missing_ok=True)
