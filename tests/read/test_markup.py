import pytest

from attrib.read.markup import tokens


def shown(raw: str) -> list[str]:
    return [f"{t.kind}:{t.name or raw[t.start : t.end]}" for t in tokens(raw)]


def test_tags_and_text_stand_at_their_places() -> None:
    raw = "<P Class=\"a&amp;b\" hidden data-x='>' id=q>One <b>two</b></p >\n"
    found = list(tokens(raw))
    pieces = [raw[t.start : t.end] for t in found]
    assert pieces[1:] == ["One ", "<b>", "two", "</b>", "</p >", "\n"]
    assert found[0].name == "p"
    assert found[0].attributes == {"class": "a&b", "hidden": "", "data-x": ">", "id": "q"}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("a<!-- <p> -->b", ["text:a", "text:b"]),
        ("a<!-->b", ["text:a", "text:b"]),
        ("<!doctype html><?xml x?>b", ["text:b"]),
        ("a<!-- never closed > b", ["text:a", "text: b"]),
        ("1 < 2 and <3", ["text:1 < 2 and <3"]),
        ("a <b", ["text:a <b"]),
        ("</>x</3>", ["text:x"]),
        ("<br/>x", ["start:br", "text:x"]),
        (
            "<script>if (a < b) '</p>'</SCRIPT>x",
            ["start:script", "text:if (a < b) '</p>'", "end:script", "text:x"],
        ),
        ("<p>a<script>b<p>c", ["start:p", "text:a", "start:script"]),
        ("<title>A <b>", ["start:title", "text:A ", "start:b"]),
        ('<p a="x>y<b>z', ["start:p", "text:y", "start:b", "text:z"]),
        ("", []),
    ],
)
def test_what_is_markup_and_what_is_text(raw: str, expected: list[str]) -> None:
    assert shown(raw) == expected
