"""Comments stand at the words of their findings, and nothing else in a document changes."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date, datetime, timezone

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.errors import ReadError
from attrib.model import EntryFinding, Finding, Report, SignOff, Span, Unread
from attrib.read import read_bytes
from attrib.read.docx import read_docx
from attrib.render.annotate import Annotated, render

from .samples import report as sample
from .word import STRICT, W, body, commented, docx_of, packed, unpacked

DAY = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc)
MOST = 1_000_000
FINDING = Finding(
    "AT205", "vague-source", "warning", Span(0, 0), "Name them.", fingerprint="0a" * 16
)


def report_on(data: bytes, *words: str, **about: object) -> Report:
    """A report with a finding at each of these words."""
    document = read_bytes(data, "a.docx")
    findings = []
    for number, some in enumerate(words):
        found = re.search(r"\s+".join(map(re.escape, some.split())), document.text)
        assert found is not None
        finding = replace(FINDING, span=Span(*found.span()), fingerprint=f"{number:032x}")
        findings.append(replace(finding, **about))  # type: ignore[arg-type]
    return Report(document, (), tuple(findings), "0", "m")


def annotated(data: bytes, report: Report, **options: object) -> Annotated:
    return render(data, report, date=DAY, max_bytes=MOST, **options)  # type: ignore[arg-type]


def said(data: bytes) -> list[str]:
    """What each comment says, as python-docx reads it."""
    return [comment.text for comment in docx.Document(io.BytesIO(data)).comments]


def saved(document: docx.document.Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def run(words: str, properties: str = "") -> str:
    return f'<w:r w:rsidR="00AB">{properties}<w:t xml:space="preserve">{words}</w:t></w:r>'


BOLD = "<w:rPr><w:b/></w:rPr>"
ITALIC = '<w:rPr><w:i/><w:color w:val="FF0000"/></w:rPr>'
WORDS = "critics of it say so"
FIELD = {to: f"<w:r><w:fldChar w:fldCharType='{to}'/></w:r>" for to in ("begin", "separate", "end")}
# Name, paragraphs, and the words that end up commented.
CASES = {
    "a whole run": ("<w:p>" + run("Some ") + run(WORDS, BOLD) + run(" today.") + "</w:p>", WORDS),
    "within a run": ("<w:p>" + run(f"Some {WORDS} today.", ITALIC) + "</w:p>", WORDS),
    "runs parted within words": (
        "<w:p>"
        + run("Some cri")
        + run("tics of", BOLD)
        + run(" i")
        + run("t say so now.")
        + "</w:p>",
        WORDS,
    ),
    "properties that a proof mark interrupts": (
        f'<w:p>{run("critics ", BOLD)}<w:proofErr w:type="spellStart"/>{run("of it say", ITALIC)}'
        f'<w:proofErr w:type="spellEnd"/>{run(" so. More.")}</w:p>',
        WORDS,
    ),
    "a hyperlink": (
        f'<w:p>{run("The ")}<w:hyperlink w:anchor="x">{run("worst critics of")}</w:hyperlink>'
        f"{run(' it say so.')}</w:p>",
        WORDS,
    ),
    "a tracked insertion": (
        f'<w:p>{run("The critics ")}<w:ins w:id="7" w:author="Ann">{run("of it say so now")}</w:ins>'
        f"{run('.')}</w:p>",
        WORDS,
    ),
    "a tracked deletion": (
        f"<w:p>{run('Critics? critics of ')}<w:del w:id='7' w:author='Ann'><w:r><w:delText>her "
        f"</w:delText></w:r></w:del>{run('it say so.')}</w:p>",
        WORDS,
    ),
    "a content control": (
        f"<w:p><w:sdt><w:sdtPr><w:tag w:val='lead'/></w:sdtPr><w:sdtContent>{run('Our critics of it')}"
        f"</w:sdtContent></w:sdt>{run(' say so.')}</w:p>",
        WORDS,
    ),
    "a content control that is filled in": (
        f"<w:p><w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{run('Our critics of it')}"
        f"</w:sdtContent></w:sdt>{run(' say so.')}</w:p>",
        "Our " + WORDS,
    ),
    "a cell of a table": (
        f"<w:p>{run('Before.')}</w:p><w:tbl><w:tr><w:tc><w:p>{run(f'So {WORDS}.')}</w:p></w:tc>"
        f"</w:tr></w:tbl><w:p>{run('After.')}</w:p>",
        WORDS,
    ),
    "a text box": (
        f"<w:p>{run('Before.')}<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
        f"<w:txbxContent><w:p>{run(f'So {WORDS}.')}</w:p></w:txbxContent></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><w:txbxContent><w:p>{run(f'So {WORDS}.')}</w:p></w:txbxContent>"
        f"</w:pict></mc:Fallback></mc:AlternateContent></w:r>{run('After.')}</w:p>",
        f"So {WORDS}.",
    ),
    "a simple field and a smart tag": (
        f"<w:p><w:smartTag w:element='x'>{run('The critics')}</w:smartTag><w:fldSimple w:instr='REF a'>"
        f"{run(' of it')}</w:fldSimple>{run(' say so.')}</w:p>",
        WORDS,
    ),
    "tabs and breaks in a run": (
        "<w:p><w:r><w:tab/><w:t>critics of</w:t><w:tab/><w:t>it say</w:t><w:br/><w:t>so</w:t>"
        "<w:br/><w:t>now.</w:t></w:r></w:p>",
        "critics ofit sayso",
    ),
    "a hyphen that does not break": (
        "<w:p><w:r><w:t>The tax</w:t><w:noBreakHyphen/><w:t>critics of it say so.</w:t></w:r></w:p>",
        WORDS,
    ),
    "spaces that nothing keeps": (
        "<w:p><w:r><w:t>Some critics of it say so today.</w:t></w:r></w:p>",
        WORDS,
    ),
    "a CDATA section": (
        "<w:p><w:r><w:t><![CDATA[Some critics & critics of it say so.]]></w:t></w:r></w:p>",
        WORDS,
    ),
    "references": (
        f"<w:p>{run('R&amp;D &#8220;c&#x72;itics of it say so&#x201D; &gt; now.')}</w:p>",
        WORDS,
    ),
    "letters of several bytes": (f"<w:p>{run(f'Łódź 🙂: {WORDS} — «да».')}</w:p>", WORDS),
    "a break of pages in a run": (
        "<w:p><w:r><w:lastRenderedPageBreak/><w:t>critics of it say so.</w:t></w:r></w:p>",
        WORDS,
    ),
    "an attribute with a >": (
        f"<w:p><w:r w:rsidR='a&lt;>b'><w:t xml:space='preserve'>Some {WORDS}.</w:t></w:r></w:p>",
        WORDS,
    ),
    "ruby": (
        f"<w:p>{run('The ')}<w:r><w:ruby><w:rt>{run('kritix')}</w:rt><w:rubyBase>{run('critics of')}"
        f"</w:rubyBase></w:ruby></w:r>{run(' it say so.')}</w:p>",
        WORDS,
    ),
    "a symbol": (
        f"<w:p><w:r>{BOLD}<w:t>Some critics of it say so</w:t><w:sym w:font='Times' w:char='2026'/>"
        f"<w:sym w:font='Times' w:char='201D'/><w:t>now</w:t></w:r>{run('.')}</w:p>",
        WORDS,
    ),
    "a formula": (
        f"<w:p>{run('Some ')}<m:oMathPara><m:oMath><m:r><m:t>worst critics</m:t></m:r><m:r><m:t> of</m:t>"
        f"</m:r></m:oMath></m:oMathPara>{run(' it say so.')}</w:p>",
        "worst " + WORDS,
    ),
    "a field with another in its code": (
        f"<w:p>{run('The critics ')}{FIELD['begin']}<w:r><w:instrText>IF a</w:instrText></w:r>"
        f"{FIELD['begin']}{FIELD['separate']}{run('critics')}{FIELD['end']}{FIELD['separate']}"
        f"{run('of it say')}{FIELD['end']}{run(' so.')}</w:p>",
        # What stands between in the code is not shown.
        "critics criticsof it say so",
    ),
    "a run that goes on behind a text box": (
        f"<w:p><w:r>{BOLD}<w:drawing><w:txbxContent><w:p>{run('Boxed.')}</w:p></w:txbxContent>"
        f"</w:drawing><w:t>Some critics of it</w:t><w:tab/><w:t> say so.</w:t></w:r></w:p>",
        WORDS,
    ),
    "paragraphs behind deleted ones": (
        f"<w:p><w:pPr><w:rPr><w:del w:id='7'/></w:rPr></w:pPr></w:p>"
        f"<w:p><w:pPr><w:rPr><w:del w:id='7'/></w:rPr></w:pPr>{run('Some critics ')}</w:p>"
        f"<w:p>{run('of it say so now.')}</w:p>",
        WORDS,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_commented_words_are_those_of_the_finding(name: str) -> None:
    xml, expected = CASES[name]
    data = docx_of(body(xml))
    before = commented(unpacked(data)["word/document.xml"])
    done = annotated(data, report_on(data, WORDS))
    after = commented(unpacked(done.data)["word/document.xml"])
    assert after.words == {"0": expected}
    assert after.letters == before.letters
    assert read_docx(done.data, "b", MOST, MOST) == read_docx(data, "a", MOST, MOST)
    assert ("The words: " + WORDS in said(done.data)[0]) == (
        name in ("a text box", "a content control that is filled in", "ruby", "a formula")
    )
    again = annotated(done.data, report_on(done.data, WORDS))
    assert again.data == done.data


@pytest.mark.parametrize("words", ["“Critics", "say so”", "“Critics of it say so”", "of it"])
def test_a_comment_at_symbols(words: str) -> None:
    marks = [f'<w:r>{BOLD}<w:sym w:font="Times" w:char="{char}"/>' for char in ("201C", "201D")]
    xml = f"{marks[0]}<w:t>Critics of it</w:t></w:r>{run(' say so')}{marks[1]}<w:t>, he said.</w:t></w:r>"
    data = docx_of(body(f"<w:p>{xml}</w:p>"))
    done = annotated(data, report_on(data, words))
    after = commented(unpacked(done.data)["word/document.xml"])
    assert after.words == {"0": words}
    assert after.letters == commented(unpacked(data)["word/document.xml"]).letters


def test_words_that_a_style_hides_are_passed_over() -> None:
    styles = f"<w:styles xmlns:w='{W}'><w:style w:type='character' w:styleId='H'><w:rPr><w:vanish/></w:rPr></w:style></w:styles>"
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Target="styles.xml" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/styles"/></Relationships>'
    )
    hidden = run("never ", "<w:rPr><w:rStyle w:val='H'/></w:rPr>")
    data = docx_of(
        body(f"<w:p>{run('The critics of it ')}{hidden}{run('say so.')}</w:p>"),
        {"word/styles.xml": styles, "word/_rels/document.xml.rels": rels},
    )
    after = commented(unpacked(annotated(data, report_on(data, WORDS)).data)["word/document.xml"])
    assert after.words == {"0": "critics of it never say so"}


def test_a_main_part_of_another_name() -> None:
    parts = unpacked(docx_of(body(f"<w:p>{run('Stale.')}</w:p>")))
    for name in ("word/document2.xml", "document.xml"):
        other = {**parts, name: body(f"<w:p>{run(WORDS)}</w:p>").encode()}
        other["_rels/.rels"] = parts["_rels/.rels"].replace(b"word/document.xml", name.encode())
        data = packed(other)
        done = unpacked(annotated(data, report_on(data, WORDS)).data)
        assert commented(done[name]).words == {"0": WORDS}
        assert done["word/document.xml"] == parts["word/document.xml"]
        folder, _, file = name.rpartition("/")
        assert f"{folder}/_rels/{file}.rels".lstrip("/") in done


def test_a_finding_over_paragraphs_and_findings_within_each_other() -> None:
    data = docx_of(
        body(f"<w:p>{run('The first one ends.')}</w:p><w:p>{run('So it goes on.')}</w:p>")
    )
    done = annotated(data, report_on(data, "one ends. So it", "one ends.", "So it goes", "So it"))
    after = commented(unpacked(done.data)["word/document.xml"])
    assert sorted(after.words.values()) == ["So it", "So it goes", "one ends.", "one ends.So it"]


def test_only_marks_and_ends_of_parted_runs_are_new() -> None:
    data = docx_of(body(f"<w:p>{run('Some ' + WORDS + '.', BOLD)}</w:p>"))
    main = unpacked(annotated(data, report_on(data, WORDS)).data)["word/document.xml"].decode()
    parted = f'</w:t></w:r>%s<w:r w:rsidR="00AB">{BOLD}<w:t xml:space="preserve">'
    end = '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
    main = main.replace(parted % '<w:commentRangeStart w:id="0"/>', "", 1)
    assert main.replace(parted % end, "", 1) == unpacked(data)["word/document.xml"].decode()


def test_a_run_with_endless_properties_is_not_parted() -> None:
    endless = f"<w:rPr><w:rStyle w:val='{'x' * 5_000}'/></w:rPr>"
    data = docx_of(body(f"<w:p>{run('Some ' + WORDS + '.', endless)}</w:p>"))
    main = unpacked(annotated(data, report_on(data, WORDS)).data)["word/document.xml"]
    assert commented(main).words == {"0": f"Some {WORDS}."}
    assert main.count(b"x" * 5_000) == 1


@pytest.mark.parametrize("namespace", [W, STRICT])
@pytest.mark.parametrize("prefix", ["w", "a-b", ""])
def test_whatever_the_names_of_the_namespaces(namespace: str, prefix: str) -> None:
    colon, declared = (f"{prefix}:", f"xmlns:{prefix}") if prefix else ("", "xmlns")
    main = (
        f'<{colon}document {declared}="{namespace}"><{colon}body><{colon}p><{colon}r>'
        f"<{colon}t>Some {WORDS}.</{colon}t></{colon}r></{colon}p></{colon}body></{colon}document>"
    )
    data = docx_of(main)
    done = annotated(data, report_on(data, WORDS))
    parts = unpacked(done.data)
    assert commented(parts["word/document.xml"]).words == {"0": WORDS}
    strict = namespace == STRICT
    assert (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
        in parts["word/_rels/document.xml.rels"]
    ) == strict
    assert namespace.encode() in parts["word/comments.xml"]
    assert annotated(done.data, report_on(done.data, WORDS)).data == done.data


@given(
    runs=st.lists(
        st.tuples(
            st.text("ab &<é🙂\t\xa0", min_size=1, max_size=8), st.sampled_from(["", BOLD, ITALIC])
        ),
        min_size=1,
        max_size=8,
    ),
    ends=st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), min_size=1, max_size=6),
)
@settings(max_examples=60, deadline=None)
def test_any_words_in_any_runs(runs: list[tuple[str, str]], ends: list[tuple[int, int]]) -> None:
    def escaped(words: str) -> str:
        return words.replace("&", "&amp;").replace("<", "&lt;")

    xml = "".join(run(escaped(words), properties) for words, properties in runs)
    data = docx_of(body(f"<w:p>{run('It begins ')}{xml}{run(' and ends.')}</w:p>"))
    report = report_on(data)
    text = report.document.text
    spans = [Span(s % len(text), min(len(text), s % len(text) + size)) for s, size in ends]
    spans = [span for span in spans if text[slice(*span)].strip()]
    findings = tuple(
        replace(FINDING, span=span, fingerprint=f"{number:032x}")
        for number, span in enumerate(sorted(spans))
    )
    done = annotated(data, replace(report, findings=findings))
    before = commented(unpacked(data)["word/document.xml"])
    after = commented(unpacked(done.data)["word/document.xml"])
    assert after.letters == before.letters
    for number, finding in enumerate(findings):
        words = after.words[str(number)]
        assert words == words.strip()
        assert "".join(words.split()) == "".join(text[slice(*finding.span)].split())


# The other parts


def draft() -> bytes:
    document = docx.Document()
    document.add_paragraph("Some critics of it say so.")
    paragraph = document.add_paragraph("Nobody knows why.")
    document.add_comment(paragraph.runs, text="Do we?", author="Ann", initials="A")
    return saved(document)


def test_all_other_parts_are_as_they_were() -> None:
    data = draft()
    before, after = unpacked(data), unpacked(annotated(data, report_on(data, WORDS)).data)
    assert list(before) == list(after)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"word/document.xml", "word/comments.xml"}


def test_comments_of_people_stay_and_ids_are_new() -> None:
    data = draft()
    done = annotated(data, report_on(data, WORDS), author="City desk")
    comments = list(docx.Document(io.BytesIO(done.data)).comments)
    assert [(c.comment_id, c.author, c.initials) for c in comments] == [
        (0, "Ann", "A"),
        (1, "City desk", "Cd"),
    ]
    assert comments[1].timestamp == DAY
    main = unpacked(done.data)["word/document.xml"]
    assert commented(main).words == {"0": "Nobody knows why.", "1": WORDS}


def test_a_document_without_comments_gets_their_part() -> None:
    data = docx_of(body(f"<w:p>{run(WORDS)}</w:p>"))
    parts = unpacked(annotated(data, report_on(data, WORDS)).data)
    assert b'PartName="/word/comments.xml"' in parts["[Content_Types].xml"]
    assert b'Target="comments.xml"' in parts["word/_rels/document.xml.rels"]
    assert unpacked(data)["_rels/.rels"] == parts["_rels/.rels"]


def test_without_findings_nothing_changes() -> None:
    data = docx_of(body(f"<w:p>{run(WORDS)}</w:p>"))
    assert unpacked(annotated(data, report_on(data)).data) == unpacked(data)


def test_another_run_replaces_what_attrib_wrote_under_that_name() -> None:
    data = draft()
    first = annotated(data, report_on(data, WORDS, "Nobody knows"))
    second = annotated(first.data, report_on(first.data, "Nobody"))
    assert (second.comments, second.replaced) == (1, 2)
    assert commented(unpacked(second.data)["word/document.xml"]).words == {
        "0": "Nobody knows why.",
        "1": "Nobody",
    }
    assert said(second.data)[0] == "Do we?"
    none = annotated(second.data, report_on(second.data))
    assert said(none.data) == ["Do we?"]
    other = annotated(second.data, report_on(second.data, WORDS), author="Night desk")
    assert [comment.author for comment in docx.Document(io.BytesIO(other.data)).comments] == [
        *("Ann", "attrib", "Night desk")
    ]


def test_a_person_called_attrib_is_not_attrib() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Some critics of it say so.")
    document.add_comment(paragraph.runs, text="By hand [attrib]", author="attrib", initials="a")
    data = saved(document)
    assert len(said(annotated(data, report_on(data, WORDS)).data)) == 2


def answered(data: bytes, number: int = -1) -> bytes:
    """A document whose comment of that number somebody has answered in Word."""
    parts = unpacked(data)
    w14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    comments = parts["word/comments.xml"].split(b"</w:comment>")[:-1]
    at = sum(len(c) + len(b"</w:comment>") for c in comments[: number % len(comments)])
    at += comments[number].rindex(b"<w:p>")
    parts["word/comments.xml"] = (
        parts["word/comments.xml"][:at]
        + f'<w:p {w14} w14:paraId="0000AAAA">'.encode()
        + parts["word/comments.xml"][at + len(b"<w:p>") :]
    )
    parts["word/commentsExtended.xml"] = (
        b'<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
        b'<w15:commentEx w15:paraId="0000AAAA" w15:done="0"/>'
        b'<w15:commentEx w15:paraId="0000BBBB" w15:paraIdParent="0000AAAA" w15:done="0"/>'
        b"</w15:commentsEx>"
    )
    rels = parts["word/_rels/document.xml.rels"]
    new = (
        b'<Relationship Id="rId99" Target="commentsExtended.xml" '
        b'Type="http://schemas.microsoft.com/office/2011/relationships/commentsExtended"/>'
    )
    parts["word/_rels/document.xml.rels"] = rels.replace(
        b"</Relationships>", new + b"</Relationships>"
    )
    return packed(parts)


def test_a_comment_that_somebody_answered_stays_and_is_not_written_twice() -> None:
    first = draft()
    data = answered(annotated(first, report_on(first, WORDS)).data)
    done = annotated(data, report_on(data, WORDS, "knows why"))
    assert (done.comments, done.replaced) == (1, 0)
    assert commented(unpacked(done.data)["word/document.xml"]).words == {
        "0": "Nobody knows why.",
        "1": WORDS,
        "2": "knows why",
    }
    extended = "word/commentsExtended.xml"
    assert unpacked(done.data)[extended] == unpacked(data)[extended]


def test_an_answered_comment_on_a_statement_is_not_written_twice() -> None:
    report = sample()
    attributions = tuple(
        replace(one, fingerprint=f"{number:032x}") for number, one in enumerate(report.attributions)
    )
    report = replace(report, attributions=attributions)
    paragraphs = report.document.text.split("\n")
    data = docx_of(body("".join(f"<w:p>{run(words)}</w:p>" for words in paragraphs)))
    first = annotated(data, report, statements=True)
    number = next(n for n, text in enumerate(said(first.data)) if text.startswith("s1, "))
    second = annotated(answered(first.data, number), report, statements=True)
    assert (second.comments, second.replaced) == (first.comments - 1, first.comments - 1)
    assert sorted(said(second.data)) == sorted(said(first.data))


def test_an_answered_comment_on_all_of_it_is_not_written_twice_unless_it_says_more() -> None:
    first = draft()
    entry = EntryFinding("AT903", "unused-suppression", "warning", "attrib.yaml", 3, 5, "Gone.")
    data = answered(annotated(first, report_on(first), entries=[entry]).data)
    assert annotated(data, report_on(data), entries=[entry]).comments == 0
    more = annotated(data, report_on(data), entries=[entry, replace(entry, line=9)])
    assert (more.comments, more.replaced) == (1, 0)


# What is said


def test_what_a_comment_says() -> None:
    data = draft()
    report = report_on(data, WORDS, suggestion="likely the board", message="<b> & \x00 \u202e ]]>")
    (_, text) = said(annotated(data, report).data)
    lines = text.split("\n")
    assert lines[0] == r"Warning: <b> & \x00 \u202e ]]>"
    assert lines[1] == "Suggestion: likely the board"
    assert lines[2].startswith("After SPJ Code of Ethics, ")
    assert lines[3:] == ["[attrib AT205 vague-source " + "0" * 32 + "]"]


def test_the_state_is_said() -> None:
    upheld = SignOff("rejected", "Ann", date(2026, 1, 1), "Ask them.")
    data = draft()
    for about, line in (
        ({"state": "suppressed", "reason": "Agreed.", "owner": "Ann"}, "Suppressed: Agreed. (Ann)"),
        ({"state": "signed-off", "reason": "Heard it."}, "Signed off: Heard it."),
        ({"state": "baseline"}, "Old."),
        ({"sign_off": upheld}, "Upheld: Ask them. (Ann)"),
    ):
        (_, text) = said(annotated(data, report_on(data, WORDS, **about)).data)
        assert text.split("\n")[-2] == line


def test_what_has_no_place_is_said_at_the_first_paragraph() -> None:
    data = draft()
    report = replace(report_on(data), unread=(Unread("speech.pdf", "a damaged PDF"),))
    entry = EntryFinding("AT903", "unused-suppression", "warning", "attrib.yaml", 3, 5, "Gone.")
    done = annotated(data, report, entries=[entry])
    *told, mark = said(done.data)[1].split("\n")
    assert told == [
        "not read: speech.pdf: a damaged PDF; quotes of its speaker are not checked",
        "warning AT903 unused-suppression: Gone. (attrib.yaml:3:5)",
    ]
    assert re.fullmatch(r"\[attrib [0-9a-f]{32}\]", mark)
    words = commented(unpacked(done.data)["word/document.xml"]).words
    assert words["1"] == "Some critics of it say so."


def test_footnotes_are_not_read_and_told() -> None:
    note = "<w:r><w:footnoteReference w:id='2'/></w:r>"
    gone = f"<w:del w:id='1' w:author='Ann'>{note}</w:del>"
    data = docx_of(body(f"<w:p>{run('Some critics')}{note}{run(' of it say so.')}{gone}</w:p>"))
    done = annotated(data, report_on(data, WORDS))
    assert said(done.data)[0].startswith("left out: 1 footnote, not checked\n")
    assert commented(unpacked(done.data)["word/document.xml"]).words == {
        "0": "Some critics of it say so.",
        "1": WORDS,
    }


def test_every_statement_if_it_is_asked_for() -> None:
    paragraphs = sample().document.text.split("\n")
    data = docx_of(body("".join(f"<w:p>{run(words)}</w:p>" for words in paragraphs)))
    done = annotated(data, sample(), statements=True)
    told = dict(zip(map(str, range(9)), said(done.data), strict=False))
    words = commented(unpacked(done.data)["word/document.xml"]).words
    by_words = {words[id]: text.split("\n")[0] for id, text in told.items() if id in words}
    assert by_words["The east pier will stay shut until spring"] == (
        "s1, indirect: Harbour Board, through RTHK"
    )
    assert by_words["the board has known of them for years"] == "s3, indirect: nobody"


# Files that are not what they should be


def refusal(data: bytes, report: Report) -> str:
    with pytest.raises(ReadError) as error:
        annotated(data, report)
    assert error.value.path == "a.docx"
    return error.value.message


def test_a_file_that_is_not_the_one_that_was_checked() -> None:
    data = docx_of(body(f"<w:p>{run(WORDS)}</w:p>"))
    other = docx_of(body(f"<w:p>{run(WORDS + ' now')}</w:p>"))
    assert "cannot be found again" in refusal(other, report_on(data, WORDS))


def test_hostile_packages() -> None:
    main = body(f"<w:p>{run(WORDS)}</w:p>")
    report = report_on(docx_of(main), WORDS)
    bomb = "<w:comments>" + " " * 5_000_000 + "</w:comments>"
    rels = (
        '<Relationships><Relationship Id="rId1" Target="{}" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"/>'
        "</Relationships>"
    )
    entity = '<!DOCTYPE c [<!ENTITY a "b">]><comments/>'
    for parts, words in (
        ({"word/comments.xml": bomb}, "unfolds beyond measure"),
        ({"word/_rels/document.xml.rels": "<Relationships>"}, "a damaged DOCX"),
        ({"word/_rels/document.xml.rels": rels.format("document.xml")}, "no part for comments"),
        (
            {"word/_rels/document.xml.rels": rels.format("c.xml"), "word/c.xml": entity},
            "document type",
        ),
        (
            {"word/_rels/document.xml.rels": rels.format("c.xml"), "word/c.xml": "<x/>"},
            "holds none",
        ),
    ):
        assert words in refusal(docx_of(main, parts), report)


def test_odd_encodings_are_refused() -> None:
    main = body(f"<w:p>{run(WORDS)}</w:p>").replace("UTF-8", "UTF-16")
    data = docx_of(main.encode("utf-16"))
    report = report_on(docx_of(body(f"<w:p>{run(WORDS)}</w:p>")), WORDS)
    assert "not in UTF-8" in refusal(data, report)
    latin = docx_of(main.replace("UTF-16", "ISO-8859-1").encode("latin-1"))
    assert "not in UTF-8" in refusal(latin, report)
    marked = docx_of(b"\xef\xbb\xbf" + main.replace("UTF-16", "UTF-8").encode())
    done = annotated(marked, report)
    assert commented(unpacked(done.data)["word/document.xml"]).words == {"0": WORDS}


def test_two_parts_of_one_name_are_refused() -> None:
    data = docx_of(body(f"<w:p>{run(WORDS)}</w:p>"))
    report = report_on(data, WORDS)
    twice = docx_of(body(f"<w:p>{run(WORDS)}</w:p>"), {"word/a.xml": "x", "word/b.xml": "y"})
    twice = twice.replace(b"word/b.xml", b"word/a.xml")
    assert "one name" in refusal(twice, report)


def test_a_signature_is_told() -> None:
    data = docx_of(body(f"<w:p>{run(WORDS)}</w:p>"), {"_xmlsignatures/a.xml": "<x/>"})
    assert annotated(data, report_on(data, WORDS)).is_signed
