from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from attrib.errors import GitError
from attrib.model import Finding, Report, Span
from attrib.read import read_text
from attrib.since import Change, Hunk, changed, within


def git(*words: str, cwd: str | Path = ".") -> str:
    return subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *words],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def commit(message: str = "more") -> str:
    git("add", "-A")
    git("commit", "-qm", message)
    return git("rev-parse", "HEAD").strip()


def lines(*numbers: int) -> str:
    return "".join(f"The pier has {number} piles.\n" for number in numbers)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three articles and a script, committed; the working directory is its top."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    git("init", "-q")
    Path("drafts").mkdir()
    for name in ("a.txt", "drafts/b.md", "drafts/c.html", "tool.py"):
        Path(name).write_text(lines(*range(1, 10)), encoding="utf-8")
    commit("first")
    return tmp_path


def test_nothing_has_changed(repository: Path) -> None:
    assert changed("HEAD") == ()
    assert changed("HEAD", ["a.txt", "drafts"]) == ()


def test_lines_that_were_changed_put_in_and_taken_out(repository: Path) -> None:
    Path("a.txt").write_text(lines(1, 2, 33, 4, 5, 6, 66, 67, 7, 9), encoding="utf-8")
    (change,) = changed("HEAD")
    assert change == Change("a.txt", (Hunk(3, 1), Hunk(7, 2), Hunk(9, 0)))


def test_what_is_staged_committed_and_neither_counts_alike(repository: Path) -> None:
    start = git("rev-parse", "HEAD").strip()
    Path("a.txt").write_text(lines(0, *range(1, 10)), encoding="utf-8")
    one = changed("HEAD")
    git("add", "-A")
    assert changed("HEAD") == one
    commit()
    assert changed(start) == one == (Change("a.txt", (Hunk(1, 1),)),)
    assert changed("HEAD") == ()


def test_new_files_are_whole_and_others_left_out(repository: Path) -> None:
    Path("drafts/new.txt").write_text("The pier.\n", encoding="utf-8")
    Path("added.htm").write_text("The pier.\n", encoding="utf-8")
    Path("tool.py").write_text("pass\n", encoding="utf-8")
    Path("ignored.txt").write_text("The pier.\n", encoding="utf-8")
    Path(".gitignore").write_text("ignored.txt\n", encoding="utf-8")
    Path("drafts/b.md").unlink()
    git("add", "added.htm")
    assert changed("HEAD") == (Change("added.htm"), Change("drafts/new.txt"))
    # One that is named is an article, whatever it is called and whether git is to see it.
    assert changed("HEAD", ["ignored.txt"]) == (Change("ignored.txt"),)
    (script,) = changed("HEAD", ["tool.py"])
    assert script.hunks
    # It is for the reader to say that there is no such file.
    assert changed("HEAD", ["lost.txt"]) == (Change("lost.txt"),)


def test_a_renamed_file_has_changed_where_its_words_have(repository: Path) -> None:
    git("mv", "drafts/b.md", "moved.md")
    assert changed("HEAD") == (Change("moved.md", ()),)
    Path("moved.md").write_text(lines(1, 2, 3, 4, 55, 6, 7, 8, 9), encoding="utf-8")
    assert changed("HEAD", ["moved.md"]) == (Change("moved.md", (Hunk(5, 1),)),)


def test_from_a_folder_and_by_other_names(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "drafts/b.md", "drafts/c.html"):
        Path(name).write_text("The pier.\n", encoding="utf-8")
    monkeypatch.chdir("drafts")
    assert [c.path for c in changed("HEAD")] == ["b.md", "c.html"]
    assert [c.path for c in changed("HEAD", ["..", "./b.md"])] == ["../a.txt", "b.md", "c.html"]
    assert [c.path for c in changed("HEAD", ["./b.md", "../drafts/b.md"])] == ["./b.md"]


NAMES = [
    "two words.txt",
    "'\"$(touch made)`touch made`.txt",
    "line\nend.txt",
    "@@ -1 +1,9 @@.txt",
    "-o.txt",
    "a[1]*?.txt",
    ":(exclude)x.txt",
    "tab\tand\\back.txt",
    "é🦊.txt",
]


@pytest.mark.parametrize("name", NAMES)
def test_odd_names_are_names(name: str, repository: Path) -> None:
    Path(name).write_text(lines(1, 2, 3), encoding="utf-8")
    Path("a1.txt").write_text(lines(1, 2, 3), encoding="utf-8")
    commit()
    Path(name).write_text(lines(1, 22, 3), encoding="utf-8")
    expected = (Change(name, (Hunk(2, 1),)),)
    assert changed("HEAD") == expected
    assert changed("HEAD", [name]) == expected
    commit()
    assert changed("HEAD", [name]) == ()
    assert not Path("made").exists()


def test_names_that_are_no_text(repository: Path) -> None:
    name = os.fsdecode(b"a\xff.txt")
    try:
        Path(name).write_text("The pier.\n", encoding="utf-8")
    except OSError:
        pytest.skip("this file system has no such names")
    assert changed("HEAD") == (Change(name),)


def test_a_file_of_which_git_tells_no_lines_is_whole(repository: Path) -> None:
    Path("wide.txt").write_text(lines(1, 2, 3), encoding="utf-16")
    Path("link.txt").symlink_to("a.txt")
    commit()
    Path("wide.txt").write_text(lines(1, 22, 3), encoding="utf-16")
    Path("link.txt").unlink()
    Path("link.txt").symlink_to("drafts/b.md")
    assert changed("HEAD") == (Change("link.txt"), Change("wide.txt"))


