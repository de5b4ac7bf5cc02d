"""A record is added to a sources file that people keep, and taken back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from attrib.errors import RegistryError
from attrib.model import Listing, Source
from attrib.registry import Registry
from attrib.registry.adding import add, take_back

HAND = (
    "\ufeff# Our desk's sources.\r\nversion: 1\r\nsources:  # by name\r\n\r\n"
    "# The harbour.\r\n-   id: board   # since 2019\r\n    kind: institution\r\n"
    "    name: 'Harbour Board'\r\n    aliases: [HB, \"the port's board\"]\r\n\r\n"
    "-   id: bay\r\n    name: >-\r\n      Radio\r\n      Bay\r\n    kind: outlet\r\n"
    "    # texts: to come\r\n\r\npublication: {name: Harbour Daily}  # us"
)
CALDER = Source(
    "ines-calder",
    "person",
    "Ines Calder",
    aliases=("I. Calder", "Calder, Ines"),
    role="chief engineer: piers",
    affiliation="board",
)
FULL = Source(
    "1984",
    "outlet",
    "no",
    aliases=("“Nø” #1", "12"),
    descriptions=("the station",),
    parent="bay",
    issues=("bulletin",),
    status="blocked",
    reason="it makes things up: {often}",
    country="NO",
    texts=(
        Listing("texts/a.txt"),
        Listing("t/*.txt", "Title: 1, 2", "2020-12-18", "https://example.org/?a=1#b", "no"),
    ),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sources.yaml"


def sources(path: Path) -> tuple[Source, ...]:
    return Registry.load(path, shipped=False).sources


def test_a_file_is_begun_and_goes_when_its_record_is_taken_back(path: Path) -> None:
    board = Source("board", "institution", "Harbour Board")
    added = add(path, board)
    assert path.read_text("utf-8") == (
        "# The people, institutions and outlets that this desk knows.\n"
        "version: 1\n"
        "sources:\n"
        "  - id: board\n"
        "    kind: institution\n"
        "    name: Harbour Board\n"
    )
    later = add(path, CALDER)
    assert sources(path) == (board, CALDER)
    with pytest.raises(RegistryError, match="has changed since Harbour Board was added"):
        take_back(path, added)
    assert sources(path) == (board, CALDER)
    take_back(path, later)
    take_back(path, added)
    assert [file.name for file in path.parent.iterdir()] == [".sources.yaml.lock"]
    with pytest.raises(RegistryError, match="there is no such file"):
        take_back(path, added)


@pytest.mark.parametrize("source", [CALDER, FULL], ids=lambda source: source.id)
def test_every_other_line_stays(source: Source, path: Path) -> None:
    path.write_bytes(HAND.encode())
    before = sources(path)
    added = add(path, source)
    assert sources(path) == (*before, source)
    assert Registry.load(path).publication == "Harbour Daily"
    written = path.read_bytes().decode()
    head, tail = HAND.split("    # texts: to come")
    assert written.startswith(head)
    assert written.endswith("    # texts: to come" + tail)
    lines = written[len(head) : -len("    # texts: to come" + tail)].split("\r\n")
    assert lines[0] == ""
    assert lines[1].startswith("-   id: ")
    assert all(line.startswith("    ") for line in lines[2:-1])
    take_back(path, added)
    assert path.read_bytes().decode() == HAND


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("version: 1\nsources: []\n", "version: 1\nsources:\n  - id: board\n    kind: inst"),
        ("version: 1\nsources: []", "version: 1\nsources:\n  - id: board\n    kind: inst"),
        ("{version: 1, sources: []}", "{version: 1, sources: [{id: board, kind: institution, "),
    ],
)
def test_the_first_record_of_a_file(before: str, after: str, path: Path) -> None:
    path.write_text(before, encoding="utf-8")
    added = add(path, Source("board", "institution", "Harbour Board"))
    assert path.read_text("utf-8").startswith(after)
    take_back(path, added)
    assert path.read_text("utf-8") == before


def test_the_file_of_a_newcomer_takes_records(path: Path) -> None:
    text = files("attrib").joinpath("data", "templates", "sources.yaml").read_text("utf-8")
    path.write_text(text, encoding="utf-8")
    before = sources(path)
    added = add(path, Source("calder", "person", "Ines Calder"))
    assert sources(path)[:-1] == before
    assert all(line in path.read_text("utf-8").splitlines() for line in text.splitlines())
    take_back(path, added)
    assert path.read_text("utf-8") == text


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (
            replace(CALDER, id="board"),
            "cannot be added: id 'board' is already the id of another source (line 6)",
        ),
        (
            replace(CALDER, name="harbour board"),
            "name 'harbour board' of ines-calder is already the name of board (line 8)",
        ),
        (
            replace(CALDER, affiliation="bord"),
            "affiliation 'bord' of ines-calder is not the id of any source; did you mean 'board'?",
        ),
        (replace(CALDER, id="Ines"), "expected id to be small letters, digits and hyphens"),
        (replace(CALDER, id="self"), "id 'self' stands for the publication itself"),
        (replace(CALDER, name="Ines\nkind: outlet"), "one line without control characters"),
        (replace(CALDER, name="x" * 201), "to have at most 200 characters"),
        (replace(CALDER, name=" Ines"), "would not come out of the file as it goes in"),
        (replace(CALDER, kind="institution"), "role is for persons"),
        (replace(CALDER, status="blocked"), "ines-calder is blocked; expected a reason beside it"),
    ],
)
def test_what_would_be_a_mistake_is_not_written(source: Source, told: str, path: Path) -> None:
    path.write_bytes(HAND.encode())
    with pytest.raises(RegistryError) as caught:
        add(path, source)
    assert told in str(caught.value)
    assert str(caught.value).startswith(f"{path}: cannot be added: ")
    assert path.read_bytes() == HAND.encode()


@pytest.mark.parametrize(
    "text",
    ["", "version: 1\n", "version: 1\nsources:\n", "version: 1\nsources:\n- {id: a, kind: b, name: c}\n"],
)  # fmt: skip
def test_a_broken_file_is_told_as_when_it_is_read_and_stays(text: str, path: Path) -> None:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RegistryError) as caught:
        add(path, CALDER)
    with pytest.raises(RegistryError) as read:
        Registry.load(path)
    assert str(read.value).startswith(str(caught.value))
    assert path.read_text("utf-8") == text


def test_where_nothing_can_be_written_that_is_told(tmp_path: Path) -> None:
    (tmp_path / "link.yaml").symlink_to(tmp_path / "nowhere.yaml")
    (tmp_path / "odd.yaml").write_text(
        "? sources\n: - {id: a, kind: outlet, name: A}\n? version\n: 1\n", encoding="utf-8"
    )
    for name, told in {
        "no/such/s.yaml": "cannot be written: ",
        "link.yaml": "is a link to a file that is not there",
        "odd.yaml": "is laid out so that no record can be put there; write it in by hand",
    }.items():
        with pytest.raises(RegistryError, match=told):
            add(tmp_path / name, replace(CALDER, affiliation=None))
    assert not (tmp_path / "nowhere.yaml").exists()


def test_those_who_add_at_once_lose_nothing(path: Path) -> None:
    def some(letter: str) -> None:
        for number in range(10):
            add(path, Source(f"{letter}-{number}", "outlet", f"Radio {letter} {number}"))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(some, "abcd"))
    assert len(sources(path)) == 40
