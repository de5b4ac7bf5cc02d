from __future__ import annotations

from pathlib import Path

import pytest

from attrib.gate.articles import all_checked, is_pattern, matches, name_in, told


@pytest.mark.parametrize(
    ("entry", "name", "fits"),
    [
        ("drafts/a.txt", "drafts/a.txt", True),
        ("./drafts//a.txt", "drafts/a.txt", True),
        ("drafts/../a.txt", "a.txt", True),
        ("drafts/*.txt", "drafts/a.txt", True),
        ("drafts/*.txt", "drafts/may/a.txt", False),
        ("*.txt", "drafts/a.txt", False),
        ("**/*.txt", "drafts/may/a.txt", True),
        ("**/*.txt", "a.txt", True),
        ("drafts/**", "drafts/may/a.txt", True),
        ("drafts/**/x/*.txt", "drafts/may/a.txt", False),
        ("drafts/?.txt", "drafts/a.txt", True),
        ("drafts/[ab].txt", "drafts/b.txt", False),
        ("drafts/[ab].txt", "drafts/[ab].txt", True),
        ("drafts/[ab]*.txt", "drafts/[ab] pier.txt", True),
        ("drafts/[ab]*.txt", "drafts/b pier.txt", False),
        ("drafts/A.txt", "drafts/a.txt", False),
        ("../a.txt", "../a.txt", True),
        ("**/" * 500 + "x", "y/" * 500 + "y", False),
    ],
)
def test_which_article_an_entry_is_about(entry: str, name: str, fits: bool, tmp_path: Path) -> None:
    assert matches(entry, tmp_path, str(tmp_path / name)) is fits


def test_an_entry_may_name_its_article_from_the_root(tmp_path: Path) -> None:
    assert matches(str(tmp_path / "*.txt"), tmp_path / "desk", str(tmp_path / "a.txt"))


@pytest.mark.parametrize("path", ["-", "<text>", "a\0b"])
def test_what_has_no_file_is_no_entry_s(path: str, tmp_path: Path) -> None:
    assert name_in(tmp_path, path) is None
    assert not matches("**", tmp_path, path)


def test_a_pattern_is_judged_when_all_its_files_were_checked(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.html"):
        (tmp_path / name).touch()
    (tmp_path / "d.txt").mkdir()
    a, b = str(tmp_path / "a.txt"), str(tmp_path / "b.txt")
    assert all_checked("a.txt", tmp_path, {a})
    assert not all_checked("*.txt", tmp_path, {a})
    assert all_checked("*.txt", tmp_path, {a, b})
    (tmp_path / "[x].txt").touch()
    assert not all_checked("[x]*", tmp_path, {a, b})
    assert all_checked("[x]*", tmp_path, {str(tmp_path / "[x].txt")})
    assert is_pattern("*.txt")
    assert not is_pattern("[x].txt")
    assert not is_pattern("a.txt")


def test_a_file_is_told_from_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")
    assert told(tmp_path / "attrib.yaml") == "../attrib.yaml"
    assert told(Path("attrib.yaml")) == "attrib.yaml"
    assert told(tmp_path / "other" / "attrib.yaml") == str(tmp_path / "other" / "attrib.yaml")
