from __future__ import annotations

import re
from dataclasses import replace

from attrib.errors import ReadError
from attrib.houses import House
from attrib.model import Comparison
from attrib.render.houses import render

from . import samples

HOUSES = (House("ap", "Associated Press", "AP"), House("reuters", "Reuters", "RTR"))


def test_a_row_a_finding_and_a_column_a_house() -> None:
    assert render([samples.comparison()], HOUSES).splitlines() == [
        "pier.txt",
        "place  finding                 words                                     AP  RTR",
        "1:44   AT301 anonymous-source  the Harbour Board                         -   N",
        "3:1    AT205 vague-source      Critics                                   W   E",
        "       errors                                                            0   1",
        "       warnings                                                          1   0",
        "       notes                                                             0   1",
        "       blocks                                                            no  yes",
        "",
        "E error, W warning, N note, - nothing",
    ]


def test_several_articles_and_those_that_could_not_be_read_are_summed_up() -> None:
    compared = [samples.comparison(), samples.comparison("b.txt")]
    lines = render(compared, HOUSES, [ReadError("lost")]).splitlines()
    assert lines[-1] == "2 files checked; blocked: AP 0, RTR 2; 1 file could not be checked"
    assert (
        render([], HOUSES, [ReadError("lost")]) == "no file checked; 1 file could not be checked\n"
    )


def test_an_article_without_findings_has_its_counts() -> None:
    reports = tuple(replace(r, findings=()) for r in samples.comparison().reports)
    lines = render([Comparison(reports, (False, False))], HOUSES).splitlines()
    assert [line.split()[0] for line in lines[1:6]] == [
        "place", "errors", "warnings", "notes", "blocks",
    ]  # fmt: skip


def test_no_line_is_longer_than_80_columns_or_drives_the_terminal() -> None:
    comparison = samples.comparison("\x1b[2J" + "long/" * 40 + "pier.txt")
    many = tuple(House(f"h{n}", f"House {n}", f"H{n}") for n in range(6))
    reports = (*comparison.reports, *comparison.reports, *comparison.reports)
    shown = render([Comparison(reports, (True,) * 6)], many)
    assert max(map(len, shown.splitlines())) <= 80
    assert "\x1b" not in shown


def test_colours_change_nothing_but_colours() -> None:
    plain = render([samples.comparison()], HOUSES)
    coloured = render([samples.comparison()], HOUSES, colour=True)
    assert "\x1b[31m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
