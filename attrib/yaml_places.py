"""A YAML file, read with the place of every value.

What a person writes by hand (sources, settings) is read here, so that each
mistake is told at its line and column, with what was expected. `Reading`
gathers mistakes instead of stopping at the first.

Only the part of YAML 1.1 that such files need is read: one document of
mappings, lists and scalars. Anchors, aliases, merge keys and tags are refused,
so that a small file cannot unfold into a large one; depth, number of values and
size are bounded.
"""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Generic, Literal, NamedTuple, TypeVar, cast

from attrib.errors import AttribError

MAX_BYTES = 2_000_000
MAX_DEPTH = 10
MAX_VALUES = 200_000
# A longer plain scalar is text whatever it looks like; keeps YAML's patterns short.
_MAX_TYPED = 40
_SHOWN = 40
_MOST_ADVISED = 50
_MOST_COMPARED = 1_000

ScalarType = Literal["text", "number", "true or false", "nothing", "date"]
_TYPES: Mapping[str, ScalarType] = {
    "tag:yaml.org,2002:bool": "true or false",
    "tag:yaml.org,2002:float": "number",
    "tag:yaml.org,2002:int": "number",
    "tag:yaml.org,2002:null": "nothing",
    "tag:yaml.org,2002:timestamp": "date",
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_FINGERPRINT = re.compile(r"[0-9a-f]{32}")
_PLAIN = re.compile(r"[A-Za-z0-9_.][A-Za-z0-9_./-]*", re.ASCII)
_CONFLICT_MARKS = ("<<<<<<< ", "||||||| ", ">>>>>>> ")
_Choice = TypeVar("_Choice", bound=str)
_Error = TypeVar("_Error", bound=AttribError)


class Place(NamedTuple):
    """Line and column, both from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as written, and what YAML takes it for."""

    text: str
    type: ScalarType
    place: Place


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Value, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Table:
    """Keys with their values, in the order written."""

    entries: tuple[tuple[Scalar, Value], ...]
    place: Place


Value = Scalar | Items | Table


@dataclass(slots=True)
class _Open:
    """A list or mapping that is still being read."""

    place: Place
    mapping: bool
    values: list[Value]


class Reading(Generic[_Error]):
    """One file being read, and the mistakes found in it so far.

    Args:
        path: what the file is called in messages.
        error: the class of error that its mistakes are.
        max_bytes: size of the largest file that is read, in bytes.
        max_values: how many values it may hold, keys among them.
    """

    def __init__(
        self,
        path: str,
        error: type[_Error],
        max_bytes: int = MAX_BYTES,
        max_values: int = MAX_VALUES,
    ) -> None:
        self.path = path
        self.error = error
        self.max_bytes = max_bytes
        self.max_values = max_values
        self.errors: list[_Error] = []

    def mistake(self, place: Place | None, message: str) -> None:
        """Note a mistake; without a place it is one of the whole file."""
        line, column = place if place is not None else (None, None)
        self.errors.append(self.error(message, path=self.path, line=line, column=column))

    def in_order(self) -> tuple[_Error, ...]:
        """The mistakes in the order of the file."""
        return tuple(sorted(self.errors, key=lambda e: (e.line or 0, e.column or 0)))

    # From bytes to values

    def file(self, path: Path) -> Value | None:
        """The value that a file holds; None, with a mistake noted, if it cannot be read."""
        data = self.contents(path)
        return self.from_bytes(data) if data is not None else None

    def contents(self, path: Path) -> bytes | None:
        """The bytes of a file; None, with a mistake noted, if it cannot be read."""
        try:
            mode = path.stat().st_mode
            if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
                # Opening a pipe would wait for somebody to write into it.
                self.mistake(None, "is no plain file; expected a YAML file")
                return None
            with path.open("rb") as stream:
                data = stream.read(self.max_bytes + 1)
        except FileNotFoundError:
            link = path.is_symlink()
            self.mistake(
                None, "is a link to a file that is not there" if link else "there is no such file"
            )
            return None
        except IsADirectoryError:
            self.mistake(None, "is a directory; expected a YAML file")
            return None
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            self.mistake(None, f"cannot be read: {reason}")
            return None
        if len(data) > self.max_bytes:
            self.mistake(None, f"is too large; expected at most {self.max_bytes:,} bytes")
            return None
        return data

    def from_bytes(self, data: bytes) -> Value | None:
        """The value in the bytes of a file; None, with a mistake noted, if it is not YAML."""
        if len(data) > self.max_bytes:
            self.mistake(None, f"is too large; expected at most {self.max_bytes:,} bytes")
            return None
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            before = data[: error.start].decode("utf-8-sig", "replace")
            self.mistake(
                _place_of(before, len(before)), "expected UTF-8 text; save the file as UTF-8"
            )
            return None
        return self.text(text)

    def text(self, text: str) -> Value | None:
        """The value that a text holds; None, with a mistake noted, if it is not YAML."""
        # Imported here because reading YAML is no part of what every command needs.
        import yaml
        from yaml.reader import Reader

        text = text.removeprefix("\ufeff")
        if len(text) > self.max_bytes:
            self.mistake(None, f"is too large; expected at most {self.max_bytes:,} characters")
            return None
        odd = Reader.NON_PRINTABLE.search(text)
        if odd is not None:
            where = _place_of(text, odd.start())
            self.mistake(where, f"expected text, found the character U+{ord(odd.group()):04X}")
            return None
        conflict = _conflict_in(text)
        if conflict is not None:
            self.mistake(conflict, "a merge conflict stands here; resolve it")
            return None
        try:
            return self._compose(text)
        except _Refused as refused:
            self.mistake(refused.place, refused.message)
        except yaml.MarkedYAMLError as error:
            says = ", ".join(part for part in (error.context, error.problem) if part)
            place = _place_at(error.problem_mark or error.context_mark)
            self.mistake(place, f"is not valid YAML: {says}")
        except yaml.YAMLError as error:
            self.mistake(None, f"is not valid YAML: {error}")
        return None

    def _compose(self, text: str) -> Value | None:
        # From events, not yaml.compose: that recurses, and unfolds aliases.
        import yaml

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        resolve: Callable[..., str] = yaml.resolver.Resolver().resolve
        stack: list[_Open] = []
        root: Value | None = None
        documents = count = 0
        for event in yaml.parse(text, Loader=loader):
            place = _place_at(event.start_mark)
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _Refused(place, "expected one YAML document, found a second")
                continue
            if isinstance(event, yaml.NodeEvent):
                count += 1
                if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
                    raise _Refused(place, "anchors (&) and aliases (*) are not read; write it out")
                if count > self.max_values:
                    raise _Refused(place, f"expected at most {self.max_values:,} values")
            if isinstance(event, yaml.ScalarEvent):
                if event.tag not in (None, "!"):
                    raise _Refused(place, "tags (!) are not read; leave it out")
                type_: ScalarType = "text"
                if event.implicit[0] and len(event.value) <= _MAX_TYPED:
                    tag = resolve(yaml.ScalarNode, event.value, (True, False))
                    type_ = _TYPES.get(tag, "text")
                done: Value = Scalar(event.value, type_, place)
            elif isinstance(event, yaml.CollectionStartEvent):
                if event.tag not in (None, "!"):
                    raise _Refused(place, "tags (!) are not read; leave it out")
                if len(stack) >= MAX_DEPTH:
                    raise _Refused(place, f"expected at most {MAX_DEPTH} levels")
                stack.append(_Open(place, isinstance(event, yaml.MappingStartEvent), []))
                continue
            elif isinstance(event, yaml.CollectionEndEvent):
                done = _closed(stack.pop())
            else:
                continue
            if stack:
                stack[-1].values.append(done)
            else:
                root = done
        return root

    # From values to what was expected; each gives None or less, with a mistake noted

    def mapping(
        self, value: Value, what: str, keys: Collection[str], required: Collection[str] = ()
    ) -> dict[str, Value]:
        """The entries of a mapping that has only known `keys`, without the faulty ones.

        A key with nothing after it counts as not written, as a template leaves it.
        """
        found: dict[str, Value] = {}
        for key, entry in self.entries(value, what):
            if key.text not in keys:
                self.mistake(
                    key.place,
                    f"unknown key {shown(key.text)} in {what}; {self.nearest(key.text, keys) or 'expected ' + _either(keys)}",
                )
            elif not is_nothing(entry):
                found[key.text] = entry
        if isinstance(value, Table):
            for key_name in required:
                if key_name not in found:
                    self.mistake(value.place, f"{what} lacks {shown(key_name)}")
        return found

    def entries(self, value: Value, what: str) -> Iterator[tuple[Scalar, Value]]:
        """The keys of any mapping with their values, without repeated keys."""
        if not isinstance(value, Table):
            self.expected(value, f"{what} to be a mapping (key: value)")
            return
        seen: dict[str, Place] = {}
        for key, entry in value.entries:
            if key.text in seen:
                self.mistake(
                    key.place,
                    f"{shown(key.text)} is given twice in {what} (line {seen[key.text].line})",
                )
                continue
            seen[key.text] = key.place
            yield key, entry

    def items(self, value: Value, what: str) -> tuple[Value, ...]:
        """The items of a list."""
        if isinstance(value, Items):
            return value.items
        self.expected(value, f"{what} to be a list ([a, b] or lines that begin with -)")
        return ()

    def words(self, value: Value, what: str, longest: int) -> str | None:
        """One line of text, without spaces around it, of at most `longest` characters."""
        if not isinstance(value, Scalar):
            self.expected(value, f"{what} to be text")
            return None
        if value.type != "text":
            advice = "" if value.type == "nothing" else "; put it in quotes"
            self.mistake(
                value.place,
                f"expected {what} to be text, but YAML reads {shown(value.text)} as {value.type}{advice}",
            )
            return None
        text = value.text.strip()
        if not text:
            self.mistake(value.place, f"expected {what} to be text, found it empty")
        elif len(text) > longest:
            self.mistake(value.place, f"expected {what} to have at most {longest} characters")
        elif not text.isprintable():
            self.mistake(value.place, f"expected {what} to be one line without control characters")
        else:
            return text
        return None

    def choice(self, value: Value, what: str, choices: Collection[_Choice]) -> _Choice | None:
        """One of `choices`, by its words as written: YAML takes a bare ``off`` for false."""
        if isinstance(value, Scalar) and value.text in choices:
            return cast("_Choice", value.text)
        self.expected(value, f"{what} to be {_either(choices)}")
        return None

    def count(self, value: Value, what: str, lowest: int, highest: int) -> int | None:
        """A whole number within bounds; underscores may part its digits."""
        if isinstance(value, Scalar) and value.type == "number" and len(value.text) <= _MAX_TYPED:
            digits = value.text.replace("_", "")
            if digits.isascii() and digits.isdigit() and lowest <= int(digits) <= highest:
                return int(digits)
        self.expected(value, f"{what} to be a whole number from {lowest:,} to {highest:,}")
        return None

    def day(self, value: Value, what: str) -> date | None:
        """A day as 2026-12-31 has it."""
        day = day_of(value.text) if isinstance(value, Scalar) else None
        if day is None:
            self.expected(value, f"{what} to be a day such as 2026-12-31")
        return day

    def fingerprint(self, value: Value, what: str) -> str | None:
        """A fingerprint as a report has it; it may look like a number."""
        if isinstance(value, Scalar) and _FINGERPRINT.fullmatch(value.text):
            return value.text
        self.expected(value, f"{what} to be 32 of the signs 0 to 9 and a to f")
        return None

    def nearest(self, key: str, keys: Collection[str]) -> str:
        """The known key that an unknown one is likely meant for, as a question; else empty.

        Searched for the first mistakes and among few keys only: each search
        compares `key` with all of them.
        """
        if len(self.errors) >= _MOST_ADVISED or len(keys) > _MOST_COMPARED:
            return ""
        from difflib import get_close_matches

        near = get_close_matches(key[:_SHOWN], list(keys), n=1)
        return f"did you mean {shown(near[0])}?" if near else ""

    def expected(self, value: Value, expectation: str) -> None:
        """Note that `value` is not what was expected."""
        self.mistake(value.place, f"expected {expectation}, found {_described(value)}")


class _Refused(Exception):
    def __init__(self, place: Place, message: str) -> None:
        super().__init__(message)
        self.place = place
        self.message = message


def day_of(text: str) -> date | None:
    """The day that a text writes as 2026-12-31; None for anything else."""
    # Later versions of Python read further spellings.
    if not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _conflict_in(text: str) -> Place | None:
    """Where git has left both sides of a merge; None where it has not."""
    for mark in _CONFLICT_MARKS:
        offset = 0 if text.startswith(mark) else text.find("\n" + mark) + 1
        if offset or text.startswith(mark):
            return _place_of(text, offset)
    return None


def shown(text: str) -> str:
    """A text in quotation marks for a message, cut short and without control characters."""
    text = "".join(
        c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[: _SHOWN + 1]
    )
    return f"'{text[:_SHOWN]}…'" if len(text) > _SHOWN else f"'{text}'"


def is_plain(text: str) -> bool:
    """True for a text that may be written without quotes and is read as that text again."""
    import yaml

    resolver = yaml.resolver.Resolver()
    tag: str = resolver.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    return bool(_PLAIN.fullmatch(text)) and tag not in _TYPES


def quoted(text: str) -> str:
    """A text in double quotation marks, as YAML reads it back."""
    return json.dumps(text, ensure_ascii=not text.isprintable())


def is_nothing(value: Value) -> bool:
    """True for a value left empty."""
    return isinstance(value, Scalar) and value.type == "nothing"


def _closed(finished: _Open) -> Value:
    if not finished.mapping:
        return Items(tuple(finished.values), finished.place)
    entries: list[tuple[Scalar, Value]] = []
    values = iter(finished.values)
    for key, value in zip(values, values, strict=True):
        if not isinstance(key, Scalar):
            raise _Refused(key.place, "expected a key to be text")
        if key.text == "<<" and key.type == "text":
            raise _Refused(key.place, "merge keys (<<) are not read; write it out")
        entries.append((key, value))
    return Table(tuple(entries), finished.place)


def _place_at(mark: Any) -> Place:
    # The pure and the compiled parser have marks of different classes, counted from 0.
    return Place(1, 1) if mark is None else Place(mark.line + 1, mark.column + 1)


def _place_of(text: str, offset: int) -> Place:
    start = text.rfind("\n", 0, offset) + 1
    return Place(text.count("\n", 0, offset) + 1, offset - start + 1)


def _described(value: Value) -> str:
    if isinstance(value, Items):
        return "a list"
    if isinstance(value, Table):
        return "a mapping"
    return "nothing" if value.type == "nothing" else shown(value.text)


def _either(choices: Collection[str]) -> str:
    *most, last = choices
    return f"{', '.join(most)} or {last}" if most else last
