"""What blocks, through the real command: suppressions, sign-offs, and files that are broken."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.conftest import ROOT, Run

LOOSE = "“Our children walk past that crane every morning and nobody has ever come to look.”"
CLEAN = "The pier will stay shut until spring, the Harbour Board said on Monday.\n"
BLOCKED = f"{CLEAN}\nThe crane was built in 1961.\n\n{LOOSE}\n"
GOOD = "<!-- attrib: allow unattributed-quote; owner Ines Calder: they asked not to be named -->"
SCHEMA = json.loads((ROOT / "docs" / "report.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(BLOCKED, encoding="utf-8")
    return tmp_path


def report(run: Run, *args: str) -> Any:
    whole = json.loads(run("check", "a.txt", *args, "--format", "json").stdout)
    Draft202012Validator(SCHEMA).validate(whole)
    return whole


def the_finding(run: Run) -> Any:
    (document,) = report(run)["documents"]
    (finding,) = document["findings"]
    return finding


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_a_comment_beside_the_text_lets_it_pass_and_shows_why(
    name: str, run: Run, tmp_path: Path
) -> None:
    text = BLOCKED.replace(LOOSE, f"{LOOSE} {GOOD}")
    if name.endswith("html"):
        text = "<article>" + "".join(f"<p>{p}</p>" for p in text.split("\n\n")) + "</article>"
    (tmp_path / name).write_text(text, encoding="utf-8")
    done = run("check", name)
    assert done.returncode == 0, done.stdout
    assert "Name who said them. [suppressed]\n" in done.stdout
    assert "    suppressed: they asked not to be named (Ines Calder)\n" in done.stdout
    assert done.stdout.endswith("1 finding: 1 error (1 suppressed)\n")
    assert "<!--" not in done.stdout


@pytest.mark.parametrize(
    ("comment", "code"),
    [
        ("<!-- attrib: allow unattributed-quote -->", "AT901"),
        ("<!-- attrib: allow unattributed-quote; until 2000-01-01: known -->", "AT902"),
        ("<!-- attrib: allow unattributed-quotes: known -->", "AT904"),
    ],
)
def test_a_comment_that_does_not_hold_blocks_beside_what_it_was_for(
    comment: str, code: str, run: Run, desk: Path
) -> None:
    (desk / "a.txt").write_text(BLOCKED + comment.join(["\n", f"\n{LOOSE}\n"]), encoding="utf-8")
    done = run("check", "a.txt")
    assert done.returncode == 1
    assert f"a.txt:7:1: error {code} " in done.stdout
    assert f"    {comment}\n    {'^' * len(comment)}\n" in done.stdout
    (document,) = report(run)["documents"]
    found = {f["code"]: f for f in document["findings"]}
    assert found[code]["text"] == comment
    assert (found[code]["line"], found[code]["column"]) == (7, 1)
    assert found["AT101"]["state"] == "open"


def test_the_day_may_be_given(run: Run, desk: Path) -> None:
    comment = "<!-- attrib: allow unattributed-quote; until 2026-06-01: known -->"
    (desk / "a.txt").write_text(f"{LOOSE} {comment}\n", encoding="utf-8")
    assert run("check", "a.txt", "--today", "2026-06-01").returncode == 0
    late = run("check", "a.txt", "--today", "2026-06-02")
    assert late.returncode == 1
    assert "AT902" in late.stdout
    wrong = run("check", "a.txt", "--today", "20260602")
    assert wrong.returncode == 2
    assert "'20260602' is no day such as 2026-12-31" in wrong.stderr


def test_an_entry_of_the_settings_lets_it_pass_until_the_words_change(run: Run, desk: Path) -> None:
    fingerprint = the_finding(run)["fingerprint"]
    (desk / "attrib.yaml").write_text(
        "version: 1\nallow:\n"
        f"  - {{article: '*.txt', rule: AT101, fingerprint: {fingerprint}, reason: known, owner: Ana}}\n",
        encoding="utf-8",
    )
    assert run("check", "a.txt").returncode == 0
    finding = the_finding(run)
    assert (finding["state"], finding["reason"], finding["owner"]) == ("suppressed", "known", "Ana")
    (desk / "a.txt").write_text(BLOCKED.replace("crane every", "gate every"), encoding="utf-8")
    done = run("check", "a.txt")
    assert done.returncode == 1
    assert done.stdout.startswith("attrib.yaml:3:5: warning AT903 unused-suppression: ")
    assert done.stdout.endswith(
        "1 file checked: 2 statements, 1 attributed; 2 findings: 1 error, 1 warning; 1 blocks\n"
    )
    (entry,) = report(run)["entries"]
    assert (entry["path"], entry["line"], entry["column"]) == ("attrib.yaml", 3, 5)


def test_an_entry_without_a_reason_blocks_whatever_was_checked(run: Run, desk: Path) -> None:
    (desk / "a.txt").write_text(CLEAN, encoding="utf-8")
    (desk / "attrib.yaml").write_text(
        f"version: 1\nallow:\n- {{article: b.txt, rule: AT101, fingerprint: {'a' * 32}, reason: ''}}\n",
        encoding="utf-8",
    )
    done = run("check", "a.txt")
    assert done.returncode == 1
    assert done.stdout.startswith("attrib.yaml:3:3: error AT901 suppression-without-reason: ")
    assert run("check", "a.txt", "--new-only").returncode == 1
    assert run("check", "a.txt", "--fail-on", "never").returncode == 0


def signed(run: Run, desk: Path, more: str) -> Any:
    """The report after an editor's word on the loose quotation."""
    (document,) = report(run)["documents"]
    fingerprint = next(
        s["fingerprint"] for s in document["statements"] if s["content"][0]["text"] == LOOSE
    )
    (desk / "attrib.signoffs.yaml").write_text(
        "version: 1\nsignoffs:\n"
        f"  - {{article: a.txt, fingerprint: {fingerprint}, by: Ines Calder, date: 2026-03-01,\n"
        f"     reason: heard the tape, {more}}}\n",
        encoding="utf-8",
    )
    return report(run)


