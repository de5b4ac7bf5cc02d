from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from attrib.cli import cli
from attrib.houses import HOUSES, load_house
from attrib.rules import RULES


def explain(*args: str) -> Result:
    return CliRunner().invoke(cli, ["explain", *args])


def test_without_a_rule_it_lists_them_all_within_80_columns() -> None:
    done = explain()
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    heads = [line.split()[:3] for line in lines if line.startswith("AT")]
    assert heads == [[rule.code, rule.name, rule.severity] for rule in RULES]
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_page_has_the_docstring_and_the_authority(rule: object) -> None:
    known = next(r for r in RULES if r is rule)
    done = explain(known.code)
    assert done.exit_code == 0
    assert done.stdout == explain(known.name.upper()).stdout
    words = " ".join(done.stdout.split())
    assert words.startswith(f"{known.code} {known.name} ({known.severity})")
    for part in (known.page(), known.authority):
        assert " ".join(part.replace("**", "").split()) in words
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_a_house_lists_its_own_severities() -> None:
    house = load_house("nyt")
    lines = explain("--house", "nyt").stdout.splitlines()
    heads = [line.split()[:3] for line in lines if line.startswith("AT")]
    levels = [house.severity(rule.name, "news") or rule.severity for rule in RULES]
    assert heads == [
        [rule.code, rule.name, level] for rule, level in zip(RULES, levels, strict=True)
    ]
    assert max(map(len, lines)) <= 80


def test_all_houses_are_compared_in_a_table() -> None:
    lines = explain("--house", "all").stdout.splitlines()
    assert lines[0].split() == ["rule", *(load_house(name).short for name in HOUSES)]
    rows = [line.split() for line in lines if line.startswith("AT")]
    assert [row[:2] for row in rows] == [[rule.code, rule.name] for rule in RULES]
    assert all(len(row) == 2 + len(HOUSES) for row in rows)
    (unnamed,) = [row for row in rows if row[1] == "anonymous-source"]
    assert unnamed[2:] == ["W", "N", "W", "N", "W", "E"]
    assert max(map(len, lines)) <= 80


def test_a_rule_at_a_house_has_severity_and_passage() -> None:
    done = explain("AT301", "--house", "bbc")
    words = " ".join(done.stdout.split())
    passage = load_house("bbc").passages["anonymous-source"]
    assert "At BBC severity: warning" in words
    assert f"{passage.standard}: {passage.says}" in words
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert explain("AT301").stdout == done.stdout[: len(explain("AT301").stdout) - 1] + "\n"


def test_a_kind_of_article_that_is_let_off_is_told() -> None:
    lines = explain("AT204", "--house", "ap").stdout.splitlines()
    assert "severity: error, note in an opinion piece, note in a live blog" in lines


def test_a_rule_tells_the_limits_that_it_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = next(rule for rule in RULES if rule.name == "anonymous-source")
    monkeypatch.setattr(type(rule), "limits", ("anonymous_sources",))
    assert "anonymous_sources: 2" in explain("AT301", "--house", "reuters").stdout.splitlines()


def test_a_house_without_a_passage_of_its_own_says_whose_holds() -> None:
    lines = explain("AT308", "--house", "ap").stdout.splitlines()
    assert "Nothing of its own on it that this pack knows of; from default:" in lines


def test_a_rule_at_all_houses_has_a_part_for_each() -> None:
    lines = explain("vague-source", "--house", "all").stdout.splitlines()
    heads = [line for line in lines if line.startswith("At ")]
    assert heads == [f"At {load_house(name).name}" for name in HOUSES]


def test_an_unknown_house_or_a_rule_that_a_pack_invents_is_told(tmp_path: Path) -> None:
    done = explain("--house", "gardian")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "attrib: error: no house 'gardian'; did you mean 'guardian'?\n"
    pack = tmp_path / "desk.yaml"
    pack.write_text("version: 1\nseverities: {vague-sauce: off}\n", encoding="utf-8")
    done = explain("--house", str(pack))
    assert done.exit_code == 2
    assert "desk.yaml:2:14: unknown rule 'vague-sauce'; expected 'vague-source'" in done.stderr


def test_an_unknown_rule_is_answered_with_the_nearest() -> None:
    done = explain("vague-sources")
    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr.startswith(
        "attrib: error: no rule 'vague-sources'; did you mean AT205 vague-source"
    )
    assert done.stderr.count("\n") == 1


def test_a_name_like_none_is_sent_to_the_list() -> None:
    done = explain("\x1bqqqq" * 100)
    assert done.exit_code == 2
    assert done.stderr.isprintable() or done.stderr[:-1].isprintable()
    assert "`attrib explain`" in done.stderr
