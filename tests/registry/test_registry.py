"""Looking up names, descriptions and documents."""

from __future__ import annotations

import pickle
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.errors import RegistryError
from attrib.model import Source
from attrib.registry import Registry
from attrib.registry.match import is_acronym, key_of, words_of

SOURCES = """\
version: 1
publication: {name: Harbour Daily, self: [we]}
sources:
  - id: doj
    kind: institution
    name: U.S. Department of Justice
    aliases: [DOJ, Justice Department, Department of Justice]
    descriptions: [the department]
    issues: [charges, press release]
  - id: fbi
    kind: institution
    name: Federal Bureau of Investigation
    aliases: [FBI]
    descriptions: [the bureau]
    issues: [warrant, press release]
  - {id: us, kind: institution, name: U.S. government, aliases: [US]}
  - {id: who, kind: institution, name: World Health Organization, aliases: [WHO]}
  - {id: rthk, kind: outlet, name: RTHK, aliases: [Radio Television Hong Kong],
     descriptions: [the station, the broadcaster]}
  - {id: bbc, kind: outlet, name: BBC, descriptions: [The Broadcaster]}
  - {id: reuters, kind: outlet, name: Reuters}
  - {id: times, kind: outlet, name: The Harbour Times}
  - {id: moodys, kind: institution, name: Moody's}
  - {id: marks, kind: institution, name: Marks & Spencer}
  - {id: zoom, kind: institution, name: Zoom}
  - {id: huang, kind: person, name: Huang Ciping}
  - {id: jin, kind: person, name: Jin Xinjiang}
  - {id: wang, kind: person, name: Wang Dan}
  - {id: garcia, kind: person, name: José García Ibáñez}
  - {id: king, kind: person, name: Martin Luther King, aliases: [MLK]}
  - {id: phil, kind: person, name: Dr. Phil}
"""


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.parse(SOURCES, shipped=False)


@pytest.mark.parametrize(
    ("name", "id", "how"),
    [
        ("Reuters", "reuters", "exact"),
        ("REUTERS", "reuters", "exact"),
        ("Reuters'", "reuters", "exact"),
        ("Reuters’s", "reuters", "exact"),
        ("Zoom's", "zoom", "exact"),
        ("Zoom‘s", "zoom", "exact"),
        ("US Department of Justice", "doj", "exact"),
        ("the U.S. Department  of\nJustice’s", "doj", "exact"),
        ("The Justice Department", "doj", "alias"),
        ("Departmentof Justice", "doj", "alias"),
        ("F.B.I.", "fbi", "alias"),
        ("F. B. I.", "fbi", "alias"),
        ("the FBI’s", "fbi", "alias"),
        ("fbi", "fbi", "alias"),
        ("US", "us", "alias"),
        ("the U.S.", "us", "alias"),
        ("the US’s", "us", "alias"),
        ("WHO", "who", "alias"),
        ("Harbour Times", "times", "exact"),
        ("Moody's", "moodys", "exact"),
        ("Moody’s’", "moodys", "exact"),
        ("Marks and Spencer", "marks", "exact"),
        ("Huang Ci-ping", "huang", "exact"),
        ("Huang Ci‑Ping", "huang", "exact"),
        ("Huang Ci Ping", "huang", "exact"),
        ("Ciping Huang", "huang", "exact"),
        ("Ms. Huang Ciping", "huang", "exact"),
        ("Ms Ciping Huang's", "huang", "exact"),
        ("Xinjiang Jin", "jin", "exact"),
        ("Jin, Xinjiang", "jin", "exact"),
        ("Prof. Dr. Wang Dan", "wang", "exact"),
        ("Jose Garcia Ibanez", "garcia", "exact"),
        ("Jose\u0301 García Iba\u0301n\u0303ez", "garcia", "exact"),
        ("King, Martin Luther", "king", "exact"),
        ("Dr Phil", "phil", "exact"),
        ("M.L.K.", "king", "alias"),
        ("Ｒｅｕｔｅｒｓ", "reuters", "exact"),
    ],
)
def test_a_name_is_found_however_it_is_spelled(registry, name, id, how):
    match = registry.find(name)
    assert match is not None
    assert (match.source.id, match.how, match.score) == (id, how, 100.0)


@pytest.mark.parametrize(
    "name",
    [
        *("", " ", "’s", "...", "the", "Ms.", "\0", "\ud800", "\U0001f600"),
        # Everyday words, case aside, are no acronyms.
        *("us", "Us", "who", "Who"),
        # A courtesy title is a person's.
        *("Mr. Zoom", "Ms. Reuters", "Mr. Rueters"),
        # Bodies have no reversed order; a part of a name is not the name.
        *("Spencer Marks", "Times Harbour", "Wang", "Ms. Huang", "Ciping", "Department"),
        "Moody",
        # What is no name is not taken for a misspelled one.
        *("rueters", "jutsice department", "FIB", "RTKH", "DJO"),
        "Reuters " * 1_000,
    ],
)
def test_what_is_not_the_name_is_not_found(registry, name):
    assert registry.find(name) is None


