"""Decisions are written into a file that people keep, and none is ever lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.errors import LedgerError
from attrib.gate import SignOffs
from attrib.gate.recording import Conflict, record
from attrib.gate.signoffs import Signed
from attrib.model import DECISIONS, SignOff

NAME = "attrib.signoffs.yaml"
DAY = date(2026, 3, 1)


def print_of(number: int) -> str:
    return f"{number:032x}"


def accepted(number: int, article: str = "drafts/a.txt", by: str = "Ines Calder") -> Signed:
    said = SignOff("accepted", by, DAY, "heard the tape")
    return Signed(article, print_of(number), said, "Anna Calder", None)


def corrected(number: int, article: str = "drafts/a.txt", **names: str) -> Signed:
    said = SignOff("corrected", "Bo Reyes", DAY, "asked her", tuple(names))  # type: ignore[arg-type]
    return Signed(article, print_of(number), said, names.get("speaker"), names.get("outlet"))


def of_finding(number: int, rule: str = "unattributed-figure") -> Signed:
    said = SignOff("rejected", "Bo Reyes", DAY, "whose figure is it?")
    return Signed("drafts/a.txt", print_of(number), said, None, None, rule=rule)


def common(number: int) -> Signed:
    said = SignOff("corrected", "Bo Reyes", DAY, "in any atlas", ("statement",), True)
    return Signed("drafts/a.txt", print_of(number), said, None, None)


def entries(path: Path) -> list[Signed]:
    return list(SignOffs.load(path).entries)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / NAME


def test_a_file_is_begun_and_what_was_decided_is_undone(path: Path) -> None:
    first, second = accepted(2), of_finding(2)
    record(path, None, first)
    record(path, None, second)
    assert path.read_text("utf-8") == (
        "# What editors decided about who is credited with a statement, and about findings.\n"
        "version: 1\n"
        "signoffs:\n"
        "  - article: drafts/a.txt\n"
        f'    fingerprint: "{print_of(2)}"\n'
        "    decision: accepted\n"
        "    speaker: Anna Calder\n"
        "    by: Ines Calder\n"
        "    date: 2026-03-01\n"
        "    reason: heard the tape\n"
        "  - article: drafts/a.txt\n"
        "    rule: unattributed-figure\n"
        f'    fingerprint: "{print_of(2)}"\n'
        "    decision: rejected\n"
        "    by: Bo Reyes\n"
        "    date: 2026-03-01\n"
        '    reason: "whose figure is it?"\n'
    )
    assert entries(path) == [first, second]
    record(path, first, None)
    assert entries(path) == [second]
    record(path, second, None)
    assert entries(path) == []
    record(path, None, first)
    assert entries(path) == [first]
    # The lock stays, hidden and empty, and nothing else.
    assert {file.name: file.stat().st_size > 0 for file in path.parent.iterdir()} == {
        NAME: True,
        f".{NAME}.lock": False,
    }


@pytest.mark.parametrize(
    "new",
    [
        accepted(1),
        replace(accepted(1), outlet="self"),
        corrected(1, speaker="Jürgen “J” Öz: 1"),
        corrected(1, outlet="Radio Bay, 2"),
        corrected(1, speaker="no", outlet="self"),
        common(1),
        replace(common(1), sign_off=replace(common(1).sign_off, is_common_knowledge=False)),
        replace(
            accepted(1), sign_off=replace(accepted(1).sign_off, reason="# no: 'x' \"y\" \\n 😀")
        ),
        *(
            replace(of_finding(1), sign_off=replace(of_finding(1).sign_off, decision=decision))
            for decision in DECISIONS
            if decision != "corrected"
        ),
    ],
)
@pytest.mark.parametrize("old", [None, accepted(1), common(1), corrected(1, speaker="A")])
def test_every_decision_comes_out_as_it_goes_in_and_goes_back(
    old: Signed | None, new: Signed, path: Path
) -> None:
    record(path, None, accepted(3))
    if old is not None:
        old = old if new.rule is None else of_finding(1)
        record(path, None, old)
    before = path.read_bytes()
    record(path, old, new)
    assert entries(path) == [new, accepted(3)]
    record(path, new, old)
    assert path.read_bytes() == before


def test_nobody_s_decision_is_gone_over(path: Path) -> None:
    record(path, None, accepted(1))
    before = path.read_bytes()
    hers = accepted(1, by="Petra Lund")
    for old, new in ((None, hers), (hers, None), (hers, corrected(1, speaker="B"))):
        with pytest.raises(Conflict) as caught:
            record(path, old, new)
        assert caught.value.entry == accepted(1)
        assert str(caught.value) == (
            f"{path}: accepted by Ines Calder on 2026-03-01 in the meantime: heard the tape"
        )
    assert path.read_bytes() == before
    with pytest.raises(Conflict, match="has been taken out in the meantime") as caught:
        record(path, accepted(2), None)
    assert caught.value.entry is None
    # A finding with the digits of a statement is another matter.
    record(path, None, of_finding(1))
    with pytest.raises(Conflict, match="rejected by Bo Reyes"):
        record(path, None, of_finding(1))


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (corrected(1, speaker="B", outlet="self"), "corrected to speaker B, outlet self by Bo"),
        (common(1), "called common knowledge by Bo Reyes on 2026-03-01"),
    ],
)
def test_a_conflict_says_what_was_decided(entry: Signed, told: str, path: Path) -> None:
    record(path, None, entry)
    with pytest.raises(Conflict, match=told):
        record(path, None, accepted(1))


def test_what_is_there_already_is_not_written_again(path: Path) -> None:
    record(path, None, accepted(1))
    before = path.stat().st_ino
    record(path, accepted(1), replace(accepted(1), article="./drafts//a.txt"))
    assert path.stat().st_ino == before
    with pytest.raises(Conflict):
        record(path, accepted(5), accepted(5))


def test_two_matters_at_once_or_none_are_refused(path: Path) -> None:
    for old, new in ((None, None), (accepted(1), accepted(2)), (accepted(1), of_finding(1))):
        with pytest.raises(ValueError, match="one statement or finding"):
            record(path, old, new)
    assert not path.exists()


def test_entries_stand_by_article_and_fingerprint(path: Path) -> None:
    made = [accepted(n, article) for article in ("b.txt", "a.txt", "c.txt") for n in (5, 1, 3)]
    for entry in made:
        record(path, None, entry)
    assert entries(path) == sorted(made, key=lambda entry: entry.key)


def test_new_entries_stand_with_their_article_s_in_a_file_of_any_order(path: Path) -> None:
    text = "version: 1\nsignoffs:\n"
    for number, article in ((9, "z.txt"), (4, "./a.txt"), (2, "m.txt")):
        text += (
            f"- {{article: {article}, fingerprint: '{print_of(number)}', decision: rejected, "
            "by: Bo, date: 2026-01-01, reason: x}\n"
        )
    path.write_text(text, encoding="utf-8")
    for entry in (accepted(8, "z.txt"), accepted(7, "a.txt"), accepted(1, "a.txt")):
        record(path, None, entry)
    assert [(e.article, int(e.fingerprint, 16)) for e in entries(path)] == [
        ("z.txt", 8),
        ("z.txt", 9),
        ("a.txt", 1),
        ("./a.txt", 4),
        ("a.txt", 7),
        ("m.txt", 2),
    ]


def test_what_people_wrote_by_hand_stays(path: Path) -> None:
    text = (
        "\ufeff# Our desk's.\r\nversion: 1\r\nsignoffs:   # by article\r\n"
        "-   fingerprint: '00000000000000000000000000000001'  # the quote\r\n"
        '    article: "./drafts/a.txt"\r\n'
        "    # She was sure.\r\n"
        "    decision: rejected   # for now\r\n"
        "    reason: >\r\n      ask\r\n      again\r\n"
        "    by: Ines Calder # night desk\r\n    date: 2026-01-01\r\n\r\n# the end"
    )
    path.write_bytes(text.encode())
    (old,) = entries(path)
    assert old.sign_off.reason == "ask again"
    record(path, None, accepted(2))
    assert path.read_bytes().decode() == text.replace(
        "2026-01-01\r\n",
        "2026-01-01\r\n"
        f'-   article: drafts/a.txt\r\n    fingerprint: "{print_of(2)}"\r\n    decision: accepted\r\n'
        "    speaker: Anna Calder\r\n    by: Ines Calder\r\n    date: 2026-03-01\r\n"
        "    reason: heard the tape\r\n",
    )
    record(path, accepted(2), None)
    assert path.read_bytes().decode() == text
    record(path, old, accepted(1))
    assert path.read_bytes().decode() == (
        text.replace(
            "rejected   # for now\r\n", "accepted   # for now\r\n    speaker: Anna Calder\r\n"
        )
        .replace(">\r\n      ask\r\n      again", "heard the tape")
        .replace("2026-01-01", "2026-03-01")
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("version: 1\nsignoffs: []\n", "version: 1\nsignoffs:\n  - article: drafts/a.txt\n"),
        ("version: 1\nsignoffs: []", "version: 1\nsignoffs:\n  - article: drafts/a.txt\n"),
        ("signoffs: [ ] # none\nversion: 1\n", "signoffs: # none\n  - article: drafts/a.txt\n"),
        ("{version: 1, signoffs: []}", "{version: 1, signoffs: [{article: drafts/a.txt, finger"),
        ('{"version": 1,\n "signoffs": [\n]}\n', '{"version": 1,\n "signoffs": [{article: dr'),
    ],
)
def test_the_first_entry_of_a_file(before: str, after: str, path: Path) -> None:
    path.write_text(before, encoding="utf-8")
    record(path, None, accepted(1))
    assert path.read_text("utf-8").startswith(after)
    assert entries(path) == [accepted(1)]
    record(path, accepted(1), None)
    assert path.read_text("utf-8") == before.replace("[ ]", "[]")


BROKEN = ["", "version: 1\n<<<<<<< ours\n", "version: 2\nsignoffs: []\n", "version: 1\nsignoffs:\n"]


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_file_is_told_as_when_it_is_read_and_stays(text: str, path: Path) -> None:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LedgerError) as read:
        SignOffs.load(path)
    with pytest.raises(LedgerError) as caught:
        record(path, None, accepted(1))
    assert str(caught.value) == str(read.value)
    assert path.read_text("utf-8") == text


@pytest.mark.parametrize(
    ("new", "told"),
    [
        (replace(accepted(1), speaker=None), "cannot be recorded: 'decision: accepted' lacks"),
        (replace(accepted(1), speaker="x" * 201), "expected speaker to have at most 200 characters"),
        (replace(accepted(1), speaker="A\nreason: y"), "expected speaker to be one line without"),
        (replace(accepted(1), speaker="A\x1b[2J"), "expected speaker to be one line without"),
        (replace(accepted(1), speaker="\u202eA"), "expected speaker to be one line without"),
        (replace(accepted(1), speaker="A\ud800"), "cannot be recorded: "),
        (replace(accepted(1), speaker=" A"), "it would not come out of the file as it goes in"),
        (replace(accepted(1), speaker=""), "expected speaker to be text, found it empty"),
        (replace(accepted(1), article="a" * 4_097), "expected article to have at most 4096"),
        (replace(accepted(1), fingerprint="x"), "expected fingerprint to be 32 of the signs"),
        (replace(accepted(1), rule="AT202"), "speaker does not go with 'rule'"),
        (replace(of_finding(1), rule="AT901"), "is the gate's own and cannot be signed off"),
        (accepted(1, by="x" * 101), "expected by to have at most 100 characters"),
        (
            replace(accepted(1), sign_off=replace(accepted(1).sign_off, reason="é" * 1_001)),
            "expected reason to have at most 1000 characters",
        ),
        (
            replace(accepted(1), sign_off=SignOff("corrected", "Bo", DAY, "x", ("outlet",))),
            "it would not come out of the file as it goes in",
        ),
    ],
)  # fmt: skip
def test_what_could_not_be_read_again_is_not_written(new: Signed, told: str, path: Path) -> None:
    record(path, None, accepted(2))
    before = path.read_bytes()
    with pytest.raises(LedgerError) as caught:
        record(path, None, new)
    assert told in str(caught.value)
    assert caught.value.line is None
    assert path.read_bytes() == before


def test_a_file_of_an_odd_layout_is_told_and_stays(path: Path) -> None:
    text = (
        "? version\n: 1\n? signoffs\n: - {article: a, fingerprint: '1123456789abcdef0123456789abcdef',"
        " decision: rejected, by: Bo, date: 2026-01-01, reason: x}\n"
    )
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LedgerError, match="is laid out so that no entry can be put there"):
        record(path, None, accepted(1))
    assert path.read_text("utf-8") == text


def test_where_nothing_can_be_written_that_is_told(tmp_path: Path) -> None:
    (tmp_path / "link.yaml").symlink_to(tmp_path / "nowhere.yaml")
    (tmp_path / "folder").mkdir()
    for name, told in {
        "no/such/s.yaml": "cannot be written: ",
        "link.yaml": "is a link to a file that is not there",
        "folder": "is a directory; expected a YAML file",
    }.items():
        with pytest.raises(LedgerError, match=told):
            record(tmp_path / name, None, accepted(1))
    assert not (tmp_path / "nowhere.yaml").exists()
    assert not (tmp_path / "no").exists()


def test_a_link_and_the_rights_of_its_file_stay(path: Path) -> None:
    record(path, None, accepted(1))
    path.chmod(0o640)
    (path.parent / "desk").mkdir()
    link = path.parent / "desk" / "s.yaml"
    link.symlink_to(path)
    record(link, None, accepted(2))
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert len(entries(path)) == 2
    assert [file.name for file in link.parent.iterdir()] == ["s.yaml"]


TEXTS = st.text(
    st.characters(blacklist_categories=("C", "Z"), whitelist_characters=" "),
    min_size=1,
    max_size=30,
)


@given(speaker=TEXTS, reason=TEXTS, article=TEXTS)
def test_any_words_are_kept(
    speaker: str, reason: str, article: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("any") / NAME
    new = Signed(
        article.strip() or "a",
        print_of(1),
        SignOff("accepted", "Bo", DAY, reason.strip() or "r"),
        speaker.strip() or "s",
        None,
    )
    record(path, None, accepted(2))
    before = path.read_bytes()
    record(path, None, new)
    assert sorted(e.fingerprint for e in entries(path) if e == new) == [print_of(1)]
    record(path, new, None)
    assert path.read_bytes() == before


WRITER = f"""
import sys
from pathlib import Path
sys.path.insert(0, {str(Path(__file__).parents[2])!r})
from tests.gate.test_recording import accepted
from attrib.gate.recording import record
path, start, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
for number in range(start, start + count):
    record(path, None, accepted(number))
    print(number, flush=True)
"""


def writer(path: Path, start: int, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(start), str(count)],
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kills processes as POSIX does")
def test_what_was_recorded_is_there_whenever_the_process_is_killed(path: Path) -> None:
    chance = random.Random(7)
    said: list[int] = []
    for round in range(8):
        with writer(path, 1_000 * round, 900) as process:
            assert process.stdout is not None
            # Once it is at work, at any moment of it.
            said.append(int(process.stdout.readline()))
            time.sleep(chance.random() / 10)
            os.kill(process.pid, signal.SIGKILL)
            said += [int(line) for line in process.stdout if line.endswith("\n")]
        there = {int(entry.fingerprint, 16) for entry in entries(path)}
        assert there >= set(said)
        assert len(there - set(said)) <= round + 1
    record(path, None, accepted(90_000))
    assert len(said) > 8


def test_two_who_record_at_once_lose_nothing(path: Path) -> None:
    with writer(path, 0, 100) as one, writer(path, 1_000, 100) as other:
        for process in (one, other):
            out, _ = process.communicate()
            assert len(out.splitlines()) == 100
            assert process.returncode == 0
    numbers = [int(entry.fingerprint, 16) for entry in entries(path)]
    assert numbers == [*range(100), *range(1_000, 1_100)]
