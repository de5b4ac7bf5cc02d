"""How much of each stretch somebody is credited with."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from attrib.model import Attribution, Finding, Report, Span, Speaker, Statement
from attrib.model.statement import Kind
from attrib.render.marks import mark
from attrib.render.pictures import Stretch, Strip, longest_bare, strip

from . import made

LUND = Speaker("Per Lund", None, "person", "named")


def of(text: str, *rows: Attribution, findings: tuple[Finding, ...] = ()) -> Report:
    return Report(made.document(text), rows, findings, "0", "m")


def said(
    id: str, start: int, end: int, kind: Kind = "direct", speaker: Speaker | None = LUND
) -> Attribution:
    return Attribution(Statement(id, (Span(start, end),), kind=kind), speaker, None)


def finding(start: int) -> Finding:
    return Finding("AT205", "vague-source", "warning", Span(start, start + 1), "Name them.")


def drawn(report: Report) -> Strip:
    return strip(report, mark(report, report.findings))


def bare(report: Report) -> Stretch | None:
    return longest_bare(report, mark(report, report.findings))


@given(made.reports())
def test_parts_of_a_bar_are_never_more_than_all(report: Report) -> None:
    picture = drawn(report)
    assert picture.bars
    for bar in picture.bars:
        assert min(bar.quoted, bar.reported, bar.nobody) >= 0
        assert bar.quoted + bar.reported + bar.nobody <= 100
    assert 0 <= picture.credited <= 100


@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 40))
def test_a_stretch_that_is_all_statements_has_a_full_bar(a: int, b: int, c: int) -> None:
    text = "x" * (a + b + c)
    (bar, *_) = drawn(
        of(
            text,
            said("s1", 0, a),
            said("s2", a, a + b, "indirect"),
            said("s3", a + b, a + b + c, "indirect", None),
        )
    ).bars
    assert bar.quoted + bar.reported + bar.nobody == 100


def test_shares_of_each_bar_and_of_the_article() -> None:
    # Two bars of 40 characters: half of the first quoted, a quarter of the second paraphrased
    # and a quarter of it nobody's.
    picture = drawn(
        of(
            "x" * 80,
            said("s1", 10, 30, "mixed"),
            said("s2", 40, 50, "indirect"),
            said("s3", 70, 80, "direct", None),
        )
    )
    assert [(b.quoted, b.reported, b.nobody) for b in picture.bars] == [(50, 0, 0), (0, 25, 25)]
    assert picture.credited == 38


def test_what_runs_over_two_bars_counts_in_each_to_the_character() -> None:
    # 121 characters in three bars: the first two have 41 and 40 of them.
    picture = drawn(of("x" * 121, said("s1", 0, 41)))
    assert [bar.quoted for bar in picture.bars] == [100, 0, 0]
    picture = drawn(of("x" * 120, said("s1", 39, 41)))
    assert [bar.quoted for bar in picture.bars] == [2, 2, 0]


def test_the_gap_of_two_paragraphs_is_nobodys_and_counts_for_none() -> None:
    picture = drawn(of("x" * 20 + "\n" * 20 + "x" * 40, said("s1", 0, 20)))
    assert [bar.quoted for bar in picture.bars] == [100, 0]
    assert picture.credited == 33


def test_a_bar_is_flagged_where_an_open_finding_begins() -> None:
    text = "x" * 200
    found = (
        finding(0),
        replace(finding(41), state="baseline"),
        replace(finding(81), state="suppressed"),
        replace(finding(121), severity="note"),
        replace(finding(199), comment=Span(0, 1)),
    )
    bars = drawn(of(text, findings=found)).bars
    assert [bar.flagged for bar in bars] == [True, True, False, False, True]
    after = replace(finding(0), span=Span(200, 200), comment=Span(0, 1))
    assert drawn(of(text, findings=(after,))).bars[-1].flagged


def test_a_long_article_has_no_more_bars_than_a_screen_shows() -> None:
    assert len(drawn(of("x" * 40)).bars) == 1
    assert len(drawn(of("x" * 400)).bars) == 10
    assert len(drawn(of("x" * 400_000)).bars) == 160


def test_the_longest_stretch_is_of_whole_paragraphs_without_anybody_credited() -> None:
    lines = ["a " * 30, "b " * 50, "c " * 20, "d " * 45, "e " * 8]
    text = "\n".join(lines)
    at = text.index("c")
    last = text.index("e")
    assert bare(of(text, said("s1", at, at + 5))) == Stretch(80, 1, 2)
    # Words that nobody is credited with are no end of it.
    assert bare(of(text, said("s1", at, at + 5, speaker=None))) == Stretch(153, 1, 5)
    assert bare(of(text, said("s1", 0, 4), said("s2", last, last + 3))) == Stretch(115, 2, 4)


def test_a_short_stretch_is_not_worth_telling() -> None:
    assert bare(of("a " * 39)) is None
    assert bare(of("a " * 40)) == Stretch(40, 1, 1)
    # Forty-five words are less than a tenth of these.
    text = "\n".join(["a " * 500, "b " * 45])
    assert bare(of(text, said("s1", 0, 5))) is None
    assert bare(of("a b", said("s1", 0, 3))) is None
