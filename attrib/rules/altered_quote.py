"""AT106 altered-quote."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from attrib.model import Finding, Severity

from .context import Context
from .rule import Rule
from .verdicts import cited, place_of, told, verified


class AlteredQuote(Rule):
    """What stands between the marks is not what the speaker's text has.

    **Flagged**

    - Words changed, added or moved inside the marks: each is named, numbers and names first.
    - Two passages joined as one quotation, without dots.
    - A "not", an "if", a number, a name or an "allegedly" left out without dots, since the sense
      may hang on it.
    - Once for each statement, at the first such place.

    **Accepted**

    - What is set aside: case, marks, dashes, spacing, British or American spelling, numbers in
      words or digits, "um" and "er".
    - Dots and brackets, and harmless words left out: they are edited-quote's.
    - "it's" for "it is" and the like: a note of edited-quote's.
    - Statements of speakers of whom no text is given.

    **Why**

    Marks promise the reader the speaker's own words. A word changed inside them is a
    correction, and the speaker is the first to notice it.
    """

    code = "AT106"
    name = "altered-quote"
    severity: ClassVar[Severity] = "error"
    authority = (
        "AP: never alter a quotation, not even to correct grammar; Reuters Handbook: quotes are "
        "sacrosanct; NYT: readers should be able to assume that every word was spoken."
    )

    def check(self, context: Context) -> Iterator[Finding]:
        for attribution, verdict in verified(context, "altered", "spliced", "trimmed"):
            unmarked = [c for c in verdict.changes if not c.is_marked and c.about != "contraction"]
            if verdict.kind == "trimmed":
                unmarked = [change for change in unmarked if change.turns]
            if verdict.kind != "spliced" and not unmarked:
                continue
            if verdict.kind == "spliced":
                what = "Two passages are joined as one quotation. Quote them apart, or mark the gap"
            else:
                what = f"{told(unmarked)}. Quote the words as said, or paraphrase"
            yield self.finding(
                place_of(attribution, unmarked),
                f"{what}.",
                suggestion=cited(verdict),
                statement=attribution.statement.id,
            )
