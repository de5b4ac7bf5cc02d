from __future__ import annotations

import pytest

from attrib.model import Span
from attrib.read import read_text
from attrib.resolve.mentions import find_mentions
from attrib.resolve.phrases import head_of, last_word, short, without_asides

from .build import at


def cut(source: str) -> tuple[str, str]:
    """The head of a source and its phrase without asides, the source in a sentence."""
    text = f"Late on Monday {source} said the ledger had been burned."
    span = at(text, source)
    mentions = find_mentions(read_text(text), ())
    head, plain = head_of(text, span, mentions), without_asides(text, span, mentions)
    return text[head.start : head.end], text[plain.start : plain.end]


@pytest.mark.parametrize(
    ("source", "head", "plain"),
    [
        pytest.param("the engineer", "the engineer", "the engineer", id="whole"),
        pytest.param(
            "a statement from the Harbour Trust, a charity",
            "a statement",
            "a statement from the Harbour Trust",
            id="an issuer and an aside",
        ),
        pytest.param(
            "the Ministry of Justice",
            "the Ministry of Justice",
            "the Ministry of Justice",
            id="no cut inside a name",
        ),
        pytest.param(
            "a spokesman for the Bank of Arden",
            "a spokesman",
            "a spokesman for the Bank of Arden",
            id="a cut before a name that has one inside",
        ),
        pytest.param(
            "the engineer who built it", "the engineer", "the engineer", id="a relative clause"
        ),
        pytest.param(
            "page nine of the report", "the report", "page nine of the report", id="a part"
        ),
        pytest.param(
            "two people familiar with the deal",
            "two people",
            "two people familiar with the deal",
            id="what people know",
        ),
        pytest.param(
            "a man holding the ladder", "a man", "a man holding the ladder", id="a participle"
        ),
        pytest.param(
            "its chairman, Leo Price", "its chairman", "its chairman", id="an office and a name"
        ),
    ],
)
def test_heads(source: str, head: str, plain: str) -> None:
    assert cut(source) == (head, plain)


def test_a_head_never_leaves_its_source() -> None:
    text = "the"
    assert head_of(text, Span(0, 3), ()) == Span(0, 3)
    assert head_of(text, Span(1, 1), ()) == Span(1, 1)
    assert head_of(" , ", Span(0, 3), ()) == Span(0, 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the engineer", "engineer"),
        ("the bank’s", "bank’s"),
        ("co-founder", "co-founder"),
        ("…", ""),
    ],
)
def test_last_word(text: str, expected: str) -> None:
    assert last_word(text) == expected


def test_short_keeps_one_line_of_at_most_120_characters() -> None:
    assert short(" the\n harbour   master, ") == "the harbour master"
    assert short("x" * 120) == "x" * 120
    assert short("x" * 121) == "x" * 119 + "…"
