"""A quote and its speaker held against texts: whose words, and what was made of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attrib.find import find_quotations
from attrib.model import VERDICTS, Attribution, Span, Speaker, Statement
from attrib.read import read_text
from attrib.verify import Verifier
from tests.verify.build import hold, person, texts

HEARING = {
    "hearing.txt": (
        "PER LUND: The pier is safe, and I walk on it. We mended nine of its piles in May.\n\n"
        "IDA STORM: Two of my divers fell ill. Nobody paid them for the week they lost.\n\n"
        "REPORTER: Who knew about the pumps before the flood?\n\n"
        "PER LUND: I will not answer that. Next question.\n\n"
        "IDA STORM: Then I will.\n"
    )
}
LUND, STORM = person("Per Lund"), person("Ida Storm")


@pytest.mark.parametrize(
    ("quote", "speaker", "kind"),
    [
        ("The pier is safe, and I walk on it.", LUND, "verbatim"),
        ("We mended [some] of its piles …", LUND, "edited"),
        ("The pier is safe.", LUND, "trimmed"),
        ("We mended five of its piles in May.", LUND, "altered"),
        ("The pier is safe, and I walk on it. Next question.", LUND, "spliced"),
        ("Nobody paid them for the week they lost.", LUND, "misattributed"),
        ("Who knew about the pumps before the flood?", LUND, "misattributed"),
        ("Every lighthouse on this coast burns oil.", LUND, "not-found"),
        ("Every lighthouse on this coast burns oil.", person("Odd Moen"), "not-checked"),
        ("Every lighthouse on this coast burns oil.", None, "not-checked"),
        ("Nobody paid them for the week they lost.", STORM, "verbatim"),
        ("Nobody paid them for the week they lost.", None, "verbatim"),
        ("Nobody paid them for the week they lost.", person("Odd Moen"), "misattributed"),
    ],
)
def test_every_verdict(tmp_path: Path, quote: str, speaker: Speaker | None, kind: str) -> None:
    assert hold(texts(tmp_path, HEARING), quote, speaker).kind == kind


def test_the_passage_has_its_place_and_its_speaker(tmp_path: Path) -> None:
    verdict = hold(texts(tmp_path, HEARING), "Nobody paid them for the week they lost.", LUND)
    (passage,) = verdict.passages
    assert Path(passage.path).name == "hearing.txt"
    assert (passage.line, passage.speaker) == (3, "Ida Storm")
    assert passage.words == "Nobody paid them for the week they lost"
    assert verdict.reason == "said there by Ida Storm"


def test_a_splice_has_both_passages_in_the_order_of_the_quote(tmp_path: Path) -> None:
    held = texts(tmp_path, HEARING)
    verdict = hold(held, "I will not answer that. We mended nine of its piles in May.", LUND)
    assert verdict.kind == "spliced"
    assert [passage.line for passage in verdict.passages] == [7, 1]


def test_pieces_with_marks_of_their_own_may_come_from_anywhere(tmp_path: Path) -> None:
    held = texts(tmp_path, HEARING)
    pieces = ["I will not answer that,", "We mended nine of its piles in May."]
    assert hold(held, pieces, LUND).kind == "verbatim"
    pieces[1] = "We mended two of its piles in May."
    verdict = hold(held, pieces, LUND)
    assert verdict.kind == "altered"
    (change,) = verdict.changes
    assert verdict.passages[change.passage].line == 1


def test_changes_have_their_places_in_the_words_shown(tmp_path: Path) -> None:
    quote = "We mended five of its piles in May."
    verdict = hold(texts(tmp_path, HEARING), quote, LUND)
    (change,) = verdict.changes
    words = verdict.passages[change.passage].words
    assert words[slice(*change.said_place)] == change.said == "nine"
    assert f"“{quote}”"[slice(*change.place)] == change.quoted == "five"


def test_not_found_shows_what_is_nearest(tmp_path: Path) -> None:
    held = texts(tmp_path, HEARING)
    verdict = hold(held, "My piles in May were safe once.", LUND)
    assert verdict.kind == "not-found"
    assert [passage.line for passage in verdict.passages] == [1]
    assert hold(held, "Green owls sing.", LUND).passages == ()


@pytest.mark.parametrize(
    ("language", "kind"), [("nb", "not-checked"), ("en-GB", "not-found"), (None, "not-found")]
)
def test_a_text_in_another_language_tells_nothing(
    tmp_path: Path, language: str | None, kind: str
) -> None:
    said = f"language: {language}\n" if language else ""
    written = {"a.txt": f"---\nsource: Per Lund\n{said}---\nVi stenger to linjer.\n"}
    assert hold(texts(tmp_path, written), "We will close two lines.", LUND).kind == kind


SOURCES = """version: 1
sources:
  - {id: board, kind: institution, name: Harbour Board}
  - {id: lund, kind: person, name: Per Lund, affiliation: board}
  - {id: gazette, kind: outlet, name: Coast Gazette}
