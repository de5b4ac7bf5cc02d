"""The table as a program and a spreadsheet read it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from attrib.errors import ReadError
from attrib.model import Attribution, EntryFinding, Report, Span, Unread, Verdict
from attrib.render.csv import COLUMNS, render
from tests.conftest import ROOT

from . import hostile, samples
from .test_verify import LUND, TEXT, altered, attribution
from .test_verify import report as verified

VAGUE = "0123456789abcdef0123456789abcdef"


def rows(rendered: str) -> list[dict[str, str]]:
    assert rendered.startswith("\ufeff")
    found = list(csv.DictReader(io.StringIO(rendered[1:], newline=""), strict=True))
    assert all(None not in row and None not in row.values() for row in found)
    return found


def test_a_row_an_article_a_statement_and_a_finding() -> None:
    shown = rows(render([samples.report()], stopping=frozenset({VAGUE})))
    assert [row["record"] for row in shown] == ["article", *["statement"] * 3, "finding"]
    article, first, _, third, finding = ({k: v for k, v in row.items() if v} for row in shown)
    assert article == {
        "record": "article",
        "article": "pier.txt",
        "kind": "news",
        "message": "3 statements, 2 attributed; 1 finding: 1 warning",
        "blocks": "yes",
    }
    assert first == {
        "record": "statement",
        "article": "pier.txt",
        "line": "1",
        "column": "1",
        "id": "s1",
        "kind": "indirect",
        "act": "assertion",
        "speaker": "Harbour Board",
        "speaker_id": "harbour-board",
        "speaker_kind": "institution",
        "outlet": "RTHK",
        "outlet_id": "rthk",
        "outlet_how": "told",
        "chain": "RTHK",
        "words": "The east pier will stay shut until spring",
        "confidence": "0.912",
        "fingerprint": "1" * 32,
    }
    assert "speaker" not in third
    assert third["within"] == "s2"
    assert finding == {
        "record": "finding",
        "article": "pier.txt",
        "line": "3",
        "column": "1",
        "id": "s3",
        "words": "Critics",
        "severity": "warning",
        "code": "AT205",
        "rule": "vague-source",
        "message": "Nobody can check who “Critics” are; name them.",
        "suggestion": "perhaps those whom s2 answers",
        "blocks": "yes",
        "state": "open",
        "fingerprint": VAGUE,
    }


def test_what_the_desk_has_said_is_told() -> None:
    shown = rows(render([samples.decided()], stopping=frozenset({VAGUE})))
    _, _, second, third, vague, bad = shown
    assert (second["decision"], second["by"], second["date"], second["reason"]) == (
        *("accepted", "Ana Ruiz", "2026-03-01", "heard the tape"),
    )
    assert third["decision"] == "no statement"
    # Another article may have the same words, and no suppression of them.
    assert (vague["state"], vague["by"], vague["reason"], vague["blocks"]) == (
        *("suppressed", "Ana", "known", "no"),
    )
    assert bad["words"] == "<!-- attrib: x -->"


def test_a_verdict_has_its_passage_and_its_changes() -> None:
    (_, row) = rows(
        render([verified(attribution(TEXT, LUND, "Per Lund", altered()))], stopping=frozenset())
    )
    assert row["verdict"] == "altered"
    assert row["source_place"] == "said/speech.txt:7, said by Per Lund"
    assert row["source_words"] == "We will close two lines"
    assert row["changes"] == "number: “three” for “two”"


def test_what_could_not_be_read_has_rows_before_all_else() -> None:
    unread = replace(samples.report(), unread=(Unread("texts/a.pdf", "has no text", "calder"),))
    error = ReadError("is empty", path="b.txt")
    entry = EntryFinding("AT901", "suppression-without-reason", "error", "attrib.yaml", 3, 5, "No.")
    shown = rows(
        render([unread, unread], [error], [entry], stopping=frozenset({entry.fingerprint}))
    )
    kinds = [row["record"] for row in shown]
    assert kinds[:4] == ["unread", "unread-text", "entry", "article"]
    assert kinds.count("unread-text") == 1
    assert (shown[0]["article"], shown[0]["message"]) == ("b.txt", "is empty")
    assert (shown[1]["source_place"], shown[1]["speaker_id"]) == ("texts/a.pdf", "calder")
    assert (shown[2]["article"], shown[2]["line"], shown[2]["blocks"]) == (
        "attrib.yaml",
        "3",
        "yes",
    )


@pytest.mark.parametrize("words", hostile.HOSTILE)
def test_no_cell_is_a_formula(words: str) -> None:
    rendered = render(
        [hostile.report(words)],
        [hostile.error(words)],
        [hostile.entry(words)],
        stopping=frozenset(),
    )
    for row in rows(rendered):
        for cell in row.values():
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
            assert cell.isprintable()
    # A spreadsheet of a country with decimal commas parts at semicolons instead.
    for row in csv.reader(io.StringIO(rendered[1:], newline=""), delimiter=";"):
        for cell in row:
            assert not cell.strip('"').startswith(("=", "+", "-", "@"))


def test_lines_end_as_the_standard_has_it_and_hold_one_record() -> None:
    words = 'two\r\nlines, "quoted"'
    rendered = render([hostile.report(words)], stopping=frozenset())
    assert rendered.count("\r\n") == rendered.count("\n") == 1 + 4
    statement = next(row for row in rows(rendered) if row["record"] == "statement")
    assert statement["words"] == 'two lines, "quoted"'
    assert statement["speaker"] == 'two lines, "quoted"'


def test_no_cell_is_longer_than_excel_takes() -> None:
    plain = samples.report()
    text = "word " * 20_000
    statement = replace(plain.attributions[2].statement, content=(Span(0, len(text)),))
    long = replace(plain.attributions[2], statement=statement, verdict=Verdict("not-checked"))
    report = Report(samples.document(text), (long,), (), "0", "model")
    (_, row) = rows(render([report], stopping=frozenset()))
    assert 30_000 < len(row["words"]) < 32_767
    assert row["words"].endswith("…")


def test_the_page_describes_every_column_in_order() -> None:
    page = (ROOT / "docs" / "report.md").read_text(encoding="utf-8")
    section = page.split("### Columns", 1)[1].split("\n## ", 1)[0]
    cells = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    assert [name.strip().strip("`") for cell in cells for name in cell.split(",")] == list(COLUMNS)


def test_an_article_without_anything_has_its_row() -> None:
    attributions: tuple[Attribution, ...] = ()
    empty = replace(samples.report(), attributions=attributions, findings=())
    (row,) = rows(render([empty], stopping=frozenset()))
    assert (row["record"], row["blocks"]) == ("article", "no")
