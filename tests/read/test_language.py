import pytest

from attrib.errors import ReadError
from attrib.read.language import require_words


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said the bridge would reopen.",
        "Ærøskøbing’s café re-opens, Đặng Văn Lâm said.",
        "The ministry (交通部) said trains would run.",
        "ＦＵＬＬ ｗｉｄｔｈ",
        "a",
    ],
)
def test_latin_text_passes(text: str) -> None:
    require_words(text, "a.txt")


@pytest.mark.parametrize(
    "text",
    [
        "市长表示，大桥将于周一重新开放。",
        "Мэр заявил, что мост откроют в понедельник (BBC).",
        "قال رئيس البلدية إن الجسر سيفتح",
    ],
)
def test_other_scripts_are_refused_by_path(text: str) -> None:
    with pytest.raises(ReadError, match="not in a script that attrib reads") as error:
        require_words(text, "a.txt")
    assert error.value.path == "a.txt"


@pytest.mark.parametrize("text", ["", " \n\t", "“" * 50, "1984, 2020 – 31%", "😀"])
def test_text_without_words_is_refused(text: str) -> None:
    with pytest.raises(ReadError, match="no words"):
        require_words(text, "a.txt")


def test_half_latin_is_enough() -> None:
    require_words("ab市长", "a.txt")
    with pytest.raises(ReadError):
        require_words("a市长", "a.txt")
