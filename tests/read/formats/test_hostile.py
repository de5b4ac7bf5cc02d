"""Broken and hostile files of each format: one clear error, in bounded time and memory."""

from __future__ import annotations

import json
import random
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib import Document, ReadError, read_all_bytes, read_bytes, read_file
from attrib.read import InputFormat
from attrib.settings import Limits

from .story import FORMATS, built, news_item, ninjs_2, nitf, packed, wordpress, wxr

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LAUGHS = (
    '<?xml version="1.0"?>\n<!DOCTYPE nitf [\n<!ENTITY a "ha ha ha">\n'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">\n' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>\n<nitf><body><body.content><p>&i;</p></body.content></body></nitf>"
)
_OUTSIDE = (
    '<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n'
    "<nitf><body><body.content><p>&x;</p></body.content></body></nitf>"
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def refusal(
    data: str | bytes, path: str = "a", input_format: InputFormat | None = None
) -> ReadError:
    """The error of a file that is refused, however it is asked for."""
    data = data.encode() if isinstance(data, str) else data
    with pytest.raises(ReadError) as error:
        read_bytes(data, path, input_format=input_format)
    found = list(read_all_bytes(data, path, input_format=input_format))
    assert not any(isinstance(one, Document) for one in found)
    assert len(str(error.value)) < 400
    return error.value


@pytest.mark.parametrize(
    ("data", "place", "words"),
    [
        (_LAUGHS, (2, 16), "declares something"),
        (_OUTSIDE, (1, 16), "declares something"),
        (nitf()[:-40], None, "a damaged NITF file: "),
        ("<nitf>\n<body>\n <p>A</q></body></nitf>", (3, 8), "mismatched tag"),
        ("<nitf>\n<p>Fish & chips</p></nitf>", (2, 10), "not well-formed"),
        ("<nitf>\n<p>é&nbsp;</p></nitf>", (2, 5), "undefined entity"),
        ('<!DOCTYPE nitf SYSTEM "n.dtd"><nitf>\n<p>é&what;</p></nitf>', (2, 5), "&what;"),
        ("<nitf><body>" + "<block>" * 100_000, (1, None), "nested more than 200 deep"),
        ("<nitf a='" + "x" * 3_000_000 + "'/>", (1, 1), "a tag of more than"),
        ("<nitf><head/></nitf>", None, "without a body"),
        ("<nitf><body><body.content/></body></nitf>", None, "no article text found"),
        (news_item(""), None, "holds no text itself"),
        (news_item("<inlineXML contenttype='application/nitf+xml'/>"), None, "an empty news item"),
        (news_item("<remoteContent href='x'/>"), None, "holds no text itself"),
        ('<packageItem xmlns="x"><groupSet/></packageItem>', None, "packageItem only lists"),
        ("<newsMessage><itemSet/></newsMessage>", None, "no news item in it"),
        ("<NewsML><NewsItem/></NewsML>", None, "NewsML 1, which is not read"),
        ("<?xml version='1.0'?><rss><channel><item/></channel></rss>", None, "RSS feed"),
        ("<feed xmlns='http://www.w3.org/2005/Atom'><entry/></feed>", None, "Atom feed"),
        ("<?xml version='1.0'?><entry xmlns='http://www.w3.org/2005/Atom'><title>t</title></entry>", None, "an entry of an Atom feed"),
        ("<rdf:RDF xmlns:rdf='x'><item><title>Shut</title></item></rdf:RDF>", None, "RSS 1.0"),
        ("<?xml version='1.0'?>\n<story><p>Shut, he said.</p><p>Open.</p></story>", None, "its root is <story>"),
        ("<story><para>Shut, he said.</para><para>Open.</para></story>\n", None, "its root is <story>"),
        ("<?xml version='1.0'?><article xmlns='http://docbook.org/ns/docbook'><para>Shut.</para></article>", None, "its root is <article>"),
        ("<?xml version='1.0'?><h:html xmlns:h='x'><h:p>Shut.</h:p></h:html>", None, "its root is <html>"),
        (wxr("blocks").replace("<![CDATA[post]]>", "<![CDATA[page]]>"), None, "without posts"),
        (wxr("blocks").replace("]]></wp:status>", "</wp:status>"), None, "a damaged WordPress export: "),
    ],
)  # fmt: skip
def test_xml_is_refused(data: str, place: tuple[int, int | None] | None, words: str) -> None:
    error = refusal(data)
    assert words in error.message
    if place is not None:
        assert error.line == place[0]
        assert place[1] is None or error.column == place[1]


@pytest.mark.parametrize(
    ("data", "place", "words"),
    [
        ('{"body": "The pier', (1, 10), "unterminated string"),
        ('{"body": "The pier",\n ', (2, None), "ends in the middle"),
        ('{"body": "The pier",\n "n": }', (2, 7), "not JSON: expecting value"),
        ('{"body": "a\tb"}', (1, 12), "not JSON: invalid control character"),
        ('{"body": "x"} {"body": "y"}', (1, 15), "extra data"),
        ('{"body": "It is NaN.",\n "n": NaN}', (2, 7), "NaN is no value"),
        ('{"body": "x", "n": [-Infinity]}', (1, 21), "-Infinity is no value"),
        ('{"body": "He is in.", "body": "He is out."}', None, "key body stands twice"),
        ('{"body": "x", "n": ' + "[" * 100_000, None, "nested too deep"),
        ('{"id": 7, "slug": "x"}', None, "name its field, as with --field content.body; the JSON"),
        ("[{}]", None, "the JSON has nothing"),
        ('{"uri": "u", "type": "picture", "bodies": []}', None, "a ninjs item of type picture"),
        ('{"uri": "u", "body_text": "  "}', None, "without a body"),
        ('{"content": {"rendered": "", "protected": true}}', None, "behind a password"),
        ('{"content": {"rendered": "<p></p>"}}', None, "no article text found"),
        ('{"content": {"rendered": 5}}', None, "it is empty"),
        ('{"body": 7, "text": null, "article": [1]}', None, "name its field"),
    ],
)  # fmt: skip
def test_json_is_refused(data: str, place: tuple[int, int | None] | None, words: str) -> None:
    error = refusal(data)
    assert words in error.message
    if place is not None:
        assert error.line == place[0]
        assert place[1] is None or error.column == place[1]


@pytest.mark.parametrize("data", [built("DOCX of Word"), _OLE, nitf(), "Shut, he said.", '"Shut."'])
def test_what_is_named_json_and_is_none_is_refused(data: str | bytes) -> None:
    assert refusal(data, "a.json").message
    assert refusal(data, "a.jsonl").message
    broken = f"Not an article.\n{json.dumps({'body': 'The pier is shut, Ann Lee said.'})}\n"
    first, second = read_all_bytes(broken.encode(), "a.ndjson")
    assert str(first) == "a.ndjson:1:1: not JSON: expecting value"
    assert isinstance(second, Document)


@pytest.mark.parametrize("data", ["{}\nThe board said no.", "<newsItem>\nThe board said no."])
def test_a_text_that_begins_as_another_format_is_told_the_way_out(data: str) -> None:
    way = "(plain text is read with --input-format text)"
    assert refusal(data, "a.txt").message.endswith(way)
    assert way not in refusal(data, "a").message
    read_bytes(data.encode(), "a.txt", input_format="text")


def test_a_message_is_whole() -> None:
    assert refusal('{"body": "a\tb"}', "a").message == "not JSON: invalid control character"
    assert (
        refusal('["Shut."]', "a.json").message == "no article found: the JSON holds a string alone"
    )


def test_what_is_no_character_is_replaced() -> None:
    document = read_bytes(b'{"body": "Shut.\\ud800 Open."}', "a.json")
    assert document.text == document.raw == "Shut.\ufffd Open."


@pytest.mark.parametrize(
    "words", [r"Shut.\u0000 Open.", r"{\\rtf1\\ansi Shut.}", r"Shut.\u0001\u0002\u0003"]
)
def test_a_field_is_held_to_what_a_file_is(words: str) -> None:
    with pytest.raises(ReadError, match="text"):
        read_bytes(f'{{"body": "{words}"}}'.encode(), "a.json")
    good, bad = read_all_bytes(f'[{{"body": "Open."}}, {{"body": "{words}"}}]'.encode(), "a.json")
    assert isinstance(bad, ReadError)
    assert not isinstance(good, ReadError)


def test_numbers_of_any_length_cost_nothing() -> None:
    number = "9" * 1_000_000
    data = f'{{"n": [{number}, -{number}.5e{number}], "body": "The pier is shut, Ann Lee said."}}'
    assert read_bytes(data.encode(), "a.json").text == "The pier is shut, Ann Lee said."


def test_very_many_keys_are_read_or_refused_in_bounded_memory() -> None:
    keys = ",".join(f'"k{n}":0' for n in range(150_000))
    tracemalloc.start()
    document = read_bytes(f'{{{keys},"body":"It is shut, Ann Lee said."}}'.encode(), "a.json")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert document.field == "body"
    assert peak < 100_000_000
    (error,) = read_all_bytes(f"{{{keys}}}".encode(), "a.json")
    assert isinstance(error, ReadError)
    assert "and 149,990 more" in error.message


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "utf-16-le", "utf-8"])
def test_json_and_xml_in_any_unicode(mark: str) -> None:
    for data in (ninjs_2(), nitf(), json.dumps(wordpress())):
        document = read_bytes(data.encode(mark), "a")
        assert document.text.endswith("Reyes said his firm would bid for the repair.")
        assert not document.raw.startswith("\ufeff")


