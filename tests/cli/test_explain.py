from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from attrib.cli import cli
from attrib.gate import CHECKS
from attrib.rules import RULES

ALL = (*RULES, *CHECKS)


def explain(*args: str) -> Result:
    return CliRunner().invoke(cli, ["explain", *args])


def test_without_a_rule_it_lists_them_all_within_80_columns() -> None:
    done = explain()
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    heads = [line.split()[:3] for line in lines if line.startswith("AT")]
    assert heads == [[rule.code, rule.name, rule.severity] for rule in ALL]
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.name)
def test_a_page_has_the_docstring_and_the_authority(rule: object) -> None:
    known = next(r for r in ALL if r is rule)
    done = explain(known.code)
    assert done.exit_code == 0
    assert done.stdout == explain(known.name.upper()).stdout
    words = " ".join(done.stdout.split())
    assert words.startswith(f"{known.code} {known.name} ({known.severity})")
    for part in (known.page(), known.authority):
        assert " ".join(part.replace("**", "").split()) in words
    assert max(map(len, done.stdout.splitlines())) <= 80


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
