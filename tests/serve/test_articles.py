from __future__ import annotations

from typing import get_args

import pytest

from attrib.errors import ReadError
from attrib.read import INPUT_FORMATS, InputFormat
from attrib.serve.articles import BINARY, CONTENT_TYPES, Article, charset_of
from attrib.serve.messages import SentAs
from attrib.settings import Limits
from tests.read.formats import story

ALL = sorted({form for form in CONTENT_TYPES.values() if form is not None})
# By content type: an article of the table of formats.
SENT = {
    "text/plain": "text",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "markdown",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX of Word",
    "application/vnd.iptc.g2.newsitem+xml": "NewsML-G2 with NITF",
    "application/vnd.iptc.g2.newsmessage+xml": "a news message",
    "text/vnd.iptc.nitf": "NITF",
    "application/rss+xml": "WXR with blocks",
    "application/xml": "NITF",
    "text/xml": "NewsML-G2 with XHTML",
}


def test_all_formats_but_json_lines_may_be_named() -> None:
    assert set(get_args(SentAs)) == set(INPUT_FORMATS) - {"jsonl"}
    assert {*ALL, *BINARY} <= set(get_args(SentAs))


@pytest.mark.parametrize("kind", CONTENT_TYPES)
@pytest.mark.parametrize("charset", [None, "utf-8"])
def test_every_content_type_is_read(kind: str, charset: str | None) -> None:
    data = story.built(SENT[kind])
    document = Article(data, CONTENT_TYPES[kind], "a", charset).document(Limits())
    assert document.path.startswith("a")
    assert "You could put a finger into them" in document.text
    assert "<p" not in document.text


def test_a_character_set_is_of_the_text_whatever_it_declares() -> None:
    page = '<meta charset="utf-8"><p>“Größe zählt,” said Zoë Núñez, who was there.</p>'
    for codec in ("utf-16", "cp1252"):
        document = Article(page.encode(codec), "html", "a", codec).document(Limits())
        assert "“Größe zählt,” said Zoë" in document.text
    xml = story.built("NITF").decode().replace("UTF-8", "ISO-8859-1")
    document = Article(xml.encode("utf-16"), None, "a", "utf-16").document(Limits())
    assert "“You could" in document.text


def test_tags_in_plain_text_are_words() -> None:
    for form, words in (("text", "&amp;"), ("html", "& locked")):
        article = Article(b"<p>The pier is shut &amp; locked.</p>", form, "a")  # type: ignore[arg-type]
        assert words in article.document(Limits()).text


def test_a_field_of_json_is_read_where_it_is_named() -> None:
    data = b'{"a": {"b": "The pier is shut."}, "text": "It is not."}'
    document = Article(data, "json", "x", None, "a.b").document(Limits())
    assert (document.text, document.field) == ("The pier is shut.", "a.b")
    for form in ("text", "html", "docx", "nitf"):
        with pytest.raises(ReadError):
            Article(b"<p>The pier.</p>", form, "x", None, "a.b").document(Limits())  # type: ignore[arg-type]


def test_a_page_is_a_page_whatever_it_looks_like() -> None:
    assert Article(b"Shut &amp; locked.", "html", "a").document(Limits()).text == "Shut & locked."


@pytest.mark.parametrize("form", ALL)
@pytest.mark.parametrize(
    ("data", "charset"),
    [
        (b"", None),
        (b"", "utf-8"),
        (b" \n", "utf-8"),
        (b"\xef\xbb\xbf", None),
        (b"\x00\x01", None),
        (b"%PDF-1.7", None),
        (b"\xff\xff", "utf-8"),
        (b"a", "utf-16"),
        (b"a " * 600, None),
        (b"a " * 600, "utf-8"),
    ],
)
def test_what_is_no_article_is_refused(form: InputFormat, data: bytes, charset: str | None) -> None:
    with pytest.raises(ReadError):
        Article(data, form, "a", charset).document(Limits(max_bytes=1_000))


def test_names_of_character_sets() -> None:
    assert charset_of(' "UTF-8" ') == charset_of("utf8") == "utf-8"
    assert charset_of("ISO-8859-1") == "cp1252"
    for label in ("", "rot13", "utf-7", "idna", "x" * 1_000, "base64"):
        assert charset_of(label) is None
