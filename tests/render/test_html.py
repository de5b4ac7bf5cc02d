"""The page: what it tells, and that no word of an article, a text or a registry is more than words."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings

from attrib.errors import ReadError
from attrib.houses import DEFAULT, Passage, load_house
from attrib.model import (
    Attribution,
    Change,
    EntryFinding,
    Finding,
    Hop,
    Outlet,
    Report,
    SignOff,
    Span,
    Speaker,
    Statement,
    Unread,
    Verdict,
)
from attrib.model import Passage as Place
from attrib.render.columns import visible
from attrib.render.html import Review, lead, render, render_index

from . import made, samples

VOID = {"meta", "link", "input", "br", "rect"}
ENTRY = EntryFinding("AT901", "suppression-without-reason", "error", "attrib.yaml", 3, 5, "No.")
STOPPED = frozenset({ENTRY.fingerprint})
UNREAD = Unread("said/tape.pdf", "is encrypted")
HOSTILE = [
    "<script>alert(1)</script>",
    '"onmouseover="alert(1)',
    "'onmouseover='alert(1)",
    "</style></title></textarea></script>",
    "<!--",
    "--><b>",
    "]]>&lt;&amp;&#60;",
    "{{7*7}}{%include'page.css'%}",
    "javascript:alert(1)",
    "\x00\x1b]0;x\x07\x9b2J",
    "\u202egnp.exe\u2066",
    "\ud800",
    "\udcff",
    "a\rb",
    "市長🦊مدير",
    "x" * 5_000,
]


class Page(HTMLParser):
    """A page taken apart; every element has to be closed in its turn.

    The letters of a mark are no part of the paragraph that it stands in.
    """

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: dict[int, list[str]] = {}
        self._open: list[tuple[str, int]] = []
        self.feed(page)
        self.close()
        assert not self._open, self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(attrs) == len(dict(attrs)), (tag, attrs)
        self.text[len(self.elements)] = []
        if tag not in VOID:
            self._open.append((tag, len(self.elements)))
        self.elements.append((tag, dict(attrs)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        name, _ = self._open.pop()
        assert name == tag, (name, tag)

    def handle_data(self, data: str) -> None:
        refs = [number for tag, number in self._open if "ref" in self.classes(number)]
        for number in refs or [number for _, number in self._open]:
            self.text[number].append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def all(self, tag: str = "", **attrs: str) -> list[int]:
        """Numbers of the elements of a name with attributes; `class_` asks for one class."""
        wanted = attrs.pop("class_", None)
        return [
            number
            for number, (name, has) in enumerate(self.elements)
            if (not tag or name == tag)
            and all(has.get(key.replace("_", "-")) == value for key, value in attrs.items())
            and (wanted is None or wanted in self.classes(number))
        ]

    def said(self, *args: str, **attrs: str) -> list[str]:
        """The text of each of these, with runs of spaces as one."""
        return [" ".join("".join(self.text[number]).split()) for number in self.all(*args, **attrs)]

    def classes(self, number: int) -> list[str]:
        return (self.has(number, "class") or "").split()

    def has(self, number: int, name: str) -> str | None:
        return self.elements[number][1].get(name)


def outcome(page: str) -> tuple[str, str]:
    """What the head says first, and how it looks."""
    parsed = Page(page)
    (number,) = parsed.all("p", class_="outcome")
    (said,) = parsed.said("p", class_="outcome")
    return parsed.classes(number)[1], said


def stopping(report: Report) -> frozenset[str]:
    return frozenset(finding.fingerprint for finding in report.findings)


def review(**more: Any) -> Review:
    plain: dict[str, Any] = {
        "by": "Ana Ruiz",
        "version": 1,
        "seen": {},
        "records": {},
        "names": (),
        "error": None,
        "signoffs": "attrib.signoffs.yaml",
        "sources": "sources.yaml",
    }
    return Review(**{**plain, **more})


def full(word: str) -> dict[str, Any]:
    """What `render` is given where everything that others write is or holds a word."""
    text = f"{word} said: “{word} three.”\nCritics {word} doubt it."
    quote = samples.span(text, f"“{word} three.”")
    three = samples.span(text, "three")
    hop = Hop(word, None, "told", word, samples.span(text, word))
    passage = Place(
        word, 1, f"{word} two.", word, None, word, word, word, f"https://example.org/{word}"
    )
    changes = (
        Change("replaced", "number", "three", "two", three, samples.span(passage.words, "two")),
        Change("left-out", "words", "", word, Span(three.start, three.start), Span(0, len(word))),
    )
    signed = SignOff("accepted", word, date(2026, 3, 1), word)
    speaker = Speaker(word, None, "person", word, samples.span(text, word), (word, word))
    rows = (
        Attribution(
            Statement("s1", (quote,), (samples.span(text, "said:"),), kind="direct"),
            speaker,
            Outlet(word, None, "told", word, None, (hop, hop)),
            "1" * 32,
            signed,
            Verdict("altered", (passage,), changes, word),
        ),
        Attribution(
            Statement("s2", (samples.span(text, "doubt it"),)),
            Speaker(word, word, "institution", word),
            Outlet(word, None, "own-words", word),
            "2" * 32,
            replace(signed, decision="rejected"),
        ),
    )
    comment = f"<!-- attrib: {word} -->"
    found = Finding(
        "AT205", "vague-source", "error", quote, word, word, "s1", "a" * 32, False, "open"
    )
    findings = (
        replace(found, sign_off=replace(signed, decision="rejected")),
        replace(found, state="suppressed", reason=word, owner=word, fingerprint="b" * 32),
        replace(found, statement=None, fingerprint="c" * 32),
        replace(
            found,
            code="AT904",
            name="malformed-suppression",
            statement=None,
            fingerprint="d" * 32,
            comment=Span(len(text), len(text) + len(comment)),
        ),
    )
    document = replace(
        samples.document(text, word, text + comment), headline=word, byline=word, publication=word
    )
    house = load_house("ap")
    return {
        "report": Report(
            document,
            rows,
            findings,
            "0.1.0",
            "test-model",
            "ap",
            "opinion",
            unread=(Unread(word, word, word),),
        ),
        "house": replace(house, name=word, passages={"vague-source": Passage(word, word, word)}),
        "stopping": frozenset({"a" * 32, "c" * 32}),
        "entries": (EntryFinding("AT901", "malformed", "error", word, 3, 5, word),),
        "review": review(
            by=word,
            seen={"1" * 32: "f" * 32},
            records={word: {"name": word, "kind": "person", "id": "x"}},
            names=(word, "Per Lund"),
            error=word,
            signoffs=word,
            sources=word,
        ),
    }


def rendered(word: str, *, reviewing: bool = False) -> str:
    given = full(word)
    if not reviewing:
        del given["review"]
    return render(given.pop("report"), **given)


# What others write


@pytest.mark.parametrize("reviewing", [False, True])
@pytest.mark.parametrize("word", HOSTILE)
def test_a_hostile_word_changes_no_element_and_no_attribute(word: str, reviewing: bool) -> None:
    wordy = {"data-speaker", "data-outlet", "data-error", "value", "aria-label"}

    def shape(page: Page) -> list[Any]:
        return [
            (tag, {key: None if key in wordy else has for key, has in attrs.items()})
            for tag, attrs in page.elements
            if tag not in ("rect", "svg")  # as many bars as the article is long
            and not (tag == "option" and "Lund" not in str(attrs))
        ]

    page = rendered(word, reviewing=reviewing)
    page.encode("utf-8")
    assert shape(Page(page)) == shape(Page(rendered("harmless", reviewing=reviewing)))


@pytest.mark.parametrize("word", HOSTILE)
def test_a_hostile_word_is_shown_as_text_everywhere(word: str) -> None:
    page = Page(rendered(word, reviewing=True))
    shown = " ".join(visible(word).split())
    name = shown if len(shown) <= 300 else shown[:300] + "…"
    assert page.said(id="p-1") == [f"{shown} said: “{shown} three.”"]
    assert page.said("h1") == [shown]
    for where in ("meta", "what", "hint", "where", "verdict", "sign-off", "alert"):
        assert any(shown in said for said in page.said(class_=where)), where
    for where in ("who", "via", "name"):
        assert any(name in said for said in page.said(class_=where)), where
    assert page.said(id="record-title") == [f"Add to {shown}"]
    assert {page.has(n, "data-speaker") for n in page.all("li", class_="item")} == {
        visible(word) if len(word) <= 300 else name,
        None,
    }


def test_no_page_has_a_style_or_a_handler_in_an_attribute_or_asks_another_host() -> None:
    pages = [rendered(word, reviewing=True) for word in HOSTILE]
    rows = [("a.html", full(HOSTILE[0])["report"], frozenset[str]())]
    pages.append(render_index(rows, [ReadError(HOSTILE[0])]))
    for page in pages:
        for tag, attrs in Page(page).elements:
            assert tag not in ("link", "img", "iframe", "object", "base", "embed")
            for name, value in attrs.items():
                assert name != "style"
                assert not name.startswith("on")
                assert name not in ("src", "action", "srcset", "formaction")
                if name == "href":
                    assert value is not None
                    assert re.fullmatch(r"#[\w-]+|a\.html", value)


def test_names_that_a_page_cannot_show_are_not_offered() -> None:
    words = ("Ines Calder", "Eve\u202e", "", "Pia\ud800", "Ines Calder")
    page = Page(render(samples.report(), review=review(names=words)))
    options = [page.has(n, "value") for n in page.all("option") if page.has(n, "value")]
    assert options.count("Ines Calder") == 1
    assert "Harbour Board" in options
    assert all(name == visible(name) for name in options if name)


def test_the_record_offered_is_found_by_the_name_that_the_item_has() -> None:
    given = full("Eve\u202e\x1b")
    page = Page(render(given.pop("report"), **given))
    (at,) = page.all(id="records")
    (speaker,) = {page.has(n, "data-speaker") for n in page.all("li", id="i-s1")}
    assert json.loads("".join(page.text[at]))[speaker]["name"] == "Eve\u202e\x1b"


def test_data_for_the_script_ends_no_element() -> None:
    word = "</script><!--<script>&"
    page = render(samples.report(), review=review(records={word: {"name": word}}))
    (at,) = Page(page).all(id="records")
    assert json.loads("".join(Page(page).text[at])) == {word: {"name": word}}
    assert "</script><!--" not in page


# What holds for every page


@given(made.reports())
@settings(deadline=None)
def test_every_link_leads_somewhere_and_no_id_stands_twice(report: Report) -> None:
    rendered = render(report, stopping=stopping(report))
    page = Page(rendered)
    ids = Counter(page.has(number, "id") for number in page.all() if page.has(number, "id"))
    assert max(ids.values()) == 1
    for number in page.all("a"):
        assert (page.has(number, "href") or "")[1:] in ids
    for number in page.all():
        for name in ("aria-labelledby", "aria-describedby"):
            assert all(id in ids for id in (page.has(number, name) or "").split())
        at = page.has(number, "data-i")
        assert at is None or f"i-{at}" in ids
    for item in page.all("li", class_="item"):
        assert f"r-{page.has(item, 'data-id')}" in ids
    numbers = [page.has(n, "data-n") for n in page.all("span") if page.has(n, "data-n")]
    assert len(numbers) == len(set(numbers))
    (lights,) = page.all(id="lights")
    for parts in json.loads("".join(page.text[lights])).values():
        for lit in parts.values():
            assert all(str(number) in numbers for number in lit)
    assert render(report, stopping=stopping(report)) == rendered


@given(made.reports())
@settings(deadline=None)
def test_the_article_stands_there_word_for_word(report: Report) -> None:
    page = Page(render(report))
    for index, paragraph in enumerate(report.document.paragraphs, 1):
        (at,) = page.all("p", id=f"p-{index}")
        assert "".join(page.text[at]) == visible(report.document.slice(paragraph))
    assert not page.all("p", id=f"p-{len(report.document.paragraphs) + 1}")


@pytest.mark.parametrize("reviewing", [False, True])
def test_the_policy_allows_the_pages_own_style_and_script_and_nothing_else(
    reviewing: bool,
) -> None:
    page = Page(rendered("harmless", reviewing=reviewing))
    (meta,) = page.all("meta", http_equiv="Content-Security-Policy")
    policy = dict(part.split(" ", 1) for part in (page.has(meta, "content") or "").split("; "))
    (style,) = page.all("style")
    (script,) = (n for n in page.all("script") if page.has(n, "type") is None)

    def digest(number: int) -> str:
        text = "".join(page.text[number]).encode()
        return f"'sha256-{base64.b64encode(hashlib.sha256(text).digest()).decode()}'"

    assert policy == {
        "default-src": "'none'",
        "style-src": digest(style),
        "script-src": digest(script),
        "connect-src": "'self'" if reviewing else "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    # It has to stand before what it is about.
    assert meta < style < script
    index = Page(render_index([]))
    (meta,) = index.all("meta", http_equiv="Content-Security-Policy")
    assert "script-src 'none'" in (index.has(meta, "content") or "")
    assert not index.all("script")


def test_a_page_that_only_shows_has_no_forms_to_decide_with() -> None:
    page = Page(render(samples.report()))
    assert not page.all(class_="actions")
    assert not page.all(id="decide")
    reviewed = Page(render(samples.report(), review=review()))
    assert reviewed.all(class_="actions")
    assert reviewed.all(id="decide")


def article(paragraphs: int, findings: int) -> Report:
    """Paragraphs of 25 words with a statement each, and findings about every statement in turn."""
    line = "“We found cracks in four piles and shut it,” said its engineer, Ines Calder, "
    line += "who has watched the pier since the winter and knows it."
    text = "\n".join([line] * paragraphs)
    rows, found = [], []
    for number in range(paragraphs):
        at = number * (len(line) + 1)
        statement = Statement(
            f"s{number + 1}",
            (Span(at, at + 44),),
            (Span(at + 45, at + 49),),
            (Span(at + 50, at + 75),),
            "direct",
        )
        speaker = Speaker(f"Ines Calder {number % 9}", None, "person", "named after “said”")
        outlet = Outlet("RTHK", "rthk", "carried", "carried over from s1")
        rows.append(Attribution(statement, speaker, outlet, f"{number:032x}"))
    for number in range(findings):
        at = number % paragraphs * (len(line) + 1)
        found.append(
            Finding(
                "AT201",
                "unattributed-allegation",
                "warning",
                Span(at, at + 20),
                "Nobody is credited with this; say who says so.",
                statement=f"s{number % paragraphs + 1}" if number % 2 else None,
                fingerprint=f"{number:032x}",
            )
        )
    return Report(samples.document(text), tuple(rows), tuple(found), "0", "m")


def test_a_usual_article_makes_a_page_that_can_be_mailed() -> None:
    report = article(60, 30)
    assert len(report.document.text.split()) >= 1_500
    assert len(render(report, house=load_house("reuters")).encode()) < 300_000


def test_a_page_grows_with_what_is_found_and_no_faster() -> None:
    least = len(render(article(50, 0)))
    some, many = len(render(article(50, 200))), len(render(article(50, 2_000)))
    assert (many - least) < 10.5 * (some - least)
    few, long = len(render(article(20, 0))), len(render(article(200, 0)))
    assert long < 10.5 * few


def test_a_name_as_long_as_an_article_does_not_fill_the_page() -> None:
    name = "Zz" * 10_000
    first, *_ = samples.report().attributions
    speaker = Speaker(name, None, "person", f"named after “{name}”")
    outlet = Outlet(name, None, "told", name, None, (Hop(name, None, "told", name),) * 2)
    row = replace(first, speaker=speaker, outlet=outlet)
    plain = render(replace(samples.report(), attributions=(first,), findings=()))
    page = render(replace(samples.report(), attributions=(row,), findings=()))
    assert len(page) < len(plain) + 12 * 300
    assert f"{name[:300]}…" in Page(page).said("span", class_="who")


def test_one_quote_with_five_hundred_changes_does_not_fill_the_page() -> None:
    text = "“" + "word " * 20_000 + "”"
    changes = tuple(
        Change("replaced", "words", "word", "w" * 10_000, Span(n * 5, n * 5 + 4), Span(0, 4))
        for n in range(500)
    )
    verdict = Verdict("altered", (Place("a.txt", 1, "word " * 20_000),) * 2, changes)
    row = Attribution(Statement("s1", (Span(0, len(text)),)), None, None, verdict=verdict)
    report = Report(samples.document(text), (row,), (), "0", "m")
    (item,) = re.findall(r'<li class="item.*?</details>', render(report), re.S)
    assert len(item) < 30_000
    assert "and 488 more" in item


# What it tells


def test_a_page_tells_who_says_what_and_through_whom() -> None:
    page = Page(render(samples.report()))
    assert page.said("h1") == [samples.TEXT.split("\n")[0]]
    assert page.said(class_="who") == ["Harbour Board", "Ines Calder", "Nobody credited"]
    # "via" is for the eye alone.
    assert [said.removeprefix("via") for said in page.said(class_="via")] == [
        "through RTHK",
        "through RTHK",
    ]
    assert page.said("a", class_="ref") == ["HB 1", "IC 2", "? 3!"]
    assert "Hint: perhaps those whom s2 answers" in page.said("p", class_="hint")


def test_the_outcome_names_what_stops_the_article() -> None:
    report = samples.report()
    assert outcome(render(report)) == (
        "partly",
        "Nothing blocks publication. 1 place to look at.",
    )
    clear = replace(report, findings=())
    assert outcome(render(clear)) == ("free", "Nothing blocks publication.")
    page = render(report, stopping=stopping(report))
    assert outcome(page) == ("blocked", "1 finding blocks publication. Go to the first")
    assert 'href="#i-s3" class="first"' in page


def test_an_article_stopped_by_an_entry_alone_is_no_pass() -> None:
    report = samples.report()
    page = render(replace(report, findings=()), entries=[ENTRY], stopping=STOPPED)
    assert outcome(page) == ("blocked", "What is wrong in attrib.yaml blocks publication.")
    assert Page(page).said("p", class_="alert") == [
        "attrib.yaml:3: error AT901 suppression-without-reason No."
    ]
    both = render(report, stopping=stopping(report) | STOPPED, entries=[ENTRY])
    assert outcome(both) == (
        "blocked",
        "1 finding blocks publication, and so does what is wrong in attrib.yaml. Go to the first",
    )
    entries = [ENTRY, replace(ENTRY, line=9), replace(ENTRY, path="attrib.signoffs.yaml")]
    names = frozenset(entry.fingerprint for entry in entries)
    clear = replace(report, findings=())
    assert outcome(render(clear, stopping=names, entries=entries))[1] == (
        "What is wrong in attrib.yaml and attrib.signoffs.yaml blocks publication."
    )
    # An entry that stops nothing is told, and no more.
    assert outcome(render(clear, entries=[ENTRY])) == ("free", "Nothing blocks publication.")


def test_a_statement_that_is_decided_is_folded_unless_it_blocks() -> None:
    first, *_ = samples.decided().attributions
    signed = replace(first, sign_off=SignOff("accepted", "Ana Ruiz", date(2026, 3, 1), "read"))
    found = replace(samples.report().findings[0], statement="s1")
    report = replace(samples.report(), attributions=(signed,), findings=(found,))

    def shown(names: frozenset[str]) -> tuple[bool, bool]:
        page = Page(render(report, stopping=names))
        (item,), (details,) = page.all("li", class_="item"), page.all("details")
        return "decided" in page.classes(item), "open" in page.elements[details][1]

    assert shown(frozenset()) == (True, False)
    assert shown(stopping(report)) == (False, True)


def test_a_text_that_could_not_be_read_is_told_and_no_pass() -> None:
    report = replace(samples.report(), unread=(UNREAD,))
    page = render(report)
    assert outcome(page) == (
        "partly",
        "Nothing that was checked blocks publication. 1 place to look at. "
        "Not everything could be checked.",
    )
    assert Page(page).said("p", class_="alert") == [
        "A source’s text could not be read. said/tape.pdf: is encrypted. "
        "Quotes of its speaker are not checked."
    ]
    assert outcome(render(report, stopping=stopping(report))) == (
        "blocked",
        "1 finding blocks publication. Not everything could be checked. Go to the first",
    )


def test_a_review_whose_files_cannot_be_checked_as_they_are_is_no_pass() -> None:
    page = render(samples.report(), review=review(error="attrib.yaml:1:1: what?"))
    assert outcome(page)[0] == "partly"
    assert any("attrib.yaml:1:1: what?" in said for said in Page(page).said("p", class_="alert"))


def test_an_article_in_which_nothing_was_found_says_so() -> None:
    page = Page(render(Report(samples.document("Rain fell."), (), (), "0", "m")))
    told = "Nothing here is somebody’s statement, and nothing was found."
    assert told in page.said("p", class_="empty")
    assert page.said(class_="item") == []
    assert "Nobody is credited with anything." in page.said("li", class_="rest")
    assert told not in Page(render(samples.report())).said("p", class_="empty")


def test_an_article_without_statements_shows_what_was_found_in_it() -> None:
    found = samples.report().findings[0]
    page = Page(render(Report(samples.document(), (), (found,), "0", "m")))
    assert page.said("span", class_="who") == ["Vague source"]
    assert page.said("a", class_="ref") == ["!"]
    assert "Nothing here is somebody’s statement" not in " ".join(page.said("p"))


def test_what_the_desk_has_said_is_told() -> None:
    page = Page(render(samples.decided()))
    assert page.said("p", class_="sign-off") == [
        "Accepted by Ana Ruiz on 2026-03-01: heard the tape",
        "Corrected by Bo Reyes on 2026-03-02: a title",
    ]
    assert "Let through by Ana: known" in page.said("p", class_="hint")
    assert page.said(class_="who")[2:] == ["Not a statement", "Malformed suppression"]
    refs = {page.has(n, "id"): page.has(n, "aria-label") for n in page.all("a", class_="ref")}
    assert refs["r-s3"] == "Statement 3, not a statement"
    # The comment has a mark where it stands, though no reader sees it.
    assert page.all("a", id="r-f1")


def test_the_passage_of_the_house_stands_with_each_finding() -> None:
    for id in ("ap", "reuters", "bbc"):
        house = load_house(id)
        page = Page(render(replace(samples.report(), house=id), house=house))
        passage = house.passages["vague-source"]
        (rule,) = page.said("p", class_="rule")
        assert rule == " ".join(
            f"AT205 vague-source after {passage.standard}: {passage.says}".split()
        )
        assert f"house: {house.name}" in page.said("p", class_="meta")[0]
    without = replace(load_house(DEFAULT), passages={})
    (rule,) = Page(render(samples.report(), house=without)).said("p", class_="rule")
    assert rule.startswith("AT205 vague-source ")
    assert len(rule) > len("AT205 vague-source ")


def test_a_verdict_marks_the_changed_words_and_no_others() -> None:
    page = Page(rendered("harmless"))
    assert page.said("del") == ["three"]
    assert page.said("ins") == ["harmless", "two"]
    assert page.said("span", class_="said") == ["“harmless three.”", "harmless two."]
    assert "Altered: harmless" in page.said("p")


def test_word_for_word_there_is_nothing_to_compare() -> None:
    first, *rest = samples.report().attributions
    verdict = Verdict("verbatim", (Place("a.txt", 7, "It will stay shut", "Per Lund"),), score=1.0)
    report = replace(samples.report(), attributions=(replace(first, verdict=verdict), *rest))
    page = Page(render(report))
    assert page.said(class_="side") == ["Source It will stay shut"]
    assert page.said(class_="where") == ["a.txt, line 7, said by Per Lund"]
    assert page.said("span", class_="v-verbatim") == ["word for word"]


def test_lines_and_tabs_inside_a_paragraph_are_spaces() -> None:
    text = "“We\r\nhope,”\tsaid Per Lund."
    whole = (Span(0, len(text)),)
    document = replace(samples.document("x"), raw=text, text=text, paragraphs=whole)
    row = Attribution(Statement("s1", (Span(0, 11),)), None, None)
    page = Page(render(Report(document, (row,), (), "0", "m")))
    assert page.said(id="p-1") == ["“We hope,” said Per Lund."]
    assert page.said("span", class_="words") == ["“We hope,”"]


def test_what_is_written_from_the_right_turns_nothing_around_it() -> None:
    given = full("مدير")
    page = Page(render(given.pop("report"), **given))
    assert page.said("a", id="r-s1") == ["م 1!✓"]
    apart = page.said("bdi")
    assert "م" in apart
    assert apart.count("مدير") >= 7
    for number in page.all():
        if page.classes(number) and page.classes(number)[0] in ("words", "said", "headline"):
            assert page.has(number, "dir") == "auto"


def test_a_headline_is_the_title_and_stands_in_the_article_once() -> None:
    text = "Pier shut until spring\nThe pier is shut."
    page = Page(render(Report(samples.document(text), (), (), "0", "m")))
    assert page.said("h1") == ["Pier shut until spring"]
    assert page.has(page.all(id="p-1")[0], "class") == "headline"
    headed = replace(samples.document("The pier is shut."), headline="Pier shut")
    page = Page(render(Report(headed, (), (), "0", "m")))
    assert page.said("h1") == ["Pier shut"]
    assert page.has(page.all(id="p-1")[0], "class") is None


# Figures


def test_the_figures_leave_out_what_is_no_statement_and_count_what_is_open() -> None:
    report = samples.decided()
    figures = lead(report, stopping(report))
    assert (figures.statements, figures.attributed, figures.anonymous) == (2, 2, 0)
    assert figures.open == (("error", 1), ("warning", 0), ("note", 0))
    # What is let through here may be what stops another article.
    assert figures.blocking == 1
    assert figures.outlets == (("RTHK", 2),)
    assert figures.decided == 2


def test_what_nobody_stands_between_is_through_this_paper() -> None:
    first, *rest = samples.report().attributions
    assert first.outlet is not None
    own = replace(first.outlet, name="The Ledger", how="self", id="self", chain=())
    report = replace(samples.report(), attributions=(replace(first, outlet=own), *rest))
    assert lead(report, frozenset()).outlets == ((None, 1), ("RTHK", 1))
    assert "no other named 1 · RTHK 1" in Page(render(report)).said("dd", class_="names")


# The index


def test_an_index_has_a_row_for_each_article_with_its_figures() -> None:
    first, second = samples.report("a.txt"), samples.decided()
    names = stopping(first)
    page = Page(render_index([("a.html", first, names), ("b c.html", second, names)]))
    assert page.said("span", class_="path") == ["a.txt", "pier.txt"]
    assert [page.said("td")[:7], page.said("td")[7:]] == [
        ["1", "–", "1", "–", "3", "2", "–"],
        ["–", "1", "–", "–", "2", "2", "–"],
    ]
    assert [page.has(n, "href") for n in page.all("a")] == ["a.html", "b%20c.html"]


def test_an_index_says_how_many_are_blocked() -> None:
    report = samples.report()
    free = ("a.html", report, frozenset[str]())
    assert outcome(render_index([free])) == ("free", "No article that was checked is blocked.")
    blocked = ("b.html", report, stopping(report))
    assert outcome(render_index([free, blocked])) == ("blocked", "1 article is blocked.")
    assert outcome(render_index([blocked] * 2)) == ("blocked", "2 articles are blocked.")


@pytest.mark.parametrize(
    ("rows", "more", "said"),
    [
        (
            1,
            {"errors": [ReadError("is empty", path="b.txt")]},
            "No article that was checked is blocked; 1 could not be checked.",
        ),
        (0, {"errors": [ReadError("is empty")] * 2}, "Nothing was checked."),
        (0, {}, "Nothing was checked."),
        (
            1,
            {"entries": [ENTRY], "stopping": STOPPED},
            "No article is blocked by a finding of its own; "
            "what is wrong in attrib.yaml blocks publication.",
        ),
        (
            0,
            {"entries": [ENTRY], "stopping": STOPPED},
            "Nothing was checked; what is wrong in attrib.yaml blocks publication.",
        ),
    ],
)
def test_an_index_over_what_was_not_checked_is_no_pass(
    rows: int, more: dict[str, Any], said: str
) -> None:
    page = render_index([("a.html", samples.report(), frozenset())] * rows, **more)
    assert outcome(page) == ("blocked", said)
    told = " ".join(Page(page).said("p", class_="alert"))
    assert told.count("Not checked. ") == len(more.get("errors", ()))
    assert ("AT901" in told) == ("entries" in more)


def test_an_index_tells_each_text_that_could_not_be_read_once() -> None:
    report = replace(samples.report(), unread=(UNREAD,))
    page = render_index([("a.html", report, frozenset()), ("b.html", report, frozenset())])
    assert outcome(page) == (
        "partly",
        "No article that was checked is blocked. Not everything could be checked.",
    )
    assert len(Page(page).said("p", class_="alert")) == 1


@pytest.mark.parametrize("word", HOSTILE)
def test_a_hostile_word_in_an_index_is_text(word: str) -> None:
    def index(word: str) -> str:
        given = full(word)
        names = frozenset(entry.fingerprint for entry in given["entries"])
        rows = [("a.html", given["report"], given["stopping"])]
        error = ReadError(word, path=word)
        return render_index(rows, [error], stopping=names, entries=given["entries"])

    page, plain = index(word), index("harmless")
    assert [(t, a) for t, a in Page(page).elements] == [(t, a) for t, a in Page(plain).elements]
    shown = " ".join(visible(word).split())
    assert Page(page).said("a") == [shown]
    assert Page(page).said("span", class_="path") == [shown]


def test_a_page_whose_name_is_no_text_has_an_address_all_the_same() -> None:
    page = Page(render_index([('b\udcff<">.html', samples.report(), frozenset())]))
    assert [page.has(n, "href") for n in page.all("a")] == ["b%FF%3C%22%3E.html"]
