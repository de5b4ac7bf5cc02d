from __future__ import annotations

import pytest

from attrib import Document, ReadError, read_all_bytes, read_bytes
from tests.read.formats.story import news_item

STORY = "The pier is shut, Ann Lee said."


def read(content: str) -> Document:
    return read_bytes(news_item(content).encode(), "a.xml")


@pytest.mark.parametrize(
    "content",
    [
        f"<inlineData>{STORY}</inlineData>",
        f"<inlineData contenttype='text/html'>&lt;p&gt;{STORY}&lt;/p&gt;</inlineData>",
        f"<inlineData contenttype='text/html'><![CDATA[<p>{STORY}</p>]]></inlineData>",
        f"<inlineData contenttype='application/xhtml+xml'>&lt;p>{STORY}&lt;/p></inlineData>",
        "<inlineData contenttype='text/html'>The pier is &lt;b>shut&lt;/b>, Ann Lee said.</inlineData>",
        f"<inlineXML><block id='sidebar'><p>{STORY}</p></block></inlineXML>",
        f"<inlineXML><élan><p>{STORY}</p></élan></inlineXML>",
        f"<inlineXML><body.content><hl2>x</hl2><p>{STORY}</p></body.content></inlineXML>",
        "<inlineData encoding='base64'>VGhlIHBpZXI=</inlineData>"
        f"<inlineXML><p xml:lang='en'>{STORY}</p></inlineXML>",
        f"<inlineData>Plain.</inlineData><inlineXML><p>{STORY}</p></inlineXML>",
        "<inlineXML><p>The pier<?x y?> is <![CDATA[shut]]>, <!-- x -->Ann Lee said.</p></inlineXML>",
    ],
)
def test_the_text_is_read_however_it_is_written(content: str) -> None:
    document = read(content)
    last = document.paragraphs[-1]
    assert document.slice(last) == STORY
    start = document.text.index("Ann")
    begin, _ = document.raw_span(last._replace(start=start))
    assert document.raw[begin : begin + 3] == "Ann"
    assert not any("élan" in document.slice(p) for p in document.paragraphs)


def test_what_is_packed_is_no_text() -> None:
    with pytest.raises(ReadError, match="holds no text itself"):
        read("<inlineData encoding='base64'>VGhlIHBpZXI=</inlineData>")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("<inlineData contenttype='application/nitf+xml'>&lt;nitf/></inlineData>", "as application/nitf+xml, which"),
        ("<inlineData contenttype='text/html' encoding='base64'>QQ==</inlineData>", "as text/html as base64, which"),
    ],
)  # fmt: skip
def test_text_of_a_message_that_is_not_read_is_told(content: str, words: str) -> None:
    picture = news_item(
        "<remoteContent href='x'/><inlineData contenttype='image/png'>x</inlineData>"
    )
    good = news_item(f"<inlineData>{STORY}</inlineData>")
    message = f"<newsMessage><itemSet>{picture}{news_item(content)}{good}</itemSet></newsMessage>"
    bad, read = read_all_bytes(message.encode(), "a.xml")
    assert isinstance(bad, ReadError)
    assert str(bad).startswith("a.xml#1: no article text found: a news item with its text")
    assert words in str(bad)
    assert isinstance(read, Document)
    assert (read.number, read.text) == (2, STORY)


def test_parties_are_told_by_name_and_not_by_code() -> None:
    item = news_item(f"<inlineXML><p>{STORY}</p></inlineXML>")
    bare = item.replace("<name>Tidewater News</name>", "").replace('literal="x"', 'qcode="n:TW"')
    assert read_bytes(bare.encode(), "a").credit == "Tidewater News"
    literal = bare.replace('qcode="n:TW"', 'literal="Wire &amp; Co"')
    assert read_bytes(literal.encode(), "a").credit == "Wire & Co"
    line = item.replace("<by>", "<creditline>TW/Pool</creditline><by>")
    assert read_bytes(line.encode(), "a").credit == "TW/Pool"
