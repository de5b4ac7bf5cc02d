from __future__ import annotations

from dataclasses import replace

from attrib.model import Finding, Hop, Span
from attrib.render.contents import chain, found, statement_words, worst_first

from . import samples


def test_a_lone_mark_is_shown_in_its_sentence() -> None:
    mark = samples.TEXT.index("“")
    lone = Finding("AT105", "unbalanced-quotes", "error", Span(mark, mark + 1), "Close it.")
    (told,) = found([replace(samples.report(), findings=(lone,))], (), frozenset())
    assert told.words == "“We found cracks in four piles,” said its chief engineer, Ines Calder."
    assert (told.path, told.line, told.column) == ("pier.txt", 2, 1)


def test_equals_keep_the_order_of_the_text() -> None:
    (vague,) = samples.report().findings
    several = tuple(replace(vague, message=f"{n}", fingerprint=f"{n}") for n in range(4))
    several = (*several[:3], replace(several[3], severity="error"))
    findings = found([replace(samples.report(), findings=several)], (), frozenset("2"))
    assert [told.finding.message for told in worst_first(findings)] == ["2", "3", "0", "1"]


def test_a_chain_has_every_hop_also_those_that_are_only_cited() -> None:
    outlet = samples.report().attributions[0].outlet
    assert outlet is not None
    cited, own = Hop("Coastline", None, "cited"), Hop("RTHK", None, "reported")
    assert chain(replace(outlet, chain=(cited, own))) == "Coastline > RTHK"
    assert chain(replace(outlet, chain=())) == "RTHK"
    assert chain(None) == ""


def test_words_that_the_cue_parts_are_joined_and_bounded() -> None:
    report = samples.report()
    first = report.attributions[0]
    parts = (
        samples.span(samples.TEXT, "The east pier"),
        samples.span(samples.TEXT, "until spring"),
    )
    parted = replace(first, statement=replace(first.statement, content=parts))
    assert statement_words(report.document, parted) == "The east pier … until spring"
    assert statement_words(report.document, parted, 8) == "The east"
