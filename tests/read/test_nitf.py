from __future__ import annotations

import pytest

from attrib import Document, read_bytes


def read(head: str = "", content: str = "<p>The pier is shut.</p>", more: str = "") -> Document:
    page = (
        f"<nitf><head>{more}</head><body><body.head>{head}</body.head>"
        f"<body.content>{content}</body.content></body></nitf>"
    )
    return read_bytes(page.encode(), "a.xml")


@pytest.mark.parametrize(
    ("written", "byline"),
    [
        ("By <person>Ann Lee</person><byttl>Writer</byttl>", "Ann Lee"),
        ("BY Ann Lee, <byttl>Tidewater News</byttl>", "Ann Lee,"),
        ("<byttl>By Ann Lee</byttl>", "Ann Lee"),
        (
            "<person><name.given>Ann</name.given><name.family>Lee</name.family></person>",
            "Ann Lee",
        ),
        ("", None),
    ],
)
def test_bylines(written: str, byline: str | None) -> None:
    assert read(f"<byline>{written}</byline>").byline == byline


@pytest.mark.parametrize(
    ("more", "head", "date"),
    [
        ('<docdata><date.issue norm="20260302T090000Z"/></docdata>', "", "2026-03-02"),
        ('<docdata><date.issue norm="2026-03-02"/></docdata>', "", "2026-03-02"),
        ('<pubdata date.publication="20260303"/>', "", "2026-03-03"),
        ("", '<dateline><story.date norm="20260304"/></dateline>', "2026-03-04"),
        ('<docdata><date.issue norm="20261399"/></docdata>', "", None),
        ('<docdata><date.issue norm="2 March"/></docdata>', "", None),
    ],
)
def test_dates(more: str, head: str, date: str | None) -> None:
    assert read(head, more=more).date == date


def test_what_is_no_prose_is_left_out_and_notes_are_counted() -> None:
    document = read(
        content="<hl2>East side</hl2><block><p>“Shut,” he said.<fn>A note.</fn></p></block>"
        "<media><media-caption>A pier.</media-caption></media><note><p>For editors.</p></note>"
        "<bq><block>“Open.”</block><credit>Ann Lee</credit></bq><table><tr><td>Cell.</td></tr></table>"
    )
    found = [document.slice(p) for p in document.paragraphs]
    assert found == ["East side", "“Shut,” he said.", "“Open.”", "Ann Lee", "Cell."]
    assert document.left_out == ("1 footnote",)


def test_blocks_are_read_whatever_they_are_called() -> None:
    names = (
        'id="comments"',
        'id="sidebar"',
        'class="related"',
        'class="share" style="display:none"',
    )
    document = read(
        content="".join(f"<block {name}><p>“No,” he said.</p></block>" for name in names)
    )
    assert len(document.paragraphs) == len(names)


def test_the_type_of_the_article_tells_its_kind() -> None:
    assert read(more='<tobject tobject.type="opinion"/>').kind == "opinion"
    assert read(more='<tobject tobject.type="news"/>').kind == "news"


def test_a_comment_to_attrib_keeps_its_place() -> None:
    document = read(content="<p>One.</p>\n<!-- attrib: allow AT204 so -->\n<p>“Two.”</p>")
    (comment,) = document.comments
    assert document.raw[slice(*comment.span)] == "<!-- attrib: allow AT204 so -->"
    assert comment.paragraph == document.paragraphs[1]


def test_references_of_a_document_type_that_is_not_read() -> None:
    page = (
        '<!DOCTYPE nitf SYSTEM "nitf.dtd">\n<nitf><body><body.content>'
        "<p>&ldquo;It&rsquo;s shut,&rdquo; he said.</p></body.content></body></nitf>"
    )
    document = read_bytes(page.encode(), "a.xml")
    assert document.text == "“It’s shut,” he said."
    assert document.raw[slice(*document.raw_span(document.paragraphs[0]))] == (
        "&ldquo;It&rsquo;s shut,&rdquo; he said."
    )
