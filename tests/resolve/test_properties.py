"""What holds for every text and for statements cut anywhere in it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from types import FrameType

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
from attrib.resolve.parties import find_parties
from attrib.resolve.words import Words

from .build import REGISTRY, Row, statements_of

KNOWN = Registry.parse(REGISTRY)
NAMES = st.sampled_from(
    [
        "Ada Moss",
        "Moss",
        "Leo Price Jr.",
        "Rosa de la Vega",
        "the Customs Board (CB)",
        "CB",
        "RKB",
        "Northwire",
        "AFP",
        "Karlin",
        "Mr. Orr",
        "Ms. Orr",
        "she",
        "they",
        "It",
        "I",
        "we",
        "who",
        "the station",
        "the 52-year-old",
        "a spokesman",
        "his brother",
        "its chairman, Leo Price,",
        "the statement",
        "a letter from the bank",
        "Juniper, who uses they/them pronouns,",
        "市長",
    ]
)
LINKS = st.sampled_from(
    [
        "said",
        "told",
        "told reporters",
        "wrote on X",
        "according to",
        "reported",
        "carried by",
        "in a statement",
        "citing two people,",
        "’s",
        "of the",
        "for",
        "By",
        "DM:",
        "(",
        ")",
        "—",
    ]
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
    parts = st.lists(spans.filter(lambda span: span.start < span.end), max_size=2).map(
        lambda found: tuple(sorted(found))
    )
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
@example((read_text("a"), [Statement("s1", (Span(0, 0),), (Span(1, 1),), (Span(0, 1),))]), KNOWN)
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


def test_a_source_without_words_points_into_the_text() -> None:
    document = read_text("a")
    statement = Statement("s1", (Span(0, 1),), (), (Span(0, 0),))
    for span in spans_of(resolve(document, [statement], KNOWN)[0]):
        assert 0 <= span.start <= span.end <= 1


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
    for left, right in pairwise(mentions):
        assert left.span.end <= right.span.start


@given(TEXTS)
@example("Then its chairman, Leo Price,\n““. ")  # an appositive without a word
@UNHURRIED
def test_every_name_is_one_partys(text: str) -> None:
    document = read_text(text)
    mentions = find_mentions(document, ())
    parties = find_parties(document, mentions, KNOWN)
    held = [mention.span for party in parties.all for mention in party.mentions]
    assert sorted(held) == [mention.span for mention in mentions]
    assert all(party.mentions for party in parties.all)


# Work -------------------------------------------------------------------------------------


def repeated(
    paragraph: str, rows: list[Row], times: int, names: Sequence[str] = ()
) -> tuple[Document, list[Statement]]:
    """The paragraph so many times over, each with its statements; "{}" is another name in each."""
    statements: list[Statement] = []
    paragraphs: list[str] = []
    start = 0
    for number in range(times):
        text = paragraph.format(names[number]) if names else paragraph
        for one in statements_of(text, *rows):
            content, cue, source = (
                tuple(Span(span.start + start, span.end + start) for span in part)
                for part in (one.content, one.cue, one.source)
            )
            label = bool(cue) and text[one.cue[0].start] == ":"
            statements.append(
                Statement(f"s{len(statements) + 1}", content, cue, source, label=label)
            )
        paragraphs.append(text)
        start += len(text) + 2
    return read_text("\n\n".join(paragraphs)), statements


def calls(paragraph: str, rows: list[Row], times: int, names: Sequence[str] = ()) -> int:
    """How many functions run, and generators go on, in resolving it so many times over."""
    document, statements = repeated(paragraph, rows, times, names)
    count = 0

    def note(frame: FrameType, event: str, arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        found = resolve(document, statements, KNOWN)
    finally:
        sys.setprofile(before)
    assert len(found) == times * len(rows)
    return count


# Surnames, all different.
SURNAMES = ["".join(parts) + "nen" for parts in product("BDGKLMPRSTV", "aeiou", "lmnrst")]
NEWS = (
    "Ada Moss told RKB that the pump failed. The Harbour Trust said it was new. Ines Vale met "
    "Mr. Orr in Karlin, and she said it was old. A spokesman said it was dry."
)
NEWS_ROWS = [
    ("Ada Moss", "told", "the pump failed"),
    ("The Harbour Trust", "said", "it was new"),
    ("she", "said", "it was old"),
    ("A spokesman", "said", "it was dry"),
]


@pytest.mark.parametrize(
    ("paragraph", "rows"),
    [
        pytest.param(NEWS, NEWS_ROWS, id="news"),
        pytest.param(
            "The Harbour Trust’s letter came. The letter said it was new.",
            [("The letter", "said", "it was new")],
            id="a document of somebody's",
        ),
        pytest.param(
            "A letter came. The letter said it was new.",
            [("The letter", "said", "it was new")],
            id="a document of nobody's",
        ),
        pytest.param(
            "Noordhal Bank closed. Leo Price, a spokesman for the bank, said it was new.",
            [("Leo Price, a spokesman for the bank,", "said", "it was new")],
            id="a body by its description",
        ),
        pytest.param(
            "A hotel guest said it was new. The tall guest said it was old.",
            [("A hotel guest", "said", "it was new"), ("The tall guest", "said", "it was old")],
            id="people without a name",
        ),
        pytest.param(
            "Mr. Orr left. She said it was new.", [("She", "said", "it was new")], id="nobody fits"
        ),
        pytest.param(
            "The baker Ada Smith met the cook Ines Smith. Smith said it was new.",
            [("Smith", "said", "it was new")],
            id="two of one surname",
        ),
    ],
)
def test_a_paragraph_repeated_takes_linear_work(paragraph: str, rows: list[Row]) -> None:
    calls(paragraph, rows, 2)  # what is read once is read
    # Beyond what is looked back at: the last names, a fixed number of them.
    few, many = calls(paragraph, rows, 250), calls(paragraph, rows, 1_000)
    assert many < 4.5 * few


@pytest.mark.parametrize(
    ("paragraph", "rows"),
    [
        pytest.param(
            "The baker Leo {} left. He said it was new.",
            [("He", "said", "it was new")],
            id="a pronoun",
        ),
        pytest.param(
            "The {} Board met. A spokesman said it was new.",
            [("A spokesman", "said", "it was new")],
            id="bodies of one sort",
        ),
        pytest.param(
            "The baker Ada {} left. Then Ada said it was new.",
            [("Ada", "said", "it was new")],
            id="people of one given name",
        ),
        pytest.param(
            "The baker Ada {} left.\n\nZQ: it was new.",
            [("ZQ", ":", "it was new")],
            id="initials of nobody",
        ),
    ],
)
def test_a_new_name_in_each_paragraph_takes_linear_work(paragraph: str, rows: list[Row]) -> None:
    calls(paragraph, rows, 2, SURNAMES)
    few, many = calls(paragraph, rows, 80, SURNAMES), calls(paragraph, rows, 320, SURNAMES)
    assert many < 4.5 * few


def test_a_paragraph_repeated_keeps_no_more_in_mind() -> None:
    words = Words.load()
    alone = len(find_mentions(read_text(NEWS), ()))
    for times in (1, 20, 200):
        document, statements = repeated(NEWS, NEWS_ROWS, times)
        parties = find_parties(document, find_mentions(document, ()), KNOWN)
        descriptions = Descriptions(document, parties, KNOWN, words)
        discourse = Discourse(document, parties, statements, descriptions, words)
        assert len(parties.all) == 6
        assert len(parties.mentions) == times * alone
        assert all(len(party.descriptions) <= 16 for party in parties.all)
        # Each "a spokesman" is somebody new, and is forgotten.
        assert len(discourse._present) <= 70


def test_a_paragraph_repeated_is_resolved_the_same_each_time() -> None:
    document, statements = repeated(NEWS, NEWS_ROWS, 50)
    found = [a.speaker.name if a.speaker else "" for a in resolve(document, statements, KNOWN)]
    assert found == ["Ada Moss", "Harbour Trust", "Ines Vale", "Harbour Trust"] * 50


def test_mentions_looked_at_backwards_are_bounded() -> None:
    document, _ = repeated(NEWS, NEWS_ROWS, 200)
    parties = find_parties(document, find_mentions(document, ()), KNOWN)
    assert len(parties.mentions) > 1_000
    assert len(list(parties.before(len(document.text)))) == 200


def test_people_who_speak_once_each_are_forgotten() -> None:
    """With a new person in each sentence what is in mind stays bounded."""
    rows = [
        (f"The baker Ada {name}", "said", f"pump {n} failed") for n, name in enumerate(SURNAMES)
    ]
    text = " ".join(f"{source} {cue} {content}." for source, cue, content in rows)
    document = read_text(text)
    statements = statements_of(text, *rows)
    words = Words.load()
    parties = find_parties(document, find_mentions(document, ()), Registry.empty())
    descriptions = Descriptions(document, parties, Registry.empty(), words)
    assert len(parties.all) == len(SURNAMES) == 330
    discourse = Discourse(document, parties, statements, descriptions, words)
    # Those of the last sentences, and what has come since the last were left.
    assert len(discourse._present) <= 66
