"""Suppressions, in comments beside the text and in ``attrib.yaml``: which of them hold.

A comment is written ``<!-- attrib: allow RULE: reason -->``. Further rules follow the first
after commas; before the colon there may be ``; until 2026-12-31`` and ``; owner Name``. The
first colon after ``allow`` begins the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache

from attrib.model import Allowance, Comment
from attrib.rules import RULES, Standard
from attrib.yaml_places import day_of, shown

from .checks import CHECKS, ExpiredSuppression, MalformedSuppression, SuppressionWithoutReason
from .files import LONGEST_NAME, LONGEST_REASON

_ADDRESS, _VERB = "attrib", "allow"
_FORM = "“<!-- attrib: allow RULE: reason -->”"
_LONGEST = 2_000
_MOST_RULES = 20


@dataclass(frozen=True, slots=True)
class Suppression:
    """What a comment or an entry asks for.

    Attributes:
        rules: names of rules, each once.
        reason: why; None where nothing is said.
        owner: who answers for it; None where nobody is named.
        until: the last day on which it holds; None for no end.
    """

    rules: tuple[str, ...]
    reason: str | None
    owner: str | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a suppression does not hold: the check that it fails, and what to tell of it."""

    check: type[Standard]
    message: str


class _Malformed(Exception):
    """Says what is wrong with a suppression, in a sentence without its full stop."""


def read_comment(comment: Comment, today: date) -> Suppression | Fault:
    """What a comment says, or why it does not hold."""
    try:
        return _holding(_parsed(comment), today)
    except _Malformed as malformed:
        return _fault(malformed)


def read_entry(entry: Allowance, today: date) -> Suppression | Fault:
    """What an entry of ``allow`` says, or why it does not hold."""
    try:
        rule = _rule(entry.rule)
    except _Malformed as malformed:
        return _fault(malformed)
    return _holding(Suppression((rule,), entry.reason, entry.owner, entry.until), today)


def _fault(malformed: _Malformed) -> Fault:
    return Fault(MalformedSuppression, f"{malformed}, so nothing is suppressed.")


def _holding(suppression: Suppression, today: date) -> Suppression | Fault:
    rules = " and ".join(suppression.rules)
    reason = suppression.reason
    if reason is None or not any(char.isalnum() for char in reason):
        return Fault(
            SuppressionWithoutReason,
            f"This suppression of {rules} gives no reason, so it does not hold. Say why.",
        )
    if suppression.until is not None and suppression.until < today:
        return Fault(
            ExpiredSuppression,
            f"This suppression of {rules} held until {suppression.until}. "
            "Correct the text, or look again and give a later day.",
        )
    return suppression


def _parsed(comment: Comment) -> Suppression:
    # In a page the words up to the next comment's end are then hidden with it.
    if not comment.closed or "<!--" in comment.words:
        raise _Malformed("This comment to attrib is not closed with “-->”")
    if len(comment.words) > _LONGEST:
        raise _Malformed(f"This comment to attrib has more than {_LONGEST:,} characters")
    words = " ".join(comment.words.split())[len(_ADDRESS) :].lstrip()
    if not words.startswith(":"):
        raise _Malformed(f"Expected {_FORM}, found no colon after “attrib”")
    verb, _, rest = words[1:].lstrip().partition(" ")
    if verb.lower() != _VERB:
        raise _Malformed(f"Expected {_FORM}, found {shown(verb)} for “allow”")
    head, _, reason = rest.partition(":")
    named, *options = head.split(";")
    rules = named.split(",")
    if len(rules) > _MOST_RULES:
        raise _Malformed(f"This comment names more than {_MOST_RULES} rules")
    if len(reason) > LONGEST_REASON:
        raise _Malformed(f"This reason has more than {LONGEST_REASON:,} characters")
    given = _options(options)
    until = None
    if "until" in given:
        until = day_of(given["until"])
        if until is None:
            raise _Malformed(
                f"Expected a day such as 2026-12-31 after “until”, found {shown(given['until'])}"
            )
    names = tuple(dict.fromkeys(_rule(rule.strip()) for rule in rules))
    return Suppression(names, reason.strip() or None, given.get("owner"), until)


def _options(options: list[str]) -> Mapping[str, str]:
    given: dict[str, str] = {}
    for option in options:
        key, _, value = option.strip().partition(" ")
        key, value = key.lower(), value.strip()
        if key not in ("until", "owner"):
            raise _Malformed(
                f"Expected “until 2026-12-31” or “owner Name” after a semicolon, found {shown(key)}"
            )
        if key in given:
            raise _Malformed(f"This comment says “{key}” twice")
        if not value:
            raise _Malformed(f"Expected “{key}” and what it is before the colon of the reason")
        if len(value) > LONGEST_NAME:
            raise _Malformed(f"What follows “{key}” has more than {LONGEST_NAME} characters")
        given[key] = value
    return given


def _rule(written: str) -> str:
    """The name of the rule that a suppression names."""
    if not written:
        raise _Malformed(f"Expected {_FORM}, found no rule")
    found = rule_names().get(written.lower())
    if found is not None:
        return found
    if written.lower() in {key for check in CHECKS for key in (check.code.lower(), check.name)}:
        raise _Malformed(f"{shown(written)} is the gate’s own and cannot be suppressed")
    near = get_close_matches(written.lower()[:80], rule_names(), n=1)
    hint = f"did you mean {near[0]}?" if near else "`attrib explain` lists the rules"
    raise _Malformed(f"There is no rule {shown(written)} ({hint})")


@cache
def rule_names() -> Mapping[str, str]:
    """Names of rules by name and by code, both in lower case."""
    return {key: rule.name for rule in RULES for key in (rule.code.lower(), rule.name)}
