"""Speakers named without a verb: "Name: ...", interviews in questions and answers, and
quotations signed "— Name".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from attrib.model import Document, Quotation, Span
from attrib.wordlists import load, word_lists

# A transcript that a page quotes opens each paragraph with a mark: "SMITH: ...
_LABEL = re.compile(r"[ \t]*[“\"]?([^\s:“\"][^:\n]{0,59}):\s+(?=\S)")
_SIGNATURE = re.compile(r"\s*[—–―-]{1,2}\s*(?=[A-Z])([^\n:;“”\"]{2,80}?)[ \t.]*$")
_NAME = re.compile(
    r"(?:[A-Z][\w’'.-]*|(?:of|the|de|la|van|von|der|den|bin|al|el|da|di|du|le)(?=\s))"
    r"(?:\s+(?:(?:al-|el-|ad-|ar-|as-|az-)?[A-Z][\w’'.-]*|of|the|de|la|van|von|der|den|bin|al|el|da|di|du|le))*"
)
_WORD = re.compile(r"[^\W_]+")
_TITLED = re.compile(r"(?:Mr|Mrs|Ms|Dr|Sir|Lord|Lady|Sen|Rep|Gov|Prof)\.?\s")
# An interview: from this many labels on, of two speakers or more and this close together, an
# unlabelled paragraph is still the last speaker's.
_INTERVIEW = 4
_INTERVIEW_SHARE = 1 / 3
# A label of more words than these is the title of something, unless it recurs.
_LABEL_WORDS = 4


@dataclass(frozen=True, slots=True)
class Labelled:
    """What a label says somebody said.

    Attributes:
        label: the speaker's words, without the colon.
        content: what follows, to the end of the paragraph.
        runs_on: the paragraph has no label of its own; `label` is the one before's.
    """

    label: Span
    content: Span
    runs_on: bool = False


def find_labels(document: Document, quotations: Sequence[Quotation]) -> tuple[Labelled, ...]:
    """The labelled paragraphs and the signed quotations of an article, in order."""
    words = word_lists("labels")
    text = document.text
    candidates: dict[int, tuple[Span, Span]] = {}
    counts: Counter[str] = Counter()
    for index, paragraph in enumerate(document.paragraphs):
        match = _LABEL.match(text, paragraph.start, paragraph.end)
        if match is None:
            continue
        label = match.group(1).rstrip()
        if not _could_name(label, words):
            continue
        start = match.start(1)
        candidates[index] = (Span(start, start + len(label)), Span(match.end(), paragraph.end))
        counts[label.lower()] += 1
    names = _names(text, [label for label, _ in candidates.values()])
    accepted = {
        index: spans
        for index, spans in candidates.items()
        if _names_somebody(document.slice(spans[0]), counts, names, words)
    }
    found = list(_run_on(document, accepted))
    taken = {document.paragraph_at(item.content.start) for item in found}
    found += [item for paragraphs, item in _signed(document, quotations) if not taken & paragraphs]
    return tuple(sorted(found, key=lambda item: item.content))


def prose(document: Document, labels: Sequence[Labelled]) -> list[Span]:
    """What there is to read, paragraph by paragraph: without what labels give to a speaker.

    A rubric in capitals ("MARKET WATCH: ...") is nobody; what follows it is read alone.
    """
    apart = {
        document.paragraph_at(span.start) for item in labels for span in (item.content, item.label)
    }
    left = []
    for index, paragraph in enumerate(document.paragraphs):
        if index in apart:
            continue
        match = _LABEL.match(document.text, paragraph.start, paragraph.end)
        if match is not None and _is_rubric(match.group(1).split()):
            paragraph = Span(match.end(), paragraph.end)
        left.append(paragraph)
    return left


def _is_rubric(words: Sequence[str]) -> bool:
    """Two words or more in capitals, of which the first is no given name."""
    return len(words) > 1 and " ".join(words).isupper() and words[0].lower() not in _given_names()


@lru_cache(maxsize=1)
def _given_names() -> frozenset[str]:
    return frozenset(name for names in load("given_names").values() for name in names.split())


def _could_name(label: str, words: Mapping[str, frozenset[str]]) -> bool:
    """A name's capitals, and neither "Photo" nor anything that begins "Watch"."""
    lower = label.lower()
    if lower in words["question"] or lower in words["answer"]:
        return True
    first = lower.split()[0]
    if lower in words["not_speakers"] or first in words["never_first"]:
        return False
    return _NAME.fullmatch(label) is not None


def _names(text: str, labels: Sequence[Span]) -> frozenset[str]:
    """Words that the article writes with a capital outside its labels, in small letters."""
    if not labels:
        return frozenset()
    used = Counter(word.lower() for word in _WORD.findall(text) if word[0].isupper())
    for label in labels:
        used.subtract(word.lower() for word in _WORD.findall(text, *label))
    return frozenset(word for word, count in used.items() if count > 0)


def _names_somebody(
    name: str,
    counts: Mapping[str, int],
    names: frozenset[str],
    words: Mapping[str, frozenset[str]],
) -> bool:
    """A label that recurs, that carries a title, or whose name the article uses elsewhere."""
    if counts[name.lower()] > 1 or _TITLED.match(name):
        return True
    if name.lower() in words["question"] or name.lower() in words["answer"]:
        return False
    parts = _WORD.findall(name)
    # A rubric in capitals ("THE DAY IN ASIA") may end in a name; all of it must be one.
    named = parts if name.isupper() else parts[-1:]
    return (
        len(parts) <= _LABEL_WORDS
        and len(parts[-1]) > 1
        and all(part.lower() in names for part in named)
    )


def _signed(
    document: Document, quotations: Sequence[Quotation]
) -> Iterator[tuple[set[int], Labelled]]:
    """Quotations that fill their paragraph but for a dash and a name, there or in the next."""
    text, paragraphs = document.text, document.paragraphs
    for quotation in quotations:
        index = document.paragraph_at(quotation.start)
        paragraph = paragraphs[index]
        if quotation.depth or len(quotation.spans) > 1 or not quotation.closed:
            continue
        if text[paragraph.start : quotation.start].strip() or quotation.end > paragraph.end:
            continue
        match = _SIGNATURE.match(text, quotation.end, paragraph.end)
        here = {index}
        if match is None and index + 1 < len(paragraphs):
            if text[quotation.end : paragraph.end].strip():
                continue
            match = _SIGNATURE.match(text, *paragraphs[index + 1])
            here.add(index + 1)
        if match is not None:
            start, end = match.span(1)
            label = Span(start, start + len(text[start:end].rstrip(" ,")))
            yield here, Labelled(label, Span(quotation.start, quotation.end))


def _run_on(document: Document, accepted: dict[int, tuple[Span, Span]]) -> Iterator[Labelled]:
    last: Span | None = None
    first, final = min(accepted, default=0), max(accepted, default=-1)
    interview = (
        len(accepted) >= _INTERVIEW
        and len(accepted) > _INTERVIEW_SHARE * (final - first + 1)
        and len({document.slice(label).lower() for label, _ in accepted.values()}) > 1
    )
    for index in range(first, final + 1):
        if index in accepted:
            last, content = accepted[index]
            yield Labelled(last, content)
        elif interview and last is not None:
            yield Labelled(last, document.paragraphs[index], runs_on=True)
