"""What the rules on quotations say of the texts that they were held against."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrib.model import Attribution, Change, Passage, Span, Verdict, VerdictKind

from .context import Context

# Characters of a passage that a message shows, and changes that it names.
_SHOWN, _MOST = 160, 3


def verified(context: Context, *kinds: VerdictKind) -> Iterator[tuple[Attribution, Verdict]]:
    """The statements with one of these verdicts, in the order of the text."""
    for attribution in context.attributions:
        verdict = attribution.verdict
        if verdict is not None and verdict.kind in kinds:
            yield attribution, verdict


def place_of(attribution: Attribution, changes: Sequence[Change]) -> Span:
    """Where a finding points: at the first change that has words in the article, else at the statement."""
    for change in changes:
        if change.place.end > change.place.start:
            return change.place
    return attribution.statement.content[0]


def told(changes: Sequence[Change]) -> str:
    """Changes in words, the gravest first."""
    said = [_told(change) for change in changes[:_MOST]]
    if len(changes) > _MOST:
        said.append(f"{len(changes) - _MOST} more")
    return "; ".join(said)


def _told(change: Change) -> str:
    quoted, there = excerpt(change.quoted, 60), excerpt(change.said, 60)
    match change.how:
        case "replaced":
            return f"“{quoted}” for “{there}”"
        case "added":
            return f"“{quoted}” is added"
        case "moved":
            return f"“{quoted}” has moved"
        case "gloss":
            return f"“{quoted}” in place of “{there}”" if there else f"“{quoted}” is put in"
        case _:
            return f"“{there}” is left out"


def cited(verdict: Verdict, lead: str = "") -> str | None:
    """The passages with their places; None without any.

    Of a verdict with changes those where the words part.
    """
    parted = {change.passage for change in verdict.changes}
    passages = [p for n, p in enumerate(verdict.passages) if n in parted or not parted]
    shown = [f"{where(p)} has “{excerpt(p.words)}”" for p in passages[:2]]
    if not shown:
        return None
    return f"{lead} in " * bool(lead) + " and ".join(shown)


def where(passage: Passage) -> str:
    """A passage's file and line."""
    page = f":p{passage.page}" if passage.page is not None else ""
    return f"{passage.path}{page}:{passage.line}"


def excerpt(words: str, most: int = _SHOWN) -> str:
    """Words on one line, cut in the middle if they are many."""
    line = " ".join(words.split())
    if len(line) <= most:
        return line
    half = most // 2
    return f"{line[:half].rstrip()} … {line[-half:].lstrip()}"
