from attrib.read.line_numbers import numbered

PAGE = [f"{number:3}   Words of line {number}" for number in range(1, 26)]


def test_numbers_count_up_and_begin_anew_on_a_page() -> None:
    lengths = numbered([*PAGE, "", "   Page 13", *PAGE[:5]])
    assert lengths is not None
    assert [line[length:].strip() for line, length in zip(PAGE, lengths, strict=False)] == [
        f"Words of line {number}" for number in range(1, 26)
    ]
    assert lengths[25:27] == [0, 0]


def test_a_number_alone_is_an_empty_line() -> None:
    assert numbered([*PAGE, "1", "2", "3"]) == [4] * 25 + [1, 1, 1]


def test_pages_may_begin_with_a_form_feed_and_lack_a_number() -> None:
    pages = [*PAGE, "\f" + PAGE[0], *PAGE[1:7], "Words without", *PAGE[8:], *PAGE[1:]]
    lengths = numbered(pages)
    assert lengths is not None
    assert [line for line, length in zip(pages, lengths, strict=True) if not length] == [
        "Words without"
    ]


def test_texts_without_numbers() -> None:
    assert numbered(["Words.", "1984 was a year.", "2 ships came.", "3 left."]) is None
    assert numbered(["1 a", "1 b", "1 c", "1 d", "1 e", "1 f", "1 g"]) is None
    assert numbered([f"{number}. An item" for number in range(1, 20)]) is None
    assert numbered([]) is None


def test_a_short_list_is_no_page() -> None:
    assert numbered(["1 The first", "2 The second", "3 The third"]) is None
