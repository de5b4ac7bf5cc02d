"""AT201 unattributed-allegation."""

from __future__ import annotations

from typing import ClassVar

from attrib.model import ClaimKind, Severity

from .claim_rule import ClaimRule


class UnattributedAllegation(ClaimRule):
    """A named party is said to have done wrong, and nobody says so but the article.

    **Flagged**

    - The active accusation: "The ministry bribed two inspectors."
    - A means with its purpose: "The company used the list to intimidate tenants."
    - The passive with its agent: "The accounts were falsified by the bank."
    - An act called unlawful: "The mayor illegally transferred the land."
    - An accusation that somebody was credited with earlier, repeated as plain fact.

    **Accepted**

    - What an attribution in the sentence covers, or a party that is credited before and
      behind it in the paragraph.
    - The public record: arrests, charges, verdicts, sentences, admissions, and what a
      paragraph tells after naming one.
    - Wrongs that did not happen or only might have: denied, asked, supposed, prevented.
    - Doers without a name ("thieves stole three bicycles"), sport ("stole the ball"),
      titles and quoted words, history.

    **Why**

    An accusation in the paper's own voice is the paper's to prove. Readers must be able to
    see who makes it, and a court will ask. The rule knows a list of wrongs, not the law: it
    asks for a source, and does not say that the accusation is false.
    """

    code = "AT201"
    name = "unattributed-allegation"
    severity: ClassVar[Severity] = "error"
    authority = (
        "Reuters Handbook: accusations carry the name of who makes them; AP: a report of wrongdoing "
        "rests on an official or named source; BBC Editorial Guidelines: allegations are attributed "
        "and put to those accused."
    )
    kind: ClassVar[ClaimKind] = "allegation"
    uncredited: ClassVar[str] = ""
