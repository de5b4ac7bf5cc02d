"""AT306 misspelled-name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from attrib.model import Finding, Severity, Source
from attrib.registry import likeness_of
from attrib.wordlists import load

from .context import Context
from .rule import Rule


class MisspelledName(Rule):
    """A name in the article is nearly, but not quite, one on record.

    **Flagged**

    - A person, institution or outlet whose name differs by a slip from a record's: two
      letters swapped, one doubled, left out, added or replaced.
    - Wherever the name stands, speaker or not; the first place of each spelling.

    **Accepted**

    - Other capitals, accents, hyphens, or the family name first.
    - British and American spelling: Organisation, Organization.
    - Names too short or too far off for a slip, which may well be somebody else's.

    **Why**

    A misspelled name is the commonest correction there is. The message gives both
    spellings; if they are two parties, the second belongs on record too.
    """

    code = "AT306"
    name = "misspelled-name"
    severity: ClassVar[Severity] = "warning"
    authority = (
        "SPJ Code: verify before releasing; every newsroom's rule: spell names as their "
        "bearers do, and check them again before publishing."
    )

    def check(self, context: Context) -> Iterator[Finding]:
        if not context.registry.knows_names:
            return
        seen: set[str] = set()
        for mention in context.mentions:
            match = context.registry.find(mention.name)
            if match is None or match.how != "fuzzy" or mention.name in seen:
                continue
            seen.add(mention.name)
            meant = _meant(mention.name, match.source)
            if _standard(mention.name) == _standard(meant):
                continue
            if _standard(mention.name).rstrip("s") == _standard(meant).rstrip("s"):
                continue  # "the State and Homeland Security Departments"
            yield self.finding(
                mention.span,
                f"“{mention.name}” is nearly the name on record, {meant}. Check the spelling.",
                suggestion=meant,
            )


def _meant(written: str, source: Source) -> str:
    """The name or alias of a record that is nearest to a misspelling."""
    person = source.kind == "person"
    return max((source.name, *source.aliases), key=lambda n: likeness_of(written, n, person))


def _standard(name: str) -> str:
    """A name with each word in one of the spellings that English has for it."""
    spellings = load("rules/spellings")["american"]
    words = name.lower().replace("’s", "").replace("'s", "").split()
    return " ".join(spellings.get(word, word) for word in words if word != "the")
