"""Made quotes are what their kinds say, by reading them another way than the generator does."""

import re

import pytest

from benchmarks import synthetic_texts
from benchmarks.made_altered import ALTERED
from benchmarks.made_faithful import FAITHFUL
from benchmarks.made_quotes import Made, SpokenText, make, read_polnear, read_texts
from benchmarks.made_words import joined

TEXTS = read_texts()
MADE = make(TEXTS, seed=5, altered=520, faithful=560)
MARKS = re.compile(r"[^a-z0-9$£€%&]+")


def of(kind: str) -> list[Made]:
    return [one for one in MADE if one.kind == kind]


def letters(text: str) -> str:
    return MARKS.sub("", text.lower())


def bag(text: str) -> list[str]:
    return sorted(re.findall(r"[\w’']+", text.lower().replace("’", "'")))


def test_the_texts_have_their_speakers():
    names = {text.name for text in TEXTS}
    assert len(names) == 12
    assert {"ines-marchetti", "tom-brannigan", "orla-hale"} <= {text.speaker for text in TEXTS}
    words = " ".join(part for text in TEXTS for part in text.paragraphs)
    assert "QUESTION" not in words
    assert "BRANNIGAN:" not in words
    assert "source:" not in words


def test_the_same_seed_gives_the_same_quotes():
    assert make(TEXTS, 5, 52, 56) == make(TEXTS, 5, 52, 56)
    assert make(TEXTS, 5, 52, 56) != make(TEXTS, 6, 52, 56)


def test_quotes_are_spread_evenly_and_none_is_there_twice():
    assert len(MADE) == 1080
    assert {len(of(kind)) for kind in (*ALTERED, *FAITHFUL)} == {40}
    assert {one.faithful for kind in ALTERED for one in of(kind)} == {False}
    for kind in (*ALTERED, *FAITHFUL):
        assert len({(one.quote, one.speaker) for one in of(kind)}) == 40
    assert {one.text for one in MADE} == {text.name for text in TEXTS}


def test_quotes_are_of_a_length_to_be_quoted():
    for one in MADE:
        assert 5 <= len(one.quote.split()) <= 75, one
        assert not set('“”"') & set(one.quote), one


def test_passages_stand_in_their_texts():
    for one in MADE:
        where = [p for text in TEXTS if text.name == one.text for p in text.paragraphs]
        everywhere = [p for text in TEXTS for p in text.paragraphs]
        parts = one.passage.split("\n")
        assert any(parts[0] in paragraph for paragraph in where), one
        assert all(any(part in p for p in everywhere) for part in parts), one


def test_words_that_changed_are_named():
    for one in MADE:
        for quoted, said in one.changed:
            assert quoted in one.quote, one
            assert letters(said) in letters(one.passage), one


@pytest.mark.parametrize(
    "kind", ["synonym", "number", "tense", "name", "close-paraphrase", "combined"]
)
def test_words_put_back_give_the_passage(kind):
    least = {"close-paraphrase": 3, "combined": 2}.get(kind, 1)
    for one in of(kind):
        assert one.verdict == "altered"
        assert len(one.changed) >= least
        back, at = "", 0
        for quoted, said in one.changed:
            there = one.quote.lower().index(quoted.lower(), at)
            back += one.quote[at:there] + said
            at = there + len(quoted)
        if len(one.changed) == 1 and one.quote.lower().count(one.changed[0][0].lower()) > 1:
            continue
        if kind in ("close-paraphrase", "combined", "number"):
            assert abs(len(back + one.quote[at:]) - len(one.passage)) < 40
        else:
            assert letters(back + one.quote[at:]) == letters(one.passage), one


def test_numbers_differ_in_value():
    for one in of("number"):
        ((quoted, said),) = one.changed
        assert letters(quoted) != letters(said)
        assert quoted.isdigit() == said.isdigit() or not said.isdigit(), one
        assert "point" not in quoted


def test_denials_come_and_go():
    denial = re.compile(
        r"\b(?:not?|never|no one|nobody|nothing|none|neither|without|cannot)\b|n.t\b"
    )
    for one in of("negation"):
        both = [len(denial.findall(text.lower())) for text in (one.quote, one.passage)]
        assert both[0] != both[1], one
        is_left_out = one.changed[0][0] == ""
        assert one.verdict == ("trimmed" if is_left_out else "altered")


def test_words_left_out_are_all_that_changed():
    for one in of("dropped-inside"):
        ((quoted, said),) = one.changed
        assert (one.verdict, quoted) == ("trimmed", "")
        assert letters(one.quote) != letters(one.passage)
        assert len(letters(one.quote)) + len(letters(said)) == len(letters(one.passage)), one


def test_what_is_left_at_an_edge_is_shown_as_a_sentence():
    for one in of("dropped-edge"):
        assert one.verdict == "trimmed"
        assert letters(one.quote) in letters(one.passage)
        assert len(one.quote.split()) + 1 < len(one.passage.split())
        assert one.quote[0].isupper()
        assert one.quote[-1] in ".,!?"


