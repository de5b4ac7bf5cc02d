from __future__ import annotations

import pytest

from attrib import Document, ReadError, read_bytes
from attrib.read.front import front_matter

STORY = "The pier is shut, Ann Lee said."


def read(raw: str, path: str) -> Document:
    return read_bytes(raw.encode(), path)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("---\ntitle: A\n---\nx", {"title": "A"}),
        ("---\r\nTitle:  A  b\r\n---\r\nx", {"title": "A b"}),
        ("---\ntitle: A\n...\nx", {"title": "A"}),
        ("---\ntitle: A\ntags: [b]\nodd: c\n---", {"title": "A", "odd": "c"}),
        ("---\ntags: [b, c]\n---\nx", {}),
        ("---\n{}\n---\nx", None),
        ("---\nUpdate: the board said no.\n---\nx", None),
        ("---\ntitle: A\n----\nx", None),
        ("---\ntitle: A: b\n---\nx", None),
        ("---\n- title\n---\nx", None),
        ("--- title: A\n---\nx", None),
        ("+++\ntitle = 'A'\n+++\nx", None),
        ("---", None),
    ],
)
def test_what_stands_between_the_lines(raw: str, said: dict[str, str] | None) -> None:
    found = front_matter(raw, "a.txt")
    assert (found and found.said) == said


@pytest.mark.parametrize("path", ["a.txt", "a.md"])
def test_prose_between_lines_of_dashes_is_read(path: str) -> None:
    document = read(f"---\nUpdate: the board said the ledgers were lost.\n---\n\n{STORY}\n", path)
    assert "Update: the board said the ledgers were lost." in document.text
    assert document.left_out == ()


@pytest.mark.parametrize("path", ["a.txt", "a.md"])
def test_a_sentence_among_what_is_known_is_told(path: str) -> None:
    front = "---\ntitle: Shut\nupdate: the board said it was lost\ncolour: red\n---\n\n"
    document = read(f"{front}{STORY}\n", path)
    assert [document.slice(p) for p in document.paragraphs] == [STORY]
    assert document.left_out == ("front matter: update",)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_toml_is_front_matter_of_markdown(end: str) -> None:
    front = [
        "+++",
        'title = "The pier"',
        "author = 'Ann Lee'",
        "date = 2026-03-02",
        "[params]",
        "a = 1",
    ]
    document = read(end.join([*front, "+++", "", STORY]), "a.md")
    assert (document.headline, document.byline, document.date) == (
        "The pier",
        "Ann Lee",
        "2026-03-02",
    )
    assert document.text == STORY
    assert document.locate(document.raw_span(document.paragraphs[0]).start) == (9, 1)


@pytest.mark.parametrize(
    ("front", "place", "words"),
    [
        ("---\ntitle: A: b\n---", (2, 9), "front matter is not valid YAML"),
        ('---\ntitle: A\nauthor: "b\n---', (4, 1), "front matter is not valid YAML"),
        ("+++\ntitle = A\n+++", (2, None), "front matter is not valid TOML"),
        (f"+++\ntitle = 'A'\n\n{STORY}\n\n+++", (4, None), "front matter is not valid TOML"),
        ("+++\ndraft = true\nTitle = 'A\n+++", (3, None), "front matter is not valid TOML"),
    ],
)
def test_broken_front_matter_of_markdown_is_told(
    front: str, place: tuple[int, int | None], words: str
) -> None:
    with pytest.raises(ReadError, match=words) as error:
        read(f"{front}\n\n{STORY}\n", "a.md")
    assert error.value.line == place[0]
    assert place[1] is None or error.value.column is not None
    assert STORY in read(f"{front}\n\n{STORY}\n", "a.txt").text


def test_values_of_toml() -> None:
    lines = [
        r'title = "A \"b\" \u00e9\n \UFFFFFFFF" # c',
        "author = 'C:\\d' ",
        "date = 2026-03-02 10:00:00",
        "tags = ['a',",
        "  'b']",
        "x = [['a'],",
        "  ['b'] ]",
        "y = { a = 1 }",
        'summary = """',
        'long"""',
        "weight=5",
        "",
        "# a comment",
        "[extra]",
        "title = 'B'",
    ]
    found = front_matter("\n".join(["+++", *lines, "+++"]), "a.md", of_markdown=True)
    assert found is not None
    assert found.said == {
        "title": 'A "b" é \ufffd',
        "author": "C:\\d",
        "date": "2026-03-02 10:00:00",
        "weight": "5",
    }


def test_what_only_begins_as_front_matter_is_prose_of_markdown() -> None:
    assert "Update: he said: no." in read(f"---\nUpdate: he said: no.\n---\n\n{STORY}", "a.md").text
    assert STORY in read(f"+++\n\n{STORY}\n\n+++\n", "a.md").text
    assert read(f"---\nhide-toc: true\nx: [1, 2]\n---\n\n{STORY}\n", "a.md").text == STORY
    assert "Shut: yes" in read(f"---\nShut: yes\n---\n\n{STORY}\n", "a.txt").text
