"""Names as they stand in an article: runs of capitalised words, cut where a name ends."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from attrib.find.cues import Cues
from attrib.model import Document, Span

from .byline import is_byline
from .words import Words

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-’'‘&][^\W_]+)*|[^\w\s]")
# A capital inside a sentence: a small letter, a digit or a comma stands before it.
_INNER = re.compile(r"(?<=[a-z0-9,;’'] )([A-Z][\w’'-]*)")
_LAST = re.compile(r"\b([A-Z][a-z]+) ([A-Z][a-z]{1,4})\b(?! [A-Z]| of\b)")
# "PORT SALME, Sept 3 (Reuters) -": its place and day, which are no party's.
_DATELINE = re.compile(
    r"(?P<place>[A-Z][A-Z .’'-]{2,40}(?:, [A-Z][\w. ]{1,30})?)(?:\s{0,4}\([^()\n]{2,40}\))?\s{0,4}(?:-{1,2}|[–—])\s"
    r"|(?P<day>[A-Z][\w .’'-]{2,40}, [A-Z][a-z]{2,8}\.? \d{1,2}) \([A-Z][\w /]{1,30}\):?\s"
)
# A name longer than this is a headline or a list in capitals.
_MAX_WORDS = 12
# A verb in "-ing" has more letters than this ("King" has not).
_GERUND = 6
_ORDINALS = ("II", "III", "IV", "V", "JR", "SR")
# An acronym in parentheses is no longer.
_ACRONYM = 10
# Bylines and headings are shorter lines than this.
_LINE = 400
# A dateline stands in one of the first paragraphs.
_TOP = 12
# A heading is no longer than this, and has that many words of more than three letters or more.
_HEADING_CHARS, _HEADING_WORDS = 160, 5
# "Arden-based Northlight Foods"
_ADJECTIVES = ("-based", "-born", "-backed", "-owned", "-led", "-run", "-bound")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text.

    Attributes:
        span: the name alone, without the title before it.
        name: its words, possessive ending left off.
        title: the capitalised offices and courtesy titles right before it, or "".
        article: True where "the" stands before it.
        modifies: True where "the" stands before it and a noun behind: "the Karlin court".
        possessive: True for "the FBI's".
        acronym: what stands in parentheses right after it ("(FBI)"), or "".
        opens: True where it opens its sentence.
        quoted: True inside quotation marks.
    """

    span: Span
    name: str
    title: str = ""
    article: bool = False
    possessive: bool = False
    acronym: str = ""
    opens: bool = False
    quoted: bool = False
    modifies: bool = False


class _Token(NamedTuple):
    text: str
    start: int
    possessive: bool
    capital: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def find_mentions(
    document: Document, quoted: Sequence[Span], known: Callable[[str], bool] | None = None
) -> tuple[Mention, ...]:
    """Every name of an article, in order.

    Args:
        quoted: what stands inside quotation marks; names there are marked as such.
        known: whether a word is a name on record, which it may be at the head of a sentence.
    """
    words = Words.load()
    quoted = sorted(quoted)
    seen = _Seen(document.text, words, known)
    found: list[Mention] = []
    at = 0
    datelines = [_DATELINE.match(document.text, *p) for p in document.paragraphs[:_TOP]]
    places = {m.start(): max(m.end("place"), m.end("day")) for m in datelines if m is not None}
    for sentence in document.sentences:
        paragraph = document.paragraphs[document.paragraph_at(sentence.start)]
        line = document.slice(paragraph) if paragraph.end - paragraph.start < _LINE else ""
        if line[:2] in ("By", "BY") and is_byline(line):
            continue  # the reporter is no party to the story
        # A dateline's place is nobody in the story; the agency in its parentheses may be.
        start = places.get(sentence.start, sentence.start)
        if _is_heading(line):
            continue  # where every word has a capital, none tells
        tokens = _tokens(document.text, Span(min(start, sentence.end), sentence.end))
        for mention in _in_sentence(tokens, words, seen):
            while at < len(quoted) and quoted[at].end <= mention.span.start:
                at += 1
            inside = at < len(quoted) and quoted[at].start < mention.span.start
            found.append(replace(mention, quoted=True) if inside else mention)
    return tuple(found)


