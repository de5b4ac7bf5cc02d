"""What the texts say of an article's quotes, for people: word for word, in 80 columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from attrib.model import (
    VERDICTS,
    Attribution,
    Copy,
    Document,
    Finding,
    Report,
    Span,
    Verdict,
    VerdictKind,
)

from .changes import change_told, passage_place
from .columns import columns, cut, one_line, pad, visible, wrap
from .naming import named
from .text import WIDTH, style

_LABEL = 9
_COLOURS: dict[VerdictKind, str] = {
    "verbatim": "green",
    "paraphrase": "blue",
    "edited": "blue",
    "trimmed": "yellow",
    "not-checked": "yellow",
    "not-found": "red",
    "altered": "red",
    "spliced": "red",
    "misattributed": "red",
}
# What is said of a verdict to somebody who sees it for the first time.
MEANING: dict[VerdictKind, str] = {
    "verbatim": "word for word",
    "paraphrase": "the passage most likely meant",
    "edited": "changed only where dots or brackets show it",
    "trimmed": "words are left out, and nothing shows it",
    "not-checked": "",
    "not-found": "nothing like it in the speaker's texts",
    "altered": "the words in the marks are not the source's",
    "spliced": "two passages joined as one quote",
    "misattributed": "somebody else says it there",
}
# Rules whose findings come from holding an article against texts.
_RULES = frozenset(
    {
        *("altered-quote", "quote-not-found", "misattributed-quote"),
        *("edited-quote", "uncredited-copy"),
    }
)
# Lines that a quote or a passage is shown in at most, and copies of one article.
_MOST_LINES, _MOST_COPIES = 12, 20


def about_quotes(report: Report) -> tuple[Finding, ...]:
    """The findings that come from holding an article against texts."""
    return tuple(finding for finding in report.findings if finding.name in _RULES)


def render(reports: Sequence[Report], *, everything: bool = False, colour: bool = False) -> str:
    """The quotes that are not word for word, a table of all, what is copied, and a summary.

    Args:
        reports: in the order in which to show them.
        everything: show what is word for word, too.
        colour: mark verdicts and changes with ANSI colours.

    Returns:
        Lines, each ended; safe to send to a terminal whatever articles and texts hold.
    """
    lines: list[str] = []
    for report in reports:
        if lines:
            lines.append("")
        lines += _report(report, everything, colour)
    return "".join(line + "\n" for line in lines)


def _report(report: Report, everything: bool, colour: bool) -> Iterator[str]:
    held = [a for a in report.attributions if a.verdict is not None and a.is_statement]
    for attribution in held:
        verdict = attribution.verdict
        if verdict is not None and (everything or needs_eyes(verdict)):
            yield from _block(report.document, attribution, verdict, colour)
            yield ""
    for copy in report.copies[:_MOST_COPIES]:
        yield from _copy(report.document, copy, colour)
        yield ""
    if held:
        yield from _table(report.document, held, colour)
        yield ""
    yield style(f"{one_line(report.document.path)}: ", colour, bold=True) + verdict_counts(
        report, held
    )


def needs_eyes(verdict: Verdict) -> bool:
    """True where a quote is not word for word, or a paraphrase has something otherwise."""
    if verdict.kind == "paraphrase":
        return bool(verdict.changes)
    return verdict.kind not in ("verbatim", "not-checked")


def _block(
    document: Document, attribution: Attribution, verdict: Verdict, colour: bool
) -> Iterator[str]:
    start = document.raw_span(attribution.statement.content[0]).start
    line, column = document.locate(start)
    place = style(f"{named(document)}:{line}:{column}:", colour, bold=True)
    kind = style(verdict_name(verdict), colour, fg=_COLOURS[verdict.kind], bold=True)
    meaning = verdict.reason or MEANING[verdict.kind]
    if verdict.kind == "paraphrase" and verdict.changes:
        meaning = "the source has it otherwise"
    yield f"{place} {kind}: {one_line(meaning)}"
    speaker = attribution.speaker.name if attribution.speaker is not None else "nobody"
    ours = [change.place for change in verdict.changes]
    spans = list(attribution.statement.content)
    yield from _shown("printed", document.text, spans, ours, "red", colour)
    yield from _words("", f"credited to {speaker}")
    for number, passage in enumerate(verdict.passages):
        theirs = [c.said_place for c in verdict.changes if c.passage == number]
        label = "nearest" if verdict.kind == "not-found" else "source"
        whole = [Span(0, len(passage.words))]
        yield from _shown(label, passage.words, whole, theirs, "green", colour)
        yield from _words("", passage_place(passage))
    for number, change in enumerate(verdict.changes):
        yield from _words("changes" if not number else "", change_told(change))


def verdict_name(verdict: Verdict) -> str:
    """What a verdict is called: "not found"."""
    return verdict.kind.replace("-", " ")


def _copy(document: Document, copy: Copy, colour: bool) -> Iterator[str]:
    line, column = document.locate(document.raw_span(copy.span).start)
    place = style(f"{named(document)}:{line}:{column}:", colour, bold=True)
    kind = style("copied", colour, fg="yellow", bold=True)
    yield f"{place} {kind}: {copy.words} words of a text, without quotation marks"
    yield from _shown("printed", document.text, [copy.span], [], "red", colour)
    yield from _words("source", passage_place(copy.passage))


def _table(document: Document, held: Sequence[Attribution], colour: bool) -> Iterator[str]:
    rows = [("", "verdict", "speaker", "words")]
    for attribution in held:
        verdict, speaker = attribution.verdict, attribution.speaker
        assert verdict is not None
        start, end = attribution.statement.content[0]
        rows.append(
            (
                attribution.statement.id,
                verdict_name(verdict),
                one_line(speaker.name) if speaker is not None else "-",
                one_line(document.text[start : min(end, start + 2 * WIDTH)]),
            )
        )
    limits = (8, 13, 22)
    widths = [min(most, max(columns(row[i]) for row in rows)) for i, most in enumerate(limits)]
    rest = WIDTH - sum(widths) - 2 * len(widths)
    for index, row in enumerate(rows):
        cells = [pad(cell, width) for cell, width in zip(row, widths, strict=False)]
        if not index:
            yield style("  ".join([*cells, row[-1]]).rstrip(), colour, bold=True)
            continue
        verdict = held[index - 1].verdict
        assert verdict is not None
        cells[1] = style(cells[1], colour, fg=_COLOURS[verdict.kind])
        yield "  ".join([*cells, cut(row[-1], rest)]).rstrip()


def verdict_counts(report: Report, held: Sequence[Attribution]) -> str:
    """How many of the quotes `held` against texts got which verdict, in one line."""
    kinds = Counter(a.verdict.kind for a in held if a.verdict is not None)
    paraphrases = kinds.pop("paraphrase", 0)
    quotes = sum(kinds.values())
    told = [f"{kinds[kind]} {kind.replace('-', ' ')}" for kind in VERDICTS if kinds[kind]]
    line = f"{quotes} {'quote' if quotes == 1 else 'quotes'}"
    line += f": {', '.join(told)}" if told else ""
    if paraphrases:
        line += f"; {paraphrases} {'paraphrase' if paraphrases == 1 else 'paraphrases'} found"
    if report.copies:
        line += f"; {len(report.copies)} copied"
    if report.unread:
        count = len(report.unread)
        line += f"; {count} {'text' if count == 1 else 'texts'} could not be read"
    return line


# Words with marks under them


def _shown(
    label: str,
    text: str,
    spans: Sequence[Span],
    marked: Sequence[Span],
    fg: str,
    colour: bool,
) -> Iterator[str]:
    """Some spans of a text in lines, with carets under the marked words."""
    lines = list(_lines(_flagged(text, spans, marked), WIDTH - _LABEL - 2))
    if len(lines) > _MOST_LINES:
        keep = [n for n, line in enumerate(lines) if any(flag for _, flag in line)]
        near = {m for n in keep for m in (n - 1, n, n + 1)} | {0, len(lines) - 1}
        lines = [line for n, line in enumerate(lines) if n in near][:_MOST_LINES]
    for number, line in enumerate(lines):
        lead = "  " + pad(f"{label}:" if not number else "", _LABEL)
        yield lead + "".join(_coloured(line, fg, colour))
        carets = "".join(("^" if flag else " ") * columns(char) for char, flag in line).rstrip()
        if carets:
            yield " " * len(lead) + style(carets, colour, fg=fg)


def _flagged(
    text: str, spans: Sequence[Span], marked: Sequence[Span]
) -> Iterator[tuple[str, bool]]:
    """The characters that a reader sees of some spans, each with whether it is marked."""
    space = False
    for number, span in enumerate(spans):
        if number:
            yield from ((char, False) for char in " … ")
        for at in range(span.start, span.end):
            char = text[at]
            flag = any(place.start <= at < place.end for place in marked)
            if char.isspace():
                if not space:
                    yield " ", flag
                space = True
                continue
            space = False
            for shown in visible(char):
                yield shown, flag


def _lines(chars: Iterable[tuple[str, bool]], width: int) -> Iterator[list[tuple[str, bool]]]:
    """Characters in lines of at most `width` columns, parted at spaces where there are some."""
    line: list[tuple[str, bool]] = []
    used = 0
    for pair in chars:
        size = columns(pair[0])
        if used + size > width:
            space = next((n for n in range(len(line) - 1, 0, -1) if line[n][0] == " "), None)
            rest = line[space + 1 :] if space is not None else []
            yield line[:space] if space is not None else line
            line, used = rest, sum(columns(char) for char, _ in rest)
            if pair[0] == " " and not line:
                continue
        line.append(pair)
        used += size
    if line:
        yield line


def _coloured(line: Sequence[tuple[str, bool]], fg: str, colour: bool) -> Iterator[str]:
    start = 0
    while start < len(line):
        end = start
        while end < len(line) and line[end][1] == line[start][1]:
            end += 1
        words = "".join(char for char, _ in line[start:end])
        yield style(words, colour and line[start][1], fg=fg, bold=True)
        start = end


def _words(label: str, words: str) -> Iterator[str]:
    lead = "  " + pad(f"{label}:" if label else "", _LABEL)
    for number, part in enumerate(wrap(one_line(words), WIDTH - len(lead))):
        yield (lead if not number else " " * len(lead)) + part
