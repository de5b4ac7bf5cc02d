from dataclasses import replace
from datetime import date

import click
import pytest

from attrib.errors import ReadError
from attrib.model import (
    Attribution,
    EntryFinding,
    Finding,
    Outlet,
    Report,
    SignOff,
    Span,
    Speaker,
    Statement,
)
from attrib.render.columns import columns
from attrib.render.text import render

from . import samples

WHOLE = """\
pier.txt:3:1: warning AT205 vague-source: Nobody can check who “Critics” are; name them.
    Critics say the board has known of them for years.
    ^^^^^^^
    suggestion: perhaps those whom s2 answers

    speaker        outlet  kind      statement
s1  Harbour Board  RTHK    indirect  The east pier will stay shut until spring
s2  Ines Calder    RTHK    direct    “We found cracks in four piles,”
s3  -              -       indirect  the board has known of them for years

pier.txt: 3 statements, 2 attributed; 1 finding: 1 warning
"""


DECIDED = """\
attrib.yaml:3:5: error AT901 suppression-without-reason: No.

pier.txt:3:1: warning AT205 vague-source: Nobody can check who “Critics” are; name them. [suppressed]
    Critics say the board has known of them for years.
    ^^^^^^^
    suggestion: perhaps those whom s2 answers
    suppressed: known (Ana)
pier.txt:3:51: error AT904 malformed-suppression: Expected a rule.
    <!-- attrib: x -->
    ^^^^^^^^^^^^^^^^^^

    speaker        outlet  kind      statement
s1  Harbour Board  RTHK    indirect  The east pier will stay shut until spring
s2  Ines Calder    RTHK    direct    “We found cracks in four piles,”
s3  -              -       indirect  the board has known of them for years
s2: accepted by Ana Ruiz on 2026-03-01: heard the tape
s3: called no statement by Bo Reyes on 2026-03-02: a title

pier.txt: 2 statements, 2 attributed; 2 findings: 1 error, 1 warning (1 suppressed)

1 file checked: 2 statements, 2 attributed; 3 findings: 2 errors, 1 warning (1 suppressed)
"""


def finding(span: Span, message: str = "Name them.") -> Finding:
    return Finding("AT205", "vague-source", "warning", span, message)


def of(text: str, *findings: Finding, path: str = "a.txt") -> Report:
    return Report(samples.document(text, path), (), findings, "0.1.0", "test-model")


def excerpt(rendered: str) -> tuple[str, str]:
    lines = rendered.splitlines()
    return lines[1], lines[2]


def test_a_whole_report() -> None:
    assert render([samples.report()]) == WHOLE


def test_what_the_desk_has_said_is_told() -> None:
    entry = EntryFinding("AT901", "suppression-without-reason", "error", "attrib.yaml", 3, 5, "No.")
    assert render([samples.decided()], [], [entry]) == DECIDED


def test_who_upheld_a_finding_is_told_and_who_called_words_common_knowledge() -> None:
    plain = samples.report()
    upheld = SignOff("rejected", "Ana Ruiz", date(2026, 3, 1), "name\x1b one")
    known = SignOff("corrected", "Bo Reyes", date(2026, 3, 2), "in any atlas", ("statement",), True)
    report = replace(
        plain,
        findings=(replace(plain.findings[0], sign_off=upheld),),
        attributions=(replace(plain.attributions[0], sign_off=known),),
    )
    lines = render([report]).splitlines()
    assert lines[4] == r"    upheld: name\x1b one (Ana Ruiz)"
    assert "s1: called common knowledge by Bo Reyes on 2026-03-02: in any atlas" in lines


def test_every_file_has_its_summary_and_all_have_one() -> None:
    lines = render([samples.report("a.txt"), samples.report("b.txt")]).splitlines()
    counts = "3 statements, 2 attributed; 1 finding: 1 warning"
    assert f"a.txt: {counts}" in lines
    assert f"b.txt: {counts}" in lines
    assert lines[-1] == ("2 files checked: 6 statements, 4 attributed; 2 findings: 2 warnings")


def test_files_that_could_not_be_checked_are_counted() -> None:
    error = ReadError("is empty", path="b.txt")
    last = render([samples.report()], [error]).splitlines()[-1]
    assert last.startswith("1 file checked: ")
    assert last.endswith("; 1 file could not be checked")
    assert render([], [error, error]) == "no file checked; 2 files could not be checked\n"


def test_an_article_with_nothing_in_it() -> None:
    assert render([of("Rain fell.")]) == "a.txt: 0 statements, 0 attributed; 0 findings\n"


