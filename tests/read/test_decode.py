import random

import pytest

from attrib.errors import ReadError
from attrib.read.decode import decode, decode_named

ENGLISH = "“We’re closing the ferry,” Mayor Ana Núñez said — and paid £4 for it.\n" * 3
CHINESE = "市长表示，大桥将于周一重新开放。他说：“我们会在三月完成检查。”\n" * 8
RUSSIAN = "Мэр города заявил, что мост снова откроют в понедельник утром, после проверки.\n" * 8


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "utf-8"),
        (ENGLISH, "utf-8-sig"),
        (ENGLISH, "utf-16"),
        (ENGLISH, "utf-16-le"),
        (ENGLISH, "utf-16-be"),
        (ENGLISH, "utf-32"),
        (ENGLISH, "cp1252"),
        (CHINESE, "utf-8"),
        (CHINESE, "utf-16"),
        (CHINESE, "gb18030"),
        (CHINESE, "big5"),
        (RUSSIAN, "cp1251"),
    ],
)
def test_encodings_are_told(text: str, encoding: str) -> None:
    if encoding == "big5":
        text = "市長表示，大橋將於週一重新開放。他說，我們會在三月完成檢查。\n" * 8
    assert decode(text.encode(encoding), "a.txt") == text


def test_crlf_and_odd_spaces_are_kept() -> None:
    text = "One.\r\nTwo\u00a0three.\rFour.\n"
    assert decode(text.encode(), "a.txt") == text


def test_one_accented_letter_is_windows_1252() -> None:
    assert decode(b"The caf\xe9 on Mill Lane will reopen, the owner said.", "a") == (
        "The café on Mill Lane will reopen, the owner said."
    )


@pytest.mark.parametrize("label", ["gb2312", "GBK", "gb18030"])
def test_a_page_says_its_character_set(label: str) -> None:
    page = f'<html><head><meta charset="{label}"></head><p>镕</p></html>'
    assert decode(page.encode("gb18030"), "a.html") == page


def test_the_older_meta_tag_is_read_too() -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r"><p>Мост закрыт</p>'
    assert decode(page.encode("koi8-r"), "a.html") == page


@pytest.mark.parametrize("label", ["rot13", "base64", "utf-7", "nonsense", "unicode_escape"])
def test_a_page_cannot_name_a_codec_that_is_none(label: str) -> None:
    page = f'<meta charset="{label}"><p>The caf\u00e9 will reopen, the owner said.</p>'
    assert decode(page.encode("cp1252"), "a.html") == page


def test_valid_utf8_wins_over_what_a_page_says() -> None:
    page = '<meta charset="iso-8859-1"><p>“Yes”</p>'
    assert decode(page.encode(), "a.html") == page


@pytest.mark.parametrize(
    "data",
    [
        b"The mayor said\0 so.",
        b"\0" * 100,
        random.Random(4).randbytes(5_000),
        bytes(b for b in random.Random(5).randbytes(5_000) if b),
        bytes(range(1, 9)) * 50,
        b"\xff\xfea",
        b"\xef\xbb\xbfcaf\xe9",
    ],
)
def test_what_is_not_text_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError) as error:
        decode(data, "a.txt")
    assert error.value.path == "a.txt"
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"PK\x03\x04rest", "Office"),
        (b"{\\rtf1\\ansi The mayor}", "RTF"),
        (b"\x89PNG\r\n", "image"),
        (b"\xef\xbb\xbf\n{\\rtf1\\ansi The mayor}", "RTF"),
        ("{\\rtf1\\ansi The mayor said so.}".encode("utf-16"), "RTF"),
    ],
)
def test_other_formats_are_named(data: bytes, kind: str) -> None:
    with pytest.raises(ReadError, match=kind):
        decode(data, "a")


def test_a_wrong_byte_in_utf8_is_told_by_its_line() -> None:
    data = "“Yes,” he said.\n“No,” she said.\n".encode() + b"\xff\n" + "“Yes.”\n".encode()
    with pytest.raises(ReadError, match="UTF-8") as error:
        decode(data, "a.txt")
    assert error.value.line == 3


def test_mac_quotation_marks_are_no_capitals() -> None:
    text = "The pier is shut. “We were never told,” she said. “Nobody has come to look.”\n" * 3
    with pytest.raises(ReadError, match="Mac Roman"):
        decode_named(text.encode("mac_roman"), "cp1252", "a")
    assert decode(text.encode("mac_roman"), "a") == text


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("cp1252", "cp1252"),
        ("utf-16", "utf-16"),
        # Big-endian is what RFC 2781 wants without a mark, little-endian what is sent.
        ("utf-16", "utf-16-be"),
        ("utf-16", "utf-16-le"),
    ],
)
def test_a_character_set_that_is_named_holds(codec: str, encoding: str) -> None:
    page = f'<meta charset="koi8-r">{ENGLISH}'
    assert decode_named(page.encode(encoding), codec, "a") == page


@pytest.mark.parametrize("codec", ["utf-8", "cp1252", "utf-16"])
@pytest.mark.parametrize(
    "data",
    [
        b"{\\rtf1\\ansi The mayor said so.}",
        b"%PDF-1.4 and words",
        b"PK\x03\x04 and words",
        b"\x1f\x8b\x08 and words",
        b"Hello there \0\0\0\0\1\2\3" * 10,
        bytes(range(1, 9)) * 50,
        ENGLISH.encode("utf-32"),
    ],
)
def test_what_is_not_text_is_refused_whatever_is_named(data: bytes, codec: str) -> None:
    with pytest.raises(ReadError):
        decode_named(data, codec, "a")


@pytest.mark.parametrize(
    ("encoding", "codec"),
    [
        ("utf-8", "cp1252"),
        ("utf-8-sig", "cp1252"),
        ("utf-8", "utf-16"),
        ("utf-8-sig", "utf-16"),
        ("utf-16", "cp1252"),
        ("utf-16-le", "cp1252"),
        ("utf-16-le", "utf-8"),
        ("utf-16", "utf-8"),
        ("cp1252", "utf-8"),
        ("cp1252", "utf-16"),
    ],
)
def test_a_name_that_cannot_be_right_is_refused(encoding: str, codec: str) -> None:
    with pytest.raises(ReadError):
        decode_named(ENGLISH.encode(encoding), codec, "a")


def test_utf8_with_a_wrong_byte_is_not_taken_for_what_is_named() -> None:
    with pytest.raises(ReadError, match="UTF-8 but for a wrong byte"):
        decode_named("‘We’re closing the ferry’ and paid £4.\n".encode() + b"\xff", "cp1252", "a")
