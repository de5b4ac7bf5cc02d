from __future__ import annotations

import json

import pytest

from attrib import read_bytes

STORY = "The pier is shut, Ann Lee said."


@pytest.mark.parametrize(
    ("about", "byline"),
    [
        ({"author": "By Ann Lee"}, "Ann Lee"),
        ({"author": {"name": "Ann Lee"}}, "Ann Lee"),
        ({"author": [{"name": "Ann Lee"}, {"name": 7}, "Ada Pike", None]}, "Ann Lee, Ada Pike"),
        ({"authors": ["Ann Lee"]}, "Ann Lee"),
        ({"author": [], "authors": [{"id": 3}]}, None),
    ],
)
def test_bylines(about: dict[str, object], byline: str | None) -> None:
    assert read_bytes(json.dumps({"text": STORY, **about}).encode(), "a.json").byline == byline
