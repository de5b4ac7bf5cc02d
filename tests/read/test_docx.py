import contextlib
import io
import random
import zipfile

import docx
import pytest
from docx.document import Document
from hypothesis import given, settings
from hypothesis import strategies as st

import attrib
from attrib.errors import ReadError
from attrib.model import SourceText
from attrib.read.source_text import read_source_text
from attrib.settings import Limits

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def saved(document: Document) -> bytes:
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def archive(**entries: str | bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        for name, content in entries.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return written.getvalue()


def body(xml: str) -> bytes:
    return archive(
        word__document_xml=f'<w:document xmlns:w="{W}"><w:body>{xml}</w:body></w:document>'
    )


def read(data: bytes) -> SourceText:
    return read_source_text(data, "a.docx")


def refusal(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(ReadError) as error:
        read_source_text(data, "a.docx", limits or Limits())
    assert error.value.path == "a.docx"
    return error.value.message


def release() -> bytes:
    document = docx.Document()
    document.add_heading("Tunnel opens in May", 0)
    document.add_paragraph("The board met.")
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "First cell."
    table.cell(0, 1).text = "Second cell."
    paragraph = document.add_paragraph()
    paragraph.add_run("JANE DOE: ").bold = True
    paragraph.add_run("We will ")
    paragraph.add_run("open").italic = True
    paragraph.add_run(" the tunnel.")
    document.add_paragraph("It will be in May.")
    document.add_paragraph("MR. SMITH:\nWe shall see.")
    return saved(document)


def test_paragraphs_and_cells_in_order_with_their_numbers() -> None:
    text = read(release())
    assert text.text.split("\n") == [
        *("Tunnel opens in May", "The board met.", "First cell.", "Second cell."),
        *("We will open the tunnel.", "It will be in May.", "We shall see."),
    ]
    assert [line.line for line in text.lines] == [1, 2, 3, 4, 5, 6, 7]
    assert text.title == "Tunnel opens in May"
    said = [(text.text[slice(*turn.span)], turn.speaker) for turn in text.turns]
    assert said == [
        ("We will open the tunnel.\nIt will be in May.", "Jane Doe"),
        ("We shall see.", "Mr. Smith"),
    ]


def test_bold_names_are_labels() -> None:
    document = docx.Document()
    for name, words in (("Jane Doe", " We will."), ("John Roe", " No."), ("Jane Doe", " Yes.")):
        paragraph = document.add_paragraph()
        paragraph.add_run(name).bold = True
        paragraph.add_run(words)
    text = read(saved(document))
    assert text.text == "We will.\nNo.\nYes."
    assert [turn.speaker for turn in text.turns] == ["Jane Doe", "John Roe", "Jane Doe"]


def test_changes_are_taken_and_deletions_gone() -> None:
    text = read(
        body(
            "<w:p><w:r><w:t>We will </w:t></w:r>"
            "<w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
            "<w:del><w:r><w:t>not </w:t></w:r></w:del>"
            "<w:moveFrom><w:r><w:t>here </w:t></w:r></w:moveFrom>"
            "<w:ins><w:r><w:t>surely </w:t></w:r></w:ins>"
            "<w:sdt><w:sdtContent><w:r><w:t>open.</w:t></w:r></w:sdtContent></w:sdt>"
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden.</w:t></w:r>"
            "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
            "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>It is </w:t></w:r></w:p>"
            "<w:p><w:r><w:t>late.</w:t></w:r></w:p>"
        )
    )
    assert text.text == "We will surely open.\nIt is late."


def test_a_text_box_is_read_once() -> None:
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = "<w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>"
    text = read(
        body(
            f'<w:p><w:r><w:t>Before.</w:t></w:r><w:r><mc:AlternateContent xmlns:mc="{mc}">'
            f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
            "</mc:AlternateContent></w:r></w:p><w:p><w:r><w:t>After.</w:t></w:r></w:p>"
        )
    )
    assert text.text == "Before.\nIn a box.\nAfter."


def test_no_document_in_it() -> None:
    assert (
        refusal(archive(word__styles_xml="<x/>")) == "a damaged DOCX: it has no word/document.xml"
    )


def test_no_words() -> None:
    assert refusal(body("<w:p/>")) == "no words: a DOCX without text"


def test_broken_xml() -> None:
    assert refusal(body("<w:p>")) == "a damaged DOCX: mismatched tag"


def test_entities_are_refused_before_they_unfold() -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;">]>'
    document = (
        f'{laughs}<w:document xmlns:w="{W}"><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:document>'
    )
    said = "a damaged DOCX: its XML declares a document type"
    assert refusal(archive(word__document_xml=document)) == said
    outside = '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'
    assert refusal(archive(word__document_xml=outside)) == said


def test_deep_nesting_is_refused() -> None:
    assert "nested more than 2,000 deep" in refusal(body("<w:sdt>" * 3_000 + "</w:sdt>" * 3_000))


@pytest.mark.parametrize("opening", ['<w:p w:a="', "<!--", "<w:p"])
def test_a_tag_without_end_is_refused(opening: str) -> None:
    # Noise, so that what it unfolds to is no reason.
    noise = random.Random(7).randbytes(800_000).hex()
    assert refusal(body(f"{opening}{noise}")) == (
        "a damaged DOCX: a tag of more than 1,000,000 bytes"
    )


def test_a_paragraph_of_many_runs_is_one() -> None:
    text = read(body("<w:p>" + "<w:r><w:t>ab</w:t></w:r>" * 20_000 + "</w:p>"))
    assert text.text == "ab" * 20_000


def test_bombs_are_refused() -> None:
    padding = "<w:p/>" * 2_000_000
    assert refusal(body(padding)) == "a damaged DOCX: a file in it unfolds beyond measure"
    other = archive(word__document_xml="<x/>", word__media=b"\0" * 20_000_000)
    assert refusal(other) == "a damaged DOCX: a file in it unfolds beyond measure"


def test_what_unfolds_to_more_than_a_text_is_refused() -> None:
    said = refusal(release(), Limits(max_text_bytes=len(release())))
    assert said.startswith("too large: a DOCX of ")


def test_a_size_that_lies_is_refused() -> None:
    data = bytearray(body("<w:p><w:r><w:t>Words.</w:t></w:r></w:p>"))
    place = data.rindex(b"PK\x01\x02")
    data[place + 24 : place + 28] = (20).to_bytes(4, "little")
    assert refusal(bytes(data)).startswith("a damaged DOCX")


def test_too_many_entries() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as file:
        for number in range(10_001):
            file.writestr(f"word/{number}", "")
    assert refusal(written.getvalue()) == "a damaged DOCX: more than 10,000 files in it"


def test_a_broken_archive() -> None:
    assert refusal(release()[:-30]) == "a damaged DOCX: it cannot be unpacked"
    assert refusal(release()[:2_000]).startswith("a")


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_any_change_is_read_or_refused(data: st.DataObject) -> None:
    changed = bytearray(RELEASE)
    for _ in range(data.draw(st.integers(1, 6))):
        changed[data.draw(st.integers(4, len(changed) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(ReadError):
        read_source_text(bytes(changed), "a.docx")


@given(
    st.lists(
        st.sampled_from(
            [
                "<w:p>",
                "</w:p>",
                "<w:r>",
                "</w:r>",
                "<w:t>",
                "</w:t>",
                "words",
                "<w:del>",
                "</w:del>",
                "<w:br/>",
                "<w:tab/>",
                "&amp;",
                "<w:ins/>",
                "]]>",
                "<!--",
                "<w:pPr>",
            ]
        ),
        max_size=30,
    )
)
@settings(max_examples=150, deadline=None)
def test_any_xml_is_read_or_refused(pieces: list[str]) -> None:
    with contextlib.suppress(ReadError):
        read_source_text(body("".join(pieces)), "a.docx")


RELEASE = release()


# Articles


def article(xml: str) -> attrib.Document:
    return attrib.read_bytes(body(xml), "a.docx")


def test_a_line_of_an_article_is_a_paragraph_of_the_document() -> None:
    found = article(
        "<w:p><w:pPr><w:pStyle w:val='Title'/></w:pPr><w:r><w:t>The pier</w:t></w:r></w:p><w:p/>"
        "<w:p><w:r><w:t>It is</w:t></w:r><w:r><w:br/><w:t>shut.</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>One.</w:t><w:br/><w:br/><w:t>Two.</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>A cell.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    assert [(found.slice(p), *found.locate(found.raw_span(p).start)) for p in found.paragraphs] == [
        ("The pier", 1, 1),
        ("It is shut.", 3, 1),
        ("One.", 4, 1),
        ("Two.", 4, 6),
        ("A cell.", 5, 1),
    ]
    assert (found.headline, found.field) == ("The pier", "document")


def test_short_paragraphs_of_one_length_are_not_joined() -> None:
    line = "The pier was shut on Monday after a storm, as the board had said it w"
    found = article(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" * 12)
    assert len(found.paragraphs) == 12


def test_footnotes_are_counted_and_deleted_ones_are_not() -> None:
    mark = "<w:r><w:footnoteReference w:id='1'/></w:r>"
    found = article(
        f"<w:p><w:r><w:t>Shut.</w:t></w:r>{mark}<w:del>{mark}</w:del>"
        "<w:r><w:endnoteReference w:id='2'/></w:r></w:p>"
    )
    assert found.left_out == ("2 footnotes",)


def test_a_comment_to_attrib_is_one_in_an_article() -> None:
    found = article(
        "<w:p><w:r><w:t>&lt;!-- attrib: allow AT204 --&gt;</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>It is shut.</w:t></w:r></w:p>"
    )
    (comment,) = found.comments
    assert comment.paragraph == found.paragraphs[0]
    assert [found.slice(p) for p in found.paragraphs] == ["It is shut."]
