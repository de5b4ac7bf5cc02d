"""What holds for every text, whatever it says."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from attrib import AttribError, Checker, Report, read_bytes
from attrib.render import json as json_report
from attrib.render import text as text_report

NAMES = st.sampled_from(
    ["Ines Calder", "Calder", "the Harbour Board", "she", "RTHK", "critics", "市長"]
)
CUES = st.sampled_from(["said", "told RTHK that", "according to", "wrote:", "believes", ":", "—"])
MARKS = st.sampled_from(["“", "”", '"', "‘", "’", "'", "«", "»", "„", ""])
SPACES = st.sampled_from([" ", "\n", "\n\n", "\r\n", "\u00a0", "\t", ", ", ". "])
CONTENT = st.sampled_from(
    [
        "the pier is shut",
        "We found cracks.",
        "I saw nobody",
        "It was stolen",
        "四根樁柱",
        "<b>x</b> &amp;",
    ]
)
ANY = st.text(st.characters(exclude_categories=()), max_size=12)
# Half news, half noise: enough of the first that statements come out, of the second to trip over.
TEXTS = st.lists(st.one_of(NAMES, CUES, MARKS, SPACES, CONTENT, ANY), max_size=40).map(
    lambda parts: "".join(part + (" " if part.isalnum() else "") for part in parts)
)
# The model takes the time that it takes.
UNHURRIED = settings(deadline=None, max_examples=60)


def checked(checker: Checker, text: str) -> Report | None:
    try:
        return checker.check(text)
    except AttribError:
        return None


def spans(document: dict[str, Any]) -> list[dict[str, Any]]:
    found = list(document["findings"])
    for statement in document["statements"]:
        found += statement["content"] + statement["cue"] + statement["source"]
    return found


@given(TEXTS)
@example("Calder : Ines Calder")
@UNHURRIED
def test_no_text_raises_and_what_is_shown_is_what_stands_there(checker: Checker, text: str) -> None:
    report = checked(checker, text)
    if report is None:
        return
    raw = report.document.raw
    (document,) = json.loads(json_report.render([report]))["documents"]
    for span in spans(document):
        assert 0 <= span["start"] <= span["end"] <= len(raw)
        shown = raw[span["start"] : span["end"]]
        assert "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in shown) == span["text"]
    for finding in document["findings"]:
        line = raw.split("\n")[finding["line"] - 1]
        assert finding["column"] - 1 <= len(line)


@given(TEXTS)
@UNHURRIED
def test_the_same_text_gives_the_same_bytes(checker: Checker, text: str) -> None:
    first, second = checked(checker, text), checked(checker, text)
    assert first == second
    if first is not None and second is not None:
        assert json_report.render([first]) == json_report.render([second])
        assert text_report.render([first]) == text_report.render([second])


@given(TEXTS)
@UNHURRIED
def test_no_text_drives_the_terminal(checker: Checker, text: str) -> None:
    report = checked(checker, text)
    if report is not None:
        shown = text_report.render([report])
        assert shown.replace("\n", "").replace("\u200c", "").replace("\u200d", "").isprintable()


@given(st.one_of(st.binary(max_size=300), TEXTS.map(lambda t: t.encode("utf-8", "replace"))))
@UNHURRIED
def test_no_bytes_raise(checker: Checker, data: bytes) -> None:
    failed, report = None, None
    try:
        report = checker.check(read_bytes(data, "a.txt"))
    except AttribError as error:
        failed = error
    if report is not None:
        json.loads(json_report.render([report]))
    assert failed is None or (failed.message and failed.path == "a.txt")


@given(TEXTS)
@UNHURRIED
def test_statements_are_numbered_in_order_and_point_at_each_other(
    checker: Checker, text: str
) -> None:
    report = checked(checker, text)
    if report is None:
        return
    ids = [a.statement.id for a in report.attributions]
    assert ids == [f"s{number}" for number in range(1, len(ids) + 1)]
    for attribution in report.attributions:
        statement = attribution.statement
        assert statement.content
        for other in (statement.within, statement.continues):
            assert other is None or (other in ids and other != statement.id)
    fingerprints = [f.fingerprint for f in report.findings]
    assert len(set(fingerprints)) == len(fingerprints)
