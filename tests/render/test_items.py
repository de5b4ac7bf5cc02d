"""What the page lists: every statement and every finding, once, in the order of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from attrib.houses import DEFAULT, House, load_house
from attrib.model import (
    Attribution,
    Change,
    Finding,
    Passage,
    Report,
    Span,
    Speaker,
    Statement,
    Verdict,
)
from attrib.model.finding import Severity
from attrib.render.items import COLOURS, Checked, Item, Run, Voice, items, voices
from attrib.render.marks import mark

from . import made, samples

HOUSE = load_house(DEFAULT)


def listed(
    report: Report, stopping: frozenset[str] = frozenset(), house: House = HOUSE
) -> tuple[Item, ...]:
    spoken = voices(report, mark(report, report.findings))
    return items(report, report.findings, spoken, house, stopping)


def speaking(report: Report) -> tuple[Voice, ...]:
    return voices(report, mark(report, report.findings))


def of(*speakers: Speaker | None, words: Sequence[int] = ()) -> Report:
    """An article with a paragraph of so many words for each speaker, one without a number."""
    lines = [" ".join(["pier"] * (words[n] if words else 1)) for n in range(len(speakers))]
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    rows = tuple(
        Attribution(Statement(f"s{n + 1}", (Span(starts[n], starts[n + 1] - 1),)), speaker, None)
        for n, speaker in enumerate(speakers)
    )
    return Report(made.document("\n".join(lines)), rows, (), "0", "m")


def person(name: str, id: str | None = None) -> Speaker:
    return Speaker(name, id, "person", "named")


def finding(words: str, severity: Severity = "warning", **more: Any) -> Finding:
    place = samples.span(samples.TEXT, words)
    return Finding("AT205", "vague-source", severity, place, "Name them.", **more)


def having(*findings: Finding) -> Report:
    return replace(samples.report(), findings=findings)


# The list


@given(made.reports())
def test_every_statement_and_every_finding_is_listed_once_in_the_order_of_the_text(
    report: Report,
) -> None:
    found = listed(report)
    ids = {a.statement.id: a for a in report.attributions}
    assert sorted(i.id for i in found if i.attribution) == sorted(ids)
    notes = [note.finding for item in found for note in item.notes]
    assert Counter(notes) == Counter(report.findings)
    starts = [
        item.attribution.statement.start if item.attribution else item.notes[0].finding.span.start
        for item in found
    ]
    assert starts == sorted(starts)
    for item in found:
        assert all(n.finding.statement == item.id for n in item.notes if item.attribution)
        assert 1 <= item.paragraph <= len(report.document.paragraphs)
        assert item.line >= 1
        if item.attribution is None:
            (note,) = item.notes
            assert note.finding.statement not in ids
            assert item.id == f"f{report.findings.index(note.finding)}"


def test_a_finding_about_a_statement_stands_with_it_and_any_other_alone() -> None:
    about = finding("Critics", statement="s3", fingerprint="a")
    nothing = finding("cracks", fingerprint="b")
    gone = finding("spring", statement="s99", fingerprint="c")
    found = listed(having(gone, nothing, about))
    assert [(item.id, [n.finding.fingerprint for n in item.notes]) for item in found] == [
        ("s1", []),
        ("f0", ["c"]),
        ("s2", []),
        ("f1", ["b"]),
        ("s3", ["a"]),
    ]


def test_the_most_severe_finding_comes_first_and_equal_ones_stay_in_order() -> None:
    report = having(
        finding("Critics", "note", statement="s3", fingerprint="a"),
        finding("say", "warning", statement="s3", fingerprint="b"),
        finding("board", "error", statement="s3", fingerprint="c"),
        finding("known", "warning", statement="s3", fingerprint="d"),
    )
    assert [note.finding.fingerprint for note in listed(report)[-1].notes] == ["c", "b", "d", "a"]


@pytest.mark.parametrize(
    ("findings", "state"),
    [
        ([], "clear"),
        ([("note", "open")], "note"),
        ([("note", "open"), ("warning", "baseline")], "warning"),
        ([("error", "open"), ("warning", "open")], "error"),
        ([("error", "suppressed"), ("warning", "open")], "warning"),
        ([("error", "suppressed"), ("error", "signed-off")], "clear"),
    ],
)
def test_the_state_of_an_item_is_the_worst_that_is_open(
    findings: list[tuple[Severity, Any]], state: str
) -> None:
    report = having(*(finding("Critics", s, statement="s3", state=at) for s, at in findings))
    assert listed(report)[-1].state == state


def test_what_stops_the_article_blocks_however_severe_it_is() -> None:
    report = having(
        finding("Critics", "error", statement="s3", fingerprint="a"),
        finding("say", "note", statement="s3", fingerprint="b"),
        finding("cracks", "note", fingerprint="c"),
    )
    _, _, alone, third = listed(report, frozenset({"b"}))
    assert third.state == "blocks"
    assert [note.blocks for note in third.notes] == [False, True]
    assert alone.state == "note"
    assert listed(report, frozenset({"c"}))[2].state == "blocks"


def test_a_finding_about_a_comment_has_the_comments_words_and_place() -> None:
    (*_, item) = listed(samples.decided())
    assert item.id == "f1"
    assert item.state == "error"
    assert item.words == "<!-- attrib: x -->"
    assert (item.notes[0].line, item.notes[0].column, item.paragraph) == (3, 51, 3)


def test_a_note_has_the_passage_of_the_house_and_whose_standards_ask_for_the_rule() -> None:
    (note,) = listed(samples.report())[-1].notes
    passage = HOUSE.passages["vague-source"]
    assert (note.standard, note.says) == (passage.standard, passage.says)
    assert note.authority
    reuters = load_house("reuters")
    (note,) = listed(samples.report(), house=reuters)[-1].notes
    assert note.says == reuters.passages["vague-source"].says
    (note,) = listed(samples.report(), house=replace(HOUSE, passages={}))[-1].notes
    assert (note.standard, note.says) == (None, None)


def test_the_paragraph_that_names_a_speaker_is_told_where_it_is_another() -> None:
    first, second, _ = samples.report().attributions
    assert second.speaker is not None
    named = replace(second.speaker, named=samples.span(samples.TEXT, "Harbour Board"))
    here = replace(second.speaker, named=samples.span(samples.TEXT, "Ines Calder"))
    report = replace(samples.report(), findings=())
    for speaker, paragraph in ((named, 1), (here, None), (second.speaker, None)):
        rows = (first, replace(second, speaker=speaker))
        assert listed(replace(report, attributions=rows))[1].named == paragraph


def test_words_called_no_statement_are_listed_and_nobody_speaks_there() -> None:
    item = next(item for item in listed(samples.decided()) if item.id == "s3")
    assert item.voice is None
    assert item.sign_off is not None
    assert item.sign_off.by == "Bo Reyes"


@pytest.mark.parametrize("word", ["pier ", "市長", "x" * 5_000, "a" + " " * 900])
def test_the_words_of_an_item_are_a_beginning_that_says_so(word: str) -> None:
    text = word * 200
    report = replace(of(None), document=made.document(text.strip()))
    whole = replace(report.attributions[0].statement, content=(Span(0, len(text.strip())),))
    (item,) = listed(replace(report, attributions=(Attribution(whole, None, None),)))
    assert len(item.words) <= 162
    assert item.words.endswith(" …")
    assert text.split()[0].startswith(item.words[:160].split(" ")[0])


def test_pieces_of_a_quote_are_told_apart_and_lines_are_joined() -> None:
    text = "“We\r\n hope,” he said, “for\tspring.”"
    content = (samples.span(text, "“We\r\n hope,”"), samples.span(text, "“for\tspring.”"))
    report = Report(
        samples.document(text), (Attribution(Statement("s1", content), None, None),), (), "0", "m"
    )
    assert listed(report)[0].words == "“We hope,” … “for spring.”"


# Who speaks


@given(made.reports())
def test_words_are_counted_once_each_and_all_marks_differ(report: Report) -> None:
    cut = mark(report, report.findings)
    spoken = speaking(report)
    total = sum(len(report.document.slice(p).split()) for p in report.document.paragraphs)
    assert sum(voice.words for voice in spoken) + cut.bare == total
    stated = [a for a in report.attributions if a.is_statement and a.speaker is not None]
    assert sum(voice.statements for voice in spoken) == len(stated)
    assert len({voice.mark for voice in spoken}) == len(spoken)
    assert len({voice.key for voice in spoken}) == len(spoken)
    assert [voice.words for voice in spoken] == sorted((v.words for v in spoken), reverse=True)
    for item in listed(report):
        speaker = item.attribution.speaker if item.attribution else None
        if item.voice is None:
            assert speaker is None or not (item.attribution and item.attribution.is_statement)
        else:
            assert speaker is not None
            assert item.voice.id == speaker.id
            assert speaker.id or item.voice.name == speaker.name


def test_the_one_with_most_words_has_the_first_colour_and_the_ninth_shares_one() -> None:
    report = of(*(person(f"Speaker {n}") for n in range(12)), words=range(1, 13))
    spoken = speaking(report)
    assert [voice.name for voice in spoken[:2]] == ["Speaker 11", "Speaker 10"]
    assert [voice.colour for voice in spoken] == [*range(COLOURS), *[COLOURS] * 4]


def test_the_same_record_is_one_voice_whatever_it_is_called_here() -> None:
    report = of(person("Dr Per Lund", "lund"), person("Per Lund", "lund"), person("Per Lund"))
    assert [(v.name, v.id, v.statements) for v in speaking(report)] == [
        ("Dr Per Lund", "lund", 2),
        ("Per Lund", None, 1),
    ]


def test_a_name_that_is_another_ones_id_is_not_that_other() -> None:
    report = of(person("Per Lund", "lund"), person("lund"))
    assert [(v.name, v.statements) for v in speaking(report)] == [("Per Lund", 1), ("lund", 1)]
    assert [i.voice.name for i in listed(report) if i.voice] == ["Per Lund", "lund"]


@pytest.mark.parametrize(
    ("name", "mark_"),
    [
        ("Per Lund", "PL"),
        ("Ana Belén de la Cruz Ortega", "ABO"),
        ("RTHK", "RTHK"),
        ("U.S.", "US"),
        ("UNICEF", "U"),
        ("he", "H"),
        ("a senior official", "ASO"),
        ("市長", "市"),
        ("مدير عام", "مع"),
        ("ß", "SS"),
        ("🦊 🦊", "*"),
        ("", "*"),
        ("\x1b[31m\u202e", "3"),
        ("<script>alert(1)</script>", "S"),
    ],
)
def test_letters_that_stand_for_a_name(name: str, mark_: str) -> None:
    (voice,) = speaking(of(person(name)))
    assert voice.mark == mark_


def test_equal_letters_are_numbered_also_where_a_name_has_such_a_number() -> None:
    names = ["Per Lund", "Pia Lie", "PL2", "Po Li", "🦊", "", "P. L2x Ng"]
    marks = [voice.mark for voice in speaking(of(*map(person, names)))]
    assert marks == ["PL", "PL2", "PL22", "PL3", "*", "*2", "PLN"]


def test_hundreds_of_speakers_with_the_same_letters_have_marks_of_their_own() -> None:
    marks = [voice.mark for voice in speaking(of(*(person(f"P L{'x' * n}") for n in range(900))))]
    assert marks[:2] + marks[-1:] == ["PL", "PL2", "PL900"]
    assert len(set(marks)) == 900


# Quotes and their texts

QUOTE = "“We will never close three lines,” said Per Lund."
SAID = "We will close two of the lines this year."


def checked(
    verdict: Verdict, text: str = QUOTE, content: tuple[Span, ...] | None = None
) -> Checked:
    content = content or (samples.span(text, "“We will never close three lines,”"),)
    row = Attribution(Statement("s1", content, kind="direct"), None, None, verdict=verdict)
    (item,) = listed(Report(samples.document(text), (row,), (), "0", "m"))
    assert item.checked is not None
    return item.checked


def replaced(quoted: str, said: str, text: str = QUOTE, other: str = SAID) -> Change:
    places = samples.span(text, quoted), samples.span(other, said)
    return Change("replaced", "number", quoted, said, *places)


def changed(runs: Sequence[Run]) -> list[str]:
    return [run.words for run in runs if run.changed]


def test_the_changed_words_are_marked_in_both_and_no_others() -> None:
    never = samples.span(QUOTE, "never ")
    left = samples.span(SAID, "of the ")
    verdict = Verdict(
        "altered",
        (Passage("said/speech.txt", 7, SAID, "Per Lund"),),
        (
            replaced("three", "two"),
            Change("added", "negation", "never ", "", never, Span(8, 8)),
            Change("left-out", "words", "", "of the ", Span(28, 28), left),
        ),
    )
    found = checked(verdict)
    assert changed(found.printed) == ["never ", "three"]
    assert "".join(run.words for run in found.printed) == "“We will never close three lines,”"
    assert changed(found.sources[0].runs) == ["two", "of the "]
    assert "".join(run.words for run in found.sources[0].runs) == SAID
    assert found.changes == (
        "number: “three” for “two”",
        "negation: “never” added",
        "“of the” left out",
    )
    assert found.more == 0


def test_changes_are_marked_in_the_passage_that_they_are_of() -> None:
    two = replace(replaced("three", "We"), said_place=Span(0, 2), passage=1)
    verdict = Verdict("spliced", (Passage("a.txt", 1, SAID), Passage("b.txt", 2, SAID)), (two,))
    first, second = checked(verdict).sources
    assert (changed(first.runs), changed(second.runs)) == ([], ["We"])


def test_changes_that_overlap_or_lie_outside_lose_and_repeat_no_word() -> None:
    changes = tuple(
        Change("replaced", "words", "x", "y", place, place)
        for place in (Span(2, 9), Span(4, 6), Span(5, 12), Span(0, 1), Span(30, 900))
    )
    found = checked(Verdict("altered", (Passage("a.txt", 1, SAID),), changes))
    assert "".join(run.words for run in found.printed) == "“We will never close three lines,”"
    assert "".join(run.words for run in found.sources[0].runs) == SAID
    assert all(run.words for run in (*found.printed, *found.sources[0].runs))


def test_pieces_that_a_cue_parts_stand_apart() -> None:
    text = "“We hope,” said Lund, “for spring.”"
    content = (samples.span(text, "“We hope,”"), samples.span(text, "“for spring.”"))
    found = checked(Verdict("verbatim", (Passage("a.txt", 1, "x"),)), text, content)
    assert [run.words for run in found.printed] == ["“We hope,”", " … ", "“for spring.”"]


def test_where_a_passage_stands() -> None:
    passage = Passage("a.pdf", 3, "x", "Per Lund", 12, None, "Speech", "2026-03-01")
    captions = Passage("b.vtt", 4, "x", time="00:01:12")
    first, second = checked(Verdict("spliced", (passage, captions))).sources
    assert first.where == "Speech, 2026-03-01, page 12, line 3, a.pdf"
    assert first.speaker == "Per Lund"
    assert second.where == "b.vtt, line 4, at 00:01:12"


def test_without_a_passage_there_is_nothing_to_hold_against_each_other() -> None:
    found = checked(Verdict("not-checked", reason="no text of Per Lund was read"))
    assert (found.printed, found.sources, found.changes) == ((), (), ())
    assert found.reason == "no text of Per Lund was read"


def test_a_long_passage_and_many_changes_are_cut_and_say_so() -> None:
    text = "“" + "word " * 20_000 + "”"
    said = "word " * 20_000
    changes = tuple(
        Change("replaced", "words", said, said, Span(n * 5 + 1, n * 5 + 5), Span(n * 5, n * 5 + 4))
        for n in range(500)
    )
    verdict = Verdict("altered", (Passage("a.txt", 1, said),), changes)
    found = checked(verdict, text, (Span(0, len(text)),))
    for runs in (found.printed, found.sources[0].runs):
        assert sum(len(run.words) for run in runs) <= 1_502
        assert runs[-1] == Run(" …")
        assert 290 <= len(changed(runs)) <= 300
    assert (len(found.changes), found.more) == (12, 488)
    assert all(len(change) <= 302 for change in found.changes)


def test_a_change_at_the_end_of_a_long_quote_is_seen() -> None:
    text = "“" + "We hope for spring. " * 900 + "Three lines will close.”"
    said = "We hope for spring. " * 900 + "Two lines will close."
    change = replaced("Three", "Two", text, said)
    found = checked(
        Verdict("altered", (Passage("a.txt", 1, said),), (change,)), text, (Span(0, len(text)),)
    )
    before, three, after = found.printed
    assert (three, after.words) == (Run("Three", True), " lines will close.”")
    assert before.words.startswith("“We hope for spring. We hope")
    assert " … " in before.words
    assert before.words.endswith("for spring. ")
    assert changed(found.sources[0].runs) == ["Two"]


def test_a_quote_in_many_pieces_is_cut_and_says_so() -> None:
    text = "no " * 2_000
    content = tuple(Span(n * 3, n * 3 + 2) for n in range(2_000))
    found = checked(Verdict("verbatim", (Passage("a.txt", 1, "no"),)), text, content)
    assert sum(len(run.words) for run in found.printed if run.words != " … ") <= 1_502
    assert found.printed[-1] == Run(" …")
    assert found.sources[0].runs == (Run("no"),)
