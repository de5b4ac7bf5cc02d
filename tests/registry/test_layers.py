"""A desk's records over those that come with the package."""

from __future__ import annotations

import pickle

import pytest

from attrib.model import Source
from attrib.registry import Registry
from attrib.registry.index import Index

SHIPPED = [
    Source("northwire", "outlet", "Northwire", ("Northwire News",), ("the agency",)),
    Source("rkb", "outlet", "RKB", ("Radio Karlin Bay",), ("the station",)),
    Source("moj", "institution", "Ministry of Justice of Karlin", ("Karlin Justice Ministry",),
           ("the ministry", "the department"), issues=("indictment",)),
    Source("hour", "outlet", "Time", ("Time magazine",)),
    Source("sun", "outlet", "The Sun"),
    Source("gao", "institution", "General Audit Office", ("GAO", "nato")),
    Source("dpa", "outlet", "Northern Press Agency", ("dpa",)),
    Source("guard", "outlet", "The Guardian"),
    Source("ice", "institution", "Immigration and Customs Enforcement", ("ICE",)),
]  # fmt: skip
DESK = """\
version: 1
sources:
  - {id: northwire, kind: outlet, name: Northwire Agency, status: caution, reason: late}
  - {id: bay, kind: outlet, name: Bay Radio, aliases: [Radio Karlin Bay], descriptions: [the station]}
  - {id: mine, kind: institution, name: Harbour Court, issues: [indictment]}
"""


@pytest.fixture(autouse=True)
def shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    index = Index.of(SHIPPED)
    monkeypatch.setattr("attrib.registry.shipped.index", lambda: index)


def found(registry: Registry, name: str) -> str | None:
    match = registry.find(name)
    return match.source.id if match is not None else None


def test_without_a_file_the_shipped_ones_answer() -> None:
    registry = Registry.shipped()
    assert found(registry, "Northwire News") == "northwire"
    assert registry.get("rkb").name == "RKB"
    assert registry.shipped_sources == tuple(SHIPPED)
    assert (registry.sources, registry.has_sources) == ((), False)


@pytest.mark.parametrize(
    "registry", [Registry.empty(), Registry([]), Registry.parse(DESK, shipped=False)]
)
def test_they_can_be_left_out(registry: Registry) -> None:
    assert found(registry, "RKB") is None
    assert registry.get("rkb") is None
    assert registry.shipped_sources == ()


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Northwire Agency", "northwire"),
        ("Radio Karlin Bay", "bay"),
        ("RKB", "rkb"),
        ("Karlin Justice Ministry", "moj"),
        # By its id the desk's record has taken the place of the shipped one altogether.
        ("Northwire", None),
        ("Northwire News", None),
    ],
)
def test_a_record_of_the_desk_wins_by_id_and_by_any_name_it_claims(name: str, id: str) -> None:
    assert found(Registry.parse(DESK), name) == id


def test_a_record_of_the_desk_with_the_same_name_takes_the_place_of_the_shipped_one() -> None:
    registry = Registry([Source("nw", "outlet", "North-Wire")])
    assert found(registry, "Northwire") == "nw"
    text = "version: 1\nsources: [{id: nw, kind: outlet, name: North-Wire}]"
    registry = Registry.parse(text)
    assert found(registry, "Northwire") == "nw"
    assert found(registry, "Northwire News") is None
    assert registry.get("northwire") is None
    assert "northwire" not in [source.id for source in registry.shipped_sources]


def test_an_alias_of_the_desk_leaves_the_shipped_record_its_other_names() -> None:
    text = "version: 1\nsources: [{id: nw, kind: outlet, name: NW, aliases: [Northwire]}]"
    registry = Registry.parse(text)
    assert found(registry, "Northwire") == "nw"
    assert found(registry, "Northwire News") == "northwire"


def test_a_misspelling_is_the_desks_where_both_are_as_near() -> None:
    text = "version: 1\nsources: [{id: nw, kind: outlet, name: NW, aliases: [Northwire]}]"
    assert found(Registry.parse(text), "Nortwhire") == "nw"
    assert found(Registry.shipped(), "Nortwhire") == "northwire"
    assert found(Registry.parse(DESK), "Nortwhire") is None


def test_a_name_as_written_comes_before_a_misspelling_of_the_desks() -> None:
    text = "version: 1\nsources: [{id: nw, kind: outlet, name: Norhtwire}]"
    assert found(Registry.parse(text), "Northwire") == "northwire"


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Time", None),
        ("the Time", None),
        ("TIME", "hour"),
        ("Time magazine", "hour"),
        ("Sun", None),
        ("the sun", None),
        ("The Sun", "sun"),
        ("the Sun’s", "sun"),
        ("SUN", "sun"),
        ("Ice", None),
        ("ICE", "ice"),
        ("Guardian", None),
        ("Guardians", None),
        ("the Guardian", "guard"),
        ("Gaurdian", None),
        ("GAO", "gao"),
        ("the G.A.O.’s", "gao"),
        ("Gao", None),
        ("Nato", "gao"),
        ("DPA", "dpa"),
        ("D-Pa", None),
        ("D-PA", None),
    ],
)
def test_an_everyday_word_is_no_shipped_name_unless_it_is_written_as_one(
    name: str, id: str | None
) -> None:
    assert found(Registry.shipped(), name) == id


def test_an_everyday_word_on_the_desks_list_is_meant() -> None:
    text = "version: 1\nsources: [{id: mine, kind: outlet, name: Time}]"
    assert found(Registry.parse(text), "Time") == "mine"


def test_a_description_is_a_shipped_records_only_where_the_article_names_it() -> None:
    registry = Registry.shipped()
    assert registry.described_by("the station") == registry.issuing("indictment") == ()
    rkb, moj = registry.get("rkb"), registry.get("moj")
    article = registry.for_article([rkb, moj])
    assert article.described_by("the station") == (rkb,)
    assert article.described_by("the agency") == ()
    assert article.issuing("the indictment") == (moj,)
    assert article.find("RKB") == registry.find("RKB")
    assert registry.described_by("the station") == ()


def test_a_word_of_a_shipped_records_own_name_describes_nothing() -> None:
    registry = Registry.shipped()
    article = registry.for_article([registry.get("moj")])
    assert article.described_by("the ministry’s") == ()
    assert article.described_by("the department") == (registry.get("moj"),)


def test_of_the_named_the_desks_own_come_first() -> None:
    registry = Registry.parse(DESK)
    rkb, bay, mine, moj = (registry.get(id) for id in ("rkb", "bay", "mine", "moj"))
    assert registry.described_by("the station") == (bay,)
    assert registry.for_article([rkb]).described_by("the station") == (bay, rkb)
    assert registry.for_article([rkb, bay]).described_by("the station") == (bay,)
    assert registry.for_article([moj]).issuing("indictment") == (mine, moj)
    assert registry.for_article([moj, mine]).issuing("indictment") == (mine,)


def test_the_layers_go_to_another_process() -> None:
    registry = Registry.parse(DESK)
    twin = pickle.loads(pickle.dumps(registry.for_article([registry.get("rkb")])))
    assert twin.sources == registry.sources
    assert found(twin, "RKB") == "rkb"
    assert [source.id for source in twin.described_by("the station")] == ["bay", "rkb"]
    assert registry.has_sources