def after_dateline(document: Document, offset: int) -> int:
    """Where the prose begins that an offset's paragraph opens with a dateline; else the offset."""
    paragraph = document.paragraphs[document.paragraph_at(offset)]
    match = _DATELINE.match(document.text, *paragraph)
    return match.end() if match is not None and match.start() <= offset < match.end() else offset


def _is_heading(line: str) -> bool:
    """A headline In Title Case."""
    if not line or len(line) > _HEADING_CHARS or line.rstrip().endswith((".", "”", '"', "’")):
        return False
    words = [word for word in line.split() if len(word) > 3 and word[0].isalpha()]
    return len(words) >= _HEADING_WORDS and sum(w[0].isupper() for w in words) > 0.8 * len(words)


class _Seen:
    """What an article shows of words that begin a sentence: is the capital a name's?"""

    def __init__(self, text: str, words: Words, known: Callable[[str], bool] | None = None) -> None:
        self._words = words
        self._known = known
        self._cues = Cues.load()
        self._lower = {m.group() for m in re.finditer(r"\b[^\W\d_A-Z][^\W\d_]*\b", text)}
        # Words with a capital where no sentence, quotation or line begins.
        self._capital = set(_INNER.findall(text))
        # Small words that end a name somewhere.
        self.surnames = {
            last
            for first, last in _LAST.findall(text)
            if last.lower() in words.starters and words.is_given(first)
        }

    def is_noun(self, token: _Token) -> bool:
        """Could a word behind a name be a noun that the name is said of? No verb, no small word."""
        word = token.text
        return (
            word.isalpha()
            and word.islower()
            and word not in self._words.prepositions
            and word not in self._words.starters
            and word not in self._cues.finite
            and word not in self._words.irregular_past
            and not word.endswith("ed")
            and not self._cues.lists(word)
        )

    def inside(self, word: str) -> bool:
        """True for a word that has its capital inside a sentence too."""
        return word in self._capital

    def names(self, tokens: Sequence[_Token], index: int) -> bool:
        """True where the word at `index`, which begins its sentence, is a name or begins one."""
        token = tokens[index]
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.text.isupper() and len(token.text) > 1:
            return True
        if following is not None and following.capital:
            return True
        if token.possessive:
            return True
        plain = token.text.lower()
        if plain in self._words.courtesy or plain in self._words.titles:
            return True
        if token.text in self._capital and plain not in self._lower:
            return True
        if plain in self._lower:
            return False
        words = self._words
        if words.is_given(plain) or plain in words.places or plain in words.regions:
            return True
        if plain in words.known_media or not plain.isascii() or "-" in plain:
            return True
        if self._known is not None and self._known(token.text):
            return True
        if following is None:
            return True
        if following.text in (".", "(", "and"):
            return following.text == "("
        if following.text == ",":
            # "Torbern, a fisherman": what describes it says that it is a name.
            after = tokens[index + 2].text if index + 2 < len(tokens) else ""
            return after in ("a", "an", "who", "the", "whose") or after.isdigit()
        # "Arden says": one who speaks, if it is no plural ("Boaters say").
        return not plain.endswith("s") and any(
            lemma in self._cues.speech for lemma in self._cues.lemmas(following.text)
        )


def _tokens(text: str, sentence: Span) -> list[_Token]:
    tokens = []
    # Every word of an article comes through here.
    new = tuple.__new__
    for match in _TOKEN.finditer(text, *sentence):
        word, start = match.group(), match.start()
        possessive = False
        if word[-1] in "sS":
            possessive = text[match.end() : match.end() + 1] in ("’", "'")
            if word[-1] == "s" and len(word) > 2 and word[-2] in "’'‘":
                word, possessive = word[:-2], True
        capital = word[0].isupper()
        # "al-Shabaab", "el-Sisi": the article before the hyphen keeps its small letter.
        if not capital and word[2:3] == "-" and word[:3] in ("al-", "el-"):
            capital = word[3:4].isupper()
        tokens.append(new(_Token, (word, start, possessive, capital)))
    return tokens


def _in_sentence(tokens: Sequence[_Token], words: Words, seen: _Seen) -> Iterator[Mention]:
    index = 0
    while index < len(tokens):
        if not tokens[index].capital or not _starts_name(tokens, index, words, seen):
            index += 1
            continue
        end = _name_end(tokens, index, words)
        yield from _mention(tokens, index, end, words, seen)
        index = end


