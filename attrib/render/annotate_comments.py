"""The comments of a Word document: which there are, and the part that holds them with others in it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import NamedTuple

from attrib.errors import ReadError
from attrib.read.docx_places import Element, Located, parse, prefix, tag_name

from .columns import one_line

# What ends a comment of attrib's, so that a later run knows it again; Word keeps what a comment says
# and nothing else that could tell.
_MARKER = re.compile(r"\[attrib(?: AT\d{1,4} [a-z-]{1,60})?( [0-9a-f]{32})?\]")
_INITIALS = 3


class Note(NamedTuple):
    """A comment to write.

    Attributes:
        id: of it, a number.
        paragraphs: what it says.
        rule: code and name of the rule that it is of; "" for none.
        fingerprint: of the finding or statement that it is about, or of what else it says; "" for
            none.
    """

    id: int
    paragraphs: Sequence[str]
    rule: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class _Comment:
    """A comment that is there."""

    id: str
    author: str
    start: int
    end: int
    last: str
    paragraph: str


class _Reading(Located):
    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.found: list[_Comment] = []
        self._comment: tuple[Element, str, str] | None = None
        self._words: list[str] = []
        self._last = self._paragraph = ""

    def opened(self, element: Element, attributes: Mapping[str, str]) -> None:
        if element.is_word("comment") and element.parent is self.root:
            said = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
            self._comment = element, said.get("id", ""), said.get("author", "")
            self._last = self._paragraph = ""
        elif element.is_word("p"):
            self._words = []
            self._paragraph = next(
                (value for key, value in attributes.items() if key.endswith(" paraId")), ""
            )

    def closed(self, element: Element) -> None:
        if element.is_word("p"):
            self._last = "".join(self._words).strip()
        elif self._comment is not None and element is self._comment[0]:
            _, id, author = self._comment
            self.found.append(
                _Comment(id, author, element.start, element.end, self._last, self._paragraph)
            )
            self._comment = None

    def words(self, words: str) -> None:
        if self.innermost is not None and self.innermost.is_word("t"):
            self._words.append(words)


class _Replies(Located):
    """Which comments are answered, by their last paragraphs ([MS-DOCX] 2.5.4)."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.answered: set[str] = set()

    def opened(self, element: Element, attributes: Mapping[str, str]) -> None:
        self.answered |= {v for key, v in attributes.items() if key.endswith(" paraIdParent")}


class Comments:
    """The part of a document that holds its comments.

    Args:
        data: the part; None where there is none.
        extended: the part that says which comment answers which; None where there is none.
        namespace: of the document's WordprocessingML.
        path: of the file.

    Attributes:
        ids: of the comments that there are.

    Raises:
        ReadError: a part is no XML, or is another one.
    """

    def __init__(
        self, data: bytes | None, extended: bytes | None, namespace: str, path: str
    ) -> None:
        self._data = (
            data
            or (
                '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
                f'<w:comments xmlns:w="{namespace}"/>'
            ).encode()
        )
        self._namespace = namespace
        self._reading = _Reading(self._data)
        parse(self._reading, path)
        root = self._reading.root
        if root is None or not root.is_word("comments"):
            raise ReadError("a damaged DOCX: the part of its comments holds none", path=path)
        self._answered: set[str] = set()
        if extended is not None:
            replies = _Replies(extended)
            parse(replies, path)
            self._answered = replies.answered
        self.ids = frozenset(comment.id for comment in self._reading.found)

    def of_attrib(self, author: str) -> tuple[frozenset[str], frozenset[str]]:
        """What attrib wrote under a name.

        Returns:
            Ids of the comments that nobody has answered, and fingerprints of what the others are
            about.
        """
        name = one_line(author)
        free: list[str] = []
        answered: list[str] = []
        for comment in self._reading.found:
            marker = _MARKER.fullmatch(comment.last)
            if marker is None or comment.author != name:
                continue
            if comment.paragraph not in self._answered:
                free.append(comment.id)
            elif marker[1] is not None:
                answered.append(marker[1].strip())
        return frozenset(free), frozenset(answered)

    def changed(
        self, gone: Collection[str], notes: Iterable[Note], author: str, date: datetime
    ) -> bytes:
        """The part without some comments and with others.

        Args:
            gone: ids of the comments to leave out.
            notes: the comments to add.
            author: their author.
            date: when they were made, in UTC.
        """
        root = self._reading.root
        assert root is not None
        added = "".join(self._written(root, note, author, date) for note in notes).encode()
        old = [(c.start, c.end) for c in self._reading.found if c.id in gone]
        return with_children(self._data, root, added, old)

    def _written(self, root: Element, note: Note, author: str, date: datetime) -> str:
        own = prefix(self._data, root.start)
        w = own or "w"
        declared = "" if own else f' xmlns:w="{self._namespace}"'
        name = one_line(author)
        initials = "".join(word[0] for word in name.split())[:_INITIALS]
        marker = f"[{' '.join(filter(None, ('attrib', note.rule, note.fingerprint)))}]"
        words = "".join(
            f"<{w}:p>{f'<{w}:r><{w}:annotationRef/></{w}:r>' if not number else ''}"
            f'<{w}:r><{w}:t xml:space="preserve">{escape(one_line(said))}</{w}:t></{w}:r></{w}:p>'
            for number, said in enumerate([*note.paragraphs, marker])
        )
        return (
            f'<{w}:comment{declared} {w}:id="{note.id}" {w}:author="{escape(name)}" '
            f'{w}:date="{date:%Y-%m-%dT%H:%M:%SZ}" {w}:initials="{escape(initials)}">'
            f"{words}</{w}:comment>"
        )


def with_children(
    data: bytes, root: Element, added: bytes, gone: Iterable[tuple[int, int]] = ()
) -> bytes:
    """A part with more in its root element, behind what is there.

    Args:
        data: the part.
        root: its root element.
        added: what to put there.
        gone: start and end of what to leave out, in order.
    """
    closing = data.rindex(b"<", root.start, root.end)
    pieces: list[bytes] = []
    done = 0
    for start, end in gone:
        pieces.append(data[done:start])
        done = end
    if closing > root.start:
        pieces += [data[done:closing], added, data[closing:]]
    elif added:
        name = tag_name(data, root.start)
        opening = data[: root.end - len(b"/>")].rstrip()
        pieces += [opening, b">", added, b"</", name, b">", data[root.end :]]
    else:
        pieces.append(data)
    return b"".join(pieces)
