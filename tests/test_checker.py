from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from attrib import (
    Baseline,
    Checker,
    Ledger,
    Limits,
    ModelError,
    ReadError,
    Registry,
    Settings,
    SettingsError,
    SignOffs,
    __version__,
    load_settings,
    read_bytes,
)
from attrib.find import Tagger
from attrib.houses import HOUSES, House, RulePlace, load_house

ARTICLE = (
    "The pier will stay shut until spring, the Harbour Board said on Monday.\n\n"
    "“We found cracks in four of the piles,” Anna Calder said.\n\n"
    "Critics say the board has known of the cracks for years.\n"
)
REGISTRY = """
version: 1
sources:
  - {id: board, kind: institution, name: Harbour Board}
  - {id: calder, kind: person, name: Anna Calder}
"""


def test_a_text_goes_all_the_way_through(checker: Checker) -> None:
    report = checker.check(ARTICLE)
    assert [a.statement.id for a in report.attributions] == ["s1", "s2", "s3"]
    names = [a.speaker.name for a in report.attributions if a.speaker]
    assert "Harbour Board" in names[0]
    assert names[1] == "Anna Calder"
    assert [f.name for f in report.findings] == ["vague-source"]
    assert all(len(f.fingerprint) == 32 for f in report.findings)
    assert report.version == __version__
    assert report.model == Tagger.load().name
    assert report.document.path == "<text>"


def test_a_document_is_checked_as_its_text_is(checker: Checker) -> None:
    document = read_bytes(ARTICLE.encode(), "pier.txt")
    report = checker.check(document)
    assert report.document is document
    assert report.attributions == checker.check(ARTICLE).attributions


def test_speakers_are_records_of_the_registry() -> None:
    report = Checker(Registry.parse(REGISTRY)).check(ARTICLE)
    ids = [a.speaker.id for a in report.attributions if a.speaker]
    assert ids[:2] == ["board", "calder"]


def test_checks_leave_nothing_behind(checker: Checker) -> None:
    before = checker.check(ARTICLE)
    checker.check("“The gates were locked,” said Tom Reyes. He said nobody came.")
    assert checker.check(ARTICLE) == before


@pytest.mark.parametrize("key", ["vague-source", "AT205"])
def test_settings_change_severities(key: str) -> None:
    noted = Checker(settings=Settings(severities={key: "note"})).check(ARTICLE)
    assert [(f.code, f.severity) for f in noted.findings] == [("AT205", "note")]
    assert Checker(settings=Settings(severities={key: "off"})).check(ARTICLE).findings == ()


