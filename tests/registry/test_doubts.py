"""What is no mistake in a sources file, and yet looks like one."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from attrib.model import Source
from attrib.registry import doubts
from attrib.registry.index import Index


@pytest.fixture(autouse=True)
def shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    index = Index.of([Source("nw", "outlet", "Northwire", ("Northwire News",))])
    monkeypatch.setattr("attrib.registry.shipped.index", lambda: index)


def told(tmp_path: Path, rows: str, *, shipped: bool = True) -> list[str]:
    path = tmp_path / "sources.yaml"
    path.write_text("version: 1\nsources:\n" + dedent(rows), encoding="utf-8")
    found = doubts(path, shipped=shipped)
    assert all(str(doubt).startswith(f"{path}:{doubt.place.line}:") for doubt in found)
    return [f"{d.place.line}:{d.place.column}: {d.severity}: {d.message}" for d in found]


def people(*names: str) -> str:
    return "".join(f"- {{id: p{n}, kind: person, name: {name}}}\n" for n, name in enumerate(names))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Huang Ciping", "Huang Cipin"),
        ("Jon Smith", "John Smith"),
        ("Jens Stoltenberg", "Jens Stoltenburg"),
        ("Eric Yuan", "Yaun Eric"),
        ("Ms. Ana Lindqvist", "Ana Linqvist"),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_two_records_with_nearly_one_name(
    tmp_path: Path, first: str, second: str, turned: bool
) -> None:
    names = (second, first) if turned else (first, second)
    (warning,) = told(tmp_path, people(*names))
    assert warning.startswith("4:32: warning: ")
    assert "of p0 (line 3); one party on record twice?" in warning
    assert f"'{names[1]}' of p1 is nearly '{names[0]}'" in warning


@pytest.mark.parametrize(
    "names",
    [
        ("Joan Smith", "John Smith"),
        ("Wang Dan", "Wang Yan"),
        ("Huang Ciping", "Huang Cheng"),
        ("Huang", "Huang Cipin"),
        ("Ana Lindqvist", "Per Lund"),
    ],
)
def test_two_people_are_two(tmp_path: Path, names: tuple[str, str]) -> None:
    assert told(tmp_path, people(*names)) == []


def test_an_alias_near_anothers_name(tmp_path: Path) -> None:
    rows = """\
    - {id: one, kind: outlet, name: Evening Gazette}
    - {id: two, kind: outlet, name: EG, aliases: [Evening Gazete, EVG]}
    """
    assert told(tmp_path, rows) == [
        "4:47: warning: 'Evening Gazete' of two is nearly 'Evening Gazette' of one (line 3);"
        " one party on record twice?"
    ]


def test_names_of_one_record_may_be_near(tmp_path: Path) -> None:
    rows = "- {id: one, kind: outlet, name: Evening Gazette, aliases: [Evening Gazete]}\n"
    assert told(tmp_path, rows) == []


def test_a_blocked_body_is_told_to_those_that_belong_to_it(tmp_path: Path) -> None:
    rows = """\
    - {id: bad, kind: outlet, name: Rumours, status: blocked, reason: invented a quote}
    - {id: child, kind: outlet, name: Weekly Rumours, parent: bad}
    - {id: ana, kind: person, name: Ana Lindqvist, affiliation: bad, status: caution, reason: x}
    - {id: gone, kind: person, name: Per Lund, affiliation: bad, status: blocked, reason: x}
    """
    assert told(tmp_path, rows) == [
        "4:59: warning: parent 'bad' of child is blocked (line 3); child is approved",
        "5:61: warning: affiliation 'bad' of ana is blocked (line 3); ana is caution",
    ]


def test_a_name_of_a_shipped_record_of_another_id_is_a_note(tmp_path: Path) -> None:
    rows = "- {id: wire, kind: outlet, name: Wire, aliases: [North-Wire]}\n"
    assert told(tmp_path, rows) == [
        "3:50: note: 'North-Wire' of wire is also a name of the shipped record nw (Northwire);"
        " here it means wire"
    ]
    assert told(tmp_path, rows, shipped=False) == []
    assert told(tmp_path, rows.replace("id: wire", "id: nw")) == []


def test_a_file_with_mistakes_gives_no_doubts(tmp_path: Path) -> None:
    assert told(tmp_path, people("Jon Smith", "John Smith") + "- {id: x}\n") == []