"""


def test_the_outlets_text_is_looked_at_too(tmp_path: Path) -> None:
    held = texts(tmp_path, {"gazette/story.txt": "The tide was late.\n"}, SOURCES)
    odd, quote = person("Odd Moen"), "Nobody told the crews about it."
    assert hold(held, quote, odd).kind == "not-checked"
    assert hold(held, quote, odd, "gazette").kind == "not-found"


def test_a_body_and_its_official_are_one(tmp_path: Path) -> None:
    written = {"board/release.txt": "The tide was late that night.\n"}
    held = texts(tmp_path, written, SOURCES)
    assert (
        hold(held, "The tide was late that night.", person("Per Lund", "lund")).kind == "verbatim"
    )
    assert hold(held, "Gulls ate it all.", person("Per Lund", "lund")).kind == "not-found"


@pytest.mark.parametrize("words", ["Next question", "safe"])
def test_a_word_or_two_of_somebody_elses_prove_nothing(tmp_path: Path, words: str) -> None:
    verdict = hold(texts(tmp_path, HEARING), words, STORM, whole=False)
    assert verdict.kind == "not-found"


def test_the_speakers_own_words_come_before_anothers_the_same(tmp_path: Path) -> None:
    said = {
        "a.txt": "IDA STORM: Two boats were lost in the fog.\n\nPER LUND: I know it.\n\n"
        "IDA STORM: So.\n\nPER LUND: Two boats were lost in the fog.\n"
    }
    verdict = hold(texts(tmp_path, said), "Two boats were lost in the fog.", LUND)
    assert (verdict.kind, verdict.passages[0].line) == ("verbatim", 7)


def attribution(document_text: str, words: str, kind: str, speaker: Speaker) -> Attribution:
    start = document_text.index(words)
    span = Span(start, start + len(words))
    return Attribution(Statement("s1", (span,), (), (), kind), speaker, None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("article", "words", "kind", "verdict"),
    [
        ("“Next question,” Lund said.", "“Next question,”", "direct", "verbatim"),
        ("Lund said he “will not answer that”.", "he “will not answer that”", "mixed", "verbatim"),
        ("Lund said nine piles were mended in May.", "nine piles were mended in May", "indirect", "paraphrase"),
        ("Lund said the moon fell down.", "the moon fell down", "indirect", None),
        ("“…,” Lund said.", "“…,”", "direct", None),
    ],
)  # fmt: skip
def test_what_is_held_of_a_statement(
    tmp_path: Path, article: str, words: str, kind: str, verdict: str | None
) -> None:
    document = read_text(article)
    marks = find_quotations(document.text, document.paragraphs)
    given = attribution(document.text, words, kind, LUND)
    (found,) = Verifier(texts(tmp_path, HEARING)).verify(document, [given], marks)
    assert (found.verdict.kind if found.verdict is not None else None) == verdict
    assert found.statement is given.statement


def test_without_texts_there_is_no_verdict(tmp_path: Path) -> None:
    document = read_text("“Next question,” Lund said.")
    marks = find_quotations(document.text, document.paragraphs)
    given = attribution(document.text, "“Next question,”", "direct", LUND)
    assert Verifier(texts(tmp_path, {})).verify(document, [given], marks) == (given,)


VOCABULARY = [
    "the",
    "pier",
    "is",
    "safe",
    "we",
    "nine",
    "piles",
    "May",
    "not",
    "if",
    "Ida",
    "5%",
    "…",
    "[they]",
]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=14),
    st.sampled_from([LUND, STORM, None]),
    st.booleans(),
)
def test_whatever_is_quoted_ends_in_one_verdict(
    tmp_path: Path, words: list[str], speaker: Speaker | None, whole: bool
) -> None:
    held = texts(tmp_path, HEARING)
    quote = " ".join([*words, "pier"])
    verdict = hold(held, quote, speaker, whole=whole)
    assert verdict == hold(held, quote, speaker, whole=whole)
    assert verdict.kind in VERDICTS
    assert 0 <= verdict.score <= 1
    for change in verdict.changes:
        said = verdict.passages[change.passage].words
        assert 0 <= change.said_place.start <= change.said_place.end <= len(said)
        assert 0 < change.place.start <= change.place.end <= len(quote) + 1


def test_a_few_everyday_words_nearly_said_accuse_nobody(tmp_path: Path) -> None:
    said = "MS. ORR: It rang twice.\n\nJENS DAHL: I never saw any report of that, not once.\n"
    held = texts(tmp_path, {"hearing.txt": said})
    orr = person("Hanna Orr")
    assert hold(held, "I never saw it", orr, whole=False).kind == "not-found"
    assert hold(held, "I never saw any report", orr, whole=False).kind == "misattributed"
