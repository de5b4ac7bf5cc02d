from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.gate import fingerprint, gate
from attrib.gate.fingerprint import statement_fingerprints
from attrib.model import Attribution, Document, Finding, Span, Statement
from attrib.read import read_text


def article(text: str) -> Document:
    return Document("a.txt", text, text, (Span(0, len(text)),), (Span(0, len(text)),))


def finding(document: Document, words: str, nth: int = 0, code: str = "AT205") -> Finding:
    start = -1
    for _ in range(nth + 1):
        start = document.text.index(words, start + 1)
    return Finding(
        code, "vague-source", "warning", Span(start, start + len(words)), "Say who they are."
    )


def named(text: str, *words: str) -> list[str]:
    document = article(text)
    return [f.fingerprint for f in gate([finding(document, w) for w in words], document)]


def test_edits_elsewhere_leave_a_fingerprint_as_it_was() -> None:
    before = named("Critics say the dam leaks.", "Critics say")
    after = named("A new first paragraph.\n\nCritics say the dam leaks badly.", "Critics say")
    assert before == after


def test_wrapping_case_spaces_and_style_of_marks_do_not_count() -> None:
    one = named('He said "the dam leaks" twice.', 'said "the dam leaks" twice')
    two = named("He said “The\u00a0dam\r\nleaks” twice.", "said “The\u00a0dam\r\nleaks” twice")
    assert one == two


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("rose 4.5% again", "rose 4.5 again", False),
        ("cost $40 each", "cost €40 each", False),
        ("cost $40 each", "cost 40 each", False),
        ("fell to -40 at night", "fell to 40 at night", False),
        ("lost -$40 in May", "lost $40 in May", False),
        ("fell to -40 at night", "fell to \u221240 at night", True),
        ("rose 4.5% again", "rose 4.5 % again", True),
        ("cost $40 each", "cost $\u00a040 each", True),
        ("from 10-20 cases", "from 10–20 cases", True),
        ("from 10-20 cases", "from 10 20 cases", True),
        ("cases - 40 of them", "cases, 40 of them", True),
    ],
)
def test_signs_that_change_a_number_count(one: str, two: str, same: bool) -> None:
    assert (named(f"It {one}.", one) == named(f"It {two}.", two)) is same


def test_rule_and_words_tell_findings_apart() -> None:
    document = article("Critics say the dam leaks. Experts say so too.")
    first = fingerprint(finding(document, "Critics say"), document)
    assert first != fingerprint(finding(document, "Experts say"), document)
    assert first != fingerprint(finding(document, "Critics say", code="AT301"), document)


def test_equal_words_are_told_apart_by_their_order() -> None:
    document = article("Critics say it leaks. Critics say it is old.")
    findings = [finding(document, "Critics say"), finding(document, "Critics say", nth=1)]
    first, second = gate(findings, document)
    assert first.fingerprint != second.fingerprint
    assert first.fingerprint == fingerprint(findings[0], document)
    assert second.fingerprint == fingerprint(findings[1], document, 1)


def test_a_lone_mark_is_named_by_its_sentence() -> None:
    text = "The dam” leaks. The bridge” sags."
    sentences = (Span(0, 15), Span(16, len(text)))
    document = Document("a.txt", text, text, (Span(0, len(text)),), sentences)
    first = finding(document, "”", code="AT105")
    second = finding(document, "”", nth=1, code="AT105")
    assert fingerprint(first, document) != fingerprint(second, document)


def test_gate_changes_nothing_else_and_keeps_the_order() -> None:
    document = article("Critics say it leaks. Experts agree.")
    findings = [finding(document, "Experts"), finding(document, "Critics say")]
    gated = gate(findings, document)
    assert [(f.code, f.span, f.message) for f in gated] == [
        (f.code, f.span, f.message) for f in findings
    ]


def test_half_a_surrogate_pair_has_a_fingerprint() -> None:
    document = article("Critics \ud800 say")
    assert len(fingerprint(finding(document, "Critics \ud800"), document)) == 32


# What holds for any article: paragraphs of a few words each, some of which are found fault
# with. Few words, so that the same ones come up several times.

