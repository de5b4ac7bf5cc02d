"""What a quotation quotes: “He looked up and said, ‘Who is this for?’ And I laughed.”

A quotation inside another, right after a verb of speech and whoever did it, is somebody's
statement within the statement. Marks and the words before them tell; the tagger, which learned
from a flat scheme, does not.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from attrib.model import Span

from .cues import Cues

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_BEFORE = re.compile(r"\s*[,:]?\s*$")
# How far before the inner quotation its verb and source may stand, in code points.
_REACH = 80
# "My father always used to say": so many small words between the source and its verb.
_BETWEEN = 3
_JOINED = 10


class Credit(NamedTuple):
    """Who an inner quotation is credited to, and by which verb."""

    source: Span
    cue: Span


def credit_before(text: str, start: int, floor: int) -> Credit | None:
    """The source and the cue right before an inner quotation that opens at `start`.

    Nothing before `floor`, where the outer quotation begins, is looked at. None where no verb
    of speech stands there, or where it is the outer speaker's own ("I said").
    """
    cues = Cues.load()
    low = max(floor, start - _REACH)
    end = low + len(_BEFORE.sub("", text[low:start]))
    words = list(_WORD.finditer(text, low, end))
    if not words or words[-1].end() != end or not cues.says(words[-1].group()):
        return None
    cue = Span(*words[-1].span())
    # "He weighed it in his hand and said": what stands next to the verb is not who did it.
    joined = len(words) > 1 and words[-2].group().lower() in ("and", "then")
    for back in range(2, min(len(words), (_JOINED if joined else _BETWEEN) + 2) + 1):
        match = words[-back]
        if re.search(r"[.!?;,“”\"‘]", text[match.end() : cue.start]):
            return None
        word = match.group()
        if word.lower() in cues.speakers:
            return Credit(Span(*match.span()), cue)
        if joined:
            continue
        owner = words[-back - 1].group().lower() if back < len(words) else ""
        if owner in cues.owners:
            return Credit(Span(words[-back - 1].start(), match.end()), cue)
        if word[0].isupper() and word != "I":
            first = match
            while (
                back < len(words)
                and words[-back - 1].group()[0].isupper()
                and words[-back - 1].group().lower() not in cues.openers
            ):
                back += 1
                first = words[-back]
            return Credit(Span(first.start(), match.end()), cue)
        if word.lower() in cues.clause_subject:
            return None
    return None
