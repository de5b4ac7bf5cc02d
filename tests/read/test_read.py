import os
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.errors import ReadError
from attrib.model import Document, Span
from attrib.read import read_bytes, read_file, read_page, read_text
from attrib.settings import Limits

TEXT = "The mayor said the bridge would reopen.\n\n“In June,” she added. Nobody believed her.\n"
PAGE = "<p>The mayor &mdash; said <b>so</b>.</p><p>&ldquo;In June,&rdquo; she added.</p>"


def message(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(ReadError) as error:
        read_bytes(data, "a.txt", limits or Limits())
    assert error.value.path == "a.txt"
    assert "\n" not in str(error.value)
    return str(error.value)


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    document = read_file(path)
    assert document.path == str(path)
    assert document.raw == TEXT.replace("\n", "\r\n")
    assert [document.slice(s) for s in document.sentences] == [
        "The mayor said the bridge would reopen.",
        "“In June,” she added.",
        "Nobody believed her.",
    ]
    assert document.locate(document.raw_span(document.sentences[2]).start) == (3, 23)


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", "\u00a0\u200b".encode()])
def test_an_empty_file_is_refused(data: bytes) -> None:
    assert message(data) == "a.txt: nothing to check: there is no text"


def test_an_empty_text_is_refused() -> None:
    with pytest.raises(ReadError, match="nothing to check"):
        read_text(" \n")


def test_a_page_is_one_though_it_does_not_look_so() -> None:
    assert read_page("Shut &amp; locked.").text == "Shut & locked."
    page = "<p>The pier is shut.</p><p>Go round.</p>"
    assert read_page(page, "a") == read_bytes(page.encode(), "a")
    for empty in ("", " \n", "\ufeff"):
        with pytest.raises(ReadError, match="nothing to check"):
            read_page(empty)
    with pytest.raises(ReadError, match="no article text"):
        read_page("<nav>Home</nav>")
    with pytest.raises(ReadError, match="the limit is 10 bytes"):
        read_page(page, limits=Limits(max_bytes=10))


def test_what_is_not_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file") as error:
        read_file(tmp_path / "missing.txt")
    assert error.value.path == str(tmp_path / "missing.txt")
    with pytest.raises(ReadError, match="a directory"):
        read_file(tmp_path)
    with pytest.raises(ReadError, match="cannot be read"):
        read_file(Path("a\0b"))
    with pytest.raises(ReadError, match="cannot be read"):
        read_file(tmp_path / ("long" * 1_000))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0)
    with pytest.raises(ReadError, match="permission denied"):
        read_file(path)


def test_a_large_file_is_refused_with_its_size(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"a" * 1_200)
    limits = Limits(max_bytes=1_000)
    with pytest.raises(ReadError, match=r"1,200 bytes, and the limit is 1,000 bytes"):
        read_file(path, limits)
    assert "1,001 bytes" in message(b"a" * 1_001, limits)
    with pytest.raises(ReadError, match="1,002 bytes"):
        read_text("é" * 501, limits=limits)
    assert read_bytes(b"a" * 1_000, "a.txt", limits).raw == "a" * 1_000


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device")
def test_a_file_without_end_is_refused() -> None:
    with pytest.raises(ReadError, match="too large"):
        read_file(Path("/dev/zero"), Limits(max_bytes=1_000))


def test_a_long_paragraph_is_refused_with_its_line() -> None:
    text = "Short.\n\n" + "word " * 30
    found = message(text.encode(), Limits(max_paragraph=100))
    assert "a paragraph of 149 characters at line 3" in found
    page = "<p>Short.</p>\n<p>" + "word " * 30 + "</p>"
    found = message(page.encode(), Limits(max_paragraph=100))
    assert "a paragraph of 149 characters at line 2" in found


def read_or_error(data: bytes | str, path: str) -> Document | ReadError:
    """The document, or the error; any other exception goes through."""
    try:
        return read_text(data, path) if isinstance(data, str) else read_bytes(data, path)
    except ReadError as error:
        return error


def check_or_refused(found: Document | ReadError) -> None:
    """A document that holds what every document holds, or one clear line."""
    if isinstance(found, Document):
        check(found)
    else:
        assert found.message
        assert "\n" not in str(found)


def check(document: Document) -> None:
    text, raw = document.text, document.raw
    spans = (*document.paragraphs, *document.sentences)
    assert document.paragraphs
    for span in spans:
        assert 0 <= span.start < span.end <= len(text)
        assert not text[span.start].isspace()
        assert not text[span.end - 1].isspace()
        found = document.raw_span(span)
        assert 0 <= found.start < found.end <= len(raw)
    for paragraph, following in pairwise(document.paragraphs):
        assert paragraph.end < following.start
    paragraphs = iter(document.paragraphs)
    paragraph = next(paragraphs)
    for sentence in document.sentences:
        while sentence.start >= paragraph.end:
            paragraph = next(paragraphs)
        assert paragraph.contains(sentence)
    last = 0
    for paragraph in document.paragraphs:
        assert "\n" not in document.slice(paragraph)
        for offset in range(*paragraph):
            found = document.raw_span(Span(offset, offset + 1))
            assert last <= found.end
            last = found.start
            assert found.end <= len(raw)
            written = raw[slice(*found)]
            same = written == text[offset]
            reference = written.startswith(("&", "<q", "<Q", "</q", "</Q"))
            assert same or reference or text[offset] == " " or text[offset] == "\ufffd"


PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<article>",
        "</article>",
        "<br>",
        "<q>",
        "</q>",
        "<a>",
        "</a>",
        "<aside>",
        "</aside>",
        "<h1>",
        "</h1>",
        "<span hidden>",
        "</span>",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<title>",
        "</title>",
        "<li>",
        "<pre>",
        "<time>",
        "<a b='",
        "'>",
        "&amp;",
        "&nbsp;",
        "&shy;",
        "&NotEqualTilde;",
        "&#8203;",
        "&ldquo;",
        "&copy",
        "&",
        "<",
        ">",
        "The mayor said so. ",
        "“No.” ",
        "U.S. ",
        " ",
        "\n",
        "\n\n",
        "\u00ad",
        "\u00a0",
        "\r",
        "é",
        "<p class=byline>",
        "<footer>",
        "<header>",
        "<meta charset=gbk>",
        "\u200b",
        "-\n",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_page_is_read_or_refused(page: str) -> None:
    check_or_refused(read_or_error(("<body>" + page).encode(), "a.html"))


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join)))
def test_any_text_is_read_or_refused(text: str) -> None:
    check_or_refused(read_or_error(text, "a.txt"))


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    check_or_refused(read_or_error(data, "a.txt"))


@pytest.mark.parametrize("source", [TEXT, PAGE])
@settings(max_examples=100, deadline=None)
@given(st.data())
def test_an_article_cut_or_damaged_anywhere_is_read_or_refused(
    source: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, len(source)))
    damaged = source.encode()[:start] + data.draw(st.binary(max_size=4)) + source.encode()[end:]
    check_or_refused(read_or_error(damaged, "a"))