def test_a_corrected_attribution_is_told_with_who_corrected_it(run: Run, desk: Path) -> None:
    whole = signed(run, desk, "decision: corrected, speaker: Anna Calder, outlet: Coastline")
    (document,) = whole["documents"]
    assert document["findings"] == []
    statement = document["statements"][-1]
    assert statement["speaker"]["name"] == "Anna Calder"
    why = "corrected by Ines Calder on 2026-03-01: heard the tape"
    assert statement["speaker"]["evidence"] == statement["outlet"]["evidence"] == why
    assert statement["sign_off"] == {
        "decision": "corrected",
        "corrects": ["speaker", "outlet"],
        "common_knowledge": False,
        "by": "Ines Calder",
        "date": "2026-03-01",
        "reason": "heard the tape",
    }
    done = run("check", "a.txt")
    assert done.returncode == 0
    assert f"{statement['id']}: {why}\n" in done.stdout


@pytest.mark.parametrize(
    "more",
    [
        "decision: accepted, speaker: nobody",
        "decision: corrected, statement: false",
        "decision: corrected, statement: common-knowledge",
    ],
)
def test_what_is_signed_off_is_marked_and_does_not_block(more: str, run: Run, desk: Path) -> None:
    whole = signed(run, desk, more)
    (document,) = whole["documents"]
    (finding,) = document["findings"]
    assert (finding["state"], finding["reason"], finding["owner"]) == (
        "signed-off",
        "heard the tape",
        "Ines Calder",
    )
    assert whole["summary"]["states"]["signed-off"] == 1
    assert whole["summary"]["statements"] == (1 if "corrected" in more else 2)
    done = run("check", "a.txt")
    assert done.returncode == 0
    assert "[signed-off]\n" in done.stdout
    assert done.stdout.endswith("(1 signed off)\n")


def test_a_rejected_attribution_blocks(run: Run, desk: Path) -> None:
    whole = signed(run, desk, "decision: rejected")
    (document,) = whole["documents"]
    assert document["statements"][-1]["speaker"] is None
    assert [f["state"] for f in document["findings"]] == ["open"]


