import base64
import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.errors import ReadError
from attrib.model import SourceText
from attrib.read.source_text import read_source_text

REPLY = """From: "Doe, Jane" <jane@harbour.example>
Sent: Tue, 4 Mar 2025 10:00:00 +0000
To: press@paper.example
Subject: Re: Tunnel opening

We will open the tunnel in May.

On Mon, 3 Mar 2025 at 09:00, Joe Bloggs
<joe@paper.example> wrote:
> When will you open?
>> Soon?

It will be free.

-----Original Message-----
From: Joe Bloggs
Other words.
"""


def read(raw: str | bytes, path: str = "a.eml") -> SourceText:
    return read_source_text(raw if isinstance(raw, bytes) else raw.encode(), path)


def refusal(raw: str) -> str:
    with pytest.raises(ReadError) as error:
        read(raw)
    return error.value.message


def test_header_lines_say_who_and_when_and_are_no_words() -> None:
    text = read(REPLY, "a.txt")
    assert (text.source, text.date, text.title) == ("Jane Doe", "2025-03-04", "Tunnel opening")
    assert text.text == "We will open the tunnel in May.\nIt will be free."
    assert [line.line for line in text.lines] == [6, 13]


@pytest.mark.parametrize(
    ("sender", "name"),
    [
        ("Harbour Board <press@harbour.example>", "Harbour Board"),
        ("press@harbour.example (Harbour Board)", "Harbour Board"),
        ("<press@harbour.example>", "press@harbour.example"),
        ("press@harbour.example", "press@harbour.example"),
        ("Harbour Board", "Harbour Board"),
        ('"Harbour Board, Press Office" <p@h.example>', "Harbour Board, Press Office"),
        ("Harbour Board [mailto:press@harbour.example]", "Harbour Board"),
        ("=?utf-8?q?J=C3=A1n_Doe?= <jan@h.example>", "Ján Doe"),
        ("=?utf-8?b?SsOhbg==?= <jan@h.example>", "Ján"),
        ("=?nowhere?q?Jan?= <jan@h.example>", "=?nowhere?q?Jan?="),
    ],
)
def test_senders(sender: str, name: str) -> None:
    assert read(f"From: {sender}\nDate: soon\n\nWords.").source == name


def test_a_date_that_cannot_be_read_stands_as_written() -> None:
    assert read("From: a\nDate: next week\n\nWords.").date == "next week"


def test_a_text_whose_first_line_has_a_colon_is_no_mail() -> None:
    text = read("JANE DOE: From: here we see the pier.\n\nAnd more.", "a.txt")
    assert text.source is None
    assert [turn.speaker for turn in text.turns] == ["Jane Doe"]


def multipart(*parts: str) -> str:
    head = 'From: Jane Doe <j@h.example>\nMIME-Version: 1.0\nContent-Type: multipart/mixed;\n boundary="xx"\n\n'
    return head + "".join(f"--xx\n{part}\n" for part in parts) + "--xx--\n"


def test_the_plain_text_among_the_parts_is_read() -> None:
    page = "Content-Type: text/html\n\n<p>A page.</p><p>More.</p>"
    plain = "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nWe will op=\nen the caf=E9.\nIn May.\n> no\n"
    text = read(multipart(page, plain))
    assert text.text == "We will open the café.\nIn May."
    assert [line.line for line in text.lines] == [14, 16]


def test_a_page_is_read_where_there_is_no_plain_text() -> None:
    text = read(
        multipart("Content-Type: text/html\n\n<html><body>\n<p>We will.</p>\n</body></html>")
    )
    assert text.text == "We will."
    assert text.lines[0].line == 10
    assert text.source == "Jane Doe"


def test_base64() -> None:
    coded = base64.encodebytes("We will open the café.\n".encode()).decode()
    part = f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{coded}"
    assert read(multipart(part)).text == "We will open the café."


def test_parts_within_parts() -> None:
    inner = "Content-Type: multipart/alternative; boundary=yy\n\n--yy\nContent-Type: text/plain\n\nWe will.\n--yy--"
    assert read(multipart(inner, "Content-Disposition: attachment\n\nNot this.")).text == "We will."


def test_mails_without_words_of_their_own() -> None:
    assert refusal(multipart("Content-Type: image/png\n\nxyz")) == (
        "an email without text: it holds attachments only"
    )
    assert refusal("From: a@b.c\nSubject: x\n\n> Quoted words.\n") == (
        "an email without words of its own: it only quotes or forwards"
    )


def test_parts_without_end_are_refused_or_read_in_bounds() -> None:
    raw = "From: a@b.c\nMIME-Version: 1.0\n"
    for depth in range(30):
        raw += f"Content-Type: multipart/mixed; boundary=b{depth}\n\n--b{depth}\n"
    assert refusal(raw) == "an email of too many parts"


PIECES = st.sampled_from(
    [
        "From: ",
        "Date: ",
        "Subject: ",
        "MIME-Version: 1.0",
        "Content-Type: ",
        "multipart/mixed; boundary=x",
        "--x",
        "--x--",
        "\n",
        "\n\n",
        "> q",
        "=?utf-8?q?a?=",
        "=?a?b?x?=",
        "text/plain; charset=",
        "utf-7",
        "rot13",
        "zlib",
        "idna",
        "base64",
        "quoted-printable",
        "Jane <a@b>",
        "wrote:",
        "Content-Transfer-Encoding: ",
        "=\n",
        "=E9",
        "words",
        "(",
        '"',
        ",",
        "Tue, 4 Mar 99999 10:00",
        "text/html",
        "<p>",
    ]
)


@given(
    st.lists(
        st.one_of(PIECES, st.binary(max_size=4).map(lambda b: b.decode("latin-1"))), max_size=40
    )
)
@settings(max_examples=400, deadline=None)
def test_any_mail_is_read_or_refused(pieces: list[str]) -> None:
    with contextlib.suppress(ReadError):
        read_source_text(
            b"From: a@b.c\nMIME-Version: 1.0\n" + "".join(pieces).encode("latin-1"), "a.eml"
        )
