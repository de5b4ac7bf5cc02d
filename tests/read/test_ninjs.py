from __future__ import annotations

import json

import pytest

from attrib import Document, ReadError, read_bytes

STORY = "The pier is shut, Ann Lee said."


def read(**bodies: object) -> Document:
    item = {"uri": "u", "type": "text", "versioncreated": "2026-03-02T09:00:00Z", **bodies}
    return read_bytes(json.dumps(item).encode(), "a.json")


@pytest.mark.parametrize("empty", ["<p></p>", "<p>&nbsp;</p>\n<br/>", " "])
def test_a_body_of_tags_alone_stands_in_for_none(empty: str) -> None:
    document = read(body_xhtml=empty, body_text=STORY)
    assert (document.field, document.text) == ("body_text", STORY)


def test_bodies_without_words_are_refused() -> None:
    with pytest.raises(ReadError, match="no article text found"):
        read(body_xhtml="<p></p>")


@pytest.mark.parametrize(
    ("kind", "body", "words"),
    [
        ("application/nitf+xml", "<nitf>\n<p>A</b></nitf>", "mismatched tag, at line 2 of bodies[0].value"),
        ("text/html", "\n" + "<div>" * 2_000 + "A", "deep, at line 2 of bodies[0].value"),
    ],
)  # fmt: skip
def test_a_line_of_a_body_is_not_told_as_one_of_the_file(kind: str, body: str, words: str) -> None:
    with pytest.raises(ReadError) as error:
        read(bodies=[{"contenttype": kind, "value": body}])
    assert error.value.line is None
    assert error.value.message.endswith(words)
