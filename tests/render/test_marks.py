"""An article in pieces: nothing lost, nothing twice, and what is said of each is true of it."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from hypothesis import given

from attrib.model import Attribution, Document, Finding, Outlet, Report, Span, Speaker, Statement
from attrib.render.marks import Marked, mark

from . import made, samples


def marked(report: Report) -> Marked:
    return mark(report, report.findings)


def of(text: str, *contents: str, findings: tuple[Finding, ...] = ()) -> Report:
    """A report whose statements are these words of a text, of somebody each."""
    rows = [
        Attribution(
            Statement(f"s{n}", (samples.span(text, words),)),
            Speaker(f"Speaker {n}", None, "person", "named"),
            None,
        )
        for n, words in enumerate(contents, 1)
    ]
    return Report(made.document(text), tuple(rows), findings, "0", "m")


def finding(span: Span, **more: object) -> Finding:
    return Finding("AT205", "vague-source", "warning", span, "Name them.", **more)  # type: ignore[arg-type]


def shown(report: Report) -> list[str]:
    """Each paragraph, its statements' words in brackets and their ids where their marks stand."""
    lines = []
    for pieces in marked(report).paragraphs:
        line = ""
        for piece in pieces:
            words = report.document.slice(piece.span)
            line += f"[{words}]" if piece.statement is not None else words
            for end in piece.ends:
                line += f"{{{end if isinstance(end, int) else end.statement.id}}}"
        lines.append(line)
    return lines


def covered(document: Document, spans: tuple[Span, ...]) -> set[int]:
    """The offsets of spans that stand in a paragraph."""
    inside = {at for paragraph in document.paragraphs for at in range(*paragraph)}
    return {at for span in spans for at in range(*span)} & inside


@given(made.reports())
def test_the_pieces_of_each_paragraph_are_the_paragraph(report: Report) -> None:
    cut = marked(report)
    assert len(cut.paragraphs) == len(report.document.paragraphs)
    for paragraph, pieces in zip(report.document.paragraphs, cut.paragraphs, strict=True):
        assert pieces[0].span.start == paragraph.start
        assert pieces[-1].span.end == paragraph.end
        assert all(piece.span.start < piece.span.end for piece in pieces)
        assert all(one.span.end == next_.span.start for one, next_ in pairwise(pieces))


@given(made.reports())
def test_what_lights_up_is_each_part_of_each_statement_and_no_more(report: Report) -> None:
    cut = marked(report)
    by_number = {piece.number: piece.span for _, piece in cut.pieces() if piece.number is not None}
    assert sorted(by_number) == list(range(len(by_number)))
    for attribution in report.attributions:
        statement, outlet = attribution.statement, attribution.outlet
        speaker = attribution.speaker
        named = (speaker.named,) if speaker is not None and speaker.named is not None else ()
        hops = tuple(hop.mention for hop in outlet.chain if hop.mention) if outlet else ()
        for part, spans in (
            ("content", statement.content),
            ("cue", statement.cue),
            ("source", statement.source),
            ("named", named),
            ("outlet", hops),
        ):
            numbers = cut.lights.get(statement.id, {}).get(part, ())  # type: ignore[call-overload]
            assert len(numbers) == len(set(numbers))
            lit = {at for number in numbers for at in range(*by_number[number])}
            assert lit == covered(report.document, spans), part


@given(made.reports())
def test_every_statement_and_every_finding_has_its_mark_once(report: Report) -> None:
    ends = Counter(
        end if isinstance(end, int) else end.statement.id
        for _, piece in marked(report).pieces()
        for end in piece.ends
    )
    expected = [a.statement.id for a in report.attributions] + list(range(len(report.findings)))
    assert ends == Counter(expected)


@given(made.reports())
def test_a_piece_has_the_findings_over_it_and_the_innermost_statement(report: Report) -> None:
    for _, piece in marked(report).pieces():
        assert piece.findings == tuple(
            index
            for index, found in enumerate(report.findings)
            if found.comment is None and found.span.overlaps(piece.span)
        )
        over = [
            span.end - span.start
            for a in report.attributions
            if a.is_statement
            for span in a.statement.content
            if span.contains(piece.span)
        ]
        assert (piece.statement is None) == (not over)
        if piece.statement is not None:
            mine = [s for s in piece.statement.statement.content if s.contains(piece.span)]
            assert min(span.end - span.start for span in mine) == min(over)
            assert piece.number is not None


@given(made.reports())
def test_every_word_is_counted_once(report: Report) -> None:
    cut = marked(report)
    credited = sum(
        cut.words.get(a.statement.id, 0) for a in report.attributions if a.speaker is not None
    )
    words = sum(len(report.document.slice(p).split()) for p in report.document.paragraphs)
    assert credited + cut.bare == words


