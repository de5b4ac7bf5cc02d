from __future__ import annotations

import pytest

from attrib.read import read_bytes, read_text
from attrib.read.kind import kind_of

BODY = "The council met on Monday and closed the pool for a month.\n\nIt will meet again in May.\n"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (BODY, "news"),
        ("Opinion\n\nThe pool was ours\n\n" + BODY, "opinion"),
        ("The pool was ours | Opinion\n\n" + BODY, "opinion"),
        ("Letters: the pool was ours\n\n" + BODY, "opinion"),
        ("LIVE UPDATES\n\nStorm Edda\n\n" + BODY, "live-blog"),
        ("Storm Edda: as it happened\n\n" + BODY, "live-blog"),
        (BODY + "\nIda Moss, a former lifeguard, is a columnist for the Ledger.\n", "opinion"),
        (BODY + "\nIda Moss is an author and teaches law at Northgate.\n", "opinion"),
        ("14:20 The ferry is aground.\n\n14:35 Two boats.\n\n15:02 All are safe.\n", "live-blog"),
        (
            "2.40pm The ferry is aground.\n\n2.55pm Two boats.\n\n3pm Safe.\n\n3.10pm Home.\n",
            "live-blog",
        ),
        # Traps.
        ("The Live Centre opens\n\n" + BODY, "news"),
        ("Council reviews opinion polls\n\n" + BODY, "news"),
        (BODY + "\n“Ida Moss is a columnist,” the mayor said.\n", "news"),
        (BODY + "\nIda Moss is a nurse in Northgate.\n", "news"),
        (BODY + "\nIda Moss, a lawyer, is a member of the town council.\n", "news"),
        (BODY + "\nIda Moss swam.\n\nIda Moss is the author of a book on pools.\n", "news"),
        ("2.50 euros it is.\n\n3.20 euros now.\n\n4.75 euros then.\n\n" + BODY, "news"),
        ("1.50 in all.\n\n2.20 by May.\n\n3.10 by June.\n\n" + BODY, "news"),
        ("14:20 is when the ferry left.\n\n" + BODY, "news"),
        ("In the opinion of the court\n\n" + BODY, "news"),
    ],
)
def test_marks_of_a_kind(text: str, kind: str) -> None:
    assert read_text(text).kind == kind


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ("opinion", "opinion"),
        ("Live blog", "live-blog"),
        ("column", "opinion"),
        ("feature", "news"),
    ],
)
def test_front_matter_says_it(given: str, kind: str) -> None:
    document = read_text(f"---\ntitle: The pool\nkind: {given}\nauthor: Ida Moss\n---\n\n{BODY}")
    assert document.kind == kind
    assert (document.headline, document.byline) == ("The pool", "Ida Moss")
    assert document.slice(document.paragraphs[0]).startswith("The council met")


def test_news_in_front_matter_wins_over_marks() -> None:
    assert read_text(f"---\nkind: news\n---\nOpinion\n\n{BODY}").kind == "news"


@pytest.mark.parametrize(
    "top",
    [
        "---\n",
        "---\nno table here\n---\n",
        "---\n- a\n- b\n---\n",
        "---\nkind: [a\n---\n",
        "--- a\nb: c\n---\n",
    ],
)
def test_what_is_no_front_matter_is_text(top: str) -> None:
    document = read_text(top + BODY)
    assert document.kind == "news"
    assert document.headline is None


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ('<meta property="article:section" content="Opinion">', "opinion"),
        ('<meta name="section" content="Local">', "news"),
        ('<script type="application/ld+json">{"@type": "OpinionNewsArticle"}</script>', "opinion"),
        (
            '<script type="application/ld+json">{"@type": "WebSite"}</script>'
            '<script type="application/ld+json">{"@type": ["LiveBlogPosting"]}</script>',
            "live-blog",
        ),
        ('<script>var t = "OpinionNewsArticle"</script>', "news"),
        ("<title>The pool – Opinion</title>", "opinion"),
    ],
)
def test_a_page_says_it(head: str, kind: str) -> None:
    page = f"<html><head>{head}</head><body><article><p>{BODY}</p></article></body></html>"
    assert read_bytes(page.encode(), "a.html").kind == kind


def test_nothing_is_news() -> None:
    assert kind_of("", (), None, {}) == "news"
