"""WordPress: posts of its REST API, what it writes into their text, and its export (WXR).

A post's text is HTML with marks of WordPress's own: comments that part blocks, shortcodes in
brackets, and blank lines where paragraphs end ("wpautop").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from attrib.errors import ReadError
from attrib.model import OffsetMap, line_starts
from attrib.wordlists import word_lists

from .article import Article, Member, numbered, of_rewritten, told, within_field, writer
from .date import iso_day
from .json import text_of
from .rewriting import Rewriting, Rewritten
from .text import without_surrogates
from .xml import Element, inside, read_xml, words

_WHAT = "WordPress export"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
# Statuses of what is not, or no longer, an article.
_GONE = ("trash", "auto-draft", "inherit")
# Brackets within a shortcode WordPress does not know either, and so no stretch is looked at twice.
_SHORTCODE = re.compile(r"\[(/?)([A-Za-z][\w-]{0,40})(?![\w-])([^\[\]]*)\]")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_TAG = re.compile("[<>]")
_ATTRIBUTE = re.compile(r"\s+[\w-]{1,40}=\S|\s+https?://\S+\s*\Z")
# What WordPress makes a player or a card of: an address alone on its line.
_EMBEDDED = re.compile(r"^[ \t]{0,100}https?://[^\s<>\[\]]+[ \t\r]{0,100}$", re.MULTILINE)
_ENDS_ALONE = re.compile(r"\s*(?:<|\n|\Z)")
_BLANK = re.compile(r"\n[ \t\r]*\n\s*")
_OPENS = re.compile(r"<(!--|pre\b|script\b|style\b)", re.IGNORECASE)
_ENDS = {
    "!--": re.compile("-->"),
    **{n: re.compile(f"</{n}", re.IGNORECASE) for n in ("pre", "script", "style")},
}


def is_post(value: Mapping[str, Any]) -> bool:
    """Whether a JSON object is a post of the REST API."""
    content = value.get("content")
    return isinstance(content, dict) and ("rendered" in content or "raw" in content)


def read_post(value: Mapping[str, Any], path: str) -> Article:
    """The article of a post of the REST API.

    Args:
        value: the post.
        path: of the file.

    Raises:
        ReadError: no post, one behind a password, or one without words.
    """
    content = value.get("content")
    if not isinstance(content, dict):
        raise ReadError("not a WordPress post: it has no content.rendered", path=path)
    name = next((n for n in ("rendered", "raw") if text_of(content.get(n)).strip()), None)
    if name is None:
        reason = "it is behind a password" if content.get("protected") is True else "it is empty"
        raise ReadError(f"no article text in content.rendered: {reason}", path=path)
    raw = without_surrogates(content[name])
    html = as_html(raw, written=name == "raw")
    embedded = value.get("_embedded")
    embedded = embedded if isinstance(embedded, dict) else {}
    return replace(
        within_field(
            lambda: of_rewritten(raw, html.text, html.offsets, path), f"content.{name}", path
        ),
        said={"sections": "\n".join(_terms(embedded.get("wp:term")))},
        headline=told(text_of(_within(value.get("title"), "rendered", "raw"))),
        byline=writer(", ".join(_names(embedded.get("author")))),
        publication=None,
        date=iso_day(text_of(value.get("date"))),
        field=f"content.{name}",
    )


def as_html(text: str, *, written: bool = False) -> Rewritten:
    """The text of a post as HTML: without shortcodes, its paragraphs in tags.

    Of shortcodes that WordPress brings (captions, galleries, players) what they enclose goes too;
    of others, which have attributes, an address or an end, only the brackets. Brackets of prose
    stay. Where it is as its author wrote it, an address that is a line of its own goes too.

    Args:
        text: of the post.
        written: whether it is as its author wrote it, so that blank lines end paragraphs.
    """
    changes = list(_shortcodes(text))
    if written:
        changes += [(*match.span(), "<p>") for match in _found(_BLANK, text)]
        changes += [(*match.span(), " ") for match in _found(_EMBEDDED, text)]
    made = Rewriting()
    at = 0
    for start, end, becomes in sorted(changes, key=lambda change: (change[0], -change[1])):
        # One may lie within another.
        if start < at:
            continue
        made.keep(text[at:start], at)
        made.put(becomes, start, end)
        at = end
    made.keep(text[at:], at)
    return made.done()


def _shortcodes(text: str) -> Iterator[tuple[int, int, str]]:
    """The shortcodes of a text, and what each becomes."""
    own = word_lists("furniture")["shortcodes"]
    players = word_lists("furniture")["players"]
    alone_in_paragraph = word_lists("furniture")["lone_shortcodes"]
    codes = [code for code in _SHORTCODE.finditer(text) if _is_shortcode(code.group(3))]
    # The next code of the same name, from the last on.
    following: dict[str, re.Match[str]] = {}
    for code in reversed(codes):
        closing, name, attributes = code.groups()
        alone = attributes.endswith("/")
        after = following.get(name)
        encloses = after is not None and after.group(1) != "" and not (closing or alone)
        following[name] = code
        if after is not None and encloses and (name in own or name in players):
            yield code.start(), after.end(), "<p>"
        elif (
            name in own
            or closing
            or alone
            or encloses
            or _ATTRIBUTE.match(attributes)
            or (name in players and attributes.strip())
            or (name in alone_in_paragraph and _stands_alone(text, code))
        ):
            yield code.start(), code.end(), " "


def _is_shortcode(attributes: str) -> bool:
    """Whether what stands behind a name may be attributes: tags stand in their values alone."""
    if attributes not in ("", "/") and not attributes[0].isspace():
        return False
    return _TAG.search(attributes) is None or _TAG.search(_QUOTED.sub("", attributes)) is None


def _stands_alone(text: str, code: re.Match[str]) -> bool:
    """Whether nothing but tags stands beside a shortcode on its line."""
    before = text[max(0, code.start() - 100) : code.start()].rstrip(" \t")
    return before[-1:] in ("", ">", "\n") and _ENDS_ALONE.match(text, code.end()) is not None


def _found(what: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What of a pattern a text has, but for comments and what keeps its lines."""
    at = 0
    while True:
        opens = _OPENS.search(text, at)
        yield from what.finditer(text, at, opens.start() if opens else len(text))
        if opens is None:
            return
        closes = _ENDS[opens.group(1).lower()].search(text, opens.end())
        if closes is None:
            return
        at = closes.end()


