"""What an email holds, and what it must not."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.errors import ReadError
from attrib.model import EntryFinding, Passage, Report, Span, Statement, Unread, Verdict
from attrib.render.columns import columns
from attrib.render.plain import WIDTH, render

from . import hostile, samples
from .test_verify import LUND, STORM, TEXT, altered, attribution
from .test_verify import report as verified

VAGUE = "0123456789abcdef0123456789abcdef"
WHOLE = """\
BLOCKED BY 1 OF 1 FINDING.
1 file checked: 3 statements, 2 attributed; 1 finding: 1 warning


Findings
--------

1. WARNING, blocks: vague-source (AT205)
   pier.txt, line 3
   Nobody can check who “Critics” are; name them.
   Words: Critics
   Suggestion: perhaps those whom s2 answers


Who is quoted in pier.txt
-------------------------

   3 statements, 2 attributed; 1 finding: 1 warning

*  Harbour Board, through RTHK: 1 statement
*  Ines Calder, through RTHK: 1 statement
*  nobody: 1 statement
"""
QUOTES = """\


Quotes of draft.txt against their sources
-----------------------------------------

   2 quotes: 1 not checked, 1 altered

*  Line 1, Per Lund: ALTERED: the words in the marks are not the
   source's
   Printed: “We will close three lines,”
   Source: We will close two lines
   (said/speech.txt:7, said by Per Lund)
   Change: number: “three” for “two”

*  Line 2, Ida Storm: NOT CHECKED: no text of hers
   Printed: “It is late,”
"""


def test_a_whole_report() -> None:
    assert render([samples.report()], stopping=frozenset({VAGUE})) == WHOLE


def test_quotes_are_told_with_what_was_changed_and_what_was_not_checked() -> None:
    verdict = Verdict("not-checked", reason="no text of hers")
    held = (
        attribution(TEXT, LUND, "Per Lund", altered()),
        attribution(TEXT, STORM, "Ida Storm", verdict),
    )
    assert render([verified(*held)], stopping=frozenset()).endswith(QUOTES)


def test_what_is_word_for_word_is_counted_only() -> None:
    verbatim = Verdict("verbatim", (Passage("a.txt", 1, "It is late"),), score=1.0)
    shown = render(
        [verified(attribution(TEXT, STORM, "Ida Storm", verbatim))], stopping=frozenset()
    )
    assert shown.endswith("\n   1 quote: 1 verbatim\n")


def test_what_could_not_be_read_never_looks_like_a_pass() -> None:
    error = ReadError("is empty", path="b.txt")
    clean = replace(samples.report(), findings=())
    unread = replace(clean, unread=(Unread("texts/a.pdf", "has no text"),))
    assert render([clean], stopping=frozenset()).startswith("NOTHING BLOCKS.\n")
    assert render([], [error], stopping=frozenset()).startswith("NOTHING WAS CHECKED.\n")
    one = render([clean], [error], stopping=frozenset())
    assert one.startswith("NOT EVERYTHING WAS CHECKED.\n")
    assert "\n*  b.txt: is empty\n" in one
    other = render([unread], stopping=frozenset())
    assert other.startswith("NOT EVERYTHING WAS CHECKED.\n")
    assert "\n*  texts/a.pdf: has no text; quotes of its speaker are not checked\n" in other


def test_what_the_desk_has_said_is_told() -> None:
    old = replace(
        samples.report(), findings=(replace(samples.report().findings[0], state="baseline"),)
    )
    entry = EntryFinding("AT901", "suppression-without-reason", "error", "attrib.yaml", 3, 5, "No.")
    shown = render([samples.decided(), old], [], [entry], stopping=frozenset())
    assert "   Suppressed: known (Ana)\n" in shown
    assert "   Old: in the baseline\n" in shown
    assert "\n*  “We found cracks in four piles,”: accepted by Ana Ruiz" in shown
    assert "1. ERROR: suppression-without-reason (AT901)\n   attrib.yaml, line 3\n" in shown


def test_a_speaker_is_one_of_several() -> None:
    plain = samples.report()
    first = plain.attributions[1]
    assert first.speaker is not None
    either = replace(first.speaker, candidates=("Ines Calder", "Ana Ruiz"))
    report = replace(plain, attributions=(replace(first, speaker=either),))
    assert "*  Ines Calder or Ana Ruiz, through RTHK: 1" in render([report], stopping=frozenset())


@pytest.mark.parametrize("words", hostile.HOSTILE)
def test_nothing_from_outside_stands_at_the_start_of_a_line_or_drives_a_screen(words: str) -> None:
    shown = render(
        [hostile.report(words)],
        [hostile.error(words)],
        [hostile.entry(words)],
        stopping=frozenset(),
    )
    _, rest = shown.split("\n\n", 1)
    ours = ("*  ", "   ", "---", "Who is ", "Quotes of ", "Could not ", "Findings", "1. ", "2. ")
    for line in rest.splitlines():
        assert not line or line.startswith(ours)
    for char in shown:
        assert char == "\n" or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp")


@given(st.lists(st.text(st.characters(categories=("L", "P", "N")), min_size=1, max_size=90)))
def test_lines_fit_and_no_word_is_cut(parts: list[str]) -> None:
    words = " ".join(parts)
    text = f"{words} said so."
    place = Statement("s1", (Span(0, len(words)),), (), (), "direct")
    verdict = Verdict("not-found", (Passage("a.txt", 1, words),))
    row = replace(samples.report().attributions[0], statement=place, verdict=verdict)
    report = Report(samples.document(text), (row,), (), "0", "model")
    known = {*text.split()}
    for line in render([report], stopping=frozenset()).splitlines():
        if columns(line) > WIDTH:
            (word,) = line.split() if line.startswith("   ") else line.split()[-1:]
            assert word in known or word.endswith("…")
