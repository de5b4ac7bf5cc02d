from __future__ import annotations

import weakref
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import attrib
from attrib.audit import Amount, Audit, Counts, Credit, Party, audit
from attrib.model import Report, SignOff
from tests.audits import Said, made, report, reports


def party(audit: Audit, name: str, article: str | None = None) -> Party:
    (found,) = [p for p in audit.parties if (p.name, p.article) == (name, article)]
    return found


def of(*said: Said) -> Counts:
    return audit([report("a.txt", None, *said)]).total


def test_one_name_in_many_articles_is_one_row() -> None:
    calder = party(made(), "Ines Calder")
    assert (calder.articles, calder.amount) == (2, Amount(3, 14, 6))
    assert calder.kinds == {"direct": 1, "mixed": 0, "indirect": 2}
    assert (calder.first, calder.last) == ("2025-11-30", "2025-12-01")
    assert [(o.name, o.statements) for o in calder.outlets] == [("RTHK", 2)]
    assert (calder.alone, calder.others, calder.own) == (1, 1.0, 0)
    assert calder.share == pytest.approx(14 / made().total.credited.words)


def test_a_bare_surname_and_a_common_noun_are_rows_of_their_article() -> None:
    assert party(made(), "Calder", "c.txt").articles == 1
    assert [p.article for p in made().parties if p.name == "the board"] == ["d.txt", "e.txt"]


def test_a_record_is_one_row_whatever_it_is_called() -> None:
    first = report("a.txt", None, Said("the pier is shut", "Harbour Board", "institution", "hb"))
    other = report("b.txt", None, Said("the pier is open", "HB", "institution", "hb"))
    (row,) = audit([first, other]).parties
    assert (row.name, row.id, row.articles) == ("Harbour Board", "hb", 2)


def test_people_and_bodies_of_one_name_are_two() -> None:
    total = of(
        Said("the pier is shut", "Jordan Lee"), Said("it is open", "Jordan Lee", "institution")
    )
    assert total.sources == 2


def test_who_is_credited() -> None:
    total = made().total
    assert {credit: amount.statements for credit, amount in total.credits.items()} == {
        "named": 5,
        "anonymous": 2,
        "body": 2,
        "group": 1,
        "unclear": 1,
        "publication": 0,
        "nobody": 1,
    }
    assert (total.all.statements, total.credited.statements) == (12, 11)
    assert total.kinds == {"direct": 2, "mixed": 1, "indirect": 9}
    assert total.sources == 3


@pytest.mark.parametrize(
    ("name", "credit"),
    [
        ("The ministry", "body"),
        ("the main opposition party", "body"),
        ("The prime minister’s office", "body"),
        ("a move the district", "body"),
        ("the Sahl health ministry", "named"),
        ("la Gazzetta", "named"),
        ("eRadio", "named"),
        ("港務局", "named"),
    ],
)
def test_a_body_without_a_proper_name_is_counted_apart(name: str, credit: Credit) -> None:
    audited = audit([report("a.txt", None, Said("the pier is shut", name, "institution"))])
    assert audited.parties[0].credit == credit
    assert audited.parties[0].is_named is (credit == "named")
    assert audited.total.credits[credit].statements == 1
    assert audited.total.sources == int(credit == "named")
    assert audited.total.single_source == 1


def test_a_body_on_record_has_a_name_whatever_it_is_called() -> None:
    said = Said("the pier is shut", "the board", "institution", "board")
    assert audit([report("a.txt", None, said)]).parties[0].is_named


def test_a_person_has_a_name_in_any_case() -> None:
    assert of(Said("the pier is shut", "bell lund")).sources == 1


def test_a_name_without_capitals_by_script_is_one_in_all_articles() -> None:
    said = Said("the pier is shut", "港務局", "institution")
    (row,) = audit([report(path, None, said) for path in ("a.txt", "b.txt")]).parties
    assert (row.articles, row.article) == (2, None)


def test_an_ambiguous_speaker_is_credited_to_nobody_in_particular() -> None:
    said = Said("the pier is shut", "Ana Ruiz", candidates=("Ana Ruiz", "Bo Lund"))
    assert audit([report("a.txt", None, said)]).parties == ()
    assert of(said).credits["unclear"] == Amount(1, 4, 0)


def test_reasons_hold_for_every_statement_of_the_source() -> None:
    total = of(
        Said("the pier is shut", "an aide", "anonymous", code="AT301"),
        Said("it will open", "An aide", "anonymous"),
        Said("a boat sank", "a clerk", "anonymous", code="AT302"),
        Said("it rained", "a man", "anonymous"),
    )
    assert (total.explained, total.unexplained, total.untold) == (2, 1, 1)


def test_articles_that_rest_on_one_source() -> None:
    total = made().total
    # In d.txt somebody could not be followed, who may be another.
    assert (total.single_source, total.unsourced) == (1, 0)
    assert [(a.path, a.source) for a in made().articles] == [
        ("a.txt", None),
        ("b.txt", "Ines Calder"),
        ("c.txt", None),
    ]


def test_the_publication_is_no_source() -> None:
    ours = Said("we counted the boats", "we", "publication")
    assert of(ours).unsourced == 1
    assert of(ours, Said("two sank", "Ana Ruiz")).single_source == 1


def test_what_an_editor_calls_no_statement_does_not_count() -> None:
    title = SignOff("corrected", "Bo", date(2026, 3, 1), "a title", ("statement",))
    total = of(Said("The Long Pier", "Ana Ruiz", sign_off=title), Said("it rained", "Bo Lund"))
    assert (total.all.statements, total.sources, total.single_source) == (1, 1, 1)


