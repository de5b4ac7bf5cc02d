"""When two spellings are one word, and what a contraction reads in full."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from attrib.wordlists import load

_FILE = "verify/spelling"
# Letters that stand before an ending at least: "our" and "or" make no pair of "four" and "for".
_STEM = 3


@lru_cache(maxsize=50_000)
def same_word(one: str, other: str) -> bool:
    """True for two forms of which one is the other's British or American spelling."""
    if one == other:
        return True
    if (one, other) in _pairs():
        return True
    if _without_possessive(one) == _without_possessive(other):
        # A mark too few or too many: "its" and "it's", "councils" and "council's".
        return "'" in one or "'" in other
    return (one, other) not in _apart() and any(
        one.endswith(a)
        and other.endswith(b)
        and len(one) - len(a) >= _STEM
        and one[: len(one) - len(a)] == other[: len(other) - len(b)]
        for a, b in _endings(one[-1], other[-1])
    )


def same_words(some: Sequence[str], others: Sequence[str]) -> bool:
    """True for the same words in other spellings, joined or parted otherwise ("re-open")."""
    if len(some) == len(others) and all(map(same_word, some, others)):
        return True
    if "".join(some) == "".join(others):
        return True
    return (" ".join(some), " ".join(others)) in _pairs()


def in_full(forms: Sequence[str]) -> tuple[str, ...]:
    """The same words with contractions written out; "'s" is left, which may be a possessive."""
    irregular, endings = _contractions()
    full: list[str] = []
    for form in forms:
        if form in irregular:
            full += irregular[form].split()
            continue
        for ending, words in endings.items():
            if ending != "'s" and form.endswith(ending) and len(form) > len(ending):
                full += [form[: -len(ending)], *words.split()]
                break
        else:
            full.append(form)
    return tuple(full)


def contracts(some: Sequence[str], others: Sequence[str]) -> bool:
    """True where two runs of words differ only in what is contracted: "it's", "it is"."""
    if in_full(some) == in_full(others):
        return True
    return any(
        in_full(long) == (*in_full(short[:-1]), short[-1].removesuffix("'s"), rest)
        for short, long in ((some, others), (others, some))
        if short and short[-1].endswith("'s")
        for rest in ("is", "has")
    )


def _without_possessive(form: str) -> str:
    return form.removesuffix("'s") + "s" if form.endswith("'s") else form.removesuffix("'")


@cache
def _pairs() -> frozenset[tuple[str, str]]:
    return frozenset(_both_ways(load(_FILE)["words"]))


@cache
def _apart() -> frozenset[tuple[str, str]]:
    return frozenset(_both_ways(load(_FILE)["apart"]))


def _both_ways(pairs: Sequence[Sequence[str]]) -> Iterator[tuple[str, str]]:
    for one, other in pairs:
        yield one, other
        yield other, one


@cache
def _endings(last: str, other_last: str) -> tuple[tuple[str, str], ...]:
    """The pairs of endings that end in these letters."""
    return tuple(
        pair
        for pair in _both_ways(load(_FILE)["endings"])
        if pair[0][-1] == last and pair[1][-1] == other_last
    )


@cache
def _contractions() -> tuple[Mapping[str, str], Mapping[str, str]]:
    lists = load(_FILE)
    return lists["irregular"], lists["contractions"]
