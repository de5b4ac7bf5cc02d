from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib import Checker
from attrib.errors import SettingsError
from attrib.houses import (
    DEFAULT,
    HOUSES,
    LEVELS,
    LIMITS,
    House,
    HouseLimits,
    Passage,
    default_house,
    load_house,
)
from attrib.model import DOCUMENT_KINDS
from attrib.rules import RULES
from attrib.rules.named import require_house_rules
from attrib.settings import Settings, load_settings
from tests import houses_page

NAMES = {rule.name for rule in RULES}
PACKS = Path(houses_page.ROOT, "attrib", "data", "houses")


@pytest.fixture
def written(tmp_path: Path):
    def write(text: str, name: str = "desk.yaml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def told(path: Path) -> str:
    with pytest.raises(SettingsError) as caught:
        load_house(str(path))
    return str(caught.value)


# The shipped packs, the rules and the page of the docs


def test_every_pack_is_a_house_and_every_house_a_pack() -> None:
    assert {path.stem for path in PACKS.iterdir()} == {DEFAULT, *HOUSES}
    for name in (DEFAULT, *HOUSES):
        house = load_house(name)
        assert house.id == name
        assert house.name
        assert len(house.short) == 3 or name == "ap"


@pytest.mark.parametrize("name", [DEFAULT, *HOUSES])
def test_a_pack_names_rules_levels_and_limits_that_there_are(name: str) -> None:
    house = load_house(name)
    require_house_rules(house)
    assert house.rule_places.keys() <= NAMES
    for levels in (house.severities, *house.kinds.values()):
        assert set(levels.values()) <= set(LEVELS)
    assert house.kinds.keys() <= set(DOCUMENT_KINDS)
    for limit, (lowest, highest) in LIMITS.items():
        assert lowest <= getattr(house.limits, limit) <= highest


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_has_a_passage_in_the_default_and_reads_limits_that_there_are(rule) -> None:
    passage = default_house().passages[rule.name]
    assert passage.house == DEFAULT
    assert set(rule.limits) <= LIMITS.keys()


@pytest.mark.parametrize("name", HOUSES)
def test_a_passage_says_where_and_what(name: str) -> None:
    house = load_house(name)
    own = [passage for passage in house.passages.values() if passage.house == name]
    assert len(own) >= 8
    for passage in house.passages.values():
        assert passage.standard
        assert 40 <= len(passage.says) <= 300
    # Where and when it was read stands at the top of each.
    assert re.match(r"# .+\n#\n# Origin: [^\n]", (PACKS / f"{name}.yaml").read_text("utf-8"))
    assert "2026" in (PACKS / f"{name}.yaml").read_text("utf-8").split("version:")[0]


@pytest.mark.parametrize("name", HOUSES)
def test_no_house_is_given_a_severity_without_saying_why(name: str) -> None:
    house = load_house(name)
    own = {rule for rule, passage in house.passages.items() if passage.house == name}
    assert house.severities.keys() <= own


def test_the_limits_of_the_default_are_those_of_the_code() -> None:
    assert default_house().limits == HouseLimits()
    assert LIMITS.keys() == set(HouseLimits.__slots__)


def test_no_two_houses_are_the_same() -> None:
    packs = [load_house(name) for name in HOUSES]
    known = [(tuple(p.severity(n, "news") for n in sorted(NAMES)), p.limits) for p in packs]
    assert len(set(known)) == len(HOUSES)
    assert len({severities for severities, _ in known}) == len(HOUSES)


@pytest.mark.parametrize("name", [DEFAULT, *HOUSES])
def test_no_kind_is_stricter_than_news(name: str) -> None:
    house = load_house(name)
    for rule in RULES:
        news = house.severity(rule.name, "news") or rule.severity
        for kind in DOCUMENT_KINDS:
            level = house.severity(rule.name, kind) or rule.severity
            assert LEVELS.index(level) >= LEVELS.index(news), (rule.name, kind)


@pytest.mark.parametrize("name", houses_page.PARTS)
def test_the_page_shows_what_the_packs_and_the_command_say(name: str) -> None:
    shown = houses_page.part(houses_page.PAGE.read_text("utf-8"), name)
    assert shown == houses_page.PARTS[name](), "python -m tests.houses_page renews it"


def test_the_page_names_every_house_and_limit() -> None:
    page = houses_page.PAGE.read_text("utf-8")
    for name in HOUSES:
        assert f"| `{name}` | {load_house(name).name} |" in page
    for limit in LIMITS:
        assert page.count(f"| `{limit}` |") == 2


def test_the_pack_on_the_page_is_one(written) -> None:
    page = houses_page.PAGE.read_text("utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", page, re.S)
    house = load_house(str(written(example)))
    require_house_rules(house)
    assert (house.id, house.name, house.short) == ("desk.yaml", "Harbour Daily", "HD")
    mistaken = example.replace("anonymous-source: warning", "anonymous-source: warn")
    shown = page.split("$ attrib check draft.txt --house desk.yaml\nattrib: error: ")[1]
    path = written(mistaken)
    assert told(path).replace(str(path), "desk.yaml") == shown.split("\n")[0]


# A desk's own pack


def test_a_pack_says_only_what_differs(written) -> None:
    path = written(
        "version: 1\nextends: reuters\nseverities: {late-attribution: note}\n"
        "kinds: {opinion: {anonymous-source: off}}\nlimits: {anonymous_sources: 5}\n"
        "passages: {vague-source: {standard: House rules, says: Ask the desk.}}\n"
    )
    house, reuters = load_house(str(path)), load_house("reuters")
    assert house.severities == {**reuters.severities, "late-attribution": "note"}
    assert house.limits == HouseLimits(
        sentences_before_speaker=1, anonymous_sources=5, paragraphs_to_credit=1
    )
    assert house.severity("anonymous-source", "opinion") == "off"
    assert house.severity("anonymous-source", "news") == "note"
    assert house.severity("vague-source", "opinion") == "note"
    assert house.passages["vague-source"] == Passage("House rules", "Ask the desk.", "desk.yaml")
    assert house.passages["single-source"].house == "reuters"
    assert (house.id, house.name, house.short) == ("desk.yaml", "desk", "DESK")


def test_without_extends_it_is_the_default_that_is_extended(written) -> None:
    house = load_house(str(written("version: 1\n")))
    assert house.kinds == default_house().kinds
    assert house.passages == default_house().passages


def test_what_a_kind_is_let_off_elsewhere_makes_no_house_stricter(written) -> None:
    house = load_house(str(written("version: 1\nseverities: {vague-source: off}\n")))
    assert house.severity("vague-source", "opinion") == "off"
    require_house_rules(house)


@pytest.mark.parametrize(
    ("text", "place", "news"),
    [
        ("severities: {vague-source: off}\nkinds: {opinion: {vague-source: note}}", "3:19", "off"),
        ("kinds: {live-blog: {vague-source: error}}", "2:21", "warning"),
        ("kinds: {live-blog: {anonymous-source: error}}\nextends: reuters", "2:21", "note"),
    ],
)
def test_a_kind_stricter_than_news_is_told_at_its_line(
    text: str, place: str, news: str, written
) -> None:
    path = written(f"version: 1\n{text}\n")
    with pytest.raises(SettingsError) as caught:
        require_house_rules(load_house(str(path)))
    assert str(caught.value).startswith(f"{path}:{place}: kinds.")
    assert f"stricter than the {news} that it is for news" in str(caught.value)


def test_paths_are_relative_to_the_file_that_names_them(written, tmp_path: Path) -> None:
    (tmp_path / "packs").mkdir()
    written("version: 1\nextends: ../base.yaml\n", "packs/desk.yaml")
    written("version: 1\nlimits: {sources_needed: 3}\n", "base.yaml")
    settings = written("version: 1\nhouse: packs/desk.yaml\n", "attrib.yaml")
    assert load_house("packs/desk.yaml", tmp_path).limits.sources_needed == 3
    assert load_settings(settings).house.limits.sources_needed == 3


def test_files_in_a_circle_are_told(written) -> None:
    first = written("version: 1\nextends: second.yaml\n", "first.yaml")
    second = written("version: 1\nextends: first.yaml\n", "second.yaml")
    assert told(first) == f"{second}:2:10: 'first.yaml' extends this file: a circle"
    alone = written("version: 1\nextends: alone.yaml\n", "alone.yaml")
    assert told(alone) == f"{alone}:2:10: 'alone.yaml' extends this file: a circle"


def test_a_long_chain_of_files_is_told(written) -> None:
    for number in range(20):
        written(f"version: 1\nextends: {number + 1}.yaml\n", f"{number}.yaml")
    last = written("version: 1\n", "20.yaml")
    assert told(last.with_name("0.yaml")).endswith(
        "7.yaml:2:10: expected at most 8 files that extend each other"
    )
    assert load_house(str(last.with_name("14.yaml"))).id == "14.yaml"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", ": is empty; expected at least 'version: 1'"),
        ("name: Desk\n", ":1:1: the file lacks 'version'"),
        (
            "version: 1\nseverity: {}\n",
            ":2:1: unknown key 'severity' in the file; did you mean 'severities'?",
        ),
        (
            "version: 1\nextends: gardian\n",
            ":2:10: no house 'gardian'; did you mean 'guardian'?",
        ),
        (
            "version: 1\nextends: zzz\n",
            ":2:10: no house 'zzz'; expected ap, reuters, bbc, guardian, npr, nyt or a file that ends in .yaml",
        ),
        (
            "version: 1\nseverities: {vague-source: fatal}\n",
            ":2:28: expected rule 'vague-source' to be error, warning, note or off, found 'fatal'",
        ),
        (
            "version: 1\nkinds: {obituary: {}}\n",
            ":2:9: unknown key 'obituary' in kinds; expected news, opinion or live-blog",
        ),
        (
            "version: 1\nkinds: {opinion: {vague-source: mild}}\n",
            ":2:33: expected rule 'vague-source' to be error, warning, note or off, found 'mild'",
        ),
        (
            "version: 1\nlimits: {sources_needed: 0}\n",
            ":2:26: expected sources_needed to be a whole number from 1 to 10, found '0'",
        ),
        (
            "version: 1\nlimits: {source_needed: 2}\n",
            ":2:10: unknown key 'source_needed' in limits; did you mean 'sources_needed'?",
        ),
        (
            "version: 1\npassages: {vague-source: {says: Ask.}}\n",
            ":2:26: passage 'vague-source' lacks 'standard'",
        ),
        ("version: 1\nshort: TOOLONG\n", ":2:8: expected short to have at most 4 characters"),
    ],
)
def test_a_mistake_is_told_at_its_place(written, text: str, message: str) -> None:
    path = written(text)
    assert told(path) == f"{path}{message}"