@given(made.reports())
def test_there_are_no_more_pieces_than_ends_of_spans(report: Report) -> None:
    spans = {found.span for found in report.findings}
    for a in report.attributions:
        spans |= {*a.statement.content, *a.statement.cue, *a.statement.source}
        spans |= {hop.mention for hop in a.outlet.chain if hop.mention} if a.outlet else set()
        spans |= {a.speaker.named} if a.speaker and a.speaker.named else set()
    marks = len(report.attributions) + len(report.findings)
    pieces = sum(1 for _ in marked(report).pieces())
    assert pieces <= len(report.document.paragraphs) + 2 * len(spans) + marks


def test_a_long_article_has_as_many_pieces_as_its_parts_together() -> None:
    line = "The pier is shut, Per Lund said. Critics doubt it.\n"

    def counted(times: int) -> int:
        text = line * times
        starts = range(0, len(text), len(line))
        rows = tuple(
            Attribution(
                Statement(f"s{n}", (Span(at, at + 16),), (Span(at + 27, at + 31),)), None, None
            )
            for n, at in enumerate(starts)
        )
        found = tuple(finding(Span(at + 33, at + 40)) for at in starts)
        return sum(1 for _ in marked(Report(made.document(text), rows, found, "0", "m")).pieces())

    assert counted(400) == 40 * counted(10)


def test_the_mark_stands_after_the_last_word() -> None:
    text = "“We hope,” said Per Lund, “for  \nspring.  ”  \nNobody else spoke."
    report = Report(
        made.document(text),
        (
            Attribution(
                Statement("s1", (samples.span(text, "“We hope,”"), samples.span(text, "“for  \n"))),
                None,
                None,
            ),
            Attribution(Statement("s2", (samples.span(text, "”  \n"),)), None, None),
            Attribution(Statement("s3", (samples.span(text, "Nobody else spoke."),)), None, None),
        ),
        (),
        "0",
        "m",
    )
    assert shown(report) == [
        "[“We hope,”] said Per Lund, [“for]{s1}",
        "spring.  [”]{s2}",
        "[Nobody else spoke.]{s3}",
    ]


def test_the_mark_of_spaces_between_two_paragraphs_stands_in_the_first() -> None:
    text = "The pier is shut.\n\nRain fell."
    assert shown(of(text, "\n\n")) == ["The pier is shut.{s1}", "Rain fell."]
    assert shown(of(text, ".\n\n")) == ["The pier is shut[.]{s1}", "Rain fell."]


def test_a_finding_without_words_has_its_mark_in_its_own_paragraph() -> None:
    text = "The pier is shut.\nRain fell.\nWind rose."
    start = text.index("Rain")
    found = (
        finding(Span(0, 0)),
        finding(Span(start, start), comment=Span(3, 9)),
        finding(Span(len(text), len(text))),
    )
    assert shown(of(text, findings=found)) == [
        "The pier is shut.{0}",
        "Rain fell.{1}",
        "Wind rose.{2}",
    ]
    assert all(piece.number is None for _, piece in marked(of(text, findings=found)).pieces())


def test_a_statement_in_another_is_the_innermost_and_the_words_are_its_own() -> None:
    text = "Lund said that Lie had told him the pier is shut for good."
    cut = marked(of(text, "Lie had told him the pier is shut for good", "the pier is shut"))
    pieces = [
        (text[slice(*piece.span)], piece.statement.statement.id)
        for _, piece in cut.pieces()
        if piece.statement is not None
    ]
    assert pieces == [
        ("Lie had told him ", "s1"),
        ("the pier is shut", "s2"),
        (" for good", "s1"),
    ]
    assert cut.words == {"s1": 6, "s2": 4}
    assert cut.bare == 3
    assert cut.lights["s1"]["content"] == (0, 1, 2)


def test_a_statement_over_three_paragraphs_is_marked_in_each_and_ends_in_the_last() -> None:
    text = "“The pier is shut.\n“Rain fell.\n“Wind rose.” So he said."
    assert shown(of(text, text[: text.index(" So")])) == [
        "[“The pier is shut.]",
        "[“Rain fell.]",
        "[“Wind rose.”]{s1} So he said.",
    ]


def test_a_word_that_is_cut_in_two_counts_once_and_for_whom_it_begins() -> None:
    cut = marked(of("A semi-detached promise.", "semi", "detached"))
    assert cut.words == {"s1": 1, "s2": 0}
    assert cut.bare == 2


def test_words_that_an_editor_calls_no_statement_are_nobodys() -> None:
    report = samples.decided()
    (third,) = [a for a in report.attributions if not a.is_statement]
    cut = marked(report)
    assert all(piece.statement is not third for _, piece in cut.pieces())
    assert third.statement.id not in cut.words
    assert cut.lights[third.statement.id]["content"]


def test_a_place_that_is_outlet_and_hop_lights_up_once() -> None:
    report = samples.report()
    outlet = report.attributions[0].outlet
    assert isinstance(outlet, Outlet)
    assert outlet.mention == outlet.chain[0].mention
    assert len(marked(report).lights["s1"]["outlet"]) == 1
