"""Speaker labels: paragraphs that begin "Name: ..." and interviews in questions and answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from attrib.model import Document, Span
from attrib.wordlists import word_lists

_LABEL = re.compile(r"[ \t]*([^\s:][^:\n]{0,59}):[ \t]+(?=\S)")
_NAME = re.compile(
    r"(?:[A-Z][\w’'.-]*|(?:of|the|de|la|van|von|der|den|bin|al|el|da|di|du|le)(?=\s))"
    r"(?:\s+(?:[A-Z][\w’'.-]*|of|the|de|la|van|von|der|den|bin|al|el|da|di|du|le))*"
)
_LAST_WORD = re.compile(r"[^\W_]+")
_TITLED = re.compile(r"(?:Mr|Mrs|Ms|Dr|Sir|Lord|Lady|Sen|Rep|Gov|Prof)\.?\s")
# An interview: from this many labels on, an unlabelled paragraph is still the last speaker's.
_INTERVIEW = 4


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


def find_labels(document: Document) -> tuple[Labelled, ...]:
    """The labelled paragraphs of an article, in order."""
    words = word_lists("labels")
    text = document.text
    candidates: dict[int, tuple[Span, Span]] = {}
    counts: dict[str, int] = {}
    for index, paragraph in enumerate(document.paragraphs):
        match = _LABEL.match(text, paragraph.start, paragraph.end)
        if match is None:
            continue
        label = match.group(1).rstrip()
        lower = label.lower()
        letter = lower in words["question"] or lower in words["answer"]
        if lower in words["not_speakers"] or not (letter or _NAME.fullmatch(label)):
            continue
        start = match.start(1)
        candidates[index] = (Span(start, start + len(label)), Span(match.end(), paragraph.end))
        counts[lower] = counts.get(lower, 0) + 1
    used = Counter(_LAST_WORD.findall(text)) if candidates else Counter()
    for label, _ in candidates.values():
        used.subtract(_LAST_WORD.findall(text, *label))
    accepted = {
        index: spans
        for index, spans in candidates.items()
        if _names_somebody(document.slice(spans[0]), counts, used, words)
    }
    return tuple(_run_on(document, accepted))


def _names_somebody(
    name: str, counts: dict[str, int], used: Counter[str], words: Mapping[str, frozenset[str]]
) -> bool:
    """A label that recurs, that carries a title, or whose name the article uses elsewhere."""
    if counts[name.lower()] > 1 or _TITLED.match(name):
        return True
    if name.lower() in words["question"] or name.lower() in words["answer"]:
        return False
    last = _LAST_WORD.findall(name)[-1]
    return len(last) > 1 and used[last] > 0


def _run_on(document: Document, accepted: dict[int, tuple[Span, Span]]) -> Iterator[Labelled]:
    interview = len(accepted) >= _INTERVIEW
    last: Span | None = None
    final = max(accepted, default=-1)
    for index, paragraph in enumerate(document.paragraphs):
        if index in accepted:
            label, content = accepted[index]
            last = label
            yield Labelled(label, content)
        elif interview and last is not None and index < final:
            yield Labelled(last, paragraph, runs_on=True)
