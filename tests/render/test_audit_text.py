from __future__ import annotations

from attrib.audit import audit
from attrib.errors import ReadError
from attrib.render.audit_text import day_name, percent, render
from attrib.render.columns import columns
from tests.audits import Said, made, report


def test_what_stands_out() -> None:
    lines = render(made()).splitlines()
    assert lines[0] == "5 articles, 30 November 2025 to 21 June 2026, 1 without a date"
    assert "         5    42%  a named source" in lines
    assert "         2    17%  a body without a name (“the board”)" in lines
    assert "         1   8.3%  somebody, but it is unclear who" in lines
    cells = [line.split("  ") for line in lines]
    rows = [[cell.strip() for cell in row if cell] for row in cells]
    assert ["Ines Calder", "2", "3", "14", "32%", "1"] in rows
    assert ["the board, d.txt", "1", "1", "4", "9.1%"] in rows
    assert ["RTHK", "2", "2", "11", "1"] in rows
    assert lines[-4:] == [
        "month                           articles  unnamed  direct  sources  top 3  alone",
        "November 2025                          1      33%     33%        2   100%     0%",
        "December 2025                          1       0%      0%        1   100%   100%",
        "June 2026                              2      20%     20%        1   100%     0%",
    ]
    assert max(map(columns, lines)) <= 80


def test_articles_that_could_not_be_read_come_first() -> None:
    lines = render(made(), [ReadError("no such file", path="gone.txt")]).splitlines()
    assert lines[1] == "not counted: gone.txt: no such file"


def test_bodies_without_a_name_are_no_named_sources() -> None:
    text = render(made())
    sources, bodies = text.index("\nsource "), text.index("\nbody without a name ")
    assert sources < bodies < text.index("\nthe board, d.txt ")


def test_an_article_beside_a_name_is_told_without_its_folders() -> None:
    said = Said("it rained", "the board", "institution")
    text = render(audit([report("desk/2026/rain.txt", None, said)]))
    assert "\nthe board, rain.txt " in text


def test_where_it_is_unclear_whether_a_reason_is_given() -> None:
    said = [
        Said("it rained", "an aide", "anonymous", code="AT301"),
        Said("it blew", "a clerk", "anonymous", code="AT302"),
        Said("it snowed", "a man", "anonymous"),
    ]
    text = render(audit([report("a.txt", None, *said)]))
    assert "a reason is given for 1 of 3, none for 1, unclear for 1." in " ".join(text.split())
    text = render(audit([report("a.txt", None, *said[:2])]))
    assert "a reason is given for 1 of 2, none for 1." in " ".join(text.split())


def test_long_tables_are_cut_and_say_so() -> None:
    said = [Said(f"it rained {n} times", f"Ana {'Q' * (n + 1)}") for n in range(20)]
    text = render(audit([report("a.txt", None, *said)]))
    assert text.count("\nAna Q") == 15
    assert "\nand 5 more\n" in text


def test_nothing_drives_the_terminal() -> None:
    said = Said("it rained", "Ana \x1b[31mRuiz\u202e", outlet="Bad\nOutlet\x07")
    text = render(audit([report("a\x1b]0;x.txt", None, said)]))
    assert all(char.isprintable() or char == "\n" for char in text)


def test_no_articles() -> None:
    assert render(audit([])).startswith("0 articles\n")


def test_figures_as_people_write_them() -> None:
    assert [percent(share) for share in (None, 0, 0.0004, 0.0996, 0.125, 1)] == [
        *("–", "0%", "0.0%", "10%", "12%", "100%"),
    ]
    assert day_name("2026-03-01") == "1 March 2026"