def _starts_name(tokens: Sequence[_Token], index: int, words: Words, seen: _Seen) -> bool:
    token = tokens[index]
    if token.text.lower() in words.calendar:
        # "The Sunday Times", but not "on Sunday".
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        return bool(following and following.capital and following.text.lower() in words.media)
    plain = token.text.lower()
    # "I", "I've", "They're"
    if plain.split("’")[0].split("'")[0] in words.pronouns:
        return False
    if _begins(tokens, index):
        if plain in words.starters and plain not in words.courtesy:
            return False
        if plain in words.roles and not _next_capital(tokens, index):
            return False
        if plain in words.document_parts:
            return False
        # "Immigration lawyer Ada Moss": a capital for its place alone, before a trade.
        trade = index + 1 < len(tokens) and tokens[index + 1].text in words.titles
        if trade and not token.possessive and not seen.inside(token.text):
            return False
        # "Sentencing Harkness, the judge said ...": a verb before a name.
        gerund = plain.endswith("ing") and len(plain) > _GERUND and not words.is_given(plain)
        if gerund and _next_capital(tokens, index) and not seen.inside(token.text):
            return False
        # "Protesters gathered": a capital for its place alone.
        if not seen.names(tokens, index):
            return False
    if plain in words.starters and len(plain) < 3:
        return token.text in seen.surnames  # "Sandra Oh", later "Oh"
    return plain not in ("the", "a", "an")


def _begins(tokens: Sequence[_Token], index: int) -> bool:
    """First word of its sentence, or of a quotation or clause that starts anew."""
    return index == 0 or tokens[index - 1].text in "\"“‘'«:—–("


def _name_end(tokens: Sequence[_Token], start: int, words: Words) -> int:
    end = start + 1
    while end < len(tokens) and end - start < _MAX_WORDS:
        before, token = tokens[end - 1], tokens[end]
        if before.possessive:
            # "the District Attorney's Office" is one name, "Arden's Council" are two.
            ahead = end + (token.text in ("’", "'"))
            # "the Farmers' Union" as well: several farmers own no body of another name.
            if (
                (end - start > 1 or ahead > end)
                and ahead < len(tokens)
                and tokens[ahead].capital
                and tokens[ahead].text.lower() in words.offices_of
            ):
                end = ahead + 1
                continue
            break
        # "the Ministry of Labour and Social Protection", but "the Ministry of Labour and Ms. Orr".
        if token.text == "and" and _is_joint(tokens, start, end, words):
            end += 2
            continue
        # "Channel 7"
        if token.text.isdigit() and before.text.lower() in words.media:
            end += 1
            continue
        if token.text == "&" and _next_capital(tokens, end):
            end += 2
            continue
        if token.capital and token.text.lower() not in words.calendar:
            end += 1
            continue
        plain = token.text.lower()
        if token.text == "." and _abbreviates(before.text, words) and _next_capital(tokens, end):
            end += 1
            continue
        # "Arden Foods Co." in the middle of its sentence.
        if token.text == "." and before.text.lower() in words.company_endings:
            end += end + 1 < len(tokens)
            break
        joins = (
            plain in words.particles
            or (
                plain in words.connectors
                and plain != "and"
                and tokens[start].text.lower() not in words.courtesy
            )
            # "the Institute on Ageing"; "the bank on Main Street" has no capital.
            or (plain == "on" and before.text.lower() in words.bodies)
        )
        if joins and not token.possessive:
            ahead = end + 1
            if (
                ahead < len(tokens)
                and tokens[ahead].text.lower() in ("the", "la", "los", "der")
                and plain != "the"
            ):
                ahead += 1
            body = plain in words.particles or any(
                t.text.lower() in words.bodies or t.text.lower() in words.media
                for t in tokens[start:end]
            )
            if ahead < len(tokens) and tokens[ahead].capital and body:
                if tokens[ahead].text.lower() in words.calendar:
                    break
                end = ahead + 1
                continue
        break
    return end


def _is_joint(tokens: Sequence[_Token], start: int, at: int, words: Words) -> bool:
    """True where "and" stands inside a body's name: after "Ministry of Labour", before a field."""
    if not _next_capital(tokens, at):
        return False
    so_far = [token.text.lower() for token in tokens[start:at]]
    following = tokens[at + 1].text.lower()
    return (
        bool(words.bodies & set(so_far))
        and bool({"of", "for"} & set(so_far))
        and following not in words.body_or_medium
        and following not in words.before_names
        and not words.is_given(following)
        and following not in words.places
    )


