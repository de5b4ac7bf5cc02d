"""Sentences of a paragraph, in time linear in its length.

A small splitter of its own. sentencex (1.0) was tried: it keeps a whole
quotation in one sentence, so that the sentences inside a long one are lost;
its time grows with the square of the number of unclosed quotation marks; and a
stray inch mark swallows what follows. Here a full stop is judged by the word
before it and the word after it (the lists are ``data/abbreviations.yaml``), the
closing marks that follow belong to its sentence, and quotations do not matter
otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrib.model import Span
from attrib.wordlists import word_lists

# Never fails once begun, so it cannot run away: what follows is looked at afterwards.
_STOP = re.compile(r"[.!?…]+[\"'”’»›)\]]*|[。！？]+[」』”’）]*")
_SPACED_CLOSER = re.compile(r" [”»](?!\w)")
_CLOSERS = "\"'”’»›)]"
_OPENERS = "\"'“‘«‹„([¿¡"
_WORD = re.compile(r"[^\W_]+(?:[.'’&-][^\W_]+)*")
_NAME_WORDS = 5
_LONGEST_WORD = 40
# Where a word may begin, going back from a full stop.
_BREAKS = ' \t\n"“‘«‹„([—–/'


def paragraph_spans(text: str, start: int = 0) -> list[Span]:
    """The paragraphs of a text, which newlines part, that end behind a place; without outer whitespace."""
    paragraphs: list[Span] = []
    at = 0
    for line in text.split("\n"):
        stop = at + len(line)
        if line.strip() and stop > start:
            lead = len(line) - len(line.lstrip())
            paragraphs.append(Span(at + lead, at + len(line.rstrip())))
        at = stop + 1
    return paragraphs


def sentence_spans(text: str, paragraph: Span) -> Iterator[Span]:
    """The sentences of one paragraph, without outer whitespace."""
    begin, limit = paragraph
    start = begin
    for match in _STOP.finditer(text, begin, limit):
        end = match.end()
        if end <= start:
            continue
        spaced = _SPACED_CLOSER.match(text, end, limit)
        if spaced and text[match.end() - 1] not in _CLOSERS:
            end = spaced.end()
        if end >= limit:
            break
        if text[match.start()] in "。！？" or (
            text[end].isspace() and _ends_here(text, Span(start, limit), match, end)
        ):
            yield from _trimmed(text, start, end)
            start = end
            while start < limit and text[start].isspace():
                start += 1
    yield from _trimmed(text, start, limit)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        yield Span(start, end)


def _ends_here(text: str, rest: Span, match: re.Match[str], end: int) -> bool:
    """Whether a sentence ends with the marks of `match`; `rest` begins where it began."""
    at = end
    while at < rest.end and text[at].isspace():
        at += 1
    opened = at
    while at < rest.end and text[at] in _OPENERS:
        at += 1
    if at >= rest.end:
        return True
    following = _WORD.match(text, at, min(rest.end, at + _LONGEST_WORD))
    if following is None:
        # A dash or a comma goes on with the sentence; a figure's sign begins one.
        return opened < at or text[at] in "$€£¥#@"
    word = following.group()
    if word[0].islower() and not any(char.isupper() for char in word[1:3]):
        return False
    marks = match.group()
    stop = marks.rstrip(_CLOSERS)
    before = _word_before(text, rest.start, match.start())
    if stop == ".":
        return _full_stop_ends(text, rest, match.start(), before, word, marks != stop)
    if "…" in stop or stop.strip(".") == "":
        # "Well ... I think": a pause, unless something else than "I" begins.
        return marks != stop or _fold(word).split("'")[0] != "i"
    lists = word_lists("abbreviations")
    if f"{before.lower()}{stop}" in lists["marked"]:
        return False
    closed = marks != stop and marks[-1] in "\"”’'»"
    return not (closed and opened == at and _tag_follows(text, at, rest.end))


def _full_stop_ends(
    text: str, rest: Span, dot: int, before: str, following: str, closed: bool
) -> bool:
    lists = word_lists("abbreviations")
    last = before.lower().lstrip("'’")
    after = _fold(following)
    if not before:
        return True
    # "D-Ore." and "then-Gov." go by what follows their hyphen.
    last = last.rsplit("-", 1)[-1]
    if closed:
        return last not in lists["titles"]
    if last in lists["titles"] and before[-len(last)].isupper():
        return False
    if last in lists["leading"]:
        return False
    if last in lists["numbered"]:
        return not following[0].isdigit()
    if last in lists["times"]:
        return after not in lists["after_time"]
    initial = len(last) == 1 and before[-1].isupper()
    acronym = "." in last and all(len(part) <= 2 for part in last.split("."))
    if initial or acronym or (last in lists["ambiguous"] and before[0].isupper()):
        return after in lists["starters"]
    if last in ("al", "etc"):
        return after in lists["starters"]
    # "1. First": the number of an item.
    return not (last.isdigit() and len(last) <= 3 and dot - len(last) == rest.start)


def _word_before(text: str, start: int, end: int) -> str:
    begin = end
    floor = max(start, end - _LONGEST_WORD)
    while begin > floor and text[begin - 1] not in _BREAKS:
        begin -= 1
    return text[begin:end]


def _fold(word: str) -> str:
    return word.lower().replace("’", "'")


def _tag_follows(text: str, at: int, limit: int) -> bool:
    """Whether a name and a verb of speech go on after a quoted question: “Why?” Ms. Lau asked."""
    lists = word_lists("abbreviations")
    for number in range(_NAME_WORDS):
        match = _WORD.match(text, at, min(limit, at + _LONGEST_WORD))
        if match is None:
            return False
        word = match.group()
        if number and word in lists["tags"]:
            return True
        if not word[0].isupper() or (not number and _fold(word) in lists["starters"]):
            return False
        at = match.end()
        if text.startswith(".", at) and (len(word) == 1 or word.lower() in lists["titles"]):
            at += 1
        if not text.startswith(" ", at):
            return False
        at += 1
    return False
