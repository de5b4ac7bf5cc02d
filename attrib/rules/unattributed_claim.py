"""AT204 unattributed-claim."""

from __future__ import annotations

from typing import ClassVar

from attrib.model import ClaimKind, Severity

from .claim_rule import ClaimRule


class UnattributedClaim(ClaimRule):
    """The article states what it can only know from somebody, and does not say from whom.

    **Flagged**

    - A wrong in the passive, whoever did it: "The data was used to intimidate families."
    - Motives and causes: "in retaliation for", "motivated by", "is to blame for".
    - Other people's minds: "secretly hoped", "knew full well", "deliberately ignored".
    - Superlatives of judgement: "the worst in history", "the most corrupt in the country".

    **Accepted**

    - What an attribution in the sentence covers, or whoever is credited before in the
      paragraph and still speaks (a wrong in the passive needs that party on both sides).
    - Public and checkable events: arrests, votes, dates, counts, results, sizes, titles.
    - Court records, questions, what is denied or supposed, history before 2000.
    - Measurable superlatives ("the tallest"), plans of a date ("is expected to open in May").

    **Why**

    Readers weigh a motive, a cause or a judgement by who gives it. The writer nearly always
    knows; the words are merely missing. One sentence gets one finding. What only the learned
    head sees, and no list of words, is a note.
    """

    code = "AT204"
    name = "unattributed-claim"
    severity: ClassVar[Severity] = "warning"
    authority = (
        "AP: say where information comes from unless it is commonly known; BBC Editorial "
        "Guidelines: say whose figures and claims they are; NPR Ethics Handbook: make clear how "
        "we know what we say."
    )
    kind: ClassVar[ClaimKind] = "claim"
