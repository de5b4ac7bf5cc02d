from __future__ import annotations

import csv
import io

import pytest

from attrib.audit import Audit, audit
from attrib.errors import ReadError
from attrib.render.audit_csv import COLUMNS, render
from tests.audits import Said, made, report


def rows(audited: Audit, *errors: ReadError) -> list[dict[str, str]]:
    text = render(audited, errors)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), strict=True))


def test_a_row_for_everything() -> None:
    found = rows(made(), ReadError("no such file", path="gone.txt"))
    assert [row["record"] for row in found] == [
        *("unread", "total"),
        *["source"] * 7,
        "outlet",
        *["article"] * 3,
        *["month"] * 3,
    ]
    assert (found[0]["article"], found[0]["message"]) == ("gone.txt", "no such file")
    calder = found[2]
    assert {row["name"]: row["credit"] for row in found[2:9]} == {
        "Ines Calder": "named",
        "Harbour Board": "named",
        "Calder": "named",
        "a senior official": "anonymous",
        "the board": "body",
        "residents": "group",
    }
    assert {key: calder[key] for key in ("name", "articles", "statements", "words", "through")} == {
        "name": "Ines Calder",
        "articles": "2",
        "statements": "3",
        "words": "14",
        "through": "RTHK (2)",
    }


def test_lines_end_as_the_standard_has_it() -> None:
    text = render(made())
    assert text.count("\r\n") == text.count("\n") == 16
    assert text.splitlines()[0] == "\ufeff" + ",".join(f'"{name}"' for name in COLUMNS)


@pytest.mark.parametrize("name", ["=1+1", "+x", "-x", "@x", "＝x", "\t=x", "\r=x", " =x"])
def test_no_cell_is_a_formula(name: str) -> None:
    said = Said("it rained", name, "outlet", outlet=f"b; {name}")
    found = rows(audit([report(name, None, said)]))
    for row in found:
        for cell in row.values():
            assert cell.lstrip("'\"")[:1] not in ("=", "+", "-", "@", "＝") or cell[0] == "'"
    assert found[1]["name"].startswith("'")


def test_a_quoted_name_stays_one_cell() -> None:
    said = Said("it rained", 'Ana "Pier", Ruiz\nII')
    assert rows(audit([report("a.txt", None, said)]))[1]["name"] == 'Ana "Pier", Ruiz II'
