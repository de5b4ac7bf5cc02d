from itertools import pairwise

import pytest

from attrib.model import Span
from attrib.read.sentences import sentence_spans

# Each case is a paragraph with its sentences parted by "¦".
CASES = [
    "The council met on Monday. ¦It voted to close the pool.",
    "The U.S. Department of Labor said so. ¦He lives in the U.S. ¦She does not.",
    "Ms. Ana Reyes met Sen. Paul Ito, D-Ore., in St. Louis. ¦Gov. J. B. Lund was there.",
    "“We won.” ¦He left.",
    "“We won. ¦It was hard,” said the captain. ¦“Very hard.”",
    '"It is over." ¦Then she hung up.',
    "He called it “a disgrace.” ¦The mayor disagreed.",
    "“Why?” he asked. ¦“Stop!” she cried. ¦Nobody did.",
    "“Why?” Ms. Lau asked. ¦“Because.”",
    "“Why now?” ¦He did not say.",
    "“Is it safe?” ¦The inspector thought so.",
    "“He said ‘no.’” ¦She left.",
    "Prices rose 3.5 percent to $4.20. ¦They had fallen to No. 5 on Jan. 5.",
    "It ended in Jan. ¦The court will sit in Feb. 2025.",
    "Talks ended at 5 p.m. Monday. ¦They began at 9 a.m. ¦Nobody slept.",
    "Acme Inc. said so. ¦It bought Borealis Corp. ¦The firm had lost money.",
    "“Well … I think so,” he said. ¦“I hope…” ¦She smiled.",
    "He paused ... and went on. ¦Then he stopped...",
    "(He laughed.) ¦Nobody else did.",
    "See harbour.example/news.html for more. ¦Or ask.",
    "Smith v. Jones was cited, e.g. Lord Dunn did so. ¦It failed.",
    "It was World War I. ¦He was twelve.",
    "Yahoo! Finance had it first. ¦Reuters followed.",
    "What?! ¦No.",
    "He said so . ” ¦She wept.",
    "1. The cranes come down. ¦2. The dock closes.",
    "George W. Hale and Lt. Col. Ann Brown met Dr. A. Lee et al. in Washington, D.C. ¦They left.",
    "The iPhone broke. ¦iPhone sales rose.",
    "市长说可以。¦“我们同意。”¦他走了。",
    "No full stop at all",
    "Ends with a quotation mark.”",
]


@pytest.mark.parametrize("case", CASES)
def test_sentences(case: str) -> None:
    text = case.replace("¦", "")
    found = [text[a:b] for a, b in sentence_spans(text, Span(0, len(text)))]
    assert found == [part.strip() for part in case.split("¦")]


def test_offsets_lie_in_the_paragraph() -> None:
    text = "Before. It was. Here! After."
    assert list(sentence_spans(text, Span(8, 21))) == [Span(8, 15), Span(16, 21)]


def test_whitespace_alone_has_none() -> None:
    assert list(sentence_spans("   ", Span(0, 3))) == []


@pytest.mark.parametrize("unit", ["“. ", ".", '"', "A. ", "(a. ", "... ", ".”", "?! "])
def test_floods_of_marks_are_covered_word_for_word(unit: str) -> None:
    text = unit * (50_000 // len(unit))
    spans = list(sentence_spans(text, Span(0, len(text))))
    assert all(a.end <= b.start for a, b in pairwise(spans))
    covered = "".join(text[a:b] for a, b in spans)
    assert covered.replace(" ", "") == text.replace(" ", "")
