"""What ``attrib verify`` prints."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.model import (
    Attribution,
    Change,
    Copy,
    Finding,
    Passage,
    Report,
    Span,
    Speaker,
    Statement,
    Unread,
    Verdict,
)
from attrib.render.columns import columns
from attrib.render.verify import about_quotes, render
from tests.render.samples import document, span

TEXT = "“We will close three lines,” said Per Lund.\n“It is late,” said Ida Storm."
SAID = "We will close two lines"


def attribution(text: str, words: str, name: str, verdict: Verdict | None) -> Attribution:
    statement = Statement("s1", (span(text, words),), (), (), "direct")
    return Attribution(statement, Speaker(name, None, "person", ""), None, verdict=verdict)


def altered(text: str = TEXT, said: str = SAID, word: str = "three", other: str = "two") -> Verdict:
    place = span(text, word)
    start = said.index(other)
    change = Change("replaced", "number", word, other, place, Span(start, start + len(other)))
    passage = Passage("said/speech.txt", 7, said, "Per Lund")
    return Verdict("altered", (passage,), (change,), None, 0.9, 5)


def report(*held: Attribution, text: str = TEXT, path: str = "draft.txt", **more: Any) -> Report:
    return Report(document(text, path), held, (), "0", "model", **more)


def shown(*held: Attribution, text: str = TEXT, everything: bool = False, **more: Any) -> list[str]:
    return render([report(*held, text=text, **more)], everything=everything).splitlines()


LUND = "“We will close three lines,”"
STORM = "“It is late,”"


def test_a_changed_word_is_shown_under_marks_in_both() -> None:
    assert shown(attribution(TEXT, LUND, "Per Lund", altered())) == [
        "draft.txt:1:1: altered: the words in the marks are not the source's",
        "  printed: “We will close three lines,”",
        "                          ^^^^^",
        "           credited to Per Lund",
        "  source:  We will close two lines",
        "                         ^^^",
        "           said/speech.txt:7, said by Per Lund",
        "  changes: number: “three” for “two”",
        "",
        "    verdict  speaker   words",
        "s1  altered  Per Lund  “We will close three lines,”",
        "",
        "draft.txt: 1 quote: 1 altered",
    ]


def test_what_is_word_for_word_is_shown_only_if_asked_for() -> None:
    verbatim = Verdict("verbatim", (Passage("a.txt", 1, "It is late"),), score=1.0)
    held = attribution(TEXT, STORM, "Ida Storm", verbatim)
    brief, full = shown(held), shown(held, everything=True)
    assert not any("word for word" in line for line in brief)
    assert full[0] == "draft.txt:2:1: verbatim: word for word"
    assert full[-len(brief) :] == brief


@pytest.mark.parametrize(
    ("passage", "place"),
    [
        (Passage("a.txt", 3, "late"), "a.txt:3"),
        (Passage("a.pdf", 3, "late", page=2), "a.pdf, page 2, line 3"),
        (Passage("a.vtt", 3, "late", "Ida Storm", time="00:01:12"), "a.vtt:3, at 00:01:12, said by Ida Storm"),
    ],
)  # fmt: skip
def test_where_a_passage_stands(passage: Passage, place: str) -> None:
    verdict = Verdict("not-found", (passage,))
    lines = shown(attribution(TEXT, STORM, "Ida Storm", verdict))
    assert "  nearest: late" in lines
    assert f"           {place}" in lines


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("left-out", "negation", "", "not"), "negation: “not” left out"),
        (("added", "words", "ever", ""), "“ever” added"),
        (("moved", "words", "ever", "ever"), "“ever” moved"),
        (("gloss", "words", "[he]", "Lund"), "“[he]” for “Lund”, marked"),
        (("gloss", "words", "[he]", ""), "“[he]” is put in, marked"),
        (("ellipsis", "condition", "…", "if"), "condition: “if” left out, marked"),
    ],
)
def test_a_change_in_words(change: Any, words: str) -> None:
    how, about, quoted, said = change
    verdict = replace(
        altered(), changes=(Change(how, about, quoted, said, Span(1, 3), Span(0, 2)),)
    )
    assert f"  changes: {words}" in shown(attribution(TEXT, LUND, "Per Lund", verdict))


def test_the_counts() -> None:
    held = [
        attribution(TEXT, LUND, "Per Lund", altered()),
        attribution(TEXT, STORM, "Ida Storm", Verdict("not-checked", reason="no text was given")),
        attribution(TEXT, STORM, "Ida Storm", Verdict("verbatim")),
        attribution(TEXT, STORM, "Ida Storm", Verdict("paraphrase")),
        attribution(TEXT, STORM, "Ida Storm", None),
    ]
    copy = Copy(Span(1, 26), 5, Passage("said.txt", 1, SAID))
    unread = Unread("b.pdf", "an encrypted PDF", None)
    lines = shown(*held, copies=(copy,), unread=(unread,))
    assert lines[-1] == (
        "draft.txt: 3 quotes: 1 verbatim, 1 not checked, 1 altered; 1 paraphrase found; "
        "1 copied; 1 text could not be read"
    )
    assert "draft.txt:1:2: copied: 5 words of a text, without quotation marks" in lines
    assert shown() == ["draft.txt: 0 quotes"]


def test_articles_stand_apart() -> None:
    one = report(attribution(TEXT, STORM, "Ida Storm", Verdict("verbatim")))
    assert render([one, one]) == render([one]) + "\n" + render([one])
    assert render([]) == ""


def test_only_findings_about_quotes_count_for_its_status() -> None:
    findings = [
        Finding(code, name, "error", Span(0, 1), "")
        for code, name in (("AT101", "unattributed-quote"), ("AT106", "altered-quote"))
    ]
    one = replace(report(), findings=tuple(findings))
    assert [finding.code for finding in about_quotes(one)] == ["AT106"]


def test_nothing_is_wider_than_a_terminal() -> None:
    long = " ".join(f"ward{number} of the hospital" for number in range(60))
    text = f"“{long},” said Per Lund."
    verdict = altered(text, f"x{long}", "ward40", "ward41")
    lines = shown(attribution(text, f"“{long},”", "Per Lund", verdict), text=text)
    assert max(map(len, lines)) <= 80
    # Of a long quote the lines with what changed are there, and where they are left out it is short.
    assert any("ward40" in line for line in lines)
    assert len(lines) < 60


def test_wide_characters_have_their_marks_below_them() -> None:
    text, said = "“東京 will close 三 lines,” said Per Lund.", "東京 will close 二 lines"
    verdict = altered(text, said, "三", "二")
    lines = shown(attribution(text, "“東京 will close 三 lines,”", "Per Lund", verdict), text=text)
    for word, marks in zip("三二", (lines[2], lines[5]), strict=True):
        line = next(line for line in lines if word in line)
        assert columns(line[: line.index(word)]) == marks.index("^")
        assert marks.strip() == "^^"
    wide = shown(attribution("“" + "東" * 90 + "”", "東" * 90, "Per Lund", Verdict("not-found")), text="“" + "東" * 90 + "”")  # fmt: skip
    assert max(map(columns, wide)) <= 80


def test_only_with_colour_there_are_colours() -> None:
    one = report(attribution(TEXT, LUND, "Per Lund", altered()))
    plain, coloured = render([one]), render([one], colour=True)
    assert "\x1b" not in plain
    assert "\x1b[31m" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain


HOSTILE = "\x1b[2J\u202e\u2066\x07\r\x9b31m\u200b"


def test_what_would_drive_a_terminal_is_escaped() -> None:
    text = f"“We {HOSTILE} close three lines,” said Per Lund."
    said = f"We {HOSTILE} close two lines"
    verdict = replace(altered(text, said), reason=HOSTILE)
    passage = Passage(f"{HOSTILE}.txt", 1, said, f"Per {HOSTILE}", time=HOSTILE)
    change = replace(verdict.changes[0], quoted=HOSTILE, said=HOSTILE)
    verdict = replace(verdict, passages=(passage,), changes=(change,))
    words = text[: text.index(" said")]
    copy = Copy(Span(0, 10), 5, passage)
    out = render(
        [
            report(
                attribution(text, words, f"Per {HOSTILE}", verdict),
                text=text,
                path=f"{HOSTILE}.txt",
                copies=(copy,),
            )
        ],
        everything=True,
    )
    assert not set(HOSTILE) & set(out) - set("[2J31m")
    assert "\\x1b" in out
    assert "\\u202e" in out


@given(st.text(max_size=200), st.text(max_size=200), st.data())
def test_whatever_stands_there_it_fits_and_is_safe(
    quoted: str, said: str, data: st.DataObject
) -> None:
    text = f"“{quoted}” said Per Lund."
    start = data.draw(st.integers(0, len(text)))
    begin = data.draw(st.integers(0, len(said)))
    place, there = Span(start, len(text)), Span(begin, len(said))
    change = Change("replaced", "words", text[start:], said[begin:], place, there)
    verdict = Verdict("altered", (Passage("a.txt", 1, said),), (change,))
    statement = Statement("s1", (Span(0, len(text)),), (), (), "direct")
    held = Attribution(statement, Speaker("Per Lund", None, "person", ""), None, verdict=verdict)
    out = render([report(held, text=text)])
    lines = out.split("\n")
    assert all(columns(line) <= 80 for line in lines[:-2])
    assert all(line.isprintable() or {"\u200c", "\u200d"} & set(line) for line in lines)