def test_xml_is_read_in_the_encoding_that_it_declares() -> None:
    page = '<?xml version="1.0" encoding="ISO-8859-2"?>\n' + (
        "<nitf><body><body.content><p>Łukasz Żak said the pier was shut.</p>"
        "</body.content></body></nitf>"
    )
    document = read_bytes(page.encode("iso-8859-2"), "a.xml")
    assert document.text == "Łukasz Żak said the pier was shut."
    assert document.locate(document.raw_span(document.paragraphs[0]).start) == (2, 30)


def test_a_wrong_byte_has_its_line() -> None:
    data = nitf().encode().replace("Renée".encode(), b"Ren\xe9e", 1)
    error = refusal(data)
    assert "UTF-8 but for a wrong byte" in error.message
    assert error.line is not None


# DOCX


def word(body: str, **more: str) -> bytes:
    document = f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    return packed({"word/document.xml": document, **more})


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (packed({"a.txt": "words"}), "a ZIP archive"),
        (packed({"word/styles.xml": "<x/>"}), "has no word/document.xml"),
        (packed({"word/document.xml": "<w:p>"}), "unbound prefix"),
        (word("<w:p/>"), "there is no text"),
        (word("<w:p><w:r><w:t>Shut.</w:t></w:r></w:p>")[:-30], "cannot be unpacked"),
        (word("<w:p><w:r><w:t>" + " " * 60_000_000 + "x</w:t></w:r></w:p>"), "unfolds beyond measure"),
        (_OLE, "an old Office document"),
        (_OLE + "EncryptedPackage".encode("utf-16-le"), "an encrypted Office document: save a copy"),
        (b"%PDF-1.7\n", "a PDF file"),
    ],
)  # fmt: skip
def test_a_damaged_docx_is_refused(data: bytes, words: str) -> None:
    assert words in refusal(data, "a.docx").message


