from __future__ import annotations

import pytest

from attrib.read.wordpress import as_html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("He said it was “[sic] shut” [the pier].", "He said it was “[sic] shut” [the pier]."),
        ("One[caption id='a' width=\"3\"]<img/> Two[/caption] three", "One<p> three"),
        ("One [gallery ids='1,2'] two", "One   two"),
        ("[pullquote align=left]Shut[/pullquote] it", " Shut  it"),
        ("[su_button]Shut[/su_button] [a] b", " Shut  [a] b"),
        ("[E = mc2] [see p. 3=4]", "[E = mc2] [see p. 3=4]"),
        ("[video src='a'] words [video src='b'][/video] end", "  words <p> end"),
        ("[/caption] stray [caption] open", "  stray   open"),
        ("[embed]https://x.y[/embed]", "<p>"),
    ],
)
def test_shortcodes_go_and_brackets_of_prose_stay(text: str, html: str) -> None:
    assert as_html(text).text == html


def test_blank_lines_end_paragraphs_of_a_text_as_written() -> None:
    text = "One\ntwo\n\n \n<!-- a\n\nb --><pre>x\n\ny</pre>\r\n\r\nThree"
    assert as_html(text, written=True).text == (
        "One\ntwo<p><!-- a\n\nb --><pre>x\n\ny</pre>\r<p>Three"
    )
    assert as_html(text).text == text


def test_what_becomes_something_else_maps_whole() -> None:
    made = as_html("One[caption]x[/caption]two", written=True)
    assert made.offsets.raw_starts == (0, 3, 23, 26)
