"""The rules that settings and house packs name: whether there are any such.

Neither settings nor packs can tell: they know nothing of the rules.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING

from attrib.houses import LEVELS

from . import RULES, Standard

if TYPE_CHECKING:
    from attrib.houses import House
    from attrib.settings import Settings


def require_rules(settings: Settings, checks: Iterable[Standard] = ()) -> None:
    """Settings name rules by name or code.

    Args:
        settings: to be looked through, and their house.
        checks: what has a code and a name but is no rule, so that it is told why.

    Raises:
        SettingsError: they, or their house, name a rule that does not exist; or they give one
            two severities, by its name and by its code.
    """
    checks = tuple(checks)
    names = [name for rule in RULES for name in (rule.code, rule.name)]
    for rule in settings.severities:
        if rule not in names:
            raise settings.unknown_rule(rule, _expected(rule, names, checks))
    for known in RULES:
        given = [key for key in settings.severities if key in (known.code, known.name)]
        if len({settings.severities[key] for key in given}) > 1:
            line = settings.rule_places.get(given[0], (None,))[0]
            where = f" (line {line})" if line is not None else ""
            raise settings.mistaken_rule(
                given[1],
                f"{given[1]!r} and {given[0]!r}{where} are one rule with two severities, "
                f"{settings.severities[given[1]]} and {settings.severities[given[0]]}",
            )
    require_house_rules(settings.house, checks)


def require_house_rules(house: House, checks: Iterable[Standard] = ()) -> None:
    """A pack names rules by name alone, so that one can be read without the list of codes.

    Args:
        house: to be looked through.
        checks: as for `require_rules`.

    Raises:
        SettingsError: it names a rule that does not exist, or makes one stricter for a kind of
            article than for news.
    """
    names = {rule.name for rule in RULES}
    for rule in house.rule_places:
        if rule not in names:
            by_code = [repr(known.name) for known in RULES if known.code == rule]
            expected = by_code[0] if by_code else _expected(rule, sorted(names), checks)
            raise house.unknown_rule(rule, expected)
    for kind, levels in house.kinds.items():
        for known in RULES:
            level = levels.get(known.name)
            news = house.severity(known.name, "news") or known.severity
            if level is not None and LEVELS.index(level) < LEVELS.index(news):
                raise house.too_strict(known.name, kind, news)


def _expected(rule: str, names: list[str], checks: Iterable[Standard]) -> str:
    if any(rule in (check.code, check.name) for check in checks):
        return "a rule; what the gate finds itself is as severe as it is"
    near = get_close_matches(rule[:80], names, n=1)
    return f"{near[0]!r}" if near else "a code or name that `attrib explain` lists"
