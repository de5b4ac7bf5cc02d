import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.errors import ReadError
from attrib.model import SourceText
from attrib.read.source_text import read_source_text

RELEASE = """# Tunnel *opens*

**JANE DOE:** We will _open_ the [tunnel](http://x.example "title")
in May. `Now` <b>or</b> never\\.

> A quotation that
> runs on.

**John Roe**: No &amp; no. ![a picture](x.png)

| when | where |
|---|---|
| in May | in Arden |

- first
  1. second

```
as it stands
```

<div>
<p>A page in it.</p>
</div>
<!-- nothing -->
"""


def read(raw: str, path: str = "a.md") -> SourceText:
    return read_source_text(raw.encode(), path)


def test_marks_are_no_words() -> None:
    text = read(RELEASE)
    assert text.text.split("\n") == [
        *(
            "Tunnel opens",
            "We will open the tunnel in May. Now or never.",
            "A quotation that runs on.",
        ),
        *("No & no.", "when", "where", "in May", "in Arden", "first", "second", "as it stands"),
        "A page in it.",
    ]
    assert text.title == "Tunnel opens"


def test_lines() -> None:
    text = read(RELEASE)
    for words, line in (("Tunnel", 1), ("in May. Now", 4), ("runs on", 7), ("No &", 9)):
        place = text.text.index(words)
        assert [one.line for one in text.lines if one.start <= place][-1] == line
    assert [one.line for one in text.lines][-6:] == [11, 13, 15, 16, 19, 23]


def test_labels_and_front_matter() -> None:
    text = read(f"---\nspeaker: Harbour Board\ndate: 2025-03-04\ntitle: Minutes\n---\n\n{RELEASE}")
    assert [turn.speaker for turn in text.turns] == ["Jane Doe", "John Roe"]
    assert (text.source, text.date, text.title) == ("Harbour Board", "2025-03-04", "Minutes")
    assert text.lines[0].line == 7


def test_bold_names_without_a_colon() -> None:
    text = read("**Jane Doe** We will.\n\n**John Roe** No.\n\n**Jane Doe** Yes.\n")
    assert [turn.speaker for turn in text.turns] == ["Jane Doe", "John Roe", "Jane Doe"]
    assert text.text == "We will.\nNo.\nYes."


def test_the_marks_of_a_plain_text_are_its_own() -> None:
    assert read("# A *text*", "a.txt").text == "# A *text*"


def test_a_paragraph_too_long_for_the_parser_is_taken_as_it_stands() -> None:
    assert read("*word* " * 5_000).text.startswith("*word* *word*")


@pytest.mark.parametrize(
    "raw", [">" * 40 + " deep", "".join(f"{'  ' * n}- a\n" for n in range(12))]
)
def test_nothing_that_is_too_deep_is_lost_without_a_word(raw: str) -> None:
    with pytest.raises(ReadError, match="nested too deep"):
        read(raw)


def test_too_long() -> None:
    with pytest.raises(ReadError, match="too long for Markdown: more than 2,000,000 characters"):
        read("a " * 1_000_001)


def test_no_words() -> None:
    with pytest.raises(ReadError, match="no words"):
        read("<!-- a -->\n\n---\n\n![x](y)\n")


PIECES = st.sampled_from(
    [
        "\n",
        "\n\n",
        "> ",
        "- ",
        "**",
        "*",
        "_",
        "[",
        "](",
        ")",
        "`",
        "```\n",
        "|",
        "|-|\n",
        "# ",
        "<",
        "<div>",
        "<!--",
        "    ",
        "words ",
        "&amp;",
        "\\",
        "![",
        "1. ",
        "---\n",
        "JANE DOE: ",
        "\t",
        "[a]: b\n",
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_markdown_is_read_or_refused(pieces: list[str]) -> None:
    with contextlib.suppress(ReadError):
        read_source_text("".join(pieces).encode("utf-8", "replace"), "a.md")
