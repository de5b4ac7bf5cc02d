"""Who speaks in a transcript, by its labels: "NAME:", "Q.", a name in bold or on a line of its own.

A wrong turn would call true quotes misattributed, so what begins a paragraph counts for a label
only with a sign of it beyond its colon: it is in capitals, comes again, has a title or a given name.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from attrib.wordlists import load, word_lists

from .paragraphs import Paragraph, Part, without_start

_Kind = Literal["colon", "question", "line", "bold"]

_HEAD = 160
_LONGEST_NAME = 60
_NAME_WORDS = 6
# Clock times that programs write beside a speaker: "[00:01:12]", "0:12".
_CLOCK = r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])]?"
# What stands before a label: a clock time, the marks of captions, a question's number.
_LEAD = re.compile(
    rf"(?:{_CLOCK}[ \t]{{1,9}}|>{{2,4}}[ \t]{{0,9}}|[-–—•][ \t]{{0,9}}|Q\d{{1,4}}\.?[ \t]{{1,9}}|[“\"]){{0,3}}"
)
_COLON = re.compile(
    rf"(?P<label>[^:\n]{{1,90}}?)[ \t]{{0,4}}(?P<clock>{_CLOCK})?[ \t]{{0,4}}:[*_]{{0,3}}(?=[\s“\"‘']|$)"
)
_QUESTION = re.compile(
    r"(?P<label>[QA])(?:(?:\.:?|:|\d{1,3}[.:])(?:\s{1,20}(?=\S)|\s{0,20}$)|\s{2,20}(?=\S))"
)
# "Q (Lindgren)": who asks, or answers.
_ASKED = re.compile(r"[QA]\.?[ \t]{1,3}[(\[](?P<name>[^()\[\]]{2,60})[)\]]?")
_LINE = re.compile(rf"(?P<label>[^:\n]{{1,100}}?)[ \t]{{0,9}}(?P<clock>{_CLOCK})?:?")
_LATER_CLOCK = re.compile(rf"[ \t]{{0,4}}{_CLOCK}[ \t]{{0,4}}")
# Where the role begins behind a name.
_ROLE = re.compile(r",\s|\s[(\[]|\s[-–—|/]{1,2}\s")
_MARKS = " \t*_[]()“”\"'"
_SENTENCE_ENDS = tuple(".?!:;…”\"’')]—–-")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SPOKEN = re.compile(r"[^\W\d_]{1,30}")
_DIRECTION = re.compile(r"[\[(]([^\[\]()]{1,30})[\])]")
_CAPITAL_SHARE = 0.7
# Labels of no person in particular stand in one of so many paragraphs at least.
_SPARSEST = 10
# Paragraphs before a lone speaker's label: the title and the date of a speech.
_BEFORE_SPEECH = 3
# A heading that ends who speaks: "About Harbour Board".
_HEADING = 60


class Said(NamedTuple):
    """A paragraph, or what of one belongs to one speaker; None where the text does not say who."""

    parts: tuple[Part, ...]
    speaker: str | None


@dataclass(frozen=True, slots=True)
class _Label:
    """What may be a label: in the part `part` of paragraph `paragraph`, `length` code points long."""

    paragraph: int
    part: int
    name: str
    length: int
    kind: _Kind
    # Signs that it is one, beyond its form: a clock time, a role behind the name.
    signed: bool
    capitals: bool = False

    @property
    def key(self) -> str:
        return self.name.lower().replace("’", "'").rstrip(".")


def who_speaks(paragraphs: Sequence[Paragraph]) -> Iterator[Said]:
    """The paragraphs without their labels, parted where somebody else goes on.

    A turn runs on to the next label or to what ends the text (`data/transcripts.yaml`); the words
    before the first label are nobody's. A lone label of a text that is no transcript has its own
    paragraph only. What a bracket says of the room ("[Applause]") is left out.
    """
    paragraphs = [_without_directions(paragraph) for paragraph in paragraphs]
    labels = _accepted(paragraphs, list(_candidates(paragraphs)))
    runs_on = _runs_on(paragraphs, labels)
    by_place = {(label.paragraph, label.part): label for label in labels}
    speaker: str | None = None
    for index, paragraph in enumerate(paragraphs):
        if paragraph.speaker is not None:
            speaker = paragraph.speaker or None
        elif not runs_on or _ends(paragraph):
            speaker = None
        gathered: list[Part] = []
        skip = 0
        for number, part in enumerate(paragraph.parts):
            label = by_place.get((index, number))
            if label is not None:
                yield from _said(gathered, speaker)
                gathered, speaker, skip = [], label.name, label.length
            if skip:
                rest = without_start((part,), skip)
                skip = max(0, skip - len(part.words))
                gathered += rest
            else:
                gathered.append(part if gathered else part._replace(words=part.words.lstrip()))
        yield from _said(gathered, speaker)


def _said(parts: Sequence[Part], speaker: str | None) -> Iterator[Said]:
    kept = [part for part in parts if part.words]
    if kept:
        kept[-1] = kept[-1]._replace(words=kept[-1].words.rstrip())
    if any(part.words for part in kept):
        yield Said(tuple(kept), speaker)


def _without_directions(paragraph: Paragraph) -> Paragraph:
    if not any("[" in part.words or "(" in part.words for part in paragraph.parts):
        return paragraph
    known = word_lists("transcripts")["directions"]

    def kept(match: re.Match[str]) -> str:
        inside = match.group(1).strip(" .,!♪").lower()
        return "" if inside in known else match.group()

    parts = []
    for part in paragraph.parts:
        words = _DIRECTION.sub(kept, part.words)
        if words != part.words:
            space = " " if part.words.endswith(" ") and words.strip() else ""
            words = " ".join(words.split()) + space
        parts.append(part._replace(words=words))
    return paragraph._replace(parts=tuple(parts))


@cache
def given_names() -> frozenset[str]:
    """The given names of `data/given_names.yaml`, in small letters."""
    return frozenset(name for names in load("given_names").values() for name in names.split())


def is_given_name(word: str) -> bool:
    """Whether a word is a known given name; accents, which the list is without, do not matter."""
    letters = unicodedata.normalize("NFKD", word.lower())
    return "".join(char for char in letters if not unicodedata.combining(char)) in given_names()


# What may be a label.


def _candidates(paragraphs: Sequence[Paragraph]) -> Iterator[_Label]:
    for index, paragraph in enumerate(paragraphs):
        before = ""
        for number, part in enumerate(paragraph.parts):
            if number and not paragraph.lined:
                break
            head = part.words[:_HEAD]
            if not paragraph.lined:
                head = _head(paragraph.parts)
            label = _label(paragraphs, index, number, head)
            if label is not None and (
                not before or before.endswith(_SENTENCE_ENDS) or label.capitals
            ):
                yield label
            before = part.words.rstrip() or before


def _head(parts: Sequence[Part]) -> str:
    head = ""
    for part in parts:
        if len(head) >= _HEAD:
            break
        head += part.words
    return head[:_HEAD]


def _label(paragraphs: Sequence[Paragraph], index: int, number: int, head: str) -> _Label | None:
    lead = _LEAD.match(head)
    start = lead.end() if lead else 0
    question = _QUESTION.match(head, start)
    if question is not None:
        return _Label(index, number, question["label"], question.end(), "question", False)
    paragraph = paragraphs[index]
    whole = head.rstrip()
    colon = _COLON.match(head, start)
    if colon is not None:
        later = _LATER_CLOCK.match(head, colon.end())
        name, role, capitals = _name(colon["label"])
        signed = bool(colon["clock"] or later or role)
        if name:
            end = later.end() if later else colon.end()
            return _Label(index, number, name, end, "colon", signed, capitals)
        return None
    if number == 0 and 0 < paragraph.bold < _LONGEST_NAME and paragraph.bold < len(whole):
        name, _, capitals = _name(head[: paragraph.bold])
        if name and not name.endswith("."):
            return _Label(index, 0, name, paragraph.bold, "bold", True, capitals)
    line = _LINE.fullmatch(whole, start)
    if line is None or not _goes_on(paragraphs, index, number):
        return None
    name, role, capitals = _name(line["label"])
    if not name or (name.endswith((".", ",")) and not _is_titled(name)):
        return None
    bold = number == 0 and paragraph.bold >= len(whole)
    signed = bool(line["clock"] or role or bold)
    return _Label(index, number, name, len(head), "line", signed, capitals)


def _goes_on(paragraphs: Sequence[Paragraph], index: int, number: int) -> bool:
    """True where something follows a line that may name who says it."""
    return number + 1 < len(paragraphs[index].parts) or index + 1 < len(paragraphs)


def _name(label: str) -> tuple[str, bool, bool]:
    """The name that a label is, cased as names are; "" for none.

    Then whether a role stood behind it, and whether it is written in capitals.
    """
    label = label.strip(_MARKS)
    asked = _ASKED.fullmatch(label)
    if asked is not None:
        label = asked["name"]
    words = word_lists("transcripts")
    first, _, rest = label.partition(" ")
    if rest and first.lower() in words["before_label"] and rest[0].isupper():
        label = rest
    if label.rpartition(" ")[2].lower() in words["verbs"]:
        return "", False, False  # "Ada Boyle, the chair, said:" is prose
    cut = _ROLE.search(label)
    name = (label[: cut.start()] if cut else label).strip(_MARKS + ",;")
    if not _is_name_shaped(name) or _is_no_speaker(name, words):
        return "", False, False
    signed = cut is not None or asked is not None
    return _cased(name), signed, name.isupper() and len(name) > 1


def _is_name_shaped(name: str) -> bool:
    parts = name.split()
    if not parts or len(parts) > _NAME_WORDS or len(name) > _LONGEST_NAME:
        return False
    particles = word_lists("transcripts")["particles"]
    for number, part in enumerate(parts):
        bare = part.replace(".", "").replace("’", "").replace("'", "").replace("-", "")
        if number and (bare.isdigit() or (part.startswith("#") and part[1:].isdigit())):
            continue
        if not bare.isalpha() and part != "&":
            return False
        if not (part[0].isupper() or part.lower() in particles or _is_caseless(part)):
            # "al-Rashid"
            before, hyphen, after = part.partition("-")
            if not (hyphen and before in particles and after[:1].isupper()):
                return False
    return True


def _is_caseless(word: str) -> bool:
    """True for a word of a script without capitals."""
    return word.lower() == word.upper()


def _is_no_speaker(name: str, words: Mapping[str, frozenset[str]]) -> bool:
    labels = word_lists("labels")
    lower = name.lower().replace("’", "'").rstrip(".")
    if lower in words["roles"]:
        return False
    first = lower.split()[0]
    return (
        lower in labels["not_speakers"]
        or first in labels["never_first"]
        or first in words["never_first"]
    )


def _cased(name: str) -> str:
    """A person's name in capitals as names are written; another's as it stands."""
    if not name.isupper() or _is_role(name.lower()):
        return name
    if not (_has_given_name(name) or _is_titled(name)):
        return name
    particles = word_lists("titles")["particles"]
    words = []
    for number, word in enumerate(name.split()):
        if number and word.lower() in particles:
            words.append(word.lower())
        elif "." in word[:-1] or (
            number and word.lower().strip(".") in word_lists("titles")["suffixes"]
        ):
            words.append(word)
        else:
            words.append(_WORD.sub(lambda m: _word_cased(m.group()), word))
    return " ".join(words)


def _word_cased(word: str) -> str:
    if len(word) > 3 and word[:2] == "MC":
        return f"Mc{word[2]}{word[3:].lower()}"
    head, mark, tail = word[:1], word[1:2], word[2:]
    if mark in ("'", "’") and len(tail) > 1:
        return f"{head}{mark}{tail[0]}{tail[1:].lower()}"
    return f"{head}{word[1:].lower()}"


# Which are labels.


def _accepted(paragraphs: Sequence[Paragraph], found: Sequence[_Label]) -> list[_Label]:
    if not found:
        return []
    lower, upper = _words_beside(paragraphs, found)
    judge = _Judge(found, lower, upper)
    kept = [label for label in found if judge.names_somebody(label)]
    if len(kept) > 1:
        # One who speaks once among others.
        sure = set(kept)
        kept = [label for label in found if label in sure or judge.may_be_among(label)]
    elif not kept:
        kept = [label for label in found if judge.is_named_beside(label)]
    return [
        label
        for label in kept
        if judge.counts[label.key] > 1 or _is_spoken(paragraphs, label) or label.kind != "colon"
    ]


class _Judge:
    """What tells a label from a rubric."""

    def __init__(self, found: Sequence[_Label], lower: Counter[str], upper: Counter[str]) -> None:
        self.counts = Counter(label.key for label in found)
        self._lower = lower
        self._upper = upper
        recurring = {key for key, count in self.counts.items() if count > 1}
        plain = [label for label in found if label.key in recurring and not self.is_common(label)]
        self._exchange = len({label.key for label in plain}) > 1 and len(plain) > 3
        # A manual has its "NOTE:" here and there; people who talk take turns.
        span = plain[-1].paragraph - plain[0].paragraph + 1 if plain else 0
        self._dense = len(plain) * _SPARSEST >= span
        asked = {label.name for label in found if label.kind == "question"}
        people = any(label.kind == "colon" and _is_person(label) for label in found)
        # "A. The first item" answers nothing.
        self._asks = asked == {"Q", "A"} or (asked == {"Q"} and people)
        lines = [label for label in found if label.kind in ("line", "bold")]
        self._lines = any(self.counts[label.key] > 1 and _is_person(label) for label in lines)

    def is_common(self, label: _Label) -> bool:
        """True for words that the text writes small elsewhere, as it would no name."""
        return all(self._lower[word] for word in _words_of(label.name))

    def names_somebody(self, label: _Label) -> bool:
        if label.kind == "question":
            return self._asks
        again = self.counts[label.key] > 1
        role = _is_role(label.key)
        if label.kind in ("line", "bold"):
            if role:
                return again or self._lines
            if _is_person(label):
                return again or (self._lines and (label.signed or label.capitals))
            return again and self._exchange and label.signed and not self.is_common(label)
        capitals = label.capitals
        if role:
            return again or capitals or label.signed
        if _is_person(label):
            return True
        if not again or not self._dense or self.is_common(label):
            return False
        return capitals or self._exchange or label.signed or self.is_named_beside(label)

    def may_be_among(self, label: _Label) -> bool:
        """True for one who may speak once where others speak."""
        if label.kind != "colon":
            return False
        words = _words_of(label.name)
        return bool(words) and not any(self._lower[word] for word in words)

    def is_named_beside(self, label: _Label) -> bool:
        """True for a label whose name the text has elsewhere, as that of a person or a body."""
        words = _words_of(label.name)
        if label.kind != "colon" or not 1 < len(words) <= 4:
            return False
        named = words if label.capitals else words[-1:]
        return all(self._upper[word] and not self._lower[word] for word in named)


def _is_person(label: _Label) -> bool:
    return _has_given_name(label.name) or _is_titled(label.name)


def _is_role(key: str) -> bool:
    lists = word_lists("transcripts")
    if key in lists["roles"]:
        return True
    words = key.split()
    numbered = words[-1].strip("#").isdigit()
    return numbered and len(words) > 1 and words[0] in lists["numbered"]


def _is_titled(name: str) -> bool:
    words = [word.lower().rstrip(".") for word in name.split()]
    titles = word_lists("titles")
    known = titles["courtesy"] | titles["titles"]
    return (len(words) > 1 and words[0] in known) or (
        len(words) > 2 and " ".join(words[:2]) in known
    )


def _has_given_name(name: str) -> bool:
    words = name.split()
    return 1 < len(words) <= 5 and is_given_name(words[0])


def _words_of(name: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(name)]


def _words_beside(
    paragraphs: Sequence[Paragraph], found: Sequence[_Label]
) -> tuple[Counter[str], Counter[str]]:
    """How often the text has the labels' words outside of labels: in small letters, and not.

    Where all of it is in capitals, as captions on air are, every word is a small one.
    """
    wanted = {word for label in found for word in _words_of(label.name)}
    at = {(label.paragraph, label.part): label.length for label in found}
    lower: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    capitals = letters = 0
    for index, paragraph in enumerate(paragraphs):
        for number, part in enumerate(paragraph.parts):
            words = part.words[at.get((index, number), 0) :]
            letters += sum(map(str.isalpha, words))
            capitals += sum(map(str.isupper, words))
            for match in _WORD.finditer(words):
                word = match.group()
                key = word.lower()
                if key in wanted:
                    (upper if word[0].isupper() else lower)[key] += 1
    if letters and capitals > _CAPITAL_SHARE * letters:
        return lower + upper, Counter()
    return lower, upper


def _is_spoken(paragraphs: Sequence[Paragraph], label: _Label) -> bool:
    """True where speech may follow a label, and not a telephone number or an address."""
    part = paragraphs[label.paragraph].parts[label.part]
    rest = part.words[label.length :].strip()
    if not rest:
        return _goes_on(paragraphs, label.paragraph, label.part)
    first = rest.split(maxsplit=1)[0]
    return (
        "@" not in first and "://" not in first and first[0] != "+" and bool(_SPOKEN.search(rest))
    )


# How far a turn goes.


def _runs_on(paragraphs: Sequence[Paragraph], labels: Sequence[_Label]) -> bool:
    """Whether the text is a transcript, in which whoever has the word keeps it."""
    if any(paragraph.speaker is not None for paragraph in paragraphs):
        return True
    if len(labels) != 1:
        return True
    label = labels[0]
    written = paragraphs[label.paragraph].parts[label.part].words[: label.length]
    return label.kind != "colon" or written.isupper() or label.paragraph < _BEFORE_SPEECH


def _ends(paragraph: Paragraph) -> bool:
    """True for what stands below a transcript's or a release's end."""
    lists = word_lists("transcripts")
    head = _head(paragraph.parts).strip()
    if len(head) > _HEADING and ":" not in head[:_HEADING]:
        return False
    before, colon, _ = head.partition(":")
    if colon and _plain(before) in lists["ending_labels"]:
        return True
    if len(head) > _HEADING:
        return False
    if _plain(head) in lists["endings"] or head.lower() in lists["endings"]:
        return True
    return head.startswith(("About ", "ABOUT ")) and head[-1:].isalnum()


def _plain(words: str) -> str:
    return " ".join(words.lower().replace("’", "'").split()).strip(" \t-–—·*#[]().:")
