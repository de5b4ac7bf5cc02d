from __future__ import annotations

import pytest

from .build import attributions


@pytest.mark.parametrize(
    ("text", "row", "expected"),
    [
        pytest.param(
            "Tomas Brandt told RKB that the pumps failed.",
            ("Tomas Brandt", "told", "the pumps failed"),
            ("rkb", "told"),
            id="told a medium",
        ),
        pytest.param(
            "In an interview with Radio Karlin Bay, Tomas Brandt said the pumps failed.",
            ("Tomas Brandt", "said", "the pumps failed"),
            ("rkb", "told"),
            id="in an interview with one",
        ),
        pytest.param(
            "RKB was first. Tomas Brandt told the station that the pumps failed.",
            ("Tomas Brandt", "told", "the pumps failed"),
            ("rkb", "told"),
            id="a description of a medium named before",
        ),
        pytest.param(
            "Tomas Brandt told reporters that the pumps failed. RKB was not there.",
            ("Tomas Brandt", "told", "the pumps failed"),
            ("self", "self"),
            id="told reporters: in public",
        ),
        pytest.param(
            "Tomas Brandt told us that the pumps failed.",
            ("Tomas Brandt", "told", "the pumps failed"),
            ("self", "self"),
            id="told us",
        ),
        pytest.param(
            "Northwire reports that the pumps failed.",
            ("Northwire", "reports", "the pumps failed"),
            ("northwire", "reported"),
            id="a medium reports",
        ),
        pytest.param(
            "Tomas Brandt said the pumps failed, Northwire reported.",
            ("Tomas Brandt", "said", "the pumps failed"),
            ("northwire", "reported"),
            id="a medium credited at the end",
        ),
        pytest.param(
            "The Customs Board said the ledger was whole.",
            ("The Customs Board", "said", "the ledger was whole"),
            ("customs", "own-words"),
            id="an institution's own words",
        ),
        pytest.param(
            "Tomas Brandt said the pumps failed.",
            ("Tomas Brandt", "said", "the pumps failed"),
            ("self", "self"),
            id="no channel named",
        ),
        pytest.param(
            "Tomas Brandt told the court that the pumps failed.",
            ("Tomas Brandt", "told", "the pumps failed"),
            ("self", "self"),
            id="told a court",
        ),
    ],
)
def test_outlet(text: str, row: tuple[str, str, str], expected: tuple[str, str]) -> None:
    (found,) = attributions(text, row)
    assert found.outlet is not None
    assert (found.outlet.id, found.outlet.how) == expected


def test_the_outlet_carries_over_while_the_speaker_talks_on_and_no_longer() -> None:
    text = (
        "Tomas Brandt told RKB that the pumps failed. He said nobody rang.\n\n"
        "Ada Moss said the dam would hold. Brandt said it was old."
    )
    found = attributions(
        text,
        ("Tomas Brandt", "told", "the pumps failed"),
        ("He", "said", "nobody rang"),
        ("Ada Moss", "said", "the dam would hold"),
        ("Brandt", "said", "it was old"),
    )
    assert [(a.outlet.id, a.outlet.how) for a in found if a.outlet] == [
        ("rkb", "told"),
        ("rkb", "carried"),
        ("self", "self"),
        ("self", "self"),
    ]
