"""Markdown as those read it who render it: nothing from outside becomes more than words."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from attrib.errors import ReadError
from attrib.model import EntryFinding, Finding, Report, Span, Statement, Unread
from attrib.render.markdown import LIMIT, escape, render

from . import hostile, samples

VAGUE = "0123456789abcdef0123456789abcdef"
WHOLE = r"""**Blocked by 1 of 1 finding.** 1 file checked: 3 statements, 2 attributed; 1 finding: 1 warning

**Findings**

- **warning, blocks** AT205 vague-source, pier\.txt:3

  Nobody can check who “Critics” are; name them.

  > Critics

  Suggestion: perhaps those whom s2 answers

<details>
<summary>pier&#46;txt&#58; 3 statements, 2 attributed; 1 finding&#58; 1 warning</summary>

| id | speaker | through | kind | verdict | statement |
| --- | --- | --- | --- | --- | --- |
| s1 | Harbour Board | RTHK | indirect |  | The east pier will stay shut until spring |
| s2 | Ines Calder | RTHK | direct |  | “We found cracks in four piles,” |
| s3 | nobody |  | indirect |  | the board has known of them for years |

</details>
"""
# All that a report itself is made of.
TAGS = {
    *("paragraph_open", "paragraph_close", "inline", "html_block"),
    *("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"),
    *("blockquote_open", "blockquote_close"),
    *("table_open", "table_close", "thead_open", "thead_close", "tbody_open", "tbody_close"),
    *("tr_open", "tr_close", "th_open", "th_close", "td_open", "td_close"),
}
INLINE = {"text", "text_special", "strong_open", "strong_close"}


def parser(*, links: bool) -> MarkdownIt:
    if links:
        pytest.importorskip("linkify_it")
    made = MarkdownIt("commonmark", {"html": True, "linkify": links})
    made.enable(["table", "strikethrough"])
    return made.enable("linkify") if links else made


def tokens(rendered: str, *, links: bool = False) -> list[Token]:
    return parser(links=links).parse(rendered)


def told(text: str) -> str:
    """What a reader sees of escaped text."""
    (_, inline, _) = tokens(f"x {text}")
    return "".join(child.content for child in inline.children or ())[2:].replace("\u2060", "")


def test_a_whole_report() -> None:
    assert render([samples.report()], stopping=frozenset({VAGUE})) == WHOLE


def test_what_blocks_comes_first_whatever_its_severity() -> None:
    plain = samples.report()
    (vague,) = plain.findings
    worse = replace(vague, severity="error", state="suppressed", reason="known", fingerprint="e")
    both = replace(plain, findings=(worse, vague))
    shown = render([both], stopping=frozenset({VAGUE, "e"}))
    assert shown.startswith("**Blocked by 1 of 2 findings.**")
    assert shown.index("**warning, blocks**") < shown.index("**error** AT205")
    assert "Suppressed: known\n" in shown


def test_of_several_articles_what_blocks_comes_first_and_the_rest_by_article() -> None:
    first, second = samples.report("a.txt"), samples.report("b.txt")
    (vague,) = second.findings
    worse = replace(vague, severity="error", fingerprint="e")
    note = replace(vague, severity="note", fingerprint="n")
    entry = EntryFinding("AT903", "unused", "warning", "attrib.yaml", 3, 5, "Not used.")
    both = [first, replace(second, findings=(note, worse))]
    shown = render(both, [], [entry], stopping=frozenset({"e"}))
    order = ["**What blocks**", "**error, blocks**", "**Entries**", "**a\\.txt**", "**b\\.txt**"]
    places = [shown.index(words) for words in [*order, "**note**"]]
    assert places == sorted(places)
    assert "**Findings**" not in shown
    # An article of which nothing is left to tell has no heading.
    alone = render([first, replace(second, findings=(worse,))], stopping=frozenset({"e"}))
    assert "**b\\.txt**" not in alone


def test_what_could_not_be_read_never_looks_like_a_pass() -> None:
    error = ReadError("is empty", path="b.txt")
    clean = replace(samples.report(), findings=())
    unread = replace(clean, unread=(Unread("texts/a.pdf", "has no text"),))
    assert render([clean], stopping=frozenset()).startswith("**Nothing blocks.** ")
    assert render([], stopping=frozenset()) == "**Nothing was checked.** \n"
    nothing = render([], [error], stopping=frozenset())
    assert nothing.startswith("**Nothing was checked.** 1 file could not be checked\n")
    assert "- b\\.txt: is empty\n" in nothing
    for shown in (
        render([clean], [error], stopping=frozenset()),
        render([unread], stopping=frozenset()),
    ):
        assert shown.startswith("**Not everything was checked.** ")
        assert "**Could not be read**" in shown
    assert "texts/a\\.pdf: has no text; quotes" in render([unread], stopping=frozenset())


def test_what_is_wrong_with_an_entry_blocks_like_a_finding() -> None:
    entry = EntryFinding("AT901", "suppression-without-reason", "error", "attrib.yaml", 3, 5, "No.")
    shown = render([samples.report()], [], [entry], stopping=frozenset({entry.fingerprint}))
    assert shown.startswith("**Blocked by 1 of 2 findings.**")
    assert "- **error, blocks** AT901 suppression-without-reason, attrib\\.yaml:3\n" in shown


@pytest.mark.parametrize("links", [False, True])
@pytest.mark.parametrize("words", hostile.HOSTILE)
def test_nothing_from_outside_is_markup(words: str, links: bool) -> None:
    shown = render(
        [hostile.report(words)],
        [hostile.error(words)],
        [hostile.entry(words)],
        stopping=frozenset(),
    )
    rows = 0
    for token in tokens(shown, links=links):
        assert token.type in TAGS
        if token.type == "html_block":
            opened = token.content.startswith("<details>\n<summary>")
            assert opened or token.content == "</details>\n"
            assert token.content.count("<") == (3 if opened else 1)
        for child in token.children or ():
            assert child.type in INLINE
        rows += token.type == "td_open"
    assert rows == 6
    assert not any(line.startswith("/") for line in shown.splitlines())


@pytest.mark.parametrize("words", hostile.HOSTILE)
def test_nothing_drives_what_renders_it(words: str) -> None:
    shown = render([hostile.report(words)], [hostile.error(words)], stopping=frozenset())
    for char in shown:
        assert char in "\n\u2060" or unicodedata.category(char) not in (
            "Cc",
            "Cf",
            "Cs",
            "Zl",
            "Zp",
        )


@pytest.mark.parametrize(
    "words",
    [
        *("@ana", "#12", "GH-12", "!3", "~bug", "%4", "$5", "&6", ":tada:", "[issue:1]"),
        *("http://a.example", "www.a.example", "a@b.example", "mailto:a", "//a.example"),
        *('label ~"two words"', "org/repo#7"),
    ],
)
def test_what_is_looked_for_after_rendering_is_broken_up(words: str) -> None:
    (_, inline, _) = tokens(escape(words))
    seen = "".join(child.content for child in inline.children or ())
    assert "\u2060" in seen
    assert seen.replace("\u2060", "") == words


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40))
def test_escaped_text_reads_as_it_was(words: str) -> None:
    assert told(escape(words)) == " ".join(words.split())


def many(count: int, severity: str = "note", *, statements: int = 0) -> Report:
    text = "\n".join(f"Some say that *pier* number {n} is | shut." for n in range(500)) + "\n"
    document = samples.document(text)
    findings = tuple(
        Finding(
            "AT205",
            "vague-source",
            severity,
            Span(n, 400 + n),
            "Name *them*.",
            fingerprint=f"{n}",  # type: ignore[arg-type]
        )
        for n in range(count)
    )
    plain = samples.report()
    row = plain.attributions[2]
    rows = tuple(
        replace(row, statement=Statement(f"s{n}", (Span(n, 300 + n),))) for n in range(statements)
    )
    return replace(plain, document=document, attributions=rows, findings=findings)


def test_a_long_report_is_cut_in_whole_findings_and_says_so() -> None:
    whole = many(400)
    blocking = replace(whole.findings[-1], severity="error", fingerprint="last")
    shown = render(
        [replace(whole, findings=(*whole.findings, blocking))], stopping=frozenset({"last"})
    )
    assert len(shown.encode("utf-16-le")) // 2 <= LIMIT
    kept = shown.count("- **note** AT205")
    assert 50 < kept < 400
    assert shown.count("- **error, blocks** AT205") == 1
    assert f"\n{400 - kept} more findings left out here: {400 - kept} notes.\n" in shown


def test_blocking_findings_that_do_not_fit_are_told() -> None:
    whole = many(400, "error")
    names = frozenset(finding.fingerprint for finding in whole.findings)
    shown = render([whole], stopping=names)
    rest = 400 - shown.count("- **error, blocks** AT205")
    assert f"\n{rest} more findings left out here: {rest} errors ({rest} of them block).\n" in shown


def test_a_long_table_is_cut_in_whole_rows_and_says_so() -> None:
    shown = render([many(1, statements=600), samples.report("b.txt")], stopping=frozenset())
    assert len(shown.encode("utf-16-le")) // 2 <= LIMIT
    rows = sum(token.type == "tr_open" for token in tokens(shown)) - shown.count("<details>")
    assert 50 < rows < 600
    assert f"\n{603 - rows} more statements left out here.\n" in shown
    assert shown.count("<details>") == shown.count("</details>")


def test_many_files_that_cannot_be_read_leave_room_for_a_finding() -> None:
    errors = [ReadError("is empty " * 20, path=f"{n}.txt") for n in range(2000)]
    shown = render([samples.report()], errors, stopping=frozenset())
    assert len(shown) <= LIMIT
    assert "- **warning** AT205" in shown
    assert " more could not be read.\n" in shown
