"""Entries put into, changed in and taken out of a list in a YAML file that people keep by hand.

Only the text of the entry itself is written; comments, order, quotes, indents, line ends and a
byte order mark stay as they are. A library that reads a file and writes it out again lays some
of that out anew, so the parser here only says where things stand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from attrib.yaml_places import is_plain, quoted

if TYPE_CHECKING:
    from yaml import MappingNode, Node

Written: TypeAlias = "str | bool | date | tuple[Written, ...] | Mapping[str, Written]"

# Line ends as YAML 1.1 has them.
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_BREAKS = frozenset("\n\r\x85\u2028\u2029")
_COLON = re.compile(r"[ \t]*:")
# Several words that YAML takes for text, also between the marks of a flow mapping.
_WORDS = re.compile(r"[A-Za-z][A-Za-z0-9.'’/-]*(?: [A-Za-z0-9.'’/-]+)+")
_BOM = "\ufeff"


class Unfit(Exception):
    """A file is laid out so that no program can tell where an entry is to stand."""


class Edit(NamedTuple):
    """A text in the place of what stands from `start` to `end`, offsets of characters."""

    start: int
    end: int
    text: str

    def applied(self, whole: str) -> str:
        """The whole text with this in it."""
        return whole[: self.start] + self.text + whole[self.end :]

    def undoing(self, whole: str) -> Edit:
        """What brings `whole` back after this was applied to it."""
        return Edit(self.start, self.start + len(self.text), whole[self.start : self.end])


class _Piece(NamedTuple):
    """An item of a list, or a key with its value: where its words begin and end."""

    start: int
    end: int


class Entries:
    """The entries, mappings all, of the list under a key of a file's outermost mapping.

    Args:
        text: the whole file; one that `Reading` reads without a mistake.
        key: whose value is the list.

    Raises:
        Unfit: where the list stands cannot be told.
    """

    def __init__(self, text: str, key: str) -> None:
        # Imported here because reading YAML is no part of what every command needs.
        import yaml

        self._text = text
        self._skipped = len(_BOM) if text.startswith(_BOM) else 0
        first = _BREAK.search(text)
        self._newline = first.group() if first is not None else "\n"
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        root = yaml.compose(text[self._skipped :], Loader=loader)
        if not isinstance(root, yaml.MappingNode):
            raise Unfit
        found = [(k, v) for k, v in root.value if k.value == key]
        if len(found) != 1 or not isinstance(found[0][1], yaml.SequenceNode):
            raise Unfit
        ((self._key, self._list),) = found
        if not all(isinstance(item, yaml.MappingNode) for item in self._list.value):
            raise Unfit
        self._items: list[MappingNode] = self._list.value
        self._pieces = [self._piece(item, item) for item in self._items]
        self._in_flow = bool(self._list.flow_style)
        self._root_in_flow = bool(root.flow_style)

    def put(self, index: int, fields: Mapping[str, Written]) -> Edit:
        """A new entry before the one with a number, or after the last."""
        if self._in_flow and (self._pieces or not self._is_bare()):
            start = self._start(self._list)
            return self._put_in_flow(self._pieces, start, index, written(fields))
        if self._in_flow:
            return self._put_first(fields)
        return self._put_in_block(index, fields)

    def take_out(self, index: int) -> Edit:
        """No such entry."""
        if self._in_flow:
            return self._out_of_flow(self._pieces, index)
        if len(self._pieces) == 1:
            return self._last_out()
        start, end = self._lines(index)
        last = index == len(self._pieces) - 1
        # A blank line that parts it from its neighbour goes with it.
        if index and (last or self._is_apart(index + 1)):
            before = self._line_start(max(start - 1, 0))
            if not self._text[before:start].strip():
                start = before
        elif not index and self._is_apart(1):
            after = self._line_end(end)
            if not self._text[end:after].strip():
                end = after
        return Edit(self._unended(start, end), end, "")

    def change(self, index: int, fields: Mapping[str, Written | None]) -> Edit:
        """The same entry with other values; None for keys that it is not to have.

        What it has besides these keys stays, as do the values that are the same.
        """
        if self._in_flow:
            start, end = self._pieces[index]
            head, tail = "x: [", "]"
        else:
            start, end = self._lines(index)
            head, tail = f"x:{self._newline}", ""
        # One change after the other, each in the few lines that the last one left.
        text = head + self._text[start:end] + tail
        earlier: list[str] = []
        for key, value in fields.items():
            text = Entries(text, "x")._with(key, value, earlier)
            earlier.append(key)
        return Edit(start, end, text[len(head) : len(text) - len(tail)])

    # An entry's keys

    def _with(self, key: str, value: Written | None, earlier: Sequence[str]) -> str:
        """The text with a value for a key of the first entry, behind what is there of `earlier`."""
        item = self._items[0]
        pairs = {k.value: (k, v) for k, v in item.value}
        pieces = [self._piece(k, v) for k, v in item.value]
        keys = list(pairs)
        if key in pairs:
            node = pairs[key][1]
            if value is None:
                edit = self._without(item, pieces, keys.index(key))
            elif node.value.strip() == _plain(value):
                return self._text
            else:
                start, end = self._start(node), self._end(node)
                edit = Edit(start, end, written(value) if end > start else f" {written(value)}")
        elif value is None:
            return self._text
        else:
            there = [keys.index(k) for k in earlier if k in pairs]
            after = max(there, default=len(pieces) - 1) + 1
            line = f"{key}: {written(value)}"
            if item.flow_style:
                edit = self._put_in_flow(pieces, self._start(item), after, line)
            else:
                column = pieces[0].start - self._line_start(pieces[0].start)
                edit = self._put_lines(self._line_end(pieces[after - 1].end), [" " * column + line])
        return edit.applied(self._text)

    def _without(self, item: MappingNode, pieces: Sequence[_Piece], number: int) -> Edit:
        if item.flow_style:
            return self._out_of_flow(pieces, number)
        start, end = pieces[number]
        if number == 0 and len(pieces) > 1:
            # The dash stands before it.
            return Edit(start, pieces[1].start, "")
        start, end = self._line_start(start), self._line_end(end)
        return Edit(self._unended(start, end), end, "")

    # Lists with a dash before each entry

    def _put_in_block(self, index: int, fields: Mapping[str, Written]) -> Edit:
        near = max(index - 1, 0)
        dash = self._dash(near)
        start = self._pieces[near].start
        lead = self._text[dash + 1 : start]
        if lead.strip(" ") or not lead:
            lead = " "
        column = dash - self._line_start(dash)
        if self._items[near].flow_style:
            lines = [f"{' ' * column}-{lead}{written(fields)}"]
        else:
            lines = _block(fields, column, lead)
        if index:
            # As the one before is parted from its own neighbour.
            apart = self._is_apart(min(index, len(self._pieces) - 1))
            blank = [""] if apart else []
            return self._put_lines(self._line_end(self._pieces[near].end), [*blank, *lines])
        apart = len(self._pieces) > 1 and self._is_apart(1)
        return self._put_lines(self._above(0), [*lines, *([""] if apart else [])])

    def _put_lines(self, at: int, lines: Sequence[str]) -> Edit:
        """Whole lines at the beginning of one, or after the last."""
        text = self._newline.join(lines)
        if at and self._text[at - 1] not in _BREAKS:
            # A file without a line end at its end is to have none.
            return Edit(at, at, self._newline + text)
        return Edit(at, at, text + self._newline)

    def _put_first(self, fields: Mapping[str, Written]) -> Edit:
        """The first entry in the place of ``[]``."""
        colon, end = self._colon(), self._end(self._list)
        rest = self._line_end(end)
        tail = self._text[end:rest]
        column = self._start(self._key) - self._line_start(self._start(self._key))
        lines = self._newline.join(_block(fields, column + 2, " "))
        if tail and tail[-1] in _BREAKS:
            return Edit(colon, rest, tail + lines + self._newline)
        return Edit(colon, rest, tail + self._newline + lines)

    def _last_out(self) -> Edit:
        """``[]`` in the place of the only entry: a key without a value has no list."""
        start, end = self._lines(0)
        colon = self._colon()
        kept = self._text[colon : self._unended(start, end)]
        return Edit(colon, end, f" []{kept}")

    def _is_bare(self) -> bool:
        """True for ``key: []`` on one line, in whose place a list with dashes can go."""
        start, end = self._start(self._list), self._end(self._list)
        if self._root_in_flow or _BREAK.search(self._text, start, end):
            return False
        return not self._text[self._colon() : start].strip(" \t")

    def _colon(self) -> int:
        """Where the list's key and its colon end."""
        found = _COLON.match(self._text, self._end(self._key))
        if found is None:
            raise Unfit
        return found.end()

    def _dash(self, index: int) -> int:
        """Where the dash before an entry stands."""
        first = self._start(self._list)
        start = self._line_start(first)
        column = first - start
        if self._text[start:first].strip(" "):
            raise Unfit
        at = self._pieces[index].start
        lowest = self._pieces[index - 1].end if index else start
        while at >= lowest:
            line = self._line_start(at)
            dash = line + column
            if not self._text[line:dash].strip(" ") and self._text[dash : dash + 1] == "-":
                return dash
            at = line - 1
        raise Unfit

    def _lines(self, index: int) -> tuple[int, int]:
        """Where an entry's lines begin and end, its dash and its last line's comment with it."""
        return self._line_start(self._dash(index)), self._line_end(self._pieces[index].end)

    def _above(self, index: int) -> int:
        """Where the lines of an entry begin, with the comment right above it."""
        at = self._line_start(self._dash(index))
        while at > 0:
            line = self._line_start(at - 1)
            if line < self._end(self._key) or not self._text[line:at].lstrip(" ").startswith("#"):
                break
            at = line
        return at

    def _is_apart(self, index: int) -> bool:
        """True where a blank line stands between an entry and the one before it."""
        if index == 0:
            return False
        start = self._line_end(self._pieces[index - 1].end)
        end = self._line_start(self._dash(index))
        return any(not line.strip() for line in self._text[start:end].splitlines())

    # Pieces with commas between them

    def _put_in_flow(self, pieces: Sequence[_Piece], start: int, index: int, text: str) -> Edit:
        if not pieces:
            return Edit(start + 1, start + 1, text)
        if index == 0:
            return Edit(pieces[0].start, pieces[0].start, f"{text}, ")
        at = pieces[index - 1].end
        return Edit(at, at, f", {text}")

    def _out_of_flow(self, pieces: Sequence[_Piece], index: int) -> Edit:
        start, end = pieces[index]
        if index and self._text[pieces[index - 1].end : start].strip() == ",":
            return Edit(pieces[index - 1].end, end, "")
        comma = self._next(end)
        if self._text[comma] != ",":
            return Edit(start, end, "")
        kept = self._text[end:comma].strip(" ")
        after = comma + 1
        while not kept and self._text[after] == " ":
            after += 1
        return Edit(start, after, kept)

    def _next(self, at: int) -> int:
        """The next sign that is neither space nor comment."""
        while self._text[at].isspace() or self._text[at] == "#":
            at = self._line_end(at) if self._text[at] == "#" else at + 1
        return at

    # Places

    def _start(self, node: Node) -> int:
        return int(node.start_mark.index) + self._skipped

    def _end(self, node: Any) -> int:
        """Where the words of a value end, without the blank lines and comments after them."""
        while isinstance(node.value, list) and node.value and not node.flow_style:
            last = node.value[-1]
            node = last[1] if isinstance(last, tuple) else last
        end = int(node.end_mark.index) + self._skipped
        if isinstance(node.value, str) and node.style in ("|", ">"):
            start = self._start(node)
            return start + len(self._text[start:end].rstrip())
        return end

    def _piece(self, first: Node, last: Node) -> _Piece:
        return _Piece(self._start(first), self._end(last))

    def _line_start(self, at: int) -> int:
        if self._text[at - 1 : at + 1] == "\r\n":
            at -= 1
        while at > self._skipped and self._text[at - 1] not in _BREAKS:
            at -= 1
        return at

    def _line_end(self, at: int) -> int:
        found = _BREAK.search(self._text, at)
        return found.end() if found is not None else len(self._text)

    def _unended(self, start: int, end: int) -> int:
        """Where to begin taking out lines, so that a file without a line end at its end has none."""
        if end < len(self._text) or self._text[end - 1] in _BREAKS:
            return start
        return start - (2 if self._text[:start].endswith("\r\n") else 1)


def written(value: Written) -> str:
    """A value as YAML has it on one line, in quotation marks only where it needs them."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(written, value))}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {written(each)}' for key, each in value.items())}}}"
    text = _plain(value)
    if not isinstance(value, str) or is_plain(text) or _WORDS.fullmatch(text):
        return text
    return quoted(text)


def _plain(value: Written) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def _block(fields: Mapping[str, Written], column: int, lead: str) -> list[str]:
    """An entry with a dash and a line for each key."""
    lines = [f"{key}: {written(value)}" for key, value in fields.items()]
    inner = " " * (column + 1 + len(lead))
    return [f"{' ' * column}-{lead}{lines[0]}", *(inner + line for line in lines[1:])]