def _abbreviates(word: str, words: Words) -> bool:
    return (
        len(word) == 1
        or word.lower() in words.courtesy
        or word.lower() in words.titles
        or word.lower() in words.suffixes
    )


def _next_capital(tokens: Sequence[_Token], index: int) -> bool:
    return index + 1 < len(tokens) and tokens[index + 1].capital


def _mention(
    tokens: Sequence[_Token], start: int, end: int, words: Words, seen: _Seen
) -> Iterator[Mention]:
    opens = _begins(tokens, start)
    title = start
    # "Justice Department": an office before a body's word is part of the body's name.
    body = tokens[end - 1].text.lower() in words.body_or_medium
    for index in range(start, end - 1 if not body else start):
        plain = tokens[index].text.lower().rpartition("-")[2]
        # A full stop belongs to the title before it; after an initial it does not.
        stop = plain == "." and index == title > start
        if plain in words.courtesy or plain in words.titles or stop:
            following = tokens[index + 1].text.lower()
            if following not in words.connectors:
                title = index + 1
    parts = list(tokens[title:end])
    around = {tokens[i].text for i in (start - 1, end) if 0 <= i < len(tokens)}
    if "/" in around:
        return  # a photograph's credit
    if len(parts) == 1 and end < len(tokens) and tokens[end].text[0].isdigit():
        return  # "Rs 500", "Figure 3", "Clause 9"
    # "Out of the Cold": a small word with a capital is no name by itself.
    alone = len(parts) == 1 and parts[0].text.lower() in words.starters
    if alone and not parts[0].text.isupper() and parts[0].text not in seen.surnames:
        return
    # A title that stands alone ("the President") is a description, not a name.
    if len(parts) == 1 and parts[0].text.lower() in words.before_names:
        return
    while parts and (parts[0].text == "." or parts[0].text.lower().endswith(_ADJECTIVES)):
        parts = parts[1:]
    # "Telco Telarra", "Police Arvind Rathod": what it is, before its name.
    if opens and len(parts) > 1 and parts[0].text.lower() in words.described_bodies:
        parts, body = parts[1:], True
    elif len(parts) > 2 and parts[0].text.lower() in words.bodies and words.is_given(parts[1].text):
        title, parts, body = title + 1, parts[1:], False
    # "Ada Moss SC": letters behind a name are none of it.
    while len(parts) > 2 and parts[-1].text.lower() in words.suffixes and parts[-1].text.isupper():
        if parts[-1].text in _ORDINALS:
            break
        parts = parts[:-1]
    # "Harbour MP": an office without its holder.
    if len(parts) > 1 and parts[-1].text.lower() in words.offices:
        return
    # "Prominent Canadian lawyer": where a small letter follows, a people's name is an adjective.
    noun = end < len(tokens) and tokens[end].text[0].isalpha() and not tokens[end].capital
    if noun and not tokens[end - 1].possessive:
        whole = len(parts)
        while parts and parts[-1].text.lower() in words.demonyms:
            parts.pop()
        if len(parts) < whole and len(parts) == 1 and opens:
            return
    if not parts or (len(parts) == 1 and parts[0].text.lower() in words.demonyms):
        return
    span = Span(parts[0].start, parts[-1].end)
    before = " ".join(t.text for t in tokens[start:title] if t.text != ".")
    article = start > 0 and tokens[start - 1].text.lower() == "the"
    article = article or (body and parts[0].start != tokens[title].start)
    acronym = ""
    if end + 2 < len(tokens) and tokens[end].text == "(" and tokens[end + 2].text == ")":
        inside = tokens[end + 1].text
        if sum(char.isupper() for char in inside) > 1 and len(inside) <= _ACRONYM:
            acronym = inside
    possessive = tokens[end - 1].possessive
    modifies = article and not possessive and end < len(tokens) and seen.is_noun(tokens[end])
    yield Mention(
        span, _name(parts), before, article, possessive, acronym, opens, modifies=modifies
    )


def _name(parts: Sequence[_Token]) -> str:
    name = parts[0].text
    for left, right in pairwise(parts):
        owner = "’s" if left.possessive and right.start - left.end > 2 else ""
        name += owner + (right.text if left.end == right.start else " " + right.text)
    return name
