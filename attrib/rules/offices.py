"""The office that an article, or a record, says a person holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from attrib.find.cues import Cues
from attrib.model import Document, Span
from attrib.wordlists import load

_WORD = re.compile(r"[^\W_]+(?:[-.’'][^\W_]+)*")
# Words alone, before a name: a mark ends what is attached to it.
_BEFORE = re.compile(r"(?:[^\W\d_][\w’'-]*\.?[ \n]+){1,8}$")
# "Ada Moss, 52, the harbour master," and no more than that between the commas.
_AFTER = re.compile(r",\s+(?:(?:aged\s+)?\d{1,3},\s+)?([^,.;:()\n“”\"]{2,100})(?=([,.;]))")
_LEAD = re.compile(
    r"(?:^|(?<=[\s(“]))((?:the|its|his|her|their)\s[^,.;:()\n“”\"]{2,80}),\s+$", re.I
)
_JOINED = re.compile(r",\s+(?:and|or|but)\b")
_OTHERS = re.compile(r"\b(?:and|or)\s+(?:(?:the|an?|its|his|her|their)\b|[A-Z])")
# Short enough to be a noun phrase: "a tunnel engineer", "the leader of the council".
_CALLED = re.compile(r"(?:an?|the)(?:\s+[^\W\d_][\w’'-]*){1,7}")
_RELATIVE = re.compile(r"\s(?:who|whose|whom|which|that|where)\b")
_CONJUNCTION = re.compile(r"\s+(?:and|&)\s+|\s*/\s*")
_WINDOW = 110


@dataclass(frozen=True, slots=True)
class Office:
    """An office as a phrase has it.

    Attributes:
        groups: the groups of ``offices.yaml`` that its words stand in.
        past: held once, or not yet.
        lesser: a deputy's or an assistant's.
    """

    groups: frozenset[tuple[str, int]]
    past: bool
    lesser: bool


@dataclass(frozen=True, slots=True)
class _Words:
    groups: Mapping[tuple[str, ...], frozenset[tuple[str, int]]]
    longest: int
    lesser: frozenset[str]
    past: frozenset[str]
    determiners: frozenset[str]
    links: frozenset[str]


@cache
def _words() -> _Words:
    lists = load("rules/offices")
    groups: dict[tuple[str, ...], frozenset[tuple[str, int]]] = {}
    for family, members in lists["families"].items():
        for number, phrases in enumerate(members):
            for phrase in phrases:
                key = tuple(_plain(phrase))
                groups[key] = groups.get(key, frozenset()) | {(family, number)}
    sets = {name: frozenset(lists[name]) for name in ("lesser", "past", "determiners", "links")}
    return _Words(groups, max(map(len, groups)), **sets)


def offices(phrase: str) -> tuple[Office, ...]:
    """The offices in a role such as "owner and former mayor of Arden"; those not listed left out."""
    found = (_office(_plain(part)) for part in _CONJUNCTION.split(phrase))
    return tuple(office for office in found if office is not None)


def contradict(said: tuple[Office, ...], known: tuple[Office, ...]) -> bool:
    """Whether no office that is said can be one of those known; False if either is empty."""
    return bool(said and known) and not any(_agree(one, other) for one in said for other in known)


def attached(document: Document, name: Span) -> Iterator[Span]:
    """The phrases with an office that stand as a title or in apposition directly at a name."""
    for span in _attached(document, name):
        phrase = document.slice(span)
        # "Ada Moss, the mayor and the council": not all of it is she.
        if offices(phrase) and not _OTHERS.search(phrase):
            yield span


def apposition(document: Document, name: Span) -> str | None:
    """What the article calls a person right beside the name: "tunnel engineer".

    An office wherever it stands there, or a short phrase after the name that begins
    with an article. Without that article, and without what is not the person's alone.
    """
    found = next(attached(document, name), None)
    if found is None:
        after = _AFTER.match(document.text, name.end, name.end + _WINDOW)
        if after is None or _JOINED.match(document.text, after.end()):
            return None
        phrase = after.group(1)
        if _OTHERS.search(phrase) or not _CALLED.fullmatch(phrase):
            return None
        if any(map(Cues.load().reports_speech, phrase.split())):
            return None  # "Ada Moss, the council said,"
    else:
        phrase = document.slice(found)
    words = _RELATIVE.split(phrase, maxsplit=1)[0].split()
    for place, word in enumerate(words):
        # "the agency’s director": whose it is the role does not say.
        if word.endswith(("’s", "'s", "s’", "s'")) and word[0].islower():
            words = words[place + 1 :]
            break
    if words and words[0].lower() in _words().determiners:
        words = words[1:]
    return " ".join(words) or None


def _attached(document: Document, name: Span) -> Iterator[Span]:
    text = document.text
    sentence = document.sentences[document.sentence_at(name.start)]
    start, end = name
    low = max(sentence.start, start - _WINDOW)
    before = _BEFORE.search(text, low, start)
    if before is not None:
        yield from _title(text, before.start(), start)
    rest = text[end : min(sentence.end, end + _WINDOW)]
    lead = _LEAD.search(text[low:start])
    if lead is not None and rest[:1] in (",", ".", ";") and not _JOINED.match(rest):
        yield Span(low + lead.start(1), low + lead.end(1))
    after = _AFTER.match(rest)
    # "Ada Moss, the mayor, and Per Lund": three people, or two.
    if after is not None and not _JOINED.match(rest, after.end()):
        yield Span(end + after.start(1), end + after.end(1))


def _title(text: str, start: int, end: int) -> Iterator[Span]:
    """The office that ends right before a name, with what makes it a deputy's or past."""
    found = list(_WORD.finditer(text, start, end))
    plain = [match.group().lower().rstrip(".") for match in found]
    words = _words()
    size = _ending(plain)
    if not size:
        return
    first = len(plain) - size
    for back in range(first - 1, max(-1, first - 5), -1):
        if plain[back] in words.links:
            break
        if _lesser(plain[back]) or _past(plain[back]):
            first = back
    yield Span(found[first].start(), found[-1].end())


