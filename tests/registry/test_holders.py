from __future__ import annotations

import pytest

from attrib.model import Source
from attrib.registry.holders import Holders
from attrib.registry.index import Index
from attrib.registry.match import Names

DESK = [Source(f"d{n}", "outlet", f"Desk {n}") for n in range(5)]
SHIPPED = [Source(f"s{n}", "outlet", f"Shipped {n}") for n in range(5)]


@pytest.fixture
def holders() -> Holders:
    desk, shipped = Names(Index.of(DESK)), Names(Index.of(SHIPPED))
    return Holders((desk, [1, 3]), (shipped, [0, 2, 4]))


def test_they_are_a_sequence_in_order(holders: Holders) -> None:
    expected = [DESK[1], DESK[3], SHIPPED[0], SHIPPED[2], SHIPPED[4]]
    assert holders == expected
    assert list(holders) == expected
    assert [holders[at] for at in range(-5, 5)] == [expected[at] for at in range(-5, 5)]
    assert holders[1:3] == tuple(expected[1:3])
    assert len(holders) == 5
    assert holders != expected[:-1]
    assert holders != [*expected[:-1], SHIPPED[3]]
    assert holders != 5
    assert repr(holders) == "Holders('d1', 'd3', 's0', 's2', 's4')"
    for at in (5, -6):
        with pytest.raises(IndexError):
            holders[at]


def test_who_is_among_them(holders: Holders) -> None:
    assert [source in holders for source in DESK] == [False, True, False, True, False]
    assert [source in holders for source in SHIPPED] == [True, False, True, False, True]
    assert Source("d1", "outlet", "Another of that id") not in holders
    assert Source("x", "outlet", "Desk 1") not in holders
    assert "d1" not in holders


def test_none(holders: Holders) -> None:
    assert Holders() == ()
    assert not Holders()
