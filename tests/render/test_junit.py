from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

from lxml import etree

from attrib.render.junit import render

from . import hostile, tools

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent / "schemas" / "junit.xsd"))


def suites(*args: object, **more: object) -> ElementTree.Element:
    given = {"stopping": tools.STOPPING, "root": tools.ROOT, **more}
    text = render(*args, **given)  # type: ignore[arg-type]
    SCHEMA.assertValid(etree.fromstring(text.encode("ascii")))
    return ElementTree.fromstring(text)


def test_a_suite_for_each_file_and_a_case_for_each_finding() -> None:
    whole = suites([tools.report()], [tools.ERROR], [tools.ENTRY])
    assert whole.attrib == {"name": "attrib", "tests": "11", "failures": "1", "errors": "2"}
    pier, lost, texts, settings = whole
    assert [suite.get("name") for suite in whole] == [
        *("pier.txt", "lost.txt", "texts/lost.pdf", "attrib.yaml"),
    ]
    assert [pier.get(name) for name in ("tests", "failures", "errors")] == ["8", "1", "0"]
    first, second, third, *_ = pier
    assert first.attrib == {"name": "the file is read", "classname": "pier.txt"}
    assert list(first) == []
    assert second.get("name") == "AT101 unattributed-quote: “Größe zählt.”"
    assert second.find("failure").get("message") == "Who says “Größe zählt.”?"
    assert third.find("failure") is None
    assert "does not block (suppressed)" in third.find("system-out").text
    assert lost.find("testcase/error").get("message") == "no such file"
    assert texts.get("errors") == "1"
    assert settings.find("testcase/system-out") is not None


def test_no_two_cases_have_one_name() -> None:
    report = tools.report()
    twice = replace(report, findings=report.findings[:1] * 3, unread=())
    names = [case.get("name") for case in suites([twice]).iter("testcase")]
    assert names[1:] == [
        "AT101 unattributed-quote: “Größe zählt.”",
        "AT101 unattributed-quote: “Größe zählt.” (2)",
        "AT101 unattributed-quote: “Größe zählt.” (3)",
    ]


def test_a_name_has_no_place_that_moves() -> None:
    report = replace(tools.report(), findings=tools.report().findings[:-1])
    moved = replace(report, document=replace(report.document, raw="\n\n" + report.document.raw))
    names = [[case.get("name") for case in suites([r]).iter("testcase")] for r in (report, moved)]
    assert names[0] == names[1]


def test_hostile_reports_are_valid() -> None:
    for words in hostile.HOSTILE:
        suites([hostile.report(words)], [hostile.error(words)], [hostile.entry(words)])
