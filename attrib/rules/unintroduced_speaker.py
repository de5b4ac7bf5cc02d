"""AT305 unintroduced-speaker."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from attrib.model import Finding, Severity
from attrib.resolve.words import Words

from .context import Context
from .introductions import Introductions
from .rule import Rule
from .spoken import last_name
from .words import folded, spelled, word_set

# What an item of a list begins with.
_BULLETS = "-–—~•*·"


class UnintroducedSpeaker(Rule):
    """Somebody speaks by name, and the article never says who that is.

    **Flagged**

    - A person quoted or reported by a surname alone, or by a name without a role, a title, an
      age, a place or a tie to anybody, anywhere in the article.
    - Once for each person, where the article first names them.

    **Accepted**

    - Any description at any mention: "Ana Reyes, a welder", "Cllr Reyes", "his sister Ana",
      "Reyes, 52", "the Courier's Ana Reyes", "Reyes (Green)", "the Reyes campaign".
    - People whom the headline, a caption or the first paragraphs name, since the story is theirs.
    - People whom the article has named before they speak: they have a part in the story.
    - Speaker labels, items of a list, players in a report on sport, people on record, heads of state, people of the past.
    - Somebody who is also credited by a description: "the coach said".

    **Why**

    A name alone lends weight that nobody can check: the reader must know why this person is
    asked. It is a note, since the readers of one town know whom those of another do not.
    """

    code = "AT305"
    name = "unintroduced-speaker"
    severity: ClassVar[Severity] = "note"
    authority = (
        "AP: identify every source as fully as the story allows; Reuters Handbook: give name and "
        "position at the first reference; BBC Editorial Guidelines: say what a contributor speaks as."
    )

    def check(self, context: Context) -> Iterator[Finding]:
        document, introductions = context.document, Introductions(context)
        seen: set[str] = set()
        for attribution in context.attributions:
            speaker, statement = attribution.speaker, attribution.statement
            if (
                speaker is None
                or speaker.kind != "person"
                or speaker.id is not None
                or speaker.candidates
                or speaker.name in seen
                or speaker.mention is None
                or statement.label
                or statement.within is not None
                or statement.act != "assertion"
            ):
                continue
            written = folded(context.document.slice(speaker.mention))
            if last_name(speaker.name) not in written or not _is_person(speaker.name):
                continue  # credited by a pronoun, or no person after all
            seen.add(speaker.name)
            paragraph = document.paragraphs[document.paragraph_at(speaker.mention.start)]
            if document.text[paragraph.start] in _BULLETS:
                continue
            if introductions.met_before(speaker.name, speaker.mention):
                continue
            if introductions.introduced(speaker.name):
                continue
            yield self.finding(
                speaker.mention,
                f"Nothing in the article says who {speaker.name} is. Add a role, or what makes "
                "this person a source.",
                statement=statement.id,
            )


def _is_person(name: str) -> bool:
    """False for what only looks like a person's name: "Anti-Tax Danes", "Coast Press-Gallup"."""
    lists = Words.load()
    words = set(spelled(folded(name)))
    no_person = lists.body_or_medium | lists.prepositions | lists.places | lists.regions
    last = last_name(name)
    return (
        words.isdisjoint(no_person | word_set("rules/introductions", "peoples"))
        and last.removesuffix("s") not in lists.demonyms
    )
