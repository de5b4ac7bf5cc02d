"""JSON (RFC 8259) that holds articles: its values, and the places of texts in them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from attrib.errors import ReadError

_STRING_OR_NUMBER = re.compile(r'"(?:[^"\\]|\\.)*"|NaN|-?Infinity', re.DOTALL)
_KEY = re.compile(r"([^.\[\]]+)|\[(\d{1,9})\]")
_LONGEST_SHOWN = 40


class _Twice(Exception):
    """A key stands twice in one object."""


def parse_json(raw: str, path: str, first_line: int = 1) -> Any:
    """The value of a JSON text; every number in it is 0, as none is looked at.

    Args:
        raw: the text.
        path: of the file.
        first_line: line of the file that `raw` begins on.

    Raises:
        ReadError: not JSON, nested too deep, or with a key twice in one object.
    """
    try:
        return json.loads(
            raw,
            # A number may be as long as the file, and turning it into one takes far longer.
            parse_int=_zero,
            parse_float=_zero,
            parse_constant=_refuse,
            object_pairs_hook=_once,
        )
    except json.JSONDecodeError as error:
        ended = error.pos >= len(raw.rstrip())
        # A message may end with the words that its place would stand behind.
        said = error.msg.removesuffix(" at").removesuffix(" starting")
        reason = "it ends in the middle" if ended else said[0].lower() + said[1:]
        at = error.pos
    except RecursionError:
        raise ReadError("not an article: JSON nested too deep", path=path) from None
    except _Twice as error:
        key = _shown(str(error))
        raise ReadError(f"not one article: the JSON key {key} stands twice", path=path) from None
    except ValueError as error:
        reason = f"{error} is no value of it"
        at = _place(raw, str(error))
    raise ReadError(
        f"not JSON: {reason}",
        path=path,
        line=first_line + raw.count("\n", 0, at),
        column=at - raw.rfind("\n", 0, at),
    )


def value_at(value: Any, field: str, path: str) -> Any:
    """What a JSON value has at a field: "content.body", "bodies[0].value".

    Raises:
        ReadError: it has nothing there, or `field` is no such path.
    """
    for key in _keys(field, path):
        if isinstance(key, int):
            there = isinstance(value, list) and key < len(value)
        else:
            there = isinstance(value, dict) and key in value
        if not there:
            found = ", ".join(map(_shown, list(value)[:10])) if isinstance(value, dict) else ""
            held = f"; there it has {found}" if found else ""
            raise ReadError(
                f"no field {_shown(field)}: nothing at {_shown(str(key))}{held}", path=path
            )
        value = value[key]
    return value


def text_of(value: Any) -> str:
    """A value that is a text; "" for any other."""
    return value if isinstance(value, str) else ""


def _keys(field: str, path: str) -> Iterator[str | int]:
    at = 0
    while at < len(field):
        match = _KEY.match(field, at)
        if match is None:
            raise ReadError(
                f"{_shown(field)} is no path to a field such as content.body", path=path
            )
        key, index = match.groups()
        yield key if key is not None else int(index)
        at = match.end()
        if field.startswith(".", at) and at + 1 < len(field):
            at += 1


def _zero(_: str) -> int:
    return 0


def _refuse(name: str) -> None:
    raise ValueError(name)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _Twice(key)
            seen.add(key)
    return made


def _place(raw: str, name: str) -> int:
    """Where a name stands outside of strings."""
    return next((m.start() for m in _STRING_OR_NUMBER.finditer(raw) if m.group() == name), 0)


def _shown(key: str) -> str:
    """A key or path as a message has it: short."""
    return f"{key[:_LONGEST_SHOWN]}…" if len(key) > _LONGEST_SHOWN else key
