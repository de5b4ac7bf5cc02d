"""Quotes altered, or faithfully house-styled, in known ways from given texts.

    python -m benchmarks.made_quotes [--polnear] [--altered 5000] [--faithful 5000] [--seed 1]
        [--show 6] [--out FILE]

Prints how many quotes of each kind and verdict there are, some of each kind to read (`--show`), and
writes all as JSON lines (`--out`). The same texts and seed give the same quotes. The verdicts are those
of attrib/model/verdict.py; neither code nor words of the verifier are used here, and every quote is
checked by the rules of made_words.py: a faithful one has its passage's words once all is set aside that
may be, an altered one does not, in no place of its text.

| altered kind | what was done | verdict |
|---|---|---|
| synonym, number, tense, name | one place replaced | altered |
| negation | a denial dropped or put in; where only "not" or "never" is left out, trimmed | altered |
| added, moved | an adverb or adjective; a phrase of at most six words | altered |
| close-paraphrase, combined | three to six words replaced; a number and a word | altered |
| dropped-inside, dropped-edge | words left out; at an edge, the rest shown as a sentence | trimmed |
| splice | two passages as one | spliced |
| other-speaker | credited to somebody else | misattributed |

Faithful kinds are verbatim, but for ellipsis, gloss and first-letter, which are edited.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

from .made_altered import ALTERED, Maker, is_other_value
from .made_faithful import FAITHFUL, curly, nested, straight
from .made_pieces import FEWEST, LEADS, MOST, Corpus, Draft, Piece, count, fragment
from .made_words import plain
from .spoken_texts import SpokenText, read_made_texts, read_polnear

__all__ = ["Made", "SpokenText", "make"]

# Where a fragment would be something else: an edge, a pair, a sentence's start.
WHOLE = frozenset(
    "dropped-edge splice leading neighbours first-letter case as-is other-speaker".split()
)
QUOTING = frozenset({"marks", "british", "numbers-style"})  # kinds that may have a quotation inside
TRIES = 60  # at one text, before the next one's turn
TURNS = 3  # that a text may fail before it is left out


@dataclass(frozen=True)
class Made:
    """A made quote.

    Attributes:
        quote: as between the marks.
        speaker: credited with it.
        kind: a key of ALTERED or FAITHFUL.
        faithful: True where the article has nothing to be blamed for.
        verdict: the VerdictKind that is expected.
        text: name of its text; of a splice from two texts both, one a line.
        passage: the source's words; of a splice both passages, in the quote's order, one a line.
        changed: (quoted, said) of each place, "" where there is none; what the house style changed is
            left out.
    """

    quote: str
    speaker: str
    kind: str
    faithful: bool
    verdict: str
    text: str
    passage: str
    changed: tuple[tuple[str, str], ...]


def make(texts: Sequence[SpokenText], seed: int, altered: int, faithful: int) -> list[Made]:
    """Quotes evenly over kinds and texts, those of one kind together, no two the same.

    Fewer than asked where the texts have no more to give; what one kind cannot give, others do.
    """
    corpus = Corpus(texts)
    return [
        *_evenly(corpus, ALTERED, False, altered, seed),
        *_evenly(corpus, FAITHFUL, True, faithful, seed),
    ]


def _evenly(
    corpus: Corpus, kinds: Mapping[str, tuple[Maker, str]], faithful: bool, wanted: int, seed: int
) -> list[Made]:
    sources = {kind: _Kind(corpus, kind, *kinds[kind], faithful, seed) for kind in kinds}
    while True:
        open_kinds = [kind for kind in sources.values() if not kind.is_dry]
        missing = wanted - sum(len(kind.made) for kind in sources.values())
        if missing <= 0 or not open_kinds:
            break
        for at, kind in enumerate(open_kinds):
            share = missing // len(open_kinds) + (at < missing % len(open_kinds))
            kind.fill(share)
    return [quote for kind in sources.values() for quote in kind.made]


class _Kind:
    """Makes quotes of one kind, from each text in turn."""

    def __init__(
        self, corpus: Corpus, kind: str, maker: Maker, verdict: str, faithful: bool, seed: int
    ) -> None:
        self.corpus, self.kind, self.maker = corpus, kind, maker
        self.verdict, self.faithful = verdict, faithful
        self.chance = Random(f"{seed} {kind}")
        self.made: list[Made] = []
        self._seen: set[tuple[str, str]] = set()
        self._turns = list(range(len(corpus.texts)))
        self.chance.shuffle(self._turns)
        self._failed: Counter[int] = Counter()

    @property
    def is_dry(self) -> bool:
        return not self._turns

    def fill(self, more: int) -> None:
        wanted = len(self.made) + more
        while self._turns and len(self.made) < wanted:
            text = self._turns.pop(0)
            found = next(filter(None, (self._try(text) for _ in range(TRIES))), None)
            if found:
                self.made.append(found)
                self._failed[text] = 0
            else:
                self._failed[text] += 1
            if self._failed[text] < TURNS:
                self._turns.append(text)

    def _try(self, number: int) -> Made | None:
        piece: Piece | None = self.chance.choice(self.corpus.of[number])
        assert piece is not None
        if self.kind == "fragment" or (self.kind not in WHOLE and self.chance.random() < 0.25):
            piece = fragment(piece, self.chance)
        if piece is None or (piece.is_quoting and self.kind not in QUOTING):
            return None
        if piece.has_sound and self.kind != "fillers":
            return None
        draft = self.maker(self.corpus, piece, self.chance)
        if draft is None:
            return None
        made = self._dressed(piece, draft)
        key = (plain(made.quote), made.speaker) if not self.faithful else (made.quote, "")
        if key in self._seen or not is_sound(self.corpus, piece, made):
            return None
        self._seen.add(key)
        return made

    def _dressed(self, piece: Piece, draft: Draft) -> Made:
        """The draft in an article's marks: a quotation inside single, a comma for the full stop."""
        quote, changed = draft.quote, draft.changed
        if self.kind not in ("as-is", "marks"):
            if piece.is_quoting:
                quote = nested(quote) or quote
            if self.chance.random() < 0.3:
                restyle = curly if "'" in quote else straight
                quote = restyle(quote)
                changed = tuple((restyle(quoted), said) for quoted, said in changed)
            if quote.endswith(".") and not re.search(r"\b[a-z]\.[a-z]\.$", quote, re.I):
                if self.chance.random() < 0.25:
                    quote = quote[:-1] + ","
        passage = piece.passage if draft.passage is None else draft.passage
        return Made(
            quote=quote,
            speaker=draft.speaker or piece.text.speaker,
            kind=self.kind,
            faithful=self.faithful,
            verdict=draft.verdict or self.verdict,
            text=draft.texts or piece.text.name,
            passage=passage,
            changed=changed,
        )


