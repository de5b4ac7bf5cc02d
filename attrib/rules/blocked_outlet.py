"""AT403 blocked-outlet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from attrib.model import Finding, Severity

from .context import Context
from .hops import passed
from .rule import Rule


class BlockedOutlet(Rule):
    """A statement came through an outlet or a body that the desk has blocked.

    **Flagged**

    - An outlet, or any medium or body on a statement's way, whose record has `status: blocked`.
    - Once for each, where it is first met; the message has the record's reason.

    **Accepted**

    - Records that are approved, and parties without a record.
    - `status: caution`, which asks for care and does not forbid.
    - A blocked body that the article is about, and that nothing came through.

    **Why**

    A desk blocks an outlet after it has misled it once. The block helps only if the next
    writer hears of it before publishing, with the reason, and in a chain of outlets too.
    """

    code = "AT403"
    name = "blocked-outlet"
    severity: ClassVar[Severity] = "error"
    authority = (
        "BBC Editorial Guidelines: do not rest a report on a source known to be unreliable; "
        "Reuters Handbook: weigh the record of whoever is picked up."
    )

    def check(self, context: Context) -> Iterator[Finding]:
        for hop in passed(context):
            source = context.registry.get(hop.id) if hop.id is not None else None
            if source is None or source.status != "blocked":
                continue
            reason = f": {source.reason}" if source.reason else ""
            yield self.finding(
                hop.span,
                f"{source.name} is blocked in the sources file{reason}. Find another source.",
                statement=hop.attribution.statement.id,
            )
