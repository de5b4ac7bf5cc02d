"""What has changed since a commit: which articles, which of their lines, and which findings those are.

Git is asked, and nothing here is a shell's. The whole article is checked all the same, as who
speaks in a new line is often told in an old one; findings elsewhere are counted and left out.
"""

from __future__ import annotations

import os
import re
import subprocess
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from attrib.errors import GitError
from attrib.model import Document, Finding, Report

# What articles are called; a file of any other name is one if it is named itself, as most JSON
# and XML in a repository is something else.
SUFFIXES = (
    *(".txt", ".text", ".md", ".markdown", ".mdown", ".mkd"),
    *(".html", ".htm", ".xhtml", ".docx"),
)
# Seconds that one command of git's may take.
_LONGEST = 120
_HUNK = re.compile(rb"@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@")
_SUBMODULE = "160000"
# Variables that would change what a difference looks like.
_UNWANTED = ("GIT_DIFF_OPTS", "GIT_EXTERNAL_DIFF", "GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS")


class Hunk(NamedTuple):
    """Lines that stand where others stood: so many `lines` from `line` on, counted from 1.

    Where there are 0, lines were taken out after `line`.
    """

    line: int
    lines: int


@dataclass(frozen=True, slots=True)
class Change:
    """One article that has changed.

    Attributes:
        path: as named, or from the working directory.
        hunks: in the order of its lines; None for a file that is new, or of which git does not
            tell lines.
    """

    path: str
    hunks: tuple[Hunk, ...] | None = None


def changed(rev: str, files: Sequence[str] = ()) -> tuple[Change, ...]:
    """The articles that are not as they were at a commit, by path: added, modified or renamed.

    What is not committed counts, and so do files that git does not know yet. A file that
    is gone is none.

    Args:
        rev: what names the commit; the files are compared with it as they lie there now.
        files: files and folders to look at, by their names and not by patterns; without any, the
            working directory. Of a folder, those that end in one of `SUFFIXES` and are not ignored.
            A file that does not exist is told as changed: it is for its reader to refuse.

    Raises:
        GitError: git is not there, the working directory is in no work tree, there is no such
            commit, or a file lies elsewhere.
    """
    if not rev or rev.startswith("-"):
        raise GitError(f"{rev!r} is no name of a commit")
    # From the top, so that nothing depends on where in the work tree one stands.
    up = os.fsdecode(_git(Path(), "rev-parse", "--show-cdup")).removesuffix("\n")
    top = Path(os.path.realpath(up or "."))
    commit = _commit(top, rev)
    blobs = _listed(top, commit)
    found: dict[str, Change] = {}
    for name, path in _asked(top, files, sorted(blobs)):
        found.setdefault(path, Change(name, _hunks(top, path, blobs.get(path))))
    return tuple(found[path] for path in sorted(found))


def within(report: Report, change: Change) -> Report:
    """The report with those findings alone that stand on lines which the change touches.

    Where lines were only taken out, that is the nearest line with words on either side. Of an
    article that is a line of JSON Lines all findings stand on that line; of one that is a
    field of other JSON, whose lines git does not tell, all are taken for touched.

    Args:
        report: of the whole article.
        change: of the same.
    """
    document = report.document
    if change.hunks is None or (document.field is not None and document.file_line is None):
        # Git knows no lines of it, or none that are the article's.
        return replace(report, outside=0)
    if document.file_line is not None:
        kept = report.findings if _is_among(document.file_line, change.hunks) else ()
        return replace(report, findings=kept, outside=len(report.findings) - len(kept))
    lines = _touched(document, change.hunks)
    kept = tuple(f for f in report.findings if _is_on(document, f, lines))
    return replace(report, findings=kept, outside=len(report.findings) - len(kept))


def _commit(top: Path, rev: str) -> str:
    """The full name of a commit."""
    try:
        said = _git(
            top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{rev}^{{commit}}"
        )
    except GitError:
        shallow = _git(top, "rev-parse", "--is-shallow-repository").strip() == b"true"
        hint = (
            "; this clone is shallow: fetch its history first (git fetch --unshallow, or "
            "fetch-depth: 0 in CI)"
            if shallow
            else ""
        )
        raise GitError(f"git knows no commit {rev!r}{hint}") from None
    return os.fsdecode(said).strip()