def read_wxr(raw: str, path: str) -> Iterator[Member]:
    """The posts of an export, numbered as items of the file from 1.

    Pages, attachments, menus and what WordPress keeps of itself are passed over, and so is what
    was thrown away. Types of the site's own are read.

    Args:
        raw: the file.
        path: of it.

    Raises:
        ReadError: damaged, or no posts in it.
    """
    root = read_xml(raw, path, _WHAT, ("postmeta", "comment", "term", "tag"))
    channel = root.first("channel")
    if root.name != "rss" or channel is None:
        raise ReadError(f"not a WordPress export (WXR): its root is <{root.name}>", path=path)
    items = [item for item in channel.children if item.name == "item"]
    posts = [(n, item) for n, item in enumerate(items, 1) if _is_article(item, raw)]
    if not posts:
        raise ReadError("no article found: a WordPress export without posts", path=path)
    return _posts(posts, channel, raw, path)


def _posts(
    posts: list[tuple[int, Element]], channel: Element, raw: str, path: str
) -> Iterator[Member]:
    lines = line_starts(raw)
    site = words(channel.first("title"), raw)
    names = {
        words(author.first("author_login"), raw): words(author.first("author_display_name"), raw)
        for author in channel.children
        if author.name == "author"
    }
    for number, item in posts:
        member = numbered(number, partial(_post, item, raw, path), path)
        if isinstance(member.read, Article):
            creator = words(item.first("creator"), raw)
            byline = writer(names.get(creator) or creator)
            article = replace(member.read, byline=byline, publication=told(site), lines=lines)
            member = Member(number, article)
        yield member


def _post(item: Element, raw: str, path: str) -> Article:
    content = next((e for e in item.children if e.name == "encoded" and e.space == _CONTENT), None)
    field = inside(content, raw) if content is not None else Rewritten("", OffsetMap())
    if not field.text.strip():
        raise ReadError("no article text: the post is empty", path=path)
    html = as_html(field.text, written=True)
    return replace(
        of_rewritten(raw, html.text, html.offsets.through(field.offsets), path),
        said={
            "sections": "\n".join(
                words(e, raw)
                for e in item.children
                if e.name == "category" and e.attributes.get("domain") == "category"
            )
        },
        headline=told(words(item.first("title"), raw)),
        date=iso_day(words(item.first("post_date"), raw)),
    )


def _is_article(item: Element, raw: str) -> bool:
    kind = words(item.first("post_type"), raw) or "post"
    return (
        kind not in word_lists("furniture")["post_types"]
        and words(item.first("status"), raw) not in _GONE
    )


def _within(value: Any, *names: str) -> Any:
    if not isinstance(value, dict):
        return value
    return next((value[name] for name in names if isinstance(value.get(name), str)), None)


def _names(authors: Any) -> Iterator[str]:
    for author in authors if isinstance(authors, list) else ():
        name = text_of(author.get("name")) if isinstance(author, dict) else ""
        if name:
            yield name


def _terms(groups: Any) -> Iterator[str]:
    """The names of a post's categories."""
    for group in groups if isinstance(groups, list) else ():
        for term in group if isinstance(group, list) else ():
            if isinstance(term, dict) and term.get("taxonomy") == "category":
                yield told(text_of(term.get("name"))) or ""
