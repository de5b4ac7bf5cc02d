"""A baseline or sign-offs that cannot be read: told at their place, whatever is wrong with them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.errors import LedgerError
from attrib.gate import Baseline, SignOffs

PRINT = "0123456789abcdef0123456789abcdef"
OLD = f"article: a.txt, rule: vague-source, fingerprint: {PRINT}"
SIGNED = (
    f"article: a.txt, fingerprint: {PRINT}, decision: accepted, by: Ana, reason: heard, speaker: Bo"
)
FINDING = f"{SIGNED.removesuffix(', speaker: Bo')}, date: 2026-01-01"
LOADERS = {"findings": Baseline.load, "signoffs": SignOffs.load}


@pytest.fixture
def refused(tmp_path: Path) -> Callable[[str, bytes | str], str]:
    """What a loader says of a file with these contents."""

    def refused(key: str, data: bytes | str) -> str:
        path = tmp_path / f"{key}.yaml"
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        with pytest.raises(LedgerError) as caught:
            LOADERS[key](path)
        assert caught.value.path == str(path)
        return str(caught.value).removeprefix(str(path))

    return refused


BROKEN = {
    "nothing": (b"", ": is empty; expected at least 'version: 1'"),
    "only comments": (b"# none yet\n", ": is empty; expected at least 'version: 1'"),
    "no mapping": (b"- a\n", ":1:1: expected the file to be a mapping (key: value), found a list"),
    "no version": (b"KEY: []\n", ":1:1: the file lacks 'version'"),
    "no entries": (b"version: 1\n", ":1:1: the file lacks 'KEY'"),
    "entries that are none": (b"version: 1\nKEY:\n", ":1:1: the file lacks 'KEY'"),
    "a later version": (
        b"version: 7\nKEY: {}\n",
        ":1:10: is of version 7, and this attrib knows versions up to 1; "
        "use the attrib that wrote it, or a newer one",
    ),
    "a version that is none": (
        b"version: one\nKEY: []\n",
        ":1:10: expected version to be 1, found 'one'",
    ),
    "a long version": (b"version: " + b"9" * 9_000, ":1:10: expected version to be 1, found '"),
    "a mapping of entries": (
        b"version: 1\nKEY: {a: 1}\n",
        ":2:NN: expected KEY to be a list ([a, b] or lines that begin with -), found a mapping",
    ),
    "a duplicate key": (
        b"version: 1\nKEY: []\nKEY: []\n",
        ":3:1: 'KEY' is given twice in the file (line 2)",
    ),
    "an unknown key": (b"version: 1\nKEY: []\nxyz: 1\n", ":3:1: unknown key 'xyz' in the file; "),
    "a conflict": (
        b"version: 1\nKEY:\n<<<<<<< HEAD\n=======\n>>>>>>> desk\n",
        ":3:1: a merge conflict stands here; resolve it",
    ),
    "another encoding": (
        "version: 1\nKEY: [é]\n".encode("latin-1"),
        ":2:NN: expected UTF-8 text; save the file as UTF-8",
    ),
    "an alias": (b"version: 1\nKEY: &a [*a]\n", ":2:NN: anchors (&) and aliases (*) are not read"),
    "half a file": (b"version: 1\nKEY: [", ":3:1: is not valid YAML: "),
    "NUL": (b"version: 1\0", ":1:11: expected text, found the character U+0000"),
    "an entry that is none": (b"version: 1\nKEY: [x]\n", ":2:"),
}


@pytest.mark.parametrize("key", LOADERS)
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_told_at_its_place(name: str, key: str, refused) -> None:
    data, expected = BROKEN[name]
    said = refused(key, data.replace(b"KEY", key.encode()))
    expected = expected.replace("KEY", key)
    # Two places depend on how long the key is.
    column = {"an alias": 3, "another encoding": 4}.get(name, 3) + len(key)
    assert said.startswith(expected.replace("NN", str(column)))
    assert "\n" not in said


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("{}", ":3:3: a finding lacks 'article' (2 more mistakes)"),
        (f"{{{OLD}, line: 4}}", "unknown key 'line' in a finding; "),
        ("{article: a.txt, rule: x, fingerprint: 12}", ":3:42: expected fingerprint to be 32 of"),
        ("{article: [a], rule: x, fingerprint: " + PRINT + "}", ":3:13: expected article to be"),
        ("{article: 3, rule: x, fingerprint: " + PRINT + "}", "put it in quotes"),
    ],
)
def test_a_mistake_in_a_baseline_s_entry(entry: str, expected: str, refused) -> None:
    assert expected in refused("findings", f"version: 1\nfindings:\n- {entry}\n")


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("{}", ":3:3: a sign-off lacks 'article' (5 more mistakes)"),
        (f"{{{SIGNED}}}", ":3:3: a sign-off lacks 'date'"),
        (f"{{{SIGNED}, date: 2026-13-01}}", "expected date to be a day such as 2026-12-31, found"),
        (f"{{{SIGNED}, date: today}}", "expected date to be a day such as 2026-12-31, found"),
        (
            f"{{{SIGNED.replace('accepted', 'fine')}, date: 2026-01-01}}",
            "expected decision to be accepted, corrected or rejected, found 'fine'",
        ),
        (
            f"{{{SIGNED.removesuffix(', speaker: Bo').replace('accepted', 'corrected')}, date: 2026-01-01}}",
            ":3:3: a correction lacks what is right; expected speaker, outlet, or 'statement: false'",
        ),
        (
            f"{{{SIGNED.replace('accepted', 'rejected')}, date: 2026-01-01}}",
            "speaker stands only with 'decision: accepted' or 'corrected', found 'rejected'",
        ),
        (
            f"{{{SIGNED.removesuffix(', speaker: Bo')}, date: 2026-01-01}}",
            ":3:3: 'decision: accepted' lacks 'speaker'; expected who was accepted, as the report",
        ),
        (
            f"{{{SIGNED}, date: 2026-01-01, statement: false}}",
            "statement stands only with 'decision: corrected', found 'accepted'",
        ),
        (
            f"{{{SIGNED.replace('accepted, by', 'corrected, by').removesuffix(', speaker: Bo')}, date: 2026-01-01, statement: true}}",
            "expected statement to be false or common-knowledge, found 'true'",
        ),
        (
            f"{{{SIGNED.replace('accepted', 'corrected')}, date: 2026-01-01, statement: false}}",
            "what is no statement has no speaker and no outlet",
        ),
        (f"{{{SIGNED}, date: 2026-01-01, by: Bo}}", "'by' is given twice"),
        (f"{{{FINDING}, rule: AT905}}", "'AT905' is the gate's own and cannot be signed off"),
        (f"{{{FINDING}, rule: Malformed-Suppression}}", "is the gate's own and cannot be"),
        (
            f"{{{FINDING}, rule: unattributed-figur}}",
            "there is no rule 'unattributed-figur'; did you mean 'unattributed-figure'?",
        ),
        (f"{{{FINDING}, rule: 4}}", "expected rule to be text"),
        (
            f"{{{FINDING.replace('accepted', 'corrected')}, rule: AT202}}",
            "a finding is accepted or rejected, found 'corrected'; without 'rule' the entry is",
        ),
        (
            f"{{{FINDING}, rule: AT202, speaker: Bo}}",
            "speaker does not go with 'rule': the entry is about a finding",
        ),
        (
            f"{{{FINDING}, rule: AT202, statement: common-knowledge}}",
            "statement does not go with 'rule'",
        ),
        (
            f"{{{FINDING}, rule: AT202}}\n- {{{FINDING}, rule: unattributed-figure}}",
            ":4:3: a second sign-off of the finding of the one on line 3",
        ),
        (
            f"{{{SIGNED}, date: 2026-01-01}}\n- {{{SIGNED.replace('a.txt', './a.txt')}, date: 2026-01-02}}",
            ":4:3: a second sign-off of the statement of the one on line 3",
        ),
    ],
)
def test_a_mistake_in_a_sign_off(entry: str, expected: str, refused) -> None:
    assert expected in refused("signoffs", f"version: 1\nsignoffs:\n- {entry}\n")


@pytest.mark.parametrize("load", LOADERS.values(), ids=LOADERS)
def test_what_is_no_file_is_told(load: Callable[[Path], object], tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe")
    for name, expected in {
        "lost": "there is no such file",
        "folder": "is a directory; expected a YAML file",
        "link": "is a link to a file that is not there",
        "pipe": "is no plain file; expected a YAML file",
    }.items():
        with pytest.raises(LedgerError) as caught:
            load(tmp_path / name)
        assert str(caught.value) == f"{tmp_path / name}: {expected}"


def test_a_file_without_end_is_told(refused) -> None:
    assert refused("findings", b"#" * 50_000_001).startswith(": is too large; expected at most")


PIECES = st.sampled_from(
    [
        *("version: 1\n", "version: 0\n", "findings:", "signoffs:", "articles:", "\n- ", "\n  "),
        *(
            OLD,
            SIGNED,
            "{",
            "}",
            "[",
            "]",
            ", ",
            ": ",
            "date: 2026-01-01",
            "speaker: ",
            "corrected",
        ),
        *(
            PRINT,
            "<<<<<<< a\n",
            '"',
            "'",
            "&a ",
            "*a",
            "\t",
            "é",
            "statement: false",
            "\0",
            "9" * 40,
        ),
    ]
)
TEXTS = st.lists(PIECES, max_size=20).map("".join)


@given(st.one_of(st.binary(max_size=200), TEXTS.map(str.encode)))
def test_any_bytes_are_a_ledger_s_file_or_one_error(tmp_path_factory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("ledger") / "some.yaml"
    path.write_bytes(data)
    for load in LOADERS.values():
        failed = None
        try:
            load(path)
        except LedgerError as error:
            failed = error
        assert failed is None or (failed.path == str(path) and "\n" not in failed.message)