WORDS = st.sampled_from(
    ["critics", "Critics", "dam", "leaks", "“old”", "海港", "9,000", "-4%", "€9", "”", "—"]
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
MARKED = st.tuples(SENTENCES, st.booleans())
PARAGRAPHS = st.lists(MARKED, min_size=1, max_size=3)
ARTICLES = st.lists(PARAGRAPHS, min_size=1, max_size=5)
Paragraphs = list[list[tuple[str, bool]]]


def laid_out(paragraphs: Paragraphs, gap: str = "\n\n") -> tuple[Document, list[Span]]:
    """The article, and the spans of its marked sentences."""
    spans, length = [], 0
    parts: list[str] = []
    for paragraph in paragraphs:
        for index, (sentence, marked) in enumerate(paragraph):
            if marked:
                spans.append(Span(length, length + len(sentence)))
            # A paragraph must be one for the reader, so it begins and ends with words.
            parts.append(sentence + (". " if index + 1 < len(paragraph) else "."))
            length += len(parts[-1])
        parts.append(gap)
        length += len(gap)
    # Read for real: its sentences name what has no words of its own.
    return read_text("Title\n\n" + "".join(parts)), [Span(a + 7, b + 7) for a, b in spans]


def findings_of(paragraphs: Paragraphs, gap: str = "\n\n") -> list[str]:
    document, spans = laid_out(paragraphs, gap)
    found = [Finding("AT205", "vague-source", "warning", span, "Say who.") for span in spans]
    return [f.fingerprint for f in gate(found, document)]


def statements_of(paragraphs: Paragraphs) -> list[str]:
    document, spans = laid_out(paragraphs)
    said = [
        Attribution(Statement(f"s{number}", (span,)), None, None)
        for number, span in enumerate(spans, 1)
    ]
    return statement_fingerprints(said, document)


@given(ARTICLES, st.data())
def test_editing_an_unrelated_paragraph_changes_none(
    paragraphs: Paragraphs, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(paragraphs)))
    # Unrelated: what is written there is nobody's fault, before and after.
    new = [(sentence, False) for sentence, _ in data.draw(PARAGRAPHS)]
    other = [(sentence, False) for sentence, _ in data.draw(PARAGRAPHS)]
    for of in (findings_of, statements_of):
        before = of(paragraphs)
        assert of([*paragraphs[:at], new, *paragraphs[at:]]) == before
        assert of([*paragraphs[:at], other, *paragraphs[at:]]) == before


@given(ARTICLES, st.randoms(use_true_random=False))
def test_moving_paragraphs_changes_none(paragraphs: Paragraphs, random: object) -> None:
    moved = list(paragraphs)
    random.shuffle(moved)  # type: ignore[attr-defined]
    assert sorted(findings_of(moved)) == sorted(findings_of(paragraphs))
    assert sorted(statements_of(moved)) == sorted(statements_of(paragraphs))


@given(ARTICLES)
def test_no_two_have_the_same(paragraphs: Paragraphs) -> None:
    for of in (findings_of, statements_of):
        assert set(Counter(of([*paragraphs, *paragraphs])).values()) <= {1}


@given(ARTICLES)
def test_what_stands_between_paragraphs_does_not_count(paragraphs: Paragraphs) -> None:
    comment = "\n\n<!-- attrib: allow vague-source: known -->\n\n"
    document, spans = laid_out(paragraphs, "\n\n\n\n")
    found = [Finding("AT205", "vague-source", "warning", span, "Say who.") for span in spans]
    plain = [f.fingerprint for f in gate(found, document)]
    commented = read_text(document.raw.replace("\n\n\n\n", comment))
    assert commented.text == document.text
    gated = [f for f in gate(found, commented) if f.comment is None]
    assert [f.fingerprint for f in gated] == plain


@given(ARTICLES)
def test_one_more_of_the_same_adds_one(paragraphs: Paragraphs) -> None:
    before, after = findings_of(paragraphs), findings_of([paragraphs[0], *paragraphs])
    marked = sum(mark for _, mark in paragraphs[0])
    assert set(before) <= set(after)
    assert len(after) == len(before) + marked
