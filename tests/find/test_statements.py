"""What is made of marks, labels and the tagger's finds; the tagger here says what it is told."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from attrib.find.claims import Reader
from attrib.find.statements import _without_half, find
from attrib.find.tagger import Certainty, Tagged, Tagger
from attrib.model import Quotation, Span, Statement
from attrib.read import read_text


class Told(Tagger):
    """Finds given words: (content, cue, source, confidence), where all stand in what it reads."""

    def __init__(self, *items: tuple[Sequence[str], str, str, float]) -> None:
        self.items = items
        self.certainty = Certainty(0, (1,) * 5, 0.1, 0.2, 0.8)

    def tag(
        self,
        text: str,
        paragraphs: Sequence[Span],
        quotations: Sequence[Quotation],
        reader: Reader | None = None,
    ) -> list[Tagged]:
        def place(words: str) -> Span | None:
            for start, end in paragraphs:
                at = text.find(words, start, end)
                if at >= 0:
                    return Span(at, at + len(words))
            return None

        found = []
        for content, cue, source, confidence in self.items:
            spans = [place(words) for words in (*content, cue, source) if words]
            if None in spans:
                continue
            given = tuple(s for s in (place(words) for words in content) if s)
            cues = tuple(s for s in (place(cue) if cue else None,) if s)
            sources = tuple(s for s in (place(source) if source else None,) if s)
            found.append(Tagged(given, cues, sources, confidence))
        return found


def statements(text: str, *items: tuple[Sequence[str], str, str, float]) -> list[Statement]:
    return list(find(read_text(text), Told(*items)).statements)


def words(text: str, statement: Statement) -> list[str]:
    return [text[s:e] for s, e in statement.content]


def test_doubtful_paraphrase_is_none_but_quoted_words_stay() -> None:
    text = "The pier is shut, Calder said. “It is not safe,” Okafor warned."
    found = statements(
        text,
        (["The pier is shut"], "said", "Calder", 0.1),
        (["It is not safe,"], "warned", "Okafor", 0.1),
    )
    assert [words(text, s) for s in found] == [["“It is not safe,”"]]
    assert found[0].kind == "direct"
    assert found[0].confidence == 0.1


def test_quoted_words_that_the_tagger_left_out_run_on_from_those_before() -> None:
    text = "“It is not safe,” Okafor warned. “It has not been safe for nine years.”"
    first, second = statements(text, (["It is not safe,"], "warned", "Okafor", 0.9))
    assert words(text, second) == ["“It has not been safe for nine years.”"]
    assert second.continues == first.id
    assert second.confidence == 0.2


ALONE = "“Nobody has asked us what we want there.”"


@pytest.mark.parametrize(
    ("before", "item"),
    [
        ("“The pier is shut,” Calder said.", (["The pier is shut,"], "said", "Calder")),
        ("“The pier is shut”, said Calder.", (["The pier is shut"], "said", "Calder")),
        ("“Who shut the pier?” Calder asked.", (["Who shut the pier?"], "asked", "Calder")),
        ("Calder said: “The pier is shut.”", (["The pier is shut."], "said", "Calder")),
        ("Calder said in May, “The pier is shut.”", (["The pier is shut."], "said", "Calder")),
        ("Calder said “The pier is shut”.", (["The pier is shut"], "said", "Calder")),
        (
            "“The pier,” Calder said, “is shut until the spring.”",
            (["The pier,", "is shut until the spring."], "said", "Calder"),
        ),
        (
            "“It is shut,” said Calder, who has run the pier since her father died.",
            (["It is shut,"], "said", "Calder"),
        ),
        (
            "The rain had stopped. “The pier is shut,” Calder said. “It is the rust.”",
            (["The pier is shut,", "It is the rust."], "said", "Calder"),
        ),
        (
            "“It is shut,” Calder said. “It was rust.\n\n“And there was rain,” Calder added.",
            (["It is shut,", "It was rust."], "said", "Calder"),
        ),
        ("Calder said that the pier was shut.", (["that the pier was shut"], "said", "Calder")),
        ("The pier, Calder said, was shut.", (["The pier", "was shut"], "said", "Calder")),
    ],
)
def test_a_quotation_alone_goes_on_with_what_ends_the_paragraph_before(
    before: str, item: tuple[list[str], str, str]
) -> None:
    first, second = statements(f"{before}\n\n{ALONE}", (*item, 0.9))
    assert second.continues == first.id


@pytest.mark.parametrize(
    ("before", "item"),
    [
        (
            "Calder said the pier was “shut for good”.",
            (["the pier was “shut for good"], "said", "Calder"),
        ),
        (
            "Calder said that “the pier is shut for good”.",
            (["that “the pier is shut for good"], "said", "Calder"),
        ),
        ("Calder called the pier “a heap of rust.”", (["a heap of rust."], "called", "Calder")),
        (
            "Calder said the “shut” pier would open again in June.",
            (["the “shut” pier would open again in June"], "said", "Calder"),
        ),
        ("Calder renamed it “Old Iron”.", (["Old Iron"], "renamed", "Calder")),
        (
            "“The pier is shut,” Calder said. It was built in 1902.",
            (["The pier is shut,"], "said", "Calder"),
        ),
        (
            "“The pier is shut,” Calder said. Nothing moved there. The gates were locked.",
            (["The pier is shut,"], "said", "Calder"),
        ),
        (
            "“Who shut the pier?” Calder asked. A boy with a “free it” badge ran off.",
            (["Who shut the pier?"], "asked", "Calder"),
        ),
        (
            "Calder said that the pier was shut. Around noon the rain came down again.",
            (["that the pier was shut"], "said", "Calder"),
        ),
        (
            "Somebody had painted “Never again on this pier, never” on the gate.",
            (["Nothing"], "said", "Nobody"),
        ),
        (
            "“The pier is shut,” Calder said.\n\nIt rained.",
            (["The pier is shut,"], "said", "Calder"),
        ),
    ],
)
def test_a_quotation_alone_goes_on_with_nothing_else(
    before: str, item: tuple[list[str], str, str]
) -> None:
    *_, alone = statements(f"{before}\n\n{ALONE}", (*item, 0.9))
    assert alone.content[0].start > len(before)
    assert alone.continues is None


@pytest.mark.parametrize(
    "after",
    [
        "The gate bore the words “No way through for you here”.",
        "“No way through for you here” was the writing on the gate.",
        "Her pier is one that “keeps the whole town in bread”.",
    ],
)
def test_quoted_words_within_a_sentence_of_the_writers_go_on_with_nothing(after: str) -> None:
    for gap in (" ", "\n\n"):
        text = f"“The pier is shut,” Calder said.{gap}{after}"
        _, second = statements(text, (["The pier is shut,"], "said", "Calder", 0.9))
        assert second.continues is None


def test_a_paraphrase_two_paragraphs_from_its_cue_is_not_its_content() -> None:
    text = "Calder spoke on Monday.\n\nThe rain had stopped.\n\nThe pier is shut for the winter."
    assert not statements(text, (["The pier is shut for the winter"], "spoke", "Calder", 0.9))


@pytest.mark.parametrize(
    ("text", "found", "cue", "kept"),
    [
        (
            "Calder says that it leaks. I ran home.",
            "that it leaks. I ran home",
            "says",
            "that it leaks",
        ),
        ("Calder said it leaks! I ran home.", "it leaks! I ran home.", "said", "it leaks"),
        ("Calder asked if it leaks? I ran.", "if it leaks? I ran", "asked", "if it leaks"),
        ("It leaks, Calder said. I ran home. It rained.", "I ran home. It rained", "said", ""),
        ("It rained. It leaks, Calder said.", "It rained. It leaks", "said", "It leaks"),
        ("“It leaks.” It rained, Calder said. I ran.", "It rained", "said", "It rained"),
        (
            "According to Calder, it leaks. My boots are wet.",
            "it leaks. My boots are wet",
            "According to",
            "it leaks",
        ),
        ("Calder believes it leaks. I ran.", "it leaks. I ran", "believes", "it leaks"),
        (
            "Calder wrote to me that it leaks. Tom ran.",
            "that it leaks. Tom ran",
            "wrote to me",
            "that it leaks",
        ),
    ],
)
def test_a_paraphrase_ends_with_its_sentence(text: str, found: str, cue: str, kept: str) -> None:
    content = [kept or "It leaks", found] if not kept else [found]
    *_, statement = [s for s in statements(text, (content, cue, "Calder", 0.9)) if s.cue]
    assert words(text, statement) == [kept or "It leaks"]


@pytest.mark.parametrize(
    ("text", "found", "cue"),
    [
        ("Calder said: It leaks. It will fall.", "It leaks. It will fall", "said"),
        ("Calder said “it leaks. It will fall.”", "it leaks. It will fall.", "said"),
        ("Calder said ''it leaks. It will fall.''", "it leaks. It will fall.", "said"),
        (
            "Calder said that it leaks. And that it will fall.",
            "that it leaks. And that it will fall",
            "said",
        ),
        ("Calder said it leaks; it will fall.", "it leaks; it will fall", "said"),
        (
            "Calder said that the U.S. Navy left St. Mary in May.",
            "that the U.S. Navy left St. Mary in May",
            "said",
        ),
        ("Calder spoke plainly. It leaks. It will fall.", "It leaks. It will fall", "spoke"),
        (
            "Calder asked for this: that it close. That it reopen.",
            "this: that it close. That it reopen",
            "asked for",
        ),
    ],
)
def test_what_goes_on_past_its_sentence(text: str, found: str, cue: str) -> None:
    (statement,) = statements(text, ([found], cue, "Calder", 0.9))
    assert [w.strip("“”'.") for w in words(text, statement)] == [found.strip(".")]


def test_a_colon_reaches_into_the_next_paragraph() -> None:
    text = "Calder said on Monday:\n\n“The pier is shut for the winter.”"
    (found,) = statements(text, (["The pier is shut for the winter."], "said", "Calder", 0.9))
    assert found.cue
    assert found.kind == "direct"


def test_a_quotation_that_reopens_is_one_speakers_all_of_it() -> None:
    text = "“The pier is shut,” Calder said. “It was the rust.\n\n“It was the rain as well.”"
    (found,) = statements(text, (["The pier is shut,", "It was the rust."], "said", "Calder", 0.9))
    assert words(text, found) == [
        "“The pier is shut,”",
        "“It was the rust.",
        "“It was the rain as well.”",
    ]


def test_a_turn_of_several_paragraphs_is_one_statement() -> None:
    turns = ["Okafor: Who shut it?", "Calder: The board did.", "In March.", "Okafor: Why?"]
    text = "\n\n".join([*turns, "Calder: It was the rust."])
    found = statements(text)
    assert [words(text, s) for s in found] == [
        ["Who shut it?"],
        ["The board did.", "In March."],
        ["Why?"],
        ["It was the rust."],
    ]
    assert all(s.label and s.confidence == 0.8 for s in found)


def test_what_a_statement_reports_stands_within_it() -> None:
    text = "The board learned that the harbour master had told its engineer the pier was rusting."
    outer, inner = _nested(text)
    assert inner.within == outer.id
    assert words(text, inner) == ["the pier was rusting"]


def _nested(text: str) -> list[Statement]:
    """The tagger finds the inner statement only when it reads the content alone."""

    class Twice(Told):
        def tag(
            self,
            text: str,
            paragraphs: Sequence[Span],
            quotations: Sequence[Quotation],
            reader: Reader | None = None,
        ) -> list[Tagged]:
            self.items = OUTER if paragraphs[0].start == 0 else INNER
            return super().tag(text, paragraphs, quotations, reader)

    return list(find(read_text(text), Twice()).statements)


OUTER = (
    (
        ["that the harbour master had told its engineer the pier was rusting"],
        "learned",
        "The board",
        0.9,
    ),
)
INNER = ((["the pier was rusting"], "had told its engineer", "the harbour master", 0.9),)


def test_titles_and_scare_quotes_are_no_statements() -> None:
    text = "She sang “The Long Way Home” and called it her “best”. The crowd went home."
    assert statements(text) == []


def test_a_pull_quote_is_not_said_twice() -> None:
    text = (
        "“It is not safe,” Okafor warned. “We told the board about it nine years ago.”\n\n"
        "‘We told the board about it nine years ago’\n\n"
        "“Nobody has ever come to look at the piles.”"
    )
    found = statements(text, (["It is not safe,"], "warned", "Okafor", 0.9))
    assert [words(text, s) for s in found] == [
        ["“It is not safe,”"],
        ["“We told the board about it nine years ago.”"],
        ["“Nobody has ever come to look at the piles.”"],
    ]


def test_paraphrase_with_quoted_words_in_it_stays_however_doubtful() -> None:
    text = "Calder said that the pier was “past saving” by now."
    (found,) = statements(text, (["that the pier was “past saving” by now"], "said", "Calder", 0.1))
    assert found.kind == "mixed"


def test_an_article_alone_is_no_source() -> None:
    text = "The charges allege that he knew. The board then said it was sorry. A said it was not."
    allege, said, lone = statements(
        text,
        (["he knew"], "charges allege", "The", 0.9),
        (["it was sorry"], "said", "The", 0.9),
        (["it was not"], "said", "A", 0.9),
    )
    assert [text[slice(*span)] for span in (*allege.source, *allege.cue)] == [
        "The charges",
        "allege",
    ]
    assert text[slice(*lone.source[0])] == "A"
    assert said.id == "s2"


def test_a_source_cut_to_its_article_runs_up_to_the_cue() -> None:
    text = "Yesterday the board then said it was sorry, and the, as one put it, end came."
    (said,) = statements(text, (["it was sorry"], "said", "the", 0.9))
    assert text[slice(*said.source[0])] == "the board then"


@pytest.mark.parametrize(
    ("text", "source", "kept"),
    [
        ("Media in France say he left.", "France", "Media in France"),
        ("Local media in France say he left.", "France", "Local media in France"),
        ("Rain fell. Sources in Athens say he left.", "Athens", "Sources in Athens"),
        ("Rain fell, but sources in New Vale say he left.", "New Vale", "sources in New Vale"),
        ("Studies from Japan say he left.", "Japan", "Studies from Japan"),
        ("Police in Vale say he left.", "Vale", "Police in Vale"),
        ("Newspapers across the Gulf say he left.", "Gulf", "Newspapers across the Gulf"),
        ("Officials in Athens say he left.", "Athens", "Officials in Athens"),
        ("In Spain Ada Moss will say he left.", "Ada Moss", "Ada Moss"),
        ("Spain will say he left.", "Spain", "Spain"),
        ("Asked in Spain, Moss would say he left.", "Moss", "Moss"),
        ("A friend in Spain will say he left.", "Spain", "Spain"),
        ("Reports of rain reached Vale, and Spain will say he left.", "Spain", "Spain"),
        ("The reports in which Moss will say he left.", "Moss", "Moss"),
        ("In reports Spain will say he left.", "Spain", "Spain"),
        ("Experts inside say he left.", "Experts", "Experts"),
    ],
)
def test_a_place_is_no_source_where_reports_in_it_are(text: str, source: str, kept: str) -> None:
    (found,) = statements(text, (["he left"], "say", source, 0.9))
    assert text[slice(*found.source[0])] == kept


def test_a_cue_that_took_its_source_is_parted() -> None:
    text = "He may go, and reports in Spain link the winger with Vale."
    (found,) = statements(text, (["the winger with Vale"], "reports in Spain link", "He", 0.9))
    assert text[slice(*found.source[0])] == "reports in Spain"
    assert text[slice(*found.cue[0])] == "link"


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        ("the piers leak, followed by a demand from the town, and", "the piers leak"),
        ("the piers leak, and", "the piers leak"),
        ("the piers leak, and the gates rust", "the piers leak, and the gates rust"),
        ("a hearing comes, followed by a vote", "a hearing comes, followed by a vote"),
    ],
)
def test_content_does_not_end_in_half_of_a_pair(content: str, kept: str) -> None:
    text = f"The Harbour Trust warned that {content} the board’s letter was late."
    span = Span(text.index(content), text.index(content) + len(content))
    assert text[slice(*_without_half(text, span))] == kept


def test_a_heading_needs_more_certainty_than_a_sentence() -> None:
    said = (["Leaks in the Pier"], "Indicted Over", "Three Divers", 0.3)
    assert (
        statements("Three Divers Indicted Over Leaks in the Pier\n\nThe pier is shut.", said) == []
    )
    assert len(statements("Three Divers Indicted Over Leaks in the Pier.", said)) == 1


def test_that_alone_is_not_content() -> None:
    text = "We reported that the board later conceded the pumps had run for a week."
    found = statements(
        text,
        (["that", "the pumps had run for a week"], "later conceded", "the board", 0.9),
    )
    assert [words(text, s) for s in found] == [["the pumps had run for a week"]]


def test_a_wish_to_stay_unnamed_is_no_statement() -> None:
    text = "A former aide, who asked not to be named, said the pier was shut."
    (found,) = statements(
        text,
        (["not to be named"], "asked", "who", 0.9),
        (["the pier was shut"], "said", "A former aide", 0.9),
    )
    assert words(text, found) == ["the pier was shut"]
