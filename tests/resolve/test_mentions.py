from __future__ import annotations

import pytest

from attrib.read import read_text
from attrib.resolve.mentions import find_mentions


def names(text: str) -> list[str]:
    return [mention.name for mention in find_mentions(read_text(text), ())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lena Arvid spoke to Tomas Brandt on Monday.", ["Lena Arvid", "Tomas Brandt"]),
        ("The Ministry of Justice in Karlin replied.", ["Ministry of Justice", "Karlin"]),
        ("Dr. Ada J. Moss and Ms. Orr left early.", ["Ada J. Moss", "Orr"]),
        ("Protesters gathered. The protesters left.", []),
        ("Prime Minister Ana de la Cruz resigned.", ["Ana de la Cruz"]),
        ("The U.S. Justice Department’s charges were read.", ["U.S. Justice Department"]),
        ("The group al-Nour claimed it.", ["al-Nour"]),
        ("In March, Reuters’ report named the Bank of Arden.", ["Reuters", "Bank of Arden"]),
        ("However, I think that Meanwhile Gardens closed.", ["Meanwhile Gardens"]),
    ],
)
def test_names(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_what_stands_around_a_name() -> None:
    text = "The Customs Board (CB) fined Mr. Orr; the Board’s lawyers agreed."
    board, _, orr, *_ = find_mentions(read_text(text), ())
    assert (board.acronym, board.article) == ("CB", True)
    assert (orr.name, orr.title) == ("Orr", "Mr")
