from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.errors import LedgerError
from attrib.gate import Baseline, Ledger, gate
from attrib.gate.baseline import Old
from attrib.model import Finding, Span

from .build import article, finding

A, B, C = "a" * 32, "b" * 32, "1" * 32


def found(fingerprint: str, rule: str = "vague-source") -> Finding:
    return Finding("AT205", rule, "warning", Span(0, 1), "Say who.", fingerprint=fingerprint)


def written(folder: Path, text: str) -> Path:
    path = folder / "attrib.baseline.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_it_holds_one_finding_a_line_sorted_and_nothing_of_the_day(tmp_path: Path) -> None:
    path = tmp_path / "attrib.baseline.yaml"
    articles = {
        str(tmp_path / "drafts" / "b.txt"): [found(B), found(A)],
        str(tmp_path / "drafts" / "a: é.txt"): [found(C)],
    }
    baseline = Baseline().renewed(path, articles)
    head, lines = baseline.text().split("findings:\n")
    assert head.splitlines()[-1] == "version: 1"
    assert lines.splitlines() == [
        f'- {{article: "drafts/a: é.txt", rule: vague-source, fingerprint: "{C}"}}',
        f"- {{article: drafts/b.txt, rule: vague-source, fingerprint: {A}}}",
        f"- {{article: drafts/b.txt, rule: vague-source, fingerprint: {B}}}",
    ]
    written(tmp_path, baseline.text())
    assert Baseline.load(path) == baseline
    # The order in which articles were named, or checked, does not show.
    again = Baseline().renewed(path, dict(reversed(articles.items())))
    assert again.text() == baseline.text()


def test_the_entries_of_the_articles_checked_are_replaced(tmp_path: Path) -> None:
    path = tmp_path / "attrib.baseline.yaml"
    one, two = str(tmp_path / "one.txt"), str(tmp_path / "two.txt")
    before = Baseline().renewed(path, {one: [found(A)], two: [found(B)]})
    after = before.renewed(path, {one: [found(C)]})
    assert [(old.article, old.fingerprint) for old in after.findings] == [
        ("one.txt", C),
        ("two.txt", B),
    ]
    assert before.renewed(path, {one: [], two: []}).text().endswith("findings: []\n")
    assert after.old_in(one) == {C}
    assert after.old_in(str(tmp_path / "elsewhere" / ".." / "two.txt")) == {B}
    assert after.old_in("-") == frozenset()


def test_version_0_is_read_and_written_anew(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        f"version: 0\narticles:\n  one.txt:\n    AT205: [{B}, {A}]\n    AT099: [{C}]\n"
        "  two.txt: {}\n",
    )
    old = Baseline.load(path)
    assert old.version == "0"
    assert old.findings == (
        Old("one.txt", "AT099", C),
        Old("one.txt", "vague-source", A),
        Old("one.txt", "vague-source", B),
    )
    new = old.renewed(path, {})
    written(tmp_path, new.text())
    assert Baseline.load(path) == new
    assert (new.version, new.findings) == ("1", old.findings)


def test_a_merge_of_two_branches_that_added_the_same_is_fine(tmp_path: Path) -> None:
    line = f"- {{article: a.txt, rule: vague-source, fingerprint: {A}}}\n"
    path = written(tmp_path, "version: 1\nfindings:\n" + line * 2)
    assert len(Baseline.load(path).findings) == 1


@pytest.mark.parametrize("name", ["-", "a\nb.txt", " a.txt", "a\udcff.txt", "x" * 5_000])
def test_an_article_that_no_file_can_name_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="cannot be in a baseline"):
        Baseline().renewed(
            tmp_path / "attrib.baseline.yaml",
            {name if name == "-" else str(tmp_path / name): [found(A)]},
        )


def test_old_findings_are_marked_and_new_ones_are_open(tmp_path: Path) -> None:
    path = tmp_path / "attrib.baseline.yaml"
    before = article("Critics say it leaks.", tmp_path / "a.txt")
    old = gate([finding(before, "Critics say")], before)
    ledger = Ledger(baseline=Baseline().renewed(path, {before.path: old}))
    text = "Experts say it holds.\n\nCritics say it leaks. Critics say it is old."
    after = article(text, tmp_path / "a.txt")
    findings = [
        finding(after, "Experts say"),
        finding(after, "Critics say"),
        finding(after, "Critics say", nth=1),
    ]
    assert [f.state for f in gate(findings, after, ledger=ledger)] == ["open", "baseline", "open"]
    elsewhere = article(text, tmp_path / "b.txt")
    assert {f.state for f in gate(findings, elsewhere, ledger=ledger)} == {"open"}


NAMES = st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=12)


@given(st.dictionaries(NAMES, st.lists(st.sampled_from([A, B, C]), max_size=3), max_size=4))
def test_what_is_written_is_read_again(tmp_path_factory, articles: dict[str, list[str]]) -> None:
    folder = tmp_path_factory.mktemp("baseline")
    path = folder / "attrib.baseline.yaml"
    try:
        baseline = Baseline().renewed(
            path, {str(folder / name): map(found, prints) for name, prints in articles.items()}
        )
    except LedgerError:
        return
    written(folder, baseline.text())
    assert Baseline.load(path) == baseline
    assert baseline.text().count("\n- {") == len(baseline.findings)