def test_settings_that_name_no_rule_are_refused_at_their_place(tmp_path: Path) -> None:
    path = tmp_path / "attrib.yaml"
    path.write_text("version: 1\nrules:\n  AT999: off\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="unknown rule 'AT999'") as error:
        Checker(settings=load_settings(path))
    assert (error.value.path, error.value.line, error.value.column) == (str(path), 3, 3)
    with pytest.raises(SettingsError, match="expected 'vague-source'"):
        Checker(settings=Settings(severities={"vague-sauce": "off"}))


def test_limits_hold_for_texts() -> None:
    strict = Checker(settings=Settings(limits=Limits(max_bytes=20)))
    with pytest.raises(ReadError):
        strict.check(ARTICLE)


@pytest.mark.parametrize("text", ["", "   \n", "“”", "海港局表示，东码头将关闭。"])
def test_what_cannot_be_judged_is_refused(checker: Checker, text: str) -> None:
    with pytest.raises(ReadError):
        checker.check(text)


def test_a_text_is_refused_before_the_model_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged() -> None:
        raise ModelError("the tagger cannot be loaded")

    monkeypatch.setattr(Tagger, "load", damaged)
    with pytest.raises(ReadError):
        Checker().check("")
    with pytest.raises(ModelError):
        Checker().check(ARTICLE)


def test_what_editors_decided_goes_before_the_rules_and_what_is_old_is_marked(
    tmp_path: Path,
) -> None:
    path = tmp_path / "pier.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    document = read_bytes(path.read_bytes(), str(path))
    plain = Checker().check(document)
    (vague,) = plain.findings
    signed = tmp_path / "attrib.signoffs.yaml"
    entry = "  - {article: pier.txt, by: Ana, date: 2026-03-01, reason: heard, fingerprint: "
    signed.write_text(
        "version: 1\nsignoffs:\n"
        + entry
        + f"{plain.attributions[0].fingerprint}, decision: corrected, speaker: Port Office}}\n"
        + entry
        + f"'{'0' * 32}', decision: accepted, speaker: Bo}}\n",
        encoding="utf-8",
    )
    baseline = Baseline().renewed(tmp_path / "attrib.baseline.yaml", {str(path): [vague]})
    checker = Checker(ledger=Ledger(baseline, SignOffs.load(signed)))
    report = checker.check(document)
    assert report.attributions[0].speaker is not None
    assert report.attributions[0].speaker.name == "Port Office"
    assert report.attributions[1:] == plain.attributions[1:]
    assert [f.state for f in report.findings] == ["baseline"]
    (unused,) = checker.check_entries([report])
    assert (unused.code, unused.line, unused.column) == ("AT905", 4, 5)
    # Nothing of it is kept from one article to the next.
    assert checker.check(ARTICLE).findings == plain.findings


def test_houses_are_compared_on_one_reading(
    checker: Checker, monkeypatch: pytest.MonkeyPatch
) -> None:
    import attrib.checker as module

    calls: list[str] = []
    found = module.find
    monkeypatch.setattr(module, "find", lambda *args: calls.append("find") or found(*args))
    packs = [load_house(name) for name in HOUSES]
    reports = checker.check_houses(ARTICLE, packs)
    assert calls == ["find"]
    assert [report.house for report in reports] == list(HOUSES)
    assert {id(report.attributions) for report in reports} == {id(reports[0].attributions)}
    vague = {r.house: [f.severity for f in r.findings if f.code == "AT205"] for r in reports}
    assert (vague["npr"], vague["bbc"]) == (["error"], ["warning"])
    for pack, report in zip(packs, reports, strict=True):
        alone = Checker(settings=Settings(house=pack)).check(ARTICLE)
        assert (alone.findings, alone.house) == (report.findings, pack.id)


def test_a_house_with_an_unknown_rule_is_refused(checker: Checker) -> None:
    pack = House(id="desk.yaml", rule_places={"x-rule": RulePlace("desk.yaml", 3, 1)})
    with pytest.raises(SettingsError, match=r"desk\.yaml:3:1: unknown rule 'x-rule'"):
        checker.check_houses(ARTICLE, [pack])


def test_a_column_is_held_to_milder_rules(checker: Checker) -> None:
    document = replace(read_bytes(ARTICLE.encode(), "pier.txt"), kind="opinion")
    (report,) = checker.check_houses(document, [load_house("npr")])
    assert [f.severity for f in report.findings if f.name == "vague-source"] == ["note"]


def test_sign_offs_and_states_hold_under_every_house(tmp_path: Path) -> None:
    path = tmp_path / "pier.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    document = read_bytes(path.read_bytes(), str(path))
    (vague,) = Checker().check(document).findings
    settings = tmp_path / "attrib.yaml"
    settings.write_text(
        "version: 1\nhouse: bbc\nallow:\n- {article: pier.txt, rule: AT205, reason: known, "
        f"fingerprint: {vague.fingerprint}}}\n",
        encoding="utf-8",
    )
    checker = Checker(settings=load_settings(settings))
    quiet = House(id="quiet.yaml", severities={"vague-source": "off"})
    npr, without = checker.check_houses(document, [load_house("npr"), quiet])
    assert [(f.severity, f.state) for f in npr.findings] == [("error", "suppressed")]
    assert without.findings == ()
    # An entry may be of use at one house alone.
    assert checker.check_entries([npr]) == ()
    assert [e.code for e in checker.check_entries([without])] == ["AT903"]
