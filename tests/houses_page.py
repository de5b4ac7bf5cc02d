"""What docs/houses.md has that comes from the packs and from a run; `python -m tests.houses_page` renews it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator

from attrib.houses import DEFAULT, HOUSES, LIMITS, load_house
from attrib.rules import RULES
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "houses.md"
ARTICLE = "examples/houses/night-bus-contract.txt"
COMMAND = ("check", ARTICLE, "--sources", "examples/houses/sources.yaml", "--house", "all")


def severities() -> str:
    """Every rule with its own severity and each house's; bold where they differ."""
    packs = [load_house(name) for name in HOUSES]

    def rows() -> Iterator[str]:
        for rule in RULES:
            levels = [pack.severity(rule.name, "news") or rule.severity for pack in packs]
            cells = [level if level == rule.severity else f"**{level}**" for level in levels]
            yield f"| {rule.code} | `{rule.name}` | {rule.severity} | {' | '.join(cells)} |"

    head = ["code", "rule", "of itself", *HOUSES]
    return "\n".join([f"| {' | '.join(head)} |", "|---" * len(head) + "|", *rows()])


def limits() -> str:
    """Every limit with each house's; bold where it is not the default."""
    default = load_house(DEFAULT).limits

    def rows() -> Iterator[str]:
        for name in LIMITS:
            own = getattr(default, name)
            counts = [getattr(load_house(house).limits, name) for house in HOUSES]
            cells = [str(count) if count == own else f"**{count}**" for count in counts]
            yield f"| `{name}` | {own} | {' | '.join(cells)} |"

    head = ["limit", DEFAULT, *HOUSES]
    return "\n".join([f"| {' | '.join(head)} |", "|---" * len(head) + "|", *rows()])


def example() -> str:
    """The example article under the six houses, as the command prints it."""
    done = subprocess.run(
        [sys.executable, "-m", "attrib", *COMMAND],
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        timeout=60,
        check=False,
    )
    shown = done.stdout.decode("utf-8")
    return f"```console\n$ attrib {' '.join(COMMAND)}\n{shown}```"


PARTS = {"severities": severities, "limits": limits, "example": example}


def part(page: str, name: str) -> str:
    """What stands in a page between the marks of a part."""
    found = re.search(rf"<!-- {name} -->\n(.*?)\n<!-- /{name} -->", page, re.S)
    assert found is not None, name
    return found[1]


def renewed(page: str) -> str:
    for name, made in PARTS.items():
        page = page.replace(part(page, name), made())
    return page


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text("utf-8")), encoding="utf-8")
