from __future__ import annotations

from typing import get_args

from attrib.houses import DEFAULT, HOUSES
from attrib.serve.messages import House


def test_the_houses_are_those_that_ship() -> None:
    assert get_args(House) == (DEFAULT, *HOUSES)