def test_an_added_word_is_one_more():
    for one in of("added"):
        ((quoted, said),) = one.changed
        assert said == ""
        assert sorted([*bag(one.passage), *bag(quoted)]) == bag(one.quote)


def test_moved_words_are_the_same_words():
    for one in of("moved"):
        assert one.verdict == "altered"
        assert bag(one.quote) == bag(one.passage)
        assert letters(one.quote) != letters(one.passage)


def test_spliced_passages_lie_apart():
    for one in of("splice"):
        first, then = one.passage.split("\n")
        assert letters(one.quote) == letters(first + then)
        for text in TEXTS:
            for paragraph in text.paragraphs:
                if first in paragraph and then in paragraph:
                    start = paragraph.index(first) + len(first)
                    between = paragraph[start : paragraph.index(then)]
                    is_reversed = paragraph.index(then) < paragraph.index(first)
                    assert is_reversed or len(between.split()) > 24, one


def test_others_are_credited_with_words_of_one_text():
    for one in of("other-speaker"):
        said = [text for text in TEXTS if any(one.passage in p for p in text.paragraphs)]
        assert len(said) == 1
        assert said[0].speaker != one.speaker
        assert one.verdict == "misattributed"


def test_faithful_quotes_have_the_passage_s_words():
    for kind in ("as-is", "marks", "spacing", "case", "fragment", "two-sentences", "dashes"):
        for one in of(kind):
            assert one.verdict == "verbatim"
            if kind == "dashes":
                assert letters(one.quote) == letters(one.passage), one
            else:
                assert bag(one.quote.replace("`", "")) == bag(one.passage) or set("'‘’") & set(
                    one.passage
                ), one
                assert letters(one.quote) == letters(one.passage), one


def test_marked_changes_are_marked():
    for one in of("ellipsis"):
        assert "…" in one.quote or ". . ." in one.quote or "..." in one.quote
        assert 3 <= len(one.changed[0][1].split()) <= 22, one
        assert one.verdict == "edited"
    for one in of("gloss"):
        assert re.search(r"\[[\w ]+\]", one.quote)
        assert one.verdict == "edited"
    for one in of("first-letter"):
        assert re.match(r"\[\w\]", one.quote), one
        assert letters(one.quote) in letters(one.passage)
        assert one.verdict == "edited"


def test_fillers_are_gone():
    for one in of("fillers"):
        assert not re.search(r"\b(?:um|uh|er)\b", one.quote, re.IGNORECASE) or len(
            re.findall(r"\b(?:um|uh|er)\b", one.quote)
        ) < len(re.findall(r"\b(?:um|uh|er)\b", one.passage)), one


def test_numbers_are_the_same_where_their_values_are():
    assert joined("$5 million, 2,300 or 5%") == joined(
        "five million dollars, 2300 or five per cent"
    )
    assert joined("six seven") != joined("67")
    assert joined("page 5") not in joined("page 52")


def test_sentences_with_typewriter_marks_are_left_alone():
    said = "The mayor called it ''a fine old harbor'' on her way to the ferry."
    kept = "The ferry sails at nine on every weekday morning of the year."
    found = make([SpokenText("a", "a", (f"{said} {kept}",))], seed=1, altered=20, faithful=20)
    assert found
    assert all("''" not in one.passage for one in found)


def test_words_may_be_moved_where_an_abbreviation_ends_the_sentence():
    said = ("The old ferry will sail again soon, with many people from the U.S.",)
    found = make([SpokenText("a", "a", said)], seed=1, altered=60, faithful=0)
    assert any(one.kind == "moved" for one in found)


def test_a_text_that_has_little_gives_little():
    text = SpokenText("small.txt", "someone", ("We will not close the harbour in 2024, I think.",))
    made = make([text], 1, 2000, 2000)
    assert 0 < len(made) < 4000
    assert {one.kind for one in made} >= {"number", "negation", "british"}
    assert not any(one.kind in ("other-speaker", "splice", "two-sentences") for one in made)
    with pytest.raises(ValueError, match="no texts"):
        make([], 1, 1, 1)


def test_articles_are_spoken_each_by_one(tmp_path):
    path = tmp_path / "train.jsonl"
    path.write_text(
        '{"id": "one", "text": "First words.\\n\\nThen  others.", "attributions": []}\n'
    )
    assert read_polnear(path) == [
        SpokenText("one", "speaker-one", ("First words.", "Then others."))
    ]
    with pytest.raises(SystemExit):
        read_polnear(tmp_path / "none.jsonl")


def test_synthetic_texts_are_of_their_size_and_seed():
    folders = [synthetic_texts.ROOT / name for name in synthetic_texts.FOLDERS]
    texts = list(synthetic_texts.make(3, 3000, 4, folders))
    assert texts == list(synthetic_texts.make(3, 3000, 4, folders))
    assert texts[0] != texts[1]
    assert all(2700 < len(text) < 3800 for text in texts)
    assert "\0" not in "".join(texts)
