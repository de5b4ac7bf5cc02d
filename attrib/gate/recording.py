"""One decision of an editor, written into ``attrib.signoffs.yaml`` so that nothing is lost.

Whoever writes says what they saw there: where somebody has decided otherwise since, nothing
is written. What people wrote by hand stays as it is, line by line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from attrib.atomic import alone, replace_whole
from attrib.errors import LedgerError
from attrib.yaml_entries import Entries, Unfit, Written

from .articles import normal
from .files import contents
from .signoffs import COMMON_KNOWLEDGE, Signed, SignOffs

_EMPTY = b"""\
# What editors decided about who is credited with a statement, and about findings.
version: 1
signoffs: []
"""


class Conflict(LedgerError):
    """Somebody has decided otherwise since.

    Attributes:
        entry: what stands in the file now; None where it was taken out.
    """

    def __init__(self, entry: Signed | None, path: Path) -> None:
        self.entry = entry
        if entry is None:
            message = "what was decided here has been taken out in the meantime"
        else:
            said = entry.sign_off
            message = f"{_told(entry)} by {said.by} on {said.day} in the meantime: {said.reason}"
        super().__init__(message, path=str(path))


def record(path: Path, old: Signed | None, new: Signed | None) -> None:
    """Put `new` in the place of `old` in a file of sign-offs; on any failure leave the file.

    When it returns, the file is on the disk. Others who record in it wait meanwhile. It is
    undone by the same with the two changed about.

    Args:
        path: the file; begun with a comment where there is none.
        old: the entry as whoever decides saw it; None where they saw none.
        new: what is decided; None takes the entry out.

    Raises:
        Conflict: the entry there is another than `old`.
        LedgerError: the file cannot be read, locked or written, has a mistake, or would have
            one with `new` in it.
        ValueError: the two are about different things, or about nothing.
    """
    keys = {entry.key for entry in (old, new) if entry is not None}
    if len(keys) != 1:
        raise ValueError("expected entries about one statement or finding")
    try:
        with alone(path):
            _record(path, keys.pop(), old, new)
    except Unfit as unfit:
        raise _unfit(path) from unfit
    except TimeoutError as error:
        raise LedgerError("is being written by somebody else; try again", path=str(path)) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise LedgerError(f"cannot be written: {reason}", path=str(path)) from error


def _record(path: Path, key: tuple[str, str, str], old: Signed | None, new: Signed | None) -> None:
    # A link to nothing is read, and refused, rather than written through.
    there = path.exists() or path.is_symlink()
    data = contents(path) if there else _EMPTY
    entries = list(SignOffs.parse(data, path).entries)
    number = next((n for n, entry in enumerate(entries) if entry.key == key), None)
    found = entries[number] if number is not None else None
    if _normal(found) != _normal(old):
        raise Conflict(found, path)
    if _normal(found) == _normal(new):
        return
    text = data.decode("utf-8")
    listed = Entries(text, "signoffs")
    if new is None:
        assert number is not None
        edit = listed.take_out(number)
        del entries[number]
    elif number is None:
        number = _place(entries, new)
        edit = listed.put(number, {k: v for k, v in _fields(new).items() if v is not None})
        entries.insert(number, new)
    else:
        fields = _fields(new)
        # What it is about stays as it is written.
        edit = listed.change(number, {k: fields[k] for k in _DECIDED})
        entries[number] = new
    written = edit.applied(text).encode("utf-8")
    try:
        after = SignOffs.parse(written, path).entries
    except LedgerError as error:
        # Its place is one in a file that is not there.
        raise LedgerError(f"cannot be recorded: {error.message}", path=str(path)) from error
    if new is not None and _normal(new) not in map(_normal, after):
        raise LedgerError(
            "cannot be recorded: it would not come out of the file as it goes in", path=str(path)
        )
    if [_normal(entry) for entry in after] != [_normal(entry) for entry in entries]:
        raise _unfit(path)
    replace_whole(path, written, durable=True)


def _unfit(path: Path) -> LedgerError:
    return LedgerError(
        "is laid out so that no entry can be put there; write it in by hand", path=str(path)
    )


def _normal(entry: Signed | None) -> Signed | None:
    return None if entry is None else replace(entry, article=normal(entry.article))


def _place(entries: Sequence[Signed], new: Signed) -> int:
    """Where a new entry goes: with its article's, by fingerprint.

    Two branches seldom write in one place then, and git merges them by itself.
    """
    article, *rest = new.key
    own = [number for number, entry in enumerate(entries) if entry.key[0] == article]
    if own:
        after = (n for n in own if entries[n].key[1:] > tuple(rest))
        return next(after, own[-1] + 1)
    later = (n for n, entry in enumerate(entries) if entry.key[0] > article)
    return next(later, len(entries))


_DECIDED = ("decision", "speaker", "outlet", "statement", "by", "date", "reason")


def _fields(entry: Signed) -> Mapping[str, Written | None]:
    """What an entry says, by key, in the order in which it is written; None for nothing."""
    said = entry.sign_off
    statement: Written | None = None
    if said.is_no_statement:
        statement = COMMON_KNOWLEDGE if said.is_common_knowledge else False
    return {
        "article": entry.article,
        "rule": entry.rule,
        "fingerprint": entry.fingerprint,
        "decision": said.decision,
        "speaker": entry.speaker,
        "outlet": entry.outlet,
        "statement": statement,
        "by": said.by,
        "date": said.day,
        "reason": said.reason,
    }


def _told(entry: Signed) -> str:
    """What was decided, in a word or two."""
    said = entry.sign_off
    if said.is_common_knowledge:
        return "called common knowledge"
    if said.is_no_statement:
        return "called no statement"
    if said.decision != "corrected":
        return said.decision
    names = (f"{key} {getattr(entry, key)}" for key in said.corrects)
    return f"corrected to {', '.join(names)}"
