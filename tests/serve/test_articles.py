from __future__ import annotations

import pytest

from attrib.errors import ReadError
from attrib.serve.articles import CONTENT_TYPES, Article, Format, charset_of
from attrib.settings import Limits


@pytest.mark.parametrize("form", sorted(set(CONTENT_TYPES.values())))
def test_every_content_type_has_a_reader(form: Format) -> None:
    document = Article(b"<p>The pier is shut &amp; locked.</p>", form, "a").document(Limits())
    assert document.path == "a"
    assert ("&amp;" in document.text) == (form == "text")


def test_a_page_is_a_page_whatever_it_looks_like() -> None:
    assert Article(b"Shut &amp; locked.", "html", "a").document(Limits()).text == "Shut & locked."


@pytest.mark.parametrize("form", sorted(set(CONTENT_TYPES.values())))
@pytest.mark.parametrize(
    ("data", "charset"),
    [
        (b"", None),
        (b"", "utf-8-sig"),
        (b" \n", "utf-8-sig"),
        (b"\xef\xbb\xbf", None),
        (b"\x00\x01", None),
        (b"%PDF-1.7", None),
        (b"\xff\xff", "utf-8-sig"),
        (b"a", "utf-16"),
        (b"a " * 600, None),
        (b"a " * 600, "utf-8-sig"),
    ],
)
def test_what_is_no_article_is_refused(form: Format, data: bytes, charset: str | None) -> None:
    with pytest.raises(ReadError):
        Article(data, form, "a", charset).document(Limits(max_bytes=1_000))


def test_names_of_character_sets() -> None:
    assert charset_of(' "UTF-8" ') == charset_of("utf8") == "utf-8-sig"
    assert charset_of("ISO-8859-1") == "cp1252"
    for label in ("", "rot13", "utf-7", "idna", "x" * 1_000, "base64"):
        assert charset_of(label) is None