def _listed(top: Path, commit: str) -> dict[str, str | None]:
    """By path from the top: what the file was made of at the commit; None for a new one."""
    # Renames are found over the whole tree, whatever files are asked for.
    raw = _git(top, "diff", "--raw", "-z", "-M", "--no-abbrev", "--no-relative", commit, "--")
    fields = iter(os.fsdecode(raw).split("\0"))
    found: dict[str, str | None] = {}
    for field in fields:
        if not field:
            continue
        old_mode, new_mode, blob, _, status = field.removeprefix(":").split(" ")
        path = next(fields)
        if status[0] in "RC":
            path = next(fields)
        if status[0] == "D" or new_mode == _SUBMODULE:
            continue
        is_whole = status[0] in "AT" or not old_mode.startswith("100")
        found[path] = None if is_whole else blob
    untracked = _git(top, "ls-files", "-z", "--others", "--exclude-standard")
    # A repository within this one is listed as a folder.
    found |= {path: None for path in _names(untracked) if not path.endswith("/")}
    return found


def _asked(top: Path, files: Sequence[str], listed: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The files to check: what each is called in a report, and its path from the top."""
    here = Path.cwd()
    unlisted: dict[str, str] = {}
    known = set(listed)
    for name in files or ["."]:
        path = os.path.relpath(os.path.realpath(name), top).replace(os.sep, "/")
        if path == os.pardir or path.startswith("../"):
            raise GitError("lies outside of this repository's work tree", path=name)
        if Path(name).is_dir():
            for inner in _below(path, listed):
                if inner.lower().endswith(SUFFIXES):
                    yield os.path.relpath(top / inner, here), inner
        elif path in known or not Path(name).exists():
            yield name, path
        else:
            unlisted[path] = name
    if unlisted:
        # What git tracks and has not listed is as it was; what it ignores is as good as new.
        tracked = _git(top, "--literal-pathspecs", "ls-files", "-z", "--", *unlisted)
        for path in unlisted.keys() - set(_names(tracked)):
            yield unlisted[path], path


def _below(folder: str, listed: Sequence[str]) -> Sequence[str]:
    """Of sorted paths, those in a folder."""
    if folder == os.curdir:
        return listed
    start = folder + "/"
    # "0" is the sign after "/".
    return listed[bisect_left(listed, start) : bisect_left(listed, start[:-1] + "0")]


def _hunks(top: Path, path: str, blob: str | None) -> tuple[Hunk, ...] | None:
    if blob is None:
        return None
    options = ("-U0", "--inter-hunk-context=0", "--no-color", "--no-ext-diff", "--no-textconv")
    said = _git(top, "--literal-pathspecs", "diff", *options, blob, "--", path)
    hunks: list[Hunk] = []
    for line in said.split(b"\n"):
        # Of the file's own lines each has a sign before it.
        if line.startswith(b"Binary files "):
            return None
        match = _HUNK.match(line)
        if match:
            hunks.append(Hunk(int(match[1]), int(match[2]) if match[2] is not None else 1))
    return tuple(hunks)


def _names(listed: bytes) -> list[str]:
    return [name for name in os.fsdecode(listed).split("\0") if name]


def _git(folder: Path, *words: str) -> bytes:
    env: Mapping[str, str] = {
        **{name: value for name, value in os.environ.items() if name not in _UNWANTED},
        "LC_ALL": "C",
        # Looking must not wait for somebody who writes.
        "GIT_OPTIONAL_LOCKS": "0",
    }
    try:
        done = subprocess.run(
            ["git", *words],
            cwd=folder,
            env=env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_LONGEST,
            check=False,
        )
    except FileNotFoundError:
        raise GitError("git is not installed, and only git can tell what has changed") from None
    except subprocess.TimeoutExpired:
        raise GitError(f"git took more than {_LONGEST} seconds") from None
    except (OSError, ValueError) as error:
        raise GitError(f"git cannot be run: {error}") from None
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise GitError(f"git: {lines[0].removeprefix('fatal: ') if lines else 'failed'}")
    return done.stdout


def _touched(document: Document, hunks: Sequence[Hunk]) -> list[int]:
    """The numbers of the lines that a change touches, ascending."""
    touched: set[int] = set()
    filled: list[int] | None = None
    for line, lines in hunks:
        touched.update(range(line, line + lines))
        if not lines:
            if filled is None:
                raw = document.raw.split("\n")
                filled = [number for number, words in enumerate(raw, 1) if words.strip()]
            at = bisect_right(filled, line)
            touched.update(filled[max(0, at - 1) : at + 1])
    return sorted(touched)


def _is_among(line: int, hunks: Sequence[Hunk]) -> bool:
    return any(hunk.line <= line < hunk.line + hunk.lines for hunk in hunks)


def _is_on(document: Document, finding: Finding, lines: Sequence[int]) -> bool:
    start, end = finding.raw_span(document)
    first, last = document.locate(start)[0], document.locate(max(start, end - 1))[0]
    at = bisect_left(lines, first)
    return at < len(lines) and lines[at] <= last
