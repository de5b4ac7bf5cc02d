"""``attrib explain``: the rules, and the page of each."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from attrib.cli import Failed

if TYPE_CHECKING:
    from attrib.rules import Standard

_WIDTH = 80


@click.command(short_help="Say what a rule asks for, and why.")
@click.argument("rule", required=False, metavar="[CODE or NAME]")
def explain(rule: str | None) -> None:
    """Show the page of the rule with this CODE or NAME; without one, list all rules.

    The last ones, AT9, are the gate's own checks of what is said to suppress others.
    """
    from attrib.gate import CHECKS
    from attrib.rules import RULES

    standards = (*RULES, *CHECKS)
    click.echo(_page(_find(rule, standards)) if rule is not None else _list(standards))


def _find(wanted: str, rules: tuple[Standard, ...]) -> Standard:
    names = {key: rule for rule in rules for key in (rule.code.lower(), rule.name)}
    found = names.get(wanted.lower())
    if found is None:
        near = difflib.get_close_matches(wanted.lower()[:80], names, n=3, cutoff=0.5)
        told = [f"{names[key].code} {names[key].name}" for key in near]
        hint = f"did you mean {' or '.join(dict.fromkeys(told))}?" if told else ""
        raise Failed(f"no rule {wanted[:80]!r}; {hint or '`attrib explain` lists them all'}")
    return found


def _list(rules: tuple[Standard, ...]) -> str:
    from attrib.render.columns import wrap

    rows = [(rule.code, rule.name, rule.severity, rule.summary()) for rule in rules]
    widths = [max((len(row[i]) for row in rows), default=0) for i in range(3)]
    indent = sum(widths) + 2 * len(widths)
    lines = []
    for *cells, summary in rows:
        head = "".join(cell.ljust(width + 2) for cell, width in zip(cells, widths, strict=True))
        for index, part in enumerate(wrap(summary, _WIDTH - indent)):
            lines.append((" " * indent if index else head) + part)
    return "\n".join(lines)


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
