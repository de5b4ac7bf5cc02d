from dataclasses import replace
from pathlib import Path

import pytest

from attrib.errors import ReadError
from attrib.render.contents import found
from attrib.render.places import level, message, path_from, placed, unreadable, utf8_columns

from . import samples, tools


def test_paths_are_told_from_the_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "desk"
    (folder / "drafts").mkdir(parents=True)
    monkeypatch.chdir(folder)
    assert path_from(folder, "drafts/a b%20é.txt") == "drafts/a b%20é.txt"
    assert path_from(folder, "./drafts/../drafts/a.txt") == "drafts/a.txt"
    assert path_from(folder, str(folder / "a.txt")) == "a.txt"
    assert path_from(tmp_path, "a.txt") == "desk/a.txt"
    assert path_from(folder, "../a.txt") == (tmp_path.resolve() / "a.txt").as_posix()
    assert path_from(folder, "-") == "-"
    assert path_from(folder, "a\udcff.txt") == "a\ufffd.txt"


def test_a_root_by_another_name_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    monkeypatch.chdir(tmp_path / "real")
    assert path_from(tmp_path / "link", "a.txt") == "a.txt"
    # An article that is a link keeps its own name.
    Path("b.txt").symlink_to("a.txt")
    assert path_from(tmp_path / "link", "b.txt") == "b.txt"


def test_columns_in_bytes() -> None:
    document = samples.document("a𐐀b\nplain\nüü", "x.txt")
    text = document.raw
    offsets = [0, 1, 2, 3, text.index("plain"), len(text), len(text) - 1]
    assert utf8_columns(document, offsets) == {0: 1, 1: 2, 2: 6, 3: 7, 4: 1, 12: 5, 11: 3}
    assert utf8_columns(samples.document("ab\ncd"), [4]) == {4: 2}


def test_what_blocks_is_an_error_and_nothing_else_is() -> None:
    told = list(found([tools.report()], (), tools.STOPPING))
    assert [level(each) for each in told] == [
        *("error", "note", "note", "note"),
        *("warning", "note", "warning"),
    ]


def test_a_message_has_what_was_said_of_the_finding() -> None:
    first, second, *_ = placed([tools.report()], (), tools.STOPPING, tools.ROOT)
    assert message(first) == "Who says “Größe zählt.”? Suggestion: perhaps Zoë."
    assert message(second).endswith("[suppressed: known (Bo)]")


def test_what_stands_in_a_field_has_the_line_of_the_file_and_names_the_field() -> None:
    whole = tools.report("posts.jsonl#3")
    document = replace(whole.document, number=3, file_line=3, field="body[0]")
    first, *_ = placed([replace(whole, document=document)], (), tools.STOPPING, tools.ROOT)
    assert (first.path, first.line, first.column, first.span) == ("posts.jsonl", 3, None, None)
    assert (first.end_line, first.end_column) == (3, None)
    assert message(first).startswith("#3 (body[0]):1:27: Who says “Größe")
    # Of other JSON it is not known on which line a field stands.
    alone = replace(document, path="story.json", number=None, file_line=None)
    first, *_ = placed([replace(whole, document=alone)], (), tools.STOPPING, tools.ROOT)
    assert (first.path, first.line) == ("story.json", 1)
    assert message(first).startswith("(body[0]):1:27: Who says")


def test_one_of_several_that_cannot_be_read_is_told_by_its_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("posts.json").write_text("[]", encoding="utf-8")
    Path("a#2").write_text("words", encoding="utf-8")
    errors = [ReadError("no text", path=path) for path in ("posts.json#2", "a#2", "-", "-#4")]
    told = [(each.path, each.message) for each in unreadable((), errors, tmp_path)]
    assert told == [
        ("posts.json", "#2: no text"),
        ("a#2", "no text"),
        ("-", "no text"),
        ("-#4", "no text"),
    ]