@pytest.mark.parametrize("words", ["Critics", "x " * 40 + "y", "市長の批判者", "。" * 60])
@pytest.mark.parametrize("lead", [0, 5, 200])
@pytest.mark.parametrize("tail", [0, 5, 200])
def test_marks_stand_under_the_words_within_80_columns(words: str, lead: int, tail: int) -> None:
    text = "電a " * lead + words + " bc" * tail
    shown, marks = excerpt(render([of(text, finding(Span(3 * lead, 3 * lead + len(words))))]))
    assert columns(shown) <= 80
    assert columns(marks) <= 80
    before = columns(marks) - marks.count("^")
    under = columns(marks) - before
    marked = ""
    skipped = 0
    for char in shown:
        if skipped >= before and columns(marked) < under:
            marked += char
        skipped += columns(char)
    assert words.startswith(marked.rstrip("…"))
    assert marked == words or marked.endswith("…")


def test_marks_end_with_their_paragraph() -> None:
    text = "He said:\n“One.\n“Two.”"
    shown, marks = excerpt(render([of(text, finding(Span(9, len(text))))]))
    assert shown == "    “One."
    assert marks == "    ^^^^^"


def test_a_place_without_words_has_one_mark() -> None:
    _, marks = excerpt(render([of("Rain fell.", finding(Span(5, 5)))]))
    assert marks == " " * 9 + "^"


def test_the_place_is_the_raw_files() -> None:
    document = samples.html_document()
    found = finding(Span(4, 8))
    lines = render([Report(document, (), (found,), "0.1.0", "m")]).splitlines()
    assert lines[0].startswith("pier.html:2:8: ")
    assert lines[1:3] == ["    The pier & quay", "        ^^^^"]


def test_hostile_text_stays_on_its_line_and_off_the_terminal() -> None:
    text = "Critics\x1b]0;owned\x07\u202e say\x9b2J no."
    speaker = Speaker("Eve\n\x1b[31mMallory", None, "person", "named")
    outlet = Outlet("RT\u2066HK", None, "told", "told")
    statement = Statement("s1", (Span(0, len(text)),))
    report = Report(
        samples.document(text, "evil\x1b[2J\n.txt"),
        (Attribution(statement, speaker, outlet),),
        (replace(finding(Span(0, 12), "Name\n\x1bthem"), suggestion="\x1b[1m\nEve"),),
        "0.1.0",
        "m",
    )
    rendered = render([report], [ReadError("x")])
    assert rendered.replace("\n", "").isprintable()
    lines = rendered.splitlines()
    assert lines[0] == ("evil\\x1b[2J .txt:1:1: warning AT205 vague-source: Name \\x1bthem")
    assert "    suggestion: \\x1b[1m Eve" in lines
    assert len(lines) == 11


def test_the_table_fits_80_columns() -> None:
    report = samples.report()
    speaker = Speaker("香港特別行政區政府運輸及物流局" * 9, None, "institution", "named")
    outlet = Outlet("The Very Long Named Gazette of the Harbour", None, "told", "told")
    rows = tuple(replace(a, speaker=speaker, outlet=outlet) for a in report.attributions)
    lines = render([replace(report, attributions=rows, findings=())]).splitlines()
    assert max(columns(line) for line in lines) <= 80
    assert lines[1].startswith("s1  香港特別行政區政府…   The Very Long N…  indirect  The east")
    starts = {
        columns(line[: line.index(kind)])
        for line, kind in zip(lines[1:3], ("indirect", "direct"), strict=True)
    }
    assert len(starts) == 1


def test_colour_only_when_asked_and_nothing_but_colour() -> None:
    plain, coloured = render([samples.report()]), render([samples.report()], colour=True)
    assert "\x1b" not in plain
    assert "\x1b[" in coloured
    assert click.unstyle(coloured) == plain


def test_what_blocks_is_counted_and_statements_may_be_left_out() -> None:
    report = samples.report()
    names = frozenset({report.findings[0].gate_name})
    (whole,) = render([report], stopping=names).splitlines()[-1:]
    assert whole.endswith("1 warning; 1 blocks")
    other = replace(report, document=replace(report.document, path="b.txt"))
    both = render([report, other], stopping=names).splitlines()
    assert both[-1].endswith("; 2 block")
    # What is let through does not, though another article of the same words is stopped.
    signed = replace(report, findings=(replace(report.findings[0], state="signed-off"),))
    assert "block" not in render([signed], stopping=names).splitlines()[-1]
    short = render([report], statements=False)
    assert "Ines Calder" not in short
    assert report.findings[0].message in short