@pytest.mark.parametrize(
    ("decision", "state", "status"), [("accepted", "signed-off", 0), ("rejected", "open", 1)]
)
def test_a_finding_is_accepted_or_upheld(
    decision: str, state: str, status: int, run: Run, desk: Path
) -> None:
    (finding,) = report(run)["documents"][0]["findings"]
    (desk / "attrib.signoffs.yaml").write_text(
        "version: 1\nsignoffs:\n- {article: a.txt, rule: AT101, by: Ines Calder, date: 2026-03-01,\n"
        f"   fingerprint: {finding['fingerprint']}, decision: {decision}, reason: as agreed}}\n",
        encoding="utf-8",
    )
    (found,) = report(run)["documents"][0]["findings"]
    assert (found["state"], found["sign_off"]["decision"]) == (state, decision)
    assert run("check", "a.txt").returncode == status
    # Neither is written as old.
    done = run("baseline", "a.txt")
    assert done.stdout == "attrib.baseline.yaml: 0 old findings (0 added, 0 taken out)\n"
    assert run("check", "a.txt", "--new-only").returncode == status


def test_a_sign_off_of_words_that_changed_is_told(run: Run, desk: Path) -> None:
    signed(run, desk, "decision: accepted, speaker: nobody")
    (desk / "a.txt").write_text(BLOCKED.replace("crane every", "gate every"), encoding="utf-8")
    done = run("check", "a.txt")
    assert done.returncode == 1
    assert done.stdout.startswith("attrib.signoffs.yaml:3:5: warning AT905 unused-sign-off: ")


def test_a_sign_off_of_a_credit_that_changed_is_told_and_what_it_covered_blocks(
    run: Run, desk: Path
) -> None:
    whole = signed(run, desk, "decision: accepted, speaker: Bo Reyes")
    (document,) = whole["documents"]
    assert [f["state"] for f in document["findings"]] == ["open"]
    assert document["statements"][-1]["sign_off"] is None
    done = run("check", "a.txt")
    assert done.returncode == 1
    assert "The credit has changed in a.txt: Bo Reyes was accepted, and nobody is" in done.stdout


@pytest.mark.parametrize("name", ["attrib.baseline.yaml", "attrib.signoffs.yaml", "attrib.yaml"])
@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"", ": is empty"),
        (b"version: 1\n<<<<<<< HEAD\n", ":2:1: a merge conflict stands here; resolve it"),
        (b"version: 1\n\xff\n", ":2:1: expected UTF-8 text"),
        (b"version: 9\n", ":1:10: "),
        (b"version: 1\nallow: 3\nfindings: 3\nsignoffs: [3]\n", ":"),
    ],
)
def test_nothing_passes_whose_exceptions_cannot_be_read(
    name: str, data: bytes, place: str, run: Run, desk: Path
) -> None:
    (desk / "a.txt").write_text(CLEAN, encoding="utf-8")
    (desk / name).write_bytes(data)
    done = run("check", "a.txt", "--fail-on", "never", "--new-only", "--format", "json")
    assert done.returncode == 2
    assert done.stderr.startswith(f"attrib: error: {desk / name}{place}")
    assert done.stderr.count("\n") == 1
    whole = json.loads(done.stdout)
    Draft202012Validator(SCHEMA).validate(whole)
    assert whole["documents"] == []
    assert whole["errors"][0]["path"] == str(desk / name)


@pytest.mark.parametrize("name", ["attrib.baseline.yaml", "attrib.signoffs.yaml"])
def test_a_folder_or_a_link_to_nothing_is_not_passed_over(name: str, run: Run, desk: Path) -> None:
    (desk / name).mkdir()
    done = run("check", "a.txt")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"attrib: error: {desk / name}: is a directory; expected a YAML file\n"
    (desk / name).rmdir()
    (desk / name).symlink_to(desk / "nowhere.yaml")
    done = run("check", "a.txt")
    assert done.returncode == 2
    assert "is a link to a file that is not there" in done.stderr


