"""An entry is put in, changed or taken out, and every other line of the file stays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from attrib.yaml_entries import Entries, Unfit, Written, written

NEW: Mapping[str, Written] = {"article": "m.txt", "by": "Ines Calder", "reason": 'it is "so": #1'}
AS_READ = {"article": "m.txt", "by": "Ines Calder", "reason": 'it is "so": #1'}


def read(text: str) -> Any:
    return yaml.safe_load(text.removeprefix("\ufeff"))["list"]


@pytest.mark.parametrize(
    ("before", "index", "after"),
    [
        pytest.param(
            "list: []  # none yet\nmore: 1\n",
            0,
            'list:  # none yet\n  - article: m.txt\n    by: Ines Calder\n    reason: "it is \\"so\\": #1"\n'
            "more: 1\n",
            id="the first",
        ),
        pytest.param(
            "list: []",
            0,
            'list:\n  - article: m.txt\n    by: Ines Calder\n    reason: "it is \\"so\\": #1"',
            id="the first, and no line end",
        ),
        pytest.param(
            "{v: 1, list: []}\n",
            0,
            '{v: 1, list: [{article: m.txt, by: Ines Calder, reason: "it is \\"so\\": #1"}]}\n',
            id="in a flow mapping",
        ),
        pytest.param(
            "list:\n  [\n  ]\n",
            0,
            'list:\n  [{article: m.txt, by: Ines Calder, reason: "it is \\"so\\": #1"}\n  ]\n',
            id="in an empty list of two lines",
        ),
        pytest.param(
            "list: [{by: A}, # a\n  {by: B}]\n",
            1,
            "list: [{by: A}, "
            '{article: m.txt, by: Ines Calder, reason: "it is \\"so\\": #1"}, # a\n  {by: B}]\n',
            id="between two in a flow list",
        ),
        pytest.param(
            "# head\nlist:\n# of A\n- by: A # a\n  # within\n  at: 1\n# of B\n- by: B\n# end\n",
            1,
            "# head\nlist:\n# of A\n- by: A # a\n  # within\n  at: 1\n"
            '- article: m.txt\n  by: Ines Calder\n  reason: "it is \\"so\\": #1"\n# of B\n- by: B\n# end\n',
            id="a comment stays with the entry below it",
        ),
        pytest.param(
            "list:\n\n# of A\n- by: A\n",
            0,
            'list:\n\n- article: m.txt\n  by: Ines Calder\n  reason: "it is \\"so\\": #1"\n# of A\n- by: A\n',
            id="before the first one's comment",
        ),
        pytest.param(
            "list:\r\n  -   by: A\r\n\r\n  -\r\n      by: >\r\n        B\r\n",
            1,
            "list:\r\n  -   by: A\r\n\r\n  -   article: m.txt\r\n      by: Ines Calder\r\n"
            '      reason: "it is \\"so\\": #1"\r\n\r\n  -\r\n      by: >\r\n        B\r\n',
            id="indents, line ends and blank lines as beside it",
        ),
        pytest.param(
            "list:\n- {by: A}  # a",
            1,
            'list:\n- {by: A}  # a\n- {article: m.txt, by: Ines Calder, reason: "it is \\"so\\": #1"}',
            id="on one line as the one before",
        ),
    ],
)
def test_an_entry_is_put_in_and_taken_out(before: str, index: int, after: str) -> None:
    edit = Entries(before, "list").put(index, NEW)
    assert edit.applied(before) == after
    assert read(after)[index] == AS_READ
    assert Entries(after, "list").take_out(index).applied(after) == before
    assert edit.undoing(before).applied(after) == before


@pytest.mark.parametrize(
    ("before", "index", "after"),
    [
        ("list: # l\n# of A\n- by: A # a\n# end\n", 0, "list: [] # l\n# of A\n# end\n"),
        ("list:\n- by: A\n# of B\n- by: B", 1, "list:\n- by: A\n# of B"),
        ("list: [{by: A}, # a\n  {by: B}]\n", 0, "list: [# a\n  {by: B}]\n"),
        ("list: [{by: A} # a\n  , {by: B}]\n", 0, "list: [# a\n {by: B}]\n"),
        ("list: [{by: A}, # a\n  {by: B}]\n", 1, "list: [{by: A}, # a\n  ]\n"),
        ("list: [{by: A},]\n", 0, "list: []\n"),
    ],
)
def test_what_people_wrote_stays_where_an_entry_goes(before: str, index: int, after: str) -> None:
    left = read(before)
    del left[index]
    assert Entries(before, "list").take_out(index).applied(before) == after
    assert read(after) == left


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "list:\n- by: A # the night desk\n  at: 'b' # b\n  # c\n  gone: 1\n  kept: >\n    x\n    y\n",
            "list:\n- by: Bo # the night desk\n  new: 2026-03-01\n  at: 'b' # b\n  # c\n  kept: >\n    x\n    y\n",
        ),
        ("list:\n- gone: 1\n  by: >\n    A\n\n# e\n", "list:\n- by: Bo\n  new: 2026-03-01\n  at: b\n\n# e\n"),
        ("list:\n- by:\n  at: b", "list:\n- by: Bo\n  new: 2026-03-01\n  at: b"),
        ("list:\n- at: b\n  by: A\n  gone: 1", "list:\n- at: b\n  by: Bo\n  new: 2026-03-01"),
        ("list: [{gone: 1, 'by': A, at: b}]\n", "list: [{'by': Bo, new: 2026-03-01, at: b}]\n"),
        ("list:\n- {by: A, # a\n   at: b, gone: 1}\n", "list:\n- {by: Bo, new: 2026-03-01, # a\n   at: b}\n"),
    ],
)  # fmt: skip
def test_an_entry_is_changed_where_it_is_another(before: str, after: str) -> None:
    fields = {"by": "Bo", "new": date(2026, 3, 1), "at": "b", "gone": None, "never": None}
    assert Entries(before, "list").change(0, fields).applied(before) == after


@pytest.mark.parametrize(
    "text",
    [
        "- a\n",
        "other: []\n",
        "list: 1\n",
        "list: [1]\n",
        "? list\n: - by: A\n",
        "list: []\nlist: []\n",
    ],
)
def test_a_file_in_which_an_entry_has_no_place_is_told(text: str) -> None:
    with pytest.raises(Unfit):
        Entries(text, "list").put(0, NEW)


@given(
    st.text() | st.sampled_from(["no", "1e3", "2026-03-01", "~", "a - b", "a: b", "x #y", "a,b"])
)
def test_a_text_comes_out_as_it_goes_in(text: str) -> None:
    # What cannot be printed is refused by whoever reads it; it must not end the line.
    line = written({"reason": (text, "x")})
    assert len(line.splitlines()) == 1
    if text.isprintable():
        assert yaml.safe_load(line) == {"reason": [text, "x"]}


def test_other_values() -> None:
    assert written(False) == "false"
    assert written((True, date(2026, 3, 1), "Ines Calder")) == "[true, 2026-03-01, Ines Calder]"


EOLS = st.sampled_from(["\n", "\r\n"])
VALUES = st.sampled_from(
    [
        "plain",
        "two words # why",
        "'it''s'",
        '"a: \\"b\\""',
        "12",
        "no",
        "folded\n{}  over",
        ">\n{}  text",
    ]
)
COMMENTS = st.lists(st.sampled_from(["# note", "", "#- by: old", "# - é\u2028# x"]), max_size=2)


@st.composite
def files(draw: st.DrawFn) -> tuple[str, list[list[str]]]:
    """A file of lists with dashes, and the lines of each entry."""
    column, lead = draw(st.sampled_from([0, 2, 4])), draw(st.sampled_from([" ", "   ", "\n"]))
    lines, entries = [*draw(COMMENTS), "version: 1  # v", "list:  # l"], []
    for number in range(draw(st.integers(1, 4))):
        lines += [" " * draw(st.sampled_from([0, column])) + line for line in draw(COMMENTS)]
        inner = " " * (column + 2 if lead == "\n" else column + 1 + len(lead))
        flow = draw(st.booleans())
        if flow:
            body = [f"{{at: {number}, by: 'x'}}  # flow"]
        else:
            body = [f"at: {number}"]
            for key in ("by", "why")[: draw(st.integers(0, 2))]:
                body += f"{key}: {draw(VALUES).format(inner)}".split("\n")
        head = " " * column + "-"
        first = [head, inner + body[0]] if lead == "\n" else [head + lead + body[0]]
        own = first + [line if line.startswith(inner) else inner + line for line in body[1:]]
        entries.append(own)
        lines += own
    lines += draw(COMMENTS) + draw(st.sampled_from([[], ["more: {a: 1}"]]))
    eol = draw(EOLS)
    text = eol.join(lines) + draw(st.sampled_from([eol, ""]))
    return draw(st.sampled_from(["", "\ufeff"])) + text, entries


@given(files(), st.data())
def test_every_other_line_stays(made: tuple[str, list[list[str]]], data: st.DataObject) -> None:
    text, entries = made
    there = read(text)
    listed = Entries(text, "list")
    index = data.draw(st.integers(0, len(entries)))
    added = listed.put(index, NEW).applied(text)
    assert read(added) == [*there[:index], AS_READ, *there[index:]]
    assert Entries(added, "list").take_out(index).applied(added) == text
    assert listed.put(index, NEW).undoing(text).applied(added) == text
    rest = iter(added.splitlines())
    assert all(line in rest for line in text.splitlines())
    if "\r\n" in text:
        assert added.count("\n") == added.count("\r\n")

    index = data.draw(st.integers(0, len(entries) - 1))
    taken = listed.take_out(index).applied(text)
    assert (read(taken) or []) == [*there[:index], *there[index + 1 :]]
    kept = [line for line in taken.splitlines() if line.strip()]
    own = entries[index]
    whole = [line for line in text.splitlines() if line.strip()]
    start = next(i for i in range(len(whole)) if whole[i : i + len(own)] == own)
    expected = whole[:start] + whole[start + len(own) :]
    if len(entries) == 1:
        expected[expected.index("list:  # l")] = "list: []  # l"
    assert kept == expected

    changed = listed.change(index, {"at": "new", "by": None, "fresh": True}).applied(text)
    value = {**there[index], "at": "new", "fresh": True}
    value.pop("by", None)
    assert read(changed) == [*there[:index], value, *there[index + 1 :]]
