"""A record of the registry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

SourceKind = Literal["person", "institution", "outlet"]
Status = Literal["approved", "caution", "blocked"]


class Listing(NamedTuple):
    """A text of a source, or several, as its record lists them.

    Attributes:
        path: of the file from the folder of ``sources.yaml``, or a pattern of such paths.
        title, date, url, language: of the text; None where the record does not say.
    """

    path: str
    title: str | None = None
    date: str | None = None
    url: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One record of ``sources.yaml``.

    Attributes:
        id: unique in the registry.
        kind: "person", "institution" or "outlet".
        name: the name to report.
        aliases: other names that stand for it wherever they occur.
        descriptions: phrases that stand for it only where the article has
            named it, or named no other that fits ("the station").
        role: a person's office or trade.
        affiliation: id of the body that a person belongs to.
        parent: id of the body that this one is part of.
        issues: documents that speak for it ("charges", "warrant").
        country: where it is at home, as ISO 3166-1 alpha-2 has it ("HK"); None where it
            is not given, or is at home in no one country.
        status: whether the desk may use it; `reason` says why not.
        texts: what it really said, to hold quotes against.
    """

    id: str
    kind: SourceKind
    name: str
    aliases: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    role: str | None = None
    affiliation: str | None = None
    parent: str | None = None
    issues: tuple[str, ...] = ()
    status: Status = "approved"
    reason: str | None = None
    country: str | None = None
    texts: tuple[Listing, ...] = ()
