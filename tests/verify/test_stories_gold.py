"""The gold of ``stories``, against the relays and the texts that it speaks of."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from attrib import Registry

STORIES = sorted(p for p in (Path(__file__).parent / "stories").iterdir() if p.is_dir())
AT_LEAST = {
    "verbatim": 55,
    "edited": 18,
    "trimmed": 14,
    "altered": 20,
    "spliced": 9,
    "misattributed": 9,
    "not-found": 10,
    "not-checked": 8,
}
NOWHERE = ("not-found", "not-checked")
COPIED_WORDS = 12
ABOUT = {"number", "negation", "condition", "hedge", "name", "date", "words"}
# British and American spellings that the relays change.
SPELLINGS = {
    "harbour": "harbor",
    "metres": "meters",
    "neighbours": "neighbors",
    "neighbour": "neighbor",
    "colour": "color",
    "labour": "labor",
    "favour": "favor",
    "honour": "honor",
    "programme": "program",
    "centre": "center",
    "theatre": "theater",
    "apologise": "apologize",
    "apologised": "apologized",
    "organised": "organized",
    "recognise": "recognize",
    "litres": "liters",
    "kilometres": "kilometers",
    "grey": "gray",
    "cheque": "check",
    "defence": "defense",
    "plough": "plow",
}
SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
VALUES = {word: n for n, word in enumerate(SMALL)} | {w: 10 * n for n, w in enumerate(TENS, 2)}
FILLERS = {"um", "uh", "er", "erm"}
SOUNDS = re.compile(r"\((?:laughter|applause)\)|\[(?:laughter|applause)\]", re.IGNORECASE)


class Words(HTMLParser):
    """The words of a page, its head left out."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.in_head = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.in_head = tag == "head" or (self.in_head and tag != "body")
        if tag not in ("em", "i", "b", "strong", "a", "span", "sup"):
            self.words.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.in_head:
            self.words.append(data)


def unwrapped(text: str) -> str:
    return " ".join(text.split())


def read_text(path: Path) -> str:
    """The words of a text on one line: time lines, tags, front matter and labels left out."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        page = Words()
        page.feed(text)
        page.close()
        text = "".join(page.words)
    elif path.suffix in (".srt", ".vtt"):
        cues = [block.split("\n") for block in re.split(r"\n\s*\n", text.strip())]
        said = [
            line
            for cue in cues
            for at, line in enumerate(cue)
            if any("-->" in earlier for earlier in cue[:at])
        ]
        text = html.unescape(re.sub(r"<[^>]*>", "", "\n".join(said)))
    elif path.suffix == ".md":
        text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    else:
        text = re.sub(
            r"^(?:[A-Z][A-Z .'’-]+|[QA]) ?(?:\([^)\n]*\))?: ", "", text, flags=re.MULTILINE
        )
    return unwrapped(text)


def tokens(words: str) -> list[str]:
    """What is left of words when all is set aside that counts for nothing."""
    words = SOUNDS.sub(" ", words.lower()).replace("%", " percent").replace("&", " and ")
    words = re.sub(r"['’‘]", "", words).replace("per cent", "percent")
    words = re.sub(r"(?<=\d),(?=\d{3})", "", words)
    out: list[str] = []
    last_tens = False
    for word in re.findall(r"\d+(?:\.\d+)?|\w+", words):
        if word in FILLERS:
            continue
        value = VALUES.get(word)
        if value is not None and last_tens and 0 < value < 10:
            out[-1] = str(int(out[-1]) + value)
        elif word == "hundred" and out and out[-1].isdigit():
            out[-1] = str(int(out[-1]) * 100)
        elif word == "thousand" and out and out[-1].isdigit():
            out[-1] = str(int(out[-1]) * 1000)
        else:
            out.append(str(value) if value is not None else SPELLINGS.get(word, word))
        last_tens = value is not None and value >= 20
    return out


def squeezed(words: str) -> str:
    return "".join(tokens(words))


def leading_left_out(words: str) -> str:
    return re.sub(r"^(?:And|But|So|Well),? ", "", words)


def pieces(value: str | list[str] | None) -> list[str]:
    return [] if value is None else [value] if isinstance(value, str) else value


def gold_of(story: Path) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads((story / "gold.json").read_text(encoding="utf-8"))
    return gold


def entries(key: str) -> list[Any]:
    """All entries under a key, as parameters: story, name of the article, entry."""
    found = []
    for story in STORIES:
        for relay, gold in gold_of(story).items():
            for n, entry in enumerate(gold[key]):
                where = f"{story.name}/{relay}/{n}"
                found.append(pytest.param(story, relay, entry, id=where))
    return found


def read_relay(story: Path, relay: str) -> str:
    return unwrapped((story / relay).read_text(encoding="utf-8"))


def outside_quotes(article: str, gold: dict[str, Any]) -> list[str]:
    """The article cut at its quotes, a word or two inside marks left alone."""
    for entry in gold["quotes"]:
        for piece in pieces(entry["quote"]):
            if len(piece) > 12:
                article = article.replace(piece, "\n")
    return article.split("\n")


def copied_runs(words: list[str], source: list[str]) -> list[list[str]]:
    """The longest runs of words that stand word for word in the source."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(source):
        places.setdefault(word, []).append(place)
    runs: list[list[str]] = []
    end = 0
    for start in range(len(words)):
        longest = 0
        for place in places.get(words[start], []):
            length = 0
            for mine, theirs in zip(words[start:], source[place:], strict=False):
                if mine != theirs:
                    break
                length += 1
            longest = max(longest, length)
        if longest >= COPIED_WORDS and start + longest > end:
            runs.append(words[start : start + longest])
            end = start + longest
    return runs


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_each_story_has_its_files(story: Path) -> None:
    relays = {path.name for path in story.glob("relay-*.txt")}
    assert relays == set(gold_of(story))
    assert len(relays) >= 3
    for relay in relays:
        assert 250 <= len(read_relay(story, relay).split()) <= 600
    texts = [path for path in (story / "texts").iterdir() if path.is_file()]
    assert texts
    for text in texts:
        assert 500 <= len(read_text(text).split()) <= 1200
    Registry.load(story / "sources.yaml", shipped=False)
    sources = yaml.safe_load((story / "sources.yaml").read_text(encoding="utf-8"))
    for record in sources["sources"]:
        for listed in record.get("texts", ()):
            assert list(story.glob(listed["path"])), listed["path"]


