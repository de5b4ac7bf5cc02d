"""Rules that the house packs name already and that are not written yet; gone when they are."""

from __future__ import annotations

COMING: frozenset[str] = frozenset(
    {
        "late-attribution",
        "run-together-speakers",
        "edited-quote",
        "unexplained-anonymity",
        "anonymous-attack",
        "unintroduced-speaker",
        "single-source",
        "outlet-missing",
        "unknown-outlet",
        "blocked-outlet",
    }
)
