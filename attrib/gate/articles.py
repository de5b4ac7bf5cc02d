"""Which article an entry of one of the desk's files is about.

Entries name articles by their path from the folder that the file stands in, with "/" between
its parts, so that they mean the same on every machine.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Collection
from fnmatch import fnmatchcase
from pathlib import Path

# What a report calls an article that has no file.
_NO_FILE = ("-", "<text>")
_WILD = "*?"


def name_in(folder: Path, path: str) -> str | None:
    """What entries of files in `folder` call the article at `path`; None for one without a file."""
    if path in _NO_FILE or "\0" in path:
        return None
    try:
        name = os.path.relpath(whole_path(path), whole_path(folder))
    except ValueError:  # another drive
        name = whole_path(path)
    return name.replace(os.sep, "/")


def whole_path(path: str | Path) -> str:
    """A path from the root; links in it stay what they are called."""
    return os.path.normpath(Path(path).absolute())


def told(path: Path) -> str:
    """What a finding calls a file: from the working directory, if that lies below its folder."""
    here = Path.cwd()
    return os.path.relpath(path, here) if path.parent in (here, *here.parents) else str(path)


def normal(name: str) -> str:
    """An entry's path without "./" and "//"."""
    return os.path.normpath(name).replace(os.sep, "/")


def is_pattern(name: str) -> bool:
    """True for a path that may stand for several."""
    return any(sign in name for sign in _WILD)


def matches(entry: str, folder: Path, path: str) -> bool:
    """True where an entry is about the article at `path`.

    ``*`` and ``?`` stand for signs within one part of the path, ``**`` for any parts.
    """
    name = name_in(folder, path)
    if name is None:
        return False
    wanted = normal(entry)
    if Path(wanted).is_absolute():
        name = whole_path(path).replace(os.sep, "/")
    if wanted == name:
        return True
    return is_pattern(wanted) and _fits(wanted.split("/"), name.split("/"))


def all_checked(entry: str, folder: Path, checked: Collection[str]) -> bool:
    """True where no file that an entry may be about is missing from `checked`.

    Args:
        entry: its path or pattern.
        folder: of the file that it stands in.
        checked: absolute paths.
    """
    if not is_pattern(entry):
        return True
    if "#" in entry:
        # Articles of a file that holds several: how many it has, its name does not tell.
        return False
    found = glob.iglob(_globbed(normal(entry)), root_dir=folder, recursive=True)  # noqa: PTH207 (absolute too)
    return all(whole_path(folder / name) in checked or (folder / name).is_dir() for name in found)


def _globbed(pattern: str) -> str:
    """A pattern in which "[" is itself, as names of files have it."""
    return pattern.replace("[", "[[]")


def _fits(wanted: list[str], parts: list[str]) -> bool:
    """True where a pattern's parts stand for a path's; each pair of parts is compared once."""
    reached = {0}
    for part in wanted:
        if part == "**":
            reached = set(range(min(reached), len(parts) + 1))
        else:
            reached = {
                at + 1
                for at in reached
                if at < len(parts) and fnmatchcase(parts[at], _globbed(part))
            }
        if not reached:
            return False
    return len(parts) in reached
