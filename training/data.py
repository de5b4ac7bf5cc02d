"""PolNeAR as windows with labels."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from attrib.find.quotations import find_quotations
from attrib.find.tagger import ROLES, WordSpan
from attrib.find.windows import MAX_PIECES, Window, cut

from .augment import paragraphs


def articles(path: Path) -> list[dict]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


@dataclass
class Example:
    """A window, a label for each word, and the links between its gold spans."""

    window: Window
    labels: np.ndarray
    contents: list[WordSpan]
    cues: list[WordSpan]
    sources: list[WordSpan]
    content_cue: list[int]  # index into cues, len(cues) for none
    cue_source: list[int]


def examples(article: dict, tokenizer: Tokenizer, limit: int = MAX_PIECES) -> Iterator[Example]:
    text = article["text"]
    blocks = paragraphs(text)
    quotations = find_quotations(text, blocks).quotations
    for window in cut(text, blocks, quotations, tokenizer, limit):
        yield label(window, article["attributions"])


def label(window: Window, attributions: list[dict]) -> Example:
    middles = np.array([(s + e) / 2 for s, e in window.words])
    labels = np.zeros(len(middles), np.int64)
    low, high = window.words[0][0], window.words[-1][1]

    def words(spans: list[list[int]]) -> list[WordSpan]:
        found = []
        for start, end in spans:
            if end <= low or start >= high:
                continue
            a, b = np.searchsorted(middles, [start, end])
            if a < b:
                found.append(WordSpan(int(a), int(b)))
        return found

    spans: dict[str, list[WordSpan]] = {role: [] for role in ROLES}
    content_cue: dict[WordSpan, WordSpan | None] = {}
    cue_source: dict[WordSpan, WordSpan | None] = {}
    for item in attributions:
        cue, source = words(item["cue"])[:1], words(item["source"])[:1]
        for content in words(item["content"]):
            content_cue[content] = cue[0] if cue else None
        if cue:
            cue_source[cue[0]] = source[0] if source else None
        for span in source:
            if span not in spans["source"]:
                spans["source"].append(span)
    for role, number in (("content", 0), ("cue", 1), ("source", 2)):
        members = sorted(
            {"content": content_cue, "cue": cue_source, "source": spans["source"]}[role]
        )
        for span in members:
            labels[span.first : span.last] = 2 + 2 * number
            labels[span.first] = 1 + 2 * number
    contents, cues, sources = sorted(content_cue), sorted(cue_source), sorted(spans["source"])
    return Example(
        window,
        labels,
        contents,
        cues,
        sources,
        [len(cues) if content_cue[c] is None else cues.index(content_cue[c]) for c in contents],
        [len(sources) if cue_source[c] is None else sources.index(cue_source[c]) for c in cues],
    )
