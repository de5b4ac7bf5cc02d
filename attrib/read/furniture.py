"""What a page puts after its article, told from the article by its words and its place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from attrib.model import Span
from attrib.wordlists import word_lists

# A line that may be furniture: longest in words and in code points.
_LINE_WORDS, _LINE_CHARS = 30, 220
# A headline under "Related stories", and a reader's remark under "Recent comments".
_LINK_WORDS, _LINK_CHARS = 25, 160
_TALK_WORDS, _TALK_CHARS = 40, 250
_EDGE = " \t-–—•·|*#_=~<>«»:;,.…"
# What a line that parts sections is drawn with.
_RULE = frozenset(" \t.,:;*-_=~#+|/\\^<>•·–—―…●○■◆")
_QUOTES = '"“”„«»'


def without_furniture(text: str, paragraphs: Sequence[Span]) -> tuple[Span, ...]:
    """The paragraphs that are the article's.

    Left out are short lines at the end that are known furniture ("Share this",
    "Copyright 2024 ..."), a heading such as "Related stories" or "Recent
    Comments" with all that follows where every line of it looks like a
    headline or a remark, and whole lines that interrupt ("Advertisement", "* * *").
    Of a text of nothing else no paragraph is left.
    """
    end = _article_end(text, paragraphs)
    interruptions = word_lists("furniture")["interruptions"]
    kept = tuple(
        paragraph
        for paragraph in paragraphs[:end]
        if paragraph.end - paragraph.start > _LINE_CHARS
        or not _interrupts(text[paragraph.start : paragraph.end], interruptions)
    )
    # Above an article a line is its headline, whatever it sounds like.
    if len(kept) == 1 and kept[0] == paragraphs[0] and _is_furniture(text[slice(*kept[0])]):
        return ()
    return kept


def _interrupts(line: str, interruptions: frozenset[str]) -> bool:
    """A known line, or a rule of signs alone ("* * *")."""
    if _normal(line) in interruptions:
        return True
    return all(char in _RULE for char in line)


def _article_end(text: str, paragraphs: Sequence[Span]) -> int:
    """Index of the first paragraph after the article."""
    lists = word_lists("furniture")
    end = len(paragraphs)
    only_links = only_talk = True
    for index in range(len(paragraphs) - 1, 0, -1):
        start, stop = paragraphs[index]
        if stop - start > _TALK_CHARS:
            break
        line = text[start:stop]
        if index == end - 1 and _is_furniture(line):
            end = index
            continue
        heading = _normal(line)
        if (only_links and heading in lists["link_headings"]) or (
            only_talk and heading in lists["talk_headings"]
        ):
            end = index
            only_links = only_talk = True
            continue
        words = len(line.split())
        only_links = (
            only_links
            and words <= _LINK_WORDS
            and len(line) <= _LINK_CHARS
            and not line.rstrip("\"”’')").endswith(".")
        )
        only_talk = only_talk and words <= _TALK_WORDS
        if not (only_links or only_talk):
            break
    return end


def _is_furniture(line: str) -> bool:
    """True for one line that is furniture at the end of an article."""
    words = line.split()
    if len(line) > _LINE_CHARS or len(words) > _LINE_WORDS:
        return False
    lists = word_lists("furniture")
    normal = _normal(line)
    plain = [word.strip("()[].,:;!?'\"") for word in normal.split()]
    if normal in lists["lines"] or not any(char.isalnum() for char in normal):
        return not any(mark in line for mark in _QUOTES)
    if all(word in lists["share_names"] for word in plain if word):
        return True
    if len(words) == 1 and (
        normal.startswith(("http://", "https://", "www."))
        or (normal.count("@") == 1 and not normal.endswith("@"))
    ):
        return True
    if any(mark in line for mark in _QUOTES) or not lists["sentence_words"].isdisjoint(plain):
        return False
    openings, endings = _shapes()
    return normal.startswith(openings) or normal.endswith(endings)


@cache
def _shapes() -> tuple[tuple[str, ...], tuple[str, ...]]:
    lists = word_lists("furniture")
    return tuple(sorted(lists["openings"])), tuple(sorted(lists["endings"]))


def _normal(line: str) -> str:
    """Lower case, straight apostrophes, single spaces, no outer punctuation."""
    return " ".join(line.lower().replace("’", "'").split()).strip(_EDGE)
