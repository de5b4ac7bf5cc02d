"""One article in every format: the same is found, and each place is the right one in its file."""

from __future__ import annotations

import io
import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import click
import docx
import pytest

from attrib import Checker, Document, Report, read_all, read_file
from attrib.cli import options
from attrib.model import Span
from attrib.read import INPUT_FORMATS
from attrib.read.json import value_at

from .story import BYLINE, CREDIT, DATE, FORMATS, HEADLINE, PARAGRAPHS, PUBLICATION, built, plain

_TAGS = re.compile(r"<!\[CDATA\[|\]\]>|<[^>]*>|\]\([^)]*\)|[*\[]")


@pytest.fixture(scope="module")
def reports(checker: Checker, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Report]:
    """The report on the article in each format."""
    found = {}
    for name, (file, _, number) in FORMATS.items():
        folder = tmp_path_factory.mktemp("formats")
        (folder / file).write_bytes(built(name))
        found[name] = checker.check(read_file(folder / f"{file}{number}"))
    return found


def statements(report: Report) -> list[tuple[Any, ...]]:
    return [
        (
            tuple(report.document.slice(span) for span in a.statement.content),
            a.speaker and a.speaker.name,
            a.outlet and a.outlet.name,
        )
        for a in report.attributions
    ]


def findings(report: Report) -> list[tuple[str, str]]:
    return [(f.code, report.document.slice(f.span)) for f in report.findings]


def test_the_article_is_worth_comparing(reports: dict[str, Report]) -> None:
    said = statements(reports["text"])
    assert (
        ("“It is not a small repair,”", "“and nobody should pretend that it is.”"),
        "Renée Okafor",
        "this publication",
    ) in said
    assert ("Radio Severn") in [outlet for _, _, outlet in said]
    assert {code for code, _ in findings(reports["text"])} == {"AT204", "AT205"}


@pytest.mark.parametrize("name", FORMATS)
def test_the_paragraphs_are_those_of_the_article(name: str, reports: dict[str, Report]) -> None:
    document = reports[name].document
    assert [document.slice(p) for p in document.paragraphs] == list(map(plain, PARAGRAPHS))


@pytest.mark.parametrize("name", FORMATS)
def test_statements_and_findings_are_the_same(name: str, reports: dict[str, Report]) -> None:
    assert statements(reports[name]) == statements(reports["text"])
    assert findings(reports[name]) == findings(reports["text"])
    assert reports[name].kind == "news"


def shown(document: Document, span: Span) -> str:
    """What a reader sees of the raw text at a span of the prose."""
    raw = document.raw[slice(*document.raw_span(span))]
    if document.field is not None and not document.raw.lstrip().startswith("<"):
        return raw
    # An export may escape HTML once more.
    return unescape(_TAGS.sub("", unescape(_TAGS.sub("", raw))))


@pytest.mark.parametrize("name", FORMATS)
def test_every_place_has_its_words(name: str, reports: dict[str, Report]) -> None:
    report = reports[name]
    document = report.document
    spans = [span for a in report.attributions for span in a.statement.content]
    spans += [f.span for f in report.findings] + [*document.paragraphs, *document.sentences]
    spans += [Span(*m.span()) for m in re.finditer(r"\w+", document.text)]
    for span in spans:
        # A line break of the file's is a space of the prose.
        assert " ".join(shown(document, span).split()) == document.slice(span)


def lines_of(name: str, document: Document) -> list[str]:
    """The lines that a place counts in, by other means than the reader's."""
    data = built(name)
    if name.startswith("DOCX of another"):
        return [p.text for p in docx.Document(io.BytesIO(data)).paragraphs]
    if name.startswith("DOCX"):
        # Two empty paragraphs come first.
        return ["", "", *map(plain, PARAGRAPHS)]
    text = data.decode()
    if document.field is None:
        return text.split("\n")
    whole = json.loads(text.splitlines()[1] if name == "JSON Lines" else text)
    value = value_at(whole[0] if isinstance(whole, list) else whole, document.field, "x")
    return str(value).split("\n")


@pytest.mark.parametrize("name", FORMATS)
def test_line_and_column_lead_there(name: str, reports: dict[str, Report]) -> None:
    report = reports[name]
    document = report.document
    lines = lines_of(name, document)
    for finding in report.findings:
        line, column = document.locate(finding.raw_span(document).start)
        word = document.slice(finding.span).split()[0]
        assert lines[line - 1][column - 1 :].startswith(word)


# What each format says of the article itself, beside its headline.
_ABOUT = {
    "text": (BYLINE, PUBLICATION, None, DATE),
    "html": (BYLINE, PUBLICATION, None, DATE),
    "markdown": (BYLINE, PUBLICATION, None, DATE),
    "ninjs 3 with NITF": (BYLINE, PUBLICATION, CREDIT, DATE),
    "ninjs": (BYLINE, None, CREDIT, DATE),
    "NITF": (BYLINE, PUBLICATION, CREDIT, DATE),
    "NewsML-G2 with NITF": (BYLINE, PUBLICATION, CREDIT, DATE),
    "NewsML-G2": (BYLINE, None, CREDIT, DATE),
    "a news message": (BYLINE, None, CREDIT, DATE),
    "a ": (BYLINE, None, None, DATE),
    "WXR": (BYLINE, PUBLICATION, None, DATE),
    "JSON": (BYLINE, PUBLICATION, None, DATE),
}


@pytest.mark.parametrize("name", FORMATS)
def test_what_the_format_says_of_the_article(name: str, reports: dict[str, Report]) -> None:
    document = reports[name].document
    if name.startswith("DOCX"):
        assert document.headline is None
        return
    key = max((key for key in _ABOUT if name.startswith(key)), key=len)
    said = (document.byline, document.publication, document.credit, document.date)
    assert said == _ABOUT[key]
    assert document.headline == HEADLINE


def test_footnotes_are_told_and_comments_are_not(reports: dict[str, Report]) -> None:
    document = reports["DOCX of Word"].document
    assert document.left_out == ("1 footnote",)
    assert "A note" not in document.text
    assert "Says who" not in document.text
    assert "Police say" not in document.raw
    assert document.field == "document"


@pytest.mark.parametrize("name", FORMATS)
def test_reading_all_gives_the_same(name: str, tmp_path: Path, reports: dict[str, Report]) -> None:
    file, _, number = FORMATS[name]
    (tmp_path / file).write_bytes(built(name))
    found = [d for d in read_all(tmp_path / file) if isinstance(d, Document)]
    (same,) = [d for d in found if d.text == reports[name].document.text]
    assert same.path == f"{tmp_path / file}{number}"
    assert same.number == (int(number[1:]) if number else None)


def test_every_format_is_in_the_public_list() -> None:
    command = click.command()(options.input_format(lambda input_format: None))
    (option,) = command.params
    assert isinstance(option.type, click.Choice)
    assert tuple(option.type.choices) == INPUT_FORMATS