def is_sound(corpus: Corpus, piece: Piece, made: Made) -> bool:
    """True for a quote that is what its kind says, and that one text alone can have been meant by."""
    words = count(made.quote)
    if not FEWEST <= words <= MOST:
        return False
    if made.kind == "splice":
        return not corpus.says(piece.text, made.quote)
    if not corpus.is_only_here(made.passage, piece.text):
        return False
    if corpus.times(piece.text, made.passage) != 1:
        return False
    return is_faithful(made) if made.faithful else _is_altered(corpus, piece, made)


def is_faithful(made: Made) -> bool:
    """True where the quote has its passage's words, what is marked or set aside aside."""
    quote, said = plain(made.quote), plain(made.passage)
    if made.kind == "leading":
        return quote in (said.removeprefix(plain(lead)) for lead in LEADS) and quote != said
    if made.kind in ("gloss", "first-letter"):
        ((quoted, said_there),) = made.changed
        return quoted in made.quote and said == plain(made.quote.replace(quoted, said_there, 1))
    if made.kind == "ellipsis":
        parts = [plain(part) for part in re.split(r"\[?(?:…|\.\.\.)\]?", made.quote)]
        return (
            len(parts) == 2
            and said.startswith(parts[0])
            and said.endswith(parts[1])
            and 0 < len(parts[0]) + len(parts[1]) < len(said)
        )
    return quote == said


def _is_altered(corpus: Corpus, piece: Piece, made: Made) -> bool:
    if made.kind == "other-speaker":
        return made.speaker != piece.text.speaker
    if made.kind == "dropped-edge":
        return plain(made.quote) in plain(made.passage)
    if corpus.says(piece.text, made.quote) or any(
        plain(quoted) == plain(said) for quoted, said in made.changed if made.kind != "moved"
    ):
        return False
    if made.kind in ("number", "combined"):
        return any(is_other_value(quoted, said) for quoted, said in made.changed)
    return True


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--polnear", action="store_true", help="from PolNeAR's training part")
    parser.add_argument("--altered", type=int, default=5_000)
    parser.add_argument("--faithful", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="quotes of each kind to print")
    parser.add_argument("--kind", help="the only kind to print quotes of")
    parser.add_argument("--out", type=Path, metavar="FILE")
    args = parser.parse_args()
    texts = read_polnear() if args.polnear else read_made_texts()
    made = make(texts, args.seed, args.altered, args.faithful)
    if args.out:
        lines = (json.dumps(asdict(quote), ensure_ascii=False) for quote in made)
        args.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for (kind, verdict), number in Counter((q.kind, q.verdict) for q in made).items():
        print(f"{kind:<18}{verdict:<14}{number:>6}")
    print(f"{len(made)} quotes from {len(texts)} texts")
    chance = Random(args.seed)
    for kind in (*ALTERED, *FAITHFUL):
        of_kind = [quote for quote in made if quote.kind == kind]
        if args.kind not in (None, kind):
            continue
        for quote in chance.sample(of_kind, min(args.show, len(of_kind))):
            print(f"\n{kind}: {quote.verdict}, {quote.speaker}, {quote.text.splitlines()}")
            print(f"  > {quote.quote!r}\n  < {quote.passage!r}\n  {quote.changed}")


if __name__ == "__main__":
    main()
