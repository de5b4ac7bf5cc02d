"""Records for the parties that articles credit and the registry lacks."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.model import Attribution, Document, Outlet, Report, Source, Span, Speaker, Statement
from attrib.registry import Registry
from attrib.render.suggestions import Proposal, records, render

TEXT = (
    "The pier is shut, said Ines Calder, the chief engineer of the Harbour Board.\n"
    "Calder told Radio Bay that it is safe.\n"
    "It is not safe, Per Lund said.\n"
    "The Harbour Board said nothing.\n"
)


def document(text: str = TEXT, path: str = "pier.txt") -> Document:
    paragraphs, start = [], 0
    for line in text.split("\n"):
        if line:
            paragraphs.append(Span(start, start + len(line)))
        start += len(line) + 1
    return Document(path, text, text, tuple(paragraphs), tuple(paragraphs))


def said(
    text: str, words: str, speaker: Speaker | None, outlet: Outlet | None = None
) -> Attribution:
    start = text.index(words)
    span = Span(start, start + len(words))
    return Attribution(Statement("s1", (span,), source=(span,)), speaker, outlet)


def report(rows: Sequence[Attribution], of: Document | None = None) -> Report:
    return Report(of or document(), tuple(rows), (), "0", "tagger")


def person(name: str, **more) -> Speaker:
    return Speaker(name, more.pop("id", None), more.pop("kind", "person"), "by the test", **more)


CALDER = person("Ines Calder")
BAY = Outlet("Radio Bay", None, "told", "by the test")
BOARD = person("Harbour Board", kind="institution")
OWN = Outlet("Harbour Board", None, "own-words", "by the test")


def test_records_with_the_words_they_stand_on_the_most_quoted_first() -> None:
    rows = [
        said(TEXT, "Per Lund", person("Per Lund")),
        said(TEXT, "said Ines Calder", CALDER),
        said(TEXT, "Calder told", CALDER, BAY),
        said(TEXT, "The Harbour Board", BOARD, OWN),
        said(TEXT, "The Harbour Board", BOARD, OWN),
        said(TEXT, "The Harbour Board", BOARD, OWN),
    ]
    written = render([report(rows)], Registry.empty())
    assert written == (
        "version: 1\n"
        "sources:\n"
        "\n"
        "  # 3 statements\n"
        "  # pier.txt:4: The Harbour Board said nothing.\n"
        "  - id: harbour-board\n"
        "    kind: institution\n"
        "    name: Harbour Board\n"
        "\n"
        "  # 2 statements\n"
        "  # pier.txt:1: The pier is shut, said Ines Calder, the chief engineer of the Harbour"
        " Board.\n"
        "  # pier.txt:2: Calder told Radio Bay that it is safe.\n"
        "  - id: ines-calder\n"
        "    kind: person\n"
        "    name: Ines Calder\n"
        "    role: chief engineer of the Harbour Board\n"
        "    affiliation: harbour-board\n"
        "\n"
        "  # 1 statement\n"
        "  # pier.txt:3: It is not safe, Per Lund said.\n"
        "  - id: per-lund\n"
        "    kind: person\n"
        "    name: Per Lund\n"
        "\n"
        "  # 1 statement\n"
        "  # pier.txt:2: Calder told Radio Bay that it is safe.\n"
        "  - id: radio-bay\n"
        "    kind: outlet\n"
        "    name: Radio Bay\n"
    )
    assert Registry.parse(written).get("ines-calder").affiliation == "harbour-board"


def test_each_record_can_be_had_by_itself() -> None:
    rows = [
        said(TEXT, "said Ines Calder", CALDER),
        said(TEXT, "Calder told", CALDER, BAY),
        said(TEXT, "The Harbour Board", BOARD, OWN),
    ]
    calder, bay, board = records([report(rows)], Registry.empty())
    assert calder == Proposal(
        Source(
            "ines-calder",
            "person",
            "Ines Calder",
            role="chief engineer of the Harbour Board",
            affiliation="harbour-board",
        ),
        2,
        (
            "pier.txt:1: The pier is shut, said Ines Calder, the chief engineer of the Harbour Board.",
            "pier.txt:2: Calder told Radio Bay that it is safe.",
        ),
    )
    assert (bay.source.id, bay.times, board.source.kind) == ("radio-bay", 1, "institution")
    hb = Source("hb", "institution", "Harbour Board")
    (alone,) = records([report(rows[:1])], Registry([hb]))
    assert (alone.source.affiliation, alone.body) == (None, hb)
    assert records([], Registry.empty()) == ()


def test_a_body_that_is_on_record_is_named_in_a_comment() -> None:
    registry = Registry([Source("hb", "institution", "Harbour Board")])
    written = render([report([said(TEXT, "said Ines Calder", CALDER)])], registry)
    assert "    # affiliation: hb\n" in written
    assert Registry.parse(written).get("ines-calder").affiliation is None


@pytest.mark.parametrize(
    "speaker",
    [
        person("Ines Calder", id="calder"),
        person("Ines Calder", candidates=("Ines Calder", "Per Lund")),
        person("engineers", kind="group"),
        person("an official", kind="anonymous"),
        person("we", kind="publication"),
        person("she", kind="unknown"),
        person("…"),
        person("x" * 201),
        person("a\x1b[31m"),
        None,
    ],
)
def test_who_is_known_or_no_party_gets_no_record(speaker: Speaker | None) -> None:
    rows = [said(TEXT, "said Ines Calder", speaker, OWN)]
    assert render([report(rows)], Registry.empty()) == "version: 1\nsources: []\n"


def test_a_party_that_the_registry_finds_gets_no_record() -> None:
    registry = Registry([Source("c", "person", "Calder, Ines")])
    rows = [said(TEXT, "said Ines Calder", CALDER)]
    assert render([report(rows)], registry) == "version: 1\nsources: []\n"


def test_an_outlet_that_speaks_counts_once() -> None:
    radio = person("Radio Bay", kind="outlet")
    rows = [said(TEXT, "Radio Bay", radio, Outlet("Radio Bay", None, "reported", "by the test"))]
    assert "# 1 statement\n" in render([report(rows)], Registry.empty())


def test_ids_are_new() -> None:
    registry = Registry([Source("ines-calder", "person", "Another Person")])
    names = [
        "Inés Calder",
        "Ines-Calder, Jr.",
        "No",
        "Self",
        "香港電台",
        "Ана",
        "1984 Group",
        "x" * 190,
    ]
    rows = [said(TEXT, "Per Lund", person(name)) for name in names]
    read = Registry.parse(render([report(rows)], registry), shipped=False)
    assert [(source.id, source.name) for source in read.sources] == [
        ("ines-calder-2", "Inés Calder"),
        ("ines-calder-jr", "Ines-Calder, Jr."),
        ("no", "No"),
        ("self-2", "Self"),
        ("person", "香港電台"),
        ("person-2", "Ана"),
        ("1984-group", "1984 Group"),
        ("x" * 56, "x" * 190),
    ]


def test_one_name_in_two_articles_is_one_record() -> None:
    other = "It is safe, INES CALDER said.\n"
    reports = [
        report([said(TEXT, "said Ines Calder", CALDER)]),
        report([said(other, "INES CALDER", person("INES CALDER"))], document(other, "b.txt")),
    ]
    written = render(reports, Registry.empty())
    assert "# 2 statements\n  # pier.txt:1: " in written
    assert "\n  # b.txt:1: It is safe, INES CALDER said.\n" in written
    assert written.count("- id:") == 1


hostile = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\n\r\x85\u2028\u2029\x00\x1b\u202e\ufeff\"'\\#:-{}[]&*!|>%@`, ~?"),
    ),
    min_size=1,
    max_size=40,
)


@given(
    st.lists(st.tuples(hostile, st.sampled_from(["person", "institution", "outlet"])), max_size=6),
    hostile,
    hostile,
)
def test_whatever_the_articles_hold_the_records_load(
    parties: list[tuple[str, str]], before: str, path: str
) -> None:
    rows, text = [], ""
    for name, _ in parties:
        text += f"{before} {name}, the {name}, said so. "
    text = text.replace("\n", " ") + "\n"
    if not text.strip():
        return
    for name, kind in parties:
        words = name.replace("\n", " ")
        rows.append(said(text, words, person(name, kind=kind), BAY))
    written = render([report(rows, document(text, path))], Registry.empty())
    read = Registry.parse(written, shipped=False)
    names = {" ".join(name.split()) for name, _ in parties} | {"Radio Bay"}
    assert {source.name for source in read.sources} <= names
    assert all(line.lstrip().startswith(("#", "-", "id", "kind", "name", "role", "aff", "sour", "ver"))
               for line in written.splitlines() if line)  # fmt: skip
