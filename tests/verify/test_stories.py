"""The stories, read by the whole of attrib: floors for what docs/verification.md tells."""

from __future__ import annotations

from benchmarks.verification import STORIES, measure_stories


def test_verdicts_passages_and_copies() -> None:
    tally = measure_stories(STORIES, 0)
    total = sum(tally.pairs.values())
    right = sum(count for (gold, found), count in tally.pairs.items() if gold == found)
    assert total >= 250
    assert right >= 0.95 * total
    assert tally.right_passages >= 0.98 * tally.passages
    assert tally.right_copies == tally.copies > 8
    assert tally.wrong_disagreements == 0
    assert tally.right_held >= 0.9 * tally.held
    # What was not read is never told as read.
    assert all(found == "not-checked" for gold, found in tally.pairs if gold == "not-checked")
