"""``attrib explain``: the rules, the page of each, and what a house makes of them."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from attrib.cli import Failed

if TYPE_CHECKING:
    from attrib.houses import House, Level
    from attrib.rules import Rule, Standard

_WIDTH = 80


@click.command(short_help="Say what a rule asks for, and why.")
@click.argument("rule", required=False, metavar="[CODE or NAME]")
@click.option(
    "--house",
    metavar="NAME|FILE",
    help="Show what holds at ap, reuters, bbc, guardian, npr, nyt, or in a pack of your own; all "
    "compares the six.",
)
def explain(rule: str | None, house: str | None) -> None:
    """Show the page of the rule with this CODE or NAME; without one, list all rules.

    The last ones, AT9, are the gate's own checks of what is said to suppress others; no
    house changes them.
    """
    from attrib.gate import CHECKS
    from attrib.rules import RULES, Rule

    houses = _houses(house)
    if rule is not None:
        found = _find(rule, (*RULES, *CHECKS))
        if isinstance(found, Rule):
            under = list(_standing(found, houses))
        else:
            under = ["", "No house changes it: it is the gate's own."] if houses else []
        click.echo("\n".join([_page(found), *under]))
    elif len(houses) > 1:
        click.echo(_compared(RULES, houses))
        click.echo(_unchanged(CHECKS))
    elif houses:
        click.echo(_list(RULES, houses))
        click.echo(_unchanged(CHECKS))
    else:
        click.echo(_list((*RULES, *CHECKS)))


def _houses(named: str | None) -> tuple[House, ...]:
    if named is None:
        return ()
    from attrib.gate import CHECKS
    from attrib.houses import HOUSES, load_house
    from attrib.rules.named import require_house_rules

    houses = tuple(map(load_house, HOUSES if named == "all" else (named,)))
    for house in houses:
        require_house_rules(house, CHECKS)
    return houses


def _unchanged(checks: tuple[Standard, ...]) -> str:
    """Under what holds at a house: what holds at every one."""
    return f"\nThe gate's own checks, which no house changes:\n\n{_list(checks, margin=2)}"


def _find(wanted: str, rules: tuple[Standard, ...]) -> Standard:
    names = {key: rule for rule in rules for key in (rule.code.lower(), rule.name)}
    found = names.get(wanted.lower())
    if found is None:
        near = difflib.get_close_matches(wanted.lower()[:80], names, n=3, cutoff=0.5)
        told = [f"{names[key].code} {names[key].name}" for key in near]
        hint = f"did you mean {' or '.join(dict.fromkeys(told))}?" if told else ""
        raise Failed(f"no rule {wanted[:80]!r}; {hint or '`attrib explain` lists them all'}")
    return found


def _level(rule: Standard, house: House) -> Level:
    return house.severity(rule.name, "news") or rule.severity


def _list(rules: Sequence[Standard], houses: Sequence[House] = (), *, margin: int = 0) -> str:
    from attrib.render.columns import wrap

    levels = {rule.code: _level(rule, houses[0]) if houses else rule.severity for rule in rules}
    rows = [(rule.code, rule.name, levels[rule.code], rule.summary()) for rule in rules]
    widths = [max((len(row[i]) for row in rows), default=0) for i in range(3)]
    indent = margin + sum(widths) + 2 * len(widths)
    lines = []
    for *cells, summary in rows:
        head = "".join(cell.ljust(width + 2) for cell, width in zip(cells, widths, strict=True))
        head = " " * margin + head
        for index, part in enumerate(wrap(summary, _WIDTH - indent)):
            lines.append((" " * indent if index else head) + part)
    return "\n".join(lines)


def _compared(rules: tuple[Rule, ...], houses: Sequence[House]) -> str:
    """A row a rule, a column a house."""
    from attrib.render.houses import LEGEND, MARKS, cells

    width = max(len(rule.name) for rule in rules)
    lines = [f"{'rule':<{width + 7}}  " + cells([house.short for house in houses], houses)]
    for rule in rules:
        levels = [_level(rule, house) for house in houses]
        marks = ["-" if level == "off" else MARKS[level] for level in levels]
        lines.append(f"{rule.code}  {rule.name:<{width}}  " + cells(marks, houses))
    return "\n".join([*(line.rstrip() for line in lines), "", LEGEND])


def _standing(rule: Rule, houses: Sequence[House]) -> Iterator[str]:
    """What each house makes of a rule, and where its standard says so."""
    from attrib.render.columns import one_line, wrap

    for house in houses:
        yield from ("", f"At {one_line(house.name)}", "")
        yield f"severity: {', '.join(_severities(rule, house))}"
        for limit in rule.limits:
            yield f"{limit}: {getattr(house.limits, limit)}"
        passage = house.passages.get(rule.name)
        if passage is None:
            yield "Its standard, as far as this pack knows, says nothing on it."
            continue
        if passage.house != house.id:
            yield f"Nothing of its own on it that this pack knows of; from {one_line(passage.house)}:"
        yield from wrap(one_line(f"After {passage.standard}: {passage.says}"), _WIDTH)


def _severities(rule: Rule, house: House) -> Iterator[str]:
    from attrib.model import DOCUMENT_KINDS

    news = _level(rule, house)
    yield news
    for kind in DOCUMENT_KINDS:
        level = house.severity(rule.name, kind) or rule.severity
        if level != news:
            yield f"{level} in {'an opinion piece' if kind == 'opinion' else 'a live blog'}"


def _page(rule: Standard) -> str:
    head = f"{rule.code} {rule.name} ({rule.severity})"
    parts = [head, "=" * len(head), "", *_wrapped(rule.page())]
    return "\n".join([*parts, "Authority", "", *_wrapped(rule.authority)]).rstrip()


def _wrapped(page: str) -> Iterator[str]:
    """The lines of a page's Markdown, filled anew to the width of a terminal."""
    from attrib.render.columns import wrap

    block: list[str] = []
    for line in [*page.splitlines(), ""]:
        starts_item = line.startswith("- ")
        if block and (starts_item or not line.strip()):
            indent = "  " if block[0].startswith("- ") else ""
            text = " ".join(part.strip() for part in block).removeprefix("- ")
            for index, part in enumerate(wrap(text, _WIDTH - len(indent))):
                yield ("- " if indent and not index else indent) + part
            block = []
        if line.startswith("**") and line.endswith("**"):
            yield line.strip("*")
        elif line.strip():
            block.append(line)
        else:
            yield ""
