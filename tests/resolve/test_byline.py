from __future__ import annotations

import pytest

from attrib.read import read_text
from attrib.resolve.byline import writer

from .build import attributions

DIARY = [
    "I went down to the harbour at six.",
    "The gates were shut, and I waited.",
    "Nobody came. I walked home along the wall.",
]


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        pytest.param(["By Ada Moss", *DIARY], "Ada Moss", id="a column"),
        pytest.param(["BY ADA MOSS", *DIARY], "Ada Moss", id="a byline in capitals"),
        pytest.param(["By Ada Moss, Harbour Reporter", *DIARY], "Ada Moss", id="with an office"),
        pytest.param(["Shut out", "By Rosa de la Vega", *DIARY], "Rosa de la Vega", id="particles"),
        pytest.param(["By Leo Price Jr.", *DIARY], "Leo Price Jr.", id="a suffix"),
        pytest.param(["Shut out", *DIARY], None, id="no byline"),
        pytest.param(["By Ada Moss and Leo Price", *DIARY], None, id="two writers"),
        pytest.param(["By Ada Moss", *DIARY[:2]], None, id="told in two paragraphs only"),
        pytest.param(
            ["By Ada Moss", *[f"“{line}” said Leo Price." for line in DIARY]],
            None,
            id="I inside quotation marks alone",
        ),
        pytest.param(
            ["By Ada Moss", "Pope John I. died.", "Elizabeth I. reigned.", "So did James I. once."],
            None,
            id="the numeral of a king",
        ),
        pytest.param([*DIARY * 3, "By Ada Moss"], None, id="far below the top"),
        pytest.param(
            ["By the time the gates opened, it was dark.", *DIARY],
            None,
            id="a sentence that begins with by",
        ),
    ],
)
def test_writer(paragraphs: list[str], expected: str | None) -> None:
    assert writer(read_text("\n\n".join(paragraphs))) == expected


def test_the_columnist_is_i() -> None:
    text = "\n\n".join(
        ["By Ada Moss", *DIARY[:2], "I said the wall would hold. My view, I wrote, was old."]
    )
    found = attributions(
        text, ("I", "said", "the wall would hold"), ("I", "wrote", "was old"), registry=None
    )
    assert [(a.speaker.name, a.speaker.kind) for a in found if a.speaker] == [
        ("Ada Moss", "publication"),
        ("Ada Moss", "publication"),
    ]
    assert [a.outlet.how for a in found if a.outlet] == ["self", "self"]


def test_a_lone_i_is_nobody_we_know() -> None:
    text = "By Ada Moss\n\nThe gates were shut. I said the wall would hold, Price recalled."
    (found,) = attributions(text, ("I", "said", "the wall would hold"))
    assert found.speaker is not None
    assert (found.speaker.name, found.speaker.kind) == ("I", "unknown")


def test_we_is_the_publication_under_a_column_too() -> None:
    text = "\n\n".join(["By Ada Moss", *DIARY, "In June we reported that the wall was old."])
    (found,) = attributions(text, ("we", "reported", "the wall was old"))
    assert found.speaker is not None
    assert (found.speaker.name, found.speaker.kind) == ("we", "publication")
