"""The rules that settings and house packs name: whether there are any such.

Neither settings nor packs can tell: they know nothing of the rules.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from . import RULES

if TYPE_CHECKING:
    from attrib.houses import House
    from attrib.settings import Settings


def require_rules(settings: Settings) -> None:
    """Settings name rules by name or code.

    Raises:
        SettingsError: they, or their house, name a rule that does not exist.
    """
    names = [name for rule in RULES for name in (rule.code, rule.name)]
    for rule in settings.severities:
        if rule not in names:
            raise settings.unknown_rule(rule, _expected(rule, names))
    require_house_rules(settings.house)


def require_house_rules(house: House) -> None:
    """A pack names rules by name alone, so that one can be read without the list of codes.

    Raises:
        SettingsError: it names a rule that does not exist.
    """
    names = {rule.name for rule in RULES}
    for rule in house.rule_places:
        if rule not in names:
            by_code = [repr(known.name) for known in RULES if known.code == rule]
            expected = by_code[0] if by_code else _expected(rule, sorted(names))
            raise house.unknown_rule(rule, expected)


def _expected(rule: str, names: list[str]) -> str:
    near = get_close_matches(rule[:80], names, n=1)
    return f"{near[0]!r}" if near else "a code or name that `attrib explain` lists"
