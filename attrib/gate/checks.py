"""The gate's own checks, AT9: of what is said to it in comments and in the desk's files.

They look at suppressions and sign-offs and not at the article, so they are no rules; nothing
suppresses them, signs them off or makes them old.
"""

from __future__ import annotations

from typing import ClassVar

from attrib.model import Severity
from attrib.rules import Standard

__all__ = [
    "CHECKS",
    "ExpiredSuppression",
    "MalformedSuppression",
    "SuppressionWithoutReason",
    "UnusedSignOff",
    "UnusedSuppression",
]

_AUTHORITY = (
    "attrib's own: what blocks publication is open to every reader of the draft, so an exception "
    "to it says why, for how long, and goes when it is no longer needed."
)


class SuppressionWithoutReason(Standard):
    """A suppression does not say why, and so does not hold.

    **Flagged**

    - A comment with nothing after its rules: "attrib: allow vague-source".
    - A comment whose reason has no letter and no digit.
    - An entry of `allow` in `attrib.yaml` without `reason`, or with an empty one.

    **Accepted**

    - Any words after the colon; whether they convince is for the desk to say.

    **Why**

    Whoever reads the draft next has to be able to tell a decision from an oversight. A
    suppression that cannot be weighed is not one.
    """

    code = "AT901"
    name = "suppression-without-reason"
    severity: ClassVar[Severity] = "error"
    authority = _AUTHORITY


class ExpiredSuppression(Standard):
    """A suppression is past its last day, and so does not hold.

    **Flagged**

    - A comment or an entry of `allow` whose `until` lies before today.

    **Accepted**

    - One whose `until` is today or later.
    - One without `until`, which holds until it is taken out.

    **Why**

    A day is given where something is to be put right by then: a name confirmed, a document
    published. On the day after, somebody has to look again.
    """

    code = "AT902"
    name = "expired-suppression"
    severity: ClassVar[Severity] = "error"
    authority = _AUTHORITY


class UnusedSuppression(Standard):
    """A suppression suppresses nothing.

    **Flagged**

    - A comment in, or before, a paragraph in which no finding of that rule begins.
    - A comment after the last paragraph of the article, or among words that are no part of
      it: an advertisement's line, a caption, navigation.
    - An entry of `allow` whose article was checked and has no such finding.

    **Accepted**

    - Entries of `allow` about articles that were not checked this time, and patterns
      for some of whose articles that is so.

    **Why**

    The text has changed since. What is left over would one day hide a finding that
    nobody has looked at.
    """

    code = "AT903"
    name = "unused-suppression"
    severity: ClassVar[Severity] = "warning"
    authority = _AUTHORITY


class MalformedSuppression(Standard):
    """A suppression cannot be understood, and so does not hold.

    **Flagged**

    - A rule that does not exist, or one of the gate's own checks.
    - A comment to attrib in any other form than `<!-- attrib: allow RULE: reason -->`,
      with `; until 2026-12-31` and `; owner Name` before the colon where wanted.
    - A day that is none, an option given twice, more than 1,000 characters.
    - In plain text, a comment that is not closed.

    **Accepted**

    - Several rules with commas between them; rules by name or by code, in any case.
    - Comments that do not begin with "attrib:", which are nobody's here.

    **Why**

    A slip of the pen must not leave a finding open unnoticed, and never hide one.
    """

    code = "AT904"
    name = "malformed-suppression"
    severity: ClassVar[Severity] = "error"
    authority = _AUTHORITY


class UnusedSignOff(Standard):
    """A sign-off is about a statement, a credit or a finding that its article no longer has.

    **Flagged**

    - An entry of `attrib.signoffs.yaml` whose article was checked and has no statement
      with that fingerprint.
    - One that accepted a speaker or an outlet where the article now credits another.
    - One with `rule` whose article was checked and has no finding of that rule with that
      fingerprint.

    **Accepted**

    - Entries about articles that were not checked this time.
    - Statements and findings that were only moved, or whose lines were wrapped anew.

    **Why**

    The words, or who is credited with them, have changed since an editor looked, so what was decided is no longer
    decided. Look at the statement again, then renew the entry or take it out.
    """

    code = "AT905"
    name = "unused-sign-off"
    severity: ClassVar[Severity] = "warning"
    authority = _AUTHORITY


CHECKS: tuple[Standard, ...] = (
    SuppressionWithoutReason(),
    ExpiredSuppression(),
    UnusedSuppression(),
    MalformedSuppression(),
    UnusedSignOff(),
)
