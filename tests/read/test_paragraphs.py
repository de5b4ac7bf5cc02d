from attrib.read.paragraphs import Part, from_prose, joined, without_start
from attrib.read.text import plain_text


def test_lines_are_joined_by_a_space() -> None:
    assert joined([Part(" One  two ", 1), Part(" ", 2), Part("three", 3)]) == (
        *(Part("One two ", 1), Part("three", 3)),
    )
    assert joined([]) == ()


def test_what_begins_the_parts_is_cut() -> None:
    parts = (Part("JANE ", 1), Part("DOE: we ", 2), Part("will", 3))
    assert without_start(parts, 9) == (Part("we ", 2), Part("will", 3))
    assert without_start(parts, 0) == parts
    assert without_start(parts, 99) == ()


def test_lines_of_a_prose_with_words_taken_out() -> None:
    raw = "\n\u200bOne.\n\n\nT\u00adwo.<!-- attrib: x -->\nThree.\n"
    found = list(from_prose(plain_text(raw, "a"), raw, lined=True))
    assert [(part.words, part.line) for one in found for part in one.parts] == [
        *(("One.", 2), ("Two.", 5), ("Three.", 6)),
    ]


def test_numbers_of_a_file_that_the_text_is_a_part_of() -> None:
    raw = "One.\nTwo."
    found = list(from_prose(plain_text(raw, "a"), raw, [7, 9], lined=True))
    assert [one.parts[0].line for one in found] == [7, 9]