def test_a_file_in_conflict_has_changed_where_it_conflicts(repository: Path) -> None:
    git("switch", "-qc", "other")
    Path("a.txt").write_text(lines(11, *range(2, 10)), encoding="utf-8")
    commit()
    git("switch", "-q", "-")
    Path("a.txt").write_text(lines(12, *range(2, 10)), encoding="utf-8")
    commit()
    with pytest.raises(subprocess.CalledProcessError):
        git("merge", "-q", "other")
    # The line that both changed stands between the marks as it was.
    assert changed("HEAD") == (Change("a.txt", (Hunk(1, 1), Hunk(3, 3))),)


def test_a_users_taste_changes_nothing(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for key, value in (
        ("color.ui", "always"),
        ("diff.interHunkContext", "9"),
        ("diff.noprefix", "true"),
        ("diff.external", "false"),
        ("diff.relative", "true"),
        ("core.quotePath", "true"),
        ("status.showUntrackedFiles", "no"),
    ):
        git("config", key, value)
    monkeypatch.setenv("GIT_DIFF_OPTS", "--unified=5")
    Path("é.txt").write_text("The pier.\n", encoding="utf-8")
    Path("a.txt").write_text(lines(1, 22, 3, 4, 55, 6, 7, 8, 9), encoding="utf-8")
    assert changed("HEAD") == (Change("a.txt", (Hunk(2, 1), Hunk(5, 1))), Change("é.txt"))


@pytest.mark.parametrize("rev", ["", "-h", "--output=made", "lost", "HEAD:a.txt", "HEAD..HEAD"])
def test_what_names_no_commit(rev: str, repository: Path) -> None:
    with pytest.raises(GitError, match=r"no name of a commit|knows no commit"):
        changed(rev)
    assert not Path("made").exists()


def test_files_elsewhere(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other") / "x.txt"
    other.write_text("The pier.\n", encoding="utf-8")
    with pytest.raises(GitError, match="outside of this repository's work tree") as raised:
        changed("HEAD", [str(other)])
    assert raised.value.path == str(other)


def test_a_repository_within_is_not_passed_over(repository: Path) -> None:
    Path("within").mkdir()
    git("init", "-q", cwd="within")
    Path("within/x.txt").write_text("The pier.\n", encoding="utf-8")
    assert changed("HEAD") == ()
    assert changed("HEAD", ["within/x.txt"]) == (Change("within/x.txt"),)


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(GitError, match="not a git repository"):
        changed("HEAD")


def test_no_git(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(GitError, match="git is not installed"):
        changed("HEAD")


def test_a_shallow_clone_says_so(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = git("rev-parse", "HEAD").strip()
    Path("a.txt").write_text("The pier.\n", encoding="utf-8")
    commit()
    git("clone", "-q", "--depth=1", repository.as_uri(), "shallow")
    monkeypatch.chdir("shallow")
    with pytest.raises(GitError, match=r"this clone is shallow: fetch its history"):
        changed(first)
    assert changed("HEAD") == ()


# Which findings a change touches


def report(raw: str, *words: str) -> Report:
    document = read_text(raw)
    findings = tuple(
        Finding("AT101", "x", "error", Span(at, at + len(word)), word)
        for word in words
        for at in [document.text.index(word)]
    )
    return Report(document, (), findings, "0", "model")


def said(hunks: tuple[Hunk, ...] | None) -> tuple[list[str], int | None]:
    raw = "One here.\n\nTwo here.\n\n\nThree here.\n\nFour here.\n"
    kept = within(report(raw, "One", "Two here.", "Three", "Four"), Change("x.txt", hunks))
    return [finding.message for finding in kept.findings], kept.outside


def test_findings_on_other_lines_are_counted() -> None:
    assert said((Hunk(3, 1),)) == (["Two here."], 3)
    assert said((Hunk(1, 1), Hunk(6, 9))) == (["One", "Three", "Four"], 1)
    assert said(()) == ([], 4)
    assert said(None) == (["One", "Two here.", "Three", "Four"], 0)


def test_lines_taken_out_touch_those_with_words_around_them() -> None:
    # An attribution that goes leaves its quotation as it was.
    assert said((Hunk(4, 0),)) == (["Two here.", "Three"], 2)
    assert said((Hunk(0, 0),)) == (["One"], 3)
    assert said((Hunk(9, 0),)) == (["Four"], 3)


def test_a_finding_over_several_lines_is_touched_in_any() -> None:
    whole = report("One\nmore of it here and there.\n", "One")
    (finding,) = whole.findings
    wide = replace(finding, span=Span(0, 10))
    long = replace(whole, findings=(wide,))
    assert within(long, Change("x", (Hunk(2, 1),))).outside == 0
    assert within(long, Change("x", (Hunk(3, 1),))).outside == 1
    # The line end after it is not its own.
    ended = replace(whole, findings=(replace(finding, span=Span(0, 4)),))
    assert within(ended, Change("x", (Hunk(2, 1),))).outside == 1


def test_an_article_on_a_line_is_touched_with_its_line() -> None:
    whole = report("One\nmore of it here and there.\n", "One", "more")
    line = replace(
        whole, document=replace(whole.document, path="p.jsonl#4", number=4, file_line=4, field="x")
    )
    touched = within(line, Change("p.jsonl", (Hunk(1, 1), Hunk(3, 2))))
    assert (touched.findings, touched.outside) == (whole.findings, 0)
    left = within(line, Change("p.jsonl", (Hunk(1, 3), Hunk(5, 1), Hunk(4, 0))))
    assert (left.findings, left.outside) == ((), 2)


def test_an_article_in_a_field_is_touched_with_its_file() -> None:
    whole = report("One\nmore of it here and there.\n", "One", "more")
    field = replace(whole, document=replace(whole.document, path="p.json", field="body"))
    touched = within(field, Change("p.json", (Hunk(7, 1),)))
    assert (touched.findings, touched.outside) == (whole.findings, 0)