def test_the_longest_name_that_is_looked_up_has_200_characters():
    registry = Registry([Source("long", "outlet", "a" * 200), Source("too", "outlet", "b" * 201)])
    assert registry.find("a" * 200) is not None
    assert registry.find("b" * 201) is None


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Rueters", "reuters"),
        ("Rueters’s", "reuters"),
        ("the Jutsice Department", "doj"),
        ("Huang Cipin", "huang"),
        ("Ms. Huang Cipin", "huang"),
        ("Cipin Huang", "huang"),
        ("Xinjang Jin", "jin"),
    ],
)
def test_a_misspelling_is_found_as_such(registry, name, id):
    match = registry.find(name)
    assert match is not None
    assert (match.source.id, match.how) == (id, "fuzzy")
    assert 80.0 < match.score < 100.0
    assert registry.find(name) is match


def test_a_misspelling_as_near_to_one_record_as_to_another_is_neither():
    registry = Registry(
        [Source("one", "person", "Anders Halvorsen"), Source("two", "person", "Anders Halversen")]
    )
    assert registry.find("Anders Halvarsen") is None
    assert registry.find("Anders Halvorsen").source.id == "one"


def test_two_persons_with_each_others_name_turned_are_kept_apart():
    registry = Registry([Source("a", "person", "Wang Dan"), Source("b", "person", "Dan Wang")])
    assert registry.find("Wang Dan").source.id == "a"
    assert registry.find("Dan Wang").source.id == "b"


def test_a_turned_name_of_two_persons_is_neither():
    registry = Registry(
        [Source("a", "person", "Ana Maria Ruiz"), Source("b", "person", "Maria Ruiz-Ana")]
    )
    assert registry.find("Maria Ruiz Ana").source.id == "b"
    assert registry.find("Ruiz Ana Maria").source.id == "a"
    registry = Registry([Source("a", "person", "A Bo Ce"), Source("b", "person", "Bo Ce, A-")])
    assert registry.find("A Bo Ce").source.id == "a"


def test_a_description_gives_every_record_that_has_it(registry):
    def ids(phrase: str) -> list[str]:
        return [source.id for source in registry.described_by(phrase)]

    assert ids("the station") == ["rthk"]
    assert ids("The station's") == ["rthk"]
    assert ids("the broadcaster") == ids("broadcaster") == ["rthk", "bbc"]
    assert ids("the ferry") == ids("") == ids("x" * 1_000) == []
    assert registry.find("the station") is None


def test_a_document_gives_every_record_that_issues_it(registry):
    assert [source.id for source in registry.issuing("the charges")] == ["doj"]
    assert [source.id for source in registry.issuing("Press release")] == ["doj", "fbi"]
    assert registry.issuing("poem") == ()


def test_an_empty_registry_knows_nobody():
    registry = Registry.empty()
    assert registry.sources == registry.self_names == ()
    assert registry.publication is None
    assert registry.find("Reuters") is None
    assert registry.described_by("the station") == registry.issuing("charges") == ()


def test_records_made_in_code_need_different_ids():
    with pytest.raises(RegistryError, match="id 'a' is given to two records"):
        Registry([Source("a", "outlet", "One"), Source("a", "outlet", "Two")])


def test_a_registry_can_be_sent_to_another_process(registry):
    twin = pickle.loads(pickle.dumps(registry))
    assert twin.sources == registry.sources
    assert twin.find("Rueters") == registry.find("Rueters")


def test_a_registry_that_finds_its_names_does_not_import_rapidfuzz():
    code = (
        "import sys; from attrib.registry import Registry;"
        "r = Registry.parse('version: 1\\nsources: [{id: r, kind: outlet, name: Reuters}]', shipped=False);"
        "assert r.find('Reuters') and not r.find('BBC') and 'rapidfuzz' not in sys.modules;"
        "assert r.find('Rueters') and 'rapidfuzz' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("name", "acronym"),
    [
        *((name, True) for name in ("AP", "U.S.", "A. P.", "G7", "C4ISR")),
        *((name, False) for name in ("Ap", "A", "24", "AP News", "ASSOCIATED")),
    ],
)
def test_an_acronym_is_one_short_word_of_capitals(name, acronym):
    assert is_acronym(name) is acronym


@given(st.text(max_size=60))
def test_the_normal_form_is_stable_and_no_name_makes_find_raise(name):
    words = words_of(name)
    assert key_of(name) == "".join(words)
    assert all(word and not any(c.isspace() for c in word) for word in words)
    Registry.parse(SOURCES, shipped=False).find(name)


@given(st.sampled_from(Registry.parse(SOURCES, shipped=False).sources), st.data())
def test_every_record_is_found_by_its_names_in_any_case(source, data):
    registry = Registry.parse(SOURCES, shipped=False)
    name = data.draw(st.sampled_from((source.name, *source.aliases)))
    for written in (name, name.upper(), f"{name}'s", f"  {name} "):
        assert registry.find(written).source.id == source.id
