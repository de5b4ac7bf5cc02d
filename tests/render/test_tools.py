"""The same report has the same findings at the same places in every format that tools read."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from importlib import import_module
from typing import Any
from xml.etree import ElementTree

import pytest

from attrib.gate import CHECKS

from . import hostile, tools

FORMATS = ("sarif", "github", "junit", "checkstyle", "gitlab", "rdjson", "rdjsonl")
# Code, line, column, end line, end column; None where the format has none.
Place = tuple[str, int, "int | None", "int | None", "int | None"]


def rendered(form: str, *args: Any, **more: Any) -> str:
    given = {"stopping": tools.STOPPING, "root": tools.ROOT, **more}
    text: str = import_module(f"attrib.render.{form}").render(*args, **given)
    return text


def everything(form: str) -> str:
    return rendered(form, [tools.report()], [tools.ERROR], [tools.ENTRY])


def _sarif(text: str) -> list[tuple[Place, bool]]:
    found = []
    for result in json.loads(text)["runs"][0]["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        keys = ("startLine", "startColumn", "endLine", "endColumn")
        place = (result["ruleId"], *(region.get(key) for key in keys))
        found.append((place, result["level"] == "error"))
    return found


def _github(text: str) -> list[tuple[Place, bool]]:
    found = []
    for line in text.splitlines():
        kind, told = re.fullmatch(r"::(error|warning|notice) (.*?)::.*", line).groups()
        of = dict(part.split("=", 1) for part in told.split(","))
        if of["title"].startswith("AT"):
            keys = ("line", "col", "endLine", "endColumn")
            numbers = [int(of[key]) if key in of else None for key in keys]
            found.append(((of["title"].split()[0], *numbers), kind == "error"))
    return found


def _junit(text: str) -> list[tuple[Place, bool]]:
    found = []
    for case in ElementTree.fromstring(text.encode()).iter("testcase"):
        told = [*case.findall("failure"), *case.findall("system-out")]
        if told:
            line, column = re.match(r".*?:(\d+):(\d+): ", told[0].text).groups()
            place = (case.get("name").split()[0], int(line), int(column), None, None)
            found.append((place, case.find("failure") is not None))
    return found


def _checkstyle(text: str) -> list[tuple[Place, bool]]:
    return [
        (
            (e.get("source")[7:], int(e.get("line")), int(e.get("column")), None, None),
            e.get("severity") == "error",
        )
        for e in ElementTree.fromstring(text.encode()).iter("error")
        if e.get("source") != "attrib.unreadable"
    ]


def _gitlab(text: str) -> list[tuple[Place, bool]]:
    return [
        (
            (i["check_name"].split()[0], i["location"]["lines"]["begin"], None, None, None),
            i["severity"] in ("blocker", "critical"),
        )
        for i in json.loads(text)
        if i["check_name"] != "unreadable"
    ]


def _rdjson(text: str) -> list[tuple[Place, bool]]:
    return _diagnostics(json.loads(text)["diagnostics"])


def _rdjsonl(text: str) -> list[tuple[Place, bool]]:
    return _diagnostics([json.loads(line) for line in text.splitlines()])


def _diagnostics(told: list[Any]) -> list[tuple[Place, bool]]:
    lines = (tools.TEXT + tools.COMMENT).split("\n")

    def column(position: dict[str, int]) -> int:
        # Back from bytes of UTF-8, by the file itself.
        before = lines[position["line"] - 1].encode()[: position["column"] - 1]
        return len(before.decode(errors="ignore")) + 1

    found = []
    for diagnostic in told:
        if diagnostic["code"]["value"] == "unreadable":
            continue
        code, at = diagnostic["code"]["value"].split()[0], diagnostic["location"]["range"]
        start, end = at["start"], at.get("end")
        if end is None:
            place = (code, start["line"], start["column"], None, None)
        else:
            place = (code, start["line"], column(start), end["line"], column(end))
        found.append((place, diagnostic["severity"] == "ERROR"))
    return found


@pytest.mark.parametrize("form", FORMATS)
def test_the_findings_and_their_places_are_the_same(form: str) -> None:
    found = globals()[f"_{form}"](everything(form))
    has_end = form in ("sarif", "github", "rdjson", "rdjsonl")
    has_column = form != "gitlab"
    expected = [(("AT903", 3, 5, None, None), False)]
    for code, line, column, end_line, end_column, blocks in tools.PLACES:
        end = (end_line, end_column) if has_end else (None, None)
        expected.append(((code, line, column, *end), blocks))
    if form == "github":
        # The worst first, and no columns of what runs over lines.
        expected = [
            ((*place[:2], None, place[3], None) if place[1:4:2] == (3, 4) else place, blocks)
            for place, blocks in expected
        ]
        assert sorted(found, key=str) == sorted(expected, key=str)
        assert [blocks for _, blocks in found] == sorted((b for _, b in found), reverse=True)
        return
    if not has_column:
        expected = [((*place[:2], None, None, None), blocks) for place, blocks in expected]
    by_place = sorted if form in ("junit", "checkstyle") else list
    key: Any = {"key": str} if by_place is sorted else {}
    assert by_place(found, **key) == by_place(expected, **key)


@pytest.mark.parametrize("form", FORMATS)
def test_what_stands_in_a_field_has_the_line_of_the_file(form: str) -> None:
    whole = tools.report("posts.jsonl#7")
    document = replace(whole.document, number=7, file_line=7, field="body")
    text = rendered(form, [replace(whole, document=document, unread=())])
    assert "#7 (body):1:27: Who says" in text
    if form == "junit":
        assert "posts.jsonl:7: error, blocks" in text
        return
    told = text.partition('"results"')[2] if form == "sarif" else text
    assert set(re.findall(r'"?\b(?:line|startLine|begin)"?[=:] ?"?(\d+)', told)) == {"7"}
    assert "olumn" not in told.replace("columnKind", "")


@pytest.mark.parametrize("form", FORMATS)
def test_what_could_not_be_read_is_told_as_an_error(form: str) -> None:
    text = everything(form)
    for path in ("lost.txt", "texts/lost.pdf"):
        assert path in text
    alone = rendered(form, [], [tools.ERROR])
    marks = {
        "sarif": '"executionSuccessful": false',
        "github": "::error file=lost.txt",
        "junit": '<error type="unreadable"',
        "checkstyle": 'severity="error"',
        "gitlab": '"severity": "blocker"',
    }
    assert marks.get(form, '"severity": "ERROR"') in alone


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_blocks_where_the_exit_status_says_so(form: str) -> None:
    text = rendered(form, [tools.report()], [], [tools.ENTRY], stopping=frozenset[str]())
    assert not any(blocks for _, blocks in globals()[f"_{form}"](text))


@pytest.mark.parametrize("form", FORMATS)
def test_a_clean_article_is_told_as_clean(form: str) -> None:
    clean = tools.replace(tools.report(), findings=(), unread=())
    text = rendered(form, [clean])
    assert globals()[f"_{form}"](text) == []
    if form in ("sarif", "junit", "checkstyle"):
        assert "pier.txt" in text


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_report_gives_the_same_bytes(form: str) -> None:
    assert everything(form) == everything(form)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("words", hostile.HOSTILE)
def test_hostile_words_break_nothing(form: str, words: str) -> None:
    report = hostile.report(words)
    named = tools.replace(report, document=tools.replace(report.document, path=words))
    more: Any = {"checks": CHECKS} if form == "sarif" else {}
    text = rendered(
        form,
        [named],
        [hostile.error(words)],
        [hostile.entry(words)],
        stopping=frozenset({"2" * 32}),
        **more,
    )
    # Two files (a path and its text), a finding of each: no line, element or key is made up.
    (first, *rest) = globals()[f"_{form}"](text)
    assert first[0][:2] == ("AT903", 3) or form == "github"
    assert len(rest) == 1
    assert text == text.encode("utf-8").decode()
    if form != "github":
        assert text.isascii()
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", text)
    else:
        assert "\u202e" not in text
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", text)