def test_a_mistake_in_a_file_that_is_extended_is_told_there(written) -> None:
    base = written("version: 1\nlimits: {sources_needed: many}\n", "base.yaml")
    path = written("version: 1\nextends: base.yaml\n")
    assert told(path).startswith(f"{base}:2:26: expected sources_needed")
    lost = written("version: 1\nextends: lost.yaml\n")
    assert told(lost) == f"{lost.with_name('lost.yaml')}: there is no such file"


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ("Reuters", "no house 'Reuters'; did you mean 'reuters'?"),
        ("lost.yaml", "lost.yaml: there is no such file"),
        (
            "\x1bzz",
            "no house '\ufffdzz'; expected ap, reuters, bbc, guardian, npr, nyt or a file that ends in .yaml",
        ),
    ],
)
def test_a_name_that_is_no_house_is_told(named: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        load_house(named, tmp_path)
    assert str(caught.value).replace(f"{tmp_path}/", "") == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "severities:\n  vague-sources: off\n",
            ":3:3: unknown rule 'vague-sources'; expected 'vague-source'",
        ),
        (
            "kinds:\n  opinion:\n    AT205: off\n",
            ":4:5: unknown rule 'AT205'; expected 'vague-source'",
        ),
        (
            "passages:\n  zzz: {standard: a, says: b}\n",
            ":3:3: unknown rule 'zzz'; expected a code or name that `attrib explain` lists",
        ),
    ],
)
def test_an_unknown_rule_is_told_at_its_line(written, text: str, message: str) -> None:
    path = written(f"version: 1\n{text}")
    house = load_house(str(path))
    with pytest.raises(SettingsError) as caught:
        Checker(settings=Settings(house=house))
    assert str(caught.value) == f"{path}{message}"
    assert str(House().unknown_rule("x", "a rule")) == "unknown rule 'x'; expected a rule"


