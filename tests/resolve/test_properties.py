"""What holds for every text and for statements cut anywhere in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from attrib.model import Attribution, Document, Kind, Span, Statement
from attrib.read import read_text
from attrib.registry import Registry
from attrib.resolve import resolve
from attrib.resolve.descriptions import Descriptions
from attrib.resolve.discourse import Discourse
from attrib.resolve.mentions import find_mentions
from attrib.resolve.parties import Parties, find_parties
from attrib.resolve.words import Words

from .build import REGISTRY, statements_of

KNOWN = Registry.parse(REGISTRY)
NAMES = st.sampled_from(
    ["Ada Moss", "Moss", "Leo Price Jr.", "Rosa de la Vega", "the Customs Board (CB)", "CB", "RKB"]
    + ["Northwire", "AFP", "Karlin", "Mr. Orr", "Ms. Orr", "she", "they", "It", "I", "we", "who"]
    + ["the station", "the 52-year-old", "a spokesman", "his brother", "its chairman, Leo Price,"]
    + ["the statement", "a letter from the bank", "Juniper, who uses they/them pronouns,", "市長"]
)
LINKS = st.sampled_from(
    ["said", "told", "told reporters", "wrote on X", "according to", "reported", "carried by"]
    + ["in a statement", "citing two people,", "’s", "of the", "for", "By", "DM:", "(", ")", "—"]
)
MARKS = st.sampled_from(["“", "”", '"', "‘", "’", ". ", ", ", "; ", "\n", "\n\n", " "])
ANY = st.text(st.characters(exclude_categories=()), max_size=8)
# Half news, half noise: enough of the first that somebody is meant, of the second to trip over.
TEXTS = st.lists(st.one_of(NAMES, LINKS, MARKS, ANY), min_size=1, max_size=40).map(
    lambda parts: "Then " + "".join(part + (" " if part[-1:].isalnum() else "") for part in parts)
)
KINDS: st.SearchStrategy[Kind] = st.sampled_from(["direct", "mixed", "indirect"])
UNHURRIED = settings(deadline=None, max_examples=150)


@st.composite
def articles(draw: st.DrawFn) -> tuple[Document, list[Statement]]:
    """A text, and statements in its order whose parts are cut anywhere."""
    document = read_text(draw(TEXTS))
    size = len(document.text)
    cuts = st.tuples(st.integers(0, size), st.integers(0, size)).map(
        lambda ends: Span(min(ends), max(ends))
    )
    # Where words begin and end, more often than not: a cut inside a word says little.
    edges = sorted({0, size, *(i for i, char in enumerate(document.text) if char.isspace())})
    words = st.tuples(st.sampled_from(edges), st.sampled_from(edges)).map(
        lambda ends: Span(min(ends) + (document.text[min(ends) : min(ends) + 1] == " "), max(ends))
    )
    spans = st.one_of(words, cuts).map(lambda s: Span(min(s), max(s)))
    parts = st.lists(spans, max_size=2).map(lambda found: tuple(sorted(found)))
    drawn = draw(
        st.lists(
            st.tuples(
                st.lists(spans, min_size=1, max_size=2).map(lambda found: tuple(sorted(found))),
                parts,
                parts,
                KINDS,
                st.booleans(),
            ),
            max_size=5,
        )
    )
    statements: list[Statement] = []
    for number, (content, cue, source, kind, label) in enumerate(sorted(drawn), 1):
        before = [None, *(s.id for s in statements)]
        statements.append(
            Statement(
                f"s{number}",
                content,
                cue,
                source,
                kind=kind,
                label=label,
                continues=draw(st.sampled_from(before)),
                within=draw(st.sampled_from(before)),
            )
        )
    return document, statements


def spans_of(attribution: Attribution) -> Iterator[Span]:
    speaker, outlet = attribution.speaker, attribution.outlet
    found = [speaker.mention if speaker else None]
    if outlet is not None:
        found += [outlet.mention, *(hop.mention for hop in outlet.chain)]
    yield from (span for span in found if span is not None)


@given(articles(), st.sampled_from([KNOWN, Registry.empty()]))
@example((read_text("x"), [Statement("s1", (Span(0, 0),), (Span(1, 1),), (Span(0, 0),))]), KNOWN)
@UNHURRIED
def test_resolving_never_raises_and_points_into_the_text(
    article: tuple[Document, list[Statement]], registry: Registry
) -> None:
    document, statements = article
    found = resolve(document, statements, registry)
    assert [a.statement for a in found] == statements
    for attribution in found:
        for span in spans_of(attribution):
            assert 0 <= span.start <= span.end <= len(document.text)
        # Nobody is credited through anybody where nobody is credited.
        assert attribution.speaker is not None or attribution.outlet is None
        if attribution.speaker is not None and attribution.speaker.candidates:
            assert len(set(attribution.speaker.candidates)) > 1
        if attribution.outlet is not None:
            assert "self" not in {hop.how for hop in attribution.outlet.chain}
            assert "" not in {hop.name for hop in attribution.outlet.chain}


@given(articles())
@UNHURRIED
def test_the_same_article_is_resolved_the_same(article: tuple[Document, list[Statement]]) -> None:
    document, statements = article
    first = resolve(document, statements, KNOWN)
    assert resolve(document, statements, KNOWN) == first
    assert resolve(read_text(document.raw), statements, Registry.parse(REGISTRY)) == first


@given(TEXTS)
@UNHURRIED
def test_names_stand_in_the_text_in_order_and_apart(text: str) -> None:
    document = read_text(text)
    mentions = find_mentions(document, ())
    for mention in mentions:
        assert 0 <= mention.span.start < mention.span.end <= len(document.text)
        assert mention.name
    for left, right in zip(mentions, mentions[1:], strict=False):
        assert left.span.end <= right.span.start


@given(TEXTS)
@UNHURRIED
def test_every_name_is_one_partys(text: str) -> None:
    document = read_text(text)
    mentions = find_mentions(document, ())
    parties = find_parties(document, mentions, KNOWN)
    held = [mention.span for party in parties.all for mention in party.mentions]
    assert sorted(held) == [mention.span for mention in mentions]
    assert all(party.mentions for party in parties.all)


# Work -------------------------------------------------------------------------------------

PARAGRAPH = (
    "Ada Moss told RKB that pump {n} failed. The Harbour Trust said pump {n} was new. Ines Vale, "
    "52, met Mr. Orr in Karlin, and she said pump {n} was old. A spokesman said pump {n} was dry."
)
CALLS = [
    (Parties, "before"),
    (Parties, "inside"),
    (Document, "sentence_at"),
    (Document, "paragraph_at"),
    (Discourse, "_bring"),
    (Discourse, "_weight"),
    (Discourse, "_forget"),
    (Descriptions, "meant"),
]


def repeated(times: int) -> tuple[Document, list[Statement]]:
    text = "\n\n".join(PARAGRAPH.format(n=n) for n in range(times))
    rows = []
    for n in range(times):
        rows += [
            ("Ada Moss", "told", f"pump {n} failed"),
            ("The Harbour Trust", "said", f"pump {n} was new"),
            ("she", "said", f"pump {n} was old"),
            ("A spokesman", "said", f"pump {n} was dry"),
        ]
    return read_text(text), rows_of(text, rows)


def rows_of(text: str, rows: list[tuple[str, str, str]]) -> list[Statement]:
    """Statements paragraph by paragraph: the search for their words is then linear too."""
    statements: list[Statement] = []
    start = 0
    for paragraph in text.split("\n\n"):
        for row in statements_of(paragraph, *rows[len(statements) : len(statements) + 4]):
            moved = [
                tuple(Span(a + start, b + start) for a, b in p)
                for p in (row.content, row.cue, row.source)
            ]
            statements.append(Statement(f"s{len(statements) + 1}", *moved))
        start += len(paragraph) + 2
    return statements


def counted(monkeypatch: pytest.MonkeyPatch, times: int) -> dict[str, int]:
    """How often each call is made in resolving the paragraph so many times."""
    counts: dict[str, int] = {}
    document, statements = repeated(times)
    with monkeypatch.context() as patch:
        for owner, name in CALLS:
            made = getattr(owner, name)

            def call(*args: object, _made=made, _name=name, **named: object) -> object:  # type: ignore[no-untyped-def]
                counts[_name] = counts.get(_name, 0) + 1
                return _made(*args, **named)

            patch.setattr(owner, name, call)
        found = resolve(document, statements, KNOWN)
    names = [a.speaker.name if a.speaker else "" for a in found]
    assert names == ["Ada Moss", "Harbour Trust", "Ines Vale", "Harbour Trust"] * times
    return counts


def test_a_paragraph_repeated_takes_linear_work(monkeypatch: pytest.MonkeyPatch) -> None:
    once, fourfold = counted(monkeypatch, 50), counted(monkeypatch, 200)
    assert set(once) == set(fourfold)
    assert {name: fourfold[name] <= 4.2 * once[name] + 50 for name in once} == dict.fromkeys(
        once, True
    )


def test_a_paragraph_repeated_keeps_no_more_in_mind() -> None:
    words = Words.load()
    sizes = {}
    for times in (1, 20, 200):
        document, statements = repeated(times)
        parties = find_parties(document, find_mentions(document, ()), KNOWN)
        descriptions = Descriptions(document, parties, KNOWN, words)
        discourse = Discourse(document, parties, statements, descriptions, words)
        sizes[times] = (len(parties.all), len(discourse._present))
        assert all(len(party.descriptions) <= 16 for party in parties.all)
        assert len(parties.mentions) == times * len(find_mentions(repeated(1)[0], ()))
    assert sizes[20] == sizes[200]
    assert sizes[1][0] == sizes[200][0]


def test_mentions_looked_at_backwards_are_bounded() -> None:
    document, _ = repeated(200)
    parties = find_parties(document, find_mentions(document, ()), KNOWN)
    assert len(parties.mentions) > 1_000
    assert len(list(parties.before(len(document.text)))) == 400


def test_people_who_speak_once_each_are_forgotten() -> None:
    """With a new person in each sentence what is in mind stays bounded."""
    surnames = [f"{a}{b}{c}nen" for a in "BDGKLMPRSTV" for b in "aeiou" for c in "lmnrst"]
    rows = [
        (f"The baker Ada {name}", "said", f"pump {n} failed") for n, name in enumerate(surnames)
    ]
    text = " ".join(f"{source} {cue} {content}." for source, cue, content in rows)
    document = read_text(text)
    statements = statements_of(text, *rows)
    words = Words.load()
    parties = find_parties(document, find_mentions(document, ()), Registry.empty())
    descriptions = Descriptions(document, parties, Registry.empty(), words)
    assert len(parties.all) == len(surnames) == 330
    discourse = Discourse(document, parties, statements, descriptions, words)
    # Those of the last sentences, and what has come since the last were left.
    assert len(discourse._present) <= 66