def test_each_kind_of_text_is_there() -> None:
    kinds = Counter(path.suffix for story in STORIES for path in (story / "texts").iterdir())
    assert kinds.keys() >= {".txt", ".html", ".srt", ".vtt", ".md"}
    assert len(STORIES) >= 7
    assert sum(len(list((story / "texts").iterdir())) > 1 for story in STORIES) >= 2


@pytest.mark.parametrize(("story", "relay", "entry"), entries("quotes"))
def test_quote_and_passage_stand_in_their_files(
    story: Path, relay: str, entry: dict[str, Any]
) -> None:
    assert set(entry) == {"quote", "speaker", "verdict", "text", "passage", "changes", "why"}
    article = read_relay(story, relay)
    assert pieces(entry["quote"])
    for piece in pieces(entry["quote"]):
        assert piece in article
    # The article names the speaker, a person at least by the surname.
    assert entry["speaker"].split()[-1] in article
    if entry["verdict"] in NOWHERE:
        assert entry["text"] is None
        assert entry["passage"] is None
        return
    texts = [read_text(story / name) for name in pieces(entry["text"])]
    assert pieces(entry["passage"])
    for passage in pieces(entry["passage"]):
        assert any(passage in text for text in texts)


@pytest.mark.parametrize(("story", "relay", "entry"), entries("indirect"))
def test_indirect_statement_and_passage_stand_in_their_files(
    story: Path, relay: str, entry: dict[str, Any]
) -> None:
    assert set(entry) == {"statement", "speaker", "text", "passage", "disagree"}
    assert entry["statement"] in read_relay(story, relay)
    assert entry["speaker"].split()[-1] in read_relay(story, relay)
    assert entry["passage"] in read_text(story / entry["text"])
    for in_article, in_text in entry["disagree"]:
        assert in_article in entry["statement"]
        assert in_text in entry["passage"]


@pytest.mark.parametrize(("story", "relay", "entry"), entries("quotes"))
def test_entry_fits_its_verdict(story: Path, relay: str, entry: dict[str, Any]) -> None:
    verdict, quote = entry["verdict"], " ".join(pieces(entry["quote"]))
    passages = pieces(entry["passage"])
    passage = " ".join(passages)
    assert verdict in AT_LEAST
    assert entry["why"]
    assert bool(entry["changes"]) == (verdict in ("altered", "trimmed"))
    for change in entry["changes"]:
        assert change["about"] in ABOUT
        assert change["quoted"] or change["said"]
        assert change["quoted"].lower() in quote.lower()
        assert change["said"].lower() in passage.lower()
        assert verdict != "trimmed" or not change["quoted"]
    if verdict in ("verbatim", "spliced", "misattributed"):
        said = "".join(squeezed(leading_left_out(p)) for p in passages)
        assert squeezed(quote) in (said, squeezed(passage))
    if verdict == "spliced":
        assert len(passages) == 2
    if verdict == "edited":
        assert re.search(r"…|\.\.\.|\[", quote)
    else:
        assert not re.search(r"…|\.\.\.|\[", quote)
    if verdict == "trimmed":
        rest = iter(tokens(passage))
        assert all(word in rest for word in tokens(quote))
        assert squeezed(quote) != squeezed(passage)
    if verdict == "altered":
        rest = iter(tokens(passage))
        assert not all(word in rest for word in tokens(quote))


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_copies_are_all_that_was_copied(story: Path) -> None:
    texts = [tokens(read_text(path)) for path in sorted((story / "texts").iterdir())]
    for relay, gold in gold_of(story).items():
        article = read_relay(story, relay)
        assert all(copy in article for copy in gold["copies"])
        runs = [
            run
            for part in outside_quotes(article, gold)
            for text in texts
            for run in copied_runs(tokens(part), text)
        ]
        assert sorted(runs) == sorted(tokens(copy) for copy in gold["copies"])


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_no_place_is_judged_twice(story: Path) -> None:
    for relay, gold in gold_of(story).items():
        article = read_relay(story, relay)
        spans: list[tuple[int, int]] = []
        at = 0
        # In the order of the article.
        for entry in gold["quotes"]:
            for piece in pieces(entry["quote"]):
                at = article.index(piece, at)
                spans.append((at, at + len(piece)))
                at += len(piece)
        assert all(first[1] <= second[0] for first, second in pairwise(spans))


def test_there_is_enough_of_each() -> None:
    golds = [gold for story in STORIES for gold in gold_of(story).values()]
    quotes = Counter(entry["verdict"] for gold in golds for entry in gold["quotes"])
    assert {kind: n for kind, n in AT_LEAST.items() if quotes[kind] < n} == {}
    assert quotes.total() >= 140
    indirect = [entry for gold in golds for entry in gold["indirect"]]
    assert len(indirect) >= 25
    assert sum(bool(entry["disagree"]) for entry in indirect) >= 10
    assert sum(len(gold["copies"]) for gold in golds) >= 8
