"""The example registry at the top of the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from attrib.registry import Registry, mistakes

SOURCES = Path(__file__).resolve().parent.parent / "sources.yaml"


@pytest.fixture(scope="module")
def registry() -> Registry:
    assert mistakes(SOURCES) == ()
    return Registry.load(SOURCES)


@pytest.mark.parametrize(
    ("written", "id"),
    [
        ("The Federal Bureau of Investigation", "fbi"),
        ("the FBI’s", "fbi"),
        ("The U.S. Justice Department’s", "doj"),
        ("the U.S. Department of Justice", "doj"),
        ("Reuters", "reuters"),
        ("the Associated Press", "ap"),
        ("Agence France Presse", "afp"),
        ("RTHK", "rthk"),
        ("the BBC", "bbc"),
        ("Wang Dan", "wang-dan"),
        ("Dialogue China", "dialogue-china"),
        ("Ms. Huang Ciping", "huang-ciping"),
        ("Huang Cipin", "huang-ciping"),
        ("the Wei Jingsheng Foundation", "wei-jingsheng-foundation"),
        ("Jin Xinjiang", "jin-xinjiang"),
        ("Xinjiang Jin", "jin-xinjiang"),
        ("Humane China", "humane-china"),
        ("Eric Yuan", "eric-yuan"),
        ("The Citizen Lab", "citizen-lab"),
        ("the University of Toronto", "university-of-toronto"),
        ("the Chinese Communist Party", "ccp"),
        ("the Chinese government’s", "chinese-government"),
        ("the U.S. government", "us-government"),
        ("Zoom", "zoom"),
    ],
)
def test_a_name_from_the_news_is_known(registry, written, id):
    match = registry.find(written)
    assert match is not None
    assert match.source.id == id


@pytest.mark.parametrize("written", ["Jin", "Wang", "the company", "China", "us", "Taiwan", "he"])
def test_what_only_the_article_can_settle_is_left_to_it(registry, written):
    assert registry.find(written) is None


def test_documents_speak_for_those_who_issue_them(registry):
    assert [source.id for source in registry.issuing("charges")] == ["doj"]
    assert [source.id for source in registry.issuing("warrant")] == ["fbi"]
    assert "doj" in [source.id for source in registry.issuing("press release")]


def test_the_station_and_the_publication(registry):
    assert "rthk" in [source.id for source in registry.described_by("the station")]
    assert registry.publication == "Harbour Daily"
    assert registry.self_names == ("we", "our newsroom")
    assert registry.get("fbi").parent == "doj"


def test_the_example_in_its_documentation_loads():
    page = (SOURCES.parent / "docs" / "sources.md").read_text(encoding="utf-8")
    example = page.split("```yaml\n")[1].split("```")[0]
    assert Registry.parse(example).get("ana-lindqvist").affiliation == "port-authority"
