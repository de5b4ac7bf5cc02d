from __future__ import annotations

import re
from dataclasses import replace

from attrib.errors import ReadError
from attrib.houses import House
from attrib.model import Comparison, EntryComparison, EntryFinding, Span
from attrib.render.houses import render

from . import samples

HOUSES = (House("ap", "Associated Press", "AP"), House("reuters", "Reuters", "RTR"))


def test_a_row_a_finding_and_a_column_a_house() -> None:
    assert render([samples.comparison()], HOUSES).splitlines() == [
        "pier.txt",
        "place  finding                 words                                     AP  RTR",
        "1:44   AT301 anonymous-source  the Harbour Board                         -   N",
        "3:1    AT205 vague-source      Critics                                   W   E",
        "       errors                                                            0   1",
        "       warnings                                                          1   0",
        "       notes                                                             0   1",
        "       blocks                                                            no  yes",
        "",
        "E error, W warning, N note, - nothing",
    ]


def test_several_articles_and_those_that_could_not_be_read_are_summed_up() -> None:
    compared = [samples.comparison(), samples.comparison("b.txt")]
    lines = render(compared, HOUSES, [ReadError("lost")]).splitlines()
    assert lines[-1] == "2 files checked; blocked: AP 0, RTR 2; 1 file could not be checked"
    assert (
        render([], HOUSES, [ReadError("lost")]) == "no file checked; 1 file could not be checked\n"
    )


def test_an_article_without_findings_has_its_counts() -> None:
    reports = tuple(replace(r, findings=()) for r in samples.comparison().reports)
    lines = render([Comparison(reports, (False, False))], HOUSES).splitlines()
    assert [line.split()[0] for line in lines[1:6]] == [
        "place", "errors", "warnings", "notes", "blocks",
    ]  # fmt: skip


def test_no_line_is_longer_than_80_columns_or_drives_the_terminal() -> None:
    comparison = samples.comparison("\x1b[2J" + "long/" * 40 + "pier.txt")
    many = tuple(House(f"h{n}", f"House {n}", f"H{n}") for n in range(6))
    reports = (*comparison.reports, *comparison.reports, *comparison.reports)
    shown = render([Comparison(reports, (True,) * 6)], many)
    assert max(map(len, shown.splitlines())) <= 80
    assert "\x1b" not in shown


def test_colours_change_nothing_but_colours() -> None:
    plain = render([samples.comparison()], HOUSES)
    coloured = render([samples.comparison()], HOUSES, colour=True)
    assert "\x1b[31m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_what_is_said_of_a_finding_stands_after_its_mark() -> None:
    ap, reuters = samples.comparison().reports
    old = tuple(replace(f, state="baseline") for f in ap.findings)
    first, last = reuters.findings
    mixed = (replace(first, state="suppressed"), replace(last, state="signed-off"))
    both = (replace(ap, findings=old), replace(reuters, findings=mixed))
    plain = render([Comparison(both, (True, False))], HOUSES)
    assert [line[-7:].split() for line in plain.splitlines()[2:4]] == [["-", "Ns"], ["Wo", "Ee"]]
    counts = [line.split() for line in plain.splitlines()[7:10]]
    assert counts == [["suppressed", "0", "1"], ["signed", "off", "0", "1"], ["old", "1", "0"]]
    assert plain.endswith("After these: s suppressed, e signed off by an editor, o old\n")
    coloured = render([Comparison(both, (True, False))], HOUSES, colour=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_comments_in_one_paragraph_have_a_row_each() -> None:
    report = samples.decided()
    (bad,) = [f for f in report.findings if f.comment is not None]
    start, end = bad.comment or Span(0, 0)
    more = replace(bad, comment=Span(start + 5, end))
    reports = (replace(report, findings=(bad, more)), replace(report, findings=(bad, more)))
    lines = render([Comparison(reports, (True, True))], HOUSES).splitlines()
    assert lines[2].startswith("3:51   AT904 malformed-suppression  <!-- attrib: x -->")
    assert lines[3].startswith("3:56   AT904 malformed-suppression  attrib: x -->")


def test_a_finding_is_open_if_it_is_at_any_house() -> None:
    ap, reuters = samples.comparison().reports
    old = tuple(replace(f, state="baseline", fingerprint="a" * 32) for f in ap.findings)
    rows = Comparison((replace(ap, findings=old), reuters), (False, True)).rows()
    assert [row.finding.state for row in rows] == ["open", "open"]
    assert [row.states for row in rows] == [(None, "open"), ("baseline", "open")]


def test_entries_are_told_with_the_houses_that_they_are_wrong_at() -> None:
    unused = EntryFinding("AT903", "unused-suppression", "warning", "attrib.yaml", 9, 5, "No.")
    bare = EntryFinding("AT901", "suppression-without-reason", "error", "attrib.yaml", 3, 5, "No.")
    entries = EntryComparison(("ap", "reuters"), ((bare,), (bare, unused)), (False, True))
    lines = render([samples.comparison()], HOUSES, (), entries).splitlines()
    assert lines[:4] == [
        "attrib.yaml:3:5: error AT901 suppression-without-reason: No.",
        "attrib.yaml:9:5: warning AT903 unused-suppression: No. [RTR]",
        "",
        "pier.txt",
    ]
    assert lines[-2:] == ["blocked by an entry: RTR", "1 file checked; blocked: AP 0, RTR 1"]