def test_a_word_counts_once_for_the_innermost_speaker() -> None:
    outer = Said("Lund had told her the pier was shut", "Ana Ruiz")
    inner = Said("the pier was shut", "Bo Lund", within=1)
    counted = audit([report("a.txt", None, outer, inner)])
    assert party(counted, "Ana Ruiz").amount.words == 4
    assert party(counted, "Bo Lund").amount.words == 4
    unknown = inner._replace(name=None)
    assert party(audit([report("a.txt", None, outer, unknown)]), "Ana Ruiz").amount.words == 8


def test_quoted_words_are_those_in_quotation_marks() -> None:
    total = of(
        Said("the pier is “quite safe” and open", "Ana Ruiz", form="mixed"),
        Said("the “Long Pier” is shut", "Ana Ruiz"),
        Said("“It’s 10,000 euros’ worth of steel-grey paint”", "Ana Ruiz", form="direct"),
    )
    assert total.all == Amount(3, 7 + 5 + 7, 2 + 0 + 7)


def test_outlets() -> None:
    audited = made()
    (rthk,) = audited.outlets
    assert (rthk.name, rthk.articles, rthk.amount, rthk.sources) == ("RTHK", 2, Amount(2, 11, 6), 1)
    assert party(audited, "Harbour Board").own == 1


def test_a_medium_that_reports_speaks_for_itself_and_carries_others() -> None:
    audited = audit(
        [
            report(
                "a.txt",
                None,
                Said("the pier is shut", "Coastline", "outlet", outlet="Coastline", how="reported"),
                Said("a boat sank", "Ana Ruiz", outlet="Coastline", how="reported"),
            )
        ]
    )
    (outlet,) = audited.outlets
    assert (outlet.amount.statements, outlet.sources) == (2, 2)
    assert (party(audited, "Coastline").own, party(audited, "Coastline").outlets) == (1, ())


def test_months_where_the_articles_span_more_than_half_a_year() -> None:
    audited = made()
    assert (audited.each, audited.undated) == ("month", 1)
    assert (audited.first, audited.last) == ("2025-11-30", "2026-06-21")
    assert [(p.start, p.counts.articles) for p in audited.periods] == [
        ("2025-11-01", 1),
        ("2025-12-01", 1),
        ("2026-06-01", 2),
    ]
    assert audited.periods[0].counts.credited_to("anonymous") == pytest.approx(1 / 3)


def test_weeks_where_they_do_not() -> None:
    audited = audit(reports()[:2])
    # 30 November 2025 is a Sunday.
    assert (audited.each, [p.start for p in audited.periods]) == (
        "week",
        ["2025-11-24", "2025-12-01"],
    )


def test_the_order_of_articles_changes_no_period() -> None:
    days = [date(2025, 1, 1) + timedelta(days=5 * n) for n in range(60)]
    made_up = [report(f"{d}.txt", d.isoformat(), Said("it rained", "Ana Ruiz")) for d in days]
    forward = audit(made_up).periods
    Random(7).shuffle(made_up)
    assert audit(made_up).periods == forward
    assert sum(period.counts.articles for period in forward) == 60


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar(day: str) -> None:
    (period,) = audit([report("a.txt", day, Said("it rained", "Ana Ruiz"))]).periods
    assert period.counts.articles == 1


def test_top_share_is_of_the_three_with_the_most_words() -> None:
    names = ["Ana Ruiz", "Bo Lund", "Ida Moss", "Per Holt"]
    said = [Said(f"it rained {name.split()[1]} twice", name) for name in names]
    assert of(*said).top_share == pytest.approx(3 / 4)
    assert of(Said("it rained", "a man", "anonymous")).top_share is None


def test_no_articles() -> None:
    audited = audit([])
    assert (audited.total.articles, audited.parties, audited.periods) == (0, (), ())
    assert (audited.total.direct_share, audited.first, audited.version) == (None, None, None)


def test_reports_are_not_kept() -> None:
    alive: list[weakref.ref[object]] = []

    def stream() -> Iterator[Report]:
        for number in range(50):
            one = report(f"{number}.txt", "2026-03-01", Said("it rained", "a man", "anonymous"))
            # A report has no weak references; a set made for it lives as long as it does.
            mark = frozenset([object()])
            alive.append(weakref.ref(mark))
            yield replace(one, copies=mark)  # type: ignore[arg-type]
            del one, mark
            assert sum(ref() is not None for ref in alive) <= 2

    assert audit(stream()).total.articles == 50


@given(st.lists(st.tuples(st.text(max_size=30), st.sampled_from(["person", "outlet", "group"]))))
def test_any_names(names: list[tuple[str, str]]) -> None:
    said = [Said(f"it rained {n} times", name, kind) for n, (name, kind) in enumerate(names)]  # type: ignore[arg-type]
    audited = audit([report("a.txt", None, *said)])
    assert sum(p.amount.statements for p in audited.parties) == len(names)
    assert sum(p.share for p in audited.parties) == pytest.approx(1 if names else 0)


def test_over_real_reports(checker: attrib.Checker) -> None:
    texts = [
        "---\ndate: 2026-03-02\n---\n\n“The pier is shut,” said Anna Calder, an engineer. A senior "
        "official said that it would open in May.\n",
        "---\ndate: 2026-03-10\n---\n\nThe boats will be moved, Anna Calder said on Monday.\n",
    ]
    audited = audit(checker.check(text) for text in texts)
    calder = party(audited, "Anna Calder")
    assert (calder.articles, calder.alone, calder.amount.quoted) == (2, 1, 4)
    assert audited.total.unexplained == 1
    assert [period.start for period in audited.periods] == ["2026-03-02", "2026-03-09"]
