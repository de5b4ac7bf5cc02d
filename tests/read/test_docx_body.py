"""Which words of a Word document are read, in which paragraphs, and what is told of the rest."""

import tracemalloc

import pytest

import attrib
from attrib.errors import ReadError
from attrib.read.docx import read_docx
from attrib.read.source_text import read_source_text
from tests.render.word import RELS, body, docx_of, packed, unpacked

MOST = 1_000_000
BEGIN, SEPARATE, END = (
    f"<w:r><w:fldChar w:fldCharType='{to}'/></w:r>" for to in ("begin", "separate", "end")
)
DELETED = "<w:del w:id='9' w:author='Ann'/>"


def run(words: str, properties: str = "") -> str:
    said = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{said}<w:t xml:space='preserve'>{words}</w:t></w:r>"


def paragraph(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def code(words: str) -> str:
    return f"<w:r><w:instrText>{words}</w:instrText></w:r>"


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def row(cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"


def article(xml: str) -> attrib.Document:
    return attrib.read_bytes(docx_of(body(xml)), "a.docx")


def lines(xml: str) -> list[tuple[int, str]]:
    """The paragraphs with their numbers, the same for an article and for a text of a source."""
    document = article(xml)
    found = [
        (document.locate(document.raw_span(span).start)[0], document.slice(span))
        for span in document.paragraphs
    ]
    read = read_docx(docx_of(body(xml)), "a.docx", MOST, MOST).paragraphs
    assert [(one.parts[0].line, "".join(part.words for part in one.parts)) for one in read] == found
    return found


# Tracked changes


def test_former_looks_of_words_do_not_hide_them() -> None:
    change = "<w:rPrChange w:id='1'><w:rPr><w:vanish/><w:b/></w:rPr></w:rPrChange>"
    xml = paragraph(run("The ledgers were burnt.", change)) + paragraph(
        run("Gone.", f"<w:vanish/>{change.replace('<w:vanish/>', '')}") + run("Here.")
    )
    assert lines(xml) == [(1, "The ledgers were burnt."), (2, "Here.")]
    (first, _) = read_docx(docx_of(body(xml)), "a.docx", MOST, MOST).paragraphs
    assert first.bold == 0


def test_a_former_style_makes_no_headline() -> None:
    former = "<w:pPrChange w:id='1'><w:pPr><w:pStyle w:val='Title'/></w:pPr></w:pPrChange>"
    found = article(
        paragraph(run("The pier is shut."), f"<w:pStyle w:val='BodyText'/>{former}")
        + paragraph(run("It will open in May."))
    )
    assert found.headline is None


def test_a_former_mark_of_a_paragraph_is_not_deleted() -> None:
    former = f"<w:rPr><w:rPrChange w:id='1'><w:rPr>{DELETED}</w:rPr></w:rPrChange></w:rPr>"
    assert lines(paragraph(run("One."), former) + paragraph(run("Two."))) == [
        (1, "One."),
        (2, "Two."),
    ]


def deleted(content: str, style: str = "") -> str:
    return paragraph(content, f"{style}<w:rPr>{DELETED}</w:rPr>")


def test_a_paragraph_behind_deleted_ones_has_its_own_number() -> None:
    gone = deleted("<w:del w:id='9'><w:r><w:delText>x</w:delText></w:r></w:del>")
    xml = paragraph(run("One.")) + gone * 2 + paragraph(run("Four.")) + paragraph(run("Five."))
    assert lines(xml) == [(1, "One."), (4, "Four."), (5, "Five.")]


def test_a_merged_paragraph_has_the_number_of_its_words_and_the_style_of_its_mark() -> None:
    title = "<w:pStyle w:val='Title'/>"
    xml = (
        paragraph("")
        + deleted(run("It is "), title)
        + paragraph(run("late."))
        + paragraph(run("So they say."), title)
    )
    assert lines(xml) == [(2, "It is late."), (4, "So they say.")]
    assert article(xml).headline == "So they say."


def test_no_paragraph_merges_over_the_edge_of_a_cell() -> None:
    table = f"<w:tbl>{row(cell(deleted(run('A.'))) + cell(deleted(run('B.'))))}</w:tbl>"
    xml = deleted(run("Before.")) + table + paragraph(run("After."))
    assert lines(xml) == [(1, "Before."), (2, "A."), (3, "B."), (4, "After.")]


def test_within_a_cell_paragraphs_merge() -> None:
    table = f"<w:tbl>{row(cell(deleted(run('A ')) + paragraph(run('and B.'))))}</w:tbl>"
    assert lines(table) == [(1, "A and B.")]


def test_deleted_rows_and_cells_are_gone() -> None:
    table = (
        row(cell(paragraph(run("Gone with its row."))), DELETED)
        + row(
            cell(paragraph(run("Gone alone.")), "<w:cellDel w:id='9'/>")
            + cell(paragraph(run("Kept.")))
        )
        + row(cell(paragraph(run("Kept, too."))), "<w:ins w:id='9'/>")
    )
    assert lines(f"<w:tbl>{table}</w:tbl>" + paragraph(run("After."))) == [
        (3, "Kept."),
        (4, "Kept, too."),
        (5, "After."),
    ]


# Text boxes


def box(content: str) -> str:
    held = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{held}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{held}</w:pict></mc:Fallback></mc:AlternateContent>"
    )


def test_what_other_programs_show_for_a_box_is_no_line() -> None:
    xml = paragraph(f"<w:r>{box(paragraph(run('Boxed.')))}</w:r>") + paragraph(run("After."))
    assert lines(xml) == [(2, "Boxed."), (3, "After.")]


def test_a_run_goes_on_behind_the_box_in_it() -> None:
    boxed = box(paragraph(run("Boxed.", "<w:b/>")))
    xml = paragraph(
        f"<w:r>{boxed}<w:t>After</w:t><w:br/><w:t>the</w:t><w:tab/><w:t>box.</w:t></w:r>"
    )
    assert [words for _, words in lines(xml)] == ["After the box.", "Boxed."]
    hidden = f"<w:r><w:rPr><w:vanish/></w:rPr>{boxed}<w:t>Hidden.</w:t></w:r>"
    assert lines(paragraph(hidden + run("Seen."))) == [(1, "Seen.")]


# Fields


def test_the_result_of_a_field_is_read_and_its_code_is_not() -> None:
    inner = BEGIN + code("MERGEFIELD x") + SEPARATE + run("Inner result") + END
    xml = run("It is ") + BEGIN + code("IF ") + inner + code(" yes no") + SEPARATE
    assert lines(paragraph(xml + run("open") + END + run(" now."))) == [(1, "It is open now.")]


def test_words_in_the_code_of_a_field_are_not_read() -> None:
    xml = BEGIN + code("TC ") + run("Entry") + END + run("Seen.")
    assert lines(paragraph(xml)) == [(1, "Seen.")]


def test_a_field_over_paragraphs() -> None:
    xml = paragraph(BEGIN + code("TOC") + SEPARATE + run("One.")) + paragraph(run("Two.") + END)
    assert lines(xml + paragraph(run("Three."))) == [(1, "One."), (2, "Two."), (3, "Three.")]


def test_a_field_that_never_ends_hides_nothing() -> None:
    xml = paragraph(run("One.") + BEGIN + code("IF ")) + paragraph(run("They lied, she said."))
    assert lines(xml) == [(1, "One."), (2, "They lied, she said.")]


@pytest.mark.parametrize("stray", [END, SEPARATE, END + SEPARATE])
def test_stray_marks_of_fields(stray: str) -> None:
    assert lines(paragraph(stray + run("One.") + stray + run(" Two."))) == [(1, "One. Two.")]


def test_a_deleted_beginning_of_a_field_is_none() -> None:
    xml = f"<w:del w:id='9'>{BEGIN}</w:del>" + run("Seen.")
    assert lines(paragraph(xml)) == [(1, "Seen.")]


# Ruby, content controls, tabs


def test_of_ruby_the_words_are_read() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{run('kana')}</w:rt><w:rubyBase>{run('Aoki')}</w:rubyBase></w:ruby></w:r>"
    assert lines(paragraph(ruby + run(" said so."))) == [(1, "Aoki said so.")]


def control(words: str, said: str) -> str:
    return f"<w:sdt><w:sdtPr>{said}</w:sdtPr><w:sdtContent>{run(words)}</w:sdtContent></w:sdt>"


def test_the_placeholder_of_a_control_is_not_read_and_told() -> None:
    xml = paragraph(
        control("Click here to enter text.", "<w:showingPlcHdr/><w:text/>")
    ) + paragraph(control("Ann Bell", "<w:showingPlcHdr w:val='0'/>") + run(" said so."))
    assert lines(xml) == [(2, "Ann Bell said so.")]
    assert article(xml).left_out == ("1 placeholder",)


def test_what_is_said_of_a_control_hides_no_words() -> None:
    xml = f"<w:sdt><w:sdtPr><w:rPr><w:vanish/></w:rPr></w:sdtPr><w:sdtContent>{run('Seen.')}</w:sdtContent></w:sdt>"
    assert lines(paragraph(xml)) == [(1, "Seen.")]


def test_a_tab_at_a_position_parts_words() -> None:
    assert lines(paragraph(run("He said") + "<w:r><w:ptab/></w:r>" + run("so."))) == [
        (1, "He said so.")
    ]


def test_captions_are_read() -> None:
    xml = paragraph(run("The pier in May."), "<w:pStyle w:val='Caption'/>")
    assert lines(xml) == [(1, "The pier in May.")]


# Formulas, symbols, imported files

FRACTION = "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"


def test_a_formula_in_one_line_is_words() -> None:
    formula = "<m:oMath><m:r><m:rPr><m:sty m:val='p'/></m:rPr><m:t>2+2</m:t></m:r><m:r><m:t>=4</m:t></m:r></m:oMath>"
    xml = paragraph(run("That ") + formula + run(" is true."))
    assert lines(xml) == [(1, "That 2+2=4 is true.")]
    assert article(xml).left_out == ()


def test_a_fraction_is_not_read_and_told() -> None:
    xml = paragraph(
        run("He took ") + f"<m:oMath><m:r><m:t>x</m:t></m:r>{FRACTION}</m:oMath>" + run(" of it.")
    )
    assert lines(xml) == [(1, "He took of it.")]
    assert article(xml).left_out == ("1 formula",)
    gone = f"<w:del w:id='9'><m:oMath>{FRACTION}</m:oMath></w:del>"
    assert article(paragraph(run("It is.") + gone)).left_out == ()


def symbol(font: str, char: str) -> str:
    return f"<w:r><w:sym w:font='{font}' w:char='{char}'/></w:r>"


def test_symbols_are_the_characters_that_they_stand_for() -> None:
    marks = symbol("Times", "201C") + run("It is over") + symbol("Wingdings", "F07E")
    xml = paragraph(marks + run(", at 5") + symbol("Symbol", "F0B0") + run(", he said."))
    assert lines(xml) == [(1, "“It is over”, at 5°, he said.")]
    assert article(xml).left_out == ()


@pytest.mark.parametrize(
    ("font", "char"),
    [
        *(("Webdings", "F041"), ("Wingdings", "41"), ("Times", "F041"), ("Times", "D800")),
        *(("Times", "110000"), ("Times", "-41"), ("Symbol", "-41"), ("Times", ""), ("Times", "x")),
    ],
)
def test_symbols_that_cannot_be_told_part_words_and_are_told(font: str, char: str) -> None:
    xml = paragraph(run("He said") + symbol(font, char) + run("so."))
    assert lines(xml) == [(1, "He said so.")]
    assert article(xml).left_out == ("1 symbol",)


def test_imported_files_are_told() -> None:
    xml = paragraph(run("The pier is shut.")) + "<w:altChunk/>" * 2
    assert article(xml).left_out == ("2 imported files",)
    with pytest.raises(ReadError, match="imports another file's text"):
        read_source_text(docx_of(body(xml)), "a.docx")
    with pytest.raises(ReadError, match="all its text is another file's"):
        article("<w:altChunk/>")


# Which part, and how much


def test_the_main_part_is_the_one_that_the_file_names() -> None:
    parts = unpacked(docx_of(body(paragraph(run("Stale.")))))
    parts["_rels/.rels"] = RELS.replace("word/document.xml", "/word/document2.xml").encode()
    assert attrib.read_bytes(packed(parts), "a.docx").text == "Stale."
    parts["word/document2.xml"] = body(paragraph(run("Fresh."))).encode()
    assert attrib.read_bytes(packed(parts), "a.docx").text == "Fresh."


def test_a_main_part_of_another_kind() -> None:
    with pytest.raises(ReadError, match="not a Word document"):
        attrib.read_bytes(docx_of("<workbook/>"), "a.docx")


def test_too_many_paragraphs_are_refused() -> None:
    # Each with a number of its own, so that what it unfolds to is no reason.
    many = "".join(f"<w:p w:a='{number * 7919 % 65_536:x}'/>" for number in range(500_001))
    for read in (attrib.read_bytes, read_source_text):
        with pytest.raises(ReadError, match="more than 500,000 paragraphs"):
            read(docx_of(body(many)), "a.docx")


def test_empty_paragraphs_take_no_memory_to_speak_of() -> None:
    many = "".join(f"<w:p w:a='{number * 7919 % 65_536:x}'/>" for number in range(50_000))
    data = docx_of(body(paragraph(run("One.")) + many))
    tracemalloc.start()
    try:
        assert len(read_docx(data, "a.docx", MOST, MOST).paragraphs) == 1
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


def test_a_part_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("attrib.read.docx._LONGEST_PART", 1_000)
    data = docx_of(body(paragraph(run("One."))), {"word/media.bin": "x" * 1_001})
    assert read_docx(data, "a.docx", MOST, MOST).paragraphs
    data = docx_of(body(paragraph(run("One."))), {"word/styles.xml": "x" * 1_001})
    with pytest.raises(ReadError, match="XML of 1,001 bytes"):
        read_docx(data, "a.docx", MOST, MOST)
