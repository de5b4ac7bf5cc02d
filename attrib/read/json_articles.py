"""Articles held in JSON: which format of news it is shows in its keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from attrib.errors import ReadError
from attrib.settings import Limits

from .article import Article, Found, Member, numbered
from .decode import decode
from .fields import read_fields
from .format import InputFormat
from .json import parse_json
from .ninjs import is_ninjs, read_ninjs
from .wordpress import is_post, read_post

# Byte order marks of what is not UTF-8.
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")
_MARK = b"\xef\xbb\xbf"


def read_json(
    raw: str, path: str, input_format: InputFormat | None = None, field: str | None = None
) -> Found:
    """The article of a JSON file, or each of those in a list.

    Args:
        raw: the file, decoded.
        path: of it.
        input_format: "ninjs", "wordpress" or "json"; None to tell it by the keys.
        field: path to the text in each article; None to tell it.

    Raises:
        ReadError: not JSON, or no article in it.
    """
    value = parse_json(raw, path)
    if not isinstance(value, list):
        return _article(value, path, input_format, field)
    if not value:
        raise ReadError("no article found: the JSON holds an empty list", path=path)
    return _members(
        ((number, partial(_itself, one)) for number, one in enumerate(value, 1)),
        path,
        input_format,
        field,
    )


def read_json_lines(
    data: bytes,
    path: str,
    limits: Limits,
    input_format: InputFormat | None = None,
    field: str | None = None,
) -> Iterator[Member]:
    """The articles of a file with a JSON value on each line, numbered by line.

    Args:
        data: the file: UTF-8, or UTF-16 with its mark.
        path: of it.
        limits: how long a line may be (`max_bytes`).
        input_format, field: as for `read_json`.

    Raises:
        ReadError: in place of a line's article: not UTF-8, too long, not JSON, or no article.
    """
    if data.startswith(_WIDE):
        data = decode(data, path).encode("utf-8", "surrogatepass")
    lines = data.removeprefix(_MARK).split(b"\n")
    members = _members(
        (
            (number, partial(_value, line, number, path, limits))
            for number, line in enumerate(lines, 1)
            if line.strip()
        ),
        path,
        input_format,
        field,
    )
    return (member._replace(is_line=True) for member in members)


def _itself(value: Any) -> Any:
    return value


def _value(line: bytes, number: int, path: str, limits: Limits) -> Any:
    if len(line) > limits.max_bytes:
        raise ReadError(
            f"too large: a line of {len(line):,} bytes, and the limit is "
            f"{limits.max_bytes:,} bytes",
            path=path,
            line=number,
        )
    try:
        raw = line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ReadError(
            "damaged text: not UTF-8 here",
            path=path,
            line=number,
            column=len(line[: error.start].decode("utf-8")) + 1,
        ) from None
    return parse_json(raw, path, number)


def _members(
    values: Iterator[tuple[int, Callable[[], Any]]],
    path: str,
    input_format: InputFormat | None,
    field: str | None,
) -> Iterator[Member]:
    for number, value in values:
        try:
            held = value()
        except ReadError as error:
            yield Member(number, error)
            continue
        yield numbered(number, partial(_article, held, path, input_format, field), path)


def _article(value: Any, path: str, input_format: InputFormat | None, field: str | None) -> Article:
    if field is not None or input_format == "json" or not isinstance(value, dict):
        return read_fields(value, path, field)
    reader = _reader(value, path, input_format)
    return reader(value, path)


def _reader(
    value: Mapping[str, Any], path: str, input_format: InputFormat | None
) -> Callable[[Mapping[str, Any], str], Article]:
    if input_format == "ninjs":
        if not is_ninjs(value):
            raise ReadError(
                "not ninjs: it lacks a uri, or a body and what else ninjs has", path=path
            )
        return read_ninjs
    if input_format == "wordpress":
        return read_post
    if is_ninjs(value):
        return read_ninjs
    return read_post if is_post(value) else read_fields
