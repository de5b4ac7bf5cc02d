"""What the page asks for, in the bodies of its requests: taken as it is meant, or refused.

Nothing is guessed and nothing passed over: a key that is not known, a wrong type and a text that
no file of the desk's could hold are told with the field that they stand in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar, cast, get_args

from attrib.model import DECISIONS, Decision, Source, SourceKind

About = Literal["statement", "finding"]
Nobodys = Literal["false", "common-knowledge"]

_FINGERPRINT = re.compile(r"[0-9a-f]{32}", re.ASCII)
_LONGEST_PARTY = 200
_LONGEST_NAME = 100
_LONGEST_REASON = 1_000
_LONGEST_ID = 64
_MOST_ALIASES = 100
_Choice = TypeVar("_Choice", bound=str)


class Refused(Exception):
    """What was asked for cannot be done.

    Attributes:
        message: why, fit to show.
        field: of the request, that is wrong; None where it is none of them.
    """

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


@dataclass(frozen=True, slots=True)
class Decided:
    """What an editor decided on the page.

    Attributes:
        about: whether it is about a statement or about a finding.
        fingerprint: the statement's or the finding's.
        decision: accepted, corrected or rejected.
        reason, by: why, and who decided.
        seen: which entry the page showed, by `seen_of`; "" for none.
        speaker, outlet: of a correction, what is right, None to leave it; with "accepted", what
            the page showed as accepted, None where it does not say.
        statement: of a correction, why nobody need be credited with the words; None for a
            statement like any other.
    """

    about: About
    fingerprint: str
    decision: Decision
    reason: str
    by: str
    seen: str
    speaker: str | None = None
    outlet: str | None = None
    statement: Nobodys | None = None


def decided(body: bytes) -> Decided:
    """A decision in the body of a request.

    Raises:
        Refused: it is none.
    """
    asked = _Asked(body)
    found = Decided(
        about=asked.choice("about", get_args(About)),
        fingerprint=asked.fingerprint(),
        decision=asked.choice("decision", DECISIONS),
        speaker=asked.line("speaker", _LONGEST_PARTY, needed=False),
        outlet=asked.line("outlet", _LONGEST_PARTY, needed=False),
        statement=asked.choice_or_none("statement", get_args(Nobodys)),
        reason=asked.needed_line("reason", _LONGEST_REASON),
        by=asked.needed_line("by", _LONGEST_NAME),
        seen=asked.text("seen"),
    )
    asked.require_no_more()
    _require_sense(found)
    return found


def undone(body: bytes) -> str:
    """The change to take back, in the body of a request.

    Raises:
        Refused: it names none.
    """
    asked = _Asked(body)
    change = asked.needed_line("change", _LONGEST_ID)
    asked.require_no_more()
    return change


def added(body: bytes) -> Source:
    """The record to add to ``sources.yaml``, in the body of a request.

    Raises:
        Refused: it is none. Whether the registry can have it is for the registry to say.
    """
    asked = _Asked(body)
    source = Source(
        id=asked.needed_line("id", _LONGEST_ID),
        kind=asked.choice("kind", get_args(SourceKind)),
        name=asked.needed_line("name", _LONGEST_PARTY),
        role=asked.line("role", _LONGEST_REASON, needed=False),
        affiliation=asked.line("affiliation", _LONGEST_ID, needed=False),
        aliases=asked.lines("aliases", _LONGEST_PARTY),
    )
    asked.require_no_more()
    return source


def _require_sense(found: Decided) -> None:
    """Refuse parts of a decision that do not go together."""
    if found.about == "finding":
        if found.decision == "corrected":
            raise Refused(
                "a finding is accepted or rejected; only a statement is corrected", "decision"
            )
        for field in ("speaker", "outlet", "statement"):
            if getattr(found, field) is not None:
                raise Refused(f"a decision about a finding has no {field}", field)
    elif found.decision == "corrected":
        credited = "speaker" if found.speaker is not None else "outlet"
        if found.statement is not None and getattr(found, credited) is not None:
            raise Refused(
                "what nobody need be credited with has no speaker and no outlet", credited
            )
        if found.statement is None and getattr(found, credited) is None:
            raise Refused("a correction lacks what is right: a speaker or an outlet", "speaker")
    elif found.statement is not None:
        raise Refused("goes only with 'corrected'", "statement")
    elif found.decision == "rejected":
        for field in ("speaker", "outlet"):
            if getattr(found, field) is not None:
                raise Refused(
                    f"what is rejected has no {field}; to name another, correct it", field
                )


class _Asked:
    """One JSON object, and which of its keys have been asked for."""

    def __init__(self, body: bytes) -> None:
        try:
            found = json.loads(body.decode("utf-8"), object_pairs_hook=_once)
        # What is nested deeper than Python goes is an error of its own.
        except (ValueError, RecursionError):
            raise Refused("expected JSON, with every key once") from None
        if not isinstance(found, dict):
            raise Refused("expected a JSON object")
        # What is null is not there.
        self._left: dict[str, Any] = {k: v for k, v in found.items() if v is not None}

    def text(self, field: str) -> str:
        value = self._left.pop(field, None)
        if not isinstance(value, str):
            raise Refused(f"expected {field} to be text", field)
        return value

    def line(self, field: str, longest: int, *, needed: bool) -> str | None:
        return self.needed_line(field, longest) if needed or field in self._left else None

    def needed_line(self, field: str, longest: int) -> str:
        return _line(self.text(field), field, longest)

    def lines(self, field: str, longest: int) -> tuple[str, ...]:
        values = self._left.pop(field, [])
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise Refused(f"expected {field} to be a list of texts", field)
        if len(values) > _MOST_ALIASES:
            raise Refused(f"expected at most {_MOST_ALIASES} {field}", field)
        return tuple(_line(value, field, longest) for value in values)

    def choice(self, field: str, choices: Collection[_Choice]) -> _Choice:
        value = self.text(field)
        if value not in choices:
            raise Refused(f"expected {field} to be {' or '.join(choices)}", field)
        return cast("_Choice", value)

    def choice_or_none(self, field: str, choices: Collection[_Choice]) -> _Choice | None:
        return self.choice(field, choices) if field in self._left else None

    def fingerprint(self) -> str:
        value = self.text("fingerprint")
        if not _FINGERPRINT.fullmatch(value):
            raise Refused("expected fingerprint to be 32 hexadecimal digits", "fingerprint")
        return value

    def require_no_more(self) -> None:
        for field in self._left:
            raise Refused(f"unknown field {field[:_LONGEST_NAME]!r}")


def _once(pairs: list[tuple[str, Any]]) -> Mapping[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands there twice")
    return found


def _line(text: str, field: str, longest: int) -> str:
    """One line of text, as the desk's files hold it; what is typed in several is made one."""
    text = " ".join(text.split())
    if not text:
        raise Refused(f"{field} is empty", field)
    if len(text) > longest:
        raise Refused(f"{field} has more than {longest:,} characters", field)
    if not text.isprintable():
        raise Refused(f"{field} has a character that cannot be seen", field)
    return text
