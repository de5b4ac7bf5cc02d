"""The passage that a paraphrase is of, and what of it disagrees."""

from __future__ import annotations

from pathlib import Path

import pytest

from attrib.model import Span
from attrib.read import read_text
from attrib.verify import Texts
from attrib.verify.indirect import Meant, disagreements, passage_meant
from attrib.verify.search import stretches_in
from attrib.verify.words import words
from tests.verify.build import texts

SAID = (
    "The board met on Monday in Bergvik. It will close three schools in March, and the pupils "
    "go to Sandnes. The roof of the pool costs 1,940 crowns a day.\n\n"
    "Nora Vik signed the lease in 2019. Nobody else wanted it.\n"
)


def meant(held: Texts, words_of_it: str) -> Meant | None:
    forms = [word.form for word in words(words_of_it)]
    return passage_meant(forms, stretches_in(forms, held.all))


@pytest.fixture
def held(tmp_path: Path) -> Texts:
    return texts(tmp_path, {"release.txt": SAID})


@pytest.mark.parametrize(
    ("paraphrase", "passage"),
    [
        (
            "three schools would be closed in March",
            "It will close three schools in March, and the pupils go to Sandnes.",
        ),
        ("the lease was signed by Nora Vik", "Nora Vik signed the lease in 2019."),
        (
            "Nora Vik signed the lease because nobody wanted it else",
            "Nora Vik signed the lease in 2019. Nobody else wanted it.",
        ),
        ("the gulls had eaten his lunch", None),
        ("it is there", None),
        ("the lease", None),
    ],
)
def test_which_passage_is_meant(held: Texts, paraphrase: str, passage: str | None) -> None:
    found = meant(held, paraphrase)
    told = found.stretch.place.text[slice(*found.span)] if found is not None else None
    assert told == passage


@pytest.mark.parametrize(
    ("paraphrase", "changes"),
    [
        ("The board will close three schools in March.", []),
        ("The board will close five schools in March.", [("number", "five", "three")]),
        ("The board will close three schools in June.", [("date", "June", "March")]),
        ("The board, which met on Friday, will close three schools in March.", [("date", "Friday", "Monday")]),
        ("On Monday Nora Vik signed the lease.", []),
        ("The lease was signed by Nora Berg.", [("name", "Berg", "Vik")]),
        ("The board will close schools, and pupils go to Stavern.", []),  # one of two names: which?
        ("The pool's roof costs 1,490 crowns a day.", [("number", "1,490", "1,940")]),
        ("The pool's roof costs about 2,000 crowns a day.", []),
        ("The pool's roof costs about 4,000 crowns a day.", [("number", "4,000", "1,940")]),
        ("The lease was signed by Nora Vik in 2009.", [("number", "2009", "2019")]),
        ("The lease was signed by Nora Vik.", []),
    ],
)  # fmt: skip
def test_what_disagrees(held: Texts, paraphrase: str, changes: list[tuple[str, str, str]]) -> None:
    found = meant(held, paraphrase)
    assert found is not None
    document = read_text(paraphrase)
    told = disagreements(document, [Span(0, len(document.text))], found)
    assert [(change.about, change.quoted, change.said) for change in told] == changes
    passage = found.stretch.place.text[slice(*found.span)]
    for change in told:
        assert document.slice(change.place) == change.quoted
        assert passage[slice(*change.said_place)] == change.said


def test_a_figure_that_the_paragraph_has_beside_it_disagrees_with_nothing(tmp_path: Path) -> None:
    said = "We sold forty boats last year. We sold sixty boats the year before that.\n"
    held = texts(tmp_path, {"a.txt": said})
    for figure in ("forty", "sixty"):
        paraphrase = f"They sold {figure} boats."
        found = meant(held, paraphrase)
        assert found is not None
        document = read_text(paraphrase)
        assert disagreements(document, [Span(0, len(document.text))], found) == ()


def test_a_month_disagrees_also_where_something_may_be(tmp_path: Path) -> None:
    said = "The board will close the Alder Street school on 3 March. It may be sold.\n"
    statement = "the board would close the Alder Street school on 3 May"
    found = meant(texts(tmp_path, {"release.txt": said}), statement)
    assert found is not None
    (change,) = disagreements(read_text(statement), [Span(0, len(statement))], found)
    assert (change.about, change.quoted, change.said) == ("date", "May", "March")
