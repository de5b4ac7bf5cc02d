"""Words that a style hides are not read."""

import pytest

from attrib.errors import ReadError
from attrib.read import read_bytes
from tests.render.word import W, body, docx_of

RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="{}" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/styles"/></Relationships>'
)
HIDDEN = "<w:rPr><w:vanish/></w:rPr>"


def style(id: str, content: str, kind: str = "character", more: str = "") -> str:
    return f"<w:style w:type='{kind}' w:styleId='{id}' {more}>{content}</w:style>"


def based(on: str) -> str:
    return f"<w:basedOn w:val='{on}'/>"


def text(xml: str, styles: str, target: str = "styles.xml") -> str:
    parts = {
        "word/styles.xml": f"<w:styles xmlns:w='{W}'>{styles}</w:styles>",
        "word/_rels/document.xml.rels": RELATIONS.format(target),
    }
    return read_bytes(docx_of(body(xml), parts), "a.docx").text.strip()


def words(said: str, style: str, more: str = "") -> str:
    return f"<w:r><w:rPr><w:rStyle w:val='{style}'/>{more}</w:rPr><w:t>{said}</w:t></w:r>"


def paragraph(content: str, style: str = "") -> str:
    said = f"<w:pPr><w:pStyle w:val='{style}'/></w:pPr>" if style else ""
    return f"<w:p>{said}{content}</w:p>"


@pytest.mark.parametrize(
    ("styles", "is_hidden"),
    [
        (style("A", HIDDEN), True),
        (style("A", based("B")) + style("B", based("C")) + style("C", HIDDEN), True),
        (
            style("A", based("B") + "<w:rPr><w:vanish w:val='0'/></w:rPr>") + style("B", HIDDEN),
            False,
        ),
        (style("A", based("B")) + style("B", based("A")), False),
        (style("A", "<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>"), False),
        (style("A", HIDDEN, "paragraph"), False),
        (style("A", "<w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr>"), False),
        ("", False),
    ],
)
def test_a_style_of_words_hides_them(styles: str, is_hidden: bool) -> None:
    found = text(paragraph(words("Styled.", "A") + words(" Seen.", "Other")), styles)
    assert found == ("Seen." if is_hidden else "Styled. Seen.")


def test_what_a_run_says_itself_counts() -> None:
    xml = words("Seen.", "A", "<w:vanish w:val='false'/>")
    assert text(paragraph(xml), style("A", HIDDEN)) == "Seen."


def test_a_style_of_paragraphs_hides_theirs() -> None:
    styles = style("A", HIDDEN) + style("P", HIDDEN, "paragraph")
    xml = paragraph(words("Hidden.", ""), "P") + paragraph(words("Seen.", ""), "Q")
    assert text(xml, styles) == "Seen."
    # Two of one kind undo each other.
    assert text(paragraph(words("Both.", "A"), "P"), styles) == "Both."
    default = style("P", HIDDEN, "paragraph", "w:default='1'")
    assert (
        text(paragraph(words("Hidden.", "")) + paragraph(words("Seen.", ""), "Q"), default)
        == "Seen."
    )


def test_a_part_of_styles_that_is_not_there() -> None:
    assert text(paragraph(words("Seen.", "A")), style("A", HIDDEN), "none.xml") == "Seen."


def test_damaged_styles_are_told() -> None:
    with pytest.raises(ReadError, match="a damaged DOCX"):
        text(paragraph(words("Seen.", "A")), "<w:style>")


def test_long_chains_of_styles() -> None:
    styles = "".join(style(str(n), based(str(n + 1))) for n in range(20_000))
    xml = paragraph(words("Hidden.", "0") + words("Seen.", "other"))
    assert text(xml, styles + style("20000", HIDDEN)) == "Seen."