def test_a_docx_with_pictures_may_be_larger_than_an_article() -> None:
    noise = random.Random(5).randbytes(40_000).hex()
    data = word("<w:p><w:r><w:t>The pier is shut.</w:t></w:r></w:p>", **{"word/media/a": noise})
    small = Limits(max_bytes=20_000)
    assert len(data) > 20_000
    assert read_bytes(data, "a.docx", small).text == "The pier is shut."
    with pytest.raises(ReadError, match="and the limit is 30,000 bytes"):
        read_bytes(data, "a.docx", Limits(max_bytes=20_000, max_text_bytes=30_000))


# Whatever the bytes


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(list(FORMATS)),
    st.integers(0, 10**6),
    st.integers(0, 40),
    st.binary(max_size=12),
)
def test_a_file_cut_or_damaged_anywhere_is_read_or_refused(
    name: str, at: int, gone: int, put: bytes
) -> None:
    data = built(name)
    at %= len(data)
    file = FORMATS[name][0]
    for broken in (data[:at], data[:at] + put + data[at + gone :]):
        for one in read_all_bytes(broken, file):
            if isinstance(one, Document):
                for paragraph in one.paragraphs:
                    start, end = one.raw_span(paragraph)
                    assert 0 <= start <= end <= len(one.raw)
                    one.locate(start)
            else:
                assert str(one)


def test_a_hostile_list_of_shortcodes_takes_linear_time() -> None:
    post = wordpress()
    opened = "[caption]" * 20_000 + "[a b=1]" * 20_000 + "[x " * 20_000 + "\n\n" * 20_000
    post["content"] = {"rendered": f"<p>The pier is shut.</p>{opened}"}
    document = read_bytes(json.dumps(post).encode(), "a.json", Limits(max_paragraph=10**6))
    assert document.text.startswith("The pier is shut.\n[x [x")


def test_a_large_file_of_lines_is_read_and_a_large_article_is_not(tmp_path: Path) -> None:
    line = json.dumps({"body": "The pier is shut, Ann Lee said. " * 20})
    path = tmp_path / "posts.jsonl"
    path.write_text(f"{line}\n" * 50)
    small = Limits(max_bytes=2_000)
    assert read_file(Path(f"{path}#50"), small).path == f"{path}#50"
    unnamed = tmp_path / "posts"
    unnamed.write_text(f"{line}\n" * 50)
    for asked in (None, "jsonl"):
        found = read_file(Path(f"{unnamed}#50"), small, asked)  # type: ignore[arg-type]
        assert found.number == 50
    with pytest.raises(ReadError, match="and the limit is 2,000 bytes"):
        read_file(unnamed, small, "json")
    path.write_text(f"{line}\n" * 3 + json.dumps({"body": "x" * 3_000}))
    with pytest.raises(ReadError, match="a line of 3,012 bytes") as error:
        read_file(Path(f"{path}#4"), small)
    assert error.value.line == 4
