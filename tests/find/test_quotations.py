from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.find import find_quotations
from attrib.find.quotations import Marks
from attrib.model import Span


def read(text: str) -> Marks:
    return find_quotations(text, [Span(*m.span()) for m in re.finditer(r"[^\n]+", text)])


def quoted(text: str) -> list[list[str]]:
    return [[text[s:e] for s, e in q.spans] for q in read(text).quotations]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # straight and curly, in one sentence
        ('She said "go" and he said “stay”.', [['"go"'], ["“stay”"]]),
        # British single marks against apostrophes and plural possessives
        (
            "‘It’s over,’ he said. ‘The miners’ union won’t fold.’",
            [["‘It’s over,’"], ["‘The miners’ union won’t fold.’"]],
        ),
        (
            "'We told the nurses' board \"no\",' she said.",
            [["'We told the nurses' board \"no\",'"], ['"no"']],
        ),
        # an apostrophe typed as an opening mark, elisions, decades, measures
        ("The town‘s band played in the ’90s and ’twas loud, 6'2\" tall.", []),
        ("Rock 'n' roll and the '80s.", []),
        # nesting
        ("He said “not ‘me’ or “you” here”.", [["“not ‘me’ or “you” here”"], ["‘me’"], ["“you”"]]),
        ("\"Don't 'fix' it,\" said O'Neil.", [["\"Don't 'fix' it,\""], ["'fix'"]]),
        # reopened at each paragraph
        ("“One.\n\n“Two.\n\n“Three,” she said.", [["“One.", "“Two.", "“Three,”"]]),
        ("‘One.\n\n‘Two,’ he said.", [["‘One.", "‘Two,’"]]),
        ("She wrote: ‘One.\n\n‘Two.’", [["‘One.", "‘Two.’"]]),
        ("She wrote: ‘One.\n\nTwo.", []),
        # closed a paragraph later without reopening
        ('"It ran on.\n\nAnd on," he said.', [['"It ran on.', 'And on,"']]),
        # guillemets and low marks
        (
            "« Oui », dit-elle. „Ja“, sagte er. »Nein«, sagte sie.",
            [["« Oui »"], ["„Ja“"], ["»Nein«"]],
        ),
        # an opening curly mark closed by a straight one
        ('He called it “odd" and left.', [['“odd"']]),
    ],
)
def test_marks(text: str, expected: list[list[str]]) -> None:
    assert quoted(text) == expected


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    text = "“It was late, she said.\n\nNobody answered."
    (quotation,) = read(text).quotations
    assert not quotation.closed
    assert text[quotation.start : quotation.end] == "“It was late, she said."


def test_a_closing_mark_that_closes_nothing_is_stray() -> None:
    text = 'The mayor was pleased." Nobody else was.'
    marks = read(text)
    assert marks.quotations == ()
    assert [text[s:e] for s, e in marks.stray] == ['"']


def test_depth_counts_from_the_outside() -> None:
    assert [q.depth for q in read("“a ‘b’ c” “d”").quotations] == [0, 1, 0]


@given(st.text(alphabet="ab “”\"'‘’«»„‚.,\n", max_size=200))
def test_any_marks_give_spans_inside_the_text(text: str) -> None:
    marks = read(text)
    for quotation in marks.quotations:
        assert quotation.spans == tuple(sorted(quotation.spans))
        for start, end in quotation.spans:
            assert 0 <= start < end <= len(text)
    for start, end in marks.stray:
        assert end == start + 1 <= len(text)


def test_straight_marks_around_another_page_leave_its_own_quotations_outermost() -> None:
    text = (
        '"The mayor called it a “misunderstanding” and the engineer said “never again.”\n\n'
        "“We were not asked,” said Calder, who has run the depot since spring."
    )
    found = read(text).quotations
    assert [(text[q.start : q.end], q.depth) for q in found] == [
        ("“misunderstanding”", 0),
        ("“never again.”", 0),
        ("“We were not asked,”", 0),
    ]


def test_marks_of_another_kind_do_not_reopen_a_quotation() -> None:
    text = '"We lost nine sailings.\n\n“Nobody rang us,” Calder said.'
    found = read(text).quotations
    assert [len(q.spans) for q in found] == [1, 1]
    assert [q.closed for q in found] == [False, True]
