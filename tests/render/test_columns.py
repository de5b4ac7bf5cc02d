import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.render.columns import columns, cut, cut_start, one_line, pad, visible, wrap

TEXTS = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("RTHK", 4), ("香港電台", 8), ("ＲＴＨＫ", 8), ("café", 4), ("cafe\u0301", 4)],
)
def test_columns(text: str, width: int) -> None:
    assert columns(text) == width


def test_wide_characters_are_cut_whole() -> None:
    assert cut("香港電台", 8) == "香港電台"
    assert cut("香港電台", 7) == "香港電…"
    assert cut("香港電台", 6) == "香港…"
    assert cut_start("香港電台", 6) == "…電台"


def test_cut_leaves_no_space_before_the_ellipsis() -> None:
    assert cut("Harbour Board", 9) == "Harbour…"
    assert cut_start("Harbour Board", 7) == "…Board"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2Jgone", "\\x1b[2Jgone"),
        ("a\x9b31mb", "a\\x9b31mb"),
        ("ab\u202efdp.exe", "ab\\u202efdp.exe"),
        ("\u2066left\u2069", "\\u2066left\\u2069"),
        ("bell\x07, back\x08", "bell\\x07, back\\x08"),
        ("two\r\nlines\u2028three", "two lines three"),
        ("half \ud800 pair", "half \\ud800 pair"),
        ("می‌خواهم", "می‌خواهم"),
    ],
)
def test_nothing_drives_the_terminal(text: str, shown: str) -> None:
    assert one_line(text) == shown


@given(TEXTS)
def test_whatever_is_shown_is_printable(text: str) -> None:
    shown = visible(text).replace("\u200c", "").replace("\u200d", "")
    assert shown.isprintable()


@given(TEXTS, st.integers(0, 30))
def test_what_is_cut_fits(text: str, limit: int) -> None:
    for cutter in (cut, cut_start):
        assert columns(cutter(text, limit)) <= limit
    assert columns(pad(text, limit)) == limit


@given(TEXTS, st.integers(2, 30))
def test_wrapped_lines_fit_and_keep_their_words(text: str, width: int) -> None:
    lines = list(wrap(text, width))
    assert all(0 <= columns(line) <= width for line in lines)
    if all(columns(word) <= width and len(word) <= width for word in text.split()):
        assert " ".join(lines).split() == text.split()


def test_a_pile_of_combining_marks_is_cut() -> None:
    assert len(cut("e" + "\u0301" * 10_000, 20)) < 200


def test_words_may_be_left_whole() -> None:
    assert list(wrap("a " + "b" * 12 + " c", 10)) == ["a", "bbbbbbbbb…", "c"]
    assert list(wrap("a " + "b" * 12 + " c", 10, whole=True)) == ["a", "b" * 12, "c"]
