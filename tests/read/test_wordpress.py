from __future__ import annotations

import json

import pytest

import attrib
from attrib.read.wordpress import as_html
from tests.read.formats.story import wxr


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
        (f"One[row {'a=1 ' * 200}]Two[/row]", "One Two "),
        ("[button text=\"“No” > <b>read</b>\" url='http://x']Go[/button]", " Go "),
        ("[it’s 'shut' <b>a=b</b>] [it's a=b] [x y=1 /]", "[it’s 'shut' <b>a=b</b>] [it's a=b]  "),
        ("[youtube https://x.y/z?a=b] [card http://x.y ] [tweet 12345]", "     "),
        ("His [tweet] [youtube]https://x.y[/youtube]", "His [tweet] <p>"),
        (
            "<p>[toc]</p>\n[ad]\n\nThe [ad] was shown. [Laughter]",
            "<p> </p>\n \n\nThe [ad] was shown. [Laughter]",
        ),
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


def test_an_address_that_is_a_line_of_a_text_as_written_goes() -> None:
    text = "One\n\nhttps://x.y/z?a=b\n\nSee https://x.y now.\n<pre>\nhttp://x\n</pre>"
    assert (
        as_html(text, written=True).text
        == "One<p> <p>See https://x.y now.\n<pre>\nhttp://x\n</pre>"
    )
    assert as_html(text).text == text


@pytest.mark.parametrize(
    "piece", ["[a ", "[a 'b ", '[a "b" ', "[a b=\"c' ", "[a <", "a 'b' \"c\" "]
)
def test_brackets_that_nothing_closes_take_linear_time(piece: str) -> None:
    text = "[x " + piece * (2_000_000 // len(piece))
    assert as_html(text).text == text


def test_blank_lines_end_paragraphs_of_a_post_as_written() -> None:
    written = post(
        content={"raw": "The pier is shut, Ann Lee said.\n\n“It is lost.”\n\nNo boat ran."}
    )
    assert [written.slice(p) for p in written.paragraphs] == [
        "The pier is shut, Ann Lee said.",
        "“It is lost.”",
        "No boat ran.",
    ]


def test_a_table_is_read_and_its_caption_is_not() -> None:
    table = (
        "<p>The pier is shut, Ann Lee said.</p><figure class='wp-block-table is-x'><table><tr><td>“Lost.”"
        "</td></tr></table><figcaption>What it is.</figcaption></figure>"
        "<figure class='wp-block-image'><figcaption>The pier.</figcaption></figure>"
    )
    found = post(content={"rendered": table})
    assert [found.slice(p) for p in found.paragraphs] == [
        "The pier is shut, Ann Lee said.",
        "“Lost.”",
    ]


def test_what_becomes_something_else_maps_whole() -> None:
    made = as_html("One[caption]x[/caption]two", written=True)
    assert made.offsets.raw_starts == (0, 3, 23, 26)


def post(**more: object) -> attrib.Document:
    content = {"rendered": "<p>The pier is shut, Ann Lee said.</p>"}
    return attrib.read_bytes(json.dumps({"content": content, **more}).encode(), "a.json")


def test_a_title_is_told_without_its_mark_up() -> None:
    title = {"rendered": "Pier &#8220;shut&#8221; &amp; <em>closed</em>\n"}
    assert post(title=title).headline == "Pier “shut” & closed"
    assert post(title="Pier shut").headline == "Pier shut"
    assert post(title={"rendered": 7}).headline is None


def test_a_category_tells_the_kind() -> None:
    term = [[{"taxonomy": "post_tag", "name": "x"}, {"taxonomy": "category", "name": "Opinion"}], 7]
    assert post(_embedded={"wp:term": term}).kind == "opinion"
    assert post(_embedded={"wp:term": [[{"taxonomy": "category", "name": "News"}]]}).kind == "news"


def test_what_is_not_as_it_should_be_is_not_told() -> None:
    found = post(_embedded={"author": [{"name": "Ann Lee"}, 7, {"code": "x"}]}, date=7, title=None)
    assert (found.byline, found.date, found.headline) == ("Ann Lee", None, None)
    assert post(_embedded=[1]).byline is None


@pytest.mark.parametrize("content", ["blocks", "classic", "escaped"])
def test_a_comment_to_attrib_keeps_its_place_in_an_export(content: str) -> None:
    said = "<!-- attrib: allow AT204: seen -->"
    written = said if content != "escaped" else said.replace("<", "&lt;").replace(">", "&gt;")
    page = wxr(content)
    before = "The inspection reports"
    place = (
        page.rindex("\n\n", 0, page.index(before))
        if content != "blocks"
        else page.rindex("<!-- wp:paragraph", 0, page.index(before))
    )
    document = attrib.read_bytes(f"{page[:place]}\n\n{written}{page[place:]}".encode(), "a.xml")
    (comment,) = document.comments
    assert document.raw[slice(*comment.span)] == written
    assert comment.paragraph is not None
    assert document.slice(comment.paragraph).startswith(before)


def test_a_comment_to_attrib_keeps_its_place_in_a_post() -> None:
    said = "<!-- attrib: allow AT204: seen -->"
    found = post(content={"rendered": f"<p>[a b=1]One.</p>\n{said}\n<p>Two, he said.</p>"})
    (comment,) = found.comments
    assert found.raw[slice(*comment.span)] == said
    assert comment.paragraph == found.paragraphs[1]
