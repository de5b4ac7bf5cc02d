"""The numbers that court transcripts and bills print at the left of each line: no words."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMBER = re.compile(r"[ \t\f]{0,12}(\d{1,2})(?=[ \t]|$)[ \t]?")
_FEWEST = 6
# A page of a transcript has 25 to 28 lines.
_MOST = 60
_SHARE = 0.6


def numbered(lines: Sequence[str]) -> list[int] | None:
    """How many code points at the start of each line are its number; None for a text without them.

    Numbers count up by one, and begin anew on a page; 0 for a line that has none.
    """
    lengths = [0] * len(lines)
    found = filled = ones = 0
    last = 0
    for index, line in enumerate(lines):
        if not line.strip():
            continue
        filled += 1
        match = _NUMBER.match(line)
        if match is None:
            continue
        number = int(match.group(1))
        # A line may have lost its number, also the first below another page's last.
        if number in (last + 1, last + 2, 1, 2) and number <= _MOST:
            found += 1
            ones += number <= min(last, 2)
            last = number
            lengths[index] = match.end()
    if found < _FEWEST or found < _SHARE * filled or ones > found / _FEWEST + 1:
        return None
    return lengths