FILES = ["attrib.yaml", "attrib.baseline.yaml", "attrib.signoffs.yaml", "sources.yaml"]


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("name", [*FILES, "desk.yaml", "old.yaml", "signed.yaml", "known.yaml"])
@pytest.mark.parametrize("broken", [False, True])
def test_no_report_goes_over_a_file_that_the_check_goes_by(
    broken: bool, name: str, form: str, run: Run, desk: Path
) -> None:
    whole = {
        "attrib.yaml": "version: 1\nhouse: desk.yaml\n",
        "attrib.baseline.yaml": "version: 1\nfindings: []\n",
        "attrib.signoffs.yaml": "version: 1\nsignoffs: []\n",
        "sources.yaml": "version: 1\nsources: []\n",
        "desk.yaml": "version: 1\nseverities: {vague-source: note}\n",
    }
    for other, key, named in (
        ("attrib.baseline.yaml", "baseline", "old.yaml"),
        ("attrib.signoffs.yaml", "signoffs", "signed.yaml"),
        ("sources.yaml", "sources", "known.yaml"),
    ):
        if name == named:
            whole[named] = whole.pop(other)
            whole["attrib.yaml"] += f"{key}: {named}\n"
    if broken:
        whole[name] = "version: 1\n<<<<<<< HEAD\n"
    for path, text in whole.items():
        (desk / path).write_text(text, encoding="utf-8")
    done = run("check", "a.txt", "--format", form, "--output", name)
    assert done.returncode == 2
    assert (desk / name).read_text("utf-8") == whole[name]
    if name in FILES or not broken:
        assert done.stderr == f"attrib: error: {name}: cannot write: this run goes by it\n"
    if "baseline" not in name and name != "old.yaml":
        done = run("baseline", "a.txt", "--baseline", name)
        assert done.returncode == 2
        assert (desk / name).read_text("utf-8") == whole[name]


def test_a_house_on_the_command_line_is_not_written_over_either(run: Run, desk: Path) -> None:
    for text in ("version: 1\n", "version: 1\n<<<<<<< HEAD\n"):
        (desk / "h.yaml").write_text(text, encoding="utf-8")
        args = ("--house", "h.yaml", "--format", "json", "--output", "h.yaml")
        assert run("check", "a.txt", *args).returncode == 2
        assert (desk / "h.yaml").read_text("utf-8") == text
    # The name of a house is no file.
    assert run("check", "a.txt", "--house", "ap", "--output", "ap").returncode == 1


@pytest.mark.parametrize("option", ["--house", "--settings", "--sources", "attrib.yaml"])
def test_a_pipe_for_a_file_is_refused_and_not_waited_for(option: str, run: Run, desk: Path) -> None:
    os.mkfifo(desk / "pipe.yaml")
    args = [option, "pipe.yaml"]
    if option == "attrib.yaml":
        args = []
        (desk / option).write_text("version: 1\nhouse: pipe.yaml\n", encoding="utf-8")
    done = run("check", "a.txt", *args)
    assert done.returncode == 2
    assert "pipe.yaml: is no plain file; expected a YAML file\n" in done.stderr


def test_the_gate_s_own_checks_are_no_settings(run: Run, desk: Path) -> None:
    (desk / "attrib.yaml").write_text("version: 1\nrules: {AT903: off}\n", encoding="utf-8")
    done = run("check", "a.txt")
    assert done.returncode == 2
    assert "attrib.yaml:2:9: unknown rule 'AT903'; expected a rule; " in done.stderr


def test_a_rule_by_name_and_by_code_has_one_severity(run: Run, desk: Path) -> None:
    (desk / "attrib.yaml").write_text(
        "version: 1\nrules:\n  AT101: off\n  unattributed-quote: error\n", encoding="utf-8"
    )
    done = run("check", "a.txt")
    assert done.returncode == 2
    assert done.stderr == (
        f"attrib: error: {desk / 'attrib.yaml'}:4:3: 'unattributed-quote' and 'AT101' "
        "(line 3) are one rule with two severities, error and off\n"
    )
    (desk / "attrib.yaml").write_text(
        "version: 1\nrules: {unattributed-quote: off, AT101: off}\n", encoding="utf-8"
    )
    assert run("check", "a.txt").returncode == 0