def test_settings_name_a_house(written) -> None:
    path = written("version: 1\nhouse: bbc\n", "attrib.yaml")
    assert load_settings(path).house == load_house("bbc")
    assert Settings().house is default_house()
    wrong = written("version: 1\nhouse: bcc\n", "attrib.yaml")
    with pytest.raises(SettingsError) as caught:
        load_settings(wrong)
    assert str(caught.value) == f"{wrong}:2:8: no house 'bcc'; did you mean 'bbc'?"


pieces = st.sampled_from(
    [
        *(
            "version: 1\n",
            "extends: ",
            "severities:",
            "kinds:",
            "limits:",
            "passages:",
            "opinion: ",
        ),
        *("off", "ap", "\n  ", "vague-source: ", "sources_needed: ", "2", "[", "]", "{", "}"),
        *("standard: ", "says: ", "- ", '"', "&a ", "*a", "\t", "é"),
    ]
)


@given(st.lists(pieces, max_size=15).map("".join))
def test_no_text_makes_it_raise_anything_but_its_own_error(tmp_path_factory, text: str) -> None:
    path = tmp_path_factory.mktemp("houses") / "desk.yaml"
    path.write_text(text, encoding="utf-8")
    message = ""
    try:
        load_house(str(path))
    except SettingsError as error:
        message = str(error)
    assert "\n" not in message