def _office(plain: list[str]) -> Office | None:
    words = _words()
    while plain and plain[0] in words.determiners:
        plain = plain[1:]
    end = 0
    while end < len(plain):
        size = _starting(plain, end)
        if size:
            end += size
        elif plain[end] in words.links:
            break
        else:
            end += 1
    head = plain[:end]
    size = _ending(head)
    if not size:
        return None
    groups = words.groups[tuple(_hyphens(head[-size:]))]
    front = [*head[:-size], head[-size]] if "-" in head[-size] else head[:-size]
    return Office(groups, any(map(_past, front)), any(map(_lesser, front)))


def _starting(plain: list[str], start: int) -> int:
    """How many words from a place on are an office's of several words ("chief of police")."""
    words = _words()
    for size in range(words.longest, 1, -1):
        if tuple(plain[start : start + size]) in words.groups:
            return size
    return 0


def _ending(plain: list[str]) -> int:
    """How many words at the end are an office's; 0 if none."""
    words = _words()
    for size in range(min(words.longest, len(plain)), 0, -1):
        if tuple(_hyphens(plain[-size:])) in words.groups:
            return size
    return 0


def _hyphens(plain: list[str]) -> list[str]:
    """The words without "ex-", "vice-" and the like before the first."""
    words = _words()
    first, hyphen, rest = plain[0].partition("-")
    if hyphen and (first in words.past or first in words.lesser):
        return [rest, *plain[1:]]
    return plain


def _past(word: str) -> bool:
    return word.partition("-")[0] in _words().past or word in _words().past


def _lesser(word: str) -> bool:
    return word.partition("-")[0] in _words().lesser


def _agree(one: Office, other: Office) -> bool:
    if one.groups & other.groups:
        return (one.past, one.lesser) == (other.past, other.lesser)
    if one.past or other.past:
        return True
    families = {family for family, _ in one.groups}
    return not families & {family for family, _ in other.groups}


def _plain(phrase: str) -> list[str]:
    return [match.group().lower().rstrip(".") for match in _WORD.finditer(phrase)]
